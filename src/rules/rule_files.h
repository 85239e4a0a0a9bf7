// The rules files of src/rules/data, compiled into the library without their examples, near misses and
// comments.
#pragma once

#include <span>

#include "text/embedded_file.h"

namespace pressclip::rule_files {

// In the order of their names.
std::span<const EmbeddedFile> files();

}  // namespace pressclip::rule_files
