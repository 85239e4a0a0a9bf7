// The judgement of the blocks alone, before the page as a whole and its stubs are looked at. For label_blocks
// and the training.
#pragma once

#include <vector>

#include "label/evidence.h"
#include "label/passes.h"

namespace pressclip {

struct Judgement {
  PageFacts facts;
  HeadlineGuess headline;
  std::vector<double> scores;
  Verdicts verdicts;
};

Judgement judge_blocks(const BlockList& page, const Metadata& metadata, const RuleBook& rules,
                       const LabelOptions& options);

// What the passes see of a judgement; refers to all five.
PageView view_of(const Judgement& judgement, const BlockList& page, const Metadata& metadata,
                 const RuleBook& rules, const LabelOptions& options);

}  // namespace pressclip
