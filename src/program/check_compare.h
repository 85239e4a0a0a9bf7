// An answer against what is expected of it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "program/check_fields.h"

namespace pressclip {

enum class Change : std::uint8_t { missing, added, changed };

struct PartDifference {
  std::string name;
  std::string expected, got;  // as a person reads them
  bool are_texts = false;     // so that it is worth saying which words differ
};

// One element that is not as expected.
struct ElementDifference {
  Change change = Change::changed;
  std::size_t at = 0;                 // its place, from 0: in what was got, but for one that is missing
  Element element;                    // as it was got, but for one that is missing
  std::vector<PartDifference> parts;  // of one that is changed
};

// What an element that was got is made of: how it was expected, if it was, and whether it is just so.
struct Match {
  std::optional<std::size_t> expected;
  bool same = false;
};

struct FieldDifference {
  std::string name;
  bool is_list = false;  // on both sides, so that its elements could be compared
  std::vector<ElementDifference> elements;
  std::vector<Match> matches;  // of a list: one for each element that was got
};

struct Comparison {
  std::vector<FieldDifference> fields;  // that are not as expected, in the order of what is expected
  std::optional<double> body_f1;        // where a body is expected
  bool body_tolerated = false;          // it is not as expected, but near enough to be no difference
};

// The key of expected files under which texts stand that must be in `removed`, each with its category or one
// of several.
inline constexpr std::string_view kRemovedCategories = "removed_categories";

// Compares the fields that `expected` has, but only `names` where there are any. Of an element only the parts
// that are expected are compared. A body whose F1 is not under `min_f1` is no difference.
Comparison compare(const std::vector<Field>& expected, const std::vector<Field>& got,
                   const std::vector<std::string>& names, std::optional<double> min_f1);

}  // namespace pressclip
