// The headline: which block shows it, and what of that block it is.
#include "label/headline.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "block_page.h"

namespace pressclip {
namespace {

using testing::PageBuilder;

const std::string kText =
    "The council voted on Tuesday to close the bridge for a year, after engineers had found cracks in two of "
    "its "
    "four pillars, and said that ferries would run until the repairs were done.";
const std::string kMore =
    "Shopkeepers on the northern bank said that they had not been asked, and that many of them would not be "
    "able "
    "to pay their rent without the people who cross the river on their way to work.";

Metadata titled(const std::vector<std::string>& titles) {
  Metadata metadata;
  for (const std::string& title : titles)
    metadata.headlines.push_back({title, MetadataSource::open_graph, 0});
  return metadata;
}

HeadlineGuess guess(const BlockList& page, const Metadata& metadata) {
  const RuleBook& rules = *RuleBook::built_in();
  return guess_headline(page, gather_facts(page, metadata, rules, ""), metadata, rules,
                        Models::built_in().title_lines, "");
}

// A page with a heading in which elements with class words cover the texts given.
PageBuilder heading_of(const std::vector<std::pair<std::string, std::string>>& parts) {
  std::string whole;
  std::vector<InlinePart> named;
  for (const auto& [text, words] : parts) {
    const auto begin = static_cast<std::uint32_t>(whole.size());
    whole += text;
    if (!words.empty()) named.push_back({begin, static_cast<std::uint32_t>(whole.size()), words});
  }
  Block block;
  block.kind = BlockKind::heading;
  block.level = 1;
  block.text = whole;
  block.parts = named;
  return PageBuilder().open(Tag::h1).block(block).close();
}

TEST(Headline, IsNotTheLastItemOfABreadcrumbTrail) {
  const Metadata metadata = titled({"Bridge closed: what drivers have to know"});
  const auto page = [](Tag around) {
    return PageBuilder()
        .open(around)
        .heading(1, "Bridge closed: what drivers have to know")
        .close()
        .open(Tag::main)
        .heading(2, "A year without the bridge")
        .p("By Jane Doe")
        .p(kText)
        .p(kMore)
        .close()
        .build();
  };
  EXPECT_EQ(guess(page(Tag::li), metadata).text, "A year without the bridge");
  // The same heading above the text is the headline, whatever stands below it.
  EXPECT_EQ(guess(page(Tag::div), metadata).text, "Bridge closed: what drivers have to know");
}

TEST(Headline, OfAListItemThatHoldsTheTextIsOne) {
  const BlockList page = PageBuilder()
                             .open(Tag::li)
                             .heading(1, "A year without the bridge")
                             .p(kText)
                             .heading(2, "What the shopkeepers say")
                             .p(kMore)
                             .close()
                             .build();
  EXPECT_EQ(guess(page, {}).text, "A year without the bridge");
}

TEST(Headline, StandsAboveItsByline) {
  const BlockList page = PageBuilder()
                             .open(Tag::div)
                             .heading(1, "Bridge closed for a year")
                             .close()
                             .open(Tag::main)
                             .heading(2, "A year without the bridge")
                             .p("By Jane Doe")
                             .p(kText)
                             .p(kMore)
                             .close()
                             .build();
  // The metadata name neither.
  EXPECT_EQ(guess(page, {}).text, "A year without the bridge");
}

TEST(Headline, IsNotTheNameOfTheSite) {
  Metadata metadata = titled({"The Daily Bridge | A year on the ferry"});
  metadata.site = "The Daily Bridge";
  const BlockList page = PageBuilder()
                             .heading(1, "The Daily Bridge")
                             .heading(2, "A year on the ferry")
                             .p(kText)
                             .p(kMore)
                             .build();
  EXPECT_EQ(guess(page, metadata).text, "A year on the ferry");
  // Also where the metadata have no title.
  metadata.headlines.clear();
  EXPECT_EQ(guess(page, metadata).text, "A year on the ferry");
  EXPECT_EQ(guess(page, titled({"The Daily Bridge"})).text, "The Daily Bridge");
}

TEST(Headline, IsNoStandfirstInAHeading) {
  const BlockList page = PageBuilder()
                             .open(Tag::article)
                             .heading(1, "A year without the bridge")
                             .heading(2,
                                      "Engineers have found cracks in two of the four pillars, and the "
                                      "council says that ferries will "
                                      "run until the repairs are done.")
                             .p("By Jane Doe")
                             .p(kText)
                             .p(kMore)
                             .close()
                             .build();
  EXPECT_EQ(guess(page, {}).text, "A year without the bridge");
}

TEST(Headline, MayBeAWordThatTheMetadataGive) {
  const BlockList page = PageBuilder().heading(1, "707").heading(3, "What is new").p(kText).p(kMore).build();
  EXPECT_EQ(guess(page, titled({"707"})).text, "What is new");
  const BlockList word =
      PageBuilder().heading(1, "Ferry").heading(3, "What is new here").p(kText).p(kMore).build();
  EXPECT_EQ(guess(word, titled({"Ferry - Meaning and origin"})).text, "Ferry");
}

struct InHeading {
  std::vector<std::pair<std::string, std::string>> parts;
  std::vector<std::string> titles;
  std::string expected;
};

TEST(Headline, IsWhatOfAHeadingIsNeitherKickerNorSubtitle) {
  const std::string title = "A year without the bridge";
  const InHeading table[] = {
      // Class words name the kicker.
      {{{"Traffic", "head__kicker"}, {" " + title, ""}}, {}, title},
      {{{"Traffic", "article-title__overline"}, {" - ", ""}, {title, "article-title__text"}},
       {"Ferries: " + title},
       title},
      // A colon of its own is for those who can't see the line that begins there.
      {{{"Traffic", "css-1"}, {":", "css-2"}, {title, "css-3"}}, {}, title},
      {{{"Traffic: " + title, ""}}, {}, "Traffic: " + title},
      // Also where the page's title reads on behind it.
      {{{"Traffic:", "kicker"}, {" " + title, ""}}, {"Traffic: " + title}, title},
      // The metadata name a part.
      {{{title, "a"}, {" What the ferries will cost", "b"}}, {title}, title},
      {{{"Traffic in town", "a"}, {" " + title, ""}}, {title}, title},
      // Elements without class words are known from the metadata alone.
      {{{"Traffic in town" + title, ""}}, {title}, title},
      {{{"Traffic in town " + title, ""}}, {"Traffic in town: " + title, title}, title},
      // The metadata cut what belongs to the title.
      {{{"2025: " + title, ""}}, {title + " and more", "2025: " + title, title}, "2025: " + title},
      {{{"Oh! " + title, ""}}, {title}, "Oh! " + title},
  };
  for (const InHeading& row : table) {
    const BlockList page = heading_of(row.parts).p(kText).p(kMore).build();
    EXPECT_EQ(guess(page, titled(row.titles)).text, row.expected) << page.blocks[0].text;
  }
}

TEST(Headline, OfADumpIsTheLineAboveStandfirstAndByline) {
  const std::string headline = "A year without the bridge over the river";
  const std::string standfirst = "Engineers have found cracks in two pillars of the bridge.";
  PageBuilder builder;
  for (const char* line : {"News", "Town and country", "Culture in the council's town hall"}) builder.p(line);
  const BlockList page =
      builder.p("Traffic").p(headline).p(standfirst).p("By Jane Doe").p(kText).p(kMore).build_text();
  EXPECT_EQ(guess(page, {}).text, headline);
}

TEST(Headline, OfADumpStandsAboveItsByline) {
  PageBuilder builder;
  builder.p("Council closes the bridge after engineers had found cracks in two pillars");
  for (const char* line : {"News", "Town", "Sport", "Culture", "Weather"}) builder.p(line);
  builder.p("A year without the bridge").p("By Jane Doe").p(kText).p(kMore);
  EXPECT_EQ(guess(builder.build_text(), {}).text, "A year without the bridge");
}

TEST(Headline, IsNoParagraphWhereNothingElseIsThere) {
  EXPECT_NE(guess(PageBuilder().heading(1, "One").p(kText).p(kMore).build(), {}).text, kText);
  EXPECT_NE(guess(PageBuilder().p("One").p(kText).p(kMore).build_text(), {}).text, kText);
}

TEST(Headline, OfADumpIsNoItemOfAList) {
  PageBuilder builder;
  builder.p("A year without the bridge");
  for (const char* item : {"Council closes the bridge after engineers had found cracks in two pillars",
                           "Ferries run on the river until the repairs of the bridge are done"}) {
    Block block;
    block.kind = BlockKind::list_item;
    block.list_depth = 1;
    block.text = item;
    builder.block(block);
  }
  EXPECT_EQ(guess(builder.p(kText).p(kMore).build_text(), {}).text, "A year without the bridge");
}

// Pairs of neighbouring bytes that two texts have in common, each as often as both have it.
double share_of_pairs(const std::string& a, const std::string& b) {
  std::map<std::string, int> pairs;
  for (std::size_t i = 0; i + 1 < a.size(); ++i) ++pairs[a.substr(i, 2)];
  int both = 0;
  for (std::size_t i = 0; i + 1 < b.size(); ++i)
    if (pairs[b.substr(i, 2)]-- > 0) ++both;
  return 2.0 * both / static_cast<double>(a.size() + b.size() - 2);
}

TEST(Likeness, IsTheShareOfPairsThatBothTextsHave) {
  const std::pair<std::string, std::string> rows[] = {{"night", "nacht"},
                                                      {"aaaaaa", "aaa"},
                                                      {"abab", "baba"},
                                                      {"councilcloses", "co"},
                                                      {"thebridge", "thebridgeclosed"},
                                                      {"bridge", "thebridge"},
                                                      {"thebridge", "theridge"},
                                                      {"\xC3\xA9t\xC3\xA9", "\xC3\xA9tat"},
                                                      {"abcdabcd", "abcdXabcd"}};
  for (const auto& [a, b] : rows) {
    EXPECT_DOUBLE_EQ(likeness(a, b), share_of_pairs(a, b)) << a << ' ' << b;
    EXPECT_DOUBLE_EQ(likeness(b, a), share_of_pairs(a, b)) << a << ' ' << b;
  }
  EXPECT_EQ(likeness("a", "a"), 1.0);
  EXPECT_EQ(likeness("a", "ab"), 0.0);
  EXPECT_EQ(likeness("", ""), 0.0);
}

TEST(Likeness, OfLongTextsIsThatOfShortOnes) {
  std::uint32_t random = 1;
  const auto next = [&random](std::uint32_t below) {
    random = random * 1664525U + 1013904223U;
    return (random >> 16U) % below;
  };
  for (int round = 0; round < 300; ++round) {
    std::string a, b;
    const std::size_t beginning = next(40), end = next(40);
    while (a.size() < beginning) a += static_cast<char>('a' + next(3));
    b = a;
    for (std::uint32_t i = next(80); i > 0; --i) a += static_cast<char>('a' + next(4));
    for (std::uint32_t i = next(80); i > 0; --i) b += static_cast<char>('a' + next(4));
    for (std::size_t i = 0; i < end; ++i) a += static_cast<char>('a' + i % 5), b += a.back();
    if (a.size() < 2 || b.size() < 2 || a == b) continue;
    ASSERT_DOUBLE_EQ(likeness(a, b), share_of_pairs(a, b)) << a << ' ' << b;
  }
}

}  // namespace
}  // namespace pressclip
