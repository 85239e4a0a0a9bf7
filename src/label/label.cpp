#include "pressclip/label.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "label/category.h"
#include "label/evidence.h"
#include "label/explanation.h"
#include "label/headline.h"
#include "label/judge.h"
#include "label/model.h"
#include "label/page_view.h"
#include "label/passes.h"
#include "label/stubs.h"

namespace pressclip {
namespace {

// Two looks, the second with the scores around each block beside its evidence. The mean of their margins is
// better than either.
void score_blocks(const BlockList& page, const Metadata& metadata, const BlockModel& model,
                  Judgement& judgement) {
  const EvidenceTable& evidence = judgement.first_look;
  const Shapes shapes = number_shapes(page, judgement.facts);
  judgement.first_look = compute_evidence(page, judgement.facts, shapes, metadata, judgement.headline,
                                          model.words, model.places);
  std::vector<double> margins(page.blocks.size()), scores(page.blocks.size());
  const auto first_row = [&](std::size_t i) { return evidence.row(i).data(); };
  RowBatch rows(evidence.width + second_look_names().size());
  for_each_turn(scores.size(), [&](std::size_t first, std::size_t number) {
    rows.set(0, evidence.width, rows_from(first, number, first_row));
    std::copy_n(model.first.margins(rows).begin(), number,
                margins.begin() + static_cast<std::ptrdiff_t>(first));
  });
  std::ranges::transform(margins, scores.begin(), probability);
  judgement.second_look = compute_second_look(page, judgement.facts, shapes, scores);
  const EvidenceTable& second = judgement.second_look;
  for_each_turn(scores.size(), [&](std::size_t first, std::size_t number) {
    rows.set(0, evidence.width, rows_from(first, number, first_row));
    rows.set(evidence.width, second.width,
             rows_from(first, number, [&](std::size_t i) { return second.row(i).data(); }));
    const Forest::Margins again = model.second.margins(rows);
    for (std::size_t i = 0; i < number; ++i)
      scores[first + i] = probability((1 - kSecondShare) * margins[first + i] + kSecondShare * again[i]);
  });
  judgement.scores = std::move(scores);
}

const Models& models_of(const LabelOptions& options) {
  return options.models ? *options.models : Models::built_in();
}

const BlockModel& model_of(const BlockList& page, const LabelOptions& options) {
  return page.plain_text ? models_of(options).text : models_of(options).html;
}

}  // namespace

Judgement judge_blocks(const BlockList& page, const Metadata& metadata, const RuleBook& rules,
                       const LabelOptions& options) {
  Judgement judgement;
  judgement.facts = gather_facts(page, metadata, rules, options.site);
  judgement.headline =
      guess_headline(page, judgement.facts, metadata, rules, models_of(options).title_lines, options.site);
  score_blocks(page, metadata, model_of(page, options), judgement);
  judgement.verdicts.resize(page.blocks.size());
  const PageView view = view_of(judgement, page, metadata, rules, options);
  for (const Pass& pass : label_passes())
    for (Change& change : pass.run(view, judgement.verdicts))
      judgement.verdicts[change.block] = std::move(change.verdict);
  return judgement;
}

PageView view_of(const Judgement& judgement, const BlockList& page, const Metadata& metadata,
                 const RuleBook& rules, const LabelOptions& options) {
  return {page, judgement.facts, metadata, judgement.headline, judgement.scores, options, rules};
}

Labels survey_page(const PageView& view, Verdicts judged, std::span<const StubCandidate> candidates) {
  Labels labels;
  labels.verdicts = std::move(judged);
  labels.headline_block = view.headline.block;
  if (!view.headline.text.empty()) labels.headline = view.headline.text;
  for (std::size_t i = 0; i < labels.verdicts.size(); ++i)
    if (labels.verdicts[i].role == Role::standfirst) labels.standfirst_block = static_cast<BlockIndex>(i);
  labels.stubs = find_stubs(view, labels.verdicts, candidates);
  for (Change& change : mark_teasers(view, labels.verdicts, labels.stubs))
    labels.verdicts[change.block] = std::move(change.verdict);
  for (const BlockIndex block : find_surroundings(view, labels.verdicts))
    labels.verdicts[block].around = true;
  return labels;
}

Labels label_blocks(const BlockList& page, const Metadata& metadata, const RuleBook& rules,
                    const LabelOptions& options) {
  Judgement judgement = judge_blocks(page, metadata, rules, options);
  const PageView view = view_of(judgement, page, metadata, rules, options);
  const std::vector<StubCandidate> candidates = find_stub_candidates(view, judgement.verdicts);
  Labels labels = survey_page(view, std::move(judgement.verdicts), candidates);
  labels.paywalled = is_preview(view, labels.verdicts);
  labels.confidence = weigh_confidence(view, labels.verdicts);
  for (Change& change : name_clutter(
           {view, labels.verdicts, judgement.first_look, judgement.second_look, candidates}, options.named))
    labels.verdicts[change.block] = std::move(change.verdict);
  if (options.describe) {
    std::vector<std::string> described = describe_blocks(view, judgement, model_of(page, options));
    for (std::size_t i = 0; i < labels.verdicts.size(); ++i)
      labels.verdicts[i].evidence = std::move(described[i]);
  }
  return labels;
}

}  // namespace pressclip
