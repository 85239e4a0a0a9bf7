// Where a run writes to: standard output, or a file that is there whole or not at all.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace pressclip {

// Nobody reads the output any more: no failure, but no reason to go on either.
struct ReaderGone {};
struct WriteFailed {
  std::string reason;  // "path: reason"
};
using WriteResult = std::variant<std::monostate, ReaderGone, WriteFailed>;

class Output {
 public:
  // Standard output where there is no path. A regular file is written beside its place, nameless where the
  // system can, and put there by commit; anything else (a pipe, a device) is written as it is.
  static std::variant<Output, WriteFailed> open(const std::optional<std::string>& path);

  Output(Output&& other) noexcept;
  Output& operator=(Output&&) = delete;
  ~Output();

  WriteResult write(std::string_view bytes);
  // Puts the file in its place. An Output that goes without it leaves what was there before.
  WriteResult commit();

 private:
  Output() = default;

  std::string shown_ = "standard output";
  int descriptor_ = 1;
  bool owned_ = false;
  std::string place_;      // of the file; empty: nothing to put anywhere
  std::string temporary_;  // beside it; empty while it has no name
};

// Holds the places of standard input, output and error where they are closed, so that no file that is opened
// later takes one of them and gets what is meant for it. Call once, before anything else.
void hold_standard_descriptors();

// Interrupted or ended by a signal, the process writes the record that it is writing to its end, leaves no
// temporary file and ends with 128 and the signal's number; a second signal does not wait. A closed pipe and
// a file that grows beyond its limit are errors of writing, not signals. Call once, before anything is
// opened.
void install_signal_handlers();

}  // namespace pressclip
