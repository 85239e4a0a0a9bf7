// Decision trees that weigh a row of evidence.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <vector>

namespace pressclip {

// Where a tree branches: a value up to the threshold goes left.
struct Split {
  std::uint32_t column = 0;  // as a place in the forest's list of columns
  float threshold = 0;
  // A bit for each leaf of the tree, the lowest for the leftmost: those that a row can't come to any more
  // that goes right here.
  std::uint32_t leaves_on_left = 0;
};

// Trees one after the other; owns nothing. The splits of a tree begin with its root, and each stands before
// those on its left, which stand before those on its right. Leaves stand from left to right.
struct Trees {
  static constexpr std::size_t kMostLeaves = 32;  // of a tree

  std::span<const Split> splits;
  std::span<const double> leaves;
  std::span<const std::uint8_t> sizes;  // leaves of each tree, at least one; it has one split less
};

// The same as memory of its own.
struct GrownTrees {
  std::vector<Split> splits;
  std::vector<double> leaves;
  std::vector<std::uint8_t> sizes;
};

// A few rows of numbers as columns: those of all rows would take more memory than the page.
class RowBatch {
 public:
  static constexpr std::size_t kMostRows = 32;
  // Where each begins, of as many as there are.
  struct Rows {
    std::array<const float*, kMostRows> begins{};
    std::size_t number = 0;
  };

  explicit RowBatch(std::size_t width) : columns_(width) {}

  // The numbers of `width` columns from `first` on, of the same number of rows whatever the columns.
  void set(std::size_t first, std::size_t width, const Rows& rows);
  // Of rows.
  [[nodiscard]] std::size_t number() const { return number_; }
  // The number of each row in one column; null where there are no columns.
  [[nodiscard]] const float* column(std::size_t at) const {
    return columns_.empty() ? nullptr : columns_[at].of_row.data();
  }
  // Where a column begins behind the first.
  static constexpr std::size_t offset_of(std::size_t column) { return column * kMostRows; }

 private:
  // No vector of its numbers lies across two lines of the processor's cache.
  struct alignas(64) Column {
    std::array<float, kMostRows> of_row;
  };

  std::vector<Column> columns_;
  std::size_t number_ = 0;
};

// Trees over a row of numbers. A row's margin is the sum of one leaf a tree, in the order of the trees.
class Forest {
 public:
  Forest() = default;
  // `columns`: for each column of the splits, its place in a row. `trees` outlive the forest.
  Forest(std::vector<std::uint32_t> columns, const Trees& trees);
  Forest(std::vector<std::uint32_t> columns, GrownTrees trees);

  [[nodiscard]] std::span<const std::uint32_t> columns() const { return columns_; }
  [[nodiscard]] const Trees& trees() const { return trees_; }
  [[nodiscard]] bool is_empty() const { return trees_.sizes.empty(); }

  // For each row log-odds for what the forest tells: content, a stub; of a category, up to a term that all
  // share. Nothing for those that a batch does not have.
  using Margins = std::array<double, RowBatch::kMostRows>;
  // The same to the last bit whether rows are looked at eight or four at a time.
  [[nodiscard]] Margins margins(const RowBatch& rows, bool by_eight = can_by_eight()) const;
  // Whether the processor can.
  static bool can_by_eight();

 private:
  Forest(std::vector<std::uint32_t> columns, std::shared_ptr<const GrownTrees> trees);

  std::vector<std::uint32_t> columns_;
  std::vector<std::uint32_t> offsets_;  // of the same columns in a batch
  std::shared_ptr<const GrownTrees> own_;
  Trees trees_;
};

// Calls `take(first, number)` for as many of `count` rows at a time as a batch holds.
template <typename Take>
void for_each_turn(std::size_t count, const Take& take) {
  for (std::size_t first = 0; first < count; first += RowBatch::kMostRows)
    take(first, std::min(RowBatch::kMostRows, count - first));
}

// Those of a turn; `row(i)` is where the i-th of all begins.
template <typename RowAt>
RowBatch::Rows rows_from(std::size_t first, std::size_t number, const RowAt& row) {
  RowBatch::Rows rows;
  for (; rows.number < number; ++rows.number) rows.begins[rows.number] = row(first + rows.number);
  return rows;
}

// `row(i)` is where the i-th of `count` rows of `width` numbers begins; `weigh(first, rows, number)` sees
// some of them together, from the `first` on.
template <typename RowAt, typename Weigh>
void weigh_in_turns(std::size_t count, std::size_t width, const RowAt& row, const Weigh& weigh) {
  if (count == 0) return;
  RowBatch batch(width);
  for_each_turn(count, [&](std::size_t first, std::size_t number) {
    batch.set(0, width, rows_from(first, number, row));
    weigh(first, std::as_const(batch), number);
  });
}

}  // namespace pressclip
