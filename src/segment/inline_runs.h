// The inline elements of a block, and where their text stands once the block's text is normalised.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pressclip/parse.h"

namespace pressclip {

// The text of a block that one inline element covers, from `begin` to `end` in bytes.
struct InlineRun {
  NodeIndex node = 0;
  Tag tag = Tag::unknown;
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string_view words;               // its naming words
  std::string_view item;                // its itemprop
  std::optional<std::string_view> url;  // of a link
};

// Bytes of a text from `first` to `second`.
using Span = std::pair<std::size_t, std::size_t>;

// Takes `spans`, which follow each other without overlap, out of `text`, and moves the runs with it.
void cut_spans(std::string& text, const std::vector<Span>& spans, std::vector<InlineRun>& runs);

// Moves the runs from `raw`, the text as it stands in the page, to `text`, which is `raw` normalised. A run
// begins and ends at characters that are not white space; one that covers nothing is dropped. What follows an
// element and composes with its last character belongs to it. Linear in the text, and n log n in the runs.
void place_runs(std::string_view raw, std::string_view text, bool preformatted, std::vector<InlineRun>& runs);

}  // namespace pressclip
