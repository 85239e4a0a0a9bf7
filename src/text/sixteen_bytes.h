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

// A bit for each byte, the first one's lowest. `answers` is what comparing sixteen bytes gives: every bit of
// a byte, or none.
template <typename Answers>
unsigned bits_of(Answers answers) {
  static_assert(sizeof answers == sizeof(SixteenBytes));
#if defined(__SSE2__)
  return static_cast<unsigned>(_mm_movemask_epi8(std::bit_cast<__m128i>(answers)));
#else
  constexpr bool kIsLittle = std::endian::native == std::endian::little;
  constexpr std::uint64_t kABitOfEach = kIsLittle ? 0x8040201008040201U : 0x0102040810204080U;
  unsigned bits = 0;
  const auto halves = std::bit_cast<std::array<std::uint64_t, 2> >(answers);
  for (std::size_t i = 0; i < halves.size(); ++i)
    bits |= static_cast<unsigned>((halves[i] & kABitOfEach) * 0x0101010101010101U >> 56U) << 8U * i;
  return bits;
#endif
}

}  // namespace pressclip
