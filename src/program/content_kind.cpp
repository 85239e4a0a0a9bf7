// Tells pages, JSON lines and archives apart.
#include "program/content_kind.h"

#include <string_view>

#include "write/page_line.h"

namespace pressclip {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kZipMagic = "PK\x03\x04";
constexpr std::string_view kWarcMagic = "WARC/1.";
constexpr std::string_view kTarMagic = "ustar";
constexpr std::size_t kTarMagicPosition = 257;
// White space before the first character of JSON that is looked through.
constexpr std::size_t kMaxLeadingSpace = 4096;

// Where the first character stands that is not white space; npos where none is in sight.
std::size_t first_character(std::string_view ahead) {
  return ahead.find_first_not_of(" \t\r\n", ahead.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0);
}

bool begins_with_page_line(PeekableStream& stream, std::size_t first, std::size_t line_limit) {
  std::size_t searched = first;
  std::size_t end = std::string_view::npos;
  while ((end = stream.ahead().find('\n', searched)) == std::string_view::npos) {
    searched = stream.ahead().size();
    if (searched > line_limit || !stream.look_further()) break;
  }
  const auto line =
      read_page_line(stream.ahead().substr(first, end == std::string_view::npos ? end : end - first));
  return std::holds_alternative<PageLine>(line);
}

}  // namespace

ContentKind content_kind(PeekableStream& stream, std::size_t line_limit) {
  while (first_character(stream.ahead()) == std::string_view::npos &&
         stream.ahead().size() < kMaxLeadingSpace && stream.look_further()) {
  }
  const std::size_t first = first_character(stream.ahead());
  if (first == std::string_view::npos) return ContentKind::page;
  if (stream.ahead()[first] == '{')
    return begins_with_page_line(stream, first, line_limit) ? ContentKind::json_lines : ContentKind::page;
  // Only JSON lines come from programs that wait for an answer: the rest may be waited for.
  while (stream.ahead().size() < kTarMagicPosition + kTarMagic.size() && stream.look_further()) {
  }
  const std::string_view ahead = stream.ahead();
  const bool is_tar = ahead.size() >= kTarMagicPosition + kTarMagic.size() &&
                      ahead.substr(kTarMagicPosition, kTarMagic.size()) == kTarMagic;
  if (is_tar || ahead.starts_with(kZipMagic) || ahead.starts_with(kWarcMagic)) return ContentKind::archive;
  return ContentKind::page;
}

}  // namespace pressclip
