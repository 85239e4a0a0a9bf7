// The skeleton of a page: HTML that gives the page's tree with few bytes, and what those bytes stand for.
//
// The tree builder takes its time for every character. So a run of text stands in the skeleton as one
// character, a run of white space as one space, and a tag without its attributes; the bytes stay where they
// are in the page. What a character or a tag stands for is told by its place in the skeleton alone. Text of
// its own the skeleton has only where a character reference is left to the tree builder, and no reference
// stands for either of the two characters, so that no text can be taken for a run.
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

// A run of text, or one of white space.
struct SkeletonRun {
  const char* begin;
  std::uint32_t size;
  std::uint32_t offset;  // of its character, in the skeleton

  [[nodiscard]] std::string_view text() const { return {begin, size}; }
};

// What an element holds that asks the tree builder something.
enum Held : std::uint8_t {
  kHoldsText = 1,  // or what else opens formatting elements again
  kHoldsA = 2,
  kHoldsButton = 4,
  kHoldsFormatting = 8,  // other than a
};

// One step through a stretch of the page that stands out of the skeleton: a start tag, a text, or the end of
// an element.
struct SubtreeStep {
  enum class Kind : std::uint8_t { start, text, end };

  const char* begin = nullptr;  // of the element's name as it stands, or of the text
  std::uint32_t size = 0;
  std::uint32_t first_attribute = 0;  // into Skeleton::attributes
  std::uint32_t length = 0;           // of a start tag: how many steps on its end is; 0 while it is open
  std::uint16_t attribute_count = 0;
  Tag tag = Tag::unknown;
  Kind kind = Kind::end;
  // Of a start tag, once its end is there.
  bool may_be_left_out = false;
  std::uint8_t held = 0;  // of Held

  [[nodiscard]] std::string_view text() const { return {begin, size}; }
};

// An element that stands in the skeleton with other content than in the page, and for what follows it.
struct SkeletonSubtree {
  std::uint32_t offset;         // of its <, in the skeleton
  std::uint32_t first_step;     // of its content, into Skeleton::steps
  std::uint32_t end_step;       // of its content; behind it begins what follows the element
  std::uint32_t end_following;  // of what follows it
  // What it holds in the skeleton.
  bool holds_text = false;
  bool holds_a = false;
  bool holds_button = false;

  [[nodiscard]] std::string_view html() const;
};

struct Skeleton {
  std::string html;
  std::vector<SkeletonTag> tags;          // by their offset
  std::vector<SkeletonRun> runs;          // by their offset
  std::vector<SkeletonSubtree> subtrees;  // by their offset
  std::vector<SubtreeStep> steps;
  std::vector<Attribute> attributes;

  // Appends a run of text that begins with a character that is no white space, or one of white space alone.
  // Neither is empty, and the bytes outlive the skeleton.
  void append_text(std::string_view text);
  void append_space(std::string_view space);
};

// Says what stands at the places of a skeleton. Quickest where they are asked for in their order.
class SkeletonReader {
 public:
  explicit SkeletonReader(const Skeleton& skeleton) : skeleton_(skeleton) {}

  // The tag at `place` in the skeleton's html; null where it has its attributes there, or none.
  const SkeletonTag* tag_at(const char* place);

  // The subtree whose outermost element stands at `place`; null where none does.
  const SkeletonSubtree* subtree_at(const char* place);

  // A text of the tree that was built from the skeleton is next, and begins at `place`.
  void begin_text(const char* place);
  // Reads what stands at the beginning of `coded`, the rest of that text, and removes it from there: the
  // bytes of a run, or characters that are none, as a view into `coded`.
  std::string_view read_text(std::string_view& coded);

 private:
  [[nodiscard]] std::uint32_t offset_of(const char* place) const {
    return static_cast<std::uint32_t>(place - skeleton_.html.data());
  }

  const Skeleton& skeleton_;
  std::size_t next_tag_ = 0;
  std::size_t next_run_ = 0;
  std::size_t next_subtree_ = 0;
};

}  // namespace pressclip
