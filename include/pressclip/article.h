// The result of extraction: what the JSON of a page is written from.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "pressclip/category.h"

namespace pressclip {

enum class BodyType : std::uint8_t { paragraph, heading, list_item, quote, preformatted, table_row, caption };

// One block of the article's body. Text is UTF-8 in NFC, white space collapsed (not in preformatted).
struct BodyBlock {
  BodyType type = BodyType::paragraph;
  std::string text;
  int level = 0;                // heading: 2 to 6
  std::optional<bool> ordered;  // list_item, where known
  std::optional<int> depth;     // list_item, where known: 1 is the outermost list
};

// A teaser of another article.
struct Stub {
  std::string title;
  std::optional<std::string> url;  // absolute where the page or the caller gives a base
  std::optional<std::string> summary;
  std::optional<std::string> section;  // the label it stands under, "Read more"
};

// A block that was taken out: its whole text, why, and by what.
struct Removed {
  Category category = Category::navigation;
  std::string text;
  std::string rule;  // "en/newsletter:sign-up-for", "class/share", "model", …
};

// Something about the input that the reader of the output should know. Written as a stable code.
enum class Warning : std::uint8_t {
  simplified,      // "simplified": markup beyond the limits was flattened or cut
  replaced_bytes,  // "replaced_bytes": bytes that the encoding does not have became U+FFFD
  truncated        // "truncated": the input was longer than Options::max_bytes, or the stubs were too many
};

struct Article {
  std::optional<std::string> url, site, language;
  std::optional<std::string> headline, standfirst;
  std::vector<std::string> authors;
  std::optional<std::string> published, modified;  // ISO 8601
  std::optional<std::string> section;
  std::vector<std::string> tags;
  std::optional<std::string> image;
  bool paywalled = false;  // only a preview of the article is in the page
  std::vector<BodyBlock> body;
  std::vector<Stub> related;
  std::vector<Removed> removed;  // filled only as Options::removed asks
  double confidence = 0;         // 0 to 1, rounded to two decimals
  std::vector<Warning> warnings;
};

}  // namespace pressclip
