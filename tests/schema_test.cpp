// The answers for the pages of testdata, with everything in them, are valid against the schema. What is in
// them is the business of `pressclip check testdata`.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "json_check.h"
#include "pressclip/pressclip.h"

namespace pressclip {
namespace {

namespace fs = std::filesystem;

std::string read_file(const fs::path& path) {
  const std::ifstream file(path, std::ios::binary);
  std::ostringstream content;
  content << file.rdbuf();
  return content.str();
}

std::vector<fs::path> pages() {
  std::vector<fs::path> found;
  for (const auto& entry : fs::recursive_directory_iterator(PRESSCLIP_SOURCE_DIR "/testdata"))
    if (entry.path().stem() == "page") found.push_back(entry.path());
  std::sort(found.begin(), found.end());
  return found;
}

TEST(Schema, HoldsForEveryPageOfTestdata) {
  Options options;
  options.removed = RemovedScope::all;
  options.captions = true;
  ASSERT_FALSE(pages().empty());
  for (const fs::path& path : pages()) {
    const std::string page = read_file(path);
    ASSERT_FALSE(page.empty()) << path;
    const Record record = {
        .source = path, .article = extract(page, options), .error = {}, .input_json = R"({"id":1})"};
    const auto problem =
        testing::schema_problem(write_json(record, {.compact = true, .removed = true, .fields = {}}));
    EXPECT_FALSE(problem) << path << ": " << *problem;
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
