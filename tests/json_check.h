// What the tests ask of JSON: is it valid against the schema?
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace pressclip::testing {

// Why `json` is not a record of the schema; nothing where it is one.
std::optional<std::string> schema_problem(std::string_view json);

}  // namespace pressclip::testing
