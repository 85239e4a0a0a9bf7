#include "pressclip/page_memory.h"

#include <utility>

namespace pressclip {

PageMemory::Chunk PageMemory::take() {
  if (kept_count_ == 0) return std::make_unique_for_overwrite<std::byte[]>(kChunkBytes);
  return std::move(kept_[--kept_count_]);
}

void PageMemory::give_back(Chunk chunk) noexcept {
  if (kept_count_ < kept_.size()) kept_[kept_count_++] = std::move(chunk);
}

}  // namespace pressclip
