#include "label/stubs.h"

#include <algorithm>

#include "label/stub_title.h"
#include "text/normalize.h"

namespace pressclip {
namespace {

// Plain text has no links: a stub is a title that a label or a lead announces, and the summary behind it.
std::vector<StubBlocks> find_text_stubs(const PageView& view, const Verdicts& verdicts) {
  std::vector<StubBlocks> stubs;
  const std::size_t count = verdicts.size();
  constexpr std::size_t kMostUnderLabel = 24;
  const auto is_title = [&](std::size_t i) {
    const BlockFacts& own = view.facts.blocks[i];
    return verdicts[i].role == Role::removed && own.length >= 20 && own.length <= 220 && own.words >= 3 && !own.label && !own.listing &&
           !own.byline_lead && std::find(own.rule_strength.begin(), own.rule_strength.end(), 2) == own.rule_strength.end() &&
           !(own.ends_sentence && own.length > 120);
  };
  const auto is_summary = [&](std::size_t i) {
    const BlockFacts& own = view.facts.blocks[i];
    return verdicts[i].role == Role::removed && own.length >= 60 && own.ends_sentence &&
           std::find(own.rule_strength.begin(), own.rule_strength.end(), 2) == own.rule_strength.end();
  };
  for (std::size_t i = 0; i < count; ++i) {
    const BlockFacts& own = view.facts.blocks[i];
    if (own.read_more_lead && verdicts[i].role == Role::removed && !own.label) {
      StubBlocks stub;
      stub.title_block = static_cast<BlockIndex>(i);
      stub.title = cut_lead(view.page.blocks[i].text, own, true);
      stub.section = section_text(std::string_view(view.page.blocks[i].text).substr(0, view.page.blocks[i].text.size() - stub.title.size()));
      if (count_words(stub.title) >= 3) stubs.push_back(std::move(stub));
      continue;
    }
    if (!own.label || verdicts[i].role != Role::removed) continue;
    std::size_t at = i + 1, found = 0;
    while (at < count && found < kMostUnderLabel && is_title(at)) {
      StubBlocks stub;
      stub.title_block = static_cast<BlockIndex>(at);
      stub.title = cut_lead(view.page.blocks[at].text, view.facts.blocks[at], true);
      stub.section = section_text(view.page.blocks[i].text);
      ++at;
      if (at < count && is_summary(at)) stub.summary = static_cast<BlockIndex>(at++);
      stubs.push_back(std::move(stub));
      ++found;
      // Dates and kickers between the cards.
      while (at + 1 < count && found > 0 && verdicts[at].role == Role::removed && view.facts.blocks[at].length < 20 && !view.facts.blocks[at].label &&
             !view.facts.blocks[at].listing && is_title(at + 1))
        ++at;
    }
    i = at - 1;
  }
  return stubs;
}

}  // namespace

std::vector<StubBlocks> find_stubs(const PageView& view, const Verdicts& verdicts) {
  if (view.page.plain_text) return find_text_stubs(view, verdicts);
  const Forest& forest = (view.options.models ? *view.options.models : Models::built_in()).stubs;
  std::vector<StubBlocks> stubs;
  for (StubCandidate& candidate : find_stub_candidates(view, verdicts))
    if (!forest.roots.empty() && forest.margin(candidate.evidence) >= 0) stubs.push_back(std::move(candidate.blocks));
  // The same article under two addresses.
  std::vector<StubBlocks> unique;
  for (StubBlocks& stub : stubs) {
    const std::string folded = fold_for_comparison(stub.title);
    if (std::none_of(unique.begin(), unique.end(), [&](const StubBlocks& other) { return fold_for_comparison(other.title) == folded; }))
      unique.push_back(std::move(stub));
  }
  return unique;
}

std::vector<Change> mark_teasers(const PageView& view, const Verdicts& verdicts, std::span<const StubBlocks> stubs) {
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
    mark(stub.title_block, view.facts.blocks[stub.title_block].read_more_lead ? view.facts.blocks[stub.title_block].read_more_lead->id : "teaser/title");
    if (stub.summary) mark(*stub.summary, "teaser/summary");
  }
  return changes;
}

}  // namespace pressclip
