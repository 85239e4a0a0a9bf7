// What a file was when it was worked on, so that a later run can tell whether it has changed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "text/digest.h"

namespace pressclip {

struct FileStamp {
  std::uint64_t size = 0;
  // Nanoseconds since the epoch: the file's times, and when the stamp was taken.
  std::int64_t modified = 0, changed = 0, taken = 0;
  Digest content;  // of the first `limit` bytes
};

// How much of a page's file a stamp looks at: what reads no more than `max_bytes` of the page reads no more
// of its file.
std::size_t stamp_limit(std::size_t max_bytes);

// Nothing for what is no regular file or can't be read. To be taken before the file is worked on: so a change
// in between is seen later.
std::optional<FileStamp> stamp_of(const std::string& path, std::size_t limit);

// Whether the file still is what it was. Times are believed only where they are the same and were old when
// the stamp was taken; else the content decides, whatever the clock did meanwhile.
bool is_unchanged(const std::string& path, const FileStamp& stamp, std::size_t limit);

}  // namespace pressclip
