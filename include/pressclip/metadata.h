// metadata: what the page says of itself in JSON-LD, Open Graph, meta, microdata, <time>, rel=author and
// <html lang>.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pressclip/parse.h"

namespace pressclip {

enum class MetadataSource : std::uint8_t {
  json_ld,
  open_graph,
  article_meta,  // article:published_time and its like
  twitter,
  meta,  // any other <meta name=…>: author, date, dc.*, parsely-*, sailthru.*, citation_* …
  microdata,
  rdfa,
  time_element,
  rel_author,
  address,  // address and class tokens that name a byline or a date
  title_element,
  link_element,  // <link rel=canonical>, <base>
  html_lang,
  option  // given by the caller
};

// One value that the page gives for a field, normalised (NFC, entities decoded, white space collapsed).
struct Candidate {
  std::string value;
  MetadataSource source = MetadataSource::meta;
  // Node of the page that it stands in, 0 where it stands in none (JSON-LD).
  NodeIndex node = 0;
};

// Every list is in page order, each value once for each source. The single fields are this stage's own choice
// among the candidates; the headline, which depends on what the page shows, is chosen in assemble.
struct Metadata {
  std::vector<Candidate> headlines;
  std::vector<Candidate> descriptions;
  std::vector<Candidate> authors;    // one person or organisation each, cleaned of "By" and roles
  std::vector<Candidate> published;  // ISO 8601, the page's own offset kept, or a date alone
  std::vector<Candidate> modified;

  std::optional<std::string> url;       // absolute, canonical
  std::optional<std::string> base_url;  // what relative links are resolved against; absolute
  std::optional<std::string> site;      // the publication's name
  std::optional<std::string> language;  // BCP 47, as short as the page says it ("en", "pt-BR")
  // What the text itself is in, as detect_language() tells it, whatever the page claims.
  std::optional<std::string> text_language;
  std::optional<std::string> section;
  std::vector<std::string> tags;
  std::optional<std::string> image;  // absolute URL
  std::vector<std::string> chosen_authors;
  bool authors_are_site = false;  // they name nobody but the site itself
  std::optional<std::string> chosen_published;
  std::optional<std::string> chosen_modified;

  std::string
      article_body;  // JSON-LD's articleBody, markup taken out, paragraphs separated by "\n\n"; or empty
  std::optional<bool> accessible_for_free;       // JSON-LD's isAccessibleForFree, or a content tier
  std::vector<std::string> paywalled_selectors;  // cssSelector of parts that are not accessible for free
  bool is_article = false;                       // JSON-LD, Open Graph or microdata call the page an article
};

struct MetadataOptions {
  std::string url;  // where the page came from; empty: not known
};

Metadata read_metadata(const Document& document, const MetadataOptions& options = {});

// Language as told by the text itself (CLD2), as a BCP 47 primary tag; nothing where it can't be told. Of a
// long text, parts are read that are spread evenly over it.
std::optional<std::string> detect_language(std::string_view text);

// A date in any of the written forms of the languages of the rules ("5. Mai 2026, 09:30 Uhr", "5 mai 2026",
// "2026年5月5日", "May 5, 2026 9:30 AM EDT") as ISO 8601: a date alone, a date and time, or with the offset
// where the text has one. `language` (BCP 47, may be empty) decides between readings; a text that stays
// ambiguous (03/04/2026 without a language), impossible or without a year gives nothing.
std::optional<std::string> parse_date(std::string_view text, std::string_view language);

// The names in a byline ("By Jane Doe and John Roe, Political Editor"), without roles, agencies' cities,
// dates and mail addresses.
std::vector<std::string> split_authors(std::string_view byline, std::string_view language);

// `reference` resolved against `base` (RFC 3986), white space trimmed. Nothing when the result is not an
// absolute http, https or mailto URL.
std::optional<std::string> resolve_url(std::string_view reference, std::string_view base);

}  // namespace pressclip
