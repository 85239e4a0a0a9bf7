// Text of a language, of which its rules' own examples are made: how common a string is there.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace pressclip {

class SampleText {
 public:
  SampleText() = default;
  explicit SampleText(std::string text);

  // How often the string stands in the text.
  [[nodiscard]] std::size_t count(std::string_view string) const;

 private:
  std::string text_;
  std::vector<std::uint32_t> suffixes_;  // where each begins, in the order of what stands there
};

}  // namespace pressclip
