// Bytes of any encoding but UTF-8 → UTF-8.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "decode/labels.h"

namespace pressclip {

struct Conversion {
  std::string text;          // valid UTF-8 without NULs
  std::size_t replaced = 0;  // replacement characters put in
};

// Nothing where the converter can't be opened.
std::optional<Conversion> convert(std::string_view bytes, const Encoding& encoding);

}  // namespace pressclip
