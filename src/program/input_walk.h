// The inputs of a run, one at a time: files as they are named, folders in the byte order of their paths,
// lists line by line.
#pragma once

#include <sys/types.h>

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "program/line_reader.h"
#include "program/plan.h"

namespace pressclip {

struct Input {
  std::string path;                    // "-": standard input
  std::string named;                   // what led to it, as it was named: itself, or a folder above it
  bool discovered = false;             // found in a folder, not named
  std::optional<std::string> problem;  // why it can't be walked
};

// Holds no more than the names in the folders that are open.
class InputWalk {
 public:
  explicit InputWalk(const Plan& plan);
  std::optional<Input> next();

 private:
  struct Entry {
    std::string name;
    bool is_folder = false;
  };
  using Identity = std::pair<dev_t, ino_t>;
  struct Folder {
    std::string path;
    Identity identity;
    std::vector<Entry> entries;  // in reverse: the next one is the last
  };

  std::optional<std::string> next_name();
  std::optional<Input> open_folder(const std::string& path);

  std::vector<std::string> names_;  // in reverse: the next one is the last
  std::unique_ptr<LineReader> list_;
  std::optional<std::string> list_path_;
  char list_separator_;
  std::optional<Identity> output_;  // the folder that the run writes to, which is no input
  std::vector<Folder> open_;        // from the folder that was named to the innermost
};

}  // namespace pressclip
