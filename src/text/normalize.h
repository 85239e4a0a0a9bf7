// Text as the output has it, shared by the stages that read a page's characters.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace pressclip {

// UTF-8 in NFC with white space (Unicode's, no-break spaces too) collapsed to single spaces and trimmed,
// without control characters, soft hyphens, zero-width spaces, word joiners, bidirectional controls and
// byte-order marks. Zero-width joiners and non-joiners stay. Invalid UTF-8 becomes U+FFFD. A run of more than
// 30 combining marks is broken by U+034F, as the Stream-Safe Text Format of UAX #15 does.
std::string normalize_text(std::string_view text);
// The same, in place of what is in `out`, the memory of which is used again.
void normalize_text(std::string_view text, std::string& out);

// The same with spaces and line feeds kept as they are; carriage returns become line feeds, tabs stay. Blank
// lines at the start and the end are cut.
std::string normalize_preformatted(std::string_view text);

bool is_ascii(std::string_view text);

// Whether a text is printable ASCII that normalize_text leaves as it is.
bool is_plain_ascii(std::string_view text);

// Number of words: runs of letters, marks and digits, where each Han, Hiragana and Katakana character counts
// as a word. Joiners stand inside words.
std::size_t count_words(std::string_view text);

// Those words, in order, as they stand in `text`.
std::vector<std::string_view> split_words(std::string_view text);

// Number of code points.
std::size_t count_characters(std::string_view text);

// Each character in its simple case folding, by which regular expressions ignore case: as many characters as
// before.
std::string fold_case(std::string_view text);

// Only letters, marks and digits, case-folded: for comparing titles whatever their punctuation.
std::string fold_for_comparison(std::string_view text);
// The same, in place of what is in `out`, the memory of which is used again.
void fold_for_comparison(std::string_view text, std::string& out);

}  // namespace pressclip
