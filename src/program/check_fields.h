// An answer as check compares it: its fields, each a row of elements, each element a row of named values.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace pressclip {

// A value that is compared as a whole.
struct ElementPart {
  std::string name;  // its key; empty: the element has no keys
  std::string json;  // as JSON on one line
  std::string text;  // as a person reads it: a string's characters, else as JSON
};

// An element of a list, or the only one of a field that is none.
using Element = std::vector<ElementPart>;

struct Field {
  std::string name;
  bool is_list = false;
  std::vector<Element> elements;
};

inline const ElementPart* find_part(const Element& element, std::string_view name) {
  for (const ElementPart& part : element)
    if (part.name == name) return &part;
  return nullptr;
}

inline const Field* find_field(const std::vector<Field>& fields, std::string_view name) {
  for (const Field& field : fields)
    if (field.name == name) return &field;
  return nullptr;
}

}  // namespace pressclip
