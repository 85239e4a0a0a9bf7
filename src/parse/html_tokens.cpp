#include "parse/html_tokens.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>

#include "parse/character_data.h"
#include "parse/short_name.h"
#include "text/eight_bytes.h"
#include "text/sixteen_bytes.h"
#include "text/word_table.h"

namespace pressclip {
namespace {

enum : std::uint8_t {
  kEndsTagName = 1,
  kEndsAttributeName = 2,
  kEndsBareValue = 4,
  kIsNotPlain = 8,
  kIsSpace = 16
};

// What each byte ends, those that names seldom have, and white space.
constexpr auto kEnds = [] {
  std::array<std::uint8_t, 256> ends{};
  for (std::size_t c = 0; c < 0x80; ++c)
    if (is_html_space(static_cast<char>(c)))
      ends[c] = kEndsTagName | kEndsAttributeName | kEndsBareValue | kIsSpace;
  ends['>'] = kEndsTagName | kEndsAttributeName | kEndsBareValue;
  ends['/'] = kEndsTagName | kEndsAttributeName;
  ends['='] = kEndsAttributeName;
  for (std::size_t c = 0; c < ends.size(); ++c)
    if (c <= 0x20 || c >= 0x7F || (c >= 'A' && c <= 'Z')) ends[c] |= kIsNotPlain;
  return ends;
}();

bool goes_on(char c, std::uint8_t end) {
  return (kEnds[static_cast<unsigned char>(c)] & end) == 0;
}

// Whether the text has `name` at `position`, in any case, as a whole tag name.
bool has_tag_name(std::string_view text, std::size_t position, std::string_view name) {
  if (text.size() - position <= name.size()) return false;
  if (!equals_ignoring_case(text.substr(position, name.size()), name)) return false;
  const char after = text[position + name.size()];
  return is_html_space(after) || after == '/' || after == '>';
}

std::size_t skip_space(std::string_view text, std::size_t position) {
  while (position < text.size() && !goes_on(text[position], kIsSpace)) ++position;
  return position;
}

// Reads the attribute's name, which begins at `position`, to its end, which it returns.
std::size_t read_attribute_name(std::string_view text, std::size_t position, RawAttribute& attribute) {
  const std::size_t begin = position++;  // also where it is a =
  std::uint8_t name_bytes = kEnds[static_cast<unsigned char>(text[begin])];
  if (text.size() - position >= sizeof(SixteenBytes)) {
    const SixteenBytes bytes = sixteen_bytes_at(text, position);
    const unsigned alarms = bits_of((bytes < 0x21) | (bytes > 0x7E) | (bytes == '=') | (bytes == '>') |
                                    (bytes == '/') | ((bytes >= 'A') & (bytes <= 'Z')));
    position += alarms == 0 ? sizeof bytes : static_cast<std::size_t>(std::countr_zero(alarms));
  }
  for (; position < text.size(); ++position) {
    const std::uint8_t ends = kEnds[static_cast<unsigned char>(text[position])];
    if ((ends & kEndsAttributeName) != 0) break;
    name_bytes |= ends;
  }
  attribute.name = text.substr(begin, position - begin);
  attribute.has_plain_name = (name_bytes & kIsNotPlain) == 0;
  return position;
}

// How many of the next eight bytes go on with a tag's name, without controls and what is beyond ASCII.
std::size_t count_plain_name(std::uint64_t bytes) {
  // The highest bit of a byte that does not. What is borrowed from the next byte may only raise a false
  // alarm.
  const auto find = [bytes](std::uint8_t c) { return (bytes ^ in_each_byte(c)) - in_each_byte(1); };
  return bytes_before_high_bit(bytes | (bytes - in_each_byte(0x21)) | find('>') | find('/'));
}

// Reads the tag's name, which begins at `position`, to its end, which it returns.
std::size_t read_name(std::string_view text, std::size_t position, RawTag& tag) {
  const std::size_t begin = position;
  if (text.size() - begin >= kEightBytes) {
    const std::uint64_t bytes = eight_bytes_at(text, begin);
    const std::size_t size = count_plain_name(bytes);
    if (size < kShortNameBytes && !goes_on(text[begin + size], kEndsTagName)) {
      const std::uint64_t name = short_name(bytes, size);
      const std::uint64_t hash = hash_short_name(name);
      tag.name = text.substr(begin, size);
      tag.name_hash = static_cast<std::uint32_t>(hash);
      tag.tag = tag_of_short_name(name, hash);
      return begin + size;
    }
  }
  std::array<char, 16> lower{};  // no name that has a Tag is longer
  WordHash hash;
  for (; position < text.size() && goes_on(text[position], kEndsTagName); ++position) {
    const char c = to_lower_ascii(text[position]);
    hash.add(c);
    if (position - begin < lower.size()) lower[position - begin] = c;
  }
  tag.name = text.substr(begin, position - begin);
  const std::size_t size = tag.name.size();
  tag.name_hash = size < kShortNameBytes ? static_cast<std::uint32_t>(hash_short_name(short_name(
                                               eight_bytes_at({lower.data(), lower.size()}, 0), size)))
                                         : hash.value();
  tag.tag = size > lower.size() ? Tag::unknown : tag_from_name({lower.data(), size});
  return position;
}

// Reads a value in quotes, of which the first is at `position`, and returns where it ends, behind the other.
std::size_t read_quoted(std::string_view text, std::size_t position, RawAttribute& attribute) {
  const std::size_t begin = position + 1;
  const std::size_t found = find_special_or(text[position], text, begin);
  attribute.has_plain_value = found < text.size() && text[found] == text[position];
  const std::size_t quote =
      attribute.has_plain_value ? found : std::min(text.find(text[position], found), text.size());
  attribute.value = text.substr(begin, quote - begin);
  return std::min(quote + 1, text.size());
}

}  // namespace

bool equals_ignoring_case(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, {}, to_lower_ascii, to_lower_ascii);
}

