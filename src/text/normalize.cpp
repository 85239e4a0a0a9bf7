// Text as the output has it: normalisation, counting and folding of UTF-8. Everything here is linear in the
// text, and text that is ASCII alone never reaches ICU.
#include "text/normalize.h"

#include <unicode/bytestream.h>
#include <unicode/casemap.h>
#include <unicode/normalizer2.h>
#include <unicode/stringpiece.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <limits>
#include <optional>
#include <utility>

#include "text/eight_bytes.h"
#include "text/sixteen_bytes.h"

namespace pressclip {
namespace {

// Sorting combining marks costs the square of their number, so a run of them is broken after 30, as the
// Stream-Safe Text Format of UAX #15 does. No writing system needs more.
constexpr int kMaxMarksInARow = 30;
constexpr char32_t kCombiningGraphemeJoiner = 0x034F;
// ICU counts in 32 bits. Longer text is worked on in pieces of this many bytes.
constexpr std::size_t kPieceBytes = std::size_t{1} << 28;

// Characters of text that is mostly read. A text of these alone is in NFC as it is: their NFC_Quick_Check is
// Yes, and they are no marks (UAX #15, section 9). In order.
constexpr std::array<std::pair<char32_t, char32_t>, 14> kComposed = {{
    {0x0000, 0x02FF},  // Latin
    {0x0391, 0x03CE},  // Greek
    {0x0400, 0x0482},  // Cyrillic
    {0x048A, 0x052F},
    {0x05D0, 0x05EA},  // Hebrew
    {0x0621, 0x064A},  // Arabic
    {0x0660, 0x066F},
    {0x0671, 0x06D5},
    {0x0E01, 0x0E30},  // Thai
    {0x2010, 0x2027},  // punctuation
    {0x2030, 0x205E},
    {0x3001, 0x3029},  // Chinese and Japanese punctuation
    {0x3041, 0x3096},  // kana
    {0x309B, 0x30FF},
}};

bool is_composed(char32_t c) {
  if ((c >= 0x3400 && c <= 0x9FFF) || (c >= 0xAC00 && c <= 0xD7A3)) return true;
  const auto* const range =
      std::ranges::lower_bound(kComposed, c, {}, &std::pair<char32_t, char32_t>::second);
  return range != kComposed.end() && c >= range->first;
}

constexpr bool is_ascii_space(unsigned char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

// Reads the character at `position` (which is advanced past it); U+FFFD for what is not UTF-8.
char32_t next_character(std::string_view text, std::size_t& position) {
  const auto first = static_cast<unsigned char>(text[position]);
  if (first < 0x80) {
    ++position;
    return first;
  }
  const auto* const bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  UChar32 character = 0;
  U8_NEXT_OR_FFFD(bytes, position, text.size(), character);
  return static_cast<char32_t>(character);
}

void append_character(std::string& out, char32_t character) {
  std::array<std::uint8_t, 4> bytes{};
  std::int32_t length = 0;
  std::uint8_t* const start = bytes.data();
  U8_APPEND_UNSAFE(start, length, static_cast<std::uint32_t>(character));
  out.append(reinterpret_cast<const char*>(bytes.data()), static_cast<std::size_t>(length));
}

enum class Treatment : std::uint8_t { keep, space, line_break, drop };

// What becomes of a character outside ASCII.
Treatment treatment_of(char32_t c) {
  if (c < 0xA0) return c == 0x85 ? Treatment::line_break : Treatment::drop;  // next line; C1 controls
  if (c < 0x0300) return c == 0xA0 ? Treatment::space : c == 0xAD ? Treatment::drop : Treatment::keep;
  switch (c) {
    case 0x1680:
    case 0x202F:
    case 0x205F:
    case 0x3000:
      return Treatment::space;
    case 0x2028:
    case 0x2029:
      return Treatment::line_break;
    case 0x061C:  // Arabic letter mark
    case 0x200B:  // zero-width space
    case 0x200E:  // left-to-right and right-to-left marks
    case 0x200F:
    case 0x2060:  // word joiner
    case 0xFEFF:  // byte-order mark
      return Treatment::drop;
    default:
      break;
  }
  if (c >= 0x2000 && c <= 0x200A) return Treatment::space;
  if ((c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069)) return Treatment::drop;
  return Treatment::keep;
}

// Whether normalisation may move the character before the one in front of it.
bool is_movable_mark(char32_t c) {
  if (is_composed(c)) return false;
  return u_getIntPropertyValue(static_cast<UChar32>(c), UCHAR_LEAD_CANONICAL_COMBINING_CLASS) != 0;
}

// The bytes of a piece: at most kPieceBytes, and no character cut in two.
std::size_t piece_length(std::string_view text) {
  if (text.size() <= kPieceBytes) return text.size();
  std::size_t length = kPieceBytes;
  while (length > kPieceBytes - 4 && (static_cast<unsigned char>(text[length]) & 0xC0U) == 0x80) --length;
  return length;
}

// Valid UTF-8 to NFC. ICU can fail only for want of memory; then the piece stays as it is.
std::string compose(std::string text) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* const nfc = icu::Normalizer2::getNFCInstance(status);
  if (U_FAILURE(status) != 0) return text;
  if (text.size() <= kPieceBytes &&
      nfc->isNormalizedUTF8({text.data(), static_cast<std::int32_t>(text.size())}, status) != 0)
    return text;
  std::string out;
  out.reserve(text.size());
  for (std::string_view rest = text; !rest.empty();) {
    const std::size_t length = piece_length(rest);
    const std::size_t before = out.size();
    status = U_ZERO_ERROR;
    icu::StringByteSink<std::string> sink(&out);
    nfc->normalizeUTF8(0, {rest.data(), static_cast<std::int32_t>(length)}, sink, nullptr, status);
    if (U_FAILURE(status) != 0) {
      out.resize(before);
      out += rest.substr(0, length);
    }
    rest.remove_prefix(length);
  }
  return out;
}

// Bits of those of sixteen bytes that are no printable ASCII, or a space behind another.
unsigned find_changes(SixteenBytes bytes, bool follows_space) {
  const unsigned spaces = bits_of(bytes == ' ');
  return bits_of((bytes < ' ') | (bytes > '~')) | (spaces & (spaces << 1U | (follows_space ? 1U : 0U)));
}

// Where the run of characters ends that begins at `position` and stays as it is: printable ASCII, with no two
// spaces side by side. The first of them is no space.
std::size_t end_of_plain(std::string_view text, std::size_t position) {
  constexpr std::size_t kStep = sizeof(SixteenBytes);
  const std::size_t begin = position;
  const auto follows_space = [&] { return position > begin && text[position - 1] == ' '; };
  for (; position + kStep <= text.size(); position += kStep) {
    const unsigned changes = find_changes(sixteen_bytes_at(text, position), follows_space());
    if (changes != 0) return position + static_cast<std::size_t>(std::countr_zero(changes));
  }
  const std::size_t rest = text.size() - position;
  if (rest > 0 && text.size() >= kStep) {
    // The last sixteen, of which the first have been looked at.
    const unsigned changes =
        find_changes(sixteen_bytes_at(text, text.size() - kStep), false) >> (kStep - rest);
    return changes == 0 ? text.size() : position + static_cast<std::size_t>(std::countr_zero(changes));
  }
  while (position < text.size() && text[position] >= ' ' && text[position] < 0x7F &&
         (text[position] != ' ' || !follows_space()))
    ++position;
  return position;
}

// The bytes of the character at `position` where it is one of those beyond ASCII that most text has and that
// stay as they are: a letter of Latin with a mark, or of Cyrillic, a dash, a quotation mark. Else 0.
std::size_t length_of_plain_character(std::string_view text, std::size_t position) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[position + i]); };
  const std::size_t room = text.size() - position;
  if (room < 2 || (byte(1) & 0xC0U) != 0x80) return 0;
  // U+00C0 to U+02FF, and U+0400 to U+047F.
  if ((byte(0) >= 0xC3 && byte(0) <= 0xCB) || byte(0) == 0xD0 || byte(0) == 0xD1) return 2;
  // U+2010 to U+2027.
  return room > 2 && byte(0) == 0xE2 && byte(1) == 0x80 && byte(2) >= 0x90 && byte(2) <= 0xA7 ? 3 : 0;
}

