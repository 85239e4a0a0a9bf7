// What the tests ask of JSON: is it valid against the schema, and is it what a case expects?
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pressclip::testing {

// Why `json` is not a record of the schema; nothing where it is one.
std::optional<std::string> schema_problem(std::string_view json);

struct Difference {
  std::string path;  // "body[3].text"
  std::string expected, got;
};

// The first place where `got` is not what `expected` says. Only the keys that `expected` has are compared;
// its key "removed_categories" holds texts that must be in `removed`, each under its category or one of a
// list of them.
std::optional<Difference> first_difference(std::string_view expected, std::string_view got);

// Whether the object has the key.
bool has_key(std::string_view object, std::string_view key);

}  // namespace pressclip::testing
