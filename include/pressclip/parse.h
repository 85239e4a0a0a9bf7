// parse: text → DOM. The tree is flat, in pre-order, and owns all of its bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pressclip/page_memory.h"
#include "pressclip/tag.h"

namespace pressclip {

enum class NodeKind : std::uint8_t { document, element, text };

using NodeIndex = std::uint32_t;

struct Attribute {
  std::string_view name;   // lower case
  std::string_view value;  // entities decoded
};

// A node of the flat tree. The descendants of node i are the nodes i + 1 to end - 1.
struct Node {
  NodeKind kind = NodeKind::document;
  Tag tag = Tag::unknown;             // elements only
  NodeIndex parent = 0;               // the document node is its own parent
  NodeIndex end = 0;                  // one past the last descendant
  std::uint32_t first_attribute = 0;  // into Document's attributes
  std::uint32_t attribute_count = 0;
  std::string_view text;  // a text node's characters, entities decoded; an element's name in lower case
};

struct ParseLimits {
  std::size_t max_depth = 512;  // elements nested deeper are flattened: their text stays
  // Memory that the tree builder may take, and twelve times the page's size with it. A page that would take
  // more is cut off.
  std::size_t max_tree_bytes = std::size_t{48} << 20U;
};

// A parsed page. Node 0 is the document. Elements and text only: no comments, no doctype; script, style, svg,
// iframe, noembed and noframes elements stand without their content, and the content of a <template> is its
// children. Text nodes are never empty and never next to each other. <xmp> and <plaintext> are read as <pre>.
// Movable, not copyable; views into it live as long as it does, also after a move.
class Document {
 public:
  struct Storage;  // owns the bytes that the views point into

  Document();
  Document(std::vector<Node> nodes, std::vector<Attribute> attributes, std::vector<std::string_view> json_ld,
           bool simplified, std::shared_ptr<Storage> storage);
  Document(Document&&) noexcept;
  Document& operator=(Document&&) noexcept;
  ~Document();

  [[nodiscard]] std::span<const Node> nodes() const { return nodes_; }
  [[nodiscard]] const Node& node(NodeIndex index) const { return nodes_[index]; }
  [[nodiscard]] std::span<const Attribute> attributes(NodeIndex index) const;
  // The value of the attribute `name` (lower case) of an element; nothing where it has none.
  [[nodiscard]] std::optional<std::string_view> attribute(NodeIndex index, std::string_view name) const;
  // The contents of the page's <script type="application/ld+json"> elements as they stand, in page order.
  [[nodiscard]] std::span<const std::string_view> json_ld() const { return json_ld_; }
  // Whether something beyond the limits was cut or flattened before parsing.
  [[nodiscard]] bool simplified() const { return simplified_; }
  // What owns the bytes: who holds it may keep views beyond the document.
  [[nodiscard]] std::shared_ptr<const void> storage() const { return storage_; }

 private:
  std::vector<Node> nodes_;
  std::vector<Attribute> attributes_;
  std::vector<std::string_view> json_ld_;
  bool simplified_ = false;
  std::shared_ptr<Storage> storage_;
};

// Parses UTF-8 as HTML, as the HTML standard says for scripting disabled. Never fails: any text gives a tree.
// Time and memory are linear in the text; std::bad_alloc is all that it throws.
Document parse_html(std::string_view text, const ParseLimits& limits = {});

// The same, where the document may keep the text instead of a copy of it. `memory` is used only until then.
Document parse_kept_html(std::string text, PageMemory& memory, const ParseLimits& limits = {});

// The same without any copy: the text stays where it is as long as the document and all that views it.
// `owner` may be what owns the text, and is kept as long.
Document parse_html_in_place(std::string_view text, std::shared_ptr<const void> owner, PageMemory& memory,
                             const ParseLimits& limits = {});

}  // namespace pressclip
