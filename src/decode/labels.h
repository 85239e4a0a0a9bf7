// The encodings that can be read, and the labels that pages use for them, as in the Encoding Standard.
#pragma once

#include <cstdint>
#include <string_view>

namespace pressclip {

// How an encoding's bytes are laid out, as far as decisions need it.
enum class EncodingForm : std::uint8_t { utf8, utf16, single_byte, multi_byte };

struct Encoding {
  std::string_view name;       // as in the Encoding Standard, in lower case
  std::string_view converter;  // ICU's name; empty where it is not ICU that converts
  EncodingForm form = EncodingForm::single_byte;
};

// The encoding of a label, whatever its case and the white space around it; null where there is none.
const Encoding* encoding_of_label(std::string_view label);

// The encoding with this name, which must be one of those in the standard that can be read.
const Encoding& encoding_named(std::string_view name);

}  // namespace pressclip
