// Opens one input after the other and looks at what it is.
#include "program/page_source.h"

#include <sys/stat.h>

#include <utility>

#include "program/content_kind.h"
#include "program/line_pages.h"

namespace pressclip {
namespace {

PageInput failed_input(Origin origin, AnswerKind kind, RecordError error, bool several) {
  return {.source = origin.path,
          .origin = std::move(origin),
          .page = PageFailure{.kind = kind, .error = std::move(error)},
          .several = several};
}

RecordError unreadable(std::string reason) {
  return {.code = "unreadable", .message = std::move(reason)};
}

// Whether it gives the same bytes when it is opened again.
bool can_be_read_again(const std::string& path) {
  struct stat status = {};
  return path != "-" && stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode);
}

}  // namespace

PageSource::PageSource(const Plan& plan) : plan_(plan), walk_(plan) {}

std::optional<PageInput> PageSource::next() {
  while (true) {
    if (series_) {
      if (std::optional<PageInput> page = series_->next()) return page;
      series_.reset();
    }
    const std::optional<Input> input = walk_.next();
    if (!input) return std::nullopt;
    if (std::optional<PageInput> page = open(*input)) return page;
  }
}

// The page that the input is; nothing where it holds several, which `series_` then gives.
std::optional<PageInput> PageSource::open(const Input& input) {
  Origin origin = {.named = input.named, .path = input.path, .discovered = input.discovered};
  const bool several = plan_.several || input.discovered;
  if (input.problem)
    return failed_input(std::move(origin), AnswerKind::unreadable, unreadable(*input.problem), several);
  PageInput page = {
      .source = input.path, .origin = origin, .page = PageFile{.path = input.path}, .several = several};
  if (plan_.input_kind == InputKind::html || plan_.input_kind == InputKind::text) return page;

  auto opened = open_input(input.path);
  if (auto* problem = std::get_if<std::string>(&opened))
    return failed_input(std::move(origin), AnswerKind::unreadable, unreadable(std::move(*problem)), several);
  std::unique_ptr<PeekableStream> stream = unpacked(std::get<std::unique_ptr<ByteStream>>(std::move(opened)));
  const ContentKind kind = plan_.input_kind == InputKind::jsonl
                               ? ContentKind::json_lines
                               : content_kind(*stream, line_limit(plan_.options));
  if (kind == ContentKind::archive)
    return failed_input(std::move(origin), AnswerKind::unreadable,
                        {.code = "unsupported", .message = "tar, zip and WARC archives are not read yet"},
                        several);
  if (kind == ContentKind::json_lines) {
    series_ = pages_of_lines(std::move(origin), std::move(stream), plan_.options);
    return std::nullopt;
  }
  if (can_be_read_again(input.path)) return page;
  ReadAll bytes = read_all(*stream, plan_.options.max_bytes);
  if (bytes.problem)
    return failed_input(std::move(origin), AnswerKind::unreadable, unreadable(std::move(*bytes.problem)),
                        several);
  page.page = PageBytes{.bytes = std::move(bytes.bytes)};
  return page;
}

}  // namespace pressclip
