// Resolved by uriparser (RFC 3986) after what browsers forgive has been mended.
#include "metadata/urls.h"

#include <uriparser/Uri.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <utility>

namespace pressclip {
namespace {

// Longer references are data, not addresses; and uriparser calls itself for every character.
constexpr std::size_t kMaxUrlBytes = std::size_t{8} * 1024;
// A page may have a hundred thousand links, each of which is as long as the base.
constexpr std::size_t kMaxBaseBytes = std::size_t{2} * 1024;

constexpr std::string_view kHex = "0123456789ABCDEF";

bool is_hex(char byte) {
  return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'f') || (byte >= 'A' && byte <= 'F');
}

bool is_letter(char byte) {
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

// Writes the bytes from `begin` to `end` in lower case.
void lower(std::string& text, std::size_t begin, std::size_t end) {
  for (std::size_t i = begin; i < end; ++i)
    if (text[i] >= 'A' && text[i] <= 'Z') text[i] = static_cast<char>(text[i] - 'A' + 'a');
}

bool is_web_scheme(std::string_view scheme) {
  return scheme == "http:" || scheme == "https:";
}

// The length of "scheme:", 0 where there is none.
std::size_t scheme_length(std::string_view url) {
  if (url.empty() || !is_letter(url[0])) return 0;
  for (std::size_t i = 1; i < url.size(); ++i) {
    const char byte = url[i];
    if (byte == ':') return i + 1;
    if (!is_letter(byte) && !(byte >= '0' && byte <= '9') && byte != '+' && byte != '-' && byte != '.')
      return 0;
  }
  return 0;
}

// What RFC 3986 allows anywhere behind the scheme.
constexpr auto kAllowed = [] {
  std::array<bool, 256> allowed{};
  for (const char byte : std::string_view("-._~:/?@!$&'()*+,;="))
    allowed[static_cast<unsigned char>(byte)] = true;
  for (std::size_t byte = 0; byte < allowed.size(); ++byte)
    allowed[byte] = allowed[byte] || (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
                    (byte >= 'a' && byte <= 'z');
  return allowed;
}();

// Trims, drops line feeds and tabs, turns backslashes, and writes what RFC 3986 does not allow as %XX and the
// scheme in lower case. There is room for `room` bytes more.
std::string mended(std::string_view url, std::size_t room = 0) {
  std::size_t begin = 0, end = url.size();
  while (begin < end && static_cast<unsigned char>(url[begin]) <= ' ') ++begin;
  while (end > begin && static_cast<unsigned char>(url[end - 1]) <= ' ') --end;
  url = url.substr(begin, end - begin);
  std::string result;
  result.reserve(url.size() + room + 16);
  bool in_query = false, in_fragment = false;
  std::optional<std::size_t> authority_end;  // looked for where it is asked for
  const auto is_in_authority = [&](std::size_t at) {
    if (!authority_end) {
      const std::size_t slashes = url.find("//");
      authority_end = slashes <= scheme_length(url) ? url.find_first_of("/\\?#", slashes + 2) : 0;
    }
    return at < *authority_end;
  };
  for (std::size_t i = 0; i < url.size(); ++i) {
    const std::size_t run = i;
    while (i < url.size() && kAllowed[static_cast<unsigned char>(url[i])]) ++i;
    const std::string_view allowed_run = url.substr(run, i - run);
    result += allowed_run;
    if (i == url.size()) break;
    in_query = in_query || allowed_run.find('?') != std::string_view::npos;
    const char byte = url[i];
    const auto code = static_cast<unsigned char>(byte);
    if (byte == '\n' || byte == '\r' || byte == '\t') continue;
    bool allowed = byte == '#' && !in_fragment;
    if (byte == '#') in_fragment = true;
    if (byte == '\\' && !in_query && !in_fragment) {
      result += '/';
      continue;
    }
    if (byte == '%') allowed = i + 2 < url.size() && is_hex(url[i + 1]) && is_hex(url[i + 2]);
    // Brackets only around an IPv6 address.
    if (byte == '[' || byte == ']') allowed = is_in_authority(i);
    if (allowed) {
      result += byte;
    } else {
      result += '%';
      result += kHex[code >> 4U];
      result += kHex[code & 15U];
    }
  }
  const std::size_t scheme = scheme_length(result);
  lower(result, 0, scheme);
  // "https:/host/path" and "http:host" are typing errors of "https://host".
  if (is_web_scheme(std::string_view(result).substr(0, scheme))) {
    std::size_t path = scheme;
    while (path < result.size() && result[path] == '/') ++path;
    result.replace(scheme, path - scheme, "//");
  }
  return result;
}

class ParsedUri {
 public:
  explicit ParsedUri(const std::string& text) {
    const char* error = nullptr;
    is_valid_ = uriParseSingleUriA(&uri_, text.c_str(), &error) == URI_SUCCESS;
  }
  explicit ParsedUri(UriUriA uri) : uri_(uri), is_valid_(true) {}
  ~ParsedUri() {
    if (is_valid_) uriFreeUriMembersA(&uri_);
  }
  ParsedUri(const ParsedUri&) = delete;
  ParsedUri& operator=(const ParsedUri&) = delete;

  [[nodiscard]] bool is_valid() const { return is_valid_; }
  [[nodiscard]] const UriUriA& uri() const { return uri_; }

  [[nodiscard]] std::string text() const {
    int size = 0;
    if (uriToStringCharsRequiredA(&uri_, &size) != URI_SUCCESS) return {};
    std::string result(static_cast<std::size_t>(size) + 1, '\0');
    int written = 0;
    if (uriToStringA(result.data(), &uri_, size + 1, &written) != URI_SUCCESS) return {};
    result.resize(written > 0 ? static_cast<std::size_t>(written) - 1 : 0);
    return result;
  }

 private:
  UriUriA uri_{};
  bool is_valid_ = false;
};

// The host in lower case, so that one address is written in one way.
std::string with_lower_host(std::string url) {
  const std::size_t begin = url.find("//");
  if (begin == std::string::npos) return url;
  const std::size_t end = std::min(url.find_first_of("/?#", begin + 2), url.size());
  const std::size_t at = std::string_view(url).substr(0, end).rfind('@');
  lower(url, at == std::string::npos || at < begin ? begin : at, end);
  return url;
}

bool has_host(std::string_view url) {
  const std::size_t begin = url.find("//");
  if (begin == std::string_view::npos || begin + 2 >= url.size()) return false;
  const char first = url[begin + 2];
  return first != '/' && first != '?' && first != '#' && first != ':';
}

// How long the beginning "https://host" of an address is whose host is a plain name; 0 for others. Behind it
// an address that is mended can only be right, for each part may have every character that is left.
std::size_t plain_root_length(std::string_view mended) {
  const std::size_t scheme = scheme_length(mended);
  if (scheme == 0 || mended.substr(scheme, 2) != "//") return 0;
  std::size_t end = scheme + 2;
  bool has_letter = false;
  for (; end < mended.size(); ++end) {
    const char byte = mended[end];
    if (is_letter(byte))
      has_letter = true;
    else if (!(byte >= '0' && byte <= '9') && byte != '.' && byte != '-')
      break;
  }
  const bool ends_here =
      end == mended.size() || mended[end] == '/' || mended[end] == '?' || mended[end] == '#';
  return has_letter && ends_here ? end : 0;
}

// Whether a mended reference is a path from the root with nothing in it that resolving would change.
bool is_plain_path(std::string_view mended) {
  if (!mended.starts_with('/')) return false;
  std::string_view path = mended.substr(0, mended.find('?'));
  path = path.substr(0, path.find('#'));
  return path.find("//") == std::string_view::npos && path.find("/.") == std::string_view::npos;
}

}  // namespace

BaseUrl::BaseUrl(std::string_view base) {
  if (base.size() > kMaxBaseBytes) return;
  std::string root = mended(base);
  if (!is_web_scheme(std::string_view(root).substr(0, scheme_length(root))) || !has_host(root)) return;
  root_ = std::move(root);
  plain_length_ = plain_root_length(root_);
  lower(root_, 0, plain_length_);
}

std::optional<std::string> BaseUrl::resolve(std::string_view reference) const {
  if (reference.size() > kMaxUrlBytes) return std::nullopt;
  std::string link = mended(reference, plain_length_);
  if (const std::size_t scheme = scheme_length(link); scheme != 0) {
    const std::string_view name = std::string_view(link).substr(0, scheme);
    if (name == "mailto:") return link.size() > scheme ? std::optional(std::move(link)) : std::nullopt;
    // "localhost:8080/a" and "page:2" have no scheme that we take either.
    if (!is_web_scheme(name)) return std::nullopt;
    if (const std::size_t end = plain_root_length(link); end != 0) {
      lower(link, scheme, end);
      return link;
    }
    if (!ParsedUri(link).is_valid() || !has_host(link)) return std::nullopt;
    return with_lower_host(std::move(link));
  }
  if (root_.empty()) return std::nullopt;
  if (plain_length_ != 0 && is_plain_path(link)) {
    link.insert(0, root_, 0, plain_length_);
    return link;
  }
  // A colon in the first segment would be read as a scheme's end.
  if (const std::size_t colon = link.find(':');
      colon != std::string::npos && colon < link.find_first_of("/?#"))
    link.insert(0, "./");
  const ParsedUri relative(link);
  const ParsedUri start(root_);
  if (!relative.is_valid() || !start.is_valid()) return std::nullopt;
  UriUriA resolved{};
  if (uriAddBaseUriA(&resolved, &relative.uri(), &start.uri()) != URI_SUCCESS) {
    uriFreeUriMembersA(&resolved);
    return std::nullopt;
  }
  const ParsedUri target(resolved);
  std::string url = target.text();
  if (!has_host(url)) return std::nullopt;
  return with_lower_host(std::move(url));
}

std::optional<std::string> resolve_url(std::string_view reference, std::string_view base) {
  return BaseUrl(base).resolve(reference);
}

}  // namespace pressclip
