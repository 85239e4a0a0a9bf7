// Text that is safe to write whatever came in: valid UTF-8, and nothing that a terminal takes for a command.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace pressclip {

// Bytes of the well-formed UTF-8 character that `text` begins with; 0 where it begins with none.
std::size_t utf8_character_length(std::string_view text);

// Every byte that is not part of well-formed UTF-8 as U+FFFD; the control characters of C0 (but line feed and
// tab), delete and those of C1 taken out.
std::string safe_text(std::string_view text);

// Whether that leaves the text as it is.
bool is_safe_text(std::string_view text);

// The same on one line: line feeds and tabs become spaces.
std::string safe_line(std::string_view text);

// A path or URI as JSON has it: every byte that is not part of well-formed UTF-8 as %XX.
std::string percent_escape_invalid_utf8(std::string_view text);

// For messages: what safe_line takes out or replaces is shown as \xXX.
std::string printable(std::string_view text);

}  // namespace pressclip
