// Stamps by stat and by content.
#include "program/batch/file_stamp.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <ctime>

namespace pressclip {
namespace {

constexpr std::int64_t kSecond = 1'000'000'000;
// A file system's clock may stand still for that long: FAT counts in steps of two seconds.
constexpr std::int64_t kCoarsestClock = 2 * kSecond;

std::int64_t nanoseconds(const timespec& time) {
  return static_cast<std::int64_t>(time.tv_sec) * kSecond + time.tv_nsec;
}

class OpenFile {
 public:
  // Does not wait for the other end of a pipe.
  explicit OpenFile(const std::string& path)
      : descriptor_(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)) {}
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  ~OpenFile() {
    if (descriptor_ >= 0) close(descriptor_);
  }

  // The stamp without its content; nothing where it is no regular file.
  [[nodiscard]] std::optional<FileStamp> times() const {
    struct stat status = {};
    if (descriptor_ < 0 || fstat(descriptor_, &status) != 0 || !S_ISREG(status.st_mode)) return std::nullopt;
    timespec now = {};
    clock_gettime(CLOCK_REALTIME, &now);
    return FileStamp{.size = static_cast<std::uint64_t>(status.st_size),
                     .modified = nanoseconds(status.st_mtim),
                     .changed = nanoseconds(status.st_ctim),
                     .taken = nanoseconds(now),
                     .content = {}};
  }

  [[nodiscard]] std::optional<Digest> content(std::size_t limit) const {
    RunningDigest digest;
    std::array<char, std::size_t{64} * 1024> piece;
    while (limit > 0) {
      const ssize_t size = read(descriptor_, piece.data(), std::min(limit, piece.size()));
      if (size < 0 && errno == EINTR) continue;
      if (size < 0) return std::nullopt;
      if (size == 0) break;
      digest.add({piece.data(), static_cast<std::size_t>(size)});
      limit -= static_cast<std::size_t>(size);
    }
    return digest.value();
  }

 private:
  int descriptor_;
};

}  // namespace

std::size_t stamp_limit(std::size_t max_bytes) {
  return max_bytes + (std::size_t{1} << 20U);
}

std::optional<FileStamp> stamp_of(const std::string& path, std::size_t limit) {
  const OpenFile file(path);
  std::optional<FileStamp> stamp = file.times();
  if (!stamp) return std::nullopt;
  const std::optional<Digest> content = file.content(limit);
  if (!content) return std::nullopt;
  stamp->content = *content;
  return stamp;
}

bool is_unchanged(const std::string& path, const FileStamp& stamp, std::size_t limit) {
  const OpenFile file(path);
  const std::optional<FileStamp> now = file.times();
  if (!now || now->size != stamp.size) return false;
  const bool was_old = std::max(stamp.changed, stamp.modified) + kCoarsestClock < stamp.taken;
  if (was_old && now->modified == stamp.modified && now->changed == stamp.changed) return true;
  return file.content(limit) == stamp.content;
}

}  // namespace pressclip
