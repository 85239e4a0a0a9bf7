#include "label/stub_title.h"

#include <algorithm>
#include <array>

#include "text/normalize.h"

namespace pressclip {
namespace {

constexpr std::size_t kShortestTitlePart = 12;  // bytes

bool has_word(std::string_view split, std::string_view word) {
  const std::size_t at = split.find(word);
  return at != std::string_view::npos && (at == 0 || split[at - 1] == ' ') &&
         (at + word.size() == split.size() || split[at + word.size()] == ' ');
}

constexpr std::array<std::string_view, 8> kTitleWords = {"title",  "headline", "heading", "titel",
                                                         "titulo", "titre",    "titolo",  "hed"};
constexpr std::array<std::string_view, 25> kBesideTitleWords = {
    "kicker",   "label",   "category", "section", "tag",    "time",   "date",    "datetime", "timestamp",
    "count",    "counter", "comments", "prefix",  "author", "flag",   "premium", "plus",     "icon",
    "duration", "badge",   "overline", "eyebrow", "rubrik", "number", "byline"};

bool has_any_word(std::string_view split, std::span<const std::string_view> words) {
  return std::any_of(words.begin(), words.end(),
                     [split](std::string_view word) { return has_word(split, word); });
}

}  // namespace

std::string title_in(const Block& block, std::size_t begin, std::size_t end) {
  for (const InlinePart& part : block.parts) {
    if (part.begin < begin || part.end > end || part.end - part.begin < kShortestTitlePart) continue;
    const std::string words = split_class_words(part.words);
    if (has_any_word(words, kTitleWords) && !has_any_word(words, kBesideTitleWords))
      return normalize_text(std::string_view(block.text).substr(part.begin, part.end - part.begin));
  }
  // Elements of their own at the edges of a link: a kicker before the title, a time or a counter behind it.
  constexpr std::size_t kEdgeShare = 3;  // of the link's text at most one part in so many
  std::size_t first = begin, last = end;
  const auto is_beside = [&](const InlinePart& part) {
    const std::string words = split_class_words(part.words);
    if (has_any_word(words, kTitleWords)) return false;
    if (has_any_word(words, kBesideTitleWords)) return true;
    return part.end - part.begin <= (end - begin) / kEdgeShare && !words.empty();
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
  const std::string title = normalize_text(std::string_view(block.text).substr(first, last - first));
  return title.empty() ? normalize_text(std::string_view(block.text).substr(begin, end - begin)) : title;
}

std::string cut_lead(std::string_view title, const Block& block, std::size_t begin, const BlockFacts& facts) {
  if (facts.read_more_lead && facts.read_more_lead_end < facts.rule_text.size()) {
    // Folding for rules changes bytes, not characters.
    const std::size_t lead =
        count_characters(std::string_view(facts.rule_text).substr(0, facts.read_more_lead_end));
    const std::size_t before = count_characters(std::string_view(block.text).substr(0, begin));
    std::size_t at = 0;
    for (std::size_t passed = before; passed < lead && at < title.size(); ++passed) {
      ++at;
      while (at < title.size() && (static_cast<unsigned char>(title[at]) & 0xC0U) == 0x80U) ++at;
    }
    title.remove_prefix(at);
  }
  while (!title.empty() &&
         (title.front() == ' ' || title.front() == ':' || title.front() == '-' || title.front() == '>'))
    title.remove_prefix(1);
  for (const std::string_view mark : {"– ", "— ", "» ", "► ", "▶ ", "→ ", "• ", "：", "｜", "▸ ", "■ ", "● "})
    if (title.starts_with(mark)) title.remove_prefix(mark.size());
  return std::string(title);
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

double weigh_title(const Block& block, const BlockFacts& facts, const std::string& title, bool whole) {
  double weight = 0;
  const auto words = static_cast<double>(count_words(title));
  if (block.kind == BlockKind::heading) weight += 3;
  if (whole) weight += 1;
  weight += std::min(words, 6.0) * 0.4;
  if (title.size() > 160) weight -= 2;
  if (facts.ends_sentence && title.size() > 110) weight -= 1;
  const std::string split = split_class_words(block.words);
  if (has_any_word(split, kTitleWords)) weight += 2;
  if (has_any_word(split, kBesideTitleWords)) weight -= 2;
  if (block.visibility != Visibility::shown) weight -= 1;
  return weight;
}

}  // namespace pressclip
