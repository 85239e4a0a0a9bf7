// What came of one case of check.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace pressclip {

enum class CaseEnd : std::uint8_t {
  same,
  tolerated,  // the body differs, but no more than is allowed
  differs,
  updated,  // it differed, and the expected file was rewritten
  refused,  // it would have lost text, so it was not rewritten
  made,     // the expected file was written for the first time
  failed    // a page or a file could not be read or written
};

struct CaseResult {
  std::string name;
  std::string expected;  // path of the expected file
  CaseEnd end = CaseEnd::same;
  std::string summary;              // one line: the fields that differ, or why it was refused or failed
  std::string details;              // the differences, line by line, without colours
  std::string shown;                // the same as it is printed
  std::vector<std::string> fields;  // that differ
  std::size_t elements = 0;         // that differ
  std::optional<double> body_f1;
  std::optional<std::string> new_expected;  // what is to be written
};

}  // namespace pressclip
