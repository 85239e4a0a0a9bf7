// Chooses the records that are pages, and undoes what HTTP did to them.
#include "program/warc_pages.h"

#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "program/http_message.h"
#include "program/warc_reader.h"

namespace pressclip {
namespace {

// The header of HTTP, and the frames of chunks, on top of the page.
constexpr std::size_t kHttpBytes = std::size_t{1} << 20U;

enum class PageType : std::uint8_t { none, html, text };

PageType page_type(std::string_view media_type) {
  constexpr std::array<std::string_view, 3> kHtml = {"text/html", "application/xhtml+xml",
                                                     "application/vnd.wap.xhtml+xml"};
  for (const std::string_view html : kHtml)
    if (media_type == html) return PageType::html;
  return media_type == "text/plain" ? PageType::text : PageType::none;
}

// A header's value that some writers put in angle brackets.
std::string_view target_of(const HeaderFields& fields) {
  std::string_view uri = last_value(fields, "warc-target-uri");
  if (uri.size() >= 2 && uri.starts_with('<') && uri.ends_with('>')) uri = uri.substr(1, uri.size() - 2);
  return uri;
}

// Logs, lists and settings of the crawler, which are written as resources: "metadata://gnu.org/…" of wget,
// "urn:…" of others.
bool is_about_crawl(std::string_view uri) {
  return uri.starts_with("metadata:") || uri.starts_with("urn:");
}

bool is_web_address(std::string_view uri) {
  return uri.empty() || uri.starts_with("http:") || uri.starts_with("https:");
}

bool begins_with_tag(std::string_view bytes) {
  const std::size_t first = bytes.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  return first != std::string_view::npos && bytes[first] == '<';
}

class WarcPages : public PageSeries {
 public:
  WarcPages(Origin origin, std::unique_ptr<ByteStream> stream, const Options& options)
      : origin_(std::move(origin)),
        limit_(options.max_bytes),
        reader_(std::move(stream), options.max_bytes + kHttpBytes) {}

  std::optional<PageInput> next() override {
    while (const std::optional<WarcReader::Found> found = reader_.next()) {
      if (const auto* damage = std::get_if<WarcDamage>(&*found)) return failure_of(*damage);
      if (std::optional<PageInput> page = page_of(std::get<WarcRecord>(*found))) return page;
    }
    return std::nullopt;
  }

 private:
  [[nodiscard]] PageInput failure_of(const WarcDamage& damage) {
    origin_.number = damage.number;
    if (damage.number == 0)
      return failed_input(name_of(origin_), origin_, AnswerKind::unreadable,
                          {.code = "unreadable", .message = damage.reason}, true);
    return failure(damage.fields, "damaged WARC record: " + damage.reason);
  }

  [[nodiscard]] PageInput failure(const HeaderFields& fields, std::string reason) const {
    return failed_input(source_of(fields), origin_, AnswerKind::failed,
                        {.code = "bad_record", .message = std::move(reason)}, true);
  }

  // The target URI; FILE:NUMBER where there is none.
  [[nodiscard]] std::string source_of(const HeaderFields& fields) const {
    const std::string_view uri = target_of(fields);
    return uri.empty() ? name_of(origin_) + ':' + std::to_string(origin_.number) : std::string(uri);
  }

  // Nothing where the record is no page.
  std::optional<PageInput> page_of(const WarcRecord& record) {
    origin_.number = record.number;
    const std::string_view type = last_value(record.fields, "warc-type");
    const MediaType media_type = read_media_type(last_value(record.fields, "content-type"));
    const std::string_view uri = target_of(record.fields);
    if (type == "response") {
      const bool is_http = media_type.name == "application/http" || media_type.name.empty();
      return is_http && is_web_address(uri) ? page_of_response(record) : std::nullopt;
    }
    if ((type != "resource" && type != "conversion") || is_about_crawl(uri)) return std::nullopt;
    HttpResponse unwrapped = {.status = 0, .fields = {}, .body = record.content};
    return page_of_body(record, unwrapped, media_type);
  }

  std::optional<PageInput> page_of_response(const WarcRecord& record) {
    const std::optional<HttpResponse> response = read_http_response(record.content);
    if (!response) return failure(record.fields, "damaged WARC record: it holds no answer of HTTP");
    if (response->status < 200 || response->status > 299) return std::nullopt;
    return page_of_body(record, *response, read_media_type(last_value(response->fields, "content-type")));
  }

  std::optional<PageInput> page_of_body(const WarcRecord& record, const HttpResponse& response,
                                        MediaType type) {
    if (type.name.empty())
      type.name = read_media_type(last_value(record.fields, "warc-identified-payload-type")).name;
    const PageType page_kind = page_type(type.name);
    if (page_kind == PageType::none && !type.name.empty()) return std::nullopt;
    HttpBody body = decoded_body(response, limit_);
    if (body.problem) return failure(record.fields, std::move(*body.problem));
    // Nothing says what it is.
    if (page_kind == PageType::none && !begins_with_tag(body.bytes)) return std::nullopt;
    PageInput page = {.source = source_of(record.fields),
                      .origin = origin_,
                      .page = PageBytes{.bytes = std::move(body.bytes)},
                      .format = page_kind == PageType::text ? InputFormat::text : InputFormat::html,
                      .several = true,
                      .cut = body.cut || !last_value(record.fields, "warc-truncated").empty()};
    if (const std::string_view uri = target_of(record.fields); !uri.empty()) page.url = uri;
    if (!type.charset.empty()) page.http_charset = type.charset;
    return page;
  }

  Origin origin_;
  std::size_t limit_;
  WarcReader reader_;
};

}  // namespace

std::unique_ptr<PageSeries> pages_of_warc(const Origin& origin, std::unique_ptr<ByteStream> stream,
                                          const Options& options) {
  return std::make_unique<WarcPages>(origin, std::move(stream), options);
}

}  // namespace pressclip
