// The first half of the pipeline, bytes → blocks and metadata, for extract() and for the training.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pressclip/article.h"
#include "pressclip/metadata.h"
#include "pressclip/pressclip.h"
#include "pressclip/segment.h"

namespace pressclip {

struct Page {
  BlockList blocks;
  Metadata metadata;
  std::vector<Warning> warnings;
};

// What the page views stays in `bytes`, which must outlive it.
Page read_page(std::string_view bytes, const Options& options);
Page read_page(std::string_view bytes, const Options& options, PageMemory& memory);
Page read_page(std::string&& bytes, const Options& options) = delete;

}  // namespace pressclip
