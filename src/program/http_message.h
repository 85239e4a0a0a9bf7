// An HTTP response as a crawler saved it: its header, and its body with the codings of the transfer undone.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "program/header_fields.h"

namespace pressclip {

struct HttpResponse {
  int status = 0;
  HeaderFields fields;
  std::string_view body;  // part of what was read
};

// Nothing where the bytes don't begin with the header of a response.
std::optional<HttpResponse> read_http_response(std::string_view bytes);

struct HttpBody {
  std::string bytes;                   // no more than the limit and one byte, which shows that there was more
  bool cut = false;                    // it ends too early, or is damaged there
  std::optional<std::string> problem;  // why nothing of it can be read
};

// Undoes the transfer coding chunked and the content codings gzip, deflate, br and zstd. Crawlers often have
// undone them and kept the header as it came: a body that isn't coded as its header says is taken as it is.
HttpBody decoded_body(const HttpResponse& response, std::size_t limit);

}  // namespace pressclip
