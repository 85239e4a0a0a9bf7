// Brotli, unpacked as it is read.
#pragma once

#include <memory>

#include "program/byte_stream.h"

namespace pressclip {

// Damaged data, or data that ends too early, is a problem. It can't be told from how it begins.
std::unique_ptr<ByteStream> unpack_brotli(std::unique_ptr<ByteStream> packed);

}  // namespace pressclip
