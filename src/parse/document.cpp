// document: what a parsed page answers. The tree itself is built in parse.cpp.
#include <utility>

#include "parse/document_storage.h"
#include "pressclip/parse.h"

namespace pressclip {

Document::Document() : nodes_(1) {
  nodes_[0].end = 1;
}

Document::Document(std::vector<Node> nodes, std::vector<Attribute> attributes,
                   std::vector<std::string_view> json_ld, bool simplified, std::shared_ptr<Storage> storage)
    : nodes_(std::move(nodes)),
      attributes_(std::move(attributes)),
      json_ld_(std::move(json_ld)),
      simplified_(simplified),
      storage_(std::move(storage)) {}

Document::Document(Document&&) noexcept = default;
Document& Document::operator=(Document&&) noexcept = default;
Document::~Document() = default;

std::span<const Attribute> Document::attributes(NodeIndex index) const {
  const Node& element = nodes_[index];
  return std::span(attributes_).subspan(element.first_attribute, element.attribute_count);
}

std::optional<std::string_view> Document::attribute(NodeIndex index, std::string_view name) const {
  for (const Attribute& attribute : attributes(index)) {
    if (attribute.name == name) return attribute.value;
  }
  return std::nullopt;
}

}  // namespace pressclip
