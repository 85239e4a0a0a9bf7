// Decision trees that weigh a row of evidence.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace pressclip {

// Trees over one row of numbers. A row's margin is the sum of one leaf a tree, in the order of the trees.
class Forest {
 public:
  struct Branch {
    std::uint32_t column = 0;            // of the row
    float threshold = 0;                 // a value up to it goes to the first of `next`
    std::array<std::int32_t, 2> next{};  // a branch each, or ~leaf where negative
  };
  std::vector<Branch> branches;
  std::vector<double> leaves;
  std::vector<std::int32_t> roots;  // a branch, or ~leaf

  // Log-odds for what the forest tells: content, a stub; of a category, up to a term that all share.
  [[nodiscard]] double margin(std::span<const float> row) const;
  // The same for each of several rows of `width` numbers that follow each other.
  void margins(std::span<const float> rows, std::size_t width, std::span<double> sums) const;
};

}  // namespace pressclip
