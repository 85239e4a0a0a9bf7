// JSON lines: a page a line.
#pragma once

#include <cstddef>
#include <memory>

#include "program/byte_stream.h"
#include "program/page_input.h"

namespace pressclip {

// The longest line that is read, in bytes.
std::size_t line_limit(const Options& options);

// A page for each line that is not blank, as soon as the line is whole; a line that holds none is a failure
// in its place.
std::unique_ptr<PageSeries> pages_of_lines(const Origin& origin, std::unique_ptr<ByteStream> stream,
                                           const Options& options);

}  // namespace pressclip
