// evidence: the tables of numbers about blocks and stubs, and the document that names their columns.
#include "label/evidence.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "block_page.h"
#include "label/category.h"
#include "label/headline.h"
#include "label/judge.h"
#include "label/marked_hashes.h"
#include "label/rounding.h"
#include "label/stubs.h"
#include "label/title_lines.h"
#include "text/normalize.h"

namespace pressclip {
namespace {

using testing::PageBuilder;

struct Tables {
  PageFacts facts;
  EvidenceTable first, second;
};

Tables compute(const BlockList& page, const Metadata& metadata = {}) {
  Tables tables;
  tables.facts = gather_facts(page, metadata, *RuleBook::built_in(), "");
  const HeadlineGuess headline =
      guess_headline(page, tables.facts, metadata, *RuleBook::built_in(), Models::built_in().title_lines, "");
  const Shapes shapes = number_shapes(page, tables.facts);
  tables.first = compute_evidence(page, tables.facts, shapes, metadata, headline, {}, {});
  const std::vector<double> scores(page.blocks.size(), 0.5);
  tables.second = compute_second_look(page, tables.facts, shapes, scores);
  return tables;
}

float value(const Tables& tables, std::size_t block, std::string_view name) {
  const auto names = evidence_names();
  const auto at = std::find(names.begin(), names.end(), name);
  EXPECT_NE(at, names.end()) << name;
  return tables.first.row(block)[static_cast<std::size_t>(at - names.begin())];
}

const std::string kParagraph =
    "The harbour board agreed on Tuesday to widen the northern basin, a plan that has been argued over for "
    "eleven years, and said that the first dredgers would arrive before the end of the autumn.";

// What a small page of each sort gives.
std::vector<std::pair<std::string_view, BlockList>> small_pages() {
  Block preformatted;
  preformatted.kind = BlockKind::preformatted;
  preformatted.text = "\xF0\x9F\x9A\xA2";
  Block damaged;
  damaged.text = "\xEF\xBF\xBD";
  const Link damaged_link{0, 3, ""};
  damaged.links = {&damaged_link, 1};
  PageBuilder deep;
  for (int level = 0; level < 300; ++level) deep.open(Tag::div, "wrap");
  return {
      {"nothing", PageBuilder().build()},
      {"nothing as text", PageBuilder().build_text()},
      {"one paragraph", PageBuilder().p(kParagraph).build()},
      {"one paragraph as text", PageBuilder().p(kParagraph).build_text()},
      {"one heading", PageBuilder().heading(1, "Harbour to be widened").build()},
      {"one link", PageBuilder().link("All news", "/").build()},
      {"one character", PageBuilder().p("a").build()},
      {"one emoji, no element", PageBuilder().block(preformatted).build()},
      {"a damaged character", PageBuilder().block(damaged).build()},
      {"empty containers", PageBuilder().open(Tag::main).close().open(Tag::aside).close().build()},
      {"300 levels deep", deep.p(kParagraph).build()},
  };
}

TEST(EvidenceNames, AreUnique) {
  std::set<std::string_view> seen;
  for (const auto name : evidence_names()) EXPECT_TRUE(seen.insert(name).second) << name;
  for (const auto name : second_look_names()) EXPECT_TRUE(seen.insert(name).second) << name;
  for (const auto name : category_evidence_names()) EXPECT_TRUE(seen.insert(name).second) << name;
  std::set<std::string_view> stubs;
  for (const auto name : stub_evidence_names()) EXPECT_TRUE(stubs.insert(name).second) << name;
  std::set<std::string_view> titles;
  for (const auto name : title_line_names()) EXPECT_TRUE(titles.insert(name).second) << name;
}

TEST(EvidenceNames, OfTheSecondLookSaySo) {
  for (const auto name : second_look_names()) EXPECT_TRUE(name.starts_with("second_")) << name;
  for (const auto name : evidence_names()) EXPECT_FALSE(name.starts_with("second_")) << name;
}

TEST(EvidenceNames, AreEachExplainedInTheDocument) {
  std::ifstream file(std::string(PRESSCLIP_SOURCE_DIR) + "/docs/EVIDENCE.md");
  const std::string document{std::istreambuf_iterator<char>(file), {}};
  ASSERT_FALSE(document.empty());
  // Each look has a part of its own, since some names stand in more than one.
  const std::size_t second = document.find("\n## Second look");
  const std::size_t titles = document.find("\n## Title lines");
  const std::size_t stubs = document.find("\n## Stub candidates");
  const std::size_t categories = document.find("\n## Categories");
  ASSERT_NE(second, std::string::npos);
  ASSERT_NE(titles, std::string::npos);
  ASSERT_NE(stubs, std::string::npos);
  ASSERT_NE(categories, std::string::npos);
  const auto expect_rows = [](std::string_view part, std::span<const std::string_view> names) {
    std::size_t rows = 0;
    for (std::size_t at = part.find("\n| `"); at != std::string_view::npos; at = part.find("\n| `", at + 1))
      ++rows;
    for (const auto name : names)
      EXPECT_NE(part.find("\n| `" + std::string(name) + "` | "), std::string_view::npos) << name;
    EXPECT_EQ(rows, names.size()) << "a row for something that is not computed, or twice";
  };
  const std::string_view whole = document;
  expect_rows(whole.substr(0, second), evidence_names());
  expect_rows(whole.substr(second, titles - second), second_look_names());
  expect_rows(whole.substr(titles, stubs - titles), title_line_names());
  expect_rows(whole.substr(stubs, categories - stubs), stub_evidence_names());
  expect_rows(whole.substr(categories), category_evidence_names());
}

TEST(EvidenceTables, AreAsWideAsTheirNames) {
  for (const auto& [name, page] : small_pages()) {
    const Tables tables = compute(page);
    EXPECT_EQ(tables.first.width, evidence_names().size()) << name;
    EXPECT_EQ(tables.first.values.size(), page.blocks.size() * evidence_names().size()) << name;
    EXPECT_EQ(tables.second.width, second_look_names().size()) << name;
    EXPECT_EQ(tables.second.values.size(), page.blocks.size() * second_look_names().size()) << name;
    EXPECT_EQ(tables.facts.blocks.size(), page.blocks.size()) << name;
  }
}

TEST(EvidenceTables, HoldFiniteNumbersOnly) {
  for (const auto& [name, page] : small_pages()) {
    const Tables tables = compute(page);
    for (std::size_t i = 0; i < tables.first.values.size(); ++i)
      EXPECT_TRUE(std::isfinite(tables.first.values[i]))
          << name << ": " << evidence_names()[i % tables.first.width];
    for (std::size_t i = 0; i < tables.second.values.size(); ++i)
      EXPECT_TRUE(std::isfinite(tables.second.values[i]))
          << name << ": " << second_look_names()[i % tables.second.width];
  }
}

TEST(EvidenceTables, AreTheSameForTheSamePage) {
  PageBuilder builder;
  builder.open(Tag::main, "story-body").heading(1, "Harbour to be widened");
  for (int i = 0; i < 20; ++i) builder.p(kParagraph + std::to_string(i)).link("More news", "/news");
  const BlockList page = builder.close().build();
  const Tables once = compute(page), again = compute(page);
  EXPECT_EQ(once.first.values, again.first.values);
  EXPECT_EQ(once.second.values, again.second.values);
}

// Not a matter of time: work that grows with the square of the blocks would not end.
TEST(EvidenceTables, OfALargePageAreComputed) {
  PageBuilder builder;
  builder.open(Tag::main).heading(1, "Harbour to be widened");
  builder.open(Tag::ul);
  for (int i = 0; i < 5000; ++i)
    builder.link("A headline of some length with number " + std::to_string(i), "/news/" + std::to_string(i));
  builder.close();
  const BlockList page = builder.p(kParagraph).build();
  const Tables tables = compute(page);
  EXPECT_EQ(tables.first.values.size(), 5002 * evidence_names().size());
  EXPECT_TRUE(std::all_of(tables.first.values.begin(), tables.first.values.end(),
                          [](float one) { return std::isfinite(one); }));
  const Metadata metadata;
  const LabelOptions options;
  const Judgement judgement = judge_blocks(page, metadata, *RuleBook::built_in(), options);
  const auto candidates = find_stub_candidates(
      view_of(judgement, page, metadata, *RuleBook::built_in(), options), judgement.verdicts);
  ASSERT_EQ(candidates.size(), 4096U) << "no more addresses of a page are looked at";
  for (const StubCandidate& candidate : candidates) {
    ASSERT_EQ(candidate.evidence.size(), stub_evidence_names().size());
    for (const float one : candidate.evidence) ASSERT_TRUE(std::isfinite(one));
  }
}

// What the title of a teaser shares with the article's tags, however the two write it.
TEST(StubEvidence, SubjectWordsAreComparedWithoutCase) {
  const struct {
    std::string_view tag, title;
    float expected;
  } rows[] = {
      {"Harbour", "HARBOUR works begin", 1},
      {"Harbour basin", "The harbour gets its basin", 2},
      {"harbour", "Harbours of the north", 0},
      {"ships", "Four SHIPS, four towns", 1},
      {"ship", "One ship and two towns", 0},  // too short to tell of what it is
      {"\xC3\x84rztekammer", "Die \xC3\xA4RZTEKAMMER w\xC3\xA4hlt", 1},
      {"caf\xC3\xA9s", "Two CAF\xC3\x89S close", 1},
      {"caf\xC3\xA9", "One CAF\xC3\x89 closes", 0},  // four characters in five bytes
      {"kelvin",
       "What \xE2\x84\xAA"
       "elvin measured",
       1},
      {"\xE5\x8C\x97\xE4\xBA\xAC",
       "\xE4\xBB\x8A\xE5\xA4\xA9\xE5\x8C\x97\xE4\xBA\xAC\xE4\xB8\x8B\xE9\x9B\xAA "
       "\xE5\xBE\x88\xE5\xA4\x9A\xE4\xBA\xBA",
       1},
  };
  const auto names = stub_evidence_names();
  const auto column = std::find(names.begin(), names.end(), "shared_headline_words") - names.begin();
  for (const auto& row : rows) {
    const BlockList page =
        PageBuilder().heading(1, "Plans for next year").p(kParagraph).link(row.title, "/town/one").build();
    Metadata metadata;
    metadata.tags = {std::string(row.tag)};
    const LabelOptions options;
    const Judgement judgement = judge_blocks(page, metadata, *RuleBook::built_in(), options);
    const auto candidates = find_stub_candidates(
        view_of(judgement, page, metadata, *RuleBook::built_in(), options), judgement.verdicts);
    ASSERT_EQ(candidates.size(), 1U) << row.title;
    EXPECT_EQ(candidates[0].evidence[static_cast<std::size_t>(column)], row.expected) << row.title;
  }
}

// A row has its neighbours' numbers beside its own, and the first and last have none there.
TEST(Evidence, OfNeighbours) {
  const BlockList page = PageBuilder()
                             .heading(1, "Harbour to be widened")
                             .p(kParagraph)
                             .link("Bakery closes its doors", "/bakery")
                             .p("Short.")
                             .p(kParagraph)
                             .build();
  const Tables tables = compute(page);
  const struct {
    std::string_view own, previous, next;
  } rows[] = {{"length", "previous_length", "next_length"},
              {"link_density", "previous_link_density", "next_link_density"},
              {"kind", "previous_kind", "next_kind"},
              {"prose", "previous_prose", "next_prose"}};
  const std::size_t last = page.blocks.size() - 1;
  for (const auto& row : rows) {
    EXPECT_EQ(value(tables, 0, row.previous), 0) << row.own;
    EXPECT_EQ(value(tables, last, row.next), 0) << row.own;
    for (std::size_t i = 0; i < last; ++i) {
      EXPECT_EQ(value(tables, i, row.next), value(tables, i + 1, row.own)) << row.own << ' ' << i;
      EXPECT_EQ(value(tables, i + 1, row.previous), value(tables, i, row.own)) << row.own << ' ' << i;
    }
  }
  for (std::size_t i = 0; i + 1 < last; ++i) {
    EXPECT_EQ(value(tables, i, "next2_length"), value(tables, i + 2, "length")) << i;
    EXPECT_EQ(value(tables, i + 2, "previous2_length"), value(tables, i, "length")) << i;
  }
}

// The characters are looked at eight at a time: wherever an end of a sentence stands, it is seen.
TEST(Evidence, EndsOfSentencesAtEveryPlace) {
  for (const std::string_view end : {".", "!", "?", ".\"", "\xE2\x80\xA6"})
    for (std::size_t before = 0; before < 20; ++before) {
      const std::string text = "Ab" + std::string(before, 'x') + std::string(end);
      EXPECT_EQ(value(compute(PageBuilder().p(text).build()), 0, "ends_sentence"), 1) << text;
      EXPECT_EQ(value(compute(PageBuilder().p(text + " and on").build()), 0, "ends_sentence"), 0) << text;
    }
}

TEST(Evidence, OfAText) {
  const struct {
    std::string text, name;
    float expected;
  } rows[] = {
      {"One two three.", "words", 3},
      {"One two three.", "ends_sentence", 1},
      {"He said \xE2\x80\x9Cno.\xE2\x80\x9D", "ends_sentence", 1},
      {"\xE5\x8D\x94\xE8\xAD\xB0\xE3\x81\x97\xE3\x81\x9F\xE3\x80\x82", "ends_sentence", 1},
      {"\xE5\x8D\x94\xE8\xAD\xB0\xE3\x81\x97\xE3\x81\x9F\xE3\x80\x82", "length", 10},
      {"One two three", "ends_sentence", 0},
      {"One. Two three four five six", "ends_sentence", 0},
      {"One two three four five. \"", "ends_sentence", 1},
      {"One two three four five six seven", "length", 33},
      {"One two \xC3\xA9\xC3\xA9 three. Four? Five! Six", "length", 33},
      {"Read more:", "ends_colon", 1},
      {"And then\xE2\x80\xA6", "ends_ellipsis", 1},
      {"And then...", "ends_ellipsis", 1},
      {"BREAKING NEWS", "all_upper", 1},
      {"Breaking NEWS", "all_upper", 0},
      {"and so on", "starts_lower", 1},
      {"\xC2\xA9 2026 Example Times", "copyright", 1},
      {"(c) 2026 Example Times", "copyright", 1},
      {"write to desk@example.com", "addresses", 1},
      {"Home / News / Local", "separators", 2},
      {"Why now?", "question", 1},
      {"Join now!", "exclamation", 1},
      {kParagraph, "prose", 1},
      {"Harbour to be widened", "prose", 0},
      {"In 24 days, 3 of 17", "digit_runs", 3},
      {"ab12c of it", "short_words", 1},  // digits are no letters, and end no word
      {"ab12cd of", "short_words", 0.5F},
      {"12ab34cd", "lower_words", 1},
      {"Gr\xC3\xBC", "short_words", 1},
      {"Gr\xC3\xBC\xC3\x9F", "short_words", 0},
      {"\xC3\xA9tudes longues", "lower_words", 1},
      {"(one) [two] {three}", "brackets", 2},
  };
  for (const auto& row : rows)
    EXPECT_EQ(value(compute(PageBuilder().p(row.text).build()), 0, row.name), row.expected)
        << row.text << ": " << row.name;
}

// Words are counted many characters at a time.
TEST(Evidence, WordsAtEveryPlace) {
  for (std::size_t before = 1; before < 20; ++before)
    for (std::size_t length = 1; length < 12; ++length) {
      const std::string text = std::string(before, 'x') + ' ' + 'A' + std::string(length - 1, 'b') + ", c";
      const Tables tables = compute(PageBuilder().p(text).build());
      const std::uint64_t short_words = 1U + (before < 4 ? 1U : 0U) + (length < 4 ? 1U : 0U);
      EXPECT_EQ(value(tables, 0, "short_words"), ratio(short_words, 3)) << text;
      EXPECT_EQ(value(tables, 0, "lower_words"), ratio(2, 3)) << text;
      EXPECT_EQ(value(tables, 0, "upper"), ratio(1, before + length + 1)) << text;
      EXPECT_EQ(value(tables, 0, "commas"), ratio(1, text.size())) << text;
    }
}

// What the text alone tells is found once, the rest for each.
// Texts of a few characters in all orders, counted one character at a time.
TEST(Evidence, OfTheCharactersOfATextAtEveryPlace) {
  const std::vector<std::string> characters = {"a", "B", "7", " ", ",", "(", "\xC3\xA9", "\xE2\x80\x93"};
  std::uint32_t random = 1;
  for (std::size_t count = 1; count < 400; ++count) {
    // The rarer some are, the longer are runs of others.
    const std::size_t kinds = 2 + count % (characters.size() - 1);
    std::string text;
    std::uint64_t commas = 0, digits = 0, digit_runs = 0, upper = 0, letters = 0, brackets = 0;
    std::uint64_t words = 0, lower_words = 0, short_words = 0, in_word = 0;
    bool in_digits = false;
    for (std::size_t i = 0; i < count; ++i) {
      random = random * 1664525U + 1013904223U;
      const std::size_t kind = (random >> 16U) % 5 < 3 ? (random >> 24U) % 2 : (random >> 24U) % kinds;
      text += characters[kind];
      const bool is_letter = kind < 2 || kind == 6, is_digit = kind == 2;
      letters += is_letter ? 1U : 0U;
      upper += kind == 1 ? 1U : 0U;
      digits += is_digit ? 1U : 0U;
      digit_runs += is_digit && !in_digits ? 1U : 0U;
      in_digits = is_digit;
      commas += kind == 4 ? 1U : 0U;
      brackets += kind == 5 ? 1U : 0U;
      if (is_letter && ++in_word == 1) {
        ++words;
        ++short_words;
        lower_words += kind != 1 ? 1U : 0U;
      }
      if (is_letter && in_word == 4) --short_words;
      if (!is_letter && !is_digit) in_word = 0;
    }
    Block block;
    block.text = text;
    const Tables tables = compute(PageBuilder().block(block).build());
    EXPECT_EQ(value(tables, 0, "commas"), ratio(commas, count)) << text;
    EXPECT_EQ(value(tables, 0, "digits"), ratio(digits, count)) << text;
    EXPECT_EQ(value(tables, 0, "digit_runs"), coarse(digit_runs)) << text;
    EXPECT_EQ(value(tables, 0, "upper"), ratio(upper, letters)) << text;
    EXPECT_EQ(value(tables, 0, "brackets"), coarse(brackets)) << text;
    EXPECT_EQ(value(tables, 0, "lower_words"), ratio(lower_words, words)) << text;
    EXPECT_EQ(value(tables, 0, "short_words"), ratio(short_words, words)) << text;
  }
}

TEST(Evidence, AddressesAreFoundAtEveryPlace) {
  for (std::size_t before = 0; before < 40; ++before)
    for (std::size_t behind = 0; behind < 24; behind += 4)
      for (const bool is_whole : {false, true}) {
        Block block;
        const std::string text =
            std::string(before, 'h') + (is_whole ? "http" : "htp") + std::string(behind, 'p');
        block.text = text;
        EXPECT_EQ(value(compute(PageBuilder().block(block).build()), 0, "addresses"), is_whole ? 1 : 0)
            << text;
      }
}

TEST(Evidence, OfBlocksWithTheSameText) {
  Block linked;
  linked.text = kParagraph;
  const Link link{0, static_cast<std::uint32_t>(kParagraph.size()), "/harbour"};
  linked.links = {&link, 1};
  const Tables tables = compute(PageBuilder().p(kParagraph).block(linked).build());
  for (const std::string_view name : {"length", "words", "ends_sentence", "commas", "short_words"})
    EXPECT_EQ(value(tables, 0, name), value(tables, 1, name)) << name;
  EXPECT_EQ(value(tables, 0, "prose"), 1);
  EXPECT_EQ(value(tables, 1, "prose"), 0);
  EXPECT_EQ(value(tables, 0, "repeats"), 0);
  EXPECT_EQ(value(tables, 1, "repeats"), 1);
}

// They repeat each other, but what they end with is their own.
TEST(Evidence, OfBlocksWithTheSameLetters) {
  const Tables tables = compute(PageBuilder().p("Join us").p("JOIN US!").p("Join us").build());
  for (std::size_t block = 0; block < 3; ++block) {
    EXPECT_EQ(value(tables, block, "occurrences"), 3);
    EXPECT_EQ(value(tables, block, "ends_sentence"), block == 1 ? 1 : 0);
    EXPECT_EQ(value(tables, block, "all_upper"), block == 1 ? 1 : 0);
  }
}

TEST(Evidence, OfThePlace) {
  const BlockList page = PageBuilder()
                             .open(Tag::nav, "menu")
                             .link("Home", "/")
                             .close()
                             .open(Tag::article)
                             .heading(1, "Harbour to be widened by next year")
                             .p(kParagraph)
                             .p("Sign up for our daily newsletter")
                             .p(kParagraph)
                             .close()
                             .build();
  const Tables tables = compute(page);
  EXPECT_EQ(value(tables, 0, "to_nav"), 2);  // the <p>, then the <nav>
  EXPECT_EQ(value(tables, 0, "to_article"), kNoAncestor);
  EXPECT_EQ(value(tables, 0, "link_density"), 1);
  EXPECT_EQ(value(tables, 0, "whole_link"), 1);
  EXPECT_EQ(value(tables, 1, "is_headline"), 1);
  EXPECT_EQ(value(tables, 1, "heading_level"), 1);
  EXPECT_EQ(value(tables, 2, "to_article"), 2);
  EXPECT_EQ(value(tables, 2, "from_headline"), 1);
  EXPECT_EQ(value(tables, 2, "previous_kind"), static_cast<float>(BlockKind::heading));
  EXPECT_EQ(value(tables, 2, "repeats"), 0);
  EXPECT_EQ(value(tables, 2, "occurrences"), 2);
  EXPECT_EQ(value(tables, 3, "rule_newsletter"), 2);
  EXPECT_EQ(value(tables, 4, "since_sure"), 1);
  EXPECT_EQ(value(tables, 4, "repeats"), 1);
  EXPECT_EQ(value(tables, 4, "to_previous_prose"), 2);
  EXPECT_GE(value(tables, 4, "to_next_prose"), 100);  // none
}

TEST(Evidence, BranchesAreAlikeByElementAndClassWords) {
  PageBuilder builder;
  builder.open(Tag::main, "story").p(kParagraph).p(kParagraph + " Twice.").close();
  // Of a sum of their numbers these would be the same.
  builder.open(Tag::article, "a").p("Harbour in brief").close();
  builder.open(Tag::aside, "f").p("Tides this week").close();
  for (const char* text : {"First card", "Second card"}) builder.open(Tag::div, "card").p(text).close();
  const BlockList page = builder.build();
  const Tables tables = compute(page);
  EXPECT_EQ(value(tables, 2, "branch_like"), 1);
  EXPECT_EQ(value(tables, 3, "branch_like"), 1);
  EXPECT_EQ(value(tables, 4, "branch_like"), 2);
  EXPECT_EQ(value(tables, 5, "branch_like"), 2);
}

TEST(Evidence, OfTheMetadata) {
  Metadata metadata;
  metadata.article_body = kParagraph;
  metadata.is_article = true;
  Candidate author;
  author.value = "Jane Exampleton";
  metadata.authors.push_back(author);
  const BlockList page =
      PageBuilder().heading(1, "Harbour to be widened").p("By Jane Exampleton").p(kParagraph).build();
  const Tables tables = compute(page, metadata);
  EXPECT_EQ(value(tables, 1, "is_author"), 1);
  EXPECT_EQ(value(tables, 2, "has_author"), 0);
  EXPECT_EQ(value(tables, 2, "in_article_body"), 1);
  EXPECT_EQ(value(tables, 1, "in_article_body"), 0);
  EXPECT_EQ(value(tables, 1, "has_article_body"), 1);
  EXPECT_EQ(value(tables, 1, "page_is_article"), 1);
}

// A rule that is sure is sure of a prompt only; in a long paragraph its words may be news.
TEST(Facts, OfALongBlockHaveHintsOnly) {
  const std::string prompt = "Sign up for our daily newsletter";
  std::string long_text = prompt + ' ';
  while (std::count(long_text.begin(), long_text.end(), ' ') < 70) long_text += "and so on ";
  const Tables tables = compute(PageBuilder().p(prompt).p(long_text).build());
  const auto newsletter = static_cast<std::size_t>(Category::newsletter);
  EXPECT_EQ(tables.facts.blocks[0].rule_strength[newsletter], 2);
  EXPECT_EQ(tables.facts.blocks[1].rule_strength[newsletter], 1);
}

TEST(MarkedHashes, TellWhichTextsHaveAWord) {
  constexpr std::uint64_t kFirst = 0x9E3779B97F4A7C15, kSecond = 0xC2B2AE3D27D4EB4F,
                          kThird = 0x165667B19E3779F9;
  MarkedHashes words(3);
  EXPECT_FALSE(words.may_know(kFirst));
  EXPECT_TRUE(words.add(kFirst, 1));
  EXPECT_FALSE(words.add(kFirst, 1)) << "it has the mark";
  EXPECT_TRUE(words.add(kFirst, 4));
  EXPECT_TRUE(words.add(kSecond, 2));
  EXPECT_EQ(words.marks_of(kFirst), 5U);
  EXPECT_EQ(words.marks_of(kSecond), 2U);
  EXPECT_EQ(words.marks_of(kThird), 0U);
  EXPECT_EQ(words.marks_of(kFirst ^ std::uint64_t{1} << 40U), 0U) << "it looks at the same slot";
  EXPECT_TRUE(words.may_know(kFirst));
  EXPECT_TRUE(words.may_know(kSecond));
  EXPECT_FALSE(words.may_know(kThird));
  EXPECT_EQ(MarkedHashes().marks_of(kFirst), 0U);
}

TEST(MarkedHashes, OfOnePlaceAreSoonForgotten) {
  // All begin to look at the first slot; without an end to it this would take minutes.
  constexpr std::uint64_t kCount = 200000, kApart = std::uint64_t{1} << 35U;
  MarkedHashes words(kCount);
  for (std::uint64_t i = 1; i <= kCount; ++i) words.add(i * kApart, 1);
  EXPECT_EQ(words.marks_of(kApart), 1U);
  EXPECT_EQ(words.marks_of(kCount * kApart), 1U);
}

TEST(Facts, RulesSeeTheFoldedBeginning) {
  const std::string long_text = "Olá" + std::string(895, 'a');  // 899 bytes
  for (const std::string& text :
       {std::string("“Don’t”"), std::string("Plain text"), long_text + "é", long_text + " b",
        "x" + long_text + "é", std::string("Dois  espaços\n em pré")}) {
    Block paragraph, preformatted;
    paragraph.text = preformatted.text = text;
    preformatted.kind = BlockKind::preformatted;
    const bool is_normalized = normalize_text(text) == text;
    const BlockList page =
        PageBuilder().block(is_normalized ? paragraph : preformatted).block(preformatted).build();
    const BlockList alone = PageBuilder().block(preformatted).build();
    const std::string expected = fold_for_rules(std::string_view(text).substr(0, 900));
    EXPECT_EQ(gather_facts(page, {}, *RuleBook::built_in(), "").blocks[0].rule_text, expected);
    EXPECT_EQ(gather_facts(alone, {}, *RuleBook::built_in(), "").blocks[0].rule_text, expected);
  }
}

TEST(Facts, ClassWordsAreNotedTwelveElementsUp) {
  const auto distances = [](Tag tag, std::size_t elements) {
    PageBuilder builder;
    builder.open(tag, "newsletter-box article-body");
    for (std::size_t i = 1; i < elements; ++i) builder.open(Tag::div, i + 1 == elements ? "share" : "");
    Block block;
    block.text = "Text";
    block.words = "comments";
    const BlockFacts facts =
        gather_facts(builder.block(block).build(), {}, *RuleBook::built_in(), "").blocks.at(0);
    const auto of = [&facts](Category category) {
      return int{facts.class_distance[static_cast<std::size_t>(category)]};
    };
    return std::vector<int>{of(Category::newsletter), facts.content_distance, of(Category::share),
                            of(Category::comments), of(Category::promo)};
  };
  EXPECT_EQ(distances(Tag::div, 2), (std::vector<int>{2, 2, 1, 0, kNoAncestor}));
  EXPECT_EQ(distances(Tag::div, 12), (std::vector<int>{12, 12, 1, 0, kNoAncestor}));
  EXPECT_EQ(distances(Tag::div, 13), (std::vector<int>{kNoAncestor, kNoAncestor, 1, 0, kNoAncestor}));
  EXPECT_EQ(distances(Tag::body, 2), (std::vector<int>{kNoAncestor, kNoAncestor, 1, 0, kNoAncestor}));
}

TEST(SecondLook, SeesTheScoresAround) {
  const BlockList page = PageBuilder().p(kParagraph).p(kParagraph + "1").p("short").build();
  const PageFacts facts = gather_facts(page, {}, *RuleBook::built_in(), "");
  const std::vector<double> scores = {0.25, 0.75, 1.5};  // what is above 1 counts as 1
  const EvidenceTable table = compute_second_look(page, facts, number_shapes(page, facts), scores);
  const auto at = [&](std::size_t block, std::string_view name) {
    const auto names = second_look_names();
    return table.row(
        block)[static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin())];
  };
  EXPECT_EQ(at(0, "second_score"), 0.25F);
  EXPECT_EQ(at(0, "second_previous_score"), -1.0F);
  EXPECT_EQ(at(1, "second_previous_score"), 0.25F);
  EXPECT_EQ(at(1, "second_next_score"), 1.0F);
  EXPECT_EQ(at(2, "second_next_score"), -1.0F);
  EXPECT_EQ(at(2, "second_long_previous_score"), 0.75F);
  EXPECT_EQ(at(0, "second_from_first"), -1.0F);
  EXPECT_EQ(at(0, "second_to_last"), 2.0F);
}

TEST(SecondLook, OfAPageWithoutScoresSaysSo) {
  const BlockList page = PageBuilder().p(kParagraph).build();
  const PageFacts facts = gather_facts(page, {}, *RuleBook::built_in(), "");
  const std::vector<double> scores = {0.0};
  const EvidenceTable table = compute_second_look(page, facts, number_shapes(page, facts), scores);
  const auto names = second_look_names();
  const auto from_first = std::find(names.begin(), names.end(), "second_from_first") - names.begin();
  EXPECT_EQ(table.row(0)[static_cast<std::size_t>(from_first)], -300.0F);
}

}  // namespace
}  // namespace pressclip
