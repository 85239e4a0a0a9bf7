// Evidence as numbers that are the same on every machine, and that can be written and read back without loss.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace pressclip {

// In steps of 1/1000; 0 where there is nothing to divide by.
inline float ratio(std::uint64_t part, std::uint64_t whole) {
  const std::uint64_t steps = whole == 0 ? 0 : part * 1000 / whole;
  return static_cast<float>(steps) / 1000.0F;
}

// The larger the count, the coarser: exact to 64, then in steps of a thirty-second at most.
inline float coarse(std::uint64_t count) {
  constexpr std::uint64_t kExact = 64;
  if (count <= kExact) return static_cast<float>(count);
  auto shift = static_cast<unsigned>(std::bit_width(count) - std::bit_width(kExact));
  if (count >> shift > kExact) ++shift;
  return static_cast<float>(std::min<std::uint64_t>(count >> shift << shift, 1U << 22));
}

inline float up_to(std::size_t value, std::size_t most) {
  return static_cast<float>(std::min(value, most));
}

}  // namespace pressclip
