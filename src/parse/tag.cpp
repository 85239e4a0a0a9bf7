// tag: element names to Tag, by a table that is made at compile time.
#include "pressclip/tag.h"

#include <array>
#include <cstddef>
#include <utility>

#include "parse/tag_by_hash.h"
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

}  // namespace

Tag tag_from_name(std::string_view name) {
  return tag_by_hash(name, hash_word(name));
}

Tag tag_by_hash(std::string_view name, std::uint32_t hash) {
  const Tag* const found = kByName.find(name, hash);
  return found == nullptr ? Tag::unknown : *found;
}

std::string_view name_of(Tag tag) {
  return tag == Tag::unknown ? "unknown" : kNames[static_cast<std::size_t>(tag)];
}

}  // namespace pressclip
