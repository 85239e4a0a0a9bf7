// Text out of strings that hold markup.
#pragma once

#include <string>
#include <string_view>

namespace pressclip::metadata {

// One line, normalised: tags taken out, entities decoded (twice where they were escaped twice).
std::string plain_line(std::string_view text);

// The same in paragraphs, separated by "\n\n": at block elements and <br> where the text has markup, else at
// line feeds.
std::string plain_paragraphs(std::string_view text);

}  // namespace pressclip::metadata
