#include "parse/skim.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "parse/character_data.h"
#include "parse/html_tokens.h"
#include "parse/open_elements.h"
#include "parse/skeleton_writer.h"
#include "parse/tag_traits.h"
#include "text/eight_bytes.h"

namespace pressclip {
namespace {

constexpr std::size_t kMaxNameBytes = 4096;
constexpr std::size_t kMaxValueBytes = std::size_t{1} << 20;
// Attributes that html and body gather from all of their tags in the page.
constexpr std::size_t kMaxRootAttributes = 256;

// Whether `text` at `position` begins a tag: < or </ and a letter.
bool begins_tag(std::string_view text, std::size_t position) {
  ++position;
  if (position < text.size() && text[position] == '/') ++position;
  return position < text.size() && is_ascii_letter(text[position]);
}

// Whether `text` at `position` begins a comment, a bogus one, or a doctype.
bool begins_markup(std::string_view text, std::size_t position) {
  if (position + 1 >= text.size()) return false;
  const char next = text[position + 1];
  return next == '!' || next == '?' || (next == '/' && position + 2 < text.size());
}

bool is_json_ld(const RawTag& tag) {
  const auto type = std::ranges::find_if(tag.attributes, [](const RawAttribute& attribute) {
    return equals_ignoring_case(attribute.name, "type");
  });
  if (type == tag.attributes.end()) return false;
  std::string_view value = type->value;
  while (!value.empty() && is_html_space(value.front())) value.remove_prefix(1);
  constexpr std::string_view kBeforePlus = "application/ld";
  if (!equals_ignoring_case(value.substr(0, kBeforePlus.size()), kBeforePlus)) return false;
  value.remove_prefix(kBeforePlus.size());
  // Some frameworks write the plus as a character reference.
  for (const std::string_view plus : {"+", "&#43;", "&#x2b;", "&plus;"}) {
    if (!equals_ignoring_case(value.substr(0, plus.size()), plus)) continue;
    value.remove_prefix(plus.size());
    constexpr std::string_view kAfterPlus = "json";
    if (!equals_ignoring_case(value.substr(0, kAfterPlus.size()), kAfterPlus)) return false;
    value.remove_prefix(kAfterPlus.size());
    return value.empty() || value.front() == ';' || is_html_space(value.front());
  }
  return false;
}

// The name in the tree of an attribute that has a namespace's prefix: what stands behind the prefix.
std::string_view name_in_svg(std::string_view name) {
  constexpr auto kWithPrefix = std::to_array<std::string_view>(
      {"xlink:actuate", "xlink:arcrole", "xlink:href", "xlink:role", "xlink:show", "xlink:title",
       "xlink:type", "xml:base", "xml:lang", "xml:space", "xmlns:xlink"});
  if (std::ranges::find(kWithPrefix, name) == kWithPrefix.end()) return name;
  return name.substr(name.find(':') + 1);
}

class Skimming {
 public:
  Skimming(std::string_view text, const ParseLimits& limits, Document::Storage& storage, Subtrees subtrees)
      : text_(text),
        storage_(storage),
        open_(limits.max_depth, text.size()),
        writer_(open_, subtrees, page_.skeleton) {
    page_.skeleton.html.reserve(text.size() / 32);
  }

  SkimmedPage skim() {
    while (position_ < text_.size()) {
      if (!is_markup(position_)) pass_text();
      if (position_ == text_.size()) break;
      if (begins_tag(text_, position_)) {
        read_tag(text_, position_, tag_);
        position_ += tag_.whole.size();
        if (!tag_.is_complete) break;  // what the end of the page cuts off is no tag
        is_after_pre_ = false;
        tag_.is_end ? pass_end_tag() : pass_start_tag();
      } else {
        pass_markup();
      }
    }
    writer_.stop();
    page_.simplified = page_.simplified || open_.is_strict();
    return std::move(page_);
  }

