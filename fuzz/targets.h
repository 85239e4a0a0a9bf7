// What the fuzzers run: each target takes any bytes and says which invariant they break.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace pressclip::fuzz {

struct Target {
  std::string_view name;
  std::optional<std::string> (*problem_with)(std::string_view bytes);  // nothing: all invariants hold
};

std::span<const Target> targets();

// Null where there is none of that name.
const Target* find_target(std::string_view name);

}  // namespace pressclip::fuzz
