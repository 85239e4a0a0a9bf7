// Subtrees that stand out of the skeleton, because the tree builder could only build them as they are
// written.
//
// Where every element of a stretch of the page ends by its own end tag, and none of its tags is one that
// moves others, opens them again or closes them, the tree is the nesting of the tags. Such a stretch is kept
// as steps; the skeleton has its outermost element with as little in it as asks the tree builder the same
// questions: a text, where formatting elements might have to be opened again; an a and a button, which close
// others of their kind. Where the tree then has anything else at that place, the place was not as it seemed,
// and the skeleton is made anew without such subtrees.
//
// The head is such a subtree where it holds nothing but what belongs there.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "parse/html_tokens.h"
#include "parse/open_elements.h"
#include "parse/skeleton.h"

namespace pressclip {

// Follows the page tag by tag, and shortens the skeleton at its end where a subtree turns out to be plain.
class PlainSubtrees {
 public:
  // `elements` are those that are open at the place that the skeleton has come to.
  PlainSubtrees(const OpenElements& elements, Skeleton& skeleton)
      : elements_(elements), skeleton_(skeleton) {}

  // The start tag was appended to the skeleton at `offset`, its attributes from `first_attribute` on. The
  // content of raw text, and its end tag, are no step of their own, but for a title's.
  void start_tag(const RawTag& tag, std::size_t offset, std::size_t first_attribute);
  // The run was appended to the skeleton.
  void text(std::string_view run);
  // The end tag was appended to the skeleton.
  void end_tag(const RawTag& tag);
  // What comes next is not plain, nor is any element that is open.
  void stop();

 private:
  struct Open {
    Tag tag;
    bool holds_text = false;  // or what else opens formatting elements again
    bool holds_a = false;
    bool holds_button = false;
    bool holds_formatting = false;  // other than a
    bool holds_block = false;       // what closes a p
    std::string_view name;
    std::uint32_t name_hash;
    std::uint32_t offset;      // of its start tag, in the skeleton
    std::uint32_t content;     // where its start tag ends there
    std::uint32_t first_step;  // behind that of its start tag
    std::uint32_t runs;        // the skeleton's, when it began
    std::uint32_t tags;
    std::uint32_t subtrees;
    std::uint32_t formatting;

    void add(const Open& child);
  };

  [[nodiscard]] bool is_in_head() const { return !open_.empty() && open_.front().tag == Tag::head; }
  [[nodiscard]] bool may_be_here(Tag tag) const;
  [[nodiscard]] bool may_stand_here(Tag tag) const;
  [[nodiscard]] bool may_be_list_item(Tag tag) const;
  [[nodiscard]] bool is_open(Tag tag) const { return open_counts_[static_cast<std::size_t>(tag)] > 0; }
  void shorten(const Open& element);
  void forget_steps();

  const OpenElements& elements_;
  Skeleton& skeleton_;
  std::vector<Open> open_;
  std::array<std::uint16_t, 256> open_counts_{};
  bool is_before_head_ = true;    // whether the head may still begin
  std::uint32_t formatting_ = 0;  // start tags of formatting elements, but for a, in the skeleton
};

}  // namespace pressclip
