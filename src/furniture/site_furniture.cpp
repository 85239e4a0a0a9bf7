#include <algorithm>
#include <iterator>

#include "furniture/site_name.h"
#include "pressclip/furniture.h"
#include "text/digest.h"

namespace pressclip {

std::uint64_t site_number(std::string_view url, std::string_view folder) {
  if (const std::string name = site_name_of(url); !name.empty()) return digest_of("site " + name).low;
  if (!folder.empty()) return digest_of("folder " + std::string(folder)).low;
  return 0;
}

void SiteFurniture::add(const PageFingerprints& page) {
  if (page.site == 0 || page.article == 0 || page.site > last_site_) return;
  Sample& sample = sites_[page.site];
  const auto place =
      std::lower_bound(sample.begin(), sample.end(), page.article,
                       [](const Sampled& known, std::uint64_t article) { return known.article < article; });
  if (place != sample.end() && place->article == page.article) {
    // Nearly the same article: one page, with the blocks of all of its copies.
    std::vector<std::uint32_t> all;
    std::set_union(place->blocks.begin(), place->blocks.end(), page.blocks.begin(), page.blocks.end(),
                   std::back_inserter(all));
    all.resize(std::min(all.size(), kMostBlocksOfPage));
    place->blocks = std::move(all);
    return;
  }
  if (static_cast<std::size_t>(place - sample.begin()) >= pages_of_site_) return;
  std::vector<std::uint32_t> blocks = page.blocks;
  blocks.resize(std::min(blocks.size(), kMostBlocksOfPage));
  blocks.shrink_to_fit();
  sample.insert(place, {.article = page.article, .blocks = std::move(blocks)});
  if (sample.size() > pages_of_site_)
    sample.pop_back();
  else
    ++pages_;
  keep_within_bounds();
}

void SiteFurniture::add(const SiteFurniture& other) {
  // Bounds first: the pages that the other one has left out may be among those that this one would take.
  pages_of_site_ = std::min(pages_of_site_, other.pages_of_site_);
  last_site_ = std::min(last_site_, other.last_site_);
  leave_out();
  for (const auto& [site, sample] : other.sites_)
    for (const Sampled& page : sample) add({.site = site, .article = page.article, .blocks = page.blocks});
}

// What is left out at one bound would be left out at the next one too, so it does not matter when a bound was
// met.
void SiteFurniture::keep_within_bounds() {
  while (pages_ > most_pages_ && (pages_of_site_ > kFewestPagesOfSite || last_site_ > 1)) {
    if (pages_of_site_ > kFewestPagesOfSite)
      pages_of_site_ /= 2;
    else
      last_site_ /= 2;
    leave_out();
  }
}

void SiteFurniture::leave_out() {
  sites_.erase(sites_.upper_bound(last_site_), sites_.end());
  pages_ = 0;
  for (auto& [site, sample] : sites_) {
    sample.resize(std::min(sample.size(), pages_of_site_));
    pages_ += sample.size();
  }
}

BlockCount SiteFurniture::count(std::uint64_t site, std::uint32_t block) const {
  const auto found = sites_.find(site);
  if (found == sites_.end()) return {};
  const auto has_block = [block](const Sampled& page) {
    return std::binary_search(page.blocks.begin(), page.blocks.end(), block);
  };
  const Sample& sample = found->second;
  return {.pages = static_cast<std::uint32_t>(std::count_if(sample.begin(), sample.end(), has_block)),
          .of = static_cast<std::uint32_t>(sample.size())};
}

}  // namespace pressclip
