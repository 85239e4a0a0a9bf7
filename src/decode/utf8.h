// UTF-8: what a page's bytes hold of it, and a copy that is valid.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace pressclip {

struct Utf8Survey {
  std::size_t sequences = 0;  // valid sequences of more than one byte
  std::size_t invalid = 0;    // what a decoder would replace: each the longest beginning of a sequence
  std::size_t zeros = 0;      // NUL bytes
  std::size_t escapes = 0;    // ESC bytes, by which ISO-2022 switches
  bool cut = false;           // the text ends in the midst of a sequence; that is not counted as invalid
};

Utf8Survey survey_utf8(std::string_view bytes);

// Appends `bytes` as valid UTF-8 without NULs. Gives the number of replacement characters put in.
std::size_t append_utf8(std::string_view bytes, std::string& out);

void append_code_point(char32_t character, std::string& out);

}  // namespace pressclip
