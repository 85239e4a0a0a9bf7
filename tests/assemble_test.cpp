// assemble: labelled blocks and metadata become an article; and the whole line of stages gives the same
// article every time.
#include "pressclip/assemble.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "block_page.h"
#include "pressclip/pressclip.h"

namespace pressclip {
namespace {

using testing::PageBuilder;

const std::string kParagraph =
    "The harbour board agreed on Tuesday to widen the northern basin, a plan that has been argued over for "
    "eleven years, and said that the first dredgers would arrive before the end of the autumn.";

Verdict removed_as(Category category, bool around, std::string rule = "model") {
  Verdict verdict;
  verdict.role = Role::removed;
  verdict.category = category;
  verdict.around = around;
  verdict.rule = std::move(rule);
  return verdict;
}

Verdict in_role(Role role) {
  Verdict verdict;
  verdict.role = role;
  return verdict;
}

Labels all_content(const BlockList& page) {
  Labels labels;
  labels.verdicts.assign(page.blocks.size(), in_role(Role::content));
  return labels;
}

TEST(AssembleBody, MapsEachKindOfBlock) {
  const struct {
    BlockKind kind;
    std::uint8_t level, list_depth;
    bool ordered;
    BodyType type;
    int body_level;
    std::optional<bool> body_ordered;
    std::optional<int> body_depth;
  } rows[] = {
      {BlockKind::paragraph, 0, 0, false, BodyType::paragraph, 0, {}, {}},
      {BlockKind::heading, 1, 0, false, BodyType::heading, 2, {}, {}},  // level 1 is the headline's
      {BlockKind::heading, 2, 0, false, BodyType::heading, 2, {}, {}},
      {BlockKind::heading, 6, 0, false, BodyType::heading, 6, {}, {}},
      {BlockKind::heading, 0, 0, false, BodyType::heading, 2, {}, {}},
      {BlockKind::list_item, 0, 1, false, BodyType::list_item, 0, false, 1},
      {BlockKind::list_item, 0, 3, true, BodyType::list_item, 0, true, 3},
      {BlockKind::list_item, 0, 0, false, BodyType::list_item, 0, false, 1},
      {BlockKind::quote, 0, 0, false, BodyType::quote, 0, {}, {}},
      {BlockKind::preformatted, 0, 0, false, BodyType::preformatted, 0, {}, {}},
      {BlockKind::table_row, 0, 0, false, BodyType::table_row, 0, {}, {}},
      {BlockKind::caption, 0, 0, false, BodyType::caption, 0, {}, {}},
  };
  for (const auto& row : rows) {
    Block block;
    block.kind = row.kind;
    block.level = row.level;
    block.list_depth = row.list_depth;
    block.ordered = row.ordered;
    block.text = "a  b\nc";
    const BlockList page = PageBuilder().block(block).build();
    const Article article = assemble_article(page, all_content(page), {}, {.captions = true});
    ASSERT_EQ(article.body.size(), 1U);
    EXPECT_EQ(article.body[0].type, row.type);
    EXPECT_EQ(article.body[0].level, row.body_level);
    EXPECT_EQ(article.body[0].ordered, row.body_ordered);
    EXPECT_EQ(article.body[0].depth, row.body_depth);
    EXPECT_EQ(article.body[0].text, block.text);
  }
}

TEST(AssembleBody, HasCaptionsAsParagraphsUnlessAskedFor) {
  Block block;
  block.kind = BlockKind::caption;
  block.text = kParagraph;
  const BlockList page = PageBuilder().block(block).build();
  const Article article = assemble_article(page, all_content(page), {}, {});
  ASSERT_EQ(article.body.size(), 1U);
  EXPECT_EQ(article.body[0].type, BodyType::paragraph);
}

TEST(AssembleBody, HoldsContentAloneInPageOrder) {
  const BlockList page =
      PageBuilder().p("headline").p("standfirst").p("one").p("teaser").p("prompt").p("two").build();
  Labels labels = all_content(page);
  labels.verdicts[0] = in_role(Role::headline);
  labels.verdicts[1] = in_role(Role::standfirst);
  labels.verdicts[3] = in_role(Role::teaser);
  labels.verdicts[4] = removed_as(Category::newsletter, true);
  labels.headline = "headline";
  labels.headline_block = 0;
  labels.standfirst_block = 1;
  const Article article = assemble_article(page, labels, {}, {});
  ASSERT_EQ(article.body.size(), 2U);
  EXPECT_EQ(article.body[0].text, "one");
  EXPECT_EQ(article.body[1].text, "two");
  EXPECT_EQ(article.headline, "headline");
  EXPECT_EQ(article.standfirst, "standfirst");
  EXPECT_TRUE(article.removed.empty());
}

TEST(AssembleBody, OfAPageThatIsDrawnByScriptIsItsStructuredText) {
  Metadata metadata;
  metadata.article_body = kParagraph + "\n\n" + "  " + kParagraph + "  \n\n\n" + kParagraph;
  const BlockList page = PageBuilder().p("Please wait while the page loads").build();
  Labels labels = all_content(page);
  labels.paywalled = true;
  const Article article = assemble_article(page, labels, metadata, {});
  ASSERT_EQ(article.body.size(), 3U);
  for (const BodyBlock& block : article.body) {
    EXPECT_EQ(block.type, BodyType::paragraph);
    EXPECT_EQ(block.text, kParagraph);
  }
  EXPECT_FALSE(article.paywalled);
}

TEST(AssembleBody, OfAPageThatShowsItsTextIsWhatItShows) {
  Metadata metadata;
  metadata.article_body = kParagraph + "\n\n" + kParagraph;
  const BlockList page = PageBuilder().p(kParagraph).build();
  EXPECT_EQ(assemble_article(page, all_content(page), metadata, {}).body.size(), 1U);
  // A few words are no article.
  metadata.article_body = "The harbour board agreed.";
  EXPECT_TRUE(assemble_article(PageBuilder().build(), {}, metadata, {}).body.empty());
}

TEST(AssembleMetadata, IsTakenOver) {
  Metadata metadata;
  metadata.url = "https://news.example.com/a";
  metadata.site = "Example Times";
  metadata.language = "en-GB";
  metadata.section = "Town";
  metadata.tags = {"harbour", "budget"};
  metadata.image = "https://news.example.com/a.jpg";
  metadata.chosen_authors = {"Jane Doe"};
  metadata.chosen_published = "2026-05-05T09:30:00+01:00";
  metadata.chosen_modified = "2026-05-06";
  const Article article = assemble_article(PageBuilder().build(), {}, metadata, {});
  EXPECT_EQ(article.url, metadata.url);
  EXPECT_EQ(article.site, metadata.site);
  EXPECT_EQ(article.language, metadata.language);
  EXPECT_EQ(article.section, metadata.section);
  EXPECT_EQ(article.tags, metadata.tags);
  EXPECT_EQ(article.image, metadata.image);
  EXPECT_EQ(article.authors, metadata.chosen_authors);
  EXPECT_EQ(article.published, metadata.chosen_published);
  EXPECT_EQ(article.modified, metadata.chosen_modified);
  EXPECT_EQ(article.headline, std::nullopt);
  EXPECT_EQ(article.standfirst, std::nullopt);
}

TEST(AssembleByline, IsReadWhereTheMetadataSayNothing) {
  const struct {
    std::string_view name;
    std::vector<std::string> bylines;
    std::vector<std::string> authors;
    std::optional<std::string> published;
  } rows[] = {
      {"author and date", {"By Jane Doe", "5 May 2026"}, {"Jane Doe"}, "2026-05-05"},
      {"date first", {"5 May 2026", "By Jane Doe"}, {"Jane Doe"}, "2026-05-05"},
      {"both in one line", {"By Jane Doe on 5 May 2026"}, {"Jane Doe"}, "2026-05-05"},
      {"two authors", {"By Jane Doe and John Roe"}, {"Jane Doe", "John Roe"}, std::nullopt},
      {"the name in an element of its own", {"By", "Jane Doe"}, {"Jane Doe"}, std::nullopt},
      {"a button before it", {"Latest stories", "Jane Doe"}, {"Jane Doe"}, std::nullopt},
      {"glued to the date", {"Jane Doe5.5.2026"}, {"Jane Doe"}, "2026-05-05"},
      {"glued to a day and its month", {"Jane Doe5 May 2026"}, {"Jane Doe"}, "2026-05-05"},
      {"a digit in a name", {"By Jane1 on 5 May 2026"}, {"Jane1"}, "2026-05-05"},
      {"a place and a date", {"Springfield, 5 May 2026"}, {}, "2026-05-05"},
      {"a count", {"5 votes, 2 months ago"}, {}, std::nullopt},
      {"nothing", {}, {}, std::nullopt},
  };
  for (const auto& row : rows) {
    PageBuilder builder;
    builder.heading(1, "Harbour to be widened");
    for (const std::string& line : row.bylines) builder.p(line);
    const BlockList page = builder.p(kParagraph).build();
    Labels labels = all_content(page);
    labels.headline_block = 0;
    labels.verdicts[0] = in_role(Role::headline);
    for (std::size_t i = 0; i < row.bylines.size(); ++i)
      labels.verdicts[i + 1] = removed_as(Category::byline, true);
    Metadata metadata;
    metadata.language = "en";
    const Article article = assemble_article(page, labels, metadata, {});
    EXPECT_EQ(article.authors, row.authors) << row.name;
    EXPECT_EQ(article.published, row.published) << row.name;
    metadata.chosen_authors = {"Mary Major"};
    metadata.chosen_published = "2026-01-01";
    const Article known = assemble_article(page, labels, metadata, {});
    EXPECT_EQ(known.authors, metadata.chosen_authors) << row.name;
    EXPECT_EQ(known.published, metadata.chosen_published) << row.name;
  }
}

TEST(AssembleByline, IsReadWhereTheMetadataNameOnlyTheSite) {
  const struct {
    std::string_view byline;
    std::vector<std::string> authors;
  } rows[] = {
      {"By Jane Doe", {"Jane Doe"}},
      {"Harbour Walks", {"Example Times"}},  // nobody says that it is a name
      {"By Example Times with Jane Doe", {"Example Times"}},
  };
  for (const auto& row : rows) {
    const BlockList page =
        PageBuilder().heading(1, "Harbour to be widened").p(row.byline).p(kParagraph).build();
    Labels labels = all_content(page);
    labels.headline_block = 0;
    labels.verdicts[0] = in_role(Role::headline);
    labels.verdicts[1] = removed_as(Category::byline, true);
    Metadata metadata;
    metadata.language = "en";
    metadata.chosen_authors = {"Example Times"};
    metadata.authors_are_site = true;
    EXPECT_EQ(assemble_article(page, labels, metadata, {}).authors, row.authors) << row.byline;
  }
}

TEST(AssembleByline, IsNotReadFarFromTheArticleNorFromOtherBlocks) {
  PageBuilder builder;
  builder.p("By Jane Doe").p("5 May 2026");
  for (int i = 0; i < 10; ++i) builder.p("A line of the menu");
  const BlockList page = builder.heading(1, "Harbour to be widened").p("By John Roe").p(kParagraph).build();
  Labels labels;
  labels.verdicts.assign(page.blocks.size(), removed_as(Category::navigation, false));
  labels.verdicts[0] = labels.verdicts[1] = removed_as(Category::byline, false);
  labels.verdicts[12] = in_role(Role::headline);
  labels.verdicts[13] = removed_as(Category::promo, true);
  labels.verdicts[14] = in_role(Role::content);
  labels.headline_block = 12;
  Metadata metadata;
  metadata.language = "en";
  const Article article = assemble_article(page, labels, metadata, {});
  EXPECT_TRUE(article.authors.empty());
  EXPECT_EQ(article.published, std::nullopt);
}

TEST(AssembleRemoved, FollowsItsScope) {
  const BlockList page = PageBuilder().p("menu").p(kParagraph).p("prompt").p("imprint").build();
  Labels labels = all_content(page);
  labels.verdicts[0] = removed_as(Category::navigation, false);
  labels.verdicts[2] = removed_as(Category::newsletter, true, "en/newsletter:sign-up-for");
  labels.verdicts[3] = removed_as(Category::legal, false);
  EXPECT_TRUE(assemble_article(page, labels, {}, {}).removed.empty());
  const Article around = assemble_article(page, labels, {}, {.removed = true});
  ASSERT_EQ(around.removed.size(), 1U);
  EXPECT_EQ(around.removed[0].category, Category::newsletter);
  EXPECT_EQ(around.removed[0].text, "prompt");
  EXPECT_EQ(around.removed[0].rule, "en/newsletter:sign-up-for");
  const Article all = assemble_article(page, labels, {}, {.removed = true, .removed_all = true});
  ASSERT_EQ(all.removed.size(), 3U);
  EXPECT_EQ(all.removed[0].text, "menu");
  EXPECT_EQ(all.removed[2].text, "imprint");
}

TEST(AssembleStubs, HaveAbsoluteUrlsWhereThereIsABase) {
  const struct {
    std::string_view url;
    std::optional<std::string> base;
    std::optional<std::string> expected;
  } rows[] = {
      {"/b", "https://news.example.com/town/a", "https://news.example.com/b"},
      {"b?x=1#y", "https://news.example.com/town/a", "https://news.example.com/town/b?x=1#y"},
      {"//cdn.example.com/b", "https://news.example.com/town/a", "https://cdn.example.com/b"},
      {"https://example.org/b", "https://news.example.com/town/a", "https://example.org/b"},
      {"https://example.org/b", std::nullopt, "https://example.org/b"},
      {"/b", std::nullopt, "/b"},
      {"javascript:void(0)", std::nullopt, std::nullopt},
      {"javascript:void(0)", "https://news.example.com/town/a", std::nullopt},
      {"", "https://news.example.com/town/a", std::nullopt},
  };
  for (const auto& row : rows) {
    const BlockList page = PageBuilder().p("title").p("summary").build();
    Labels labels = all_content(page);
    StubBlocks stub;
    stub.title = "title";
    stub.url = row.url;
    labels.stubs.push_back(stub);
    Metadata metadata;
    metadata.base_url = row.base;
    const Article article = assemble_article(page, labels, metadata, {});
    ASSERT_EQ(article.related.size(), 1U);
    EXPECT_EQ(article.related[0].url, row.expected) << row.url << " on " << row.base.value_or("nothing");
  }
}

TEST(AssembleStubs, HaveSummaryAndSectionWhereTheyAreThere) {
  const BlockList page = PageBuilder().p("title").p("summary").build();
  Labels labels = all_content(page);
  StubBlocks bare, full;
  bare.title = "bare";
  full.title = "full";
  full.summary = 1;
  full.section = "Read more";
  labels.stubs = {bare, full};
  const Article article = assemble_article(page, labels, {}, {});
  ASSERT_EQ(article.related.size(), 2U);
  EXPECT_EQ(article.related[0].title, "bare");
  EXPECT_EQ(article.related[0].summary, std::nullopt);
  EXPECT_EQ(article.related[0].section, std::nullopt);
  EXPECT_EQ(article.related[1].summary, "summary");
  EXPECT_EQ(article.related[1].section, "Read more");
}

TEST(AssembleConfidence, IsBetweenNoughtAndOneWithTwoDecimals) {
  const struct {
    double given, expected;
  } rows[] = {{0, 0}, {1, 1}, {0.123, 0.12}, {0.987654, 0.99}, {-0.5, 0}, {1.5, 1}, {0.999, 1}};
  for (const auto& row : rows) {
    Labels labels;
    labels.confidence = row.given;
    EXPECT_DOUBLE_EQ(assemble_article(PageBuilder().build(), labels, {}, {}).confidence, row.expected)
        << row.given;
  }
}

std::string html_page() {
  std::string html =
      "<!DOCTYPE html><html lang=en><head><title>Harbour to be widened by next "
      "year</title></head><body><nav><a "
      "href=/a>Town and country news</a></nav><article><h1>Harbour to be widened by next year</h1><p "
      "class=byline>By Jane Doe</p>";
  for (int i = 0; i < 8; ++i) html += "<p>" + std::to_string(i) + ". " + kParagraph + "</p>";
  return html +
         "<p>Sign up for our daily newsletter</p><h2>Related articles</h2><ul><li><a href=/b>Ferry firm adds "
         "a "
         "sailing to the islands</a></li><li><a href=/c>Bakery closes after ninety "
         "years</a></li></ul></article>"
         "</body></html>";
}

std::vector<std::string> inputs() {
  std::string text =
      "Harbour to be widened by next year\n\n" + kParagraph + "\n\n" + kParagraph + " So it goes.\n";
  return {html_page(), text, "", "\xFF\xFE\x00", "<p>", std::string(3000, '<')};
}

std::vector<Options> ways() {
  std::vector<Options> ways(4);
  ways[1].removed = RemovedScope::all;
  ways[2].favor = Favor::precision;
  ways[2].captions = true;
  ways[3].favor = Favor::recall;
  ways[3].url = "https://news.example.com/town/a";
  ways[3].removed = RemovedScope::article;
  return ways;
}

TEST(Extract, GivesTheSameArticleEveryTime) {
  JsonStyle style;
  style.removed = true;
  for (const std::string& bytes : inputs())
    for (const Options& options : ways()) {
      const std::string once = write_json(extract(bytes, options), style);
      EXPECT_EQ(write_json(extract(bytes, options), style), once);
      EXPECT_EQ(write_json(explain(bytes, options).article, style), once);
    }
}

TEST(Extract, GivesTheSameArticleWithMemoryOfOtherPages) {
  PageMemory memory;
  for (const std::string& bytes : inputs())
    for (const Options& options : ways())
      EXPECT_EQ(write_json(extract(bytes, options, memory)), write_json(extract(bytes, options)));
}

TEST(Extract, AnswersWithinItsBounds) {
  for (const std::string& bytes : inputs())
    for (const Options& options : ways()) {
      const Article article = extract(bytes, options);
      EXPECT_GE(article.confidence, 0.0);
      EXPECT_LE(article.confidence, 1.0);
      EXPECT_NEAR(article.confidence * 100, std::round(article.confidence * 100), 1e-9);
      for (const BodyBlock& block : article.body) EXPECT_FALSE(block.text.empty());
      EXPECT_TRUE(options.removed != RemovedScope::none || article.removed.empty());
    }
}

TEST(Explain, HasARowForEachBlockAndAReasonForEachRow) {
  const Explanation explanation = explain(html_page());
  std::size_t content = 0;
  for (const ExplainedBlock& block : explanation.blocks) {
    EXPECT_FALSE(block.rule.empty()) << block.text;
    EXPECT_FALSE(block.kind.empty()) << block.text;
    EXPECT_GE(block.score, 0.0);
    EXPECT_LE(block.score, 1.0);
    if (block.verdict == "content") ++content;
  }
  EXPECT_EQ(content, explanation.article.body.size());
  EXPECT_EQ(explanation.blocks[1].verdict, "headline");
  EXPECT_EQ(explanation.blocks[2].verdict, "byline");
}

}  // namespace
}  // namespace pressclip
