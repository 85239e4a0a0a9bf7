#include "parse/plain_subtrees.h"

#include <algorithm>

#include "parse/tag_traits.h"

namespace pressclip {
namespace {

// Of formatting elements that are the same, the tree builder forgets one when a fourth comes.
constexpr std::uint32_t kMostFormatting = 2;
// How far an item of a list looks for its list.
constexpr std::size_t kMostItemDepth = 8;

bool is_list_item(Tag tag) {
  return tag == Tag::li || tag == Tag::dd || tag == Tag::dt;
}

bool closes_p(Tag tag) {
  return has(tag, kClosesP) || is_list_item(tag);
}

// Of a, only one is ever open.
bool is_counted_formatting(Tag tag) {
  return has(tag, kFormatting) && tag != Tag::a;
}

// Whether the element, where it ends by its own tag and stands in nothing of its kind, does nothing to
// others.
bool may_be_plain(Tag tag) {
  if (has(tag, kScope | kTablePart)) return false;
  switch (tag) {
    case Tag::body:
    case Tag::form:
    case Tag::frame:
    case Tag::frameset:
    case Tag::head:
    case Tag::html:
    case Tag::image:
    case Tag::math:
    case Tag::nobr:
    case Tag::optgroup:
    case Tag::option:
    case Tag::plaintext:
    case Tag::rb:
    case Tag::rp:
    case Tag::rt:
    case Tag::rtc:
    case Tag::ruby:
    case Tag::select:
    case Tag::textarea:
    case Tag::title:
    case Tag::xmp:
      return false;
    default:
      return true;
  }
}

// Whether the element stays in the head, or in a noscript there, with nothing done to what is around.
bool may_stand_in_head(Tag tag, Tag around) {
  switch (tag) {
    case Tag::link:
    case Tag::meta:
    case Tag::style:
      return around == Tag::head || around == Tag::noscript;
    case Tag::base:
    case Tag::noscript:
    case Tag::script:
    case Tag::title:
      return around == Tag::head;
    default:
      return false;
  }
}

}  // namespace

bool PlainSubtrees::may_be_list_item(Tag tag) const {
  const std::size_t last = open_.size() - std::min(open_.size(), kMostItemDepth);
  for (std::size_t i = open_.size(); i-- > last;) {
    const Tag around = open_[i].tag;
    if (is_list_item(around) && (around == Tag::li) == (tag == Tag::li)) return false;
    if (has(around, kSpecial) && around != Tag::address && around != Tag::div && around != Tag::p)
      return true;
  }
  return false;
}

bool PlainSubtrees::may_be_here(Tag tag) const {
  return is_in_head() ? may_stand_in_head(tag, open_.back().tag) : may_be_plain(tag);
}

// Inside of what is open.
bool PlainSubtrees::may_stand_here(Tag tag) const {
  if (open_.empty() || is_in_head()) return true;
  if (closes_p(tag) && (is_open(Tag::p) || !closes_p(open_.front().tag))) return false;
  if (is_list_item(tag)) return may_be_list_item(tag);
  if (has(tag, kHeading)) return !has(open_.back().tag, kHeading);
  return !((has(tag, kFormatting) || tag == Tag::button) && is_open(tag));
}

void PlainSubtrees::start_tag(const RawTag& tag, std::size_t offset, std::size_t first_attribute) {
  const bool is_head = tag.tag == Tag::head && is_before_head_;
  is_before_head_ = false;
  if (!is_head && !may_be_here(tag.tag)) return stop();
  if (!may_stand_here(tag.tag)) stop();
  // A title is only met in the head, and its text and end tag are steps.
  const bool is_void = has(tag.tag, kVoid) && tag.tag != Tag::title;
  if (open_.empty() && (is_void || !elements_.may_begin_plain())) return;
  skeleton_.steps.push_back(
      {.begin = tag.name.data(),
       .size = static_cast<std::uint32_t>(tag.name.size()),
       .first_attribute = static_cast<std::uint32_t>(first_attribute),
       .attribute_count = static_cast<std::uint32_t>(skeleton_.attributes.size() - first_attribute),
       .kind = SubtreeStep::Kind::start,
       .tag = tag.tag});
  const Open element{.tag = tag.tag,
                     .name = tag.name,
                     .name_hash = tag.name_hash,
                     .offset = static_cast<std::uint32_t>(offset),
                     .content = static_cast<std::uint32_t>(skeleton_.html.size()),
                     .first_step = static_cast<std::uint32_t>(skeleton_.steps.size()),
                     .runs = static_cast<std::uint32_t>(skeleton_.runs.size()),
                     .tags = static_cast<std::uint32_t>(skeleton_.tags.size()),
                     .subtrees = static_cast<std::uint32_t>(skeleton_.subtrees.size()),
                     .formatting = formatting_};
  if (is_void) {
    skeleton_.steps.push_back({.kind = SubtreeStep::Kind::end});
    return open_.back().add(element);
  }
  if (is_counted_formatting(tag.tag)) ++formatting_;
  open_.push_back(element);
  ++open_counts_[static_cast<std::size_t>(tag.tag)];
}

void PlainSubtrees::text(std::string_view run) {
  const bool is_space = is_html_space(run.front());
  is_before_head_ = is_before_head_ && is_space;
  if (open_.empty()) return;
  // It would be the body's.
  if (is_in_head() && !is_space && open_.back().tag != Tag::title) return stop();
  open_.back().holds_text = true;
  SubtreeStep& last = skeleton_.steps.back();
  if (last.kind == SubtreeStep::Kind::text && last.begin + last.size == run.data()) {
    last.size += static_cast<std::uint32_t>(run.size());
    return;
  }
  skeleton_.steps.push_back(
      {.begin = run.data(), .size = static_cast<std::uint32_t>(run.size()), .kind = SubtreeStep::Kind::text});
}

void PlainSubtrees::end_tag(const RawTag& tag) {
  is_before_head_ = false;
  if (open_.empty()) return;
  const Open element = open_.back();
  if (element.tag != tag.tag || element.name_hash != tag.name_hash ||
      !equals_ignoring_case(element.name, tag.name))
    return stop();
  open_.pop_back();
  --open_counts_[static_cast<std::size_t>(tag.tag)];
  shorten(element);
  if (open_.empty()) return forget_steps();
  skeleton_.steps.push_back({.kind = SubtreeStep::Kind::end});
  open_.back().add(element);
}

void PlainSubtrees::Open::add(const Open& child) {
  holds_text = holds_text || child.holds_text || !has(child.tag, kNoReopening);
  holds_a = holds_a || child.holds_a || child.tag == Tag::a;
  holds_button = holds_button || child.holds_button || child.tag == Tag::button;
  holds_formatting = holds_formatting || child.holds_formatting || is_counted_formatting(child.tag);
  holds_block = holds_block || child.holds_block || closes_p(child.tag);
}

// Takes what is in the element out of the skeleton, where that is as good.
void PlainSubtrees::shorten(const Open& element) {
  // In the head, the tree builder has rules of its own for noscript.
  if ((element.holds_block && !closes_p(element.tag)) || element.tag == Tag::noscript ||
      element.tag == Tag::title)
    return;
  if (element.holds_formatting && element.formatting > kMostFormatting) return;
  // Nothing is opened again in the head, and a text would end it.
  const bool holds_text =
      element.holds_text && !element.holds_a && !element.holds_button && element.tag != Tag::head;
  const SkeletonSubtree subtree{.offset = element.offset,
                                .first_step = element.first_step,
                                .end_step = static_cast<std::uint32_t>(skeleton_.steps.size()),
                                .holds_text = holds_text,
                                .holds_a = element.holds_a,
                                .holds_button = element.holds_button};
  const std::size_t end_tag = skeleton_.html.size() - std::string_view("</>").size() - element.name.size();
  const std::string_view probe = subtree.html();
  if (probe.size() >= end_tag - element.content) return;
  skeleton_.html.replace(element.content, end_tag - element.content, probe);
  skeleton_.runs.resize(element.runs);
  skeleton_.tags.resize(element.tags);
  skeleton_.subtrees.resize(element.subtrees);
  skeleton_.subtrees.push_back(subtree);
  formatting_ = element.formatting + (is_counted_formatting(element.tag) ? 1 : 0);
}

void PlainSubtrees::stop() {
  if (open_.empty()) return;
  for (const Open& element : open_) open_counts_[static_cast<std::size_t>(element.tag)] = 0;
  open_.clear();
  forget_steps();
}

// Those of what was not left out.
void PlainSubtrees::forget_steps() {
  skeleton_.steps.resize(skeleton_.subtrees.empty() ? 0 : skeleton_.subtrees.back().end_step);
}

}  // namespace pressclip
