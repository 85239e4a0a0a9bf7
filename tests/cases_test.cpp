// Every folder of testdata is a case: a page and what is expected of it. A new folder is a new test.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <variant>
#include <vector>

#include "json_check.h"
#include "pressclip/pressclip.h"
#include "program/arguments.h"
#include "program/plan.h"

namespace pressclip {
namespace {

namespace fs = std::filesystem;

std::string read_file(const fs::path& path) {
  const std::ifstream file(path, std::ios::binary);
  std::ostringstream content;
  content << file.rdbuf();
  return content.str();
}

std::vector<std::string> case_names() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(PRESSCLIP_SOURCE_DIR "/testdata"))
    if (fs::exists(entry.path() / "expected.json")) names.push_back(entry.path().filename().string());
  std::sort(names.begin(), names.end());
  return names;
}

// The options of the case: flags of the program, one a line, read as the program reads them.
Plan plan_of(const fs::path& folder) {
  std::vector<std::string> words = {"pressclip"};
  std::istringstream lines(read_file(folder / "options"));
  for (std::string line; std::getline(lines, line);) {
    const std::size_t space = line.find(' ');
    if (line.empty()) continue;
    words.push_back(line.substr(0, space));
    if (space != std::string::npos) words.push_back(line.substr(space + 1));
  }
  words.emplace_back("page");
  std::vector<const char*> pointers;
  pointers.reserve(words.size());
  for (const std::string& word : words) pointers.push_back(word.c_str());
  const auto arguments = read_arguments(static_cast<int>(pointers.size()), pointers.data());
  if (const auto* reply = std::get_if<Reply>(&arguments)) {
    ADD_FAILURE() << folder / "options"
                  << ": " << reply->message;
    return {};
  }
  const auto plan = make_plan(std::get<Arguments>(arguments));
  if (const auto* reply = std::get_if<Reply>(&plan)) {
    ADD_FAILURE() << folder / "options"
                  << ": " << reply->message;
    return {};
  }
  return std::get<Plan>(plan);
}

// The blocks around the one that the difference is about: the first whose text one of its sides holds.
std::string verdicts_around(const std::vector<ExplainedBlock>& blocks,
                            const testing::Difference& difference) {
  constexpr std::size_t kRecognised = 30;
  constexpr std::size_t kAround = 3;
  const auto is_about = [&](const ExplainedBlock& block) {
    const std::string begin = block.text.substr(0, kRecognised);
    return !begin.empty() && (difference.expected.find(begin) != std::string::npos ||
                              difference.got.find(begin) != std::string::npos);
  };
  const auto found = std::find_if(blocks.begin(), blocks.end(), is_about);
  if (found == blocks.end()) return "  (no block of the page has this text)\n";
  const auto at = static_cast<std::size_t>(found - blocks.begin());
  std::string out;
  for (std::size_t i = at - std::min(at, kAround); i < std::min(blocks.size(), at + kAround + 1); ++i)
    out += (i == at ? "> " : "  ") + blocks[i].verdict + "  " + std::to_string(blocks[i].score).substr(0, 4) +
           "  " + blocks[i].kind + "  " + blocks[i].rule + "  " + blocks[i].evidence + "\n      " +
           blocks[i].text.substr(0, 90) + '\n';
  return out;
}

class Case : public ::testing::TestWithParam<std::string> {};

TEST_P(Case, IsAsExpected) {
  const fs::path folder = fs::path(PRESSCLIP_SOURCE_DIR "/testdata") / GetParam();
  const std::string page =
      read_file(fs::exists(folder / "page.html") ? folder / "page.html" : folder / "page.txt");
  ASSERT_FALSE(page.empty()) << "no page in " << folder;
  const std::string expected = read_file(folder / "expected.json");
  Plan plan = plan_of(folder);
  if (testing::has_key(expected, "removed_categories") && plan.options.removed == RemovedScope::none)
    plan.options.removed = RemovedScope::article;
  const bool removed = plan.options.removed != RemovedScope::none;

  const Record record = {
      .source = "page", .article = extract(page, plan.options), .error = {}, .input_json = ""};
  const std::string got = write_json(record, {.compact = true, .removed = removed, .fields = {}});
  const auto problem = testing::schema_problem(got);
  EXPECT_FALSE(problem) << "not valid against the schema: " << *problem;
  if (const auto difference = testing::first_difference(expected, got)) {
    const Explanation explanation = explain(page, plan.options);
    ADD_FAILURE() << folder.filename().string() << ": " << difference->path << "\n  expected "
                  << difference->expected << "\n  got      " << difference->got << "\nverdicts around it:\n"
                  << verdicts_around(explanation.blocks, *difference);
  }
}

std::string test_name(const ::testing::TestParamInfo<std::string>& info) {
  std::string name = info.param;
  std::replace_if(
      name.begin(), name.end(), [](unsigned char c) { return std::isalnum(c) == 0; }, '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Testdata, Case, ::testing::ValuesIn(case_names()), test_name);

TEST(Cases, AreThere) {
  EXPECT_FALSE(case_names().empty());
}

TEST(Difference, Rows) {
  const struct {
    std::string expected, got, path;
  } kRows[] = {
      {R"({"a":1})", R"({"a":1,"b":2})", "none"},
      {R"({"a":null})", R"({"a":null})", "none"},
      {R"({"a":null})", R"({})", "a"},
      {R"({"a":1})", R"({"a":2})", "a"},
      {R"({"body":[{"text":"x"}]})", R"({"body":[{"text":"x","type":"quote"}]})", "none"},
      {R"({"body":[{"text":"x","type":"paragraph"}]})", R"({"body":[{"text":"x","type":"quote"}]})",
       "body[0].type"},
      {R"({"body":[{"text":"x"}]})", R"({"body":[]})", "body[0]"},
      {R"({"body":[]})", R"({"body":[{"text":"x"}]})", "body[0]"},
      {R"({"removed_categories":[{"text":"a  b","category":"ad"}]})",
       R"({"removed":[{"text":"a b","category":"ad"}]})", "none"},
      {R"({"removed_categories":[{"text":"a","category":["ad","promo"]}]})",
       R"({"removed":[{"text":"a","category":"promo"}]})", "none"},
      {R"({"removed_categories":[{"text":"a","category":"ad"}]})",
       R"({"removed":[{"text":"a","category":"promo"}]})", "removed_categories[0]"},
      {R"({"removed_categories":[{"text":"a","category":"ad"}]})", R"({"removed":[]})",
       "removed_categories[0]"},
  };
  for (const auto& row : kRows) {
    const auto difference = testing::first_difference(row.expected, row.got);
    EXPECT_EQ(difference ? difference->path : "none", row.path) << row.expected << ' ' << row.got;
  }
}

TEST(Schema, RefusesWhatIsWrong) {
  const std::string good = write_json(Article(), {.compact = true, .removed = true, .fields = {}});
  EXPECT_EQ(testing::schema_problem(good), std::nullopt);
  EXPECT_NE(testing::schema_problem("{}"), std::nullopt);
  Article article;
  article.published = "yesterday";
  EXPECT_NE(testing::schema_problem(write_json(article)), std::nullopt);
  EXPECT_NE(
      testing::schema_problem(write_json(Article(), {.compact = true, .removed = false, .fields = {"body"}})),
      std::nullopt);
}

}  // namespace
}  // namespace pressclip
