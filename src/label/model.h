// A boosted forest of small decision trees that weighs the evidence. Two looks: the first sees a block's own evidence, the
// second also the scores that the first gave around it.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace pressclip {

// Trees over one row of numbers. A row's margin is the sum of one leaf a tree, in the order of the trees.
class Forest {
 public:
  struct Branch {
    std::uint32_t column = 0;  // of the row
    float threshold = 0;       // a value up to it goes left
    std::int32_t left = 0;     // a branch, or ~leaf where negative
    std::int32_t right = 0;
  };
  std::vector<Branch> branches;
  std::vector<double> leaves;
  std::vector<std::int32_t> roots;  // a branch, or ~leaf

  // Log-odds for content.
  [[nodiscard]] double margin(std::span<const float> row) const;
};

class Model {
 public:
  Forest first;
  Forest second;  // over the row and the second look's numbers behind it; no roots: the first look decides

  // Reads a model file (docs/MODEL.md); the text names what is wrong. `first_names` and `second_names` are the columns
  // that the program computes: a file that asks for another is refused.
  static std::variant<Model, std::string> parse(std::string_view text, std::span<const std::string_view> first_names,
                                                std::span<const std::string_view> second_names);
};

// 1 / (1 + e^-margin), by a table that is the same on every machine.
double probability(double margin);

}  // namespace pressclip
