// write: records and articles as JSON, text, Markdown and HTML; JSON lines in.
#include "pressclip/write.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "write/duplicate_mark.h"
#include "write/page_line.h"
#include "write/safe_text.h"

namespace pressclip {
namespace {

using std::string;

BodyBlock block(BodyType type, string text) {
  return {.type = type, .text = std::move(text), .ordered = {}, .depth = {}};
}

BodyBlock item(string text, int depth, bool ordered) {
  return {.type = BodyType::list_item, .text = std::move(text), .ordered = ordered, .depth = depth};
}

Article paragraph_article(string text) {
  Article article;
  article.body = {block(BodyType::paragraph, std::move(text))};
  return article;
}

Article full_article() {
  Article article;
  article.url = "https://example.com/a";
  article.site = "Example Times";
  article.language = "en";
  article.headline = "Bridge opens";
  article.standfirst = "After nine years.";
  article.authors = {"Ada Byron"};
  article.published = "2026-05-05T09:30:00+01:00";
  article.section = "Local";
  article.tags = {"bridges"};
  article.image = "https://example.com/a.jpg";
  article.body = {block(BodyType::paragraph, "Zoë crossed first."), item("One", 1, true)};
  article.body.push_back({.type = BodyType::heading, .text = "Cost", .level = 3, .ordered = {}, .depth = {}});
  article.related = {
      {.title = "Ferry closes", .url = "https://example.com/b", .summary = {}, .section = "Read more"}};
  article.removed = {
      {.category = Category::newsletter, .text = "Sign up", .rule = "en/newsletter:sign-up-for"}};
  article.confidence = 0.97;
  return article;
}

TEST(WriteJson, KeysInTheOrderOfTheFormat) {
  const Record record = {.source = "pages/a.html", .article = full_article(), .error = {}, .input_json = ""};
  EXPECT_EQ(
      write_json(record, {.compact = true, .removed = true, .fields = {}}),
      R"({"pressclip":1,"source":"pages/a.html","url":"https://example.com/a","site":"Example Times","language":"en",)"
      R"("headline":"Bridge opens","standfirst":"After nine years.","authors":["Ada Byron"],)"
      R"("published":"2026-05-05T09:30:00+01:00","modified":null,"section":"Local","tags":["bridges"],)"
      R"("image":"https://example.com/a.jpg","paywalled":false,)"
      R"("body":[{"type":"paragraph","text":"Zoë crossed first."},)"
      R"({"type":"list_item","ordered":true,"depth":1,"text":"One"},{"type":"heading","level":3,"text":"Cost"}],)"
      R"("related":[{"title":"Ferry closes","url":"https://example.com/b","summary":null,"section":"Read more"}],)"
      R"("removed":[{"category":"newsletter","text":"Sign up","rule":"en/newsletter:sign-up-for"}],)"
      R"("confidence":0.97})"
      "\n");
}

TEST(WriteJson, WhatThePageDoesNotGiveIsNullOrEmpty) {
  EXPECT_EQ(
      write_json(Article(), {.compact = true, .removed = false, .fields = {}}),
      R"({"pressclip":1,"source":"-","url":null,"site":null,"language":null,"headline":null,"standfirst":null,)"
      R"("authors":[],"published":null,"modified":null,"section":null,"tags":[],"image":null,"paywalled":false,)"
      R"("body":[],"related":[],"confidence":0.0})"
      "\n");
}

TEST(WriteJson, PrettyHasTwoSpaces) {
  EXPECT_EQ(write_json(full_article(), {.compact = false, .removed = false, .fields = {"headline", "tags"}}),
            "{\n  \"headline\": \"Bridge opens\",\n  \"tags\": [\n    \"bridges\"\n  ]\n}\n");
}

TEST(WriteJson, FieldsKeepTheOrderOfTheFormat) {
  EXPECT_EQ(write_json(full_article(), {.compact = true, .removed = true, .fields = {"removed", "headline"}}),
            R"({"headline":"Bridge opens","removed":[{"category":"newsletter","text":"Sign up",)"
            R"("rule":"en/newsletter:sign-up-for"}]})"
            "\n");
}

TEST(WriteJson, EveryFieldCanBeNamed) {
  const std::vector<string> expected = {"pressclip", "source",     "url",        "site",      "language",
                                        "headline",  "standfirst", "authors",    "published", "modified",
                                        "section",   "tags",       "image",      "paywalled", "body",
                                        "related",   "removed",    "confidence", "warnings",  "duplicate_of"};
  EXPECT_EQ(field_names(), expected);
}

TEST(WriteJson, WarningsEachOnce) {
  Article article;
  article.warnings = {Warning::truncated, Warning::simplified, Warning::truncated};
  EXPECT_EQ(write_json(article, {.compact = true, .removed = false, .fields = {"warnings"}}),
            "{\"warnings\":[\"truncated\",\"simplified\"]}\n");
}

TEST(WriteJson, ConfidenceHasTwoDecimalsAtMost) {
  const struct {
    double confidence;
    string written;
  } kRows[] = {{0, "0.0"},
               {1, "1.0"},
               {0.5, "0.5"},
               {0.97, "0.97"},
               {0.1 + 0.2, "0.3"},
               {0.976, "0.98"},
               {7, "1.0"},
               {-1, "0.0"},
               {std::numeric_limits<double>::quiet_NaN(), "0.0"},
               {std::numeric_limits<double>::infinity(), "0.0"}};
  for (const auto& row : kRows) {
    Article article;
    article.confidence = row.confidence;
    EXPECT_EQ(write_json(article, {.compact = true, .removed = false, .fields = {"confidence"}}),
              "{\"confidence\":" + row.written + "}\n");
  }
}

TEST(WriteJson, AnErrorRecordHasSourceAndErrorAlone) {
  const Record record = {.source = "gone.html",
                         .article = full_article(),
                         .error = RecordError{.code = "unreadable", .message = "No such file or directory"},
                         .input_json = ""};
  const string expected =
      R"({"pressclip":1,"source":"gone.html","error":{"code":"unreadable","message":"No such file or directory"}})"
      "\n";
  EXPECT_EQ(write_json(record, {.compact = true, .removed = false, .fields = {}}), expected);
  EXPECT_EQ(write_json(record, {.compact = true, .removed = false, .fields = {"headline"}}), expected)
      << "fields are an article's";
}

TEST(WriteJson, InputIsPassedThroughUnchanged) {
  const string input = R"({"n":12345678901234567890123,"x":1.0,"x":2,"é":"\u00e9"})";
  Record record = {.source = "7", .article = {}, .error = {}, .input_json = input};
  EXPECT_EQ(write_json(record, {.compact = true, .removed = false, .fields = {"headline"}}),
            "{\"headline\":null,\"input\":" + input + "}\n");
  EXPECT_EQ(write_json(record, {.compact = false, .removed = false, .fields = {"headline"}}),
            "{\n  \"headline\": null,\n  \"input\": " + input + "\n}\n");
  record.error = RecordError{.code = "timeout", .message = "late"};
  EXPECT_EQ(
      write_json(record, {.compact = true, .removed = false, .fields = {}}),
      R"({"pressclip":1,"source":"7","error":{"code":"timeout","message":"late"},"input":)" + input + "}\n");
}

TEST(WriteJson, ADuplicateIsMarkedAsIfWrittenSo) {
  for (const bool compact : {true, false})
    for (const std::vector<string>& fields :
         std::vector<std::vector<string>>{{}, {"headline", "duplicate_of"}, {"duplicate_of"}})
      for (const string& input : {string(), string(R"({"duplicate_of":"x","b":[1, {"c":"}\""}]})")}) {
        const JsonStyle style = {.compact = compact, .removed = false, .fields = fields};
        Record record = {.source = "b", .article = full_article(), .error = {}, .input_json = input};
        record.article.warnings = {Warning::simplified};
        const string plain = write_json(record, style);
        record.duplicate_of = "a\xFF\x7F\n\"é";
        const string marked = write_json(record, style);
        EXPECT_NE(marked, plain);
        EXPECT_EQ(marked_as_duplicate(plain, record.duplicate_of, style), marked);
        EXPECT_EQ(marked_as_duplicate(marked, std::nullopt, style), plain);
        EXPECT_EQ(marked_as_duplicate(plain, std::nullopt, style), plain);
        record.duplicate_of = "other";
        EXPECT_EQ(marked_as_duplicate(marked, "other", style), write_json(record, style));
      }
}

