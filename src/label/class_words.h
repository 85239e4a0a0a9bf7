// The words that class attributes and the like have for a page's elements. Most elements share theirs with
// others, so each different value is found and split once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "pressclip/segment.h"

namespace pressclip {

class ClassWords {
 public:
  // The number of a value; 0 is that of elements without any words, and of those without any blocks.
  using Number = std::uint32_t;

  ClassWords() = default;
  // Refers to what the page's views refer to.
  explicit ClassWords(const BlockList& page);

  [[nodiscard]] Number of_container(ContainerIndex container) const { return of_container_[container]; }
  [[nodiscard]] Number of_block(BlockIndex block) const { return of_block_[block]; }
  [[nodiscard]] std::size_t count() const { return values_.size(); }

  // As the page has them, without the itemprop.
  [[nodiscard]] std::string_view words(Number number) const { return values_[number].words; }
  // As split_class_words gives them, and with the itemprop's words behind them.
  [[nodiscard]] std::string_view split(Number number) const {
    const Value& value = values_[number];
    return std::string_view(splits_).substr(value.begin, value.words_end - value.begin);
  }
  [[nodiscard]] std::string_view split_with_item(Number number) const {
    const Value& value = values_[number];
    return std::string_view(splits_).substr(value.begin, value.item_end - value.begin);
  }

 private:
  struct Value {
    std::string_view words;
    std::size_t begin = 0, words_end = 0, item_end = 0;  // in `splits_`
  };
  std::vector<Value> values_;
  std::string splits_;
  std::vector<Number> of_container_, of_block_;
};

}  // namespace pressclip
