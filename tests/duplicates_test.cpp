// duplicates: which bodies are nearly the same, and which page is the first.
#include "pressclip/duplicates.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "text/shingles.h"

namespace pressclip {
namespace {

Article article_of(const std::vector<std::string>& paragraphs) {
  Article article;
  for (const std::string& text : paragraphs) {
    BodyBlock block;
    block.text = text;
    article.body.push_back(block);
  }
  return article;
}

using Words = std::vector<std::size_t>;

Words random_words(std::mt19937_64& random, std::size_t count) {
  Words words(count);
  for (std::size_t& word : words) word = random() % 100'000;
  return words;
}

std::string text_of(const Words& words) {
  std::string text;
  for (const std::size_t word : words) text += "w" + std::to_string(word) + ' ';
  return text;
}

std::size_t alike(const Article& a, const Article& b) {
  const auto one = *signature_of(a), other = *signature_of(b);
  std::size_t alike = 0;
  for (std::size_t i = 0; i < kSignatureValues; ++i) alike += static_cast<std::size_t>(one[i] == other[i]);
  return alike;
}

TEST(Shingles, AreRunsOfWordsWhateverTheirCase) {
  const auto whole = shingles_of({"One two, three four. Five"});
  EXPECT_EQ(whole.size(), 2U);
  EXPECT_EQ(whole, shingles_of({"one TWO three", "four five"})) << "texts are taken for one";
  EXPECT_NE(whole, shingles_of({"two one three four five"}));
  EXPECT_TRUE(shingles_of({"one two three"}).empty());
  EXPECT_EQ(shingles_of({"新しい橋が開通"}).size(), 4U) << "a character is a word";
}

TEST(Signature, SharesValuesAsBodiesShareShingles) {
  std::mt19937_64 random(1);
  constexpr std::size_t kWords = 400;
  double error = 0;
  for (const double wanted : {1.0, 0.9, 0.8, 0.5, 0.1}) {
    for (int turn = 0; turn < 20; ++turn) {
      // The first part is shared: of n shingles each, s are in both, and the Jaccard coefficient is s / (2n -
      // s).
      const auto shared = static_cast<std::size_t>(2 * kWords * wanted / (1 + wanted));
      Words one = random_words(random, kWords), other = random_words(random, kWords);
      for (std::size_t i = 0; i < shared; ++i) other[i] = one[i];
      const double found =
          static_cast<double>(alike(article_of({text_of(one)}), article_of({text_of(other)}))) / 64;
      EXPECT_NEAR(found, wanted, 0.26) << wanted;  // four standard errors
      error += found - wanted;
    }
  }
  EXPECT_NEAR(error / 100, 0, 0.02);
}

TEST(Signature, ShortBodiesHaveNone) {
  std::mt19937_64 random(2);
  EXPECT_FALSE(signature_of(Article{}));
  EXPECT_FALSE(signature_of(article_of({text_of(random_words(random, kFewestDuplicateWords - 1))})));
  EXPECT_TRUE(signature_of(article_of({text_of(random_words(random, kFewestDuplicateWords))})));
}

TEST(EarlierPages, TheFirstOneIsNamed) {
  std::mt19937_64 random(3);
  const Words first = random_words(random, 300);
  Words edited = first;
  for (const std::size_t at : {50U, 150U, 250U}) edited[at] = 7;
  Words rewritten = first;
  for (std::size_t at = 0; at < rewritten.size(); at += 6) rewritten[at] = 7;
  const Words other = random_words(random, 300);
  EarlierPages earlier;
  const auto ask = [&](const Words& words, std::string name) {
    return earlier.find_or_add(signature_of(article_of({text_of(words)})), std::move(name));
  };
  EXPECT_EQ(ask(first, "first"), std::nullopt);
  EXPECT_EQ(ask(other, "other"), std::nullopt);
  EXPECT_EQ(ask(first, "copy"), "first");
  EXPECT_EQ(ask(edited, "edited"), "first");
  EXPECT_EQ(ask(rewritten, "rewritten"), std::nullopt);
  EXPECT_EQ(ask(other, "other again"), "other");
  EXPECT_EQ(ask(edited, "edited again"), "first") << "a duplicate is never named";
  EXPECT_EQ(earlier.find_or_add(std::nullopt, "empty"), std::nullopt);
  EXPECT_EQ(earlier.find_or_add(std::nullopt, "empty too"), std::nullopt);
}

TEST(EarlierPages, TheEarliestAreForgotten) {
  std::mt19937_64 random(4);
  EarlierPages earlier(100);
  std::vector<std::optional<BodySignature>> signatures;
  for (int i = 0; i < 150; ++i) {
    signatures.push_back(signature_of(article_of({text_of(random_words(random, 60))})));
    EXPECT_EQ(earlier.find_or_add(signatures.back(), std::to_string(i)), std::nullopt);
  }
  EXPECT_EQ(earlier.find_or_add(signatures[149], "x"), "149");
  EXPECT_EQ(earlier.find_or_add(signatures[50], "x"), "50");
  EXPECT_EQ(earlier.find_or_add(signatures[49], "x"), std::nullopt) << "one of 150 that has room no more";
}

}  // namespace
}  // namespace pressclip
