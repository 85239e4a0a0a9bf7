#include "label/model.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <map>
#include <optional>
#include <tuple>
#include <utility>

#include "label/category.h"
#include "label/evidence.h"
#include "label/stubs.h"
#include "label/title_lines.h"
#include "text/embedded_file.h"

namespace pressclip::model_files {
std::span<const EmbeddedFile> files();
}

namespace pressclip {
namespace {

using Columns = std::map<std::string_view, std::uint32_t>;

void add_column(Columns& columns, std::string_view name) {
  columns.emplace(name, static_cast<std::uint32_t>(columns.size()));
}

// The words of a text, separated by white space, one at a time.
class Words {
 public:
  explicit Words(std::string_view text) : rest_(text) {}

  std::string_view next() {
    const auto is_space = [](char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; };
    std::size_t begin = 0;
    while (begin < rest_.size() && is_space(rest_[begin])) ++begin;
    std::size_t end = begin;
    while (end < rest_.size() && !is_space(rest_[end])) ++end;
    const std::string_view word = rest_.substr(begin, end - begin);
    rest_.remove_prefix(end);
    return word;
  }

  template <typename Number>
  std::optional<Number> next_number() {
    const std::string_view word = next();
    Number value{};
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
    if (error != std::errc{} || end != word.data() + word.size()) return std::nullopt;
    return value;
  }

