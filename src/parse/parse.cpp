// parse: the page's skeleton goes through Gumbo, and Gumbo's tree becomes the flat one.
//
// The only file that knows Gumbo. Gumbo's memory is an arena that goes at once: its own way of freeing a tree
// recurses over the page, and is not used.
#include "pressclip/parse.h"

#include <gumbo.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdlib>
#include <memory>
#include <new>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "parse/by_skeleton.h"
#include "parse/document_storage.h"
#include "parse/html_tokens.h"
#include "parse/skim.h"
#include "parse/tag_traits.h"
#include "parse/tree_arena.h"

namespace pressclip {
namespace {

// Our names of the elements that Gumbo knows.
const auto& tags_of_gumbo() {
  static const auto tags = [] {
    std::array<Tag, GUMBO_TAG_LAST> table{};
    for (std::size_t i = 0; i < table.size(); ++i)
      table[i] = tag_from_name(gumbo_normalized_tagname(static_cast<GumboTag>(i)));
    return table;
  }();
  return tags;
}

// The characters of a text node, gathered piece by piece: a view where the pieces stand side by side, as they
// mostly do.
class TextRun {
 public:
  void append(std::string_view piece) {
    if (piece.empty()) return;
    if (!copy_.empty()) {
      copy_ += piece;
    } else if (view_.empty()) {
      view_ = piece;
    } else if (view_.data() + view_.size() == piece.data()) {
      view_ = {view_.data(), view_.size() + piece.size()};
    } else {
      copy_.append(view_).append(piece);
    }
  }

  // What was gathered, to live as long as `storage` and the page do. Begins the next run.
  std::string_view take(Document::Storage& storage) {
    const std::string_view text = copy_.empty() ? view_ : storage.copy(copy_);
    view_ = {};
    copy_.clear();
    return text;
  }

 private:
  std::string_view view_;
  std::string copy_;
};

// Gumbo's tree, copied node for node, with what the skeleton's references stand for.
class Flattening {
 public:
  // Elements that stand more than `max_depth` deep give their content to the element around them.
  Flattening(Skeleton& skeleton, Document::Storage& storage, std::size_t max_depth)
      : attributes(std::move(skeleton.attributes)),
        skeleton_(skeleton),
        reader_(skeleton),
        storage_(storage),
        max_depth_(max_depth) {
    // An element and a text for each tag, and the steps of subtrees: never grown, the nodes take no second
    // copy of themselves.
    nodes.reserve(static_cast<std::size_t>(std::count(skeleton.html.begin(), skeleton.html.end(), '<')) * 2 +
                  skeleton.steps.size() + 64);
  }

  void flatten(const GumboNode& document) {
    nodes.emplace_back();
    open_.push_back({&document.v.document.children, 0, 0});
    while (!open_.empty()) {
      if (open_.back().next == open_.back().children->length) {
        close();
      } else {
        const unsigned int child = open_.back().next++;
        add(*static_cast<const GumboNode*>(open_.back().children->data[child]));
      }
    }
  }

  std::vector<Node> nodes;
  std::vector<Attribute> attributes;
  bool simplified = false;

  // Whether every subtree that stands out of the skeleton was where it was to be, as it was to be.
  [[nodiscard]] bool is_faithful() const { return subtrees_ == skeleton_.subtrees.size(); }

 private:
  struct Open {
    const GumboVector* children = nullptr;
    unsigned int next = 0;
    NodeIndex index = 0;
  };

  void add(const GumboNode& node) {
    switch (node.type) {
      case GUMBO_NODE_TEXT:
      case GUMBO_NODE_WHITESPACE:
      case GUMBO_NODE_CDATA:
        add_text(node.v.text);
        break;
      case GUMBO_NODE_ELEMENT:
      case GUMBO_NODE_TEMPLATE:
        add_element(node.v.element);
        break;
      case GUMBO_NODE_DOCUMENT:
      case GUMBO_NODE_COMMENT:
        break;
    }
  }

  // Characters that Gumbo made are copied: its memory goes before the document does.
  void add_text(const GumboText& node) {
    reader_.begin_text(node.original_text.data);
    for (std::string_view coded = node.text; !coded.empty();) {
      const char* const begin = coded.data();
      const std::string_view text = reader_.read_text(coded);
      text_.append(text.data() == begin ? storage_.copy(text) : text);
    }
  }

