// Characters of running text, as dates and names ask for them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace pressclip::metadata {

// The code point of UTF-8 `text` at byte `position`, which moves behind it; U+FFFD for what is not UTF-8.
char32_t next_character(std::string_view text, std::size_t& position);

// Letters and the marks that belong to them.
bool is_word_character(char32_t character);
bool is_upper_case(char32_t character);
bool is_lower_case(char32_t character);
// Characters of scripts that write words without spaces: Han, Hiragana, Katakana.
bool is_unspaced_script(char32_t character);
bool is_white_space(char32_t character);
// 0 to 9 for the decimal digits of any script, else -1.
int digit_value(char32_t character);

// Lower case without accents (Latin, Greek, Cyrillic and Arabic marks dropped, dotless i as i): for looking
// words up.
std::string fold_word(std::string_view text);

// Whether the letters of `a` and `b` are of different kinds of script, so that a language of the one can't be
// written in the other: Latin text against Cyrillic, Arabic, Devanagari, Han …
enum class ScriptKind { none, latin, cyrillic, greek, arabic, hebrew, devanagari, hangul, han_kana, other };
ScriptKind script_of(char32_t character);

}  // namespace pressclip::metadata
