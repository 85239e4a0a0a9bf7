// The text of an expected file, both ways: its fields, and the file with some of them as they were got.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "program/check_compare.h"
#include "program/check_fields.h"

namespace pressclip {

// The fields of the JSON object that `text` is, in its order, or a reason for a person why there are none.
// Any bytes may come.
std::variant<std::vector<Field>, std::string> read_fields(std::string_view text);

// `expected` with the values of the fields that differ taken from `got`; every other byte of it stays, down
// to the elements of a list that are as they were. Both are texts that read_fields has understood;
// `comparison` is theirs. New elements have the keys that the others have, and are written in their manner.
std::string updated_expected(std::string_view expected, std::string_view got, const Comparison& comparison);

}  // namespace pressclip
