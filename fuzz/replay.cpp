// Runs every finding ever made, and the pages of testdata, through the targets, without libFuzzer:
// replay FOUND TESTDATA. FOUND has a folder for each target.
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "targets.h"

namespace {

namespace fs = std::filesystem;

struct Counts {
  std::size_t inputs = 0, problems = 0;
};

void run(std::string_view target_name, const fs::path& file, Counts& counts) {
  std::ifstream stream(file, std::ios::binary);
  const std::string bytes(std::istreambuf_iterator<char>(stream), {});
  ++counts.inputs;
  if (const auto problem = pressclip::fuzz::find_target(target_name)->problem_with(bytes)) {
    ++counts.problems;
    std::fprintf(stderr, "%s: %s\n", file.c_str(), problem->c_str());
  }
}

}  // namespace

int main(int count, char** words) {
  if (count != 3) {
    std::fputs("usage: replay FOUND TESTDATA\n", stderr);
    return 2;
  }
  Counts found, pages;
  for (const pressclip::fuzz::Target& target : pressclip::fuzz::targets()) {
    const fs::path folder = fs::path(words[1]) / target.name;
    if (!fs::is_directory(folder)) continue;
    for (const auto& entry : fs::directory_iterator(folder)) run(target.name, entry.path(), found);
  }
  for (const auto& entry : fs::recursive_directory_iterator(words[2])) {
    if (entry.path().extension() == ".html")
      for (const std::string_view target : {"parse", "skeleton", "html"}) run(target, entry.path(), pages);
    if (entry.path().extension() == ".txt") run("text", entry.path(), pages);
  }
  std::printf("%zu findings, %zu pages, %zu problems\n", found.inputs, pages.inputs,
              found.problems + pages.problems);
  return pages.inputs == 0 || found.problems + pages.problems > 0 ? 1 : 0;
}
