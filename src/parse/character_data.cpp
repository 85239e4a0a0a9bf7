#include "parse/character_data.h"

#include <algorithm>
#include <array>
#include <bit>
#include <utility>

#include "parse/html_tokens.h"
#include "text/sixteen_bytes.h"
#include "text/word_table.h"

namespace pressclip {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
// No name of a reference is longer.
constexpr std::size_t kLongestName = 40;
// No name that needs no semicolon is longer, or shorter.
constexpr std::size_t kLongestBareName = 6;
constexpr std::size_t kShortestBareName = 2;

// Those that stand for white space, on which the place of a text in the tree depends, and those that pages
// are written with: HTML's first ones, and marks of typography.
constexpr auto kNamedList = std::to_array<std::pair<std::string_view, std::string_view>>(
    {{"amp", "&"},         {"lt", "<"},          {"gt", ">"},          {"quot", "\""},
     {"apos", "'"},        {"Tab", "\t"},        {"NewLine", "\n"},    {"nbsp", "\u00A0"},
     {"iexcl", "\u00A1"},  {"cent", "\u00A2"},   {"pound", "\u00A3"},  {"curren", "\u00A4"},
     {"yen", "\u00A5"},    {"brvbar", "\u00A6"}, {"sect", "\u00A7"},   {"uml", "\u00A8"},
     {"copy", "\u00A9"},   {"ordf", "\u00AA"},   {"laquo", "\u00AB"},  {"not", "\u00AC"},
     {"shy", "\u00AD"},    {"reg", "\u00AE"},    {"macr", "\u00AF"},   {"deg", "\u00B0"},
     {"plusmn", "\u00B1"}, {"sup2", "\u00B2"},   {"sup3", "\u00B3"},   {"acute", "\u00B4"},
     {"micro", "\u00B5"},  {"para", "\u00B6"},   {"middot", "\u00B7"}, {"cedil", "\u00B8"},
     {"sup1", "\u00B9"},   {"ordm", "\u00BA"},   {"raquo", "\u00BB"},  {"frac14", "\u00BC"},
     {"frac12", "\u00BD"}, {"frac34", "\u00BE"}, {"iquest", "\u00BF"}, {"Agrave", "\u00C0"},
     {"Aacute", "\u00C1"}, {"Acirc", "\u00C2"},  {"Atilde", "\u00C3"}, {"Auml", "\u00C4"},
     {"Aring", "\u00C5"},  {"AElig", "\u00C6"},  {"Ccedil", "\u00C7"}, {"Egrave", "\u00C8"},
     {"Eacute", "\u00C9"}, {"Ecirc", "\u00CA"},  {"Euml", "\u00CB"},   {"Igrave", "\u00CC"},
     {"Iacute", "\u00CD"}, {"Icirc", "\u00CE"},  {"Iuml", "\u00CF"},   {"ETH", "\u00D0"},
     {"Ntilde", "\u00D1"}, {"Ograve", "\u00D2"}, {"Oacute", "\u00D3"}, {"Ocirc", "\u00D4"},
     {"Otilde", "\u00D5"}, {"Ouml", "\u00D6"},   {"times", "\u00D7"},  {"Oslash", "\u00D8"},
     {"Ugrave", "\u00D9"}, {"Uacute", "\u00DA"}, {"Ucirc", "\u00DB"},  {"Uuml", "\u00DC"},
     {"Yacute", "\u00DD"}, {"THORN", "\u00DE"},  {"szlig", "\u00DF"},  {"agrave", "\u00E0"},
     {"aacute", "\u00E1"}, {"acirc", "\u00E2"},  {"atilde", "\u00E3"}, {"auml", "\u00E4"},
     {"aring", "\u00E5"},  {"aelig", "\u00E6"},  {"ccedil", "\u00E7"}, {"egrave", "\u00E8"},
     {"eacute", "\u00E9"}, {"ecirc", "\u00EA"},  {"euml", "\u00EB"},   {"igrave", "\u00EC"},
     {"iacute", "\u00ED"}, {"icirc", "\u00EE"},  {"iuml", "\u00EF"},   {"eth", "\u00F0"},
     {"ntilde", "\u00F1"}, {"ograve", "\u00F2"}, {"oacute", "\u00F3"}, {"ocirc", "\u00F4"},
     {"otilde", "\u00F5"}, {"ouml", "\u00F6"},   {"divide", "\u00F7"}, {"oslash", "\u00F8"},
     {"ugrave", "\u00F9"}, {"uacute", "\u00FA"}, {"ucirc", "\u00FB"},  {"uuml", "\u00FC"},
     {"yacute", "\u00FD"}, {"thorn", "\u00FE"},  {"yuml", "\u00FF"},   {"OElig", "\u0152"},
     {"oelig", "\u0153"},  {"Scaron", "\u0160"}, {"scaron", "\u0161"}, {"Yuml", "\u0178"},
     {"fnof", "\u0192"},   {"circ", "\u02C6"},   {"tilde", "\u02DC"},  {"ensp", "\u2002"},
     {"emsp", "\u2003"},   {"thinsp", "\u2009"}, {"zwnj", "\u200C"},   {"zwj", "\u200D"},
     {"lrm", "\u200E"},    {"rlm", "\u200F"},    {"ndash", "\u2013"},  {"mdash", "\u2014"},
     {"lsquo", "\u2018"},  {"rsquo", "\u2019"},  {"sbquo", "\u201A"},  {"ldquo", "\u201C"},
     {"rdquo", "\u201D"},  {"bdquo", "\u201E"},  {"dagger", "\u2020"}, {"Dagger", "\u2021"},
     {"bull", "\u2022"},   {"hellip", "\u2026"}, {"permil", "\u2030"}, {"prime", "\u2032"},
     {"Prime", "\u2033"},  {"lsaquo", "\u2039"}, {"rsaquo", "\u203A"}, {"euro", "\u20AC"},
     {"trade", "\u2122"},  {"larr", "\u2190"},   {"uarr", "\u2191"},   {"rarr", "\u2192"},
     {"darr", "\u2193"},   {"minus", "\u2212"}});
constexpr WordTable<std::string_view, kNamedList.size()> kNamed(kNamedList);

enum class ByteKind : std::uint8_t { plain, reference, control, may_begin_special };

constexpr auto kByteKinds = [] {
  std::array<ByteKind, 256> kinds{};
  for (std::size_t c = 0; c < 0x20; ++c)
    if (c != '\t' && c != '\n' && c != '\f') kinds[c] = ByteKind::control;
  kinds[0x7F] = ByteKind::control;
  kinds['&'] = ByteKind::reference;
  for (const std::size_t lead : {0xC2U, 0xEFU, 0xF0U, 0xF1U, 0xF2U, 0xF3U, 0xF4U})
    kinds[lead] = ByteKind::may_begin_special;
  return kinds;
}();

constexpr unsigned char byte_at(std::string_view text, std::size_t position) {
  return position < text.size() ? static_cast<unsigned char>(text[position]) : 0;
}

// The length of the character beyond ASCII at `position` that becomes U+FFFD: a C1 control or a noncharacter;
// else 0.
std::size_t length_of_forbidden(std::string_view text, std::size_t position) {
  const unsigned char lead = byte_at(text, position);
  const unsigned char second = byte_at(text, position + 1);
  const unsigned char third = byte_at(text, position + 2);
  if (lead == 0xC2) return second >= 0x80 && second < 0xA0 ? 2 : 0;
  if (lead == 0xEF) {
    const bool is_arabic = second == 0xB7 && third >= 0x90 && third <= 0xAF;
    return is_arabic || (second == 0xBF && third >= 0xBE) ? 3 : 0;
  }
  return (second & 0x0FU) == 0x0F && third == 0xBF && byte_at(text, position + 3) >= 0xBE ? 4 : 0;
}

constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
constexpr bool is_letter_or_digit(char c) {
  return is_digit(c) || is_ascii_letter(c);
}

int hexadecimal_value(char c) {
  if (is_digit(c)) return c - '0';
  const char lower = to_lower_ascii(c);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

// Whether a numeric reference to it stands for that very character.
bool stands_for_itself(std::uint32_t c) {
  if (c == '\t' || c == '\n' || c == '\f' || (c >= 0x20 && c < 0x7F)) return true;
  if (c < 0xA0 || (c >= 0xD800 && c <= 0xDFFF)) return false;
  return (c < 0xFDD0 || c > 0xFDEF) && (c & 0xFFFEU) != 0xFFFE;
}

std::size_t write_utf8(std::uint32_t c, char* bytes) {
  const auto continuation = [c](unsigned shift) { return static_cast<char>(0x80U | (c >> shift & 0x3FU)); };
  if (c < 0x80) {
    bytes[0] = static_cast<char>(c);
    return 1;
  }
  if (c < 0x800) {
    bytes[0] = static_cast<char>(0xC0U | c >> 6U);
    bytes[1] = continuation(0);
    return 2;
  }
  if (c < 0x10000) {
    bytes[0] = static_cast<char>(0xE0U | c >> 12U);
    bytes[1] = continuation(6);
    bytes[2] = continuation(0);
    return 3;
  }
  bytes[0] = static_cast<char>(0xF0U | c >> 18U);
  bytes[1] = continuation(12);
  bytes[2] = continuation(6);
  bytes[3] = continuation(0);
  return 4;
}

void stands_for(std::string_view bytes, std::size_t length, SpecialText& special) {
  special.is_decoded = true;
  special.bytes = bytes;
  special.length = length;
}

// "&#…": the number's end is that of its digits, and of a semicolon behind them.
void read_numeric_reference(std::string_view text, std::size_t position, SpecialText& special) {
  std::size_t end = position + 2;
  const bool is_hexadecimal = byte_at(text, end) == 'x' || byte_at(text, end) == 'X';
  if (is_hexadecimal) ++end;
  const std::size_t digits = end;
  std::uint32_t value = 0;
  for (; end < text.size(); ++end) {
    const int digit = is_hexadecimal        ? hexadecimal_value(text[end])
                      : is_digit(text[end]) ? text[end] - '0'
                                            : -1;
    if (digit < 0) break;
    if (value <= 0x10FFFF) value = value * (is_hexadecimal ? 16 : 10) + static_cast<std::uint32_t>(digit);
  }
  if (end == digits) return stands_for("&", 1, special);
  if (byte_at(text, end) == ';') ++end;
  special.length = end - position;
  // Gumbo 0.10.1 lets so large a number overflow.
  if (value > 0x10FFFF) return stands_for(kReplacement, special.length, special);
  if (!stands_for_itself(value)) return;
  const std::size_t size = write_utf8(value, special.buffer);
  stands_for({special.buffer, size}, end - position, special);
}

bool is_special(std::string_view text, std::size_t position, References references) {
  switch (kByteKinds[static_cast<unsigned char>(text[position])]) {
    case ByteKind::plain:
      return false;
    case ByteKind::reference:
      return references == References::decoded;
    case ByteKind::control:
      return true;
    case ByteKind::may_begin_special:
      return length_of_forbidden(text, position) > 0;
  }
  return false;
}

// Bits of those of sixteen bytes that may be special, or are `other`.
unsigned find_alarms(SixteenBytes bytes, unsigned char other) {
  return bits_of((bytes < 0x20) | (bytes == 0x7F) | (bytes == 0xC2) | (bytes >= 0xEF) | (bytes == '&') |
                 (bytes == other));
}

// The first place from `position` on that is what `is_found` says, or the text's size. It is asked where a
// byte may be special, or is `other`.
template <typename IsFound>
std::size_t find(std::string_view text, std::size_t position, IsFound is_found, char other) {
  constexpr std::size_t kStep = sizeof(SixteenBytes);
  const std::size_t end_of_steps = text.size() < kStep ? 0 : text.size() - kStep + 1;
  for (; position < end_of_steps; position += kStep) {
    unsigned alarms = find_alarms(sixteen_bytes_at(text, position), static_cast<unsigned char>(other));
    for (; alarms != 0; alarms &= alarms - 1) {
      const std::size_t at = position + static_cast<std::size_t>(std::countr_zero(alarms));
      if (is_found(at)) return at;
    }
  }
  while (position < text.size() && !is_found(position)) ++position;
  return position;
}

std::size_t end_of_name(std::string_view text, std::size_t position) {
  const std::size_t limit = std::min(text.size(), position + kLongestName);
  while (position < limit && is_letter_or_digit(text[position])) ++position;
  return position;
}

// HTML's first names, those of Latin-1, and six in capitals.
bool needs_no_semicolon(std::string_view name) {
  constexpr auto kInCapitals = std::to_array<std::string_view>({"AMP", "COPY", "GT", "LT", "QUOT", "REG"});
  if (std::ranges::find(kInCapitals, name) != kInCapitals.end()) return true;
  const std::string_view* const bytes = kNamed.find(name);
  return bytes != nullptr && std::string_view("&<>\"\xC2\xC3").find(bytes->front()) != std::string_view::npos;
}

// In a text such a name may run on: "&notit" is "¬it".
bool begins_with_bare_name(std::string_view name) {
  for (std::size_t length = kShortestBareName; length <= std::min(name.size(), kLongestBareName); ++length)
    if (needs_no_semicolon(name.substr(0, length))) return true;
  return false;
}

void read_reference(std::string_view text, std::size_t position, SpecialText& special) {
  if (byte_at(text, position + 1) == '#') return read_numeric_reference(text, position, special);
  const std::size_t end = end_of_name(text, position + 1);
  const bool has_semicolon = byte_at(text, end) == ';';
  if (!has_semicolon && !begins_with_bare_name(text.substr(position + 1, end - position - 1)))
    return stands_for("&", 1, special);
  special.length = end - position + (has_semicolon ? 1 : 0);
  if (!has_semicolon) return;
  if (const std::string_view* const bytes = kNamed.find(text.substr(position + 1, end - position - 1)))
    stands_for(*bytes, special.length, special);
}

}  // namespace

std::size_t find_special(std::string_view text, std::size_t position, References references) {
  return find(
      text, position, [&](std::size_t at) { return is_special(text, at, references); }, '&');
}

std::size_t find_special_or(char other, std::string_view text, std::size_t position) {
  return find(
      text, position,
      [&](std::size_t at) { return text[at] == other || is_special(text, at, References::decoded); }, other);
}

void read_special(std::string_view text, std::size_t position, References references, SpecialText& special) {
  special.is_decoded = false;
  const char c = text[position];
  if (c == '&' && references == References::decoded) return read_reference(text, position, special);
  if (c == '\r') return stands_for("\n", byte_at(text, position + 1) == '\n' ? 2 : 1, special);
  if (c == '\0') {
    special.length = 1;
    return;
  }
  const bool is_ascii = static_cast<unsigned char>(c) < 0x80;
  stands_for(kReplacement, is_ascii ? 1 : length_of_forbidden(text, position), special);
}

bool append_attribute_text(std::string_view raw, References references, std::string& out) {
  SpecialText special;
  for (std::size_t position = 0; position < raw.size();) {
    const std::size_t found = find_special(raw, position, references);
    out += raw.substr(position, found - position);
    position = found;
    if (position == raw.size()) break;
    // Nearly all of those in addresses.
    if (constexpr std::string_view kAmpersand = "&amp;"; raw.substr(position).starts_with(kAmpersand)) {
      out += '&';
      position += kAmpersand.size();
      continue;
    }
    if (raw[position] == '&' && is_letter_or_digit(static_cast<char>(byte_at(raw, position + 1)))) {
      // In an attribute a name that needs no semicolon must not run on, nor stand before an equals sign.
      const std::size_t end = end_of_name(raw, position + 1);
      const char next = static_cast<char>(byte_at(raw, end));
      if (next == '=' || (next != ';' && !needs_no_semicolon(raw.substr(position + 1, end - position - 1)))) {
        out += raw.substr(position, end - position);
        position = end;
        continue;
      }
    }
    read_special(raw, position, references, special);
    if (special.is_decoded)
      out += special.bytes;
    else if (raw[position] == '\0')
      out += kReplacement;
    else
      return false;
    position += special.length;
  }
  return true;
}

}  // namespace pressclip
