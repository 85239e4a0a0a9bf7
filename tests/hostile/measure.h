// What one answer costs: CPU time, peak memory, and work, which is the same on every machine.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "inputs.h"

namespace pressclip::testing {

enum class Outcome : std::uint8_t {
  answered,
  hung,    // the clock ended it
  crashed  // a signal or an exception did
};

struct Cost {
  Outcome outcome = Outcome::crashed;
  std::size_t input_bytes = 0;
  std::size_t peak_bytes = 0;  // resident memory of the whole process, the input with it
  double cpu_seconds = 0;
  std::uint64_t work = 0;  // see work.h; 0 where it is not counted
  std::string problem;     // what is wrong with the answer; empty: nothing
};

// Makes the input, has it answered and the answer written in every format, in a process of its own.
Cost measure(const HostileInput& input, std::size_t bytes);

}  // namespace pressclip::testing
