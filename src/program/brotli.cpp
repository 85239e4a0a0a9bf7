// Brotli by its own library, which is known here alone.
#include "program/brotli.h"

#include <brotli/decode.h>

#include <array>
#include <new>

namespace pressclip {
namespace {

class BrotliStream : public ByteStream {
 public:
  explicit BrotliStream(std::unique_ptr<ByteStream> packed)
      : packed_(std::move(packed)), state_(BrotliDecoderCreateInstance(nullptr, nullptr, nullptr)) {
    if (state_ == nullptr) throw std::bad_alloc();
  }
  BrotliStream(const BrotliStream&) = delete;
  BrotliStream& operator=(const BrotliStream&) = delete;
  ~BrotliStream() override { BrotliDecoderDestroyInstance(state_); }

  ReadResult read(std::span<char> into) override {
    auto* next_out = reinterpret_cast<std::uint8_t*>(into.data());
    std::size_t left = into.size();
    while (!ended_ && !problem_ && left == into.size()) step(next_out, left);
    const std::size_t size = into.size() - left;
    if (size == 0 && problem_) return {.size = 0, .problem = problem_};
    return {.size = size, .problem = std::nullopt};
  }

 private:
  void step(std::uint8_t*& next_out, std::size_t& left) {
    const BrotliDecoderResult result =
        BrotliDecoderDecompressStream(state_, &available_, &next_, &left, &next_out, nullptr);
    if (result == BROTLI_DECODER_RESULT_SUCCESS)
      end();
    else if (result == BROTLI_DECODER_RESULT_ERROR)
      problem_ = "damaged brotli data";
    else if (result == BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT)
      refill();
  }

  // Nothing else marks brotli: what is not, but ends like it at once, is seen by the bytes that are left.
  void end() {
    ended_ = true;
    if (available_ == 0) refill();
    if (available_ == 0)
      problem_.reset();
    else
      problem_ = "damaged brotli data";
  }

  void refill() {
    ReadResult result = packed_->read(buffer_);
    problem_ = std::move(result.problem);
    if (!problem_ && result.size == 0) problem_ = "brotli data ends too early";
    next_ = reinterpret_cast<const std::uint8_t*>(buffer_.data());
    available_ = result.size;
  }

  std::unique_ptr<ByteStream> packed_;
  BrotliDecoderState* state_;
  std::array<char, std::size_t{32}* 1024> buffer_ = {};
  const std::uint8_t* next_ = nullptr;
  std::size_t available_ = 0;
  bool ended_ = false;
  std::optional<std::string> problem_;
};

}  // namespace

std::unique_ptr<ByteStream> unpack_brotli(std::unique_ptr<ByteStream> packed) {
  return std::make_unique<BrotliStream>(std::move(packed));
}

}  // namespace pressclip
