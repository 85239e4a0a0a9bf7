// Finds the headline of a plain-text dump, which has no elements: of all lines the one that a forest finds
// likeliest, by its wording, by the lines around it and by how many of its words the text below takes up.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "label/evidence.h"
#include "label/model.h"

namespace pressclip {

// The columns of a line's row, documented in docs/EVIDENCE.md.
std::span<const std::string_view> title_line_names();

// The lines that could be a title, and a row for each. Linear in the page.
struct TitleLines {
  std::vector<BlockIndex> lines;
  EvidenceTable evidence;
};
TitleLines compute_title_lines(const BlockList& page, const PageFacts& facts);

// The likeliest line; nothing where none could be a title.
std::optional<BlockIndex> find_title_line(const BlockList& page, const PageFacts& facts,
                                          const Forest& forest);

}  // namespace pressclip
