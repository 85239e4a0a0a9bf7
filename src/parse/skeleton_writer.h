// Writes a page's skeleton, without what the tree builder could only build as it is written.
//
// Where every element of a stretch of the page ends by its own end tag, and none of its tags is one that
// moves others, opens them again or closes them, the tree is the nesting of the tags. Such a stretch is kept
// as steps; the skeleton has its first element with as little in it as asks the tree builder the same
// questions: a text, where formatting elements might have to be opened again; an a and a button, which close
// others of their kind. Where the tree then has anything else at that place, the place was not as it seemed,
// and the skeleton is made anew with everything in it.
//
// The head stands in the skeleton without what belongs there, as far as it holds nothing else.
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

enum class Subtrees : std::uint8_t { left_out, kept };

// Takes the page tag by tag. What is plain so far waits as steps until something comes that is not.
class SkeletonWriter {
 public:
  // `elements` are those that are open at the place that the page has come to.
  SkeletonWriter(const OpenElements& elements, Subtrees subtrees, Skeleton& skeleton)
      : elements_(elements), leaves_out_(subtrees == Subtrees::left_out), skeleton_(skeleton) {}

  // A start tag, with the skeleton's attributes from `first_attribute` on. An element that has no content, or
  // whose content is left out, ends with it.
  void start_tag(const RawTag& tag, std::size_t first_attribute);
  // The same where some of the attributes were left out.
  void start_tag_in_part(const RawTag& tag, std::size_t first_attribute);
  void end_tag(const RawTag& tag);
  // A run of text that begins with a character that is no white space, or one of white space alone. It is not
  // empty, and its bytes outlive the skeleton.
  void text(std::string_view run);
  // HTML that the tree builder is to see as it is.
  void html(std::string_view html);
  // The same, for what may stand before the head: the doctype, and the first html tag.
  void prologue(std::string_view html);
  // What was left out of the page here was none of the tree's. In a table it keeps two texts apart: white
  // space stands elsewhere there.
  void separate();
  // What comes next is not plain, nor is any element that is open. To be called at the page's end, too.
  void stop();

 private:
  struct Open {
    Tag tag = Tag::unknown;
    std::uint8_t held = 0;  // of Held
    std::uint32_t name_hash = 0;
    std::size_t formatting = 0;  // elements that the tree builder has in its list, with this one
    std::size_t step = 0;        // of its start tag
  };

  [[nodiscard]] bool is_in_head() const { return !open_.empty() && open_.front().tag == Tag::head; }
  [[nodiscard]] bool is_waiting() const { return skeleton_.steps.size() > written_; }
  [[nodiscard]] bool may_be_here(Tag tag) const;
  [[nodiscard]] bool may_stand_here(Tag tag) const;
  [[nodiscard]] bool may_be_list_item(Tag tag) const;
  [[nodiscard]] bool may_wait(const RawTag& tag, bool is_head);
  [[nodiscard]] bool is_open(Tag tag) const { return open_counts_[static_cast<std::size_t>(tag)] > 0; }
  [[nodiscard]] bool is_end_of_last(const RawTag& tag) const;
  [[nodiscard]] static bool may_be_left_out(const Open& element);
  void close_last();

  void write_waiting();
  std::size_t write_head(std::size_t first);
  std::size_t write_subtree(std::size_t first);
  void write_start(std::string_view name, Tag tag, std::size_t first_attribute, std::size_t attribute_count);
  void write_end(std::string_view name);
  void write_text(std::string_view run);

  const OpenElements& elements_;
  bool leaves_out_;
  Skeleton& skeleton_;
  std::size_t written_ = 0;  // the steps that do not wait
  std::vector<Open> open_;   // of the elements that wait
  std::array<std::uint16_t, 256> open_counts_{};
  bool is_before_head_ = true;  // whether the head may still begin
};

}  // namespace pressclip
