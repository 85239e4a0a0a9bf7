// duplicates: pages with the same article as an earlier one, or nearly the same.
//
//   pressclip::EarlierPages earlier;
//   for (page : pages) first = earlier.find_or_add(pressclip::signature_of(extract(page)), name of page);
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "pressclip/article.h"

namespace pressclip {

// The lowest 16 bits of kSignatureValues minima of the body's shingles, each under a permutation of its own:
// the share of values that two bodies have in common is, in expectation, the Jaccard coefficient of their
// sets of shingles (Broder, "On the resemblance and containment of documents", 1997; Li and Koenig, "b-Bit
// minwise hashing", 2010).
inline constexpr std::size_t kSignatureValues = 64;
using BodySignature = std::array<std::uint16_t, kSignatureValues>;

// Nothing for a body of fewer than kFewestDuplicateWords words: too little to say that two pages are one.
inline constexpr std::size_t kFewestDuplicateWords = 20;
std::optional<BodySignature> signature_of(const Article& article);

// Values of 64 from which on two bodies are nearly the same: a Jaccard coefficient of 0.8. A page of 0.9 is
// found with a probability of 0.99, one of 0.8 with 0.5, one of 0.7 is taken for one with 0.03, one of 0.5
// with 1e-6. Two changed words, apart from each other, in a text of 80 make 0.8.
inline constexpr std::size_t kFewestAlikeValues = 52;

// The pages before this one that are no duplicates themselves.
class EarlierPages {
 public:
  // After so many, or with names of so many bytes, the earliest are forgotten: 400 MB at most.
  static constexpr std::size_t kMostPages = std::size_t{1} << 20;
  static constexpr std::size_t kMostNameBytes = std::size_t{128} << 20;

  explicit EarlierPages(std::size_t most_pages = kMostPages);

  // The name of the earliest page that has nearly this body; where there is none, the page is remembered.
  std::optional<std::string> find_or_add(const std::optional<BodySignature>& signature, std::string name);

 private:
  // Two bodies of 0.8 agree in five values of a band with 0.8^5, so in one of the eight bands with 0.96; two
  // of 0.9 with 0.999 (Leskovec, Rajaraman and Ullman, "Mining of Massive Datasets", chapter 3).
  static constexpr std::size_t kBands = 8;
  static constexpr std::size_t kBandValues = 5;
  using Bands = std::array<std::uint32_t, kBands>;
  struct Page {
    BodySignature signature;
    Bands before;  // by band: the page with the same values there before this one, from 1; 0: none
    std::string name;
  };

  [[nodiscard]] std::uint64_t first() const { return next_ - pages_.size(); }
  [[nodiscard]] std::optional<std::uint64_t> find(const BodySignature& signature) const;
  [[nodiscard]] std::size_t bucket_of(const BodySignature& signature, std::size_t band) const;
  void add(const BodySignature& signature, std::string name);

  std::size_t most_pages_;
  std::deque<Page> pages_;
  std::uint64_t next_ = 1;  // number of the next page
  std::size_t name_bytes_ = 0;
  std::array<std::vector<std::uint32_t>, kBands> latest_;  // by bucket: the latest page there; 0: none
};

}  // namespace pressclip
