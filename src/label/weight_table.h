// The weights of words by their hashes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace pressclip {

// FNV-1a, 64 bits.
inline constexpr std::uint64_t kHashBasis = 14695981039346656037ULL;
inline constexpr std::uint64_t kHashPrime = 1099511628211ULL;

constexpr std::uint64_t hash_of(std::string_view word, std::uint64_t hash = kHashBasis) {
  for (const char byte : word) hash = (hash ^ static_cast<unsigned char>(byte)) * kHashPrime;
  return hash;
}

// The key of two words in a row.
constexpr std::uint64_t pair_of(std::uint64_t first, std::uint64_t second) {
  return (first * 31 ^ second) * kHashPrime;
}

// Weights by word, in thousandths of log-odds for content.
class WordWeights {
 public:
  // Without a gap: there are many of them.
  struct Slot {
    std::uint32_t key_low = 0, key_high = 0;
    std::int32_t weight = 0;
    // 0: empty.
    [[nodiscard]] constexpr std::uint64_t key() const { return std::uint64_t{key_high} << 32U | key_low; }
  };

  WordWeights() = default;
  // From a table made by slots() of another one, which must outlive this one and all its copies.
  WordWeights(std::span<const Slot> slots, std::size_t size) : given_(slots), size_(size) {}

  // A word as the model file has it: "newsletter", two in a row, "read+more", or a class word behind its
  // level, "1:entry-content". Not for one made from a table.
  void add(std::string_view word, std::int32_t weight);
  // 0 for a word that is not known.
  [[nodiscard]] std::int32_t of(std::uint64_t key) const;
  [[nodiscard]] std::size_t size() const { return size_; }
  // A power of two of them, at most half full.
  [[nodiscard]] std::span<const Slot> slots() const {
    return given_.empty() ? std::span<const Slot>(added_) : given_;
  }

 private:
  void grow();

  std::span<const Slot> given_;
  std::vector<Slot> added_;
  std::size_t size_ = 0;
};

}  // namespace pressclip
