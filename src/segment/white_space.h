// White space as HTML has it: what of it stands together shows as one space.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "text/eight_bytes.h"

namespace pressclip {

// By byte: asked of every one between tags, where lines are indented.
inline constexpr auto kIsSpace = [] {
  std::array<bool, 256> is_space{};
  for (const char c : std::string_view(" \t\n\r\f")) is_space[static_cast<unsigned char>(c)] = true;
  return is_space;
}();

constexpr bool is_space(char c) {
  return kIsSpace[static_cast<unsigned char>(c)];
}

// Where the white space at `position` ends.
inline std::size_t end_of_space(std::string_view text, std::size_t position) {
  while (position < text.size() && is_space(text[position])) position = end_of_spaces(text, position + 1);
  return position;
}

// Where words end that have one space between them and begin at `position`: before white space that would
// collapse, or stands at the end.
inline std::size_t end_of_words(std::string_view text, std::size_t position) {
  std::size_t end = position;
  for (std::uint64_t before = 0; text.size() - end >= kEightBytes; end += kEightBytes) {
    const std::uint64_t bytes = eight_bytes_at(text, end);
    const std::uint64_t others = bytes ^ in_each_byte(' ');
    // The highest bit of bytes that are controls, and of those that are spaces. What is borrowed from the
    // next byte may only raise a false alarm.
    const std::uint64_t controls = (bytes - in_each_byte(' ')) & ~bytes;
    const std::uint64_t spaces = (others - in_each_byte(1)) & ~others & in_each_byte(0x80);
    if (has_high_bit(controls | (spaces & byte_before_each(spaces, before)))) break;
    before = spaces;
  }
  if (end > position && text[end - 1] == ' ') --end;
  const auto goes_on = [&] {
    return text[end] != ' ' ? !is_space(text[end]) : end + 1 < text.size() && !is_space(text[end + 1]);
  };
  while (end < text.size() && (static_cast<unsigned char>(text[end]) > ' ' || goes_on())) ++end;
  return end;
}

}  // namespace pressclip
