#pragma once

#include <string>
#include <string_view>

namespace pressclip {

// `text` with `with` wherever `what`, which is not empty, stands in it.
std::string replaced(std::string_view text, std::string_view what, std::string_view with);

}  // namespace pressclip
