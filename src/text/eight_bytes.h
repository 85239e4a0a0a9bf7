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

// The bytes of a text of fewer than eight as eight_bytes_at has them, and zeros.
inline std::uint64_t few_bytes(std::string_view text) {
  const auto byte_at = [text](std::size_t at) {
    return std::uint64_t{static_cast<unsigned char>(text[at])} << 8 * at;
  };
  const std::size_t size = text.size();
  std::uint64_t bytes = 0;
  if constexpr (std::endian::native != std::endian::little) {
    std::memcpy(&bytes, text.data(), size);
  } else if (size >= 4) {
    // Where the first four and the last four overlap they are the same.
    std::uint32_t first = 0, last = 0;
    std::memcpy(&first, text.data(), sizeof first);
    std::memcpy(&last, text.data() + size - sizeof last, sizeof last);
    bytes = first | std::uint64_t{last} << 8 * (size - sizeof last);
  } else if (size > 0) {
    bytes = byte_at(0) | byte_at(size / 2) | byte_at(size - 1);
  }
  return bytes;
}

// The eight bytes of `text` from `position` on, of which there may be fewer: then zeros are behind them.
inline std::uint64_t eight_bytes_or_zeros_at(std::string_view text, std::size_t position) {
  const std::size_t count = text.size() - position;
  if (count >= kEightBytes) return eight_bytes_at(text, position);
  if (text.size() < kEightBytes || count == 0) return few_bytes(text.substr(position));
  // The last eight, without those before.
  const std::uint64_t bytes = eight_bytes_at(text, text.size() - kEightBytes);
  return std::endian::native == std::endian::little ? bytes >> 8 * (kEightBytes - count)
                                                    : bytes << 8 * (kEightBytes - count);
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

// Where the spaces at `position` end that lines are indented by.
inline std::size_t end_of_spaces(std::string_view text, std::size_t position) {
  while (text.size() - position >= kEightBytes) {
    const std::size_t spaces = bytes_before_difference(eight_bytes_at(text, position), in_each_byte(' '));
    position += spaces;
    if (spaces < kEightBytes) break;
  }
  return position;
}

// How many bytes stand in the text before the first whose highest bit is set; all eight where none is.
constexpr std::size_t bytes_before_high_bit(std::uint64_t bytes) {
  bytes &= in_each_byte(0x80);
  const int bits =
      std::endian::native == std::endian::little ? std::countr_zero(bytes) : std::countl_zero(bytes);
  return static_cast<std::size_t>(bits) / 8;
}

// The first `count` bytes as they stand in the text, of which there are fewer than eight, and zeros.
constexpr std::uint64_t first_bytes(std::uint64_t bytes, std::size_t count) {
  const std::uint64_t behind = std::endian::native == std::endian::little ? ~std::uint64_t{0} << 8 * count
                                                                          : ~std::uint64_t{0} >> 8 * count;
  return bytes & ~behind;
}

// In the place of each byte the one that stands `steps`, 1 to 7, before it in the text, where `before` are
// the eight bytes before these.
constexpr std::uint64_t byte_before_each(std::uint64_t bytes, std::uint64_t before, unsigned steps = 1) {
  const unsigned bits = 8 * steps;
  if constexpr (std::endian::native == std::endian::little) return bytes << bits | before >> (64U - bits);
  return bytes >> bits | before << (64U - bits);
}

// The last seven of eight bytes in the text, and one behind them.
constexpr std::uint64_t with_byte_behind(std::uint64_t bytes, std::uint8_t last) {
  if constexpr (std::endian::native == std::endian::little) return bytes >> 8U | std::uint64_t{last} << 56U;
  return bytes << 8U | last;
}

// How many of the last bytes in the text have the highest bit, of bytes that have no other bit.
constexpr std::size_t count_last_high_bits(std::uint64_t bytes) {
  const std::uint64_t others = bytes ^ in_each_byte(0x80);
  const int bits =
      std::endian::native == std::endian::little ? std::countl_zero(others) : std::countr_zero(others);
  return static_cast<std::size_t>(bits) / 8;
}

// The highest bit of each byte from `first` to `last`, of eight bytes of ASCII.
constexpr std::uint64_t bytes_in_range(std::uint64_t bytes, std::uint8_t first, std::uint8_t last) {
  return ((bytes + in_each_byte(0x80 - first)) & ~(bytes + in_each_byte(0x7F - last))) & in_each_byte(0x80);
}

}  // namespace pressclip
