// How much of one text is in another.
#pragma once

#include <string_view>

namespace pressclip {

// The F1 that extractors are compared by: runs of four words, each counted as often as it is there, of which
// a share of those in `got` is right (precision) and a share of those in `expected` is found (recall); their
// harmonic mean. A word is what split_words gives. A text of fewer than four words is one run; two texts
// without words are the same: 1.
double f1_of_runs(std::string_view expected, std::string_view got);

}  // namespace pressclip