void read_tag(std::string_view text, std::size_t position, RawTag& tag) {
  const std::size_t begin = position;
  tag.attributes.clear();
  tag.has_more_attributes = false;
  tag.is_self_closing = false;
  tag.is_complete = false;
  tag.is_end = text[position + 1] == '/';
  position += tag.is_end ? 2 : 1;

  position = read_name(text, position, tag);
  while (position < text.size()) {
    const char c = text[position];
    if (c != '=' && !goes_on(c, kEndsAttributeName)) {
      ++position;
      if (c == '>') {
        tag.is_complete = true;
        break;
      }
      if (c == '/') tag.is_self_closing = position < text.size() && text[position] == '>';
      continue;
    }
    // Filled where it stays: copied right after it was written, it would wait for its parts.
    RawAttribute& attribute = tag.attributes.emplace_back();
    position = read_attribute_name(text, position, attribute);
    std::size_t end = position;
    const std::size_t equals = skip_space(text, position);
    if (equals < text.size() && text[equals] == '=') {
      const std::size_t value = skip_space(text, equals + 1);
      position = value;
      if (value < text.size() && (text[value] == '"' || text[value] == '\'')) {
        position = read_quoted(text, value, attribute);
      } else {
        while (position < text.size() && goes_on(text[position], kEndsBareValue)) ++position;
        attribute.value = text.substr(value, position - value);
      }
      end = position;
    }
    attribute.end = text.data() + end;
    if (tag.attributes.size() > RawTag::kMaxAttributes) {
      tag.attributes.pop_back();
      tag.has_more_attributes = true;
    }
  }
  tag.whole = text.substr(begin, position - begin);
}

std::size_t end_of_markup(std::string_view text, std::size_t position) {
  if (!text.substr(position).starts_with("<!--")) {
    const std::size_t end = text.find('>', position);
    return end == std::string_view::npos ? text.size() : end + 1;
  }
  position += 4;
  if (text.substr(position).starts_with(">")) return position + 1;
  if (text.substr(position).starts_with("->")) return position + 2;
  while (true) {
    position = text.find("--", position);
    if (position == std::string_view::npos) return text.size();
    position = std::min(text.find_first_not_of('-', position), text.size());
    const std::string_view rest = text.substr(position);
    if (rest.starts_with('>')) return position + 1;
    if (rest.starts_with("!>")) return position + 2;
  }
}

std::size_t end_of_raw_text(std::string_view text, std::size_t position, std::string_view name) {
  while (true) {
    position = text.find("</", position);
    if (position == std::string_view::npos) return text.size();
    if (has_tag_name(text, position + 2, name)) return position;
    position += 2;
  }
}

std::size_t end_of_script(std::string_view text, std::size_t position) {
  enum class State { plain, escaped, double_escaped } state = State::plain;
  while (true) {
    position = state == State::plain ? text.find('<', position) : text.find_first_of("<-", position);
    if (position == std::string_view::npos) return text.size();
    const std::string_view rest = text.substr(position);
    if (rest.starts_with("-->")) {
      state = State::plain;
      position += 3;
    } else if (state == State::plain && rest.starts_with("<!--")) {
      state = State::escaped;
      position += 2;  // its dashes may also be those of the closing -->
    } else if (rest.starts_with("</") && has_tag_name(text, position + 2, "script")) {
      if (state != State::double_escaped) return position;
      state = State::escaped;
      position += 2;
    } else if (state == State::escaped && rest.starts_with('<') &&
               has_tag_name(text, position + 1, "script")) {
      state = State::double_escaped;
      position += 1;
    } else {
      position += 1;
    }
  }
}

}  // namespace pressclip