 private:
  [[nodiscard]] bool is_markup(std::size_t position) const {
    return text_[position] == '<' && (begins_tag(text_, position) || begins_markup(text_, position));
  }

  [[nodiscard]] std::size_t next_markup(std::size_t position) const {
    while (position < text_.size() && !is_markup(position)) position = find_less_than(position + 1);
    return position;
  }

  [[nodiscard]] std::size_t find_less_than(std::size_t position) const {
    return std::min(text_.find('<', position), text_.size());
  }

  // Passes the text up to the next markup.
  void pass_text() {
    const std::size_t begin = position_;
    const std::size_t space_end = end_of_space(text_, begin);
    const std::size_t special_at = find_special_or('<', text_, space_end);
    const std::size_t end = next_markup(special_at);
    const std::string_view run = text_.substr(begin, end - begin);
    position_ = end;
    open_.text(run, between_);
    write_between();
    if (std::exchange(is_after_pre_, false)) return refer_to(without_line_feed(run), References::decoded);
    if (special_at == end) return refer_to_characters(run, space_end - begin);
    refer_to(run, References::decoded);
  }

  // The end tags that had to go before what comes next.
  void write_between() {
    if (between_.empty()) return;
    writer_.html(between_);
    between_.clear();
  }

  // The first line feed in pre and textarea is none of the text's.
  static std::string_view without_line_feed(std::string_view run) {
    if (run.starts_with("\r\n")) return run.substr(2);
    return run.starts_with('\n') || run.starts_with('\r') ? run.substr(1) : run;
  }

  // Of the white space at `position` that stands for itself.
  static std::size_t end_of_space(std::string_view text, std::size_t position) {
    while (position < text.size() && is_html_space(text[position]) && text[position] != '\r')
      position = end_of_spaces(text, position + 1);
    return position;
  }

  // Puts references to a run of text in the skeleton.
  void refer_to(std::string_view run, References references) {
    const std::size_t space_end = end_of_space(run, 0);
    std::size_t special_at = find_special(run, space_end, references);
    if (special_at == run.size()) return refer_to_characters(run, space_end);
    std::string& characters = decoded_;
    characters.clear();
    SpecialText special;
    std::size_t position = 0;
    while (true) {
      characters += run.substr(position, special_at - position);
      position = special_at;
      if (position == run.size()) break;
      read_special(run, position, references, special);
      if (special.is_decoded) {
        characters += special.bytes;
      } else {
        refer_to_characters(storage_.copy(characters));
        characters.clear();
        writer_.html(run.substr(position, special.length));
      }
      position += special.length;
      special_at = find_special(run, position, references);
    }
    refer_to_characters(storage_.copy(characters));
  }

  // White space may stand elsewhere in the tree than what follows it. In a frameset it even stays between the
  // words that go. The first `space_end` characters are known to be white space.
  void refer_to_characters(std::string_view characters, std::size_t space_end = 0) {
    while (!characters.empty()) {
      std::size_t end = std::exchange(space_end, 0);
      while (end < characters.size() && is_html_space(characters[end])) ++end;
      if (end > 0) writer_.text(characters.substr(0, end));
      characters.remove_prefix(end);
      if (characters.empty()) return;
      end = page_.has_frameset ? std::min(characters.find_first_of(" \t\n\f"), characters.size())
                               : characters.size();
      writer_.text(characters.substr(0, end));
      characters.remove_prefix(end);
    }
  }

  void pass_markup() {
    const std::size_t begin = position_;
    const std::string_view rest = text_.substr(begin);
    if (open_.is_foreign() && rest.starts_with("<![CDATA[")) {
      const std::size_t end = std::min(text_.find("]]>", begin), text_.size());
      refer_to(text_.substr(begin + 9, end - std::min(end, begin + 9)), References::literal);
      position_ = std::min(end + 3, text_.size());
      return;
    }
    position_ = end_of_markup(text_, begin);
    is_after_pre_ = false;
    const std::string_view markup = text_.substr(begin, position_ - begin);
    if (markup.size() >= 9 && equals_ignoring_case(markup.substr(0, 9), "<!doctype")) {
      if (markup.size() <= kMaxValueBytes) writer_.prologue(markup);
      return;
    }
    writer_.separate();
  }

