// The encoding that the bytes themselves speak for.
#pragma once

#include <string_view>

#include "decode/labels.h"

namespace pressclip {

// UTF-16 without a mark, known by its zero bytes; null where it is not that.
const Encoding* detect_utf16(std::string_view bytes);

// By the statistics of languages; null where they say nothing. For bytes that are not UTF-8.
const Encoding* detect_legacy(std::string_view bytes);

}  // namespace pressclip
