#include "label/model_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <optional>
#include <span>
#include <utility>

namespace pressclip {
namespace {

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

// A branch as the text has it.
struct Branch {
  std::uint32_t column = 0;
  float threshold = 0;
  std::array<std::int32_t, 2> next{};  // a branch each, or ~leaf where negative
};

// Adds the tree that begins at `root`; false where it has too many leaves. Branches lead to later ones only.
bool grow_tree(std::span<const Branch> branches, std::span<const double> leaves, std::int32_t root,
               GrownTrees& trees) {
  const std::size_t first_leaf = trees.leaves.size();
  const auto reached = [&] { return trees.leaves.size() - first_leaf; };
  // What is still to be walked: a node, and the split that it is on the right of.
  struct Step {
    std::int32_t node;
    std::optional<std::size_t> left_of;
  };
  for (std::vector<Step> steps = {{root, std::nullopt}}; !steps.empty();) {
    // Each step comes to a leaf at least.
    if (reached() + steps.size() > Trees::kMostLeaves) return false;
    const Step step = steps.back();
    steps.pop_back();
    // All leaves so far, but for those before the split, are on its left.
    if (step.left_of) {
      std::uint32_t& left = trees.splits[*step.left_of].leaves_on_left;
      left = ((std::uint32_t{1} << reached()) - 1) & ~((std::uint32_t{1} << left) - 1);
    }
    if (step.node < 0) {
      trees.leaves.push_back(leaves[static_cast<std::uint32_t>(~step.node)]);
      continue;
    }
    const Branch& branch = branches[static_cast<std::size_t>(step.node)];
    steps.push_back({branch.next[1], trees.splits.size()});
    steps.push_back({branch.next[0], std::nullopt});
    // For now, how many leaves stand before it.
    trees.splits.push_back({branch.column, branch.threshold, static_cast<std::uint32_t>(reached())});
  }
  trees.sizes.push_back(static_cast<std::uint8_t>(reached()));
  return true;
}

// forest NAME columns N name… branches N (column threshold left right)… leaves N value… roots N node…
std::variant<ForestText, std::string> parse_forest(Words& words, std::string_view name,
                                                   const KnownNames* known) {
  ForestText forest;
  if (words.next() != "columns") return "expected \"columns\"";
  const auto columns = words.next_number<std::uint32_t>();
  if (!columns || *columns > 10000) return "the number of columns can't be read";
  for (std::uint32_t i = 0; i < *columns; ++i) {
    const std::string_view column = words.next();
    if (known != nullptr && !known->column(name, column))
      return "there is no evidence called \"" + std::string(column) + "\"";
    forest.columns.push_back(column);
  }
  if (words.next() != "branches") return "expected \"branches\"";
  const auto branches = words.next_number<std::uint32_t>();
  if (!branches || *branches > 10'000'000) return "the number of branches can't be read";
  constexpr std::uint32_t kReserved = 10000;  // the number may be wrong
  std::vector<Branch> read_branches;
  read_branches.reserve(std::min(*branches, kReserved));
  for (std::uint32_t i = 0; i < *branches; ++i) {
    const auto column = words.next_number<std::uint32_t>();
    const auto threshold = words.next_number<float>();
    const auto left = words.next_number<std::int32_t>();
    const auto right = words.next_number<std::int32_t>();
    if (!column || *column >= forest.columns.size() || !threshold || !std::isfinite(*threshold) || !left ||
        !right)
      return "branch " + std::to_string(i) + " can't be read";
    read_branches.push_back({*column, *threshold, {*left, *right}});
  }
  if (words.next() != "leaves") return "expected \"leaves\"";
  const auto leaves = words.next_number<std::uint32_t>();
  if (!leaves || *leaves > 10'000'000) return "the number of leaves can't be read";
  std::vector<double> read_leaves;
  read_leaves.reserve(std::min(*leaves, kReserved));
  for (std::uint32_t i = 0; i < *leaves; ++i) {
    const auto value = words.next_number<double>();
    if (!value || !std::isfinite(*value)) return "leaf " + std::to_string(i) + " can't be read";
    read_leaves.push_back(*value);
  }
  // A branch leads to later branches only, so that every walk ends.
  for (std::size_t i = 0; i < read_branches.size(); ++i)
    for (const std::int32_t child : read_branches[i].next)
      if (!is_node(child, read_branches.size(), read_leaves.size()) ||
          (child >= 0 && static_cast<std::size_t>(child) <= i))
        return "branch " + std::to_string(i) + " leads nowhere";
  if (words.next() != "roots") return "expected \"roots\"";
  const auto roots = words.next_number<std::uint32_t>();
  if (!roots || *roots > 100'000) return "the number of roots can't be read";
  for (std::uint32_t i = 0; i < *roots; ++i) {
    const auto root = words.next_number<std::int32_t>();
    if (!root || !is_node(*root, read_branches.size(), read_leaves.size()))
      return "root " + std::to_string(i) + " can't be read";
    if (!grow_tree(read_branches, read_leaves, *root, forest.trees))
      return "root " + std::to_string(i) + " is of a tree of more than " +
             std::to_string(Trees::kMostLeaves) + " leaves";
  }
  return forest;
}

// words NAME N (word weight)…
std::variant<WordWeights, std::string> parse_weights(Words& words) {
  const auto count = words.next_number<std::uint32_t>();
  if (!count || *count > 1'000'000) return "the number of words can't be read";
  std::vector<WordWeights::Word> weights;
  for (std::uint32_t i = 0; i < *count; ++i) {
    const std::string_view word = words.next();
    const auto weight = words.next_number<std::int32_t>();
    constexpr std::int32_t kLargest = 100'000;
    if (word.empty() || !weight || *weight > kLargest || *weight < -kLargest)
      return "word " + std::to_string(i) + " can't be read";
    weights.emplace_back(word, *weight);
  }
  return WordWeights(weights);
}

}  // namespace

std::variant<ModelText, std::string> read_model_text(std::string_view text, const KnownNames* known) {
  Words words(text);
  if (words.next() != "pressclip-model" || words.next() != "1")
    return "this is not a pressclip model of version 1";
  ModelText model;
  for (std::string_view word = words.next(); !word.empty(); word = words.next()) {
    if (word != "forest" && word != "words")
      return R"(expected "forest" or "words" but found ")" + std::string(word.substr(0, 40)) + "\"";
    const std::string_view name = words.next();
    const auto wrong = [&](const std::string& reason) {
      return std::string(word) + ' ' + std::string(name) + ": " + reason;
    };
    if (word == "words") {
      if (known != nullptr && !known->words(name))
        return "there are no words called \"" + std::string(name.substr(0, 40)) + "\"";
      auto weights = parse_weights(words);
      if (const auto* reason = std::get_if<std::string>(&weights)) return wrong(*reason);
      model.words.emplace_back(name, std::get<WordWeights>(std::move(weights)));
    } else {
      if (known != nullptr && !known->forest(name))
        return "there is no forest called \"" + std::string(name.substr(0, 40)) + "\"";
      auto forest = parse_forest(words, name, known);
      if (const auto* reason = std::get_if<std::string>(&forest)) return wrong(*reason);
      model.forests.emplace_back(name, std::get<ForestText>(std::move(forest)));
    }
  }
  return model;
}

}  // namespace pressclip
