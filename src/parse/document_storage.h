// The bytes of a Document: strings in chunks that never move, so that views stay valid as more are added.
#pragma once

#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pressclip/parse.h"

namespace pressclip {

struct Document::Storage {
  explicit Storage(std::string text) : page(std::move(text)) {}
  Storage(const Storage&) = delete;
  Storage& operator=(const Storage&) = delete;

  const std::string page;  // the text that was parsed

  // Room for `size` bytes, uninitialized, that lives as long as the storage.
  char* allocate(std::size_t size) {
    if (size > room_) grow(size);
    char* const result = next_;
    next_ += size;
    room_ -= size;
    return result;
  }

  std::string_view copy(std::string_view text) {
    if (text.empty()) return {};
    char* const bytes = allocate(text.size());
    std::memcpy(bytes, text.data(), text.size());
    return {bytes, text.size()};
  }

 private:
  void grow(std::size_t size) {
    constexpr std::size_t kChunkBytes = std::size_t{64} << 10;
    const std::size_t bytes = size > kChunkBytes / 4 ? size : kChunkBytes;
    chunks_.push_back(std::make_unique_for_overwrite<char[]>(bytes));
    next_ = chunks_.back().get();
    room_ = bytes;
  }

  std::vector<std::unique_ptr<char[]>> chunks_;
  char* next_ = nullptr;
  std::size_t room_ = 0;
};

}  // namespace pressclip
