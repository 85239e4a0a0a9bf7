// Why a block was judged as it was, for a person: the evidence that counted most in the model.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "label/judge.h"
#include "label/model.h"

namespace pressclip {

// What the value of each column adds to the margin of a row, summed over the trees and times `share`, added
// to `contributions`. On the way from a tree's root to the row's leaf, each branch counts with the difference
// that it makes to the mean of the leaves below (Saabas, "Interpreting random forests", 2014).
void add_contributions(const Forest& forest, std::span<const float> row, double share,
                       std::span<double> contributions);

// A column's value in words: "links 77 %", "class/share 2 up", "sentences 3".
std::string word_evidence(std::string_view column, float value);

// For each block the strongest evidence for content and against it, then the rules that match.
std::vector<std::string> describe_blocks(const PageView& view, const Judgement& judgement,
                                         const BlockModel& model);

}  // namespace pressclip
