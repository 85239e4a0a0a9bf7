// The tree by way of the skeleton is the one that Gumbo builds from the whole page. Allowed differences, each
// with its test: an attribute that is there twice, text right before </form>, and ends of elements that Gumbo
// does not know.
#include <gtest/gtest.h>

#include <cstddef>
#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "parse/by_skeleton.h"
#include "parse/document_storage.h"
#include "parse/skim.h"
#include "plain_tree.h"
#include "pressclip/decode.h"
#include "pressclip/parse.h"
#include "program/byte_stream.h"

namespace pressclip {
namespace {

using testing::difference;
using testing::plain_tree;
using testing::PlainTree;
using testing::tree_by_skeleton;
using testing::with_texts_kept_in_forms;

TEST(Skeleton, GivesTheTreeOfTheWholePage) {
  const std::string_view pages[] = {
      "",
      " \n\t ",
      "a",
      " a",
      "a ",
      "<!doctype html> a",
      "<title> a &amp; b </title>c",
      "<p>a\r\nb\rc",
      "a\x01\x7F"
      "b",
      "\xC2\x80\xEF\xB7\x90\xEF\xBF\xBE\xF0\x9F\xBF\xBE"
      "a",
      "\xEF\xBB\xBF"
      "a",
      std::string_view("a\0b<p c='\0'>d", 14),
      // References, in texts and in attributes.
      "&amp;&lt;&gt;&quot;&apos;&nbsp;&Tab;&NewLine;&amp",
      "&AElig;&hellip;&bdquo;&euro;&rarr;&ensp;a&eacutex;&eacute&EACUTE;",
      "<a b='&hellip;&uuml&uuml;&uumlx;&frac12;&auml=' c=d&szlig;>",
      "&eacute;&eacute&notit;&notin;&unknown;&;& &#;&#x;&#65;&#x41;&#65&#x41x",
      "&#0;&#13;&#128;&#xD800;&#x110000;&#99999999999;&#xFFFE;&#xF0000;&#x100000;&#xFFFFE;&#32;&#32 &#12;a",
      "&#126;~&#126",
      // What the tree builder decodes stands among runs of text and of white space.
      "~ &Alpha;~ ~&Beta; &Gamma;\n",
      " &Alpha; <b>~</b>&fjlig;~ &lowbar; ~&excl;",
      "a<b>&Alpha;</b> b <i>&Beta; c</i> &Gamma;d",
      "<a b='&amp;&lt;&eacute;&#65;&#32;&#13;&#0;'>",
      "<a b=&copy=1&copy&copy;&amp=&b=2&bb&b;&#x41&ampx>",
      // Names without a semicolon: none that is known, one, or one with more behind it.
      "<a b='?a=b&event_c=d&copy_e&COPY-&QUOT &apos &not&notin &fnof &GTx'>",
      "AT&T R&D a&event_b a&copy_b &COPY- &QUOT&LTb &apos &notin &nota &fnof &GTx &uml &um",
      "<a b='x\r\ny\x01'>",
      "<a B=1 C='D' e f= g>",
      "<a b='' c=\"\">",
      "<a/b/c=d/>e",
      "<div a=1/>b",
      // White space, where it stands elsewhere than text.
      " <html> <head> <meta a=b> <title>c</title> </head> <body> d </body> </html> ",
      " <p> a <b> b </b> </p> ",
      "<table> <tr> <td> a </td> </tr> b </table> c",
      "<table> <!-- --> a</table>",
      "<table>a <tr> b</table>",
      "<table> </p> a</table>",
      "<table> a </b> b</table>",
      "<table><colgroup> <col> a</table>",
      "<table><colgroup></v> a</table>",
      "<table><colgroup></col> <col></b> a</table>",
      "<p><select></p></select>\na",
      "<p><select></p><title><b>a</title></select>b",
      "<select></br></form></li><option>a</select>b",
      "<select><title><p>a</title><xmp><b>c</select>d",
      "<select> <option> a <option> b </select> c",
      "<table><p><table></table>a",
      "<section><table><p><table></table></section>a",
      "<section><table><tr><td><p><table></table></section>a",
      "<section><table><caption><p><table></table></section>a",
      "<!doctype html><p><b><table></b>a",
      "<p><b><table></b>a",
      "<tbody>\n<td>\n",
      "<title>a</title><td><meta a=b><td><link c=d>e",
      "<caption><script>a</script><title>b</title>",
      "<frameset> a b <frame> c </frameset> d",
      "<frameset><frame><p>a b<frame>",
      "<frameset>a b\tc&amp; d<frame>e f</frameset>g h<!-- --> i\n",
      "<template><col>a<col> b</template> c",
      "<table>a \n<tr>\tb<td>c </td> d</table>",
      "<p>a <b>b<p> c</b>d <i> e<p>\tf</i> g",
      "<noscript> a </noscript> b",
      "<head> <noscript> <link a=b> </noscript> </head>",
      // The first line feed.
      "<pre>\na</pre>",
      "<pre>\n\na</pre>",
      "<pre>\r\na</pre>",
      "<pre> \na</pre>",
      "<pre><!-- -->\na</pre>",
      "<pre><!doctype html>\na</pre>",
      "<pre>\n</pre>",
      "<textarea>\na</textarea>",
      "<textarea>\n</textarea>",
      "<listing>\na</listing>",
      "<pre><b>\na</b></pre>",
      // Attributes that the tree builder reads.
      "<html a=1><html a=2 b=3><body c=4><body c=5 d=6>",
      "<table><input type=hidden a=b><input type=text></table>",
      "<table><input type='hidden' a=b/><input type=HIDDEN><input TYPE='hid&#100;en'/></table>",
      "<table><input type='hidden '><input type><input a=hidden></table>",
      "<input type=hidden><frameset>",
      "<input/><frameset>",
      "<b a=1><b a=1><b a=1><b a=1><p>x</b></b></b></b>y",
      "<b a=1><b a=2><b a=1><b a=3><p>x",
      "<a href=1><a href=2><p>x<a href=3>",
      "<p><a b=1>x<p>y</a>z",
      "<p><i b=1>x<p>y</i>z",
      "<math definitionurl=a><mi b=c>d</mi></math>",
      "<math><annotation-xml encoding=text/html><p>a</annotation-xml></math>",
      "<svg viewBox=1 xlink:href=a></svg>",
      "<svg xmlns=a xmlns:xlink=b xmlns:c=d xml:lang=e xml:f=g xlink:type=h xlink:i=j href=k "
      "preserveAspectRatio=l>",
      "<svg XMLNS:XLINK=a XLink:Title=b title=c xlink:href=d href=e/>f",
      "<svg a=b/><p>c",
      "<p><svg><path/></svg>a<svg/>b",
      "<math><font color=a>b",
      "<image a=b>",
      // Raw text.
      "<script>a<b</script>c",
      "<style>a<b</style>c",
      "<textarea><p>&lt;a</textarea>b",
      "<title><p>&lt;a</title>b",
      "<xmp>&amp;<b></xmp>c",
      "<xmp>\na</xmp>b",
      // Subtrees that could only be built as they are written, and such that could not.
      "<div><p>a <b>b</b> <i c=d>e</i></p><ul><li><a f=g>h</a></li><li>i</ul></div>j",
      "<DIV ID=a><P>b<BR>c</p></div>",
      "<div><p><a b=c>d</a><img e=f></p>\n<!-- g --> <hr>h<!-- i -->j</div>",
      "<div>&Alpha;<p>a <b>b</b></p></div>",
      "<div a='&Alpha;'><p>a <b>b</b></p></div>",
      "<b>a<p><i>b</i> <i>c</i></b><div><p>d</p><p>e</p></div>",
      "<p><b>a</p><div><p> </p><p> </p></div><div><p></p><p></p></div>",
      "<p><b>a</p><div><hr><hr></div>c",
      "<a b=c>d<div><p>e</p><p>f <a g=h>i</a></p></div>",
      "<a b=c><p>d</a><div><p>e</p><p>f <a g=h>i</a></p></div>",
      "<button>a<div><p>b</p><p>c <button>d</button></p></div>",
      "<p>a<span>b <i>c</i> <div>d</div></span>e",
      "<p>a<span><h2>b</h2> <i>c</i></span>e",
      "<p><button>a <p>b</p><p>c</p></button>",
      "<ul><li>a<div><li>b <i>c</i> <i>d</i></li></div></ul>",
      "<li>a<div><ul><li>b <i>c</i></li></ul></div><div><li>d <i>e</i></div>",
      "<dl><div><dt>a <b>b</b></dt><dd>c <b>d</b></dd></div><dd>e</dl>",
      "<dl><dt>a<dd>b<div><dt>c <b>d</b></dt></div></dl>",
      "<h2>a<h3>b <i>c</i> <i>d</i></h3></h2>",
      "<h2>a<div><h3>b <i>c</i> <i>d</i></h3></div></h2>",
      "<b><b><b><p>a<b>b</b>c</p></b></b></b>d",
      "<p><b><b><b>a</p><p>b<b>c</b></p><p>d",
      "<p><b><b><b a=b>a</p><div>x<p>b<b a=b>c</b></p></div><p>d",
      "<b>a<b>b</b>c</b>d<div><b>e<b>f</b>g</b></div>",
      "<select><div><p>a</p><p>b</p></div><option>c</select>",
      "<table><div><p>a</p><p>b</p></div> c<tr> <td><div><p>d</p><p>e</p></div> f</table>",
      "<table><tr><td><b>a</td></tr><div><p>b</p><p>c</p></div></table>",
      "<table><caption><div><p>a</p><p>b</p></div></caption><colgroup><div><p>c</p><p>d</p></div></table>",
      "<template><div><p>a</p><p>b</p></div><tr><div><p>c</p><p>d</p></div></template>",
      "<p><b><b><b><object></object><span><b>a</b></span></p>b",
      "<p><b><b><b><object></object><i></i><b>a</b></p>b",
      "<p><object></object><em></em><span><div>a</div></span>b",
      "<p><object></object><div><em>a</em><span><div>b</div></span><object></object>c",
      "<div><p> </p> <p> </p></div><frameset><frame></frameset>",
      "<div><p> </p> <p>a</p></div><frameset><frame></frameset>",
      "<frameset><frame></frameset><div><p>a</p><p>b</p></div>",
      "<div><p>a</p><p>b</p><frameset></div>",
      "<head><noscript><link a=b><link c=d></noscript><noscript>a</noscript></head>",
      "<div><noscript><img a=b><p>c</p></noscript></div>",
      "<noscript><p>a</p><p>b</p></noscript>",
      "<body></body></html><div><p>a</p><p>b</p></div> ",
      "<div><svg a=b><path/></svg><p>c</p></div>",
      "<div><svg><p>a</svg><p>c</p></div>",
      "<math><mi><div><p>a</p><p>b</p></div></mi></math>",
      "<math><div><p>a</p><p>b</p></div></math>",
      "<svg><foreignObject><div><p>a</p><p>b</p></div></foreignObject></svg>",
      "<div><pre>\na\n</pre><pre>\n</pre><listing>\nb</listing></div>",
      "<div><textarea>\na</textarea><p>b</p></div>",
      "<div><script>a</script><style>b</style><iframe>c</iframe><p>d</p></div>",
      "<form><div><p>a</p><form><p>b</p></form></div></form>",
      "<div><input type=hidden><input type=text><label>a</label></div>",
      "<table><input type=hidden><div><input type=hidden> a</div></table>",
      "<div><p>a</p></br><p>b</p></div>",
      "<div><p>a</p></p><p>b</p></div>",
      "<div><p>a</span></p></td><p>b</p></div>",
      "<div><span><p>a</span><p>b</p></div>",
      "<p><video><source a=b><track></video>a<audio>b</audio></p>",
      "<nobr>a<div><nobr>b</nobr> c</div>",
      "<div><ruby>a<rt>b</rt></ruby><p>c</p></div>",
      "<object>a<div><p>b</p><p>c</p></div></object>",
      "<div><image a=b><p>c</p></div>",
      "<div a=\"b\"><p c='d'>e</p>\r\n<p>\rf</p></div>",
      "<plaintext>\r\n\na",
      "<plaintext>&amp;<b>",
  };
  for (const std::string_view page : pages) {
    const Document document = parse_html(page);
    EXPECT_EQ(tree_by_skeleton(document), plain_tree(page).lines) << page;
  }
}

TEST(Skeleton, HoldsManyTextsAndSpaces) {
  std::string page = "<body>";
  for (std::size_t i = 0; i < 70'000; ++i) {
    page += "<p>" + std::to_string(i) + "</p>";
    if (i % 7 == 0) page += "\n" + std::string(i % 500, ' ') + std::string(i % 3, '\t');
  }
  EXPECT_EQ(tree_by_skeleton(parse_html(page)), plain_tree(page).lines);
}

TEST(Skeleton, GivesTheTreeOfMadeUpPages) {
  const std::string_view pieces[] = {"<p>",
                                     "</p>",
                                     "<div class=a>",
                                     "</div>",
                                     "<b>",
                                     "</b>",
                                     "<i x=&amp;y>",
                                     "</i>",
                                     "<a href=1>",
                                     "</a>",
                                     "<ul>",
                                     "<li>",
                                     "</ul>",
                                     "<h2>",
                                     "</h2>",
                                     "<br>",
                                     "<img src=a alt='&eacute;'>",
                                     "<span ID=B>",
                                     "</span>",
                                     "text",
                                     " ",
                                     "\n  ",
                                     "&amp;",
                                     "&nbsp;x",
                                     "&eacute;",
                                     "&#126;",
                                     "&#32;",
                                     " a b ",
                                     "<!-- c -->",
                                     "<pre>\n",
                                     "</pre>",
                                     "<script>x<p></script>",
                                     "<svg a=b><path/></svg>",
                                     "<textarea>\n a</textarea>",
                                     "<blockquote>",
                                     "</blockquote>",
                                     "<section>",
                                     "</section>",
                                     "\r\n",
                                     "\x01",
                                     "<hr/>",
                                     "<dl><dt>",
                                     "<dd>",
                                     "</dl>",
                                     "<em>",
                                     "</em>",
                                     "<button>",
                                     "</button>"};
  std::mt19937 random(1);
  for (int round = 0; round < 3000; ++round) {
    std::string page;
    for (int i = 0; i < 40; ++i) page += pieces[random() % std::size(pieces)];
    const Document document = parse_html(page);
    ASSERT_EQ(tree_by_skeleton(document), plain_tree(page).lines) << page;
  }
}

// Pages whose elements mostly end by their own tags, with now and then something that moves, closes or opens
// others.
class NestedPage {
 public:
  explicit NestedPage(std::mt19937& random) : random_(random) {}

