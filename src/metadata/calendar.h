// The names of months and weekdays in many languages, which src/prepare/write_calendar.cpp takes from ICU
// when the library is built: reading them in each process would take longer than extracting a page.
#pragma once

#include <array>
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

// What the places below refer to.
std::string_view words();
// Sorted by the words.
std::span<const CalendarWord> months();
// Sorted by the words.
std::span<const CalendarWord> weekdays();

}  // namespace calendar
}  // namespace pressclip::metadata
