// Trees are asked for all rows at once: every split of a tree is compared with as many rows as the processor
// has lanes, and takes from each row that goes right the leaves on its left. The leftmost leaf that remains
// is where the row ends. That is more comparisons than a walk from root to leaf makes, and many times fewer
// instructions (QuickScorer: Lucchese et al., SIGIR 2015; for several rows: V-QuickScorer, SIGIR 2016).
#include "label/forest.h"

#include <algorithm>
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

// The leaves of one tree that each row can still come to.
using Reachable = std::array<std::uint32_t, RowBatch::kMostRows>;

// Finds those of the first `kRows` rows. `columns` are the batch's, and `offsets` where those of the splits
// begin behind the first.
template <std::size_t kLanes, std::size_t kRows>
[[gnu::always_inline]] inline void find_reachable(std::span<const Split> splits, const float* columns,
                                                  const std::uint32_t* offsets, Reachable& found) {
  using Numbers = typename Lanes<kLanes>::Numbers;
  using Leaves = typename Lanes<kLanes>::Leaves;
  std::array<Leaves, kRows / kLanes> reachable;
  reachable.fill(~Leaves{});
  for (const Split& split : splits) {
    const float* const column = columns + offsets[split.column];
    const Numbers threshold = split.threshold - Numbers{};
    const Leaves left = static_cast<std::int32_t>(split.leaves_on_left) - Leaves{};
    for (std::size_t part = 0; part < reachable.size(); ++part) {
      Numbers numbers;
      std::memcpy(&numbers, column + part * kLanes, sizeof numbers);
      reachable[part] &= ~((threshold < numbers) & left);
    }
  }
  std::memcpy(found.data(), reachable.data(), sizeof reachable);
}

// Adds the leaves that some rows come to in a few trees, in the order of the trees.
template <std::size_t kRows>
[[gnu::always_inline]] inline void add_leaves(std::span<const Reachable> found,
                                              std::span<const std::uint8_t> sizes, const double* leaves,
                                              std::size_t first_row, Forest::Margins& margins) {
  std::array<double, kRows> sums{};
  std::copy_n(margins.begin() + first_row, kRows, sums.begin());
  for (std::size_t tree = 0; tree < sizes.size(); ++tree) {
    for (std::size_t row = 0; row < kRows; ++row)
      sums[row] += leaves[std::countr_zero(found[tree][first_row + row])];
    leaves += sizes[tree];
  }
  std::ranges::copy(sums, margins.begin() + first_row);
}

// For the first `kRows` rows.
template <std::size_t kLanes, std::size_t kRows>
[[gnu::always_inline]] inline Forest::Margins sum_leaves(const Trees& trees, const std::uint32_t* offsets,
                                                         const float* columns) {
  // What is found of a tree goes through memory, where the rows' leaves are read one by one: that takes half
  // of the instructions of taking them out of vectors.
  constexpr std::size_t kTogether = 8;
  std::array<Reachable, kTogether> found;
  Forest::Margins sums{};
  const Split* splits = trees.splits.data();
  const double* leaves = trees.leaves.data();
  for (std::size_t first = 0; first < trees.sizes.size(); first += kTogether) {
    const auto sizes = trees.sizes.subspan(first, std::min(kTogether, trees.sizes.size() - first));
    std::size_t leaves_of_all = 0;
    for (std::size_t tree = 0; tree < sizes.size(); ++tree) {
      const std::size_t size = sizes[tree];
      find_reachable<kLanes, kRows>({splits, size - 1}, columns, offsets, found[tree]);
      splits += size - 1;
      leaves_of_all += size;
    }
    // As many sums as the processor holds.
    constexpr std::size_t kSums = 16;
    for (std::size_t row = 0; row < kRows; row += kSums) add_leaves<kSums>(found, sizes, leaves, row, sums);
    leaves += leaves_of_all;
  }
  return sums;
}

// The rows that are left at the end of a page are often few.
template <std::size_t kLanes>
[[gnu::always_inline]] inline Forest::Margins sum_leaves(const Trees& trees, const std::uint32_t* offsets,
                                                         const RowBatch& rows) {
  constexpr std::size_t kAll = RowBatch::kMostRows, kHalf = kAll / 2;
  return rows.number() > kHalf ? sum_leaves<kLanes, kAll>(trees, offsets, rows.column(0))
                               : sum_leaves<kLanes, kHalf>(trees, offsets, rows.column(0));
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
  number_ = rows.number;
  const std::size_t by_four = width / 4 * 4;
  for (std::size_t row = 0; row < rows.number; row += 4) {
    // Where there are fewer than four, the last again.
    std::array<const float*, 4> begins{};
    for (std::size_t i = 0; i < begins.size(); ++i)
      begins[i] = rows.begins[std::min(row + i, rows.number - 1)];
    for (std::size_t at = 0; at < by_four; at += 4) {
      std::array<Four, 4> four;
      for (std::size_t i = 0; i < four.size(); ++i) std::memcpy(&four[i], begins[i] + at, sizeof(Four));
      four = turn(four);
      for (std::size_t i = 0; i < four.size(); ++i)
        std::memcpy(columns_[first + at + i].of_row.data() + row, &four[i], sizeof(Four));
    }
    for (std::size_t at = by_four; at < width; ++at)
      for (std::size_t i = 0; i < begins.size(); ++i) columns_[first + at].of_row[row + i] = begins[i][at];
  }
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
