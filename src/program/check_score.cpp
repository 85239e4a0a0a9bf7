// F1 over runs of four words, as the article extraction benchmark of Scrapinghub (2020) counts it.
#include "program/check_score.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "text/normalize.h"

namespace pressclip {
namespace {

constexpr std::size_t kRunWords = 4;

// How often each run is there. A run is its words with a space between them: no word holds one.
std::unordered_map<std::string, std::size_t> runs(std::string_view text) {
  const std::vector<std::string_view> words = split_words(text);
  std::unordered_map<std::string, std::size_t> counts;
  if (words.empty()) return counts;
  const std::size_t length = std::min(kRunWords, words.size());
  for (std::size_t i = 0; i + length <= words.size(); ++i) {
    std::string run;
    for (std::size_t k = i; k < i + length; ++k) run.append(words[k]).append(" ");
    ++counts[run];
  }
  return counts;
}

}  // namespace

double f1_of_runs(std::string_view expected, std::string_view got) {
  const auto wanted = runs(expected);
  const auto found = runs(got);
  std::size_t wanted_count = 0;
  std::size_t found_count = 0;
  std::size_t both = 0;
  for (const auto& [run, count] : wanted) wanted_count += count;
  for (const auto& [run, count] : found) {
    found_count += count;
    if (const auto same = wanted.find(run); same != wanted.end()) both += std::min(count, same->second);
  }
  if (wanted_count + found_count == 0) return 1;
  return 2 * static_cast<double>(both) / static_cast<double>(wanted_count + found_count);
}

}  // namespace pressclip
