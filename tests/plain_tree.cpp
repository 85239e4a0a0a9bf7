#include "plain_tree.h"

#include <gumbo.h>

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "parse/html_tokens.h"

namespace pressclip::testing {
namespace {

std::string lower(std::string_view text) {
  std::string out;
  for (const char c : text) out.push_back(to_lower_ascii(c));
  return out;
}

// A tree as lines: an element and its attributes, a text, the end of an element.
class Lines {
 public:
  explicit Lines(bool with_attributes) : with_attributes_(with_attributes) {}
  void begin_element(std::string_view name) {
    end_text();
    lines_.append("<").append(name);
  }
  void add_attribute(std::string_view name, std::string_view value) {
    if (with_attributes_) lines_.append(" ").append(name).append("=").append(value);
  }
  void add_text(std::string_view text) { text_ += text; }
  void end_element() {
    end_text();
    lines_ += ">\n";
  }
  std::string take() {
    end_text();
    return std::move(lines_);
  }

 private:
  void end_text() {
    if (!text_.empty()) lines_.append("'").append(text_).append("'\n");
    text_.clear();
  }

  bool with_attributes_;
  std::string lines_;
  std::string text_;
};

}  // namespace

// Where two trees begin to differ.
std::string difference(std::string_view a, std::string_view b) {
  const auto at =
      static_cast<std::size_t>(std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first - a.begin());
  const std::size_t begin = at - std::min<std::size_t>(at, 80);
  return std::string(a.substr(begin, 200)) + "\n--- against\n" +
         std::string(b.substr(std::min(begin, b.size()), 200));
}

std::string tree_by_skeleton(const Document& document, bool with_attributes) {
  Lines lines(with_attributes);
  std::vector<NodeIndex> open;
  for (NodeIndex i = 1; i <= document.nodes().size(); ++i) {
    while (!open.empty() && (i == document.nodes().size() || document.node(open.back()).end <= i)) {
      lines.end_element();
      open.pop_back();
    }
    if (i == document.nodes().size()) break;
    const Node& node = document.node(i);
    if (node.kind == NodeKind::text) {
      lines.add_text(node.text);
      continue;
    }
    lines.begin_element(node.text);
    for (const Attribute& attribute : document.attributes(i))
      lines.add_attribute(attribute.name, attribute.value);
    open.push_back(i);
  }
  return lines.take();
}

PlainTree plain_tree(std::string_view page, bool with_attributes) {
  GumboOptions options = kGumboDefaultOptions;
  options.max_errors = 0;
  GumboOutput* const output = gumbo_parse_with_options(&options, page.data(), page.size());
  PlainTree tree;
  Lines lines(with_attributes);
  struct Open {
    const GumboVector* children;
    unsigned next;
  };
  static constexpr GumboVector kNone = {nullptr, 0, 0};
  std::vector<Open> open{{&output->document->v.document.children, 0}};
  while (!open.empty()) {
    if (open.back().next == open.back().children->length) {
      open.pop_back();
      if (!open.empty()) lines.end_element();
      continue;
    }
    const auto& node = *static_cast<const GumboNode*>(open.back().children->data[open.back().next++]);
    if (node.type == GUMBO_NODE_TEXT || node.type == GUMBO_NODE_WHITESPACE || node.type == GUMBO_NODE_CDATA) {
      lines.add_text(node.v.text.text);
    } else if (node.type == GUMBO_NODE_ELEMENT || node.type == GUMBO_NODE_TEMPLATE) {
      const GumboElement& element = node.v.element;
      std::string name = gumbo_normalized_tagname(element.tag);
      if (element.tag == GUMBO_TAG_UNKNOWN) {
        GumboStringPiece piece = element.original_tag;
        gumbo_tag_from_original_text(&piece);
        name = lower({piece.data, piece.length});
        tree.has_unknown_elements = true;
      }
      lines.begin_element(name == "xmp" || name == "plaintext" ? "pre" : name);
      for (unsigned i = 0; i < element.attributes.length; ++i) {
        const auto& attribute = *static_cast<const GumboAttribute*>(element.attributes.data[i]);
        lines.add_attribute(lower(attribute.name), attribute.value);
      }
      const bool is_empty = name == "script" || name == "style" || name == "svg" || name == "iframe" ||
                            name == "noembed" || name == "noframes";
      open.push_back({is_empty ? &kNone : &element.children, 0});
    }
  }
  gumbo_destroy_output(&options, output);
  tree.lines = lines.take();
  return tree;
}

std::string with_texts_kept_in_forms(std::string_view page) {
  std::string out;
  for (std::size_t i = 0; i < page.size(); ++i) {
    if (equals_ignoring_case(page.substr(i, 6), "</form")) out += "<!---->";
    out += page[i];
  }
  return out;
}

}  // namespace pressclip::testing
