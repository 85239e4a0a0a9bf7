// Pages of a folder, unpacked into memory, for the benchmarks.
#pragma once

#include <string>
#include <vector>

namespace pressclip::bench {

// The bytes of every file below `folder`, in the byte order of their paths; gzip and Zstandard unpacked.
// Empty where there is no such folder.
std::vector<std::string> read_pages(const std::string& folder);

}  // namespace pressclip::bench