 private:
  std::string_view rest_;
};

bool is_node(std::int32_t node, std::size_t branches, std::size_t leaves) {
  return node >= 0 ? static_cast<std::size_t>(node) < branches : static_cast<std::uint32_t>(~node) < leaves;
}

// forest NAME columns N name… branches N (column threshold left right)… leaves N value… roots N node…
std::variant<Forest, std::string> parse_forest(Words& words, const Columns& known) {
  Forest forest;
  if (words.next() != "columns") return "expected \"columns\"";
  const auto columns = words.next_number<std::uint32_t>();
  if (!columns || *columns > 10000) return "the number of columns can't be read";
  std::vector<std::uint32_t> column_of;
  for (std::uint32_t i = 0; i < *columns; ++i) {
    const std::string_view name = words.next();
    const auto found = known.find(name);
    if (found == known.end()) return "there is no evidence called \"" + std::string(name) + "\"";
    column_of.push_back(found->second);
  }
  if (words.next() != "branches") return "expected \"branches\"";
  const auto branches = words.next_number<std::uint32_t>();
  if (!branches || *branches > 10'000'000) return "the number of branches can't be read";
  constexpr std::uint32_t kReserved = 10000;  // the number may be wrong
  forest.branches.reserve(std::min(*branches, kReserved));
  for (std::uint32_t i = 0; i < *branches; ++i) {
    const auto column = words.next_number<std::uint32_t>();
    const auto threshold = words.next_number<float>();
    const auto left = words.next_number<std::int32_t>();
    const auto right = words.next_number<std::int32_t>();
    if (!column || *column >= column_of.size() || !threshold || !std::isfinite(*threshold) || !left || !right)
      return "branch " + std::to_string(i) + " can't be read";
    forest.branches.push_back({column_of[*column], *threshold, *left, *right});
  }
  if (words.next() != "leaves") return "expected \"leaves\"";
  const auto leaves = words.next_number<std::uint32_t>();
  if (!leaves || *leaves > 10'000'000) return "the number of leaves can't be read";
  forest.leaves.reserve(std::min(*leaves, kReserved));
  for (std::uint32_t i = 0; i < *leaves; ++i) {
    const auto value = words.next_number<double>();
    if (!value || !std::isfinite(*value)) return "leaf " + std::to_string(i) + " can't be read";
    forest.leaves.push_back(*value);
  }
  if (words.next() != "roots") return "expected \"roots\"";
  const auto roots = words.next_number<std::uint32_t>();
  if (!roots || *roots > 100'000) return "the number of roots can't be read";
  for (std::uint32_t i = 0; i < *roots; ++i) {
    const auto root = words.next_number<std::int32_t>();
    if (!root || !is_node(*root, forest.branches.size(), forest.leaves.size()))
      return "root " + std::to_string(i) + " can't be read";
    forest.roots.push_back(*root);
  }
  // A branch leads to later branches only, so that every walk ends.
  for (std::size_t i = 0; i < forest.branches.size(); ++i)
    for (const std::int32_t child : {forest.branches[i].left, forest.branches[i].right})
      if (!is_node(child, forest.branches.size(), forest.leaves.size()) ||
          (child >= 0 && static_cast<std::size_t>(child) <= i))
        return "branch " + std::to_string(i) + " leads nowhere";
  return forest;
}

// words NAME N (word weight)…
std::variant<WordWeights, std::string> parse_weights(Words& words) {
  WordWeights weights;
  const auto count = words.next_number<std::uint32_t>();
  if (!count || *count > 1'000'000) return "the number of words can't be read";
  for (std::uint32_t i = 0; i < *count; ++i) {
    const std::string_view word = words.next();
    const auto weight = words.next_number<std::int32_t>();
    constexpr std::int32_t kLargest = 100'000;
    if (word.empty() || !weight || *weight > kLargest || *weight < -kLargest)
      return "word " + std::to_string(i) + " can't be read";
    weights.add(word, *weight);
  }
  return weights;
}

}  // namespace

double Forest::margin(std::span<const float> row) const {
  // Several trees side by side: no walk waits for another, and where one turns is no branch of the program.
  constexpr std::size_t kTogether = 4;
  const auto step = [&](std::int32_t node) {
    const Branch& branch = branches[static_cast<std::size_t>(node < 0 ? 0 : node)];
    const std::int32_t next = row[branch.column] <= branch.threshold ? branch.left : branch.right;
    return node < 0 ? node : next;
  };
  double sum = 0;
  std::size_t tree = 0;
  if (!branches.empty())
    for (; tree + kTogether <= roots.size(); tree += kTogether) {
      std::int32_t a = roots[tree], b = roots[tree + 1], c = roots[tree + 2], d = roots[tree + 3];
      while ((a & b & c & d) >= 0) a = step(a), b = step(b), c = step(c), d = step(d);
      for (const std::int32_t node : {a, b, c, d}) sum += leaves[static_cast<std::uint32_t>(~node)];
    }
  for (; tree < roots.size(); ++tree) {
    std::int32_t node = roots[tree];
    while (node >= 0) node = step(node);
    sum += leaves[static_cast<std::uint32_t>(~node)];
  }
  return sum;
}

std::variant<Models, std::string> Models::parse(std::span<const std::string_view> texts) {
  Columns block_columns, second_columns, title_columns, stub_columns, category_columns;
  for (const std::string_view name : evidence_names()) add_column(block_columns, name);
  second_columns = block_columns;
  for (const std::string_view name : second_look_names()) add_column(second_columns, name);
  for (const std::string_view name : title_line_names()) add_column(title_columns, name);
  for (const std::string_view name : stub_evidence_names()) add_column(stub_columns, name);
  category_columns = second_columns;
  for (const std::string_view name : category_evidence_names()) add_column(category_columns, name);
  Models models;
  std::vector<std::tuple<std::string, Forest*, const Columns*>> forests = {
      {"html_first", &models.html.first, &block_columns},
      {"html_second", &models.html.second, &second_columns},
      {"text_first", &models.text.first, &block_columns},
      {"text_second", &models.text.second, &second_columns},
      {"title_lines", &models.title_lines, &title_columns},
      {"stubs", &models.stubs, &stub_columns}};
  for (std::size_t category = 0; category < kCategoryNames.size(); ++category)
    forests.emplace_back("category_" + std::string(kCategoryNames[category]), &models.categories[category],
                         &category_columns);
  const std::array<std::pair<std::string_view, WordWeights*>, 3> weights = {
      {{"html_words", &models.html.words},
       {"html_places", &models.html.places},
       {"text_words", &models.text.words}}};
  for (const std::string_view text : texts) {
    Words words(text);
    if (words.next() != "pressclip-model" || words.next() != "1")
      return "this is not a pressclip model of version 1";
    for (std::string_view word = words.next(); !word.empty(); word = words.next()) {
      if (word != "forest" && word != "words")
        return R"(expected "forest" or "words" but found ")" + std::string(word.substr(0, 40)) + "\"";
      const std::string_view name = words.next();
      if (word == "words") {
        const auto place = std::find_if(weights.begin(), weights.end(),
                                        [name](const auto& row) { return row.first == name; });
        if (place == weights.end())
          return "there are no words called \"" + std::string(name.substr(0, 40)) + "\"";
        auto parsed = parse_weights(words);
        if (const auto* reason = std::get_if<std::string>(&parsed))
          return "words " + std::string(name) + ": " + *reason;
        *place->second = std::get<WordWeights>(std::move(parsed));
        continue;
      }
      const auto known = std::find_if(forests.begin(), forests.end(),
                                      [name](const auto& row) { return std::get<0>(row) == name; });
      if (known == forests.end())
        return "there is no forest called \"" + std::string(name.substr(0, 40)) + "\"";
      auto forest = parse_forest(words, *std::get<2>(*known));
      if (const auto* reason = std::get_if<std::string>(&forest))
        return "forest " + std::string(name) + ": " + *reason;
      *std::get<1>(*known) = std::move(std::get<Forest>(forest));
    }
  }
  return models;
}

const Models& Models::built_in() {
  static const Models models = [] {
    std::vector<std::string_view> texts;
    for (const EmbeddedFile& file : model_files::files()) texts.push_back(file.text);
    auto parsed = parse(texts);
    // The tests read every file; a file that can't be read would leave every block as likely content as not.
    auto* found = std::get_if<Models>(&parsed);
    return found ? std::move(*found) : Models{};
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
