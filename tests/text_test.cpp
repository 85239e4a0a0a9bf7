// text: normalisation, counting and folding.
#include <gtest/gtest.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "text/byte_arena.h"
#include "text/byte_runs.h"
#include "text/hashed_word.h"
#include "text/normalize.h"
#include "text/remembered.h"
#include "text/sixteen_bytes.h"

namespace pressclip {
namespace {

struct TextCase {
  std::string_view name;
  std::string_view input;
  std::string_view expected;
};

// Where the processor has an instruction for it, the other way is taken nowhere else.
TEST(SixteenBytes, BitsAreThoseOfTheBytes) {
  for (unsigned expected = 0; expected < 0x10000; ++expected) {
    std::string text(16, 'a');
    for (std::size_t i = 0; i < text.size(); ++i)
      if ((expected >> i & 1U) != 0) text[i] = 'b';
    const auto answers = sixteen_bytes_at(text, 0) == 'b';
    ASSERT_EQ(bits_of(answers), expected);
    const auto halves = std::bit_cast<std::array<std::uint64_t, 2>>(answers);
    ASSERT_EQ(bits_of_eight(halves[0]) | bits_of_eight(halves[1]) << 8U, expected);
  }
}

// Wherever it stands, and whatever stands behind it.
TEST(ReadWord, IsTheSameForTheSameWord) {
  const std::string_view all = "aébcdefghijklmnopqrstuvwxyz";
  for (std::size_t size = 0; size <= all.size(); ++size) {
    const std::string_view word = all.substr(0, size);
    const std::uint32_t hash = read_word(word, 0).hash;
    for (const std::string_view before : {"", "x ", "before it "})
      for (const std::string_view behind : {"", " ", " y", " behind it"}) {
        const std::string text = std::string(before) + std::string(word) + std::string(behind);
        const HashedWord read = read_word(text, before.size());
        EXPECT_EQ(read.end, before.size() + size) << text;
        EXPECT_EQ(read.hash, hash) << text;
      }
    if (size > 0) {
      std::string other(word);
      other[size / 2] = '-';
      EXPECT_NE(read_word(other, 0).hash, hash) << other;
      EXPECT_NE(read_word(all, 1).hash, hash);
    }
  }
}

TEST(NormalizeText, Table) {
  using namespace std::string_view_literals;
  const TextCase cases[] = {
      {"empty", "", ""},
      {"only white space", " \t\r\n\f\v ", ""},
      {"ASCII as it is", "Plain words.", "Plain words."},
      {"white space collapsed and trimmed", "  one \n\t two\r\nthree ", "one two three"},
      {"controls dropped",
       "a\x01"
       "b\x7f"
       "c\0d"sv,
       "abcd"},
      {"controls dropped beside other letters",
       "é\x01"
       "b\x7f"
       "c\0d"sv,
       "ébcd"},
      {"C1 controls dropped", "a\u0080b\u009Fc", "abc"},
      {"next line is white space", "a\u0085b", "a b"},
      {"no-break spaces", "10\u00A0000\u202Fkm\u2007x", "10 000 km x"},
      {"ideographic space, line separator", "東京\u3000大阪\u2028京都\u2029", "東京 大阪 京都"},
      {"only no-break spaces", "\u00A0 \u00A0", ""},
      {"soft hyphen", "Donau\u00ADdampf\u00ADschiff", "Donaudampfschiff"},
      {"zero-width space, word joiner, byte-order mark", "\uFEFFa\u200Bb\u2060c\uFEFFd", "abcd"},
      {"space on both sides of what is dropped", "a \u200B b", "a b"},
      {"joiners stay", "می\u200Cخواهم 👨\u200D👩", "می\u200Cخواهم 👨\u200D👩"},
      {"bidirectional controls", "\u202Aa\u202Eb\u202C \u2067c\u2069 \u200Fd\u200E\u061Ce", "ab c de"},
      {"composed", "Cafe\u0301", "Café"},
      {"composed across a dropped character", "e\u200B\u0301", "é"},
      {"marks in canonical order", "a\u0301\u0323", "ạ\u0301"},
      {"Hangul syllable", "\u1112\u1161\u11AB", "한"},
      {"Vietnamese", "Vie\u0323\u0302t", "Việt"},
      {"singleton", "\u212B", "Å"},
      {"compatibility characters stay", "ﬁ ① ｱ", "ﬁ ① ｱ"},
      {"invalid byte",
       "a\xFF"
       "b",
       "a\uFFFDb"},
      {"cut sequence", "a\xE2\x82", "a\uFFFD"},
      {"cut sequence before a letter", "\xE2\x82x", "\uFFFDx"},
      {"overlong", "\xC0\xAF", "\uFFFD\uFFFD"},
      {"surrogate", "\xED\xA0\x80", "\uFFFD\uFFFD\uFFFD"},
      {"beyond Unicode", "\xF5\x80\x80\x80", "\uFFFD\uFFFD\uFFFD\uFFFD"},
      {"emoji", "👍🏽 ok", "👍🏽 ok"},
  };
  for (const TextCase& each : cases) {
    const std::string got = normalize_text(each.input);
    EXPECT_EQ(got, each.expected) << each.name;
    EXPECT_EQ(normalize_text(got), got) << each.name << ": twice is once";
  }
}

// What stays as it is goes by eight bytes at once.
TEST(NormalizeText, ChangesWhatHasToWhereverItStands) {
  for (std::size_t before = 1; before < 40; ++before) {
    for (std::size_t behind = 1; behind < 40; ++behind) {
      const std::string begin(before, 'a'), end(behind, 'b');
      EXPECT_EQ(normalize_text(begin + "  " + end), begin + " " + end);
      EXPECT_EQ(normalize_text(begin + " " + end), begin + " " + end);
      EXPECT_EQ(normalize_text(begin + "\t" + end), begin + " " + end);
      EXPECT_EQ(normalize_text(begin + "\x7F" + end), begin + end);
      EXPECT_EQ(normalize_text(begin + "\x01" + end), begin + end);
      EXPECT_EQ(normalize_text(begin + "~\u00E9" + end), begin + "~\u00E9" + end);
      EXPECT_EQ(normalize_text(begin + "\u00E9  \u2019" + end), begin + "\u00E9 \u2019" + end);
      EXPECT_EQ(normalize_text(begin + " \u0436\t\u00E9 " + end), begin + " \u0436 \u00E9 " + end);
      EXPECT_EQ(normalize_text(begin + "\u00E9\u00AD\u00E9\u0301" + end), begin + "\u00E9\u00E9\u0301" + end);
      EXPECT_EQ(normalize_text(" " + begin + std::string(behind, ' ')), begin);
    }
  }
}

TEST(NormalizeText, WhatChangesIsSeenWhereverItStands) {
  std::string out = "of the text before";
  for (std::size_t before = 0; before < 20; ++before)
    for (std::size_t behind = 0; behind < 20; ++behind) {
      const auto beside = [&](std::string_view middle) {
        return std::string(before, 'a').append(middle).append(behind, 'z');
      };
      const std::string spaced = beside(before > 0 && behind > 0 ? " " : "");
      for (const std::string_view space : {" ", "  ", "\t", " \n", "\u00A0", " \x7f ", "   "}) {
        normalize_text(beside(space), out);
        EXPECT_EQ(out, spaced);
      }
      for (const std::string_view dropped : {"\x01", "\x7f", "\u200B"})
        EXPECT_EQ(normalize_text(beside(dropped)), beside(""));
      for (const std::string_view kept : {"\u00E9", "~", "\u754C"})
        EXPECT_EQ(normalize_text(beside(kept)), beside(kept));
    }
}

TEST(NormalizeText, RunOfMarksIsBroken) {
  std::string input = "a";
  for (int i = 0; i < 200'000; ++i) input += "\u0315";  // sorts after the next
  for (int i = 0; i < 200'000; ++i) input += "\u0316";
  const std::string got = normalize_text(input);
  EXPECT_NE(got.find("\u034F"), std::string::npos);
  EXPECT_EQ(normalize_text(got), got);
  EXPECT_LT(got.size(), input.size() * 2);
}

TEST(NormalizePreformatted, Table) {
  const TextCase cases[] = {
      {"empty", "", ""},
      {"spaces stay", "a  b\n  c", "a  b\n  c"},
      {"tabs stay", "\ta\tb", "\ta\tb"},
      {"carriage returns", "a\r\nb\rc", "a\nb\nc"},
      {"other line ends", "a\u2028b\u0085c\fd", "a\nb\nc\nd"},
      {"blank lines cut at the ends", "\n  \n  a\n\nb  \n \n", "  a\n\nb"},
      {"only blank lines", " \n\t\n", ""},
      {"no-break space", "a\u00A0\u00A0b", "a  b"},
      {"controls and soft hyphens dropped",
       "a\x02"
       "b\u00AD\u200Bc",
       "abc"},
      {"composed", "e\u0301", "é"},
      {"invalid", "\xFF", "\uFFFD"},
  };
  for (const TextCase& each : cases) {
    const std::string got = normalize_preformatted(each.input);
    EXPECT_EQ(got, each.expected) << each.name;
    EXPECT_EQ(normalize_preformatted(got), got) << each.name << ": twice is once";
  }
}

TEST(CountWords, Table) {
  const struct {
    std::string_view text;
    std::size_t words;
  } cases[] = {
      {"", 0},
      {" - , ", 0},
      {"one", 1},
      {"Two words.", 2},
      {"3 of 10", 3},
      {"well-known", 2},
      {"Übergrößenträger ist da", 3},
      {"naïve cafe\u0301s", 2},
      {"Привет, мир", 2},
      {"हिन्दी समाचार", 2},
      {"می\u200Cخواهم", 1},
      {"東京都", 3},
      {"東京は晴れ", 5},
      {"ニュース", 4},
      {"か\u3099", 1},
      {"iPhone発売", 3},
      {"한국 뉴스", 2},
      {"新聞、雑誌。", 4},
      {"𠮷野", 2},
      {"a\xFF"
       "b",
       2},
  };
  for (const auto& each : cases) {
    EXPECT_EQ(count_words(each.text), each.words) << each.text;
    EXPECT_EQ(split_words(each.text).size(), each.words) << each.text;
  }
}

// Counting goes eight bytes at a time, splitting one character: wherever a text begins in the eight, both
// find the same.
TEST(CountWords, AtEveryOffset) {
  const std::string_view text =
      "One, two @[`{ 3rd/4th:z-Z0-9 caf\u00e9 noir \u00fcber\u0301all eightlettersinarow 東京one two東 "
      "3\u200C4 \x7F end";
  for (std::size_t begin = 0; begin < text.size(); ++begin)
    for (std::size_t size = 0; size <= text.size() - begin; ++size) {
      const std::string_view part = text.substr(begin, size);
      ASSERT_EQ(count_words(part), split_words(part).size()) << part;
    }
}

TEST(SplitWords, Table) {
  const struct {
    std::string_view text;
    std::vector<std::string_view> words;
  } cases[] = {
      {"", {}},
      {" - ", {}},
      {"It’s 3.5 m.", {"It", "s", "3", "5", "m"}},
      {"naïve e\u0301t", {"naïve", "e\u0301t"}},
      {"東京は雨", {"東", "京", "は", "雨"}},
      {"か\u3099x", {"か\u3099", "x"}},
      {"می\u200Cخواهم", {"می\u200Cخواهم"}},
  };
  for (const auto& each : cases) EXPECT_EQ(split_words(each.text), each.words) << each.text;
}

TEST(CountCharacters, Table) {
  const struct {
    std::string_view text;
    std::size_t characters;
  } cases[] = {{"", 0}, {"abc", 3}, {"é", 1}, {"東京", 2}, {"👍", 1}, {"e\u0301", 2}};
  for (const auto& each : cases) EXPECT_EQ(count_characters(each.text), each.characters) << each.text;
}

TEST(FoldCase, Table) {
  const TextCase cases[] = {
      {"empty", "", ""},
      {"ASCII", "A-z [0]", "a-z [0]"},
      {"letters beyond ASCII", "ÉÑ Źdźbło ΣΑΣ Московский", "éñ źdźbło σασ московский"},
      {"one character each", "Straße ẞ \u212A ſ", "straße ß k s"},
      {"without case", "東京 हिन्दी", "東京 हिन्दी"},
      {"invalid", "A\xFF", "a\uFFFD"},
  };
  for (const TextCase& each : cases) EXPECT_EQ(fold_case(each.input), each.expected) << each.name;
}

TEST(FoldForComparison, Table) {
  const TextCase cases[] = {
      {"empty", "", ""},
      {"punctuation and case", "“Don’t Panic!” – live", "dontpaniclive"},
      {"ASCII", "A-b 1,000", "ab1000"},
      {"sharp s", "STRASSE Straße", "strassestrasse"},
      {"decomposed is composed", "CAFE\u0301", "café"},
      {"Greek final sigma", "ΛΌΓΟΣ λόγος", "λόγοσλόγοσ"},
      {"CJK punctuation", "「東京」、大阪", "東京大阪"},
      {"marks stay", "हिन्दी", "हिन्दी"},
      {"invalid UTF-8 is no letter", "a\xFF\uFFFDé", "aé"},
      {"emoji is no letter", "👍 é", "é"},
  };
  for (const TextCase& each : cases) EXPECT_EQ(fold_for_comparison(each.input), each.expected) << each.name;
}

// The characters are looked at eight at a time.
TEST(FoldForComparison, OfLettersAtEveryPlace) {
  for (std::size_t before = 0; before < 20; ++before)
    for (std::size_t behind = 0; behind < 20; ++behind)
      for (const auto& [kept, folded] : {std::pair{"É", "é"}, {"-", ""}, {"7", "7"}, {" ’", ""}}) {
        const std::string text = std::string(before, 'X') + kept + std::string(behind, 'y');
        EXPECT_EQ(fold_for_comparison(text), std::string(before, 'x') + folded + std::string(behind, 'y'));
      }
}

TEST(IsPlainAscii, Table) {
  const struct {
    std::string_view text;
    bool is_plain;
  } rows[] = {
      {"", true},
      {"Read more: 7 days, 24 hours", true},
      {" begins with a space", false},
      {"ends with a space ", false},
      {"has two  spaces", false},
      {"has a\nline feed", false},
      {"has a\x7F control", false},
      {"has an é", false},
      {"is long enough, and then ’", false},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(is_plain_ascii(row.text), row.is_plain) << row.text;
    if (row.is_plain) {
      EXPECT_EQ(normalize_text(row.text), row.text);
    }
  }
}

// Calls `check` with every character that is one.
template <typename Check>
void for_each_character(const Check& check) {
  for (UChar32 c = 1; c <= 0x10FFFF; ++c)
    if (u_isdefined(c) && u_charType(c) != U_SURROGATE) check(c);
}

std::string utf8_of(const icu::UnicodeString& text) {
  std::string bytes;
  return text.toUTF8String(bytes);
}

const icu::Normalizer2& nfc() {
  UErrorCode status = U_ZERO_ERROR;
  return *icu::Normalizer2::getNFCInstance(status);
}

// The shorter ways that most characters take give what ICU gives.
TEST(NormalizeText, EveryCharacterIsComposed) {
  for_each_character([](UChar32 c) {
    const icu::UnicodeString text = icu::UnicodeString(u'x').append(c).append(u'y');
    const std::string normalized = normalize_text(utf8_of(text));
    if (normalized == "xy" || normalized == "x y") return;
    UErrorCode status = U_ZERO_ERROR;
    EXPECT_EQ(normalized, utf8_of(nfc().normalize(text, status))) << "U+" << std::hex << c;
    // And so is what follows: a mark makes one character with many.
    const icu::UnicodeString with_mark =
        icu::UnicodeString(c).append(UChar32{0x0301}).append(UChar32{0x0323});
    const std::string composed = normalize_text(utf8_of(with_mark));
    EXPECT_EQ(composed, utf8_of(nfc().normalize(with_mark, status))) << "U+" << std::hex << c;
  });
}

TEST(FoldCase, OfEveryCharacter) {
  for_each_character([](UChar32 c) {
    const std::string text = utf8_of(icu::UnicodeString(u'A').append(c).append(u'É'));
    const std::string expected =
        utf8_of(icu::UnicodeString(u'a').append(u_foldCase(c, U_FOLD_CASE_DEFAULT)).append(u'é'));
    EXPECT_EQ(fold_case(text), expected) << "U+" << std::hex << c;
  });
}

TEST(FoldForComparison, OfEveryCharacter) {
  for_each_character([](UChar32 c) {
    const icu::UnicodeString text = icu::UnicodeString(u'A').append(c).append(u'É');
    const bool is_kept = (U_MASK(u_charType(c)) & (U_GC_L_MASK | U_GC_N_MASK | U_GC_M_MASK)) != 0;
    icu::UnicodeString kept = is_kept ? text : icu::UnicodeString(u"AÉ");
    UErrorCode status = U_ZERO_ERROR;
    kept = nfc().normalize(kept, status);
    kept.foldCase();
    EXPECT_EQ(fold_for_comparison(utf8_of(text)), utf8_of(nfc().normalize(kept, status)))
        << "U+" << std::hex << c;
  });
}

TEST(ByteArena, KeepsWhatWasWrittenInPlace) {
  ByteArena arena;
  std::vector<std::string_view> texts;
  std::vector<std::span<const std::uint64_t>> numbers;
  for (std::size_t i = 0; i < 300; ++i) {
    texts.push_back(arena.copy(std::string(i * 7, 'x')));
    numbers.push_back(arena.copy(std::vector<std::uint64_t>(i % 5, i)));
  }
  for (std::size_t i = 0; i < 300; ++i) {
    EXPECT_EQ(texts[i], std::string(i * 7, 'x'));
    EXPECT_EQ(numbers[i].size(), i % 5);
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(numbers[i].data()) % alignof(std::uint64_t), 0U);
    for (const std::uint64_t number : numbers[i]) EXPECT_EQ(number, i);
  }
}

TEST(Remembered, AnswersEachTextOnItsOwn) {
  // Far more than there are places, and many alike at both ends and in length.
  std::vector<std::string> texts = {"", "x"};
  for (int i = 0; i < 2000; ++i) texts.push_back("container-" + std::to_string(10'000 + i) + "-of-links");
  Remembered<std::string> remembered;
  for (int round = 0; round < 2; ++round)
    for (const std::string& text : texts)
      for (int again = 0; again < 2; ++again)
        EXPECT_EQ(remembered.of(text, [](std::string_view asked) { return std::string(asked); }), text);
}

// One byte at a time.
std::vector<std::pair<std::size_t, std::size_t>> runs_of_x(std::string_view text, std::size_t shortest) {
  std::vector<std::pair<std::size_t, std::size_t>> runs;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = std::min(text.find('x', at), text.size());
    at = std::min(text.find_first_not_of('x', begin), text.size());
    if (at - begin >= shortest && at > begin) runs.emplace_back(begin, at);
  }
  return runs;
}

TEST(ByteRuns, AreThoseOfTheBytesWhereverTheyStand) {
  const auto are_x = [](SixteenBytes bytes) { return bytes == 'x'; };
  std::uint32_t random = 1;
  for (std::size_t size = 0; size < 300; ++size)
    for (const std::uint32_t longest : {1U, 3U, 9U, 40U, 200U}) {
      std::string text;
      while (text.size() < size) {
        random = random * 1664525U + 1013904223U;
        text.append((random >> 16U) % longest + 1, (random >> 8U & 1U) != 0 ? 'x' : '.');
      }
      text.resize(size);
      // Behind what is looked through stands more of the same.
      const std::string_view all = text, part = all.substr(0, size - size / 5);
      for (const std::string_view looked_through : {all, part}) {
        std::vector<std::pair<std::size_t, std::size_t>> any, of_five;
        each_byte_run<1>(looked_through, are_x,
                         [&](std::size_t begin, std::size_t end) { any.emplace_back(begin, end); });
        each_byte_run<5>(looked_through, are_x,
                         [&](std::size_t begin, std::size_t end) { of_five.emplace_back(begin, end); });
        ASSERT_EQ(any, runs_of_x(looked_through, 1)) << looked_through;
        ASSERT_EQ(of_five, runs_of_x(looked_through, 5)) << looked_through;
      }
    }
}

TEST(ByteRuns, AByteIsFoundWhereverItStands) {
  const auto are_x = [](SixteenBytes bytes) { return bytes == 'x'; };
  for (std::size_t size = 0; size < 100; ++size)
    for (std::size_t at = 0; at <= size; ++at) {
      std::string text(size, '.');
      if (at < size) text[at] = 'x';
      // Behind what is looked through stands what is looked for.
      const std::string longer = text + "x";
      for (const std::string_view looked_through :
           {std::string_view(text), std::string_view(longer).substr(0, size)})
        for (std::size_t position = 0; position <= size; ++position)
          ASSERT_EQ(find_byte(looked_through, position, are_x),
                    std::min(looked_through.find('x', position), size))
              << size << ' ' << at << ' ' << position;
    }
}

TEST(Remembered, AsksOnceForWhatComesAgain) {
  const std::string first = "teaser teaser--small", second = first;
  Remembered<bool> remembered;
  int asked = 0;
  const auto find = [&](std::string_view) { return ++asked > 0; };
  EXPECT_TRUE(remembered.of(first, find));
  EXPECT_TRUE(remembered.of(second, find));
  EXPECT_EQ(asked, 1);
}

}  // namespace
}  // namespace pressclip
