// One coding after the other is undone, each by a stream.
#include "program/http_message.h"

#include <algorithm>
#include <charconv>
#include <memory>
#include <vector>

#include "program/brotli.h"
#include "program/byte_stream.h"
#include "program/gzip.h"
#include "program/zstandard.h"

namespace pressclip {
namespace {

// A header that is longer than this ends nowhere.
constexpr std::size_t kMaxHeaderBytes = std::size_t{1} << 20U;
// No real page has more codings than one or two; a bomb might.
constexpr std::size_t kMaxCodings = 4;

// What a coding turns bytes into; where there is a problem, what came before it.
struct Undone {
  std::string bytes;
  std::optional<std::string> problem;
};

Undone without_chunks(std::string_view body) {
  Undone undone;
  while (true) {
    std::size_t size = 0;
    const auto [end, error] = std::from_chars(body.data(), body.data() + body.size(), size, 16);
    const std::size_t line_end = body.find('\n');
    const std::string_view rest_of_line = body.substr(
        static_cast<std::size_t>(end - body.data()),
        line_end == std::string_view::npos ? 0 : line_end - static_cast<std::size_t>(end - body.data()));
    // After the size there may be extensions and space.
    const bool is_size =
        error == std::errc() && line_end != std::string_view::npos &&
        (rest_of_line.empty() || std::string_view(" \t\r;").find(rest_of_line[0]) != std::string_view::npos);
    if (!is_size) {
      undone.problem = body.empty() ? "the chunks end too early" : "damaged chunk";
      return undone;
    }
    if (size == 0) return undone;
    body.remove_prefix(line_end + 1);
    undone.bytes += body.substr(0, size);
    if (size >= body.size()) {
      if (size > body.size()) undone.problem = "the chunks end too early";
      if (size == body.size()) undone.problem = "the last chunk is missing";
      return undone;
    }
    body.remove_prefix(size);
    if (body.starts_with('\r')) body.remove_prefix(1);
    if (body.starts_with('\n')) body.remove_prefix(1);
  }
}

// Null: no coding that is known.
std::unique_ptr<ByteStream> undoing(std::string_view coding, std::string_view body) {
  auto packed = std::make_unique<MemoryStream>(body);
  if (coding == "gzip" || coding == "x-gzip") return unpack_gzip(std::move(packed));
  if (coding == "deflate") return unpack_deflate(std::move(packed));
  if (coding == "br") return unpack_brotli(std::move(packed));
  if (coding == "zstd") return unpack_zstandard(std::move(packed));
  return nullptr;
}

// Whether the bytes may be read as they are: packed ones have control characters among the first.
bool looks_like_text(std::string_view bytes) {
  constexpr std::size_t kLookedAt = 512;
  const auto is_control = [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 && c != '\t' && c != '\n' && c != '\f' && c != '\r' && c != '\x1B';
  };
  const std::string_view beginning = bytes.substr(0, kLookedAt);
  if (beginning.starts_with("\xFF\xFE") || beginning.starts_with("\xFE\xFF")) return true;
  return std::none_of(beginning.begin(), beginning.end(), is_control);
}

}  // namespace

std::optional<HttpResponse> read_http_response(std::string_view bytes) {
  if (!bytes.starts_with("HTTP/")) return std::nullopt;
  std::size_t end = end_of_header(bytes.substr(0, kMaxHeaderBytes), 0);
  if (end == std::string_view::npos) end = std::min(bytes.size(), kMaxHeaderBytes);
  const std::string_view header = bytes.substr(0, end);
  const std::size_t line_end = std::min(header.find('\n'), header.size());
  const std::string_view line = header.substr(0, line_end);
  const std::size_t space = std::min(line.find(' '), line.size());
  const std::size_t digits = std::min(line.find_first_not_of(' ', space), line.size());
  HttpResponse response;
  const auto [after, error] =
      std::from_chars(line.data() + digits, line.data() + line.size(), response.status);
  if (error != std::errc()) return std::nullopt;
  response.fields = read_header_fields(header.substr(line_end));
  response.body = bytes.substr(end);
  return response;
}

HttpBody decoded_body(const HttpResponse& response, std::size_t limit) {
  HttpBody body;
  body.bytes = response.body;
  std::vector<std::string> codings = listed_values(response.fields, "content-encoding");
  std::vector<std::string> transfer = listed_values(response.fields, "transfer-encoding");
  if (!transfer.empty() && transfer.back() == "chunked") {
    transfer.pop_back();
    Undone undone = without_chunks(body.bytes);
    // An empty body has no chunks to undo.
    const bool is_chunked = !undone.problem || !undone.bytes.empty();
    if (is_chunked) {
      body.cut = undone.problem.has_value();
      body.bytes = std::move(undone.bytes);
    }
  }
  codings.insert(codings.end(), transfer.begin(), transfer.end());
  if (codings.size() > kMaxCodings) {
    body.problem = "there are too many content codings";
    return body;
  }
  for (; !codings.empty(); codings.pop_back()) {
    const std::unique_ptr<ByteStream> stream = undoing(codings.back(), body.bytes);
    if (!stream) continue;
    ReadAll undone = read_all(*stream, limit);
    if (undone.problem && looks_like_text(body.bytes)) continue;
    if (undone.problem && undone.bytes.empty()) {
      body.problem = "the content coding " + codings.back() + " can't be undone: " + *undone.problem;
      return body;
    }
    body.cut = body.cut || undone.problem.has_value();
    body.bytes = std::move(undone.bytes);
  }
  if (body.bytes.size() > limit + 1) body.bytes.resize(limit + 1);
  return body;
}

}  // namespace pressclip
