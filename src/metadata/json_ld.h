// JSON-LD: what a page's <script type="application/ld+json"> elements say of its article.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pressclip::metadata {

// What tells the page's own article from others that it describes. Addresses and titles as the page gives
// them.
struct PageIdentity {
  std::vector<std::string> urls;
  std::vector<std::string> titles;
};

struct JsonLdName {
  std::string text;
  bool is_organization = false;
};

// Strings are plain lines (markup out, entities decoded), in the order of the scripts.
struct JsonLdPage {
  bool is_article = false;  // of an article type, not only a page or a work
  std::vector<std::string> headlines, descriptions;
  std::vector<JsonLdName> authors;
  std::vector<std::string> published, modified;  // as written
  std::string publisher, site, language, section, image, url;
  std::vector<std::string> tags;
  std::string article_body;  // paragraphs separated by "\n\n"
  std::optional<bool> accessible_for_free;
  std::vector<std::string> paywalled_selectors;
};

JsonLdPage read_json_ld(std::span<const std::string_view> scripts, const PageIdentity& identity);

}  // namespace pressclip::metadata
