#include "segment/visible_text.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <cstdint>

namespace pressclip {
namespace {

constexpr UChar32 kBraillePatternBlank = 0x2800;
constexpr UChar32 kObjectReplacement = 0xFFFC;

// The character at `position`, which is advanced past it.
UChar32 next_character(std::string_view text, std::size_t& position) {
  const auto* const bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  UChar32 character = 0;
  U8_NEXT_OR_FFFD(bytes, position, text.size(), character);
  return character;
}

bool is_ascii(char byte) {
  return static_cast<unsigned char>(byte) < 0x80;
}

// A character beyond ASCII.
bool is_visible(UChar32 character) {
  return !u_isUWhiteSpace(character) && u_charType(character) != U_CONTROL_CHAR &&
         !u_hasBinaryProperty(character, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) &&
         character != kBraillePatternBlank && character != kObjectReplacement;
}

}  // namespace

bool finds_visible_text(std::string_view text) {
  for (std::size_t position = 0; position < text.size();) {
    if (const char byte = text[position]; is_ascii(byte)) {
      if (byte > ' ' && byte != 0x7F) return true;
      ++position;
      // The indentation of lines.
      while (position < text.size() && text[position] == ' ') ++position;
    } else if (is_visible(next_character(text, position))) {
      return true;
    }
  }
  return false;
}

LeadingSpace leading_space(std::string_view text) {
  LeadingSpace space;
  for (std::size_t position = 0; position < text.size();) {
    const UChar32 character = next_character(text, position);
    if (!u_isUWhiteSpace(character)) break;
    if (character == 0x3000) ++space.ideographic;
    if (character == 0xA0 || character == 0x2002 || character == 0x2003) ++space.fixed;
  }
  return space;
}

}  // namespace pressclip
