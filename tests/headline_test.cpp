// The headline: which block shows it, and what of that block it is.
#include "label/headline.h"

#include <gtest/gtest.h>

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

}  // namespace
}  // namespace pressclip
