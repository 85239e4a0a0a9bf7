// The words of bylines in many languages.
#pragma once

#include <string_view>

namespace pressclip::metadata {

// Words are given folded (see fold_word).

// The length of what leads to a name at the beginning of `folded` ("by ", "text: ", "written by "), 0 where
// there is none.
std::size_t byline_lead_length(std::string_view folded, std::string_view language);
// "and" between two names.
bool is_conjunction(std::string_view word, std::string_view language);
// Words for what a person does: "editor", "Redakteurin", "corresponsal".
bool is_role_word(std::string_view word);
// Words that end the names: "in" Berlin, "for" The Times, "contributed".
bool is_stop_word(std::string_view word, std::string_view language);
// The page's machinery under which articles are filed: "admin", "webmaster".
bool is_account_name(std::string_view folded);
// What stands in author fields without being a name: "photo", "share", "follow".
bool is_noise_word(std::string_view word);
// Words for a piece of writing, as in "all posts by", "alle Beiträge von".
bool is_piece_word(std::string_view word);
// Degrees and other letters behind a name: "PhD", "M.D.", "Jr.". As written.
bool is_name_suffix(std::string_view text);

}  // namespace pressclip::metadata
