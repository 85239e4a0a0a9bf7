// Opens one input after the other and looks at what it is.
#include "program/page_source.h"

#include <sys/stat.h>

#include <new>
#include <utility>

#include "program/archive_pages.h"
#include "program/content_kind.h"
#include "program/line_pages.h"
#include "program/page_contents.h"

namespace pressclip {
namespace {

// The table of contents of a zip file takes 160 bytes a member, measured, and the smallest member takes 110:
// so it is 100 MB at most for a file of this size. A larger file is read as from a pipe.
constexpr std::size_t kMaxBytesOfZipFileWithTable = std::size_t{64} << 20U;

// Of a file that gives the same bytes when it is opened again.
std::optional<std::size_t> size_of_regular_file(const std::string& path) {
  struct stat status = {};
  if (path == "-" || stat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) return std::nullopt;
  return static_cast<std::size_t>(status.st_size);
}

ContentKind kind_of(PeekableStream& stream, const Plan& plan) {
  switch (plan.input_kind) {
    case InputKind::jsonl:
      return ContentKind::json_lines;
    case InputKind::tar:
      return ContentKind::tar;
    case InputKind::zip:
      return ContentKind::zip;
    case InputKind::warc:
      return ContentKind::warc;
    case InputKind::automatic:
    case InputKind::html:
    case InputKind::text:
      break;
  }
  return content_kind(stream, line_limit(plan.options));
}

Origin origin_of(const Input& input) {
  return {.named = input.named,
          .path = input.path,
          .discovered = input.discovered,
          .member = "",
          .member_number = 0};
}

}  // namespace

PageSource::PageSource(const Plan& plan) : plan_(plan), walk_(plan) {}

std::optional<PageInput> PageSource::next() {
  while (true) {
    try {
      if (series_) {
        if (std::optional<PageInput> page = series_->next()) return page;
        series_.reset();
      }
      input_ = walk_.next();
      if (!input_) return std::nullopt;
      if (std::optional<PageInput> page = open(*input_)) return page;
    } catch (const std::bad_alloc&) {
      series_.reset();
      if (!input_) throw;
      return failed_input(input_->path, origin_of(*input_), AnswerKind::failed,
                          {.code = "too_large", .message = "not enough memory for this input"},
                          plan_.several || input_->discovered);
    }
  }
}

// The page that the input is; nothing where it holds several, which `series_` then gives.
std::optional<PageInput> PageSource::open(const Input& input) {
  const Origin origin = origin_of(input);
  const bool several = plan_.several || input.discovered;
  const auto failure = [&](PageFailure failed) {
    return failed_input(input.path, origin, failed.kind, std::move(failed.error), several);
  };
  const auto unreadable = [&](std::string reason) {
    return failure(
        {.kind = AnswerKind::unreadable, .error = {.code = "unreadable", .message = std::move(reason)}});
  };
  if (input.problem) return unreadable(*input.problem);
  PageInput page = {
      .source = input.path, .origin = origin, .page = PageFile{.path = input.path}, .several = several};
  if (plan_.input_kind == InputKind::html || plan_.input_kind == InputKind::text) return page;

  auto opened = open_input(input.path);
  if (auto* problem = std::get_if<std::string>(&opened)) return unreadable(std::move(*problem));
  auto packed = std::make_unique<PeekableStream>(std::get<std::unique_ptr<ByteStream>>(std::move(opened)));
  const bool is_packed = packing_of(*packed) != Packing::none;
  std::unique_ptr<PeekableStream> stream = is_packed ? unpacked(std::move(packed)) : std::move(packed);
  const ContentKind kind = kind_of(*stream, plan_);
  if (kind == ContentKind::tar || kind == ContentKind::zip) {
    const std::optional<std::size_t> size = size_of_regular_file(input.path);
    const bool with_table =
        kind == ContentKind::zip && !is_packed && size && *size <= kMaxBytesOfZipFileWithTable;
    series_ = with_table ? pages_of_zip_file(origin, plan_.options)
                         : pages_of_archive(origin, std::move(stream), kind, plan_.options);
    return std::nullopt;
  }
  Contents contents = contents_of(std::move(stream), kind, origin, plan_.options);
  if (auto* failed = std::get_if<PageFailure>(&contents)) return failure(std::move(*failed));
  if (auto* series = std::get_if<std::unique_ptr<PageSeries>>(&contents)) {
    series_ = std::move(*series);
    return std::nullopt;
  }
  if (size_of_regular_file(input.path)) return page;
  ReadAll bytes = read_all(*std::get<WholePage>(contents).stream, plan_.options.max_bytes);
  if (bytes.problem) return unreadable(std::move(*bytes.problem));
  page.page = PageBytes{.bytes = std::move(bytes.bytes)};
  return page;
}

}  // namespace pressclip
