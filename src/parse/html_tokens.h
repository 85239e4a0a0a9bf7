// The lexical rules of HTML that the pre-pass needs: tags with their attributes, comments, where raw text
// ends. Every function looks at the text once, from a position to the end of the token, and never fails: what
// is cut off by the end of the text ends there.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "pressclip/tag.h"

namespace pressclip {

constexpr bool is_html_space(char c) {
  return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}
constexpr bool is_ascii_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
constexpr char to_lower_ascii(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

// Whether two names are the same but for the case of ASCII letters.
bool equals_ignoring_case(std::string_view a, std::string_view b);

struct RawAttribute {
  std::string_view name;   // as it stands
  std::string_view value;  // as it stands, without its quotes
  const char* end;         // behind the value's last character or quote
  bool has_plain_name;     // of ASCII without capitals and controls: it stands for itself
  bool has_plain_value;    // known to stand for itself

  // From the name's first character on.
  [[nodiscard]] std::string_view whole() const {
    return {name.data(), static_cast<std::size_t>(end - name.data())};
  }
};

struct RawTag {
  static constexpr std::size_t kMaxAttributes = 256;

  Tag tag = Tag::unknown;
  std::string_view name;                 // as it stands
  std::uint32_t name_hash = 0;           // the same for names that differ in case only
  std::string_view whole;                // from < to >
  std::vector<RawAttribute> attributes;  // the first kMaxAttributes
  bool has_more_attributes = false;
  bool is_end = false;
  bool is_self_closing = false;  // as in <br/>
  bool is_complete = false;      // its > is there
};

// Reads the tag at `position`, where the text has < and a letter, or </ and a letter, into `tag`, whose
// memory is used again. The tag ends at position + tag.whole.size().
void read_tag(std::string_view text, std::size_t position, RawTag& tag);

// The end of the comment, bogus comment or doctype at `position`, where the text has <!, <? or </.
std::size_t end_of_markup(std::string_view text, std::size_t position);

// Where the raw text of the element `name` (lower case) ends that begins at `position`: at its end tag, or
// the end of the text.
std::size_t end_of_raw_text(std::string_view text, std::size_t position, std::string_view name);

// The same for a script, with its escaped and double-escaped states.
std::size_t end_of_script(std::string_view text, std::size_t position);

}  // namespace pressclip
