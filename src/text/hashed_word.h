// Words with single spaces between them, read eight bytes at a time: where a word ends, and its hash.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "text/eight_bytes.h"

namespace pressclip {

struct HashedWord {
  std::size_t end;  // where a space stands, or the text ends
  std::uint32_t hash;
};

// The word that begins at `begin`.
inline HashedWord read_word(std::string_view text, std::size_t begin) {
  constexpr std::uint64_t kSpread = 0x9E3779B97F4A7C15U;
  std::uint64_t hash = 0;
  for (std::size_t at = begin;; at += kEightBytes) {
    const std::uint64_t bytes = eight_bytes_or_zeros_at(text, at);
    // The highest bit of each byte that is a space, and of no other.
    const std::uint64_t others = bytes ^ in_each_byte(' ');
    const std::uint64_t spaces =
        ~(((others & in_each_byte(0x7F)) + in_each_byte(0x7F)) | others) & in_each_byte(0x80);
    const std::size_t count = std::min(bytes_before_high_bit(spaces), text.size() - at);
    hash = (hash ^ (count < kEightBytes ? first_bytes(bytes, count) : bytes)) * kSpread;
    hash ^= hash >> 32U;
    if (count < kEightBytes) return {at + count, static_cast<std::uint32_t>(hash)};
  }
}

}  // namespace pressclip
