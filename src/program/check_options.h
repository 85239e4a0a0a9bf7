// The flags of a single case.
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "program/arguments.h"

namespace pressclip {

// What was typed for all cases, with the flags of one case added: one a line, "--favor recall" or
// "--favor=recall", empty lines and those that begin with # left out. `folder` is where the names of files in
// them are looked for. The alternative is a reason for a person.
std::variant<Arguments, std::string> with_case_options(const Arguments& typed, std::string_view flags,
                                                       const std::string& folder);

}  // namespace pressclip
