// What pages say of themselves: URLs, JSON-LD sound and broken, every other source, and the choice among
// them.
#include "pressclip/metadata.h"

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "metadata/characters.h"
#include "metadata/json_ld.h"
#include "metadata/json_repair.h"
#include "metadata/plain_text.h"

namespace pressclip {
namespace {

struct UrlRow {
  std::string_view reference, base, expected;  // expected empty: none
};

TEST(ResolveUrl, Table) {
  constexpr std::string_view kBase = "https://example.com/a/b/c.html?q=1#f";
  const UrlRow rows[] = {
      {"https://example.org/x", kBase, "https://example.org/x"},
      {"HTTP://Example.ORG/X", kBase, "http://example.org/X"},
      {"https://example.org", "", "https://example.org"},
      {"//cdn.example.org/x", kBase, "https://cdn.example.org/x"},
      {"/x/y", kBase, "https://example.com/x/y"},
      {"x", kBase, "https://example.com/a/b/x"},
      {"./x", kBase, "https://example.com/a/b/x"},
      {"../x", kBase, "https://example.com/a/x"},
      {"../../../../x", kBase, "https://example.com/x"},
      {"?q=2", kBase, "https://example.com/a/b/c.html?q=2"},
      {"#top", kBase, "https://example.com/a/b/c.html?q=1#top"},
      {"", kBase, "https://example.com/a/b/c.html?q=1"},
      {"  /x \n", kBase, "https://example.com/x"},
      {"/a b", kBase, "https://example.com/a%20b"},
      {"/a\tb\nc", kBase, "https://example.com/abc"},
      {"/straße", kBase, "https://example.com/stra%C3%9Fe"},
      {"/日本", kBase, "https://example.com/%E6%97%A5%E6%9C%AC"},
      {"/x?q=ä&r=1", kBase, "https://example.com/x?q=%C3%A4&r=1"},
      {"/100%", kBase, "https://example.com/100%25"},
      {"/a%20b", kBase, "https://example.com/a%20b"},
      {"/a|b", kBase, "https://example.com/a%7Cb"},
      {"/a[1]", kBase, "https://example.com/a%5B1%5D"},
      {"\\x\\y", kBase, "https://example.com/x/y"},
      {"https:/example.org/x", kBase, "https://example.org/x"},
      {"a:b", kBase, ""},
      {"12:30-news", kBase, "https://example.com/a/b/12:30-news"},
      {"mailto:jane@example.com", kBase, "mailto:jane@example.com"},
      {"mailto:", kBase, ""},
      {"javascript:void(0)", kBase, ""},
      {"data:text/plain,x", kBase, ""},
      {"tel:+123", kBase, ""},
      {"ftp://example.com/x", kBase, ""},
      {"/x", "", ""},
      {"x", "not a url", ""},
      {"https://", kBase, ""},
      {"https:///", "", ""},
      {"http://[::1]/x", "", "http://[::1]/x"},
      {"https://user@Example.com:8080/x", "", "https://user@example.com:8080/x"},
      {"https://example.com/a#b#c", "", "https://example.com/a#b%23c"},
  };
  for (const UrlRow& row : rows)
    EXPECT_EQ(resolve_url(row.reference, row.base).value_or(""), row.expected)
        << '"' << row.reference << "\" at " << row.base;
}

TEST(ResolveUrl, HostileReferences) {
  EXPECT_FALSE(resolve_url(std::string(1'000'000, 'a'), "https://example.com/"));
  EXPECT_FALSE(resolve_url(std::string(4000, '/'), "https://example.com/"));
  EXPECT_FALSE(resolve_url("http://[[[[", "https://example.com/"));
  EXPECT_TRUE(resolve_url(std::string("/a\0b", 4), "https://example.com/"));
  std::string dots;
  for (int i = 0; i < 2000; ++i) dots += "../";
  EXPECT_EQ(resolve_url(dots, "https://example.com/a/b"), "https://example.com/");
}

TEST(DetectLanguage, TellsLanguages) {
  EXPECT_EQ(detect_language("Der Stadtrat hat am Dienstag beschlossen, dass die neue Brücke im kommenden "
                            "Jahr gebaut werden soll."),
            "de");
  EXPECT_EQ(detect_language(
                "The city council decided on Tuesday that the new bridge will be built in the coming year."),
            "en");
  EXPECT_EQ(detect_language(
                "Городской совет принял во вторник решение о строительстве нового моста в следующем году."),
            "ru");
  EXPECT_EQ(detect_language(
                "市議会は火曜日、来年新しい橋を建設することを決定した。住民は長い間この計画を待っていた。"),
            "ja");
  EXPECT_FALSE(detect_language(""));
  EXPECT_FALSE(detect_language("12345 67890"));
  EXPECT_FALSE(detect_language("\xff\xfe\x80"));
}

TEST(DetectLanguage, ControlsAndBrokenBytesAreNoReasonToGiveUp) {
  const std::string sentence =
      "Der Stadtrat hat am Dienstag beschlossen, dass die neue Brücke gebaut werden soll. ";
  EXPECT_EQ(detect_language(sentence + "\x07 \xC2\x81 \xff \xe2\x82 " + sentence), "de");
}

TEST(DetectLanguage, ALongTextIsReadAllOver) {
  const std::string notice =
      "We and our partners use cookies to show you content that suits your interests. ";
  const std::string sentence =
      "Der Stadtrat hat am Dienstag beschlossen, dass die neue Brücke gebaut werden soll. ";
  std::string text;
  for (int i = 0; i < 150; ++i) text += notice;
  for (int i = 0; i < 600; ++i) text += sentence;
  EXPECT_EQ(detect_language(text), "de") << "in one line";
  text.clear();
  for (int i = 0; i < 150; ++i) text += notice + "\n";
  for (int i = 0; i < 600; ++i) text += sentence + "\n";
  EXPECT_EQ(detect_language(text), "de") << "in many";
}

TEST(DetectLanguage, NamesAndMenusAreAskedLast) {
  const std::string sentence =
      "Der Stadtrat hat am Dienstag beschlossen, dass die neue Brücke im kommenden Jahr gebaut werden soll, "
      "wenn das Land die Hälfte der Kosten trägt.";
  std::string page;
  for (int i = 0; i < 40; ++i) page += "Home News Sports Business Opinion Travel Culture Weather Video\n";
  EXPECT_EQ(detect_language(page + sentence + "\n"), "de");
  EXPECT_EQ(detect_language("Der Stadtrat\nhat am Dienstag\nbeschlossen, dass die\nneue Brücke gebaut wird."),
            "de");
}

TEST(DetectLanguage, AddressesAreInNone) {
  std::string page;
  for (int i = 0; i < 30; ++i)
    page += "https://example.com/wp-content/uploads/the-new-bridge-opens-for-all-people-of-the-city-" +
            std::to_string(i) + "-with-a-view-of-the-old-harbour.jpg Jane Doe, the editor of this page\n";
  page += "Der Stadtrat hat am Dienstag beschlossen, dass die neue Brücke gebaut werden soll.\n";
  EXPECT_EQ(detect_language(page), "de");
}

TEST(DetectLanguage, OneLanguageBesideWhatIsNoneIsTold) {
  std::string text =
      "Der Stadtrat hat am Dienstag beschlossen, dass die neue Brücke im kommenden Jahr gebaut werden soll. "
      "Die Kosten trägt zur Hälfte das Land, den Rest zahlen die Gemeinden am Ufer gemeinsam. "
      "Anwohner fürchten den Lärm während der Bauzeit und verlangen eine Umleitung über den alten Hafen. "
      "Eine Bürgerinitiative sammelt seit März Unterschriften gegen den Entwurf, den sie für zu teuer hält. "
      "Der Bürgermeister zeigte sich zuversichtlich: Bis zum Herbst werde man sich mit allen geeinigt haben. "
      "Vor vierzig Jahren war an derselben Stelle eine Fähre gefahren, an die sich viele noch gern erinnern. "
      "Ob sie zurückkehrt, wenn die Brücke gesperrt ist, wollte im Rathaus niemand versprechen. "
      "Gutachter haben unterdessen den Baugrund geprüft und keine ernsthaften Bedenken gefunden. "
      "Mit den ersten Arbeiten rechnet die Verwaltung frühestens nach den Sommerferien. "
      "Bis dahin bleibt den Pendlern nur der lange Weg über die Autobahn im Norden der Stadt. ";
  std::uint32_t state = 1;
  for (int i = 0; i < 1200; ++i) {
    state = (state * 1103515245U + 12345U) % (1U << 31U);
    text += static_cast<char>('a' + (state >> 16U) % 26);
    if ((state >> 20U) % 6 == 0) text += ' ';
  }
  EXPECT_EQ(detect_language(text), "de");
}

// JSON-LD
// ------------------------------------------------------------------------------------------------------------

struct RepairRow {
  std::string_view script, expected;  // documents joined by "\n"
};

TEST(RepairJson, Table) {
  const RepairRow rows[] = {
      {R"({"a":"b"})", R"({"a":"b"})"},
      {R"({"a":1.5e3,"b":[true,false,null,-1]})", R"({"a":"1.5e3","b":[true,false,null,"-1"]})"},
      {R"({"a":"b",})", R"({"a":"b"})"},
      {R"(["a","b",])", R"(["a","b"])"},
      {R"({"a":"b",,"c":"d"})", R"({"a":"b","c":"d"})"},
      {R"({"a":"b" "c":"d"})", R"({"a":"b","c":"d"})"},
      {"{\"a\":\"b\"\n\"c\":\"d\"}", R"({"a":"b","c":"d"})"},
      {R"([{"a":"b"}{"c":"d"}])", R"([{"a":"b"},{"c":"d"}])"},
      {"{\"a\":\"x\ny\tz\"}", R"({"a":"x\ny z"})"},
      {R"({"a":"say "hi" now"})", R"({"a":"say \"hi\" now"})"},
      {R"({"a":"it\'s"})", R"({"a":"it's"})"},
      {R"({"a":"\u00e4\uZZ"})", R"({"a":"\u00e4uZZ"})"},
      {R"({"a":"\ud83d\ude00\ud83d"})", R"({"a":"\ud83d\ude00\uFFFD"})"},
      {"<!-- {\"a\":\"b\"} -->", R"({"a":"b"})"},
      {"//<![CDATA[\n{\"a\":\"b\"}\n//]]>", R"({"a":"b"})"},
      {"/*<![CDATA[*/ {\"a\":\"b\"} /*]]>*/", R"({"a":"b"})"},
      {"\xEF\xBB\xBF{\"a\":\"b\"};", R"({"a":"b"})"},
      {R"({"a":"b"}{"c":"d"})", "{\"a\":\"b\"}\n{\"c\":\"d\"}"},
      {R"({&quot;a&quot;:&quot;b&quot;})", R"({"a":"b"})"},
      {R"({"a":"b","c":["d","e)", R"({"a":"b","c":["d","e"]})"},
      {R"({"a":"b","c")", R"({"a":"b","c":null})"},
      {R"({"a":)", R"({"a":null})"},
      {R"({"a":"b","c":})", R"({"a":"b","c":null})"},
      {R"({a:"b","c":undefined})", R"({"a":"b","c":null})"},
      {R"({"a":"b"/* note */,"c":"d"})", R"({"a":"b","c":"d"})"},
      {R"({"a":["b"})", R"({"a":["b"]})"},
      {R"({"a":"b"}]})", R"({"a":"b"})"},
      {R"(var x = {"a":"b"};)", R"({"a":"b"})"},
      {"", ""},
      {"no json at all", ""},
  };
  for (const RepairRow& row : rows) {
    std::string documents;
    for (const std::string& document : metadata::repair_json(row.script))
      documents += (documents.empty() ? "" : "\n") + document;
    EXPECT_EQ(documents, row.expected) << row.script;
  }
}

// In UTF-8, of a character that takes two or three bytes.
std::string utf8_of(char32_t c) {
  const auto continued = [c](unsigned shift) { return static_cast<char>(0x80U | (c >> shift & 0x3FU)); };
  if (c < 0x800) return {static_cast<char>(0xC0U | c >> 6U), continued(0)};
  return {static_cast<char>(0xE0U | c >> 12U), continued(6), continued(0)};
}

TEST(FoldWord, Table) {
  const std::pair<std::string_view, std::string_view> rows[] = {
      {"", ""},
      {"MAI", "mai"},
      {"März", "marz"},
      {"STRASSE Straße", "strasse strasse"},
      {"İstanbul’da ışık", "istanbul’da isik"},
      {"e\u0301t\u00e9", "ete"},
      {"МАЙ — май", "маи — маи"},
      {"caf\xC3", "caf\uFFFD"},
      {"\xE2\x80", "\uFFFD"},
  };
  for (const auto& [text, expected] : rows) EXPECT_EQ(metadata::fold_word(text), expected) << text;
}

// What is folded a character at a time folds as it does beside what is not.
TEST(FoldWord, OfEachCharacterAloneAndBesideOthers) {
  for (char32_t c = 0x80; c < 0x2100; ++c) {
    const std::string text = "A" + utf8_of(c) + "B\u00c9";
    EXPECT_EQ(metadata::fold_word(text) + "ж", metadata::fold_word(text + "Ж"))
        << std::hex << static_cast<std::uint32_t>(c);
  }
}

TEST(RepairJson, SeesWhatIsNotPlainWhereverItStands) {
  for (std::size_t before = 0; before < 40; ++before)
    for (std::size_t behind = 0; behind < 40; ++behind) {
      const auto in_string = [&](std::string_view middle) {
        return R"({"a":")" + std::string(before, 'x').append(middle).append(behind, 'y') + R"("})";
      };
      const std::pair<std::string_view, std::string_view> rows[] = {
          {"\"", "\\\""}, {"\n", "\\n"}, {"\x01", " "}, {"\u00e9\x7f", "\u00e9\x7f"}};
      for (const auto& [written, expected] : rows) {
        const auto documents = metadata::repair_json(in_string(written));
        ASSERT_EQ(documents.size(), 1U);
        EXPECT_EQ(documents[0], in_string(expected));
      }
    }
}

TEST(RepairJson, BoundsTheMembersOfAnObject) {
  std::string first = "{", rest;
  for (std::size_t i = 0; i < metadata::kMaxJsonMembers; ++i)
    first += (i > 0 ? ",\"k" : "\"k") + std::to_string(i) + "\":\"v\"";
  for (const std::string_view more : {"", ",", ",\"x\":\"}\"", ",\"x\":{\"y\":[1,{}]},\"z\":1", ",\"x"}) {
    const std::string script = "[" + first + std::string(more) + "},{\"a\":\"b\"}]";
    const auto documents = metadata::repair_json(script);
    ASSERT_EQ(documents.size(), 1U) << more;
    // A string that is never closed swallows what follows.
    const std::string_view behind = more == ",\"x" ? "}]" : "},{\"a\":\"b\"}]";
    EXPECT_EQ(documents[0], "[" + first + std::string(behind)) << more;
  }
}

TEST(RepairJson, BoundsDepth) {
  for (const std::string_view open : {"[", "{\"a\":", "[{\"a\":"}) {
    std::string script;
    for (int i = 0; i < 100'000; ++i) script += open;
    for (const std::string& document : metadata::repair_json(script)) {
      std::size_t depth = 0, deepest = 0;
      for (const char byte : document) {
        if (byte == '[' || byte == '{') deepest = std::max(deepest, ++depth);
        if (byte == ']' || byte == '}') --depth;
      }
      EXPECT_LE(deepest, metadata::kMaxJsonDepth);
    }
    const std::string_view view = script;
    metadata::read_json_ld(std::span(&view, 1), {});
  }
}

std::string page_with(std::string_view json_ld, std::string_view head = "",
                      std::string_view body = "<h1>A headline of some length</h1>") {
  std::string page = "<html><head>";
  page.append(head);
  if (!json_ld.empty())
    page.append("<script type=\"application/ld+json\">").append(json_ld).append("</script>");
  return page.append("</head><body>").append(body).append("</body></html>");
}

Metadata read(std::string_view page, std::string_view url = "") {
  return read_metadata(parse_html(page), {std::string(url)});
}
Metadata read_json(std::string_view json_ld) {
  return read(page_with(json_ld));
}

using Names = std::vector<std::string>;

TEST(RepairJson, CutsLongScriptsBetweenCharacters) {
  const std::string_view umlaut = "ä";
  for (std::size_t before = 0; before < umlaut.size(); ++before) {
    std::string script = "[\"" + std::string(before, 'a');
    while (script.size() <= metadata::kMaxJsonBytes) script += umlaut;
    const auto documents = metadata::repair_json(script);
    ASSERT_EQ(documents.size(), 1U);
    EXPECT_TRUE(documents[0].ends_with("ä\"]")) << before;
  }
}

TEST(JsonLd, TheLastOfRepeatedMembersCounts) {
  const Metadata page =
      read_json(R"({"@type":"WebPage","headline":"The first headline","mainEntity":{"@type":"NewsArticle",
    "headline":"The second headline","datePublished":"2026-05-05"},"headline":"The third headline",
    "mainEntity":{"@type":"Event","author":{"name":"Jane Doe"}},"author":{"name":"Jane Doe"},"author":{"name":"John Roe"}})");
  ASSERT_EQ(page.headlines.size(), 1U);
  EXPECT_EQ(page.headlines[0].value, "The third headline");
  EXPECT_EQ(page.chosen_authors, Names({"John Roe"}));
  EXPECT_FALSE(page.chosen_published);
}