TEST(WriteJson, InputThatIsNoObjectDoesNoHarm) {
  const string deep = string(100000, '[') + string(100000, ']');
  for (const string& input : {string("{\"a\":"), string("[1]"), string("\"\xFF\""), "{\"a\":" + deep + "}"}) {
    const Record record = {.source = "7", .article = {}, .error = {}, .input_json = input};
    EXPECT_EQ(write_json(record, {.compact = true, .removed = false, .fields = {"headline"}}),
              "{\"headline\":null,\"input\":{}}\n");
  }
  const Record record = {.source = "7", .article = {}, .error = {}, .input_json = "{\"a\":\n1}"};
  EXPECT_EQ(write_json(record, {.compact = true, .removed = false, .fields = {"headline"}}),
            "{\"headline\":null,\"input\":{\"a\": 1}}\n")
      << "a compact record is one line";
}

TEST(WriteJson, BadBytesNeverThrow) {
  const struct {
    string text;
    string written;
  } kRows[] = {
      {"a\xFFz", "a\xEF\xBF\xBDz"},
      {"\xC0\xAF", "\xEF\xBF\xBD\xEF\xBF\xBD"},
      {"\xED\xA0\x80", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"},
      {"\xF0\x9F\x98", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"},
      {"\xF0\x9F\x98\x80", "\xF0\x9F\x98\x80"},
      {"\xF4\x90\x80\x80", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"},
      {string("a\0b", 3), "ab"},
      {"a\x1B[31mz", "a[31mz"},
      {"a\x7Fz\xC2\x9Bq", "azq"},
      {"a\"\\/<", "a\\\"\\\\/<"},
      {"tab\there", "tab\\there"},
  };
  // Wherever they stand: text is looked through many bytes at a time.
  for (const auto& row : kRows)
    for (std::size_t before = 0; before < 36; ++before)
      for (const std::size_t behind : {0U, 1U, 15U, 16U, 40U}) {
        const string begin(before, '~'), end(behind, 'x');
        Article article;
        article.headline = begin + row.text + end;
        EXPECT_EQ(write_json(article, {.compact = true, .removed = false, .fields = {"headline"}}),
                  "{\"headline\":\"" + begin + row.written + end + "\"}\n");
      }
}

TEST(WriteJson, SourceBytesThatAreNotUtf8ArePercentEscaped) {
  const struct {
    string source;
    string written;
  } kRows[] = {{"caf\xE9.html", "caf%E9.html"},
               {"caf\xC3\xA9.html", "caf\xC3\xA9.html"},
               {"a\x1B[0m", "a\\u001b[0m"},
               {"a\x7F\xC2\x9B", "a\\u007f\\u009b"},
               {"100%", "100%"}};
  for (const auto& row : kRows) {
    const Record record = {.source = row.source, .article = {}, .error = {}, .input_json = ""};
    EXPECT_EQ(write_json(record, {.compact = true, .removed = false, .fields = {"source"}}),
              "{\"source\":\"" + row.written + "\"}\n");
  }
}

TEST(WriteText, BlocksSeparatedByAnEmptyLine) {
  Article article = full_article();
  article.body.push_back(block(BodyType::preformatted, "a\n  b"));
  EXPECT_EQ(write_text(article),
            "Bridge opens\n\nAfter nine years.\n\nZoë crossed first.\n\nOne\n\nCost\n\na\n  b\n");
}

TEST(WriteText, NothingATerminalObeys) {
  EXPECT_EQ(write_text(paragraph_article("a\x1B]0;x\x07z\xC2\x9Bq\r\nb\x08")), "a]0;xzq b\n");
}

TEST(WriteMarkdown, WhatLooksLikeMarkupIsEscaped) {
  const struct {
    string text;
    string written;
  } kRows[] = {
      {"plain words, and 3.5 more.", "plain words, and 3.5 more."},
      {"*bold* _it_ `code`", "\\*bold\\* \\_it\\_ \\`code\\`"},
      {"[a](javascript:alert(1))", "\\[a\\](javascript:alert(1))"},
      {"![a](b)", "!\\[a\\](b)"},
      {"<script>x</script> &amp;", "\\<script\\>x\\</script\\> \\&amp;"},
      {"# Not a heading", "\\# Not a heading"},
      {"- not a list", "\\- not a list"},
      {"+ not a list", "\\+ not a list"},
      {"1. not a list", "1\\. not a list"},
      {"12) not a list", "12\\) not a list"},
      {"2026. A year.", "2026\\. A year."},
      {"---", "\\---"},
      {"===", "\\==="},
      {"> not a quote", "\\> not a quote"},
      {"~~~", "\\~\\~\\~"},
      {"a | b", "a \\| b"},
      {"back\\slash", "back\\\\slash"},
      {"#", "\\#"},
      {"C#", "C\\#"},
      {"    not code", "not code"},
      {"two\nlines", "two lines"},
  };
  for (const auto& row : kRows) EXPECT_EQ(write_markdown(paragraph_article(row.text)), row.written + "\n");
}

TEST(WriteMarkdown, HeadlineAndStandfirst) {
  Article article;
  article.headline = "A *new* C#";
  article.standfirst = "Really_";
  EXPECT_EQ(write_markdown(article), "# A \\*new\\* C\\#\n\n*Really\\_*\n");
}

TEST(WriteMarkdown, Lists) {
  const struct {
    std::vector<BodyBlock> items;
    string written;
  } kRows[] = {
      {{item("a", 1, false), item("b", 1, false)}, "- a\n- b\n"},
      {{item("a", 1, true), item("b", 2, false), item("c", 2, false), item("d", 1, true)},
       "1. a\n   - b\n   - c\n2. d\n"},
      {{item("a", 1, false), item("b", 2, true), item("c", 3, true), item("d", 2, true)},
       "- a\n  1. b\n     1. c\n  2. d\n"},
      {{item("a", 9, false), item("b", 1, false)}, "- a\n- b\n"},
      {{item("a", 1, false), item("b", 3, false)}, "- a\n  - b\n"},
      {{item("a", -4, true), item("- b", 1, false), item("c", 1, true)}, "1. a\n- \\- b\n1. c\n"},
      {{block(BodyType::list_item, "a")}, "- a\n"},
  };
  for (const auto& row : kRows) {
    Article article;
    article.body = row.items;
    EXPECT_EQ(write_markdown(article), row.written);
  }
}

TEST(WriteMarkdown, AListOfAMillionLevelsStaysSmall) {
  Article article;
  for (int depth = 1; depth <= 20000; ++depth) article.body.push_back(item("x", depth, false));
  EXPECT_LT(write_markdown(article).size(), 20000U * 40);
  EXPECT_LT(write_html(article).size(), 20000U * 40);
}

TEST(WriteMarkdown, TheOtherBlocks) {
  const struct {
    std::vector<BodyBlock> blocks;
    string written;
  } kRows[] = {
      {{{.type = BodyType::heading, .text = "Cost #", .level = 3, .ordered = {}, .depth = {}}},
       "### Cost \\#\n"},
      {{{.type = BodyType::heading, .text = "Cost", .level = 99, .ordered = {}, .depth = {}}},
       "###### Cost\n"},
      {{block(BodyType::quote, "a"), block(BodyType::quote, "- b")}, "> a\n>\n> \\- b\n"},
      {{block(BodyType::table_row, "Year | Cost"), block(BodyType::table_row, "2026 | 3*")},
       "| Year | Cost |\n| --- | --- |\n| 2026 | 3\\* |\n"},
      {{block(BodyType::preformatted, "a\n  *b*")}, "```\na\n  *b*\n```\n"},
      {{block(BodyType::preformatted, "``` and ````\n")}, "`````\n``` and ````\n`````\n"},
      {{block(BodyType::caption, "A bridge")}, "*A bridge*\n"},
      {{block(BodyType::paragraph, "a"), block(BodyType::paragraph, "b")}, "a\n\nb\n"},
  };
  for (const auto& row : kRows) {
    Article article;
    article.body = row.blocks;
    EXPECT_EQ(write_markdown(article), row.written);
  }
}

string html_body(const Article& article) {
  const string page = write_html(article);
  const std::size_t begin = page.find("<article>\n") + 10;
  return page.substr(begin, page.find("</article>") - begin);
}

TEST(WriteHtml, IsAWholePage) {
  Article article;
  article.headline = "A < B & \"C\"";
  article.language = "en\" onload=\"x";
  article.url = "https://example.com/?a=1&b=2";
  article.body = {block(BodyType::paragraph, "<script>alert('x')</script>")};
  EXPECT_EQ(write_html(article),
            "<!DOCTYPE html>\n<html lang=\"en&quot; onload=&quot;x\">\n<head>\n<meta charset=\"utf-8\">\n"
            "<title>A &lt; B &amp; &quot;C&quot;</title>\n"
            "<link rel=\"canonical\" href=\"https://example.com/?a=1&amp;b=2\">\n</head>\n<body>\n<article>\n"
            "<h1>A &lt; B &amp; &quot;C&quot;</h1>\n<p>&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;</p>\n"
            "</article>\n</body>\n</html>\n");
}

TEST(WriteHtml, OnlyWebAddressesBecomeLinks) {
  for (const char* url :
       {"javascript:alert(1)", "data:text/html,x", "//example.com", "HTTPS", "file:///etc/passwd"}) {
    Article article;
    article.url = url;
    EXPECT_EQ(write_html(article).find("canonical"), string::npos) << url;
  }
}

TEST(WriteHtml, TheBlocks) {
  const struct {
    std::vector<BodyBlock> blocks;
    string written;
  } kRows[] = {
      {{item("a", 1, false), item("b", 2, true), item("c", 1, false)},
       "<ul>\n<li>a<ol>\n<li>b</li></ol>\n</li>\n<li>c</li></ul>\n"},
      {{item("a", 1, false), item("b", 1, true)}, "<ul>\n<li>a</li></ul>\n<ol>\n<li>b</li></ol>\n"},
      {{block(BodyType::table_row, "a | b"), block(BodyType::table_row, "c")},
       "<table>\n<tr><td>a</td><td>b</td></tr>\n<tr><td>c</td></tr>\n</table>\n"},
      {{block(BodyType::quote, "a<")}, "<blockquote><p>a&lt;</p></blockquote>\n"},
      {{block(BodyType::preformatted, "a\n b")}, "<pre>\na\n b</pre>\n"},
      {{block(BodyType::caption, "a")}, "<figure><figcaption>a</figcaption></figure>\n"},
      {{{.type = BodyType::heading, .text = "a", .level = 1, .ordered = {}, .depth = {}}}, "<h2>a</h2>\n"},
  };
  for (const auto& row : kRows) {
    Article article;
    article.body = row.blocks;
    EXPECT_EQ(html_body(article), row.written);
  }
}

TEST(ReadPageLine, Rows) {
  const struct {
    string line;
    string page;
    string input_json;
  } kRows[] = {
      {R"({"html":"<p>a</p>"})", "<p>a</p>", "{}"},
      {R"({"text":"a\nb","id":"7"})", "a\nb", R"({"id":"7"})"},
      {R"( { "url" : "https://e.example/" , "html":"\u00e9" , "n" : [ {"html":1} , 2e4 ] } )", "\xC3\xA9",
       R"({"url":"https://e.example/","n":[ {"html":1} , 2e4 ]})"},
      {R"({"h\u0074ml":"x","k\"":"}"})", "x", R"({"k\"":"}"})"},
      {R"({"html":"x","big":12345678901234567890123,"x":1.0,"x":2})", "x",
       R"({"big":12345678901234567890123,"x":1.0,"x":2})"},
  };
  for (const auto& row : kRows) {
    const auto read = read_page_line(row.line);
    ASSERT_TRUE(std::holds_alternative<PageLine>(read)) << row.line;
    EXPECT_EQ(std::get<PageLine>(read).page, row.page);
    EXPECT_EQ(std::get<PageLine>(read).input_json, row.input_json);
  }
}

TEST(ReadPageLine, WhatIsNoPage) {
  const struct {
    string line;
    string input_json;
  } kRows[] = {
      {"", ""},
      {"nonsense", ""},
      {"[1]", ""},
      {"{\"html\":\"\xFF\"}", ""},
      {"{\"html\":\"x\"", ""},
      {R"({"html":1,"id":"7"})", R"({"id":"7"})"},
      {R"({"id":"7"})", R"({"id":"7"})"},
      {"{}", "{}"},
      {"{\"html\":\"x\",\"d\":" + string(100000, '[') + string(100000, ']') + "}", ""},
  };
  for (const auto& row : kRows) {
    const auto read = read_page_line(row.line);
    ASSERT_TRUE(std::holds_alternative<PageLineError>(read)) << row.line.substr(0, 80);
    EXPECT_FALSE(std::get<PageLineError>(read).message.empty());
    EXPECT_EQ(std::get<PageLineError>(read).input_json, row.input_json);
  }
}

TEST(Printable, ShowsWhatATerminalWouldObey) {
  EXPECT_EQ(printable("a\x1B\n\xFF\xC2\x9B\xC3\xA9"), "a\\x1B\\x0A\\xFF\\xC2\\x9B\xC3\xA9");
}

TEST(Schema, IsTheFileInTheDocs) {
  EXPECT_TRUE(
      json_schema().starts_with("{\n  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\""));
  EXPECT_TRUE(json_schema().ends_with("}\n"));
}

}  // namespace
}  // namespace pressclip
