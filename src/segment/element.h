// What an element means for the text inside it: whether it cuts the text, whether it is seen, and by which
// words it is named.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "pressclip/parse.h"
#include "pressclip/segment.h"
#include "text/byte_arena.h"
#include "text/remembered.h"

namespace pressclip {

enum class Flow : std::uint8_t {
  inside,      // runs on within a line of text
  block,       // begins and ends a block
  line_break,  // <br>
  skipped      // holds no text of the page
};

Flow flow_of(const Node& element);

// 1 to 6 for h1 to h6, else 0.
int heading_level(Tag tag);

// Elements that begin something of their own: a list item or a quote around them does not name what is
// inside.
bool is_sectioning(Tag tag);

// As the HTML standard defines their names.
bool is_custom_element(const Node& element);

// The less visible of the two: that of an element inside another one.
Visibility less_visible(Visibility a, Visibility b);
// The more visible of the two: that of text made of both.
Visibility more_visible(Visibility a, Visibility b);

// What the element's own name and attributes say. Whether class attributes hide anything is remembered for
// the next elements of the page.
Visibility own_visibility(const Document& document, NodeIndex element,
                          Remembered<bool>& screen_reader_classes);

// The names with spaces between them: written into `memory` where there are several.
std::string_view join(std::span<const std::string_view> names, ByteArena& memory);

// The values of class, id, role and the like, separated by spaces: written into `memory` where there are
// several.
std::string_view naming_words(const Document& document, NodeIndex element, ByteArena& memory);

// Its itemprop; empty where it has none.
std::string_view item_name(const Document& document, NodeIndex element);

}  // namespace pressclip
