// Finds the related stubs: teasers of other articles that are offered to this article's reader.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "label/model.h"
#include "label/passes.h"

namespace pressclip {

// A teaser of another article, related or not, with the evidence about it.
struct StubCandidate {
  StubBlocks blocks;
  std::vector<BlockIndex> members;  // all blocks of its card: title, picture link, summary, kicker
  bool labelled = false;            // a rule's label ("Related articles") stands above it
  bool headed = false;              // it is in the first group below that label, right below it
  bool listed = false;              // a rule's listing label ("Most read") stands above it
  bool led = false;                 // a rule's lead ("Read more:") begins its block
  std::string address;              // its URL, absolute where it can be, for comparing
  std::vector<float> evidence;      // in the order of stub_evidence_names()
};

std::span<const std::string_view> stub_evidence_names();

// Every link of the page that could be a teaser, each URL once, in page order.
std::vector<StubCandidate> find_stub_candidates(const PageView& view, const Verdicts& verdicts);

// Stubs that a label or a lead announces in text without links.
std::vector<StubBlocks> find_announced_stubs(const PageView& view, const Verdicts& verdicts);

// All stubs of the page, each article once, in page order: those announced, and those of its candidates that
// are likely.
std::vector<StubBlocks> find_stubs(const PageView& view, const Verdicts& verdicts,
                                   std::span<const StubCandidate> candidates);

// The changes that give the blocks of the stubs their role.
std::vector<Change> mark_teasers(const PageView& view, const Verdicts& verdicts,
                                 std::span<const StubBlocks> stubs);

}  // namespace pressclip
