// Folding: a block's text, and the words of class attributes, as rules see them.
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

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

// Writes words with a space between each two.
class WordWriter {
 public:
  // In place of what is in `out`. No more bytes may follow than `most`, not counting a space before each
  // word.
  WordWriter(std::string& out, std::size_t most) : out_(out) {
    out_.resize(2 * most + kEightBytes);  // copying writes eight bytes at a time
    end_ = out_.data();
  }
  WordWriter(const WordWriter&) = delete;
  WordWriter& operator=(const WordWriter&) = delete;
  ~WordWriter() { out_.resize(static_cast<std::size_t>(end_ - out_.data())); }

  // In lower case.
  void append(std::string_view word) {
    if (word.empty()) return;
    begin_word();
    for (const char c : word)
      *end_++ = class_letter(c) == ClassLetter::upper ? static_cast<char>(c + ('a' - 'A')) : c;
  }

  // The letters in lower case that `text` begins with, as a word, which may be empty.
  std::string_view append_lower(std::string_view text) {
    word_begins_after_ = end_;
    begin_word();
    const char* const begin = end_;
    std::size_t at = 0;
    for (; at + kEightBytes <= text.size(); at += kEightBytes) {
      const std::uint64_t bytes = eight_bytes_at(text, at);
      std::memcpy(end_, &bytes, kEightBytes);
      const std::uint64_t others = other_than_lower(bytes);
      end_ += bytes_before_high_bit(others);
      if (others != 0) return {begin, end_};
    }
    for (; at < text.size() && class_letter(text[at]) == ClassLetter::lower; ++at) *end_++ = text[at];
    return {begin, end_};
  }
  // Takes back what append_lower wrote last.
  void take_back() { end_ = word_begins_after_; }

 private:
  // The highest bit of each byte that is no ClassLetter::lower.
  static std::uint64_t other_than_lower(std::uint64_t bytes) {
    const std::uint64_t low = bytes & in_each_byte(0x7F);
    const std::uint64_t from_a = low + in_each_byte(0x80 - 'a');
    const std::uint64_t behind_z = low + in_each_byte(0x80 - ('z' + 1));
    return ~((from_a & ~behind_z) | bytes) & in_each_byte(0x80);
  }

  void begin_word() {
    if (end_ != out_.data()) *end_++ = ' ';
  }

  std::string& out_;
  char* end_ = nullptr;
  char* word_begins_after_ = nullptr;
};

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

// Calls `visit` with each piece of a token that is written in camel case.
template <typename Visit>
void each_camel_piece(std::string_view token, Visit visit) {
  std::size_t begin = 0;
  for (std::size_t i = 1; i < token.size(); ++i) {
    if (class_letter(token[i]) != ClassLetter::upper) continue;
    const bool after_upper = class_letter(token[i - 1]) == ClassLetter::upper;
    const bool before_lower = i + 1 < token.size() && class_letter(token[i + 1]) == ClassLetter::lower;
    if (after_upper && !before_lower) continue;
    visit(token.substr(begin, i - begin));
    begin = i;
  }
  visit(token.substr(begin));
}

// The words of one token, which has neither separators nor digits at its end: "newsletterSignup",
// "HTMLBlock".
void append_camel_case(WordWriter& out, std::string_view token) {
  // Generated names change case every few letters and mix in digits; words cut out of them would mean
  // nothing.
  constexpr std::size_t kLeastMeanLength = 3;
  if (has_digit(token)) return out.append(token);
  std::size_t pieces = 0;
  each_camel_piece(token, [&pieces](std::string_view) { ++pieces; });
  if (pieces > 2 && token.size() < pieces * kLeastMeanLength)
    out.append(token);
  else
    each_camel_piece(token, [&out](std::string_view piece) { out.append(piece); });
}

}  // namespace

std::string fold_for_rules(std::string_view text) {
  return fold(normalize_text(text), Alphabet::text);
}

std::string fold_normalized_for_rules(std::string_view text) {
  return fold(text, Alphabet::text);
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
  WordWriter words(out, value.size());
  for (std::size_t i = 0; i < value.size(); ++i) {  // over the separator
    const std::string_view lower = words.append_lower(value.substr(i));
    std::string_view token = lower;
    const std::size_t begin = i;
    i += lower.size();
    // Most tokens are in lower case up to their end.
    const bool is_lower = i == value.size() || class_letter(value[i]) == ClassLetter::separator;
    if (!is_lower) {
      while (i < value.size() && class_letter(value[i]) != ClassLetter::separator) ++i;
      token = without_number(value.substr(begin, i - begin));
    }
    const bool is_of_inside = says_what_is_inside(token);
    if (!is_lower || is_of_inside || token.empty()) words.take_back();
    if (is_of_inside)
      i = std::min(value.find_first_of(" \t\r\n\f", i), value.size());
    else if (!is_lower)
      append_camel_case(words, token);
  }
}

}  // namespace pressclip
