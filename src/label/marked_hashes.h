// Which of a few texts have a word, or whatever is known by a hash.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace pressclip {

class MarkedHashes {
 public:
  // A bit for each text.
  using Marks = std::uint32_t;
  static constexpr Marks kAllMarks = 7;
  // More than an article has.
  static constexpr std::size_t kMost = 200000;

  MarkedHashes() : MarkedHashes(0) {}
  // Of so many there is room, no more than kMost of each text.
  explicit MarkedHashes(std::size_t count)
      : slots_(std::bit_ceil(4 * std::max<std::size_t>(count, 1))),
        seen_(std::max(slots_.size() / kShare, std::size_t{1})) {}

  // Whether it has the mark for the first time. Marks are few, and at least one. Of a hash the upper half
  // tells it from others, and the lower one says where it is.
  bool add(std::uint64_t hash, Marks mark) {
    seen_[bit_of(hash) / kBits] |= std::uint64_t{1} << bit_of(hash) % kBits;
    std::uint32_t& slot = slots_[slot_of(hash)];
    const Marks before = is_of(slot, hash) ? slot & kAllMarks : 0;
    slot = (upper_half(hash) & ~kAllMarks) | before | mark;
    return (before & mark) == 0;
  }
  // Whether it can be known; true for a few of those that are not. This asks a small table, without a guess.
  [[nodiscard]] bool may_know(std::uint64_t hash) const {
    return (seen_[bit_of(hash) / kBits] >> bit_of(hash) % kBits & 1U) != 0;
  }
  // 0 where it is not known.
  [[nodiscard]] Marks marks_of(std::uint64_t hash) const {
    const std::uint32_t slot = slots_[slot_of(hash)];
    return is_of(slot, hash) ? slot & kAllMarks : 0;
  }

 private:
  static constexpr std::size_t kBits = 64;
  static constexpr std::size_t kShare = kBits / 2;  // slots for which there is a number of bits

  static std::uint32_t upper_half(std::uint64_t hash) { return static_cast<std::uint32_t>(hash >> 32U); }
  static bool is_of(std::uint32_t slot, std::uint64_t hash) {
    return ((slot ^ upper_half(hash)) & ~kAllMarks) == 0;
  }
  [[nodiscard]] std::size_t bit_of(std::uint64_t hash) const { return hash & (seen_.size() * kBits - 1); }
  // Where it is, or would be; the last of those that are looked at where neither is among them, since a text
  // can be made whose hashes all begin to look at one slot.
  [[nodiscard]] std::size_t slot_of(std::uint64_t hash) const {
    constexpr int kMostSteps = 128;
    std::size_t slot = hash >> 8U & (slots_.size() - 1);
    for (int step = 0; step < kMostSteps && slots_[slot] != 0 && !is_of(slots_[slot], hash); ++step)
      slot = (slot + 1) & (slots_.size() - 1);
    return slot;
  }

  std::vector<std::uint32_t>
      slots_;  // of a hash and its marks, 0: empty; a power of two, at most a quarter full
  std::vector<std::uint64_t> seen_;  // a bit for some of the hash, set where one is there that has it
};

}  // namespace pressclip
