// What the page shows and marks up of its own article: microdata, RDFa, <time>, rel=author, <address>, and
// elements whose class names say that they hold a byline or a date.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "metadata/date_words.h"
#include "metadata/page_outline.h"
#include "pressclip/metadata.h"
#include "pressclip/parse.h"

namespace pressclip::metadata {

struct ShownText {
  std::string text;  // parts of different elements are separated by " | "
  MetadataSource source = MetadataSource::address;
  NodeIndex node = 0;
  // Characters of text between it and the headline; for choosing the nearest.
  std::size_t distance = 0;
};

struct ShownDate {
  std::string iso;
  DateRole role = DateRole::none;
  MetadataSource source = MetadataSource::time_element;
  NodeIndex node = 0;
  std::size_t distance = 0;
  bool is_marked = true;  // false: only its place beside the headline says that it is the article's
};

struct ShownPage {
  std::vector<std::string> headlines;  // microdata
  std::vector<ShownText> bylines;
  std::vector<ShownDate> dates;
  // Lines elsewhere in the page that are nothing but a date.
  std::vector<std::string> stray_dates;
  bool is_article = false;  // microdata or RDFa type
};

// `titles`: what else the page calls itself, for finding its headline among several.
ShownPage read_shown(const Document& document, const PageOutline& outline,
                     const std::vector<std::string>& titles, std::string_view language);

}  // namespace pressclip::metadata
