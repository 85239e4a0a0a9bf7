// What language a page's text is in.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace pressclip {

// The same as for one text, of one that stands in several pieces.
std::optional<std::string> detect_language(std::span<const std::string_view> text);

}  // namespace pressclip
