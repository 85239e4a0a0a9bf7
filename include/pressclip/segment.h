// segment: DOM or plain text → blocks. A block is a run of text that a reader sees as one piece: a paragraph,
// a heading, a list item. From here on HTML and plain text take one road.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "pressclip/parse.h"

namespace pressclip {

enum class BlockKind : std::uint8_t {
  paragraph,
  heading,
  list_item,
  quote,
  preformatted,
  table_row,
  caption
};

// Why a reader of the page would not see a block.
enum class Visibility : std::uint8_t {
  shown,
  hidden,         // the hidden attribute, display:none, visibility:hidden
  aria_hidden,    // aria-hidden="true": shown, but said to be decoration
  screen_reader,  // a class such as visually-hidden: for screen readers only
  noscript,       // shown without scripting only
  inert           // the content of a <template>
};

using BlockIndex = std::uint32_t;
using ContainerIndex = std::uint32_t;

// A link within a block. Offsets are bytes into the block's text; a link around several blocks stands in
// each.
struct Link {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::string_view url;  // as the page has it
};

// A part of a block that an inline element with class words covers: a kicker, a counter. Offsets as in Link.
struct InlinePart {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::string_view words;  // its class words, as the page has them
};

// A block-level element around blocks. Container 0 is the page.
struct Container {
  Tag tag = Tag::unknown;
  ContainerIndex parent = 0;
  std::uint32_t depth = 0;     // 0 for the page
  NodeIndex node = 0;          // 0 in plain text
  BlockIndex first_block = 0;  // the blocks inside are first_block to end_block - 1
  BlockIndex end_block = 0;
  bool custom = false;  // a custom element
  std::string_view
      words;              // values of class, id, role and the like, as the page has them, with spaces between
  std::string_view item;  // itemprop, or empty
};

struct Block {
  BlockKind kind = BlockKind::paragraph;
  Visibility visibility = Visibility::shown;
  bool ordered = false;         // list_item: of a numbered list
  std::uint8_t level = 0;       // heading: 1 to 6
  std::uint8_t list_depth = 0;  // list_item: 1 is the outermost list
  ContainerIndex container = 0;
  NodeIndex node = 0;                // the first text node; 0 in plain text
  std::uint32_t strong_bytes = 0;    // bytes of the text in b, strong
  std::uint32_t emphasis_bytes = 0;  // bytes of the text in i, em
  std::uint32_t images = 0;          // img, video, audio and iframe since the end of the block before
  bool time = false;                 // the block holds a <time>
  std::string_view text;             // normalised; never empty
  std::string_view words;            // class words of inline elements that cover the whole block
  std::string_view item;             // itemprop of an inline element that covers the whole block
  std::span<const Link> links;
  std::span<const InlinePart> parts;  // in short blocks only
};

// A page has no more blocks: what follows is one with the last. The later stages' memory and time are in the
// blocks, and the longest articles have some thousand.
inline constexpr std::size_t kMostBlocks = std::size_t{1} << 14;

// The blocks of a page in page order, and the containers around them in pre-order. Their texts, links and
// parts are views: of the page's own bytes, or of memory of the list. A list and its copies hold both
// together, so the views stay valid as long as one of these lives, whatever becomes of the Document or of the
// text that was cut.
struct BlockList {
  std::vector<Block> blocks;
  std::vector<Container> containers;
  bool plain_text = false;  // a dump, or a page whose elements tell nothing: then there is one container
  bool simplified = false;  // whether kMostBlocks was met
  // What the views point into. Who makes a list by hand may leave it empty and keep that memory another way.
  std::shared_ptr<const void> memory;
};

// Inline elements never split a block; block-level and custom elements do, two <br> with nothing to see
// between them, and one <br> before a line that is indented by an ideographic space or by two spaces that do
// not collapse. Text that is not seen is left out of a block that has other text. Linear in the document.
BlockList segment_blocks(const Document& document);

// Blocks of a plain-text dump: a line each, where its lines are not wrapped; else what stands between blank
// lines.
BlockList segment_text(std::string_view text);

}  // namespace pressclip
