// tag: element names to Tag, by binary search in a table that is sorted at compile time.
#include "pressclip/tag.h"

#include <algorithm>
#include <array>
#include <utility>

namespace pressclip {
namespace {

constexpr std::array kNames = std::to_array<std::string_view>({"", "template",
#define PRESSCLIP_TAG_NAME(name) #name,
                                                               PRESSCLIP_TAGS(PRESSCLIP_TAG_NAME)
#undef PRESSCLIP_TAG_NAME
});

using NamedTag = std::pair<std::string_view, Tag>;

constexpr auto kByName = [] {
  std::array<NamedTag, kNames.size()> table;
  for (std::size_t i = 0; i < kNames.size(); ++i) table[i] = {kNames[i], static_cast<Tag>(i)};
  std::ranges::sort(table, {}, &NamedTag::first);
  return table;
}();

}  // namespace

Tag tag_from_name(std::string_view name) {
  const auto* const found = std::ranges::lower_bound(kByName, name, {}, &NamedTag::first);
  return found != kByName.end() && found->first == name ? found->second : Tag::unknown;
}

std::string_view name_of(Tag tag) {
  return tag == Tag::unknown ? "unknown" : kNames[static_cast<std::size_t>(tag)];
}

}  // namespace pressclip
