// Characters as the HTML tokenizer reads them: line ends, characters that HTML does not allow, and the
// character references that pages are full of. Rarer references are left to the tree builder, which knows
// their names.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace pressclip {

enum class References : std::uint8_t { decoded, literal };

// The first byte from `position` on that does not stand for itself, or the text's size: the beginning of a
// reference, a carriage return, NUL, or a character that becomes U+FFFD. `text` is valid UTF-8.
std::size_t find_special(std::string_view text, std::size_t position, References references);

// The same, with the references decoded, or where `other` stands, if that is before: a printable character of
// ASCII.
std::size_t find_special_or(char other, std::string_view text, std::size_t position);

// What to do with the special characters at one place of a text.
struct SpecialText {
  std::size_t length = 0;  // bytes that this is about
  bool is_decoded = false;
  std::string_view bytes;  // what they stand for, where is_decoded. Views `buffer`, or lives forever
  char buffer[4] = {};
};

// Reads what stands at `position`, where find_special found something. What is not decoded goes to the tree
// builder as it is: a NUL, or a reference with a rare name.
void read_special(std::string_view text, std::size_t position, References references, SpecialText& special);

// An attribute's value, or a name, into `out`. False where it holds a reference that only the tree builder
// knows.
bool append_attribute_text(std::string_view raw, References references, std::string& out);

}  // namespace pressclip
