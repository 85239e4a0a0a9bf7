// safe_text: valid UTF-8 without control characters, and the two ways to show bytes that are neither.
#include "write/safe_text.h"

#include <cstdint>

#include "text/byte_runs.h"

namespace pressclip {
namespace {

constexpr std::string_view kReplacementCharacter = "\xEF\xBF\xBD";
constexpr std::string_view kHexDigits = "0123456789ABCDEF";

unsigned byte_at(std::string_view text, std::size_t index) {
  return static_cast<unsigned char>(text[index]);
}

bool is_control(std::string_view character) {
  const unsigned first = byte_at(character, 0);
  if (character.size() == 1) return first < 0x20 || first == 0x7F;
  return first == 0xC2 && byte_at(character, 1) < 0xA0;
}

void append_hex(std::string& out, unsigned byte) {
  out += kHexDigits[byte >> 4U];
  out += kHexDigits[byte & 0xFU];
}

// Where the run of printable ASCII ends that begins at `position`.
std::size_t end_of_printable(std::string_view text, std::size_t position) {
  return find_byte(text, position, [](SixteenBytes bytes) { return (bytes < ' ') | (bytes > '~'); });
}

// Calls visit(characters) for each well-formed character, or a run of printable ASCII, and
// visit_invalid(byte) for each byte of none.
template <typename Visit, typename VisitInvalid>
void walk(std::string_view text, Visit visit, VisitInvalid visit_invalid) {
  for (std::size_t at = 0; at < text.size();) {
    // Runs of plain ASCII, which most text is, at once.
    const std::size_t end = end_of_printable(text, at);
    if (end > at) {
      visit(text.substr(at, end - at));
      at = end;
      continue;
    }
    const std::size_t length = utf8_character_length(text.substr(at));
    if (length == 0) {
      visit_invalid(byte_at(text, at));
      ++at;
    } else {
      visit(text.substr(at, length));
      at += length;
    }
  }
}

}  // namespace

std::size_t utf8_character_length(std::string_view text) {
  if (text.empty()) return 0;
  const unsigned first = byte_at(text, 0);
  if (first < 0x80) return 1;
  // Table 3-7 of the Unicode Standard: the second byte's range keeps out overlong forms and surrogates.
  std::size_t length = 0;
  unsigned low = 0x80;
  unsigned high = 0xBF;
  if (first >= 0xC2 && first <= 0xDF) {
    length = 2;
  } else if (first >= 0xE0 && first <= 0xEF) {
    length = 3;
    if (first == 0xE0) low = 0xA0;
    if (first == 0xED) high = 0x9F;
  } else if (first >= 0xF0 && first <= 0xF4) {
    length = 4;
    if (first == 0xF0) low = 0x90;
    if (first == 0xF4) high = 0x8F;
  } else {
    return 0;
  }
  if (text.size() < length || byte_at(text, 1) < low || byte_at(text, 1) > high) return 0;
  for (std::size_t i = 2; i < length; ++i)
    if ((byte_at(text, i) & 0xC0U) != 0x80) return 0;
  return length;
}

std::string safe_text(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  walk(
      text,
      [&](std::string_view character) {
        if (character == "\n" || character == "\t" || !is_control(character)) out += character;
      },
      [&](unsigned) { out += kReplacementCharacter; });
  return out;
}

bool is_safe_text(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    at = end_of_printable(text, at);
    if (at == text.size()) break;
    const std::size_t length = utf8_character_length(text.substr(at));
    if (length == 0) return false;
    if (text[at] != '\n' && text[at] != '\t' && is_control(text.substr(at, length))) return false;
    at += length;
  }
  return true;
}

std::string safe_line(std::string_view text) {
  std::string out = safe_text(text);
  for (char& c : out)
    if (c == '\n' || c == '\t') c = ' ';
  return out;
}

std::string percent_escape_invalid_utf8(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  walk(
      text, [&](std::string_view character) { out += character; },
      [&](unsigned byte) {
        out += '%';
        append_hex(out, byte);
      });
  return out;
}

std::string printable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  const auto escape = [&](unsigned byte) {
    out += "\\x";
    append_hex(out, byte);
  };
  walk(
      text,
      [&](std::string_view character) {
        if (!is_control(character)) {
          out += character;
          return;
        }
        for (const char c : character) escape(static_cast<unsigned char>(c));
      },
      escape);
  return out;
}

}  // namespace pressclip
