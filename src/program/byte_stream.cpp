// Streams over file descriptors, and the choice of what unpacks them.
#include "program/byte_stream.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>

#include "program/gzip.h"
#include "program/zstandard.h"

namespace pressclip {
namespace {

constexpr std::size_t kPieceBytes = std::size_t{64} * 1024;

std::string reason(int error) {
  return std::generic_category().message(error);
}

class DescriptorStream : public ByteStream {
 public:
  DescriptorStream(int descriptor, bool owned, std::size_t expected_bytes = 0)
      : descriptor_(descriptor), owned_(owned), expected_bytes_(expected_bytes) {}
  DescriptorStream(const DescriptorStream&) = delete;
  DescriptorStream& operator=(const DescriptorStream&) = delete;
  ~DescriptorStream() override {
    if (owned_) close(descriptor_);
  }
  ReadResult read(std::span<char> into) override {
    while (true) {
      const ssize_t size = ::read(descriptor_, into.data(), into.size());
      if (size >= 0) return {.size = static_cast<std::size_t>(size), .problem = std::nullopt};
      if (errno != EINTR) return {.size = 0, .problem = reason(errno)};
    }
  }
  [[nodiscard]] std::size_t expected_bytes() const override { return expected_bytes_; }

 private:
  int descriptor_;
  bool owned_;
  std::size_t expected_bytes_;
};

}  // namespace

ReadResult MemoryStream::read(std::span<char> into) {
  const std::size_t size = std::min(bytes_.size(), into.size());
  std::copy_n(bytes_.begin(), size, into.begin());
  bytes_.remove_prefix(size);
  return {.size = size, .problem = std::nullopt};
}

ReadResult PeekableStream::read(std::span<char> into) {
  const std::string_view waiting = ahead();
  if (waiting.empty()) {
    if (problem_) return {.size = 0, .problem = problem_};
    return source_->read(into);
  }
  const std::size_t size = std::min(waiting.size(), into.size());
  std::copy_n(waiting.begin(), size, into.begin());
  position_ += size;
  if (position_ == buffer_.size()) {
    buffer_ = ByteBuffer();
    position_ = 0;
  }
  return {.size = size, .problem = std::nullopt};
}

bool PeekableStream::resume() {
  if (!source_->resume()) return false;
  problem_.reset();
  return true;
}

bool PeekableStream::look_further() {
  if (problem_) return false;
  ReadResult result = source_->read(buffer_.room(kPieceBytes).first(kPieceBytes));
  buffer_.add(result.size);
  problem_ = std::move(result.problem);
  return result.size > 0;
}

std::variant<std::unique_ptr<ByteStream>, std::string> open_input(const std::string& path) {
  if (path == "-") return std::make_unique<DescriptorStream>(STDIN_FILENO, false);
  const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY);
  if (descriptor < 0) return reason(errno);
  struct stat status = {};
  const bool is_known = fstat(descriptor, &status) == 0;
  const bool is_file = is_known && S_ISREG(status.st_mode);
  auto stream = std::make_unique<DescriptorStream>(descriptor, true,
                                                   is_file ? static_cast<std::size_t>(status.st_size) : 0);
  if (is_known && S_ISDIR(status.st_mode)) return reason(EISDIR);
  return stream;
}

Packing packing_of(PeekableStream& stream) {
  while (true) {
    const std::string_view ahead = stream.ahead();
    if (ahead.starts_with(kGzipMagic)) return Packing::gzip;
    if (begins_like_zstandard(ahead) == Begins::yes) return Packing::zstandard;
    const bool undecided = kGzipMagic.starts_with(ahead) || begins_like_zstandard(ahead) == Begins::perhaps;
    if (!undecided || !stream.look_further()) return Packing::none;
  }
}

std::unique_ptr<PeekableStream> unpacked(std::unique_ptr<ByteStream> source) {
  auto packed = std::make_unique<PeekableStream>(std::move(source));
  switch (packing_of(*packed)) {
    case Packing::gzip:
      return std::make_unique<PeekableStream>(unpack_gzip(std::move(packed)));
    case Packing::zstandard:
      return std::make_unique<PeekableStream>(unpack_zstandard(std::move(packed)));
    case Packing::none:
      break;
  }
  return packed;
}

std::size_t find_ahead(ByteStream& stream, std::span<char> buffer, FilledPart filled,
                       std::string_view wanted) {
  std::string waiting(buffer.data() + filled.from, filled.to - filled.from);
  while (true) {
    const std::size_t found = waiting.find(wanted);
    if (found != std::string::npos) {
      waiting.erase(0, found);
      waiting.copy(buffer.data(), buffer.size());
      return waiting.size();
    }
    // It may begin in the last bytes.
    if (waiting.size() >= wanted.size()) waiting.erase(0, waiting.size() - wanted.size() + 1);
    const ReadResult result = stream.read(buffer.subspan(waiting.size()));
    if (result.size == 0) return 0;
    waiting.append(buffer.data() + waiting.size(), result.size);
  }
}

ReadAll read_all(ByteStream& stream, std::size_t limit) {
  ReadAll all;
  all.bytes.reserve(std::min(stream.expected_bytes(), limit));
  std::array<char, kPieceBytes> piece;
  while (all.bytes.size() <= limit) {
    const std::size_t wanted = std::min(piece.size(), limit + 1 - all.bytes.size());
    ReadResult result = stream.read(std::span(piece).first(wanted));
    all.problem = std::move(result.problem);
    if (result.size == 0) break;
    all.bytes.append(piece.data(), result.size);
  }
  return all;
}

ReadPage read_page_bytes(ByteStream& stream, std::size_t limit) {
  ReadPage page;
  // Room for one byte more than there seem to be, so that the end is met without making more.
  const std::size_t expected = stream.expected_bytes();
  page.buffer.room(expected == 0 ? kPieceBytes : std::min(expected, limit) + 1);
  while (page.buffer.size() <= limit) {
    const std::span<char> room = page.buffer.room(1);
    ReadResult result = stream.read(room.first(std::min(room.size(), limit + 1 - page.buffer.size())));
    page.problem = std::move(result.problem);
    if (result.size == 0) break;
    page.buffer.add(result.size);
  }
  return page;
}

}  // namespace pressclip
