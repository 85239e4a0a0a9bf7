#include "label/weight_table.h"

#include <algorithm>
#include <array>
#include <bit>
#include <numeric>
#include <utility>

namespace pressclip {
namespace {

// How the model file writes each kind of word before the word itself.
constexpr auto kPrefixes = std::to_array<std::pair<std::string_view, WordKind>>({
    {"a:", WordKind::any_level},
    {"0:", WordKind::level0},
    {"1:", WordKind::level1},
    {"2:", WordKind::level2},
    {"3:", WordKind::level3},
    {"4:", WordKind::level4},
    {"s0:", WordKind::part0},
    {"s1:", WordKind::part1},
    {"s2:", WordKind::part2},
    {"u:", WordKind::address},
});

struct HashAndKind {
  std::uint64_t hash = 0;
  WordKind kind = WordKind::itself;
};

HashAndKind read_word(std::string_view word) {
  if (const std::size_t plus = word.find('+'); plus != std::string_view::npos && plus != 0)
    return {pair_of(hash_of(word.substr(0, plus)), hash_of(word.substr(plus + 1)))};
  for (const auto& [prefix, kind] : kPrefixes)
    if (word.starts_with(prefix)) return {hash_of(word.substr(prefix.size())), kind};
  return {hash_of(word)};
}

}  // namespace

WordWeights::WordWeights(std::span<const Word> words) {
  if (words.empty()) return;
  constexpr std::size_t kBitsOfWord = 8;
  OwnTable own;
  const std::size_t buckets = std::bit_ceil(words.size());
  own.begins.resize(buckets + 1);
  own.seen.resize(std::max<std::size_t>(1, buckets * kBitsOfWord / kBits));
  const Table sizes{{}, own.begins, own.seen};
  struct Placed {
    std::size_t bucket = 0;
    Entry entry;
  };
  std::vector<Placed> placed;
  placed.reserve(words.size());
  for (const auto& [word, weight] : words) {
    const auto [hash, kind] = read_word(word);
    const std::uint32_t key =
        (static_cast<std::uint32_t>(hash) & ~kKindBits) | static_cast<std::uint32_t>(kind);
    placed.push_back({bucket_of(hash, sizes), {key, weight}});
    const std::size_t bit = bit_of(hash, sizes);
    own.seen[bit / kBits] |= std::uint64_t{1} << bit % kBits;
  }
  // Of those with one key the last comes first.
  std::ranges::reverse(placed);
  const auto place = [](const Placed& each) { return std::pair(each.bucket, each.entry.key); };
  std::ranges::stable_sort(placed, {}, place);
  const auto is_repeated = [&place](const Placed& a, const Placed& b) { return place(a) == place(b); };
  placed.erase(std::unique(placed.begin(), placed.end(), is_repeated), placed.end());
  own.entries.reserve(placed.size());
  for (const Placed& each : placed) {
    own.entries.push_back(each.entry);
    ++own.begins[each.bucket + 1];
  }
  std::partial_sum(own.begins.begin(), own.begins.end(), own.begins.begin());
  own_ = std::make_shared<const OwnTable>(std::move(own));
  table_ = {own_->entries, own_->begins, own_->seen};
}

}  // namespace pressclip
