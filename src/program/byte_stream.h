// Bytes of an input, read a piece at a time: from a file or standard input, with gzip and zstd unpacked.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "program/byte_buffer.h"

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
  // After a problem: makes reading go on at the next place where the packed data can be understood again;
  // false where there is none.
  virtual bool resume() { return false; }
  // After a problem: whether bytes that were read may be wrong, since they come from the part (a gzip member,
  // a zstd frame) that is damaged.
  [[nodiscard]] virtual bool gave_damaged_bytes() const { return false; }
  // How many bytes there seem to be in all, for whoever makes room for them; 0: not known. There may be more
  // or less.
  [[nodiscard]] virtual std::size_t expected_bytes() const { return 0; }
};

// Bytes at hand, which must outlive the stream.
class MemoryStream : public ByteStream {
 public:
  explicit MemoryStream(std::string_view bytes) : bytes_(bytes) {}
  ReadResult read(std::span<char> into) override;

 private:
  std::string_view bytes_;
};

// A stream that can be looked into without reading from it.
class PeekableStream : public ByteStream {
 public:
  explicit PeekableStream(std::unique_ptr<ByteStream> source) : source_(std::move(source)) {}
  ReadResult read(std::span<char> into) override;
  bool resume() override;
  [[nodiscard]] bool gave_damaged_bytes() const override { return source_->gave_damaged_bytes(); }
  [[nodiscard]] std::size_t expected_bytes() const override { return source_->expected_bytes(); }
  // What has been looked at and not read yet.
  [[nodiscard]] std::string_view ahead() const { return buffer_.bytes().substr(position_); }
  // Looks further, waiting for at least one byte; false when there is nothing more.
  bool look_further();

 private:
  std::unique_ptr<ByteStream> source_;
  ByteBuffer buffer_;
  std::size_t position_ = 0;
  std::optional<std::string> problem_;
};

// Opens a file, or standard input for "-"; the alternative is the reason why not.
std::variant<std::unique_ptr<ByteStream>, std::string> open_input(const std::string& path);

enum class Packing : std::uint8_t { none, gzip, zstandard };
// Told from how it begins. Looks ahead no further than it must, so that a program at the other end of a pipe
// is not kept waiting.
Packing packing_of(PeekableStream& stream);
// Unpacks what begins like gzip or zstd, whatever its name; gives back anything else as it is.
std::unique_ptr<PeekableStream> unpacked(std::unique_ptr<ByteStream> source);

// Looks for `wanted` in the bytes `from` to `to` of the buffer and what the stream has after them. The buffer
// then begins with it, and that many bytes in it are filled; 0 where it does not come.
struct FilledPart {
  std::size_t from = 0;
  std::size_t to = 0;
};
std::size_t find_ahead(ByteStream& stream, std::span<char> buffer, FilledPart filled,
                       std::string_view wanted);

struct ReadAll {
  std::string bytes;  // no more than the limit and one byte, which shows that there was more
  // Why there are no more bytes than these.
  std::optional<std::string> problem;
};
ReadAll read_all(ByteStream& stream, std::size_t limit);

// The same for who only looks at the bytes: they are read to where they stay.
struct ReadPage {
  ByteBuffer buffer;
  std::optional<std::string> problem;
};
ReadPage read_page_bytes(ByteStream& stream, std::size_t limit);

}  // namespace pressclip
