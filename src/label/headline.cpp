#include "label/headline.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <cstdint>
#include <vector>

#include "label/stub_title.h"
#include "label/title_lines.h"
#include "text/normalize.h"

namespace pressclip {
namespace {

constexpr std::size_t kLongestHeadline = 400;  // bytes
constexpr std::size_t kFewestBytes = 8;
// Of the metadata: each is looked for in every heading.
constexpr std::size_t kMostTitles = 16;
constexpr std::size_t kLongestTitle = 1000;  // bytes

// Weights of a candidate, on the scale on which an h1 has 3 and the metadata's title 5. Found by trying on
// the labelled pages and the gold titles (training/cross_validate.py); a change by a quarter moves few pages.
constexpr double kOtherItem = 6;          // against: a breadcrumb's last item
constexpr double kNavigationWords = 0.5;  // against: class words of navigation
constexpr double kOutsideText = 1;        // against: not in the element that holds the text
constexpr double kBylineBelow = 1.5;      // for: in that element, with the author or the date below
constexpr double kKicker = 4;             // against: class words of a kicker
constexpr double kSiteName = 3;           // against: the site's name, as logos in an h1 have it
constexpr double kEnough = 2.2;           // less than this is believed less than the metadata

constexpr double kLeastLikeness = 0.5;   // to one of the metadata's titles, of a heading that it weighs for
constexpr double kTitleLikeness = 0.75;  // the same, of what is no heading

// What stands between a title and a site's name.
constexpr std::array<std::string_view, 9> kSeparators = {" | ",  " - ", " – ", " — ", " · ",
                                                         " :: ", " » ", " / ", " ‹ "};
static_assert(std::ranges::all_of(kSeparators, [](std::string_view each) { return each.starts_with(' '); }));

struct Separator {
  std::size_t at = 0, width = 0;  // no width: there is none
};

Separator find_last_separator(std::string_view text) {
  // All begin with a blank.
  for (std::size_t at = text.rfind(' '); at != std::string_view::npos; at = text.substr(0, at).rfind(' '))
    for (const std::string_view separator : kSeparators)
      if (text.substr(at).starts_with(separator)) return {at, separator.size()};
  return {};
}

// The pairs of neighbouring bytes that a text has, hashed, so that one may seem to be there that is not.
using PairSurvey = std::bitset<1024>;

std::size_t hash_pair(std::string_view text, std::size_t at) {
  return (static_cast<std::size_t>(static_cast<unsigned char>(text[at])) * 37 +
          static_cast<unsigned char>(text[at + 1])) %
         PairSurvey().size();
}

PairSurvey survey_pairs(std::string_view text) {
  PairSurvey pairs;
  for (std::size_t i = 0; i + 1 < text.size(); ++i) pairs.set(hash_pair(text, i));
  return pairs;
}

struct Titles {
  std::vector<std::string> folded;  // the metadata's titles, stripped of the site's name, folded
  std::vector<std::string> shown;
  std::vector<PairSurvey> pairs;  // of the folded ones
};

// How the metadata name the site, folded.
struct SiteNames {
  std::string name;
  // The host without its last label stands for the name: "www.daily-post.example" names "Daily Post".
  std::string host;
};

SiteNames site_names(const Metadata& metadata) {
  SiteNames names;
  if (metadata.site) names.name = fold_for_comparison(*metadata.site);
  if (metadata.url) {
    std::string_view host = *metadata.url;
    const std::size_t begin = host.find("//");
    if (begin != std::string_view::npos) host.remove_prefix(begin + 2);
    host = host.substr(0, host.find_first_of("/?#:"));
    names.host = fold_for_comparison(host.substr(0, host.rfind('.')));
  }
  return names;
}

bool names_site(std::string_view folded, const SiteNames& site) {
  if (folded.empty() || folded == site.name) return true;
  if (site.name.size() > 3 && folded.size() < site.name.size() + 24 &&
      folded.find(site.name) != std::string::npos)
    return true;
  return folded.size() > 3 && site.host.find(folded) != std::string::npos;
}

std::string without_site_name(std::string_view title, const SiteNames& site) {
  std::string_view rest = title;
  // At most two names: "Title | Section | Site".
  for (int round = 0; round < 3; ++round) {
    const auto [cut, width] = find_last_separator(rest);
    if (width == 0 || !names_site(fold_for_comparison(rest.substr(cut + width)), site)) break;
    rest = rest.substr(0, cut);
  }
  constexpr std::size_t kLongestName = 39;  // bytes
  for (const std::string_view separator : kSeparators) {
    const std::size_t at = rest.substr(0, kLongestName + separator.size()).find(separator);
    if (at != std::string_view::npos && names_site(fold_for_comparison(rest.substr(0, at)), site)) {
      rest.remove_prefix(at + separator.size());
      break;
    }
  }
  return std::string(rest);
}

Titles gather_titles(const Metadata& metadata, const SiteNames& site) {
  Titles titles;
  for (const Candidate& candidate : metadata.headlines) {
    std::string shown = without_site_name(candidate.value, site);
    std::string folded = fold_for_comparison(shown);
    const bool known = std::find(titles.folded.begin(), titles.folded.end(), folded) != titles.folded.end();
    if (folded.size() < 4 || folded.size() > kLongestTitle || known || titles.folded.size() == kMostTitles)
      continue;
    titles.pairs.push_back(survey_pairs(folded));
    titles.folded.push_back(std::move(folded));
    titles.shown.push_back(std::move(shown));
  }
  return titles;
}

constexpr std::size_t kComparedBytes = 1000;  // of longer texts only the beginnings are compared

// Whether the likeness of two texts may be `least` or more. Most texts are ruled out here, without their
// pairs being sorted.
bool may_be_alike(std::string_view folded, std::string_view title, const PairSurvey& title_pairs,
                  double least) {
  if (highest_likeness(folded.size(), title.size()) < least) return false;
  folded = folded.substr(0, kComparedBytes);
  std::size_t both = 0;
  for (std::size_t i = 0; i + 1 < folded.size(); ++i) both += title_pairs[hash_pair(folded, i)] ? 1U : 0U;
  return static_cast<double>(both * 2 + 2) >=
         least * static_cast<double>(folded.size() + std::min(title.size(), kComparedBytes));
}

// Less than `least`, which is half or more, is the same as nothing to all who ask.
double likeness_to_titles(std::string_view folded, const Titles& titles, bool is_first_level, double least) {
  // So much of a title that goes on must be there for the rest to be another's words; an h1 may be a word.
  constexpr std::size_t kShortestPart = 16, kShortestFirstLevel = 4;  // bytes
  constexpr std::size_t kMostAround = 120;  // bytes that a heading may have beside the title
  double best = 0;
  for (std::size_t i = 0; i < titles.folded.size(); ++i) {
    const std::string& title = titles.folded[i];
    double alike = may_be_alike(folded, title, titles.pairs[i], least) ? likeness(folded, title) : 0;
    // A page's title that goes on after the headline, or that cuts it short, still names it. Its end is
    // more often the headline than its beginning, which may be the kicker.
    const std::string_view shorter = folded.size() < title.size() ? folded : std::string_view(title);
    const std::string_view longer = folded.size() < title.size() ? std::string_view(title) : folded;
    if (shorter.size() >= kShortestPart && folded.size() < title.size() + kMostAround &&
        longer.ends_with(shorter))
      alike = std::max(alike, 0.9);
    else if (shorter.size() >= kShortestPart && folded.size() < title.size() + kMostAround &&
             longer.find(shorter) != std::string_view::npos)
      alike = std::max(alike, 0.8);
    else if (is_first_level && folded.size() >= kShortestFirstLevel && title.starts_with(folded))
      alike = std::max(alike, 0.5);
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

// The `main` or `article` that holds most of the running text, as blocks from `begin` to `end`; the whole
// page where none holds half of it. Of those with the same text, the outermost.
struct Region {
  std::size_t begin = 0, end = 0;
};

Region find_text_region(const BlockList& page, const PageFacts& facts) {
  std::vector<std::uint32_t> prose_before(page.blocks.size() + 1);
  for (std::size_t i = 0; i < page.blocks.size(); ++i)
    prose_before[i + 1] = prose_before[i] + (facts.blocks[i].prose ? 1 : 0);
  Region region{0, page.blocks.size()};
  std::uint32_t most = prose_before.back() / 2;
  for (const Container& container : page.containers) {
    if (container.tag != Tag::main && container.tag != Tag::article) continue;
    const std::uint32_t prose = prose_before[container.end_block] - prose_before[container.first_block];
    if (prose <= most) continue;
    most = prose;
    region = {container.first_block, container.end_block};
  }
  return region;
}

// Where the page's text is.
struct Surroundings {
  std::size_t text_start = 0;
  Region region;
};

// An item of a list that the text is not in: the end of a breadcrumb trail, or a link to another part.
bool is_in_other_item(const BlockList& page, ContainerIndex container, std::size_t text_start) {
  for (ContainerIndex at = container; at != 0; at = page.containers[at].parent)
    if (page.containers[at].tag == Tag::li)
      return text_start < page.containers[at].first_block || text_start >= page.containers[at].end_block;
  return false;
}

// Authors and dates stand just below a headline.
bool has_byline_below(const BlockList& page, const PageFacts& facts, std::size_t index) {
  constexpr std::size_t kFarthest = 4;  // blocks
  for (std::size_t i = index + 1; i < std::min(page.blocks.size(), index + 1 + kFarthest); ++i) {
    const BlockFacts& own = facts.blocks[i];
    if (own.byline_lead || (page.blocks[i].time && own.length < 80)) return true;
    if (own.class_distance[static_cast<std::size_t>(Category::byline)] <= 1) return true;
  }
  return false;
}

bool is_kicker(const BlockList& page, std::size_t index, PartNames& names) {
  const Block& block = page.blocks[index];
  if (names.of(block.words).kicker) return true;
  const Container& own = page.containers[block.container];
  return own.end_block - own.first_block == 1 && names.of(own.words).kicker && !names.of(own.words).title;
}

double weigh(const BlockList& page, const PageFacts& facts, const Titles& titles, const SiteNames& site,
             std::size_t index, const Surroundings& around, PartNames& names) {
  const Block& block = page.blocks[index];
  const BlockFacts& own = facts.blocks[index];
  double weight = level_weight(block);
  const bool is_site = names_site(own.folded, site);
  const double alike =
      is_site ? 0
              : likeness_to_titles(own.folded, titles, block.kind == BlockKind::heading && block.level == 1,
                                   kLeastLikeness);
  weight += alike >= kLeastLikeness ? 5.0 * alike : 0.0;
  if (block.item == "headline" || page.containers[block.container].item == "headline") weight += 1.5;
  if (is_inside(page, block.container, Tag::nav) || is_inside(page, block.container, Tag::footer))
    weight -= 3.0;
  if (is_inside(page, block.container, Tag::aside)) weight -= 1.5;
  if (is_boilerplate_phrase(own)) weight -= 3.0;
  if (own.whole_link && alike < 0.9) weight -= 2.0;
  if (own.length < 14 && alike < 0.9) weight -= 1.0;
  if (own.words < 2 && alike < 0.9) weight -= 1.5;
  if (block.visibility != Visibility::shown) weight -= 1.0;
  if (is_in_other_item(page, block.container, around.text_start)) weight -= kOtherItem;
  if (own.class_distance[static_cast<std::size_t>(Category::navigation)] <= 1) weight -= kNavigationWords;
  if (index < around.region.begin || index >= around.region.end)
    weight -= kOutsideText;
  else if (has_byline_below(page, facts, index))
    weight += kBylineBelow;
  if (is_kicker(page, index, names)) weight -= kKicker;
  if (is_site) weight -= kSiteName;
  // A headline stands above its text and near to it.
  if (around.text_start < facts.blocks.size()) {
    if (index > around.text_start + 2)
      weight -= 1.5;
    else if (index + 12 >= around.text_start)
      weight += 0.7;
  }
  return weight;
}

// Marks that part a kicker from the title, and blanks.
std::string_view without_marks(std::string_view text) {
  for (bool cut = true; cut;) {
    cut = false;
    for (const std::string_view mark : {" ", ":", "|", "/", "-", "–", "—", "•", "·", "»", "+"})
      if (text.size() > mark.size() && text.starts_with(mark) &&
          (mark == " " || text.size() == mark.size() + 1 || text[mark.size()] == ' ' || mark == ":")) {
        text.remove_prefix(mark.size());
        cut = true;
      }
  }
  return text;
}

// The title in a heading that holds more: a kicker before it, a subtitle or a date behind it. Each is an
// element of its own, and class words or the metadata say which is the title.
std::string title_of_heading(const Block& block, const Titles& titles, PartNames& names) {
  constexpr std::size_t kShortestTitle = 12;  // bytes
  const std::string_view whole = block.text;
  const auto is_title = [&](std::string_view part) {
    return part.size() >= kShortestTitle && std::find(titles.folded.begin(), titles.folded.end(),
                                                      fold_for_comparison(part)) != titles.folded.end();
  };
  for (const InlinePart& part : block.parts) {
    const std::size_t end = part.begin == 0 ? part.end : part.begin;
    if (end < whole.size() && is_title(whole.substr(0, end))) return normalize_text(whole.substr(0, end));
  }
  for (const InlinePart& part : block.parts) {
    const PartNames::Names& own = names.of(part.words);
    const std::string_view rest = without_marks(whole.substr(part.end));
    if (part.begin == 0 && own.kicker && rest.size() >= kShortestTitle) return std::string(rest);
  }
  // Where the metadata part the same words by other marks, the page parts them by a new line.
  if (std::find(titles.shown.begin(), titles.shown.end(), whole) != titles.shown.end())
    return std::string(whole);
  // A colon in an element of its own is for those who don't see that a new line begins there.
  for (const InlinePart& part : block.parts) {
    const std::string_view mark = whole.substr(part.begin, part.end - part.begin);
    if (part.begin > 0 && mark == ":" && whole.size() - part.end >= kShortestTitle)
      return std::string(without_marks(whole.substr(part.end)));
  }
  for (const InlinePart& part : block.parts) {
    if (part.begin == 0 && part.end < whole.size() && is_title(whole.substr(part.end)))
      return std::string(without_marks(whole.substr(part.end)));
    if (part.begin > 0 && is_title(whole.substr(part.begin))) return std::string(whole.substr(part.begin));
  }
  // An element without class words leaves no trace but the metadata's title at the heading's end. An article
  // or a year before it is none.
  constexpr std::size_t kShortestKicker = 6, kLongestKicker = 60;  // bytes
  for (const std::string& title : titles.shown) {
    if (title.size() < 20 || title.size() + kShortestKicker > whole.size()) continue;
    if (whole.size() <= title.size() + kLongestKicker && whole.ends_with(title)) return title;
  }
  return std::string(whole);
}

// Among blocks without elements around them: the one that says what the metadata say, or the only heading of
// the first level.
std::optional<BlockIndex> find_title_block(const BlockList& page, const PageFacts& facts,
                                           const Titles& titles) {
  std::optional<BlockIndex> heading;
  std::size_t headings = 0;
  for (std::size_t i = 0; i < page.blocks.size(); ++i) {
    if (std::ranges::find(titles.folded, facts.blocks[i].folded) != titles.folded.end())
      return static_cast<BlockIndex>(i);
    if (page.blocks[i].kind != BlockKind::heading || page.blocks[i].level != 1) continue;
    ++headings;
    heading = static_cast<BlockIndex>(i);
  }
  return headings == 1 ? heading : std::nullopt;
}

}  // namespace

double likeness(std::string_view folded_a, std::string_view folded_b) {
  if (folded_a.size() < 2 || folded_b.size() < 2)
    return folded_a == folded_b && !folded_a.empty() ? 1.0 : 0.0;
  if (folded_a == folded_b) return 1.0;
  const auto pairs = [](std::string_view text) {
    text = text.substr(0, kComparedBytes);
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

double highest_likeness(std::size_t bytes_a, std::size_t bytes_b) {
  if (bytes_a < 2 || bytes_b < 2) return 1.0;
  const std::size_t a = std::min(bytes_a, kComparedBytes) - 1, b = std::min(bytes_b, kComparedBytes) - 1;
  return 2.0 * static_cast<double>(std::min(a, b)) / static_cast<double>(a + b);
}

std::string strip_site_name(std::string_view title, const Metadata& metadata) {
  return without_site_name(title, site_names(metadata));
}

HeadlineGuess guess_headline(const BlockList& page, const PageFacts& facts, const Metadata& metadata,
                             const RuleBook& rules, const Forest& title_lines, std::string_view site) {
  HeadlineGuess guess;
  const SiteNames site_named = site_names(metadata);
  const Titles titles = gather_titles(metadata, site_named);
  if (page.plain_text) {
    guess.block = find_title_block(page, facts, titles);
    if (!guess.block) guess.block = find_title_line(page, facts, title_lines);
    if (guess.block) guess.text = page.blocks[*guess.block].text;
    return guess;
  }
  Surroundings around;
  around.text_start = find_text_start(facts);
  around.region = find_text_region(page, facts);
  PartNames names(rules, site);
  double best = 0;
  for (std::size_t i = 0; i < page.blocks.size(); ++i) {
    const Block& block = page.blocks[i];
    const std::string_view folded = facts.blocks[i].folded;
    if (block.text.size() > kLongestHeadline) continue;
    if (block.text.size() < kFewestBytes / 2 &&
        std::find(titles.folded.begin(), titles.folded.end(), folded) == titles.folded.end())
      continue;
    if (block.visibility == Visibility::hidden || block.visibility == Visibility::inert ||
        block.visibility == Visibility::noscript)
      continue;
    if (block.kind != BlockKind::heading && block.item != "headline" &&
        likeness_to_titles(folded, titles, false, kTitleLikeness) < kTitleLikeness)
      continue;
    const double weight = weigh(page, facts, titles, site_named, i, around, names);
    if (weight > best + 1e-9) {
      best = weight;
      guess.block = static_cast<BlockIndex>(i);
    }
  }
  if (guess.block && best >= kEnough) {
    guess.text = without_site_name(title_of_heading(page.blocks[*guess.block], titles, names), site_named);
  } else if (!titles.shown.empty()) {
    guess.block.reset();
    guess.text = titles.shown.front();
  } else if (guess.block) {
    guess.text = page.blocks[*guess.block].text;
  } else {
    guess.block = find_title_line(page, facts, title_lines);
    if (guess.block) guess.text = page.blocks[*guess.block].text;
  }
  return guess;
}

}  // namespace pressclip
