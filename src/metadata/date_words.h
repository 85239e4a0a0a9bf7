// The words of dates in many languages: months, weekdays, halves of the day, and the words that stand around
// a date.
#pragma once

#include <optional>
#include <string_view>

namespace pressclip::metadata {

enum class DateRole { none, published, modified };
enum class HalfDay { morning, afternoon };

// All words are given as fold_word gives them. `language` is a primary tag ("de") or empty: where languages
// differ
// ("lis" is October in Croatian and November in Polish), its own meaning counts, and without it there is
// none.

// Whether a month may begin with the word, as far as its first bytes tell.
bool may_begin_month(std::string_view word);
// 1 to 12.
std::optional<int> month_from_word(std::string_view word, std::string_view language);
bool is_weekday(std::string_view word);
std::optional<HalfDay> half_day_from_word(std::string_view word);
// A word that may stand between a date and its time, or belongs to a date without saying anything ("um", "à",
// "kl", "Uhr").
bool is_date_filler(std::string_view word);
// What the folded text before or after a date says of it: "updated", "Stand", "最終更新".
DateRole role_of_words(std::string_view folded);
// Offset from UTC in minutes of an abbreviation that means one offset only.
std::optional<int> offset_of_zone(std::string_view word);
// Words before a number that make it something else than a date: "version", "tel".
bool is_number_label(std::string_view word);

}  // namespace pressclip::metadata