TEST(JsonLd, ReadsAnArticle) {
  const Metadata page =
      read_json(R"({"@context":"https://schema.org","@type":"NewsArticle","headline":"Bridge &amp; road open",
    "description":"A <b>short</b> text","datePublished":"2026-05-05T09:30:00+02:00","dateModified":"2026-05-05T10:00:00+02:00",
    "author":{"@type":"Person","name":"Jane Doe"},"publisher":{"@type":"Organization","name":"Example Times"},
    "articleSection":"City","keywords":"bridge, road","image":{"@type":"ImageObject","url":"https://example.com/i.jpg"},
    "isAccessibleForFree":"False","hasPart":{"@type":"WebPageElement","isAccessibleForFree":false,"cssSelector":".wall"},
    "articleBody":"First paragraph.\n\nSecond paragraph.","url":"https://example.com/a"})");
  EXPECT_EQ(page.headlines.at(0).value, "Bridge & road open");
  EXPECT_EQ(page.headlines.at(0).source, MetadataSource::json_ld);
  EXPECT_EQ(page.descriptions.at(0).value, "A short text");
  EXPECT_EQ(page.chosen_authors, Names({"Jane Doe"}));
  EXPECT_EQ(page.chosen_published, "2026-05-05T09:30:00+02:00");
  EXPECT_EQ(page.chosen_modified, "2026-05-05T10:00:00+02:00");
  EXPECT_EQ(page.site, "Example Times");
  EXPECT_EQ(page.section, "City");
  EXPECT_EQ(page.tags, Names({"bridge", "road"}));
  EXPECT_EQ(page.image, "https://example.com/i.jpg");
  EXPECT_EQ(page.accessible_for_free, false);
  EXPECT_EQ(page.paywalled_selectors, Names({".wall"}));
  EXPECT_EQ(page.article_body, "First paragraph.\n\nSecond paragraph.");
  EXPECT_EQ(page.url, "https://example.com/a");
  EXPECT_TRUE(page.is_article);
}

