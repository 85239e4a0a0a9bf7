// parse: the page's skeleton goes through Gumbo, and Gumbo's tree becomes the flat one.
//
// The only file that knows Gumbo. Gumbo's memory is an arena that goes at once: its own way of freeing a tree
// recurses over the page, and is not used.
#include "pressclip/parse.h"

#include <gumbo.h>

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <memory>
#include <new>
#include <string>
#include <utility>
#include <vector>

#include "parse/document_storage.h"
#include "parse/html_tokens.h"
#include "parse/skim.h"

namespace pressclip {
namespace {

// Gumbo's memory. Only the block that was allocated last can be freed (Gumbo's buffers often are); the rest
// goes with the arena.
//
// Gumbo does not check for null, so running out of memory, or of what the arena may hold, throws through its
// frames: they own nothing but what is in the arena, and the platform's C libraries are built with the unwind
// tables that this takes.
class Arena {
 public:
  struct Full {};

  explicit Arena(std::size_t most_bytes) : left_(most_bytes) {}
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;

  void* allocate(std::size_t size) {
    size = (size + kAlignment - 1) / kAlignment * kAlignment;
    if (size > room_) grow(size);
    last_ = next_;
    next_ += size;
    room_ -= size;
    return last_;
  }

  void free(void* block) {
    if (block == nullptr || block != last_) return;
    room_ += static_cast<std::size_t>(next_ - last_);
    next_ = last_;
    last_ = nullptr;
  }

 private:
  static constexpr std::size_t kAlignment = alignof(std::max_align_t);
  static constexpr std::size_t kChunkBytes = std::size_t{256} << 10;

  void grow(std::size_t size) {
    const std::size_t bytes = std::max(size, kChunkBytes);
    if (bytes > left_) throw Full();
    left_ -= bytes;
    chunks_.push_back(std::make_unique_for_overwrite<std::byte[]>(bytes));
    next_ = chunks_.back().get();
    room_ = bytes;
    last_ = nullptr;
  }

  std::vector<std::unique_ptr<std::byte[]>> chunks_;
  std::byte* next_ = nullptr;
  std::byte* last_ = nullptr;
  std::size_t room_ = 0;
  std::size_t left_;
};

bool stands_without_content(Tag tag) {
  switch (tag) {
    case Tag::iframe:
    case Tag::noembed:
    case Tag::noframes:
    case Tag::script:
    case Tag::style:
    case Tag::svg:
      return true;
    default:
      return false;
  }
}

// Gumbo's tree, copied node for node.
class Flattening {
 public:
  // Elements that stand more than `max_depth` deep give their content to the element around them.
  Flattening(Document::Storage& storage, std::size_t max_depth) : storage_(storage), max_depth_(max_depth) {}

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

 private:
  struct Open {
    const GumboVector* children;
    unsigned int next;
    NodeIndex index;
  };

  void add(const GumboNode& node) {
    switch (node.type) {
      case GUMBO_NODE_TEXT:
      case GUMBO_NODE_WHITESPACE:
      case GUMBO_NODE_CDATA:
        text_ += node.v.text.text;
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

  void close() {
    const Open closed = open_.back();
    open_.pop_back();
    if (!open_.empty() && open_.back().index == closed.index) return;  // it was flattened
    end_text(closed.index);
    nodes[closed.index].end = static_cast<NodeIndex>(nodes.size());
  }

  void end_text(NodeIndex parent) {
    if (text_.empty()) return;
    const auto index = static_cast<NodeIndex>(nodes.size());
    nodes.push_back(
        {.kind = NodeKind::text, .parent = parent, .end = index + 1, .text = storage_.copy(text_)});
    text_.clear();
  }

  void add_element(const GumboElement& element) {
    static constexpr GumboVector kNoChildren = {nullptr, 0, 0};
    if (open_.size() > max_depth_) {
      simplified = true;
      open_.push_back({&element.children, 0, open_.back().index});
      return;
    }
    end_text(open_.back().index);
    const auto index = static_cast<NodeIndex>(nodes.size());
    const std::string_view name = name_of(element);
    const Tag tag = tag_from_name(name);
    nodes.push_back({.kind = NodeKind::element,
                     .tag = tag,
                     .parent = open_.back().index,
                     .first_attribute = static_cast<std::uint32_t>(attributes.size()),
                     .attribute_count = element.attributes.length,
                     .text = name});
    for (unsigned int i = 0; i < element.attributes.length; ++i) {
      const auto& attribute = *static_cast<const GumboAttribute*>(element.attributes.data[i]);
      attributes.push_back({lower(attribute.name), storage_.copy(attribute.value)});
    }
    open_.push_back({stands_without_content(tag) ? &kNoChildren : &element.children, 0, index});
  }

  std::string_view name_of(const GumboElement& element) {
    if (element.tag != GUMBO_TAG_UNKNOWN) return gumbo_normalized_tagname(element.tag);
    GumboStringPiece name = element.original_tag;
    gumbo_tag_from_original_text(&name);
    return lower({name.data, name.length});
  }

  std::string_view lower(std::string_view text) {
    if (text.empty()) return {};
    char* const bytes = storage_.allocate(text.size());
    std::ranges::transform(text, bytes, to_lower_ascii);
    return {bytes, text.size()};
  }

  Document::Storage& storage_;
  std::size_t max_depth_;
  std::vector<Open> open_;
  std::string text_;  // of the text nodes since the last tag
};

// Of what Gumbo's tree takes for each byte of the page. News pages need half of it.
constexpr std::size_t kTreeBytesPerByte = 12;

void grow_tree(std::string_view skeleton, Arena& arena, Flattening& tree) {
  GumboOptions options = kGumboDefaultOptions;
  options.userdata = &arena;
  options.allocator = [](void* arena_, std::size_t size) {
    return static_cast<Arena*>(arena_)->allocate(size);
  };
  options.deallocator = [](void* arena_, void* block) { static_cast<Arena*>(arena_)->free(block); };
  options.max_errors = 0;  // they are not read, and one a byte would fill the memory
  tree.flatten(*gumbo_parse_with_options(&options, skeleton.data(), skeleton.size())->document);
}

}  // namespace

Document parse_html(std::string_view text, const ParseLimits& limits) {
  const SkimmedPage page = skim(text, limits);
  auto storage = std::make_unique<Document::Storage>();
  Flattening tree(*storage, limits.max_depth);
  // What is too much for the memory is cut off, half of it and half again. The bounds of the skeleton keep
  // that from happening; where they fail, this does not.
  for (std::string_view skeleton = page.skeleton;; skeleton = skeleton.substr(0, skeleton.size() / 2)) {
    try {
      Arena arena(limits.max_tree_bytes + kTreeBytesPerByte * text.size());
      grow_tree(skeleton, arena, tree);
      break;
    } catch (const Arena::Full&) {
      tree.simplified = true;
      if (!skeleton.empty()) continue;
      tree.nodes.emplace_back().end = 1;
      break;
    }
  }
  std::vector<std::string_view> json_ld;
  for (const std::string_view script : page.json_ld) json_ld.push_back(storage->copy(script));
  return {std::move(tree.nodes), std::move(tree.attributes), std::move(json_ld),
          page.simplified || tree.simplified, std::move(storage)};
}

}  // namespace pressclip