  void drop() { page_.simplified = true; }

  void pass_start_tag() {
    if (tag_.tag == Tag::isindex || tag_.name.size() > kMaxNameBytes) return drop();
    const bool was_foreign = open_.is_foreign();
    const bool closes_its_kind = (tag_.tag == Tag::a || tag_.tag == Tag::button) && open_.is_open(tag_);
    const auto verdict = open_.start_tag(tag_, between_);
    const bool is_foreign = was_foreign && open_.is_foreign();
    if (was_foreign || closes_its_kind || verdict != OpenElements::Verdict::pass) writer_.stop();
    write_between();
    if (verdict == OpenElements::Verdict::drop) {
      drop();
      if (!is_foreign) skip_raw_text();
      return;
    }
    if (tag_.tag == Tag::html || tag_.tag == Tag::body) {
      root_attributes_ += tag_.attributes.size();
      if (root_attributes_ > kMaxRootAttributes) return drop();
    }
    if (verdict == OpenElements::Verdict::ignored) {
      // The first one opens the body all the same.
      if (std::exchange(has_ignored_, true)) return writer_.separate();
      writer_.html("<" + std::string(tag_.name) + ">");
      return;
    }
    // Raw text that the tree builder might read as markup, were it of another mind about its state, never
    // goes there.
    if (!is_foreign && (tag_.tag == Tag::xmp || tag_.tag == Tag::plaintext)) {
      writer_.html("<pre>");
    } else {
      page_.has_frameset = page_.has_frameset || tag_.tag == Tag::frameset;
      if (must_go_whole(was_foreign))
        copy_tag();
      else
        refer_to_tag();
      is_after_pre_ = tag_.tag == Tag::pre || tag_.tag == Tag::listing;
    }
    if (tag_.tag == Tag::svg) {
      if (tag_.is_self_closing) return;
      if (was_foreign) writer_.html("</svg>");
      skip_svg();
    } else if (!is_foreign) {
      pass_raw_text();
    }
  }

  void pass_end_tag() {
    const auto verdict = open_.end_tag(tag_, between_);
    if (verdict == OpenElements::Verdict::drop) writer_.stop();
    write_between();
    switch (verdict) {
      case OpenElements::Verdict::drop:
        return drop();
      case OpenElements::Verdict::ignored:
        return writer_.separate();
      case OpenElements::Verdict::pass:
        writer_.end_tag(tag_);
    }
  }

  // Whether the tree builder does more with the tag's attributes than keep them: it gathers those of html and
  // body. math has names of its own for some, and is rare.
  [[nodiscard]] bool must_go_whole(bool is_foreign) const {
    return is_foreign || tag_.tag == Tag::html || tag_.tag == Tag::body || tag_.tag == Tag::math;
  }

  [[nodiscard]] static bool is_bounded(const RawAttribute& attribute) {
    return attribute.name.size() <= kMaxNameBytes && attribute.value.size() <= kMaxValueBytes;
  }

  void copy_tag() {
    const bool is_prologue = tag_.tag == Tag::html && !std::exchange(has_root_, true);
    const auto write = [&](std::string_view tag) { is_prologue ? writer_.prologue(tag) : writer_.html(tag); };
    if (!tag_.has_more_attributes && std::ranges::all_of(tag_.attributes, is_bounded))
      return write(tag_.whole);
    page_.simplified = true;
    std::string part = "<";
    part += tag_.name;
    for (const RawAttribute& attribute : tag_.attributes)
      if (is_bounded(attribute)) part.append(" ").append(attribute.whole());
    part += tag_.is_self_closing ? " />" : " >";
    write(part);
  }

