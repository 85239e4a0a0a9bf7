#include "metadata/page_outline.h"

namespace pressclip::metadata {

PageOutline outline_page(const Document& document) {
  PageOutline outline;
  const auto nodes = document.nodes();
  for (NodeIndex i = 0; i < nodes.size(); ++i) {
    const Node& node = nodes[i];
    if (node.kind == NodeKind::text) {
      const Tag parent = nodes[node.parent].tag;
      if (parent != Tag::title && parent != Tag::a) outline.text.push_back(node.text);
      continue;
    }
    switch (node.tag) {
      case Tag::html:
      case Tag::title:
      case Tag::base:
      case Tag::link:
      case Tag::meta:
        outline.tags.push_back(i);
        break;
      case Tag::h1:
      case Tag::h2:
      case Tag::h3:
        if (outline.headings.size() < kMostHeadings) outline.headings.push_back(i);
        break;
      default:
        break;
    }
  }
  return outline;
}

}  // namespace pressclip::metadata
