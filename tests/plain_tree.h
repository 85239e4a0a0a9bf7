// The tree that Gumbo builds from a whole page, and the one by way of the skeleton, in a form that can be
// compared: lines for an element and its attributes, a text, the end of an element.
#pragma once

#include <string>
#include <string_view>

#include "pressclip/parse.h"

namespace pressclip::testing {

std::string tree_by_skeleton(const Document& document, bool with_attributes = true);

struct PlainTree {
  std::string lines;
  bool has_unknown_elements = false;
};

PlainTree plain_tree(std::string_view page, bool with_attributes = true);

// The page with a comment before the end tag of each form, so that Gumbo 0.10.1 does not move the text there.
std::string with_texts_kept_in_forms(std::string_view page);

// Where two trees begin to differ.
std::string difference(std::string_view a, std::string_view b);

}  // namespace pressclip::testing
