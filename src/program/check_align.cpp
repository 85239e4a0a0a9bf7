// Alignment by Wu, Manber and Myers' O(NP) algorithm. The one place that knows dtl, which has it.
#include "program/check_align.h"

#include <algorithm>
#include <dtl/dtl.hpp>
#include <unordered_map>
#include <utility>

namespace pressclip {
namespace {

// The library keeps a point for each step of its search, begins anew after two million of them, and then
// makes mistakes. The search takes no more steps than the product of the lengths, each plus one.
constexpr std::size_t kMaxProduct = 1'900'000;
// Steps of all searches for one pair of sequences: about a second.
constexpr std::size_t kMaxSteps = 40'000'000;

struct Region {
  std::size_t expected_begin, expected_end, got_begin, got_end;
};

void append(std::vector<Stretch>& out, bool same, const Region& region) {
  if (region.expected_begin == region.expected_end && region.got_begin == region.got_end) return;
  if (!out.empty() && out.back().same == same) {
    out.back().expected_end = region.expected_end;
    out.back().got_end = region.got_end;
    return;
  }
  out.push_back({same, region.expected_begin, region.expected_end, region.got_begin, region.got_end});
}

void append_different(std::vector<Stretch>& out, const Region& region) {
  append(out, false, region);
}

void append_aligned(std::vector<Stretch>& out, std::span<const std::uint32_t> expected,
                    std::span<const std::uint32_t> got, const Region& region) {
  const auto slice = [](std::span<const std::uint32_t> of, std::size_t begin, std::size_t end) {
    const auto part = of.subspan(begin, end - begin);
    return std::vector<std::uint32_t>(part.begin(), part.end());
  };
  dtl::Diff<std::uint32_t> diff(slice(expected, region.expected_begin, region.expected_end),
                                slice(got, region.got_begin, region.got_end));
  diff.compose();
  std::size_t e = region.expected_begin;
  std::size_t g = region.got_begin;
  for (const auto& [element, info] : diff.getSes().getSequence()) {
    const std::size_t expected_end = e + (info.type == dtl::SES_ADD ? 0 : 1);
    const std::size_t got_end = g + (info.type == dtl::SES_DELETE ? 0 : 1);
    append(out, info.type == dtl::SES_COMMON, {e, expected_end, g, got_end});
    e = expected_end;
    g = got_end;
  }
}

// Pairs of places, rising in both, of elements that each sequence has exactly once within the region.
std::vector<std::pair<std::size_t, std::size_t>> anchors(std::span<const std::uint32_t> expected,
                                                         std::span<const std::uint32_t> got,
                                                         const Region& region) {
  struct Seen {
    std::size_t expected = 0, got = 0;  // how often
    std::size_t got_at = 0;
  };
  std::unordered_map<std::uint32_t, Seen> seen;
  for (std::size_t i = region.expected_begin; i < region.expected_end; ++i) ++seen[expected[i]].expected;
  for (std::size_t i = region.got_begin; i < region.got_end; ++i) {
    Seen& element = seen[got[i]];
    ++element.got;
    element.got_at = i;
  }
  std::vector<std::pair<std::size_t, std::size_t>> once;
  for (std::size_t i = region.expected_begin; i < region.expected_end; ++i) {
    const Seen& element = seen[expected[i]];
    if (element.expected == 1 && element.got == 1) once.emplace_back(i, element.got_at);
  }
  // The longest run of them that rises in the second place too.
  constexpr auto kNone = static_cast<std::size_t>(-1);
  std::vector<std::size_t> ends;  // by length: the pair with the lowest second place that ends such a run
  std::vector<std::size_t> before(once.size(), kNone);
  for (std::size_t i = 0; i < once.size(); ++i) {
    const auto place =
        std::lower_bound(ends.begin(), ends.end(), once[i].second,
                         [&](std::size_t pair, std::size_t got_at) { return once[pair].second < got_at; });
    if (place != ends.begin()) before[i] = *(place - 1);
    if (place == ends.end())
      ends.push_back(i);
    else
      *place = i;
  }
  std::vector<std::pair<std::size_t, std::size_t>> rising;
  for (std::size_t i = ends.empty() ? kNone : ends.back(); i != kNone; i = before[i])
    rising.push_back(once[i]);
  std::reverse(rising.begin(), rising.end());
  return rising;
}

enum class Divide : std::uint8_t { yes, no };

// The equal ends first, then what is between them, while there are steps left.
void append_region(std::vector<Stretch>& out, std::span<const std::uint32_t> expected,
                   std::span<const std::uint32_t> got, const Region& region, Divide divide,
                   std::size_t& steps_left) {
  Region begin = {region.expected_begin, region.expected_begin, region.got_begin, region.got_begin};
  while (begin.expected_end < region.expected_end && begin.got_end < region.got_end &&
         expected[begin.expected_end] == got[begin.got_end]) {
    ++begin.expected_end;
    ++begin.got_end;
  }
  Region end = {region.expected_end, region.expected_end, region.got_end, region.got_end};
  while (end.expected_begin > begin.expected_end && end.got_begin > begin.got_end &&
         expected[end.expected_begin - 1] == got[end.got_begin - 1]) {
    --end.expected_begin;
    --end.got_begin;
  }
  append(out, true, begin);
  const Region middle = {begin.expected_end, end.expected_begin, begin.got_end, end.got_begin};
  const std::size_t m = middle.expected_end - middle.expected_begin;
  const std::size_t n = middle.got_end - middle.got_begin;
  if (m == 0 || n == 0) {
    append_different(out, middle);
  } else if (m + 1 <= std::min(kMaxProduct, steps_left) / (n + 1)) {
    steps_left -= (m + 1) * (n + 1);
    append_aligned(out, expected, got, middle);
  } else if (divide == Divide::no) {
    append_different(out, middle);
  } else {
    Region between = {middle.expected_begin, 0, middle.got_begin, 0};
    for (const auto& [e, g] : anchors(expected, got, middle)) {
      between.expected_end = e;
      between.got_end = g;
      append_region(out, expected, got, between, Divide::no, steps_left);
      append(out, true, {e, e + 1, g, g + 1});
      between.expected_begin = e + 1;
      between.got_begin = g + 1;
    }
    between.expected_end = middle.expected_end;
    between.got_end = middle.got_end;
    append_region(out, expected, got, between, Divide::no, steps_left);
  }
  append(out, true, end);
}

}  // namespace

std::vector<Stretch> align(std::span<const std::uint32_t> expected, std::span<const std::uint32_t> got) {
  std::vector<Stretch> out;
  std::size_t steps_left = kMaxSteps;
  append_region(out, expected, got, {0, expected.size(), 0, got.size()}, Divide::yes, steps_left);
  return out;
}

}  // namespace pressclip
