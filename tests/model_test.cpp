// model: reading of model files, walking of trees, and the models that are compiled in.
#include "label/model.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "label/evidence.h"
#include "label/stubs.h"
#include "pressclip/pressclip.h"

namespace pressclip {
namespace {

std::variant<Models, std::string> parse(std::string_view text) {
  const std::string_view texts[] = {text};
  return Models::parse(texts);
}

// What is wrong with a model file; empty where it can be read.
std::string problem(std::string_view text) {
  const auto parsed = parse(text);
  const auto* reason = std::get_if<std::string>(&parsed);
  return reason ? *reason : std::string();
}

std::size_t column_of(std::string_view name) {
  const auto names = evidence_names();
  return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
}

constexpr std::string_view kGood =
    "pressclip-model 1\n"
    "forest html_first columns 2\n"
    "prose length\n"
    "branches 2\n"
    "0 0.5 -1 1\n"
    "1 80 -2 -3\n"
    "leaves 3\n"
    "-2 0.25 1.5\n"
    "roots 2\n"
    "0 -3\n";

TEST(ModelFile, IsReadAsItStands) {
  const auto parsed = parse(kGood);
  ASSERT_TRUE(std::holds_alternative<Models>(parsed)) << std::get<std::string>(parsed);
  const Forest& forest = std::get<Models>(parsed).html.first;
  const Trees& trees = forest.trees();
  ASSERT_EQ(trees.splits.size(), 2U);
  EXPECT_EQ(forest.columns()[trees.splits[0].column], column_of("prose"));
  EXPECT_EQ(forest.columns()[trees.splits[1].column], column_of("length"));
  EXPECT_EQ(trees.splits[0].threshold, 0.5F);
  EXPECT_EQ(trees.splits[0].leaves_on_left, 1U);
  EXPECT_EQ(trees.splits[1].leaves_on_left, 2U);
  EXPECT_TRUE(std::ranges::equal(trees.leaves, std::vector<double>{-2, 0.25, 1.5, 1.5}));
  EXPECT_TRUE(std::ranges::equal(trees.sizes, std::vector<int>{3, 1}));
  EXPECT_TRUE(std::get<Models>(parsed).html.second.is_empty());
  EXPECT_TRUE(std::get<Models>(parsed).stubs.is_empty());
}

// A tree of so many leaves, each branch with a leaf on one side.
std::string tree_of(std::size_t leaves, bool to_the_left) {
  std::string text =
      "pressclip-model 1\nforest html_first columns 1\nlength\nbranches " + std::to_string(leaves - 1) + "\n";
  for (std::size_t i = 0; i + 1 < leaves; ++i) {
    const std::string on = i + 2 < leaves ? std::to_string(i + 1) : std::to_string(-static_cast<int>(leaves));
    const std::string leaf = std::to_string(-1 - static_cast<int>(i));
    const std::string threshold = std::to_string(to_the_left ? leaves - i : i + 1);
    text += "0 " + threshold + " " + (to_the_left ? on + " " + leaf : leaf + " " + on) + "\n";
  }
  text += "leaves " + std::to_string(leaves) + "\n";
  for (std::size_t i = 0; i < leaves; ++i) text += std::to_string(i) + " ";
  return text + "roots 1\n0\n";
}

TEST(ModelFile, ATreeHasThirtyTwoLeavesAtMost) {
  for (const bool to_the_left : {false, true}) {
    EXPECT_EQ(problem(tree_of(32, to_the_left)), "");
    EXPECT_EQ(problem(tree_of(33, to_the_left)),
              "forest html_first: root 0 is of a tree of more than 32 leaves");
  }
  // Each branch leads to the next one on both sides: a tree of 2^40 leaves.
  std::string text = "pressclip-model 1\nforest html_first columns 1\nlength\nbranches 40\n";
  for (int i = 1; i <= 40; ++i)
    text += i < 40 ? "0 1 " + std::to_string(i) + " " + std::to_string(i) + "\n" : "0 1 -1 -1\n";
  EXPECT_EQ(problem(text + "leaves 1\n1\nroots 1\n0\n"),
            "forest html_first: root 0 is of a tree of more than 32 leaves");
}

TEST(ModelFile, HoldsWeightsOfWords) {
  const auto parsed = parse(
      "pressclip-model 1\nwords html_words 2\nnewsletter -900\nread+more -400\n"
      "words html_places 1\n1:<p> 250\nwords text_words 1\nsaid 300\n");
  ASSERT_TRUE(std::holds_alternative<Models>(parsed)) << std::get<std::string>(parsed);
  const Models& models = std::get<Models>(parsed);
  EXPECT_EQ(models.html.words.size(), 2U);
  EXPECT_EQ(models.html.places.size(), 1U);
  EXPECT_EQ(models.text.words.size(), 1U);
  EXPECT_EQ(models.text.places.size(), 0U);
}

TEST(ModelFile, ErrorsWithinWeightsNameThem) {
  EXPECT_EQ(problem("pressclip-model 1\nwords other 0\n"), "there are no words called \"other\"");
  EXPECT_EQ(problem("pressclip-model 1\nwords html_words many\n"),
            "words html_words: the number of words can't be read");
  EXPECT_EQ(problem("pressclip-model 1\nwords html_words 2\nsaid 300\nword\n"),
            "words html_words: word 1 can't be read");
  EXPECT_EQ(problem("pressclip-model 1\nwords html_words 1\nsaid 100001\n"),
            "words html_words: word 0 can't be read");
}

TEST(ModelFile, ErrorsNameWhatIsWrong) {
  const std::string header = "pressclip-model 1\n";
  const std::string first = header + "forest html_first columns 1\nprose\n";
  const std::string branch = first + "branches 1\n";
  const std::string tail = "leaves 2\n-1 1\nroots 1\n0\n";
  const struct {
    std::string_view name;
    std::string text;
    std::string_view expected;  // a part of the reason; empty: no error
  } rows[] = {
      {"empty file", "", "not a pressclip model"},
      {"other format", "tree\nversion=v4\n", "not a pressclip model"},
      {"wrong version", "pressclip-model 2\n", "version 1"},
      {"version that only begins with 1", "pressclip-model 10\n", "version 1"},
      {"header alone", header, ""},
      {"white space is free", "  pressclip-model\r\n\t1\r\n", ""},
      {"no forest", header + "bush html_first columns 0", "found \"bush\""},
      {"unknown forest", header + "forest html_third columns 0", "no forest called \"html_third\""},
      {"forest without a name", header + "forest", "no forest called \"\""},
      {"no columns", header + "forest html_first branches 0", "expected \"columns\""},
      {"count of columns", header + "forest html_first columns many", "number of columns"},
      {"too many columns", header + "forest html_first columns 10001 prose", "number of columns"},
      {"unknown column", header + "forest html_first columns 1\nweather\n", "no evidence called \"weather\""},
      {"fewer columns than counted", header + "forest html_first columns 2\nprose\nbranches 0\n",
       "no evidence called \"branches\""},
      {"second look's column at the first look", header + "forest html_first columns 1\nsecond_score\n",
       "no evidence called \"second_score\""},
      {"second look's column at the second",
       header + "forest html_second columns 1\nsecond_score\nbranches 0\nleaves 1\n1\nroots 1\n-1\n", ""},
      {"first look's column at the second",
       header + "forest html_second columns 1\nprose\nbranches 0\nleaves 1\n1\nroots 1\n-1\n", ""},
      {"block's column for stubs", header + "forest stubs columns 1\nprose\n",
       "no evidence called \"prose\""},
      {"stubs' column for blocks", header + "forest html_first columns 1\ntitle_length\n",
       "no evidence called \"title_length\""},
      {"no branches", first + "leaves 1\n1\nroots 1\n-1\n", "expected \"branches\""},
      {"count of branches", first + "branches -1\n", "number of branches"},
      {"branch with a column that is not there", branch + "1 0.5 -1 -2\n" + tail, "branch 0 can't be read"},
      {"branch without a threshold", branch + "0 x -1 -2\n" + tail, "branch 0 can't be read"},
      {"branch cut short", branch + "0 0.5 -1\n" + tail, "branch 0 can't be read"},
      {"branch's child not whole", branch + "0 0.5 -1 -2.5\n" + tail, "branch 0 can't be read"},
      {"second branch is broken", first + "branches 2\n0 0.5 -1 1\n0 1 a b\n" + tail,
       "branch 1 can't be read"},
      {"branch to a leaf that is not there", branch + "0 0.5 -1 -3\n" + tail, "branch 0 leads nowhere"},
      {"branch to a branch that is not there", branch + "0 0.5 1 -2\n" + tail, "branch 0 leads nowhere"},
      {"branch to itself", branch + "0 0.5 0 -2\n" + tail, "branch 0 leads nowhere"},
      {"branch backwards", first + "branches 2\n0 0.5 -1 1\n0 1 0 -2\n" + tail, "branch 1 leads nowhere"},
      {"branch to the least number", branch + "0 0.5 -2147483648 -2\n" + tail, "branch 0 leads nowhere"},
      {"branch forwards", first + "branches 2\n0 0.5 -1 1\n0 1 -1 -2\n" + tail, ""},
      {"no leaves", branch + "0 0.5 -1 -2\nroots 1\n0\n", "expected \"leaves\""},
      {"count of leaves", branch + "0 0.5 -1 -2\nleaves two\n", "number of leaves"},
      {"leaf that is no number", branch + "0 0.5 -1 -2\nleaves 2\n-1 high\nroots 1\n0\n",
       "leaf 1 can't be read"},
      {"leaf too large", branch + "0 0.5 -1 -2\nleaves 2\n-1 1e999\nroots 1\n0\n", "leaf 1 can't be read"},
      {"leaf missing", branch + "0 0.5 -1 -2\nleaves 2\n-1\nroots 1\n0\n", "leaf 1 can't be read"},
      {"no roots", branch + "0 0.5 -1 -2\nleaves 2\n-1 1\n", "expected \"roots\""},
      {"count of roots", branch + "0 0.5 -1 -2\nleaves 2\n-1 1\nroots 1.5\n", "number of roots"},
      {"root that is not there", branch + "0 0.5 -1 -2\nleaves 2\n-1 1\nroots 1\n1\n",
       "root 0 can't be read"},
      {"root on a leaf that is not there", branch + "0 0.5 -1 -2\nleaves 2\n-1 1\nroots 1\n-3\n",
       "root 0 can't be read"},
      {"root missing", branch + "0 0.5 -1 -2\nleaves 2\n-1 1\nroots 2\n0\n", "root 1 can't be read"},
      {"something behind the last forest", std::string(kGood) + "more\n", "found \"more\""},
      {"good", std::string(kGood), ""},
  };
  for (const auto& row : rows) {
    const std::string reason = problem(row.text);
    if (row.expected.empty())
      EXPECT_EQ(reason, "") << row.name;
    else
      EXPECT_NE(reason.find(row.expected), std::string::npos) << row.name << ": got \"" << reason << '"';
  }
}

TEST(ModelFile, ErrorsWithinAForestNameIt) {
  EXPECT_EQ(problem("pressclip-model 1\nforest stubs columns 1\nweather\n").substr(0, 14), "forest stubs: ");
}

TEST(ModelFile, CutAnywhereIsAnErrorOrWhole) {
  // No beginning of a file is read as something that it is not: but for the header alone, a cut file is an
  // error, or it lacks the end of its last number.
  for (std::size_t length = 0; length < kGood.size(); ++length) {
    const auto parsed = parse(kGood.substr(0, length));
    const auto* models = std::get_if<Models>(&parsed);
    if (models == nullptr || models->html.first.is_empty()) continue;
    EXPECT_EQ(models->html.first.trees().sizes.size(), 2U) << length;
  }
}

TEST(ModelFile, OfAForestThatSeveralHoldTheLastCounts) {
  const std::string one = "pressclip-model 1\nforest stubs columns 0\nbranches 0\nleaves 1\n1\nroots 1\n-1\n";
  const std::string two = "pressclip-model 1\nforest stubs columns 0\nbranches 0\nleaves 1\n2\nroots 1\n-1\n";
  const std::string_view texts[] = {one, kGood, two};
  const auto parsed = Models::parse(texts);
  ASSERT_TRUE(std::holds_alternative<Models>(parsed));
  EXPECT_TRUE(std::ranges::equal(std::get<Models>(parsed).stubs.trees().leaves, std::vector<double>{2}));
  EXPECT_EQ(std::get<Models>(parsed).html.first.trees().sizes.size(), 2U);
}

TEST(ModelFile, OneBadFileOfSeveralIsAnError) {
  const std::string_view texts[] = {kGood, "no model"};
  EXPECT_TRUE(std::holds_alternative<std::string>(Models::parse(texts)));
}

TEST(ModelFile, ReadModelsGivesTheSameReason) {
  EXPECT_TRUE(std::holds_alternative<std::shared_ptr<const Models>>(read_models(kGood)));
  const auto bad = read_models("pressclip-model 2\n");
  ASSERT_TRUE(std::holds_alternative<std::string>(bad));
  EXPECT_EQ(std::get<std::string>(bad), problem("pressclip-model 2\n"));
}

// x <= 1: -1, else y <= 10: 0.5, else 2; and a tree of one leaf that adds 0.25.
Forest tiny_forest() {
  return Forest({0, 1}, GrownTrees{{{0, 1.0F, 1U}, {1, 10.0F, 2U}}, {-1, 0.5, 2, 0.25}, {3, 1}});
}

double margin(const Forest& forest, std::span<const float> row, bool by_eight = Forest::can_by_eight()) {
  RowBatch batch(row.size());
  batch.set(0, row.size(), {{row.data()}, 1});
  return forest.margins(batch, by_eight)[0];
}

TEST(ForestMargin, SumsOneLeafATree) {
  const struct {
    std::vector<float> row;
    double expected;
  } rows[] = {
      {{0, 0}, -0.75},     {{1, 99}, -0.75},  // up to the threshold goes left
      {{1.001F, 0}, 0.75}, {{2, 10}, 0.75},  {{2, 10.5F}, 2.25}, {{-5, 1000}, -0.75},
  };
  for (const auto& row : rows) EXPECT_DOUBLE_EQ(margin(tiny_forest(), row.row), row.expected) << row.row[0];
}

// Of as many rows as fill a batch, less than half of one, and what is left.
TEST(ForestMargin, OfManyRowsIsThatOfEach) {
  for (const std::size_t count : {1U, 5U, 16U, 17U, 31U, 32U, 33U, 47U, 48U, 49U, 79U}) {
    std::vector<std::array<float, 2>> rows_of_all;
    for (std::size_t i = 0; i < count; ++i)
      rows_of_all.push_back({static_cast<float>(i % 3), static_cast<float>(i)});
    const auto row = [&](std::size_t i) { return rows_of_all[i].data(); };
    std::vector<double> sums;
    weigh_in_turns(count, 2, row, [&](std::size_t first, const RowBatch& rows, std::size_t number) {
      EXPECT_EQ(first, sums.size());
      EXPECT_EQ(rows.number(), number);
      const Forest::Margins margins = tiny_forest().margins(rows);
      sums.insert(sums.end(), margins.begin(), margins.begin() + static_cast<std::ptrdiff_t>(number));
    });
    ASSERT_EQ(sums.size(), count);
    for (std::size_t i = 0; i < sums.size(); ++i)
      EXPECT_EQ(sums[i], margin(tiny_forest(), rows_of_all[i])) << i;
  }
}

TEST(ForestMargin, IsNoughtWithoutTrees) {
  EXPECT_EQ(margin(Forest(), {}), 0.0);
}

// As many rows with numbers of many sizes.
RowBatch varied_rows(std::size_t width, std::size_t count) {
  std::vector<float> numbers(width * count);
  std::uint32_t state = 1;
  for (float& number : numbers) {
    state = state * 1664525U + 1013904223U;
    number = static_cast<float>(state >> 24U) / static_cast<float>(1U << (state >> 8U) % 9);
  }
  RowBatch batch(width);
  batch.set(0, width, rows_from(0, count, [&](std::size_t i) { return numbers.data() + i * width; }));
  return batch;
}

TEST(RowBatch, HoldsRowsAsColumns) {
  constexpr std::size_t kBefore = 2, kWidth = 7;
  std::array<std::array<float, kWidth>, RowBatch::kMostRows> numbers{};
  RowBatch::Rows rows;
  for (; rows.number < numbers.size() - 1; ++rows.number) {
    std::array<float, kWidth>& row = numbers[rows.number];
    for (std::size_t i = 0; i < kWidth; ++i) row[i] = static_cast<float>(rows.number * 100 + i);
    rows.begins[rows.number] = row.data();
  }
  RowBatch batch(kBefore + kWidth);
  batch.set(kBefore, kWidth, rows);
  for (std::size_t i = 0; i < kWidth; ++i)
    for (std::size_t row = 0; row < rows.number; ++row)
      EXPECT_EQ(batch.column(kBefore + i)[row], numbers[row][i]) << i << ' ' << row;
}

TEST(ForestMargin, IsTheSameByEightAndByFour) {
  if (!Forest::can_by_eight()) return;
  const Forest& forest = Models::built_in().html.second;
  const std::size_t width = evidence_names().size() + second_look_names().size();
  const Forest::Margins all = forest.margins(varied_rows(width, RowBatch::kMostRows), false);
  for (const std::size_t count : {1U, 7U, 16U, 17U, 32U}) {
    const RowBatch rows = varied_rows(width, count);
    const Forest::Margins by_eight = forest.margins(rows, true), by_four = forest.margins(rows, false);
    for (std::size_t row = 0; row < count; ++row) {
      EXPECT_EQ(by_eight[row], by_four[row]) << row;
      EXPECT_EQ(by_eight[row], all[row]) << row;
    }
  }
  EXPECT_NE(all[0], all[1]);
}

TEST(BuiltInModels, HaveTreesOfEveryKind) {
  const Models& models = Models::built_in();
  const struct {
    std::string_view name;
    const Forest* forest;
    std::size_t width;
  } rows[] = {
      {"html_first", &models.html.first, evidence_names().size()},
      {"html_second", &models.html.second, evidence_names().size() + second_look_names().size()},
      {"text_first", &models.text.first, evidence_names().size()},
      {"text_second", &models.text.second, evidence_names().size() + second_look_names().size()},
      {"stubs", &models.stubs, stub_evidence_names().size()},
  };
  for (const auto& row : rows) {
    const Trees& trees = row.forest->trees();
    EXPECT_FALSE(trees.splits.empty()) << row.name;
    EXPECT_EQ(trees.leaves.size(), trees.splits.size() + trees.sizes.size()) << row.name;
    for (const Split& split : trees.splits) {
      ASSERT_LT(row.forest->columns()[split.column], row.width) << row.name;
      EXPECT_TRUE(std::isfinite(split.threshold)) << row.name;
    }
    for (const double leaf : trees.leaves) EXPECT_TRUE(std::isfinite(leaf)) << row.name;
    EXPECT_TRUE(std::isfinite(margin(*row.forest, std::vector<float>(row.width, 0.0F)))) << row.name;
  }
}

void expect_same(const Forest& built_in, const Forest& read) {
  EXPECT_TRUE(std::ranges::equal(built_in.columns(), read.columns()));
  EXPECT_TRUE(
      std::ranges::equal(built_in.trees().splits, read.trees().splits, [](const Split& a, const Split& b) {
        return a.column == b.column && a.threshold == b.threshold && a.leaves_on_left == b.leaves_on_left;
      }));
  EXPECT_TRUE(std::ranges::equal(built_in.trees().leaves, read.trees().leaves));
  EXPECT_TRUE(std::ranges::equal(built_in.trees().sizes, read.trees().sizes));
}

void expect_same(const WordWeights& built_in, const WordWeights& read) {
  const WordWeights::Table &ours = built_in.table(), &theirs = read.table();
  EXPECT_TRUE(std::ranges::equal(ours.entries, theirs.entries,
                                 [](const WordWeights::Entry& a, const WordWeights::Entry& b) {
                                   return a.key == b.key && a.weight == b.weight;
                                 }));
  EXPECT_TRUE(std::ranges::equal(ours.begins, theirs.begins));
  EXPECT_TRUE(std::ranges::equal(ours.seen, theirs.seen));
}

TEST(BuiltInModels, AreEveryFileOfTheFolder) {
  const std::filesystem::path folder = std::filesystem::path(PRESSCLIP_SOURCE_DIR) / "src/label/data";
  std::vector<std::string> names, texts;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".model") continue;
    names.push_back(entry.path().filename().string());
    std::ifstream file(entry.path(), std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    EXPECT_EQ(problem(text), "") << entry.path();
    texts.push_back(text);
  }
  const auto parsed = Models::parse(std::vector<std::string_view>(texts.begin(), texts.end()));
  ASSERT_TRUE(std::holds_alternative<Models>(parsed));
  const Models& read = std::get<Models>(parsed);
  const Models& built_in = Models::built_in();
  const std::pair<const BlockModel*, const BlockModel*> pairs[] = {{&built_in.html, &read.html},
                                                                   {&built_in.text, &read.text}};
  for (const auto& [ours, theirs] : pairs) {
    expect_same(ours->words, theirs->words);
    expect_same(ours->places, theirs->places);
    expect_same(ours->first, theirs->first);
    expect_same(ours->second, theirs->second);
  }
  expect_same(built_in.stubs, read.stubs);
  for (std::size_t i = 0; i < read.categories.size(); ++i)
    expect_same(built_in.categories[i], read.categories[i]);
  std::sort(names.begin(), names.end());
  EXPECT_EQ(names, (std::vector<std::string>{"category.model", "html.model", "stubs.model", "text.model",
                                             "titles.model"}));
}

TEST(Probability, IsTheLogisticFunctionNearly) {
  for (double margin = -7.9; margin < 8; margin += 0.1)
    EXPECT_NEAR(probability(margin), 1 / (1 + std::exp(-margin)), 0.012) << margin;
  EXPECT_DOUBLE_EQ(probability(0), 0.5);
}

TEST(Probability, RisesWithTheMargin) {
  for (int step = -800; step < 800; ++step)
    EXPECT_LT(probability(step / 100.0), probability((step + 1) / 100.0)) << step;
}

TEST(Probability, IsSymmetric) {
  for (int step = 0; step <= 1000; ++step)
    EXPECT_NEAR(probability(step / 100.0) + probability(-step / 100.0), 1.0, 1e-12) << step;
}

TEST(Probability, StaysBetweenNoughtAndOneFarOut) {
  const double infinity = std::numeric_limits<double>::infinity();
  for (const double margin : {-infinity, -1e300, -8.5, 8.5, 1e300, infinity}) {
    EXPECT_GT(probability(margin), 0.0) << margin;
    EXPECT_LT(probability(margin), 1.0) << margin;
  }
  EXPECT_DOUBLE_EQ(probability(9), probability(8));
}

}  // namespace
}  // namespace pressclip
