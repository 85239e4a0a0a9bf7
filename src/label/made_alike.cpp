#include "label/made_alike.h"

#include <algorithm>
#include <string_view>
#include <tuple>
#include <utility>

#include "label/headline.h"
#include "text/normalize.h"

namespace pressclip {
namespace {

// Elements below the headline that a template made: of one parent, tag and first class word, in page order.
// At least so many.
std::vector<std::vector<ContainerIndex>> find_made_alike(const PageView& view, BlockIndex most_blocks,
                                                         std::size_t least) {
  using Make = std::tuple<ContainerIndex, Tag, std::string_view>;
  std::vector<std::pair<Make, ContainerIndex>> made;
  for (ContainerIndex at = 1; at < view.page.containers.size(); ++at) {
    const Container& own = view.page.containers[at];
    const BlockIndex blocks = own.end_block - own.first_block;
    if (!own.words.empty() && own.first_block > *view.headline.block && blocks >= 2 && blocks <= most_blocks)
      made.push_back({{own.parent, own.tag, own.words.substr(0, own.words.find(' '))}, at});
  }
  std::ranges::sort(made);
  std::vector<std::vector<ContainerIndex>> groups;
  for (auto first = made.begin(); first != made.end();) {
    const auto last =
        std::find_if(first, made.end(), [&first](const auto& other) { return other.first != first->first; });
    if (static_cast<std::size_t>(last - first) >= least) {
      std::vector<ContainerIndex>& group = groups.emplace_back();
      for (auto one = first; one != last; ++one) group.push_back(one->second);
    }
    first = last;
  }
  return groups;
}

// Characters of text outside the elements, which are in page order.
std::uint64_t text_outside(const PageView& view, const Verdicts& before,
                           std::span<const ContainerIndex> elements) {
  std::uint64_t length = 0;
  for (std::size_t i = 0, at = 0; i < before.size(); ++i) {
    while (at < elements.size() && view.page.containers[elements[at]].end_block <= i) ++at;
    const bool inside = at < elements.size() && view.page.containers[elements[at]].first_block <= i;
    if (!inside && before[i].role == Role::content) length += view.facts.blocks[i].length;
  }
  return length;
}

// Whether the headline on the page is the title that its metadata give.
bool headline_is_the_pages(const PageView& view) {
  constexpr double kAlike = 0.85;
  const std::string_view shown = view.facts.blocks[*view.headline.block].folded;
  return std::any_of(
      view.metadata.headlines.begin(), view.metadata.headlines.end(), [&](const Candidate& title) {
        return likeness(fold_for_comparison(strip_site_name(title.value, view.metadata)), shown) >= kAlike;
      });
}

// Whether two elements were made by the same template: one tag, and half of the class words of each are the
// other's, since elements often bear a number or an id of their own.
bool are_made_alike(const Container& one, const Container& other) {
  constexpr std::size_t kMostWords = 32;
  const auto words_of = [](const Container& container) {
    std::vector<std::string_view> words;
    for (std::string_view rest = container.words; !rest.empty() && words.size() < kMostWords;) {
      const std::size_t end = std::min(rest.find(' '), rest.size());
      if (end > 0) words.push_back(rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return words;
  };
  if (one.tag != other.tag) return false;
  if (one.words == other.words) return true;
  const auto a = words_of(one), b = words_of(other);
  const auto shared = [](const auto& words, const auto& others) {
    return 2 * std::ranges::count_if(
                   words,
                   [&](std::string_view word) { return std::ranges::find(others, word) != others.end(); }) >=
           std::ssize(words);
  };
  return !a.empty() && !b.empty() && shared(a, b) && shared(b, a);
}

// What a heading below the first article begins.
enum class Beginning : std::uint8_t { part, article, article_made_alike };

// The elements around a page's headline and first paragraph, innermost first.
struct ArticleFrame {
  const BlockList& page;
  std::size_t headline;
  std::vector<ContainerIndex> around;

  [[nodiscard]] bool holds(ContainerIndex container, std::size_t block) const {
    return page.containers[container].first_block <= block && block < page.containers[container].end_block;
  }
  [[nodiscard]] bool is_article(ContainerIndex container) const {
    return page.containers[container].tag == Tag::article;
  }
};

ArticleFrame frame_of(const BlockList& page, std::size_t headline, std::size_t first_paragraph) {
  ArticleFrame frame{page, headline, {}};
  for (ContainerIndex at = page.blocks[first_paragraph].container; at != 0; at = page.containers[at].parent)
    if (frame.holds(at, headline)) frame.around.push_back(at);
  return frame;
}

Beginning what_begins(const ArticleFrame& frame, std::size_t heading) {
  const auto& containers = frame.page.containers;
  const int level = frame.page.blocks[heading].level,
            headline_level = frame.page.blocks[frame.headline].level;
  ContainerIndex outermost = 0, outermost_article = 0;  // around the heading but not the headline
  for (ContainerIndex at = frame.page.blocks[heading].container; at != 0 && !frame.holds(at, frame.headline);
       at = containers[at].parent) {
    outermost = at;
    if (frame.is_article(at)) outermost_article = at;
  }
  const bool beside_one_like_it =
      !containers[outermost].words.empty() &&
      std::any_of(frame.around.begin(), frame.around.end(), [&](ContainerIndex own) {
        return containers[own].parent == containers[outermost].parent &&
               containers[own].tag == containers[outermost].tag &&
               containers[own].words == containers[outermost].words;
      });
  if (level == 1 && headline_level == 1 && beside_one_like_it) return Beginning::article_made_alike;

  const auto own = std::find_if(frame.around.begin(), frame.around.end(),
                                [&](ContainerIndex at) { return frame.is_article(at); });
  if (outermost_article == 0 || own == frame.around.end() || frame.holds(*own, heading))
    return Beginning::part;
  if (level == headline_level && are_made_alike(containers[*own], containers[outermost_article]))
    return Beginning::article_made_alike;
  // Cards within the same article have headings too, of a lower level.
  const bool in_one_article = std::any_of(own + 1, frame.around.end(), [&](ContainerIndex at) {
    return frame.is_article(at) && frame.holds(at, heading);
  });
  return level <= headline_level + (in_one_article ? 0 : 2) ? Beginning::article : Beginning::part;
}

}  // namespace

std::vector<Change> keep_slides(const PageView& view, const Verdicts& before) {
  constexpr std::size_t kLeast = 4;
  constexpr BlockIndex kMostInSlide = 40;   // of one slide
  constexpr std::uint64_t kShortest = 600;  // characters of running text in all slides
  const std::vector<Container>& containers = view.page.containers;
  if (!view.headline.block) return {};
  const auto stands_apart = [&](ContainerIndex at) {
    for (; at != 0; at = containers[at].parent)
      if (containers[at].tag == Tag::nav || containers[at].tag == Tag::aside ||
          containers[at].tag == Tag::footer)
        return true;
    return false;
  };
  const auto text_of_slide = [&](ContainerIndex slide) {
    bool heading = false, link = false;
    std::uint64_t text = 0;
    for (BlockIndex i = containers[slide].first_block; i < containers[slide].end_block; ++i) {
      const BlockFacts& own = view.facts.blocks[i];
      link = link || own.whole_link;
      if (view.page.blocks[i].kind == BlockKind::heading) heading = true;
      if (view.page.blocks[i].kind == BlockKind::paragraph && own.prose) text += own.length;
    }
    return heading && !link ? text : 0;
  };
  std::vector<Change> changes;
  for (auto& slides : find_made_alike(view, kMostInSlide, kLeast)) {
    if (stands_apart(slides.front())) continue;
    std::uint64_t text = 0;
    std::erase_if(slides, [&](ContainerIndex slide) {
      const std::uint64_t own = text_of_slide(slide);
      text += own;
      return own == 0;
    });
    if (slides.size() < kLeast || text < kShortest || text < text_outside(view, before, slides)) continue;
    for (const ContainerIndex slide : slides)
      for (BlockIndex i = containers[slide].first_block; i < containers[slide].end_block; ++i) {
        const BlockKind kind = view.page.blocks[i].kind;
        const BlockFacts& own = view.facts.blocks[i];
        const bool caption = own.class_distance[static_cast<std::size_t>(Category::media)] <= 1;
        const bool told =
            kind == BlockKind::heading || (kind == BlockKind::paragraph && own.prose && !caption);
        if (told && before[i].role == Role::removed && !find_sure_rule(own))
          changes.push_back({i, content_verdict(view, i, "slide")});
      }
    break;
  }
  std::ranges::sort(changes, {}, &Change::block);
  return changes;
}

std::vector<Change> drop_next_articles(const PageView& view, const Verdicts& before) {
  std::size_t first = before.size();
  for (std::size_t i = before.size(); i-- > 0;)
    if (before[i].role == Role::content && view.facts.blocks[i].prose) first = i;
  if (first == before.size() || !view.headline.block) return {};
  const ArticleFrame frame = frame_of(view.page, *view.headline.block, first);
  std::size_t next = std::max(first, frame.headline) + 1;
  Beginning beginning = Beginning::part;
  for (; next < before.size(); ++next)
    if (view.page.blocks[next].kind == BlockKind::heading &&
        (beginning = what_begins(frame, next)) != Beginning::part)
      break;
  const auto likely_text = [&](std::size_t begin, std::size_t end) {
    double length = 0;
    for (std::size_t i = begin; i < end; ++i)
      if (before[i].role == Role::content) length += view.facts.blocks[i].length * view.scores[i];
    return length;
  };
  constexpr double kLesser = 0.3;  // of what stands below
  const bool surely_first = beginning == Beginning::article_made_alike && headline_is_the_pages(view);
  if (!surely_first && likely_text(0, next) < kLesser * likely_text(next, before.size())) return {};
  std::vector<Change> changes;
  for (std::size_t i = next; i < before.size(); ++i)
    if (before[i].role == Role::content)
      changes.push_back(
          {static_cast<BlockIndex>(i), removed_verdict(view, i, Category::read_more, "next-article")});
  return changes;
}

}  // namespace pressclip
