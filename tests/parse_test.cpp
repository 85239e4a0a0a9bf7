// parse: pages and the trees that they give, in a compact notation: an element is name[attributes](children),
// a text is in quotes, "html(head body(" before and "))" after are left out where a row looks at the body
// alone.
#include "pressclip/parse.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pressclip {
namespace {

std::string print(const Document& document) {
  std::string result;
  std::vector<NodeIndex> ends;
  const auto close_until = [&](NodeIndex index) {
    while (!ends.empty() && ends.back() <= index) {
      if (result.back() == '(') {
        result.pop_back();
      } else {
        result += ')';
      }
      ends.pop_back();
    }
  };
  for (NodeIndex i = 1; i < document.nodes().size(); ++i) {
    close_until(i);
    const Node& node = document.node(i);
    if (!result.empty() && result.back() != '(') result += ' ';
    if (node.kind == NodeKind::text) {
      result.append("'").append(node.text).append("'");
      continue;
    }
    result += node.text;
    if (node.attribute_count > 0) {
      result += '[';
      for (const Attribute& attribute : document.attributes(i)) {
        if (result.back() != '[') result += ' ';
        result.append(attribute.name).append("=").append(attribute.value);
      }
      result += ']';
    }
    result += '(';
    ends.push_back(node.end);
  }
  close_until(static_cast<NodeIndex>(document.nodes().size()));
  return result;
}

std::string print_body(const Document& document) {
  std::string tree = print(document);
  constexpr std::string_view kBefore = "html(head body(";
  if (!tree.starts_with(kBefore)) return tree;
  return tree.substr(kBefore.size(), tree.size() - kBefore.size() - 2);
}

std::string text_of(const Document& document) {
  std::string text;
  for (const Node& node : document.nodes()) {
    if (node.kind == NodeKind::text) text += node.text;
  }
  return text;
}

std::size_t count(const Document& document, Tag tag) {
  return static_cast<std::size_t>(std::ranges::count_if(
      document.nodes(), [&](const Node& node) { return node.kind == NodeKind::element && node.tag == tag; }));
}

std::size_t depth_of(const Document& document) {
  std::vector<std::size_t> depths(document.nodes().size());
  for (NodeIndex i = 1; i < depths.size(); ++i) {
    const Node& node = document.node(i);
    depths[i] = depths[node.parent] + (node.kind == NodeKind::element ? 1 : 0);
  }
  return *std::ranges::max_element(depths);
}

std::string repeat(std::string_view part, std::size_t times) {
  std::string result;
  for (std::size_t i = 0; i < times; ++i) result += part;
  return result;
}

// `before` N `after`, for N from 0.
std::string numbered(std::string_view before, std::string_view after, std::size_t times) {
  std::string result;
  for (std::size_t i = 0; i < times; ++i) result.append(before).append(std::to_string(i)).append(after);
  return result;
}

void expect_well_formed(const Document& document) {
  const auto size = static_cast<NodeIndex>(document.nodes().size());
  ASSERT_GE(size, 1U);
  EXPECT_EQ(document.node(0).kind, NodeKind::document);
  EXPECT_EQ(document.node(0).end, size);
  for (NodeIndex i = 1; i < size; ++i) {
    const Node& node = document.node(i);
    const Node& parent = document.node(node.parent);
    ASSERT_LT(node.parent, i);
    ASSERT_GT(node.end, i);
    ASSERT_LE(node.end, parent.end);
    if (node.kind != NodeKind::text) continue;
    ASSERT_EQ(node.end, i + 1);
    ASSERT_FALSE(node.text.empty());
    ASSERT_FALSE(i + 1 < parent.end && document.node(i + 1).kind == NodeKind::text) << "texts side by side";
  }
}

struct Row {
  std::string_view page;
  std::string_view tree;
};

TEST(ParseHtml, WholePages) {
  const Row rows[] = {
      {"", "html(head body)"},
      {" \n", "html(head body)"},
      {"text", "html(head body('text'))"},
      {"<!DOCTYPE html><title>T</title><p>a", "html(head(title('T')) body(p('a')))"},
      {"<html lang=de><body class=x>a</body></html>", "html[lang=de](head body[class=x]('a'))"},
      {"<body class=a><body class=b id=c>", "html(head body[class=a id=c])"},
      {"<?xml version=\"1.0\"?><!-- > --><p>a", "html(head body(p('a')))"},
      {"<meta charset=utf-8><link rel=x>y", "html(head(meta[charset=utf-8] link[rel=x]) body('y'))"},
      {"<noscript><link rel=x></noscript>y", "html(head(noscript(link[rel=x])) body('y'))"},
      {"<noscript><p>a</noscript>b", "html(head(noscript) body(p('ab')))"},
  };
  for (const Row& row : rows) EXPECT_EQ(print(parse_html(row.page)), row.tree) << row.page;
}

TEST(ParseHtml, Trees) {
  const Row rows[] = {
      // Text and character references.
      {"a &amp; b", "'a & b'"},
      {"caf&eacute; &#233; &#xE9; &#128;", "'caf\u00e9 \u00e9 \u00e9 \u20ac'"},
      {"&notit; &notin; &unknown; &", "'\u00acit; \u2209 &unknown; &'"},
      {"a\r\nb\rc", "'a\nb\nc'"},
      {"a < b <3 c </ d", "'a < b <3 c '"},
      {"a<<b>c", "'a<' b('c')"},
      {"<p>a</p >b", "p('a') 'b'"},
      // Attributes.
      {"<a href=x class='a b' id=\"c>d\" hidden>e</a>", "a[href=x class=a b id=c>d hidden=]('e')"},
      {"<a HREF=X Href=y>e", "a[href=X]('e')"},
      {"<a title='&lt;&eacute;&copy=1&amp;'>e", "a[title=<\u00e9&copy=1&]('e')"},
      {"<a title=a/b/>e", "a[title=a/b/]('e')"},
      {"<a title = a  / b>e", "a[title=a b=]('e')"},
      {"<a =x>e", "a[=x=]('e')"},
      {"<p a='>b'>c", "p[a=>b]('c')"},
      {"a<p class='b", "'a'"},
      {"<br/>a<div/>b", "br 'a' div('b')"},
      // Implied tags.
      {"<p>a<p>b<div>c</div>d", "p('a') p('b') div('c') 'd'"},
      {"<ul><li>a<li>b<ul><li>c</ul><li>d</ul>e", "ul(li('a') li('b' ul(li('c'))) li('d')) 'e'"},
      {"<dl><dt>a<dd>b<dt>c</dl>", "dl(dt('a') dd('b') dt('c'))"},
      {"<select><option>a<option>b</select>c", "select(option('a') option('b')) 'c'"},
      {"a</p>b", "'a' p 'b'"},
      {"a</br>b", "'a' br 'b'"},
      {"<b>a<p>b</b>c", "b('a') p(b('b') 'c')"},
      {"<p><b>a<p>b", "p(b('a')) p(b('b'))"},
      {"<a href=1>a<a href=2>b", "a[href=1]('a') a[href=2]('b')"},
      {"<h2>a<h3>b</h2>c", "h2('a') h3('b') 'c'"},
      // Tables.
      {"<table><tr><td>a<td>b<tr><th>c</table>d", "table(tbody(tr(td('a') td('b')) tr(th('c')))) 'd'"},
      {"<table>a<tr>b<td>c</table>", "'ab' table(tbody(tr(td('c'))))"},
      {"<table><tr><td><table><td>a</table>b</table>c",
       "table(tbody(tr(td(table(tbody(tr(td('a')))) 'b')))) 'c'"},
      {"<table> <!-- a -->b</table>", "'b' table(' ')"},
      {"<tr><td>a", "'a'"},
      // Forms.
      {"<form id=1><form id=2>a</form>b</form>c", "form[id=1]('a') 'bc'"},
      {"<form>a</form>b", "form('a') 'b'"},
      {"<div><form>a</div></form><form>b</form>", "div(form('a')) form('b')"},
      {"<button>a<button>b</button>", "button('a') button('b')"},
      // Raw text.
      {"<p><script>if (a<b) '<div>'</script>c", "p(script 'c')"},
      {"<p><style>a > b { content: '<i>' }</style>c", "p(style 'c')"},
      {"a<script>b", "'a' script"},
      {"a<style>b", "'a' style"},
      {"a<textarea>b", "'a' textarea('b')"},
      {"a<!--b", "'a'"},
      {"<p><script><!-- <script> </script> b --></script>c", "p(script 'c')"},
      {"<p><script><!-- </script>c<!-- --></script>d", "p(script 'cd')"},
      {"<p><script><!--><script></script>c", "p(script 'c')"},
      {"<p><script></scripture></script >c", "p(script 'c')"},
      {"<textarea><p>&lt;a&amp;</p></textarea>b", "textarea('<p><a&</p>') 'b'"},
      {"<p><title>a<b></title>c", "p(title('a<b>') 'c')"},
      {"<iframe><p>a</iframe>b", "iframe 'b'"},
      {"<xmp>a&amp;<b></xmp>c", "pre('a&amp;<b>') 'c'"},
      {"<plaintext>a</plaintext><b>", "pre('a</plaintext><b>')"},
      // Comments and what looks like them.
      {"a<!-- <p> -->b", "'ab'"},
      {"a<!-->b<!--->c<!---->d<!-- --!>e", "'abcde'"},
      {"a<!-- -- > --->b", "'ab'"},
      {"a<!b>c<?d>e</!f>g", "'aceg'"},
      {"a<![CDATA[b]]>c", "'ac'"},
      {"a<![if !IE]>b<![endif]>c", "'abc'"},
      {"&am<!-- -->p;<<!-- -->p>", "'&amp;<p>'"},
      {"<pre><!-- -->\na</pre>", "pre('\na')"},
      {"<pre>\na</pre>", "pre('a')"},
      // svg and math.
      {"a<svg viewBox=0><title>b</title><p>c", "'a' svg[viewbox=0] p('c')"},
      {"<p><svg><path/><text>a</text></svg>b", "p(svg 'b')"},
      {"<p><svg/>b", "p(svg 'b')"},
      {"<p><svg><svg></svg>a</svg>b", "p(svg 'b')"},
      {"<p><svg><style>a { }</style><script>b</script></svg>c", "p(svg 'c')"},
      {"<p><svg><foreignObject><p>a</svg></p></foreignObject></svg>b", "p(svg 'b')"},
      {"<p><svg><![CDATA[</svg>]]></svg>b", "p(svg 'b')"},
      {"<p><svg><!-- </svg> --></svg>b", "p(svg 'b')"},
      {"<section><svg><g></section>b", "section(svg) 'b'"},
      {"<p><svg title='</svg>'></svg>b", "p(svg[title=</svg>] 'b')"},
      {"<math><mi>x</mi><![CDATA[<y>]]></math>z", "math(mi('x') '<y>') 'z'"},
      // Other elements.
      {"<div><template><p>a</template>b</div>", "div(template(p('a')) 'b')"},
      {"<div><noscript><img src=x>a</noscript></div>", "div(noscript(img[src=x] 'a'))"},
      {"<my-card><x-title>a</x-title></my-card>b", "my-card(x-title('a')) 'b'"},
      {"<My-Card Data-X=Y>a", "my-card[data-x=Y]('a')"},
      {"<x-a><x-b>a</x-a>b", "x-a(x-b('a')) 'b'"},
      {"<x-a>a</x-b>b</x-a>c", "x-a('ab') 'c'"},
      {"<picture><source srcset=x><img src=y></picture>z", "picture(source[srcset=x] img[src=y]) 'z'"},
      {"<dialog><slot>a</dialog>b", "dialog(slot('a')) 'b'"},
      {"<select><div>a</div><title>b</title></select>c", "select('ab') 'c'"},
      {"a<isindex>b", "'ab'"},
      {std::string_view("a\0b<p a='\0'>d", 14), "'ab' p[a=\uFFFD]('d')"},
  };
  for (const Row& row : rows) {
    const Document document = parse_html(row.page);
    EXPECT_EQ(print_body(document), row.tree) << row.page;
    expect_well_formed(document);
  }
}

TEST(ParseHtml, NamesAreTags) {
  const Document document = parse_html("<DIV><template></template><x-y></x-y><picture></picture><h1></h1>");
  std::vector<Tag> tags;
  for (const Node& node : document.nodes()) {
    if (node.kind == NodeKind::element) tags.push_back(node.tag);
  }
  EXPECT_EQ(tags, (std::vector{Tag::html, Tag::head, Tag::body, Tag::div, Tag::template_, Tag::unknown,
                               Tag::picture, Tag::h1}));
  EXPECT_EQ(tag_from_name("template"), Tag::template_);
  EXPECT_EQ(tag_from_name("wbr"), Tag::wbr);
  EXPECT_EQ(tag_from_name("a"), Tag::a);
  EXPECT_EQ(tag_from_name("A"), Tag::unknown);
  EXPECT_EQ(tag_from_name(""), Tag::unknown);
  EXPECT_EQ(tag_from_name("unknown"), Tag::unknown);
}

TEST(ParseHtml, JsonLd) {
  using Scripts = std::vector<std::string_view>;
  const std::pair<std::string_view, Scripts> rows[] = {
      {"<script type=application/ld+json>{}</script>", {"{}"}},
      {"<script type=\"application/ld+json\">1</script><p><script type='application/ld+json'>2</script>",
       {"1", "2"}},
      {"<SCRIPT TYPE='Application/LD+JSON; charset=utf-8'> {} </SCRIPT>", {" {} "}},
      {"<script data-x type=' application/ld+json '>{}</script>", {"{}"}},
      {"<script type='application/ld&#43;json'>{}</script>", {"{}"}},
      {"<script type='application/ld&#x2B;json'>{}</script>", {"{}"}},
      {"<script type=application/ld+jsonx>{}</script>", {}},
      {"<script type=application/json>{}</script>", {}},
      {"<script type=text/x type=application/ld+json>{}</script>", {}},
      {"<script>{}</script>", {}},
      {"<!-- <script type=application/ld+json>{}</script> -->", {}},
      {"<textarea><script type=application/ld+json>{}</script></textarea>", {}},
      {"<script type=application/ld+json>{\"a\": \"</script>\"}", {"{\"a\": \""}},
      {"<script type=application/ld+json>{\"a\": \"<!-- <p> &amp;\"}</script>",
       {"{\"a\": \"<!-- <p> &amp;\"}"}},
      {"<script type=application/ld+json>{", {"{"}},
      {"<template><script type=application/ld+json>{}</script></template>", {"{}"}},
      {"<noscript><script type=application/ld+json>{}</script></noscript>", {"{}"}},
      {"<table><script type=application/ld+json>{}</script></table>", {"{}"}},
  };
  for (const auto& [page, scripts] : rows) {
    const Document document = parse_html(page);
    EXPECT_EQ(Scripts(document.json_ld().begin(), document.json_ld().end()), scripts) << page;
  }
}

TEST(ParseHtml, AttributeOfAnElement) {
  const Document document = parse_html("<a href=x hidden>");
  EXPECT_EQ(document.attribute(4, "href"), "x");
  EXPECT_EQ(document.attribute(4, "hidden"), "");
  EXPECT_EQ(document.attribute(4, "title"), std::nullopt);
  EXPECT_EQ(document.attribute(1, "href"), std::nullopt);
}

TEST(Document, IsEmptyByDefault) {
  const Document document;
  expect_well_formed(document);
  EXPECT_EQ(document.nodes().size(), 1U);
  EXPECT_FALSE(document.simplified());
}

TEST(Document, ViewsStayValidWhenItMoves) {
  std::string page = "<x-y title='a long enough value'>text<script type=application/ld+json>{}</script>";
  std::optional<Document> first = parse_html(page);
  const std::string tree = print(*first);
  page.assign(page.size(), '#');
  const std::string_view text = first->node(5).text;
  Document second = *std::move(first);
  first.reset();
  EXPECT_EQ(print(second), tree);
  EXPECT_EQ(text, "text");
  Document third;
  third = std::move(second);
  EXPECT_EQ(print(third), tree);
  EXPECT_EQ(third.json_ld()[0], "{}");
  EXPECT_EQ(text, "text");
}

struct Hostile {
  std::string_view name;
  std::string page;
  Tag tag;  // of the elements counted
  std::size_t elements;
  std::string text;
  bool simplified;
};

TEST(ParseHtml, HostilePages) {
  constexpr std::size_t kMany = 50'000;
  const Hostile rows[] = {
      {"open div", repeat("<div>", kMany) + "x", Tag::div, 510, "x", true},
      {"div with its end", repeat("<div>", 2000) + "x" + repeat("</div>", 2000) + "<p>y", Tag::div, 510, "xy",
       true},
      {"open span", repeat("<span>x", 3 * kMany), Tag::span, 510, repeat("x", 3 * kMany), true},
      {"as deep as it may be", repeat("<div>", 510) + "x", Tag::div, 510, "x", false},
      {"one deeper", repeat("<div>", 511) + "x", Tag::div, 510, "x", true},
      {"siblings p", repeat("<p>x", kMany), Tag::p, kMany, repeat("x", kMany), false},
      {"siblings li", repeat("<li>x", kMany), Tag::li, kMany, repeat("x", kMany), false},
      {"siblings td", "<table>" + repeat("<td>x", kMany), Tag::td, kMany, repeat("x", kMany), false},
      {"siblings option", "<select>" + repeat("<option>x", kMany), Tag::option, kMany, repeat("x", kMany),
       false},
      {"siblings dd", repeat("<dt>x<dd>y", kMany / 10), Tag::dd, kMany / 10, repeat("xy", kMany / 10), false},
      {"siblings at the bottom", repeat("<div>", 509) + repeat("<p>x", 1000), Tag::p, 1000, repeat("x", 1000),
       false},
      {"nested tables", repeat("<table><td>", kMany) + "x", Tag::td, 127, "x", true},
      {"open b", repeat("<b>", 2 * kMany) + "x", Tag::b, 510, "x", true},
      {"open b and i", numbered("<b ", ">", kMany) + numbered("<i ", ">", kMany) + "x", Tag::i, 0, "x", true},
      {"crossed b and i", repeat("<b><i>x</b></i>", kMany / 10), Tag::b, kMany / 10, repeat("x", kMany / 10),
       false},
      {"b in every p", "<p>" + numbered("<b id=", ">", 60) + repeat("<p>x", 2 * kMany), Tag::p, 2 * kMany + 1,
       repeat("x", 2 * kMany), true},
      {"a of 250 attributes in every p", "<p><a " + numbered("a", " ", 250) + ">" + repeat("<p>x", kMany),
       Tag::p, kMany + 1, repeat("x", kMany), true},
      {"attributes", "<a " + numbered("a", "=1 ", kMany) + ">x", Tag::a, 1, "x", true},
      {"attributes of many body", numbered("<body a", ">", kMany) + "x", Tag::body, 1, "x", true},
      {"long value", "<a href='" + std::string(5'000'000, 'x') + "'>y", Tag::a, 1, "y", true},
      {"long name", "<" + std::string(1'000'000, 'a') + ">y", Tag::unknown, 0, "y", true},
      {"less-than signs", std::string(2'000'000, '<'), Tag::p, 0, std::string(2'000'000, '<'), false},
      {"ampersands", std::string(1'000'000, '&'), Tag::p, 0, std::string(1'000'000, '&'), false},
      {"NUL bytes", std::string(1'000'000, '\0') + "x", Tag::p, 0, "x", false},
      {"open comments", repeat("<!--", kMany), Tag::p, 0, "", false},
      {"open scripts", repeat("<script>", kMany), Tag::script, 1, "", false},
      {"open textareas", repeat("<textarea>", 1000), Tag::textarea, 1, repeat("<textarea>", 999), false},
      {"quotes", repeat("<a \"", kMany), Tag::a, 0, "", false},
      {"unknown elements", repeat("<x-a></x-b>y", kMany), Tag::unknown, 510, repeat("y", kMany), true},
      {"framesets", repeat("<frameset>", kMany), Tag::frameset, 510, "", true},
      {"titles in framesets", repeat("<frameset><title>", kMany), Tag::frameset, 1, "", false},
      {"forms", repeat("<form><div></form>x", kMany), Tag::p, 0, repeat("x", kMany), true},
      {"open math", repeat("<math><mi>", kMany) + "x", Tag::math, 255, "x", true},
      {"open svg", repeat("<svg><g>", kMany), Tag::svg, 1, "", false},
      {"end tags of p", "x" + repeat("</p>", 1000), Tag::p, 1000, "x", false},
      {"steps in the depth", repeat("<div>", 505) + repeat("<b></b>", 4 * kMany) + "x", Tag::div, 505, "x",
       true},
      {"elements", repeat("<i></i>", 1'000'000) + "x", Tag::i, 85'000 + 7'000'001 / 24, "x", true},
  };
  for (const Hostile& row : rows) {
    SCOPED_TRACE(row.name);
    const Document document = parse_html(row.page);
    expect_well_formed(document);
    EXPECT_LE(depth_of(document), ParseLimits{}.max_depth);
    EXPECT_EQ(document.simplified(), row.simplified);
    EXPECT_EQ(count(document, row.tag), row.elements);
    EXPECT_TRUE(text_of(document) == row.text) << text_of(document).size() << " bytes of text";
  }
}

TEST(ParseHtml, MemoryIsALimit) {
  const std::string page = repeat("<li a=b>x", 20'000);
  const std::size_t all = parse_html(page).nodes().size();
  std::size_t before = 0;
  for (const std::size_t megabytes : {0U, 1U, 2U, 4U, 100U}) {
    const Document document = parse_html(page, {.max_tree_bytes = megabytes << 20U});
    expect_well_formed(document);
    EXPECT_EQ(document.simplified(), megabytes < 100) << megabytes;
    EXPECT_EQ(document.nodes().size() == all, megabytes == 100) << megabytes;
    EXPECT_GE(document.nodes().size(), before) << megabytes;
    before = document.nodes().size();
  }
  const Document nothing = parse_html("", {.max_tree_bytes = 0});
  expect_well_formed(nothing);
  EXPECT_TRUE(nothing.simplified());
}

bool same_tree(const Document& a, const Document& b) {
  return std::ranges::equal(a.nodes(), b.nodes(), [](const Node& one, const Node& other) {
    return one.kind == other.kind && one.tag == other.tag && one.end == other.end && one.text == other.text;
  });
}

TEST(PageMemory, KeepsChunksUpToItsBound) {
  PageMemory memory;
  EXPECT_EQ(memory.kept_bytes(), 0U);
  PageMemory::Chunk chunk = memory.take();
  const std::byte* const place = chunk.get();
  memory.give_back(std::move(chunk));
  EXPECT_EQ(memory.kept_bytes(), PageMemory::kChunkBytes);
  EXPECT_EQ((chunk = memory.take()).get(), place);
  EXPECT_EQ(memory.kept_bytes(), 0U);
  for (std::size_t i = 0; i <= PageMemory::kMostKeptBytes / PageMemory::kChunkBytes; ++i)
    memory.give_back(std::make_unique<std::byte[]>(PageMemory::kChunkBytes));
  EXPECT_EQ(memory.kept_bytes(), PageMemory::kMostKeptBytes);
}

TEST(ParseHtml, MemoryIsKeptFromPageToPageUpToItsBound) {
  const std::string pages[] = {
      "<title>A</title><p class=a>One <b>two</b>",
      repeat("<li a=b>x", 50'000),  // more than is kept
      "<p title='" + std::string(1'000'000, 'a') + "'>three",
      "",
      repeat("<ul><li>four", 2'000),
  };
  PageMemory memory;
  for (int round = 0; round < 2; ++round)
    for (const std::string& page : pages) {
      const Document document = parse_kept_html(page, memory);
      expect_well_formed(document);
      EXPECT_TRUE(same_tree(document, parse_html(page)));
      EXPECT_GT(memory.kept_bytes(), 0U);
      EXPECT_LE(memory.kept_bytes(), PageMemory::kMostKeptBytes);
    }
  EXPECT_EQ(memory.kept_bytes(), PageMemory::kMostKeptBytes);
}

// Gumbo is left by an exception there.
TEST(ParseHtml, MemoryIsGivenBackAtItsLimit) {
  const std::string page = repeat("<li a=b>x", 20'000);
  const ParseLimits limits = {.max_tree_bytes = std::size_t{1} << 20U};
  PageMemory memory;
  const Document cut = parse_kept_html(page, memory, limits);
  EXPECT_TRUE(cut.simplified());
  EXPECT_TRUE(same_tree(cut, parse_html(page, limits)));
  EXPECT_GT(memory.kept_bytes(), 0U);
  EXPECT_TRUE(same_tree(parse_kept_html(page, memory), parse_html(page)));
}

TEST(ParseHtml, DepthIsALimit) {
  const std::string page = repeat("<div>", 50) + "a<p>b" + repeat("</div>", 50) + "c";
  EXPECT_EQ(depth_of(parse_html(page)), 53U);
  for (const std::size_t limit : {0U, 1U, 2U, 5U, 20U, 52U}) {
    const Document document = parse_html(page, {.max_depth = limit});
    EXPECT_EQ(depth_of(document), limit);
    EXPECT_EQ(text_of(document), "abc");
    EXPECT_TRUE(document.simplified());
    expect_well_formed(document);
  }
  // What follows is at its own depth again.
  EXPECT_EQ(print_body(parse_html("<div>" + repeat("<q>", 30) + "a</div><p>b", {.max_depth = 10})),
            "div(q(q(q(q(q(q(q('a')))))))) p('b')");
}

}  // namespace
}  // namespace pressclip
