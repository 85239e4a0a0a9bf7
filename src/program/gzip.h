// gzip and HTTP's deflate, unpacked as they are read.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "program/byte_stream.h"

namespace pressclip {

// How a gzip member begins.
inline constexpr std::string_view kGzipMagic = "\x1F\x8B";

// A stream of the bytes in all members. What follows the last member is passed over; damaged data, or data
// that ends too early, is a problem.
std::unique_ptr<ByteStream> unpack_gzip(std::unique_ptr<ByteStream> packed);
// The same of zlib's format, or of bare compressed data without any frame.
std::unique_ptr<ByteStream> unpack_deflate(std::unique_ptr<ByteStream> packed);

// The bytes as one gzip member. The same bytes always give the same.
std::string pack_gzip(std::string_view bytes);

}  // namespace pressclip
