// libFuzzer's door to one target, named when it is compiled.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "targets.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto* const target = pressclip::fuzz::find_target(PRESSCLIP_FUZZ_TARGET);
  const auto problem = target->problem_with({reinterpret_cast<const char*>(data), size});
  if (!problem) return 0;
  std::fprintf(stderr, "%s\n", problem->c_str());
  std::abort();
}