  std::string take() {
    if (random_() % 3 == 0) add_odd();
    add_content(0);
    return std::move(page_);
  }

 private:
  std::size_t below(std::size_t count) { return random_() % count; }

  void add_content(std::size_t depth) {
    const std::size_t count = 1 + below(4);
    for (std::size_t i = 0; i < count; ++i) {
      if (below(odds_) == 0) add_odd();
      if (depth > 5 || below(3) == 0)
        add_leaf();
      else
        add_element(depth);
    }
  }

  void add_leaf() {
    static constexpr std::string_view kLeaves[] = {"text",
                                                   " ",
                                                   "\n",
                                                   "a &amp; b",
                                                   "&nbsp;",
                                                   "<br>",
                                                   "<hr>",
                                                   "<img a=b>",
                                                   "<input type=hidden>",
                                                   "<!-- c -->",
                                                   "<script>x</script>",
                                                   "<svg><path/></svg>",
                                                   "<link>",
                                                   "<wbr>",
                                                   "",
                                                   "<input>",
                                                   "<style>y</style>"};
    page_ += kLeaves[below(std::size(kLeaves))];
  }

  void add_element(std::size_t depth) {
    static constexpr std::string_view kElements[] = {
        "div",    "div",  "div",    "section",    "p",       "p",     "span",   "span",  "a",
        "a",      "b",    "i",      "em",         "ul",      "ol",    "li",     "li",    "h2",
        "h3",     "dl",   "dt",     "dd",         "nav",     "pre",   "button", "label", "noscript",
        "figure", "font", "strong", "blockquote", "article", "center"};
    const std::string_view name = kElements[below(std::size(kElements))];
    page_.append("<").append(name);
    if (below(3) == 0) page_ += below(2) == 0 ? " a=b" : " c=d";
    page_ += ">";
    add_content(depth + 1);
    if (below(odds_) != 0) page_.append("</").append(name).append(">");
  }

