// A page that came as a JSON line: {"html": "…"} or {"text": "…"}, with optional url, id and encoding.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace pressclip {

struct PageLine {
  std::string page;      // UTF-8
  bool is_text = false;  // came as "text", not as "html"
  std::optional<std::string> url, id, encoding;
  std::string input_json;  // an object of every key but html and text, each value as it was written
};

struct PageLineError {
  std::string message;
  std::string input_json;  // as above where the line is an object; else empty
};

// Reads one line. Never throws but for std::bad_alloc; cost is linear in the line.
std::variant<PageLine, PageLineError> read_page_line(std::string_view line);

}  // namespace pressclip
