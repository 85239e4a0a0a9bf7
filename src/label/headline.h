// Finds the headline among the blocks, by weighing what the page shows against what its metadata say.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "label/evidence.h"
#include "label/model.h"

namespace pressclip {

// The headline and the block that shows it; no block where it stands in the metadata only, an empty text
// where there is none. `title_lines` weighs the lines of plain text, and the blocks of a page without
// headings.
HeadlineGuess guess_headline(const BlockList& page, const PageFacts& facts, const Metadata& metadata,
                             const RuleBook& rules, const Forest& title_lines, std::string_view site);

// A title without the site's name in front of it or behind it ("Title | Site", "Site: Title").
std::string strip_site_name(std::string_view title, const Metadata& metadata);

// How alike two texts are, folded for comparison: the share of their pairs of neighbouring bytes that both
// have (Dice's coefficient), 0 to 1.
double likeness(std::string_view folded_a, std::string_view folded_b);

// The most that it can be for texts of so many bytes.
double highest_likeness(std::size_t bytes_a, std::size_t bytes_b);

}  // namespace pressclip
