#include "label/class_words.h"

#include <functional>
#include <memory_resource>
#include <unordered_map>

#include "pressclip/rules.h"

namespace pressclip {
namespace {

struct WordsAndItem {
  std::string_view words, item;
  bool operator==(const WordsAndItem&) const = default;
};

struct HashWordsAndItem {
  std::size_t operator()(const WordsAndItem& value) const {
    const std::hash<std::string_view> hash;
    return value.item.empty() ? hash(value.words) : hash(value.words) * 31 + hash(value.item);
  }
};

}  // namespace

ClassWords::ClassWords(const BlockList& page) : values_(1) {
  std::pmr::monotonic_buffer_resource memory;
  std::pmr::unordered_map<WordsAndItem, Number, HashWordsAndItem> known(&memory);
  std::string split;
  const auto number_of = [&](const WordsAndItem& value) -> Number {
    if (value.words.empty() && value.item.empty()) return 0;
    const auto [found, is_new] = known.try_emplace(value, static_cast<Number>(values_.size()));
    if (!is_new) return found->second;
    Value& added = values_.emplace_back();
    added.words = value.words;
    added.begin = splits_.size();
    split_class_words(value.words, split);
    splits_ += split;
    added.words_end = splits_.size();
    if (!value.item.empty()) {
      split_class_words(value.item, split);
      if (!split.empty() && added.words_end > added.begin) splits_ += ' ';
      splits_ += split;
    }
    added.item_end = splits_.size();
    return found->second;
  };
  of_container_.reserve(page.containers.size());
  for (const Container& container : page.containers) {
    const bool has_blocks = container.first_block < container.end_block;
    of_container_.push_back(has_blocks ? number_of({container.words, container.item}) : 0);
  }
  of_block_.reserve(page.blocks.size());
  for (const Block& block : page.blocks) of_block_.push_back(number_of({block.words, block.item}));
}

}  // namespace pressclip
