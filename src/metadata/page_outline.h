// The places of a page that more than one reader of its metadata looks at, found in one walk over its nodes.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "pressclip/parse.h"

namespace pressclip::metadata {

// More headings than these are those of other articles.
inline constexpr std::size_t kMostHeadings = 200;

struct PageOutline {
  std::vector<NodeIndex> tags;         // html, title, base, link and meta
  std::vector<NodeIndex> headings;     // the first kMostHeadings of h1, h2 and h3
  std::vector<std::string_view> text;  // beside its title and its links, which are often names
};

PageOutline outline_page(const Document& document);

}  // namespace pressclip::metadata
