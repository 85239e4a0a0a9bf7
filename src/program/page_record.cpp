// Pages to records, without any state.
#include "program/page_record.h"

#include <algorithm>
#include <new>
#include <utility>
#include <variant>

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
  options.folder = folder_of(input.origin);
  return options;
}

PageRecord extracted(const PageInput& input, std::string_view page, const Options& options,
                     PageMemory& memory) {
  PageRecord made = {.record = {.source = input.source,
                                .article = extract(page, options_for(input, options), memory),
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

// The bytes of a page that is still to be read, or why they can't be.
std::variant<ByteBuffer, RecordError> bytes_of_file(const std::string& path, const Options& options) {
  const auto unreadable = [](std::string reason) {
    return RecordError{.code = "unreadable", .message = std::move(reason)};
  };
  auto opened = open_input(path);
  if (auto* problem = std::get_if<std::string>(&opened)) return unreadable(std::move(*problem));
  const auto stream = unpacked(std::get<std::unique_ptr<ByteStream>>(std::move(opened)));
  ReadPage page = read_page_bytes(*stream, options.max_bytes);
  if (page.problem) return unreadable(std::move(*page.problem));
  return std::move(page.buffer);
}

PageRecord record_of_file(const PageInput& input, const std::string& path, const Options& options,
                          PageMemory& memory) {
  auto page = bytes_of_file(path, options);
  if (auto* error = std::get_if<RecordError>(&page))
    return failed_page(input, AnswerKind::unreadable, std::move(*error));
  return extracted(input, std::get<ByteBuffer>(page).bytes(), options, memory);
}

}  // namespace

PageRecord record_of(const PageInput& input, const Options& options, PageMemory& memory) {
  if (const auto* failure = std::get_if<PageFailure>(&input.page))
    return failed_page(input, failure->kind, failure->error);
  try {
    if (const auto* file = std::get_if<PageFile>(&input.page))
      return record_of_file(input, file->path, options, memory);
    return extracted(input, std::get<PageBytes>(input.page).bytes, options, memory);
  } catch (const std::bad_alloc&) {
    return record_of_failure(input, {.code = "too_large", .message = "not enough memory for this page"});
  }
}

FingerprintedPage fingerprints_of_page(const PageInput& input, const Options& options, PageMemory& memory) {
  const auto fingerprinted = [&](std::string_view page) {
    return FingerprintedPage{.fingerprints = fingerprint_page(page, options_for(input, options), memory),
                             .bytes = page.size()};
  };
  try {
    if (const auto* bytes = std::get_if<PageBytes>(&input.page)) return fingerprinted(bytes->bytes);
    const auto* file = std::get_if<PageFile>(&input.page);
    if (file == nullptr) return {};
    const auto page = bytes_of_file(file->path, options);
    const auto* buffer = std::get_if<ByteBuffer>(&page);
    return buffer == nullptr ? FingerprintedPage{} : fingerprinted(buffer->bytes());
  } catch (const std::bad_alloc&) {
    return {};
  }
}

std::uint64_t site_number_of(const PageInput& input, const Article& article) {
  return site_number(article.url.value_or(""), folder_of(input.origin));
}

PageRecord record_of_failure(const PageInput& input, RecordError error) {
  return failed_page(input, AnswerKind::failed, std::move(error));
}

}  // namespace pressclip
