#include "assemble/byline.h"

#include <algorithm>
#include <cstddef>
#include <string_view>

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

// What stands before the date in "By Jane Doe on 3 April 2025", without the words that lead over to it.
std::string cut_date(std::string_view text, std::string_view language) {
  // Elements side by side leave no space between a name and a number.
  std::string spaced;
  for (const char c : text) {
    const bool digit = c >= '0' && c <= '9';
    if (digit && !spaced.empty() && spaced.back() != ' ' && (spaced.back() < '0' || spaced.back() > '9') &&
        spaced.back() != ':' && spaced.back() != '.' && spaced.back() != '-' && spaced.back() != '/')
      spaced += ' ';
    spaced += c;
  }
  const auto date = parse_date(spaced, language);
  if (!date) return std::string(text);
  std::size_t cut = spaced.size();
  for (std::size_t at = 0; at != std::string::npos && at < spaced.size(); at = spaced.find(' ', at + 1)) {
    const std::string_view rest = std::string_view(spaced).substr(at == 0 ? 0 : at + 1);
    if (parse_date(rest, language) == date) cut = at;
  }
  std::string_view name = std::string_view(spaced).substr(0, cut);
  for (;;) {
    while (!name.empty() && (name.back() == ' ' || name.back() == ',')) name.remove_suffix(1);
    const std::size_t begin = name.rfind(' ');
    if (begin == std::string_view::npos) break;
    const std::string_view last = name.substr(begin + 1);
    const bool leads_over = (last.front() >= 'a' && last.front() <= 'z') || last.back() == ':';
    if (!leads_over) break;
    name = name.substr(0, begin);
  }
  return std::string(name);
}

}  // namespace

std::vector<std::string> authors_shown(const BlockList& page, const Labels& labels,
                                       const Metadata& metadata) {
  for (const BlockIndex block : find_bylines(page, labels)) {
    const std::string language = metadata.language.value_or("");
    std::vector<std::string> names = split_authors(page.blocks[block].text, language);
    if (names.empty()) names = split_authors(cut_date(page.blocks[block].text, language), language);
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
