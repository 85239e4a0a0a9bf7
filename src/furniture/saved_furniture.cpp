// A file of learned furniture: a line with its kind and version, numbers with the lowest byte first, and the
// digest of all that.
#include <algorithm>
#include <cstddef>
#include <utility>

#include "pressclip/furniture.h"
#include "text/digest.h"

namespace pressclip {
namespace {

constexpr std::string_view kKind = "pressclip furniture ";
constexpr std::string_view kVersion = "1\n";
constexpr std::size_t kDigestBytes = 16;

template <typename Number>
void put(std::string& out, Number value) {
  for (std::size_t byte = 0; byte < sizeof value; ++byte) {
    out += static_cast<char>(value & 0xFFU);
    value = static_cast<Number>(value >> (byte + 1 < sizeof value ? 8U : 0U));
  }
}

// The next number, which is taken from `bytes`; 0 where there is none.
template <typename Number>
Number take(std::string_view& bytes) {
  Number value = 0;
  if (bytes.size() < sizeof value) {
    bytes = {};
    return value;
  }
  for (std::size_t byte = sizeof value; byte-- > 0;)
    value = static_cast<Number>(value << 8U) | static_cast<unsigned char>(bytes[byte]);
  bytes.remove_prefix(sizeof value);
  return value;
}

std::string digest_bytes(std::string_view of) {
  const Digest digest = digest_of(of);
  std::string out;
  put(out, digest.low);
  put(out, digest.high);
  return out;
}

}  // namespace

std::string SiteFurniture::saved() const {
  std::string out(kKind);
  out += kVersion;
  put(out, std::uint64_t{most_pages_});
  put(out, std::uint64_t{pages_of_site_});
  put(out, last_site_);
  put(out, std::uint64_t{sites_.size()});
  for (const auto& [site, sample] : sites_) {
    put(out, site);
    put(out, std::uint64_t{sample.size()});
    for (const Sampled& page : sample) {
      put(out, page.article);
      put(out, static_cast<std::uint32_t>(page.blocks.size()));
      for (const std::uint32_t block : page.blocks) put(out, block);
    }
  }
  return out + digest_bytes(out);
}

std::variant<SiteFurniture, std::string> SiteFurniture::read(std::string_view bytes) {
  if (!bytes.starts_with(kKind)) return "this is no file that --learn has written";
  if (!bytes.substr(kKind.size()).starts_with(kVersion))
    return "this file was written by another version of pressclip; learn anew";
  const std::string damaged = "this file is damaged or was cut short; learn anew";
  if (bytes.size() < kKind.size() + kVersion.size() + kDigestBytes) return damaged;
  std::string_view rest = bytes.substr(0, bytes.size() - kDigestBytes);
  if (digest_bytes(rest) != bytes.substr(rest.size())) return damaged;
  rest.remove_prefix(kKind.size() + kVersion.size());

  // Whoever makes a digest that fits may still lie in what it is of.
  SiteFurniture read;
  read.most_pages_ = std::min<std::uint64_t>(take<std::uint64_t>(rest), kMostPages);
  read.pages_of_site_ = std::clamp<std::uint64_t>(take<std::uint64_t>(rest), 1, kMostPagesOfSite);
  read.last_site_ = take<std::uint64_t>(rest);
  for (auto sites = take<std::uint64_t>(rest); sites > 0 && !rest.empty(); --sites) {
    const auto site = take<std::uint64_t>(rest);
    for (auto pages = take<std::uint64_t>(rest); pages > 0 && !rest.empty(); --pages) {
      PageFingerprints page = {.site = site, .article = take<std::uint64_t>(rest), .blocks = {}};
      for (auto blocks = take<std::uint32_t>(rest); blocks > 0 && !rest.empty(); --blocks)
        page.blocks.push_back(take<std::uint32_t>(rest));
      std::sort(page.blocks.begin(), page.blocks.end());
      read.add(page);
    }
  }
  return read;
}

std::uint64_t SiteFurniture::digest_of_site(std::uint64_t site) const {
  const auto found = sites_.find(site);
  if (found == sites_.end()) return 0;
  std::string bytes;
  for (const Sampled& page : found->second) {
    put(bytes, page.article);
    put(bytes, static_cast<std::uint32_t>(page.blocks.size()));
    for (const std::uint32_t block : page.blocks) put(bytes, block);
  }
  return digest_of(bytes).low;
}

}  // namespace pressclip
