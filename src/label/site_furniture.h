// Evidence from the other pages of a site: which blocks of a page stand on several.
#pragma once

#include "label/judge.h"
#include "pressclip/furniture.h"

namespace pressclip {

inline constexpr std::string_view kSiteFurniture = "site-furniture";

// The number by which a block is known again on other pages, whatever its case and punctuation.
std::uint32_t fingerprint_of(const BlockFacts& facts);

// What a first pass keeps of a page: its blocks that are in the article, or may be furniture that another
// page takes for text.
PageFingerprints fingerprints_of(const BlockList& page, const Judgement& judgement, std::uint64_t site);

// The pass: takes out of the text what is furniture of the site.
std::vector<Change> drop_site_furniture(const PageView& view, const Verdicts& before);

}  // namespace pressclip
