// Bytes that grow at the end.
#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <span>
#include <string_view>
#include <utility>

namespace pressclip {

// Unlike a string it does not clear the room that is read into.
class ByteBuffer {
 public:
  [[nodiscard]] std::string_view bytes() const { return {memory_.get(), size_}; }
  [[nodiscard]] std::size_t size() const { return size_; }

  // Behind the bytes, for so many more at least.
  std::span<char> room(std::size_t least) {
    if (capacity_ - size_ < least) {
      const std::size_t capacity = std::max(size_ + least, 2 * capacity_);
      auto memory = std::make_unique_for_overwrite<char[]>(capacity);
      std::copy_n(memory_.get(), size_, memory.get());
      memory_ = std::move(memory);
      capacity_ = capacity;
    }
    return {memory_.get() + size_, capacity_ - size_};
  }

  // What was written to the beginning of the room.
  void add(std::size_t written) { size_ += written; }

 private:
  std::unique_ptr<char[]> memory_;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
};

}  // namespace pressclip
