// What two sequences have in common, in order.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace pressclip {

// A stretch of both sequences that is the same in both, or that has nothing of the one in the other.
struct Stretch {
  bool same = false;
  std::size_t expected_begin = 0, expected_end = 0;
  std::size_t got_begin = 0, got_end = 0;

  bool operator==(const Stretch&) const = default;
};

// The stretches of both, from the beginning to the end: as much in common as there is, for sequences of up to
// about 1,400 elements that differ; longer ones are first divided at the elements that both have only once,
// and what is still too long is taken for different. Time and memory are bounded so, whatever the sequences.
std::vector<Stretch> align(std::span<const std::uint32_t> expected, std::span<const std::uint32_t> got);

}  // namespace pressclip
