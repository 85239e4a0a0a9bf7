// What was found out about a text, kept for when it comes again.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "text/eight_bytes.h"

namespace pressclip {

// Answers about texts of which many come again and again, as the class attributes of a page do. Of the texts
// that share a place the last one is kept, so that no page makes it slow or large. The texts must outlive it.
template <typename Answer>
class Remembered {
 public:
  // What `find` says of the text, now or when it came before.
  template <typename Find>
  Answer of(std::string_view text, Find find) {
    // Short ones are sooner read than looked up.
    if (text.size() < kEightBytes) return find(text);
    Entry& entry = entries_[place_of(text)];
    if (entry.text != text) entry = {text, find(text)};
    return entry.answer;
  }

 private:
  struct Entry {
    std::string_view text;
    Answer answer{};
  };

  static constexpr std::size_t kPlaces = 256;

  static std::size_t place_of(std::string_view text) {
    constexpr std::uint64_t kSpread = 0x9E3779B97F4A7C15U;
    const std::uint64_t begin = eight_bytes_at(text, 0);
    const std::uint64_t end = eight_bytes_at(text, text.size() - kEightBytes);
    return ((begin + text.size()) * kSpread ^ end) * kSpread >> 56U;
  }

  std::array<Entry, kPlaces> entries_{};
};

}  // namespace pressclip