struct AuthorRow {
  std::string_view author;  // the JSON value
  Names expected;
};

TEST(JsonLd, AuthorForms) {
  const AuthorRow rows[] = {
      {R"("Jane Doe")", {"Jane Doe"}},
      {R"("Jane Doe, John Roe and Ann Poe")", {"Jane Doe", "John Roe", "Ann Poe"}},
      {R"(["Jane Doe","John Roe"])", {"Jane Doe", "John Roe"}},
      {R"({"@type":"Person","name":"Jane Doe"})", {"Jane Doe"}},
      {R"([{"name":"Jane Doe"},{"name":"John Roe"}])", {"Jane Doe", "John Roe"}},
      {R"([[{"name":"Jane Doe"}],{"name":["John Roe"]}])", {"Jane Doe", "John Roe"}},
      {R"({"@list":[{"name":"Jane Doe"}]})", {"Jane Doe"}},
      {R"({"@type":"Person","givenName":"Jane","familyName":"Doe"})", {"Jane Doe"}},
      {R"({"name":"By Jane Doe"})", {"Jane Doe"}},
      {R"({"@type":"Organization","name":"Center for Roads and Bridges"})", {"Center for Roads and Bridges"}},
      {R"([{"name":"https://www.facebook.com/jane"},{"name":"Jane Doe"}])", {"Jane Doe"}},
      {R"({"name":"admin"})", {}},
      {R"({})", {}},
      {R"(null)", {}},
  };
  for (const AuthorRow& row : rows)
    EXPECT_EQ(read_json(R"({"@type":"Article","headline":"x","author":)" + std::string(row.author) + "}")
                  .chosen_authors,
              row.expected)
        << row.author;
}

TEST(JsonLd, GraphWithReferences) {
  const Metadata page = read_json(
      R"({"@graph":[{"@type":"WebSite","name":"Example"},{"@type":"Article","headline":"x","author":{"@id":"#jane"},
    "datePublished":"2026-05-05"},{"@type":"Person","@id":"#jane","name":"Jane Doe"}]})");
  EXPECT_EQ(page.chosen_authors, Names({"Jane Doe"}));
  EXPECT_EQ(page.chosen_published, "2026-05-05");
  EXPECT_EQ(page.site, "Example");
}

