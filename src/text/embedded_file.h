// A text file of the source tree that is compiled into the binary (see cmake/EmbedText.cmake).
#pragma once

#include <span>
#include <string_view>

namespace pressclip {

struct EmbeddedFile {
  std::string_view name;  // the file's name without its folder, "en.rules"
  std::string_view text;  // UTF-8
};

}  // namespace pressclip
