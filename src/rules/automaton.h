// Patterns as small automata of our own, for texts in their case folding: what rules use of RE2's syntax.
// RE2 takes a millisecond to make ready a pattern of many words, which a page of a kind would ask for a
// hundred times; these are made when the library is built, and are a few numbers each.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "rules/bit_table.h"

namespace pressclip {

// What of a text a match must cover, beside lying in it.
enum class Anchoring : std::uint8_t { nothing, start, both };

// The program of a pattern that ignores case; nothing where the pattern uses what automata don't know, or
// would become too large.
std::optional<std::u16string> compile_automaton(std::string_view pattern);

// Whether what the program matches can only stand where a text begins, by what the program begins with.
bool begins_text(std::u16string_view program);

// Whether a match may begin where `text` does, by its first two characters alone.
bool may_begin(std::u16string_view program, std::string_view text);

// Which pairs of ASCII characters may stand second and third, and third and fourth, in what matches. Hashed.
inline constexpr std::size_t kLaterPairBits = 1024;
using LaterPairs = std::array<BitTable<kLaterPairBits>, 2>;
LaterPairs later_pairs(std::u16string_view program);
// No more than so many bytes of a text count for may_begin and may_go_on.
inline constexpr std::size_t kBeginningBytes = 4;
// Whether a match that may begin where `text` does may go on as it does.
bool may_go_on(const LaterPairs& pairs, std::string_view text);

// Whether the automaton matches `text`, which is UTF-8 as fold_case gives it. Linear in the text.
bool matches(std::u16string_view program, std::string_view text, Anchoring anchoring);

}  // namespace pressclip
