#include "label/model.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <tuple>
#include <utility>

#include "label/category.h"
#include "label/evidence.h"
#include "label/model_tables.h"
#include "label/model_text.h"
#include "label/stubs.h"
#include "label/title_lines.h"

namespace pressclip {
namespace {

using Columns = std::map<std::string_view, std::uint32_t>;

void add_column(Columns& columns, std::string_view name) {
  columns.emplace(name, static_cast<std::uint32_t>(columns.size()));
}

// Puts what a model holds where it belongs, by the names of forests, words and columns.
class Assembly {
 public:
  Assembly() {
    for (const std::string_view name : evidence_names()) add_column(block_columns_, name);
    second_columns_ = block_columns_;
    for (const std::string_view name : second_look_names()) add_column(second_columns_, name);
    for (const std::string_view name : title_line_names()) add_column(title_columns_, name);
    for (const std::string_view name : stub_evidence_names()) add_column(stub_columns_, name);
    category_columns_ = second_columns_;
    for (const std::string_view name : category_evidence_names()) add_column(category_columns_, name);
    forests_ = {{"html_first", {&models_.html.first, &block_columns_}},
                {"html_second", {&models_.html.second, &second_columns_}},
                {"text_first", {&models_.text.first, &block_columns_}},
                {"text_second", {&models_.text.second, &second_columns_}},
                {"title_lines", {&models_.title_lines, &title_columns_}},
                {"stubs", {&models_.stubs, &stub_columns_}}};
    for (std::size_t category = 0; category < kCategoryNames.size(); ++category)
      forests_.emplace("category_" + std::string(kCategoryNames[category]),
                       std::pair{&models_.categories[category], &category_columns_});
    words_ = {{"html_words", &models_.html.words},
              {"html_places", &models_.html.places},
              {"text_words", &models_.text.words}};
  }
  Assembly(const Assembly&) = delete;
  Assembly& operator=(const Assembly&) = delete;

  [[nodiscard]] KnownNames known_names() const {
    return {[this](std::string_view forest) { return forests_.contains(forest); },
            [this](std::string_view forest, std::string_view column) {
              return forests_.find(forest)->second.second->contains(column);
            },
            [this](std::string_view words) { return words_.contains(words); }};
  }

  // All names are known ones.
  template <typename TheTrees>
  void add_forest(std::string_view name, std::span<const std::string_view> columns, TheTrees trees) {
    const auto& [place, column_numbers] = forests_.find(name)->second;
    std::vector<std::uint32_t> column_of;
    for (const std::string_view column : columns) column_of.push_back(column_numbers->at(column));
    *place = Forest(std::move(column_of), std::move(trees));
  }
  void add_words(std::string_view name, WordWeights weights) {
    *words_.find(name)->second = std::move(weights);
  }

  Models finish() { return std::move(models_); }

 private:
  Models models_;
  Columns block_columns_, second_columns_, title_columns_, stub_columns_, category_columns_;
  std::map<std::string, std::pair<Forest*, const Columns*>, std::less<>> forests_;
  std::map<std::string_view, WordWeights*> words_;
};

}  // namespace

std::variant<Models, std::string> Models::parse(std::span<const std::string_view> texts) {
  Assembly assembly;
  const KnownNames known = assembly.known_names();
  for (const std::string_view text : texts) {
    auto read = read_model_text(text, &known);
    if (auto* reason = std::get_if<std::string>(&read)) return std::move(*reason);
    auto& model = std::get<ModelText>(read);
    for (auto& [name, weights] : model.words) assembly.add_words(name, std::move(weights));
    for (auto& [name, forest] : model.forests)
      assembly.add_forest(name, forest.columns, std::move(forest.trees));
  }
  return assembly.finish();
}

const Models& Models::built_in() {
  static const Models models = [] {
    Assembly assembly;
    // The tests compare what is here with the files; a name that means nothing would leave every block as
    // likely content as not.
    const KnownNames known = assembly.known_names();
    for (const WeightTable& table : model_tables::words())
      if (known.words(table.name)) assembly.add_words(table.name, WordWeights(table.table));
    for (const ForestTable& table : model_tables::forests())
      if (known.forest(table.name) && std::ranges::all_of(table.columns, [&](std::string_view column) {
            return known.column(table.name, column);
          }))
        assembly.add_forest(table.name, table.columns, table.trees);
    return assembly.finish();
  }();
  return models;
}

double probability(double margin) {
  // Values at whole numbers from -8 to 8, and straight lines between them.
  static constexpr std::array<double, 17> kAtWhole = {
      0.000335, 0.000911, 0.002473, 0.006693, 0.017986, 0.047426, 0.119203, 0.268941, 0.5,
      0.731059, 0.880797, 0.952574, 0.982014, 0.993307, 0.997527, 0.999089, 0.999665};
  const double clamped = std::clamp(margin, -8.0, 8.0);
  const double below = std::min(std::floor(clamped), 7.0);
  const auto at = static_cast<std::size_t>(below + 8.0);
  return kAtWhole[at] + (kAtWhole[at + 1] - kAtWhole[at]) * (clamped - below);
}

}  // namespace pressclip
