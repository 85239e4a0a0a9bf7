// Writes the manual page and the completions into a folder, at build time: manual FOLDER.
#include <fstream>
#include <iostream>
#include <string>

#include "program/manual.h"

int main(int count, char** words) {
  if (count != 2) {
    std::cerr << "usage: manual FOLDER\n";
    return 2;
  }
  const std::string folder = words[1];
  const auto write = [&](const std::string& name, const std::string& text) {
    std::ofstream file(folder + '/' + name, std::ios::binary);
    file << text;
    file.close();
    return static_cast<bool>(file);
  };
  const bool written = write("pressclip.1", pressclip::manual_page()) &&
                       write("pressclip.bash", pressclip::bash_completion()) &&
                       write("_pressclip", pressclip::zsh_completion()) &&
                       write("pressclip.fish", pressclip::fish_completion());
  if (!written) std::cerr << "manual: cannot write to " << folder << '\n';
  return written ? 0 : 2;
}
