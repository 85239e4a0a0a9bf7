// Gumbo's memory.
#pragma once

#include <cstddef>
#include <vector>

#include "pressclip/page_memory.h"

namespace pressclip {

// Only the block that was allocated last can be freed (Gumbo's buffers often are); the rest goes with the
// arena.
//
// Gumbo does not check for null, so running out of memory, or of what the arena may hold, throws through its
// frames: they own nothing but what is in the arena, and the platform's C libraries are built with the unwind
// tables that this takes.
class TreeArena {
 public:
  struct Full {};

  // `memory` must outlive the arena.
  TreeArena(PageMemory& memory, std::size_t most_bytes) : memory_(memory), left_(most_bytes) {}
  TreeArena(const TreeArena&) = delete;
  TreeArena& operator=(const TreeArena&) = delete;
  ~TreeArena();

  void* allocate(std::size_t size) {
    size = (size + kAlignment - 1) / kAlignment * kAlignment;
    if (size > room_) grow(size);
    last_ = next_;
    next_ += size;
    room_ -= size;
    return last_;
  }

  void free(void* block) {
    if (block == nullptr || block != last_) return;
    room_ += static_cast<std::size_t>(next_ - last_);
    next_ = last_;
    last_ = nullptr;
  }

 private:
  static constexpr std::size_t kAlignment = alignof(std::max_align_t);

  void grow(std::size_t size);

  PageMemory& memory_;
  std::vector<PageMemory::Chunk> chunks_;  // of the page memory, which gets them back
  std::vector<PageMemory::Chunk> large_;   // for one block each
  std::byte* next_ = nullptr;
  std::byte* last_ = nullptr;
  std::size_t room_ = 0;
  std::size_t left_;
};

}  // namespace pressclip
