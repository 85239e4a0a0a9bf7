#include "text/shingles.h"

#include <string>

#include "text/digest.h"
#include "text/normalize.h"

namespace pressclip {

std::vector<std::uint64_t> shingles_of(const std::vector<std::string_view>& texts) {
  std::vector<std::uint64_t> words;
  for (const std::string_view text : texts) {
    const std::string folded = fold_case(text);
    for (const std::string_view word : split_words(folded)) words.push_back(digest_of(word).low);
  }
  std::vector<std::uint64_t> shingles;
  for (std::size_t end = kShingleWords; end <= words.size(); ++end) {
    std::uint64_t shingle = 0;
    for (std::size_t at = end - kShingleWords; at < end; ++at) shingle = scrambled(shingle ^ words[at]);
    shingles.push_back(shingle);
  }
  return shingles;
}

}  // namespace pressclip
