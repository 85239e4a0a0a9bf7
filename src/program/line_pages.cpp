// What each line says of its page becomes a page input.
#include "program/line_pages.h"

#include <string_view>
#include <utility>

#include "program/line_reader.h"
#include "write/page_line.h"

namespace pressclip {
namespace {

// A page's whole text is in the string that the line holds. A line that names an encoding may instead hold
// the page's bytes, each as the character with its number; that is seen by no character being above U+00FF.
std::optional<std::string> as_bytes(std::string_view text) {
  std::string bytes;
  bytes.reserve(text.size());
  bool beyond_ascii = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto first = static_cast<unsigned char>(text[at]);
    if (first < 0x80) {
      bytes += text[at];
      continue;
    }
    if (first > 0xC3 || at + 1 == text.size()) return std::nullopt;
    beyond_ascii = true;
    const auto second = static_cast<unsigned char>(text[++at]);
    bytes += static_cast<char>(((first & 3U) << 6U) | (second & 0x3FU));
  }
  if (!beyond_ascii) return std::nullopt;
  return bytes;
}

bool names_unicode(std::string_view encoding) {
  return encoding.size() >= 3 && (encoding[0] | 0x20) == 'u' && (encoding[1] | 0x20) == 't' &&
         (encoding[2] | 0x20) == 'f';
}

class LinePages : public PageSeries {
 public:
  LinePages(Origin origin, std::unique_ptr<ByteStream> stream, const Options& options)
      : origin_(std::move(origin)),
        encoding_(options.encoding),
        lines_(std::move(stream), '\n', line_limit(options)) {}

  std::optional<PageInput> next() override {
    if (ended_) return std::nullopt;
    while (const std::optional<Line> line = lines_.next()) {
      origin_.number = line->number;
      if (line->too_long)
        return failure(place(), AnswerKind::failed, {.code = "too_large", .message = "the line is too long"});
      if (line->text.find_first_not_of(" \t\r") != std::string::npos) return page_of(line->text);
    }
    ended_ = true;
    if (!lines_.problem()) return std::nullopt;
    origin_.number = 0;
    return failure(name_of(origin_), AnswerKind::unreadable,
                   {.code = "unreadable", .message = *lines_.problem()});
  }

 private:
  [[nodiscard]] std::string place() const { return name_of(origin_) + ':' + std::to_string(origin_.number); }

  [[nodiscard]] std::string source_of(const PageLine& line) const {
    if (line.id && !line.id->empty()) return *line.id;
    if (line.url && !line.url->empty()) return *line.url;
    return place();
  }

  [[nodiscard]] PageInput failure(std::string source, AnswerKind kind, RecordError error) const {
    return failed_input(std::move(source), origin_, kind, std::move(error), true);
  }

  [[nodiscard]] PageInput page_of(const std::string& text) const {
    auto read = read_page_line(text);
    if (auto* error = std::get_if<PageLineError>(&read)) {
      PageInput failed =
          failure(place(), AnswerKind::failed, {.code = "bad_line", .message = error->message});
      failed.input_json = std::move(error->input_json);
      return failed;
    }
    auto& line = std::get<PageLine>(read);
    PageInput page = {.source = source_of(line),
                      .origin = origin_,
                      .page = PageBytes{},
                      .format = line.is_text ? InputFormat::text : InputFormat::html,
                      .url = std::move(line.url),
                      .encoding = "utf-8",
                      .input_json = std::move(line.input_json),
                      .several = true};
    std::string encoding = line.encoding.value_or(encoding_);
    if (!encoding.empty() && !names_unicode(encoding)) {
      if (std::optional<std::string> bytes = as_bytes(line.page)) {
        line.page = std::move(*bytes);
        page.encoding = std::move(encoding);
      }
    }
    page.page = PageBytes{.bytes = std::move(line.page)};
    return page;
  }

  Origin origin_;
  std::string encoding_;  // where a line names none
  LineReader lines_;
  bool ended_ = false;
};

}  // namespace

// A JSON string escapes a byte as six characters at most, but markup hardly: twice the page and some more is
// enough.
std::size_t line_limit(const Options& options) {
  return options.max_bytes * 2 + (std::size_t{1} << 20U);
}

std::unique_ptr<PageSeries> pages_of_lines(const Origin& origin, std::unique_ptr<ByteStream> stream,
                                           const Options& options) {
  return std::make_unique<LinePages>(origin, std::move(stream), options);
}

}  // namespace pressclip
