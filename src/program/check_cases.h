// Which cases there are in the folders that check is given.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "program/plan.h"

namespace pressclip {

// A saved page, and what is expected of it.
struct Case {
  std::string name;                    // the folder, or in a flat one the path without its suffixes
  std::string page;                    // paths
  std::string expected;                // whether the file is there or not
  std::optional<std::string> options;  // where there is such a file
  std::optional<std::string> problem;  // "path: reason": why it can't be checked
};

struct FoundCases {
  std::vector<Case> cases;             // with an expected file
  std::vector<Case> without_expected;  // pages that lack one
  std::vector<std::string> problems;   // "path: reason": folders that can't be walked
};

// Both in the byte order of the paths within each of the folders that are named; a folder is walked to its
// last branch, and may itself be a case.
FoundCases find_cases(const Plan& plan);

}  // namespace pressclip
