// Candidates are pages that agree in one band of values; each is then compared whole.
#include "pressclip/duplicates.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "text/shingles.h"

namespace pressclip {
namespace {

// A bucket's pages that are looked at. More are in one where thousands of pages share their beginning and
// end, as a site's weather reports do.
constexpr std::size_t kMostCandidates = 256;

std::size_t alike_values(const BodySignature& a, const BodySignature& b) {
  std::size_t alike = 0;
  for (std::size_t i = 0; i < kSignatureValues; ++i) alike += static_cast<std::size_t>(a[i] == b[i]);
  return alike;
}

}  // namespace

std::optional<BodySignature> signature_of(const Article& article) {
  std::vector<std::string_view> texts;
  for (const BodyBlock& block : article.body) texts.push_back(block.text);
  const std::vector<std::uint64_t> shingles = shingles_of(texts);
  if (shingles.size() + kShingleWords - 1 < kFewestDuplicateWords) return std::nullopt;
  BodySignature signature = {};
  for (std::size_t i = 0; i < kSignatureValues; ++i) {
    const std::uint64_t permutation = scrambled(i);
    std::uint64_t least = ~std::uint64_t{0};
    for (const std::uint64_t shingle : shingles) least = std::min(least, scrambled(shingle ^ permutation));
    signature[i] = static_cast<std::uint16_t>(least);
  }
  return signature;
}

EarlierPages::EarlierPages(std::size_t most_pages) : most_pages_(most_pages) {}

std::size_t EarlierPages::bucket_of(const BodySignature& signature, std::size_t band) const {
  std::uint64_t values = band;
  for (std::size_t i = 0; i < kBandValues; ++i)
    values = scrambled(values ^ signature[band * kBandValues + i]);
  return static_cast<std::size_t>(values % latest_[band].size());
}

std::optional<std::string> EarlierPages::find_or_add(const std::optional<BodySignature>& signature,
                                                     std::string name) {
  if (!signature) return std::nullopt;
  if (const std::optional<std::uint64_t> found = find(*signature)) return pages_[*found - first()].name;
  add(*signature, std::move(name));
  return std::nullopt;
}

std::optional<std::uint64_t> EarlierPages::find(const BodySignature& signature) const {
  std::optional<std::uint64_t> earliest;
  for (std::size_t band = 0; band < kBands && !latest_[band].empty(); ++band) {
    std::uint64_t at = latest_[band][bucket_of(signature, band)];
    for (std::size_t seen = 0; at >= first() && at != 0 && seen < kMostCandidates; ++seen) {
      const Page& page = pages_[at - first()];
      if ((!earliest || at < *earliest) && alike_values(signature, page.signature) >= kFewestAlikeValues)
        earliest = at;
      at = page.before[band];
    }
  }
  return earliest;
}

void EarlierPages::add(const BodySignature& signature, std::string name) {
  constexpr std::size_t kBuckets = std::size_t{1} << 20;
  name_bytes_ += name.size();
  Page page = {.signature = signature, .before = {}, .name = std::move(name)};
  for (std::size_t band = 0; band < kBands; ++band) {
    std::vector<std::uint32_t>& latest = latest_[band];
    if (latest.empty()) latest.resize(kBuckets);
    std::uint32_t& bucket = latest[bucket_of(signature, band)];
    page.before[band] = std::exchange(bucket, static_cast<std::uint32_t>(next_));
  }
  pages_.push_back(std::move(page));
  ++next_;
  while (pages_.size() > most_pages_ || (name_bytes_ > kMostNameBytes && pages_.size() > 1)) {
    name_bytes_ -= pages_.front().name.size();
    pages_.pop_front();
  }
}

}  // namespace pressclip
