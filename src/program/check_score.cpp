// F1 over runs of four words, as Scrapinghub's article extraction benchmark (2020) counts it.
#include "program/check_score.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "text/normalize.h"

namespace pressclip {
namespace {

// The numbers of its words, from 1; 0 where the text has fewer.
using Run = std::array<std::uint32_t, 4>;

// The runs of a text, sorted. `numbers` gives each word its own.
std::vector<Run> sorted_runs(std::string_view text,
                             std::unordered_map<std::string_view, std::uint32_t>& numbers) {
  std::vector<std::uint32_t> words;
  for (const std::string_view word : split_words(text))
    words.push_back(numbers.try_emplace(word, static_cast<std::uint32_t>(numbers.size() + 1)).first->second);
  std::vector<Run> runs;
  if (words.empty()) return runs;
  const std::size_t length = std::min(Run().size(), words.size());
  for (auto first = words.begin(); words.end() - first >= static_cast<std::ptrdiff_t>(length); ++first) {
    Run run = {};
    std::copy_n(first, length, run.begin());
    runs.push_back(run);
  }
  std::sort(runs.begin(), runs.end());
  return runs;
}

}  // namespace

double f1_of_runs(std::string_view expected, std::string_view got) {
  std::unordered_map<std::string_view, std::uint32_t> numbers;
  const std::vector<Run> wanted = sorted_runs(expected, numbers);
  const std::vector<Run> found = sorted_runs(got, numbers);
  if (wanted.empty() && found.empty()) return 1;
  std::size_t both = 0;
  for (auto w = wanted.begin(), f = found.begin(); w != wanted.end() && f != found.end();) {
    if (*w == *f) ++both;
    const bool next_wanted = *w <= *f;
    const bool next_found = *f <= *w;
    if (next_wanted) ++w;
    if (next_found) ++f;
  }
  return 2 * static_cast<double>(both) / static_cast<double>(wanted.size() + found.size());
}

}  // namespace pressclip