  void close() {
    const NodeIndex closed = open_.back().index;
    open_.pop_back();
    if (!open_.empty() && open_.back().index == closed) return;  // it was flattened
    end_text(closed);
    nodes[closed].end = static_cast<NodeIndex>(nodes.size());
  }

  void end_text(NodeIndex parent) {
    const std::string_view text = text_.take(storage_);
    if (text.empty()) return;
    const auto index = static_cast<NodeIndex>(nodes.size());
    Node& node = nodes.emplace_back();
    node.kind = NodeKind::text;
    node.parent = parent;
    node.end = index + 1;
    node.text = text;
  }

  void add_element(const GumboElement& element) {
    const SkeletonSubtree* const subtree =
        element.original_tag.data == nullptr ? nullptr : reader_.subtree_at(element.original_tag.data);
    if (subtree != nullptr && holds(element, *subtree)) ++subtrees_;
    // Into the head goes also what comes after its end.
    const bool is_head = element.tag == GUMBO_TAG_HEAD;
    const bool has_children = subtree == nullptr ? !is_emptied(tags_of_gumbo()[element.tag]) : is_head;
    if (Node* const node = open(has_children ? &element.children : &kNoChildren)) {
      name(element, *node);
      add_attributes(element, *node);
    }
    if (subtree != nullptr) add_subtree(*subtree, is_head);
  }

  void add_subtree(const SkeletonSubtree& subtree, bool is_head) {
    add_steps(subtree.first_step, subtree.end_step);
    if (is_head) return;
    close();
    add_steps(subtree.end_step + 1, subtree.end_following);
  }

  // Whether the element has in Gumbo's tree what it has in the skeleton, and no more.
  static bool holds(const GumboElement& element, const SkeletonSubtree& subtree) {
    if (element.tag == GUMBO_TAG_HEAD) return true;
    const auto child = [&](unsigned int i) -> const GumboNode& {
      return *static_cast<const GumboNode*>(element.children.data[i]);
    };
    unsigned int count = 0;
    const auto is_next = [&](GumboTag tag) {
      if (count >= element.children.length) return false;
      const GumboNode& node = child(count++);
      return node.type == GUMBO_NODE_ELEMENT && node.v.element.tag == tag &&
             node.v.element.children.length == 0;
    };
    if (subtree.holds_text && (count >= element.children.length || child(count++).type != GUMBO_NODE_TEXT))
      return false;
    if (subtree.holds_a && !is_next(GUMBO_TAG_A)) return false;
    if (subtree.holds_button && !is_next(GUMBO_TAG_BUTTON)) return false;
    return count == element.children.length;
  }

  void add_steps(std::size_t first, std::size_t end) {
    for (std::size_t i = first; i < end; ++i) {
      const SubtreeStep& step = skeleton_.steps[i];
      switch (step.kind) {
        case SubtreeStep::Kind::start:
          if (Node* const node = open(&kNoChildren)) {
            node->tag = step.tag;
            node->text = step.tag == Tag::unknown ? lower(step.text()) : name_of(step.tag);
            node->first_attribute = step.first_attribute;
            node->attribute_count = step.attribute_count;
          }
          break;
        case SubtreeStep::Kind::text:
          text_.append(step.text());
          break;
        case SubtreeStep::Kind::end:
          close();
          break;
      }
    }
  }

  // Opens an element, to be filled where it stays: copied right after it was written, it would wait for its
  // parts. Null where it would stand too deep: its content is that of the element around it.
  Node* open(const GumboVector* children) {
    const NodeIndex parent = open_.back().index;
    Open& opened = open_.emplace_back();
    opened.children = children;
    if (open_.size() > max_depth_ + 1) {
      simplified = true;
      opened.index = parent;
      return nullptr;
    }
    end_text(parent);
    opened.index = static_cast<NodeIndex>(nodes.size());
    Node& node = nodes.emplace_back();
    node.kind = NodeKind::element;
    node.parent = parent;
    return &node;
  }

  void name(const GumboElement& element, Node& node) {
    if (element.tag != GUMBO_TAG_UNKNOWN) {
      node.text = gumbo_normalized_tagname(element.tag);
      node.tag = tags_of_gumbo()[element.tag];
      return;
    }
    GumboStringPiece piece = element.original_tag;
    gumbo_tag_from_original_text(&piece);
    node.text = lower({piece.data, piece.length});
    node.tag = tag_from_name(node.text);
  }

