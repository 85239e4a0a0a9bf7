// Memory that many small things are written into one behind the other, and that goes at once.
#pragma once

#include <cstddef>
#include <cstring>
#include <memory>
#include <span>
#include <string_view>
#include <type_traits>
#include <vector>

namespace pressclip {

// Bytes in chunks that never move, so that views stay valid as more are added: they live as long as the
// arena.
class ByteArena {
 public:
  ByteArena() = default;
  ByteArena(const ByteArena&) = delete;
  ByteArena& operator=(const ByteArena&) = delete;

  // Room for `size` bytes, uninitialized.
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

  template <typename Value>
  std::span<const Value> copy(const std::vector<Value>& values) {
    static_assert(std::is_trivially_copyable_v<Value> && std::is_trivially_destructible_v<Value>);
    if (values.empty()) return {};
    const std::size_t bytes = values.size() * sizeof(Value);
    void* place = allocate(bytes + alignof(Value) - 1);
    std::size_t room = bytes + alignof(Value) - 1;
    place = std::align(alignof(Value), bytes, place, room);
    auto* const copied = static_cast<Value*>(place);
    std::uninitialized_copy(values.begin(), values.end(), copied);
    return {copied, values.size()};
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
