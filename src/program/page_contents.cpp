// Of the kinds of content, which are taken apart and which are no pages.
#include "program/page_contents.h"

#include <string>
#include <utility>

#include "program/line_pages.h"
#include "program/warc_pages.h"

namespace pressclip {
namespace {

RecordError unsupported(std::string_view what) {
  return {.code = "unsupported", .message = "this is " + std::string(what) + ", not a page"};
}

}  // namespace

Contents contents_of(std::unique_ptr<PeekableStream> stream, ContentKind kind, const Origin& origin,
                     const Options& options) {
  switch (kind) {
    case ContentKind::json_lines:
      return pages_of_lines(origin, std::move(stream), options);
    case ContentKind::warc:
      return pages_of_warc(origin, std::move(stream), options);
    case ContentKind::tar:
    case ContentKind::zip:
      return PageFailure{.kind = AnswerKind::unreadable,
                         .error = {.code = "unsupported", .message = "an archive in an archive is not read"}};
    case ContentKind::page:
      break;
  }
  const bool is_named = !origin.discovered && origin.member.empty();
  const std::string_view other =
      is_named ? other_format(stream->ahead())
               : other_than_page(stream->ahead(), origin.member.empty() ? origin.path : origin.member);
  if (other.empty()) return WholePage{.stream = std::move(stream)};
  return PageFailure{.kind = is_named ? AnswerKind::unreadable : AnswerKind::no_page,
                     .error = unsupported(other)};
}

}  // namespace pressclip
