#include "label/forest.h"

#include <algorithm>
#include <array>

namespace pressclip {
namespace {

// Rows that each tree is asked about before the next one: few enough to stay near the processor with it.
constexpr std::size_t kRowsTogether = 16;
// Walks side by side: none waits for another.
constexpr std::size_t kWalksTogether = 4;

// Where a walk goes on; a leaf stays. No branch of the program, for where a tree turns can't be foretold.
std::int32_t step(const Forest::Branch* branches, std::int32_t node, const float* row) {
  const Forest::Branch& branch = branches[node < 0 ? 0 : node];
  const std::int32_t next = row[branch.column] <= branch.threshold ? branch.left : branch.right;
  return node < 0 ? node : next;
}

}  // namespace

double Forest::margin(std::span<const float> row) const {
  double sum = 0;
  margins(row, row.size(), {&sum, 1});
  return sum;
}

void Forest::margins(std::span<const float> rows, std::size_t width, std::span<double> sums) const {
  std::ranges::fill(sums, 0.0);
  const auto leaf = [this](std::int32_t node) { return leaves[static_cast<std::uint32_t>(~node)]; };
  for (std::size_t first = 0; first < sums.size(); first += kRowsTogether) {
    const std::size_t end = std::min(first + kRowsTogether, sums.size());
    std::size_t at = first;
    for (; at + kWalksTogether <= end; at += kWalksTogether) continue;
    const std::size_t end_of_fours = at;
    for (const std::int32_t root : roots) {
      for (at = first; at < end_of_fours; at += kWalksTogether) {
        const float* const row = rows.data() + at * width;
        std::int32_t a = root, b = root, c = root, d = root;
        while ((a & b & c & d) >= 0) {
          a = step(branches.data(), a, row);
          b = step(branches.data(), b, row + width);
          c = step(branches.data(), c, row + 2 * width);
          d = step(branches.data(), d, row + 3 * width);
        }
        sums[at] += leaf(a);
        sums[at + 1] += leaf(b);
        sums[at + 2] += leaf(c);
        sums[at + 3] += leaf(d);
      }
    }
    // Rows that are left over: several trees side by side.
    for (; at < end; ++at) {
      const float* const row = rows.data() + at * width;
      std::size_t tree = 0;
      for (; tree + kWalksTogether <= roots.size(); tree += kWalksTogether) {
        std::int32_t a = roots[tree], b = roots[tree + 1], c = roots[tree + 2], d = roots[tree + 3];
        while ((a & b & c & d) >= 0) {
          a = step(branches.data(), a, row);
          b = step(branches.data(), b, row);
          c = step(branches.data(), c, row);
          d = step(branches.data(), d, row);
        }
        for (const std::int32_t node : {a, b, c, d}) sums[at] += leaf(node);
      }
      for (; tree < roots.size(); ++tree) {
        std::int32_t node = roots[tree];
        while (node >= 0) node = step(branches.data(), node, row);
        sums[at] += leaf(node);
      }
    }
  }
}

}  // namespace pressclip
