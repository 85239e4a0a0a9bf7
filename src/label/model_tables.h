// The models of src/label/data as tables, which src/prepare/write_models.cpp makes of their text when the
// library is built: no process reads it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "label/forest.h"
#include "label/weight_table.h"

namespace pressclip {

struct ForestTable {
  std::string_view name;
  std::span<const std::string_view> columns;
  Trees trees;
};

struct WeightTable {
  std::string_view name;
  WordWeights::Table table;
};

namespace model_tables {

std::span<const ForestTable> forests();
std::span<const WeightTable> words();

}  // namespace model_tables
}  // namespace pressclip
