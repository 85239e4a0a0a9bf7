// The skeleton of a page: HTML that gives the page's tree with few bytes, and what the references in it stand
// for.
//
// The tree builder takes its time for every character. So a run of text stands in the skeleton as one
// character, a run of white space as one or a few characters of white space, and a tag without its
// attributes; the bytes stay where they are in the page. Text of its own the skeleton has only where a
// character reference is left to the tree builder, so that no other text can be taken for a reference: a
// character of the planes 15 and 16 is always a text, white space always a space.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "pressclip/parse.h"

namespace pressclip {

// A start tag whose attributes were left out of the skeleton.
struct SkeletonTag {
  std::uint32_t offset;           // of its <, in the skeleton
  std::uint32_t first_attribute;  // into Skeleton::attributes
  std::uint32_t attribute_count;
};

class Skeleton {
 public:
  std::string html;
  std::vector<SkeletonTag> tags;  // by their offset
  std::vector<Attribute> attributes;

  // Appends the reference to a run of text that begins with a character that is no white space, or to one of
  // white space alone. Neither is empty, and the bytes outlive the skeleton.
  void append_text(std::string_view text);
  void append_space(std::string_view space);

  // Reads what stands at the beginning of `coded`, text of the tree that was built from the skeleton, and
  // removes it from there: the bytes that a reference stands for, or characters that are no reference, as a
  // view into `coded`.
  std::string_view read_text(std::string_view& coded) const;

 private:
  std::uint32_t index_of_space(std::string_view space);
  void grow_space_table();

  std::vector<std::string_view> texts_;
  std::vector<std::string_view> spaces_;    // each once
  std::vector<std::uint32_t> space_table_;  // by hash: an index into spaces_, counted from 1
};

}  // namespace pressclip
