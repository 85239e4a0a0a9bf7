// What the programs share that make a source file of data files when the library is built.
#pragma once

#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>
#include <optional>
#include <string>

namespace pressclip {

// Runs `program OUTPUT INPUT...`: gives `source` the text of each input, in their order, by
// `std::optional<std::string> add(const std::string& text)`, which says where and why it can't be taken, if
// it can't; then has it write the output. Returns the exit status.
template <typename Source>
int write_source(const char* program, int count, char** words) {
  if (count < 3) {
    std::fprintf(stderr, "usage: %s OUTPUT INPUT...\n", program);
    return 2;
  }
  Source source;
  for (int i = 2; i < count; ++i) {
    std::ifstream in(words[i], std::ios::binary);
    if (const std::optional<std::string> problem = source.add({std::istreambuf_iterator<char>(in), {}})) {
      std::cerr << program << ": " << words[i] << ':' << *problem << '\n';
      return 1;
    }
  }
  std::ofstream out(words[1]);
  source.write(out);
  return out.flush() ? 0 : 2;
}

}  // namespace pressclip
