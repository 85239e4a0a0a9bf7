// What stands in <html>, <head> and the page's <meta> elements: Open Graph, article:*, Twitter, Dublin Core
// and the other vocabularies of <meta>, as fields.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "metadata/page_outline.h"
#include "pressclip/metadata.h"
#include "pressclip/parse.h"

namespace pressclip::metadata {

enum class Field {
  headline,
  description,
  author,
  published,
  modified,
  section,
  tag,
  tags,
  site,
  image,
  url,
  language,
  type,
  tier
};

struct TagValue {
  Field field = Field::headline;
  std::string value;  // a plain line
  MetadataSource source = MetadataSource::meta;
  NodeIndex node = 0;
};

struct PageTags {
  std::vector<TagValue> values;  // of <meta>, in page order
  std::string title;             // <title>
  NodeIndex title_node = 0;
  std::string canonical, base;  // as written
  std::string html_language;    // <html lang>
};

PageTags read_page_tags(const Document& document, const PageOutline& outline);

}  // namespace pressclip::metadata