// The same run, with such characters in it.
std::size_t end_of_plain_text(std::string_view text, std::size_t position) {
  while (true) {
    position = end_of_plain(text, position);
    const std::size_t length = length_of_plain_character(text, position);
    if (length == 0) return position;
    position += length;
  }
}

// Counts marks that follow each other, and says when the run must be broken.
class MarkRun {
 public:
  bool is_too_long_with(char32_t c) {
    if (!is_movable_mark(c)) {
      length_ = 0;
      return false;
    }
    if (++length_ <= kMaxMarksInARow) return false;
    length_ = 1;
    return true;
  }

 private:
  int length_ = 0;
};

// Cuts the lines that hold only blanks from both ends, and what blanks follow the last line.
std::string cut_blank_ends(std::string text) {
  const std::size_t last = text.find_last_not_of(" \t\n");
  if (last == std::string::npos) return {};
  text.resize(last + 1);
  const std::size_t first = text.find_first_not_of(" \t\n");
  const std::size_t line = text.rfind('\n', first);
  if (line != std::string::npos) text.erase(0, line + 1);
  return text;
}

// Characters that are words by themselves, since their scripts put no space between words.
bool is_word_alone(char32_t c) {
  if (c < 0x3005) return false;
  return (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x4E00 && c <= 0x9FFF) ||  // Han
         (c >= 0x3005 && c <= 0x3007) || (c >= 0x3041 && c <= 0x3096) ||  // iteration mark, Hiragana
         (c >= 0x309D && c <= 0x309F) || (c >= 0x30A1 && c <= 0x30FA) ||  // Katakana
         (c >= 0x30FC && c <= 0x30FF) || (c >= 0x31F0 && c <= 0x31FF) || (c >= 0xF900 && c <= 0xFAFF) ||
         (c >= 0xFF66 && c <= 0xFF9D) || (c >= 0x20000 && c <= 0x3FFFD);
}

