// The place of a batch's output, and the folder beside it where a run keeps what it needs to go on.
#pragma once

#include <optional>
#include <string>
#include <variant>

#include "program/batch/journal.h"
#include "program/output.h"
#include "program/plan.h"

namespace pressclip {

struct OutputPlace {
  std::string shown;   // as it was typed, printable
  std::string path;    // absolute, links followed
  std::string folder;  // that it stands in
  // ".NAME.pressclip" beside it. Where the output can't be replaced from there, as it is the root of a file
  // system or the folder around it can't be written to, ".pressclip" in it.
  std::string state;
  std::string state_shown;  // the same for a person, printable
};

enum class OutputKind : std::uint8_t { folder, file };

// Makes the folders that the output needs. A problem where it can't, or the output lies in an input.
std::variant<OutputPlace, WriteFailed> find_output_place(const Plan& plan, OutputKind kind);

// "path: reason"
WriteFailed write_failure(const std::string& shown, int error);
// Makes the folder for the state of the run.
std::optional<WriteFailed> make_state_folder(const OutputPlace& place);
// Why a run with these settings can't go on with that journal.
std::optional<WriteFailed> settings_problem(const OutputPlace& place, const Journal& journal,
                                            const RunSettings& settings);
// Writes all of it.
std::optional<WriteFailed> write_whole(int descriptor, std::string_view bytes, const std::string& shown);

}  // namespace pressclip
