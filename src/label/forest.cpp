#include "label/forest.h"

#include <algorithm>

namespace pressclip {
namespace {

// Rows that each tree is asked about before the next one: few enough to stay near the processor with it.
constexpr std::size_t kRowsTogether = 16;
// Walks side by side: none waits for another.
constexpr std::size_t kWalksTogether = 4;

// Where a walk goes on. No branch of the program, for where a tree turns can't be foretold.
std::int32_t step(const Forest::Branch* branches, std::int32_t node, const float* row) {
  const Forest::Branch& branch = branches[node];
  return branch.next[row[branch.column] <= branch.threshold ? 0 : 1];
}

std::int32_t walk(const Forest::Branch* branches, std::int32_t node, const float* row) {
  while (node >= 0) node = step(branches, node, row);
  return node;
}

using Walks = std::array<std::int32_t, kWalksTogether>;

// From roots to leaves, the first over `row`, each other one over the row `width` numbers behind.
Walks walk_together(const Forest::Branch* branches, const Walks& roots, const float* row, std::size_t width) {
  auto [a, b, c, d] = roots;
  // As long as none has come to a leaf; what is left for the others is short.
  while ((a | b | c | d) >= 0) {
    a = step(branches, a, row);
    b = step(branches, b, row + width);
    c = step(branches, c, row + 2 * width);
    d = step(branches, d, row + 3 * width);
  }
  return {walk(branches, a, row), walk(branches, b, row + width), walk(branches, c, row + 2 * width),
          walk(branches, d, row + 3 * width)};
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
    const std::size_t end_of_fours = first + (end - first) / kWalksTogether * kWalksTogether;
    for (const std::int32_t root : roots)
      for (std::size_t at = first; at < end_of_fours; at += kWalksTogether) {
        const Walks ends =
            walk_together(branches.data(), {root, root, root, root}, rows.data() + at * width, width);
        for (std::size_t i = 0; i < kWalksTogether; ++i) sums[at + i] += leaf(ends[i]);
      }
    // Rows that are left over: several trees side by side.
    for (std::size_t at = end_of_fours; at < end; ++at) {
      const float* const row = rows.data() + at * width;
      std::size_t tree = 0;
      for (; tree + kWalksTogether <= roots.size(); tree += kWalksTogether)
        for (const std::int32_t node : walk_together(
                 branches.data(), {roots[tree], roots[tree + 1], roots[tree + 2], roots[tree + 3]}, row, 0))
          sums[at] += leaf(node);
      for (; tree < roots.size(); ++tree) sums[at] += leaf(walk(branches.data(), roots[tree], row));
    }
  }
}

}  // namespace pressclip
