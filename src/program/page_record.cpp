// Pages to records, without any state.
#include "program/page_record.h"

#include <algorithm>
#include <new>
#include <utility>

#include "program/byte_stream.h"

namespace pressclip {
namespace {

PageRecord failed_page(const PageInput& input, AnswerKind kind, RecordError error) {
  return {.record = {.source = input.source,
                     .article = {},
                     .error = std::move(error),
                     .input_json = input.input_json},
          .kind = kind,
          .bytes = 0};
}

Options options_for(const PageInput& input, Options options) {
  if (input.format) options.format = *input.format;
  if (input.url) options.url = *input.url;
  if (input.encoding) options.encoding = *input.encoding;
  if (input.http_charset) options.http_charset = *input.http_charset;
  return options;
}

PageRecord extracted(const PageInput& input, std::string_view page, const Options& options) {
  PageRecord made = {.record = {.source = input.source,
                                .article = extract(page, options_for(input, options)),
                                .error = {},
                                .input_json = input.input_json},
                     .kind = AnswerKind::article,
                     .bytes = page.size()};
  if (made.record.article.body.empty()) made.kind = AnswerKind::no_article;
  std::vector<Warning>& warnings = made.record.article.warnings;
  const bool is_known = std::find(warnings.begin(), warnings.end(), Warning::truncated) != warnings.end();
  if (input.cut && !is_known) warnings.push_back(Warning::truncated);
  return made;
}

PageRecord record_of_file(const PageInput& input, const std::string& path, const Options& options) {
  const auto unreadable = [&](std::string reason) {
    return failed_page(input, AnswerKind::unreadable, {.code = "unreadable", .message = std::move(reason)});
  };
  auto opened = open_input(path);
  if (auto* problem = std::get_if<std::string>(&opened)) return unreadable(std::move(*problem));
  ReadAll page;
  {
    const auto stream = unpacked(std::get<std::unique_ptr<ByteStream>>(std::move(opened)));
    page = read_all(*stream, options.max_bytes);
  }
  if (page.problem) return unreadable(std::move(*page.problem));
  return extracted(input, page.bytes, options);
}

}  // namespace

PageRecord record_of(const PageInput& input, const Options& options) {
  if (const auto* failure = std::get_if<PageFailure>(&input.page))
    return failed_page(input, failure->kind, failure->error);
  try {
    if (const auto* file = std::get_if<PageFile>(&input.page))
      return record_of_file(input, file->path, options);
    return extracted(input, std::get<PageBytes>(input.page).bytes, options);
  } catch (const std::bad_alloc&) {
    return record_of_failure(input, {.code = "too_large", .message = "not enough memory for this page"});
  }
}

PageRecord record_of_failure(const PageInput& input, RecordError error) {
  return failed_page(input, AnswerKind::failed, std::move(error));
}

}  // namespace pressclip
