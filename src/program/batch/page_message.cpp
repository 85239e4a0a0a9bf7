// Field by field, in the order of the types.
#include "program/batch/page_message.h"

#include <utility>

#include "program/batch/byte_record.h"

namespace pressclip {
namespace {

enum class PageState : std::uint8_t { file, bytes, failure };

void put(ByteWriter& out, const std::optional<std::string>& value) {
  out.number(value ? 1 : 0);
  if (value) out.text(*value);
}

std::optional<std::string> optional_text(ByteReader& in) {
  if (in.number() == 0) return std::nullopt;
  return std::string(in.text());
}

void put(ByteWriter& out, const RecordError& error) {
  out.text(error.code);
  out.text(error.message);
}

RecordError read_error(ByteReader& in) {
  std::string code(in.text());
  return {.code = std::move(code), .message = std::string(in.text())};
}

}  // namespace

std::string page_message(const PageInput& page) {
  ByteWriter out;
  out.text(page.source);
  out.text(page.origin.named);
  out.text(page.origin.path);
  out.number(page.origin.discovered ? 1 : 0);
  out.text(page.origin.member);
  out.number(page.origin.member_number);
  out.number(page.origin.number);
  out.number(page.format ? static_cast<std::uint64_t>(*page.format) + 1 : 0);
  put(out, page.url);
  put(out, page.encoding);
  put(out, page.http_charset);
  out.text(page.input_json);
  out.number(page.several ? 1 : 0);
  out.number(page.cut ? 1 : 0);
  if (const auto* file = std::get_if<PageFile>(&page.page)) {
    out.number(static_cast<std::uint64_t>(PageState::file));
    out.text(file->path);
  } else if (const auto* bytes = std::get_if<PageBytes>(&page.page)) {
    out.number(static_cast<std::uint64_t>(PageState::bytes));
    out.text(bytes->bytes);
  } else {
    const auto& failure = std::get<PageFailure>(page.page);
    out.number(static_cast<std::uint64_t>(PageState::failure));
    out.number(static_cast<std::uint64_t>(failure.kind));
    put(out, failure.error);
  }
  return out.take();
}

std::optional<PageInput> read_page_message(std::string_view message, PagePart part) {
  ByteReader in(message);
  PageInput page;
  page.source = in.text();
  page.origin.named = in.text();
  page.origin.path = in.text();
  page.origin.discovered = in.number() != 0;
  page.origin.member = in.text();
  page.origin.member_number = in.number();
  page.origin.number = in.number();
  if (const std::uint64_t format = in.number(); format > 0)
    page.format = static_cast<InputFormat>(format - 1);
  page.url = optional_text(in);
  page.encoding = optional_text(in);
  page.http_charset = optional_text(in);
  page.input_json = in.text();
  page.several = in.number() != 0;
  page.cut = in.number() != 0;
  switch (static_cast<PageState>(in.number())) {
    case PageState::file:
      page.page = PageFile{.path = std::string(in.text())};
      break;
    case PageState::bytes: {
      const std::string_view bytes = in.text();
      page.page = PageBytes{.bytes = std::string(part == PagePart::all ? bytes : std::string_view())};
      break;
    }
    case PageState::failure: {
      const auto kind = static_cast<AnswerKind>(in.number());
      page.page = PageFailure{.kind = kind, .error = read_error(in)};
      break;
    }
  }
  if (!in.whole()) return std::nullopt;
  return page;
}

std::string answer_message(const PageAnswer& answer) {
  ByteWriter out;
  out.number(static_cast<std::uint64_t>(answer.answer.kind));
  out.text(answer.answer.message);
  out.text(answer.error_code);
  out.number(answer.page_bytes);
  out.number(answer.stamp ? 1 : 0);
  if (answer.stamp) {
    out.number(answer.stamp->size);
    out.number(static_cast<std::uint64_t>(answer.stamp->modified));
    out.number(static_cast<std::uint64_t>(answer.stamp->changed));
    out.number(static_cast<std::uint64_t>(answer.stamp->taken));
    out.number(answer.stamp->content.high);
    out.number(answer.stamp->content.low);
  }
  out.text(answer.answer.output);
  put(out, answer.answer.signature);
  out.number(answer.site);
  return out.take();
}

std::optional<PageAnswer> read_answer_message(std::string_view message) {
  ByteReader in(message);
  PageAnswer answer;
  answer.answer.kind = static_cast<AnswerKind>(in.number());
  answer.answer.message = in.text();
  answer.error_code = in.text();
  answer.page_bytes = in.number();
  if (in.number() != 0) {
    FileStamp stamp;
    stamp.size = in.number();
    stamp.modified = static_cast<std::int64_t>(in.number());
    stamp.changed = static_cast<std::int64_t>(in.number());
    stamp.taken = static_cast<std::int64_t>(in.number());
    stamp.content.high = in.number();
    stamp.content.low = in.number();
    answer.stamp = stamp;
  }
  answer.answer.output = in.text();
  answer.answer.signature = read_signature(in);
  answer.site = in.number();
  if (!in.whole()) return std::nullopt;
  return answer;
}

}  // namespace pressclip
