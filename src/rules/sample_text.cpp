#include "rules/sample_text.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace pressclip {
namespace {

// No string that is asked about is longer, so that a text that repeats itself is sorted as quickly.
constexpr std::size_t kMostBytes = 64;

}  // namespace

SampleText::SampleText(std::string text) : text_(std::move(text)), suffixes_(text_.size()) {
  std::iota(suffixes_.begin(), suffixes_.end(), 0U);
  const std::string_view all = text_;
  std::ranges::sort(suffixes_, {}, [all](std::uint32_t begin) { return all.substr(begin, kMostBytes); });
}

std::size_t SampleText::count(std::string_view string) const {
  string = string.substr(0, kMostBytes);
  const std::string_view all = text_;
  const auto beginning = [&](std::uint32_t begin) { return all.substr(begin, string.size()); };
  return static_cast<std::size_t>(std::ranges::upper_bound(suffixes_, string, {}, beginning) -
                                  std::ranges::lower_bound(suffixes_, string, {}, beginning));
}

}  // namespace pressclip
