// Titles of teasers: what of a link's text is the title.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>

#include "label/evidence.h"

namespace pressclip {

// What class words name of a teaser. The elements of a page have few different ones, so each is asked of the
// rules once.
class PartNames {
 public:
  struct Names {
    bool any = false;  // there are words, whatever they name
    bool title = false;
    bool kicker = false;
  };

  // Refers to both.
  PartNames(const RuleBook& rules, std::string_view site) : rules_(rules), site_(site) {}
  // `words` are as the page has them and must stay.
  const Names& of(std::string_view words);
  // Of words as split_class_words gives them. Asks the rules each time.
  [[nodiscard]] Names of_split(std::string_view split) const;

 private:
  const RuleBook& rules_;
  std::string_view site_;
  std::unordered_map<std::string_view, Names> known_;
};

// The part of a block's text from `begin` to `end` (bytes) that is a title: without the parts that class
// words call a kicker, a counter or a time.
std::string title_in(const Block& block, std::size_t begin, std::size_t end, PartNames& names);

// The title, which begins at byte `begin` of its block, without what a lead ("Read more:") takes of it.
std::string cut_lead(std::string title, const Block& block, std::size_t begin, const BlockFacts& facts);

// A label as it is given out: without the colon or the arrow at its end.
std::string section_text(std::string_view text);

// Whether a text can be no title by its form alone: an address, a note in brackets, a label with a colon at
// its end, a person's handle.
bool has_no_title_form(std::string_view title);

// Whether a text begins with a word in small letters, as a link on some words of a sentence does: not
// "iPhone".
bool begins_as_part_of_sentence(std::string_view title);

// How much a link's text looks like the title among the texts that link to one address. `block_names` are
// those of the block's words.
double weigh_title(const Block& block, const BlockFacts& facts, std::string_view title,
                   std::size_t title_words, bool whole, const PartNames::Names& block_names);

}  // namespace pressclip
