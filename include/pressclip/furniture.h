// furniture: what stands on several pages of one site is no page's article. A first pass over the pages of a
// site takes fingerprints, a second one asks how many pages have a block:
//
//   pressclip::SiteFurniture learned;
//   for (page : pages) learned.add(pressclip::fingerprint_page(page, options));
//   options.furniture = std::make_shared<const pressclip::SiteFurniture>(std::move(learned));
//   for (page : pages) pressclip::extract(page, options);
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace pressclip {

// A page as SiteFurniture counts it.
struct PageFingerprints {
  std::uint64_t site = 0;  // whose page it is; 0: not known
  // Which article it holds: nearly the same text mostly gives the same number. 0: none, it is not counted.
  std::uint64_t article = 0;
  std::vector<std::uint32_t> blocks;  // that may be article or furniture; ascending, each once
};

// How many pages of a site have a block.
struct BlockCount {
  std::uint32_t pages = 0;
  std::uint32_t of = 0;  // pages of the site that are known
};

// The number of a site: of the registrable domain of an absolute address; where there is none, of the folder
// that the page was found in. 0 where neither is known.
std::uint64_t site_number(std::string_view url, std::string_view folder);

// A bottom-k sketch of the pages of each site (Cohen and Kaplan, "Summarizing data using bottom-k sketches",
// 2007): of every site the kMostPagesOfSite articles with the lowest scrambled numbers. Up to so many a count
// is exact, but for fingerprints that meet by chance, which adds a page to one block in 2^32 /
// (kMostPagesOfSite * kMostBlocksOfPage), about half a million. Of a larger site the share of its pages that
// have a block is estimated from a sample of k: with the standard error sqrt(p (1 - p) / k), 0.0625 at most
// for k = 64.
//
// It holds no more than kMostPages pages, 170 MB at most. Where there are more, k is halved for every site,
// down to kFewestPagesOfSite, then half of the sites are forgotten, those with the highest numbers. Which
// those are depends on all pages together: the same pages give the same sketch in any order, given once or
// again, or in parts that are merged.
class SiteFurniture {
 public:
  static constexpr std::size_t kMostPagesOfSite = 64;
  static constexpr std::size_t kFewestPagesOfSite = 8;
  static constexpr std::size_t kMostBlocksOfPage = 128;  // the lowest fingerprints, the same on every page
  static constexpr std::size_t kMostPages = std::size_t{1} << 18;

  // `most_pages` of kMostPages, for tests.
  explicit SiteFurniture(std::size_t most_pages = kMostPages) : most_pages_(most_pages) {}

  void add(const PageFingerprints& page);
  // All that another one, of as many pages, was given.
  void add(const SiteFurniture& other);

  [[nodiscard]] BlockCount count(std::uint64_t site, std::uint32_t block) const;
  // Two that say the same of a site have the same digest for it.
  [[nodiscard]] std::uint64_t digest_of_site(std::uint64_t site) const;
  [[nodiscard]] std::size_t sites() const { return sites_.size(); }
  [[nodiscard]] std::size_t pages() const { return pages_; }

  // As a file, with a version and a checksum; the same on every machine.
  [[nodiscard]] std::string saved() const;
  // A saved one; the text says what is wrong with the bytes.
  static std::variant<SiteFurniture, std::string> read(std::string_view bytes);

  friend bool operator==(const SiteFurniture&, const SiteFurniture&) = default;

 private:
  struct Sampled {
    std::uint64_t article = 0;
    std::vector<std::uint32_t> blocks;
    friend bool operator==(const Sampled&, const Sampled&) = default;
  };
  using Sample = std::vector<Sampled>;  // by article

  void keep_within_bounds();
  void leave_out();  // what is beyond the bounds as they are

  std::size_t most_pages_;
  std::size_t pages_of_site_ = kMostPagesOfSite;
  std::uint64_t last_site_ = ~std::uint64_t{0};
  std::map<std::uint64_t, Sample> sites_;
  std::size_t pages_ = 0;
};

}  // namespace pressclip
