// What an input is, told from how it begins.
#pragma once

#include <cstdint>

#include "program/byte_stream.h"

namespace pressclip {

enum class ContentKind : std::uint8_t { page, json_lines, archive };

// Looks ahead as far as it must: to the end of the first line where that may be JSON.
ContentKind content_kind(PeekableStream& stream, std::size_t line_limit);

}  // namespace pressclip
