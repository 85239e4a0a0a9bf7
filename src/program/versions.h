// The versions of pressclip and of the libraries it stands on.
#pragma once

#include <string>

namespace pressclip {

// A line for pressclip, then one for each library.
std::string version_text();

}  // namespace pressclip
