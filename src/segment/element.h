// What an element means for the text inside it: whether it cuts the text, whether it is seen, and by which
// words it is named.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

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

// The names with spaces between them: written into `memory` where there are several.
std::string_view join(std::span<const std::string_view> names, ByteArena& memory);

// What the element's own name and attributes say.
struct ElementReading {
  Visibility visibility = Visibility::shown;
  std::string_view words;               // the values of class, id, role and the like, separated by spaces
  std::string_view item;                // its itemprop; empty where it has none
  std::optional<std::string_view> url;  // its href
};

// Reads elements one after the other, each attribute once.
class ElementReader {
 public:
  // Words of several attributes are written into `memory`.
  ElementReader(const Document& document, ByteArena& memory) : document_(document), memory_(memory) {}

  ElementReading read(NodeIndex element);

 private:
  const Document& document_;
  ByteArena& memory_;
  Remembered<bool> screen_reader_classes_;
  std::vector<std::string_view> names_;  // of the element that is read
};

}  // namespace pressclip
