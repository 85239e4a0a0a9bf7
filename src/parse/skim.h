// skim: a page → its skeleton, all that the tree builder needs to see of it.
//
// One pass over the text that knows the states of the HTML tokenizer. It leaves out what no stage reads (the
// bodies of script, style and svg, comments), takes the JSON-LD first, puts references in the place of texts
// and attributes, and bounds what makes tree building dear: depth, the attributes of a tag, formatting
// elements left open, the number of elements. Linear in the text.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "parse/document_storage.h"
#include "parse/skeleton.h"
#include "parse/skeleton_writer.h"
#include "pressclip/parse.h"

namespace pressclip {

struct SkimmedPage {
  Skeleton skeleton;
  std::vector<std::string_view> json_ld;  // views into the page
  bool simplified = false;  // whether a bound was met, so that the skeleton's tree is not the page's
  bool has_frameset = false;
};

// Whether subtrees that are plain stand out of the skeleton.
// What the skeleton stands for are views into `text`, or bytes in `storage`.
SkimmedPage skim(std::string_view text, const ParseLimits& limits, Document::Storage& storage,
                 Subtrees subtrees = Subtrees::left_out);

}  // namespace pressclip
