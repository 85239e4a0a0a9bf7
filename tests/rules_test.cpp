// rules: the reader of the format, folding, matching, and every example of the built-in rules.
#include "pressclip/rules.h"

#include <gtest/gtest.h>
#include <re2/re2.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <variant>
#include <vector>

#include "rules/automaton.h"
#include "rules/literals.h"
#include "rules/matcher_tables.h"
#include "rules/parse_rules.h"
#include "rules/rule_files.h"
#include "text/normalize.h"

namespace pressclip {
namespace {

using Book = std::shared_ptr<const RuleBook>;

Book book_with(std::string_view text) {
  std::variant<Book, RuleError> result = RuleBook::with(text);
  if (const RuleError* const error = std::get_if<RuleError>(&result)) {
    ADD_FAILURE() << "line " << error->line << ": " << error->reason;
    return RuleBook::built_in();
  }
  return std::get<Book>(result);
}

// The ids of the rules that match, with the end of leads.
std::vector<std::string> matches(const RuleBook& book, std::string_view text, std::string_view language,
                                 std::string_view site = "") {
  const std::vector<std::string> languages = {std::string(language)};
  std::vector<std::string> ids;
  for (const RuleHit& hit : book.match(fold_for_rules(text), languages, site))
    ids.push_back(hit.rule->kind == RuleKind::lead ? hit.rule->id + "@" + std::to_string(hit.end)
                                                   : hit.rule->id);
  return ids;
}

bool contains(const std::vector<std::string>& ids, std::string_view id) {
  return std::ranges::find(ids, id) != ids.end();
}

const Rule* rule_of(const std::vector<Rule>& rules, std::string_view id) {
  const auto found = std::ranges::find(rules, id, &Rule::id);
  return found == rules.end() ? nullptr : &*found;
}

// The files that the built-in rules are made of, by their names. Only they have the examples.
const std::map<std::string, std::string>& source_files() {
  static const std::map<std::string, std::string> files = [] {
    std::map<std::string, std::string> read;
    for (const auto& file : std::filesystem::directory_iterator(PRESSCLIP_SOURCE_DIR "/src/rules/data")) {
      std::ifstream in(file.path(), std::ios::binary);
      read[file.path().filename().string()].assign(std::istreambuf_iterator<char>(in), {});
    }
    return read;
  }();
  return files;
}

// The built-in rules with their examples, in their order.
const std::vector<Rule>& source_rules() {
  static const std::vector<Rule> rules = [] {
    std::vector<Rule> all;
    for (const auto& [name, text] : source_files())
      for (ParsedRule& each : parse_rules(text, {}).rules) all.push_back(std::move(each.rule));
    return all;
  }();
  return rules;
}

TEST(BuiltInRules, FilesCanBeRead) {
  ASSERT_FALSE(source_files().empty());
  std::size_t count = 0;
  for (const auto& [name, text] : source_files()) {
    const std::variant<Book, RuleError> checked = RuleBook::with(text);
    if (const RuleError* const error = std::get_if<RuleError>(&checked))
      ADD_FAILURE() << name << ":" << error->line << ": " << error->reason;
    const ParsedRules parsed = parse_rules(text, {});
    count += parsed.rules.size();
    EXPECT_TRUE(parsed.off.empty()) << name << ": 'off' is for users' files";
    const std::string stem = name.substr(0, name.find('.'));
    for (const ParsedRule& each : parsed.rules) {
      EXPECT_TRUE(each.rule.site.empty()) << name << ":" << each.line << ": a built-in rule knows no site";
      EXPECT_EQ(each.group, stem == "classes" ? std::string(kClassWords) : stem) << name << ":" << each.line;
    }
  }
  EXPECT_EQ(RuleBook::built_in()->rules().size(), count) << "no id twice";
}

TEST(BuiltInRules, AreThoseOfTheFilesWithoutExamples) {
  ASSERT_EQ(rule_files::files().size(), source_files().size());
  const std::vector<Rule> built_in = RuleBook::built_in()->rules();
  ASSERT_EQ(built_in.size(), source_rules().size());
  for (std::size_t i = 0; i < built_in.size(); ++i) {
    const Rule& rule = built_in[i];
    const Rule& source = source_rules()[i];
    EXPECT_EQ(rule.id, source.id);
    EXPECT_EQ(rule.category, source.category) << rule.id;
    EXPECT_EQ(rule.part, source.part) << rule.id;
    EXPECT_EQ(rule.kind, source.kind) << rule.id;
    EXPECT_EQ(rule.patterns, source.patterns) << rule.id;
    EXPECT_TRUE(rule.hits.empty() && rule.misses.empty()) << rule.id;
  }
}

TEST(BuiltInRules, EveryRuleHasExamples) {
  for (const Rule& rule : source_rules()) {
    EXPECT_FALSE(rule.hits.empty()) << rule.id << " has no example";
    EXPECT_FALSE(rule.misses.empty()) << rule.id << " has no near miss";
  }
}

// Whether `rule` matches the example as its kind says.
bool matches_example(const RuleBook& book, const Rule& rule, std::string_view example) {
  if (rule.kind == RuleKind::part) return book.names_part(split_class_words(example), rule.part, rule.site);
  if (rule.kind == RuleKind::classes) {
    const std::vector<const Rule*> hits = book.match_classes(split_class_words(example), rule.site);
    return std::ranges::any_of(hits, [&](const Rule* hit) { return hit->id == rule.id; });
  }
  const std::vector<std::string> languages = {rule.id.substr(0, rule.id.find('/'))};
  const std::vector<RuleHit> hits = book.match(fold_for_rules(example), languages, rule.site);
  return std::ranges::any_of(hits, [&](const RuleHit& hit) { return hit.rule->id == rule.id; });
}

// The built-in rules without the others that name the same part, so that an answer is the rule's own.
Book book_of_part(const Rule& rule) {
  std::string off;
  for (const Rule& other : RuleBook::built_in()->rules())
    if (other.kind == RuleKind::part && other.part == rule.part && other.id != rule.id)
      off += "off " + other.id + "\n";
  return book_with(off);
}

TEST(BuiltInRules, EveryExampleAndNearMiss) {
  for (const Rule& rule : source_rules()) {
    const Book book = rule.kind == RuleKind::part ? book_of_part(rule) : RuleBook::built_in();
    for (const std::string& example : rule.hits)
      EXPECT_TRUE(matches_example(*book, rule, example)) << rule.id << " does not match: " << example;
    for (const std::string& miss : rule.misses)
      EXPECT_FALSE(matches_example(*book, rule, miss)) << rule.id << " matches its near miss: " << miss;
  }
}

TEST(RuleBook, RulesOfAFile) {
  const Book book = book_with(R"(
# a comment
language xx

[newsletter]
ask sure
  = ^get our newsletter
  = ^sign up
  + Get our newsletter
  - The newsletter
site example.com
[read_more]
	more lead
	= read more:
	+ Read more: this
	- More
)");
  const std::vector<Rule> rules = book->rules();
  const Rule* const ask = rule_of(rules, "xx/newsletter:ask");
  ASSERT_NE(ask, nullptr);
  EXPECT_EQ(ask->category, Category::newsletter);
  EXPECT_EQ(ask->kind, RuleKind::sure);
  EXPECT_EQ(ask->patterns, (std::vector<std::string>{"^get our newsletter", "^sign up"}));
  EXPECT_EQ(ask->hits, std::vector<std::string>{"Get our newsletter"});
  EXPECT_EQ(ask->misses, std::vector<std::string>{"The newsletter"});
  EXPECT_EQ(ask->site, "");
  const Rule* const more = rule_of(rules, "xx/read_more:more");
  ASSERT_NE(more, nullptr);
  EXPECT_EQ(more->kind, RuleKind::lead);
  EXPECT_EQ(more->site, "example.com");
  EXPECT_TRUE(contains(book->languages(), "xx"));
  EXPECT_FALSE(contains(RuleBook::built_in()->languages(), "xx"));
}

TEST(RuleBook, Errors) {
  const std::string long_pattern = "[ad]\nr hint\n= " + std::string(kMaxPatternBytes + 1, 'a');
  const struct {
    std::string_view text;
    std::size_t line;
    std::string_view reason;  // a part of it
  } cases[] = {
      {"= abc", 1, "'=' stands before any rule"},
      {"[ad]\n+ abc", 2, "'+' stands before any rule"},
      {"[ad]\n\n- abc", 3, "'-' stands before any rule"},
      {"[ad]\nr hint\n= a\n[promo]\n= b", 5, "'=' stands before any rule"},
      {"[advert]", 1, "'advert' is no category"},
      {"[ad", 1, "']' is missing"},
      {"[]", 1, "'' is no category"},
      {"r hint\n= a", 1, "before any [category]"},
      {"[ad]\nr\n= a", 2, "the rule 'r' has no kind"},
      {"[ad]\nr certain\n= a", 2, "'certain' is no kind of rule"},
      {"[ad]\nr hint extra\n= a", 2, "'hint extra' is no kind of rule"},
      {"[ad]\nR! hint\n= a", 2, "'R!' is no name of a rule"},
      {"[ad]\nr hint\n+ a\ns hint\n= b", 2, "the rule 'any/ad:r' has no pattern"},
      {"[ad]\nr hint", 2, "the rule 'any/ad:r' has no pattern"},
      {"[ad]\nr hint\n=", 3, "nothing follows '='"},
      {"[ad]\nr hint\n= a\n+ ", 4, "nothing follows '+'"},
      {"[ad]\nr hint\n= a(b", 3, "bad pattern: missing ): a(b"},
      {"[ad]\nr hint\n= a(?=b)", 3, "bad pattern: invalid perl operator: (?="},
      {"[ad]\nr hint\n= a\\1", 3, "bad pattern: invalid escape sequence"},
      {"[ad]\nr hint\n= (a{900}){900}", 3, "bad pattern: "},
      {"[ad]\nr hint\n= (((((\\pL{100}){10}){10}))){9}", 3, "bad pattern: "},
      {long_pattern, 3, "the pattern is longer than 2000 bytes"},
      {"[ad]\nr hint\n= a\nr sure\n= b", 4, "there is a rule 'any/ad:r' already"},
      {"[ad]\nr label\n= a", 2, "a label belongs in [read_more]"},
      {"[read_more]\nr listing\n= a", 2, "a listing belongs in [navigation]"},
      {"[tags]\nr lead\n= a", 2, "a lead belongs in [read_more] or [byline]"},
      {"[content]\nr classes\n= a", 2, "the kind 'part' and the sections [content], "},
      {"[kicker]\nr hint\n= a", 2, "the kind 'part' and the sections [content], "},
      {"[ad]\nr part\n= a", 2, "the kind 'part' and the sections [content], "},
      {"[title]\nr title\n= a", 2, "'title' is no kind of rule"},
      {"[parts]", 1, "'parts' is no category and no part"},
      {"language en\n[ad]\nr classes\n= a", 3, "words of classes have no language"},
      {"language en\n[title]\nr part\n= a", 3, "words of classes have no language"},
      {"language", 1, "'' is no language code"},
      {"language English language", 1, "is no language code"},
      {"language class", 1, "'class' is no language code"},
      {"site", 1, "'' is no site"},
      {"site https://example.com/", 1, "is no site"},
      {"off", 1, "'' is no id of a rule"},
      {"off a b", 1, "'a b' is no id of a rule"},
      {"\noff en/ad:no-such-rule", 2, "there is no built-in rule 'en/ad:no-such-rule'"},
      {"[ad]\r\nr hint\r\n= a\r\nhello\r\n", 4, "the rule 'hello' has no kind"},
  };
  for (const auto& each : cases) {
    const std::variant<Book, RuleError> result = RuleBook::with(each.text);
    const RuleError* const error = std::get_if<RuleError>(&result);
    ASSERT_NE(error, nullptr) << each.text.substr(0, 100);
    EXPECT_EQ(error->line, each.line) << each.text.substr(0, 100);
    EXPECT_NE(error->reason.find(each.reason), std::string::npos)
        << each.text.substr(0, 100) << "\n  says: " << error->reason;
  }
}

TEST(RuleBook, FileThatIsTooLong) {
  const std::string text(kMaxRulesBytes + 1, '\n');
  const std::variant<Book, RuleError> result = RuleBook::with(text);
  ASSERT_TRUE(std::holds_alternative<RuleError>(result));
  EXPECT_EQ(std::get<RuleError>(result).reason, "longer than 1048576 bytes");
}

TEST(RuleBook, AnyBytesAreReadOrRefused) {
  for (const std::string_view text :
       {"", "\xEF\xBB\xBF# mark", "\xFF\xFE\x00", "[", "]", "-", "=\n+\n", "[ad]\nr hint\n= \xFF"})
    (void)RuleBook::with(text);
  EXPECT_TRUE(std::holds_alternative<RuleError>(RuleBook::with("[ad]\nr hint\n= [\xFF")));
}

TEST(RuleBook, ReplaceAndSwitchOff) {
  const std::vector<Rule>& built_in = source_rules();
  const auto found = std::ranges::find_if(built_in, [](const Rule& rule) {
    return rule.id.starts_with("en/newsletter:") && rule.kind == RuleKind::sure;
  });
  ASSERT_NE(found, built_in.end());
  const Rule& first = *found;
  const std::string name = first.id.substr(first.id.find(':') + 1);
  const std::string& example = first.hits.front();

  const Book replaced =
      book_with("language en\n[newsletter]\n" + name + " hint\n= ^xyzzy$\n+ xyzzy\n- plugh\n");
  EXPECT_EQ(replaced->rules().size(), built_in.size());
  EXPECT_TRUE(contains(matches(*replaced, "xyzzy", "en"), first.id));
  EXPECT_FALSE(contains(matches(*replaced, example, "en"), first.id));
  EXPECT_EQ(std::distance(built_in.begin(), found), [&] {
    const std::vector<Rule> rules = replaced->rules();
    return rule_of(rules, first.id) - rules.data();
  }()) << "in the place of the old one";

  const Book off = book_with("off " + first.id + "\n");
  EXPECT_EQ(off->rules().size(), built_in.size() - 1);
  EXPECT_FALSE(contains(matches(*off, example, "en"), first.id));
  EXPECT_TRUE(contains(matches(*RuleBook::built_in(), example, "en"), first.id)) << "the built-in book stays";
}

// Longer than the tables of strings hold.
TEST(RuleBook, LongPatterns) {
  const std::string before(LiteralIndex::kMostBytes, 'a');
  const Book book = book_with("language xx\n[ad]\nlong hint\n= " + before + "b\n");
  EXPECT_EQ(matches(*book, "to " + before + "b", "xx"), std::vector<std::string>{"xx/ad:long"});
  EXPECT_EQ(matches(*book, "to " + before + "c", "xx"), std::vector<std::string>{});
}

TEST(RuleBook, Sites) {
  const Book book = book_with(
      "language xx\n[ad]\nsite example.com\nhere hint\n= ^buy\n+ buy\n- by\nsite *\nall hint\n= ^buy\n+ "
      "buy\n- by\n");
  const struct {
    std::string_view site;
    bool here;
  } cases[] = {{"example.com", true},         {"www.example.com", true}, {"", false},
               {"anotherexample.com", false}, {"example.org", false},    {"com", false}};
  for (const auto& each : cases) {
    const std::vector<std::string> ids = matches(*book, "Buy this", "xx", each.site);
    EXPECT_EQ(contains(ids, "xx/ad:here"), each.here) << each.site;
    EXPECT_TRUE(contains(ids, "xx/ad:all")) << each.site;
  }
}

TEST(RuleBook, Matching) {
  const Book book = book_with(R"(
[legal]
right hint
  = ^© [0-9]{4}
  + © 2020
  - 2020
language xx
[newsletter]
get sure
  = ^get our "?newsletter"?
  = bulletin$
  + Get our newsletter
  - newsletter
dash hint
  = ^mail – [:–»]+ daily
  + mail - - daily
  - mail
cyrillic hint
  = ^подпишитесь
  + Подпишитесь
  - подписка
[read_more]
related label
  = related (articles|stories)
  = 関連記事
  = see also:
  + Related articles
  - Unrelated articles
more lead
  = read more:
  = read
  = 関連記事[:：]
  + Read more: a
  - more
[promo]
turkish hint
  = ^kapıyı açın
  + Kapıyı açın
  - kapı
greek hint
  = ^διαβάστε επίσης
  + Διαβάστε επίσης
  - διαβάστε
[navigation]
most listing
  = most read
  + Most read
  - Most read about it.
language yy
[newsletter]
other hint
  = newsletter
  + newsletter
  - news
language no
[ad]
annonse sure
  = ^annonse$
  + Annonse
  - annonser
)");
  const struct {
    std::string_view text;
    std::string_view language;
    std::vector<std::string> ids;
  } cases[] = {
      {"GET OUR NEWSLETTER now", "xx", {"xx/newsletter:get"}},
      {"get\u00A0our “newsletter”", "xx", {"xx/newsletter:get"}},
      {"We get our newsletter", "xx", {}},
      {"The daily Bulletin", "xx", {"xx/newsletter:get"}},
      {"📧 Get our newsletter", "xx", {"xx/newsletter:get"}},
      {"Get our newsletter", "zz", {}},
      {"Get our newsletter", "yy", {"yy/newsletter:other"}},
      {"mail — » daily", "xx", {"xx/newsletter:dash"}},
      {"mail - : daily", "xx", {"xx/newsletter:dash"}},
      {"ПОДПИШИТЕСЬ на нас", "xx", {"xx/newsletter:cyrillic"}},
      {"© 2020 A. Paper", "xx", {"any/legal:right"}},
      {"© 2020 A. Paper", "", {"any/legal:right"}},
      {"Related articles", "xx", {"xx/read_more:related"}},
      {"RELATED STORIES:", "xx", {"xx/read_more:related"}},
      {"➡️ Related articles ›", "xx", {"xx/read_more:related"}},
      {"» Related articles…", "xx", {"xx/read_more:related"}},
      {"[Related articles]", "xx", {"xx/read_more:related"}},
      {"See also:", "xx", {"xx/read_more:related"}},
      {"【関連記事】", "xx", {"xx/read_more:related"}},
      {"Related articles by others", "xx", {}},
      {"Two related articles", "xx", {}},
      {"Read more: The mayor", "xx", {"xx/read_more:more@10"}},
      {"Read the letter", "xx", {"xx/read_more:more@4"}},
      {"👉 Read more: The mayor", "xx", {"xx/read_more:more@15"}},
      {"KAPIYI AÇIN", "xx", {"xx/promo:turkish"}},
      {"Kapıyı açın", "xx", {"xx/promo:turkish"}},
      {"ΔΙΑΒΑΣΤΕ ΕΠΙΣΗΣ", "xx", {"xx/promo:greek"}},
      {"関連記事：東京", "xx", {"xx/read_more:more@15"}},
      {"Please read more: The mayor", "xx", {}},
      {"Most read", "xx-YY", {"xx/navigation:most"}},
      {"Most read about it.", "XX", {}},
      {"Annonse", "nb", {"no/ad:annonse"}},
      {"Annonse", "nn-NO", {"no/ad:annonse"}},
      {"", "xx", {}},
      {"→", "xx", {}},
  };
  for (const auto& each : cases) {
    std::vector<std::string> ids = matches(*book, each.text, each.language);
    // Of the built-in rules only these are asked for.
    std::erase_if(ids, [](const std::string& id) {
      return !id.starts_with("xx/") && !id.starts_with("yy/") && id != "any/legal:right" &&
             id != "no/ad:annonse";
    });
    EXPECT_EQ(ids, each.ids) << each.text << " in " << each.language;
  }
}

TEST(RuleBook, HitsInTheOrderOfTheFile) {
  const Book book = book_with(
      "language xx\n[read_more]\na lead\n= one\n+ one\n- x\nb hint\n= two\n+ two\n- x\nc lead\n= one two\n+ "
      "one two\n- x\n"
      "[ad]\nd hint\n= one\n+ one\n- x\n");
  EXPECT_EQ(matches(*book, "one two", "xx"),
            (std::vector<std::string>{"xx/read_more:a@3", "xx/read_more:b", "xx/read_more:c@7", "xx/ad:d"}));
  const std::vector<std::string> both = {"xx", "en"};
  EXPECT_EQ(book->match("one two", both, "").size(), 4U);
}

TEST(RuleBook, ClassWords) {
  const Book book = book_with(
      "[share]\nmine classes\n= share|social (bar|links)|abc\\d+\n+ share\n- shared\n[content]\nmine "
      "part\n= plugh text\n"
      "+ plugh text\n- plugh\n");
  const struct {
    std::string_view value;
    bool share;
    bool content;
  } cases[] = {
      {"share", true, false},
      {"c-share__item", true, false},
      {"shared", false, false},
      {"socialBar", true, false},
      {"social x bar", false, false},
      {"PlughText", false, true},
      {"plugh-text share", true, true},
      {"anyplugh-text", false, false},
      {"abc12x abc12", false, false},
      {"has-share", false, false},
      {"box--with-share", false, false},
      {"has-x share", true, false},
      {"", false, false},
  };
  for (const auto& each : cases) {
    const std::string words = split_class_words(each.value);
    const auto is_hit = [](const std::vector<const Rule*>& hits, std::string_view id) {
      return std::ranges::any_of(hits, [&](const Rule* rule) { return rule->id == id; });
    };
    EXPECT_EQ(is_hit(book->match_classes(words, ""), "class/share:mine"), each.share) << each.value;
    EXPECT_EQ(book->names_part(words, Part::content, ""), each.content) << each.value;
    EXPECT_FALSE(is_hit(book->match_classes(words, ""), "class/content:mine")) << each.value;
  }
}

TEST(RuleBook, Parts) {
  // "xyzzy" and its like are no words of the built-in rules.
  const Book book = book_with(R"(
[standfirst]
mine part
  = xyzzy( one| two)?
  + xyzzy
  - xyzzys
[title]
mine part
  = plugh
  = xyzzy one
  + plugh
  - plughs
site example.com
[kicker]
mine part
  = plover
  + plover
  - plovers
)");
  const struct {
    std::string_view value;
    std::vector<Part> parts;
    std::string_view site = "";
  } cases[] = {
      {"xyzzy", {Part::standfirst}},
      {"c-xyzzy__wrap", {Part::standfirst}},
      {"xyzzyOne", {Part::standfirst, Part::title}},
      {"plugh xyzzy-two", {Part::standfirst, Part::title}},
      {"Plugh--big", {Part::title}},
      {"plughs", {}},
      {"has-plugh", {}},
      {"plover", {}},
      {"plover", {}, "example.org"},
      {"plover", {Part::kicker}, "www.example.com"},
      {"plover plugh", {Part::title, Part::kicker}, "example.com"},
      {"", {}},
  };
  for (const auto& each : cases) {
    const std::string words = split_class_words(each.value);
    std::vector<Part> parts;
    for (const Part part : {Part::content, Part::standfirst, Part::title, Part::kicker, Part::fact_box})
      if (book->names_part(words, part, each.site)) parts.push_back(part);
    EXPECT_EQ(parts, each.parts) << each.value << " on " << each.site;
    EXPECT_TRUE(book->match_classes(words, each.site).empty()) << each.value << ": a part is no category";
  }
  const Book off = book_with("off class/title:title\n");
  EXPECT_TRUE(RuleBook::built_in()->names_part("headline", Part::title, ""));
  EXPECT_FALSE(off->names_part("headline", Part::title, ""));
}

TEST(RuleBook, SafeToShareBetweenThreads) {
  const Book book = book_with("language xx\n[ad]\nr hint\n= one\n+ one\n- two\n");
  std::vector<std::size_t> counts(8, 0);
  {
    std::vector<std::jthread> threads;
    for (std::size_t& count : counts)
      threads.emplace_back([&book, &count] { count = matches(*book, "one", "xx").size(); });
  }
  EXPECT_EQ(counts, std::vector<std::size_t>(8, 1));
}

TEST(RuleBook, LongTextIsMatched) {
  std::string text;
  while (text.size() < 200'000) text += "We read about the newsletter of the city and of others. ";
  const std::vector<std::string> languages = {"en", "de"};
  (void)RuleBook::built_in()->match(text, languages, "");
  const Book book = book_with("language xx\n[ad]\nr hint\n= the end$\n+ the end\n- end\n");
  EXPECT_TRUE(contains(matches(*book, text + "the end", "xx"), "xx/ad:r"));
}

using Strings = std::vector<std::string>;

TEST(RequiredLiterals, Table) {
  const struct {
    std::string_view pattern;
    Strings any_of;
    bool decide;
  } cases[] = {
      {"newsletter", {"newsletter"}, true},
      {"NewsLetter", {"newsletter"}, true},
      {"ПОДПИСКА", {"подписка"}, true},
      {"^newsletter", {"newsletter"}, false},
      {"newsletter$", {"newsletter"}, false},
      {"\\bnewsletter", {"newsletter"}, false},
      {"news(letter|flash)", {"newsflash", "newsletter"}, true},
      {"newsletters?", {"newsletter", "newsletters"}, true},
      {"newsletters*", {"newsletter"}, false},
      {"newsletters+", {"newsletter"}, false},
      {"newslett(er)+x", {"newslett"}, false},
      {"sign up.*newsletter", {"newsletter"}, false},
      {"sign up[^.]{0,40}for it", {"sign up"}, false},
      {"(?:the|our) (?P<what>paper)", {"our paper", "the paper"}, true},
      {"[Aa]dvert", {"advert"}, true},
      {"adv[eé]rt", {"advert", "advért"}, true},
      {"ad[a-z]verts", {"verts"}, false},
      {"ad[^x]verts", {"verts"}, false},
      {"ad[]x]verts", {"ad]verts", "adxverts"}, true},
      {"ad[[:alpha:]]verts", {"verts"}, false},
      {"a\\.b\\|c", {"a.b|c"}, true},
      {"\\d{4} comments", {" comments"}, false},
      {"\\p{Lu}{2}abc", {"abc"}, false},
      {"\\pLabc", {"abc"}, false},
      {"(abc){2}", {"abc"}, false},
      {"(abc){0,2}", {}, false},
      {"(abc)?", {}, false},
      {"(abc|d)", {}, false},
      {"abc|.", {}, false},
      {"ab", {}, false},
      {"関", {"関"}, true},
      {"関?連記", {"連記", "関連記"}, true},
      {"abc{x}", {"abc{x}"}, true},
      {"(?i)abc", {}, false},
      {"\\Qabc\\E", {}, false},
      {"\\x41bc", {}, false},
      {"", {}, false},
      {"(", {}, false},
      {")", {}, false},
      {"[abc", {}, false},
      {"abc\\", {}, false},
  };
  for (const auto& each : cases) {
    const RequiredLiterals literals = required_literals(each.pattern, 32);
    EXPECT_EQ(literals.any_of, each.any_of) << each.pattern;
    EXPECT_EQ(literals.decide, each.decide) << each.pattern;
  }
  EXPECT_LE(required_literals("(a|b|c|d)(a|b|c|d)(a|b|c|d)(a|b|c|d)xyz", 32).any_of.size(), 32U);
}

TEST(RequiredLiterals, AreTheRarestInTheSample) {
  constexpr std::string_view kPattern = "^[^.]+ (is|was) [^.]*(chairman|ceo)";
  EXPECT_EQ(required_literals(kPattern, 32).any_of, (Strings{" is ", " was "}));
  const SampleText sample("he is a ceo, he was a ceo");
  EXPECT_EQ(required_literals(kPattern, 32, sample).any_of, (Strings{" is ", " was "}));
  const SampleText longer("it is what it is and was\nthis is his and was hers\nthat was that\nhe is a ceo");
  EXPECT_EQ(required_literals(kPattern, 32, longer).any_of, (Strings{"ceo", "chairman"}));
  // Two bytes are too few to look for, however rare they are.
  EXPECT_EQ(required_literals(" is .*(qx|chairman)", 32, longer).any_of, (Strings{" is "}));
}

TEST(SampleText, Counts) {
  const SampleText sample("banana, " + std::string(100, 'x'));
  EXPECT_EQ(sample.count("an"), 2U);
  EXPECT_EQ(sample.count("banana, "), 1U);
  EXPECT_EQ(sample.count("bandana"), 0U);
  EXPECT_EQ(sample.count("x"), 100U);
  EXPECT_EQ(sample.count("xz"), 0U);
  EXPECT_EQ(SampleText().count("an"), 0U);
}

TEST(SplitAlternatives, Table) {
  const struct {
    std::string_view pattern;
    std::vector<std::string_view> alternatives;
  } cases[] = {
      {"", {""}},
      {"a", {"a"}},
      {"a|b", {"a", "b"}},
      {"a|b(c|d)|[|]|\\|e", {"a", "b(c|d)", "[|]", "\\|e"}},
      {"a||b", {"a", "", "b"}},
      {"(?s)a|b", {"(?s)a|b"}},
      {"a)|b", {"a)|b"}},
      {"[a|b", {"[a|b"}},
  };
  for (const auto& each : cases)
    EXPECT_EQ(split_alternatives(each.pattern), each.alternatives) << each.pattern;
}

TEST(RequiredLiterals, ShortOnes) {
  const struct {
    std::string_view pattern;
    Strings short_any_of;
  } cases[] = {
      {"^(x|Vk) [0-9]", {"vk ", "x "}},
      {"^[£$](/|per)", {"$/", "$per", "£/", "£per"}},
      {"^(- )?ads?$", {"ad", "ads", "- ad", "- ads"}},
      {"^(just )?[12]{2}$", {"1", "2"}},
      {"^[0-9]+:[0-9]+", {":"}},
      {"^[^.]*(/|via)", {"/", "via"}},
      {"^[a-z]x", {"x"}},
      {"^\\bx", {"x"}},
      {"^(x|)", {}},
      {"^x|y", {"x", "y"}},
      {"x", {"x"}},
      {"^é", {"é"}},
      {"(?i)x", {}},
  };
  for (const auto& each : cases) {
    const RequiredLiterals literals = required_literals(each.pattern, 32);
    EXPECT_EQ(literals.short_any_of, each.short_any_of) << each.pattern;
  }
}

TEST(Automaton, KnowsWhatBeginsText) {
  const struct {
    std::string_view pattern;
    bool begins_text;
  } cases[] = {{"^x", true},    {"^(x|y)", true}, {"^\\bx", true}, {"\\Ax", true}, {"x", false},
               {"^x|y", false}, {"^*x", false},   {"x^", false},   {"$x", false}};
  for (const auto& each : cases) {
    const std::optional<std::u16string> program = compile_automaton(each.pattern);
    ASSERT_TRUE(program) << each.pattern;
    EXPECT_EQ(begins_text(*program), each.begins_text) << each.pattern;
  }
}

// Each begins as another view of the text does.
TEST(RuleBook, PatternsThatBeginATextAreAskedOfEachView) {
  const Book book = book_with(R"(
language xx
[ad]
whole hint
  = ^- ad here
  + - ad here
  - ad here
bare hint
  = ^ad here
  + ad here
  - bad here
anywhere hint
  = ^*x ad here
  + an x ad here
  - ad here
[read_more]
one label
  = [xy]
  + x
  - xx
follow lead
  = ad here
  + ad here
  - bad here
[navigation]
few listing
  = ads
  + ads
  - ads here
)");
  const struct {
    std::string_view text;
    std::vector<std::string> ids;
  } cases[] = {
      {"- ad here", {"xx/ad:whole", "xx/ad:bare", "xx/read_more:follow@9"}},
      {"ad here", {"xx/ad:bare", "xx/read_more:follow@7"}},
      {"an x ad here", {"xx/ad:anywhere"}},
      {"x)", {"xx/read_more:one"}},
      {"- (x)", {"xx/read_more:one"}},
      {"\"ads\"", {"xx/navigation:few"}},
      {"\"ad here\"", {}},
      {"bad here", {}},
  };
  for (const auto& each : cases) EXPECT_EQ(matches(*book, each.text, "xx"), each.ids) << each.text;
}

TEST(ByteSurvey, RulesOut) {
  const ByteSurvey strings = survey_strings({"x", "vk ", "ad"});
  EXPECT_TRUE(survey_text("an ad").may_have_any(strings));
  EXPECT_TRUE(survey_text("ox").may_have_any(strings));
  EXPECT_FALSE(survey_text("a da").may_have_any(strings));
  EXPECT_FALSE(survey_text("").may_have_any(strings));
}

// The literals must be in whatever RE2 matches: checked on all built-in patterns and the examples of their
// language.
TEST(RequiredLiterals, AreInWhateverMatches) {
  struct Example {
    std::string text;
    std::string in_one_case;
  };
  std::map<std::string, std::vector<Example>> examples;
  const std::vector<Rule>& rules = source_rules();
  for (const Rule& rule : rules) {
    for (const Strings* const written : {&rule.hits, &rule.misses}) {
      for (const std::string& each : *written) {
        const std::string text = fold_for_rules(each);
        examples[rule.id.substr(0, rule.id.find('/'))].push_back({text, fold_case(text)});
      }
    }
  }
  RE2::Options options;
  options.set_case_sensitive(false);
  std::size_t matched = 0;
  for (const Rule& rule : rules) {
    for (const std::string& written : rule.patterns) {
      const std::string pattern = fold_pattern(written);
      const RequiredLiterals literals = required_literals(pattern, 32);
      const RE2 regex(pattern, options);
      for (const Example& example : examples[rule.id.substr(0, rule.id.find('/'))]) {
        const bool has_literal = std::ranges::any_of(literals.any_of, [&](const std::string& literal) {
          return example.in_one_case.find(literal) != std::string::npos;
        });
        const bool matches = regex.Match(example.text, 0, example.text.size(), RE2::UNANCHORED, nullptr, 0);
        matched += matches ? 1U : 0U;
        EXPECT_TRUE(!matches || literals.any_of.empty() || has_literal)
            << pattern << "\n in: " << example.text;
        EXPECT_TRUE(matches || !literals.decide || !has_literal) << pattern << "\n in: " << example.text;
        if (!matches) continue;
        EXPECT_TRUE(literals.short_any_of.empty() ||
                    survey_text(example.in_one_case).may_have_any(survey_strings(literals.short_any_of)))
            << pattern << "\n in: " << example.text;
      }
    }
  }
  EXPECT_GT(matched, rules.size());
}

// Whether the automaton of `pattern` says what RE2 says of the text, for each anchoring.
void expect_like_re2(const std::string& pattern, const RE2& regex, const std::u16string& program,
                     const std::string& text) {
  const std::pair<Anchoring, RE2::Anchor> anchorings[] = {{Anchoring::nothing, RE2::UNANCHORED},
                                                          {Anchoring::start, RE2::ANCHOR_START},
                                                          {Anchoring::both, RE2::ANCHOR_BOTH}};
  const std::string in_one_case = fold_case(text);
  for (const auto& [ours, theirs] : anchorings)
    EXPECT_EQ(matches(program, in_one_case, ours), regex.Match(text, 0, text.size(), theirs, nullptr, 0))
        << pattern << "\n in: " << text << "\n anchoring " << static_cast<int>(ours);
}

TEST(Automaton, MatchesWhatRE2Matches) {
  const Strings patterns = {"abc",
                            "a|b|",
                            "(a|ab)(c|bcd)d*",
                            "^a",
                            "a$",
                            "^$",
                            "^",
                            "\\bab\\b",
                            "a\\Bb",
                            "[a-c]{2,3}",
                            "[^a]{2}b",
                            ".{0,3}b",
                            "(ab){2,}",
                            "(ab){0,2}c",
                            "(a*)*b",
                            "(a|b?)+c",
                            "x{0,70}y",
                            "(x{1,2}y?){2,4}z",
                            "[^.]{0,60}(a|b)",
                            "é",
                            "[à-ö]",
                            "[A-ZÄÖÜ]+",
                            "straße",
                            "σ",
                            "\\d+ \\w\\S",
                            "[\\d,-]+x",
                            "[-a]",
                            "[]a]",
                            "a{",
                            "a{,2}",
                            "a{2}",
                            "(?:a)(?P<n>b)",
                            "a.c",
                            "\\.\\?",
                            "[가-힣]{2}",
                            "関連(記事|リンク)",
                            "a+?b",
                            "\\W",
                            "[^\\s]b",
                            "(^a|b$)",
                            "a\\b",
                            "^(a|b|c|d|e|f|g|h|i|j)+$",
                            "(abc|abd|xyz|[a-z]y|é.|)z"};
  const Strings texts = {"",
                         "a",
                         "A",
                         "ab",
                         "abc",
                         "abcd",
                         "ABCD",
                         "b",
                         "xab",
                         "ab x",
                         "a b",
                         "aab",
                         "abab",
                         "ababc",
                         "c",
                         "aaab",
                         "xxxxy",
                         std::string(70, 'x') + "y",
                         std::string(71, 'x') + "y",
                         "xyxz",
                         "xyxyz",
                         "word. a",
                         "e\u0301",
                         "É",
                         "é.z",
                         "Straße",
                         "STRASSE",
                         "Σίσυφος ς",
                         "12 ab",
                         "1,2-x",
                         "]",
                         "a{",
                         "a{,2}",
                         "aa",
                         "a\nc",
                         "a.c",
                         ".?",
                         "관련 기사",
                         "関連リンク",
                         "🙂b",
                         "_ab_",
                         "abdz",
                         "z",
                         "qyz",
                         "ghij",
                         "ü",
                         "Äpfel"};
  RE2::Options options;
  options.set_case_sensitive(false);
  for (const std::string& pattern : patterns) {
    const RE2 regex(pattern, options);
    ASSERT_TRUE(regex.ok()) << pattern;
    const std::optional<std::u16string> program = compile_automaton(pattern);
    ASSERT_TRUE(program) << pattern;
    for (const std::string& text : texts) expect_like_re2(pattern, regex, *program, text);
  }
}

// Pairs are hashed: another one that is ruled out may share its hash with one that is not.
TEST(Automaton, MayBeginByTwoCharacters) {
  const struct {
    std::string_view pattern, text;
    bool may_begin;
  } cases[] = {
      {"^(share|tweet)", "shop", true}, {"^(share|tweet)", "she", true}, {"^(share|tweet)", "save", false},
      {"^(share|tweet)", "s", true},    {"^(share|tweet)", "", false},   {"^(share|tweet)", "s\u00e9", true},
      {"^(- )?ads?$", "- ad", true},    {"^(- )?ads?$", "-ad", false},   {"^(- )?ads?$", "an ad", false},
      {"^x{2,3}y", "xx", true},         {"^x{2,3}y", "xz", false},       {"^x{1,3}y", "xy", true},
      {"^[0-9]*:", "1:", true},         {"^[0-9]*:", ":x", true},        {"^[0-9]+:", "1.", false},
      {"^\\bx$", "xa", false},          {"^\\bx$", "x", true},           {"^x?", "ab", true},
      {"^[^.]y", "xy", true},           {"^[^.]y", "xx", false},         {"^.y", "xx", false},
      {"^(éa|b)", "éb", true},          {"^(éa|b)", "c", false},
  };
  for (const auto& each : cases) {
    const std::optional<std::u16string> program = compile_automaton(each.pattern);
    ASSERT_TRUE(program) << each.pattern;
    EXPECT_EQ(may_begin(*program, each.text), each.may_begin) << each.pattern << " in " << each.text;
  }
}

TEST(Automaton, MayGoOnByFourCharacters) {
  const struct {
    std::string_view pattern, text;
    bool may_go_on;
  } cases[] = {
      {"^(share|tweet)", "share", true},
      {"^(share|tweet)", "shape", false},
      {"^(share|tweet)", "shirt", false},
      {"^(share|tweet)", "shark", true},
      {"^(share|tweet)", "sha", true},
      {"^(share|tweet)", "sh", true},
      {"^(share|tweet)", "", true},
      {"^(share|tweet)", "sh\u00e9", true},
      {"^(share|tweet)", "\u00e9xyz", true},
      {"^(x|vk)[0-9]*$", "x12", true},
      {"^(x|vk)[0-9]*$", "xyz", false},
      {"^xy{2,3}z", "xyyy", true},
      {"^xy{2,3}z", "xyaz", false},
      {"^x", "xyz", true},
      {"^x?", "abcd", true},
  };
  for (const auto& each : cases) {
    const std::optional<std::u16string> program = compile_automaton(each.pattern);
    ASSERT_TRUE(program) << each.pattern;
    EXPECT_EQ(may_go_on(later_pairs(*program), each.text), each.may_go_on)
        << each.pattern << " in " << each.text;
  }
}

TEST(Automaton, LeavesToRE2WhatItDoesNotKnow) {
  const Strings patterns = {"(?i)a",
                            "\\pL",
                            "[[:alpha:]]",
                            "\\Qa\\E",
                            "\\C",
                            "a{300}",
                            "[\u0100-\U0010FFFF]",
                            "🙂",
                            "(",
                            ")",
                            "[a",
                            "\\",
                            "*",
                            "(((a{200}){200}){200}){200}",
                            std::string(100, '(') + std::string(100, ')')};
  for (const std::string& pattern : patterns) EXPECT_FALSE(compile_automaton(pattern)) << pattern;
}

// Every built-in pattern, on the examples of its language.
TEST(Automaton, MatchesBuiltInPatternsAsRE2Does) {
  std::map<std::string, Strings> examples;
  const std::vector<Rule>& rules = source_rules();
  for (const Rule& rule : rules)
    for (const Strings* const written : {&rule.hits, &rule.misses})
      for (const std::string& each : *written)
        examples[rule.id.substr(0, rule.id.find('/'))].push_back(fold_for_rules(each));
  RE2::Options options;
  options.set_case_sensitive(false);
  std::size_t count = 0, with_automaton = 0;
  for (const Rule& rule : rules) {
    if (is_of_classes(rule.kind)) continue;
    for (const std::string& written : rule.patterns) {
      const std::string pattern = fold_pattern(written);
      const std::optional<std::u16string> program = compile_automaton(pattern);
      ++count;
      if (!program) continue;
      ++with_automaton;
      const RE2 regex(pattern, options);
      const LaterPairs pairs = later_pairs(*program);
      for (const std::string& text : examples[rule.id.substr(0, rule.id.find('/'))]) {
        expect_like_re2(pattern, regex, *program, text);
        const std::string in_one_case = fold_case(text);
        EXPECT_TRUE(!matches(*program, in_one_case, Anchoring::start) ||
                    (may_begin(*program, in_one_case) && may_go_on(pairs, in_one_case)))
            << pattern << "\n in: " << text;
      }
    }
  }
  EXPECT_GT(with_automaton, count * 95 / 100);
}

TEST(LiteralIndex, FindsAll) {
  const Strings literals = {"abc", "abcd", "abcde", "bcd", "xyz", "xyz", "abcx", "関連"};
  LiteralIndex index;
  for (std::uint32_t id = 0; id < literals.size(); ++id) index.add(literals[id], id);
  index.build();
  const struct {
    std::string_view text;
    std::vector<std::uint32_t> ids;
  } cases[] = {
      {"", {}},
      {"ab", {}},
      {"abc", {0}},
      {"abcd", {0, 1, 3}},
      {"-abcdef", {0, 1, 2, 3}},
      {"xyz", {4, 5}},
      {"xyzxyz", {4, 5}},
      {"abcxyz", {0, 4, 5, 6}},
      {"の関連", {7}},
      {"関", {}},
  };
  for (const auto& each : cases) {
    LiteralSearch::FoundList found;
    LiteralSearch(index.tables()).find(each.text, found);
    std::vector<std::uint32_t> ids;
    for (const LiteralSearch::Found& one : found) ids.push_back(one.id);
    std::ranges::sort(ids);
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    EXPECT_EQ(ids, each.ids) << each.text;
  }
}

TEST(LiteralSearch, FindsStringsWhereverTheyStand) {
  LiteralIndex strings, words;
  const Strings literals = {"abc", "abcd", "abcd efgh"};
  for (std::uint32_t id = 0; id < literals.size(); ++id) strings.add(literals[id], id);
  words.add(" abc ", 0);
  words.add(" abc de ", 1);
  strings.build();
  words.build();
  const LiteralSearch of_strings(strings.tables()), of_words(words.tables());
  const auto count = [](const LiteralSearch& search, std::string_view text) {
    LiteralSearch::FoundList found;
    search.find(text, found);
    std::ranges::sort(found);
    return std::unique(found.begin(), found.end()) - found.begin();
  };
  for (std::size_t before = 0; before < 1100; ++before) {
    const std::string text = std::string(before, '-');
    EXPECT_EQ(count(of_strings, text + "abcd efgh"), 3) << before;
    EXPECT_EQ(count(of_strings, text + "abc"), 1) << before;
    EXPECT_EQ(count(of_strings, text + "ab"), 0) << before;
  }
  // Some of these are found, too.
  for (const std::string_view before : {"other ", "abc "}) {
    std::string text = " ";
    for (std::size_t repeated = 0; repeated < 1000; ++repeated) {
      EXPECT_EQ(count(of_words, text + "abc de "), 2) << repeated;
      EXPECT_EQ(count(of_words, text + "abc "), 1) << repeated;
      text += before;
    }
  }
}

TEST(LiteralSearch, SaysWhichTablesAStringIsOf) {
  LiteralIndex english, none, german;
  english.add("read more", 3);
  english.add("more", 5);
  german.add("weiterlesen", 3);
  german.add("mehr", 7);
  for (LiteralIndex* index : {&english, &none, &german}) index->build();
  const LiteralSearch in_english(english.tables()), in_none(none.tables()), in_german(german.tables());
  const std::vector<const LiteralSearch*> searches = {&in_english, &in_none, &in_german};
  const LiteralSearch search{std::span(searches)};
  LiteralSearch::FoundList found;
  search.find("read more: mehr", found);
  std::ranges::sort(found);
  found.erase(std::unique(found.begin(), found.end()), found.end());
  EXPECT_EQ(found, (LiteralSearch::FoundList{{0, 3}, {0, 5}, {2, 7}}));
  found.clear();
  search.find("weiter lesen", found);
  EXPECT_TRUE(found.empty());
  in_none.find("read more", found);
  LiteralSearch(std::span<const LiteralSearch* const>()).find("read more", found);
  EXPECT_TRUE(found.empty());
}

TEST(LiteralIndex, FindsWholeWords) {
  const Strings literals = {" ad ", " ad slot ", " adverts ", " ad ", " share bar "};
  LiteralIndex index;
  for (std::uint32_t id = 0; id < literals.size(); ++id) index.add(literals[id], id);
  index.build();
  const struct {
    std::string_view text;
    std::vector<std::uint32_t> ids;
  } cases[] = {
      {"", {}},
      {" ", {}},
      {"  ", {}},
      {" ad ", {0, 3}},
      {" ad", {}},
      {" ad slot ", {0, 1, 3}},
      {" bad ad ", {0, 3}},
      {" adverts slot ", {2}},
      {" share ", {}},
      {" the share bar ", {4}},
  };
  for (const auto& each : cases) {
    LiteralSearch::FoundList found;
    LiteralSearch(index.tables()).find(each.text, found);
    std::vector<std::uint32_t> ids;
    for (const LiteralSearch::Found& one : found) ids.push_back(one.id);
    std::ranges::sort(ids);
    EXPECT_EQ(ids, each.ids) << each.text;
  }
}

// The tables have no number for the last one's string.
TEST(MatcherSource, AsksWithoutStringsWhereThereAreTooMany) {
  Rule rule;
  for (std::uint32_t i = 0; i <= LiteralIndex::kLastId + 1; ++i)
    rule.patterns.push_back("word" + std::to_string(i));
  const MatcherSource source(std::span(&rule, 1));
  const MatcherTables tables = source.tables();
  EXPECT_EQ(tables.literals.literals.size(), std::size_t{LiteralIndex::kLastId} + 1);
  ASSERT_EQ(tables.without_literals.size(), 1U);
  EXPECT_EQ(tables.without_literals[0].id, LiteralIndex::kLastId + 1);
  EXPECT_FALSE(tables.patterns[LiteralIndex::kLastId + 1].is_decided);
}

TEST(FoldForRules, Table) {
  const struct {
    std::string_view text;
    std::string_view folded;
  } cases[] = {
      {"", ""},
      {"  Plain \n text ", "Plain text"},
      {"“Don’t” ‘x’ „y‟ «z» ‹q›", "\"Don't\" 'x' \"y\" \"z\" 'q'"},
      {"a–b — c‑d − e", "a-b - c-d - e"},
      {"10\u00A0km", "10 km"},
      {"Cafe\u0301", "Café"},
      {"Ça va\u00ADlide…", "Ça valide…"},
      {"「東京」ー", "「東京」ー"},
      {"İLGİLİ kapı", "ILGILI kapi"},
      {"Διαβάστε ΕΠΊΣΗΣ ΐ", "Διαβαστε ΕΠΙΣΗΣ ι"},
      {"\xFF", "\uFFFD"},
  };
  for (const auto& each : cases) {
    EXPECT_EQ(fold_for_rules(each.text), each.folded);
    EXPECT_EQ(fold_for_rules(each.folded), each.folded) << "twice is once";
  }
}

TEST(SplitClassWords, Table) {
  const struct {
    std::string_view value;
    std::string_view words;
  } cases[] = {
      {"", ""},
      {"  ", ""},
      {"article", "article"},
      {"ArticleBody__newsletterSignup", "article body newsletter signup"},
      {"article-body article_text", "article body article text"},
      {"HTMLBlock newsXL", "html block news xl"},
      {"newsletter2 col-md-8 h2", "newsletter col md h"},
      {"ad300x250 css-1a2b3c sc-bdVaJa", "ad300x250 css 1a2b3c sc bdvaja"},
      {"div-gpt-ad-123456", "div gpt ad"},
      {"has-sidebar main", "main"},
      {"article--with-ads-box x", "article x"},
      {"hasSidebar", "has sidebar"},
      {"größe-Übersicht", "größe Übersicht"},
      {"a:b/c.d", "a b c d"},
      {"123 456", ""},
      {"newsletter-subscriptions__container is-wide", "newsletter subscriptions container is wide"},
      {"newslettersIgnoredHere abcdefgh12 abcdefgh", "newsletters ignored here abcdefgh abcdefgh"},
      {"größenverhältnisse-übersicht x", "größenverhältnisse übersicht x"},
      {"without-newsletter-subscriptions main has", "main"},
      {" --a-- -b_c- ", "a b c"},
  };
  for (const auto& each : cases) EXPECT_EQ(split_class_words(each.value), each.words) << each.value;
}

}  // namespace
}  // namespace pressclip
