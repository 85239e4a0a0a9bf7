// A set of small numbers.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace pressclip {

// A bit for each small number.
template <std::size_t kBits>
struct BitTable {
  std::array<std::uint64_t, kBits / 64> words{};

  constexpr void set(std::size_t bit) { words[bit / 64] |= std::uint64_t{1} << bit % 64; }
  constexpr void add(const BitTable& other) {
    for (std::size_t i = 0; i < words.size(); ++i) words[i] |= other.words[i];
  }
  [[nodiscard]] constexpr bool has(std::size_t bit) const { return (words[bit / 64] >> bit % 64 & 1U) != 0; }
  [[nodiscard]] constexpr bool has_any_of(const BitTable& other) const {
    std::uint64_t shared = 0;
    for (std::size_t i = 0; i < words.size(); ++i) shared |= words[i] & other.words[i];
    return shared != 0;
  }
};

}  // namespace pressclip