  void add_odd() {
    static constexpr std::string_view kOdd[] = {"<b>",        "<i a=b>",
                                                "<b a=b>",    "<a e=f>",
                                                "</p>",       "</div>",
                                                "</b>",       "</a>",
                                                "<p>",        "<li>",
                                                "<table>",    "<tr>",
                                                "<td>",       "</table>",
                                                "<select>",   "<option>",
                                                "</select>",  "<form>",
                                                "</ul>",      "<button>",
                                                "</span>",    "<textarea>t</textarea>",
                                                "<object>",   "</object>",
                                                "<nobr>",     "<h4>",
                                                "&Alpha;",    "</br>",
                                                "<body g=h>", "</body>",
                                                "<caption>",  "<dd>",
                                                "<ruby><rt>", "<title>t</title>"};
    page_ += kOdd[below(std::size(kOdd))];
  }

  std::mt19937& random_;
  std::size_t odds_ = 5 + below(60);  // one odd thing in so many
  std::string page_;
};

// The tree that skeletons with or without plain subtrees give. Nothing where the page turned out not to be as
// it seemed.
std::optional<std::string> tree_with(Subtrees subtrees, const std::string& page) {
  PageMemory memory;
  const std::optional<Document> document =
      parse_by_skeleton(std::make_shared<Document::Storage>(page), memory, {}, subtrees);
  if (!document) return std::nullopt;
  return tree_by_skeleton(*document);
}

TEST(Skeleton, PlainSubtreesStandWhereTheyWouldWithTheirContent) {
  std::mt19937 random(1);
  std::size_t not_as_they_seemed = 0;
  for (int round = 0; round < 5'000; ++round) {
    const std::string page = NestedPage(random).take();
    const std::optional<std::string> tree = tree_with(Subtrees::left_out, page);
    if (!tree)
      ++not_as_they_seemed;
    else
      ASSERT_EQ(*tree, tree_with(Subtrees::kept, page)) << page;
  }
  EXPECT_LT(not_as_they_seemed, 50);
}

TEST(Skeleton, PlainSubtreesStandOutOfIt) {
  const std::string page =
      "<body class=a><div><p>a <b c=d>b</b></p><ul><li><a e=f>g</a> "
      "h</li></ul></div><p>i</p><section><br><hr>"
      "</section>";
  Document::Storage storage(page);
  EXPECT_EQ(skim(storage.page, {}, storage).skeleton.html, "<body class=a><div><a></a></div>");
  EXPECT_EQ(
      skim(storage.page, {}, storage, Subtrees::kept).skeleton.html,
      "<body class=a><div><p>~<b c=\"d\">~</b></p><ul><li><a>~</a> ~</li></ul></div><p>~</p><section><br><hr>"
      "</section>");
}

TEST(Skeleton, OneElementStandsForWhatFollowsIt) {
  const auto html = [](const std::string& page) {
    Document::Storage storage(page);
    return skim(storage.page, {}, storage).skeleton.html;
  };
  EXPECT_EQ(html("<body><button>a</button> <button>b</button>c<br>"), "<body><button>~</button>");
  EXPECT_EQ(html("<body><a>a</a><p>b</p>"), "<body><a>~</a><p>~</p>");
  EXPECT_EQ(html("<body><p>a</p><a>b</a><ul><li>c</ul>"), "<body><p><a></a></p><ul><li>~</ul>");
  EXPECT_EQ(html("<body><p>a</p><script>b</script><img>c<form>d"), "<body><p>~</p><form>~");
}

TEST(Skeleton, TheHeadStandsOutOfItWhereItHoldsWhatBelongsThere) {
  const auto html = [](const std::string& page) {
    Document::Storage storage(page);
    return skim(storage.page, {}, storage).skeleton.html;
  };
  EXPECT_EQ(
      html("<!doctype html>\n<html a=b><head c=d> <title> e</title><meta f=g>\n<noscript><link></noscript>"
           "<script>h</script></head><script>i</script><body>"),
      "<!doctype html> <html a=b><head></head><script></script><body>");
  EXPECT_EQ(html("<head><meta> <title>a</title>b</head>"), "<head>~</head>");
  EXPECT_EQ(html("<head><link><noscript><meta><img></noscript><link></head>"),
            "<head><noscript><meta><img></noscript><link></head>");
  EXPECT_EQ(html("<p>a<head><meta></head>"), "<p>~<head><meta></head>");
}

TEST(Skeleton, TheHeadHasWhatItHasWithItsContentInTheSkeleton) {
  constexpr std::string_view kBefore[] = {"<html>", "<html a=b>", " ",      "<!-- c -->",
                                          "</p>",   "<p>",        "<link>", "a"};
  constexpr std::string_view kWithin[] = {"<meta a=b>",
                                          "<link>",
                                          "<script>a</script>",
                                          "<style>b</style>",
                                          "<title>c &amp; d</title>",
                                          "<title></title>",
                                          "<base>",
                                          "<noscript>",
                                          "</noscript>",
                                          "<noscript><link> </noscript>",
                                          " ",
                                          "\n",
                                          "<!-- d -->",
                                          "<title> e</title>"};
  constexpr std::string_view kOdd[] = {"a",      "<div>",        "<img>",      "</p>",
                                       "<head>", "<svg>b</svg>", "&Alpha;",    "</br>",
                                       "<body>", "</head>",      "<template>", "<noframes>c</noframes>"};
  constexpr std::string_view kAfter[] = {
      " ", "<script>f</script>", "<link g=h>", "<body i=j>", "<p>k</p>", "<head>", "l"};
  std::mt19937 random(1);
  const auto pick = [&](const auto& pieces) { return pieces[random() % std::size(pieces)]; };
  std::size_t not_as_they_seemed = 0;
  for (int round = 0; round < 5'000; ++round) {
    std::string page;
    if (random() % 2 == 0) page += "<!doctype html> ";
    if (random() % 3 != 0) page += pick(kBefore);
    page += random() % 2 == 0 ? "<head>" : "<head m=n>";
    for (std::size_t i = random() % 8; i > 0; --i) page += random() % 20 == 0 ? pick(kOdd) : pick(kWithin);
    if (random() % 8 != 0) page += "</head>";
    for (std::size_t i = random() % 4; i > 0; --i) page += pick(kAfter);
    const std::optional<std::string> tree = tree_with(Subtrees::left_out, page);
    if (!tree)
      ++not_as_they_seemed;
    else
      ASSERT_EQ(*tree, tree_with(Subtrees::kept, page)) << page;
    ASSERT_EQ(tree_by_skeleton(parse_html(page)), plain_tree(page).lines) << page;
  }
  EXPECT_LT(not_as_they_seemed, 50);
}

TEST(Skeleton, AmpersandsThatBeginNoReferenceStandOutOfIt) {
  Document::Storage storage("<body><p>AT&T a&event_b <a b='?a=b&event_c&d'>");
  EXPECT_EQ(skim(storage.page, {}, storage).skeleton.html, "<body><p>~<a>");
  Document::Storage with_references("<body><p>&not_a&Alpha;<a b='?a=b&not_a'>");
  EXPECT_EQ(skim(with_references.page, {}, with_references).skeleton.html,
            "<body><p>&not~&Alpha;<a b='?a=b&not_a'>");
}

// The second form is none, and does not end the list item that the pre-pass takes it to end.
TEST(Skeleton, IsMadeAnewWhereASubtreeIsNotAsItSeemed) {
  const std::string page = "<form><dt><form><a><dt><img a=b><br></dt>";
  EXPECT_EQ(tree_with(Subtrees::left_out, page), std::nullopt);
  EXPECT_EQ(tree_by_skeleton(parse_html(page)), plain_tree(page).lines);
}

// Gumbo 0.10.1 takes a number that has overflowed to -1 for the end of the page.
TEST(Skeleton, NumbersBeyondUnicodeAreReplacedHoweverLarge) {
  for (const std::size_t digits : {7U, 12U, 40U, 4000U}) {
    const std::string number(digits, '9');
    EXPECT_EQ(
        tree_by_skeleton(parse_html("<p a='&#" + number + ";'>b&#" + number + ";c&#" + number + "<p>d")),
        "<html<head>\n<body<p a=\uFFFD'b\uFFFDc\uFFFD'\n>\n<p'd'\n>\n>\n>\n");
  }
  EXPECT_EQ(plain_tree("<p>&#" + std::string(4000, '9')).lines.find("\uFFFD"), std::string::npos)
      << "this Gumbo does not need the exception";
}

// What stands in an svg is left out of the tree, and the attributes of a body in it with it.
TEST(Skeleton, BodyInSvgHasNoPartInTheBodyOfThePage) {
  EXPECT_EQ(plain_tree("<svg><foreignObject><body a=b>").lines, "<html<head>\n<body a=b<svg>\n>\n>\n");
  EXPECT_EQ(tree_by_skeleton(parse_html("<svg><foreignObject><body a=b>")),
            "<html<head>\n<body<svg>\n>\n>\n");
}

// Where HTML may stand again is not followed for ever: what is too deep ends the svg, and is kept.
TEST(Skeleton, HtmlTooDeepInSvgIsKept) {
  const auto page = [](std::size_t depth) {
    std::string groups;
    for (std::size_t i = 0; i < depth; ++i) groups += "<g>";
    return "<svg>" + groups + "<foreignObject><p>a";
  };
  EXPECT_EQ(tree_by_skeleton(parse_html(page(100))), plain_tree(page(100)).lines);
  EXPECT_EQ(plain_tree(page(130)).lines.find("'a'"), std::string::npos);
  EXPECT_NE(tree_by_skeleton(parse_html(page(130))).find("'a'"), std::string::npos);
}

// Gumbo 0.10.1 glues the name of an attribute that is there twice, and has no value, to the name of the next
// one.
TEST(Skeleton, AttributesThatAreThereTwiceAreLeftOut) {
  EXPECT_NE(plain_tree("<p a a b=c>").lines.find("ab=c"), std::string::npos)
      << "this Gumbo does not need the exception";
  EXPECT_NE(tree_by_skeleton(parse_html("<p a a b=c>")).find("<p a= b=c>"), std::string::npos);
}

// So to Gumbo 0.10.1 an element that has one twice is not the same as those that have it once, and it forgets
// none of four.
TEST(Skeleton, FormattingElementsWithAnAttributeTwiceAreTheSameAsThoseThatHaveItOnce) {
  const std::string open = "<a><s b c><s b c><s b c>";
  const std::string once = open + "<s b c><a>d";
  const std::string twice = open + "<s b b c><a>d";
  EXPECT_EQ(tree_by_skeleton(parse_html(twice)), plain_tree(once).lines);
  EXPECT_NE(plain_tree(twice, false).lines, plain_tree(once, false).lines)
      << "this Gumbo does not need the exception";
}

// Gumbo 0.10.1 puts text right before </form> behind the form.
TEST(Skeleton, TextStaysInItsForm) {
  const std::string_view page = "<form><p>a</p> </form><p>b";
  EXPECT_NE(plain_tree(page).lines, plain_tree(with_texts_kept_in_forms(page)).lines);
  EXPECT_EQ(tree_by_skeleton(parse_html(page)), plain_tree(with_texts_kept_in_forms(page)).lines);
}

// Gumbo 0.10.1 takes the end tag of any element that it does not know for that of any other.
TEST(Skeleton, UnknownElementsEndByTheirOwnTag) {
  EXPECT_NE(plain_tree("<x-a><x-b>c</x-a>d").lines, tree_by_skeleton(parse_html("<x-a><x-b>c</x-a>d")));
}

// svg that an end tag of HTML's closes is followed only roughly, and some pages have attributes twice: nearly
// all have the same tree but for attributes, and most the same ones.
TEST(Skeleton, GivesTheTreeOfRealPages) {
  constexpr std::size_t kLargest = 400'000;  // bytes; Gumbo's plain parse is what takes the time
  const std::filesystem::path gold = std::filesystem::path(PRESSCLIP_SOURCE_DIR) / ".." / "shared" / "gold";
  std::error_code missing;
  std::size_t compared = 0, same_attributes = 0, same = 0, pages = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(gold, missing)) {
    if (!entry.is_regular_file() || entry.path().parent_path().filename() != "pages") continue;
    auto opened = open_input(entry.path().string());
    ASSERT_TRUE(std::holds_alternative<std::unique_ptr<ByteStream>>(opened)) << entry.path();
    const auto stream = unpacked(std::get<std::unique_ptr<ByteStream>>(std::move(opened)));
    const std::string page =
        with_texts_kept_in_forms(decode_page(read_all(*stream, std::size_t{64} << 20).bytes).text);
    if (page.size() > kLargest) continue;
    ++pages;
    const Document document = parse_html(page);
    if (document.simplified()) continue;
    const PlainTree plain = plain_tree(page);
    if (plain.has_unknown_elements) continue;
    ++compared;
    if (tree_by_skeleton(document) == plain.lines) {
      ++same_attributes, ++same;
      continue;
    }
    const std::string tree = tree_by_skeleton(document, false), plain_without = plain_tree(page, false).lines;
    if (tree == plain_without)
      ++same;
    else
      std::cout << entry.path() << "\n" << difference(tree, plain_without) << "\n";
  }
  if (pages > 0) {
    EXPECT_GT(compared * 4, pages);
    EXPECT_GT(same_attributes * 100, compared * 90);
    EXPECT_GT(same * 1000, compared * 995) << same << " of " << compared;
  }
}

}  // namespace
}  // namespace pressclip
