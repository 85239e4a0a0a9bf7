// JSON, both ways: the record of a page out, a page that came as a JSON line in. The one place that knows the
// JSON library.
#include <algorithm>
#include <array>
#include <cmath>
#include <nlohmann/json.hpp>
#include <utility>

#include "pressclip/write.h"
#include "write/duplicate_mark.h"
#include "write/page_line.h"
#include "write/safe_text.h"

namespace pressclip {
namespace {

using Json = nlohmann::ordered_json;

// Major version of the format.
constexpr int kFormat = 1;
// Values nested deeper are refused: the JSON library copies and frees by recursion.
constexpr std::size_t kMaxJsonDepth = 256;

constexpr std::array<std::string_view, 7> kBodyTypeNames = {"paragraph",    "heading",   "list_item", "quote",
                                                            "preformatted", "table_row", "caption"};
constexpr std::array<std::string_view, 3> kWarningNames = {"simplified", "replaced_bytes", "truncated"};

Json text_or_null(const std::optional<std::string>& text) {
  return text ? Json(safe_text(*text)) : Json(nullptr);
}

Json texts(const std::vector<std::string>& values) {
  Json list = Json::array();
  for (const std::string& value : values) list.push_back(safe_text(value));
  return list;
}

Json body_json(const std::vector<BodyBlock>& body) {
  Json list = Json::array();
  for (const BodyBlock& block : body) {
    Json item = {{"type", kBodyTypeNames.at(static_cast<std::size_t>(block.type))}};
    if (block.type == BodyType::heading) item["level"] = std::clamp(block.level, 2, 6);
    if (block.type == BodyType::list_item) {
      if (block.ordered) item["ordered"] = *block.ordered;
      if (block.depth) item["depth"] = std::max(*block.depth, 1);
    }
    item["text"] = safe_text(block.text);
    list.push_back(std::move(item));
  }
  return list;
}

Json related_json(const std::vector<Stub>& related) {
  Json list = Json::array();
  for (const Stub& stub : related)
    list.push_back({{"title", safe_text(stub.title)},
                    {"url", text_or_null(stub.url)},
                    {"summary", text_or_null(stub.summary)},
                    {"section", text_or_null(stub.section)}});
  return list;
}

Json removed_json(const std::vector<Removed>& removed) {
  Json list = Json::array();
  for (const Removed& block : removed)
    list.push_back({{"category", name_of(block.category)},
                    {"text", safe_text(block.text)},
                    {"rule", safe_text(block.rule)}});
  return list;
}

// Two decimals at most, so that the shortest form of the number is the same everywhere.
double two_decimals(double confidence) {
  if (!std::isfinite(confidence)) return 0;
  return std::round(std::clamp(confidence, 0.0, 1.0) * 100) / 100;
}

// The object without `source` and `input`, which are not the article's.
Json article_json(const Article& article, const JsonStyle& style) {
  Json json = {{"pressclip", kFormat}};
  json["source"] = nullptr;
  json["url"] = text_or_null(article.url);
  json["site"] = text_or_null(article.site);
  json["language"] = text_or_null(article.language);
  json["headline"] = text_or_null(article.headline);
  json["standfirst"] = text_or_null(article.standfirst);
  json["authors"] = texts(article.authors);
  json["published"] = text_or_null(article.published);
  json["modified"] = text_or_null(article.modified);
  json["section"] = text_or_null(article.section);
  json["tags"] = texts(article.tags);
  json["image"] = text_or_null(article.image);
  json["paywalled"] = article.paywalled;
  json["body"] = body_json(article.body);
  json["related"] = related_json(article.related);
  if (style.removed) json["removed"] = removed_json(article.removed);
  json["confidence"] = two_decimals(article.confidence);
  if (!article.warnings.empty()) {
    Json& list = json["warnings"] = Json::array();
    for (const Warning warning : article.warnings) {
      const Json name = kWarningNames.at(static_cast<std::size_t>(warning));
      if (std::find(list.begin(), list.end(), name) == list.end()) list.push_back(name);
    }
  }
  return json;
}

Json only_fields(const Json& json, const std::vector<std::string>& fields) {
  Json picked = Json::object();
  for (const auto& [key, value] : json.items())
    if (std::find(fields.begin(), fields.end(), key) != fields.end()) picked[key] = value;
  return picked;
}

// Delete and the C1 control characters are legal inside JSON strings, but a terminal obeys them.
std::string escape_terminal_controls(std::string text) {
  const auto is_c1 = [&](std::size_t at) {
    return text[at] == '\xC2' && at + 1 < text.size() && static_cast<unsigned char>(text[at + 1]) < 0xA0;
  };
  std::size_t first = 0;
  while (first < text.size() && text[first] != '\x7F' && !is_c1(first)) ++first;
  if (first == text.size()) return text;
  std::string out = text.substr(0, first);
  constexpr std::string_view kHexDigits = "0123456789abcdef";
  for (std::size_t at = first; at < text.size(); ++at) {
    if (text[at] != '\x7F' && !is_c1(at)) {
      out += text[at];
      continue;
    }
    const auto code = static_cast<unsigned char>(text[text[at] == '\x7F' ? at : ++at]);
    out += "\\u00";
    out += kHexDigits[code >> 4U];
    out += kHexDigits[code & 0xFU];
  }
  return out;
}

// Whether `text` nests no deeper than the limit. Only meaningful for what the parser then accepts.
bool is_shallow(std::string_view text) {
  std::size_t depth = 0;
  bool in_string = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (in_string) {
      if (c == '\\') ++at;
      if (c == '"') in_string = false;
    } else if (c == '"') {
      in_string = true;
    } else if (c == '{' || c == '[') {
      if (++depth > kMaxJsonDepth) return false;
    } else if ((c == '}' || c == ']') && depth > 0) {
      --depth;
    }
  }
  return true;
}

// What was read. Its keys are sorted: finding one, and adding one, costs little in an object of a million.
using ReadJson = nlohmann::json;

ReadJson parse_bounded(std::string_view text) {
  if (!is_shallow(text)) return ReadJson(ReadJson::value_t::discarded);
  return ReadJson::parse(text.begin(), text.end(), nullptr, /*allow_exceptions=*/false);
}

// `object` as it is, on one line; an empty object where it is no JSON object.
std::string passed_through(const std::string& object) {
  if (!parse_bounded(object).is_object()) return "{}";
  std::string line = object;
  // Inside strings JSON has no raw line feeds, so these are only white space.
  std::replace_if(
      line.begin(), line.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
  return line;
}

std::string finish(const Json& json, const std::string& input_json, const JsonStyle& style) {
  const int indent = style.compact ? -1 : 2;
  std::string out = json.dump(indent, ' ', /*ensure_ascii=*/false, Json::error_handler_t::replace);
  if (!input_json.empty()) {
    // Spliced in as text: numbers, the order of keys and keys given twice come out as they went in.
    out.pop_back();
    if (!style.compact && !json.empty()) out.pop_back();
    if (!json.empty()) out += ',';
    out += style.compact ? "\"input\":" : "\n  \"input\": ";
    out += passed_through(input_json);
    out += style.compact ? "}" : "\n}";
  }
  return escape_terminal_controls(std::move(out)) + '\n';
}

// The members of a JSON object that the parser has accepted, key with quotes and value as they were written.
std::vector<std::pair<std::string_view, std::string_view>> members(std::string_view object) {
  std::vector<std::pair<std::string_view, std::string_view>> found;
  constexpr std::string_view kSpace = " \t\n\r";
  const auto end_of_string = [&](std::size_t at) {
    for (++at; object[at] != '"'; ++at)
      if (object[at] == '\\') ++at;
    return at + 1;
  };
  std::size_t at = object.find_first_not_of(kSpace, object.find('{') + 1);
  while (object[at] == '"') {
    const std::size_t key_end = end_of_string(at);
    const std::string_view key = object.substr(at, key_end - at);
    std::size_t value = object.find_first_not_of(kSpace, object.find(':', key_end) + 1);
    at = value;
    for (std::size_t depth = 0; depth > 0 || (object[at] != ',' && object[at] != '}');) {
      const char c = object[at];
      if (c == '"') {
        at = end_of_string(at);
        continue;
      }
      if (c == '{' || c == '[') ++depth;
      if (c == '}' || c == ']') --depth;
      ++at;
    }
    const std::size_t last = object.find_last_not_of(kSpace, at - 1);
    found.emplace_back(key, object.substr(value, last + 1 - value));
    if (object[at] == '}') break;
    at = object.find_first_not_of(kSpace, at + 1);
  }
  return found;
}

std::string other_members(std::string_view object) {
  std::string out;
  for (const auto& [key, value] : members(object)) {
    const std::string name = ReadJson::parse(key.begin(), key.end()).get<std::string>();
    if (name == "html" || name == "text") continue;
    out += out.empty() ? "{" : ",";
    out += key;
    out += ':';
    out += value;
  }
  return out.empty() ? "{}" : out + "}";
}

std::optional<std::string> string_member(const ReadJson& object, const char* name) {
  const auto found = object.find(name);
  if (found == object.end() || !found->is_string()) return std::nullopt;
  return found->get<std::string>();
}

}  // namespace

std::string write_json(const Record& record, const JsonStyle& style) {
  const std::string source = percent_escape_invalid_utf8(record.source);
  if (record.error) {
    const Json json = {
        {"pressclip", kFormat},
        {"source", source},
        {"error", {{"code", safe_line(record.error->code)}, {"message", safe_line(record.error->message)}}}};
    return finish(json, record.input_json, style);
  }
  Json json = article_json(record.article, style);
  json["source"] = source;
  if (record.duplicate_of) json["duplicate_of"] = percent_escape_invalid_utf8(*record.duplicate_of);
  return finish(style.fields.empty() ? json : only_fields(json, style.fields), record.input_json, style);
}

std::string write_json(const Article& article, const JsonStyle& style) {
  Json json = article_json(article, style);
  json["source"] = "-";
  return finish(style.fields.empty() ? json : only_fields(json, style.fields), "", style);
}

const std::vector<std::string>& field_names() {
  static const std::vector<std::string> names = [] {
    Article article;
    article.warnings = {Warning::simplified};
    std::vector<std::string> keys;
    const Json json = article_json(article, {.compact = false, .removed = true, .fields = {}});
    for (const auto& item : json.items()) keys.push_back(item.key());
    keys.emplace_back("duplicate_of");
    return keys;
  }();
  return names;
}

std::string marked_as_duplicate(std::string_view record, const std::optional<std::string>& source,
                                const JsonStyle& style) {
  constexpr std::string_view kKey = "\"duplicate_of\"";
  constexpr std::string_view kInput = "\"input\"";
  std::string mark;
  if (source)
    mark = escape_terminal_controls(
        Json(percent_escape_invalid_utf8(*source)).dump(-1, ' ', false, Json::error_handler_t::replace));
  std::vector<std::pair<std::string_view, std::string_view>> kept;
  for (const auto& member : members(record))
    if (member.first != kKey) kept.push_back(member);
  if (source) kept.insert(kept.end() - (!kept.empty() && kept.back().first == kInput ? 1 : 0), {kKey, mark});
  if (kept.empty()) return "{}\n";
  std::string out = "{";
  for (const auto& [key, value] : kept) {
    if (out.size() > 1) out += ',';
    out.append(style.compact ? "" : "\n  ").append(key).append(style.compact ? ":" : ": ").append(value);
  }
  return out + (style.compact ? "}\n" : "\n}\n");
}

std::variant<PageLine, PageLineError> read_page_line(std::string_view line) {
  const ReadJson json = parse_bounded(line);
  if (json.is_discarded()) return PageLineError{"the line is not JSON", ""};
  if (!json.is_object()) return PageLineError{"the line is not a JSON object", ""};
  PageLine page;
  page.input_json = other_members(line);
  std::optional<std::string> html = string_member(json, "html");
  std::optional<std::string> text = string_member(json, "text");
  if (!html && !text)
    return PageLineError{R"(the object has neither "html" nor "text" as a string)", page.input_json};
  page.is_text = !html;
  page.page = std::move(html ? *html : *text);
  page.url = string_member(json, "url");
  page.id = string_member(json, "id");
  page.encoding = string_member(json, "encoding");
  if (const auto id = json.find("id"); id != json.end() && id->is_number_integer()) page.id = id->dump();
  return page;
}

}  // namespace pressclip