TEST(JsonLd, TypesAndNesting) {
  for (const std::string_view json : {
           R"({"@type":["Thing","NewsArticle"],"datePublished":"2026-05-05"})",
           R"({"@type":"http://schema.org/ReportageNewsArticle","datePublished":"2026-05-05"})",
           R"({"@type":"WebPage","mainEntity":{"@type":"BlogPosting","datePublished":"2026-05-05"}})",
           R"({"@type":"WebPage","hasPart":[{"@type":"LiveBlogPosting","datePublished":"2026-05-05"}]})",
           R"([[{"@type":"OpinionNewsArticle","datePublished":"2026-05-05"}]])",
       }) {
    const Metadata page = read_json(json);
    EXPECT_EQ(page.chosen_published, "2026-05-05") << json;
    EXPECT_TRUE(page.is_article) << json;
  }
  EXPECT_FALSE(read_json(R"({"@type":"WebPage","datePublished":"2026-05-05"})").is_article);
}

TEST(JsonLd, PrefersThePagesOwnArticle) {
  constexpr std::string_view kOther =
      R"({"@type":"NewsArticle","headline":"Another story","url":"https://example.com/b","datePublished":"2020-01-01","author":"John Roe"})";
  constexpr std::string_view kOwn =
      R"({"@type":"NewsArticle","headline":"The bridge is open","mainEntityOfPage":{"@id":"https://www.example.com/a/"},"datePublished":"2026-05-05","author":"Jane Doe"})";
  const std::string both = "[" + std::string(kOther) + "," + std::string(kOwn) + "]";
  EXPECT_EQ(read(page_with(both, R"(<link rel="canonical" href="https://example.com/a">)")).chosen_authors,
            Names({"Jane Doe"}));
  EXPECT_EQ(read(page_with(both, "<title>The bridge is open - Example</title>")).chosen_authors,
            Names({"Jane Doe"}));
  const std::string list =
      R"([{"@type":"ItemList","itemListElement":[)" + std::string(kOther) + "]}," + std::string(kOwn) + "]";
  EXPECT_EQ(read(page_with(list)).chosen_published, "2026-05-05");
}

TEST(JsonLd, BrokenScriptsAreRead) {
  for (const std::string_view json : {
           R"({"@type":"Article","datePublished":"2026-05-05",})",
           "{\"@type\":\"Article\",\"headline\":\"a\nb\",\"datePublished\":\"2026-05-05\"}",
           R"({"@type":"Article","headline":"the "best" of","datePublished":"2026-05-05"})",
           R"(<!--{"@type":"Article","datePublished":"2026-05-05"}-->)",
           R"({"@type":"Person","name":"x"}{"@type":"Article","datePublished":"2026-05-05"})",
           R"({"@type":"Article","datePublished":"2026-05-05","articleBody":"cut)",
       })
    EXPECT_EQ(read_json(json).chosen_published, "2026-05-05") << json;
}

struct BodyRow {
  std::string_view text, expected;
};

TEST(PlainText, Paragraphs) {
  const BodyRow rows[] = {
      {"One. Two.", "One. Two."},
      {"One.\nTwo.", "One.\n\nTwo."},
      {"One.\n\n\nTwo.\n", "One.\n\nTwo."},
      {"<p>One <b>and</b>\na half.</p><p>Two.</p>", "One and a half.\n\nTwo."},
      {"One.<br><br>Two.", "One.\n\nTwo."},
      {"&lt;p&gt;One &amp;amp; half.&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;", "One & half.\n\nTwo."},
      {"One <i>half</i>.\nTwo.", "One half.\n\nTwo."},
      {"5 < 6 & 7", "5 < 6 & 7"},
      {"", ""},
  };
  for (const BodyRow& row : rows) EXPECT_EQ(metadata::plain_paragraphs(row.text), row.expected) << row.text;
  EXPECT_EQ(metadata::plain_line("A &amp;quot;b&amp;quot; <i>c</i>\n d"), "A \"b\" c d");
}

// The other sources
// ----------------------------------------------------------------------------------------------------

struct SourceRow {
  std::string_view head, body;
  std::string_view published, modified;
  Names authors;
};

TEST(Sources, DatesAndAuthors) {
  const SourceRow rows[] = {
      {R"(<meta property="article:published_time" content="2026-05-05T09:30:00Z"><meta property="article:author" content="Jane Doe">)",
       "",
       "2026-05-05T09:30:00Z",
       "",
       {"Jane Doe"}},
      {R"(<meta property="article:modified_time" content="2026-05-06T09:30:00Z"><meta name="date" content="2026-05-05">)",
       "",
       "2026-05-05",
       "2026-05-06T09:30:00Z",
       {}},
      {R"(<meta name="author" content="Jane Doe"><meta name="pubdate" content="2026-05-05">)",
       "",
       "2026-05-05",
       "",
       {"Jane Doe"}},
      {R"(<meta name="DC.creator" content="Jane Doe"><meta name="DC.date.issued" content="2026-05-05">)",
       "",
       "2026-05-05",
       "",
       {"Jane Doe"}},
      {R"(<meta name="parsely-author" content="Jane Doe"><meta name="parsely-pub-date" content="2026-05-05T09:30:00Z">)",
       "",
       "2026-05-05T09:30:00Z",
       "",
       {"Jane Doe"}},
      {R"(<meta name="sailthru.author" content="Jane Doe"><meta name="sailthru.date" content="2026-05-05">)",
       "",
       "2026-05-05",
       "",
       {"Jane Doe"}},
      {R"(<meta name="citation_author" content="Jane Doe"><meta name="citation_author" content="John Roe">)",
       "",
       "",
       "",
       {"Jane Doe", "John Roe"}},
      {R"(<meta name="citation_author" content="Doe, Jane"><meta name="citation_author" content="Roe, John P.">)",
       "",
       "",
       "",
       {"Jane Doe", "John P. Roe"}},
      {R"(<meta property="og:site_name" content="Work &amp; Play, Daily"><meta name="author" content="Work &amp; Play, Daily">)",
       "",
       "",
       "",
       {"Work & Play, Daily"}},
      {R"(<meta name="author" content="Example Society"><meta name="keywords" content="x">)",
       R"(<span class="author">Small, Medium, Large</span>)",
       "",
       "",
       {"Example Society"}},
      {R"(<meta name="twitter:label1" content="Written by"><meta name="twitter:data1" content="Jane Doe">)",
       "",
       "",
       "",
       {"Jane Doe"}},
      {R"(<meta property="article:author" content="https://www.facebook.com/jane"><meta name="author" content="Jane Doe">)",
       "",
       "",
       "",
       {"Jane Doe"}},
      {"",
       R"(<div itemprop="author" itemscope><span itemprop="name">Jane Doe</span>, editor</div><time itemprop="datePublished" datetime="2026-05-05">x</time>)",
       "2026-05-05",
       "",
       {"Jane Doe"}},
      {"",
       R"(<span property="schema:author">Jane Doe</span><span property="schema:datePublished" content="2026-05-05">x</span>)",
       "2026-05-05",
       "",
       {"Jane Doe"}},
      {"", R"(<a rel="author" href="/x">Jane Doe</a>)", "", "", {"Jane Doe"}},
      {"", R"(<a href="/authors/jane-doe">Jane Doe</a>)", "", "", {"Jane Doe"}},
      {"",
       R"(<div class="article-byline">By <a>Jane Doe</a> and <a>John Roe</a></div>)",
       "",
       "",
       {"Jane Doe", "John Roe"}},
      {"", R"(<a rel="author" href="/login">Log In</a>)", "", "", {}},
      {"", R"(<a rel="author" href="/about">I review games and other things</a>)", "", "", {}},
      {"",
       R"(<div itemscope itemtype="https://schema.org/Review"><span itemprop="author">Kim Poe</span></div>)"
       R"(<div itemscope itemtype="https://schema.org/Review"><span itemprop="author">Ann Poe</span></div>)",
       "",
       "",
       {}},
      {"",
       R"(<div itemscope itemtype="https://schema.org/Review"><span itemprop="author">Jane Doe</span></div>)",
       "",
       "",
       {"Jane Doe"}},
      {"", R"(<p>By Jane Doe</p>)", "", "", {"Jane Doe"}},
      {"", R"(<p>By the time the storm hit, everyone had left.</p>)", "", "", {}},
      {"", R"(<time datetime="2026-05-05T09:30:00+02:00">5 May</time>)", "2026-05-05T09:30:00+02:00", "", {}},
      {"",
       R"(<p>Published <time datetime="2026-05-05">5 May</time></p><p>Updated <time datetime="2026-05-06">6 May</time></p>)",
       "2026-05-05",
       "2026-05-06",
       {}},
      {"", R"(<span class="post-date">May 5, 2026</span>)", "2026-05-05", "", {}},
      {"", R"(<div class="entry-meta">By Jane Doe on May 5, 2026</div>)", "2026-05-05", "", {"Jane Doe"}},
      {"", R"(<p>May 5, 2026</p>)", "2026-05-05", "", {}},
      {"",
       R"(<aside class="related"><span class="date">May 5, 2026</span><span class="author">Jane Doe</span></aside>)",
       "",
       "",
       {}},
      {"",
       R"(<div class="comments"><time datetime="2026-05-05">x</time><span class="author">Jane Doe</span></div>)",
       "",
       "",
       {}},
      {"", R"(</article><footer><span class="date">May 5, 2026</span></footer><article>)", "", "", {}},
      {"", R"(<p class="date">yesterday</p>)", "", "", {}},
  };
  for (const SourceRow& row : rows) {
    const Metadata page = read(page_with(
        "", row.head, "<article><h1>A headline of some length</h1>" + std::string(row.body) + "</article>"));
    EXPECT_EQ(page.chosen_published.value_or(""), row.published) << row.head << row.body;
    EXPECT_EQ(page.chosen_modified.value_or(""), row.modified) << row.head << row.body;
    EXPECT_EQ(page.chosen_authors, row.authors) << row.head << row.body;
  }
}

TEST(Sources, TeasersOfOtherArticlesAreNotTheArticle) {
  const Metadata page = read(
      "<title>A headline of some length</title><article><h1>A headline of some length</h1><time "
      "datetime=\"2026-05-05\">x</time></article>"
      "<article><h2>Another</h2><time datetime=\"2026-05-07\">x</time><span class=\"author\">John "
      "Roe</span></article>");
  EXPECT_EQ(page.chosen_published, "2026-05-05");
  EXPECT_TRUE(page.chosen_authors.empty());
}

TEST(Sources, Fields) {
  const Metadata page =
      read(page_with("", R"(<title>Bridge opens - Example Times</title><link rel="canonical" href="/a/b">
      <meta property="og:title" content="Bridge opens"><meta property="og:site_name" content="Example Times">
      <meta property="og:description" content="A text"><meta property="og:image" content="/i.jpg"><meta property="og:type" content="article">
      <meta property="article:section" content="City"><meta property="article:tag" content="bridge"><meta property="article:tag" content="road">
      <meta property="article:content_tier" content="locked">)"),
           "https://example.com/x");
  EXPECT_EQ(page.url, "https://example.com/a/b");
  EXPECT_EQ(page.base_url, "https://example.com/x");
  EXPECT_EQ(page.site, "Example Times");
  EXPECT_EQ(page.image, "https://example.com/i.jpg");
  EXPECT_EQ(page.section, "City");
  EXPECT_EQ(page.tags, Names({"bridge", "road"}));
  EXPECT_EQ(page.accessible_for_free, false);
  EXPECT_TRUE(page.is_article);
  ASSERT_EQ(page.headlines.size(), 2U);
  EXPECT_EQ(page.headlines[0].source, MetadataSource::open_graph);
  EXPECT_EQ(page.headlines[1].source, MetadataSource::title_element);
  EXPECT_EQ(page.headlines[1].value, "Bridge opens - Example Times");
}

TEST(Sources, BaseElement) {
  const Metadata page =
      read(R"(<base href="/deep/"><link rel="canonical" href="https://example.com/a"><p>x</p>)");
  EXPECT_EQ(page.base_url, "https://example.com/deep/");
}

TEST(Sources, SiteFromTheTitle) {
  EXPECT_EQ(
      read(R"(<title>Bridge opens | Example Times</title><meta property="og:title" content="Bridge opens">)")
          .site,
      "Example Times");
  EXPECT_FALSE(read("<title>Bridge opens - again</title>").site);
}

struct LanguageRow {
  std::string_view page, expected;
};

TEST(Sources, Language) {
  constexpr std::string_view kGerman =
      "<p>Der Stadtrat hat am Dienstag beschlossen, dass die neue Brücke im kommenden Jahr gebaut werden "
      "soll.</p>";
  constexpr std::string_view kHindi =
      "<p>नगर परिषद ने मंगलवार को फैसला किया कि नया पुल अगले साल बनाया जाएगा और लोगों को इसका लंबे समय से इंतजार "
      "था।</p>";
  const std::string wrong_script = "<html lang=\"en\">" + std::string(kHindi);
  const std::string template_english = "<html lang=\"en\">" + std::string(kGerman);
  const std::string none = std::string(kGerman);
  const LanguageRow rows[] = {
      {"<html lang=\"en\">", "en"},
      {"<html lang=\"pt-br\">", "pt-BR"},
      {"<html lang=\"en_US\">", "en-US"},
      {"<html lang=\"de-DE-1996\">", "de-DE"},
      {"<meta http-equiv=\"Content-Language\" content=\"fr\">", "fr"},
      {"<meta property=\"og:locale\" content=\"es_MX\">", "es-MX"},
      {"<html lang=\"en\"><meta property=\"og:locale\" content=\"en_GB\">", "en-GB"},
      {"<html lang=\"{{lang}}\">", ""},
      {"<html lang=\"\">", ""},
      {wrong_script, "hi"},
      {template_english, "de"},
      {none, "de"},
  };
  for (const LanguageRow& row : rows)
    EXPECT_EQ(read(row.page).language.value_or(""), row.expected) << row.page;
}

// The choice
// -------------------------------------------------------------------------------------------------------------

TEST(Choice, SourcesThatAgreeWin) {
  // The file's date against what the page shows twice.
  const Metadata page = read(page_with(
      "", R"(<meta name="created" content="2019-01-01">)",
      R"(<h1>A headline of some length</h1><time datetime="2026-05-05T09:30:00">x</time><span class="date">May 5, 2026</span>)"));
  EXPECT_EQ(page.chosen_published, "2026-05-05T09:30:00");
}

TEST(Choice, TheAddressConfirms) {
  const std::string page = page_with("", R"(<meta name="date" content="2026-05-07">)",
                                     R"(<h1>A headline of some length</h1><p>May 5, 2026</p>)");
  EXPECT_EQ(read(page).chosen_published, "2026-05-07");
  EXPECT_EQ(read(page, "https://example.com/2026/05/05/x").chosen_published, "2026-05-05");
}

TEST(Choice, TheAddressAloneGivesADay) {
  EXPECT_EQ(read("<h1>x</h1>", "https://example.com/2026/05/05/x").chosen_published, "2026-05-05");
  EXPECT_FALSE(read("<h1>x</h1>", "https://example.com/2026/05/x").chosen_published);
}

TEST(Choice, ModifiedBeforePublishedIsDropped) {
  const Metadata page =
      read_json(R"({"@type":"Article","datePublished":"2026-05-05","dateModified":"2019-01-01"})");
  EXPECT_EQ(page.chosen_published, "2026-05-05");
  EXPECT_FALSE(page.chosen_modified);
}

TEST(Choice, PersonsBeforeTheSite) {
  const Metadata page =
      read(page_with(R"({"@type":"Article","author":[{"name":"Example Times"},{"name":"Jane Doe"}]})",
                     R"(<meta property="og:site_name" content="Example Times">)"));
  EXPECT_EQ(page.chosen_authors, Names({"Jane Doe"}));
  const Metadata alone = read(page_with(R"({"@type":"Article","author":{"name":"Example Times"}})",
                                        R"(<meta property="og:site_name" content="Example Times">)"));
  EXPECT_EQ(alone.chosen_authors, Names({"Example Times"}));
}

TEST(Choice, AnAgencyBesideTheHeadlineDoesNotReplaceIt) {
  const Metadata page = read(page_with(R"({"@type":"Article","author":{"name":"AFP"}})", "",
                                       "<h1>A headline of some length</h1><p>" + std::string(6000, 'x') +
                                           "</p><span class=\"author\">John Roe</span>"));
  EXPECT_EQ(page.chosen_authors, Names({"AFP"}));
}

TEST(Choice, ALoneDayFarFromTheHeadline) {
  const std::string far = "<h1>A headline of some length</h1><p>" + std::string(6000, 'x') + "</p>";
  EXPECT_EQ(read(page_with("", "", far + "<p>May 5, 2026</p>")).chosen_published, "2026-05-05");
  EXPECT_FALSE(read(page_with("", "", far + "<p>May 5, 2026</p><p>May 7, 2026</p>")).chosen_published);
}

TEST(Choice, AModifiedDateStandsForThePublishedOneOnlyIfShown) {
  EXPECT_EQ(read(page_with("", "", "<h1>A headline of some length</h1><p>Updated: May 5, 2026</p>"))
                .chosen_published,
            "2026-05-05");
  EXPECT_FALSE(
      read(page_with("", R"(<meta property="article:modified_time" content="2026-05-05T09:30:00Z">)"))
          .chosen_published);
}

TEST(Choice, TheHeadlineMayStandOutsideTheArticleElement) {
  const Metadata page = read(
      "<title>A headline of some length</title><h1>A headline of some length</h1><article><span "
      "class=\"post-date\">May 5, "
      "2026</span></article>");
  EXPECT_EQ(page.chosen_published, "2026-05-05");
}

TEST(Choice, TheMoreCompleteSourceOfAuthors) {
  EXPECT_EQ(read(page_with(R"({"@type":"Article","author":"Jane Doe"})",
                           R"(<meta name="author" content="Jane Doe, John Roe">)"))
                .chosen_authors,
            Names({"Jane Doe", "John Roe"}));
  EXPECT_EQ(
      read(page_with(R"({"@type":"Article","author":"Jane"})", R"(<meta name="author" content="Jane Doe">)"))
          .chosen_authors,
      Names({"Jane Doe"}));
  EXPECT_EQ(read(page_with(R"({"@type":"Article","author":"jane.doe"})",
                           R"(<meta name="author" content="Jane Doe">)"))
                .chosen_authors,
            Names({"Jane Doe"}));
}

TEST(Robustness, HostilePages) {
  std::string nested;
  for (int i = 0; i < 5000; ++i) nested += "<div class=\"author date\" itemprop=\"author\">";
  std::string metas;
  for (int i = 0; i < 20'000; ++i)
    metas +=
        "<meta name=author content=\"Jane Doe " + std::string(1, static_cast<char>('a' + i % 26)) + "\">";
  std::string times;
  for (int i = 0; i < 20'000; ++i) times += "<time datetime=2026-05-05>x</time>";
  for (const std::string& page :
       {nested, metas, times, std::string(), std::string("\xff\x00\x80", 3),
        std::string("<script type=application/ld+json>") + std::string(100'000, '{')})
    read(page);
}

}  // namespace
}  // namespace pressclip
