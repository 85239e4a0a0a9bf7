// The bytes of a Document: the page, and what was made of it.
#pragma once

#include <string>
#include <utility>

#include "pressclip/parse.h"
#include "text/byte_arena.h"

namespace pressclip {

struct Document::Storage : ByteArena {
  explicit Storage(std::string text) : page(std::move(text)) {}

  const std::string page;  // the text that was parsed
};

}  // namespace pressclip
