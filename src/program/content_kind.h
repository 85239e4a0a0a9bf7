// What an input is, told from how it begins.
#pragma once

#include <cstdint>
#include <string_view>

#include "program/byte_stream.h"

namespace pressclip {

enum class ContentKind : std::uint8_t { page, json_lines, tar, zip, warc };

// Looks ahead as far as it must: to the end of the first line where that may be JSON.
ContentKind content_kind(PeekableStream& stream, std::size_t line_limit);

// What is surely no page, by its own mark: "a PNG image"; empty where nothing says so.
std::string_view other_format(std::string_view beginning);
// The same of a file that nobody named as a page: data, styles and scripts too. Their likes are told by their
// beginning, but for styles and scripts, which are known by name.
std::string_view other_than_page(std::string_view beginning, std::string_view name);

}  // namespace pressclip
