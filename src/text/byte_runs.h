// Runs of bytes that have something in common, such as words, without asking each byte.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "text/sixteen_bytes.h"

namespace pressclip {

// As many as a number has bits.
inline constexpr std::size_t kWindowBytes = 64;

// Bits of the bytes of `text` from `position` on, the first one's lowest, for which `is_inside` holds: it is
// asked of sixteen at once, and answers as comparing them does. Zeros behind the text.
template <typename IsInside>
std::uint64_t bits_of_window(std::string_view text, std::size_t position, const IsInside& is_inside) {
  constexpr std::size_t kStep = sizeof(SixteenBytes);
  const auto bits_at = [&](std::size_t at) {
    return std::uint64_t{bits_of(is_inside(sixteen_bytes_at(text, at)))};
  };
  const std::size_t left = text.size() - position;
  std::uint64_t bits = 0;
  if (left >= kWindowBytes) {
    for (std::size_t part = 0; part < kWindowBytes; part += kStep) bits |= bits_at(position + part) << part;
    return bits;
  }
  std::size_t part = 0;
  for (; left - part >= kStep; part += kStep) bits |= bits_at(position + part) << part;
  if (part == left) return bits;
  if (text.size() >= kStep) return bits | bits_at(text.size() - kStep) >> (kStep - (left - part)) << part;
  SixteenBytes bytes{};
  std::memcpy(&bytes, text.data(), text.size());
  return (bits_of(is_inside(bytes)) & ((1U << text.size()) - 1)) >> position;
}

// Where the first byte from `position` on stands for which `is_looked_for` holds; the text's size where there
// is none.
template <typename IsLookedFor>
std::size_t find_byte(std::string_view text, std::size_t position, const IsLookedFor& is_looked_for) {
  constexpr std::size_t kStep = sizeof(SixteenBytes);
  for (; text.size() - position >= kStep; position += kStep)
    if (const unsigned bits = bits_of(is_looked_for(sixteen_bytes_at(text, position))); bits != 0)
      return position + static_cast<std::size_t>(std::countr_zero(bits));
  const std::uint64_t bits = bits_of_window(text, position, is_looked_for);
  return bits == 0 ? text.size() : position + static_cast<std::size_t>(std::countr_zero(bits));
}

// Calls `visit(begin, end)` with the places of each run of bytes for which `is_inside` holds, of `kShortest`
// bytes at least, from left to right.
template <std::size_t kShortest, typename IsInside, typename Visit>
void each_byte_run(std::string_view text, const IsInside& is_inside, const Visit& visit) {
  constexpr std::size_t kWindow = kWindowBytes;
  static_assert(kShortest >= 1 && kShortest < kWindow);
  std::uint64_t last = 0;    // of the window before
  std::size_t is_begun = 0;  // where the run begins that goes on into this window
  for (std::size_t at = 0; at <= text.size(); at += kWindow) {
    const std::uint64_t inside = bits_of_window(text, at, is_inside);
    const auto before = [&](std::size_t steps) { return inside << steps | last >> (kWindow - steps); };
    const auto last_of = [at](std::uint64_t bits) {
      return at + kWindow - 1 - static_cast<std::size_t>(std::countl_zero(bits));
    };
    const std::uint64_t begins = inside & ~before(1);
    std::uint64_t ends = ~inside;
    for (std::size_t steps = 1; steps <= kShortest; ++steps) ends &= before(steps);
    for (; ends != 0; ends &= ends - 1) {
      const std::uint64_t begun = begins & (ends ^ (ends - 1));
      visit(begun != 0 ? last_of(begun) : is_begun, at + static_cast<std::size_t>(std::countr_zero(ends)));
    }
    if (begins != 0) is_begun = last_of(begins);
    last = inside;
  }
}

}  // namespace pressclip
