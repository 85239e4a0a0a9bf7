// Names out of bylines.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace pressclip::metadata {

// The names in a byline, and what is said of them in one word: places, papers, subjects.
struct Byline {
  std::vector<std::string> names;
  std::vector<std::string> asides;
};
Byline split_byline(std::string_view byline, std::string_view language);

// Whether a name is an organisation or a role rather than a person: "Redaktion", "News Desk", "AFP".
bool is_newsroom(std::string_view name);

// Whether a name is one that machines know people by: "jane.doe", "j_doe".
bool is_user_name(std::string_view name);

// Whether a text is written as names are: few words, capitals (in scripts that have them) but for particles,
// no digits.
bool looks_like_name(std::string_view text);

// Whether a text is nothing but words of buttons, subjects and notices: "Log in", "Latest news".
bool is_label(std::string_view text);

// Whether a text is a piece of a sentence: three words or more, some of them small without being particles.
bool is_phrase(std::string_view text);

// Whether a text is plainly the name of a person without anything around saying so: several words of those,
// none of which is a label, a role or a weekday.
bool looks_like_full_name(std::string_view text);

// The names in a line that only its look or place makes a byline: all that it says behind "By" or another
// lead; else full names, agencies and editors alone.
struct LineAuthors {
  std::vector<std::string> names;
  bool are_led = false;  // the line says that they are who wrote it
};
LineAuthors authors_in_line(std::string_view line, std::string_view language);

// Full-width colons as ASCII ones.
std::string with_plain_colons(std::string_view text);

}  // namespace pressclip::metadata
