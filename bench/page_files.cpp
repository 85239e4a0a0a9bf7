#include "page_files.h"

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <memory>
#include <system_error>
#include <utility>
#include <variant>

#include "program/byte_stream.h"

namespace pressclip::bench {

std::vector<std::string> read_pages(const std::string& folder) {
  constexpr std::size_t kMaxPageBytes = std::size_t{64} << 20;
  std::error_code missing;
  std::vector<std::string> paths;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder, missing))
    if (entry.is_regular_file()) paths.push_back(entry.path().string());
  std::sort(paths.begin(), paths.end());

  std::vector<std::string> pages;
  for (const std::string& path : paths) {
    auto opened = open_input(path);
    if (!std::holds_alternative<std::unique_ptr<ByteStream>>(opened)) continue;
    const auto stream = unpacked(std::get<std::unique_ptr<ByteStream>>(std::move(opened)));
    pages.push_back(read_all(*stream, kMaxPageBytes).bytes);
  }
  return pages;
}

}  // namespace pressclip::bench
