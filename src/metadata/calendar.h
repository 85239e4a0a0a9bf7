// The names of months and weekdays in many languages, which src/prepare/write_calendar.cpp takes from ICU
// when the library is built: reading them in each process would take longer than extracting a page.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace pressclip::metadata {

// Small, and without pointers, which would have to be set right in each process.
struct CalendarWord {
  std::array<char, 4> code;  // of the language, filled up with zeros; empty: in every language that has it
  std::uint16_t begin;       // of the word in calendar::words(), as fold_word gives it
  std::uint8_t size;
  std::uint8_t month;  // 1 to 12; of weekdays 0
};

namespace calendar {

inline constexpr std::size_t kBeginnings = 4096;
// Of a word of two bytes or more, whether or not other words follow.
constexpr std::size_t hash_beginning(std::string_view word) {
  std::size_t hash = 0;
  for (std::size_t i = 0; i < 3; ++i)
    hash = hash * 61 + static_cast<unsigned char>(i < word.size() ? word[i] : ' ');
  return hash % kBeginnings;
}

// What the places below refer to.
std::string_view words();
// Sorted by the words, each of two bytes or more.
std::span<const CalendarWord> months();
// A bit for each hash of a month's beginning.
std::span<const std::uint64_t> month_beginnings();
// Sorted by the words.
std::span<const CalendarWord> weekdays();

}  // namespace calendar
}  // namespace pressclip::metadata
