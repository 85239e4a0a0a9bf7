// What of a page's characters a reader sees: white space, and characters without a shape, are nothing.
#pragma once

#include <cstddef>
#include <string_view>

namespace pressclip {

// Whether UTF-8 text holds anything but white space, controls and characters that have no shape of their own
// (joiners, variation selectors, fillers, object replacement characters).
inline bool has_visible_text(std::string_view text);

// The same, where the first character does not tell.
bool finds_visible_text(std::string_view text);

bool has_visible_text(std::string_view text) {
  if (text.empty()) return false;
  return (text.front() > ' ' && text.front() < 0x7F) || finds_visible_text(text);
}

// The white space that a text begins with, by what of it indents a line.
struct LeadingSpace {
  std::size_t ideographic = 0;  // U+3000
  std::size_t fixed = 0;        // no-break, en and em spaces
};
LeadingSpace leading_space(std::string_view text);

}  // namespace pressclip
