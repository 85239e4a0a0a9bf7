// stubs: teasers on small pages, and where they end. The cards are in pages that are read as HTML, since what
// makes a card is its elements.
#include "label/stubs.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "block_page.h"
#include "label/judge.h"
#include "label/stub_address.h"
#include "label/stub_title.h"
#include "pressclip/pressclip.h"
#include "read_page.h"

namespace pressclip {
namespace {

const std::string kText =
    "<p>The harbour board agreed on Tuesday to widen the northern basin, a plan that has been argued over "
    "for "
    "eleven years, and said that the first dredgers would arrive before the end of the autumn.</p>"
    "<p>Fishing crews had asked for a pause of two seasons, since the work will close the slipway that most "
    "of "
    "them use, but the board said that a delay would cost more than the compensation that it has offered.</p>"
    "<p>Construction is expected to take three years. The ministry pays two thirds of the bill, and the town "
    "has set aside the rest in its budget, according to papers that were published last week.</p>"
    "<p>Opponents said that they would take the decision to court, as they did with the plan before it, and "
    "that the town should wait with its contracts until the judges have spoken.</p>";

// An article with `inside` after its second paragraph and `after` below it.
std::string page_with(std::string_view inside, std::string_view after) {
  const std::size_t middle = kText.find("<p>Construction");
  return "<!DOCTYPE html><html lang=\"en\"><head><title>Harbour to be widened by next year</title>"
         "<link rel=canonical href=\"https://news.example.com/town/harbour-to-be-widened\"></head><body>"
         "<nav><a href=\"/town\">Town and country news</a></nav><main><article>"
         "<h1>Harbour to be widened by next year</h1>" +
         kText.substr(0, middle) + std::string(inside) + kText.substr(middle) + "</article>" +
         std::string(after) + "</main><footer><p>Example Times</p></footer></body></html>";
}

std::vector<Stub> related(std::string_view inside, std::string_view after) {
  return extract(page_with(inside, after)).related;
}

std::string notation(const std::vector<Stub>& stubs) {
  std::string result;
  for (const Stub& stub : stubs) {
    if (!result.empty()) result += '\n';
    result += stub.section.value_or("-") + " > " + stub.title + " > " + stub.url.value_or("-") + " > " +
              stub.summary.value_or("-");
  }
  return result;
}

// A list under a label, three cards of which the first is given.
std::string cards(std::string_view first) {
  return "<section class=\"related-articles\"><h2>Related articles</h2><ul>" + std::string(first) +
         "<li><a href=\"/town/bakery-closes-its-doors\"><h3>Bakery closes after ninety years on the "
         "square</h3></a></li>"
         "<li><a href=\"/town/school-roof-mended\"><h3>School roof is mended in time for winter</h3></a></li>"
         "</ul></section>";
}

const std::string kFerry = "Ferry firm adds a sailing to the islands";

TEST(StubCards, GiveTheTitleWithoutWhatStandsBesideIt) {
  const struct {
    std::string_view name, first;
  } rows[] = {
      {"plain",
       "<li><a href=\"/town/ferry-adds-a-sailing\"><h3>Ferry firm adds a sailing to the "
       "islands</h3></a></li>"},
      {"kicker in the link",
       "<li><a href=\"/town/ferry-adds-a-sailing\"><span class=kicker>Transport</span> <span "
       "class=title>Ferry firm adds "
       "a sailing to the islands</span></a></li>"},
      {"kicker that no class word names as a title",
       "<li><a href=\"/town/ferry-adds-a-sailing\"><span class=card-label>Transport</span> Ferry firm adds a "
       "sailing to "
       "the islands</a></li>"},
      {"time in the link",
       "<li><a href=\"/town/ferry-adds-a-sailing\">Ferry firm adds a sailing to the islands <span "
       "class=timestamp>3 h ago</span></a></li>"},
      {"counter in the link",
       "<li><a href=\"/town/ferry-adds-a-sailing\">Ferry firm adds a sailing to the islands <span "
       "class=comments-count>12</span></a></li>"},
      {"picture link and title link",
       "<li><a href=\"/town/ferry-adds-a-sailing\"><img src=f.jpg alt=\"\"></a><h3><a "
       "href=\"/town/ferry-adds-a-sailing\">Ferry firm adds a sailing to the islands</a></h3></li>"},
      {"title twice, for narrow and wide screens",
       "<li><a href=\"/town/ferry-adds-a-sailing\"><h3 class=mobile>Ferry firm adds a sailing to the "
       "islands</h3></a><a "
       "href=\"/town/ferry-adds-a-sailing\"><h3 class=desktop>Ferry firm adds a sailing to the "
       "islands</h3></a></li>"},
      {"the same address with a tracker",
       "<li><a href=\"/town/ferry-adds-a-sailing?utm_source=box\"><img src=f.jpg alt=\"\"></a><h3><a "
       "href=\"/town/ferry-adds-a-sailing\">Ferry firm adds a sailing to the islands</a></h3></li>"},
  };
  for (const auto& row : rows) {
    const auto stubs = related("", cards(row.first));
    ASSERT_EQ(stubs.size(), 3U) << row.name << '\n' << notation(stubs);
    EXPECT_EQ(stubs[0].title, kFerry) << row.name;
    EXPECT_EQ(stubs[0].url.value_or("-").substr(0, 49), "https://news.example.com/town/ferry-adds-a-sailin")
        << row.name;
    EXPECT_EQ(stubs[0].section, "Related articles") << row.name;
    EXPECT_EQ(stubs[2].title, "School roof is mended in time for winter") << row.name;
  }
}

TEST(StubCards, GiveTheirSummary) {
  const auto stubs = related(
      "", cards("<li><a href=\"/town/ferry-adds-a-sailing\"><h3>Ferry firm adds a sailing to the "
                "islands</h3></a><p>From "
                "May on, the last boat of the day leaves at half past nine in the evening.</p></li>"));
  ASSERT_EQ(stubs.size(), 3U) << notation(stubs);
  EXPECT_EQ(stubs[0].summary,
            "From May on, the last boat of the day leaves at half past nine in the evening.");
  EXPECT_EQ(stubs[1].summary, std::nullopt);
}

TEST(StubCards, NeverShowThePageItself) {
  for (const std::string_view self :
       {"/town/harbour-to-be-widened", "/town/harbour-to-be-widened/", "/town/harbour-to-be-widened#comments",
        "https://news.example.com/town/harbour-to-be-widened?utm_source=box",
        "http://www.news.example.com/town/harbour-to-be-widened"}) {
    const auto stubs =
        related("", cards("<li><a href=\"" + std::string(self) +
                          "\"><h3>Northern basin grows, at last and at a price</h3></a></li>"));
    EXPECT_EQ(stubs.size(), 2U) << self << '\n' << notation(stubs);
  }
  // Its headline under another address is the page as well.
  const auto stubs =
      related("", cards("<li><a href=\"/amp/1234\"><h3>Harbour to be widened by next year</h3></a></li>"));
  EXPECT_EQ(stubs.size(), 2U) << notation(stubs);
}

TEST(StubCards, AreEachGivenOnceAndInPageOrder) {
  const std::string list = cards("");
  const auto stubs = related(list, list);
  ASSERT_EQ(stubs.size(), 2U) << notation(stubs);
  EXPECT_EQ(stubs[0].title, "Bakery closes after ninety years on the square");
  EXPECT_EQ(stubs[1].title, "School roof is mended in time for winter");
}

TEST(StubCards, AreNoPartOfTheBody) {
  const Article article = extract(page_with(cards(""), ""));
  for (const BodyBlock& block : article.body) {
    EXPECT_EQ(block.text.find("Bakery"), std::string::npos);
    EXPECT_EQ(block.text.find("Related"), std::string::npos);
  }
  EXPECT_EQ(article.body.size(), 4U);
}

TEST(StubLeads, AreCutAndBecomeTheSection) {
  const auto stubs = related(
      "<p><strong>Read more:</strong> <a href=\"/town/ferry-adds-a-sailing\">Ferry firm adds a sailing to "
      "the "
      "islands</a></p>",
      "");
  EXPECT_EQ(notation(stubs),
            "Read more > " + kFerry + " > https://news.example.com/town/ferry-adds-a-sailing > -");
}

TEST(StubLeads, WithinTheLinkAreCutToo) {
  const auto stubs = related(
      "<p><a href=\"/town/ferry-adds-a-sailing\">ALSO READ: Ferry firm adds a sailing to the islands</a></p>",
      "");
  ASSERT_EQ(stubs.size(), 1U) << notation(stubs);
  EXPECT_EQ(stubs[0].title, kFerry);
}

TEST(StubLookAlikes, AreNoStubs) {
  const struct {
    std::string_view name, inside, after;
  } rows[] = {
      {"no teaser at all", "", ""},
      {"a link within a sentence",
       "<p>The ferry firm, which has <a href=\"/town/ferry-adds-a-sailing\">added a sailing to the "
       "islands</a>, said "
       "that its timetable would not change while the dredgers are at work in the basin.</p>",
       ""},
      {"most read", "",
       "<aside class=most-read><h2>Most read</h2><ol><li><a href=\"/sport/cup-final\">Cup final ends in a "
       "draw "
       "after extra time</a></li><li><a href=\"/world/election\">Election is called for the first week of "
       "June</a></li><li><a href=\"/culture/prize\">Novelist wins prize for a book about "
       "bees</a></li></ol></aside>"},
      {"menu in the footer", "",
       "<footer><ul><li><a href=\"/terms-of-use\">Terms of use and privacy policy</a></li><li><a "
       "href=\"/contact-us\">How "
       "to write to the newsroom</a></li></ul></footer>"},
      {"addresses that lead nowhere", "",
       "<h2>Related articles</h2><ul><li><a href=\"#top\">Back to the top of this page</a></li><li><a "
       "href=\"javascript:void(0)\">Show me some more of these</a></li><li><a "
       "href=\"mailto:a@example.com\">Write to the "
       "author of this</a></li></ul>"},
  };
  for (const auto& row : rows) EXPECT_EQ(notation(related(row.inside, row.after)), "") << row.name;
}

// Plain text: a line each, an empty line between them.
const std::string kDump =
    "Harbour to be widened by next year\n\n"
    "The harbour board agreed on Tuesday to widen the northern basin, a plan that has been argued over for "
    "eleven "
    "years, and said that the first dredgers would arrive before the end of the autumn.\n\n"
    "Fishing crews had asked for a pause of two seasons, since the work will close the slipway that most of "
    "them use, "
    "but the board said that a delay would cost more than the compensation that it has offered.\n\n"
    "Construction is expected to take three years. The ministry pays two thirds of the bill, and the town "
    "has set "
    "aside the rest in its budget, according to papers that were published last week.\n\n";

Article extract_text(std::string_view text) {
  Options options;
  options.format = InputFormat::text;
  return extract(text, options);
}

TEST(AnnouncedStubs, InPlainTextComeInPairs) {
  const Article article = extract_text(kDump +
                                       "Read more insights\n\n"
                                       "Ferry firm adds a sailing to the islands\n\n"
                                       "From May on, the last boat of the day leaves at half past nine in "
                                       "the evening, and the fares stay as they "
                                       "are.\n\n"
                                       "Bakery closes after ninety years on the square\n\n"
                                       "The family that has run it for three generations found nobody who "
                                       "would take the ovens over from them.\n");
  EXPECT_EQ(notation(article.related),
            "Read more insights > " + kFerry +
                " > - > From May on, the last boat of the day leaves at half past nine in the evening, and "
                "the fares "
                "stay as they are.\n"
                "Read more insights > Bakery closes after ninety years on the square > - > The family that "
                "has run it "
                "for three generations found nobody who would take the ovens over from them.");
  EXPECT_EQ(article.body.size(), 3U);
}

TEST(AnnouncedStubs, DoNotTakeTheArticlesOwnText) {
  // A label that stands in the middle of the text, without any teaser below it.
  const std::size_t middle = kDump.find("Construction");
  const Article article = extract_text(kDump.substr(0, middle) + "Read more\n\n" + kDump.substr(middle));
  EXPECT_EQ(notation(article.related), "");
  EXPECT_EQ(article.body.size(), 3U);
}

TEST(AnnouncedStubs, FollowALead) {
  const std::size_t middle = kDump.find("Construction");
  const Article article =
      extract_text(kDump.substr(0, middle) + "Read more: " + kFerry + "\n\n" + kDump.substr(middle));
  EXPECT_EQ(notation(article.related), "Read more > " + kFerry + " > - > -");
  EXPECT_EQ(article.body.size(), 3U);
}

// With verdicts given, whatever the models think of the blocks.
std::vector<StubBlocks> announced(const BlockList& page, const std::vector<BlockIndex>& content) {
  Metadata metadata;
  metadata.language = "en";
  const PageFacts facts = gather_facts(page, metadata, *RuleBook::built_in(), "");
  Verdicts verdicts(page.blocks.size());
  for (const BlockIndex block : content) verdicts[block].role = Role::content;
  const HeadlineGuess headline;
  const std::vector<double> scores(page.blocks.size(), 0.5);
  const LabelOptions options;
  return find_announced_stubs({page, facts, metadata, headline, scores, options, *RuleBook::built_in()},
                              verdicts);
}

const std::string kSummary =
    "From May on, the last boat of the day leaves at half past nine in the evening, and the fares stay as "
    "they are.";

TEST(AnnouncedStubs, ThatReadLikeTheTextAreStubsInPairsAtTheEndOnly) {
  testing::PageBuilder builder;
  builder.p("The board has spoken.").p("Read more insights").p(kFerry).p(kSummary);
  const BlockList one = builder.build_text();
  EXPECT_EQ(announced(one, {0}).size(), 1U);
  EXPECT_EQ(announced(one, {0, 3}).size(), 0U);  // one pair, which the model takes for the text
  builder.p("Bakery closes after ninety years").p(kSummary + " So it goes.");
  const BlockList two = builder.build_text();
  EXPECT_EQ(announced(two, {0, 3, 5}).size(), 2U);
  builder.p("And that is all that there is to say about it.");
  EXPECT_EQ(announced(builder.build_text(), {0, 3, 5, 6}).size(), 0U);  // the text goes on behind them
}

TEST(AnnouncedStubs, StopAtPromptsAndBylines) {
  const BlockList page = testing::PageBuilder()
                             .p("Read more insights")
                             .p(kFerry)
                             .p("Sign up for our daily newsletter")
                             .p("Bakery closes after ninety years")
                             .build_text();
  const auto stubs = announced(page, {});
  ASSERT_EQ(stubs.size(), 1U);
  EXPECT_EQ(stubs[0].title, kFerry);
  EXPECT_EQ(stubs[0].summary, std::nullopt);
  EXPECT_EQ(announced(testing::PageBuilder().p("Most read").p(kFerry).build_text(), {}).size(), 0U);
  EXPECT_EQ(
      announced(testing::PageBuilder().p("Read more insights").p("By Jane Doe and John Roe").build_text(), {})
          .size(),
      0U);
}

TEST(StubTitle, SectionHasNoMarkAtItsEnd) {
  const struct {
    std::string_view text, expected;
  } rows[] = {{"Read more:", "Read more"},
              {"Related articles \xC2\xBB", "Related articles"},
              {"More >>", "More"},
              {"\xE9\x96\xA2\xE9\x80\xA3\xE8\xA8\x98\xE4\xBA\x8B\xEF\xBC\x9A",
               "\xE9\x96\xA2\xE9\x80\xA3\xE8\xA8\x98\xE4\xBA\x8B"},
              {"Read more", "Read more"},
              {":", ":"},
              {"", ""}};
  for (const auto& row : rows) {
    if (row.text == ":") {
      EXPECT_LE(section_text(row.text).size(), 1U);
      continue;
    }
    EXPECT_EQ(section_text(row.text), row.expected) << row.text;
  }
}

TEST(StubTitle, PartsAtTheEdgesOfALinkAreCut) {
  const struct {
    std::string_view name, text;
    std::vector<InlinePart> parts;
    std::string_view expected;
  } rows[] = {
      {"none", "Ferry adds a sailing", {}, "Ferry adds a sailing"},
      {"kicker", "Transport Ferry adds a sailing", {{0, 9, "kicker"}}, "Ferry adds a sailing"},
      {"time", "Ferry adds a sailing 3 h", {{21, 24, "time"}}, "Ferry adds a sailing"},
      {"both", "Boats Ferry adds a sailing 12", {{0, 5, "flag"}, {27, 29, "count"}}, "Ferry adds a sailing"},
      {"named title", "Boats Ferry adds a sailing 12", {{6, 26, "card-title"}}, "Ferry adds a sailing"},
      {"kicker that is called a title",
       "Boats Ferry adds a sailing",
       {{0, 5, "title"}},
       "Boats Ferry adds a sailing"},
      {"emphasis within", "Ferry adds a sailing", {{6, 10, "hl"}}, "Ferry adds a sailing"},
      {"all of it is beside the title", "Transport and travel", {{0, 20, "kicker"}}, "Transport and travel"},
  };
  for (const auto& row : rows) {
    Block block;
    block.text = row.text;
    block.parts = row.parts;
    PartNames names(*RuleBook::built_in(), "");
    EXPECT_EQ(title_in(block, 0, block.text.size(), names), row.expected) << row.name;
  }
}

TEST(StubTitle, HasAFormThatTellsItFromAddressesAndNotes) {
  for (const std::string_view title :
       {"https://example.com/news/harbour", "www.example.com/harbour", "example.com/harbour/",
        "(Photo: Jane Doe/example.com)", "A note on a related article:", "関連記事：",
        "A post shared by Jane Doe (@janedoe)"})
    EXPECT_TRUE(has_no_title_form(title)) << title;
  for (const std::string_view title :
       {"Harbour to be widened", "(Review) Harbour to be widened", "Harbour to be widened (with video)",
        "(Not) for sale: the harbour (and its crane)", "Harbour: what is at stake", "AC/DC come to town",
        "example.com is sold", "Follow @harbour (@home) today"})
    EXPECT_FALSE(has_no_title_form(title)) << title;
}

TEST(StubTitle, InSmallLettersIsAPartOfASentence) {
  for (const std::string_view title : {"our best walks", "two families of beavers"})
    EXPECT_TRUE(begins_as_part_of_sentence(title)) << title;
  for (const std::string_view title :
       {"Our best walks", "iPhone sales fall", "49 walks", "e5 is closed", "été en ville", "harbour", ""})
    EXPECT_FALSE(begins_as_part_of_sentence(title)) << title;
}

TEST(StubAddress, ThatNamesNoArticle) {
  for (const std::string_view path : {"/author/jane-doe", "/autoren/jane-doe", "/thema/hafen",
                                      "/topics/harbour/", "/a/newsletter", "/Tag/boats?p=2"})
    EXPECT_TRUE(names_no_article(path)) << path;
  for (const std::string_view path : {"", "/", "/town/ferry-adds-a-sailing", "/author-of-the-year",
                                      "/town/2024/05/topics-of-the-week.html", "/town/ferry?from=/author/x"})
    EXPECT_FALSE(names_no_article(path)) << path;
}

TEST(StubAddress, IsComparedWithThePagesOwn) {
  const std::string_view own = "/town/harbour-to-be-widened-12345.html";
  const auto count_like_own = [&own](std::string_view path) {
    return count_like_traits(traits_of(path), traits_of(own));
  };
  EXPECT_EQ(count_like_own("/town/ferry-adds-a-sailing-12346.html?x=1"), 4U);
  EXPECT_EQ(count_like_own("/town/"), 0U);
  EXPECT_EQ(count_like_own("/sport/results"), 1U);  // as deep
  EXPECT_EQ(count_shared_folders("/town/ferry", own), 1U);
  EXPECT_EQ(count_shared_folders("/towns/ferry", own), 0U);
  EXPECT_EQ(count_shared_folders("", own), 0U);
  EXPECT_EQ(compare_form("https://a.example/x/?utm_source=b&id=2#top"), "https://a.example/x/?id=2");
}

// The titles of the candidates of a page whose article has `inside` in its text and `after` below it.
std::vector<std::string> candidate_titles(std::string_view inside, std::string_view after) {
  Options options;
  options.format = InputFormat::html;
  const std::string html = page_with(inside, after);
  const Page page = read_page(html, options);
  const LabelOptions how;
  const Judgement judgement = judge_blocks(page.blocks, page.metadata, *RuleBook::built_in(), how);
  const PageView view = view_of(judgement, page.blocks, page.metadata, *RuleBook::built_in(), how);
  std::vector<std::string> titles;
  for (const StubCandidate& candidate : find_stub_candidates(view, judgement.verdicts))
    titles.push_back(candidate.blocks.title);
  return titles;
}

bool holds(const std::vector<std::string>& titles, std::string_view title) {
  return std::find(titles.begin(), titles.end(), title) != titles.end();
}

TEST(StubCandidates, AreNoAuthorsTopicsOffersOrLinksToThePageItself) {
  const auto titles = candidate_titles(
      "", cards("<li><a href=\"/town/ferry-adds-a-sailing\">Ferry firm adds a sailing to the islands</a> "
                "<a href=\"/author/jane-doe\">Jane Margaret Doe</a></li>"
                "<li><a href=\"/topic/harbours\">Harbours and inland waters</a></li>"
                "<li><a href=\"/town/harbour-to-be-widened?share=mail\">Send this report to a friend</a></li>"
                "<li><a href=\"/letters\">Sign up for our daily newsletter</a></li>"));
  EXPECT_TRUE(holds(titles, kFerry));
  EXPECT_FALSE(holds(titles, "Jane Margaret Doe"));
  EXPECT_FALSE(holds(titles, "Harbours and inland waters"));
  EXPECT_FALSE(holds(titles, "Send this report to a friend"));
  EXPECT_FALSE(holds(titles, "Sign up for our daily newsletter"));
}

TEST(StubCards, KeepTheirSummaryBesideAnAuthorsLink) {
  const std::string summary = "The last boat of the day leaves at half past nine in the evening from May on.";
  const auto stubs = related(
      "",
      cards("<li><h3><a href=\"/town/ferry-adds-a-sailing\">Ferry firm adds a sailing to the islands</a></h3>"
            "<p>" +
            summary + "</p><p><a href=\"/authors/jane-doe\">Jane Margaret Doe</a></p></li>"));
  ASSERT_EQ(stubs.size(), 3U);
  EXPECT_EQ(stubs.front().summary.value_or(""), summary);
}

TEST(StubSections, EndAtTheNextHeadingOfTheirLevel) {
  const std::string after =
      "<div class=a><h2>Related articles</h2><ul><li><a href=\"/town/ferry-adds-a-sailing\">" + kFerry +
      "</a></li></ul></div><div class=b><div><div><div><div><h2>Service</h2></div></div></div></div></div>"
      "<div class=c><ul>"
      "<li><a href=\"/town/how-to-place-a-small-advertisement\">How to place a small advertisement with "
      "us</a>"
      "</li></ul></div>";
  Options options;
  options.format = InputFormat::html;
  const std::string html = page_with("", after);
  const Page page = read_page(html, options);
  const LabelOptions how;
  const Judgement judgement = judge_blocks(page.blocks, page.metadata, *RuleBook::built_in(), how);
  const PageView view = view_of(judgement, page.blocks, page.metadata, *RuleBook::built_in(), how);
  for (const StubCandidate& candidate : find_stub_candidates(view, judgement.verdicts)) {
    if (candidate.blocks.title == kFerry) {
      EXPECT_EQ(candidate.blocks.section, "Related articles");
    }
    if (candidate.blocks.title.starts_with("How to")) {
      EXPECT_NE(candidate.blocks.section, "Related articles");
    }
  }
}

TEST(StubCards, OfAMenuAndALabelTakeTheLabel) {
  const std::string link = "<a href=\"/town/ferry-adds-a-sailing\">" + kFerry + "</a>";
  std::string html = page_with("", cards("<li>" + link + "</li>"));
  html.insert(html.find("<main>"),
              "<div class=menu><h3>Top stories</h3><ul><li>" + link + "</li></ul></div>");
  const auto stubs = extract(html).related;
  ASSERT_FALSE(stubs.empty());
  const auto ferry =
      std::find_if(stubs.begin(), stubs.end(), [](const Stub& stub) { return stub.title == kFerry; });
  ASSERT_NE(ferry, stubs.end());
  EXPECT_EQ(ferry->section.value_or(""), "Related articles");
}

TEST(AnnouncedStubs, InHtmlAreHeadingsWithNotesBetween) {
  const BlockList page = testing::PageBuilder()
                             .p("The board has spoken.")
                             .p("Related articles")
                             .heading(2, kFerry)
                             .p("In Europe, 12 Aug 2023, 12:31")
                             .heading(2, "Bakery closes after ninety years")
                             .build();
  EXPECT_EQ(announced(page, {0}).size(), 2U);
  const BlockList line =
      testing::PageBuilder().p("The board has spoken.").p("Related articles").p(kFerry).build();
  EXPECT_EQ(announced(line, {0}).size(), 0U);  // a kicker, or a line about the site
}

TEST(AnnouncedStubs, InDumpsAreNoNotesMenusOrKickers) {
  const BlockList page = testing::PageBuilder()
                             .p("The board has spoken.")
                             .p("Related articles")
                             .p("Life on the islands")
                             .p(kFerry)
                             .p("3 hours ago 2 mins read")
                             .p("Bakery closes after ninety years on the square")
                             .p("Harbour Times May 12, 2024")
                             .p("NewsSportLifestyleTravel and moreWeatherGames")
                             .build_text();
  const auto stubs = announced(page, {0});
  ASSERT_EQ(stubs.size(), 2U);
  EXPECT_EQ(stubs[0].title, kFerry);
  EXPECT_EQ(stubs[1].title, "Bakery closes after ninety years on the square");
}

TEST(StubCandidates, OfAPageWithoutLinksAreNone) {
  for (const std::string_view html : {"", "<p>Harbour</p>", "<a href=/town/ferry-adds-a-sailing></a>"}) {
    Options options;
    options.format = InputFormat::html;
    const Page page = read_page(html, options);
    const LabelOptions how;
    const Judgement judgement = judge_blocks(page.blocks, page.metadata, *RuleBook::built_in(), how);
    const PageView view = view_of(judgement, page.blocks, page.metadata, *RuleBook::built_in(), how);
    EXPECT_TRUE(find_stub_candidates(view, judgement.verdicts).empty()) << html;
    EXPECT_TRUE(find_stubs(view, judgement.verdicts, {}).empty()) << html;
  }
}

}  // namespace
}  // namespace pressclip
