// Bytes of an input, read a piece at a time: from a file or standard input, with gzip and zstd unpacked.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

namespace pressclip {

struct ReadResult {
  std::size_t size = 0;                // bytes read; 0 without a problem: the end
  std::optional<std::string> problem;  // a reason for a person
};

class ByteStream {
 public:
  ByteStream() = default;
  ByteStream(const ByteStream&) = delete;
  ByteStream& operator=(const ByteStream&) = delete;
  virtual ~ByteStream() = default;
  // Waits for at least one byte. After the end or a problem it says the same again.
  virtual ReadResult read(std::span<char> into) = 0;
};

// A stream that can be looked into without reading from it.
class PeekableStream : public ByteStream {
 public:
  explicit PeekableStream(std::unique_ptr<ByteStream> source) : source_(std::move(source)) {}
  ReadResult read(std::span<char> into) override;
  // What has been looked at and not read yet.
  [[nodiscard]] std::string_view ahead() const { return std::string_view(buffer_).substr(position_); }
  // Looks further, waiting for at least one byte; false when there is nothing more.
  bool look_further();

 private:
  std::unique_ptr<ByteStream> source_;
  std::string buffer_;
  std::size_t position_ = 0;
  std::optional<std::string> problem_;
};

// Opens a file, or standard input for "-"; the alternative is the reason why not.
std::variant<std::unique_ptr<ByteStream>, std::string> open_input(const std::string& path);
// Unpacks what begins like gzip or zstd, whatever its name; gives back anything else as it is. Looks ahead no
// further than it must, so that a program at the other end of a pipe is not kept waiting.
std::unique_ptr<PeekableStream> unpacked(std::unique_ptr<ByteStream> source);

struct ReadAll {
  std::string bytes;  // no more than the limit and one byte, which shows that there was more
  std::optional<std::string> problem;
};
ReadAll read_all(ByteStream& stream, std::size_t limit);

}  // namespace pressclip
