#include "label/page_view.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include "label/stub_address.h"
#include "text/normalize.h"

namespace pressclip {
namespace {

bool is_kept(const Verdict& verdict) {
  return verdict.role == Role::content || verdict.role == Role::standfirst;
}

bool is_inside(const BlockList& page, ContainerIndex container, Tag tag) {
  for (ContainerIndex at = container; at != 0; at = page.containers[at].parent)
    if (page.containers[at].tag == tag) return true;
  return false;
}

// The first and one past the last block that belongs to the article: its headline and its text.
struct Extent {
  std::size_t begin = 0;
  std::size_t end = 0;
};

Extent find_extent(const PageView& view, const Verdicts& verdicts) {
  Extent extent{verdicts.size(), 0};
  for (std::size_t i = 0; i < verdicts.size(); ++i)
    if (is_kept(verdicts[i])) {
      extent.begin = std::min(extent.begin, i);
      extent.end = i + 1;
    }
  if (extent.end == 0) return {0, verdicts.size()};
  constexpr std::size_t kFarthestHeadline = 60;
  const std::size_t headline = view.headline.block.value_or(0);
  if (view.headline.block && headline < extent.begin && extent.begin < headline + kFarthestHeadline)
    extent.begin = headline;
  return extent;
}

// The element that the page itself calls the article, or its main part, around the article's first text.
ContainerIndex find_own_element(const PageView& view, const Verdicts& verdicts) {
  std::size_t first = 0;
  while (first < verdicts.size() && verdicts[first].role != Role::content) ++first;
  if (first == verdicts.size()) return 0;
  for (const Tag tag : {Tag::article, Tag::main})
    for (ContainerIndex at = view.page.blocks[first].container; at != 0; at = view.page.containers[at].parent)
      if (view.page.containers[at].tag == tag) return at;
  return 0;
}

// Whether most links of an element lead to folders of the page's own address, as the steps of a breadcrumb
// trail do. A last step without a link repeats the headline.
bool is_trail(const PageView& view, const Container& around) {
  const std::string_view own = view.metadata.url ? path_of(*view.metadata.url) : std::string_view();
  const std::string headline = fold_for_comparison(view.headline.text);
  std::size_t steps = 0, links = 0;
  for (BlockIndex i = around.first_block; i < around.end_block; ++i) {
    if (!headline.empty() && view.facts.blocks[i].folded == headline) return true;
    for (const Link& link : view.page.blocks[i].links) {
      std::string_view to = link.url;
      if (to.find("//") != std::string_view::npos) to = path_of(to);
      while (to.size() > 1 && to.ends_with('/')) to.remove_suffix(1);
      const bool above =
          to == "/" || to.empty() || (own.starts_with(to) && own.size() > to.size() && own[to.size()] == '/');
      steps += above ? 1U : 0U;
      ++links;
    }
  }
  return steps * 2 > links;
}

// Whether a block belongs to the frame of the whole site: its menus and its footer. What the article's own
// element holds is the article's, but a <main> may hold the footer too. A short <nav> elsewhere is a
// breadcrumb trail, or below the text a list of topics.
bool is_frame(const PageView& view, std::size_t block, ContainerIndex own, const Extent& extent) {
  constexpr std::size_t kMenu = 10;  // blocks
  bool footer = false, menu = false;
  for (ContainerIndex at = view.page.blocks[block].container; at != 0; at = view.page.containers[at].parent) {
    const Container& around = view.page.containers[at];
    if (at == own) return footer && around.tag == Tag::main;
    footer = footer || around.tag == Tag::footer;
    if (around.tag == Tag::nav && !menu)
      menu = std::size_t{around.end_block} - around.first_block > kMenu ||
             (block < extent.end && !is_trail(view, around));
  }
  return footer || menu;
}

}  // namespace

std::vector<BlockIndex> find_surroundings(const PageView& view, const Verdicts& verdicts) {
  // Beside the text itself: what stands just above the headline, and what follows the text.
  constexpr std::size_t kAbove = 8, kBelow = 40;  // blocks
  std::vector<BlockIndex> found;
  const Extent extent = find_extent(view, verdicts);
  const ContainerIndex own = find_own_element(view, verdicts);
  for (std::size_t i = 0; i < verdicts.size(); ++i) {
    if (verdicts[i].role != Role::removed && verdicts[i].role != Role::teaser) continue;
    const bool inside = i >= extent.begin && i < extent.end;
    const bool near = i + kAbove >= extent.begin && i < extent.end + kBelow;
    const bool named = verdicts[i].category != Category::navigation;
    // In plain text nothing but the words tells the page's furniture from the article's.
    const bool surely = inside || (near && (named || view.page.plain_text));
    if (surely || ((named || near) && !is_frame(view, i, own, extent)))
      found.push_back(static_cast<BlockIndex>(i));
  }
  return found;
}

bool is_preview(const PageView& view, const Verdicts& verdicts) {
  // A wall stands where the text ends, and the text before it is short.
  constexpr std::uint64_t kWholeArticle = 2600;  // characters
  constexpr std::size_t kReach = 14;             // blocks behind the text
  std::uint64_t length = 0;
  const Extent extent = find_extent(view, verdicts);
  std::size_t paragraphs = 0;
  for (std::size_t i = 0; i < verdicts.size(); ++i)
    if (is_kept(verdicts[i])) {
      length += view.facts.blocks[i].length;
      ++paragraphs;
    }
  if (length > kWholeArticle) return false;
  std::size_t walls = 0;
  for (std::size_t i = extent.begin; i < std::min(verdicts.size(), extent.end + kReach); ++i) {
    const Visibility visibility = view.page.blocks[i].visibility;
    if (is_kept(verdicts[i]) || verdicts[i].category != Category::paywall ||
        verdicts[i].role != Role::removed)
      continue;
    if (visibility == Visibility::hidden || visibility == Visibility::inert ||
        visibility == Visibility::noscript)
      continue;
    if (is_inside(view.page, view.page.blocks[i].container, Tag::nav) ||
        is_inside(view.page, view.page.blocks[i].container, Tag::header))
      continue;
    if (i >= extent.end) ++walls;
  }
  const bool said = view.metadata.accessible_for_free && !*view.metadata.accessible_for_free;
  // The last paragraph breaks off.
  bool broken_off = false;
  for (std::size_t i = extent.end; i-- > extent.begin;)
    if (is_kept(verdicts[i])) {
      const std::string_view text = view.page.blocks[i].text;
      broken_off = text.ends_with("…") || text.ends_with("...") || text.ends_with("[…]");
      break;
    }
  const std::uint64_t article_body = count_characters(view.metadata.article_body);
  if (article_body > 1200 && article_body < length * 5 / 4) return false;
  // A preview holds a few paragraphs; only one that breaks off may hold more.
  constexpr std::uint64_t kPreview = 1100, kLongPreview = 2000;  // characters
  constexpr std::size_t kFewParagraphs = 3;
  if (broken_off) return (said || walls > 0) && length < kLongPreview;
  if (paragraphs > kFewParagraphs) return false;
  return walls > 0 ? length < (said ? kLongPreview : kPreview) : said && length < kPreview;
}

namespace {

// The share of the dev pages whose body came out at F1 0.9 or better, by what the page looked like: straight
// lines between the points of the reliability curve in docs/QUALITY.md.
double calibrate(double likeness) {
  struct Point {
    double likeness, right;
  };
  constexpr std::array<Point, 8> kCurve{{{0, 0},
                                         {0.41, 0.17},
                                         {0.62, 0.35},
                                         {0.75, 0.52},
                                         {0.86, 0.78},
                                         {0.925, 0.93},
                                         {0.975, 0.985},
                                         {1, 1}}};
  for (std::size_t i = 1; i < kCurve.size(); ++i)
    if (likeness <= kCurve[i].likeness) {
      const Point& from = kCurve[i - 1];
      const Point& to = kCurve[i];
      return from.right +
             (to.right - from.right) * (likeness - from.likeness) / (to.likeness - from.likeness);
    }
  return 1;
}

}  // namespace

double weigh_confidence(const PageView& view, const Verdicts& verdicts) {
  // The share of the text's length that the score is sure of, and less for a page with little text.
  double sure = 0, kept = 0, doubtful = 0;
  for (std::size_t i = 0; i < verdicts.size(); ++i) {
    const double length = view.facts.blocks[i].length;
    if (is_kept(verdicts[i])) {
      kept += length;
      sure += length * view.scores[i];
    } else {
      doubtful += length * view.scores[i];
    }
  }
  if (kept == 0) return 0.05;
  const double purity = sure / kept;
  const double completeness = kept / (kept + doubtful);
  const double enough = std::min(1.0, kept / 600.0);
  return calibrate(purity * completeness * (0.4 + 0.6 * enough));
}

}  // namespace pressclip
