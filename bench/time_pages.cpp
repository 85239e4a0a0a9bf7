// Times the whole work, page bytes in memory to JSON, on one thread: time_pages WORK ROUNDS FOLDER
//
// WORK is `extract` (pressclip, all fields) or `gumbo` (the bare parse of libgumbo, tree freed). Prints a
// line for each round: CPU seconds, and the bytes of the pages.
#include <gumbo.h>

#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "page_files.h"
#include "pressclip/pressclip.h"

namespace {

double cpu_seconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

std::size_t extract_page(const std::string& page) {
  return pressclip::write_json(pressclip::extract(page)).size();
}

std::size_t parse_with_gumbo(const std::string& page) {
  GumboOutput* const output = gumbo_parse_with_options(&kGumboDefaultOptions, page.data(), page.size());
  const std::size_t children = output->document->v.document.children.length;
  gumbo_destroy_output(&kGumboDefaultOptions, output);
  return children;
}

}  // namespace

int main(int count, char** words) {
  const std::string_view work = count == 4 ? words[1] : "";
  if (work != "extract" && work != "gumbo") {
    std::fputs("usage: time_pages extract|gumbo ROUNDS FOLDER\n", stderr);
    return 2;
  }
  const auto do_page = work == "extract" ? extract_page : parse_with_gumbo;
  const std::vector<std::string> pages = pressclip::bench::read_pages(words[3]);
  std::size_t bytes = 0;
  for (const std::string& page : pages) bytes += page.size();
  std::size_t sink = 0;
  for (long round = std::strtol(words[2], nullptr, 10); round > 0; --round) {
    const double begin = cpu_seconds();
    for (const std::string& page : pages) sink += do_page(page);
    std::printf("%.6f %zu\n", cpu_seconds() - begin, bytes);
    std::fflush(stdout);
  }
  return sink == 0 ? 1 : 0;
}
