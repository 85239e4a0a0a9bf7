// Extracts every page of the folders named, whole, cut short at random places and with random bytes changed,
// for the sanitizers to watch: survive_pages SEED CUTS FOLDER... Each answer must be valid against the
// schema; the same seed gives the same bytes.
#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "json_check.h"
#include "pressclip/pressclip.h"
#include "program/byte_stream.h"

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kChangedBytes = 20;
constexpr std::size_t kMaxPageBytes = std::size_t{64} << 20U;

std::vector<std::string> files_in(int count, char** folders) {
  std::vector<std::string> files;
  for (int i = 0; i < count; ++i)
    for (const auto& entry : fs::recursive_directory_iterator(folders[i]))
      if (entry.is_regular_file()) files.push_back(entry.path().string());
  std::sort(files.begin(), files.end());
  return files;
}

std::string read_file(const std::string& path) {
  auto opened = pressclip::open_input(path);
  if (std::holds_alternative<std::string>(opened)) return {};
  const auto stream =
      pressclip::unpacked(std::get<std::unique_ptr<pressclip::ByteStream>>(std::move(opened)));
  return pressclip::read_all(*stream, kMaxPageBytes).bytes;
}

std::optional<std::string> problem_with(const std::string& page) {
  pressclip::Options options;
  options.removed = pressclip::RemovedScope::all;
  const pressclip::Article article = pressclip::extract(page, options);
  return pressclip::testing::schema_problem(
      pressclip::write_json(article, {.compact = true, .removed = true, .fields = {}}));
}

// The page, its beginnings of random lengths, and the page with some bytes changed.
std::vector<std::string> variants(const std::string& page, std::size_t cuts, std::mt19937_64& random) {
  std::vector<std::string> all = {page};
  if (page.empty()) return all;
  for (std::size_t i = 0; i < cuts; ++i) all.push_back(page.substr(0, random() % page.size()));
  std::string changed = page;
  for (std::size_t i = 0; i < kChangedBytes; ++i)
    changed[random() % page.size()] = static_cast<char>(random());
  all.push_back(std::move(changed));
  return all;
}

}  // namespace

int main(int count, char** words) {
  if (count < 4) {
    std::fputs("usage: survive_pages SEED CUTS FOLDER...\n", stderr);
    return 2;
  }
  const std::uint64_t seed = std::strtoull(words[1], nullptr, 10);
  const std::size_t cuts = std::strtoull(words[2], nullptr, 10);
  const std::vector<std::string> files = files_in(count - 3, words + 3);
  std::printf("seed %llu, %zu cuts, %zu pages\n", static_cast<unsigned long long>(seed), cuts, files.size());
  std::atomic<std::size_t> next = 0;
  std::atomic<std::size_t> extractions = 0;
  std::atomic<std::size_t> failures = 0;
  const auto work = [&] {
    for (std::size_t i = next++; i < files.size(); i = next++) {
      std::mt19937_64 random(seed + i);
      for (const std::string& page : variants(read_file(files[i]), cuts, random)) {
        ++extractions;
        if (const auto problem = problem_with(page)) {
          ++failures;
          std::fprintf(stderr, "%s, %zu bytes: %s\n", files[i].c_str(), page.size(), problem->c_str());
        }
      }
    }
  };
  std::vector<std::jthread> threads;
  for (unsigned i = 0; i < std::max(1U, std::thread::hardware_concurrency()); ++i) threads.emplace_back(work);
  threads.clear();
  std::printf("%zu passed, %zu failed\n", extractions - failures, failures.load());
  return files.empty() || failures > 0 ? 1 : 0;
}
