// The weights of words by their hashes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "text/eight_bytes.h"

namespace pressclip {

inline constexpr std::uint64_t kHashBasis = 14695981039346656037ULL;
inline constexpr std::uint64_t kHashPrime = 1099511628211ULL;

// The hash of a word, by eight bytes at a time. All its bits depend on all of the word's.
class WordHash64 {
 public:
  constexpr void add(std::uint64_t eight_bytes) {
    hash_ = (hash_ ^ eight_bytes) * 0x9E3779B97F4A7C15ULL;
    hash_ ^= hash_ >> 32U;
  }
  [[nodiscard]] constexpr std::uint64_t value() const {
    const std::uint64_t hash = hash_ * 0xC2B2AE3D27D4EB4FULL;
    return hash ^ hash >> 32U;
  }

 private:
  std::uint64_t hash_ = kHashBasis;
};

inline std::uint64_t hash_of(std::string_view word) {
  WordHash64 hash;
  for (std::size_t at = 0; at < word.size(); at += kEightBytes) hash.add(eight_bytes_or_zeros_at(word, at));
  return hash.value();
}

// The same, of a word behind which eight bytes can be read.
inline std::uint64_t hash_of_readable(std::string_view word) {
  WordHash64 hash;
  const std::string_view readable(word.data(), word.size() + kEightBytes);
  std::size_t at = 0;
  for (; word.size() - at >= kEightBytes; at += kEightBytes) hash.add(eight_bytes_at(readable, at));
  if (at < word.size()) hash.add(first_bytes(eight_bytes_at(readable, at), word.size() - at));
  return hash.value();
}

// The key of two words in a row.
constexpr std::uint64_t pair_of(std::uint64_t first, std::uint64_t second) {
  return (first * 31 ^ second) * kHashPrime;
}

// What a word stands for: itself, as those of a text do, or a word of a place (word_weights.h).
enum class WordKind : std::uint8_t {
  itself,
  any_level,
  level0,
  level1,
  level2,
  level3,
  level4,
  part0,
  part1,
  part2,
  address,
  end_
};

// Weights by word, in thousandths of log-odds for content.
class WordWeights {
 public:
  struct Entry {
    // Of the word's hash the lower half, of which the lowest bits are the kind. The bucket is of the upper
    // one.
    std::uint32_t key = 0;
    std::int32_t weight = 0;
  };
  // What the build writes down. Owns nothing.
  struct Table {
    std::span<const Entry> entries;  // bucket by bucket
    // Where each bucket begins among them, and where the last ends. A power of two of buckets.
    std::span<const std::uint32_t> begins;
    // A bit for some of the hash, set where a word has it: most words and pairs of a page are not known, and
    // this is small enough to be at hand. A power of two of numbers.
    std::span<const std::uint64_t> seen;
  };
  // As the model file has it: "newsletter", two in a row, "read+more", or a class word behind its level,
  // "1:entry-content".
  using Word = std::pair<std::string_view, std::int32_t>;

  WordWeights() = default;
  // Of a word that is given twice the last weight counts.
  explicit WordWeights(std::span<const Word> words);
  WordWeights(std::initializer_list<Word> words) : WordWeights(std::span(words)) {}
  // The table outlives these and all their copies.
  explicit WordWeights(const Table& table) : table_(table) {}

  // Of the word, itself, that has this hash; 0 for one that is not known.
  [[nodiscard]] std::int32_t of(std::uint64_t hash) const {
    std::int32_t weight = 0;
    each_kind(hash, [&weight](WordKind kind, std::int32_t known) {
      if (kind == WordKind::itself) weight = known;
    });
    return weight;
  }
  // Whether there can be anything known of the word with this hash; true for a few of those of which there is
  // not.
  [[nodiscard]] bool may_know(std::uint64_t hash) const {
    const std::size_t bit = bit_of(hash, table_);
    return (table_.seen[bit / kBits] >> bit % kBits & 1U) != 0;
  }
  // Begins to fetch what is known of the word with this hash, which may_know, from memory.
  void prefetch(std::uint64_t hash) const {
    __builtin_prefetch(table_.entries.data() + table_.begins[bucket_of(hash, table_)]);
  }
  // Calls `visit(kind, weight)` for all that is known of the word with this hash.
  template <typename Visit>
  void each_kind(std::uint64_t hash, const Visit& visit) const {
    if (table_.entries.empty()) return;
    if (!may_know(hash)) return;
    const std::size_t bucket = bucket_of(hash, table_);
    for (const Entry& entry :
         table_.entries.subspan(table_.begins[bucket], table_.begins[bucket + 1] - table_.begins[bucket]))
      if ((entry.key ^ static_cast<std::uint32_t>(hash)) <= kKindBits)
        visit(static_cast<WordKind>(entry.key & kKindBits), entry.weight);
  }
  [[nodiscard]] std::size_t size() const { return table_.entries.size(); }
  [[nodiscard]] const Table& table() const { return table_; }

 private:
  struct OwnTable {
    std::vector<Entry> entries;
    std::vector<std::uint32_t> begins;
    std::vector<std::uint64_t> seen;
  };
  static constexpr std::uint32_t kKindBits = 15;
  static_assert(static_cast<std::uint32_t>(WordKind::end_) <= kKindBits);
  static constexpr std::size_t kBits = 64;  // of a number

  // The same for all kinds of a word.
  static std::size_t bit_of(std::uint64_t hash, const Table& table) {
    return hash / (kKindBits + 1) & (table.seen.size() * kBits - 1);
  }
  static std::size_t bucket_of(std::uint64_t hash, const Table& table) {
    return hash >> 32U & (table.begins.size() - 2);
  }

  std::shared_ptr<const OwnTable> own_;
  Table table_;
};

}  // namespace pressclip
