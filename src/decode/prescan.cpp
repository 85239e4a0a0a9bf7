// "Prescan a byte stream to determine its encoding", HTML standard 13.2.3.2, step by step.
#include "decode/prescan.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <set>
#include <string>

namespace pressclip {
namespace {

// The standard asks for 1024; real pages put comments and scripts before the declaration.
constexpr std::size_t kPrescanBytes = 4096;

constexpr bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}
constexpr bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
constexpr char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

bool starts_with_word(std::string_view text, std::string_view word) {
  return text.size() >= word.size() && std::ranges::equal(text.substr(0, word.size()), word, {}, lower);
}

struct FoundAttribute {
  std::string name;
  std::string value;
};

class Prescan {
 public:
  explicit Prescan(std::string_view bytes) : bytes_(bytes) {}

  const Encoding* run() {
    while (position_ < bytes_.size()) {
      const std::string_view rest = bytes_.substr(position_);
      if (rest.starts_with("<!--")) {
        // The two dashes may be those that open the comment.
        skip_past("-->", position_ + 2);
      } else if (starts_with_word(rest, "<meta") && rest.size() > 5 &&
                 (is_space(rest[5]) || rest[5] == '/')) {
        position_ += 6;
        if (const Encoding* const encoding = read_meta()) return encoding;
      } else if (is_tag(rest)) {
        while (position_ < bytes_.size() && !is_space(bytes_[position_]) && bytes_[position_] != '>')
          ++position_;
        while (next_attribute()) {
        }
      } else if (rest.starts_with("<!") || rest.starts_with("</") || rest.starts_with("<?")) {
        skip_past(">", position_);
      } else {
        ++position_;
      }
    }
    return nullptr;
  }

 private:
  static bool is_tag(std::string_view rest) {
    if (rest.size() < 2 || rest[0] != '<') return false;
    return is_letter(rest[1]) || (rest[1] == '/' && rest.size() > 2 && is_letter(rest[2]));
  }

  void skip_past(std::string_view what, std::size_t from) {
    const std::size_t found = bytes_.find(what, from);
    position_ = found == std::string_view::npos ? bytes_.size() : found + what.size();
  }

  const Encoding* read_meta() {
    std::set<std::string> names;
    bool got_pragma = false;
    std::optional<bool> need_pragma;
    const Encoding* encoding = nullptr;
    while (const std::optional<FoundAttribute> attribute = next_attribute()) {
      if (!names.insert(attribute->name).second) continue;
      if (attribute->name == "http-equiv") {
        if (attribute->value == "content-type") got_pragma = true;
      } else if (attribute->name == "content") {
        const Encoding* const from_content = encoding_in_content(attribute->value);
        if (from_content != nullptr && encoding == nullptr) {
          encoding = from_content;
          need_pragma = true;
        }
      } else if (attribute->name == "charset") {
        encoding = encoding_of_label(attribute->value);
        need_pragma = false;
      }
    }
    if (!need_pragma || (*need_pragma && !got_pragma) || encoding == nullptr) return nullptr;
    // What could be read by this scan is no UTF-16.
    return encoding->form == EncodingForm::utf16 ? &encoding_named("utf-8") : encoding;
  }

  // "Algorithm for extracting a character encoding from a meta element."
  static const Encoding* encoding_in_content(std::string_view content) {
    constexpr std::string_view kCharset = "charset";
    for (std::size_t at = content.find(kCharset); at != std::string_view::npos;
         at = content.find(kCharset, at)) {
      at += kCharset.size();
      while (at < content.size() && is_space(content[at])) ++at;
      if (at == content.size() || content[at] != '=') continue;
      ++at;
      while (at < content.size() && is_space(content[at])) ++at;
      if (at == content.size()) return nullptr;
      std::string_view value = content.substr(at);
      if (value[0] == '"' || value[0] == '\'') {
        const std::size_t end = value.find(value[0], 1);
        if (end == std::string_view::npos) return nullptr;
        return encoding_of_label(value.substr(1, end - 1));
      }
      std::size_t end = 0;
      while (end < value.size() && !is_space(value[end]) && value[end] != ';') ++end;
      return encoding_of_label(value.substr(0, end));
    }
    return nullptr;
  }

  // "Get an attribute." Names and values in lower case; nothing at the end of the tag or of the bytes.
  std::optional<FoundAttribute> next_attribute() {
    while (!at_end() && (is_space(here()) || here() == '/')) ++position_;
    if (at_end()) return std::nullopt;
    if (here() == '>') {
      ++position_;
      return std::nullopt;
    }
    FoundAttribute attribute;
    while (!at_end() && (here() != '=' || attribute.name.empty()) && !is_space(here()) && here() != '/' &&
           here() != '>')
      attribute.name.push_back(lower(bytes_[position_++]));
    while (!at_end() && is_space(here())) ++position_;
    if (at_end() || here() != '=') return attribute;
    ++position_;
    while (!at_end() && is_space(here())) ++position_;
    if (at_end()) return attribute;
    if (here() == '"' || here() == '\'') {
      const char quote = bytes_[position_++];
      while (!at_end() && here() != quote) attribute.value.push_back(lower(bytes_[position_++]));
      // A value that does not end here is cut off, and so is its tag.
      if (at_end()) return std::nullopt;
      ++position_;
      return attribute;
    }
    while (!at_end() && !is_space(here()) && here() != '>')
      attribute.value.push_back(lower(bytes_[position_++]));
    return attribute;
  }

  [[nodiscard]] bool at_end() const { return position_ >= bytes_.size(); }
  [[nodiscard]] char here() const { return bytes_[position_]; }

  std::string_view bytes_;
  std::size_t position_ = 0;
};

// "Get an XML encoding": `<?xml version="1.0" encoding="koi8-r"?>`.
const Encoding* xml_encoding(std::string_view bytes) {
  if (!bytes.starts_with("<?xml")) return nullptr;
  const std::string_view declaration = bytes.substr(0, std::min(bytes.find('>'), bytes.size()));
  constexpr std::string_view kEncoding = "encoding";
  std::size_t at = declaration.find(kEncoding);
  if (at == std::string_view::npos) return nullptr;
  at += kEncoding.size();
  while (at < declaration.size() && is_space(declaration[at])) ++at;
  if (at == declaration.size() || declaration[at] != '=') return nullptr;
  ++at;
  while (at < declaration.size() && is_space(declaration[at])) ++at;
  if (at == declaration.size() || (declaration[at] != '"' && declaration[at] != '\'')) return nullptr;
  const std::size_t end = declaration.find(declaration[at], at + 1);
  if (end == std::string_view::npos) return nullptr;
  const Encoding* const encoding = encoding_of_label(declaration.substr(at + 1, end - at - 1));
  if (encoding == nullptr) return nullptr;
  return encoding->form == EncodingForm::utf16 ? &encoding_named("utf-8") : encoding;
}

}  // namespace

const Encoding* prescan_encoding(std::string_view bytes) {
  bytes = bytes.substr(0, kPrescanBytes);
  if (const Encoding* const encoding = Prescan(bytes).run()) return encoding;
  return xml_encoding(bytes);
}

}  // namespace pressclip
