// What a record says of earlier ones, which only the run knows that writes them in order.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "pressclip/write.h"

namespace pressclip {

// A record as write_json gave it in that style, with `duplicate_of` naming that source, in its place among
// the keys; with nothing, without such a key. Every other byte stays.
std::string marked_as_duplicate(std::string_view record, const std::optional<std::string>& source,
                                const JsonStyle& style);

}  // namespace pressclip
