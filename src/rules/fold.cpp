// Folding: a block's text, and the words of class attributes, as rules see them.
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "pressclip/rules.h"
#include "rules/parse_rules.h"
#include "text/eight_bytes.h"
#include "text/normalize.h"

namespace pressclip {
namespace {

struct Folding {
  char32_t from;
  std::string_view to;
};

// In the order of the characters.
constexpr std::array kFoldings = {
    Folding{U'«', "\""},     Folding{U'»', "\""}, Folding{U'İ', "I"},  Folding{U'ı', "i"},
    Folding{U'\u02BC', "'"},  // modifier apostrophe
    Folding{U'Ά', "Α"},      Folding{U'Έ', "Ε"},  Folding{U'Ή', "Η"},  Folding{U'Ί', "Ι"},
    Folding{U'Ό', "Ο"},      Folding{U'Ύ', "Υ"},  Folding{U'Ώ', "Ω"},  Folding{U'ΐ', "ι"},
    Folding{U'Ϊ', "Ι"},      Folding{U'Ϋ', "Υ"},  Folding{U'ά', "α"},  Folding{U'έ', "ε"},
    Folding{U'ή', "η"},      Folding{U'ί', "ι"},  Folding{U'ΰ', "υ"},  Folding{U'ϊ', "ι"},
    Folding{U'ϋ', "υ"},      Folding{U'ό', "ο"},  Folding{U'ύ', "υ"},  Folding{U'ώ', "ω"},
    Folding{U'\u2010', "-"},  // hyphen
    Folding{U'\u2011', "-"},  // non-breaking hyphen
    Folding{U'\u2012', "-"},  // figure dash
    Folding{U'–', "-"},      Folding{U'—', "-"},  Folding{U'―', "-"},  Folding{U'‘', "'"},
    Folding{U'’', "'"},      Folding{U'‚', "'"},  Folding{U'‛', "'"},  Folding{U'“', "\""},
    Folding{U'”', "\""},     Folding{U'„', "\""}, Folding{U'‟', "\""}, Folding{U'′', "'"},
    Folding{U'″', "\""},     Folding{U'‹', "'"},  Folding{U'›', "'"},  Folding{U'−', "-"},
};
static_assert(std::ranges::is_sorted(kFoldings, {}, &Folding::from));

// Bytes that begin the characters of kFoldings, so that other text is only copied.
constexpr bool may_begin_folding(char byte) {
  return static_cast<unsigned char>(byte) >= 0xC2 && (byte == '\xC2' || byte == '\xC4' || byte == '\xCA' ||
                                                      byte == '\xCE' || byte == '\xCF' || byte == '\xE2');
}

// What becomes of the character of valid UTF-8, which has two or three bytes.
const Folding* folding_of(std::string_view bytes) {
  char32_t character = static_cast<unsigned char>(bytes[0]) & (bytes.size() == 2 ? 0x1FU : 0x0FU);
  for (const char byte : bytes.substr(1))
    character = character << 6U | (static_cast<unsigned char>(byte) & 0x3FU);
  const auto* const found = std::ranges::lower_bound(kFoldings, character, {}, &Folding::from);
  return found != kFoldings.end() && found->from == character ? found : nullptr;
}

enum class Alphabet : std::uint8_t { text, pattern };

std::string fold(std::string_view normalized, Alphabet alphabet) {
  std::string out;
  out.reserve(normalized.size());
  for (std::size_t i = 0;;) {
    const std::size_t begin = i;
    while (i + kEightBytes <= normalized.size() && !has_high_bit(eight_bytes_at(normalized, i)))
      i += kEightBytes;
    while (i < normalized.size() && !may_begin_folding(normalized[i])) ++i;
    out.append(normalized, begin, i - begin);
    if (i == normalized.size()) break;
    const std::string_view character = normalized.substr(i, normalized[i] == '\xE2' ? 3 : 2);
    i += character.size();
    const Folding* const folding = folding_of(character);
    // In a pattern's bracket a bare dash would make a range.
    if (folding != nullptr && folding->to == "-" && alphabet == Alphabet::pattern) out.push_back('\\');
    out += folding == nullptr ? character : folding->to;
  }
  return out;
}

enum class ClassLetter : std::uint8_t { separator, lower, upper, digit };

constexpr std::array<ClassLetter, 256> kClassLetters = [] {
  std::array<ClassLetter, 256> letters{};
  letters.fill(ClassLetter::separator);
  std::fill(letters.begin() + 'A', letters.begin() + 'Z' + 1, ClassLetter::upper);
  std::fill(letters.begin() + '0', letters.begin() + '9' + 1, ClassLetter::digit);
  std::fill(letters.begin() + 'a', letters.begin() + 'z' + 1, ClassLetter::lower);
  std::fill(letters.begin() + 0x80, letters.end(), ClassLetter::lower);
  return letters;
}();

ClassLetter class_letter(char c) {
  return kClassLetters[static_cast<unsigned char>(c)];
}

void append_lower_word(std::string& out, std::string_view word) {
  if (word.empty()) return;
  if (!out.empty()) out.push_back(' ');
  out += word;
}

void append_word(std::string& out, std::string_view word) {
  append_lower_word(out, word);
  const std::size_t begin = out.size() - word.size();
  for (std::size_t i = begin; i < out.size(); ++i)
    if (class_letter(out[i]) == ClassLetter::upper) out[i] = static_cast<char>(out[i] + ('a' - 'A'));
}

bool has_digit(std::string_view text) {
  return std::ranges::any_of(text, [](char c) { return class_letter(c) == ClassLetter::digit; });
}

// "newsletter2" without its number; names such as "ad300x250" stay whole.
std::string_view without_number(std::string_view token) {
  std::string_view rest = token;
  while (!rest.empty() && class_letter(rest.back()) == ClassLetter::digit) rest.remove_suffix(1);
  return has_digit(rest) ? token : rest;
}

// "has-sidebar", "article--with-ads", "without-comments": the rest of such a class names what the element
// holds or lacks, not what it is.
bool says_what_is_inside(std::string_view token) {
  return token == "has" || token == "with" || token == "without";
}

// The words of one token, which has neither separators nor digits at its end: "newsletterSignup",
// "HTMLBlock".
void append_camel_case(std::string& out, std::string_view token) {
  if (std::ranges::none_of(token, [](char c) { return class_letter(c) == ClassLetter::upper; }))
    return append_word(out, token);
  std::vector<std::string_view> pieces;
  std::size_t begin = 0;
  for (std::size_t i = 1; i < token.size(); ++i) {
    const bool upper = class_letter(token[i]) == ClassLetter::upper;
    const bool after_upper = class_letter(token[i - 1]) == ClassLetter::upper;
    const bool before_lower = i + 1 < token.size() && class_letter(token[i + 1]) == ClassLetter::lower;
    if (upper && (!after_upper || before_lower)) {
      pieces.push_back(token.substr(begin, i - begin));
      begin = i;
    }
  }
  pieces.push_back(token.substr(begin));
  // Generated names change case every few letters and mix in digits; words cut out of them would mean
  // nothing.
  constexpr std::size_t kLeastMeanLength = 3;
  const bool has_digits = has_digit(token);
  if (has_digits || (pieces.size() > 2 && token.size() < pieces.size() * kLeastMeanLength))
    append_word(out, token);
  else
    for (const std::string_view piece : pieces) append_word(out, piece);
}

}  // namespace

std::string fold_for_rules(std::string_view text) {
  return fold(normalize_text(text), Alphabet::text);
}

std::string fold_pattern(std::string_view pattern) {
  return fold(normalize_text(pattern), Alphabet::pattern);
}

std::string split_class_words(std::string_view value) {
  std::string out;
  split_class_words(value, out);
  return out;
}

void split_class_words(std::string_view value, std::string& out) {
  out.clear();
  out.reserve(value.size() + value.size() / 4);
  for (std::size_t i = 0; i < value.size();) {
    const std::size_t begin = i;
    bool is_lower = true;
    for (; i < value.size() && class_letter(value[i]) != ClassLetter::separator; ++i)
      is_lower = is_lower && class_letter(value[i]) == ClassLetter::lower;
    std::string_view token = value.substr(begin, i - begin);
    if (!is_lower) token = without_number(token);
    if (says_what_is_inside(token))
      i = std::min(value.find_first_of(" \t\r\n\f", i), value.size());
    else if (is_lower)
      append_lower_word(out, token);
    else
      append_camel_case(out, token);
    if (i < value.size()) ++i;  // the separator
  }
}

}  // namespace pressclip
