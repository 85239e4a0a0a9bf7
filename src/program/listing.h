// Texts for people to read: the blocks of a page with their verdicts, and the rules.
#pragma once

#include <string>

#include "pressclip/pressclip.h"

namespace pressclip {

// Each block: verdict, score, kind and rule; then the evidence, and the first words.
std::string listed_blocks(const Explanation& explanation);
// Each rule: id, kind, site; then its patterns.
std::string listed_rules(const RuleBook& book);

}  // namespace pressclip
