// Tables that are put in order at compile time, so that they can be written in any.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <functional>

namespace pressclip {

template <typename Value, std::size_t kCount, typename Key = std::identity>
constexpr std::array<Value, kCount> sorted(std::array<Value, kCount> values, Key key = {}) {
  std::ranges::sort(values, {}, key);
  return values;
}

}  // namespace pressclip
