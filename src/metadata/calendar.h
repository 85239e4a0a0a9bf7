// The names of months and weekdays in many languages, which src/prepare/write_calendar.cpp takes from ICU
// when the library is built: reading them in each process would take longer than extracting a page.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace pressclip::metadata {

struct CalendarMonth {
  std::string_view word;      // as fold_word gives it
  std::string_view language;  // empty: what it means in every language that has it
  std::int32_t month;         // 1 to 12
};

namespace calendar {

// Sorted by the words.
std::span<const CalendarMonth> months();
// Sorted.
std::span<const std::string_view> weekdays();

}  // namespace calendar
}  // namespace pressclip::metadata
