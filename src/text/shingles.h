// Runs of words as numbers: what two texts have in common without comparing them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace pressclip {

// Words of a shingle. Four are as many as the gold sets' scores compare by: fewer stand in any two texts of
// one subject.
inline constexpr std::size_t kShingleWords = 4;

// A digest of every run of kShingleWords words of the texts, which are taken for one, whatever their case. A
// shorter text gives none.
std::vector<std::uint64_t> shingles_of(const std::vector<std::string_view>& texts);

// One number to another, each to one of its own, so that no order is left (the finalizer of SplitMix64;
// Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014).
constexpr std::uint64_t scrambled(std::uint64_t value) {
  value += 0x9E3779B97F4A7C15U;
  value = (value ^ (value >> 30U)) * 0xBF58476D1CE4E5B9U;
  value = (value ^ (value >> 27U)) * 0x94D049BB133111EBU;
  return value ^ (value >> 31U);
}

}  // namespace pressclip
