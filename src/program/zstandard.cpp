// Zstandard by libzstd, which is known here alone.
#include "program/zstandard.h"

#include <zstd.h>

#include <array>
#include <new>

namespace pressclip {
namespace {

class ZstandardStream : public ByteStream {
 public:
  explicit ZstandardStream(std::unique_ptr<ByteStream> packed)
      : packed_(std::move(packed)), state_(ZSTD_createDStream()) {
    if (state_ == nullptr) throw std::bad_alloc();
  }
  ZstandardStream(const ZstandardStream&) = delete;
  ZstandardStream& operator=(const ZstandardStream&) = delete;
  ~ZstandardStream() override { ZSTD_freeDStream(state_); }

  ReadResult read(std::span<char> into) override {
    if (problem_) return {.size = 0, .problem = problem_};
    ZSTD_outBuffer output = {into.data(), into.size(), 0};
    while (!ended_ && !problem_ && output.pos == 0) step(output);
    if (output.pos == 0 && problem_) return {.size = 0, .problem = problem_};
    return {.size = output.pos, .problem = std::nullopt};
  }

 private:
  void step(ZSTD_outBuffer& output) {
    if (input_.pos == input_.size && !held_back_) {
      ReadResult result = packed_->read(buffer_);
      problem_ = std::move(result.problem);
      input_ = {buffer_.data(), result.size, 0};
      if (result.size == 0) {
        if (frame_ended_)
          ended_ = true;
        else if (!problem_)
          problem_ = "zstd data ends too early";
        return;
      }
    }
    const std::size_t result = ZSTD_decompressStream(state_, &output, &input_);
    if (ZSTD_isError(result) != 0) {
      problem_ = "damaged zstd data";
      return;
    }
    frame_ended_ = result == 0;
    // A full output means that the decoder may hold more without new input.
    held_back_ = !frame_ended_ && output.pos == output.size;
  }

  std::unique_ptr<ByteStream> packed_;
  ZSTD_DStream* state_;
  std::array<char, std::size_t{32}* 1024> buffer_ = {};
  ZSTD_inBuffer input_ = {nullptr, 0, 0};
  bool frame_ended_ = false;
  bool held_back_ = false;
  bool ended_ = false;
  std::optional<std::string> problem_;
};

}  // namespace

std::unique_ptr<ByteStream> unpack_zstandard(std::unique_ptr<ByteStream> packed) {
  return std::make_unique<ZstandardStream>(std::move(packed));
}

std::string pack_zstandard(std::string_view bytes) {
  constexpr int kLevel = 3;  // the usual
  ZSTD_CCtx* const state = ZSTD_createCCtx();
  if (state == nullptr) throw std::bad_alloc();
  ZSTD_CCtx_setParameter(state, ZSTD_c_compressionLevel, kLevel);
  ZSTD_CCtx_setParameter(state, ZSTD_c_checksumFlag, 1);
  std::string packed(ZSTD_compressBound(bytes.size()), '\0');
  const std::size_t size = ZSTD_compress2(state, packed.data(), packed.size(), bytes.data(), bytes.size());
  ZSTD_freeCCtx(state);
  if (ZSTD_isError(size) != 0) throw std::bad_alloc();
  packed.resize(size);
  return packed;
}

}  // namespace pressclip
