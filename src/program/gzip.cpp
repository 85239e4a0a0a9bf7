// gzip by zlib, which is known here alone.
#include "program/gzip.h"

#include <zlib.h>

#include <array>
#include <new>

namespace pressclip {
namespace {

constexpr int kGzipOnly = 16 + MAX_WBITS;
// With the method that is the only one in use.
constexpr std::string_view kMemberMagic = "\x1F\x8B\x08";

class GzipStream : public ByteStream {
 public:
  explicit GzipStream(std::unique_ptr<ByteStream> packed) : packed_(std::move(packed)) {
    if (inflateInit2(&state_, kGzipOnly) != Z_OK) throw std::bad_alloc();
  }
  GzipStream(const GzipStream&) = delete;
  GzipStream& operator=(const GzipStream&) = delete;
  ~GzipStream() override { inflateEnd(&state_); }

  ReadResult read(std::span<char> into) override {
    if (problem_) return {.size = 0, .problem = problem_};
    state_.next_out = reinterpret_cast<Bytef*>(into.data());
    state_.avail_out = static_cast<uInt>(into.size());
    while (!ended_ && !problem_ && state_.avail_out == into.size()) step();
    const std::size_t size = into.size() - state_.avail_out;
    if (size == 0 && problem_) return {.size = 0, .problem = problem_};
    return {.size = size, .problem = std::nullopt};
  }

  // After damage, or at the end where something else follows the last member: at the next one.
  bool resume() override {
    if (!damaged_ && !ended_) return false;
    const auto read = static_cast<std::size_t>(reinterpret_cast<char*>(state_.next_in) - buffer_.data());
    const std::size_t left =
        find_ahead(*packed_, buffer_, {.from = read, .to = read + state_.avail_in}, kMemberMagic);
    state_.next_in = reinterpret_cast<Bytef*>(buffer_.data());
    state_.avail_in = static_cast<uInt>(left);
    if (left == 0) return false;
    inflateReset(&state_);
    problem_.reset();
    damaged_ = ended_ = between_members_ = false;
    return true;
  }

  [[nodiscard]] bool gave_damaged_bytes() const override { return damaged_ && state_.total_out > 0; }

 private:
  void step() {
    if (state_.avail_in == 0) refill();
    if (between_members_) {
      begin_member();
      return;
    }
    if (state_.avail_in == 0) {
      if (!problem_) problem_ = "gzip data ends too early";
      return;
    }
    const int result = inflate(&state_, Z_NO_FLUSH);
    if (result == Z_STREAM_END)
      between_members_ = true;
    else if (result != Z_OK && result != Z_BUF_ERROR)
      fail();
  }

  void fail() {
    problem_ = "damaged gzip data";
    damaged_ = true;
  }

  // Another member follows only where its first byte stands; anything else is padding.
  void begin_member() {
    if (state_.avail_in == 0 || *state_.next_in != static_cast<Bytef>(kGzipMagic[0])) {
      ended_ = true;
      return;
    }
    inflateReset(&state_);
    between_members_ = false;
  }

  void refill() {
    ReadResult result = packed_->read(buffer_);
    problem_ = std::move(result.problem);
    state_.next_in = reinterpret_cast<Bytef*>(buffer_.data());
    state_.avail_in = static_cast<uInt>(result.size);
  }

  std::unique_ptr<ByteStream> packed_;
  z_stream state_ = {};
  std::array<char, std::size_t{32}* 1024> buffer_ = {};
  bool between_members_ = false;
  bool ended_ = false;
  bool damaged_ = false;  // by what the data is, not by how it is read
  std::optional<std::string> problem_;
};

// The content coding "deflate" of HTTP: zlib's format, or the bare compressed data that some servers send.
class DeflateStream : public ByteStream {
 public:
  explicit DeflateStream(std::unique_ptr<PeekableStream> packed) : packed_(std::move(packed)) {
    while (packed_->ahead().size() < kZlibHeaderBytes && packed_->look_further()) {
    }
    is_bare_ = !begins_like_zlib(packed_->ahead());
    if (inflateInit2(&state_, is_bare_ ? -MAX_WBITS : MAX_WBITS) != Z_OK) throw std::bad_alloc();
  }
  DeflateStream(const DeflateStream&) = delete;
  DeflateStream& operator=(const DeflateStream&) = delete;
  ~DeflateStream() override { inflateEnd(&state_); }

