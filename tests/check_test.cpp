// check's comparison, by tables.
#include <gtest/gtest.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "program/check_align.h"
#include "program/check_compare.h"
#include "program/check_expected.h"
#include "program/check_options.h"
#include "program/check_report.h"
#include "program/check_score.h"
#include "program/check_show.h"

namespace pressclip {
namespace {

std::vector<Field> fields_of(const std::string& json) {
  const auto read = read_fields(json);
  if (const auto* reason = std::get_if<std::string>(&read)) {
    ADD_FAILURE() << json << ": " << *reason;
    return {};
  }
  return std::get<std::vector<Field>>(read);
}

Comparison compared(const std::string& expected, const std::string& got,
                    const std::vector<std::string>& names = {}, std::optional<double> min_f1 = std::nullopt) {
  return compare(fields_of(expected), fields_of(got), names, min_f1);
}

std::string differences(const std::string& expected, const std::string& got) {
  return shown_differences(compared(expected, got), {Marks::brackets, Length::cut});
}

using Numbers = std::vector<std::uint32_t>;

// "=2/2 -1/0": how long each stretch is on both sides.
std::string described(const std::vector<Stretch>& stretches) {
  std::string out;
  for (const Stretch& each : stretches)
    out += (out.empty() ? "" : " ") + std::string(each.same ? "=" : "!") +
           std::to_string(each.expected_end - each.expected_begin) + '/' +
           std::to_string(each.got_end - each.got_begin);
  return out;
}

TEST(Align, Rows) {
  const struct {
    Numbers expected, got;
    std::string stretches;
  } kRows[] = {
      {{}, {}, ""},
      {{1}, {1}, "=1/1"},
      {{1}, {}, "!1/0"},
      {{}, {1, 2}, "!0/2"},
      {{1, 2, 3}, {1, 3}, "=1/1 !1/0 =1/1"},
      {{1, 2, 3}, {1, 9, 8, 3}, "=1/1 !1/2 =1/1"},
      {{1, 2, 3, 4}, {5, 2, 3, 6}, "!1/1 =2/2 !1/1"},
      {{1, 1, 1}, {1, 1}, "=2/2 !1/0"},
      {{1, 2}, {3, 4}, "!2/2"},
      {{1, 2, 3, 4, 5}, {4, 5}, "!3/0 =2/2"},
      {{4, 5}, {1, 2, 3, 4, 5}, "!0/3 =2/2"},
  };
  for (const auto& row : kRows) EXPECT_EQ(described(align(row.expected, row.got)), row.stretches);
}

TEST(Align, CoversBothSequencesWhateverTheirLength) {
  constexpr std::uint32_t kLong = 30'000;
  Numbers rising;
  Numbers other;
  for (std::uint32_t i = 0; i < kLong; ++i) {
    rising.push_back(i);
    other.push_back(i % 1000 == 7 ? kLong + i : i);
  }
  std::size_t same = 0;
  for (const Stretch& each : align(rising, other))
    if (each.same) same += each.expected_end - each.expected_begin;
  EXPECT_EQ(same, kLong - kLong / 1000) << "long sequences are divided at what both have once";

  const Numbers equal_elements(kLong, 1);
  const Numbers alternating = [] {
    Numbers numbers;
    for (std::uint32_t i = 0; i < kLong; ++i) numbers.push_back(1 + i % 2);
    return numbers;
  }();
  for (const auto& [a, b] : {std::pair(rising, equal_elements), std::pair(equal_elements, alternating)}) {
    std::size_t expected_end = 0;
    std::size_t got_end = 0;
    for (const Stretch& each : align(a, b)) {
      EXPECT_EQ(each.expected_begin, expected_end);
      EXPECT_EQ(each.got_begin, got_end);
      expected_end = each.expected_end;
      got_end = each.got_end;
      if (!each.same) continue;
      for (std::size_t i = 0; each.expected_begin + i < each.expected_end; ++i)
        ASSERT_EQ(a[each.expected_begin + i], b[each.got_begin + i]);
    }
    EXPECT_EQ(expected_end, a.size());
    EXPECT_EQ(got_end, b.size());
  }
}

TEST(F1, Rows) {
  const struct {
    std::string expected, got;
    double f1;
  } kRows[] = {
      {"", "", 1},
      {" - ", "", 1},
      {"a", "", 0},
      {"", "a", 0},
      {"a b", "a, b!", 1},
      {"a b", "b a", 0},
      {"a b c d e", "a b c d e", 1},
      {"a b c d e", "a b c d", 2.0 / 3},            // one run of two found, no other
      {"a b c d a b c d", "a b c d", 2.0 / 6},      // each as often as it is there
      {"a b c d e f g h", "e f g h a b c d", 0.4},  // words alone are not enough: their order counts
      {"東京は雨です", "東京は雪です", 0},
  };
  for (const auto& row : kRows)
    EXPECT_DOUBLE_EQ(f1_of_runs(row.expected, row.got), row.f1) << row.expected << " | " << row.got;
}

TEST(ReadFields, RefusesWhatIsNoObject) {
  const struct {
    std::string text, reason;
  } kRows[] = {
      {"", "not JSON: "},
      {"[]", "not a JSON object"},
      {"null", "not a JSON object"},
      {"{\"a\": 1", "not JSON: parse error at line 1, column 8"},
      {"{\"a\": \"\xFF\"}", "ill-formed UTF-8"},
      {"{\"a\": \x01}", "not JSON: "},
      {"{\"a\": " + std::string(100'000, '[') + std::string(100'000, ']') + "}", "nested too deep"},
  };
  for (const auto& row : kRows) {
    const auto read = read_fields(row.text);
    const auto* reason = std::get_if<std::string>(&read);
    ASSERT_NE(reason, nullptr) << row.text.substr(0, 20);
    EXPECT_NE(reason->find(row.reason), std::string::npos) << *reason;
    EXPECT_EQ(reason->find('\x01'), std::string::npos) << "printable";
  }
  EXPECT_TRUE(std::holds_alternative<std::vector<Field>>(read_fields("\xEF\xBB\xBF{}\r\n")))
      << "a mark is no fault";
}

std::string repeated(std::string_view text, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

TEST(ReadExpected, RefusesWhatIsMoreThanAnyAnswer) {
  const struct {
    std::string text, reason;
  } kRows[] = {
      {"{\"a\": \"" + std::string(kMaxExpectedBytes, 'x') + "\"}", "too large"},
      {"{\"a\": [" + repeated("0,", kMaxExpectedValues) + "0]}", "too large"},
      {"{\"a\": [" + repeated("{},", kMaxExpectedValues / 2) + "0]}", "too large"},
      {"{\"a\": {" + repeated("\"b\":0,", kMaxExpectedMembers) + "\"c\":0}}", "too many keys"},
  };
  for (const auto& row : kRows) {
    const auto read = read_expected(row.text);
    const auto* reason = std::get_if<std::string>(&read);
    ASSERT_NE(reason, nullptr) << row.text.substr(0, 20);
    EXPECT_NE(reason->find(row.reason), std::string::npos) << *reason;
  }
}

TEST(ReadExpected, ReadsWhatAnAnswerMayHave) {
  const std::string_view blocks = R"({"type": "heading", "level": 2, "text": "a, b: {[,,,"},)";
  for (const std::string& text : {"{\"body\": [" + repeated(blocks, 16'384) + "0]}",
                                  "{\"body\": \"" + std::string(kMaxExpectedBytes - 100, ',') + "\"}",
                                  "{\"body\": \"" + std::string(kMaxExpectedBytes - 100, ':') + "\"}"})
    EXPECT_TRUE(std::holds_alternative<std::vector<Field>>(read_expected(text))) << text.substr(0, 20);
}

// What differs, in words: "field" for a value, "field[place]" with a sign for an element,
// "field[place].part".
std::string places(const Comparison& comparison) {
  std::string out;
  for (const FieldDifference& field : comparison.fields) {
    if (!field.is_list) out += " " + field.name;
    for (const ElementDifference& element : field.elements) {
      if (!field.is_list) continue;
      const std::string place = field.name + '[' + std::to_string(element.at) + ']';
      if (element.change != Change::changed) out += (element.change == Change::missing ? " -" : " +") + place;
      for (const PartDifference& part : element.parts) out += " ~" + place + '.' + part.name;
    }
  }
  return out.empty() ? out : out.substr(1);
}

TEST(Compare, Rows) {
  const struct {
    std::string expected, got, places;
  } kRows[] = {
      {R"({"headline":"a"})", R"({"headline":"a","site":2})", ""},
      {R"({"headline":null})", R"({"headline":null})", ""},
      {R"({"headline":null})", R"({})", "headline"},
      {R"({"headline":null})", R"({"headline":"null"})", "headline"},
      {R"({"headline":"a"})", R"({"headline":"b"})", "headline"},
      {R"({"headline":["a"]})", R"({"headline":"a"})", "headline"},
      {R"({"body":"a"})", R"({"body":[{"text":"a"}]})", "body"},
      {R"({"confidence":1.0})", R"({"confidence":1})", ""},
      {R"({"confidence":0.90})", R"({"confidence":0.9})", ""},
      {R"({"paywalled":false})", R"({"paywalled":true})", "paywalled"},
      // A key that no answer has is a difference, one that answers may leave out is a list with nothing in
      // it.
      {R"({"headine":null})", R"({"headline":null})", "headine"},
      {R"({"warnings":[]})", R"({"headline":null})", ""},
      {R"({"warnings":["truncated"]})", R"({"headline":null})", "-warnings[0]"},
      {R"({"authors":["Ann","Bo"]})", R"({"authors":["Bo","Cy"]})", "-authors[0] +authors[1]"},
      // Of an element only the keys that are expected are compared.
      {R"({"body":[{"text":"x"}]})", R"({"body":[{"text":"x","type":"quote"}]})", ""},
      {R"({"body":[{"text":"x","type":"paragraph"}]})", R"({"body":[{"text":"x","type":"quote"}]})",
       "~body[0].type"},
      {R"({"body":[{"type":"paragraph"}]})", R"({"body":[{"type":"paragraph","text":"x"}]})", ""},
      {R"({"body":[{"text":"x","level":2}]})", R"({"body":[{"text":"x"}]})", "~body[0].level"},
      {R"({"body":[{"text":"x"}]})", R"({"body":[]})", "-body[0]"},
      {R"({"body":[]})", R"({"body":[{"text":"x"}]})", "+body[0]"},
      {R"({"body":[]})", R"({"body":[]})", ""},
      {R"({"body":[{"text":"a b c d"},{"text":"e f g h"}]})", R"({"body":[{"text":"e f g i"}]})",
       "-body[0] ~body[0].text"},
      {R"({"body":[{"text":"a"},{"text":"b"},{"text":"c"}]})",
       R"({"body":[{"text":"a"},{"text":"x"},{"text":"c"}]})", "-body[1] +body[1]"},
      {R"({"body":[{"text":"a"},{"text":"b"}]})", R"({"body":[{"text":"b"},{"text":"a"}]})",
       "-body[0] +body[1]"},
      // A stub is the same one where its title or its address is.
      {R"({"related":[{"title":"a","url":"x"}]})", R"({"related":[{"title":"a","url":"y"}]})",
       "~related[0].url"},
      {R"({"related":[{"title":"a b","url":"https://x.example/y"}]})",
       R"({"related":[{"title":"c d","url":"https://x.example/y"}]})", "~related[0].title"},
      {R"({"related":[{"url":"x"}]})", R"({"related":[{"title":"a","url":"x"}]})", ""},
      // Texts that must be removed, each under a category or one of several.
      {R"({"removed_categories":[{"text":"a  b","category":"ad"}]})",
       R"({"removed":[{"text":"a b","category":"ad"}]})", ""},
      {R"({"removed_categories":[{"text":"a","category":["ad","promo"]}]})",
       R"({"removed":[{"text":"a","category":"promo"}]})", ""},
      {R"({"removed_categories":[{"text":"a","category":"ad"}]})",
       R"({"removed":[{"text":"a","category":"ad"},{"text":"a","category":"share"}]})", ""},
      {R"({"removed_categories":[{"text":"a","category":"ad"}]})",
       R"({"removed":[{"text":"a","category":"promo"}]})", "~removed_categories[0].category"},
      {R"({"removed_categories":[{"text":"a","category":"ad"}]})", R"({"removed":[]})",
       "-removed_categories[0]"},
      {R"({"removed_categories":[{"text":"a","category":"ad"}]})", R"({})", "-removed_categories[0]"},
      {R"({"removed_categories":[{"category":"ad"}]})", R"({"removed":[]})", "-removed_categories[0]"},
  };
  for (const auto& row : kRows)
    EXPECT_EQ(places(compared(row.expected, row.got)), row.places) << row.expected << ' ' << row.got;
}

TEST(Compare, OnlyTheFieldsThatAreNamed) {
  const std::string expected =
      R"({"headline":"a","body":[{"text":"b"}],"removed_categories":[{"text":"c","category":"ad"}]})";
  EXPECT_EQ(places(compared(expected, "{}", {"headline"})), "headline");
  EXPECT_EQ(places(compared(expected, "{}", {"removed"})), "-removed_categories[0]");
  EXPECT_EQ(places(compared(expected, "{}", {"site"})), "");
}

TEST(Compare, BodiesNearEnoughAreNoDifference) {
  const std::string expected = R"({"headline":"a","body":[{"text":"one two three four five"}]})";
  const std::string got = R"({"headline":"b","body":[{"text":"one two three four"}]})";
  const Comparison strict = compared(expected, got);
  EXPECT_EQ(places(strict), "headline ~body[0].text");
  EXPECT_DOUBLE_EQ(strict.body_f1.value_or(-1), 2.0 / 3);
  EXPECT_FALSE(strict.body_tolerated);
  const Comparison tolerant = compared(expected, got, {}, 0.6);
  EXPECT_EQ(places(tolerant), "headline") << "only the body may drift";
  EXPECT_TRUE(tolerant.body_tolerated);
  EXPECT_EQ(places(compared(expected, got, {}, 0.7)), "headline ~body[0].text");
  EXPECT_EQ(compared(R"({"headline":"a"})", got).body_f1, std::nullopt) << "where no body is expected";
  EXPECT_EQ(compared(R"({"body":[]})", R"({"body":[]})").body_f1, 1.0);
}

TEST(Show, Rows) {
  const struct {
    std::string expected, got, shown;
  } kRows[] = {
      {R"({"headline":"Four bees, one hive"})", R"({"headline":"Four wasps, one hive"})",
       "  headline: Four [-bees-]{+wasps+}, one hive\n"},
      {R"({"headline":"a"})", R"({"headline":null})", "  headline: [-a-]{+null+}\n"},
      {R"({"headline":"one two three"})", R"({"headline":"four five three"})",
       "  headline: [-one two-]{+four five+} three\n"},
      {R"({"headline":"東京は雨"})", R"({"headline":"東京は雪"})", "  headline: 東京は[-雨-]{+雪+}\n"},
      {R"({"body":[{"type":"paragraph","text":"a b c"}]})", R"({"body":[{"type":"quote","text":"a b d"}]})",
       "  body: 1 changed; F1 0.000\n    ~ body[0].type: [-paragraph-]{+quote+} (of: a b d)\n"
       "    ~ body[0] quote: a b [-c-]{+d+}\n"},
      {R"({"body":[]})", R"({"body":[{"type":"heading","level":2,"text":"a"}]})",
       "  body: 1 added; F1 0.000\n    + body[0] heading: a (level 2)\n"},
      {R"({"related":[{"title":"a","url":"u","summary":null}]})", R"({"related":[]})",
       "  related: 1 missing\n    - related[0]: a (url u)\n"},
      {R"({"authors":["Ann\u001b[31m"]})", R"({"authors":[]})",
       "  authors: 1 missing\n    - authors[0]: Ann\\x1B[31m\n"},
      {R"({"body":[{"type":"preformatted","text":"a\nb"}]})",
       R"({"body":[{"type":"preformatted","text":"a\nc"}]})",
       "  body: 1 changed; F1 0.000\n    ~ body[0] preformatted: a\\n[-b-]{+c+}\n"},
  };
  for (const auto& row : kRows) EXPECT_EQ(differences(row.expected, row.got), row.shown);
}

TEST(Show, HugeDifferencesAreCut) {
  std::string elements;
  for (int i = 0; i < 100; ++i)
    elements += (i > 0 ? "," : "") + std::string("{\"text\":\"x") + std::to_string(i) + "\"}";
  const std::string expected = "{\"body\":[" + elements + "]}";
  const std::string cut = differences(expected, R"({"body":[]})");
  EXPECT_NE(cut.find("… and 80 more\n"), std::string::npos) << cut;
  const std::string whole =
      shown_differences(compared(expected, R"({"body":[]})"), {Marks::brackets, Length::whole});
  EXPECT_NE(whole.find("body[99]"), std::string::npos);

  std::string words = "ä";
  for (int i = 0; i < 1000; ++i) words += " ä" + std::to_string(i);
  const std::string changed =
      differences(R"({"headline":"x )" + words + R"( y"})", R"({"headline":"z )" + words + R"( w"})");
  EXPECT_LT(changed.size(), 200U) << changed;
  EXPECT_TRUE(changed.starts_with("  headline: [-x-]{+z+} ä ä0")) << changed;
  EXPECT_TRUE(changed.ends_with("ä999 [-y-]{+w+}\n")) << changed;
  EXPECT_TRUE(std::holds_alternative<std::vector<Field>>(
      read_fields("{\"a\":\"" + changed.substr(12, changed.size() - 13) + "\"}")))
      << "cut between characters";
}

TEST(Show, ColoursInsteadOfBrackets) {
  const Comparison comparison =
      compared(R"({"headline":"a b","tags":["c"]})", R"({"headline":"a d","tags":[]})");
  EXPECT_EQ(shown_differences(comparison, {Marks::colour, Length::cut}),
            "  \x1b[1mheadline\x1b[0m: a \x1b[31mb\x1b[0m\x1b[32md\x1b[0m\n"
            "  \x1b[1mtags\x1b[0m: 1 missing\n    \x1b[31m- tags[0]: c\x1b[0m\n");
}

TEST(Show, F1IsCutSoThatOnlyTheSameIsOne) {
  EXPECT_EQ(shown_f1(1), "1.000");
  EXPECT_EQ(shown_f1(0.99999), "0.999");
  EXPECT_EQ(shown_f1(0.98), "0.980");
  EXPECT_EQ(shown_f1(0), "0.000");
}

TEST(Update, TouchesOnlyWhatDiffers) {
  const struct {
    std::string expected, got, updated;
  } kRows[] = {
      {"{ \"headline\":\"a\",\t\"site\" : \"b\" }", R"({"headline":"A","site":"b"})",
       "{ \"headline\":\"A\",\t\"site\" : \"b\" }"},
      {"{\n  \"headline\": \"a\",\n  \"source\": \"x\"\n}", R"({"headline":"A","source":"x","url":"u"})",
       "{\n  \"headline\": \"A\",\n  \"source\": \"x\"\n}"},
      // Elements that stay keep their bytes, new ones are written like the first.
      {"{\n \"body\": [\n  {\"text\":\"a\"},\n  {\"text\":\"b\"}\n ]\n}\n",
       R"({"body":[{"type":"quote","text":"a"},{"type":"quote","text":"c"},{"type":"quote","text":"b"}]})",
       "{\n \"body\": [\n  {\"text\":\"a\"},\n  {\"text\": \"c\"},\n  {\"text\":\"b\"}\n ]\n}\n"},
      {"{\n  \"body\": [\n    {\n      \"text\": \"a\"\n    }\n  ]\n}",
       R"({"body":[{"type":"quote","text":"b"}]})",
       "{\n  \"body\": [\n    {\n      \"text\": \"b\"\n    }\n  ]\n}"},
      {"{\r\n\t\"body\": [\r\n\t\t{\r\n\t\t\t\"text\": \"a\"\r\n\t\t}\r\n\t]\r\n}\r\n",
       R"({"body":[{"text":"b"}]})",
       "{\r\n\t\"body\": [\r\n\t\t{\r\n\t\t\t\"text\": \"b\"\r\n\t\t}\r\n\t]\r\n}\r\n"},
      {"{\n  \"body\": []\n}", R"({"body":[{"type":"quote","text":"b"}]})",
       "{\n  \"body\": [\n    {\n      \"type\": \"quote\",\n      \"text\": \"b\"\n    }\n  ]\n}"},
      {R"({"body": [], "tags": ["a"]})", R"({"body":[{"text":"b"}],"tags":[]})",
       R"({"body": [{"text": "b"}], "tags": []})"},
      {R"({"tags": ["a"]})", R"({"tags":["a","b","c"]})", R"({"tags": ["a", "b", "c"]})"},
      {R"({"tags": ["a, ]}", "b"]})", R"({"tags":["a, ]}","c \" ["]})", R"({"tags": ["a, ]}", "c \" ["]})"},
      // An element that changed keeps its own keys.
      {R"({"related": [{"title": "a", "url": "x"}, {"title": "b"}]})",
       R"({"related":[{"title":"a","url":"y","summary":null},{"title":"b","url":"z","summary":null}]})",
       R"({"related": [{"title": "a", "url": "y"}, {"title": "b"}]})"},
      {R"({"headline": ["a"]})", R"({"headline":"b"})", R"({"headline": "b"})"},
      {R"({"headine": "a"})", R"({"headline":"b"})", R"({"headine": "a"})"},
      {R"({"warnings": ["truncated"]})", R"({"headline":"b"})", R"({"warnings": []})"},
      {R"({"removed_categories": [{"text": "a", "category": "ad"}, {"text": "b","category":"ad"}, {"text": "c", "category": "ad"}]})",
       R"({"removed":[{"text":"a","category":"promo"},{"text":"b","category":"ad"}]})",
       R"({"removed_categories": [{"text": "a", "category": "promo"}, {"text": "b","category":"ad"}]})"},
      {"\xEF\xBB\xBF{\"headline\":\"a\"}", R"({"headline":"é"})", "\xEF\xBB\xBF{\"headline\":\"é\"}"},
  };
  for (const auto& row : kRows) {
    const std::string updated = updated_expected(row.expected, row.got, compared(row.expected, row.got));
    EXPECT_EQ(updated, row.updated);
    const bool is_known = row.expected.find("headine") == std::string::npos;
    EXPECT_EQ(places(compared(updated, row.got)), is_known ? "" : "headine");
  }
}

TEST(CaseOptions, Rows) {
  const struct {
    std::string flags, outcome;
  } kRows[] = {
      {"", "jobs=3"},
      {"--captions\n", "jobs=3 captions"},
      {"# why\r\n\r\n--favor recall\r\n  --url   https://a.example/x y \r\n",
       "jobs=3 favor=recall url=https://a.example/x y"},
      {"--favor=recall", "jobs=3 favor=recall"},
      {"--rules mine.rules", "jobs=3 rules=cases/a/mine.rules"},
      {"--rules /mine.rules", "jobs=3 rules=/mine.rules"},
      {"-o x", "-o,--output is not an option of a case"},
      {"--jobs 2", "-j,--jobs is not an option of a case"},
      {"--timeout 2", "--timeout is not an option of a case"},
      {"page.html", "'page.html' is not a flag"},
      {"--help", "there are only flags for a page in such a file"},
  };
  Arguments typed;
  typed.command = Command::check;
  typed.jobs = "3";
  for (const auto& row : kRows) {
    const auto merged = with_case_options(typed, row.flags, "cases/a");
    std::string outcome;
    if (const auto* reason = std::get_if<std::string>(&merged)) {
      outcome = *reason;
    } else {
      const auto& arguments = std::get<Arguments>(merged);
      outcome = "jobs=" + arguments.jobs.value_or("");
      if (arguments.captions) outcome += " captions";
      if (arguments.favor) outcome += " favor=" + *arguments.favor;
      if (arguments.url) outcome += " url=" + *arguments.url;
      if (arguments.rules) outcome += " rules=" + *arguments.rules;
    }
    EXPECT_EQ(outcome, row.outcome);
  }
}

CaseResult result_of(const std::string& name, CaseEnd end, std::string summary, std::string details = "") {
  CaseResult result;
  result.name = name;
  result.expected = name + "/expected.json";
  result.end = end;
  result.summary = std::move(summary);
  result.details = std::move(details);
  return result;
}

TEST(Github, AnnotationsAreEscaped) {
  EXPECT_EQ(
      github_annotation(result_of("a,b:c", CaseEnd::differs, "100% off", "line\n::error::x\n")),
      "::error file=a%2Cb%3Ac/expected.json,title=differs%3A a%2Cb%3Ac::100%25 off%0Aline%0A::error::x\n");
  EXPECT_EQ(github_annotation(result_of("a", CaseEnd::same, "")), "");
  EXPECT_EQ(github_annotation(result_of("a", CaseEnd::updated, "body")), "");
  EXPECT_LT(github_annotation(result_of("a", CaseEnd::differs, "body", std::string(100'000, 'x'))).size(),
            5000U);
  EXPECT_EQ(without_workflow_commands("a ##[error]b"), "a ##\\[error]b");
}

TEST(Junit, IsWellFormedWhateverIsInIt) {
  const std::string report =
      junit_report({result_of("d/a<&\"", CaseEnd::differs, "body \x01", "]]> \xEF\xBF\xBF \xFF & <"),
                    result_of("b", CaseEnd::same, ""), result_of("c", CaseEnd::failed, "c: not JSON"),
                    result_of("e", CaseEnd::refused, "F1")});
  EXPECT_NE(report.find("tests=\"4\" failures=\"2\" errors=\"1\""), std::string::npos) << report;
  EXPECT_NE(report.find("classname=\"d\" name=\"a&lt;&amp;&quot;\""), std::string::npos) << report;
  EXPECT_NE(report.find("<error message=\"c: not JSON\""), std::string::npos) << report;
  EXPECT_EQ(report.find('\x01'), std::string::npos);
  EXPECT_EQ(report.find("\xEF\xBF\xBF"), std::string::npos);
  EXPECT_EQ(report.find("]]>"), std::string::npos);
}

}  // namespace
}  // namespace pressclip
