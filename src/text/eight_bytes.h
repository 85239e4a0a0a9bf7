// Text eight bytes at a time: loops over plain characters ask one question of a word, not of each byte.
#pragma once

#include <bit>
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

// How many bytes have it, of bytes that have no other bit.
constexpr std::size_t count_high_bits(std::uint64_t bytes) {
  return static_cast<std::size_t>((bytes >> 7U) * in_each_byte(1) >> 56U);
}

// How many bytes of the text stand before the first that is another in `a` than in `b`.
constexpr std::size_t bytes_before_difference(std::uint64_t a, std::uint64_t b) {
  const int bits =
      std::endian::native == std::endian::little ? std::countr_zero(a ^ b) : std::countl_zero(a ^ b);
  return static_cast<std::size_t>(bits) / 8;
}

// How many bytes stand in the text before the first whose highest bit is set; all eight where none is.
constexpr std::size_t bytes_before_high_bit(std::uint64_t bytes) {
  bytes &= in_each_byte(0x80);
  const int bits =
      std::endian::native == std::endian::little ? std::countr_zero(bytes) : std::countl_zero(bytes);
  return static_cast<std::size_t>(bits) / 8;
}

// In the place of each byte the one that stands before it in the text, where `before` are the eight bytes
// before these.
constexpr std::uint64_t byte_before_each(std::uint64_t bytes, std::uint64_t before) {
  if constexpr (std::endian::native == std::endian::little) return bytes << 8U | before >> 56U;
  return bytes >> 8U | before << 56U;
}

}  // namespace pressclip
