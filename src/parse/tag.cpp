// tag: element names to Tag, by a table that is made at compile time.
#include "pressclip/tag.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "parse/short_name.h"
#include "text/word_table.h"

namespace pressclip {
namespace {

constexpr std::array kNames = std::to_array<std::string_view>({"", "template",
#define PRESSCLIP_TAG_NAME(name) #name,
                                                               PRESSCLIP_TAGS(PRESSCLIP_TAG_NAME)
#undef PRESSCLIP_TAG_NAME
});

constexpr WordTable<Tag, kNames.size() - 1> kByName([] {
  std::array<std::pair<std::string_view, Tag>, kNames.size() - 1> table;
  for (std::size_t i = 1; i < kNames.size(); ++i) table[i - 1] = {kNames[i], static_cast<Tag>(i)};
  return table;
}());

// The short names among them.
class ShortNames {
 public:
  constexpr ShortNames() {
    for (std::size_t i = 1; i < kNames.size(); ++i) {
      if (kNames[i].size() >= kShortNameBytes) continue;
      std::array<char, kEightBytes> bytes{};
      std::copy(kNames[i].begin(), kNames[i].end(), bytes.begin());
      const std::uint64_t name = short_name(std::bit_cast<std::uint64_t>(bytes), kNames[i].size());
      std::size_t slot = hash_short_name(name) % kSlots;
      while (slots_[slot].name != 0) slot = (slot + 1) % kSlots;
      slots_[slot] = {name, static_cast<Tag>(i)};
    }
  }

  [[nodiscard]] constexpr Tag find(std::uint64_t name, std::uint64_t hash) const {
    std::size_t slot = hash % kSlots;
    while (slots_[slot].name != name && slots_[slot].name != 0) slot = (slot + 1) % kSlots;
    return slots_[slot].tag;
  }

 private:
  struct Slot {
    std::uint64_t name = 0;
    Tag tag = Tag::unknown;
  };

  static constexpr std::size_t kSlots = std::bit_ceil(4 * kNames.size());
  std::array<Slot, kSlots> slots_{};
};
constexpr ShortNames kShortNames;

}  // namespace

Tag tag_from_name(std::string_view name) {
  const Tag* const found = kByName.find(name);
  return found == nullptr ? Tag::unknown : *found;
}

Tag tag_of_short_name(std::uint64_t name, std::uint64_t hash) {
  return kShortNames.find(name, hash);
}

std::string_view name_of(Tag tag) {
  return tag == Tag::unknown ? "unknown" : kNames[static_cast<std::size_t>(tag)];
}

}  // namespace pressclip
