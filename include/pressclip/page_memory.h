// Memory that whoever works on many pages keeps from one to the next.
#pragma once

#include <array>
#include <cstddef>
#include <memory>

namespace pressclip {

// Chunks for what a page needs only while it is worked on: they are given back when that is done, also by an
// exception, and taken again for the next page. What the answer holds is never in them. For one page at a
// time: each thread has its own.
class PageMemory {
 public:
  using Chunk = std::unique_ptr<std::byte[]>;

  static constexpr std::size_t kChunkBytes = std::size_t{256} << 10U;
  // No more stays when a page is done, however large it was.
  static constexpr std::size_t kMostKeptBytes = std::size_t{4} << 20U;

  // kChunkBytes of memory, uninitialized.
  [[nodiscard]] Chunk take();
  void give_back(Chunk chunk) noexcept;
  [[nodiscard]] std::size_t kept_bytes() const { return kept_count_ * kChunkBytes; }

 private:
  std::array<Chunk, kMostKeptBytes / kChunkBytes> kept_;
  std::size_t kept_count_ = 0;
};

}  // namespace pressclip
