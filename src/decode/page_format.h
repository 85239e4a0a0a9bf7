// Tells HTML from plain text by content.
#pragma once

#include <string_view>

namespace pressclip {

// Whether a decoded page is HTML: it begins like a document, or names elements of HTML in tags as often as
// markup does. A text that only mentions a tag or two is not.
bool looks_like_html(std::string_view text);

// Whether a decoded page is no text at all but the bytes of a picture, a program, an archive: one in twenty
// of its first characters is a control character or was not readable.
bool looks_binary(std::string_view text);

}  // namespace pressclip
