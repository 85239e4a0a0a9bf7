// What a stream holds: one page, several, or none.
#pragma once

#include <memory>
#include <variant>

#include "program/byte_stream.h"
#include "program/content_kind.h"
#include "program/page_input.h"

namespace pressclip {

// The stream, still to be read, is one page.
struct WholePage {
  std::unique_ptr<PeekableStream> stream;
};
using Contents = std::variant<WholePage, std::unique_ptr<PageSeries>, PageFailure>;

// Anything but a tar or zip archive, which here is a failure: archives in archives are not read.
Contents contents_of(std::unique_ptr<PeekableStream> stream, ContentKind kind, const Origin& origin,
                     const Options& options);

}  // namespace pressclip
