// word_weights: the words of texts and of places, and how their weights add up.
#include "label/word_weights.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "block_page.h"

namespace pressclip {
namespace {

using testing::PageBuilder;

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  visit_text_words(text, [&words](std::string_view word) { words.emplace_back(word); });
  return words;
}

std::vector<std::string> place_of(const BlockList& page, std::size_t block) {
  std::vector<std::string> words;
  visit_place_words(page, page.blocks[block], [&words](std::string_view word) { words.emplace_back(word); });
  return words;
}

using Words = std::vector<std::string>;

TEST(TextWords, AreFoldedAndNumbersLookAlike) {
  EXPECT_EQ(words_of("Sign up – it’s FREE"), (Words{"sign", "up", "it", "s", "free"}));
  EXPECT_EQ(words_of("On 12 May 2024"), (Words{"on", "00", "may", "0000"}));
  EXPECT_EQ(words_of("Öffentliche Straße"), (Words{"öffentliche", "straße"}));
  EXPECT_EQ(words_of("«Привет», —"), (Words{"привет"}));
  EXPECT_EQ(words_of("続きを読む"), (Words{"続", "き", "を", "読", "む"}));
  EXPECT_EQ(words_of(" .,"), Words{});
}

TEST(TextWords, AreTheSameWhereverTheyStand) {
  for (std::size_t before = 0; before < 140; ++before) {
    const std::string text = std::string(before, ' ') + "Straßenbahn A1 Überschwemmungsgebietsverordnung é";
    EXPECT_EQ(words_of(text), (Words{"straßenbahn", "a0", "überschwemmungsgebietsverordnung", "é"}))
        << before;
    const std::string joined = std::string(before, 'x') + " y";
    EXPECT_EQ(words_of(joined), before == 0 ? Words{"y"} : (Words{std::string(before, 'x'), "y"}));
  }
}

TEST(TextWords, FillTheRoomThatTheyMayTake) {
  std::string each_a_word, growing, short_words;
  while (each_a_word.size() < 5000) each_a_word += "字", growing += "Ⱥ", short_words += "a ";
  EXPECT_EQ(words_of(each_a_word), Words(400, "字"));
  std::string grown;
  for (int i = 0; i < 600; ++i) grown += "ⱥ";
  EXPECT_EQ(words_of(growing), Words{grown});
  EXPECT_EQ(words_of(short_words), Words(600, "a"));
  for (std::size_t letters = 0; letters < 20; ++letters) {
    const std::string last(letters, 'x');
    const std::string text = each_a_word.substr(0, (1200 - letters) / 3 * 3) + last;
    Words expected((1200 - letters) / 3, "字");
    if (letters > 0) expected.push_back(last);
    EXPECT_EQ(words_of(text), expected);
  }
  const WordWeights weights{{"a", 10}, {"a+a", 20}};
  EXPECT_NEAR(weigh_text(short_words, weights), (0.6 * 10 + 0.599 * 20) / std::sqrt(1199.0), 0.001);
}

TEST(TextWords, AreThoseOfTheBeginningOfALongText) {
  std::string text;
  while (text.size() < 100000) text += "ä ";
  EXPECT_LT(words_of(text).size(), 1000U);
  EXPECT_GT(words_of(text).size(), 100U);
}

TEST(PlaceWords, AreElementsClassesAndAddresses) {
  Block block;
  block.text = "Anna Berg";
  block.words = "Name";
  const Link link{0, 9, "https://a.example/author/berg-12"};
  block.links = {&link, 1};
  const BlockList page =
      PageBuilder().open(Tag::article, "postBody").open(Tag::p, "meta-2024").block(block).build();
  EXPECT_EQ(place_of(page, 0), (Words{"0:name", "a:name", "s0:name", "1:<p>", "1:meta-0", "a:meta-0",
                                      "s1:meta", "2:<article>", "2:postbody", "a:postbody", "s2:post",
                                      "s2:body", "u:https", "u:example", "u:author", "u:berg"}));
}

TEST(PlaceWords, CountSixElementsAndFourLevels) {
  Block block;
  block.text = "Deep";
  PageBuilder builder;
  for (int i = 0; i < 9; ++i) builder.open(Tag::div);
  EXPECT_EQ(place_of(builder.block(block).build(), 0),
            (Words{"1:<div>", "2:<div>", "3:<div>", "4:<div>", "4:<div>", "4:<div>"}));
}

TEST(Weights, AddUpOverTheRootOfTheNumberOfWords) {
  const WordWeights weights{{"read", -100}, {"read+more", -500}, {"harbour", 300}};
  EXPECT_EQ(weights.size(), 3U);
  EXPECT_FLOAT_EQ(weigh_text("harbour", weights), 0.3F);
  // Two words and the pair of them.
  EXPECT_NEAR(weigh_text("Read more", weights), -0.6 / std::sqrt(3.0), 0.001);
  EXPECT_NEAR(weigh_text("more read", weights), -0.1 / std::sqrt(3.0), 0.001);
  EXPECT_EQ(weigh_text("", weights), 0.0F);
  EXPECT_EQ(weigh_text("harbour", WordWeights()), 0.0F);
}

TEST(Weights, OfAWordGivenTwiceTheLastCounts) {
  const WordWeights weights{{"harbour", 300}, {"harbour", -200}};
  EXPECT_EQ(weights.size(), 1U);
  EXPECT_FLOAT_EQ(weigh_text("harbour", weights), -0.2F);
}

TEST(ClassWords, HaveANumberForEachValue) {
  Block title;
  title.text = "Title";
  title.words = "teaserTitle";
  title.item = "alternativeHeadline";
  const BlockList page = PageBuilder()
                             .p("One", "teaser-box")
                             .p("Two", "teaser-box")
                             .open(Tag::div, "empty-box")
                             .close()
                             .open(Tag::div)
                             .block(title)
                             .close()
                             .build();
  const ClassWords words(page);
  const ClassWords::Number box = words.of_container(1), own = words.of_block(2);
  EXPECT_EQ(words.of_container(2), box);
  EXPECT_EQ(words.words(box), "teaser-box");
  EXPECT_EQ(words.split(box), "teaser box");
  EXPECT_EQ(words.split_with_item(box), "teaser box");
  EXPECT_EQ(words.split(own), "teaser title");
  EXPECT_EQ(words.split_with_item(own), "teaser title alternative headline");
  EXPECT_EQ(words.of_container(3), 0U);  // it holds no block
  EXPECT_EQ(words.of_container(4), 0U);
  EXPECT_EQ(words.of_block(0), 0U);
  EXPECT_EQ(words.split_with_item(0), "");
  EXPECT_EQ(words.count(), 3U);
}

TEST(Weights, OfPlacesAreThoseOfTheirWords) {
  const WordWeights weights{{"1:<p>", 100}, {"a:teaser", -400}, {"s2:teaser", -300}, {"u:author", -200}};
  Block block;
  block.text = "Anna Berg";
  const Link link{0, 9, "/author"};
  block.links = {&link, 1};
  const BlockList page =
      PageBuilder().open(Tag::div, "teaser").open(Tag::p).block(block).close().p("Text").build();
  const std::vector<float> places = weigh_places(page, ClassWords(page), weights);
  ASSERT_EQ(places.size(), 2U);
  // 1:<p>, 2:<div>, 2:teaser, a:teaser, s2:teaser, u:author.
  EXPECT_NEAR(places[0], -0.8 / std::sqrt(6.0), 0.001);
  EXPECT_NEAR(places[1], -0.6 / std::sqrt(5.0), 0.001);
}

TEST(Weights, OfPlacesAreOfTheLevelThatAWordStandsAt) {
  // Each weight a digit of its own.
  const WordWeights weights{{"0:box", 1},       {"1:box", 10},      {"2:box", 100}, {"3:box", 1000},
                            {"4:box", 10000},   {"s0:box", 2},      {"s1:box", 20}, {"s2:box", 200},
                            {"a:box", 40000},   {"u:box", 80000},   {"box", 50000}, {"a:<div>", 90000},
                            {"3:<div>", 60000}, {"s2:<div>", 70000}};
  const auto place_weight = [&weights](std::size_t elements) {
    PageBuilder builder;
    for (std::size_t i = 0; i < elements; ++i) builder.open(Tag::div, i == 0 ? "box" : "");
    Block block;
    block.text = "Text";
    if (elements == 0) block.words = "box";
    const BlockList page = builder.block(block).build();
    const std::vector<float> places = weigh_places(page, ClassWords(page), weights);
    return double{places.at(0)} * 1000 * std::sqrt(static_cast<double>(3 + elements));
  };
  // Of the token at its level and at any, of its part, and of as many elements.
  EXPECT_NEAR(place_weight(0), 40003, 2);
  EXPECT_NEAR(place_weight(1), 40030, 2);
  EXPECT_NEAR(place_weight(2), 40300, 2);
  EXPECT_NEAR(place_weight(3), 40000 + 60000 + 1200, 2);
  EXPECT_NEAR(place_weight(4), 40000 + 60000 + 10200, 3);
  EXPECT_NEAR(place_weight(6), 40000 + 60000 + 10200, 3);
}

TEST(Weights, HashesOfWordsAreTheSameWhateverStandsBehindThem) {
  const std::string text = "Donaudampfschifffahrtskapitaen 0123456789";
  std::set<std::uint64_t> hashes;
  for (std::size_t size = 0; size <= 24; ++size) {
    const std::string word = text.substr(0, size);
    EXPECT_EQ(hash_of_readable(std::string_view(text).substr(0, size)), hash_of(word)) << size;
    const std::string padded = word + "zzzzzzzz";
    EXPECT_EQ(hash_of_readable(std::string_view(padded).substr(0, size)), hash_of(word)) << size;
    hashes.insert(hash_of(word));
    for (std::size_t at = 0; at < size; ++at) {
      std::string other = word;
      other[at] = '_';
      hashes.insert(hash_of(other));
    }
  }
  EXPECT_EQ(hashes.size(), 25U + 24U * 25U / 2U);
}

TEST(Weights, OfManyWordsAreFoundAgain) {
  std::vector<std::string> names;
  for (int i = 0; i < 3000; ++i)
    names.push_back("word" + std::string(1, static_cast<char>('a' + i % 26)) + std::to_string(i));
  std::vector<WordWeights::Word> words;
  for (std::size_t i = 0; i < names.size(); ++i) words.emplace_back(names[i], static_cast<int>(i) + 1);
  const WordWeights weights(words);
  EXPECT_EQ(weights.size(), names.size());
  for (std::size_t i = 0; i < names.size(); ++i) {
    EXPECT_EQ(weights.of(hash_of(names[i])), static_cast<int>(i) + 1);
    EXPECT_EQ(weights.of(hash_of(names[i] + "x")), 0);
  }
}

}  // namespace
}  // namespace pressclip
