#include "parse/open_elements.h"

#include <algorithm>
#include <limits>

#include "parse/tag_traits.h"

namespace pressclip {
namespace {

// News pages nest 16 elements deep in the median and 51 at most (measured on 181).
constexpr std::size_t kStrictDepth = 64;
// Elements that any page may have, and how many bytes it takes to allow one more: in Gumbo's tree one with
// its text is some 400 bytes. News pages have some thousand elements.
constexpr std::size_t kFreeElements = 85'000;
constexpr std::size_t kBytesPerElement = 24;
// Steps of opening formatting elements again: what is made so is made of no bytes of the page.
constexpr std::size_t kMaxReopening = 800'000;
constexpr std::size_t kMaxFormatting = 64;
// Steps of the tree builder that any page may cost, and those that each of its bytes adds. News pages cost
// under one step a byte.
constexpr std::size_t kFreeWork = std::size_t{1} << 22;
constexpr std::size_t kWorkPerByte = 16;
// Steps that stand for making one node.
constexpr std::size_t kNodeWork = 16;

constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();

// Names that Gumbo 0.10.1 lumps together: it takes the end tag of one for that of any other.
bool is_unknown(Tag tag) {
  return tag == Tag::unknown || tag == Tag::dialog || tag == Tag::picture || tag == Tag::slot;
}

// MathML's elements that hold text, in which HTML is allowed.
bool is_math_text(std::string_view name) {
  return std::ranges::any_of(std::to_array<std::string_view>({"mi", "mo", "mn", "ms", "mtext"}),
                             [&](std::string_view text) { return equals_ignoring_case(name, text); });
}

bool holds_html(const RawTag& tag) {
  if (is_math_text(tag.name)) return true;
  if (!equals_ignoring_case(tag.name, "annotation-xml")) return false;
  return std::ranges::any_of(tag.attributes, [](const RawAttribute& attribute) {
    return equals_ignoring_case(attribute.name, "encoding") &&
           (equals_ignoring_case(attribute.value, "text/html") ||
            equals_ignoring_case(attribute.value, "application/xhtml+xml"));
  });
}

}  // namespace

bool breaks_out_of_foreign(const RawTag& tag) {
  switch (tag.tag) {
    case Tag::b:
    case Tag::big:
    case Tag::blockquote:
    case Tag::body:
    case Tag::br:
    case Tag::center:
    case Tag::code:
    case Tag::dd:
    case Tag::div:
    case Tag::dl:
    case Tag::dt:
    case Tag::em:
    case Tag::embed:
    case Tag::h1:
    case Tag::h2:
    case Tag::h3:
    case Tag::h4:
    case Tag::h5:
    case Tag::h6:
    case Tag::head:
    case Tag::hr:
    case Tag::i:
    case Tag::img:
    case Tag::li:
    case Tag::listing:
    case Tag::menu:
    case Tag::meta:
    case Tag::nobr:
    case Tag::ol:
    case Tag::p:
    case Tag::pre:
    case Tag::ruby:
    case Tag::s:
    case Tag::small:
    case Tag::span:
    case Tag::strike:
    case Tag::strong:
    case Tag::sub:
    case Tag::sup:
    case Tag::table:
    case Tag::tt:
    case Tag::u:
    case Tag::ul:
    case Tag::var:
      return true;
    case Tag::font:
      return std::ranges::any_of(tag.attributes, [](const RawAttribute& attribute) {
        return equals_ignoring_case(attribute.name, "color") ||
               equals_ignoring_case(attribute.name, "face") || equals_ignoring_case(attribute.name, "size");
      });
    default:
      return false;
  }
}

bool is_void_element(Tag tag) {
  return has(tag, kVoid);
}

bool is_formatting(Tag tag) {
  return has(tag, kFormatting);
}

OpenElements::OpenElements(std::size_t max_depth, std::size_t page_bytes)
    : max_depth_(std::max<std::size_t>(max_depth, 10) - 2),
      allowance_(kFreeWork + kWorkPerByte * page_bytes),
      max_elements_(kFreeElements + page_bytes / kBytesPerElement) {}

bool OpenElements::is_open(const RawTag& tag) const {
  if (tag.tag == Tag::html || tag.tag == Tag::body) return true;
  return !is_unknown(tag.tag) && open_count(tag.tag) > 0;
}

bool OpenElements::may_begin_plain() const {
  if (open_count(Tag::select) > 0 || open_count(Tag::template_) > 0 || is_foreign()) return false;
  if (is_in_table() && is_between_cells()) return false;
  return std::ranges::all_of(formatting_, &Formatting::is_open);
}

std::uint32_t& OpenElements::dropped(const RawTag& tag) {
  if (tag.tag != Tag::unknown) return dropped_[static_cast<std::size_t>(tag.tag)];
  return dropped_[256 + tag.name_hash % 256];
}

OpenElements::Open& OpenElements::push(Tag tag) {
  ++open_counts_[static_cast<std::size_t>(tag)];
  Open& element = stack_.emplace_back();
  element.tag = tag;
  return element;
}

void OpenElements::pop() {
  const Open& element = stack_.back();
  --open_counts_[static_cast<std::size_t>(element.tag)];
  if (element.formatting != 0) {
    for (Formatting& entry : formatting_) {
      if (entry.number == element.formatting) entry.is_open = false;
    }
  }
  stack_.pop_back();
  if (has_dropped_) {
    dropped_.fill(0);  // what was dropped stood inside what is closed now
    has_dropped_ = false;
  }
}

void OpenElements::pop_to(std::size_t index) {
  while (stack_.size() > index) pop();
}

void OpenElements::erase(std::size_t index) {
  --open_counts_[static_cast<std::size_t>(stack_[index].tag)];
  stack_.erase(stack_.begin() + static_cast<std::ptrdiff_t>(index));
}

// The innermost open element that matches, if none that stops stands before it.
template <typename Matches, typename Stops>
std::size_t OpenElements::find(Matches matches, Stops stops) const {
  for (std::size_t i = stack_.size(); i-- > 0;) {
    if (matches(stack_[i])) return i;
    if (stops(stack_[i])) return kNone;
  }
  return kNone;
}

std::size_t OpenElements::find_in_scope(Tag tag) const {
  if (open_count(tag) == 0) return kNone;
  return find([&](const Open& open) { return open.tag == tag && !open.is_foreign; },
              [](const Open& open) { return has(open.tag, kScope) || open.is_foreign; });
}

std::size_t OpenElements::find_in_table_scope(Tag tag) const {
  if (open_count(tag) == 0) return kNone;
  return find([&](const Open& open) { return open.tag == tag; },
              [](const Open& open) { return open.tag == Tag::table || open.tag == Tag::template_; });
}

std::size_t OpenElements::find_p() const {
  if (open_count(Tag::p) == 0) return kNone;
  return find(
      [&](const Open& open) { return open.tag == Tag::p; },
      [](const Open& open) { return has(open.tag, kScope) || open.tag == Tag::button || open.is_foreign; });
}

void OpenElements::close_p() {
  if (const std::size_t p = find_p(); p != kNone) pop_to(p);
}

// A li closes the li before it, a dd or dt the dd or dt.
void OpenElements::close_list_item(Tag tag) {
  const std::size_t item = find(
      [&](const Open& open) {
        return tag == Tag::li ? open.tag == Tag::li : open.tag == Tag::dd || open.tag == Tag::dt;
      },
      [](const Open& open) {
        return open.is_foreign || (has(open.tag, kSpecial) && open.tag != Tag::address &&
                                   open.tag != Tag::div && open.tag != Tag::p);
      });
  if (item != kNone) pop_to(item);
}

void OpenElements::generate_implied_end_tags() {
  while (!stack_.empty() && has(stack_.back().tag, kImpliedEnd)) pop();
}

// Closes what the start tag of a part of a table closes, and opens what it implies. False where no table is
// open.
bool OpenElements::start_table_part(Tag tag) {
  const std::size_t table =
      find([](const Open& open) { return open.tag == Tag::table || open.tag == Tag::template_; },
           [](const Open& open) { return open.tag == Tag::select || open.is_foreign; });
  if (table == kNone) return false;
  // In a template it depends on the first tag in it whether parts of tables are known or ignored, so there
  // only a part at the very place is closed.
  if (stack_[table].tag == Tag::template_) {
    if (stack_.back().tag == tag) pop();
    return true;
  }
  const auto pop_to_within = [&](auto... tags) {
    while (stack_.size() > table + 1 && !((stack_.back().tag == tags) || ...)) pop();
  };
  for (std::size_t i = table + 1; i < stack_.size(); ++i) {
    if (stack_[i].tag == Tag::td || stack_[i].tag == Tag::th || stack_[i].tag == Tag::caption) {
      pop_to(i);
      clear_formatting_to_marker();
    }
  }
  switch (tag) {
    case Tag::tr:
      pop_to_within(Tag::tbody, Tag::thead, Tag::tfoot);
      break;
    case Tag::td:
    case Tag::th:
      pop_to_within(Tag::tr, Tag::tbody, Tag::thead, Tag::tfoot);
      break;
    case Tag::col:
      pop_to_within(Tag::colgroup);
      break;
    default:
      pop_to_within(Tag::table);
      break;
  }
  const Tag top = stack_.back().tag;
  if (tag == Tag::col && top != Tag::colgroup) push(Tag::colgroup);
  if ((tag == Tag::tr || tag == Tag::td || tag == Tag::th) && top == Tag::table) push(Tag::tbody);
  if ((tag == Tag::td || tag == Tag::th) && top != Tag::tr) push(Tag::tr);
  return true;
}

// Whether the innermost table is open, but no cell and no caption of it.
bool OpenElements::is_between_cells() const {
  const std::size_t part = find(
      [](const Open& open) {
        return !open.is_foreign && (open.tag == Tag::table || has(open.tag, kTablePart));
      },
      [](const Open& open) { return open.tag == Tag::template_; });
  if (part == kNone) return false;
  const Tag tag = stack_[part].tag;
  return tag != Tag::td && tag != Tag::th && tag != Tag::caption;
}

OpenElements::Verdict OpenElements::start_tag(const RawTag& tag, std::string& skeleton) {
  work(kNodeWork + stack_.size() / 2, skeleton);
  if (++elements_ > max_elements_) {
    be_strict(skeleton);
    ++dropped(tag);
    has_dropped_ = true;
    return Verdict::drop;
  }
  if (is_foreign()) {
    if (!breaks_out_of_foreign(tag)) return start_foreign(tag);
    while (is_foreign()) pop();
  }
  if (tag.tag == Tag::html || tag.tag == Tag::head || tag.tag == Tag::body) return Verdict::pass;
  if (tag.tag == Tag::frameset) return ++framesets_ > max_depth_ ? Verdict::drop : Verdict::pass;

  if (is_in_select()) {
    const std::size_t select = find([](const Open& open) { return open.tag == Tag::select; },
                                    [](const Open& open) { return open.tag == Tag::template_; });
    if (select != kNone) {
      switch (tag.tag) {
        case Tag::option:
        case Tag::optgroup:
          if (stack_.back().tag == Tag::option) pop();
          if (tag.tag == Tag::optgroup && stack_.back().tag == Tag::optgroup) pop();
          break;
        case Tag::select:
          pop_to(select);
          return Verdict::pass;
        case Tag::input:
        case Tag::keygen:
        case Tag::textarea:
          pop_to(select);
          break;
        case Tag::script:
        case Tag::template_:
          break;
        default:
          if (!has(tag.tag, kTablePart) && tag.tag != Tag::table) return Verdict::ignored;
          if (open_count(Tag::table) == 0) return Verdict::ignored;
          pop_to(select);
          break;
      }
    }
  }

  if (has(tag.tag, kTablePart)) {
    if (!start_table_part(tag.tag)) return Verdict::ignored;
    if (has(tag.tag, kVoid)) return Verdict::pass;
  } else if (!stack_.empty() && stack_.back().tag == Tag::colgroup && tag.tag != Tag::template_) {
    pop();
  }
  if (tag.tag == Tag::table && is_between_cells()) {
    if (const std::size_t table = find_in_table_scope(Tag::table); table != kNone) pop_to(table);
  }
  if (has(tag.tag, kClosesP)) close_p();
  switch (tag.tag) {
    case Tag::li:
    case Tag::dd:
    case Tag::dt:
      close_list_item(tag.tag);
      close_p();
      break;
    case Tag::button:
      if (const std::size_t button = find_in_scope(Tag::button); button != kNone) pop_to(button);
      break;
    case Tag::option:
    case Tag::optgroup:
      if (!stack_.empty() && stack_.back().tag == Tag::option) pop();
      break;
    case Tag::rb:
    case Tag::rp:
    case Tag::rt:
    case Tag::rtc:
      if (find_in_scope(Tag::ruby) != kNone) generate_implied_end_tags();
      break;
    case Tag::a:
      if (last_formatting(Tag::a) != kNone) {
        end_formatting(tag, skeleton);
        if (const std::size_t left = last_formatting(Tag::a); left != kNone) remove_formatting(left);
      }
      break;
    case Tag::nobr:
      if (find_in_scope(Tag::nobr) != kNone) end_formatting(tag, skeleton);
      break;
    default:
      if (has(tag.tag, kHeading) && !stack_.empty() && has(stack_.back().tag, kHeading)) pop();
      break;
  }
  if (!has(tag.tag, kNoReopening)) reopen_formatting(skeleton);
  if (has(tag.tag, kVoid)) return Verdict::pass;

  if (is_full() || (has(tag.tag, kFormatting) && (is_strict_ || formatting_.size() >= kMaxFormatting))) {
    ++dropped(tag);
    has_dropped_ = true;
    return Verdict::drop;
  }
  if (has(tag.tag, kFormatting)) return push_formatting(tag, skeleton);
  Open& element = push(tag.tag);
  element.is_foreign = tag.tag == Tag::math && !tag.is_self_closing;
  if (is_unknown(tag.tag) || tag.tag == Tag::math) element.unknown_name = tag.name;
  element.name_hash = tag.name_hash;
  if (tag.tag == Tag::math && tag.is_self_closing) pop();
  if (has(tag.tag, kScope) && tag.tag != Tag::table) push_marker();
  return Verdict::pass;
}

OpenElements::Verdict OpenElements::start_foreign(const RawTag& tag) {
  if (tag.is_self_closing || tag.tag == Tag::svg) return Verdict::pass;
  if (is_full()) {
    ++dropped(tag);
    has_dropped_ = true;
    return Verdict::drop;
  }
  Open& element = push(tag.tag);
  element.is_foreign = !holds_html(tag);
  element.unknown_name = tag.name;
  element.name_hash = tag.name_hash;
  return Verdict::pass;
}

OpenElements::Verdict OpenElements::end_tag(const RawTag& tag, std::string& skeleton) {
  const bool ends_colgroup = !stack_.empty() && stack_.back().tag == Tag::colgroup && tag.tag != Tag::col &&
                             tag.tag != Tag::colgroup && tag.tag != Tag::template_;
  if (ends_colgroup) pop();
  const Verdict verdict = end_open(tag, skeleton);
  return ends_colgroup && verdict == Verdict::ignored ? Verdict::pass : verdict;
}

OpenElements::Verdict OpenElements::end_open(const RawTag& tag, std::string& skeleton) {
  work(kNodeWork + stack_.size() / 2, skeleton);
  if (has_dropped_) {
    if (std::uint32_t& count = dropped(tag); count > 0) {
      --count;
      return Verdict::drop;
    }
  }
  // A math element's name ends it wherever its own kind is on top; else the tag is HTML's.
  if (is_foreign() || (!stack_.empty() && !stack_.back().unknown_name.empty())) {
    const std::size_t found = find([&](const Open& open) { return open.has_unknown_name(tag); },
                                   [](const Open& open) { return !open.is_foreign; });
    if (found != kNone) {
      for (std::size_t i = stack_.size(); --i > found;)
        skeleton.append("</").append(stack_[i].unknown_name).append(">");
      pop_to(found);
      return Verdict::pass;
    }
  }
  if (is_in_select()) {
    const bool is_ignored =
        tag.tag == Tag::p || tag.tag == Tag::br || tag.tag == Tag::li || tag.tag == Tag::form;
    const std::size_t select = find([](const Open& open) { return open.tag == Tag::select; },
                                    [](const Open& open) { return open.tag == Tag::template_; });
    if (is_ignored && select != kNone) return Verdict::ignored;
  }
  switch (tag.tag) {
    case Tag::html:
    case Tag::head:
    case Tag::body:
    case Tag::frameset:
      return Verdict::pass;
    case Tag::p:
      if (const std::size_t p = find_p(); p != kNone) {
        pop_to(p);
        return Verdict::pass;
      }
      [[fallthrough]];
    case Tag::br:  // makes an element of its own
      if (++elements_ > max_elements_ || is_strict_) return Verdict::drop;
      return Verdict::pass;
    case Tag::li:
      if (const std::size_t li = find([](const Open& open) { return open.tag == Tag::li; },
                                      [](const Open& open) {
                                        return has(open.tag, kScope) || open.is_foreign ||
                                               open.tag == Tag::ol || open.tag == Tag::ul;
                                      });
          li != kNone) {
        pop_to(li);
        return Verdict::pass;
      }
      return Verdict::ignored;
    case Tag::form:
      if (const std::size_t form = find_in_scope(Tag::form); form != kNone) {
        generate_implied_end_tags();
        if (form < stack_.size()) erase(form);
      }
      return Verdict::pass;  // also where no form is open: the next one may begin then
    case Tag::template_:
      if (const std::size_t element = find([](const Open& open) { return open.tag == Tag::template_; },
                                           [](const Open&) { return false; });
          element != kNone) {
        pop_to(element);
        clear_formatting_to_marker();
        return Verdict::pass;
      }
      return Verdict::ignored;
    case Tag::select:
    case Tag::table:
    case Tag::tbody:
    case Tag::tfoot:
    case Tag::thead:
    case Tag::tr:
    case Tag::td:
    case Tag::th:
    case Tag::caption:
    case Tag::colgroup:
      if (const std::size_t element = find_in_table_scope(tag.tag); element != kNone) {
        const bool is_in_template = find_in_table_scope(Tag::table) == kNone;
        if (is_in_template && tag.tag != Tag::select && element + 1 != stack_.size()) return Verdict::pass;
        for (std::size_t i = element; i < stack_.size(); ++i) {
          if (stack_[i].tag == Tag::td || stack_[i].tag == Tag::th || stack_[i].tag == Tag::caption) {
            clear_formatting_to_marker();
          }
        }
        pop_to(element);
        return Verdict::pass;
      }
      return Verdict::ignored;
    default:
      break;
  }
  if (is_in_select()) {
    if (tag.tag == Tag::option && stack_.back().tag == Tag::option) pop();
    if (tag.tag == Tag::optgroup) {
      if (stack_.back().tag == Tag::option) pop();
      if (stack_.back().tag == Tag::optgroup) pop();
    }
    return Verdict::pass;
  }
  if (has(tag.tag, kFormatting)) return end_formatting(tag, skeleton);
  if (has(tag.tag, kHeading)) {
    const std::size_t heading =
        find([](const Open& open) { return has(open.tag, kHeading); },
             [](const Open& open) { return has(open.tag, kScope) || open.is_foreign; });
    if (heading == kNone) return Verdict::ignored;
    pop_to(heading);
    return Verdict::pass;
  }
  if (has(tag.tag, kBlock) || tag.tag == Tag::dd || tag.tag == Tag::dt) {
    const std::size_t element = find_in_scope(tag.tag);
    if (element == kNone) return Verdict::ignored;
    pop_to(element);
    if (has(tag.tag, kScope)) clear_formatting_to_marker();
    return Verdict::pass;
  }
  return end_any_other(tag, skeleton);
}

OpenElements::Verdict OpenElements::end_any_other(const RawTag& tag, std::string& skeleton) {
  const bool unknown = is_unknown(tag.tag);
  const std::size_t element = find(
      [&](const Open& open) {
        return unknown ? open.has_unknown_name(tag) && !open.is_foreign
                       : open.tag == tag.tag && !open.is_foreign;
      },
      [](const Open& open) { return has(open.tag, kSpecial) || open.is_foreign; });
  if (element == kNone) return Verdict::ignored;
  if (unknown) {
    // Gumbo would take it for the end tag of the innermost element that it does not know.
    for (std::size_t i = stack_.size(); --i > element;) {
      if (!stack_[i].unknown_name.empty()) skeleton.append("</").append(stack_[i].unknown_name).append(">");
    }
  }
  pop_to(element);
  return Verdict::pass;
}

std::size_t OpenElements::last_formatting(Tag tag) const {
  for (std::size_t i = formatting_.size(); i-- > 0;) {
    if (formatting_[i].is_marker) return kNone;
    if (formatting_[i].tag == tag) return i;
  }
  return kNone;
}

// From the list, and from what is open.
void OpenElements::remove_formatting(std::size_t index) {
  if (formatting_[index].is_open) {
    for (std::size_t i = stack_.size(); i-- > 0;) {
      if (stack_[i].formatting == formatting_[index].number) {
        erase(i);
        break;
      }
    }
  }
  formatting_.erase(formatting_.begin() + static_cast<std::ptrdiff_t>(index));
}

// The adoption agency algorithm.
OpenElements::Verdict OpenElements::end_formatting(const RawTag& tag, std::string& skeleton) {
  for (int round = 0; round < 8; ++round) {
    const std::size_t entry = last_formatting(tag.tag);
    if (entry == kNone) return round == 0 ? end_any_other(tag, skeleton) : Verdict::pass;
    if (!formatting_[entry].is_open) {
      remove_formatting(entry);
      return Verdict::pass;
    }
    std::size_t element = stack_.size();
    while (element-- > 0) {
      if (stack_[element].formatting == formatting_[entry].number) break;
      // Whether the table closed its paragraph, only the tree builder knows: it hangs on the doctype.
      if (has(stack_[element].tag, kScope)) return Verdict::pass;
    }
    std::size_t block = element + 1;
    while (block < stack_.size() && !has(stack_[block].tag, kSpecial)) ++block;
    if (block == stack_.size()) {
      pop_to(element);
      remove_formatting(last_formatting(tag.tag));
      return Verdict::pass;
    }
    // It is cloned, with the formatting elements between, and stands inside the block.
    for (std::size_t i = element; i < block; ++i) elements_ += stack_[i].formatting != 0 ? 1U : 0U;
    work(formatting_[entry].cost + (block - element) * kNodeWork, skeleton);
    if (formatting_.empty()) return Verdict::pass;  // the work was too much: all of them are closed
    std::rotate(stack_.begin() + static_cast<std::ptrdiff_t>(element),
                stack_.begin() + static_cast<std::ptrdiff_t>(element) + 1,
                stack_.begin() + static_cast<std::ptrdiff_t>(block) + 1);
  }
  return Verdict::pass;
}

OpenElements::Verdict OpenElements::push_formatting(const RawTag& tag, std::string& skeleton) {
  // Of four that are the same, the tree builder forgets the first.
  std::size_t same = 0;
  std::size_t first = kNone;
  for (std::size_t i = formatting_.size(); i-- > 0 && !formatting_[i].is_marker;) {
    if (formatting_[i].whole == tag.whole) {
      ++same;
      first = i;
    }
  }
  if (same >= 3) formatting_.erase(formatting_.begin() + static_cast<std::ptrdiff_t>(first));
  const std::size_t attributes = tag.attributes.size();
  const std::size_t cost = kNodeWork * (1 + attributes) + tag.whole.size() / 8;
  // The tree builder compares it with those that it has, attribute by attribute.
  work(attributes * attributes * formatting_.size() / 2, skeleton);
  if (is_strict_) return Verdict::drop;
  ++formatting_number_;
  Formatting& formatting = formatting_.emplace_back();
  formatting.tag = tag.tag;
  formatting.is_open = true;
  formatting.number = formatting_number_;
  formatting.cost = cost;
  formatting.whole = tag.whole;
  push(tag.tag).formatting = formatting_number_;
  return Verdict::pass;
}

void OpenElements::push_marker() {
  Formatting& marker = formatting_.emplace_back();
  marker.is_marker = true;
  marker.is_open = true;
}

void OpenElements::clear_formatting_to_marker() {
  while (!formatting_.empty()) {
    const bool is_marker = formatting_.back().is_marker;
    formatting_.pop_back();
    if (is_marker) break;
  }
}

void OpenElements::reopen_formatting(std::string& skeleton) {
  std::size_t first = formatting_.size();
  while (first > 0 && !formatting_[first - 1].is_open && !formatting_[first - 1].is_marker) --first;
  std::size_t cost = 0;
  for (std::size_t i = first; i < formatting_.size(); ++i) {
    formatting_[i].is_open = true;
    push(formatting_[i].tag).formatting = formatting_[i].number;
    cost += formatting_[i].cost;
  }
  reopening_ += cost;
  if (cost > 0) work(cost, skeleton);
  if (reopening_ > kMaxReopening) be_strict(skeleton);
}

void OpenElements::text(std::string_view run, std::string& skeleton) {
  if (is_foreign() || is_in_select()) return;
  if (formatting_.empty()) return;
  if (!std::ranges::all_of(run, is_html_space)) reopen_formatting(skeleton);
  // For each character the tree builder looks for the last formatting element among what is open.
  if (!formatting_.empty()) work(run.size() * (1 + stack_.size() / 8), skeleton);
}

void OpenElements::work(std::size_t amount, std::string& skeleton) {
  if (amount <= allowance_) {
    allowance_ -= amount;
  } else if (!is_strict_) {
    be_strict(skeleton);
  }
}

// From here on: less depth, and no formatting elements.
void OpenElements::be_strict(std::string& skeleton) {
  if (is_strict_) return;
  is_strict_ = true;
  max_depth_ = std::min(max_depth_, kStrictDepth);
  const std::vector<Formatting> open = std::move(formatting_);
  formatting_.clear();
  for (const Formatting& entry : open) {
    if (entry.is_marker) continue;
    skeleton.append("</")
        .append(entry.whole.substr(1, entry.whole.find_first_of(" \n\t\r\f/>") - 1))
        .append(">");
    for (std::size_t i = stack_.size(); i-- > 0;) {
      if (stack_[i].formatting == entry.number) {
        erase(i);
        break;
      }
    }
  }
}

}  // namespace pressclip
