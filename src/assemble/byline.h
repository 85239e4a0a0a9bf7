// The author and the date as the page shows them, where its metadata say nothing.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "pressclip/label.h"
#include "pressclip/metadata.h"
#include "pressclip/segment.h"

namespace pressclip {

// Whether the metadata leave the answer to what the page shows.
bool wants_shown_authors(const Metadata& metadata);
bool wants_shown_date(const Metadata& metadata);

// The names in the first byline that has any, around the headline or behind the text.
std::vector<std::string> authors_shown(const BlockList& page, const Labels& labels, const Metadata& metadata);

// The first date that stands in a byline around the headline, ISO 8601.
std::optional<std::string> date_shown(const BlockList& page, const Labels& labels, const Metadata& metadata);

}  // namespace pressclip
