// The encoding that a page's own markup declares.
#pragma once

#include <string_view>

#include "decode/labels.h"

namespace pressclip {

// What `<meta charset>`, `<meta http-equiv>` or an XML declaration in the first bytes says, by the prescan
// algorithm of the HTML standard; null where they say nothing that can be read.
const Encoding* prescan_encoding(std::string_view bytes);

}  // namespace pressclip
