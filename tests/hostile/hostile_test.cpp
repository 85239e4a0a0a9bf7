// Every hostile input is answered, with memory and work that are linear in its size. CPU seconds are printed,
// never asserted. `hostile_test --table` prints the table of docs/TRUST.md; `hostile_test --write FOLDER
// BYTES` writes the inputs as files of at most so many bytes, for fuzzers and profilers.
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <string>

#include "inputs.h"
#include "measure.h"
#include "pressclip/pressclip.h"
#include "work.h"

namespace pressclip::testing {
namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kIsSanitized = true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
constexpr bool kIsSanitized = true;
#else
constexpr bool kIsSanitized = false;
#endif
#else
constexpr bool kIsSanitized = false;
#endif

constexpr std::size_t kMega = std::size_t{1} << 20U;

// Sanitizers and counting slow everything down: what they look for shows in smaller inputs too.
constexpr std::size_t kMostCheckedBytes = 400'000;

// n log n, other ways through the trees of a longer page, and room for what every page costs. Quadratic cost
// would show as four.
constexpr double kMostGrowth = 2.5;
constexpr std::uint64_t kWorkOfAnyPage = 3'000'000;

std::size_t checked_bytes(const HostileInput& input) {
  return kIsSanitized || kCountsWork ? std::min(input.bytes, kMostCheckedBytes) : input.bytes;
}

const char* word_for(Outcome outcome) {
  return outcome == Outcome::answered ? "answered" : outcome == Outcome::hung ? "hung" : "crashed";
}

std::string name_of_file(const HostileInput& input) {
  std::string name;
  for (const char c : input.name) name += std::isalnum(static_cast<unsigned char>(c)) != 0 ? c : '_';
  return name;
}

// The rules are compiled when they are first asked for: not while an input is measured.
void warm_up() {
  const std::string page = "<p>Ein Satz. <p>A sentence of the harbour town.";
  write_json(extract(page));
}

class Hostile : public ::testing::TestWithParam<HostileInput> {
 public:
  static void SetUpTestSuite() { warm_up(); }
};

TEST_P(Hostile, IsAnsweredInBoundedMemory) {
  const HostileInput& input = GetParam();
  const Cost cost = measure(input, checked_bytes(input));
  ASSERT_EQ(cost.outcome, Outcome::answered) << word_for(cost.outcome);
  EXPECT_EQ(cost.problem, "");
  std::printf("%s: %zu bytes, %.2f s, %zu MB\n", std::string(input.name).c_str(), cost.input_bytes,
              cost.cpu_seconds, cost.peak_bytes / kMega);
  const std::size_t most_bytes = 20 * cost.input_bytes + 64 * kMega;
  EXPECT_TRUE(kIsSanitized || cost.peak_bytes <= most_bytes) << cost.peak_bytes;
}

TEST_P(Hostile, WorkGrowsNoFasterThanTheInput) {
  if constexpr (kCountsWork) {
    const HostileInput& input = GetParam();
    const std::size_t bytes = checked_bytes(input);
    const Cost half = measure(input, bytes / 2);
    const Cost whole = measure(input, bytes);
    ASSERT_EQ(half.outcome, Outcome::answered) << word_for(half.outcome);
    ASSERT_EQ(whole.outcome, Outcome::answered) << word_for(whole.outcome);
    EXPECT_GT(whole.work, 0U);
    const auto most_after = [](const Cost& cost, double growth) {
      return growth * static_cast<double>(cost.work) + static_cast<double>(kWorkOfAnyPage);
    };
    if (static_cast<double>(whole.work) <= most_after(half, kMostGrowth)) return;
    // Work also jumps where a page takes another road: one that is found to have no article has each of its
    // blocks named. A jump is there once, growth in every step.
    const Cost quarter = measure(input, bytes / 4);
    ASSERT_EQ(quarter.outcome, Outcome::answered) << word_for(quarter.outcome);
    EXPECT_LE(static_cast<double>(whole.work), most_after(quarter, kMostGrowth * kMostGrowth));
  }
}

INSTANTIATE_TEST_SUITE_P(, Hostile, ::testing::ValuesIn(hostile_inputs().begin(), hostile_inputs().end()),
                         [](const ::testing::TestParamInfo<HostileInput>& tested) {
                           return name_of_file(tested.param) + "_" + std::to_string(tested.index);
                         });

bool write_inputs(const std::filesystem::path& folder, std::size_t most_bytes) {
  std::filesystem::create_directories(folder);
  for (const HostileInput& input : hostile_inputs()) {
    std::ofstream file(folder / name_of_file(input), std::ios::binary);
    file << input.make(std::min(input.bytes, most_bytes));
    if (!file.flush()) return false;
  }
  return true;
}

void print_table() {
  warm_up();
  std::printf(
      kCountsWork
          ? "| input | bytes | work | work of half | ratio | work a byte |\n|---|--:|--:|--:|--:|--:|\n"
          : "| input | bytes | CPU, s | memory, MB | limit, MB |\n|---|--:|--:|--:|--:|\n");
  for (const HostileInput& input : hostile_inputs()) {
    const std::string name(input.name);
    const Cost cost = measure(input, checked_bytes(input));
    if (cost.outcome != Outcome::answered || !cost.problem.empty()) {
      std::printf("| %s | %s %s |\n", name.c_str(), word_for(cost.outcome), cost.problem.c_str());
    } else if (kCountsWork) {
      const Cost half = measure(input, checked_bytes(input) / 2);
      std::printf("| %s | %zu | %llu | %llu | %.2f | %.0f |\n", name.c_str(), cost.input_bytes,
                  static_cast<unsigned long long>(cost.work), static_cast<unsigned long long>(half.work),
                  static_cast<double>(cost.work) / static_cast<double>(half.work),
                  static_cast<double>(cost.work) / static_cast<double>(cost.input_bytes + 1));
    } else {
      std::printf("| %s | %zu | %.2f | %zu | %zu |\n", name.c_str(), cost.input_bytes, cost.cpu_seconds,
                  cost.peak_bytes / kMega, (20 * cost.input_bytes) / kMega + 64);
    }
    std::fflush(stdout);
  }
}

}  // namespace
}  // namespace pressclip::testing

int main(int count, char** words) {
  if (count == 2 && std::strcmp(words[1], "--table") == 0) {
    pressclip::testing::print_table();
    return 0;
  }
  if (count == 4 && std::strcmp(words[1], "--write") == 0)
    return pressclip::testing::write_inputs(words[2], std::strtoull(words[3], nullptr, 10)) ? 0 : 2;
  ::testing::InitGoogleTest(&count, words);
  return RUN_ALL_TESTS();
}
