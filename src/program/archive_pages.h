// The pages in a tar or zip archive, one at a time.
#pragma once

#include <memory>

#include "program/byte_stream.h"
#include "program/content_kind.h"
#include "program/page_input.h"

namespace pressclip {

// Members are given in the order of the archive: regular files, but for those of which the name, or a folder
// in it, begins with a dot. A member that holds JSON lines or a WARC is taken apart too; other archives in it
// are failures. A member that can't be read is a failure in its place; where the archive itself can't be read
// any further, a failure of its own is the last. Holds one member at most, cut as any page is.
std::unique_ptr<PageSeries> pages_of_archive(const Origin& origin, std::unique_ptr<PeekableStream> stream,
                                             ContentKind kind, const Options& options);

// The same of a zip file that need not be read from its beginning to its end: its table of contents, which is
// held while it is read, also says which members are links.
std::unique_ptr<PageSeries> pages_of_zip_file(const Origin& origin, const Options& options);

}  // namespace pressclip