  void refer_to_tag() {
    std::vector<Attribute>& attributes = page_.skeleton.attributes;
    const std::size_t first = attributes.size();
    bool is_whole = !tag_.has_more_attributes;
    for (const RawAttribute& raw : tag_.attributes) {
      if (!is_bounded(raw)) {
        is_whole = false;
        continue;
      }
      const std::string_view name = raw.has_plain_name ? raw.name : attribute_name(raw.name);
      const auto before = std::span(attributes).subspan(first);
      if (std::ranges::find(before, name, &Attribute::name) != before.end()) continue;
      const std::optional<std::string_view> value = attribute_text(raw);
      if (!value) {
        attributes.resize(first);
        copy_tag();
        if (is_emptied(tag_.tag)) writer_.end_tag(tag_);
        return;
      }
      attributes.push_back({name, *value});
    }
    if (tag_.tag == Tag::svg)
      for (Attribute& attribute : std::span(attributes).subspan(first))
        attribute.name = name_in_svg(attribute.name);
    if (is_whole) return writer_.start_tag(tag_, first);
    page_.simplified = true;
    writer_.start_tag_in_part(tag_, first);
  }

  std::string_view attribute_name(std::string_view raw) {
    decoded_.clear();
    append_attribute_text(raw, References::literal, decoded_);
    std::ranges::transform(decoded_, decoded_.begin(), to_lower_ascii);
    return storage_.copy(decoded_);
  }

  // Nothing where only the tree builder knows what is in it.
  std::optional<std::string_view> attribute_text(const RawAttribute& raw) {
    if (raw.has_plain_value) return raw.value;
    decoded_.clear();
    if (!append_attribute_text(raw.value, References::decoded, decoded_)) return std::nullopt;
    return storage_.copy(decoded_);
  }

  // After the start tag of an element whose content is raw text: passes the content that stages read, and the
  // end tag.
  void pass_raw_text() {
    const std::size_t begin = position_;
    const std::size_t end = end_of_raw_content();
    if (end == kNoRawText) return;
    const std::string_view content = text_.substr(begin, end - begin);
    switch (tag_.tag) {
      case Tag::script:
        if (is_json_ld(tag_)) page_.json_ld.push_back(content);
        break;
      case Tag::title:
        refer_to(content, References::decoded);
        writer_.end_tag(tag_);
        break;
      case Tag::textarea:
        refer_to(without_line_feed(content), References::decoded);
        writer_.end_tag(tag_);
        break;
      case Tag::xmp:
      case Tag::plaintext:
        refer_to(content, References::literal);
        writer_.html("</pre>");
        break;
      default:
        break;
    }
    skip_end_tag(end);
  }

  void skip_raw_text() {
    const std::size_t end = end_of_raw_content();
    if (end != kNoRawText) skip_end_tag(end);
  }

  static constexpr std::size_t kNoRawText = std::string_view::npos;

  // Where the raw text at this place ends, kNoRawText where the element has no such thing. Leaves its name in
  // name_.
  std::size_t end_of_raw_content() {
    switch (tag_.tag) {
      case Tag::script:
        name_ = "script";
        return end_of_script(text_, position_);
      case Tag::style:
        name_ = "style";
        break;
      case Tag::xmp:
        name_ = "xmp";
        break;
      case Tag::iframe:
        name_ = "iframe";
        break;
      case Tag::noembed:
        name_ = "noembed";
        break;
      case Tag::noframes:
        name_ = "noframes";
        break;
      case Tag::title:
        name_ = "title";
        break;
      case Tag::textarea:
        name_ = "textarea";
        break;
      case Tag::plaintext:
        return text_.size();
      default:
        return kNoRawText;
    }
    return end_of_raw_text(text_, position_, name_);
  }

  void skip_end_tag(std::size_t position) {
    position_ = position;
    if (position_ == text_.size()) return;
    RawTag end;
    read_tag(text_, position_, end);
    position_ += end.whole.size();
  }

