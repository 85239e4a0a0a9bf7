// The tree by way of the skeleton is the one that Gumbo builds from the whole page. Allowed differences, each
// with its test: an attribute that is there twice, text right before </form>, and ends of elements that Gumbo
// does not know.
#include <gtest/gtest.h>

#include <cstddef>
#include <filesystem>
#include <iostream>
#include <random>
#include <string>
#include <string_view>
#include <vector>

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
