// category and explanation: the evidence of what a removed block is, how it is named under forests of one
// leaf or one branch, and the evidence put in words.
#include "label/category.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "block_page.h"
#include "label/explanation.h"
#include "label/judge.h"
#include "label/model.h"
#include "label/page_view.h"

namespace pressclip {
namespace {

using testing::PageBuilder;

const std::string kParagraph =
    "The harbour board agreed on Tuesday to widen the northern basin, a plan that has been argued over for "
    "eleven years, and said that the first dredgers would arrive before the end of the autumn.";

const std::string kSecond =
    "Fishing crews had asked for a pause of two seasons, since the work will close the slipway that most of "
    "them use, but the board said that a delay would cost more than the compensation that it has offered.";

Models models_of(const std::string& forests) {
  const std::string text = "pressclip-model 1\n" + forests;
  const std::string_view texts[] = {text};
  auto parsed = Models::parse(texts);
  if (const auto* reason = std::get_if<std::string>(&parsed)) ADD_FAILURE() << *reason;
  return std::holds_alternative<Models>(parsed) ? std::get<Models>(std::move(parsed)) : Models{};
}

std::string leaf(const std::string& forest, double margin) {
  return "forest " + forest + " columns 0\nbranches 0\nleaves 1\n" + std::to_string(margin) +
         "\nroots 1\n-1\n";
}

// A tree that asks one column: up to the threshold the first value, above it the second.
std::string branch(const std::string& forest, const std::string& column, double threshold, double low,
                   double high) {
  return "forest " + forest + " columns 1\n" + column + "\nbranches 1\n0 " + std::to_string(threshold) +
         " -1 -2\nleaves 2\n" + std::to_string(low) + ' ' + std::to_string(high) + "\nroots 1\n0\n";
}

// Only paragraphs of running text are content.
const std::string kByProse =
    branch("html_first", "prose", 0.5, -5, 5) + branch("html_second", "prose", 0.5, -5, 5);

Labels label(const BlockList& page, const std::string& forests, Metadata metadata = {},
             Named asked = Named::all) {
  const Models models = models_of(kByProse + forests);
  LabelOptions options;
  options.named = asked;
  options.models = &models;
  metadata.language = "en";
  return label_blocks(page, metadata, *RuleBook::built_in(), options);
}

// Category and rule of a block.
std::string named(const Labels& labels, std::size_t block) {
  const Verdict& verdict = labels.verdicts[block];
  return std::string(name_of(verdict.category)) + ' ' + verdict.rule;
}

BlockList page_with(const std::string& clutter) {
  return PageBuilder()
      .open(Tag::article)
      .heading(1, "Harbour to be widened by next year")
      .p(kParagraph)
      .p(clutter)
      .p(kSecond)
      .close()
      .build();
}

TEST(Categories, AreTheLikeliest) {
  const BlockList page = page_with("Fish and ships");
  EXPECT_EQ(named(label(page, ""), 2), "navigation model") << "no forest: what the rules say";
  EXPECT_EQ(named(label(page, leaf("category_tags", 1)), 2), "tags model");
  EXPECT_EQ(named(label(page, leaf("category_tags", 1) + leaf("category_promo", 2)), 2), "promo model");
  EXPECT_EQ(named(label(page, leaf("category_tags", -1)), 2), "paywall model")
      << "a forest without trees gives 0, and the first of the greatest wins";
}

TEST(Categories, OfASureRuleStay) {
  const std::string tags = leaf("category_tags", 9);
  const BlockList prompt = page_with("Sign up for our daily newsletter");
  EXPECT_EQ(named(label(prompt, tags), 2), named(label(prompt, ""), 2));
  EXPECT_EQ(named(label(prompt, tags), 2).substr(0, 25), "newsletter en/newsletter:");
  // A near miss: what a hint names may be named anew.
  EXPECT_EQ(named(label(page_with("Newsletter archive of the year"), tags), 2), "tags model");
}

TEST(Categories, ARuleThatAgreesKeepsItsName) {
  const BlockList page = PageBuilder()
                             .open(Tag::article)
                             .heading(1, "Harbour to be widened by next year")
                             .p(kParagraph)
                             .open(Tag::div, "article-tags")
                             .link("Dredgers", "/tags/dredgers")
                             .close()
                             .p(kSecond)
                             .close()
                             .build();
  EXPECT_EQ(named(label(page, leaf("category_tags", 1)), 2), "tags class/tags");
  EXPECT_EQ(named(label(page, leaf("category_promo", 1)), 2), "promo model");
}

TEST(Categories, OfOneTextAreOne) {
  const BlockList page = PageBuilder()
                             .open(Tag::article)
                             .heading(1, "Harbour to be widened by next year")
                             .p(kParagraph)
                             .link("Dredgers", "/tags/dredgers")
                             .p("Dredgers")
                             .p(kSecond)
                             .close()
                             .build();
  // The link alone would be tags by 2 to 1, the other promo by 4 to 1.
  const std::string forests =
      branch("category_tags", "link_known", 0.5, 1, 2) + branch("category_promo", "link_known", 0.5, 4, 1);
  const Labels labels = label(page, forests);
  EXPECT_EQ(named(labels, 2), "promo model");
  EXPECT_EQ(named(labels, 3), "promo model");
}

TEST(Categories, AreAskedAroundTheArticleOnly) {
  PageBuilder builder;
  builder.open(Tag::footer);
  for (int i = 0; i < 30; ++i) builder.link("Section " + std::to_string(i), "/s" + std::to_string(i));
  builder.close().open(Tag::article).heading(1, "Harbour to be widened by next year").p(kParagraph).close();
  const Labels labels = label(builder.build(), leaf("category_tags", 9));
  EXPECT_FALSE(labels.verdicts[0].around);
  EXPECT_EQ(labels.verdicts[0].category, Category::navigation);
}

TEST(Categories, AreFoundForWhatIsAsked) {
  PageBuilder builder;
  builder.open(Tag::article).heading(1, "Harbour to be widened by next year").p(kParagraph).p("Harbour");
  builder.p(std::string(BylinePlace::kLongest + 1, 'x'));
  for (int i = 0; i < 8; ++i) builder.p("Line " + std::to_string(i) + " of the clutter");
  builder.p("Harbour").close();
  const BlockList page = builder.build();
  // A text is named by all its blocks, also those that are asked for only since it stands elsewhere too.
  const std::string forests =
      branch("category_tags", "page_blocks", 0.5, 0, 2) + branch("category_promo", "position", 0.5, 0, 5);
  const Labels all = label(page, forests), bylines = label(page, forests, {}, Named::bylines),
               none = label(page, forests, {}, Named::none);
  const struct {
    std::size_t block;
    std::string_view all, bylines;
  } rows[] = {
      {2, "promo", "promo"},      {3, "tags", "navigation"},   {4, "tags", "tags"},    {7, "promo", "promo"},
      {8, "promo", "navigation"}, {11, "promo", "navigation"}, {12, "promo", "promo"},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(name_of(all.verdicts[row.block].category), row.all) << row.block;
    EXPECT_EQ(name_of(bylines.verdicts[row.block].category), row.bylines) << row.block;
    EXPECT_EQ(name_of(none.verdicts[row.block].category), "navigation") << row.block;
  }
}

float value(const BlockList& page, std::size_t block, std::string_view column,
            const Metadata& metadata = {}) {
  const Models models = models_of(kByProse);
  LabelOptions options;
  options.models = &models;
  const Judgement judgement = judge_blocks(page, metadata, *RuleBook::built_in(), options);
  const PageView view = view_of(judgement, page, metadata, *RuleBook::built_in(), options);
  const auto candidates = find_stub_candidates(view, judgement.verdicts);
  const Labels labels = survey_page(view, judgement.verdicts, candidates);
  const BlockIndex asked[] = {static_cast<BlockIndex>(block)};
  const EvidenceTable table = compute_category_evidence(
      {view, labels.verdicts, judgement.first_look, judgement.second_look, candidates}, asked);
  const auto names = category_evidence_names();
  EXPECT_EQ(table.width, evidence_names().size() + second_look_names().size() + names.size());
  const auto found = std::find(names.begin(), names.end(), column);
  EXPECT_NE(found, names.end()) << column;
  const std::size_t at = table.width - names.size() + static_cast<std::size_t>(found - names.begin());
  for (const float one : table.row(0)) EXPECT_TRUE(std::isfinite(one));
  return table.row(0)[at];
}

TEST(CategoryEvidence, OfTextLinkAndPlace) {
  Metadata metadata;
  metadata.url = "https://example.com/news/harbour/basin-to-be-widened";
  metadata.tags = {"Dredgers"};
  metadata.section = "Harbour";
  const BlockList page = PageBuilder()
                             .open(Tag::article)
                             .heading(1, "Harbour to be widened by next year")
                             .link("Harbour", "/news/harbour/")
                             .p(kParagraph)
                             .open(Tag::div)
                             .heading(2, "Sign up for our daily newsletter")
                             .p("0:45")
                             .link("Dredgers", "https://example.org/tags/dredgers")
                             .p("From $4 a month")
                             .close()
                             .p(kSecond)
                             .close()
                             .build();
  const struct {
    std::size_t block;
    std::string_view column;
    float expected;
  } rows[] = {
      {1, "is_section", 1},
      {5, "is_section", 0},
      {5, "is_tag", 1},
      {1, "is_tag", 0},
      {1, "link_known", 1},
      {4, "link_known", 0},
      {1, "link_above_own", 1},
      {5, "link_above_own", 0},
      {5, "link_tags", 1},
      {1, "link_tags", 0},
      {5, "link_other_host", 1},
      {1, "link_other_host", 0},
      {4, "clock", 1},
      {6, "clock", 0},
      {6, "currency", 1},
      {4, "currency", 0},
      {4, "box_blocks", 4},
      {4, "box_newsletter", 2},
      {1, "box_newsletter", 0},
      {1, "box_blocks", 1},
      {6, "above_distance", 3},
      {6, "above_newsletter", 2},
      {4, "within_text", 1},
      {1, "within_text", 0},
      {3, "named_newsletter", 1},
      {4, "named_newsletter", 0},
  };
  for (const auto& row : rows)
    EXPECT_EQ(value(page, row.block, row.column, metadata), row.expected) << row.block << ' ' << row.column;
}

TEST(Surroundings, HoldTrailsAndTopicsButNoMenus) {
  Metadata metadata;
  metadata.url = "https://example.com/news/harbour/basin-to-be-widened";
  Candidate headline;
  headline.value = "Harbour to be widened by next year";
  metadata.headlines.push_back(headline);
  PageBuilder builder;
  builder.open(Tag::nav);
  for (const char* section : {"news", "sport", "culture", "weather"})
    builder.link(std::string("All of ") + section, std::string("/") + section);
  builder.close().open(Tag::nav).link("Front page", "/").link("Harbour", "/news/harbour").close();
  builder.open(Tag::main).heading(1, "Harbour to be widened by next year").p(kParagraph);
  builder.open(Tag::nav).link("Dredgers", "/topics/dredgers").close();
  builder.open(Tag::footer).p("Imprint of the whole site").close().close();
  const BlockList page = builder.build();
  const Labels labels = label(page, leaf("stubs", -9), metadata);
  EXPECT_EQ(labels.headline_block, BlockIndex{6});
  std::vector<std::size_t> around;
  for (std::size_t i = 0; i < labels.verdicts.size(); ++i)
    if (labels.verdicts[i].around && labels.verdicts[i].role == Role::removed) around.push_back(i);
  EXPECT_EQ(around, (std::vector<std::size_t>{4, 5, 8})) << "the menu and the footer are the site's";
}

TEST(Contributions, AreTheDifferencesOnTheWay) {
  // Words up to 5: -1. Above: 3 without links, 1 with. The mean is 1; the branch on links has 2.
  const Models models = models_of(
      "forest html_first columns 2\nwords link_density\nbranches 2\n0 5 -1 1\n1 0.5 -2 -3\nleaves 3\n-1 3 1\n"
      "roots 1\n0\n");
  const auto names = evidence_names();
  const auto column = [&names](std::string_view name) {
    return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
  };
  const struct {
    float words, links;
    double by_words, by_links;
  } rows[] = {{3, 0, -2, 0}, {9, 0, 1, 1}, {9, 1, 1, -1}};
  for (const auto& [words, links, by_words, by_links] : rows) {
    std::vector<float> row(names.size(), 0.0F);
    row[column("words")] = words;
    row[column("link_density")] = links;
    std::vector<double> contributions(row.size(), 0.0);
    add_contributions(models.html.first, row, 0.5, contributions);
    EXPECT_DOUBLE_EQ(contributions[column("words")], by_words / 2);
    EXPECT_DOUBLE_EQ(contributions[column("link_density")], by_links / 2);
    double sum = 0;
    for (const double one : contributions) sum += one;
    RowBatch batch(row.size());
    batch.set(0, row.size(), {{row.data()}, 1});
    EXPECT_DOUBLE_EQ(sum, (models.html.first.margins(batch)[0] - 1) / 2) << "all but the mean is told";
  }
}

TEST(Contributions, AreTold) {
  const Models models =
      models_of(branch("html_first", "words", 5, -3, 3) + branch("html_second", "class_share", 3, -1, 1));
  LabelOptions options;
  options.models = &models;
  options.describe = true;
  const BlockList page = PageBuilder()
                             .open(Tag::div, "share-bar")
                             .p("Send to a friend whom you like")
                             .close()
                             .p("Two words")
                             .build();
  const Labels labels = label_blocks(page, {}, *RuleBook::built_in(), options);
  EXPECT_EQ(labels.verdicts[0].evidence, "for: words 7; against: class/share 2 up");
  EXPECT_EQ(labels.verdicts[1].evidence, "for: no class/share; against: words 2");
}

TEST(EvidenceInWords, SaysWhatAPersonWouldSay) {
  const struct {
    std::string_view column;
    float value;
    std::string_view expected;
  } rows[] = {
      {"link_density", 0.775F, "links 77 %"},
      {"class_share", 2, "class/share 2 up"},
      {"class_share", 99, "no class/share"},
      {"to_content_words", 3, "class/content 3 up"},
      {"to_aside", 99, "no aside"},
      {"to_next_prose", 4, "to next prose 4"},
      {"rule_newsletter", 2, "rule of newsletter"},
      {"rule_newsletter", 1, "hint of newsletter"},
      {"rule_newsletter", 0, "no rule of newsletter"},
      {"second_parent_score", 0.5F, "parent score 0.50"},
      {"sentences", 3, "sentences 3"},
      {"from_headline", -7, "from headline -7"},
  };
  for (const auto& row : rows) EXPECT_EQ(word_evidence(row.column, row.value), row.expected);
}

}  // namespace
}  // namespace pressclip
