#include "parse/skim.h"

#include <algorithm>

#include "parse/html_tokens.h"
#include "parse/open_elements.h"

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

class Skimming {
 public:
  Skimming(std::string_view text, const ParseLimits& limits)
      : text_(text), open_(limits.max_depth, text.size()) {
    page_.skeleton.reserve(text.size() / 2);
  }

  SkimmedPage skim() {
    while (position_ < text_.size()) {
      const std::size_t markup = next_markup();
      if (markup > position_) pass_text(text_.substr(position_, markup - position_));
      position_ = markup;
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
    page_.simplified = page_.simplified || open_.is_strict();
    return std::move(page_);
  }

 private:
  [[nodiscard]] std::size_t next_markup() const {
    std::size_t at = position_;
    while (true) {
      at = text_.find('<', at);
      if (at == std::string_view::npos) return text_.size();
      if (begins_tag(text_, at) || begins_markup(text_, at)) return at;
      ++at;
    }
  }

  void pass_text(std::string_view run) {
    is_after_pre_ = false;
    open_.text(run, page_.skeleton);
    page_.skeleton += run;
  }

  // Something between two texts was left out: keeps them from making markup or a character reference
  // together.
  void separate() {
    const std::string_view skeleton = page_.skeleton;
    const std::string_view tail =
        skeleton.substr(skeleton.size() - std::min<std::size_t>(skeleton.size(), 40));
    const std::size_t begin = tail.find_last_of("<&>");
    if (begin != std::string_view::npos && tail[begin] != '>') page_.skeleton += "<!---->";
  }

  void pass_markup() {
    const std::size_t begin = position_;
    const std::string_view rest = text_.substr(begin);
    if (open_.is_foreign() && rest.starts_with("<![CDATA[")) {
      const std::size_t end = std::min(text_.find("]]>", begin), text_.size());
      pass_escaped(text_.substr(begin + 9, end - std::min(end, begin + 9)), {.ampersands = true});
      position_ = std::min(end + 3, text_.size());
      return;
    }
    position_ = end_of_markup(text_, begin);
    const std::string_view markup = text_.substr(begin, position_ - begin);
    if (markup.size() >= 9 && equals_ignoring_case(markup.substr(0, 9), "<!doctype")) {
      if (markup.size() <= kMaxValueBytes) page_.skeleton += markup;
      return;
    }
    // White space in a table stands elsewhere than text; a comment keeps the two apart. And a line feed that
    // is not right behind <pre> stays.
    if (is_after_pre_ || (open_.is_in_table() && !page_.skeleton.ends_with('>'))) {
      page_.skeleton += "<!---->";
    } else {
      separate();
    }
  }

  struct Escape {
    bool ampersands;
  };

  void pass_escaped(std::string_view run, Escape escape) {
    const std::string_view special = escape.ampersands ? "<&" : "<";
    while (true) {
      const std::size_t plain = std::min(run.find_first_of(special), run.size());
      page_.skeleton += run.substr(0, plain);
      if (plain == run.size()) return;
      page_.skeleton += run[plain] == '<' ? "&lt;" : "&amp;";
      run.remove_prefix(plain + 1);
    }
  }

  void drop() {
    page_.simplified = true;
    separate();
  }

  void pass_start_tag() {
    if (tag_.tag == Tag::isindex || tag_.name.size() > kMaxNameBytes) return drop();
    const bool was_foreign = open_.is_foreign();
    const auto verdict = open_.start_tag(tag_, page_.skeleton);
    const bool is_foreign = was_foreign && open_.is_foreign();
    if (verdict == OpenElements::Verdict::drop) {
      drop();
      if (!is_foreign) skip_raw_text();
      return;
    }
    if (tag_.tag == Tag::html || tag_.tag == Tag::body) {
      root_attributes_ += tag_.attributes.size();
      if (root_attributes_ > kMaxRootAttributes) return drop();
    }
    if (verdict == OpenElements::Verdict::ignored) return separate();
    // Raw text that the tree builder might read as markup, were it of another mind about its state, never
    // goes there.
    if (!is_foreign && (tag_.tag == Tag::xmp || tag_.tag == Tag::plaintext)) {
      page_.skeleton += "<pre>";
    } else {
      copy_tag();
      is_after_pre_ = tag_.tag == Tag::pre || tag_.tag == Tag::listing;
    }
    if (tag_.tag == Tag::svg) {
      if (!tag_.is_self_closing) skip_svg();
    } else if (!is_foreign) {
      pass_raw_text();
    }
  }

  void pass_end_tag() {
    switch (open_.end_tag(tag_, page_.skeleton)) {
      case OpenElements::Verdict::drop:
        return drop();
      case OpenElements::Verdict::ignored:
        return separate();
      case OpenElements::Verdict::pass:
        // Gumbo 0.10.1 would put a text that it holds back behind the form.
        if (tag_.tag == Tag::form && !page_.skeleton.ends_with('>')) page_.skeleton += "<!---->";
        page_.skeleton.append("</").append(tag_.name).append(">");
    }
  }

  void copy_tag() {
    const bool is_bounded =
        !tag_.has_more_attributes && std::ranges::all_of(tag_.attributes, [](const RawAttribute& attribute) {
          return attribute.name.size() <= kMaxNameBytes && attribute.value.size() <= kMaxValueBytes;
        });
    if (is_bounded) {
      page_.skeleton += tag_.whole;
      return;
    }
    page_.simplified = true;
    page_.skeleton.append("<").append(tag_.name);
    for (const RawAttribute& attribute : tag_.attributes) {
      if (attribute.name.size() > kMaxNameBytes || attribute.value.size() > kMaxValueBytes) continue;
      page_.skeleton.append(" ").append(attribute.whole);
    }
    page_.skeleton += tag_.is_self_closing ? " />" : " >";
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
      case Tag::textarea:
        pass_escaped(content, {.ampersands = false});
        break;
      case Tag::xmp:
      case Tag::plaintext:
        pass_escaped(content, {.ampersands = true});
        name_ = "pre";
        break;
      default:
        break;
    }
    page_.skeleton.append("</").append(name_).append(">");
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
    struct Open {
      std::string_view name;
      bool is_html = false;     // stands in HTML that stands in svg
      bool holds_html = false;  // foreignObject, desc, title
    };
    constexpr std::size_t kMaxSvgDepth = 128;
    std::vector<Open> stack{{"svg", false, false}};
    page_.skeleton += "</svg>";
    RawTag tag;
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

  std::string_view text_;
  std::size_t position_ = 0;
  SkimmedPage page_;
  OpenElements open_;
  RawTag tag_;             // the one read last
  std::string_view name_;  // of the raw text element at this place
  std::size_t root_attributes_ = 0;
  bool is_after_pre_ = false;
};

}  // namespace

SkimmedPage skim(std::string_view text, const ParseLimits& limits) {
  return Skimming(text, limits).skim();
}

}  // namespace pressclip
