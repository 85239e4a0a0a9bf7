#include "label/weight_table.h"

#include <algorithm>

namespace pressclip {

void WordWeights::add(std::string_view word, std::int32_t weight) {
  if ((size_ + 1) * 2 > added_.size()) grow();
  const std::size_t plus = word.find('+');
  const std::uint64_t key = plus == std::string_view::npos || plus == 0
                                ? hash_of(word)
                                : pair_of(hash_of(word.substr(0, plus)), hash_of(word.substr(plus + 1)));
  std::size_t at = key & (added_.size() - 1);
  while (added_[at].key() != 0 && added_[at].key() != key) at = (at + 1) & (added_.size() - 1);
  if (added_[at].key() == 0) ++size_;
  added_[at] = {static_cast<std::uint32_t>(key), static_cast<std::uint32_t>(key >> 32U), weight};
}

void WordWeights::grow() {
  std::vector<Slot> old(std::max<std::size_t>(64, added_.size() * 2));
  old.swap(added_);
  for (const Slot& slot : old) {
    if (slot.key() == 0) continue;
    std::size_t at = slot.key() & (added_.size() - 1);
    while (added_[at].key() != 0) at = (at + 1) & (added_.size() - 1);
    added_[at] = slot;
  }
}

std::int32_t WordWeights::of(std::uint64_t key) const {
  const std::span<const Slot> table = slots();
  if (table.empty()) return 0;
  std::size_t at = key & (table.size() - 1);
  while (table[at].key() != 0) {
    if (table[at].key() == key) return table[at].weight;
    at = (at + 1) & (table.size() - 1);
  }
  return 0;
}

}  // namespace pressclip
