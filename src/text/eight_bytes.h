// Text eight bytes at a time: loops over plain characters ask one question of a word, not of each byte.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace pressclip {

constexpr std::size_t kEightBytes = sizeof(std::uint64_t);

constexpr std::uint64_t in_each_byte(std::uint8_t value) {
  return 0x0101010101010101U * value;
}

// The bytes of `text` from `position` on, of which there are eight.
inline std::uint64_t eight_bytes_at(std::string_view text, std::size_t position) {
  std::uint64_t bytes = 0;
  std::memcpy(&bytes, text.data() + position, sizeof bytes);
  return bytes;
}

// Whether the highest bit of any byte is set.
constexpr bool has_high_bit(std::uint64_t bytes) {
  return (bytes & in_each_byte(0x80)) != 0;
}

}  // namespace pressclip
