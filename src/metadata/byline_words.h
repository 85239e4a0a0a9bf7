// The words of bylines in many languages.
#pragma once

#include <string_view>

namespace pressclip::metadata {

// Words are given folded (see fold_word).

// The length of what leads to a name at the beginning of `folded` ("by ", "text: ", "written by "), 0 where
// there is none.
std::size_t byline_lead_length(std::string_view folded, std::string_view language);
// Of the leads those that name a source: "source:", "来源:".
bool is_source_lead(std::string_view lead);
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
// What lines of buttons, subjects and notices are made of, and names are not: "meet", "weitere", "lectura".
bool is_label_word(std::string_view word);
// What institutions are called, "ministry", "Landesanstalt", and what joins that to the rest of their names.
bool is_institution_word(std::string_view word);
bool is_institution_link(std::string_view word);
// Groups that sign together: "staff", "Redaktion".
bool is_collective_word(std::string_view word);
// News agencies, by their whole name.
bool is_agency(std::string_view folded);
// Small words within names: "van", "de la".
bool is_name_particle(std::string_view word);
// Degrees and other letters behind a name: "PhD", "M.D.", "Jr.". As written.
bool is_name_suffix(std::string_view text);

}  // namespace pressclip::metadata
