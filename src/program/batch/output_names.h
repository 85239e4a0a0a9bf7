// The names of a mirrored tree: for each page the path of its record, below the output directory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "program/page_input.h"
#include "program/plan.h"

namespace pressclip {

// Whether two names that differ only in the case of their letters are two files.
enum class LetterCase : std::uint8_t { tells_apart, is_ignored };

class OutputNames {
 public:
  OutputNames(const Plan& plan, LetterCase letter_case);

  // Of the next page in input order. Never absolute, never leads up, ends in ".json" while no folder in it
  // does, and is given only once. It depends on the page's place alone; only where that gave a name already
  // (an input that is named twice, an archive with two members of one name), "~2", "~3" and so on is added.
  std::string name_for(const Origin& origin);
  // Whether name_for gave this name.
  [[nodiscard]] bool was_given(const std::string& name) const;

 private:
  // A set of numbers that takes 16 bytes for each at most, beside what is free.
  class Numbers {
   public:
    bool add(std::uint64_t number);  // whether it is new
    [[nodiscard]] bool has(std::uint64_t number) const { return places_[place_of(number)] != 0; }

   private:
    [[nodiscard]] std::size_t place_of(std::uint64_t number) const;

    std::vector<std::uint64_t> places_ = std::vector<std::uint64_t>(1024);
    std::size_t count_ = 0;
  };

  [[nodiscard]] std::uint64_t number_of(const std::string& name) const;

  bool alone_;  // one INPUT: names begin there
  LetterCase letter_case_;
  Numbers given_;
};

}  // namespace pressclip