constexpr std::uint32_t kMarks = U_GC_M_MASK;
constexpr std::uint32_t kLettersAndDigits = U_GC_L_MASK | U_GC_N_MASK;

bool has_category(char32_t c, std::uint32_t categories) {
  return (U_MASK(u_charType(static_cast<UChar32>(c))) & categories) != 0;
}

char32_t fold_simply(char32_t c) {
  return static_cast<char32_t>(u_foldCase(static_cast<UChar32>(c), U_FOLD_CASE_DEFAULT));
}

// What ICU says of a Latin letter, or another character before those: asked for each character beyond ASCII
// of most texts.
struct LatinCharacter {
  char32_t folded = 0;
  bool is_letter_or_digit = false;
};
constexpr char32_t kEndOfLatin = 0x0180;

const LatinCharacter& latin_character(char32_t c) {
  static const auto characters = [] {
    std::array<LatinCharacter, kEndOfLatin> table{};
    for (char32_t each = 0; each < kEndOfLatin; ++each)
      table[each] = {.folded = fold_simply(each),
                     .is_letter_or_digit = has_category(each, kLettersAndDigits)};
    return table;
  }();
  return characters[c];
}

constexpr bool is_ascii_letter_or_digit(unsigned char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

constexpr char ascii_lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

std::string fold_case_fully(const std::string& text) {
  std::string out;
  out.reserve(text.size());
  for (std::string_view rest = text; !rest.empty();) {
    const std::size_t length = piece_length(rest);
    const std::size_t before = out.size();
    UErrorCode status = U_ZERO_ERROR;
    icu::StringByteSink<std::string> sink(&out);
    icu::CaseMap::utf8Fold(0, {rest.data(), static_cast<std::int32_t>(length)}, sink, nullptr, status);
    if (U_FAILURE(status) != 0) {
      out.resize(before);
      out += rest.substr(0, length);
    }
    rest.remove_prefix(length);
  }
  return out;
}

// The highest bit of each byte that is a letter or a digit, of eight bytes of ASCII.
std::uint64_t letters_and_digits(std::uint64_t ascii) {
  return bytes_in_range(ascii | in_each_byte('a' - 'A'), 'a', 'z') | bytes_in_range(ascii, '0', '9');
}

// Goes through a text and tells where its words are.
class WordWalk {
 public:
  enum class Step : std::uint8_t { outside, begins, goes_on };

  explicit WordWalk(std::string_view text) : text_(text) {}

  [[nodiscard]] bool is_at_end() const { return position_ == text_.size(); }
  [[nodiscard]] std::size_t position() const { return position_; }

  // Over a character: whether a word begins with it, or goes on.
  Step take_character() {
    bool in_word = false;
    if (const auto byte = static_cast<unsigned char>(text_[position_]); byte < 0x80) {
      ++position_;
      in_word = is_ascii_letter_or_digit(byte);
    } else {
      const char32_t c = next_character(text_, position_);
      if (is_word_alone(c)) {
        last_ = Last::word_alone;
        return Step::begins;
      }
      if (c == 0x200C || c == 0x200D) return Step::outside;  // joiners stand inside words
      if (c < kEndOfLatin) {                                 // where no marks are
        in_word = latin_character(c).is_letter_or_digit;
      } else {
        if (last_ == Last::word_alone && has_category(c, kMarks)) return Step::goes_on;
        in_word = has_category(c, kLettersAndDigits | kMarks);
      }
    }
    const Last before = std::exchange(last_, in_word ? Last::word : Last::other);
    if (!in_word) return Step::outside;
    return before == Last::word ? Step::goes_on : Step::begins;
  }

  // Over the ASCII that comes next, eight bytes at a time: how many words begin there.
  std::size_t take_ascii() {
    std::size_t begun = 0;
    std::uint64_t before = last_ == Last::word ? in_each_byte(0x80) : 0;
    std::size_t position = position_;
    const auto take = [&](std::uint64_t ascii, std::size_t count) {
      const std::uint64_t in_word = letters_and_digits(ascii);
      begun += count_high_bits(in_word & ~byte_before_each(in_word, before));
      before = in_word;
      position += count;
    };
    while (position + kEightBytes <= text_.size()) {
      const std::uint64_t bytes = eight_bytes_at(text_, position);
      if (has_high_bit(bytes)) break;
      take(bytes, kEightBytes);
    }
    if (position < text_.size()) {
      const std::uint64_t bytes = eight_bytes_or_zeros_at(text_, position);
      const std::size_t count = std::min(bytes_before_high_bit(bytes), text_.size() - position);
      // It is less than eight, or the loop would have gone on.
      if (count > 0 && count < kEightBytes) take(first_bytes(bytes, count), count);
    }
    if (position > position_)
      last_ = is_ascii_letter_or_digit(static_cast<unsigned char>(text_[position - 1])) ? Last::word
                                                                                        : Last::other;
    position_ = position;
    return begun;
  }

 private:
  enum class Last : std::uint8_t { other, word, word_alone };

  std::string_view text_;
  std::size_t position_ = 0;
  Last last_ = Last::other;
};

}  // namespace

