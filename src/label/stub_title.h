// Titles of teasers: what of a link's text is the title.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "label/evidence.h"

namespace pressclip {

// The part of a block's text from `begin` to `end` (bytes) that is a title: without the parts that class
// words call a kicker, a counter or a time.
std::string title_in(const Block& block, std::size_t begin, std::size_t end);

// The title, which begins at byte `begin` of its block, without what a lead ("Read more:") takes of it.
std::string cut_lead(std::string_view title, const Block& block, std::size_t begin, const BlockFacts& facts);

// A label as it is given out: without the colon or the arrow at its end.
std::string section_text(std::string_view text);

// How much a link's text looks like the title among the texts that link to one address.
double weigh_title(const Block& block, const BlockFacts& facts, const std::string& title, bool whole);

}  // namespace pressclip
