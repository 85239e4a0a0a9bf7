#include "generated_pages.h"

#include <array>
#include <string_view>

namespace pressclip::bench {
namespace {

constexpr std::array<std::string_view, 48> kWords = {
    "the",      "council", "of",        "city",   "and",       "a",       "new",     "bridge",
    "on",       "Tuesday", "said",      "mayor",  "that",      "plan",    "would",   "cost",
    "million",  "euros",   "after",     "years",  "debate",    "about",   "traffic", "in",
    "district", "where",   "many",      "people", "live",      "work",    "while",   "others",
    "who",      "opposed", "decision",  "called", "for",       "another", "vote",    "before",
    "summer",   "river",   "engineers", "report", "published", "showed",  "café",    "Zürich"};

// Numbers that look like chance and are not: a linear congruential generator, as the standard library's
// distributions differ.
class Chance {
 public:
  explicit Chance(std::uint32_t seed) : state_(seed * 2654435761U + 1) {}
  std::size_t below(std::size_t limit) {
    state_ = state_ * 1664525U + 1013904223U;
    return (state_ >> 8U) % limit;
  }

 private:
  std::uint32_t state_;
};

std::string sentence(Chance& chance, std::size_t words) {
  std::string out;
  for (std::size_t i = 0; i < words; ++i) {
    std::string word(kWords[chance.below(kWords.size())]);
    if (i == 0 && word[0] >= 'a' && word[0] <= 'z') word[0] = static_cast<char>(word[0] - 'a' + 'A');
    out += (i == 0 ? "" : " ") + word;
  }
  return out + ".";
}

std::string paragraph(Chance& chance) {
  std::string out = "\n      <p class=\"article__paragraph\" data-component=\"text\">";
  const std::size_t sentences = 2 + chance.below(3);
  for (std::size_t i = 0; i < sentences; ++i) out += sentence(chance, 8 + chance.below(14)) + ' ';
  if (chance.below(4) == 0)
    out += "<a href=\"https://news.example/topic/" + std::to_string(chance.below(1000)) +
           "?a=1&amp;b=2\" class=\"link link--inline\">" + sentence(chance, 4) + "</a>";
  return out + "</p>";
}

std::string card(Chance& chance, std::string_view classes) {
  const std::string number = std::to_string(chance.below(100000));
  return "\n        <li class=\"" + std::string(classes) + "__item\"><a href=\"/2026/05/story-" + number +
         ".html\" data-track=\"card:" + number + "\"><img src=\"/img/" + number +
         ".jpg\" width=\"320\" height=\"180\" alt=\"\" loading=\"lazy\"><span class=\"" +
         std::string(classes) + "__title\">" + sentence(chance, 7) + "</span></a></li>";
}

std::string script(Chance& chance) {
  std::string out = "\n  <script>window.dataLayer = window.dataLayer || [];";
  for (int i = 0; i < 12; ++i)
    out += "dataLayer.push({event: \"page\", id: " + std::to_string(chance.below(1000000)) +
           ", list: [1 < 2, \"</div>\"]});";
  return out + "</script>";
}

}  // namespace

std::string news_page(std::size_t bytes, std::uint32_t seed) {
  Chance chance(seed);
  const std::string title = sentence(chance, 9);
  std::string page = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n  <meta charset=\"utf-8\">\n  <title>" +
                     title + " | Example Times</title>\n  <meta property=\"og:title\" content=\"" + title +
                     "\">\n  <link rel=\"canonical\" href=\"https://news.example/2026/05/page-" +
                     std::to_string(seed) +
                     ".html\">\n  <script type=\"application/ld+json\">{\"@context\": "
                     "\"https://schema.org\", \"@type\": \"NewsArticle\", "
                     "\"headline\": \"" +
                     title +
                     "\", \"datePublished\": \"2026-05-05T09:30:00+02:00\", \"author\": {\"@type\": "
                     "\"Person\", \"name\": \"Ada "
                     "Marsh\"}}</script>";
  // A third of the page is scripts, as on most; small pages have less of everything around the article.
  while (page.size() < bytes / 3) page += script(chance);
  page +=
      "\n</head>\n<body class=\"page page--article\">\n  <header class=\"site-header\"><nav "
      "class=\"main-nav\"><ul>";
  const std::size_t cards = bytes < 20000 ? 3 : 30;
  for (std::size_t i = 0; i < cards; ++i) page += card(chance, "main-nav");
  page += "\n  </ul></nav></header>\n  <main>\n    <article>\n      <h1 class=\"article__headline\">" +
          title +
          "</h1>\n      <p class=\"byline\">By <a rel=\"author\" href=\"/authors/ada-marsh\">Ada Marsh</a>, "
          "<time "
          "datetime=\"2026-05-05T09:30:00+02:00\">5 May 2026</time></p>";
  do page += paragraph(chance);
  while (page.size() < bytes * 9 / 10);
  page += "\n      <aside class=\"related\"><h2>Related articles</h2><ul>";
  for (std::size_t i = 0; i < cards / 3; ++i) page += card(chance, "related");
  page +=
      "</ul></aside>\n      <div class=\"newsletter-signup\"><p>Sign up for our newsletter</p><input "
      "type=\"email\"></div>\n    "
      "</article>\n  </main>\n  <footer class=\"site-footer\"><p>&copy; 2026 Example Times. All rights "
      "reserved.</p></footer>\n"
      "</body>\n</html>\n";
  return page;
}

}  // namespace pressclip::bench
