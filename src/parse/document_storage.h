// The bytes of a Document: the page, and what was made of it.
#pragma once

#include <memory>
#include <string_view>
#include <utility>

#include "pressclip/parse.h"
#include "text/byte_arena.h"

namespace pressclip {

struct Document::Storage : ByteArena {
  explicit Storage(std::string_view text, std::shared_ptr<const void> memory = nullptr)
      : page(text), owner(std::move(memory)) {}

  const std::string_view page;              // the text that was parsed
  const std::shared_ptr<const void> owner;  // of the text, if anything here owns it
};

}  // namespace pressclip
