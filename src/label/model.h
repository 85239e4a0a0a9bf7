// A boosted forest of small decision trees that weighs the evidence. Two looks: the first sees a block's own
// evidence, the second also the scores that the first gave around it.
#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "label/forest.h"
#include "label/word_weights.h"
#include "pressclip/category.h"

namespace pressclip {

// The words that count as evidence, and the two looks at a block.
struct BlockModel {
  WordWeights words;   // of a block's text
  WordWeights places;  // class words of the elements around it
  Forest first;
  Forest second;  // over the row and the second look's numbers behind it
};

// All that weighs evidence: blocks of HTML, blocks of plain text, lines that could be a dump's headline,
// candidates for stubs, categories of clutter.
class Models {
 public:
  BlockModel html;
  BlockModel text;
  Forest title_lines;
  Forest stubs;
  std::array<Forest, kCategoryNames.size()> categories;  // by category: of a removed block

  // Reads model files (docs/MODEL.md); of a forest that several hold, the last counts. A column that the
  // program does not compute is an error. The text says what is wrong.
  static std::variant<Models, std::string> parse(std::span<const std::string_view> texts);

  // Those compiled in.
  static const Models& built_in();
};

// 1 / (1 + e^-margin), by a table that is the same on every machine.
double probability(double margin);

}  // namespace pressclip
