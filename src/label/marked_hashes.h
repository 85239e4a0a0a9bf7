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
  using Marks = std::uint64_t;
  static constexpr Marks kAllMarks = 7;
  // More than an article has.
  static constexpr std::size_t kMost = 200000;

  MarkedHashes() : MarkedHashes(0) {}
  // Of so many there is room, no more than kMost of each text.
  explicit MarkedHashes(std::size_t count) : slots_(std::bit_ceil(2 * std::max<std::size_t>(count, 1))) {}

  // Whether it has the mark for the first time. Marks are few, and at least one. Of the hash the lowest bits
  // don't count.
  bool add(std::uint64_t hash, Marks mark) {
    std::uint64_t& slot = slots_[slot_of(hash)];
    const bool is_same = ((slot ^ hash) & ~kAllMarks) == 0;
    const Marks before = is_same ? slot & kAllMarks : 0;
    slot = (hash & ~kAllMarks) | before | mark;
    return (before & mark) == 0;
  }
  // 0 where it is not known.
  [[nodiscard]] Marks marks_of(std::uint64_t hash) const {
    const std::uint64_t slot = slots_[slot_of(hash)];
    return ((slot ^ hash) & ~kAllMarks) == 0 ? slot & kAllMarks : 0;
  }

 private:
  // Where it is, or would be; the last of those that are looked at where neither is among them, since a text
  // can be made whose hashes all begin to look at one slot.
  [[nodiscard]] std::size_t slot_of(std::uint64_t hash) const {
    constexpr int kMostSteps = 128;
    std::size_t slot = hash >> 8U & (slots_.size() - 1);
    for (int step = 0; step < kMostSteps && slots_[slot] != 0 && ((slots_[slot] ^ hash) & ~kAllMarks) != 0;
         ++step)
      slot = (slot + 1) & (slots_.size() - 1);
    return slot;
  }

  std::vector<std::uint64_t> slots_;  // a hash and its marks, 0: empty; a power of two, at most half full
};

}  // namespace pressclip
