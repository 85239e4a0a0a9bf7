#include "assemble/byline.h"

#include <algorithm>
#include <cstddef>
#include <string_view>

#include "label/category.h"
#include "metadata/authors.h"
#include "metadata/characters.h"
#include "metadata/date_words.h"

namespace pressclip {
namespace {

constexpr std::size_t kLongestLead = 24;  // bytes of "Written by:" and the like
constexpr std::size_t kLongestName = 60;  // bytes

// Blocks that were named bylines, those before the text first, then those behind it.
std::vector<BlockIndex> find_bylines(const BlockList& page, const Labels& labels) {
  const BylinePlace place = find_byline_place(labels.verdicts, labels.headline_block);
  std::vector<BlockIndex> bylines;
  for (std::size_t i = place.begin; i < place.end; ++i) {
    const Verdict& verdict = labels.verdicts[i];
    if (verdict.role == Role::removed && verdict.category == Category::byline &&
        page.blocks[i].text.size() <= BylinePlace::kLongest)
      bylines.push_back(static_cast<BlockIndex>(i));
  }
  return bylines;
}

// Whether what stands behind a number makes it the day of a date: ".5.2026", " de mayo".
bool begins_date(std::string_view rest, std::string_view language) {
  constexpr std::size_t kMostWords = 2;  // "de mayo"
  if (rest.empty()) return false;
  if (std::string_view(":.-/").find(rest[0]) != std::string_view::npos) return true;
  const std::string primary = metadata::fold_word(language.substr(0, language.find('-')));
  for (std::size_t word = 0; word < kMostWords && !rest.empty() && rest[0] == ' '; ++word) {
    rest.remove_prefix(1);
    const std::size_t end = std::min(rest.find_first_of(" ,."), rest.size());
    if (metadata::month_from_word(metadata::fold_word(rest.substr(0, end)), primary)) return true;
    rest.remove_prefix(end);
  }
  return false;
}

// What stands before the date in "By Jane Doe on 3 April 2025", without the words that lead over to it.
std::string cut_date(std::string_view text, std::string_view language) {
  // Elements side by side leave no space between a name and a date; "jane1" is a name.
  std::string spaced;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto is_digit = [](char byte) { return byte >= '0' && byte <= '9'; };
    if (is_digit(text[i]) && i > 0 && !is_digit(text[i - 1]) &&
        std::string_view(" :.-/").find(text[i - 1]) == std::string_view::npos) {
      std::size_t end = i;
      while (end < text.size() && is_digit(text[end])) ++end;
      if (end - i == 4 || begins_date(text.substr(end), language)) spaced += ' ';
    }
    spaced += text[i];
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

bool wants_shown_authors(const Metadata& metadata) {
  return metadata.chosen_authors.empty() || metadata.authors_are_site;
}

bool wants_shown_date(const Metadata& metadata) {
  return !metadata.chosen_published;
}

std::vector<std::string> authors_shown(const BlockList& page, const Labels& labels,
                                       const Metadata& page_metadata) {
  const std::string language = page_metadata.language.value_or("");
  for (const BlockIndex block : find_bylines(page, labels)) {
    const std::string_view text = page.blocks[block].text;
    metadata::LineAuthors line = metadata::authors_in_line(text, language);
    if (line.names.empty()) line = metadata::authors_in_line(cut_date(text, language), language);
    // "By" alone, and the name in an element of its own.
    if (line.names.empty() && line.are_led && text.size() <= kLongestLead && block + 1 < page.blocks.size() &&
        labels.verdicts[block + 1].role == Role::removed &&
        page.blocks[block + 1].text.size() <= kLongestName)
      line = metadata::authors_in_line(std::string(text) + " " + std::string(page.blocks[block + 1].text),
                                       language);
    if (page_metadata.authors_are_site) {
      // Where the page signs with its own name, only another who is said to have written it is better.
      if (text.find(page_metadata.chosen_authors[0]) != std::string_view::npos) return {};
      if (!line.are_led || std::none_of(line.names.begin(), line.names.end(), metadata::looks_like_full_name))
        continue;
    }
    if (!line.names.empty()) return std::move(line.names);
  }
  return {};
}

std::optional<std::string> date_shown(const BlockList& page, const Labels& labels, const Metadata& metadata) {
  for (const BlockIndex block : find_bylines(page, labels))
    if (auto date = parse_date(page.blocks[block].text, metadata.language.value_or(""))) return date;
  return std::nullopt;
}

}  // namespace pressclip
