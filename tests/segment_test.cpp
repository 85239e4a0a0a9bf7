// segment: HTML and plain text → blocks, as tables of pages and the blocks that they give.
#include "pressclip/segment.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <random>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "parse/document_storage.h"
#include "segment/white_space.h"

namespace pressclip {
namespace {

std::string kind_mark(const Block& block) {
  switch (block.kind) {
    case BlockKind::paragraph:
      return "p";
    case BlockKind::heading:
      return "h" + std::to_string(block.level);
    case BlockKind::list_item:
      return (block.ordered ? "ol" : "ul") + std::to_string(block.list_depth);
    case BlockKind::quote:
      return "q";
    case BlockKind::preformatted:
      return "pre";
    case BlockKind::table_row:
      return "row";
    case BlockKind::caption:
      return "cap";
  }
  return "?";
}

std::string_view visibility_mark(Visibility visibility) {
  switch (visibility) {
    case Visibility::shown:
      return "";
    case Visibility::hidden:
      return "-hidden";
    case Visibility::aria_hidden:
      return "-aria";
    case Visibility::screen_reader:
      return "-spoken";
    case Visibility::noscript:
      return "-noscript";
    case Visibility::inert:
      return "-inert";
  }
  return "?";
}

// "p: text; h2: text", a block after the other.
std::string notation(const BlockList& list) {
  std::string out;
  for (const Block& block : list.blocks) {
    if (!out.empty()) out += "; ";
    out += kind_mark(block);
    out += visibility_mark(block.visibility);
    out += ": ";
    out += block.text;
  }
  return out;
}

BlockList segment_html(std::string_view html) {
  return segment_blocks(parse_html(html));
}

std::string cut(const Block& block, std::size_t begin, std::size_t end) {
  if (begin > end || end > block.text.size()) return "OUT OF BOUNDS";
  return std::string(block.text.substr(begin, end - begin));
}

// "[text](url)" for each link, "{words}text" for each part, of each block.
std::string runs_notation(const BlockList& list) {
  std::string out;
  for (const Block& block : list.blocks) {
    if (!out.empty()) out += "; ";
    if (!block.words.empty()) out += "(" + std::string(block.words) + ")";
    for (const Link& link : block.links)
      out += "[" + cut(block, link.begin, link.end) + "](" + std::string(link.url) + ")";
    for (const InlinePart& part : block.parts)
      out += "{" + std::string(part.words) + "}" + cut(block, part.begin, part.end);
  }
  return out;
}

struct Row {
  std::string_view input;
  std::string_view expected;
};

void expect_html(const std::vector<Row>& rows) {
  for (const Row& row : rows) EXPECT_EQ(notation(segment_html(row.input)), row.expected) << row.input;
}

void expect_text(const std::vector<Row>& rows) {
  for (const Row& row : rows) EXPECT_EQ(notation(segment_text(row.input)), row.expected) << row.input;
}

TEST(SegmentHtml, BlockLevelElementsCut) {
  expect_html({
      {"", ""},
      {"plain", "p: plain"},
      {"<p>a<p>b", "p: a; p: b"},
      {"<div>a<div>b</div>c</div>", "p: a; p: b; p: c"},
      {"<h1>a</h1><h6>b</h6>", "h1: a; h6: b"},
      {"<article-body><p>a</p>b</article-body>c", "p: a; p: b; p: c"},
      {"<para>a</para><para>b</para>", "p: a; p: b"},
      {"<dl><dt>a<dd>b</dl>", "p: a; p: b"},
      {"a<hr>b", "p: a; p: b"},
      {"<details><summary>a</summary>b</details>", "p: a; p: b"},
      {"<span>a<div>b</div>c</span>", "p: a; p: b; p: c"},
  });
}

TEST(SegmentHtml, TextBetweenTagsIsPlainText) {
  const auto page = [](const std::string& before, const std::string& behind, int paragraphs,
                       const std::string& link = "") {
    std::string html = before;
    for (int i = 0; i < paragraphs; ++i) html += "<p>Paragraph " + std::to_string(i) + link + "</p>";
    return segment_html(html + behind);
  };
  const BlockList flat = page("<h1>Harbour</h1>", "", 20);
  EXPECT_TRUE(flat.plain_text);
  EXPECT_EQ(flat.containers.size(), 1U);
  EXPECT_EQ(flat.containers[0].end_block, 21U);
  EXPECT_EQ(flat.blocks[0].kind, BlockKind::heading);
  EXPECT_TRUE(page("<div id=page><main>", "</main></div>", 20).plain_text);  // around all of it
  // Near misses: an element that tells one block from another, links, a page that is too short to tell.
  EXPECT_FALSE(page("<div class=lead><p>Harbour</p></div>", "", 20).plain_text);
  EXPECT_FALSE(page("", "<footer>Imprint</footer>", 20).plain_text);
  EXPECT_FALSE(page("", "", 20, " <a href=/x>more</a>").plain_text);
  EXPECT_FALSE(page("", "", 4).plain_text);
}

TEST(SegmentHtml, InlineElementsDoNotCut) {
  expect_html({
      {"<p>a<b>b</b><i>c</i> <span>d</span>", "p: abc d"},
      {"<p>one <a href=x>two</a> three", "p: one two three"},
      {"<p>in <st1:city>Paris</st1:city> today", "p: in Paris today"},
      {"<p>a <img src=x> b", "p: a b"},
      {"<p>a <iframe src=x></iframe> b", "p: a b"},
      {"<p>a <script>x</script><style>y</style><svg><text>z</text></svg>b", "p: a b"},
      {"<p>a <select><option>x</option></select> b", "p: a b"},
      {"<p>a<wbr>b", "p: ab"},
      {"<p>a <time>b</time> c", "p: a b c"},
  });
}

TEST(SegmentHtml, ControlsWithinTextDoNotCut) {
  expect_html({
      {"<p>see <button>note</button> here", "p: see note here"},
      {"<p>see <label>1<input></label> here", "p: see 1 here"},
      {"<li>see <button>note</button> here", "ul1: see note here"},
      {"<h2>see <span><button>note</button></span> here</h2>", "h2: see note here"},
      {"<div><button>a</button><button>b</button></div>", "p: a; p: b"},
      {"<label>a</label> <label>b</label>", "p: a; p: b"},
  });
}

TEST(SegmentHtml, LineBreaks) {
  expect_html({
      {"a<br>b", "p: a b"},
      {"a<br><br>b", "p: a; p: b"},
      {"a<br> \n <br>b", "p: a; p: b"},
      {"a<br>&nbsp;<br>b", "p: a; p: b"},
      {"a<br>&#8203;<br>b", "p: a; p: b"},
      {"a<br><span></span><br>b", "p: a; p: b"},
      {"<b>a<br><br>b</b>", "p: a; p: b"},
      {"a<br>.<br>b", "p: a . b"},
      {"<br><br>a<br><br>", "p: a"},
      {"<h1>a<br>b</h1>", "h1: a b"},
      {"<li>a<br><br>b</li>", "ul1: a; ul1: b"},
  });
}

TEST(SegmentHtml, IndentedLinesAreParagraphs) {
  expect_html({
      {"<div>\u3000一。<br>\u3000二。<br>\n\u3000三。</div>", "p: 一。; p: 二。; p: 三。"},
      {"<div>一。<br>\u3000\u3000二。</div>", "p: 一。; p: 二。"},
      {"<div>一。<br><b>\u3000二</b>。</div>", "p: 一。; p: 二。"},
      {"<div>一。<br>\u3000<b>二</b>。</div>", "p: 一。; p: 二。"},
      {"<div>a.<br>&nbsp;&nbsp;b.</div>", "p: a.; p: b."},
      {"<div>a.<br>&nbsp; &nbsp;b.</div>", "p: a.; p: b."},
      {"<div>a.<br>&emsp;&emsp;b.</div>", "p: a.; p: b."},
      // One space that does not collapse indents nothing, nor do those that do.
      {"<div>a.<br>&nbsp;b.</div>", "p: a. b."},
      {"<div>a.<br>    b.</div>", "p: a. b."},
      {"<div>一\u3000二<br>三\u3000四</div>", "p: 一 二 三 四"},
      {"<div>一。\u3000\u3000二。</div>", "p: 一。 二。"},
      {"<h1>一<br>\u3000二</h1>", "h1: 一 二"},
  });
}

TEST(SegmentHtml, Lists) {
  expect_html({
      {"<ul><li>a<li>b</ul>", "ul1: a; ul1: b"},
      {"<ol><li>a<ul><li>b</ul>c</ol>", "ol1: a; ul2: b; ol1: c"},
      {"<ul><li>a<ol><li>b<ol><li>c</ol></ol></ul>", "ul1: a; ol2: b; ol3: c"},
      {"<ul><li><p>a</p><p>b</p></li></ul>", "ul1: a; ul1: b"},
      {"<ol><li><h3>a</h3>b</ol>", "h3: a; ol1: b"},
      {"<li>a", "ul1: a"},
      {"<ul><li><article><p>a</p></article></ul>", "p: a"},
      {"<ul><li><article><ul><li>a</ul></article></ul>", "ul1: a"},
  });
}

TEST(SegmentHtml, QuotesAndCaptions) {
  expect_html({
      {"<blockquote>a<p>b</p></blockquote>c", "q: a; q: b; p: c"},
      {"<blockquote><h2>a</h2><ul><li>b</ul></blockquote>", "h2: a; ul1: b"},
      {"<q>a</q> b", "p: a b"},
      {"<figure><img><figcaption>a <p>b</p></figcaption></figure>c", "cap: a; cap: b; p: c"},
  });
}

TEST(SegmentHtml, Tables) {
  expect_html({
      {"<table><tr><th>a<th>b<tr><td>1<td>2</table>", "row: a | b; row: 1 | 2"},
      {"<table><caption>c</caption><tr><td>a</td> <td>b</td></tr></table>", "cap: c; row: a | b"},
      {"<table><tr><td><p>a</p>b<td><div>c</div></table>", "row: a b | c"},
      {"<table><tr><td>a<br><br>b<td>c</table>", "row: a b | c"},
      {"<table><tr><td>a<td><td>c<td></table>", "row: a | | c"},
      {"<table><tr><td>e\u0301<td>b&nbsp;<td><p> </p><td><b> <i></i></b><td></table>", "row: \u00e9 | b"},
      {"<table><tr><td><b>a</b><td><button>b</button></table>", "row: a | b"},
      // The page's layout.
      {"<table><tr><td>a</table>", "p: a"},
      {"<table><tr><td><td>a<td>&nbsp;<td><img></table>", "p: a"},
      {"<table><tr><td><h2>a</h2>b<td>c</table>", "h2: a; p: b; p: c"},
      {"<table><tr><td><ul><li>a</ul><td>b</table>", "ul1: a; p: b"},
      {"<table><tr><td><p>a<p>b<p>c<td>d</table>", "p: a; p: b; p: c; p: d"},
      {"<table><tr><td><table><tr><td>a<td>b</table><td>c</table>", "row: a | b; p: c"},
      {"<ul><li><table><tr><td>a</table></ul>", "p: a"},
  });
  const std::string long_cell(601, 'x');
  EXPECT_EQ(notation(segment_html("<table><tr><td>" + long_cell + "<td>b</table>")),
            "p: " + long_cell + "; p: b");
  const std::string white(700, ' ');
  EXPECT_EQ(notation(segment_html("<table><tr><td>a" + white + "<td>b</table>")), "row: a | b");
}

TEST(SegmentHtml, PreformattedKeepsLines) {
  expect_html({
      {"<pre>a  b\n c</pre>", "pre: a  b\n c"},
      {"<pre>\n\n  a\n\nb \n</pre>", "pre:   a\n\nb"},
      {"<pre>a<br>b</pre>", "pre: a\nb"},
      {"<pre><b>a</b> <i>b</i></pre>", "pre: a b"},
      {"<pre><code><div>a</div><div> b</div></code></pre>", "pre: a\n b"},
      {"<pre>a<code-line>b</code-line>c</pre>", "pre: a\nb\nc"},
      {"<pre><p>a</p><p>b</p></pre>", "pre: a; pre: b"},
      {"<pre> \n\t</pre>", ""},
      {"<pre>a</pre>b  c", "pre: a; p: b c"},
  });
}

TEST(SegmentHtml, RubyWithoutItsReading) {
  expect_html({
      {"<p><ruby>漢<rt>かん</rt>字<rt>じ</rt></ruby>を", "p: 漢字を"},
      {"<p><ruby>漢字<rp>(</rp><rt>かんじ</rt><rp>)</rp></ruby>を", "p: 漢字を"},
      {"<p><ruby><rb>漢<rt>kan<rtc>x</ruby>を", "p: 漢を"},
  });
}

TEST(SegmentHtml, NothingToSeeIsNoBlock) {
  expect_html({
      {"<p></p><div> <span>\n</span></div>", ""},
      {"<p>&nbsp;</p><p>&#8203;</p><p>&#xFEFF;&shy;</p>", ""},
      {"<p>&zwj;</p><p>&zwnj; &nbsp;</p><p>&#xFE0F;</p><p>&#x2060;</p>", ""},
      {"<p>&#x2800;</p><p>&#x3164;</p><p>&#xFFFC;</p><p>\u3000</p>", ""},
      {"<p>&#x200E;</p><pre>&nbsp;\n&#8203;</pre>", ""},
      {"<p>.</p><p>&zwj;a</p>", "p: .; p: \u200da"},
      {"<p>•</p><p>❤️</p>", "p: •; p: ❤️"},
  });
}

TEST(SegmentHtml, Visibility) {
  expect_html({
      {"<p hidden>a</p>", "p-hidden: a"},
      {"<p style='color:red; DISPLAY : none'>a</p>", "p-hidden: a"},
      {"<p style='visibility:hidden'>a</p>", "p-hidden: a"},
      {"<p style='display:block'>a</p>", "p: a"},
      {"<p hidden=until-found>a</p>", "p: a"},
      {"<p aria-hidden=true>a</p><p aria-hidden=false>b</p>", "p-aria: a; p: b"},
      {"<div hidden><p>a</p></div><p>b</p>", "p-hidden: a; p: b"},
      {"<div aria-hidden=true><p hidden>a</p><p>b</p></div>", "p-hidden: a; p-aria: b"},
      {"<p class='x sr-only'>a</p>", "p-spoken: a"},
      {"<p class=govuk-visually-hidden>a</p><p class=ab12-VisuallyHidden>b</p>", "p-spoken: a; p-spoken: b"},
      {"<p class='not-sr-only'>a</p><p class='md:sr-only'>b</p><p class=sr-only-not>c</p>",
       "p: a; p: b; p: c"},
      {"<p>a<noscript>b</noscript>c", "p: a; p-noscript: b; p: c"},
      {"<body><template><p>a</p></template>", "p-inert: a"},
      {"<dialog>a</dialog><dialog open>b</dialog>", "p-hidden: a; p: b"},
  });
}

TEST(SegmentHtml, WhatIsNotSeenIsCutOutOfWhatIs) {
  expect_html({
      {"<p>Read <a href=x>more<span class=sr-only> (opens in a tab)</span></a> here", "p: Read more here"},
      {"<p><span class=sr-only>By</span> Jane", "p: Jane"},
      {"<p><span class=sr-only>By Jane</span>", "p-spoken: By Jane"},
      {"<p><span class=sr-only>a</span><span hidden>b</span>&nbsp;", "p-spoken: ab"},
      {"<p>Jane <span style='display:none'>id 7</span> Doe", "p: Jane Doe"},
      {"<p>a <span aria-hidden=true>b</span> c", "p: a b c"},
      {"<p><b aria-hidden=true>a</b>", "p-aria: a"},
      // What "read on" would open.
      {"<p>Short <span style='display:none'>and a much longer rest</span>",
       "p: Short and a much longer rest"},
      // Pictures for readers without scripts.
      {"<p>a <noscript><img></noscript> b", "p: a b"},
      {"<p>a <template><div></div></template> b", "p: a b"},
  });
}

TEST(SegmentHtml, TextIsNormalized) {
  expect_html({
      {"<p> a \n\t b&nbsp;&nbsp;c ", "p: a b c"},
      {"<p>cafe\u0301 soft&shy;hyphen", "p: caf\u00e9 softhyphen"},
      {"<p>e<b>\u0301</b>a", "p: \u00e9a"},
      {"<p>a &lt;b&gt; &amp;amp;", "p: a <b> &amp;"},
  });
}

TEST(WhiteSpace, EndsWhereItWouldByteByByte) {
  const auto ends_at = [](std::string_view text, std::size_t position, auto goes_on) {
    while (position < text.size() && goes_on(position)) ++position;
    return position;
  };
  constexpr std::string_view kPieces[] = {"a",  "b",  "!",  "\xC3\xA9", " ",       " ",
                                          "  ", "\n", "\t", "\x01",     "        "};
  std::mt19937 random(1);
  for (int round = 0; round < 20'000; ++round) {
    std::string text;
    for (std::size_t i = random() % 30; i > 0; --i)
      text += random() % 4 == 0 ? kPieces[random() % std::size(kPieces)] : std::string_view("c");
    const auto is_space_at = [&](std::size_t i) { return is_space(text[i]); };
    for (std::size_t position = 0; position < text.size(); ++position) {
      ASSERT_EQ(end_of_space(text, position), ends_at(text, position, is_space_at)) << '"' << text << '"';
      if (is_space(text[position])) continue;
      const auto is_word_at = [&](std::size_t i) {
        return !is_space(text[i]) || (text[i] == ' ' && i + 1 < text.size() && !is_space(text[i + 1]));
      };
      ASSERT_EQ(end_of_words(text, position), ends_at(text, position, is_word_at)) << '"' << text << '"';
    }
  }
}

TEST(SegmentHtml, LinksAndParts) {
  const std::vector<Row> rows = {
      {"<p>one <a href=u> two </a>three", "[two](u)"},
      {"<p><a href=u><b>one</b></a>", "[one](u)"},
      {"<p>one <a>two</a> <a href=u><img></a>", ""},
      {"<p><a href=u>a</a><a href=v>a</a> a <a href=w>a</a>", "[a](u)[a](v)[a](w)"},
      {"<a href=u><h3>one</h3><p>two</p></a>", "[one](u); [two](u)"},
      {"<h2><span class=k>Live</span> Title <span class=n>12</span></h2>", "{k}Live{n}12"},
      {"<h2><span class=k id=j>Live</span></h2>", "(k j)"},
      {"<h2><a class=x href=u><span class=k>Live</span> Title</a></h2>", "(x)[Live Title](u){k}Live"},
      {"<p><span class=x>one<br><br>two</span>", "(x); (x)"},
      // The same where normalisation moves the text.
      {"<p>&nbsp;  e\u0301 <a href=u>&nbsp;a</a><a href=v>a</a>", "[a](u)[a](v)"},
      {"<p>a&nbsp; <a href=u>a&nbsp;&nbsp;a</a> a <i class=k>a</i>", "[a a](u){k}a"},
      {"<p>x<a href=u>e</a>\u0301y<a href=v>y</a>", "[\u00e9](u)[y](v)"},
      {"<p>xe<a href=u>\u0301y</a>y<a href=v>y</a>", "[y](u)[y](v)"},
      {"<p>e<a href=u>&#8203;</a>\u0301<a href=v>y</a>", "[y](v)"},
      {"<p>so&shy;<a href=u>ft&shy;</a>soft <a href=v>ft</a>", "[ft](u)[ft](v)"},
      {"<p>\u1100<a href=u>\u1161</a>\u11a8<a href=v>\uac01</a>", "[\uac01](v)"},
      {"<p>a <span class=sr-only>b c d</span><a href=u>a <span class=sr-only>e</span>f</a>", "[a f](u)"},
      {"<table><tr><td>e\u0301<td><a href=u>a</a><td class=k>a<td></table>", "[a](u){k}a"},
      {"<pre>  e\u0301\n  <a href=u>  a\n</a>  <a href=v>a</a></pre>", "[a](u)[a](v)"},
  };
  for (const Row& row : rows) EXPECT_EQ(runs_notation(segment_html(row.input)), row.expected) << row.input;
}

TEST(SegmentHtml, PartsInShortBlocksOnly) {
  const std::string text(600, 'x');
  EXPECT_TRUE(segment_html("<p>" + text + "<i class=k>y</i>").blocks.at(0).parts.empty());
  EXPECT_EQ(segment_html("<p>" + text.substr(2) + "<i class=k>y</i>").blocks.at(0).parts.size(), 1U);
}

TEST(Segment, TextLivesAsLongAsACopyOfTheList) {
  BlockList copy;
  {
    const std::string html =
        "<p class='a b' id=c>A <a class=d id=e href=/f>linked</a>  te&#120;t</p><p>Whole</p>";
    const BlockList list = segment_html(html);
    copy = list;
  }
  EXPECT_EQ(notation(copy), "p: A linked text; p: Whole");
  EXPECT_EQ(runs_notation(copy), "[linked](/f){d e}linked; ");
  EXPECT_EQ(copy.containers.at(3).words, "a b c");
  copy = segment_text("One\n\n- two\n- three\n");
  EXPECT_EQ(copy.blocks.at(1).text, "two");
}

// Nothing is lost but where one block ends and the next begins.
TEST(Segment, MoreBlocksThanThereIsRoomForAreOne) {
  std::string html, text;
  for (std::size_t i = 0; i + 1 < kMostBlocks; ++i) html += "<p>x", text += "x\n";
  const auto last_of = [](const BlockList& list) { return list.blocks.back().text; };
  for (const auto& [page, dump, last] :
       {std::tuple("", "", "x"), std::tuple("<p>y", "y\n", "y"), std::tuple("<p>y<p>z", "y\nz\n", "y z"),
        std::tuple("<p>y<div><h2>z</h2><br><br>w</div>", "y\n\nz\nw", "y z w")}) {
    const BlockList of_html = segment_html(html + page), of_text = segment_text(text + dump);
    EXPECT_LE(of_html.blocks.size(), kMostBlocks);
    EXPECT_LE(of_text.blocks.size(), kMostBlocks);
    EXPECT_EQ(last_of(of_html), last);
    EXPECT_EQ(last_of(of_text), last);
    EXPECT_EQ(of_html.simplified, std::string_view(last).size() > 1) << last;
    EXPECT_EQ(of_text.simplified, std::string_view(last).size() > 1) << last;
  }
}

TEST(SegmentHtml, WhatABlockSaysOfItself) {
  const BlockList list = segment_html(
      "<article class=c itemprop=d><img><p><b>ab<strong>cd</strong></b> <i>e</i><em>f</em> <time>1</time></p>"
      "<p><span itemprop=s>x</span></p></article><x-y id=z></x-y>");
  ASSERT_EQ(list.blocks.size(), 2U);
  EXPECT_EQ(list.blocks[0].strong_bytes, 4U);
  EXPECT_EQ(list.blocks[0].emphasis_bytes, 2U);
  EXPECT_EQ(list.blocks[0].images, 1U);
  EXPECT_TRUE(list.blocks[0].time);
  EXPECT_EQ(list.blocks[1].images, 0U);
  EXPECT_FALSE(list.blocks[1].time);
  EXPECT_EQ(list.blocks[1].item, "s");
  EXPECT_EQ(list.containers.back().tag, Tag::unknown);
  EXPECT_TRUE(list.containers.back().custom);
  EXPECT_EQ(list.containers.back().words, "z");
  bool found = false;
  for (const Container& container : list.containers) {
    if (container.tag != Tag::article) continue;
    found = true;
    EXPECT_EQ(container.words, "c");
    EXPECT_EQ(container.item, "d");
    EXPECT_EQ(container.first_block, 0U);
    EXPECT_EQ(container.end_block, 2U);
  }
  EXPECT_TRUE(found);
}

// The containers around each block, from the inside out, hold it, and each is one deeper than its parent.
TEST(SegmentHtml, ContainersHoldTheirBlocks) {
  const BlockList list = segment_html(
      "a<div>b<section><p>c</p><ul><li>d</ul></section></div><table><tr><td>e<td>f<tr><td><h2>g</h2></"
      "table>h");
  ASSERT_EQ(list.blocks.size(), 7U);
  for (BlockIndex i = 0; i < list.blocks.size(); ++i)
    for (ContainerIndex at = list.blocks[i].container;; at = list.containers[at].parent) {
      const Container& container = list.containers[at];
      EXPECT_LE(container.first_block, i);
      EXPECT_LT(i, container.end_block);
      if (at == 0) break;
      EXPECT_LT(container.parent, at);
      EXPECT_EQ(container.depth, list.containers[container.parent].depth + 1);
    }
}

TEST(SegmentText, ALineABlockOrBlankLines) {
  expect_text({
      {"", ""},
      {"\n \n\t\n", ""},
      {"Title\nBy Jane Doe\nText.", "p: Title; p: By Jane Doe; p: Text."},
      {"Title\n\nText.\n\n\nMore.", "p: Title; p: Text.; p: More."},
      {"a\r\nb\rc\fd\ve", "p: a; p: b; p: c; p: d; p: e"},
      {"a\r\n\r\nb\n", "p: a; p: b"},
      {"a\n\u00a0\u3000\nb\n\u200b\u200d\nc", "p: a; p: b; p: c"},
      {"a\n-----\nb\n* * *\nc\n====\n", "p: a; p: b; p: c"},
      {"a\n--\nb", "p: a; p: --; p: b"},
      {"cafe\u0301 \u00a0 x", "p: caf\u00e9 x"},
  });
}

TEST(SegmentText, Lists) {
  expect_text({
      {"- a\n- b", "ul1: a; ul1: b"},
      {"* a\n* b", "ul1: a; ul1: b"},
      {"• a\n\n· b", "ul1: a; ul1: b"},
      {"1. a\n2. b\n3. c", "ol1: a; ol1: b; ol1: c"},
      {"9) a\n10) b", "ol1: a; ol1: b"},
      // Dialogue, footnotes, dates and years.
      {"- Hello, he said.\n\nShe left.", "p: - Hello, he said.; p: She left."},
      {"- One.\n\n- Two.", "p: - One.; p: - Two."},
      {"Text.\n* A note.", "p: Text.; p: * A note."},
      {"5. May was warm.\nText.", "p: 5. May was warm.; p: Text."},
      {"3. a\n5. b", "p: 3. a; p: 5. b"},
      {"-a\n*b\n1.5 c\n2.6 d", "p: -a; p: *b; p: 1.5 c; p: 2.6 d"},
  });
}

TEST(SegmentText, MarkdownHeadings) {
  expect_text({
      {"# a\n## b ##\n###### c", "h1: a; h2: b; h6: c"},
      {"#tag\n####### x\n#", "p: #tag; p: ####### x; p: #"},
      {"# C#", "h1: C#"},
  });
}

// Wrapped at 72 columns by a program.
constexpr std::string_view kWrapped =
    "The council voted on Tuesday evening to keep the old library open for at\n"
    "least another two years, after residents had filled the town hall in\n"
    "numbers that nobody on the stage could remember seeing there before, and\n"
    "had stayed until the last speaker was done.\n";

constexpr std::string_view kUnwrapped =
    "p: The council voted on Tuesday evening to keep the old library open for at least another two years, "
    "after residents had filled the town hall in numbers that nobody on the stage could remember seeing "
    "there "
    "before, and had stayed until the last speaker was done.";

TEST(SegmentText, WrappedLinesAreJoined) {
  const std::string wrapped(kWrapped);
  const std::string unwrapped(kUnwrapped);
  expect_text({{wrapped, unwrapped}});
  EXPECT_EQ(notation(segment_text(wrapped + "\n" + wrapped)), unwrapped + "; " + unwrapped);
  // Short lines of the same page are not.
  EXPECT_EQ(notation(segment_text("Home\nNews\nSport\n\n" + wrapped + "\nContact\nAbout us\n")),
            "p: Home; p: News; p: Sport; " + unwrapped + "; p: Contact; p: About us");
  // An indented line begins a paragraph, a heading and a bullet stand alone.
  EXPECT_EQ(notation(segment_text(wrapped + "   " + wrapped)), unwrapped + "; " + unwrapped);
  EXPECT_EQ(notation(segment_text("# Title\n" + wrapped)), "h1: Title; " + unwrapped);
  EXPECT_EQ(notation(segment_text(wrapped + "• one\n• two\n")), unwrapped + "; ul1: one; ul1: two");
}

TEST(SegmentText, WrappedLinesOfScriptsWithoutSpaces) {
  std::string line;
  for (int i = 0; i < 36; ++i) line += "字";
  const std::string wrapped = line + "\n" + line + "\n" + line + "\n終。\n";
  EXPECT_EQ(notation(segment_text(wrapped)), "p: " + line + line + line + "終。");
}

TEST(SegmentText, LinesOfAnyLengthAreNotJoined) {
  // Headlines: none ends where another one does.
  expect_text(
      {{"Council votes to keep the old library open for now\n"
        "Rain expected in the north until the end of the week, forecasters say\n"
        "Museum shows letters from the harbour\n"
        "Thousands join the march through the centre of the capital\n",
        "p: Council votes to keep the old library open for now; "
        "p: Rain expected in the north until the end of the week, forecasters say; "
        "p: Museum shows letters from the harbour; "
        "p: Thousands join the march through the centre of the capital"}});
  // Paragraphs in Chinese have no spaces at all.
  std::string text, expected;
  for (const int length : {24, 50, 31, 44, 27, 39}) {
    for (int i = 0; i < length; ++i) text += "字";
    text += "\n";
  }
  EXPECT_EQ(segment_text(text).blocks.size(), 6U);
  // A headline and a byline under it, in a dump whose paragraphs are single long lines.
  std::string paragraph;
  for (int i = 0; i < 30; ++i) paragraph += "some words ";
  EXPECT_EQ(segment_text("A headline of more than forty characters in all\nBy Jane\n\n" + paragraph + "\n\n" +
                         paragraph)
                .blocks.size(),
            4U);
}

std::string repeat(std::string_view piece, std::size_t count) {
  std::string out;
  out.reserve(piece.size() * count);
  for (std::size_t i = 0; i < count; ++i) out += piece;
  return out;
}

// Pages that would take minutes, or gigabytes, if any of this cost the square of the page.
TEST(SegmentHostile, BlocksAreCounted) {
  constexpr std::size_t kMany = 15'000;
  struct HostileRow {
    std::string_view name;
    std::string page;
    std::size_t blocks;
  };
  const HostileRow rows[] = {
      {"spoken spans", "<p>x" + repeat("<span class=sr-only>a</span>b", kMany), 1},
      {"hidden spans", "<p>x" + repeat("<i hidden>a</i>b<a href=u>c</a>", kMany), 1},
      {"links beside a decomposed letter", "<p>e\u0301" + repeat("<a href=u>a</a>", kMany), 1},
      {"marks in elements of their own", "<p>e" + repeat("<b>\u0301</b>", kMany), 1},
      {"jamo in elements of their own", "<p>" + repeat("\u1100<b>\u1161</b>", kMany), 1},
      {"blanks in elements of their own", "<pre>a" + repeat("<b> </b>", kMany) + "b</pre>", 1},
      {"a long address around everything",
       "<span><a href=" + std::string(100'000, 'x') + ">" + repeat("<div>a</div>", kMany), kMany},
      {"buttons deep within text", "<p>" + repeat("<span>", 400) + repeat("<button>a</button>", kMany), 1},
      {"noscripts without text", repeat("<noscript>", 400) + repeat("<img>", kMany) + "a", 1},
      {"rows within rows", repeat("<table><tr><td>", 150) + repeat("<img>", kMany) + "a", 1},
      {"line breaks", repeat("a<br><br>", kMany), kMany},
      {"indented lines", repeat("a<br>\u3000", kMany), kMany},
      {"breaks and blanks", "a" + repeat("<br>&nbsp;<!-- -->", kMany) + "b", 2},
      {"cells", "<table><tr>" + repeat("<td>a", kMany), 1},
  };
  for (const HostileRow& row : rows) {
    const BlockList list = segment_html(row.page);
    EXPECT_EQ(list.blocks.size(), row.blocks) << row.name;
    std::size_t bytes = 0;
    for (const Block& block : list.blocks) {
      bytes += block.text.size() + block.words.size() + block.item.size();
      for (const Link& link : block.links) bytes += link.url.size();
    }
    EXPECT_LE(bytes, row.page.size() + (std::size_t{16} << 20)) << row.name;
  }
}

// Trees that the parser would not let through.
class Tree {
 public:
  void open(Tag tag, const std::vector<Attribute>& attributes = {}) {
    open_.push_back(static_cast<NodeIndex>(nodes_.size()));
    Node node;
    node.kind = NodeKind::element;
    node.tag = tag;
    node.first_attribute = static_cast<std::uint32_t>(attributes_.size());
    node.attribute_count = static_cast<std::uint32_t>(attributes.size());
    nodes_.push_back(node);
    attributes_.insert(attributes_.end(), attributes.begin(), attributes.end());
  }
  void close() {
    nodes_[open_.back()].end = static_cast<NodeIndex>(nodes_.size());
    open_.pop_back();
  }
  void add(Tag tag, std::string_view text) {
    open(tag);
    if (!text.empty()) {
      Node node;
      node.kind = NodeKind::text;
      node.end = static_cast<NodeIndex>(nodes_.size()) + 1;
      node.text = text;
      nodes_.push_back(node);
    }
    close();
  }
  Document finish() {
    while (!open_.empty()) close();
    nodes_[0].end = static_cast<NodeIndex>(nodes_.size());
    return {std::move(nodes_), std::move(attributes_), {}, false, nullptr};
  }

 private:
  std::vector<Node> nodes_{1};
  std::vector<Attribute> attributes_;
  std::vector<NodeIndex> open_;
};

TEST(SegmentHostile, WhatIsOpenAroundEverythingIsBounded) {
  constexpr std::size_t kDepth = 5'000, kMany = 15'000;
  const std::string words(300, 'w');
  const std::string address(100'000, 'x');
  Tree tree;
  for (std::size_t i = 0; i < kDepth; ++i)
    tree.open(i % 2 == 0 ? Tag::time : Tag::a, {{"class", words}, {"href", address}});
  for (std::size_t i = 0; i < kMany; ++i) tree.add(Tag::div, "a");
  const BlockList list = segment_blocks(tree.finish());
  EXPECT_EQ(list.blocks.size(), kMany);
  std::size_t bytes = 0;
  for (std::size_t i = 1; i < list.blocks.size(); ++i) {
    EXPECT_LE(list.blocks[i].links.size(), 8U);
    bytes += list.blocks[i].words.size();
    for (const Link& link : list.blocks[i].links) bytes += link.url.size();
  }
  EXPECT_GT(bytes, 0U);
  EXPECT_LE(bytes, std::size_t{17} << 20);
}

TEST(SegmentHostile, RowsWithinRowsAreSearchedOnce) {
  Tree tree;
  for (std::size_t i = 0; i < 5'000; ++i) {
    tree.open(Tag::template_);
    tree.open(Tag::tr);
    tree.open(Tag::td);
  }
  for (std::size_t i = 0; i < 100'000; ++i) tree.add(Tag::img, "");
  tree.add(Tag::b, "a");
  const BlockList list = segment_blocks(tree.finish());
  EXPECT_EQ(notation(list), "p-inert: a");
}

TEST(SegmentHostile, LinesAreBounded) {
  EXPECT_EQ(segment_text(repeat("\n", 1'000'000)).blocks.size(), 0U);
  EXPECT_EQ(segment_text(std::string(1'000'000, 'a')).blocks.size(), 1U);
  EXPECT_EQ(segment_text(repeat("a\n", 300'000)).blocks.size(), kMostBlocks);
  EXPECT_EQ(segment_text(repeat("a\n\n", 300'000)).blocks.size(), kMostBlocks);
  EXPECT_EQ(segment_text(repeat("a\n\n", 300'000)).blocks.back().text.size(),
            (300'000 - kMostBlocks) * 2 + 1);
}

TEST(SegmentHostile, AnyBytesGiveBlocks) {
  const std::string_view pieces[] = {
      "<p>",    "</p>",     "<pre>",       "<tr>", "<td>", "<br>",       "\u3000",   "e",
      "\u0301", "<a href=", "<b class=k>", "</b>", "<li>", "<noscript>", "</table>", "<table>",
      "&nbsp;", "\xff",     "<i hidden>",  "</i>", " ",    "a",          "<button>", "\n"};
  std::uint32_t state = 1;
  for (int page = 0; page < 2000; ++page) {
    std::string html;
    for (int i = 0; i < 40; ++i) {
      state = state * 1'664'525U + 1'013'904'223U;
      html += pieces[(state >> 16U) % std::size(pieces)];
    }
    const BlockList blocks = segment_html(html);
    for (const Block& block : blocks.blocks) {
      ASSERT_FALSE(block.text.empty()) << html;
      ASSERT_LE(block.strong_bytes, block.text.size()) << html;
      for (const Link& link : block.links) {
        ASSERT_LT(link.begin, link.end) << html;
        ASSERT_LE(link.end, block.text.size()) << html;
      }
      for (const InlinePart& part : block.parts) {
        ASSERT_LT(part.begin, part.end) << html;
        ASSERT_LE(part.end, block.text.size()) << html;
        ASSERT_NE(static_cast<unsigned char>(block.text[part.begin]) & 0xC0U, 0x80U) << html;
      }
    }
    for (const Block& block : segment_text(html).blocks) ASSERT_FALSE(block.text.empty()) << html;
  }
}

}  // namespace
}  // namespace pressclip