  // After the start tag of svg: to where it ends, by its end tag or by a tag that HTML does not allow in it.
  void skip_svg() {
    constexpr std::size_t kMaxSvgDepth = 128;
    std::vector<OpenInSvg>& stack = open_in_svg_;
    stack.assign(1, {"svg", false, false});
    RawTag& tag = tag_in_svg_;
    while (position_ < text_.size()) {
      position_ = std::min(text_.find('<', position_), text_.size());
      if (position_ == text_.size()) return;
      const bool in_html = stack.back().is_html || stack.back().holds_html;
      if (!begins_tag(text_, position_)) {
        if (!begins_markup(text_, position_)) {
          ++position_;
        } else if (!in_html && text_.substr(position_).starts_with("<![CDATA[")) {
          const std::size_t end = text_.find("]]>", position_);
          position_ = end == std::string_view::npos ? text_.size() : end + 3;
        } else {
          position_ = end_of_markup(text_, position_);
        }
        continue;
      }
      const std::size_t begin = position_;
      read_tag(text_, begin, tag);
      position_ += tag.whole.size();
      if (tag.is_end) {
        const bool is_html = stack.back().is_html;
        std::size_t found = stack.size();
        while (found > 0 && stack[found - 1].is_html == is_html &&
               !equals_ignoring_case(stack[found - 1].name, tag.name)) {
          --found;
        }
        if (found > 0 && stack[found - 1].is_html == is_html) {
          stack.resize(found - 1);
          if (stack.empty()) return;
        } else if (found == 0 && open_.is_open(tag)) {
          position_ = begin;
          return;
        }
        continue;
      }
      if (!in_html && breaks_out_of_foreign(tag)) {
        while (!stack.empty() && !stack.back().is_html && !stack.back().holds_html) stack.pop_back();
        if (stack.empty()) {
          position_ = begin;
          return;
        }
      }
      const bool is_html = stack.back().is_html || stack.back().holds_html;
      if (is_html && tag.tag != Tag::svg) {
        std::swap(tag, tag_);
        skip_raw_text();
        std::swap(tag, tag_);
        if (is_void_element(tag.tag)) continue;
      } else if (tag.is_self_closing) {
        continue;
      }
      const bool is_foreign = !is_html || tag.tag == Tag::svg;
      const bool holds_html = is_foreign && (equals_ignoring_case(tag.name, "foreignObject") ||
                                             equals_ignoring_case(tag.name, "desc") || tag.tag == Tag::title);
      if (stack.size() < kMaxSvgDepth) stack.push_back({tag.name, !is_foreign, holds_html});
    }
  }

  struct OpenInSvg {
    std::string_view name;
    bool is_html = false;     // stands in HTML that stands in svg
    bool holds_html = false;  // foreignObject, desc, title
  };

  std::string_view text_;
  Document::Storage& storage_;
  std::size_t position_ = 0;
  SkimmedPage page_;
  OpenElements open_;
  SkeletonWriter writer_;
  std::string between_;  // what has to go into the skeleton before the tag or text at this place
  RawTag tag_;           // the one read last
  RawTag tag_in_svg_;    // the same in svg, whose elements are passed over
  std::vector<OpenInSvg> open_in_svg_;
  std::string_view name_;  // of the raw text element at this place
  std::string decoded_;    // characters that are being read; the memory is used again
  std::size_t root_attributes_ = 0;
  bool is_after_pre_ = false;
  bool has_root_ = false;     // whether an html tag came
  bool has_ignored_ = false;  // whether a start tag came that the tree builder ignores
};

}  // namespace

SkimmedPage skim(std::string_view text, const ParseLimits& limits, Document::Storage& storage,
                 Subtrees subtrees) {
  return Skimming(text, limits, storage, subtrees).skim();
}

}  // namespace pressclip
