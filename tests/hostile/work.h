// Work, counted by the code itself: the steps (basic blocks) that the library takes, and the bytes that it
// has memchr, memcmp, memmove and memcpy walk. The same on every run. It is counted in the `work` preset
// only, whose library is built to call a function at each step; the library itself knows nothing of it. What
// happens inside Gumbo, ICU and RE2 is not counted but for the bytes that they have walked by those four.
#pragma once

#include <cstdint>

namespace pressclip::testing {

#ifdef PRESSCLIP_COUNTS_WORK
inline constexpr bool kCountsWork = true;
#else
inline constexpr bool kCountsWork = false;
#endif

void begin_work();
std::uint64_t work_done();

}  // namespace pressclip::testing
