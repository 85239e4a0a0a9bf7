#include "label/stub_title.h"

#include <algorithm>
#include <array>
#include <initializer_list>

#include "text/normalize.h"

namespace pressclip {
namespace {

constexpr std::size_t kShortestTitlePart = 12;  // bytes

}  // namespace

const PartNames::Names& PartNames::of(std::string_view words) {
  static constexpr Names kNone;
  if (words.empty()) return kNone;
  const auto [known, is_new] = known_.try_emplace(words);
  if (is_new) known->second = of_split(split_class_words(words));
  return known->second;
}

PartNames::Names PartNames::of_split(std::string_view split) const {
  const PartSet parts = rules_.name_parts(split, {Part::title, Part::kicker}, site_);
  return {!split.empty(), parts.contains(Part::title), parts.contains(Part::kicker)};
}

std::string title_in(const Block& block, std::size_t begin, std::size_t end, PartNames& names) {
  for (const InlinePart& part : block.parts) {
    if (part.begin < begin || part.end > end || part.end - part.begin < kShortestTitlePart) continue;
    const PartNames::Names& part_names = names.of(part.words);
    if (part_names.title && !part_names.kicker)
      return normalize_text(block.text.substr(part.begin, part.end - part.begin));
  }
  // Elements of their own at the edges of a link: a kicker before the title, a time or a counter behind it.
  constexpr std::size_t kEdgeShare = 3;  // of the link's text at most one part in so many
  std::size_t first = begin, last = end;
  const auto is_beside = [&](const InlinePart& part) {
    const PartNames::Names& part_names = names.of(part.words);
    if (part_names.title) return false;
    if (part_names.kicker) return true;
    return part.end - part.begin <= (end - begin) / kEdgeShare && part_names.any;
  };
  const auto skip_blanks = [&] {
    while (first < last && block.text[first] == ' ') ++first;
    while (last > first && block.text[last - 1] == ' ') --last;
  };
  for (const InlinePart& part : block.parts) {
    skip_blanks();
    if (part.begin == first && part.end < last && is_beside(part)) first = part.end;
  }
  for (auto part = block.parts.rbegin(); part != block.parts.rend(); ++part) {
    skip_blanks();
    if (part->end == last && part->begin > first && is_beside(*part)) last = part->begin;
  }
  // A block's text is normalised, if it is not set as it is.
  if (first == 0 && last == block.text.size() && block.kind != BlockKind::preformatted)
    return std::string(block.text);
  std::string title = normalize_text(block.text.substr(first, last - first));
  if (title.empty()) title = normalize_text(block.text.substr(begin, end - begin));
  return title;
}

std::string cut_lead(std::string title, const Block& block, std::size_t begin, const BlockFacts& facts) {
  std::string_view rest = title;
  if (facts.read_more_lead && facts.read_more_lead_end < facts.rule_text.size()) {
    // Folding for rules changes bytes, not characters.
    const std::size_t lead = count_characters(facts.rule_text.substr(0, facts.read_more_lead_end));
    const std::size_t before = count_characters(block.text.substr(0, begin));
    std::size_t at = 0;
    for (std::size_t passed = before; passed < lead && at < rest.size(); ++passed) {
      ++at;
      while (at < rest.size() && (static_cast<unsigned char>(rest[at]) & 0xC0U) == 0x80U) ++at;
    }
    rest.remove_prefix(at);
  }
  while (!rest.empty() &&
         (rest.front() == ' ' || rest.front() == ':' || rest.front() == '-' || rest.front() == '>'))
    rest.remove_prefix(1);
  for (const std::string_view mark : {"– ", "— ", "» ", "► ", "▶ ", "→ ", "• ", "：", "｜", "▸ ", "■ ", "● "})
    if (rest.starts_with(mark)) rest.remove_prefix(mark.size());
  title.erase(0, title.size() - rest.size());
  return title;
}

std::string section_text(std::string_view text) {
  constexpr std::array<std::string_view, 17> kEnds = {":", " ", ".", ">",  "»", "：", "›", "→", "…",
                                                      "|", "-", "–", "・", "•", "·",  "►", "▸"};
  for (bool cut = true; cut;) {
    cut = false;
    for (const std::string_view end : kEnds)
      if (text.size() > end.size() && text.ends_with(end)) {
        text.remove_suffix(end.size());
        cut = true;
      }
  }
  while (!text.empty() && (text.front() == '>' || text.front() == ' ')) text.remove_prefix(1);
  return std::string(text);
}

double weigh_title(const Block& block, const BlockFacts& facts, std::string_view title,
                   std::size_t title_words, bool whole, const PartNames::Names& block_names) {
  double weight = 0;
  const auto words = static_cast<double>(title_words);
  if (block.kind == BlockKind::heading) weight += 3;
  if (whole) weight += 1;
  weight += std::min(words, 6.0) * 0.4;
  if (title.size() > 160) weight -= 2;
  if (has_no_title_form(title)) weight -= 4;
  if (facts.ends_sentence && title.size() > 110) weight -= 1;
  if (block_names.title) weight += 2;
  if (block_names.kicker) weight -= 2;
  if (block.visibility != Visibility::shown) weight -= 1;
  return weight;
}

bool has_no_title_form(std::string_view title) {
  const auto ends_in_any = [title](std::initializer_list<std::string_view> ends) {
    return std::any_of(ends.begin(), ends.end(),
                       [title](std::string_view end) { return title.ends_with(end); });
  };
  const std::string_view first = title.substr(0, title.find(' '));
  if (first.starts_with("http://") || first.starts_with("https://") || first.starts_with("www.")) return true;
  // "example.com/pages"
  if (first == title && first.find('/') != std::string_view::npos && first.find('.') < first.find('/'))
    return true;
  if (ends_in_any({":", "："})) return true;
  if (title.starts_with('(') && title.find(')') == title.size() - 1) return true;
  const std::size_t handle = title.rfind("(@");
  return handle != std::string_view::npos && title.find(')', handle) == title.size() - 1;
}

bool begins_as_part_of_sentence(std::string_view title) {
  const std::string_view first = title.substr(0, title.find(' '));
  return !first.empty() && first[0] >= 'a' && first[0] <= 'z' && first.size() < title.size() &&
         std::none_of(first.begin(), first.end(),
                      [](char byte) { return (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9'); });
}

}  // namespace pressclip
