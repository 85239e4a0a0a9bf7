#include "assemble/byline.h"

#include <algorithm>
#include <cstddef>

namespace pressclip {
namespace {

// Blocks that were named bylines, those before the text first, then those behind it.
std::vector<BlockIndex> find_bylines(const BlockList& page, const Labels& labels) {
  constexpr std::size_t kAbove = 6, kBehind = 6;  // blocks
  constexpr std::size_t kLongest = 240;           // bytes
  std::size_t begin = labels.verdicts.size(), end = 0;
  for (std::size_t i = 0; i < labels.verdicts.size(); ++i)
    if (labels.verdicts[i].role == Role::content) {
      begin = std::min(begin, i);
      end = i + 1;
    }
  if (labels.headline_block) begin = std::min<std::size_t>(begin, *labels.headline_block);
  begin = begin > kAbove ? begin - kAbove : 0;
  std::vector<BlockIndex> bylines;
  for (std::size_t i = begin; i < std::min(labels.verdicts.size(), end + kBehind); ++i) {
    const Verdict& verdict = labels.verdicts[i];
    if (verdict.role == Role::removed && verdict.category == Category::byline &&
        page.blocks[i].text.size() <= kLongest)
      bylines.push_back(static_cast<BlockIndex>(i));
  }
  return bylines;
}

}  // namespace

std::vector<std::string> authors_shown(const BlockList& page, const Labels& labels,
                                       const Metadata& metadata) {
  for (const BlockIndex block : find_bylines(page, labels)) {
    std::vector<std::string> names = split_authors(page.blocks[block].text, metadata.language.value_or(""));
    if (!names.empty()) return names;
  }
  return {};
}

std::optional<std::string> date_shown(const BlockList& page, const Labels& labels, const Metadata& metadata) {
  for (const BlockIndex block : find_bylines(page, labels))
    if (auto date = parse_date(page.blocks[block].text, metadata.language.value_or(""))) return date;
  return std::nullopt;
}

}  // namespace pressclip
