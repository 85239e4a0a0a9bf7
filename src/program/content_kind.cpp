// Tells pages, JSON lines, archives and everything else apart.
#include "program/content_kind.h"

#include <algorithm>
#include <array>

#include "write/page_line.h"

namespace pressclip {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kZipMagic = "PK\x03\x04";
constexpr std::string_view kEmptyZipMagic = "PK\x05\x06";
constexpr std::string_view kWarcMagic = "WARC/1.";
constexpr std::string_view kTarMagic = "ustar";
constexpr std::size_t kTarMagicPosition = 257;
// White space before the first character of JSON that is looked through.
constexpr std::size_t kMaxLeadingSpace = 4096;

struct Format {
  std::size_t position = 0;  // of the mark
  std::string_view mark;
  std::string_view name;
};

// Files that lie beside pages, or are taken for them.
constexpr std::array kFormats = {
    Format{0, "\x89PNG\r\n\x1A\n", "a PNG image"},
    Format{0, "\xFF\xD8\xFF", "a JPEG image"},
    Format{0, "GIF87a", "a GIF image"},
    Format{0, "GIF89a", "a GIF image"},
    Format{8, "WEBPVP8", "a WebP image"},
    Format{4, "ftypavif", "an AVIF image"},
    Format{4, "ftyp", "a video"},
    Format{0, std::string_view("\0\0\x01\0", 4), "an icon"},
    Format{0, "%PDF-", "a PDF document"},
    Format{0, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "an Office document"},
    Format{0, "wOFF", "a font"},
    Format{0, "wOF2", "a font"},
    Format{0, std::string_view("\0\x01\0\0\0", 5), "a font"},
    Format{0, "OTTO\0", "a font"},
    Format{0, "OggS", "a sound or a video"},
    Format{0, "\x1A\x45\xDF\xA3", "a video"},
    Format{0,
           "\x7F"
           "ELF",
           "a program"},
    Format{0, "SQLite format 3", "a database"},
    Format{0, "7z\xBC\xAF\x27\x1C", "a 7z archive, which is not read"},
    Format{0, "Rar!\x1A\x07", "a RAR archive, which is not read"},
    Format{0,
           "\xFD"
           "7zXZ",
           "xz data, which is not read"},
    Format{4, "1AY&SY", "bzip2 data, which is not read"},
};

// The root elements of XML that is no page.
constexpr std::array kOtherRoots = {
    Format{0, "svg", "an SVG image"},  Format{0, "rss", "a feed"},
    Format{0, "feed", "a feed"},       Format{0, "rdf:RDF", "a feed"},
    Format{0, "urlset", "a site map"}, Format{0, "sitemapindex", "a site map"},
};

constexpr std::array kOtherEndings = {
    Format{0, ".css", "a style sheet"},
    Format{0, ".js", "a script"},
    Format{0, ".mjs", "a script"},
};

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

// The text after declarations and comments of XML, where it is an element's name.
std::string_view root_name(std::string_view text) {
  while (text.starts_with('<')) {
    text.remove_prefix(1);
    if (!text.starts_with('?') && !text.starts_with('!')) return text;
    const std::string_view close = text.starts_with("!--") ? "-->" : ">";
    const std::size_t end = text.find(close);
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + close.size());
    text.remove_prefix(std::min(first_character(text), text.size()));
  }
  return "";
}

bool begins_like_json(std::string_view text) {
  if (!text.starts_with('{') && !text.starts_with('[')) return false;
  const bool is_object = text.starts_with('{');
  text.remove_prefix(1);
  text.remove_prefix(std::min(first_character(text), text.size()));
  if (text.empty()) return false;
  return text[0] == '"' || (is_object ? text[0] == '}' : text[0] == '{');
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
  if (ahead.size() >= kTarMagicPosition && ahead.substr(kTarMagicPosition).starts_with(kTarMagic))
    return ContentKind::tar;
  if (ahead.starts_with(kZipMagic) || ahead.starts_with(kEmptyZipMagic)) return ContentKind::zip;
  if (ahead.substr(first).starts_with(kWarcMagic)) return ContentKind::warc;
  return ContentKind::page;
}

std::string_view other_format(std::string_view beginning) {
  for (const Format& format : kFormats) {
    if (beginning.size() > format.position && beginning.substr(format.position).starts_with(format.mark))
      return format.name;
  }
  return "";
}

std::string_view other_than_page(std::string_view beginning, std::string_view name) {
  if (const std::string_view format = other_format(beginning); !format.empty()) return format;
  beginning.remove_prefix(std::min(first_character(beginning), beginning.size()));
  if (begins_like_json(beginning)) return "JSON, but no lines with html or text";
  const std::string_view root = root_name(beginning);
  for (const Format& format : kOtherRoots) {
    if (root.starts_with(format.mark) && root.find_first_of(" \t\r\n>/") == format.mark.size())
      return format.name;
  }
  if (beginning.starts_with('<')) return "";
  for (const Format& format : kOtherEndings) {
    if (name.ends_with(format.mark)) return format.name;
  }
  return "";
}

}  // namespace pressclip
