// Plain lines are where they are; a packed one is read by unpacking its piece.
#include "program/batch/line_store.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <utility>

#include "program/batch/output_place.h"
#include "program/byte_stream.h"
#include "program/gzip.h"
#include "program/zstandard.h"

namespace pressclip {
namespace {

// Bytes of lines that are packed together. Measured on records of news pages: pieces of this size are within
// a few per cent of packing all at once; gzip takes longer for them, and nothing else is done meanwhile.
constexpr std::size_t kGzipPieceBytes = std::size_t{256} << 10U;
constexpr std::size_t kZstandardPieceBytes = std::size_t{1} << 20U;

std::optional<std::string> read_at(int descriptor, std::uint64_t at, std::size_t size) {
  std::string bytes(size, '\0');
  std::size_t had = 0;
  while (had < size) {
    const ssize_t got = pread(descriptor, bytes.data() + had, size - had, static_cast<off_t>(at + had));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return std::nullopt;
    had += static_cast<std::size_t>(got);
  }
  return bytes;
}

class StringStream : public ByteStream {
 public:
  explicit StringStream(std::string bytes) : bytes_(std::move(bytes)) {}
  ReadResult read(std::span<char> into) override {
    const std::size_t size = std::min(into.size(), bytes_.size() - at_);
    std::copy_n(bytes_.data() + at_, size, into.data());
    at_ += size;
    return {.size = size, .problem = std::nullopt};
  }

 private:
  std::string bytes_;
  std::size_t at_ = 0;
};

std::string packed(std::string_view bytes, LinesPacking packing) {
  return packing == LinesPacking::gzip ? pack_gzip(bytes) : pack_zstandard(bytes);
}

}  // namespace

LineStore::~LineStore() {
  if (file_ >= 0) close(file_);
  if (waiting_file_ >= 0) close(waiting_file_);
}

std::optional<WriteFailed> LineStore::create(const std::string& file, const std::string& waiting) {
  file_ = ::open(file.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (file_ < 0) return write_failure(shown_, errno);
  if (packing_ == LinesPacking::none) return std::nullopt;
  waiting_file_ = ::open(waiting.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (waiting_file_ < 0) return write_failure(shown_, errno);
  return std::nullopt;
}

void LineStore::open(const std::string& file, const std::string& waiting, std::vector<Piece> pieces) {
  file_ = ::open(file.c_str(), O_RDWR | O_CLOEXEC);
  pieces_ = std::move(pieces);
  lines_bytes_ = packed_lines();
  struct stat status = {};
  if (packing_ == LinesPacking::none) {
    if (file_ >= 0 && fstat(file_, &status) == 0) lines_bytes_ = static_cast<std::uint64_t>(status.st_size);
    return;
  }
  waiting_file_ = ::open(waiting.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (waiting_file_ < 0 || fstat(waiting_file_, &status) != 0) return;
  waiting_ = read_at(waiting_file_, 0, static_cast<std::size_t>(status.st_size)).value_or("");
  lines_bytes_ += waiting_.size();
}

std::optional<std::string> LineStore::read(std::uint64_t at, std::size_t size) const {
  if (packing_ == LinesPacking::none) return read_at(file_, at, size);
  if (at >= packed_lines()) {
    const std::uint64_t begin = at - packed_lines();
    if (begin + size > waiting_.size()) return std::nullopt;
    return waiting_.substr(begin, size);
  }
  const auto piece =
      std::upper_bound(pieces_.begin(), pieces_.end(), at,
                       [](std::uint64_t place, const Piece& p) { return place < p.lines_end; });
  const auto number = static_cast<std::size_t>(piece - pieces_.begin());
  const Piece before = number == 0 ? Piece{} : pieces_[number - 1];
  if (unpacked_number_ != number) {
    unpacked_number_.reset();
    auto bytes = read_at(file_, before.file_end, piece->file_end - before.file_end);
    if (!bytes) return std::nullopt;
    const auto stream = unpacked(std::make_unique<StringStream>(std::move(*bytes)));
    ReadAll all = read_all(*stream, piece->lines_end - before.lines_end);
    if (all.problem) return std::nullopt;
    unpacked_ = std::move(all.bytes);
    unpacked_number_ = number;
  }
  const std::uint64_t begin = at - before.lines_end;
  if (begin + size > unpacked_.size()) return std::nullopt;
  return unpacked_.substr(begin, size);
}

std::optional<WriteFailed> LineStore::cut(std::uint64_t lines_bytes) {
  const std::uint64_t file_bytes = packing_ == LinesPacking::none ? lines_bytes : packed_file();
  if (ftruncate(file_, static_cast<off_t>(file_bytes)) != 0 ||
      lseek(file_, static_cast<off_t>(file_bytes), SEEK_SET) < 0)
    return write_failure(shown_, errno);
  lines_bytes_ = lines_bytes;
  if (packing_ == LinesPacking::none) return std::nullopt;
  waiting_.resize(lines_bytes - packed_lines());
  if (ftruncate(waiting_file_, static_cast<off_t>(waiting_.size())) != 0 ||
      lseek(waiting_file_, 0, SEEK_END) < 0)
    return write_failure(shown_, errno);
  return std::nullopt;
}

std::optional<WriteFailed> LineStore::append(std::string_view line) {
  lines_bytes_ += line.size();
  if (packing_ == LinesPacking::none) return write_whole(file_, line, shown_);
  waiting_.append(line);
  return write_whole(waiting_file_, line, shown_);
}

LineStore::Packed LineStore::pack(When when) {
  if (packing_ == LinesPacking::none) return {};
  const std::size_t enough = packing_ == LinesPacking::gzip ? kGzipPieceBytes : kZstandardPieceBytes;
  // A file without lines has one piece without lines, for an empty file is not what its name says.
  const bool is_due = when == When::now ? !waiting_.empty() || pieces_.empty() : waiting_.size() >= enough;
  if (!is_due) return {};
  const std::string bytes = packed(waiting_, packing_);
  if (auto problem = write_whole(file_, bytes, shown_))
    return {.piece = std::nullopt, .problem = std::move(problem)};
  pieces_.push_back({.lines_end = lines_bytes_, .file_end = packed_file() + bytes.size()});
  waiting_.clear();
  return {.piece = pieces_.back(), .problem = std::nullopt};
}

std::optional<WriteFailed> LineStore::forget_waiting() {
  if (ftruncate(waiting_file_, 0) != 0 || lseek(waiting_file_, 0, SEEK_SET) < 0)
    return write_failure(shown_, errno);
  return std::nullopt;
}

std::optional<WriteFailed> LineStore::sync() {
  if (fsync(file_) != 0 && errno != EINVAL) return write_failure(shown_, errno);
  return std::nullopt;
}

}  // namespace pressclip
