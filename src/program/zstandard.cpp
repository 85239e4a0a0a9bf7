// Zstandard by libzstd, which is known here alone.
#include "program/zstandard.h"

#include <zstd.h>

#include <array>
#include <new>

namespace pressclip {
namespace {

constexpr std::string_view kFrameMagic = "\x28\xB5\x2F\xFD";
// A frame to be skipped begins with a byte from 0x50 to 0x5F, and these.
constexpr std::string_view kSkippedFrameMagicEnd = "\x2A\x4D\x18";
// The one of those that holds a dictionary (the specification of WARC with Zstandard, IIPC 2021), and how the
// dictionary in it begins unless it is packed itself.
constexpr std::string_view kDictionaryFrameMagic = "\x5D\x2A\x4D\x18";
constexpr std::string_view kDictionaryMagic = "\x37\xA4\x30\xEC";
constexpr std::size_t kSkippedFrameHeaderBytes = 8;
// Larger dictionaries are none; those in use have 1 MiB at most.
constexpr std::size_t kMaxDictionaryBytes = std::size_t{16} << 20U;

bool begins_like_skipped_frame(std::string_view bytes) {
  return (static_cast<unsigned char>(bytes[0]) & 0xF0U) == 0x50U &&
         bytes.substr(1, kSkippedFrameMagicEnd.size()) == kSkippedFrameMagicEnd;
}

std::size_t little_endian(std::string_view bytes) {
  std::size_t value = 0;
  for (std::size_t at = bytes.size(); at-- > 0;) value = value << 8U | static_cast<unsigned char>(bytes[at]);
  return value;
}

class ZstandardStream : public ByteStream {
 public:
  explicit ZstandardStream(std::unique_ptr<ByteStream> packed)
      : packed_(std::make_unique<PeekableStream>(std::move(packed))), state_(ZSTD_createDStream()) {
    if (state_ == nullptr) throw std::bad_alloc();
  }
  ZstandardStream(const ZstandardStream&) = delete;
  ZstandardStream& operator=(const ZstandardStream&) = delete;
  ~ZstandardStream() override { ZSTD_freeDStream(state_); }

  ReadResult read(std::span<char> into) override {
    if (!begun_) take_dictionary();
    begun_ = true;
    if (problem_) return {.size = 0, .problem = problem_};
    ZSTD_outBuffer output = {into.data(), into.size(), 0};
    while (!ended_ && !problem_ && output.pos == 0) step(output);
    if (output.pos == 0 && problem_) return {.size = 0, .problem = problem_};
    return {.size = output.pos, .problem = std::nullopt};
  }

  bool resume() override {
    if (!damaged_) return false;
    // The frame that can't be read may be one that begins where reading stopped.
    const std::size_t searched = std::min(input_.pos + 1, input_.size);
    const std::size_t left = find_ahead(*packed_, buffer_, {searched, input_.size}, kFrameMagic);
    if (left == 0) return false;
    input_ = {buffer_.data(), left, 0};
    ZSTD_DCtx_reset(state_, ZSTD_reset_session_only);
    problem_.reset();
    damaged_ = held_back_ = frame_ended_ = gave_of_frame_ = false;
    return true;
  }

  [[nodiscard]] bool gave_damaged_bytes() const override { return damaged_ && gave_of_frame_; }

 private:
  bool look_ahead(std::size_t size) {
    while (packed_->ahead().size() < size) {
      if (!packed_->look_further()) return false;
    }
    return true;
  }

  // Where the first frame holds none, everything is left as it is.
  void take_dictionary() {
    if (!look_ahead(kSkippedFrameHeaderBytes) || !packed_->ahead().starts_with(kDictionaryFrameMagic)) return;
    const std::size_t size = little_endian(packed_->ahead().substr(
        kDictionaryFrameMagic.size(), kSkippedFrameHeaderBytes - kDictionaryFrameMagic.size()));
    if (size > kMaxDictionaryBytes || !look_ahead(kSkippedFrameHeaderBytes + size)) return;
    const std::string_view content = packed_->ahead().substr(kSkippedFrameHeaderBytes, size);
    std::string dictionary;
    if (content.starts_with(kDictionaryMagic)) {
      dictionary = content;
    } else if (content.starts_with(kFrameMagic)) {
      ZstandardStream packed_dictionary(std::make_unique<MemoryStream>(content));
      ReadAll all = read_all(packed_dictionary, kMaxDictionaryBytes);
      if (all.problem || all.bytes.size() > kMaxDictionaryBytes) {
        problem_ = "damaged zstd dictionary";
        return;
      }
      dictionary = std::move(all.bytes);
    } else {
      return;
    }
    if (ZSTD_isError(ZSTD_DCtx_loadDictionary(state_, dictionary.data(), dictionary.size())) != 0)
      problem_ = "damaged zstd dictionary";
  }

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
    const std::size_t before = output.pos;
    const std::size_t result = ZSTD_decompressStream(state_, &output, &input_);
    if (frame_ended_) gave_of_frame_ = false;
    gave_of_frame_ = gave_of_frame_ || output.pos > before;
    if (ZSTD_isError(result) != 0) {
      problem_ = "damaged zstd data";
      damaged_ = true;
      return;
    }
    frame_ended_ = result == 0;
    // A full output means that the decoder may hold more without new input.
    held_back_ = !frame_ended_ && output.pos == output.size;
  }

  std::unique_ptr<PeekableStream> packed_;
  ZSTD_DStream* state_;
  std::array<char, std::size_t{32}* 1024> buffer_ = {};
  ZSTD_inBuffer input_ = {nullptr, 0, 0};
  bool begun_ = false;
  bool frame_ended_ = false;
  bool gave_of_frame_ = false;  // bytes of the frame that is not at its end, or that has just ended
  bool held_back_ = false;
  bool ended_ = false;
  bool damaged_ = false;  // by what the data is, not by how it is read
  std::optional<std::string> problem_;
};

}  // namespace

Begins begins_like_zstandard(std::string_view bytes) {
  if (bytes.size() < kFrameMagic.size()) {
    const bool skipped = !bytes.empty() && (static_cast<unsigned char>(bytes[0]) & 0xF0U) == 0x50U &&
                         kSkippedFrameMagicEnd.starts_with(bytes.substr(1));
    return kFrameMagic.starts_with(bytes) || skipped ? Begins::perhaps : Begins::no;
  }
  return bytes.starts_with(kFrameMagic) || begins_like_skipped_frame(bytes) ? Begins::yes : Begins::no;
}

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
