// Extracts made-up pages once each, for counting instructions: scripts/count_instructions.sh looks at
// extract_page alone.
#include <cstdio>
#include <string>

#include "generated_pages.h"
#include "pressclip/pressclip.h"

// Not inlined, so that the counter can be told to count in here only.
[[gnu::noinline]] std::size_t extract_page(const std::string& page) {
  return pressclip::write_json(pressclip::extract(page)).size();
}

int main() {
  constexpr std::size_t kPages = 12;
  constexpr std::size_t kLeastBytes = 8000;
  std::size_t bytes = 0;
  for (std::uint32_t i = 0; i < kPages; ++i)
    bytes += extract_page(pressclip::bench::news_page(kLeastBytes * (i + 1), i));
  std::printf("%zu\n", bytes);
  return 0;
}
