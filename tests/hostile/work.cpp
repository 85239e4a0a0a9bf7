#include "work.h"

#include <cstddef>

namespace {

// A function that the compiler calls and four that stand in for the C library's can reach nothing but a
// global.
std::uint64_t steps = 0;

}  // namespace

#ifdef PRESSCLIP_COUNTS_WORK

extern "C" {

void __sanitizer_cov_trace_pc();
void __sanitizer_cov_trace_pc() {
  ++steps;
}

void* memchr(const void* memory, int wanted, std::size_t size) noexcept {
  const auto* bytes = static_cast<const unsigned char*>(memory);
  for (std::size_t i = 0; i < size; ++i)
    if (bytes[i] == static_cast<unsigned char>(wanted)) {
      steps += i;
      return const_cast<unsigned char*>(bytes + i);
    }
  steps += size;
  return nullptr;
}

int memcmp(const void* one, const void* other, std::size_t size) noexcept {
  const auto* a = static_cast<const unsigned char*>(one);
  const auto* b = static_cast<const unsigned char*>(other);
  std::size_t i = 0;
  while (i < size && a[i] == b[i]) ++i;
  steps += i;
  return i == size ? 0 : a[i] - b[i];
}

void* memmove(void* to, const void* from, std::size_t size) noexcept {
  auto* target = static_cast<unsigned char*>(to);
  const auto* source = static_cast<const unsigned char*>(from);
  steps += size;
  if (target < source)
    for (std::size_t i = 0; i < size; ++i) target[i] = source[i];
  else
    for (std::size_t i = size; i > 0; --i) target[i - 1] = source[i - 1];
  return to;
}

void* memcpy(void* __restrict to, const void* __restrict from, std::size_t size) noexcept {
  auto* target = static_cast<unsigned char*>(to);
  const auto* source = static_cast<const unsigned char*>(from);
  steps += size;
  for (std::size_t i = 0; i < size; ++i) target[i] = source[i];
  return to;
}

}  // extern "C"

#endif

namespace pressclip::testing {

void begin_work() {
  steps = 0;
}

std::uint64_t work_done() {
  return steps;
}

}  // namespace pressclip::testing
