// Expected files are edited as text, so that what a person laid out stays. The one place of check that knows
// the JSON library.
#include "program/check_expected.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "program/replaced.h"
#include "write/safe_text.h"

namespace pressclip {
namespace {

using Json = nlohmann::ordered_json;

// Values nested deeper are refused: the JSON library copies and frees by recursion.
constexpr std::size_t kMaxDepth = 64;
constexpr std::string_view kSpace = " \t\n\r";

// --- Places in JSON text that the parser has accepted.

std::size_t end_of_string(std::string_view json, std::size_t at) {
  for (++at; json[at] != '"'; ++at)
    if (json[at] == '\\') ++at;
  return at + 1;
}

// The end of the value that begins at `at`, without the white space after it.
std::size_t end_of_value(std::string_view json, std::size_t at) {
  for (std::size_t depth = 0; at < json.size();) {
    const char c = json[at];
    if (depth == 0 && (c == ',' || c == '}' || c == ']' || kSpace.find(c) != std::string_view::npos)) break;
    if (c == '"') {
      at = end_of_string(json, at);
      if (depth == 0) break;
      continue;
    }
    if (c == '{' || c == '[') ++depth;
    ++at;
    if ((c == '}' || c == ']') && --depth == 0) break;
  }
  return at;
}

struct Place {
  std::size_t begin = 0, end = 0;
};

struct Member {
  std::string key;
  Place value;
};

std::vector<Member> members_of(std::string_view object) {
  std::vector<Member> members;
  std::size_t at = object.find_first_not_of(kSpace, object.find('{') + 1);
  while (object[at] == '"') {
    const std::size_t key_end = end_of_string(object, at);
    const std::string_view key = object.substr(at, key_end - at);
    const std::size_t begin = object.find_first_not_of(kSpace, object.find(':', key_end) + 1);
    const std::size_t end = end_of_value(object, begin);
    members.push_back({Json::parse(key.begin(), key.end()).get<std::string>(), {begin, end}});
    at = object.find_first_not_of(kSpace, end);
    if (object[at] == ',') at = object.find_first_not_of(kSpace, at + 1);
  }
  return members;
}

std::vector<Place> elements_of(std::string_view list) {
  std::vector<Place> elements;
  std::size_t at = list.find_first_not_of(kSpace, 1);
  while (list[at] != ']') {
    const std::size_t end = end_of_value(list, at);
    elements.push_back({at, end});
    at = list.find_first_not_of(kSpace, end);
    if (list[at] == ',') at = list.find_first_not_of(kSpace, at + 1);
  }
  return elements;
}

// --- Reading.

// How much JSON is in a text that may be none, by its brackets, commas and colons.
struct JsonSize {
  std::size_t depth = 0;
  std::size_t values = 1;
  std::size_t members = 0;  // of the object that has the most
};

JsonSize size_of(std::string_view text) {
  JsonSize size;
  std::array<std::size_t, kMaxDepth + 1> members = {};  // of what is open, by its depth
  std::size_t depth = 0;
  for (std::size_t at = 0; at < text.size() && size.depth <= kMaxDepth; ++at) {
    const char c = text[at];
    if (c == '"') {
      for (++at; at < text.size() && text[at] != '"'; ++at)
        if (text[at] == '\\') ++at;
    } else if (c == '{' || c == '[') {
      size.depth = std::max(size.depth, ++depth);
      if (depth <= kMaxDepth) members.at(depth) = 0;
      ++size.values;
    } else if ((c == '}' || c == ']') && depth > 0) {
      --depth;
    } else if (c == ',') {
      ++size.values;
    } else if (c == ':') {
      size.members = std::max(size.members, ++members.at(depth));
    }
  }
  return size;
}

std::string on_one_line(const Json& json) {
  return json.dump(-1, ' ', /*ensure_ascii=*/false, Json::error_handler_t::replace);
}

ElementPart part_of(const std::string& name, const Json& value) {
  // 1.0 is the same number as 1.
  if (value.is_number_float() && std::nearbyint(value.get<double>()) == value.get<double>() &&
      std::abs(value.get<double>()) < 1e15)
    return part_of(name, Json(static_cast<std::int64_t>(value.get<double>())));
  std::string json = on_one_line(value);
  std::string text = value.is_string() ? value.get<std::string>() : json;
  return {.name = name, .json = std::move(json), .text = std::move(text)};
}

Element element_of(const Json& value) {
  if (!value.is_object()) return {part_of("", value)};
  Element element;
  for (const auto& [key, inner] : value.items()) element.push_back(part_of(key, inner));
  return element;
}

// The library's sentence without its number and its name for the exception.
std::string reason_of(const Json::parse_error& error) {
  std::string_view text = error.what();
  if (const std::size_t colon = text.find("] "); colon != std::string_view::npos)
    text.remove_prefix(colon + 2);
  return "not JSON: " + printable(text);
}

// --- Writing.

// How a file is laid out.
struct Layout {
  bool lines = true;  // a line for each member
  int indent = 2;
  char indent_with = ' ';
  std::string line_end = "\n";
};

Layout layout_of(std::string_view object) {
  Layout layout;
  const std::size_t open = object.find('{') + 1;
  const std::size_t key = object.find_first_not_of(kSpace, open);
  const std::string_view before = object.substr(open, key - open);
  const std::size_t line = before.rfind('\n');
  layout.lines = line != std::string_view::npos || object[key] == '}';
  if (line != std::string_view::npos && line + 1 < before.size()) {
    layout.indent = static_cast<int>(before.size() - line - 1);
    layout.indent_with = before[line + 1];
  }
  if (object.find("\r\n") != std::string_view::npos) layout.line_end = "\r\n";
  return layout;
}

// On one line, with a space after each comma and colon. A line feed is never inside a string of JSON.
std::string spaced_line(const Json& json) {
  std::string out = json.dump(0, ' ', /*ensure_ascii=*/false, Json::error_handler_t::replace);
  for (const auto& [what, with] : {std::pair("{\n", "{"), {"[\n", "["}, {"\n}", "}"}, {"\n]", "]"}})
    out = replaced(out, what, with);
  return replaced(out, "\n", " ");
}

// Over as many lines as it needs, the first one begun already, the others behind `margin`.
std::string over_lines(const Json& json, const Layout& layout, std::string_view margin) {
  const std::string out =
      json.dump(layout.indent, layout.indent_with, /*ensure_ascii=*/false, Json::error_handler_t::replace);
  return replaced(out, "\n", layout.line_end + std::string(margin));
}

// The keys of `value` that the elements of `like` have; all where none of those is an object.
Json with_keys_of(const Json& value, const std::vector<const Json*>& like) {
  if (!value.is_object()) return value;
  Json picked = Json::object();
  bool like_objects = false;
  for (const Json* other : like) like_objects = like_objects || other->is_object();
  for (const auto& [key, inner] : value.items()) {
    const bool wanted =
        !like_objects ||
        std::any_of(like.begin(), like.end(), [&, &name = key](const Json* o) { return o->contains(name); });
    if (wanted) picked[key] = inner;
  }
  return picked;
}

std::string updated_list(std::string_view list, const Json& got, const std::vector<Match>& matches,
                         const Layout& layout, std::string_view margin) {
  if (got.empty()) return "[]";
  const std::vector<Place> places = elements_of(list);
  if (places.empty()) return layout.lines ? over_lines(got, layout, margin) : spaced_line(got);

  const Json expected = Json::parse(list.begin(), list.end());
  std::vector<const Json*> all;
  for (const Json& element : expected) all.push_back(&element);
  const auto text_at = [&](std::size_t begin, std::size_t end) { return list.substr(begin, end - begin); };
  // White space before the first element and after the last; between two stands what is between the first
  // two.
  const std::string_view first = text_at(1, places.front().begin);
  const std::string_view last = text_at(places.back().end, list.size() - 1);
  const std::string between = places.size() > 1 ? std::string(text_at(places[0].end, places[1].begin))
                                                : ',' + std::string(first.empty() ? " " : first);
  const std::size_t line = first.rfind('\n');
  const std::string_view element_margin = line == std::string_view::npos ? "" : first.substr(line + 1);
  const std::string_view pattern = text_at(places.front().begin, places.front().end);
  const bool lines = pattern.find('\n') != std::string_view::npos;

  std::string out = "[" + std::string(first);
  for (std::size_t i = 0; i < got.size(); ++i) {
    if (i > 0) out += between;
    const Match match = i < matches.size() ? matches[i] : Match();
    if (match.same && match.expected && *match.expected < places.size()) {
      const Place place = places[*match.expected];
      out += text_at(place.begin, place.end);
      continue;
    }
    const Json element =
        with_keys_of(got[i], match.expected ? std::vector<const Json*>{all.at(*match.expected)} : all);
    out += lines ? over_lines(element, layout, element_margin) : spaced_line(element);
  }
  return out.append(last) + "]";
}

struct RemovedCategories {
  Json list = Json::array();
  std::vector<Match> matches;
};

// Of the texts that must be in `removed` those that are still there, each with the category that it has now.
RemovedCategories updated_removed_categories(const Json& expected, const FieldDifference& difference) {
  RemovedCategories updated;
  for (std::size_t i = 0; i < expected.size(); ++i) {
    Json element = expected[i];
    const auto changed = std::find_if(difference.elements.begin(), difference.elements.end(),
                                      [&](const ElementDifference& each) { return each.at == i; });
    const bool same = changed == difference.elements.end();
    if (!same && changed->change == Change::missing) continue;
    if (!same)
      for (const PartDifference& part : changed->parts) element[part.name] = part.got;
    updated.list.push_back(std::move(element));
    updated.matches.push_back({.expected = i, .same = same});
  }
  return updated;
}

const FieldDifference* find_difference(const Comparison& comparison, std::string_view name) {
  for (const FieldDifference& field : comparison.fields)
    if (field.name == name) return &field;
  return nullptr;
}

// White space at the beginning of the line that `at` is in.
std::string_view margin_at(std::string_view text, std::size_t at) {
  const std::size_t line = text.rfind('\n', at);
  const std::size_t begin = line == std::string_view::npos ? 0 : line + 1;
  const std::size_t end = text.find_first_not_of(" \t", begin);
  return text.substr(begin, std::min(end, at) - begin);
}

}  // namespace

std::variant<std::vector<Field>, std::string> read_expected(std::string_view text) {
  const JsonSize size = size_of(text);
  if (text.size() > kMaxExpectedBytes || size.values > kMaxExpectedValues)
    return "too large for an expected file";
  if (size.members > kMaxExpectedMembers) return "an object has too many keys for an expected file";
  return read_fields(text);
}

std::variant<std::vector<Field>, std::string> read_fields(std::string_view text) {
  if (size_of(text).depth > kMaxDepth) return "nested too deep for an expected file";
  Json json;
  try {
    json = Json::parse(text.begin(), text.end());
  } catch (const Json::parse_error& error) {
    return reason_of(error);
  }
  if (!json.is_object()) return "not a JSON object";
  std::vector<Field> fields;
  for (const auto& [key, value] : json.items()) {
    Field field = {.name = key, .is_list = value.is_array(), .elements = {}};
    if (field.is_list)
      for (const Json& element : value) field.elements.push_back(element_of(element));
    else
      field.elements.push_back(element_of(value));
    fields.push_back(std::move(field));
  }
  return fields;
}

std::string updated_expected(std::string_view expected, std::string_view got, const Comparison& comparison) {
  const Json answer = Json::parse(got.begin(), got.end());
  const Layout layout = layout_of(expected);
  std::string out;
  std::size_t taken = 0;
  for (const Member& member : members_of(expected)) {
    const FieldDifference* difference = find_difference(comparison, member.key);
    if (difference == nullptr) continue;
    const std::string_view old = expected.substr(member.value.begin, member.value.end - member.value.begin);
    const std::string_view margin = margin_at(expected, member.value.begin);
    out.append(expected.substr(taken, member.value.begin - taken));
    taken = member.value.end;
    const auto value = answer.find(member.key);
    if (member.key == kRemovedCategories && old.starts_with('[')) {
      const RemovedCategories updated =
          updated_removed_categories(Json::parse(old.begin(), old.end()), *difference);
      out += updated_list(old, updated.list, updated.matches, layout, margin);
    } else if (value == answer.end()) {
      // No answer has this key: only a person can know what was meant.
      out += difference->is_list ? "[]" : std::string(old);
    } else if (difference->is_list && old.starts_with('[') && value->is_array()) {
      out += updated_list(old, *value, difference->matches, layout, margin);
    } else {
      out += layout.lines ? over_lines(*value, layout, margin) : spaced_line(*value);
    }
  }
  return out.append(expected.substr(taken));
}

}  // namespace pressclip
