#include "parse/skeleton_writer.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <utility>

#include "parse/tag_traits.h"

namespace pressclip {
namespace {

// Of formatting elements that are the same, the tree builder forgets one when a fourth comes.
constexpr std::uint32_t kMostFormatting = 2;
// How far an item of a list looks for its list.
constexpr std::size_t kMostItemDepth = 8;

constexpr bool is_list_item(Tag tag) {
  return tag == Tag::li || tag == Tag::dd || tag == Tag::dt;
}

constexpr bool closes_p(Tag tag) {
  return has(tag, kClosesP) || is_list_item(tag);
}

// Of a, only one is ever open.
constexpr bool is_counted_formatting(Tag tag) {
  return has(tag, kFormatting) && tag != Tag::a;
}

// What an element asks the tree builder for itself, by its tag.
constexpr auto kHeldBy = [] {
  std::array<std::uint8_t, 256> held{};
  for (std::size_t i = 0; i < held.size(); ++i) {
    const auto tag = static_cast<Tag>(i);
    held[i] = static_cast<std::uint8_t>(
        (has(tag, kNoReopening) ? 0 : kHoldsText) | (tag == Tag::a ? kHoldsA : 0) |
        (tag == Tag::button ? kHoldsButton : 0) | (is_counted_formatting(tag) ? kHoldsFormatting : 0));
  }
  return held;
}();

// What is held where the element is, which holds `held` itself.
std::uint8_t held_with(Tag tag, std::uint8_t held) {
  return held | kHeldBy[static_cast<std::size_t>(tag)];
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

// All that the tree builder asks an input.
bool is_hidden_input(std::span<const Attribute> attributes) {
  const auto type = std::ranges::find(attributes, "type", &Attribute::name);
  return type != attributes.end() && equals_ignoring_case(type->value, "hidden");
}

void append_attribute(const Attribute& attribute, std::string& html) {
  html.append(" ").append(attribute.name).append("=\"");
  for (const char c : attribute.value) {
    if (c == '&')
      html += "&amp;";
    else if (c == '"')
      html += "&quot;";
    else
      html += c;
  }
  html += '"';
}

// Whether what begins with the step `next`, right behind an element, may stand out of the skeleton because
// the element stands in it: it does nothing to what is around that the element did not.
bool may_follow(const SubtreeStep& first, const SubtreeStep& next) {
  if (next.kind == SubtreeStep::Kind::text) return true;
  if (next.kind != SubtreeStep::Kind::start || !next.may_be_left_out) return false;
  if (closes_p(next.tag) && !closes_p(first.tag)) return false;
  if (is_list_item(next.tag))
    return is_list_item(first.tag) && (first.tag == Tag::li) == (next.tag == Tag::li);
  return !has(next.tag, kHeading) || has(first.tag, kHeading);
}

}  // namespace

bool SkeletonWriter::may_be_list_item(Tag tag) const {
  const std::size_t last = open_.size() - std::min(open_.size(), kMostItemDepth);
  for (std::size_t i = open_.size(); i-- > last;) {
    const Tag around = open_[i].tag;
    if (is_list_item(around) && (around == Tag::li) == (tag == Tag::li)) return false;
    if (has(around, kSpecial) && around != Tag::address && around != Tag::div && around != Tag::p)
      return true;
  }
  return false;
}

bool SkeletonWriter::may_be_here(Tag tag) const {
  return is_in_head() ? may_stand_in_head(tag, open_.back().tag) : may_be_plain(tag);
}

// Inside of what is open.
bool SkeletonWriter::may_stand_here(Tag tag) const {
  if (open_.empty() || is_in_head()) return true;
  if (closes_p(tag) && (is_open(Tag::p) || !closes_p(open_.front().tag))) return false;
  if (is_list_item(tag)) return may_be_list_item(tag);
  if (has(tag, kHeading)) return !has(open_.back().tag, kHeading);
  return !((has(tag, kFormatting) || tag == Tag::button) && is_open(tag));
}

// Ends what waits where the element must not stand in it.
bool SkeletonWriter::may_wait(const RawTag& tag, bool is_head) {
  if (!leaves_out_ || (!is_head && !may_be_here(tag.tag))) return false;
  if (!may_stand_here(tag.tag)) stop();
  if (!open_.empty()) return true;
  // Nothing begins with an element that can hold nothing.
  return elements_.may_begin_plain() && (is_waiting() || !has(tag.tag, kVoid));
}

void SkeletonWriter::start_tag(const RawTag& tag, std::size_t first_attribute) {
  const bool is_head = tag.tag == Tag::head && is_before_head_;
  is_before_head_ = false;
  // There the white space between words stays, and the words go.
  if (tag.tag == Tag::frameset) leaves_out_ = false;
  const std::size_t attribute_count = skeleton_.attributes.size() - first_attribute;
  if (!may_wait(tag, is_head)) {
    stop();
    return write_start(tag.name, tag.tag, first_attribute, attribute_count);
  }
  // A title is only met in the head, and its text and end tag are steps.
  const bool is_void = has(tag.tag, kVoid) && tag.tag != Tag::title;
  Open& element = open_.emplace_back();
  element.tag = tag.tag;
  element.name_hash = tag.name_hash;
  element.formatting = elements_.formatting_count();
  element.step = skeleton_.steps.size();
  ++open_counts_[static_cast<std::size_t>(tag.tag)];
  SubtreeStep& step = skeleton_.steps.emplace_back();
  step.begin = tag.name.data();
  step.size = static_cast<std::uint32_t>(tag.name.size());
  step.first_attribute = static_cast<std::uint32_t>(first_attribute);
  step.attribute_count = static_cast<std::uint16_t>(attribute_count);
  step.tag = tag.tag;
  step.kind = SubtreeStep::Kind::start;
  if (is_void) close_last();
}

void SkeletonWriter::start_tag_in_part(const RawTag& tag, std::size_t first_attribute) {
  is_before_head_ = false;
  stop();
  write_start(tag.name, tag.tag, first_attribute, skeleton_.attributes.size() - first_attribute);
}

void SkeletonWriter::text(std::string_view run) {
  const bool is_space = is_html_space(run.front());
  is_before_head_ = is_before_head_ && is_space;
  // In the head it would be the body's.
  if (is_in_head() && !is_space && open_.back().tag != Tag::title) stop();
  if (!is_waiting()) return is_space ? skeleton_.append_space(run) : skeleton_.append_text(run);
  if (!open_.empty()) open_.back().held |= kHoldsText;
  SubtreeStep& last = skeleton_.steps.back();
  if (last.kind == SubtreeStep::Kind::text && last.begin + last.size == run.data()) {
    last.size += static_cast<std::uint32_t>(run.size());
    return;
  }
  SubtreeStep& step = skeleton_.steps.emplace_back();
  step.begin = run.data();
  step.size = static_cast<std::uint32_t>(run.size());
  step.kind = SubtreeStep::Kind::text;
}

bool SkeletonWriter::is_end_of_last(const RawTag& tag) const {
  if (open_.empty() || open_.back().tag != tag.tag) return false;
  const Open& last = open_.back();
  return tag.tag != Tag::unknown || (last.name_hash == tag.name_hash &&
                                     equals_ignoring_case(skeleton_.steps[last.step].text(), tag.name));
}

void SkeletonWriter::end_tag(const RawTag& tag) {
  is_before_head_ = false;
  if (!is_end_of_last(tag)) {
    stop();
    // Gumbo 0.10.1 would put a text that it holds back behind the form.
    if (tag.tag == Tag::form && !skeleton_.html.ends_with('>')) skeleton_.html += "<!---->";
    return write_end(tag.name);
  }
  close_last();
}

void SkeletonWriter::html(std::string_view html) {
  is_before_head_ = false;
  prologue(html);
}

void SkeletonWriter::prologue(std::string_view html) {
  stop();
  skeleton_.html += html;
}

void SkeletonWriter::separate() {
  // What waits stands in no table but in its cells.
  if (!is_waiting() && elements_.is_in_table() && !skeleton_.html.ends_with('>')) skeleton_.html += "<!---->";
}

bool SkeletonWriter::may_be_left_out(const Open& element) {
  // In the head, the tree builder has rules of its own for noscript.
  if (element.tag == Tag::noscript || element.tag == Tag::title) return false;
  return element.formatting <= kMostFormatting ||
         ((element.held & kHoldsFormatting) == 0 && !is_counted_formatting(element.tag));
}

void SkeletonWriter::close_last() {
  const Open& element = open_.back();
  const std::size_t end = skeleton_.steps.size();
  SubtreeStep& start = skeleton_.steps[element.step];
  start.length = static_cast<std::uint32_t>(end - element.step);
  start.may_be_left_out = may_be_left_out(element);
  start.held = element.held;
  const std::string_view name = start.text();
  SubtreeStep& step = skeleton_.steps.emplace_back();
  step.begin = name.data();
  step.size = static_cast<std::uint32_t>(name.size());
  step.tag = element.tag;
  --open_counts_[static_cast<std::size_t>(element.tag)];
  if (open_.size() > 1) open_[open_.size() - 2].held |= held_with(element.tag, element.held);
  open_.pop_back();
}

void SkeletonWriter::stop() {
  if (!is_waiting()) return;
  write_waiting();
  for (const Open& element : open_) open_counts_[static_cast<std::size_t>(element.tag)] = 0;
  open_.clear();
}

// Writes as much of it as the tree builder must see. The steps stay where it does not see all of them.
void SkeletonWriter::write_waiting() {
  std::vector<SubtreeStep>& steps = skeleton_.steps;
  const std::size_t subtrees = skeleton_.subtrees.size();
  for (std::size_t i = written_; i < steps.size();) {
    const SubtreeStep step = steps[i];
    switch (step.kind) {
      case SubtreeStep::Kind::text:
        write_text(step.text());
        ++i;
        break;
      case SubtreeStep::Kind::end:
        write_end(step.text());
        ++i;
        break;
      case SubtreeStep::Kind::start:
        if (step.tag == Tag::head) {
          i = write_head(i);
          break;
        }
        if (step.may_be_left_out && !has(step.tag, kVoid)) {
          i = write_subtree(i);
          break;
        }
        write_start(step.text(), step.tag, step.first_attribute, step.attribute_count);
        // The end of what has no content goes with its start.
        i += has(step.tag, kVoid) && step.tag != Tag::title ? 2U : 1U;
        break;
    }
  }
  if (skeleton_.subtrees.size() == subtrees) steps.resize(written_);
  written_ = steps.size();
}

// Writes the head, whose start tag is the step `first`, without what it is sure to hold. Returns the first
// step behind that.
std::size_t SkeletonWriter::write_head(std::size_t first) {
  std::vector<SubtreeStep>& steps = skeleton_.steps;
  const SubtreeStep head = steps[first];
  std::size_t end = first + 1;
  while (end < steps.size() && (steps[end].kind == SubtreeStep::Kind::text || steps[end].length > 0))
    end += steps[end].length + 1;
  const auto offset = static_cast<std::uint32_t>(skeleton_.html.size());
  write_start(head.text(), head.tag, head.first_attribute, head.attribute_count);
  skeleton_.subtrees.push_back({.offset = offset,
                                .first_step = static_cast<std::uint32_t>(first + 1),
                                .end_step = static_cast<std::uint32_t>(end),
                                .end_following = static_cast<std::uint32_t>(end)});
  return end;
}

// Writes the element whose start tag is the step `first` for all of what follows it that is as plain. Returns
// the first step behind that.
std::size_t SkeletonWriter::write_subtree(std::size_t first) {
  std::vector<SubtreeStep>& steps = skeleton_.steps;
  const SubtreeStep element = steps[first];
  std::uint8_t held = element.held;
  const std::size_t end = first + element.length;
  std::size_t behind = end + 1;
  while (behind < steps.size() && may_follow(element, steps[behind])) {
    const SubtreeStep& next = steps[behind];
    const bool is_element = next.kind == SubtreeStep::Kind::start;
    held |= is_element ? held_with(next.tag, next.held) : std::uint8_t{kHoldsText};
    behind += next.length + 1;
  }
  // The element itself asks what one of its kind in it would.
  const bool holds_a = (held & kHoldsA) != 0 && element.tag != Tag::a;
  const bool holds_button = (held & kHoldsButton) != 0 && element.tag != Tag::button;
  const auto offset = static_cast<std::uint32_t>(skeleton_.html.size());
  write_start(element.text(), element.tag, element.first_attribute, element.attribute_count);
  const SkeletonSubtree subtree{.offset = offset,
                                .first_step = static_cast<std::uint32_t>(first + 1),
                                .end_step = static_cast<std::uint32_t>(end),
                                .end_following = static_cast<std::uint32_t>(behind),
                                .holds_text = (held & kHoldsText) != 0 && !holds_a && !holds_button,
                                .holds_a = holds_a,
                                .holds_button = holds_button};
  skeleton_.html += subtree.html();
  write_end(element.text());
  skeleton_.subtrees.push_back(subtree);
  return behind;
}

void SkeletonWriter::write_start(std::string_view name, Tag tag, std::size_t first_attribute,
                                 std::size_t attribute_count) {
  std::string& html = skeleton_.html;
  const std::span<const Attribute> attributes =
      std::span(skeleton_.attributes).subspan(first_attribute, attribute_count);
  if (!attributes.empty())
    skeleton_.tags.push_back({.offset = static_cast<std::uint32_t>(html.size()),
                              .first_attribute = static_cast<std::uint32_t>(first_attribute),
                              .attribute_count = static_cast<std::uint32_t>(attribute_count)});
  html.append("<").append(name);
  // The tree builder compares those of formatting elements, but of a only one is ever open.
  if (is_counted_formatting(tag))
    for (const Attribute& attribute : attributes) append_attribute(attribute, html);
  if (tag == Tag::input && is_hidden_input(attributes)) html += " type=hidden";
  html += '>';
  if (is_emptied(tag)) write_end(name);
}

void SkeletonWriter::write_end(std::string_view name) {
  skeleton_.html.append("</").append(name).append(">");
}

// What waits may be white space and the text behind it.
void SkeletonWriter::write_text(std::string_view run) {
  std::size_t space = 0;
  while (space < run.size() && is_html_space(run[space])) ++space;
  if (space > 0) skeleton_.append_space(run.substr(0, space));
  if (space < run.size()) skeleton_.append_text(run.substr(space));
}

}  // namespace pressclip
