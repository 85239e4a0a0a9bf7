#include "label/passes.h"

#include <algorithm>
#include <array>
#include <optional>
#include <unordered_map>

#include "label/made_alike.h"
#include "label/site_furniture.h"
#include "text/normalize.h"

namespace pressclip {
namespace {

bool is_concealed(Visibility visibility) {
  return visibility == Visibility::hidden || visibility == Visibility::inert ||
         visibility == Visibility::noscript;
}

Change remove_named(const PageView& view, std::size_t block) {
  auto [category, rule] = name_removed(view, block);
  return {static_cast<BlockIndex>(block), removed_verdict(view, block, category, std::move(rule))};
}

// A short line that says when, and perhaps by whom, and nothing else.
bool is_date_line(const PageView& view, std::size_t index) {
  constexpr std::uint32_t kLongest = 110;
  const BlockFacts& own = view.facts.blocks[index];
  if (own.length > kLongest || own.ends_sentence ||
      own.rule_text.find_first_of("0123456789") == std::string::npos)
    return false;
  return parse_date(view.page.blocks[index].text, view.metadata.language.value_or("")).has_value();
}

// "9:05", "21.00 Uhr", "[20h15]": a time of day in the first characters.
bool begins_with_time(std::string_view text) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  std::size_t at = text.find_first_not_of(" ([");
  if (at == std::string_view::npos) return false;
  const std::size_t hours = at;
  while (at < text.size() && is_digit(text[at])) ++at;
  if (at == hours || at - hours > 2 || at + 2 >= text.size()) return false;
  if (text[at] != ':' && text[at] != '.' && text[at] != 'h') return false;
  return is_digit(text[at + 1]) && is_digit(text[at + 2]) &&
         (at + 3 == text.size() || !is_digit(text[at + 3]));
}

// The score from which on blocks are kept: the one whose choice has the highest expected F-measure over the
// page's text, if each score is the probability that its block belongs (Lipton, Elkan and Naryanaswamy,
// "Optimal thresholding of classifiers to maximize F1 measure", 2014). Bounded, since on a page without an
// article every choice is as bad.
double choose_threshold(const PageView& view, bool reveal) {
  std::vector<std::pair<double, double>> blocks;  // score, length
  blocks.reserve(view.scores.size());
  double belonging = 0;
  for (std::size_t i = 0; i < view.scores.size(); ++i) {
    if (!reveal && is_concealed(view.page.blocks[i].visibility)) continue;
    const double length = view.facts.blocks[i].length;
    blocks.emplace_back(view.scores[i], length);
    belonging += view.scores[i] * length;
  }
  std::sort(blocks.begin(), blocks.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  const double recall_weight = view.options.recall_weight;
  double kept = 0, right = 0, best = 0, threshold = 0.5;
  for (const auto& [score, length] : blocks) {
    kept += length;
    right += score * length;
    const double expected = right / (kept + recall_weight * belonging);
    if (expected > best) best = expected, threshold = score;
  }
  // The best threshold is the measure's own value over 1 + beta squared; half as much is as low as it may go.
  const double highest = 1.2 / (1 + recall_weight);
  return std::clamp(threshold, highest / 2.6, highest);
}

// Hidden text counts only where the page shows no article without it: drawn by script, or kept in a
// <template>.
bool hidden_text_is_the_article(const PageView& view, double threshold) {
  std::uint64_t shown = 0, hidden = 0;
  for (std::size_t i = 0; i < view.scores.size(); ++i) {
    const BlockFacts& own = view.facts.blocks[i];
    if (view.scores[i] < threshold || own.length < 70 || !own.ends_sentence) continue;
    (is_concealed(view.page.blocks[i].visibility) ? hidden : shown) += own.length;
  }
  return hidden > 400 && shown * 4 < hidden;
}

std::vector<Change> judge_by_score(const PageView& view, const Verdicts& before) {
  std::vector<Change> changes;
  changes.reserve(before.size());
  double threshold = choose_threshold(view, false);
  const bool reveal = hidden_text_is_the_article(view, threshold);
  if (reveal) threshold = choose_threshold(view, true);
  // A panel that opens on a click is hidden too, so hidden text is text where little doubt is left.
  constexpr double kSurelyText = 0.6;
  for (std::size_t i = 0; i < before.size(); ++i) {
    const Visibility visibility = view.page.blocks[i].visibility;
    const bool visible = reveal || !is_concealed(visibility) ||
                         (visibility == Visibility::hidden && view.scores[i] >= kSurelyText);
    if (view.scores[i] >= threshold && visible)
      changes.push_back({static_cast<BlockIndex>(i), content_verdict(view, i, "model")});
    else
      changes.push_back(remove_named(view, i));
  }
  return changes;
}

// "Read more:" and a title, as a link or in plain text; not a sentence that only begins so.
bool is_announced_teaser(const PageView& view, std::size_t index) {
  constexpr std::uint32_t kLongest = 300, kLongestWithoutLink = 200;  // characters
  const BlockFacts& own = view.facts.blocks[index];
  if (!own.read_more_lead || own.length >= kLongest) return false;
  const std::size_t rest = view.page.blocks[index].text.size() -
                           std::min(view.page.blocks[index].text.size(), own.read_more_lead_end);
  if (own.link_bytes > 0) return std::size_t{own.link_bytes} * 2 >= rest;
  return view.page.plain_text && own.length < kLongestWithoutLink;
}

std::vector<Change> veto_by_rules(const PageView& view, const Verdicts& before) {
  std::vector<Change> changes;
  for (std::size_t i = 0; i < before.size(); ++i) {
    if (before[i].role != Role::content) continue;
    const BlockFacts& own = view.facts.blocks[i];
    if (const Rule* rule = find_sure_rule(own))
      changes.push_back({static_cast<BlockIndex>(i), removed_verdict(view, i, rule->category, rule->id)});
    else if (own.label && own.words <= 8)
      changes.push_back(
          {static_cast<BlockIndex>(i), removed_verdict(view, i, Category::read_more, own.label->id)});
    else if (own.listing && own.words <= 8)
      changes.push_back(
          {static_cast<BlockIndex>(i), removed_verdict(view, i, Category::navigation, own.listing->id)});
    else if (is_announced_teaser(view, i))
      changes.push_back({static_cast<BlockIndex>(i),
                         removed_verdict(view, i, Category::read_more, own.read_more_lead->id)});
  }
  return changes;
}

// In a dump nothing but the line itself tells that a teaser or an advertisement's label stands within the
// text. Running text right behind text that stays, or behind a few such lines, goes on with it if its score
// lets it.
std::vector<Change> resume_after_interruptions(const PageView& view, const Verdicts& before) {
  constexpr double kPossible = 0.1;
  constexpr std::size_t kLongest = 3;  // lines of an interruption
  std::vector<Change> changes;
  if (!view.page.plain_text) return changes;
  std::size_t text = before.size();  // the last line of running text that stays
  for (std::size_t i = 0; i < before.size(); ++i) {
    const BlockFacts& own = view.facts.blocks[i];
    const bool interrupts = before[i].role == Role::removed && (own.read_more_lead || find_sure_rule(own));
    if (before[i].role == Role::content) {
      text = own.prose ? i : before.size();
    } else if (text < before.size() && i - text <= kLongest && !interrupts) {
      const bool goes_on = own.prose && view.scores[i] >= kPossible;
      if (goes_on) changes.push_back({static_cast<BlockIndex>(i), content_verdict(view, i, "goes-on")});
      text = goes_on ? i : before.size();
    }
  }
  return changes;
}

// Paragraphs that are links and nothing else lead away from the text: teasers, and tools such as "Print".
std::vector<Change> drop_link_paragraphs(const PageView& view, const Verdicts& before) {
  std::vector<Change> changes;
  for (std::size_t i = 0; i < before.size(); ++i) {
    const Block& block = view.page.blocks[i];
    const BlockFacts& own = view.facts.blocks[i];
    if (before[i].role != Role::content || block.kind != BlockKind::paragraph || !own.whole_link ||
        own.ends_sentence)
      continue;
    if (own.words >= 3 && block.links.size() == 1)
      changes.push_back({static_cast<BlockIndex>(i),
                         removed_verdict(view, i, Category::read_more, std::string(kLinkParagraph))});
    else
      changes.push_back(remove_named(view, i));
  }
  return changes;
}

// What stands between a kicker and its title.
constexpr std::array<std::string_view, 6> kKickerEnds = {": ", "? ", "! ", "| ", "– ", "- "};

// A run of list items of the same list.
struct ListRun {
  std::size_t begin = 0;
  std::size_t end = 0;
};

// The list that a block stands in, however deep in its item; 0 where there is none.
ContainerIndex list_around(const BlockList& page, std::size_t block) {
  for (ContainerIndex at = page.blocks[block].container; at != 0; at = page.containers[at].parent)
    if (page.containers[at].tag == Tag::ul || page.containers[at].tag == Tag::ol ||
        page.containers[at].tag == Tag::dl)
      return at;
  return 0;
}

std::vector<ListRun> find_lists(const BlockList& page) {
  std::vector<ListRun> lists;
  if (page.plain_text) return lists;
  for (std::size_t begin = 0; begin < page.blocks.size();) {
    std::size_t end = begin;
    while (end < page.blocks.size() && page.blocks[end].kind == BlockKind::list_item &&
           list_around(page, end) == list_around(page, begin))
      ++end;
    if (end > begin) lists.push_back({begin, end});
    begin = std::max(end, begin + 1);
  }
  return lists;
}

// Takes a list out of the text, with the heading right above it, which names it.
void drop_list(const PageView& view, const Verdicts& before, ListRun list, Category category,
               const std::string& rule, std::vector<Change>& changes) {
  if (list.begin > 0 && view.page.blocks[list.begin - 1].kind == BlockKind::heading) --list.begin;
  for (std::size_t i = list.begin; i < list.end; ++i)
    if (before[i].role == Role::content)
      changes.push_back({static_cast<BlockIndex>(i), removed_verdict(view, i, category, rule)});
}

bool ends_kicker(std::string_view text) {
  return std::any_of(kKickerEnds.begin(), kKickerEnds.end(),
                     [&](std::string_view end) { return text.ends_with(end); });
}

// "Health: Seven rules for a good night", the title a link up to the end: an item of a list of teasers.
bool is_teaser_item(const PageView& view, std::size_t index) {
  constexpr std::size_t kLongestKicker = 60, kFewestWords = 4;
  const Block& block = view.page.blocks[index];
  if (block.links.size() != 1) return false;
  const Link& link = block.links.front();
  const std::string_view text = block.text;
  const std::string_view kicker = text.substr(0, link.begin);
  return link.end + 3 >= text.size() && kicker.size() <= kLongestKicker &&
         (kicker.empty() || ends_kicker(kicker)) && !kicker.starts_with("http") &&
         count_words(text.substr(link.begin, link.end - link.begin)) >= kFewestWords && !text.ends_with('.');
}

std::vector<Change> drop_teaser_lists(const PageView& view, const Verdicts& before) {
  std::vector<Change> changes;
  for (const ListRun& list : find_lists(view.page)) {
    bool teasers = list.end - list.begin >= 2;
    for (std::size_t i = list.begin; teasers && i < list.end; ++i) teasers = is_teaser_item(view, i);
    if (teasers) drop_list(view, before, list, Category::read_more, "teaser-list", changes);
  }
  return changes;
}

// Titles with a summary each below a label over related articles, up to the next rule that is sure or the
// end. However much they read like the text, paragraphs of it don't go title by title behind such a label.
std::vector<Change> drop_announced(const PageView& view, const Verdicts& before) {
  constexpr std::size_t kFewestPairs = 2;
  constexpr std::uint32_t kFewestWords = 4, kMostWords = 25;
  std::vector<Change> changes;
  const auto is_title = [&](std::size_t i) {
    const BlockFacts& own = view.facts.blocks[i];
    return !own.prose && !own.ends_sentence && own.words >= kFewestWords && own.words <= kMostWords;
  };
  for (std::size_t i = 0; i < before.size(); ++i) {
    if (view.facts.blocks[i].label == nullptr) continue;
    std::size_t end = i + 1;
    while (end + 1 < before.size() && is_title(end) && view.facts.blocks[end + 1].prose &&
           find_sure_rule(view.facts.blocks[end]) == nullptr &&
           find_sure_rule(view.facts.blocks[end + 1]) == nullptr)
      end += 2;
    const bool closed = end == before.size() || !view.facts.blocks[end].prose;
    if (!closed || (end - i - 1) / 2 < kFewestPairs) continue;
    for (std::size_t at = i + 1; at < end; ++at)
      if (before[at].role == Role::content || before[at].role == Role::removed)
        changes.push_back({static_cast<BlockIndex>(at),
                           removed_verdict(view, at, Category::read_more, std::string(kAnnounced))});
  }
  return changes;
}

// A list of the headings that follow, as a table of contents or the key events of a live page.
std::vector<Change> drop_contents(const PageView& view, const Verdicts& before) {
  constexpr std::size_t kShortest = 12,
                        kLongestRest = 6;  // bytes, folded: of a heading, and of a time or number
  std::vector<Change> changes;
  std::unordered_map<std::string_view, std::size_t> headings;  // the last with each beginning
  for (std::size_t i = 0; i < before.size(); ++i)
    if (view.page.blocks[i].kind == BlockKind::heading && before[i].role == Role::content &&
        view.facts.blocks[i].folded.size() >= kShortest)
      headings[view.facts.blocks[i].folded.substr(0, kShortest)] = i;
  if (headings.empty()) return changes;
  const auto names_heading = [&](std::size_t i, std::size_t behind) {
    std::string_view item = view.facts.blocks[i].folded;
    item.remove_prefix(std::min(item.find_first_not_of("0123456789"), item.size()));
    const auto found = headings.find(item.substr(0, kShortest));
    if (found == headings.end() || found->second < behind) return false;
    const std::string_view heading = view.facts.blocks[found->second].folded;
    return item.starts_with(heading) && item.size() <= heading.size() + kLongestRest;
  };
  for (const ListRun& list : find_lists(view.page)) {
    std::size_t named = 0;
    for (std::size_t i = list.begin; i < list.end; ++i)
      if (names_heading(i, list.end)) ++named;
    if (named >= 2 && named * 2 >= list.end - list.begin)
      drop_list(view, before, list, Category::navigation, "contents", changes);
  }
  return changes;
}

// The items of a list stand or fall together.
std::vector<Change> judge_lists_whole(const PageView& view, const Verdicts& before) {
  constexpr double kEnough = 0.35;      // mean score, by length
  constexpr std::uint64_t kLinked = 3;  // a list that is links to a third of its length may be teasers
  std::vector<Change> changes;
  const auto page_parent = [&](ContainerIndex container) { return view.page.containers[container].parent; };
  for (const auto& [begin, end] : find_lists(view.page)) {
    double length = 0, weighed = 0;
    std::uint64_t bytes = 0, link_bytes = 0;
    std::size_t kept = 0;
    bool vetoed = false;
    for (std::size_t i = begin; i < end; ++i) {
      length += view.facts.blocks[i].length;
      weighed += view.facts.blocks[i].length * view.scores[i];
      bytes += view.page.blocks[i].text.size();
      link_bytes += view.facts.blocks[i].link_bytes;
      if (before[i].role == Role::content) ++kept;
      vetoed = vetoed || find_sure_rule(view.facts.blocks[i]) || is_concealed(view.page.blocks[i].visibility);
    }
    // A list right behind a paragraph of the text, in the same element, goes on with it.
    const ContainerIndex list = list_around(view.page, begin);
    const bool follows_text = begin > 0 && before[begin - 1].role == Role::content && list != 0 &&
                              page_parent(list) == page_parent(view.page.blocks[begin - 1].container);
    const bool teasers = link_bytes * kLinked > bytes && kept * 2 < end - begin;
    if ((kept > 0 || follows_text) && kept < end - begin && !vetoed && !teasers &&
        weighed >= kEnough * length)
      for (std::size_t i = begin; i < end; ++i)
        if (before[i].role == Role::removed)
          changes.push_back({static_cast<BlockIndex>(i), content_verdict(view, i, "list")});
  }
  return changes;
}

// A box of facts stands apart from the text. One that holds most of it is the page's own name for the
// article.
std::vector<Change> drop_fact_boxes(const PageView& view, const Verdicts& before) {
  std::vector<std::uint64_t> text_before(before.size() + 1, 0);
  for (std::size_t i = 0; i < before.size(); ++i)
    text_before[i + 1] = text_before[i] + (before[i].role == Role::content ? view.facts.blocks[i].length : 0);
  const std::uint64_t text = text_before.back();
  const ClassWords& class_words = view.facts.class_words;
  std::vector<std::optional<bool>> named(class_words.count());  // by the number of the words
  const auto names_fact_box = [&](ClassWords::Number words) {
    if (!named[words])
      named[words] = view.rules.names_part(class_words.split(words), Part::fact_box, view.options.site);
    return *named[words];
  };
  std::vector<Change> changes;
  for (std::size_t c = 0; c < view.page.containers.size(); ++c) {
    const Container& container = view.page.containers[c];
    const std::uint64_t inside = text_before[container.end_block] - text_before[container.first_block];
    if (inside == 0 || inside * 5 > text * 2 || container.words.empty() ||
        !names_fact_box(class_words.of_container(static_cast<ContainerIndex>(c))))
      continue;
    for (BlockIndex i = container.first_block; i < container.end_block; ++i)
      if (before[i].role == Role::content)
        changes.push_back({i, removed_verdict(view, i, Category::notice, "class/fact_box")});
  }
  return changes;
}

std::vector<Change> set_headline(const PageView& view, const Verdicts& before) {
  std::vector<Change> changes;
  if (view.headline.text.empty()) return changes;
  const std::string folded = fold_for_comparison(view.headline.text);
  for (std::size_t i = 0; i < before.size(); ++i) {
    if (view.headline.block && i == *view.headline.block) {
      Verdict verdict = content_verdict(view, i, "headline");
      verdict.role = Role::headline;
      changes.push_back({static_cast<BlockIndex>(i), verdict});
    } else if (before[i].role == Role::content && view.facts.blocks[i].folded == folded) {
      changes.push_back(
          {static_cast<BlockIndex>(i), removed_verdict(view, i, Category::navigation, "repeats-headline")});
    }
  }
  return changes;
}

bool has_standfirst_words(const PageView& view, const Block& block) {
  const auto names = [&](std::string_view words) {
    return view.rules.names_part(split_class_words(words), Part::standfirst, view.options.site);
  };
  const Container& own = view.page.containers[block.container];
  return names(block.words) || block.item == "description" || own.item == "description" || names(own.words) ||
         (own.parent != 0 &&
          view.page.containers[own.parent].end_block - view.page.containers[own.parent].first_block <= 2 &&
          names(view.page.containers[own.parent].words));
}

bool is_in_descriptions(const PageView& view, std::string_view folded) {
  return std::any_of(view.metadata.descriptions.begin(), view.metadata.descriptions.end(),
                     [&](const Candidate& candidate) {
                       const std::string description = fold_for_comparison(candidate.value);
                       if (description.size() < 20) return false;
                       return folded == description ||
                              (description.size() > 60 &&
                               folded.starts_with(description.substr(0, description.size() * 9 / 10)) &&
                               folded.size() < description.size() * 5 / 4);
                     });
}

// The standfirst stands between the headline and the text, in an element of another kind than the
// paragraphs'.
std::vector<Change> set_standfirst(const PageView& view, const Verdicts& before) {
  if (!view.headline.block || view.page.plain_text) return {};
  constexpr std::size_t kFarthest = 10;
  constexpr std::uint32_t kShortest = 24, kLongest = 700;
  const std::size_t begin = *view.headline.block + 1;
  for (std::size_t i = begin; i < std::min(before.size(), begin + kFarthest); ++i) {
    const Block& block = view.page.blocks[i];
    const BlockFacts& own = view.facts.blocks[i];
    if (own.folded == view.facts.blocks[*view.headline.block].folded) continue;
    if (is_concealed(block.visibility) || block.kind == BlockKind::caption ||
        block.kind == BlockKind::table_row)
      continue;
    if (own.length < kShortest || own.length > kLongest ||
        std::size_t{own.link_bytes} * 2 > block.text.size() || find_sure_rule(own) || is_date_line(view, i))
      continue;
    if (before[i].role == Role::removed && view.scores[i] < 0.05) continue;
    // The next block of the text, to compare with.
    std::size_t next = i + 1;
    const auto repeats = [&](std::size_t other) {
      const std::string_view folded = view.facts.blocks[other].folded;
      return folded.starts_with(own.folded) || own.folded.starts_with(folded);
    };
    while (next < before.size() && (before[next].role != Role::content || repeats(next) ||
                                    view.page.blocks[next].kind == BlockKind::heading))
      ++next;
    if (next == before.size()) return {};
    const Container& own_container = view.page.containers[block.container];
    const Container& next_container = view.page.containers[view.page.blocks[next].container];
    const bool like_the_text =
        block.kind == view.page.blocks[next].kind && own_container.tag == next_container.tag &&
        own_container.parent == next_container.parent && own_container.words == next_container.words;
    const bool named = has_standfirst_words(view, block);
    const bool heading = block.kind == BlockKind::heading && block.level >= 2;
    const bool described = is_in_descriptions(view, own.folded);
    const bool apart = own_container.parent != next_container.parent;
    if ((named && (!like_the_text || described)) || (heading && own.words >= 8) ||
        (described && !like_the_text) || (apart && described)) {
      Verdict verdict = content_verdict(view, i,
                                        named       ? "class/standfirst"
                                        : described ? "description"
                                                    : "heading");
      verdict.role = Role::standfirst;
      return {{static_cast<BlockIndex>(i), verdict}};
    }
    if (before[i].role == Role::content && own.prose) return {};
  }
  return {};
}

// In a gallery that tells its story picture by picture the captions are the text, and their score says so.
std::vector<Change> drop_captions(const PageView& view, const Verdicts& before) {
  constexpr double kIsTheText = 0.75;
  std::vector<Change> changes;
  if (view.options.captions) return changes;
  for (std::size_t i = 0; i < before.size(); ++i)
    if (before[i].role == Role::content && view.page.blocks[i].kind == BlockKind::caption &&
        view.scores[i] < kIsTheText)
      changes.push_back(
          {static_cast<BlockIndex>(i), removed_verdict(view, i, Category::media, "element/figcaption")});
  return changes;
}

// The blocks that come again with those that follow them: a box, or the article once more for small screens.
std::vector<bool> find_repeated_runs(const PageView& view, const Verdicts& before) {
  constexpr std::size_t kLeast = 3;  // blocks
  std::vector<std::size_t> kept;
  for (std::size_t i = 0; i < before.size(); ++i)
    if (before[i].role == Role::content || before[i].role == Role::standfirst) kept.push_back(i);
  const auto folded = [&](std::size_t at) { return view.facts.blocks[kept[at]].folded; };
  std::unordered_map<std::string_view, std::size_t> seen;
  std::vector<std::size_t> first(kept.size());
  for (std::size_t at = 0; at < kept.size(); ++at)
    first[at] = view.facts.blocks[kept[at]].occurrences > 1 ? seen.emplace(folded(at), at).first->second : at;
  std::vector<bool> repeated(before.size());
  for (std::size_t at = 0, end = 0; at < kept.size(); at = std::max(end, at + 1)) {
    for (end = at; end < kept.size() && first[end] != end && first[end] == first[at] + (end - at);) ++end;
    if (end - at >= kLeast)
      for (std::size_t in = at; in < end; ++in) repeated[kept[in]] = true;
  }
  return repeated;
}

// A second copy of a paragraph, or the beginning of one that stands whole elsewhere (the intro that fades out
// before a wall). Lists say the same of one thing after another, and what is plainly text may be said twice
// in one place.
std::vector<Change> drop_repetitions(const PageView& view, const Verdicts& before) {
  constexpr std::size_t kShortest = 40;  // bytes, folded
  constexpr double kPlainlyText = 0.9;
  const std::vector<bool> in_repeated_run = find_repeated_runs(view, before);
  const auto in_one_place = [&](std::size_t one, std::size_t other) {
    const Block &a = view.page.blocks[one], &b = view.page.blocks[other];
    return a.visibility == b.visibility &&
           view.page.containers[a.container].parent == view.page.containers[b.container].parent;
  };
  std::vector<Change> changes;
  std::unordered_map<std::string_view, std::size_t> seen, beginnings;
  for (std::size_t i = 0; i < before.size(); ++i) {
    const std::string_view folded = view.facts.blocks[i].folded;
    if ((before[i].role != Role::content && before[i].role != Role::standfirst) || folded.size() < kShortest)
      continue;
    // Tables have the same head again and again.
    if (view.page.blocks[i].kind == BlockKind::table_row) continue;
    const bool item = view.page.blocks[i].kind == BlockKind::list_item;
    const std::string_view beginning = folded.substr(0, kShortest);
    const bool is_alone = view.facts.blocks[i].occurrences == 1;
    const auto same = is_alone ? seen.end() : seen.find(folded);
    const auto other = item ? beginnings.end() : beginnings.find(beginning);
    if (same != seen.end()) {
      const bool said_again = item || (view.scores[i] >= kPlainlyText && in_one_place(i, same->second));
      if (!said_again || in_repeated_run[i])
        changes.push_back({static_cast<BlockIndex>(i),
                           removed_verdict(view, i, Category::navigation, "repeats-paragraph")});
    } else if (other != beginnings.end() && view.facts.blocks[other->second].folded.size() < folded.size() &&
               folded.starts_with(view.facts.blocks[other->second].folded)) {
      const std::size_t shorter = other->second;
      if (before[shorter].role == Role::content)
        changes.push_back({static_cast<BlockIndex>(shorter),
                           removed_verdict(view, shorter, Category::navigation, "begins-paragraph")});
      other->second = i;
    } else if (other != beginnings.end() && view.facts.blocks[other->second].folded.starts_with(folded)) {
      changes.push_back(
          {static_cast<BlockIndex>(i), removed_verdict(view, i, Category::navigation, "begins-paragraph")});
    }
    if (!is_alone) seen.emplace(folded, i);
    if (!item) beginnings.emplace(beginning, i);
  }
  return changes;
}

// A pull quote that stands in the text too.
std::vector<Change> drop_pull_quotes(const PageView& view, const Verdicts& before) {
  constexpr std::size_t kShortest = 20, kLongest = 400, kMost = 64;  // bytes, folded; quotes of a page
  std::vector<Change> changes;
  std::size_t looked_at = 0;
  static constexpr std::array<std::string_view, 10> kMarks = {"\"", "'", "“", "„",  "«",
                                                              "»",  "‚", "‘", "「", "『"};
  const auto opens_quote = [](std::string_view text) {
    return std::any_of(kMarks.begin(), kMarks.end(),
                       [text](std::string_view mark) { return text.starts_with(mark); });
  };
  for (std::size_t i = 0; i < before.size(); ++i) {
    const std::string_view folded = view.facts.blocks[i].folded;
    const Block& block = view.page.blocks[i];
    if (before[i].role != Role::content || folded.size() < kShortest || folded.size() > kLongest ||
        (block.kind != BlockKind::quote && !(block.kind == BlockKind::paragraph && opens_quote(block.text))))
      continue;
    if (++looked_at > kMost) break;
    for (std::size_t other = 0; other < before.size(); ++other)
      if (before[other].role == Role::content && view.facts.blocks[other].folded.size() > folded.size() &&
          view.facts.blocks[other].folded.find(folded) != std::string::npos) {
        changes.push_back(
            {static_cast<BlockIndex>(i), removed_verdict(view, i, Category::media, "pull-quote")});
        break;
      }
  }
  return changes;
}

// Lines with the author and the date between the headline and the text.
std::vector<Change> drop_bylines(const PageView& view, const Verdicts& before) {
  constexpr std::size_t kFarthest = 8;  // blocks behind the headline
  constexpr std::uint32_t kLongest = 140;
  constexpr int kMostParagraphs = 1;  // a standfirst
  std::vector<Change> changes;
  int paragraphs = 0;
  const std::size_t begin = view.headline.block ? *view.headline.block + 1 : 0;
  std::vector<std::string> authors;
  for (const Candidate& candidate : view.metadata.authors)
    authors.push_back(fold_for_comparison(candidate.value));
  for (std::size_t i = begin; i < std::min(before.size(), begin + kFarthest); ++i) {
    const BlockFacts& own = view.facts.blocks[i];
    if (before[i].role != Role::content) continue;
    if (own.length > kLongest) {
      if (++paragraphs > kMostParagraphs) break;
      continue;
    }
    const bool lead = own.byline_lead && !own.ends_sentence && own.words <= 14;
    const bool author = std::any_of(authors.begin(), authors.end(),
                                    [&](const std::string& name) { return name == own.folded; });
    if (author)
      changes.push_back({static_cast<BlockIndex>(i), removed_verdict(view, i, Category::byline, "author")});
    else if (lead)
      changes.push_back(
          {static_cast<BlockIndex>(i), removed_verdict(view, i, Category::byline, own.byline_lead->id)});
    else if (is_date_line(view, i))
      changes.push_back({static_cast<BlockIndex>(i), removed_verdict(view, i, Category::byline, "date")});
  }
  return changes;
}

// The time and the name above each entry of a live page: "21:00 Anna Berg".
std::vector<Change> drop_entry_stamps(const PageView& view, const Verdicts& before) {
  constexpr std::uint32_t kLongest = 60;
  constexpr std::size_t kNearest = 1;      // steps up to the class words
  constexpr std::uint32_t kTimeAlone = 9;  // "20:42 Uhr"
  std::vector<Change> changes;
  for (std::size_t i = 0; i < before.size(); ++i) {
    const BlockFacts& own = view.facts.blocks[i];
    const Block& block = view.page.blocks[i];
    if (before[i].role != Role::content || block.kind == BlockKind::heading || own.length > kLongest ||
        own.ends_sentence)
      continue;
    const bool named = own.class_distance[static_cast<std::size_t>(Category::byline)] <= kNearest;
    const bool dated = block.time || begins_with_time(block.text);
    if (dated &&
        (named || (own.words <= 2 && block.kind == BlockKind::paragraph && own.length <= kTimeAlone)))
      changes.push_back(
          {static_cast<BlockIndex>(i), removed_verdict(view, i, Category::byline, "entry-stamp")});
  }
  return changes;
}

// What is offered below a prompt to subscribe: the plans, their prices and what they hold.
std::vector<Change> drop_offers(const PageView& view, const Verdicts& before) {
  std::vector<Change> changes;
  bool offer = false;
  ContainerIndex scope = 0;
  for (std::size_t i = 0; i < before.size(); ++i) {
    const BlockFacts& own = view.facts.blocks[i];
    if (before[i].role == Role::removed && before[i].category == Category::paywall) {
      offer = true;
      scope = view.page.containers[view.page.blocks[i].container].parent;
    } else if (offer && before[i].role == Role::content) {
      const Container& around = view.page.containers[scope];
      if (own.prose || (scope != 0 && i >= around.end_block) || view.page.plain_text)
        offer = false;
      else
        changes.push_back({static_cast<BlockIndex>(i), removed_verdict(view, i, Category::paywall, "offer")});
    }
  }
  return changes;
}

// A page without one paragraph of running text holds no article, only its furniture.
std::vector<Change> require_text(const PageView& view, const Verdicts& before) {
  std::vector<Change> changes;
  for (std::size_t i = 0; i < before.size(); ++i) {
    if (before[i].role != Role::content) continue;
    if (view.facts.blocks[i].prose || view.facts.blocks[i].length >= 70) return {};
    changes.push_back(remove_named(view, i));
  }
  return changes;
}

// A heading that heads nothing which stays. A whole sentence needs nothing below it: lists of pictures have
// their text in headings.
std::vector<Change> drop_lone_headings(const PageView& view, const Verdicts& before) {
  std::vector<Change> changes;
  constexpr double kSurelyText = 0.8;
  constexpr std::uint32_t kSentenceWords = 6;
  bool text_follows = false;
  for (std::size_t i = before.size(); i-- > 0;) {
    if (before[i].role != Role::content) continue;
    const bool heads_links = i + 1 < before.size() && before[i + 1].role == Role::removed &&
                             view.facts.blocks[i + 1].whole_link && view.facts.blocks[i + 1].words >= 3;
    const BlockFacts& own = view.facts.blocks[i];
    const bool says_it_all =
        own.ends_sentence && own.words >= kSentenceWords && view.scores[i] >= kSurelyText;
    if (view.page.blocks[i].kind != BlockKind::heading || says_it_all) {
      text_follows = true;
    } else if (!text_follows || (heads_links && view.scores[i] < kSurelyText)) {
      changes.push_back(remove_named(view, i));
    }
  }
  return changes;
}

}  // namespace

Verdict content_verdict(const PageView& view, std::size_t block, std::string rule) {
  Verdict verdict;
  verdict.role = Role::content;
  verdict.score = view.scores[block];
  verdict.rule = std::move(rule);
  return verdict;
}

Verdict removed_verdict(const PageView& view, std::size_t block, Category category, std::string rule) {
  Verdict verdict;
  verdict.role = Role::removed;
  verdict.category = category;
  verdict.score = view.scores[block];
  verdict.rule = std::move(rule);
  return verdict;
}

const Rule* find_sure_rule(const BlockFacts& facts) {
  for (const RuleHit& hit : facts.hits)
    if (hit.rule->kind == RuleKind::sure &&
        facts.rule_strength[static_cast<std::size_t>(hit.rule->category)] == 2)
      return hit.rule;
  return nullptr;
}

std::pair<Category, std::string> name_removed(const PageView& view, std::size_t index) {
  const BlockFacts& own = view.facts.blocks[index];
  const Block& block = view.page.blocks[index];
  if (const Rule* sure = find_sure_rule(own)) return {sure->category, sure->id};
  if (own.label) return {Category::read_more, own.label->id};
  if (own.listing) return {Category::navigation, own.listing->id};
  if (own.read_more_lead && own.length < 300) return {Category::read_more, own.read_more_lead->id};
  bool figure = block.kind == BlockKind::caption, footer = false;
  for (ContainerIndex at = block.container; at != 0; at = view.page.containers[at].parent) {
    const Tag tag = view.page.containers[at].tag;
    if (tag == Tag::nav) return {Category::navigation, "element/nav"};
    footer = footer || tag == Tag::footer;
    figure = figure || tag == Tag::figure || tag == Tag::figcaption;
  }
  if (figure) return {Category::media, "element/figure"};
  // A hint counts in a short block; in a long one its words may be news.
  constexpr std::uint32_t kHintWords = 45;
  if (own.words <= kHintWords)
    for (const RuleHit& hit : own.hits)
      if (hit.rule->kind == RuleKind::hint || hit.rule->kind == RuleKind::sure)
        return {hit.rule->category, hit.rule->id};
  const std::size_t headline = view.headline.block.value_or(0);
  constexpr std::size_t kAbove = 4, kBelow = 12;  // blocks from the headline
  if (index + kAbove >= headline && index <= headline + kBelow && is_date_line(view, index))
    return {Category::byline, "date"};
  std::optional<Category> nearest;
  std::uint8_t distance = 7;
  for (std::size_t category = 0; category < kCategoryNames.size(); ++category)
    if (own.class_distance[category] < distance) {
      distance = own.class_distance[category];
      nearest = static_cast<Category>(category);
    }
  if (nearest) return {*nearest, "class/" + std::string(name_of(*nearest))};
  if (block.time && own.words <= 12) return {Category::byline, "element/time"};
  if (own.byline_lead && own.words <= 12) return {Category::byline, own.byline_lead->id};
  return {Category::navigation, footer ? "element/footer" : "model"};
}

std::span<const Pass> label_passes() {
  static constexpr Pass kPasses[] = {
      {"score", judge_by_score},                      // every block gets a verdict, so it is first
      {"rules", veto_by_rules},                       // certain phrases overrule the score
      {"interruptions", resume_after_interruptions},  // knows by the rules what interrupts
      {"link paragraphs", drop_link_paragraphs},      // before the lists, which may be all links
      {"lists", judge_lists_whole},                   // after the vetoes, which break a list up
      {"teaser lists", drop_teaser_lists},            // after the lists were made whole
      {"announced", drop_announced},                  // below the labels that the rules found
      {"contents", drop_contents},                    // the same
      {"fact boxes", drop_fact_boxes},                // after the lists, which they often hold
      {"slides", keep_slides},                        // weighs them against the text that is kept
      {"captions", drop_captions},                    // before the standfirst, which a caption is not
      {"headline", set_headline},               // its copies must be gone before the standfirst is looked for
      {"bylines", drop_bylines},                // counts from the headline on
      {"entry stamps", drop_entry_stamps},      // bylines too, but all the way down
      {"offers", drop_offers},                  // below the prompts that the rules found
      {"next articles", drop_next_articles},    // compares with where the headline stands
      {"standfirst", set_standfirst},           // sees what is left of the text
      {"site furniture", drop_site_furniture},  // asks how much of the text would go, so after the others
      {"repetitions", drop_repetitions},        // sees the standfirst, so that a copy of it in the text goes
      {"pull quotes", drop_pull_quotes},        // the same, within paragraphs
      {"lone headings", drop_lone_headings},    // asks what text is left
      {"text", require_text}                    // last: asks whether any is left
  };
  return kPasses;
}

}  // namespace pressclip
