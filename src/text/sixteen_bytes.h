// Text sixteen bytes at a time, by vectors that the compiler makes of what the processor has: each byte is
// asked several things at once, and the answers are bits of a number.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace pressclip {

using SixteenBytes [[gnu::vector_size(16)]] = unsigned char;

// The bytes of `text` from `position` on, of which there are sixteen.
inline SixteenBytes sixteen_bytes_at(std::string_view text, std::size_t position) {
  SixteenBytes bytes;
  std::memcpy(&bytes, text.data() + position, sizeof bytes);
  return bytes;
}

// A bit for each byte, the first one's lowest, of eight bytes of which every bit is set, or none.
constexpr unsigned bits_of_eight(std::uint64_t answers) {
  constexpr bool kIsLittle = std::endian::native == std::endian::little;
  constexpr std::uint64_t kABitOfEach = kIsLittle ? 0x8040201008040201U : 0x0102040810204080U;
  return static_cast<unsigned>((answers & kABitOfEach) * 0x0101010101010101U >> 56U);
}

// The same of sixteen, which is what comparing them gives.
template <typename Answers>
unsigned bits_of(Answers answers) {
  static_assert(sizeof answers == sizeof(SixteenBytes));
#if defined(__SSE2__)
  return static_cast<unsigned>(_mm_movemask_epi8(std::bit_cast<__m128i>(answers)));
#else
  const auto halves = std::bit_cast<std::array<std::uint64_t, 2> >(answers);
  return bits_of_eight(halves[0]) | bits_of_eight(halves[1]) << 8U;
#endif
}

}  // namespace pressclip
