// Zstandard, unpacked as it is read.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "program/byte_stream.h"

namespace pressclip {

enum class Begins : std::uint8_t { no, perhaps, yes };
// Whether the bytes are how Zstandard data begins; perhaps: more of them would tell.
Begins begins_like_zstandard(std::string_view bytes);

// A stream of the bytes in all frames. Frames to be skipped are, but for one at the beginning that holds the
// dictionary of the others, as .warc.zst has it. Damaged data, or data that ends too early, is a problem.
std::unique_ptr<ByteStream> unpack_zstandard(std::unique_ptr<ByteStream> packed);

// The bytes as one Zstandard frame. The same bytes always give the same.
std::string pack_zstandard(std::string_view bytes);

}  // namespace pressclip
