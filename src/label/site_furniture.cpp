#include "label/site_furniture.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "text/digest.h"
#include "text/shingles.h"

namespace pressclip {
namespace {

// A block that stands on fewer pages may be a sentence that two articles share.
constexpr std::uint32_t kFewestPages = 3;
// Of the site's pages, one in so many at least has what is furniture of the site. On fewer it may be what
// reports on one matter repeat.
constexpr std::uint32_t kOneInDoubtful = 10;
// The same for what the model takes for text without doubt.
constexpr std::uint32_t kOneInSure = 3;
// "Pros", "Product specs", "Ingredients:" are the form of a site's articles. On the dev sets' sites with
// three pages or more, all repeated text that gold keeps is headings, or shorter than this, or in lists.
constexpr std::size_t kFewestWords = 4;
// Of the dev sets' body paragraphs with this score or more, one in ninety is clutter. It is one in thirteen
// of the others, and those are five sixths of all clutter that is left.
constexpr double kSurelyText = 0.98;
// Of the body's length: where more would go, the site's pages are copies of one text.
constexpr double kMostOfBody = 0.5;
// Blocks with less are taken out on every page.
constexpr double kPossible = 0.02;

// The least of a body's shingles is that of another one with a probability that is their Jaccard coefficient.
// Two such numbers are the same for copies, mostly for what was edited a little, and hardly ever for two
// articles with the same box in their text.
std::uint64_t article_number(const std::vector<std::uint64_t>& shingles) {
  if (shingles.empty()) return 0;
  std::uint64_t least = shingles.front(), other = scrambled(shingles.front());
  for (const std::uint64_t shingle : shingles) {
    least = std::min(least, shingle);
    other = std::min(other, scrambled(shingle));
  }
  return scrambled(least ^ scrambled(other)) | 1U;
}

bool may_be_furniture(const PageView& view, std::size_t index) {
  const BlockFacts& own = view.facts.blocks[index];
  switch (view.page.blocks[index].kind) {
    case BlockKind::heading:
    case BlockKind::table_row:
      return false;
    case BlockKind::list_item:
      if (!own.prose) return false;
      break;
    case BlockKind::paragraph:
    case BlockKind::quote:
    case BlockKind::preformatted:
    case BlockKind::caption:
      break;
  }
  return own.words >= kFewestWords;
}

// What nothing else names is mostly what the site says of itself. The model of categories has not seen such
// blocks: it would take a sentence for a byline, and so for an author.
Category category_of(const PageView& view, std::size_t index) {
  const auto [category, rule] = name_removed(view, index);
  return rule == "model" ? Category::promo : category;
}

}  // namespace

std::uint32_t fingerprint_of(const BlockFacts& facts) {
  return static_cast<std::uint32_t>(digest_of(facts.folded).low);
}

PageFingerprints fingerprints_of(const BlockList& page, const Judgement& judgement, std::uint64_t site) {
  PageFingerprints found = {.site = site, .article = 0, .blocks = {}};
  std::vector<std::string_view> body;
  for (std::size_t i = 0; i < page.blocks.size(); ++i) {
    const BlockFacts& own = judgement.facts.blocks[i];
    const bool is_body = judgement.verdicts[i].role == Role::content;
    if (is_body) body.push_back(page.blocks[i].text);
    if (own.words >= kFewestWords && (is_body || judgement.scores[i] >= kPossible))
      found.blocks.push_back(fingerprint_of(own));
  }
  std::sort(found.blocks.begin(), found.blocks.end());
  found.blocks.erase(std::unique(found.blocks.begin(), found.blocks.end()), found.blocks.end());
  if (found.blocks.size() > SiteFurniture::kMostBlocksOfPage)
    found.blocks.resize(SiteFurniture::kMostBlocksOfPage);
  found.article = article_number(shingles_of(body));
  return found;
}

std::vector<Change> drop_site_furniture(const PageView& view, const Verdicts& before) {
  const SiteFurniture* const furniture = view.options.furniture;
  if (furniture == nullptr || view.options.site_number == 0) return {};
  double length = 0, dropped = 0;
  std::unordered_map<std::string_view, std::size_t> occurrences;
  for (std::size_t i = 0; i < before.size(); ++i) {
    if (before[i].role != Role::content) continue;
    length += view.facts.blocks[i].length;
    ++occurrences[view.facts.blocks[i].folded];
  }
  std::vector<Change> changes;
  for (std::size_t i = 0; i < before.size(); ++i) {
    const BlockFacts& own = view.facts.blocks[i];
    if (before[i].role != Role::content || !may_be_furniture(view, i)) continue;
    // What an article says again and again is a part of it.
    if (occurrences[own.folded] > 1) continue;
    const BlockCount count = furniture->count(view.options.site_number, fingerprint_of(own));
    const std::uint32_t one_in = view.scores[i] < kSurelyText ? kOneInDoubtful : kOneInSure;
    if (count.pages < kFewestPages || count.pages * one_in < count.of) continue;
    Verdict verdict = before[i];
    verdict.role = Role::removed;
    verdict.category = category_of(view, i);
    verdict.rule = kSiteFurniture;
    changes.push_back({static_cast<BlockIndex>(i), std::move(verdict)});
    dropped += own.length;
  }
  if (dropped > kMostOfBody * length) return {};
  return changes;
}

}  // namespace pressclip
