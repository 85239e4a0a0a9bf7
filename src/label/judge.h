// The judgement of the blocks alone, before the page as a whole and its stubs are looked at. For label_blocks
// and the training.
#pragma once

#include <span>
#include <vector>

#include "label/evidence.h"
#include "label/passes.h"
#include "label/stubs.h"

namespace pressclip {

// What the second look's margin counts in a block's score; the rest is the first look's. The training's
// share.
inline constexpr double kSecondShare = 0.5;

struct Judgement {
  PageFacts facts;
  HeadlineGuess headline;
  EvidenceTable first_look;
  EvidenceTable second_look;
  std::vector<double> scores;
  Verdicts verdicts;
};

Judgement judge_blocks(const BlockList& page, const Metadata& metadata, const RuleBook& rules,
                       const LabelOptions& options);

// What the passes see of a judgement; refers to all five.
PageView view_of(const Judgement& judgement, const BlockList& page, const Metadata& metadata,
                 const RuleBook& rules, const LabelOptions& options);

// The page as a whole, before its clutter is named: headline, standfirst, stubs among `candidates`, and what
// stands around the article.
Labels survey_page(const PageView& view, Verdicts judged, std::span<const StubCandidate> candidates);

}  // namespace pressclip
