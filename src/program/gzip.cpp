// gzip by zlib, which is known here alone.
#include "program/gzip.h"

#include <zlib.h>

#include <array>
#include <new>

namespace pressclip {
namespace {

constexpr int kGzipOnly = 16 + MAX_WBITS;

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
      problem_ = "damaged gzip data";
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

}  // namespace pressclip
