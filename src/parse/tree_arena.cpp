#include "parse/tree_arena.h"

#include <utility>

namespace pressclip {

TreeArena::~TreeArena() {
  for (PageMemory::Chunk& chunk : chunks_) memory_.give_back(std::move(chunk));
}

void TreeArena::grow(std::size_t size) {
  const bool is_large = size > PageMemory::kChunkBytes;
  const std::size_t bytes = is_large ? size : PageMemory::kChunkBytes;
  if (bytes > left_) throw Full();
  std::vector<PageMemory::Chunk>& chunks = is_large ? large_ : chunks_;
  chunks.push_back(is_large ? std::make_unique_for_overwrite<std::byte[]>(bytes) : memory_.take());
  left_ -= bytes;
  next_ = chunks.back().get();
  room_ = bytes;
  last_ = nullptr;
}

}  // namespace pressclip