std::string normalize_text(std::string_view text) {
  std::string out;
  normalize_text(text, out);
  return out;
}

void normalize_text(std::string_view text, std::string& out) {
  out.clear();
  out.reserve(text.size());
  bool space = false;
  bool may_compose = false;
  MarkRun marks;
  for (std::size_t position = 0; position < text.size();) {
    const std::size_t start = position;
    const auto first = static_cast<unsigned char>(text[start]);
    if (first <= ' ' || first == 0x7F) {
      space = space || is_ascii_space(first);
      ++position;
      continue;
    }
    position = end_of_plain_text(text, start);
    if (position > start) {
      if (space && !out.empty()) out.push_back(' ');
      space = text[position - 1] == ' ';
      out.append(text, start, position - start - (space ? 1 : 0));
      marks = {};
      continue;
    }
    const char32_t c = next_character(text, position);
    const Treatment treatment = treatment_of(c);
    if (treatment == Treatment::drop) continue;
    if (treatment != Treatment::keep) {
      space = true;
      continue;
    }
    if (space && !out.empty()) out.push_back(' ');
    space = false;
    may_compose = may_compose || !is_composed(c);
    if (marks.is_too_long_with(c)) append_character(out, kCombiningGraphemeJoiner);
    if (c == 0xFFFD)
      append_character(out, c);
    else
      out.append(text, start, position - start);
  }
  if (may_compose) out = compose(std::move(out));
}

