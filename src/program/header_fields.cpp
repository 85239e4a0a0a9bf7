// Takes headers apart, as tolerant as browsers are.
#include "program/header_fields.h"

#include <algorithm>

namespace pressclip {
namespace {

constexpr std::string_view kSpace = " \t\r";

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(kSpace);
  if (first == std::string_view::npos) return "";
  return text.substr(first, text.find_last_not_of(kSpace) + 1 - first);
}

std::string lower_case(std::string_view text) {
  std::string lower(text);
  for (char& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return lower;
}

// Up to the separator, which is taken off the rest too.
std::string_view cut_off(std::string_view& rest, char separator) {
  const std::string_view part = rest.substr(0, rest.find(separator));
  rest.remove_prefix(std::min(part.size() + 1, rest.size()));
  return part;
}

}  // namespace

HeaderFields read_header_fields(std::string_view lines) {
  HeaderFields fields;
  while (!lines.empty()) {
    const std::string_view line = cut_off(lines, '\n');
    // A line that begins with space goes on with the value of the one before.
    const bool is_folded = line.starts_with(' ') || line.starts_with('\t');
    if (is_folded && !fields.empty()) {
      const std::string_view more = trimmed(line);
      std::string& value = fields.back().value;
      if (!value.empty() && !more.empty()) value += ' ';
      value += more;
      continue;
    }
    const std::size_t colon = line.find(':');
    if (is_folded || colon == std::string_view::npos || colon == 0) continue;
    fields.push_back({.name = lower_case(trimmed(line.substr(0, colon))),
                      .value = std::string(trimmed(line.substr(colon + 1)))});
  }
  return fields;
}

std::string_view last_value(const HeaderFields& fields, std::string_view name) {
  const auto found = std::find_if(fields.rbegin(), fields.rend(),
                                  [&](const HeaderField& field) { return field.name == name; });
  return found == fields.rend() ? std::string_view() : found->value;
}

std::vector<std::string> listed_values(const HeaderFields& fields, std::string_view name) {
  std::vector<std::string> values;
  for (const HeaderField& field : fields) {
    if (field.name != name) continue;
    for (std::string_view rest = field.value; !rest.empty();) {
      const std::string_view value = trimmed(cut_off(rest, ','));
      if (!value.empty()) values.push_back(lower_case(value));
    }
  }
  return values;
}

std::size_t end_of_header(std::string_view text, std::size_t from) {
  // The line feed before the empty line may be the last byte that has been looked through, or two before it.
  for (std::size_t at = from - std::min<std::size_t>(from, 3);
       (at = text.find('\n', at)) != std::string_view::npos;) {
    const std::string_view next = text.substr(++at);
    if (next.starts_with('\n')) return at + 1;
    if (next.starts_with("\r\n")) return at + 2;
  }
  return std::string_view::npos;
}

MediaType read_media_type(std::string_view value) {
  MediaType type = {.name = lower_case(trimmed(cut_off(value, ';'))), .charset = ""};
  while (!value.empty() && type.charset.empty()) {
    std::string_view parameter = cut_off(value, ';');
    if (lower_case(trimmed(cut_off(parameter, '='))) != "charset") continue;
    parameter = trimmed(parameter);
    const auto is_quote = [](char c) { return c == '"' || c == '\''; };
    if (!parameter.empty() && is_quote(parameter.front())) parameter.remove_prefix(1);
    if (!parameter.empty() && is_quote(parameter.back())) parameter.remove_suffix(1);
    type.charset = trimmed(parameter);
  }
  return type;
}

}  // namespace pressclip
