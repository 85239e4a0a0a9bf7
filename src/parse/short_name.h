// Short names of elements as numbers, which are compared and hashed at once.
#pragma once

#include <cstddef>
#include <cstdint>

#include "pressclip/tag.h"
#include "text/eight_bytes.h"

namespace pressclip {

// Names of fewer bytes are short: those of nearly all elements.
constexpr std::size_t kShortNameBytes = kEightBytes;

// The number of a short name, of which `bytes` has `size` bytes first: the same for names that differ in case
// only. Names that have a Tag share it with no others that are free of control characters.
constexpr std::uint64_t short_name(std::uint64_t bytes, std::size_t size) {
  constexpr std::uint8_t kLowerCase = 0x20;  // the bit that tells a letter from its capital
  return first_bytes(bytes | in_each_byte(kLowerCase), size);
}

constexpr std::uint64_t hash_short_name(std::uint64_t name) {
  return (name * 0x9E3779B97F4A7C15U) >> 32U;
}

// The tag of a short name without control characters.
Tag tag_of_short_name(std::uint64_t name, std::uint64_t hash);

}  // namespace pressclip
