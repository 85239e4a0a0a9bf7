// JSON, both ways: the record of a page out, a page that came as a JSON line in. The stage's one place that
// knows the JSON library.
#include <algorithm>
#include <array>
#include <cmath>
#include <nlohmann/json.hpp>
#include <utility>

#include "pressclip/write.h"
#include "write/duplicate_mark.h"
#include "write/json_text.h"
#include "write/page_line.h"
#include "write/safe_text.h"

namespace pressclip {
namespace {

constexpr std::string_view kFormatName = "pressclip", kSourceName = "source";
constexpr std::string_view kDuplicateName = "duplicate_of";
// Major version of the format.
constexpr std::string_view kFormat = "1";
// Values nested deeper are refused: the JSON library copies and frees by recursion.
constexpr std::size_t kMaxJsonDepth = 256;

constexpr std::array<std::string_view, 7> kBodyTypeNames = {"paragraph",    "heading",   "list_item", "quote",
                                                            "preformatted", "table_row", "caption"};
constexpr std::array<std::string_view, 3> kWarningNames = {"simplified", "replaced_bytes", "truncated"};

// Text of articles is safe already, and is written from where it is.
void write_text(JsonText& out, std::string_view text) {
  if (is_safe_text(text))
    out.string(text);
  else
    out.string(safe_text(text));
}

void write_text_or_null(JsonText& out, const std::optional<std::string>& text) {
  if (text)
    write_text(out, *text);
  else
    out.raw("null");
}

void write_texts(JsonText& out, const std::vector<std::string>& values) {
  out.begin_array();
  for (const std::string& value : values) write_text(out, value);
  out.end_array();
}

void write_body(JsonText& out, const std::vector<BodyBlock>& body) {
  out.begin_array();
  for (const BodyBlock& block : body) {
    out.begin_object();
    out.key("type");
    out.string(kBodyTypeNames.at(static_cast<std::size_t>(block.type)));
    if (block.type == BodyType::heading) {
      out.key("level");
      out.raw(std::to_string(std::clamp(block.level, 2, 6)));
    }
    if (block.type == BodyType::list_item && block.ordered) {
      out.key("ordered");
      out.raw(*block.ordered ? "true" : "false");
    }
    if (block.type == BodyType::list_item && block.depth) {
      out.key("depth");
      out.raw(std::to_string(std::max(*block.depth, 1)));
    }
    out.key("text");
    write_text(out, block.text);
    out.end_object();
  }
  out.end_array();
}

void write_related(JsonText& out, const std::vector<Stub>& related) {
  out.begin_array();
  for (const Stub& stub : related) {
    out.begin_object();
    out.key("title");
    write_text(out, stub.title);
    out.key("url");
    write_text_or_null(out, stub.url);
    out.key("summary");
    write_text_or_null(out, stub.summary);
    out.key("section");
    write_text_or_null(out, stub.section);
    out.end_object();
  }
  out.end_array();
}

void write_removed(JsonText& out, const std::vector<Removed>& removed) {
  out.begin_array();
  for (const Removed& block : removed) {
    out.begin_object();
    out.key("category");
    out.string(name_of(block.category));
    out.key("text");
    write_text(out, block.text);
    out.key("rule");
    write_text(out, block.rule);
    out.end_object();
  }
  out.end_array();
}

// Two decimals at most: "0.97", "0.5", "1.0".
std::string two_decimals(double confidence) {
  const long hundredths = std::isfinite(confidence) ? std::lround(std::clamp(confidence, 0.0, 1.0) * 100) : 0;
  std::string text = std::to_string(hundredths / 100) + '.' + std::to_string(hundredths / 10 % 10);
  if (hundredths % 10 != 0) text += std::to_string(hundredths % 10);
  return text;
}

void write_warnings(JsonText& out, const std::vector<Warning>& warnings) {
  out.begin_array();
  for (auto warning = warnings.begin(); warning != warnings.end(); ++warning)
    if (std::find(warnings.begin(), warning, *warning) == warning)
      out.string(kWarningNames.at(static_cast<std::size_t>(*warning)));
  out.end_array();
}

struct Field {
  std::string_view name;
  void (*write)(JsonText& out, const Article& article);
};

// In the order of the output.
constexpr Field kFields[] = {
    {"url", [](JsonText& out, const Article& article) { write_text_or_null(out, article.url); }},
    {"site", [](JsonText& out, const Article& article) { write_text_or_null(out, article.site); }},
    {"language", [](JsonText& out, const Article& article) { write_text_or_null(out, article.language); }},
    {"headline", [](JsonText& out, const Article& article) { write_text_or_null(out, article.headline); }},
    {"standfirst",
     [](JsonText& out, const Article& article) { write_text_or_null(out, article.standfirst); }},
    {"authors", [](JsonText& out, const Article& article) { write_texts(out, article.authors); }},
    {"published", [](JsonText& out, const Article& article) { write_text_or_null(out, article.published); }},
    {"modified", [](JsonText& out, const Article& article) { write_text_or_null(out, article.modified); }},
    {"section", [](JsonText& out, const Article& article) { write_text_or_null(out, article.section); }},
    {"tags", [](JsonText& out, const Article& article) { write_texts(out, article.tags); }},
    {"image", [](JsonText& out, const Article& article) { write_text_or_null(out, article.image); }},
    {"paywalled",
     [](JsonText& out, const Article& article) { out.raw(article.paywalled ? "true" : "false"); }},
    {"body", [](JsonText& out, const Article& article) { write_body(out, article.body); }},
    {"related", [](JsonText& out, const Article& article) { write_related(out, article.related); }},
    {"removed", [](JsonText& out, const Article& article) { write_removed(out, article.removed); }},
    {"confidence", [](JsonText& out, const Article& article) { out.raw(two_decimals(article.confidence)); }},
    {"warnings", [](JsonText& out, const Article& article) { write_warnings(out, article.warnings); }},
};

bool is_given(const Field& field, const Article& article, const JsonStyle& style) {
  if (field.name == "removed") return style.removed;
  return field.name != "warnings" || !article.warnings.empty();
}

// Delete and the C1 control characters are legal inside JSON strings, but a terminal obeys them.
std::string escape_terminal_controls(std::string text) {
  const auto is_c1 = [&](std::size_t at) {
    return text[at] == '\xC2' && at + 1 < text.size() && static_cast<unsigned char>(text[at + 1]) < 0xA0;
  };
  std::size_t first = std::min(text.find('\x7F'), text.find('\xC2'));
  while (first < text.size() && text[first] != '\x7F' && !is_c1(first)) ++first;
  if (first >= text.size()) return text;
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

// Writes an object, the members of which `write_members` writes, with `input_json` behind them where there is
// some.
template <typename WriteMembers>
std::string write_object(const std::string& input_json, const JsonStyle& style,
                         const WriteMembers& write_members) {
  JsonText out(style.compact);
  out.begin_object();
  write_members(out);
  if (!input_json.empty()) {
    // As text: numbers, the order of keys and keys given twice come out as they went in.
    out.key("input");
    out.raw(passed_through(input_json));
  }
  out.end_object();
  return escape_terminal_controls(out.take()) + '\n';
}

std::string write_article(const Article& article, std::string_view source,
                          const std::optional<std::string>& duplicate_of, const std::string& input_json,
                          const JsonStyle& style) {
  const auto is_wanted = [&style](std::string_view name) {
    return style.fields.empty() ||
           std::find(style.fields.begin(), style.fields.end(), name) != style.fields.end();
  };
  return write_object(input_json, style, [&](JsonText& out) {
    if (is_wanted(kFormatName)) {
      out.key(kFormatName);
      out.raw(kFormat);
    }
    if (is_wanted(kSourceName)) {
      out.key(kSourceName);
      out.string(source);
    }
    for (const Field& field : kFields) {
      if (!is_wanted(field.name) || !is_given(field, article, style)) continue;
      out.key(field.name);
      field.write(out, article);
    }
    if (duplicate_of && is_wanted(kDuplicateName)) {
      out.key(kDuplicateName);
      out.string(percent_escape_invalid_utf8(*duplicate_of));
    }
  });
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
  if (!record.error)
    return write_article(record.article, source, record.duplicate_of, record.input_json, style);
  return write_object(record.input_json, style, [&](JsonText& out) {
    out.key(kFormatName);
    out.raw(kFormat);
    out.key(kSourceName);
    out.string(source);
    out.key("error");
    out.begin_object();
    out.key("code");
    out.string(safe_line(record.error->code));
    out.key("message");
    out.string(safe_line(record.error->message));
    out.end_object();
  });
}

std::string write_json(const Article& article, const JsonStyle& style) {
  return write_article(article, "-", std::nullopt, "", style);
}

const std::vector<std::string>& field_names() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> keys = {std::string(kFormatName), std::string(kSourceName)};
    for (const Field& field : kFields) keys.emplace_back(field.name);
    keys.emplace_back(kDuplicateName);
    return keys;
  }();
  return names;
}

std::string marked_as_duplicate(std::string_view record, const std::optional<std::string>& source,
                                const JsonStyle& style) {
  constexpr std::string_view kKey = "\"duplicate_of\"";
  constexpr std::string_view kInput = "\"input\"";
  std::string mark;
  if (source) {
    JsonText text(style.compact);
    text.string(percent_escape_invalid_utf8(*source));
    mark = escape_terminal_controls(text.take());
  }
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
