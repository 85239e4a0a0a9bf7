// Choosing among what the sources of a page say.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "metadata/date_words.h"
#include "pressclip/metadata.h"

namespace pressclip::metadata {

struct WeighedDate {
  std::string iso;
  double weight = 0;  // how far its source is to be trusted
  bool is_modified = false;
  bool is_tag = false;  // of a <meta>: when modified, more often the file than the text
};

struct ChosenDates {
  std::optional<std::string> published, modified;
};

// Sources that agree on a day support each other, and so does the day in the page's address.
ChosenDates choose_dates(const std::vector<WeighedDate>& dates, const std::optional<std::string>& day_in_url);

// The names that one source gives.
struct AuthorList {
  std::vector<std::string> names;
  double weight = 0;
  std::vector<std::string> organizations;  // those of the names that the source calls organisations
};

// Whether an author's name is one of the site's, or nearly so.
bool is_site_name(const std::string& name, const std::vector<std::string>& site_names);

// Persons before organisations before the site's own name.
std::vector<std::string> choose_authors(const std::vector<AuthorList>& lists,
                                        const std::vector<std::string>& site_names);

}  // namespace pressclip::metadata
