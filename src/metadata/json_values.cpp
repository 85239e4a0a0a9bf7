// With a stack of what is open instead of recursion. Errors are not looked for: repair_json() leaves none.
#include "metadata/json_values.h"

#include <utility>
#include <vector>

#include "metadata/characters.h"

namespace pressclip::metadata {
namespace {

struct Open {
  JsonValue* value;
  JsonValue* last;  // of its items or members
};

// A name that was there before keeps its place, and loses its value.
JsonValue& place_in(Open& outer, std::string_view name, std::deque<JsonValue>& values) {
  if (outer.value->is_object())
    for (JsonValue* known = outer.value->first; known != nullptr; known = known->next)
      if (known->name == name) {
        *known = {.name = name, .text = {}, .next = known->next};
        return *known;
      }
  JsonValue& added = values.emplace_back();
  added.name = name;
  (outer.last == nullptr ? outer.value->first : outer.last->next) = &added;
  outer.last = &added;
  ++outer.value->size;
  return added;
}

char32_t unit_at(std::string_view text, std::size_t position) {
  char32_t unit = 0;
  for (const char c : text.substr(position, 4)) {
    const unsigned byte = static_cast<unsigned char>(c);
    // Letters of either case have their number in the alphabet in the low bits.
    unit = unit * 16 + (c <= '9' ? byte - '0' : (byte & 7U) + 9);
  }
  return unit;
}

char control_of(char escape) {
  switch (escape) {
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    default:
      return escape;
  }
}

}  // namespace

JsonDocument::JsonDocument(std::string text, std::deque<JsonValue>& values) : text_(std::move(text)) {
  std::vector<Open> open;
  std::string_view name;
  bool has_name = false;
  const auto add = [&](JsonValue::Kind kind, std::string_view value) -> JsonValue& {
    JsonValue& added =
        open.empty() ? values.emplace_back() : place_in(open.back(), std::exchange(name, {}), values);
    has_name = false;
    if (root_ == nullptr) root_ = &added;
    added.kind = kind;
    added.text = value;
    return added;
  };
  for (std::size_t position = 0; position < text_.size();) {
    const char byte = text_[position];
    if (byte == '"') {
      const std::string_view string = read_string(position);
      if (!open.empty() && open.back().value->is_object() && !has_name) {
        name = string;
        has_name = true;
      } else {
        add(JsonValue::Kind::string, string);
      }
      continue;
    }
    if (byte == '{' || byte == '[') {
      JsonValue& added = add(byte == '{' ? JsonValue::Kind::object : JsonValue::Kind::array, {});
      open.push_back({&added, nullptr});
    } else if (byte == '}' || byte == ']') {
      open.pop_back();
    } else if (byte == 't' || byte == 'f' || byte == 'n') {
      const std::size_t size = byte == 'f' ? 5 : 4;
      add(byte == 'n' ? JsonValue::Kind::null : JsonValue::Kind::boolean,
          std::string_view(text_).substr(position, size));
      position += size;
      continue;
    }
    ++position;
  }
}

std::string_view JsonDocument::read_string(std::size_t& position) {
  const std::size_t begin = ++position;
  const std::string_view rest = std::string_view(text_).substr(begin);
  const std::string_view until_quote = rest.substr(0, rest.find('"'));
  const std::size_t plain = until_quote.find('\\');
  position = begin + until_quote.size() + 1;
  if (plain == std::string_view::npos) return until_quote;
  std::size_t to = position = begin + plain;
  while (text_[position] != '"') {
    if (text_[position] == '\\')
      to = write_escaped(position, to);
    else
      text_[to++] = text_[position++];
  }
  ++position;
  return rest.substr(0, to - begin);
}

std::size_t JsonDocument::write_escaped(std::size_t& position, std::size_t to) {
  const char escape = text_[position + 1];
  if (escape != 'u') {
    text_[to] = control_of(escape);
    position += 2;
    return to + 1;
  }
  char32_t character = unit_at(text_, position + 2);
  position += 6;
  if (character >= 0xD800 && character < 0xDC00) {
    character = 0x10000 + ((character - 0xD800) << 10U) + (unit_at(text_, position + 2) - 0xDC00);
    position += 6;
  }
  return to + write_character(character, text_.data() + to);
}

}  // namespace pressclip::metadata
