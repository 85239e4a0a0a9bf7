// The text of a model file (docs/MODEL.md), as it stands: what its columns mean is not asked. For
// Models::parse, and for the build, which makes tables of the files that are compiled in.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "label/forest.h"
#include "label/weight_table.h"

namespace pressclip {

struct ForestText {
  std::vector<std::string_view> columns;  // into the text
  GrownTrees trees;
};

struct ModelText {
  std::vector<std::pair<std::string_view, ForestText>> forests;  // by name, in their order
  std::vector<std::pair<std::string_view, WordWeights>> words;
};

// Which names have a meaning.
struct KnownNames {
  std::function<bool(std::string_view)> forest;
  std::function<bool(std::string_view forest, std::string_view column)> column;
  std::function<bool(std::string_view)> words;
};

// The text says what is wrong. Names are only read where `known` is null.
std::variant<ModelText, std::string> read_model_text(std::string_view text, const KnownNames* known);

}  // namespace pressclip