std::string normalize_preformatted(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  bool may_compose = false;
  MarkRun marks;
  for (std::size_t position = 0; position < text.size();) {
    const char32_t c = next_character(text, position);
    if (c == '\r') {
      if (position == text.size() || text[position] != '\n') out.push_back('\n');
    } else if (c == '\v' || c == '\f') {
      out.push_back('\n');
    } else if (c < 0x80) {
      if ((c >= ' ' && c != 0x7F) || c == '\n' || c == '\t') out.push_back(static_cast<char>(c));
      marks = {};
    } else {
      const Treatment treatment = treatment_of(c);
      if (treatment == Treatment::space) out.push_back(' ');
      if (treatment == Treatment::line_break) out.push_back('\n');
      if (treatment != Treatment::keep) continue;
      may_compose = may_compose || !is_composed(c);
      if (marks.is_too_long_with(c)) append_character(out, kCombiningGraphemeJoiner);
      append_character(out, c);
    }
  }
  out = cut_blank_ends(std::move(out));
  return may_compose ? compose(std::move(out)) : out;
}

bool is_ascii(std::string_view text) {
  std::uint64_t all = 0;
  for (std::size_t i = 0; i < text.size() && !has_high_bit(all); i += kEightBytes)
    all |= eight_bytes_or_zeros_at(text, i);
  return !has_high_bit(all);
}

bool is_plain_ascii(std::string_view text) {
  if (text.empty()) return true;
  return text.front() != ' ' && text.back() != ' ' && end_of_plain(text, 0) == text.size();
}

std::size_t count_words(std::string_view text) {
  std::size_t count = 0;
  for (WordWalk walk(text);;) {
    count += walk.take_ascii();
    if (walk.is_at_end()) return count;
    if (walk.take_character() == WordWalk::Step::begins) ++count;
  }
}

std::vector<std::string_view> split_words(std::string_view text) {
  std::vector<std::string_view> words;
  std::size_t begin = 0;  // of the last word
  for (WordWalk walk(text); !walk.is_at_end();) {
    const std::size_t at = walk.position();
    switch (walk.take_character()) {
      case WordWalk::Step::outside:
        break;
      case WordWalk::Step::begins:
        begin = at;
        words.push_back(text.substr(begin, walk.position() - begin));
        break;
      case WordWalk::Step::goes_on:
        words.back() = text.substr(begin, walk.position() - begin);
        break;
    }
  }
  return words;
}

std::size_t count_characters(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80; }));
}

namespace {

// Puts the capitals of ASCII into lower case. Whether there is nothing else.
bool lower_ascii(std::string& text) {
  std::uint64_t all = 0;
  const auto lower_eight = [&](std::size_t position) {
    std::uint64_t bytes = eight_bytes_at(text, position);
    all |= bytes;
    bytes |= (bytes_in_range(bytes & in_each_byte(0x7F), 'A', 'Z') & ~bytes) >> 2U;  // 0x80 to 0x20
    std::memcpy(text.data() + position, &bytes, sizeof bytes);
  };
  if (text.size() < kEightBytes) {
    const bool is_all = is_ascii(text);
    std::ranges::transform(text, text.begin(), ascii_lower);
    return is_all;
  }
  const std::size_t last = text.size() - kEightBytes;
  for (std::size_t i = 0; i < last; i += kEightBytes) lower_eight(i);
  lower_eight(last);
  return !has_high_bit(all);
}

}  // namespace

std::string fold_case(std::string_view text) {
  std::string out(text);
  if (lower_ascii(out)) return out;
  // What has been folded, where the characters so far have become longer or shorter.
  std::optional<std::string> moved;
  std::size_t copied = 0;
  for (std::size_t position = 0; position < text.size();) {
    if (static_cast<unsigned char>(text[position]) < 0x80) {
      ++position;
      continue;
    }
    const std::size_t start = position;
    const char32_t character = next_character(text, position);
    const char32_t folded =
        character < kEndOfLatin ? latin_character(character).folded : fold_simply(character);
    if (folded == character && character != 0xFFFD) continue;
    if (!moved) moved.emplace();
    moved->append(out, copied, start - copied);
    append_character(*moved, folded);
    copied = position;
  }
  if (!moved) return out;
  moved->append(out, copied);
  return std::move(*moved);
}

