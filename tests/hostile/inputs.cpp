#include "inputs.h"

#include <array>
#include <random>

namespace pressclip::testing {
namespace {

constexpr std::size_t kKilo = 1000, kMega = 1000 * kKilo;

constexpr std::string_view kSentence =
    "The council of the harbour town voted on Tuesday to build a new bridge across the river by next year. ";

// `piece` again and again up to `bytes`; each # in it is a number that grows.
std::string repeated(std::string_view piece, std::size_t bytes) {
  std::string out;
  out.reserve(bytes + piece.size() + 32);
  for (std::size_t number = 0; out.size() < bytes; ++number)
    for (const char c : piece) {
      if (c == '#')
        out += std::to_string(number);
      else
        out += c;
    }
  return out;
}

// `open` for half of the bytes, `middle`, then `close` as often.
std::string nested(std::string_view open, std::string_view middle, std::string_view close,
                   std::size_t bytes) {
  const std::size_t count = bytes / (open.size() + close.size());
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += open;
  out += middle;
  for (std::size_t i = 0; i < count; ++i) out += close;
  return out;
}

std::string article(std::string_view inside) {
  std::string page = "<html><head><title>A bridge for the harbour town</title></head><body><article>";
  page += "<h1>A bridge for the harbour town</h1><p>";
  for (int i = 0; i < 3; ++i) page += kSentence;
  page += "</p>";
  page += inside;
  page += "<p>";
  for (int i = 0; i < 3; ++i) page += kSentence;
  return page += "</p></article></body></html>";
}

std::string with_json_ld(std::string_view json) {
  return article("<script type=\"application/ld+json\">" + std::string(json) + "</script>");
}

std::string noise(std::size_t bytes) {
  std::mt19937 random(7);
  std::string out(bytes, '\0');
  for (char& c : out) c = static_cast<char>(random());
  return out;
}

std::string utf16(std::string_view ascii) {
  std::string out;
  for (const char c : ascii) out.append({c, '\0'});
  return out;
}

using Size = std::size_t;

constexpr auto kInputs = std::to_array<HostileInput>({
    // Nesting.
    {"nested div, unclosed", Door::html, 1 * kMega, [](Size n) { return repeated("<div>", n); }},
    {"nested div with text", Door::html, 1 * kMega, [](Size n) { return repeated("<div>text ", n); }},
    {"nested div, closed", Door::html, 1 * kMega, [](Size n) { return nested("<div>", "text", "</div>", n); }},
    {"nested span, unclosed", Door::html, 1 * kMega, [](Size n) { return repeated("<span>x", n); }},
    {"nested custom elements", Door::html, 1 * kMega, [](Size n) { return repeated("<x-y>t", n); }},
    {"nested unknown elements, no two alike", Door::html, 1 * kMega, [](Size n) { return repeated("<e#>t", n); }},
    {"nested lists", Door::html, 1 * kMega, [](Size n) { return repeated("<ul><li>x", n); }},
    {"nested definition lists", Door::html, 1 * kMega, [](Size n) { return repeated("<dl><dt>x<dd>y", n); }},
    {"nested tables", Door::html, 1 * kMega, [](Size n) { return repeated("<table><tr><td>x", n); }},
    {"nested quotes", Door::html, 1 * kMega, [](Size n) { return repeated("<blockquote>x", n); }},
    {"nested template", Door::html, 1 * kMega, [](Size n) { return repeated("<template>x", n); }},
    {"template in a table in a template", Door::html, 1 * kMega,
     [](Size n) { return repeated("<table><template><tr><td>x", n); }},
    {"nested svg", Door::html, 1 * kMega, [](Size n) { return repeated("<svg><g>x", n); }},
    {"HTML in svg in HTML", Door::html, 1 * kMega,
     [](Size n) { return repeated("<svg><foreignObject><p>x", n); }},
    {"nested math", Door::html, 1 * kMega, [](Size n) { return repeated("<math><mi>x<mrow>", n); }},
    {"nested forms and fields", Door::html, 1 * kMega,
     [](Size n) { return repeated("<form><fieldset><label>x", n); }},
    {"nested ruby", Door::html, 1 * kMega, [](Size n) { return repeated("<ruby>x<rb>y<rt>z<rp>", n); }},
    {"nested noscript", Door::html, 1 * kMega, [](Size n) { return repeated("<noscript><p>x", n); }},
    {"nested object", Door::html, 1 * kMega, [](Size n) { return repeated("<object><param><applet>x", n); }},
    {"nested button", Door::html, 1 * kMega, [](Size n) { return repeated("<button><p>x", n); }},
    {"nested sections with headings", Door::html, 1 * kMega,
     [](Size n) { return repeated("<section><h2>Part #</h2>", n); }},
    // Formatting elements and soup.
    {"nested b", Door::html, 1 * kMega, [](Size n) { return repeated("<b>x", n); }},
    {"b with attributes, no two alike", Door::html, 1 * kMega, [](Size n) { return repeated("<b a#>", n); }},
    {"crossed formatting", Door::html, 400 * kKilo,
     [](Size n) {
       return repeated("<b #>", n / 3) + repeated("<i #>", n / 3) + repeated("x</b>", n / 3);
     }},
    {"crossed links", Door::html, 1 * kMega, [](Size n) { return repeated("<a href=#><b>x<p></a>", n); }},
    {"a soup", Door::html, 1 * kMega, [](Size n) { return repeated("<a><div>", n); }},
    {"p soup", Door::html, 1 * kMega, [](Size n) { return repeated("<p><b>x<div></p>", n); }},
    {"nobr and font soup", Door::html, 1 * kMega, [](Size n) { return repeated("<nobr><font color=#>x", n); }},
    {"formatting opened again in each paragraph", Door::html, 1 * kMega,
     [](Size n) { return repeated("<b a#>", n / 10) + repeated("<p>x", n * 9 / 10); }},
    {"end tags without start tags", Door::html, 1 * kMega,
     [](Size n) { return repeated("</p></div></b></x#>", n); }},
    {"end p a million times", Door::html, 1 * kMega, [](Size n) { return repeated("</p>", n); }},
    {"foster parenting", Door::html, 1 * kMega, [](Size n) { return "<table>" + repeated("x<b>y", n); }},
    {"foster parenting of tables", Door::html, 1 * kMega,
     [](Size n) { return repeated("<table><b>x<tr>y<td>", n); }},
    {"select and options", Door::html, 1 * kMega,
     [](Size n) { return "<select>" + repeated("<option><optgroup><div>x", n); }},
    {"framesets", Door::html, 1 * kMega, [](Size n) { return repeated("<frameset><frame src=#>", n); }},
    {"body and html again and again", Door::html, 1 * kMega,
     [](Size n) { return repeated("<html a#=1><body b#=2>x", n); }},
    {"head elements in the body", Door::html, 1 * kMega,
     [](Size n) { return "<body>" + repeated("<meta name=a#><link rel=b#><base href=c#>x", n); }},
    // Attributes and names.
    {"100,000 attributes on one tag", Door::html, 1200 * kKilo,
     [](Size n) { return "<p " + repeated("a#=\"1\" ", n) + ">text"; }},
    {"one attribute a million times", Door::html, 1 * kMega,
     [](Size n) { return "<p " + repeated("a ", n) + ">text"; }},
    {"an attribute value of 50 MB", Door::html, 50 * kMega,
     [](Size n) { return "<p title=\"" + std::string(n, 'x') + "\">text"; }},
    {"an attribute name of 1 MB", Door::html, 1 * kMega,
     [](Size n) { return "<p " + std::string(n, 'x') + ">text"; }},
    {"a tag name of 1 MB", Door::html, 1 * kMega, [](Size n) { return "<" + std::string(n, 'x') + ">text"; }},
    {"a class of a million words", Door::html, 1 * kMega,
     [](Size n) { return article("<p class=\"" + repeated("c# ", n) + "\">text</p>"); }},
    {"classes of 400 bytes on nested elements", Door::html, 2 * kMega,
     [](Size n) {
       return repeated("<div class=\"" + repeated("kicker-#-x ", 390) + "\">", n / 2) +
              repeated("<p>text", n / 2);
     }},
    {"style attributes that nearly hide", Door::html, 1 * kMega,
     [](Size n) { return repeated("<p style=\"display:nondisplay:nondisplay:non\">text", n); }},
    {"a quote left open in a tag", Door::html, 2 * kMega,
     [](Size n) { return "<p title=\"" + repeated("<p>text", n); }},
    {"colspan=9007199254740991", Door::html, 1 * kMega,
     [](Size n) {
       return "<table>" + repeated("<tr><td colspan=9007199254740991 rowspan=9007199254740991>x", n);
     }},
    // Raw text and markup that does not end.
    {"script, unclosed", Door::html, 2 * kMega, [](Size n) { return "<script>" + repeated("x<p>y", n); }},
    {"script in an escaped script", Door::html, 2 * kMega,
     [](Size n) { return repeated("<script><!--<script>", n); }},
    {"nearly the end of a script", Door::html, 2 * kMega, [](Size n) { return "<script>" + repeated("</scrip", n); }},
    {"style, unclosed", Door::html, 2 * kMega, [](Size n) { return "<style>" + repeated("</styl", n); }},
    {"title, unclosed", Door::html, 1 * kMega, [](Size n) { return "<title>" + repeated("a title ", n); }},
    {"textarea, unclosed", Door::html, 1 * kMega, [](Size n) { return "<textarea>" + repeated("<p>x", n); }},
    {"iframe, noembed, noframes, xmp", Door::html, 1 * kMega,
     [](Size n) { return repeated("<iframe><noembed></iframe><noframes><xmp></noframes>", n); }},
    {"plaintext", Door::html, 1 * kMega, [](Size n) { return "<plaintext>" + repeated("<p>x</plaintext>", n); }},
    {"comment, unclosed", Door::html, 2 * kMega, [](Size n) { return "<!--" + repeated("--!x-", n); }},
    {"comments that open comments", Door::html, 2 * kMega, [](Size n) { return repeated("<!--<!---->x", n); }},
    {"bogus comments", Door::html, 2 * kMega, [](Size n) { return repeated("<!x><?y></ z>t", n); }},
    {"bogus comments, unclosed", Door::html, 2 * kMega, [](Size n) { return repeated("<!", n); }},
    {"doctypes", Door::html, 1 * kMega, [](Size n) { return repeated("<!doctype html PUBLIC \"#\">", n); }},
    {"nested CDATA", Door::html, 2 * kMega,
     [](Size n) { return "<svg><desc>" + repeated("<![CDATA[", n); }},
    {"CDATA in math", Door::html, 2 * kMega, [](Size n) { return "<math>" + repeated("<![CDATA[x]]>", n); }},
    {"2 MB of <", Door::html, 2 * kMega, [](Size n) { return std::string(n, '<'); }},
    {"2 MB of </", Door::html, 2 * kMega, [](Size n) { return repeated("</", n); }},
    {"2 MB of >", Door::html, 2 * kMega, [](Size n) { return std::string(n, '>'); }},
    {"2 MB of &", Door::html, 2 * kMega, [](Size n) { return std::string(n, '&'); }},
    {"2 MB of quotes", Door::html, 2 * kMega, [](Size n) { return repeated("\"'", n); }},
    {"2 MB of <a", Door::html, 2 * kMega, [](Size n) { return repeated("<a", n); }},
    {"2 MB of <p/", Door::html, 2 * kMega, [](Size n) { return repeated("<p/", n); }},
    // Character references and characters.
    {"references to nothing and to surrogates", Door::html, 1 * kMega,
     [](Size n) { return "<p>" + repeated("&#0;&#xD800;&#3000000000;&#x80;&#xFFFE;", n); }},
    {"a reference of a million digits", Door::html, 1 * kMega,
     [](Size n) { return "<p>&#" + std::string(n, '9') + ";"; }},
    {"references without an end", Door::html, 1 * kMega,
     [](Size n) { return "<p>" + repeated("&CounterClockwiseContourIntegra&notit", n); }},
    {"references to two characters", Door::html, 1 * kMega,
     [](Size n) { return "<p>" + repeated("&NotEqualTilde;&bne;", n); }},
    {"NUL bytes", Door::html, 1 * kMega,
     [](Size n) { return repeated(std::string_view("<p>a\0b\0</p>\0", 12), n); }},
    {"NUL bytes alone", Door::page, 1 * kMega, [](Size n) { return std::string(n, '\0'); }},
    {"lone surrogates", Door::html, 1 * kMega, [](Size n) { return "<p>" + repeated("\xED\xA0\x80z", n); }},
    {"overlong UTF-8", Door::html, 1 * kMega,
     [](Size n) { return "<p>" + repeated("\xC0\xBC\xE0\x80\xBC\xF0\x80\x80\xBC", n); }},
    {"UTF-8 cut off", Door::html, 1 * kMega, [](Size n) { return "<p>" + repeated("\xF0\x9F\x98 ", n); }},
    {"bytes FF", Door::html, 1 * kMega, [](Size n) { return std::string(n, '\xFF'); }},
    {"UTF-16 without a mark", Door::page, 1 * kMega,
     [](Size n) { return utf16(article(repeated("<p>A paragraph of text.", n / 2))); }},
    {"UTF-16 with a mark and an odd byte", Door::page, 1 * kMega,
     [](Size n) { return "\xFF\xFE" + utf16(article(repeated("<p>Some text.", n / 2))) + "x"; }},
    {"right-to-left and zero-width characters", Door::html, 1 * kMega,
     [](Size n) { return "<p>" + repeated("\xE2\x80\xAE\xE2\x80\x8B\xE2\x81\xA6\xE2\x80\x8D", n); }},
    {"one letter and a million marks", Door::html, 1 * kMega,
     [](Size n) { return "<p>a" + repeated("\xCC\x81\xCC\xA3", n); }},
    {"marks in elements of their own", Door::html, 1 * kMega,
     [](Size n) { return "<p>a" + repeated("<i class=a>\xCC\x81</i>", n); }},
    {"ligatures that grow", Door::html, 1 * kMega, [](Size n) { return "<p>" + repeated("\xEF\xB7\xBA", n); }},
    {"encodings named again and again", Door::page, 1 * kMega,
     [](Size n) { return repeated("<meta charset=x-#>", n) + "<p>text"; }},
    {"UTF-7 and ISO-2022 escapes", Door::page, 1 * kMega,
     [](Size n) { return "<meta charset=iso-2022-jp>" + repeated("\x1B$B\x1B(B\x1B$@", n); }},
    {"noise", Door::page, 2 * kMega, noise},
    {"noise as HTML", Door::html, 1 * kMega, noise},
    {"noise as text", Door::text, 1 * kMega, noise},
    {"a zip's head", Door::page, 1 * kMega, [](Size n) { return "PK\x03\x04" + noise(n); }},
    {"nothing", Door::page, 0, [](Size) { return std::string(); }},
    {"one byte", Door::page, 0, [](Size) { return std::string("<"); }},
    {"white space", Door::page, 2 * kMega, [](Size n) { return repeated(" \n\t", n); }},
    // Content.
    {"a title of 1 MB", Door::html, 1 * kMega,
     [](Size n) { return "<title>" + repeated("word# ", n) + "</title><h1>word1 word2</h1><p>text"; }},
    {"a heading of 1 MB", Door::html, 1 * kMega,
     [](Size n) { return article("<h1>" + repeated("word# ", n) + "</h1>"); }},
    {"100,000 headings", Door::html, 2 * kMega,
     [](Size n) { return article(repeated("<h2>A bridge for town #</h2>", n)); }},
    {"100,000 headings and 1,000 titles", Door::html, 3 * kMega,
     [](Size n) {
       return repeated("<meta property=og:title content=\"A bridge for the harbour town, the part of #\">", n / 30) +
              article(repeated("<h1>A bridge for harbour town #</h1>", n));
     }},
    {"100,000 br", Door::html, 400 * kKilo, [](Size n) { return article(repeated("<br>", n)); }},
    {"br between words", Door::html, 1 * kMega, [](Size n) { return article(repeated("word<br>word<br><br>", n)); }},
    {"a page that is all links", Door::html, 2 * kMega,
     [](Size n) {
       return repeated("<p><a href=/news/story-about-it-#.html>A story about the town, part #</a></p>", n);
     }},
    {"links in one paragraph", Door::html, 2 * kMega,
     [](Size n) { return article("<p>" + repeated("<a href=/a/#.html>A story about town #</a> ", n)); }},
    {"links and parts in one block", Door::html, 2 * kMega,
     [](Size n) {
       return article("<p>" + repeated("<a href=/a/story-#.html></a><span class=k#>x</span>", n));
     }},
    {"links around one text", Door::html, 1 * kMega,
     [](Size n) { return article("<p>" + repeated("<a href=/a/#.html><span class=c#>", n) + "A title of a story"); }},
    {"one link a hundred thousand times", Door::html, 2 * kMega,
     [](Size n) { return article(repeated("<li><a href=/a/story.html>A story about town #</a>", n)); }},
    {"labels and links", Door::html, 2 * kMega,
     [](Size n) {
       return article(repeated("<h3>Read more</h3><ul><li><a href=/a/story-#.html>A story about town #</a></ul>", n));
     }},
    {"a card that holds the page", Door::html, 2 * kMega,
     [](Size n) {
       return repeated("<div><a href=/a/story-#.html><h3>A story about the town #</h3></a>", n / 2) +
              repeated("<p>A summary.</p></div>", n / 2);
     }},
    {"addresses of 64 kB", Door::html, 2 * kMega,
     [](Size n) {
       return article(repeated("<p><a href=\"/" + repeated("../a/./", 64 * kKilo) + "#\">A story about town #</a>", n));
     }},
    {"an address of 1 MB and many links", Door::html, 2 * kMega,
     [](Size n) {
       return "<base href=\"http://x.example/" + std::string(n / 2, 'x') + "/\">" +
              article(repeated("<p><a href=a-#.html>A story about town #</a>", n / 2));
     }},
    {"an address of 8 kB and many links", Door::html, 2 * kMega,
     [](Size n) {
       return "<base href=\"http://x.example/" + std::string(8000, 'x') + "/\">" +
              article("<h3>Related articles</h3><ul>" + repeated("<li><a href=a-#.html>A story about town #</a>", n));
     }},
    {"a long label over many stubs", Door::html, 1 * kMega,
     [](Size n) {
       return article(repeated("<div><h3>Related " + std::string(20 * kKilo, 'x') + "</h3><ul>" +
                                   repeated("<li><a href=/a/story-##.html>A story about the town ##</a>", 5 * kKilo) +
                                   "</ul></div>",
                               n));
     }},
    {"a long summary beside many stubs", Door::html, 1 * kMega,
     [](Size n) {
       return article("<aside class=related><h3>Related articles</h3><div><p>" +
                      repeated("<a href=/a/story-#.html>A story about the town #</a> ", n / 2) + "</p><p>" +
                      repeated(kSentence, n / 2) + "</p></div></aside>");
     }},
    {"one paragraph again and again", Door::html, 2 * kMega,
     [](Size n) { return "<article>" + repeated("<p>" + std::string(kSentence), n); }},
    {"paragraphs that begin alike", Door::html, 2 * kMega,
     [](Size n) { return "<article>" + repeated("<p>" + std::string(kSentence) + "#", n); }},
    {"paragraphs of one letter", Door::html, 1 * kMega, [](Size n) { return repeated("<p>x", n); }},
    {"a paragraph of 10 MB", Door::html, 10 * kMega,
     [](Size n) { return "<article><p>" + repeated(kSentence, n); }},
    {"cells of one row", Door::html, 1 * kMega, [](Size n) { return "<table><tr>" + repeated("<td>x", n); }},
    {"rows of one table", Door::html, 1 * kMega,
     [](Size n) { return article("<table>" + repeated("<tr><td>x<td>#", n)); }},
    {"items of one list", Door::html, 1 * kMega, [](Size n) { return article("<ul>" + repeated("<li>item #", n)); }},
    {"a preformatted text of lines", Door::html, 1 * kMega,
     [](Size n) { return "<pre>" + repeated("<span class=l>line #</span>\n", n); }},
    {"prompts", Door::html, 2 * kMega,
     [](Size n) { return article(repeated("<p>Sign up for our newsletter #. Read more: story #. By Jane Doe", n)); }},
    {"hidden and shown by turns", Door::html, 1 * kMega,
     [](Size n) { return "<p>" + repeated("<i hidden>x</i>y<i class=sr-only>z</i>", n); }},
    {"spans in a short block", Door::html, 1 * kMega,
     [](Size n) { return repeated("<p>" + repeated("<i class=kicker>x</i>", 6 * kKilo), n); }},
    {"captions and pictures", Door::html, 1 * kMega,
     [](Size n) { return article(repeated("<figure><img src=#><figcaption>Photo #</figcaption></figure>", n)); }},
    // Metadata.
    {"meta elements", Door::html, 2 * kMega,
     [](Size n) { return repeated("<meta name=author content=\"Jane Doe#\"><meta name=keywords content=\"k#\">", n); }},
    {"dates", Door::html, 1 * kMega,
     [](Size n) { return article(repeated("<time datetime=2026-05-05T10:#>5 May 2026</time>", n)); }},
    {"bylines", Door::html, 1 * kMega,
     [](Size n) { return article(repeated("<p class=byline>By Jane Doe# and John Roe#, 5 May 2026</p>", n)); }},
    {"microdata in microdata", Door::html, 1 * kMega,
     [](Size n) { return repeated("<div itemscope itemprop=author><b itemprop=name>Jane #", n); }},
    {"authors' links", Door::html, 1 * kMega,
     [](Size n) { return article(repeated("<a rel=author href=/authors/#>Jane Doe#</a>", n)); }},
    {"JSON-LD 100,000 lists deep", Door::html, 200 * kKilo,
     [](Size n) { return with_json_ld(nested("[", "1", "]", n)); }},
    {"JSON-LD 100,000 objects deep", Door::html, 800 * kKilo,
     [](Size n) { return with_json_ld(nested("{\"a\":", "1", "}", n)); }},
    {"JSON-LD of 50 MB", Door::html, 50 * kMega,
     [](Size n) {
       return with_json_ld("{\"@type\":\"NewsArticle\",\"headline\":\"A bridge\",\"x\":[" + repeated("[\"a#\",{}],", n) + "0]}");
     }},
    {"JSON-LD with a body of 20 MB", Door::html, 20 * kMega,
     [](Size n) {
       return with_json_ld("{\"@type\":\"NewsArticle\",\"articleBody\":\"" + repeated(kSentence, n) + "\"}");
     }},
    {"JSON-LD of 100,000 keys", Door::html, 1 * kMega,
     [](Size n) { return with_json_ld("{" + repeated("\"key#\":1,", n) + "\"@type\":\"NewsArticle\"}"); }},
    {"JSON-LD of 100,000 objects", Door::html, 2 * kMega,
     [](Size n) {
       return with_json_ld("[" + repeated("{\"@type\":\"NewsArticle\",\"@id\":\"x#\",\"headline\":\"A bridge for town\"},", n) + "{}]");
     }},
    {"JSON-LD in 10,000 scripts", Door::html, 1 * kMega,
     [](Size n) {
       return repeated("<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":\"A #\"}</script>", n);
     }},
    {"JSON-LD that ends in a string", Door::html, 1 * kMega,
     [](Size n) { return with_json_ld("{\"headline\":\"" + repeated("\\\"a", n)); }},
    {"JSON-LD of quotes and commas", Door::html, 1 * kMega,
     [](Size n) { return with_json_ld(repeated("{\"a\":\"b\"c\",,}", n)); }},
    {"JSON-LD of brackets that don't match", Door::html, 1 * kMega,
     [](Size n) { return with_json_ld(repeated("[{]}", n)); }},
    {"JSON-LD with comments and references", Door::html, 1 * kMega,
     [](Size n) { return with_json_ld(repeated("/*<![CDATA[*/{&quot;a&quot;:1}//]]>\n", n)); }},
    {"JSON-LD of keywords", Door::html, 1 * kMega,
     [](Size n) { return with_json_ld("{\"@type\":\"NewsArticle\",\"keywords\":\"" + repeated("a,", n) + "\"}"); }},
    {"JSON-LD with a long headline and many articles", Door::html, 2 * kMega,
     [](Size n) {
       return "<title>" + repeated("word# ", n / 2) + "</title>" +
              with_json_ld("[" + repeated("{\"@type\":\"NewsArticle\",\"headline\":\"word# word# word\"},", n / 2) + "{}]");
     }},
    // Dumps.
    {"a line of 5 MB", Door::text, 5 * kMega, [](Size n) { return repeated(kSentence, n); }},
    {"a word of 5 MB", Door::text, 5 * kMega, [](Size n) { return std::string(n, 'x'); }},
    {"blank lines", Door::text, 2 * kMega, [](Size n) { return std::string(n, '\n'); }},
    {"lines of one letter", Door::text, 1 * kMega, [](Size n) { return repeated("x\n", n); }},
    {"lines below a paragraph that nearly holds them", Door::text, 2 * kMega,
     [](Size n) { return repeated("the harbour board # ", n / 2) + "\n" + repeated("the harbour board of #\n", n / 2); }},
    {"lines of a menu", Door::text, 1 * kMega, [](Size n) { return repeated("Sport #\n", n); }},
    {"labels and titles in a dump", Door::text, 2 * kMega,
     [](Size n) { return repeated("Related articles\n\nA story about the harbour town, part #\n\n", n); }},
    {"a dump of wrapped lines", Door::text, 2 * kMega,
     [](Size n) {
       return repeated("The council of the harbour town voted on Tuesday to build a new bridge\nacross the river by #.\n", n);
     }},
    {"a dump of list items", Door::text, 1 * kMega, [](Size n) { return repeated("- item #\n1. item\n* x\n", n); }},
    {"a dump of By", Door::text, 1 * kMega, [](Size n) { return repeated("By By By Jane Doe\n", n); }},
    {"Chinese without an end", Door::text, 2 * kMega, [](Size n) { return repeated("\xE6\x96\xB0\xE9\x97\xBB", n); }},
    // Other doors.
    {"a JSON line without an end", Door::json_line, 5 * kMega,
     [](Size n) { return "{\"html\":\"" + repeated("<p>text ", n); }},
    {"a JSON line 100,000 deep", Door::json_line, 200 * kKilo,
     [](Size n) { return "{\"html\":\"\",\"a\":" + nested("[", "", "]", n) + "}"; }},
    {"a JSON line of 100,000 keys", Door::json_line, 1 * kMega,
     [](Size n) { return "{" + repeated("\"key#\":1,", n) + "\"html\":\"<p>text\"}"; }},
    {"a JSON line of escapes", Door::json_line, 2 * kMega,
     [](Size n) { return "{\"html\":\"" + repeated("\\u003cp\\u003e\\ud83d\\ude00\\u0000", n) + "\"}"; }},
    {"a rules file of 10,000 rules", Door::rules, 500 * kKilo,
     [](Size n) { return "[newsletter]\n" + repeated("name-# hint\n = pattern number #\n", n); }},
    {"a rules file of noise", Door::rules, 500 * kKilo, noise},
    {"a rules file of one line", Door::rules, 500 * kKilo, [](Size n) { return "[newsletter]\nname sure\n = " + repeated("(a|b)*", n); }},
    {"a date of digits", Door::date, 500 * kKilo, [](Size n) { return repeated("2026-05-05 ", n); }},
    {"a date of months", Door::date, 500 * kKilo, [](Size n) { return repeated("May 5, 2026 at 10:30 ", n); }},
    {"a byline of names", Door::date, 500 * kKilo, [](Size n) { return repeated("Jane Doe# and ", n); }},
    {"a byline of commas", Door::date, 500 * kKilo, [](Size n) { return repeated(", by ", n); }},
});

}  // namespace

std::span<const HostileInput> hostile_inputs() {
  return kInputs;
}

}  // namespace pressclip::testing
