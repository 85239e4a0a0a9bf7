// write: Article → JSON, text, Markdown, HTML. Every function is pure and gives UTF-8 that ends in a line
// feed.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pressclip/article.h"

namespace pressclip {

// Why an input has no article. Codes are stable.
struct RecordError {
  std::string code;     // "unreadable", "timeout", "too_large", "bad_line", "bad_record", …
  std::string message;  // one sentence for a person
};

// One answer: the article of an input, or why there is none.
struct Record {
  std::string source;  // as the JSON has it: a path, "-", a URI
  Article article;
  std::optional<RecordError> error;
  std::optional<std::string> duplicate_of =
      std::nullopt;        // the source of an earlier record with the same article
  std::string input_json;  // a JSON object to pass through under "input"; empty: none
};

struct JsonStyle {
  bool compact = false;             // one line
  bool removed = false;             // whether to write `removed`
  std::vector<std::string> fields;  // only these keys, in the order of the format; empty: all
};

// The JSON object of a record, keys in the order of the format. A source that is not UTF-8 has its bytes as
// %XX.
std::string write_json(const Record& record, const JsonStyle& style = {});
std::string write_json(const Article& article, const JsonStyle& style = {});

// Headline, standfirst and body as plain text, blocks separated by an empty line.
std::string write_text(const Article& article);
// The same as CommonMark; whatever in the page looks like markup is escaped.
std::string write_markdown(const Article& article);
// The same as a whole HTML page; whatever in the page looks like markup is escaped.
std::string write_html(const Article& article);

// The JSON Schema of a record, draft 2020-12.
std::string_view json_schema();
// The keys of an article's JSON, in order: what `fields` may name.
const std::vector<std::string>& field_names();

}  // namespace pressclip
