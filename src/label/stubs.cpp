#include "label/stubs.h"

#include <algorithm>
#include <unordered_set>

#include "label/stub_title.h"
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

// What a link's text says when it is not a title, though all around it is that of a teaser: a prompt, a
// credit or a label that the rules know, an address, a note in brackets, some words of a sentence.
bool is_no_title(const PageView& view, const StubBlocks& stub) {
  const std::string& title = stub.title;
  const Block& block = view.page.blocks[stub.title_block];
  if (has_no_title_form(title)) return true;
  // Of its block a title in small letters is at least one part in so many.
  constexpr std::size_t kTitleShare = 2;
  if (title.size() * kTitleShare < block.text.size() && begins_as_part_of_sentence(title)) return true;
  if (title == block.text) return false;  // its rules are known, and left the block a candidate
  const std::vector<RuleHit> hits =
      view.rules.match(fold_for_rules(title), view.facts.languages, view.options.site);
  return std::any_of(hits.begin(), hits.end(), [](const RuleHit& hit) {
    return hit.rule->kind == RuleKind::sure && hit.rule->category != Category::read_more;
  });
}

// A short item under a label, with its link on some of its words, is a title as a whole: "The last days of
// <a>our glaciers</a>".
StubBlocks with_whole_title(const PageView& view, const StubCandidate& candidate) {
  constexpr std::size_t kLongestTitle = 160;  // bytes
  StubBlocks stub = candidate.blocks;
  const Block& block = view.page.blocks[stub.title_block];
  const bool is_item = candidate.labelled && !candidate.led && block.kind == BlockKind::list_item &&
                       block.links.size() == 1 && block.text.size() <= kLongestTitle;
  if (is_item && begins_as_part_of_sentence(stub.title) && !block.text.starts_with(stub.title))
    stub.title = block.text;
  return stub;
}

// How likely each candidate is a stub.
std::vector<double> score_candidates(const Forest& forest, std::span<const StubCandidate> candidates) {
  std::vector<double> scores(candidates.size());
  weigh_in_turns(
      candidates.size(), stub_evidence_names().size(),
      [&](std::size_t i) { return candidates[i].evidence.data(); },
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
      StubBlocks stub = with_whole_title(view, candidate);
      if (candidate.led || !is_no_title(view, stub)) stubs.push_back(std::move(stub));
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
