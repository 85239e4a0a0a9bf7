// Names out of bylines.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace pressclip::metadata {

// Whether a name is an organisation or a role rather than a person: "Redaktion", "News Desk", "AFP".
bool is_newsroom(std::string_view name);

// Whether a name is one that machines know people by: "jane.doe", "j_doe".
bool is_user_name(std::string_view name);

// Whether a text is written as names are: few words, capitals (in scripts that have them) but for particles,
// no digits.
bool looks_like_name(std::string_view text);

// Full-width colons as ASCII ones.
std::string with_plain_colons(std::string_view text);

}  // namespace pressclip::metadata
