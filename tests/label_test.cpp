// label: each pass on blocks built here, with its near misses, and the verdicts of whole pages under models
// of one leaf.
#include "pressclip/label.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "block_page.h"
#include "label/evidence.h"
#include "label/model.h"
#include "label/page_view.h"
#include "label/passes.h"
#include "label/site_furniture.h"
#include "pressclip/furniture.h"

namespace pressclip {
namespace {

using testing::PageBuilder;

const std::string kParagraph =
    "The harbour board agreed on Tuesday to widen the northern basin, a plan that has been argued over for "
    "eleven years, and said that the first dredgers would arrive before the end of the autumn.";
const std::string kSecond =
    "Fishing crews had asked for a pause of two seasons, since the work will close the slipway that most of "
    "them use, but the board said that a delay would cost more than the compensation that it has offered.";
const std::string kThird =
    "Construction is expected to take three years. The ministry pays two thirds of the bill, and the town "
    "has "
    "set aside the rest in its budget, according to papers that were published last week.";
const std::string kPrompt = "Sign up for our daily newsletter";
const std::string kWall = "Subscribe to continue reading";

// What a pass is given; scores and the verdicts before it are all for content where they are not set.
struct Given {
  BlockList page;
  std::optional<BlockIndex> headline;
  std::string headline_text;
  Metadata metadata;
  LabelOptions options;
  std::vector<double> scores;
  std::vector<BlockIndex> removed;                          // as "navigation model"
  std::vector<std::pair<BlockIndex, Category>> removed_as;  // as that category
};

std::string notation(const Verdict& verdict) {
  switch (verdict.role) {
    case Role::content:
      return "content";
    case Role::headline:
      return "headline";
    case Role::standfirst:
      return "standfirst";
    case Role::teaser:
      return "teaser";
    case Role::removed:
      break;
  }
  return std::string(name_of(verdict.category)) + ' ' + verdict.rule;
}

using Notation = std::vector<std::string>;

// The verdicts after the one pass.
Notation run_pass(std::string_view name, Given given) {
  const auto passes = label_passes();
  const auto pass =
      std::find_if(passes.begin(), passes.end(), [name](const Pass& one) { return one.name == name; });
  if (pass == passes.end()) {
    ADD_FAILURE() << "no pass is called " << name;
    return {};
  }
  const std::size_t count = given.page.blocks.size();
  if (!given.metadata.language) given.metadata.language = "en";
  if (given.scores.empty()) given.scores.assign(count, 0.9);
  HeadlineGuess headline{given.headline, given.headline_text};
  if (headline.block && headline.text.empty()) headline.text = given.page.blocks[*headline.block].text;
  const PageFacts facts = gather_facts(given.page, given.metadata, *RuleBook::built_in(), given.options.site);
  Verdicts verdicts(count);
  for (Verdict& verdict : verdicts) verdict.role = Role::content;
  if (headline.block && name != "score" && name != "headline")
    verdicts[*headline.block].role = Role::headline;
  for (const BlockIndex block : given.removed)
    verdicts[block] = Verdict{Role::removed, Category::navigation, false, 0, "model", ""};
  for (const auto& [block, category] : given.removed_as)
    verdicts[block] = Verdict{Role::removed, category, false, 0, "before", ""};
  const PageView view{given.page,   facts,         given.metadata,       headline,
                      given.scores, given.options, *RuleBook::built_in()};
  for (Change& change : pass->run(view, verdicts)) {
    EXPECT_LT(change.block, count);
    verdicts[change.block] = std::move(change.verdict);
  }
  Notation result;
  for (const Verdict& verdict : verdicts) result.push_back(notation(verdict));
  return result;
}

Given page_of(BlockList page, std::optional<BlockIndex> headline = std::nullopt) {
  Given given;
  given.page = std::move(page);
  given.headline = headline;
  return given;
}

TEST(Passes, HaveNamesOfTheirOwn) {
  std::set<std::string_view> seen;
  for (const Pass& pass : label_passes()) {
    EXPECT_TRUE(seen.insert(pass.name).second) << pass.name;
    EXPECT_NE(pass.run, nullptr);
  }
}

// What is known of a site of `of` pages, of which `having` have the text.
SiteFurniture furniture_of(std::string_view text, std::uint32_t having, std::uint32_t of) {
  BlockList page = PageBuilder().p(std::string(text)).build();
  const PageFacts facts = gather_facts(page, {}, *RuleBook::built_in(), "");
  SiteFurniture known;
  for (std::uint32_t i = 0; i < of; ++i)
    known.add(
        {.site = 7,
         .article = std::uint64_t{i} + 1,
         .blocks = i < having ? std::vector{fingerprint_of(facts.blocks[0])} : std::vector<std::uint32_t>{}});
  return known;
}

TEST(SiteFurniturePass, TakesOutWhatStandsOnSeveralPages) {
  const std::string shared = "The Alder Courier is owned by its readers, and every member has one vote.";
  const std::string form = "What we like";
  struct Row {
    std::string what;
    std::uint32_t having, of;
    double score;
    std::string text;
    bool is_dropped;
  };
  const Row kRows[] = {
      {"three pages of a site", 3, 3, 0.9, shared, true},
      {"two pages may share a sentence", 2, 2, 0.9, shared, false},
      {"one page in ten", 3, 30, 0.9, shared, true},
      {"fewer", 3, 31, 0.9, shared, false},
      {"surely text, on one page in three", 4, 12, 0.99, shared, true},
      {"surely text, on fewer", 4, 13, 0.99, shared, false},
      {"the form of a site's articles", 9, 9, 0.5, form, false},
  };
  for (const Row& row : kRows) {
    const SiteFurniture known = furniture_of(row.text, row.having, row.of);
    Given given = page_of(PageBuilder().p(kParagraph).p(row.text).p(kSecond).build());
    given.scores = {0.9, row.score, 0.9};
    given.options.furniture = &known;
    given.options.site_number = 7;
    const Notation found = run_pass("site furniture", given);
    EXPECT_EQ(found[1] == "content", !row.is_dropped) << row.what << ": " << found[1];
    EXPECT_TRUE(!row.is_dropped || found[1].ends_with(" site-furniture")) << row.what << ": " << found[1];
    EXPECT_EQ(found[0], "content");
    given.options.site_number = 8;
    EXPECT_EQ(run_pass("site furniture", given)[1], "content") << "on another site: " << row.what;
  }
}

TEST(SiteFurniturePass, LeavesTheArticleWhole) {
  const std::string shared = "Preheat the oven, and grease a tin of the usual size with butter.";
  const SiteFurniture known = furniture_of(shared, 5, 5);
  Block item;
  item.kind = BlockKind::list_item;
  item.text = shared;
  Block row;
  row.kind = BlockKind::table_row;
  row.text = shared;
  const struct {
    std::string what;
    BlockList page;
  } kRows[] = {
      {"a heading", PageBuilder().p(kParagraph).heading(2, shared).p(kSecond).build()},
      {"a row of a table", PageBuilder().p(kParagraph).block(row).p(kSecond).build()},
      {"an item of a list", PageBuilder().p(kParagraph).block(item).p(kSecond).build()},
      {"what the article says twice", PageBuilder().p(kParagraph).p(shared).p(kSecond).p(shared).build()},
      {"most of the text", PageBuilder().p("It opens at nine.").p(shared).build()},
  };
  for (const auto& [what, page] : kRows) {
    Given given = page_of(page);
    given.options.furniture = &known;
    given.options.site_number = 7;
    const Notation found = run_pass("site furniture", given);
    EXPECT_EQ(std::count(found.begin(), found.end(), "content"), std::ptrdiff_t(page.blocks.size())) << what;
  }
}

TEST(Passes, AreTotal) {
  Block image_line;
  image_line.text = "\xEF\xBF\xBD";
  image_line.visibility = Visibility::inert;
  const std::vector<BlockList> pages = {
      PageBuilder().build(), PageBuilder().build_text(), PageBuilder().block(image_line).build(),
      PageBuilder().heading(1, "Harbour to be widened").build(), PageBuilder().p(kWall).build_text()};
  for (const Pass& pass : label_passes())
    for (const BlockList& page : pages) {
      EXPECT_EQ(run_pass(pass.name, page_of(page)).size(), page.blocks.size()) << pass.name;
      if (page.blocks.empty()) continue;
      EXPECT_EQ(run_pass(pass.name, page_of(page, page.blocks.size() - 1)).size(), page.blocks.size());
    }
}

TEST(ScorePass, KeepsWhatScoresAndNamesTheRest) {
  Given given = page_of(PageBuilder()
                            .p(kParagraph)
                            .p(kPrompt)
                            .open(Tag::nav)
                            .p("All our sections")
                            .close()
                            .p("Plain words")
                            .build());
  given.scores = {0.9, 0.1, 0.1, 0.1};
  const Notation result = run_pass("score", given);
  EXPECT_EQ(result[0], "content");
  EXPECT_EQ(result[1].substr(0, 25), "newsletter en/newsletter:");
  EXPECT_EQ(result[2], "navigation element/nav");
  EXPECT_EQ(result[3], "navigation model");
}

TEST(ScorePass, FollowsTheWeightOfRecall) {
  const struct {
    double recall_weight;
    Notation expected;
  } rows[] = {{0.25, {"content", "navigation model"}},
              {1, {"content", "navigation model"}},
              {4, {"content", "content"}}};
  for (const auto& row : rows) {
    Given given = page_of(PageBuilder().p(kParagraph).p(kParagraph + '.').build());
    given.scores = {0.9, 0.35};
    given.options.recall_weight = row.recall_weight;
    EXPECT_EQ(run_pass("score", given), row.expected) << row.recall_weight;
  }
}

TEST(ScorePass, KeepsNothingOfScoresThatSayNo) {
  for (const double recall_weight : {0.25, 1.0, 4.0}) {
    Given given = page_of(PageBuilder().p(kParagraph).p(kSecond).build());
    given.scores = {0.02, 0.01};
    given.options.recall_weight = recall_weight;
    EXPECT_EQ(run_pass("score", given), (Notation{"navigation model", "navigation model"}));
  }
}

TEST(ScorePass, LeavesConcealedTextOutUnlessItIsTheArticle) {
  const auto page = [](Visibility visibility, bool shown_article) {
    PageBuilder builder;
    if (shown_article) builder.p(kThird);
    for (const std::string& text : {kParagraph, kSecond, kThird + " It is not yet known when."}) {
      Block block;
      block.text = text;
      block.visibility = visibility;
      builder.open(Tag::p).block(block).close();
    }
    return builder.build();
  };
  // A <template> that holds the article, where the page shows no other text.
  EXPECT_EQ(run_pass("score", page_of(page(Visibility::inert, false))),
            (Notation{"content", "content", "content"}));
  EXPECT_EQ(run_pass("score", page_of(page(Visibility::noscript, false))),
            (Notation{"content", "content", "content"}));
  // Near miss: the page shows an article; what is concealed is something else, or a copy.
  for (const Visibility visibility : {Visibility::inert, Visibility::hidden, Visibility::noscript}) {
    Given given = page_of(page(visibility, true));
    if (visibility == Visibility::hidden) given.scores = {0.9, 0.55, 0.55, 0.55};
    const Notation result = run_pass("score", given);
    EXPECT_EQ(result[0], "content");
    for (std::size_t i = 1; i < result.size(); ++i) EXPECT_NE(result[i], "content");
  }
  // aria-hidden text is shown, and a panel that opens on a click is of the text where its score leaves little
  // doubt.
  EXPECT_EQ(run_pass("score", page_of(page(Visibility::aria_hidden, true)))[1], "content");
  EXPECT_EQ(run_pass("score", page_of(page(Visibility::hidden, true)))[1], "content");
}

TEST(RulesPass, VetoesAShortPromptButNoLongParagraph) {
  std::string long_paragraph =
      kPrompt + ", the page said, and that was the sentence over which the case was fought.";
  while (std::count(long_paragraph.begin(), long_paragraph.end(), ' ') < 62)
    long_paragraph += " And so it went on.";
  const Notation result =
      run_pass("rules", page_of(PageBuilder().p(kParagraph).p(kPrompt).p(long_paragraph).build()));
  EXPECT_EQ(result[0], "content");
  EXPECT_EQ(result[1], "newsletter en/newsletter:sign-up-for");
  EXPECT_EQ(result[2], "content");
}

TEST(RulesPass, LeavesNewsAboutPromptsAlone) {
  const std::string news[] = {
      "The newsletter industry grew by a fifth last year.",
      "The lounge is open to members only after six in the evening.",
      "Netflix ended its free trial in 2020.",
  };
  for (const std::string& text : news)
    EXPECT_EQ(run_pass("rules", page_of(PageBuilder().p(text).build())), Notation{"content"}) << text;
}

TEST(RulesPass, TakesLabelsOut) {
  EXPECT_EQ(run_pass("rules", page_of(PageBuilder().heading(2, "Related articles").build())),
            Notation{"read_more en/read_more:related-label"});
  EXPECT_EQ(run_pass("rules", page_of(PageBuilder().heading(2, "Related articles were banned").build())),
            Notation{"content"});
}

TEST(RulesPass, TakesLeadsOutWhereTheyLead) {
  const std::string teaser = "Read more: Harbour plan moves ahead";
  Block linked;
  linked.text = teaser;
  const Link to_teaser{11, static_cast<std::uint32_t>(teaser.size()), "/news/harbour"};
  linked.links = {&to_teaser, 1};
  EXPECT_EQ(run_pass("rules", page_of(PageBuilder().block(linked).build())),
            Notation{"read_more en/read_more:teaser-lead"});
  EXPECT_EQ(run_pass("rules", page_of(PageBuilder().p(teaser).build_text())),
            Notation{"read_more en/read_more:teaser-lead"});
  // In HTML a line without a link may be a sentence.
  EXPECT_EQ(run_pass("rules", page_of(PageBuilder().p(teaser).build())), Notation{"content"});
  EXPECT_EQ(
      run_pass(
          "rules",
          page_of(PageBuilder().p("Read more than one book a week and you will sleep better.").build_text())),
      Notation{"content"});
}

TEST(LinkParagraphsPass, TakesOutParagraphsThatAreOneLink) {
  Block sentence, within;
  sentence.text = "The board has put all of its papers where anyone can read them.";
  const Link whole{0, static_cast<std::uint32_t>(sentence.text.size()), "/papers"};
  sentence.links = {&whole, 1};
  within.text = "The board has put its papers online.";
  const Link word{22, 28, "/papers"};
  within.links = {&word, 1};
  PageBuilder list;
  Block item = sentence;
  item.kind = BlockKind::list_item;
  item.text.remove_suffix(1);
  const Link all_but_the_stop{0, static_cast<std::uint32_t>(item.text.size()), "/papers"};
  item.links = {&all_but_the_stop, 1};
  list.open(Tag::ul).open(Tag::li).block(item).close().close();
  EXPECT_EQ(
      run_pass("link paragraphs",
               page_of(PageBuilder().p(kParagraph).link("Bakery to close after ninety years", "/b").build())),
      (Notation{"content", "read_more link-paragraph"}));
  EXPECT_EQ(run_pass("link paragraphs", page_of(PageBuilder().link("Basin", "/basin").build())),
            Notation{"navigation model"});
  // Near misses: a linked sentence, a link within one, an item of a list.
  EXPECT_EQ(run_pass("link paragraphs", page_of(PageBuilder().block(sentence).build())), Notation{"content"});
  EXPECT_EQ(run_pass("link paragraphs", page_of(PageBuilder().block(within).build())), Notation{"content"});
  EXPECT_EQ(run_pass("link paragraphs", page_of(list.build())), Notation{"content"});
}

TEST(ListsPass, KeepsTheItemsOfAListTogether) {
  const auto list = [](const std::vector<std::string>& texts, bool apart) {
    PageBuilder builder;
    builder.open(Tag::ul);
    for (const std::string& text : texts) {
      if (apart) builder.close().open(Tag::ul);
      Block item;
      item.kind = BlockKind::list_item;
      item.text = text;
      builder.open(Tag::li).block(item).close();
    }
    return builder.close();
  };
  const std::vector<std::string> items = {"the northern basin", "the slipway", "the fish hall"};
  Given given = page_of(list(items, false).build());
  given.scores = {0.8, 0.3, 0.8};
  given.removed = {1};
  EXPECT_EQ(run_pass("lists", given), (Notation{"content", "content", "content"}));
  given.scores = {0.6, 0.1, 0.1};
  given.removed = {1, 2};
  EXPECT_EQ(run_pass("lists", given), (Notation{"content", "navigation model", "navigation model"}));
  given.scores = {0.4, 0.4, 0.4};
  given.removed = {0, 1, 2};
  EXPECT_EQ(run_pass("lists", given), (Notation{"navigation model", "navigation model", "navigation model"}));
  // Only items of lists: a paragraph stands for itself.
  Given paragraph = page_of(PageBuilder().p(kParagraph).p(kSecond).build());
  paragraph.scores = {0.9, 0.4};
  paragraph.removed = {1};
  EXPECT_EQ(run_pass("lists", paragraph), (Notation{"content", "navigation model"}));
  // Near misses: lists of their own; a list with a prompt in it.
  Given apart = page_of(list(items, true).build());
  apart.scores = {0.8, 0.3, 0.8};
  apart.removed = {1};
  EXPECT_EQ(run_pass("lists", apart)[1], "navigation model");
  Given prompt = page_of(list({"the northern basin", kPrompt, "the fish hall"}, false).build());
  prompt.scores = {0.8, 0.3, 0.8};
  prompt.removed = {1};
  EXPECT_EQ(run_pass("lists", prompt)[1], "navigation model");
}

// A list whose items are "kicker: title", the title a link; without a link where `linked` is false.
PageBuilder list_below(const std::string& heading,
                       const std::vector<std::pair<std::string, std::string>>& items, bool linked = true) {
  PageBuilder builder;
  builder.p(kParagraph).heading(3, heading).open(Tag::ul);
  for (const auto& [kicker, title] : items) {
    Block item;
    item.kind = BlockKind::list_item;
    const std::string text = kicker + title, url = "/a" + std::to_string(kicker.size());
    const Link link{static_cast<std::uint32_t>(kicker.size()), static_cast<std::uint32_t>(text.size()), url};
    item.text = text;
    if (linked) item.links = {&link, 1};
    builder.open(Tag::li).open(Tag::div).block(item).close().close();
  }
  return builder.close().p(kSecond);
}

TEST(TeaserListsPass, TakesOutListsThatAreTitlesOfOtherArticles) {
  const std::string dropped = "read_more teaser-list";
  const std::vector<std::pair<std::string, std::string>> teasers = {
      {"Fishing: ", "Crews ask for a pause of two seasons"}, {"", "Slipway closed until the spring"}};
  EXPECT_EQ(run_pass("teaser lists", page_of(list_below("Background for you", teasers).build())),
            (Notation{"content", dropped, dropped, dropped, "content"}));
  // Near misses: items without links; links of few words; a link within a sentence; one item alone.
  const Notation kept(5, "content");
  EXPECT_EQ(run_pass("teaser lists", page_of(list_below("What changes", teasers, false).build())), kept);
  EXPECT_EQ(run_pass("teaser lists",
                     page_of(list_below("Sources", {{"Board: ", "Minutes"}, {"Town: ", "Budget"}}).build())),
            kept);
  EXPECT_EQ(
      run_pass("teaser lists",
               page_of(list_below("What changes", {{"The crews have said ", "that they want a pause now"},
                                                   {"The board says that ", "a delay would cost more"}})
                           .build())),
      kept);
  EXPECT_EQ(run_pass("teaser lists", page_of(list_below("Background", {teasers.front()}).build())),
            Notation(4, "content"));
}

TEST(AnnouncedPass, TakesOutTitlesAndSummariesBelowALabel) {
  const auto page = [](const std::string& label, const std::string& last) {
    return PageBuilder()
        .p(kParagraph)
        .p(label)
        .p("Bakery to close after ninety years")
        .p(kSecond)
        .p("Bridge will be painted in the spring")
        .p(kThird)
        .p(last)
        .build();
  };
  const std::string dropped = "read_more announced";
  EXPECT_EQ(run_pass("announced", page_of(page("Read more articles", "Imprint"))),
            (Notation{"content", "content", dropped, dropped, dropped, dropped, "content"}));
  // Near misses: no label above; text that goes on below, as below subheadings.
  EXPECT_EQ(run_pass("announced", page_of(page("The plan in detail", "Imprint"))), Notation(7, "content"));
  EXPECT_EQ(run_pass("announced", page_of(page("Read more articles", kParagraph))), Notation(7, "content"));
}

TEST(ContentsPass, TakesOutAListOfTheHeadingsBelow) {
  const auto page = [](const std::vector<std::string>& items) {
    PageBuilder builder = list_below("Key events", {{items[0], ""}, {items[1], ""}}, false);
    builder.heading(3, "Loud bang heard at the harbour").p(kSecond);
    builder.heading(3, "Ferries stay in port tonight").p(kThird);
    return builder.build();
  };
  const std::string dropped = "navigation contents";
  EXPECT_EQ(run_pass("contents",
                     page_of(page({"Loud bang heard at the harbour20:42", "Ferries stay in port tonight"}))),
            (Notation{"content", dropped, dropped, dropped, "content", "content", "content", "content",
                      "content"}));
  // Near misses: items of their own; one that is a heading among others.
  EXPECT_EQ(run_pass("contents", page_of(page({"Loud bangs are common there", "Ferries may sail again"}))),
            Notation(9, "content"));
  EXPECT_EQ(run_pass("contents", page_of(page({"Loud bang heard at the harbour", "Ferries may sail again"}))),
            Notation(9, "content"));
}

TEST(EntryStampsPass, TakesOutTimeAndNameAboveEntries) {
  const struct {
    std::string text;
    std::string words;
    std::string expected;
  } rows[] = {
      {"21:00 Anna Berg", "entry-byline", "byline entry-stamp"},
      {"20.42", "", "byline entry-stamp"},
      {"18h05 Key event", "byline", "byline entry-stamp"},
      // Near misses: a sentence, a score, a length of time, a line of text with a time before it.
      {"21:00 was when the last ferry left.", "entry-byline", "content"},
      {"3:1 for the harbour club", "", "content"},
      {"100:25", "", "content"},
      {"1.25 litres", "", "content"},
      {"19:30 Doors open at the fish hall", "programme", "content"},
  };
  for (const auto& row : rows)
    EXPECT_EQ(run_pass("entry stamps",
                       page_of(PageBuilder().p(kParagraph).p(row.text, row.words).p(kSecond).build()))[1],
              row.expected)
        << row.text;
}

TEST(PullQuotesPass, TakesOutOnlyWhatTheTextHasToo) {
  const std::string said = "\"The first dredgers would arrive before the end of the autumn\"";
  EXPECT_EQ(run_pass("pull quotes", page_of(PageBuilder().p(kParagraph).p(said).p(kSecond).build())),
            (Notation{"content", "media pull-quote", "content"}));
  // Near misses: said nowhere else; the same words that are no quote.
  EXPECT_EQ(run_pass("pull quotes", page_of(PageBuilder().p(kSecond).p(said).build())),
            Notation(2, "content"));
  EXPECT_EQ(
      run_pass(
          "pull quotes",
          page_of(PageBuilder().p(kParagraph).p("The first dredgers would arrive before the end").build())),
      Notation(2, "content"));
}

TEST(CaptionsPass, TakesCaptionsOutUnlessTheyAreWanted) {
  const BlockList page = PageBuilder().p(kParagraph).caption("The basin from the air.").build();
  Given given = page_of(page);
  given.scores = {0.9, 0.6};
  EXPECT_EQ(run_pass("captions", given), (Notation{"content", "media element/figcaption"}));
  Given kept = given;
  kept.options.captions = true;
  EXPECT_EQ(run_pass("captions", kept), (Notation{"content", "content"}));
}

TEST(HeadlinePass, NamesTheHeadlineAndTakesItsCopiesOut) {
  const BlockList page = PageBuilder()
                             .heading(1, "Harbour to be widened")
                             .p("HARBOUR TO BE WIDENED")
                             .p("Harbour to be widened, at last")
                             .p(kParagraph)
                             .heading(2, "Harbour to be widened")
                             .build();
  EXPECT_EQ(run_pass("headline", page_of(page, 0)),
            (Notation{"headline", "navigation repeats-headline", "content", "content",
                      "navigation repeats-headline"}));
}

TEST(HeadlinePass, TakesCopiesOutOfAHeadlineThatNoBlockShows) {
  Given given = page_of(PageBuilder().p("Harbour to be widened").p(kParagraph).build());
  given.headline_text = "Harbour to be widened";
  EXPECT_EQ(run_pass("headline", given), (Notation{"navigation repeats-headline", "content"}));
  given.headline_text = "";
  EXPECT_EQ(run_pass("headline", given), (Notation{"content", "content"}));
}

TEST(BylinesPass, TakesOutAuthorAndDateBelowTheHeadline) {
  const struct {
    std::string line;
    std::string expected;
  } rows[] = {
      {"By Jane Doe", "byline en/byline:by"},
      {"Written by John Roe and Jane Doe", "byline en/byline:by"},
      {"5 May 2026", "byline date"},
      {"Tuesday, May 5, 2026, 10:30", "byline date"},
      {"By the time the boats came in, all was lost.", "content"},
      {"Bygone days", "content"},
      {"It was signed on 5 May 2026.", "content"},
      {"Version 2", "content"},
  };
  for (const auto& row : rows)
    EXPECT_EQ(
        run_pass(
            "bylines",
            page_of(PageBuilder().heading(1, "Harbour to be widened").p(row.line).p(kParagraph).build(), 0)),
        (Notation{"headline", row.expected, "content"}))
        << row.line;
}

TEST(BylinesPass, StopsAtTheTextBehindAStandfirst) {
  const auto page = [](const std::string& first) {
    PageBuilder builder;
    builder.heading(1, "Harbour to be widened").p(first).p(kParagraph);
    return builder.p("By Jane Doe").p("5 May 2026").build();
  };
  EXPECT_EQ(run_pass("bylines", page_of(page("The board has made up its mind."), 0)),
            (Notation{"headline", "content", "content", "byline en/byline:by", "byline date"}));
  EXPECT_EQ(run_pass("bylines", page_of(page(kSecond), 0)),
            (Notation{"headline", "content", "content", "content", "content"}));
}

TEST(OffersPass, TakesOutWhatStandsBelowAWall) {
  Given given = page_of(PageBuilder()
                            .p(kParagraph)
                            .open(Tag::section)
                            .p(kWall)
                            .p("Digital")
                            .p("4 euros a month")
                            .p(kSecond)
                            .p("A short line")
                            .close()
                            .build());
  given.removed_as = {{1, Category::paywall}};
  EXPECT_EQ(run_pass("offers", given),
            (Notation{"content", "paywall before", "paywall offer", "paywall offer", "content", "content"}));
}

TEST(OffersPass, EndsWithTheElementOfTheWall) {
  Given given = page_of(PageBuilder()
                            .open(Tag::article)
                            .open(Tag::section)
                            .p(kWall)
                            .p("Digital")
                            .close()
                            .heading(2, "What the crews say")
                            .p(kSecond)
                            .close()
                            .build());
  given.removed_as = {{0, Category::paywall}};
  EXPECT_EQ(run_pass("offers", given), (Notation{"paywall before", "paywall offer", "content", "content"}));
}

TEST(OffersPass, LeavesOtherPromptsAndPlainTextAlone) {
  Given given = page_of(PageBuilder().open(Tag::div).p(kPrompt).p("A short line").close().build());
  given.removed_as = {{0, Category::newsletter}};
  EXPECT_EQ(run_pass("offers", given), (Notation{"newsletter before", "content"}));
  Given text = page_of(PageBuilder().p(kWall).p("A short line").build_text());
  text.removed_as = {{0, Category::paywall}};
  EXPECT_EQ(run_pass("offers", text), (Notation{"paywall before", "content"}));
}

TEST(NextArticlesPass, TakesOutASecondArticleInAnElementOfItsOwn) {
  const auto page = [](Tag second, int level) {
    return PageBuilder()
        .open(Tag::article)
        .heading(1, "Harbour to be widened")
        .p(kParagraph)
        .close()
        .open(second)
        .heading(level, "Bakery to close after ninety years")
        .p(kSecond)
        .close()
        .build();
  };
  EXPECT_EQ(run_pass("next articles", page_of(page(Tag::article, 1), 0)),
            (Notation{"headline", "content", "read_more next-article", "read_more next-article"}));
  // Near misses: a part of the same article, in a section or under a lower heading.
  EXPECT_EQ(run_pass("next articles", page_of(page(Tag::section, 1), 0))[3], "content");
  EXPECT_EQ(run_pass("next articles", page_of(page(Tag::article, 4), 0))[3], "content");
}

TEST(NextArticlesPass, TakesOutArticlesBesideTheFirstInOneElement) {
  const auto page = [](Tag tag, const std::string& words, int level, bool long_second) {
    PageBuilder builder;
    builder.open(Tag::article).open(tag, words).heading(1, "Harbour to be widened").p(kParagraph).close();
    builder.open(tag, words).heading(level, "Bakery to close after ninety years").p(kSecond);
    if (long_second)
      for (int i = 0; i < 6; ++i) builder.p(kThird);
    return builder.close().close().build();
  };
  const Notation taken = {"headline", "content", "read_more next-article", "read_more next-article"};
  EXPECT_EQ(run_pass("next articles", page_of(page(Tag::article, "entry", 1, false), 0)), taken);
  EXPECT_EQ(run_pass("next articles", page_of(page(Tag::div, "entry", 1, false), 0)), taken);
  // Near misses: a card with a title of its own, a section of the text, elements that nothing names.
  EXPECT_EQ(run_pass("next articles", page_of(page(Tag::article, "entry", 2, false), 0))[3], "content");
  EXPECT_EQ(run_pass("next articles", page_of(page(Tag::div, "entry", 2, false), 0))[3], "content");
  EXPECT_EQ(run_pass("next articles", page_of(page(Tag::div, "", 1, false), 0))[3], "content");
  // The lesser part is the article only where the metadata name it.
  Given given = page_of(page(Tag::article, "entry", 1, true), 0);
  given.page.containers[2].words = "entry entry-1";  // an id

  EXPECT_EQ(run_pass("next articles", given)[3], "content");
  Candidate title;
  title.value = "Harbour to be widened | The Harbour News";
  given.metadata.site = "The Harbour News";
  given.metadata.headlines.push_back(title);
  EXPECT_EQ(run_pass("next articles", given)[3], "read_more next-article");
}

TEST(NextArticlesPass, LeavesAnArticleWithinTheArticleAlone) {
  const BlockList page = PageBuilder()
                             .open(Tag::article)
                             .heading(1, "Harbour to be widened")
                             .p(kParagraph)
                             .open(Tag::article)
                             .heading(1, "What the crews say")
                             .p(kSecond)
                             .close()
                             .close()
                             .build();
  EXPECT_EQ(run_pass("next articles", page_of(page, 0))[3], "content");
}

TEST(StandfirstPass, IsNamedByClassWordsDescriptionOrHeading) {
  const std::string standfirst = "After eleven years of argument the board has made up its mind.";
  Metadata described;
  Candidate description;
  description.value = standfirst;
  described.descriptions.push_back(description);
  const auto below_headline = [&](Tag tag, const std::string& words) {
    Block block;
    block.text = standfirst;
    PageBuilder builder;
    builder.open(Tag::article).heading(1, "Harbour to be widened").open(tag, words).block(block).close();
    return builder.open(Tag::div, "body").p(kParagraph).p(kSecond).close().close().build();
  };
  const struct {
    std::string_view name;
    BlockList page;
    Metadata metadata;
    std::string expected;
  } rows[] = {
      {"class words", below_headline(Tag::p, "article__standfirst"), {}, "standfirst"},
      {"class words of a div", below_headline(Tag::div, "ArticleDek"), {}, "standfirst"},
      {"description, apart from the text", below_headline(Tag::p, ""), described, "standfirst"},
      {"an ordinary first paragraph", below_headline(Tag::p, ""), {}, "content"},
      {"class words of something else", below_headline(Tag::p, "article__first"), {}, "content"},
      {"a long subheading",
       PageBuilder().heading(1, "Harbour to be widened").heading(2, standfirst).p(kParagraph).build(),
       {},
       "standfirst"},
      {"a short subheading",
       PageBuilder().heading(1, "Harbour to be widened").heading(2, "What was decided").p(kParagraph).build(),
       {},
       "content"},
      {"the description opens the text",
       PageBuilder().heading(1, "Harbour to be widened").p(standfirst).p(kParagraph).build(), described,
       "content"},
  };
  for (const auto& row : rows) {
    Given given = page_of(row.page, 0);
    given.metadata = row.metadata;
    EXPECT_EQ(run_pass("standfirst", given)[1], row.expected) << row.name;
  }
}

TEST(StandfirstPass, IsOneAtMostAndNeverAPromptOrInPlainText) {
  const BlockList two = PageBuilder()
                            .heading(1, "Harbour to be widened")
                            .p("After eleven years the board has made up its mind.", "standfirst")
                            .p("The crews are not pleased with what was decided.", "standfirst")
                            .p(kParagraph)
                            .build();
  const Notation result = run_pass("standfirst", page_of(two, 0));
  EXPECT_EQ(std::count(result.begin(), result.end(), "standfirst"), 1);
  const BlockList prompt =
      PageBuilder().heading(1, "Harbour to be widened").p(kPrompt, "standfirst").p(kParagraph).build();
  EXPECT_EQ(run_pass("standfirst", page_of(prompt, 0))[1], "content");
  const BlockList text = PageBuilder()
                             .heading(1, "Harbour to be widened")
                             .p("After eleven years the board has made up its mind.", "standfirst")
                             .p(kParagraph)
                             .build_text();
  EXPECT_EQ(run_pass("standfirst", page_of(text, 0))[1], "content");
  EXPECT_EQ(run_pass("standfirst", page_of(two))[1], "content");  // below no headline
}

TEST(RepetitionsPass, TakesSecondCopiesOut) {
  Given given = page_of(PageBuilder().p(kParagraph).p(kSecond).p(kParagraph).build());
  given.scores = {0.8, 0.8, 0.8};
  EXPECT_EQ(run_pass("repetitions", given), (Notation{"content", "content", "navigation repeats-paragraph"}));
  // Plainly text, but in another place of the page.
  EXPECT_EQ(
      run_pass("repetitions",
               page_of(PageBuilder().p(kParagraph).p(kSecond).open(Tag::div).p(kParagraph).close().build())),
      (Notation{"content", "content", "navigation repeats-paragraph"}));
  // The text once more, with a list in it.
  Block item;
  item.kind = BlockKind::list_item;
  item.text = kThird;
  EXPECT_EQ(run_pass("repetitions", page_of(PageBuilder()
                                                .p(kParagraph)
                                                .block(item)
                                                .p(kSecond)
                                                .p(kParagraph)
                                                .block(item)
                                                .p(kSecond)
                                                .build())),
            (Notation{"content", "content", "content", "navigation repeats-paragraph",
                      "navigation repeats-paragraph", "navigation repeats-paragraph"}));
}

TEST(RepetitionsPass, TakesHiddenCopiesOut) {
  Block hidden;
  hidden.text = kParagraph;
  hidden.visibility = Visibility::hidden;
  EXPECT_EQ(
      run_pass("repetitions",
               page_of(PageBuilder().p(kParagraph).open(Tag::p).block(hidden).close().p(kSecond).build())),
      (Notation{"content", "navigation repeats-paragraph", "content"}));
}

TEST(RepetitionsPass, KeepsWhatTheTextSaysTwice) {
  EXPECT_EQ(run_pass("repetitions", page_of(PageBuilder().p(kParagraph).p(kSecond).p(kParagraph).build())),
            (Notation{"content", "content", "content"}));
  // Short lines may come again: a refrain.
  EXPECT_EQ(
      run_pass("repetitions", page_of(PageBuilder().p("And so on.").p(kSecond).p("And so on.").build())),
      (Notation{"content", "content", "content"}));
  // Of a list each thing may have the same said of it.
  Block item;
  item.kind = BlockKind::list_item;
  item.text = "Booking and tickets at the tourist office on the market square";
  Given list = page_of(PageBuilder().p(kParagraph).block(item).p(kSecond).block(item).build());
  list.scores = {0.8, 0.8, 0.8, 0.8};
  EXPECT_EQ(run_pass("repetitions", list), (Notation{"content", "content", "content", "content"}));
}

TEST(RepetitionsPass, KeepsTheWholeOfAParagraphThatBeginsTwice) {
  const std::string intro = kParagraph.substr(0, 90) + "\xE2\x80\xA6";
  EXPECT_EQ(run_pass("repetitions", page_of(PageBuilder().p(intro).p(kSecond).p(kParagraph).build())),
            (Notation{"navigation begins-paragraph", "content", "content"}));
  EXPECT_EQ(run_pass("repetitions", page_of(PageBuilder().p(kParagraph).p(kSecond).p(intro).build())),
            (Notation{"content", "content", "navigation begins-paragraph"}));
  // Near miss: two paragraphs that begin alike and go on each in its own way.
  EXPECT_EQ(run_pass("repetitions",
                     page_of(PageBuilder().p(kParagraph.substr(0, 90) + " east.").p(kParagraph).build())),
            (Notation{"content", "content"}));
}

TEST(RepetitionsPass, LeavesTheStandfirstWhereTheTextRepeatsIt) {
  Given given = page_of(PageBuilder().p(kParagraph).p(kParagraph).p(kSecond).build());
  given.removed = {0};
  EXPECT_EQ(run_pass("repetitions", given), (Notation{"navigation model", "content", "content"}));
}

TEST(SlidesPass, KeepsTheTextOfAnArticleToldPictureByPicture) {
  const auto page = [](std::size_t slides, Tag around, bool linked) {
    PageBuilder builder;
    builder.heading(1, "Harbour to be widened").p(kPrompt).open(around);
    for (std::size_t i = 0; i < slides; ++i) {
      builder.open(Tag::div, "slide slide-" + std::to_string(i))
          .heading(2, "Crane number " + std::to_string(i));
      if (linked) builder.link("The whole story of the crane", "/crane");
      builder.p(kParagraph).caption("The crane, seen from the quay.").close();
    }
    Given given = page_of(builder.close().p(kSecond).build(), 0);
    for (BlockIndex i = 2; i + 1 < given.page.blocks.size(); ++i) given.removed.push_back(i);
    return given;
  };
  const auto third = [](const Given& given) {
    const Notation result = run_pass("slides", given);
    return std::vector<std::string>(result.begin() + 2, result.begin() + 5);
  };
  EXPECT_EQ(third(page(4, Tag::section, false)), (Notation{"content", "content", "navigation model"}));
  // Near misses: a few boxes, a list beside the article, cards that lead elsewhere.
  EXPECT_EQ(third(page(3, Tag::section, false))[0], "navigation model");
  EXPECT_EQ(third(page(4, Tag::aside, false))[0], "navigation model");
  EXPECT_EQ(third(page(4, Tag::section, true))[0], "navigation model");
}

TEST(LoneHeadingsPass, TakesOutHeadingsThatHeadNothing) {
  EXPECT_EQ(
      run_pass("lone headings",
               page_of(PageBuilder().heading(2, "Why now").p(kParagraph).heading(2, "Where next").build())),
      (Notation{"content", "content", "navigation model"}));
  // What follows was taken out, so it heads nothing either.
  Given given =
      page_of(PageBuilder().p(kParagraph).heading(2, "Where next").heading(3, "Soon").p(kSecond).build());
  given.removed = {3};
  EXPECT_EQ(run_pass("lone headings", given),
            (Notation{"content", "navigation model", "navigation model", "navigation model"}));
}

TEST(LoneHeadingsPass, KeepsSentences) {
  const std::string sentence = "1. The harbour owned more than forty cranes.";
  Given given = page_of(PageBuilder().p(kParagraph).heading(3, sentence).heading(3, sentence).build());
  EXPECT_EQ(run_pass("lone headings", given), (Notation{"content", "content", "content"}));
  given.scores = {0.9, 0.9, 0.7};
  EXPECT_EQ(run_pass("lone headings", given), (Notation{"content", "content", "navigation model"}));
}

TEST(TextPass, LeavesNothingOfAPageWithoutText) {
  EXPECT_EQ(run_pass("text", page_of(PageBuilder().p("Harbour").p("Basin").build())),
            (Notation{"navigation model", "navigation model"}));
  EXPECT_EQ(run_pass("text", page_of(PageBuilder().p("Harbour").p(kParagraph).build())),
            (Notation{"content", "content"}));
}

// A model of one leaf: every block gets this margin.
Models models_of(double margin) {
  const std::string leaf = " columns 0\nbranches 0\nleaves 1\n" + std::to_string(margin) + "\nroots 1\n-1\n";
  const std::string text = "pressclip-model 1\nforest html_first" + leaf + "forest text_first" + leaf;
  const std::string_view texts[] = {text};
  auto parsed = Models::parse(texts);
  EXPECT_TRUE(std::holds_alternative<Models>(parsed));
  return std::get<Models>(std::move(parsed));
}

Labels label(const BlockList& page, double margin, LabelOptions options = {}, Metadata metadata = {}) {
  const Models models = models_of(margin);
  options.models = &models;
  if (!metadata.language) metadata.language = "en";
  return label_blocks(page, metadata, *RuleBook::built_in(), options);
}

Notation notation(const Labels& labels) {
  Notation result;
  for (const Verdict& verdict : labels.verdicts) result.push_back(notation(verdict));
  return result;
}

BlockList article_page() {
  return PageBuilder()
      .open(Tag::header)
      .link("Harbour", "/harbour")
      .close()
      .open(Tag::article)
      .heading(1, "Harbour to be widened by next year")
      .p("By Jane Doe")
      .p(kParagraph)
      .p(kPrompt)
      .p(kSecond)
      .p(kThird)
      .close()
      .build();
}

TEST(LabelBlocks, GivesAVerdictForEachBlock) {
  for (const BlockList& page : {article_page(), PageBuilder().build(), PageBuilder().build_text()})
    for (const double margin : {-5.0, 0.0, 5.0})
      EXPECT_EQ(label(page, margin).verdicts.size(), page.blocks.size());
}

TEST(LabelBlocks, RunsThePassesOverAPage) {
  const Labels labels = label(article_page(), 5);
  const Notation expected = {"navigation model",
                             "headline",
                             "byline en/byline:by",
                             "content",
                             "newsletter en/newsletter:sign-up-for",
                             "content",
                             "content"};
  EXPECT_EQ(notation(labels), expected);
  EXPECT_EQ(labels.headline_block, BlockIndex{1});
  EXPECT_EQ(labels.headline, "Harbour to be widened by next year");
  EXPECT_FALSE(labels.paywalled);
  EXPECT_TRUE(labels.stubs.empty());  // the model weighs no stubs
}

TEST(LabelBlocks, KeepsNothingThatTheModelRefuses) {
  const Labels labels = label(article_page(), -5);
  for (const Verdict& verdict : labels.verdicts) EXPECT_NE(verdict.role, Role::content);
  EXPECT_LT(labels.confidence, 0.1);
}

TEST(LabelBlocks, ConfidenceRisesWithTheScores) {
  double before = 0;
  for (const double margin : {0.5, 1.0, 2.0, 4.0}) {
    const double confidence = label(article_page(), margin).confidence;
    EXPECT_GT(confidence, before) << margin;
    EXPECT_LE(confidence, 1.0) << margin;
    before = confidence;
  }
}

TEST(LabelBlocks, ARuleOfASiteCountsOnItAlone) {
  auto rules = RuleBook::with(
      "site example.com\n[promo]\ncrew sure\n= ^the crews thank you\n+ The crews thank you\n- Thank the "
      "crews\n");
  ASSERT_TRUE(std::holds_alternative<std::shared_ptr<const RuleBook>>(rules));
  const auto& book = *std::get<std::shared_ptr<const RuleBook>>(rules);
  const Models models = models_of(5);
  const BlockList page = PageBuilder().p(kParagraph).p("The crews thank you").p(kSecond).build();
  for (const auto& [site, role] : {std::pair{"example.com", Role::removed}, {"example.org", Role::content}}) {
    LabelOptions options;
    options.models = &models;
    options.site = site;
    EXPECT_EQ(label_blocks(page, {}, book, options).verdicts[1].role, role) << site;
  }
}

TEST(LabelBlocks, DescribesOnlyWhenAsked) {
  LabelOptions options;
  for (const Verdict& verdict : label(article_page(), 5, options).verdicts) EXPECT_EQ(verdict.evidence, "");
  options.describe = true;
  const Labels described = label(article_page(), 5, options);
  EXPECT_NE(described.verdicts[4].evidence.find("en/newsletter:sign-up-for"), std::string::npos);
  options.describe = false;
  EXPECT_EQ(notation(described), notation(label(article_page(), 5, options)));
}

TEST(Surroundings, AreInOrBesideTheArticle) {
  PageBuilder builder;
  builder.open(Tag::nav);
  for (int i = 0; i < 20; ++i) builder.link("Section number " + std::to_string(i), "/s" + std::to_string(i));
  builder.close().open(Tag::article).heading(1, "Harbour to be widened by next year");
  builder.p(kParagraph).p(kPrompt).p(kSecond).close();
  builder.p("Follow us on Facebook");
  builder.open(Tag::footer).p("Imprint").close();
  const BlockList page = builder.build();
  Labels labels = label(page, 5);
  // With this model the menu is content; take it out as a model would.
  Verdicts verdicts = labels.verdicts;
  for (std::size_t i = 0; i < verdicts.size(); ++i)
    if (i < 20 || i > 23) verdicts[i] = Verdict{Role::removed, Category::navigation, false, 0.1, "model", ""};
  const PageFacts facts = gather_facts(page, {}, *RuleBook::built_in(), "");
  const HeadlineGuess headline{BlockIndex{20}, std::string(page.blocks[20].text)};
  const std::vector<double> scores(verdicts.size(), 0.9);
  const Metadata metadata;
  const LabelOptions options;
  const PageView view{page, facts, metadata, headline, scores, options, *RuleBook::built_in()};
  EXPECT_EQ(find_surroundings(view, verdicts), (std::vector<BlockIndex>{22, 24}));
}

TEST(Preview, EndsAtAWall) {
  const std::string breaks_off = kSecond.substr(0, 100) + "\xE2\x80\xA6";
  Metadata walled, free;
  walled.accessible_for_free = false;
  free.accessible_for_free = true;
  PageBuilder whole;
  whole.heading(1, "Harbour to be widened by next year");
  for (int i = 0; i < 16; ++i) whole.p(std::to_string(i) + ". " + kParagraph);
  PageBuilder hidden_wall;
  Block wall;
  wall.text = kWall;
  wall.visibility = Visibility::hidden;
  hidden_wall.heading(1, "Harbour to be widened by next year").p(kParagraph).p(kSecond).p(kThird);
  hidden_wall.open(Tag::p).block(wall).close();
  const auto page = [] { return PageBuilder().heading(1, "Harbour to be widened by next year"); };
  const struct {
    std::string_view name;
    BlockList page;
    Metadata metadata;
    bool expected;
  } rows[] = {
      {"wall below two paragraphs", page().p(kParagraph).p(kSecond).p(kWall).build(), {}, true},
      {"wall below a whole article", PageBuilder(whole).p(kWall).build(), {}, false},
      {"wall below a whole article that says it is not free", PageBuilder(whole).p(kWall).build(), walled,
       false},
      {"no wall", page().p(kParagraph).p(kSecond).build(), {}, false},
      {"no wall, but said, and breaks off", page().p(kParagraph).p(breaks_off).build(), walled, true},
      {"no wall, said, but long and whole",
       page().p(kParagraph).p(kSecond).p(kThird).p(kThird + '1').p(kThird + '2').build(), walled, false},
      {"wall above the text", page().p(kWall).p(kParagraph).p(kSecond).build(), {}, false},
      {"hidden wall", hidden_wall.build(), {}, false},
      {"newsletter box", page().p(kParagraph).p(kSecond).p(kPrompt).build(), {}, false},
      {"no text at all", page().p(kWall).build(), {}, false},
  };
  for (const auto& row : rows)
    EXPECT_EQ(label(row.page, 5, {}, row.metadata).paywalled, row.expected) << row.name;
}

}  // namespace
}  // namespace pressclip
