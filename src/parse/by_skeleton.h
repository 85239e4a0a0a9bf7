// The parse by way of one kind of skeleton, for parse_html and for tests that compare the two kinds.
#pragma once

#include <memory>
#include <optional>

#include "parse/document_storage.h"
#include "parse/skim.h"
#include "pressclip/parse.h"

namespace pressclip {

// Parses the page in `storage`. Nothing where plain subtrees were to be left out, and one of them has no
// place in the tree or another one than it seemed to have.
std::optional<Document> parse_by_skeleton(const std::shared_ptr<Document::Storage>& storage,
                                          PageMemory& memory, const ParseLimits& limits, Subtrees subtrees);

}  // namespace pressclip
