// The passes that turn scores into verdicts. Each looks at the page and at the verdicts so far, and gives
// back the verdicts that it changes; none edits what another has decided.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "label/evidence.h"
#include "pressclip/label.h"

namespace pressclip {

// The rule of titles and summaries that alternate below a label.
inline constexpr std::string_view kAnnounced = "announced";

// All that a pass may look at.
struct PageView {
  const BlockList& page;
  const PageFacts& facts;
  const Metadata& metadata;
  const HeadlineGuess& headline;
  std::span<const double> scores;
  const LabelOptions& options;
  const RuleBook& rules;
};

// The rule of a paragraph that is a link and nothing else.
inline constexpr std::string_view kLinkParagraph = "link-paragraph";

struct Change {
  BlockIndex block = 0;
  Verdict verdict;
};

using Verdicts = std::vector<Verdict>;

struct Pass {
  std::string_view name;
  std::vector<Change> (*run)(const PageView& view, const Verdicts& before);
};

// In the order in which they run; each row's comment gives the reason for its place.
std::span<const Pass> label_passes();

// A block of the text, or one that is taken out, by that rule; with its score.
Verdict content_verdict(const PageView& view, std::size_t block, std::string rule);
Verdict removed_verdict(const PageView& view, std::size_t block, Category category, std::string rule);

// The first rule of a category that is sure of the block; null where none is.
const Rule* find_sure_rule(const BlockFacts& facts);

// The category of a block that is taken out, and the rule or evidence that names it.
std::pair<Category, std::string> name_removed(const PageView& view, std::size_t index);

}  // namespace pressclip
