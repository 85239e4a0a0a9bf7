// White space as HTML has it: what of it stands together shows as one space.
#pragma once

#include <array>
#include <string_view>

namespace pressclip {

// By byte: asked of every one between tags, where lines are indented.
inline constexpr auto kIsSpace = [] {
  std::array<bool, 256> is_space{};
  for (const char c : std::string_view(" \t\n\r\f")) is_space[static_cast<unsigned char>(c)] = true;
  return is_space;
}();

constexpr bool is_space(char c) {
  return kIsSpace[static_cast<unsigned char>(c)];
}

}  // namespace pressclip
