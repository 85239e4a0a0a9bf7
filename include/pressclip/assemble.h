// assemble: labelled blocks and metadata → Article.
#pragma once

#include "pressclip/article.h"
#include "pressclip/label.h"
#include "pressclip/metadata.h"
#include "pressclip/segment.h"

namespace pressclip {

struct AssembleOptions {
  bool removed = false;      // fill Article::removed
  bool captions = false;     // captions were asked for
  bool removed_all = false;  // with the global navigation and the footer
};

Article assemble_article(const BlockList& page, const Labels& labels, const Metadata& metadata,
                         const AssembleOptions& options);

}  // namespace pressclip
