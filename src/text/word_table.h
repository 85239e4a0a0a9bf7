// A table of words that is made at compile time: what a word stands for, by its hash.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

namespace pressclip {

// The hash of a word that is read a byte at a time: FNV-1a.
class WordHash {
 public:
  constexpr void add(char c) { hash_ = (hash_ ^ static_cast<unsigned char>(c)) * 16777619U; }
  [[nodiscard]] constexpr std::uint32_t value() const { return hash_ ^ hash_ >> 15U; }

 private:
  std::uint32_t hash_ = 2166136261U;
};

constexpr std::uint32_t hash_word(std::string_view word) {
  WordHash hash;
  for (const char c : word) hash.add(c);
  return hash.value();
}

template <typename Value, std::size_t kCount>
class WordTable {
 public:
  using Entry = std::pair<std::string_view, Value>;

  // Values of a word that is there twice are joined by |.
  constexpr explicit WordTable(const std::array<Entry, kCount>& entries) {
    for (const Entry& entry : entries) {
      std::size_t slot = hash_word(entry.first) % kSlots;
      while (!slots_[slot].first.empty() && slots_[slot].first != entry.first) slot = (slot + 1) % kSlots;
      if constexpr (requires(Value a, Value b) { a | b; })
        slots_[slot] = {entry.first, static_cast<Value>(slots_[slot].second | entry.second)};
      else
        slots_[slot] = entry;
    }
  }

  // Null where the word is not in the table.
  [[nodiscard]] constexpr const Value* find(std::string_view word) const {
    return find(word, hash_word(word));
  }

  // The same, by the word's hash.
  [[nodiscard]] constexpr const Value* find(std::string_view word, std::uint32_t hash) const {
    for (std::size_t slot = hash % kSlots; !slots_[slot].first.empty(); slot = (slot + 1) % kSlots)
      if (slots_[slot].first == word) return &slots_[slot].second;
    return nullptr;
  }

 private:
  static constexpr std::size_t kSlots = std::bit_ceil(4 * kCount);
  std::array<Entry, kSlots> slots_{};
};

}  // namespace pressclip
