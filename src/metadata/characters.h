// Characters of running text, as dates and names ask for them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace pressclip::metadata {

// The questions below for characters that are not ASCII, which ICU answers.
namespace beyond_ascii {
char32_t next_character(std::string_view text, std::size_t& position);
bool is_word_character(char32_t character);
bool is_upper_case(char32_t character);
bool is_lower_case(char32_t character);
bool is_unspaced_script(char32_t character);
bool is_white_space(char32_t character);
int digit_value(char32_t character);
}  // namespace beyond_ascii

// The code point of UTF-8 `text` at byte `position`, which moves behind it; U+FFFD for what is not UTF-8.
inline char32_t next_character(std::string_view text, std::size_t& position) {
  const auto byte = static_cast<unsigned char>(text[position]);
  if (byte >= 128) return beyond_ascii::next_character(text, position);
  ++position;
  return byte;
}

inline bool is_upper_case(char32_t character) {
  return character < 128 ? character >= 'A' && character <= 'Z' : beyond_ascii::is_upper_case(character);
}

inline bool is_lower_case(char32_t character) {
  return character < 128 ? character >= 'a' && character <= 'z' : beyond_ascii::is_lower_case(character);
}

// Letters and the marks that belong to them.
inline bool is_word_character(char32_t character) {
  if (character >= 128) return beyond_ascii::is_word_character(character);
  return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
}

// Characters of scripts that write words without spaces: Han, Hiragana, Katakana.
inline bool is_unspaced_script(char32_t character) {
  constexpr char32_t kFirst = 0x2E80;
  return character >= kFirst && beyond_ascii::is_unspaced_script(character);
}

inline bool is_white_space(char32_t character) {
  if (character >= 128) return beyond_ascii::is_white_space(character);
  return character == ' ' || (character >= '\t' && character <= '\r');
}

// 0 to 9 for the decimal digits of any script, else -1.
inline int digit_value(char32_t character) {
  if (character >= 128) return beyond_ascii::digit_value(character);
  return character >= '0' && character <= '9' ? static_cast<int>(character - '0') : -1;
}

// Lower case without accents (Latin, Greek, Cyrillic and Arabic marks dropped, dotless i as i): for looking
// words up.
std::string fold_word(std::string_view text);

// Whether the letters of `a` and `b` are of different kinds of script, so that a language of the one can't be
// written in the other: Latin text against Cyrillic, Arabic, Devanagari, Han …
enum class ScriptKind { none, latin, cyrillic, greek, arabic, hebrew, devanagari, hangul, han_kana, other };
ScriptKind script_of(char32_t character);

}  // namespace pressclip::metadata
