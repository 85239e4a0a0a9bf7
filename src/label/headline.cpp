#include "label/headline.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

#include "text/normalize.h"

namespace pressclip {
namespace {

constexpr std::size_t kLongestHeadline = 400;  // bytes
constexpr std::size_t kFewestBytes = 8;
constexpr std::size_t kMostTitles = 16;  // of the metadata, each is compared with every heading

// What stands between a title and a site's name.
constexpr std::array<std::string_view, 9> kSeparators = {" | ",  " - ", " – ", " — ", " · ",
                                                         " :: ", " » ", " / ", " ‹ "};

struct Titles {
  std::vector<std::string> folded;  // the metadata's titles, stripped of the site's name, folded
  std::vector<std::string> shown;
};

bool names_site(std::string_view part, const Metadata& metadata) {
  const std::string folded = fold_for_comparison(part);
  if (folded.empty()) return true;
  if (metadata.site) {
    const std::string site = fold_for_comparison(*metadata.site);
    if (!site.empty() && (folded == site || (site.size() > 3 && folded.find(site) != std::string::npos &&
                                             folded.size() < site.size() + 24)))
      return true;
  }
  if (metadata.url) {
    // The host without its last label stands for the name: "www.daily-post.example" names "Daily Post".
    std::string_view host = *metadata.url;
    const std::size_t begin = host.find("//");
    if (begin != std::string_view::npos) host.remove_prefix(begin + 2);
    host = host.substr(0, host.find_first_of("/?#:"));
    const std::string folded_host = fold_for_comparison(host.substr(0, host.rfind('.')));
    if (folded.size() > 3 && folded_host.find(folded) != std::string::npos) return true;
  }
  return false;
}

Titles gather_titles(const Metadata& metadata) {
  Titles titles;
  for (const Candidate& candidate : metadata.headlines) {
    std::string shown = strip_site_name(candidate.value, metadata);
    std::string folded = fold_for_comparison(shown);
    const bool known = std::find(titles.folded.begin(), titles.folded.end(), folded) != titles.folded.end();
    if (folded.size() < 4 || known || titles.folded.size() == kMostTitles) continue;
    titles.folded.push_back(std::move(folded));
    titles.shown.push_back(std::move(shown));
  }
  return titles;
}

double likeness_to_titles(std::string_view folded, const Titles& titles) {
  double best = 0;
  for (const std::string& title : titles.folded) {
    double alike = likeness(folded, title);
    // A page's title that goes on after the headline, or that cuts it short, still names it.
    const std::string_view shorter = folded.size() < title.size() ? folded : std::string_view(title);
    const std::string_view longer = folded.size() < title.size() ? std::string_view(title) : folded;
    if (shorter.size() >= 16 && longer.find(shorter) != std::string_view::npos) alike = std::max(alike, 0.8);
    best = std::max(best, alike);
  }
  return best;
}

double level_weight(const Block& block) {
  if (block.kind != BlockKind::heading) return 0;
  switch (block.level) {
    case 1:
      return 3.0;
    case 2:
      return 1.5;
    case 3:
      return 0.8;
    default:
      return 0.4;
  }
}

bool is_inside(const BlockList& page, ContainerIndex container, Tag tag) {
  for (ContainerIndex at = container; at != 0; at = page.containers[at].parent)
    if (page.containers[at].tag == tag) return true;
  return false;
}

bool is_boilerplate_phrase(const BlockFacts& facts) {
  return facts.label || facts.listing ||
         std::find(facts.rule_strength.begin(), facts.rule_strength.end(), 2) != facts.rule_strength.end();
}

// The first block from which on running text prevails: two of five blocks.
std::size_t find_text_start(const PageFacts& facts) {
  const std::size_t count = facts.blocks.size();
  for (std::size_t i = 0; i < count; ++i) {
    if (!facts.blocks[i].prose) continue;
    std::size_t prose = 0;
    for (std::size_t j = i; j < std::min(count, i + 5); ++j) prose += facts.blocks[j].prose;
    if (prose >= 2) return i;
  }
  for (std::size_t i = 0; i < count; ++i)
    if (facts.blocks[i].prose) return i;
  return count;
}

double weigh(const BlockList& page, const PageFacts& facts, const Titles& titles, std::size_t index,
             std::size_t text_start) {
  const Block& block = page.blocks[index];
  const BlockFacts& own = facts.blocks[index];
  double weight = level_weight(block);
  const double alike = likeness_to_titles(own.folded, titles);
  weight += alike >= 0.5 ? 5.0 * alike : 0.0;
  if (block.item == "headline" || page.containers[block.container].item == "headline") weight += 1.5;
  if (is_inside(page, block.container, Tag::nav) || is_inside(page, block.container, Tag::footer))
    weight -= 3.0;
  if (is_inside(page, block.container, Tag::aside)) weight -= 1.5;
  if (is_boilerplate_phrase(own)) weight -= 3.0;
  if (own.whole_link && alike < 0.9) weight -= 2.0;
  if (own.length < 14 && alike < 0.9) weight -= 1.0;
  if (own.words < 2 && alike < 0.9) weight -= 1.5;
  if (block.visibility != Visibility::shown) weight -= 1.0;
  // A headline stands above its text and near to it.
  if (text_start < facts.blocks.size()) {
    if (index > text_start + 2)
      weight -= 1.5;
    else if (index + 12 >= text_start)
      weight += 0.7;
  }
  return weight;
}

// A headline with the kicker in front of it in the same element: the metadata's title is its end.
std::string cut_kicker(const std::string& shown, const Titles& titles) {
  for (const std::string& title : titles.shown) {
    if (title.size() < 20 || title.size() >= shown.size() || shown.size() > title.size() + 60) continue;
    if (shown.ends_with(title)) return title;
  }
  return shown;
}

// In plain text the headline is the last line that looks like a title before the running text begins, or the
// line whose words the text takes up most.
std::optional<BlockIndex> find_title_line(const BlockList& page, const PageFacts& facts,
                                          std::size_t text_start) {
  std::optional<BlockIndex> best;
  double best_weight = 0;
  constexpr std::size_t kFarthest = 40;
  std::string text;
  for (std::size_t i = text_start; i < facts.blocks.size() && text.size() < 6000; ++i)
    if (facts.blocks[i].prose) text += facts.blocks[i].folded;
  for (std::size_t i = text_start > kFarthest ? text_start - kFarthest : 0; i < text_start; ++i) {
    const BlockFacts& own = facts.blocks[i];
    if (own.length < 12 || own.length > 260 || own.words < 2 || is_boilerplate_phrase(own) || own.byline_lead)
      continue;
    double weight = std::min(own.length, 70U) / 35.0;
    if (own.length > 170) weight -= 1.0;
    // Words of the title that the text takes up.
    std::size_t taken = 0, asked = 0;
    const std::string& line = page.blocks[i].text;
    for (std::size_t begin = 0; begin < line.size();) {
      const std::size_t end = std::min(line.find(' ', begin), line.size());
      const std::string word = fold_for_comparison(std::string_view(line).substr(begin, end - begin));
      if (word.size() >= 5) {
        ++asked;
        if (text.find(word) != std::string::npos) ++taken;
      }
      begin = end + 1;
    }
    if (asked > 0) weight += 2.5 * static_cast<double>(taken) / static_cast<double>(asked);
    weight -= static_cast<double>(text_start - i) * 0.12;
    if (own.ends_sentence && own.length > 100) weight -= 1.0;
    if (page.blocks[i].kind == BlockKind::heading) weight += page.blocks[i].level == 1 ? 3.0 : 1.0;
    if (weight > best_weight) {
      best_weight = weight;
      best = static_cast<BlockIndex>(i);
    }
  }
  return best;
}

}  // namespace

double likeness(std::string_view folded_a, std::string_view folded_b) {
  if (folded_a.size() < 2 || folded_b.size() < 2)
    return folded_a == folded_b && !folded_a.empty() ? 1.0 : 0.0;
  if (folded_a == folded_b) return 1.0;
  const auto pairs = [](std::string_view text) {
    text = text.substr(0, 1000);
    std::vector<std::uint16_t> found;
    found.reserve(text.size());
    for (std::size_t i = 0; i + 1 < text.size(); ++i)
      found.push_back(static_cast<std::uint16_t>(static_cast<unsigned char>(text[i]) << 8 |
                                                 static_cast<unsigned char>(text[i + 1])));
    std::sort(found.begin(), found.end());
    return found;
  };
  const auto a = pairs(folded_a), b = pairs(folded_b);
  std::size_t both = 0;
  for (auto i = a.begin(), j = b.begin(); i != a.end() && j != b.end();) {
    if (*i == *j)
      ++both, ++i, ++j;
    else if (*i < *j)
      ++i;
    else
      ++j;
  }
  return 2.0 * static_cast<double>(both) / static_cast<double>(a.size() + b.size());
}

std::string strip_site_name(std::string_view title, const Metadata& metadata) {
  std::string_view rest = title;
  // At most two names: "Title | Section | Site".
  for (int round = 0; round < 3; ++round) {
    std::size_t cut = std::string_view::npos, width = 0;
    for (const std::string_view separator : kSeparators) {
      const std::size_t at = rest.rfind(separator);
      if (at != std::string_view::npos && (cut == std::string_view::npos || at > cut))
        cut = at, width = separator.size();
    }
    if (cut == std::string_view::npos || !names_site(rest.substr(cut + width), metadata)) break;
    rest = rest.substr(0, cut);
  }
  for (const std::string_view separator : kSeparators) {
    const std::size_t at = rest.find(separator);
    if (at < 40 && names_site(rest.substr(0, at), metadata)) {
      rest.remove_prefix(at + separator.size());
      break;
    }
  }
  return std::string(rest);
}

HeadlineGuess guess_headline(const BlockList& page, const PageFacts& facts, const Metadata& metadata) {
  HeadlineGuess guess;
  const std::size_t text_start = find_text_start(facts);
  const Titles titles = gather_titles(metadata);
  if (page.plain_text) {
    guess.block = find_title_line(page, facts, text_start);
    if (guess.block) guess.text = page.blocks[*guess.block].text;
    return guess;
  }
  double best = 0;
  for (std::size_t i = 0; i < page.blocks.size(); ++i) {
    const Block& block = page.blocks[i];
    if (block.text.size() > kLongestHeadline || block.text.size() < kFewestBytes / 2) continue;
    if (block.visibility == Visibility::hidden || block.visibility == Visibility::inert ||
        block.visibility == Visibility::noscript)
      continue;
    if (block.kind != BlockKind::heading && block.item != "headline" &&
        likeness_to_titles(facts.blocks[i].folded, titles) < 0.75)
      continue;
    const double weight = weigh(page, facts, titles, i, text_start);
    if (weight > best + 1e-9) {
      best = weight;
      guess.block = static_cast<BlockIndex>(i);
    }
  }
  constexpr double kEnough = 2.2;
  if (guess.block && best >= kEnough) {
    guess.text = strip_site_name(cut_kicker(page.blocks[*guess.block].text, titles), metadata);
  } else if (!titles.shown.empty()) {
    guess.block.reset();
    guess.text = titles.shown.front();
  } else if (guess.block) {
    guess.text = page.blocks[*guess.block].text;
  } else {
    guess.block = find_title_line(page, facts, text_start);
    if (guess.block) guess.text = page.blocks[*guess.block].text;
  }
  return guess;
}

}  // namespace pressclip