namespace {

// What each ASCII character becomes for comparison; 0: nothing.
constexpr std::array<char, 128> kComparedAs = [] {
  std::array<char, 128> table{};
  for (unsigned char c = 0; c < 128; ++c)
    table[c] = is_ascii_letter_or_digit(c) ? ascii_lower(static_cast<char>(c)) : '\0';
  return table;
}();

// Folds text whose letters are of ASCII, or of Latin with marks where each is folded by itself and stays
// composed. False where it has others.
bool fold_latin_for_comparison(std::string_view text, std::string& out) {
  // Two characters each: the dotted capital I and the n with an apostrophe.
  constexpr char32_t kDottedI = 0x0130, kApostropheN = 0x0149, kSharpS = 0x00DF;
  out.resize(text.size() + kEightBytes);  // no character becomes longer; eight bytes are written at a time
  char* end = out.data();
  for (std::size_t position = 0; position < text.size();) {
    // The letters and digits that come next, and what ends them.
    const std::uint64_t eight = eight_bytes_or_zeros_at(text, position);
    const std::uint64_t lower = eight | in_each_byte('a' - 'A');  // digits stay as they are
    std::memcpy(end, &lower, kEightBytes);
    if (!has_high_bit(eight)) {
      const std::uint64_t others = letters_and_digits(eight) ^ in_each_byte(0x80);
      const std::size_t kept = bytes_before_high_bit(others);
      end += kept;
      position += kept + (others != 0 ? 1 : 0);
      continue;
    }
    const std::uint64_t others =
        (letters_and_digits(eight & in_each_byte(0x7F)) ^ in_each_byte(0x80)) | (eight & in_each_byte(0x80));
    const std::size_t kept = bytes_before_high_bit(others);
    end += kept;
    position += kept;
    if (static_cast<unsigned char>(text[position]) < 0x80) {
      ++position;
      continue;
    }
    std::size_t behind = position;  // a copy, so that the loop's own stays in a register
    const char32_t c = next_character(text, behind);
    position = behind;
    // Punctuation.
    if ((c >= 0x2010 && c <= 0x2027) || (c >= 0x2030 && c <= 0x205E)) continue;
    if (c >= kEndOfLatin || c == kDottedI || c == kApostropheN) return false;
    if (c == kSharpS) {
      *end++ = 's';
      *end++ = 's';
    } else if (const LatinCharacter& character = latin_character(c); character.is_letter_or_digit) {
      auto* const bytes = reinterpret_cast<std::uint8_t*>(end);
      std::int32_t length = 0;
      U8_APPEND_UNSAFE(bytes, length, static_cast<std::uint32_t>(character.folded));
      end += length;
    }
  }
  out.resize(static_cast<std::size_t>(end - out.data()));
  return true;
}

}  // namespace

std::string fold_for_comparison(std::string_view text) {
  std::string out;
  fold_for_comparison(text, out);
  return out;
}

void fold_for_comparison(std::string_view text, std::string& out) {
  if (fold_latin_for_comparison(text, out)) return;
  out.clear();
  out.reserve(text.size());
  bool only_ascii = true;
  MarkRun marks;
  for (std::size_t position = 0; position < text.size();) {
    const std::size_t start = position;
    if (const auto byte = static_cast<unsigned char>(text[position]); byte < 0x80) {
      ++position;
      if (kComparedAs[byte] == '\0') continue;
      out.push_back(kComparedAs[byte]);
      marks = {};
      continue;
    }
    const char32_t c = next_character(text, position);
    if (c != 0xFFFD && has_category(c, kLettersAndDigits | kMarks)) {
      if (marks.is_too_long_with(c)) append_character(out, kCombiningGraphemeJoiner);
      out.append(text, start, position - start);
      only_ascii = false;
    }
  }
  if (!only_ascii) out = compose(fold_case_fully(compose(std::move(out))));
}

}  // namespace pressclip