  void add_attributes(const GumboElement& element, Node& node) {
    const SkeletonTag* const tag =
        element.original_tag.data == nullptr ? nullptr : reader_.tag_at(element.original_tag.data);
    if (tag != nullptr) {
      node.first_attribute = tag->first_attribute;
      node.attribute_count = tag->attribute_count;
      return;
    }
    node.first_attribute = static_cast<std::uint32_t>(attributes.size());
    node.attribute_count = element.attributes.length;
    for (unsigned int i = 0; i < element.attributes.length; ++i) {
      const auto& attribute = *static_cast<const GumboAttribute*>(element.attributes.data[i]);
      attributes.push_back({lower(attribute.name), storage_.copy(attribute.value)});
    }
  }

  std::string_view lower(std::string_view text) {
    if (text.empty()) return {};
    char* const bytes = storage_.allocate(text.size());
    std::ranges::transform(text, bytes, to_lower_ascii);
    return {bytes, text.size()};
  }

  static constexpr GumboVector kNoChildren = {nullptr, 0, 0};

  const Skeleton& skeleton_;
  SkeletonReader reader_;
  std::size_t subtrees_ = 0;  // that are where they were to be
  Document::Storage& storage_;
  std::size_t max_depth_;
  std::vector<Open> open_;
  TextRun text_;  // of the text nodes since the last tag
};

// Of what Gumbo's tree takes for each byte of the page. News pages need half of it.
constexpr std::size_t kTreeBytesPerByte = 12;

void grow_tree(std::string_view html, TreeArena& arena, Flattening& tree) {
  GumboOptions options = kGumboDefaultOptions;
  options.userdata = &arena;
  options.allocator = [](void* arena_, std::size_t size) {
    return static_cast<TreeArena*>(arena_)->allocate(size);
  };
  options.deallocator = [](void* arena_, void* block) { static_cast<TreeArena*>(arena_)->free(block); };
  options.max_errors = 0;  // they are not read, and one a byte would fill the memory
  tree.flatten(*gumbo_parse_with_options(&options, html.data(), html.size())->document);
}

}  // namespace

std::optional<Document> parse_by_skeleton(const std::shared_ptr<Document::Storage>& storage,
                                          PageMemory& memory, const ParseLimits& limits, Subtrees subtrees) {
  SkimmedPage page = skim(storage->page, limits, *storage, subtrees);
  // Whether a frameset takes the place of what stands before it, hangs on what that is.
  if (page.has_frameset && !page.skeleton.subtrees.empty()) return std::nullopt;
  Flattening tree(page.skeleton, *storage, limits.max_depth);
  // What is too much for the memory is cut off before a tag, half of it and half again. The bounds of the
  // skeleton keep that from happening; where they fail, this does not.
  for (std::string_view html = page.skeleton.html;;) {
    try {
      TreeArena arena(memory, limits.max_tree_bytes + kTreeBytesPerByte * storage->page.size());
      grow_tree(html, arena, tree);
      break;
    } catch (const TreeArena::Full&) {
      tree.simplified = true;
      if (html.empty()) {
        tree.nodes.emplace_back().end = 1;
        break;
      }
      const std::size_t tag = html.rfind('<', html.size() / 2);
      html = html.substr(0, tag < html.size() ? tag : 0);
    }
  }
  if (!tree.is_faithful()) return std::nullopt;
  return Document(std::move(tree.nodes), std::move(tree.attributes), std::move(page.json_ld),
                  page.simplified || tree.simplified, storage);
}

Document parse_html(std::string_view text, const ParseLimits& limits) {
  PageMemory memory;
  return parse_kept_html(std::string(text), memory, limits);
}

Document parse_kept_html(std::string text, PageMemory& memory, const ParseLimits& limits) {
  auto kept = std::make_shared<const std::string>(std::move(text));
  return parse_html_in_place(*kept, kept, memory, limits);
}

Document parse_html_in_place(std::string_view text, std::shared_ptr<const void> owner, PageMemory& memory,
                             const ParseLimits& limits) {
  auto storage = std::make_shared<Document::Storage>(text, std::move(owner));
  std::optional<Document> document = parse_by_skeleton(storage, memory, limits, Subtrees::left_out);
  if (!document) document = parse_by_skeleton(storage, memory, limits, Subtrees::kept);
  return std::move(*document);
}

}  // namespace pressclip
