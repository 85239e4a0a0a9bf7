// The pages of a crawl, one at a time.
#pragma once

#include <memory>

#include "program/byte_stream.h"
#include "program/page_input.h"

namespace pressclip {

// Pages are the records `response`, `resource` and `conversion` that hold HTML or plain text; of responses,
// those that say that the page was there (2xx). Other records are passed over, and so are those that crawlers
// write about themselves. The source of a page is its target URI, which is its url too. A record that is
// damaged is a failure in its place, and reading goes on at the next.
std::unique_ptr<PageSeries> pages_of_warc(const Origin& origin, std::unique_ptr<ByteStream> stream,
                                          const Options& options);

}  // namespace pressclip
