// Dates as pages write them, for machines and for readers.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "metadata/date_words.h"

namespace pressclip::metadata {

struct FoundDate {
  std::string iso;  // as parse_date gives it
  DateRole role = DateRole::none;
};

// Whether the text may hold one, as far as its digits tell: a date has two numbers, of three digits in all,
// or is one of eight.
bool may_hold_date(std::string_view text);

// All dates of a short text that is mostly dates, in order. See parse_date for what counts as one.
std::vector<FoundDate> find_dates(std::string_view text, std::string_view language);

// The value of a field that is meant for machines: what parse_date reads, and seconds or milliseconds since
// 1970 (as UTC).
std::optional<std::string> parse_machine_date(std::string_view text, std::string_view language);

// The day in a URL's path, "/2024/05/03/" or "/2024-05-03-" or "/20240503/"; nothing where there are several.
std::optional<std::string> date_in_path(std::string_view url);

// The day of an ISO date, moved by its offset to UTC, in days since 1970; nothing for what is none.
std::optional<long> day_number(std::string_view iso);
// Seconds since 1970 (a missing offset as UTC, a missing time as midnight).
std::optional<long long> instant(std::string_view iso);
inline bool has_time(std::string_view iso) {
  return iso.size() > 10;
}

}  // namespace pressclip::metadata
