// Trees are asked for all rows at once: every split of a tree is compared with as many rows as the processor
// has lanes, and takes from each row that goes right the leaves on its left. The leftmost leaf that remains
// is where the row ends. That is more comparisons than a walk from root to leaf makes, and many times fewer
// instructions (QuickScorer: Lucchese et al., SIGIR 2015; for several rows: V-QuickScorer, SIGIR 2016).
#include "label/forest.h"

#include <array>
#include <bit>
#include <cstring>
#include <utility>

namespace pressclip {
namespace {

// `kLanes` numbers that the processor works on at once.
template <std::size_t kLanes>
struct Lanes {
  using Numbers [[gnu::vector_size(kLanes * sizeof(float))]] = float;
  using Leaves [[gnu::vector_size(kLanes * sizeof(std::int32_t))]] = std::int32_t;
};

// `offsets` are where the columns begin in the batch, behind the first.
template <std::size_t kLanes>
[[gnu::always_inline]] inline Forest::Margins sum_leaves(const Trees& trees, const std::uint32_t* offsets,
                                                         const RowBatch& rows) {
  using Numbers = typename Lanes<kLanes>::Numbers;
  using Leaves = typename Lanes<kLanes>::Leaves;
  constexpr std::size_t kParts = RowBatch::kMostRows / kLanes;
  Forest::Margins sums{};
  const float* const columns = rows.column(0);
  const Split* splits = trees.splits.data();
  const double* leaves = trees.leaves.data();
  for (const std::size_t size : trees.sizes) {
    std::array<Leaves, kParts> reachable;
    reachable.fill(~Leaves{});
    for (const Split& split : std::span(splits, size - 1)) {
      const float* const column = columns + offsets[split.column];
      const Numbers threshold = split.threshold - Numbers{};
      const Leaves left = static_cast<std::int32_t>(split.leaves_on_left) - Leaves{};
      for (std::size_t part = 0; part < kParts; ++part) {
        Numbers numbers;
        std::memcpy(&numbers, column + part * kLanes, sizeof numbers);
        reachable[part] &= ~((threshold < numbers) & left);
      }
    }
    std::array<std::uint32_t, RowBatch::kMostRows> of_row;
    std::memcpy(of_row.data(), reachable.data(), sizeof of_row);
    for (std::size_t row = 0; row < sums.size(); ++row) sums[row] += leaves[std::countr_zero(of_row[row])];
    splits += size - 1;
    leaves += size;
  }
  return sums;
}

#ifdef __x86_64__
[[gnu::target("avx2,bmi")]] Forest::Margins sum_leaves_by_eight(const Trees& trees,
                                                                const std::uint32_t* offsets,
                                                                const RowBatch& rows) {
  return sum_leaves<8>(trees, offsets, rows);
}
#endif

using Four = Lanes<4>::Numbers;

// Four rows as four columns: whenever the numbers of two rows take turns in one, what was two lanes apart
// comes twice as close.
std::array<Four, 4> turn(std::array<Four, 4> rows) {
  for (int step = 0; step < 2; ++step)
    rows = {__builtin_shufflevector(rows[0], rows[2], 0, 4, 1, 5),
            __builtin_shufflevector(rows[0], rows[2], 2, 6, 3, 7),
            __builtin_shufflevector(rows[1], rows[3], 0, 4, 1, 5),
            __builtin_shufflevector(rows[1], rows[3], 2, 6, 3, 7)};
  return rows;
}

}  // namespace

void RowBatch::set(std::size_t first, std::size_t width, const Rows& rows) {
  const std::size_t by_four = width / 4 * 4;
  for (std::size_t row = 0; row < kMostRows; row += 4) {
    for (std::size_t at = 0; at < by_four; at += 4) {
      std::array<Four, 4> four;
      for (std::size_t i = 0; i < four.size(); ++i) std::memcpy(&four[i], rows[row + i] + at, sizeof(Four));
      four = turn(four);
      float* const values = values_.data() + (first + at) * kMostRows + row;
      for (std::size_t i = 0; i < four.size(); ++i)
        std::memcpy(values + i * kMostRows, &four[i], sizeof(Four));
    }
  }
  for (std::size_t at = by_four; at < width; ++at)
    for (std::size_t row = 0; row < kMostRows; ++row) values_[(first + at) * kMostRows + row] = rows[row][at];
}

Forest::Forest(std::vector<std::uint32_t> columns, const Trees& trees)
    : columns_(std::move(columns)), trees_(trees) {
  for (const std::uint32_t column : columns_)
    offsets_.push_back(static_cast<std::uint32_t>(RowBatch::offset_of(column)));
}

Forest::Forest(std::vector<std::uint32_t> columns, GrownTrees trees)
    : Forest(std::move(columns), std::make_shared<const GrownTrees>(std::move(trees))) {}

Forest::Forest(std::vector<std::uint32_t> columns, std::shared_ptr<const GrownTrees> trees)
    : Forest(std::move(columns), Trees{trees->splits, trees->leaves, trees->sizes}) {
  own_ = std::move(trees);
}

Forest::Margins Forest::margins(const RowBatch& rows, [[maybe_unused]] bool by_eight) const {
#ifdef __x86_64__
  if (by_eight) return sum_leaves_by_eight(trees_, offsets_.data(), rows);
#endif
  return sum_leaves<4>(trees_, offsets_.data(), rows);
}

bool Forest::can_by_eight() {
#ifdef __x86_64__
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi");
#else
  return false;
#endif
}

}  // namespace pressclip
