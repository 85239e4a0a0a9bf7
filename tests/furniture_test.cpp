// furniture: which site a page is of, what is counted of it, and the sketch that holds the counts.
#include "pressclip/furniture.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <random>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "furniture/site_name.h"
#include "pressclip/pressclip.h"

namespace pressclip {
namespace {

TEST(SiteName, IsTheRegistrableDomain) {
  const struct {
    std::string url, name;
  } kRows[] = {
      {"https://www.example.com/a/b?c", "example.com"},
      {"http://News.Example.co.uk:8080/", "example.co.uk"},
      {"https://user:password@sport.example.de", "example.de"},
      {"https://anna.github.io/post", "anna.github.io"},
      {"https://example.com./a", "example.com"},
      {"https://127.0.0.1/a", "127.0.0.1"},
      {"https://[::1]:80/a", "[::1]"},
      {"http://localhost/a", "localhost"},
      {"https://co.uk/", "co.uk"},
      {"mailto:anna@example.com", ""},
      {"", ""},
      {"https:///a", ""},
  };
  for (const auto& [url, name] : kRows) EXPECT_EQ(site_name_of(url), name) << url;
}

TEST(SiteNumber, IsOfTheAddressOrElseOfTheFolder) {
  EXPECT_EQ(site_number("https://www.example.com/a", "x"), site_number("http://m.example.com/b", "y"));
  EXPECT_NE(site_number("https://example.com/", ""), site_number("https://example.org/", ""));
  EXPECT_EQ(site_number("", "pages"), site_number("", "pages"));
  EXPECT_NE(site_number("", "pages"), site_number("", "others"));
  EXPECT_NE(site_number("", "example.com"), site_number("https://example.com/", "example.com"));
  EXPECT_EQ(site_number("", ""), 0U);
}

std::string page_with(const std::string& url, const std::vector<std::string>& paragraphs) {
  std::string page =
      "<html><head><link rel=canonical href='" + url + "'></head><body><article><h1>A headline of it</h1>";
  for (const std::string& paragraph : paragraphs) page += "<p>" + paragraph + "</p>";
  return page + "</article></body></html>";
}

const std::string kOne =
    "The new bridge over the river opened to traffic on Tuesday, nine years after the council voted.";
const std::string kTwo =
    "About four hundred people walked across before the first cars were let through that morning.";
const std::string kThree =
    "The mayor said that the work had cost eleven million more than was planned at first.";

TEST(FingerprintPage, KnowsWhatIsTheSame) {
  const PageFingerprints one = fingerprint_page(page_with("https://a.example/1", {kOne, kTwo}));
  const PageFingerprints copy = fingerprint_page(page_with("https://www.a.example/2", {kOne, kTwo}));
  const PageFingerprints other = fingerprint_page(page_with("https://a.example/3", {kOne, kThree}));
  EXPECT_EQ(one.site, copy.site);
  EXPECT_EQ(one.article, copy.article);
  EXPECT_NE(one.article, other.article);
  EXPECT_TRUE(std::is_sorted(one.blocks.begin(), one.blocks.end()));
  std::vector<std::uint32_t> both;
  std::set_intersection(one.blocks.begin(), one.blocks.end(), other.blocks.begin(), other.blocks.end(),
                        std::back_inserter(both));
  EXPECT_EQ(both.size(), 2U) << "the headline and the first paragraph";
  EXPECT_EQ(fingerprint_page("").article, 0U) << "a page without an article is not counted";
}

PageFingerprints random_page(std::mt19937_64& random, std::uint64_t sites) {
  PageFingerprints page = {
      .site = random() % sites * 0x1234567890ABCDU + 1, .article = random() | 1U, .blocks = {}};
  std::set<std::uint32_t> blocks;
  for (std::uint64_t left = random() % 300; left > 0; --left)
    blocks.insert(static_cast<std::uint32_t>(random() % 1000));
  page.blocks.assign(blocks.begin(), blocks.end());
  return page;
}

TEST(SiteFurniture, CountsPagesNotOccurrences) {
  SiteFurniture known;
  known.add({.site = 1, .article = 10, .blocks = {5, 6}});
  known.add({.site = 1, .article = 11, .blocks = {5}});
  known.add({.site = 1, .article = 11, .blocks = {5, 7}});  // another copy
  known.add({.site = 2, .article = 10, .blocks = {5}});
  known.add({.site = 0, .article = 12, .blocks = {5}});  // of no known site
  known.add({.site = 1, .article = 0, .blocks = {5}});   // without an article
  EXPECT_EQ(known.count(1, 5).pages, 2U);
  EXPECT_EQ(known.count(1, 5).of, 2U);
  EXPECT_EQ(known.count(1, 6).pages, 1U);
  EXPECT_EQ(known.count(1, 7).pages, 1U);
  EXPECT_EQ(known.count(2, 5).pages, 1U);
  EXPECT_EQ(known.count(2, 6).pages, 0U);
  EXPECT_EQ(known.count(3, 5).of, 0U);
  EXPECT_EQ(known.pages(), 3U);
  EXPECT_EQ(known.sites(), 2U);
}

TEST(SiteFurniture, IsTheSameInAnyOrderAndInParts) {
  std::mt19937_64 random(1);
  for (const std::uint64_t sites : {1U, 5U, 60U, 400U}) {
    std::vector<PageFingerprints> pages;
    for (int i = 0; i < 900; ++i) pages.push_back(random_page(random, sites));
    for (int i = 0; i < 100; ++i) pages.push_back(pages[random() % 900]);
    constexpr std::size_t kMost = 300;
    SiteFurniture whole(kMost);
    for (const PageFingerprints& page : pages) whole.add(page);
    EXPECT_LE(whole.pages(), kMost);
    EXPECT_GT(whole.pages(), 0U);
    for (int turn = 0; turn < 5; ++turn) {
      std::shuffle(pages.begin(), pages.end(), random);
      std::vector<SiteFurniture> parts(4, SiteFurniture(kMost));
      for (const PageFingerprints& page : pages) parts[random() % 4].add(page);
      SiteFurniture merged(kMost);
      for (const SiteFurniture& part : parts) merged.add(part);
      EXPECT_EQ(merged, whole) << sites << " sites";
      EXPECT_EQ(merged.saved(), whole.saved());
    }
  }
}

TEST(SiteFurniture, EstimatesSharesOfALargeSite) {
  std::mt19937_64 random(2);
  SiteFurniture known;
  for (int i = 0; i < 20000; ++i) {
    PageFingerprints page = {.site = 1, .article = random() | 1U, .blocks = {1}};
    if (i % 2 == 0) page.blocks.push_back(2);
    if (i % 10 == 0) page.blocks.push_back(3);
    known.add(page);
  }
  EXPECT_EQ(known.pages(), SiteFurniture::kMostPagesOfSite);
  EXPECT_EQ(known.count(1, 1).pages, 64U);
  // Four standard errors.
  EXPECT_NEAR(known.count(1, 2).pages / 64.0, 0.5, 4 * 0.0625);
  EXPECT_NEAR(known.count(1, 3).pages / 64.0, 0.1, 4 * 0.0375);
}

TEST(SiteFurniture, HoldsNoMoreThanItMay) {
  std::mt19937_64 random(3);
  SiteFurniture known;
  std::vector<std::uint32_t> blocks(1000);
  for (std::uint32_t i = 0; i < blocks.size(); ++i) blocks[i] = i;
  for (int i = 0; i < 300'000; ++i) known.add({.site = random(), .article = random() | 1U, .blocks = {}});
  EXPECT_LE(known.pages(), SiteFurniture::kMostPages);
  EXPECT_GT(known.pages(), SiteFurniture::kMostPages / 3);
  SiteFurniture one;
  one.add({.site = 1, .article = 1, .blocks = blocks});
  EXPECT_EQ(one.count(1, SiteFurniture::kMostBlocksOfPage - 1).pages, 1U);
  EXPECT_EQ(one.count(1, SiteFurniture::kMostBlocksOfPage).pages, 0U) << "the lowest are kept";
}

TEST(SiteFurniture, IsSavedAndRead) {
  std::mt19937_64 random(4);
  for (const std::size_t most : {std::size_t{300}, SiteFurniture::kMostPages}) {
    SiteFurniture known(most);
    for (int i = 0; i < 900; ++i) known.add(random_page(random, 40));
    const auto read = SiteFurniture::read(known.saved());
    ASSERT_TRUE(std::holds_alternative<SiteFurniture>(read));
    EXPECT_EQ(std::get<SiteFurniture>(read), known);
    EXPECT_EQ(std::get<SiteFurniture>(read).digest_of_site(0x1234567890ABCDU + 1),
              known.digest_of_site(0x1234567890ABCDU + 1));
  }
  EXPECT_TRUE(std::holds_alternative<SiteFurniture>(SiteFurniture::read(SiteFurniture().saved())));
}

TEST(SiteFurniture, DamageIsSeen) {
  std::mt19937_64 random(5);
  SiteFurniture known;
  for (int i = 0; i < 9; ++i) known.add(random_page(random, 3));
  const std::string whole = known.saved();
  for (std::size_t at = 0; at < whole.size(); at += 7) {
    EXPECT_TRUE(std::holds_alternative<std::string>(SiteFurniture::read(whole.substr(0, at)))) << at;
    std::string damaged = whole;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x10);
    EXPECT_TRUE(std::holds_alternative<std::string>(SiteFurniture::read(damaged))) << at;
  }
  EXPECT_TRUE(std::holds_alternative<std::string>(SiteFurniture::read(whole + "x")));
  const struct {
    std::string bytes, says;
  } kRows[] = {{"", "no file that --learn has written"},
               {"{\"pressclip\":1}", "no file that --learn has written"},
               {"pressclip furniture 2\nabc", "another version"},
               {"pressclip furniture 1\n", "damaged"}};
  for (const auto& [bytes, says] : kRows)
    EXPECT_NE(std::get<std::string>(SiteFurniture::read(bytes)).find(says), std::string::npos) << bytes;
}

TEST(SiteFurniture, ChangesOfASiteAreSeen) {
  SiteFurniture known;
  EXPECT_EQ(known.digest_of_site(1), 0U);
  known.add({.site = 1, .article = 10, .blocks = {5}});
  const std::uint64_t before = known.digest_of_site(1);
  known.add({.site = 2, .article = 10, .blocks = {5}});
  EXPECT_EQ(known.digest_of_site(1), before) << "another site is none of its own";
  known.add({.site = 1, .article = 10, .blocks = {6}});
  EXPECT_NE(known.digest_of_site(1), before);
}

TEST(Extract, LeavesOutWhatTheSiteRepeats) {
  const std::string shared =
      "The Alder Courier is owned by its readers, and every member of it has one vote.";
  const std::vector<std::pair<std::string, std::string>> articles = {
      {kOne, kTwo},
      {"The school in the northern quarter will be rebuilt, since its roof was found to be beyond repair.",
       "Pupils are going to be taught in the former post office until the autumn of next year, the board "
       "said."},
      {"A museum of clocks has been given to the town by a collector who died in spring without any heirs.",
       "It holds four hundred pieces, the oldest of which was made for a monastery six centuries ago."},
      {"Fishermen have caught so few eels this season that the cooperative asks for a pause of two years.",
       "Biologists blame the turbines of three power stations, whose owners deny that they do any harm."}};
  std::vector<std::string> pages;
  for (const auto& [first, second] : articles)
    pages.push_back(
        page_with("https://courier.example/" + std::to_string(pages.size()), {first, shared, second}));
  const auto has_shared = [&](const Article& article) {
    return std::any_of(article.body.begin(), article.body.end(),
                       [&](const BodyBlock& block) { return block.text == shared; });
  };
  SiteFurniture known;
  for (const std::string& page : pages) known.add(fingerprint_page(page));
  Options options;
  options.furniture = std::make_shared<const SiteFurniture>(known);
  for (const std::string& page : pages) {
    const Article before = extract(page);
    const Article after = extract(page, options);
    EXPECT_TRUE(has_shared(before));
    EXPECT_FALSE(has_shared(after));
    EXPECT_EQ(after.body.size(), before.body.size() - 1);
    EXPECT_EQ(after.authors, before.authors) << "no byline comes of it";
    EXPECT_EQ(after.headline, before.headline);
    EXPECT_EQ(fingerprint_page(page, options).blocks, fingerprint_page(page).blocks);
  }
}

}  // namespace
}  // namespace pressclip
