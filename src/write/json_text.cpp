#include "write/json_text.h"

#include "text/byte_runs.h"

namespace pressclip {
namespace {

// Where the bytes end that begin at `position` and that a string may hold as they are.
std::size_t end_of_plain(std::string_view text, std::size_t position) {
  return find_byte(text, position,
                   [](SixteenBytes bytes) { return (bytes < 0x20) | (bytes == '"') | (bytes == '\\'); });
}

}  // namespace

void JsonText::key(std::string_view name) {
  begin_value();
  append_quoted(name);
  out_ += compact_ ? ":" : ": ";
  is_after_key_ = true;
}

void JsonText::string(std::string_view text) {
  begin_value();
  append_quoted(text);
}

void JsonText::raw(std::string_view json) {
  begin_value();
  out_ += json;
}

void JsonText::begin(char bracket) {
  begin_value();
  out_ += bracket;
  has_members_.push_back(false);
}

void JsonText::end(char bracket) {
  const bool has_members = has_members_.back();
  has_members_.pop_back();
  if (has_members) begin_line();
  out_ += bracket;
}

void JsonText::begin_value() {
  if (!is_after_key_ && !has_members_.empty()) {
    if (has_members_.back()) out_ += ',';
    has_members_.back() = true;
    begin_line();
  }
  is_after_key_ = false;
}

void JsonText::begin_line() {
  if (compact_) return;
  out_ += '\n';
  out_.append(2 * has_members_.size(), ' ');
}

void JsonText::append_quoted(std::string_view text) {
  constexpr std::string_view kHexDigits = "0123456789abcdef";
  out_ += '"';
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = end_of_plain(text, at);
    out_ += text.substr(at, end - at);
    at = end;
    if (at == text.size()) break;
    const char c = text[at++];
    constexpr std::string_view kNamed = "\"\\\b\f\n\r\t", kNames = "\"\\bfnrt";
    out_ += '\\';
    if (const std::size_t name = kNamed.find(c); name != std::string_view::npos) {
      out_ += kNames[name];
    } else {
      out_ += "u00";
      out_ += kHexDigits[static_cast<unsigned char>(c) >> 4U];
      out_ += kHexDigits[static_cast<unsigned char>(c) & 0xFU];
    }
  }
  out_ += '"';
}

}  // namespace pressclip
