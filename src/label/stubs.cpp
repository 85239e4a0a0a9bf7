#include "label/stubs.h"

#include <algorithm>
#include <unordered_set>

#include "text/normalize.h"

namespace pressclip {
namespace {

// Where precision and recall of the stubs are about even on the labelled pages, cross-validated
// (training/train_stubs.py prints both). What the block model took for the article's own needs more, and what
// stands under the label of a list of the whole site; what stands right below a label of related articles
// needs less, and so does the next item of a labelled list.
constexpr double kStubThreshold = 0.12;
constexpr double kHeadedThreshold = 0.02;
constexpr double kListedThreshold = 0.6;
constexpr double kTextThreshold = 0.5;
constexpr double kNextThreshold = 0.1;

// A lead that the rules know is enough.
double threshold_of(const StubCandidate& candidate) {
  if (candidate.led) return 0;
  if (candidate.headed) return kHeadedThreshold;
  return candidate.listed ? kListedThreshold : kStubThreshold;
}

// Each article once: the first stub of a title stays.
std::vector<StubBlocks> drop_repeated_titles(std::vector<StubBlocks> stubs) {
  std::unordered_set<std::string> seen;
  std::erase_if(stubs, [&seen](const StubBlocks& stub) {
    return !seen.insert(fold_for_comparison(stub.title)).second;
  });
  return stubs;
}

// How likely each candidate is a stub.
std::vector<double> score_candidates(const Forest& forest, std::span<const StubCandidate> candidates) {
  std::vector<double> scores(candidates.size());
  weigh_in_turns(
      candidates.size(), stub_evidence_names().size(),
      [&](std::size_t i, std::span<float> row) { std::ranges::copy(candidates[i].evidence, row.begin()); },
      [&](std::size_t first, const RowBatch& rows, std::size_t number) {
        const Forest::Margins margins = forest.margins(rows);
        for (std::size_t i = 0; i < number; ++i) scores[first + i] = probability(margins[i]);
      });
  return scores;
}

}  // namespace

std::vector<StubBlocks> find_stubs(const PageView& view, const Verdicts& verdicts,
                                   std::span<const StubCandidate> candidates) {
  const Forest& forest = (view.options.models ? *view.options.models : Models::built_in()).stubs;
  std::vector<StubBlocks> stubs = find_announced_stubs(view, verdicts);
  std::optional<BlockIndex> last;  // the title of the last candidate that was taken
  const std::vector<double> scores = score_candidates(forest, candidates);
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    const StubCandidate& candidate = candidates[i];
    const bool of_text = verdicts[candidate.blocks.title_block].role == Role::content;
    const double likely = scores[i];
    if (of_text && !candidate.led && likely < kTextThreshold) continue;
    // The next item of a labelled list is like the one before it.
    const auto list_of = [&view](BlockIndex block) {
      const bool item = view.page.blocks[block].kind == BlockKind::list_item;
      return item ? view.page.containers[view.page.blocks[block].container].parent : ContainerIndex{0};
    };
    const BlockIndex title = candidate.blocks.title_block;
    const bool goes_on =
        candidate.labelled && last && list_of(title) != 0 && list_of(title) == list_of(*last);
    if (likely >= threshold_of(candidate) || (goes_on && likely >= kNextThreshold)) {
      last = title;
      stubs.push_back(candidate.blocks);
    }
  }
  std::stable_sort(stubs.begin(), stubs.end(),
                   [](const StubBlocks& a, const StubBlocks& b) { return a.title_block < b.title_block; });
  return drop_repeated_titles(std::move(stubs));
}

std::vector<Change> mark_teasers(const PageView& view, const Verdicts& verdicts,
                                 std::span<const StubBlocks> stubs) {
  std::vector<Change> changes;
  const auto mark = [&](BlockIndex block, std::string rule) {
    if (verdicts[block].role == Role::headline || verdicts[block].role == Role::standfirst) return;
    Verdict verdict;
    verdict.role = Role::teaser;
    verdict.category = Category::read_more;
    verdict.score = view.scores[block];
    verdict.rule = std::move(rule);
    changes.push_back({block, std::move(verdict)});
  };
  for (const StubBlocks& stub : stubs) {
    mark(stub.title_block, view.facts.blocks[stub.title_block].read_more_lead
                               ? view.facts.blocks[stub.title_block].read_more_lead->id
                               : "teaser/title");
    if (stub.summary) mark(*stub.summary, "teaser/summary");
  }
  return changes;
}

}  // namespace pressclip
