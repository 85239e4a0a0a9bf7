// Names what a removed block is, where no rule is sure of it: a forest for each category weighs the evidence
// about the block, and what only its category depends on.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "label/evidence.h"
#include "label/passes.h"
#include "label/stubs.h"

namespace pressclip {

// What the naming of a page's clutter looks at: the blocks' evidence, both looks, and the cards of its
// teasers.
struct ClutterView {
  const PageView& page;
  const Verdicts& verdicts;
  const EvidenceTable& first_look;
  const EvidenceTable& second_look;
  std::span<const StubCandidate> candidates;
};

// The columns behind those of the two looks.
std::span<const std::string_view> category_evidence_names();

// A row for each of `blocks`: the first look's columns, the second look's, and category_evidence_names().
EvidenceTable compute_category_evidence(const ClutterView& clutter, std::span<const BlockIndex> blocks);

// The removed blocks around the article whose category no rule is sure of.
std::vector<BlockIndex> find_unsure(const ClutterView& clutter);

// Where a byline may stand, around the headline or behind the text, and how long it may be.
struct BylinePlace {
  static constexpr std::size_t kLongest = 240;  // bytes
  std::size_t begin = 0;
  std::size_t end = 0;
};
BylinePlace find_byline_place(const Verdicts& verdicts, std::optional<BlockIndex> headline);

// The changes that give those blocks their likeliest category, each text of the page the same.
std::vector<Change> name_clutter(const ClutterView& clutter, Named named = Named::all);

}  // namespace pressclip
