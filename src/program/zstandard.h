// Zstandard, unpacked as it is read.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "program/byte_stream.h"

namespace pressclip {

// How a Zstandard frame begins.
inline constexpr std::string_view kZstandardMagic = "\x28\xB5\x2F\xFD";

// A stream of the bytes in all frames. Damaged data, or data that ends too early, is a problem.
std::unique_ptr<ByteStream> unpack_zstandard(std::unique_ptr<ByteStream> packed);

// The bytes as one Zstandard frame. The same bytes always give the same.
std::string pack_zstandard(std::string_view bytes);

}  // namespace pressclip
