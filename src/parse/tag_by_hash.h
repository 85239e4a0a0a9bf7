// The tag of a name whose hash is known already.
#pragma once

#include <cstdint>
#include <string_view>

#include "pressclip/tag.h"

namespace pressclip {

// As tag_from_name. `hash` is hash_word of the name.
Tag tag_by_hash(std::string_view name, std::uint32_t hash);

}  // namespace pressclip
