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
  // Without a gap: there are many of them.
  struct Entry {
    std::uint32_t key_low = 0, key_high = 0;
    std::int32_t weight = 0;
    // Of the word's hash all but the lowest bits, which are the kind.
    [[nodiscard]] constexpr std::uint64_t key() const { return std::uint64_t{key_high} << 32U | key_low; }
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
  // Calls `visit(kind, weight)` for all that is known of the word with this hash.
  template <typename Visit>
  void each_kind(std::uint64_t hash, const Visit& visit) const {
    if (table_.entries.empty()) return;
    const std::size_t bit = bit_of(hash, table_);
    if ((table_.seen[bit / kBits] >> bit % kBits & 1U) == 0) return;
    const std::size_t bucket = bucket_of(hash, table_);
    for (const Entry& entry :
         table_.entries.subspan(table_.begins[bucket], table_.begins[bucket + 1] - table_.begins[bucket]))
      if ((entry.key() ^ hash) <= kKindBits)
        visit(static_cast<WordKind>(entry.key() & kKindBits), entry.weight);
  }
  [[nodiscard]] std::size_t size() const { return table_.entries.size(); }
  [[nodiscard]] const Table& table() const { return table_; }

 private:
  struct OwnTable {
    std::vector<Entry> entries;
    std::vector<std::uint32_t> begins;
    std::vector<std::uint64_t> seen;
  };
  static constexpr std::uint64_t kKindBits = 15;
  static_assert(static_cast<std::uint64_t>(WordKind::end_) <= kKindBits);
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
