// The text of an expected file, both ways: its fields, and the file with some of them as they were got.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "program/check_compare.h"
#include "program/check_fields.h"

namespace pressclip {

// More than any answer comes to: it has 16,384 blocks at most. A value takes some hundred bytes of memory
// here, and the JSON library looks through all keys of an object for each.
constexpr std::size_t kMaxExpectedBytes = std::size_t{16} << 20U;
constexpr std::size_t kMaxExpectedValues = 500'000;
constexpr std::size_t kMaxExpectedMembers = 1000;

// read_fields of a text that is bounded as above; else the reason says what is too much.
std::variant<std::vector<Field>, std::string> read_expected(std::string_view text);

// The fields of the JSON object that `text` is, in its order, or a reason for a person why there are none.
// Any bytes may come.
std::variant<std::vector<Field>, std::string> read_fields(std::string_view text);

// `expected` with the values of the fields that differ taken from `got`; every other byte of it stays, down
// to the elements of a list that are as they were. Both are texts that read_fields has understood;
// `comparison` is theirs. New elements have the keys that the others have, and are written in their manner.
std::string updated_expected(std::string_view expected, std::string_view got, const Comparison& comparison);

}  // namespace pressclip