  ReadResult read(std::span<char> into) override {
    state_.next_out = reinterpret_cast<Bytef*>(into.data());
    state_.avail_out = static_cast<uInt>(into.size());
    while (!ended_ && !problem_ && state_.avail_out == into.size()) step();
    const std::size_t size = into.size() - state_.avail_out;
    if (size == 0 && problem_) return {.size = 0, .problem = problem_};
    return {.size = size, .problem = std::nullopt};
  }

 private:
  static constexpr std::size_t kZlibHeaderBytes = 2;

  // RFC 1950: the method 8 in the lower half of the first byte, and a check of both.
  static bool begins_like_zlib(std::string_view bytes) {
    if (bytes.size() < kZlibHeaderBytes) return true;
    const auto first = static_cast<unsigned char>(bytes[0]);
    const auto second = static_cast<unsigned char>(bytes[1]);
    return (first & 0x0FU) == Z_DEFLATED && (first * 256U + second) % 31 == 0;
  }

  // Nothing marks bare data: what is not, but ends like it at once, is seen by the bytes that are left.
  void end() {
    ended_ = true;
    if (is_bare_ && state_.avail_in > 0) problem_ = "damaged deflate data";
  }

  void step() {
    if (state_.avail_in == 0) {
      ReadResult result = packed_->read(buffer_);
      problem_ = std::move(result.problem);
      if (!problem_ && result.size == 0) problem_ = "deflate data ends too early";
      if (problem_) return;
      state_.next_in = reinterpret_cast<Bytef*>(buffer_.data());
      state_.avail_in = static_cast<uInt>(result.size);
    }
    const int result = inflate(&state_, Z_NO_FLUSH);
    if (result == Z_STREAM_END)
      end();
    else if (result != Z_OK && result != Z_BUF_ERROR)
      problem_ = "damaged deflate data";
  }

  std::unique_ptr<PeekableStream> packed_;
  bool is_bare_ = false;
  z_stream state_ = {};
  std::array<char, std::size_t{32}* 1024> buffer_ = {};
  bool ended_ = false;
  std::optional<std::string> problem_;
};

}  // namespace

std::unique_ptr<ByteStream> unpack_gzip(std::unique_ptr<ByteStream> packed) {
  return std::make_unique<GzipStream>(std::move(packed));
}

std::string pack_gzip(std::string_view bytes) {
  z_stream state = {};
  constexpr int kMemory = 8;  // the usual
  if (deflateInit2(&state, Z_DEFAULT_COMPRESSION, Z_DEFLATED, kGzipOnly, kMemory, Z_DEFAULT_STRATEGY) != Z_OK)
    throw std::bad_alloc();
  std::string packed(deflateBound(&state, static_cast<uLong>(bytes.size())), '\0');
  // The interface takes no constant bytes, but leaves them alone.
  state.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  state.avail_in = static_cast<uInt>(bytes.size());
  state.next_out = reinterpret_cast<Bytef*>(packed.data());
  state.avail_out = static_cast<uInt>(packed.size());
  deflate(&state, Z_FINISH);
  packed.resize(state.total_out);
  deflateEnd(&state);
  return packed;
}

std::unique_ptr<ByteStream> unpack_deflate(std::unique_ptr<ByteStream> packed) {
  return std::make_unique<DeflateStream>(std::make_unique<PeekableStream>(std::move(packed)));
}

}  // namespace pressclip
