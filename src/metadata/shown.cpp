// Marked-up and shown bylines and dates. One pass finds for every node whether it belongs to other articles
// (teasers, comments, lists) and how far it is from the headline; a second one reads the elements that are
// left.
#include "metadata/shown.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>

#include "metadata/authors.h"
#include "metadata/byline_words.h"
#include "metadata/characters.h"
#include "metadata/dates.h"
#include "metadata/plain_text.h"
#include "text/normalize.h"
#include "text/remembered.h"
#include "text/word_table.h"

namespace pressclip::metadata {
namespace {

// Tokens of class and id attributes. They are English nearly everywhere, whatever the page's language.
constexpr std::string_view kForeignTokens[] = {
    "comment",    "comments", "related",    "recommended", "recommendations", "popular",
    "latest",     "trending", "mostread",   "nav",         "navigation",      "menu",
    "carousel",   "promo",    "newsletter", "outbrain",    "taboola",         "ticker",
    "kommentare", "respond",  "disqus",     "modal",       "popup",           "cookie",
    "advert",     "recirc",   "readmore",   "similar",     "commentlist",     "upnext",
    "suggested"};
// Beside the article as often as in it.
constexpr std::string_view kAsideTokens[] = {"sidebar",     "widget", "widgets",  "footer",  "teaser",
                                             "teasers",     "slider", "masthead", "listing", "breadcrumb",
                                             "breadcrumbs", "aside",  "topbar"};
constexpr std::string_view kAuthorPaths[] = {
    "author",     "authors",    "autor",       "autoren",     "autores",      "auteur",
    "auteurs",    "autore",     "autori",      "contributor", "contributors", "columnist",
    "columnists", "journalist", "journalists", "reporter",    "reporters",    "writer",
    "writers",    "byline",     "autorzy",     "redaktion",   "forfatter",    "yazar",
    "penulis",    "staff",      "people",      "profile",     "user",         "users"};
constexpr std::string_view kAuthorTokens[] = {
    "author",       "authors", "byline",    "bylines",    "autor",         "autore",
    "autori",       "auteur",  "writer",    "reporter",   "journalist",    "contributor",
    "contributors", "autoren", "verfasser", "authorname", "articleauthor", "postauthor",
    "forfatter",    "autores", "redaktor",  "signature",  "vcard"};
constexpr std::string_view kNotBylineTokens[] = {
    "bio",         "box",       "about",  "avatar",  "image",     "img",   "photo",    "social",
    "description", "follow",    "posts",  "picture", "thumbnail", "thumb", "icon",     "share",
    "desc",        "biography", "email",  "tooltip", "info",      "card",  "details",  "content",
    "links",       "caption",   "credit", "twitter", "role",      "title", "jobtitle", "position"};
constexpr std::string_view kDateTokens[] = {
    "date",     "dates",   "time",     "datetime",      "timestamp",    "published",   "publish",
    "pubdate",  "posted",  "datum",    "fecha",         "dateline",     "publishdate", "articledate",
    "postdate", "updated", "modified", "publication",   "published-on", "fechas",      "data-publicacao",
    "dato",     "created", "tarih",    "datepublished", "pubtime"};
constexpr std::string_view kMetaTokens[] = {"meta",     "metadata",  "info",        "byline",  "details",
                                            "postmeta", "entrymeta", "articlemeta", "subline", "header",
                                            "author",   "data",      "kicker",      "infos",   "submitted"};
constexpr std::string_view kModifiedTokens[] = {"updated", "modified",     "update", "datemodified",
                                                "lastmod", "aktualisiert", "revised"};
constexpr std::string_view kPublishedTokens[] = {"published", "publish", "pubdate",    "datepublished",
                                                 "posted",    "created", "publishdate"};

constexpr std::size_t kMaxBylineBytes = 300;
// How far from the headline, in bytes of text, something that only its place marks may stand.
constexpr std::size_t kNearBytes = 900;
// What stands aside and further off than this is about other articles. Includes what distance() adds for
// standing aside.
constexpr std::size_t kFarAsideBytes = 4500;
constexpr std::size_t kMaxFound = 400;

template <typename Table>
bool holds(const Table& table, std::string_view word) {
  return std::find(std::begin(table), std::end(table), word) != std::end(table);
}

// What stands for a byte in a token: letters in lower case, and what is not ASCII. 0: nothing, the token
// ends.
constexpr auto kTokenBytes = [] {
  std::array<char, 256> bytes{};
  for (char c = 'a'; c <= 'z'; ++c) bytes.at(static_cast<unsigned char>(c)) = c;
  for (char c = 'A'; c <= 'Z'; ++c)
    bytes.at(static_cast<unsigned char>(c)) = static_cast<char>(c - 'A' + 'a');
  for (std::size_t c = 128; c < bytes.size(); ++c) bytes.at(c) = static_cast<char>(c);
  return bytes;
}();

// Calls visit with each token of a class or id, and its hash: cut at everything but letters, and at capitals
// after small letters.
template <typename Visit>
void for_each_token(std::string_view names, Visit visit) {
  std::array<char, 1000> folded;
  const std::string_view kept = names.substr(0, folded.size());
  std::size_t begin = 0;  // of the token
  WordHash hash;
  const auto is_small = [](char byte) { return byte >= 'a' && byte <= 'z'; };
  const auto end_token = [&](std::size_t end) {
    if (end > begin) visit(std::string_view(folded.data() + begin, end - begin), hash.value());
    hash = {};
  };
  for (std::size_t i = 0; i < kept.size(); ++i) {
    const char byte = kTokenBytes[static_cast<unsigned char>(kept[i])];
    if (byte == 0) {
      end_token(i);
      begin = i + 1;
      continue;
    }
    const bool is_capital = byte != kept[i];
    if (is_capital && i > 0 && is_small(kept[i - 1])) {
      end_token(i);
      begin = i;
    }
    folded[i] = byte;
    hash.add(byte);
  }
  end_token(kept.size());
}

// "/author/jane-doe": a segment that says so, and one more behind it.
bool is_author_path(std::string_view href) {
  href = href.substr(0, href.find_first_of("?#"));
  if (const std::size_t scheme = href.find("//"); scheme != std::string_view::npos)
    href = href.substr(std::min(href.find('/', scheme + 2), href.size()));
  for (std::size_t begin = 0; begin < href.size();) {
    const std::size_t end = href.find('/', begin);
    if (end == std::string_view::npos || end + 1 >= href.size()) return false;
    if (holds(kAuthorPaths, href.substr(begin, end - begin))) return true;
    begin = end + 1;
  }
  return false;
}

enum Trait : std::uint16_t {
  kForeign = 1,
  kAuthor = 2,
  kNotByline = 4,
  kDate = 8,
  kMetaLine = 16,
  kModified = 32,
  kPublished = 64,
  kAside = 128,
  kItem = 256,  // itemprop or property
};

template <std::size_t... kCounts>
constexpr auto tokens_with_traits(std::pair<Trait, std::span<const std::string_view, kCounts>>... lists) {
  std::array<std::pair<std::string_view, std::uint16_t>, (kCounts + ...)> entries;
  std::size_t count = 0;
  const auto add = [&](const auto& list) {
    for (const std::string_view token : list.second)
      entries[count++] = {token, static_cast<std::uint16_t>(list.first)};
  };
  (add(lists), ...);
  return WordTable<std::uint16_t, (kCounts + ...)>(entries);
}

constexpr auto kTokenTraits = tokens_with_traits(
    std::pair(kForeign, std::span(kForeignTokens)), std::pair(kAside, std::span(kAsideTokens)),
    std::pair(kAuthor, std::span(kAuthorTokens)), std::pair(kNotByline, std::span(kNotBylineTokens)),
    std::pair(kDate, std::span(kDateTokens)), std::pair(kMetaLine, std::span(kMetaTokens)),
    std::pair(kModified, std::span(kModifiedTokens)), std::pair(kPublished, std::span(kPublishedTokens)));

// Of the tokens of a class or id.
std::uint16_t traits_of(std::string_view names) {
  unsigned all = 0;
  for_each_token(names, [&](std::string_view token, std::uint32_t hash) {
    if (const std::uint16_t* const traits = kTokenTraits.find(token, hash)) all |= *traits;
  });
  return static_cast<std::uint16_t>(all);
}

class ShownReader {
 public:
  ShownReader(const Document& document, const PageOutline& outline, const std::vector<std::string>& titles,
              std::string_view language)
      : document_(document),
        nodes_(document.nodes()),
        language_(language),
        primary_(fold_word(language.substr(0, language.find('-')))) {
    find_headline(outline.headings, titles);
    mark();
  }

  ShownPage read();

 private:
  void find_headline(std::span<const NodeIndex> headings, const std::vector<std::string>& titles);
  void mark();
  [[nodiscard]] bool holds_several_reviews() const;
  void read_item(NodeIndex node);
  void read_byline(NodeIndex node);
  void read_led_byline(NodeIndex node);
  void read_date_text(NodeIndex node);
  void read_date_element(NodeIndex node);
  void add_dates(NodeIndex node, std::span<const FoundDate> dates, MetadataSource source, DateRole role,
                 bool is_marked);
  [[nodiscard]] std::string text_of(NodeIndex node, std::size_t limit) const;
  const std::vector<FoundDate>& dates_in(std::string text);
  [[nodiscard]] std::size_t distance(NodeIndex node) const;
  [[nodiscard]] DateRole role_of(NodeIndex node) const;
  [[nodiscard]] bool is_foreign(NodeIndex node) const { return (traits_[node] & kForeign) != 0; }
  void add_byline(NodeIndex node, std::string text, MetadataSource source) {
    if (text.empty() || page_.bylines.size() >= kMaxFound) return;
    page_.bylines.push_back({std::move(text), source, node, distance(node)});
  }

  const Document& document_;
  std::span<const Node> nodes_;
  std::string_view language_;
  std::string primary_;
  NodeIndex headline_ = 0;      // 0: none
  bool is_in_article_ = false;  // the headline stands in an <article>
  std::vector<std::uint16_t> traits_;
  std::vector<std::uint32_t> text_before_;  // bytes of text before each node
  // Of the headline, in bytes of text; 0 without one.
  std::size_t headline_begin_ = 0, headline_end_ = 0;
  // The text that was asked for its dates last: mostly that of an element that holds nothing else.
  std::string dated_text_;
  std::vector<FoundDate> its_dates_;
  ShownPage page_;
};

// The heading that says most of what a title says; else the first h1 with text.
void ShownReader::find_headline(std::span<const NodeIndex> headings, const std::vector<std::string>& titles) {
  // Less of the title than this is the site's name, or chance.
  constexpr double kMinShare = 0.4;
  std::vector<std::string> folded;
  for (const std::string& title : titles)
    if (std::string key = fold_for_comparison(title); key.size() >= 6) folded.push_back(std::move(key));
  NodeIndex first = 0;
  double best = kMinShare;
  for (const NodeIndex i : headings) {
    const Tag tag = nodes_[i].tag;
    const std::string text = fold_for_comparison(text_of(i, 400));
    if (text.size() < 6) continue;
    if (tag == Tag::h1 && first == 0) first = i;
    for (const std::string& title : folded) {
      if (title.find(text) == std::string::npos && text.find(title) == std::string::npos) continue;
      const double shorter = static_cast<double>(std::min(title.size(), text.size()));
      double share = shorter / static_cast<double>(std::max(title.size(), text.size()));
      if (tag == Tag::h1) share += 0.05;
      if (share > best) {
        best = share;
        headline_ = i;
      }
    }
  }
  // Other <article>s are other articles only if this one's headline stands in one.
  for (NodeIndex i = headline_; i != 0; i = nodes_[i].parent)
    is_in_article_ = is_in_article_ || nodes_[i].tag == Tag::article;
  if (headline_ == 0) headline_ = first;
}

// One review may be the article; several are those of readers.
bool ShownReader::holds_several_reviews() const {
  std::size_t reviews = 0;
  for (NodeIndex i = 0; i < nodes_.size() && reviews < 2; ++i)
    if (nodes_[i].kind == NodeKind::element)
      if (const auto type = document_.attribute(i, "itemtype"); type && type->ends_with("/Review")) ++reviews;
  return reviews > 1;
}

void ShownReader::mark() {
  traits_.assign(nodes_.size(), 0);
  text_before_.assign(nodes_.size(), 0);
  std::uint32_t bytes = 0;
  NodeIndex article_end = 0;  // of the elements that hold articles, as far as they reach
  std::optional<bool> has_readers_reviews;
  Remembered<std::uint16_t> traits_of_names;
  for (NodeIndex i = 0; i < nodes_.size(); ++i) {
    const Node& node = nodes_[i];
    text_before_[i] = bytes;
    if (i > 0) traits_[i] = traits_[node.parent] & (kForeign | kAside);
    if (node.kind == NodeKind::text)
      bytes += static_cast<std::uint32_t>(std::min<std::size_t>(node.text.size(), 1U << 20U));
    if (node.kind != NodeKind::element) continue;
    const bool holds_headline = headline_ > i && headline_ < node.end;
    if (node.tag == Tag::article || node.tag == Tag::main) article_end = std::max(article_end, node.end);
    // Nothing is read in what belongs to other articles.
    if (is_foreign(i) && !holds_headline) continue;
    unsigned own = 0;
    if (node.tag == Tag::nav || node.tag == Tag::template_) own |= kForeign;
    if (node.tag == Tag::aside || node.tag == Tag::form) own |= kAside;
    if (node.tag == Tag::footer) own |= i < article_end ? kAside : kForeign;
    // Cards of other articles.
    if (node.tag == Tag::article && is_in_article_ && !holds_headline) own |= kForeign;
    for (const auto& [name, value] : document_.attributes(i)) {
      if (name == "class" || name == "id" || name == "data-testid" || name == "data-component") {
        own |= traits_of_names.of(value, traits_of);
      } else if (name == "itemprop" || name == "property") {
        own |= kItem;
      } else if (name == "itemtype") {
        if (value.find("Comment") != std::string_view::npos) own |= kForeign;
        if (value.ends_with("/Review")) {
          if (!has_readers_reviews) has_readers_reviews = holds_several_reviews();
          if (*has_readers_reviews) own |= kForeign;
        }
        if (value.find("Article") != std::string_view::npos ||
            value.find("BlogPosting") != std::string_view::npos)
          page_.is_article = page_.is_article || !(traits_[i] & kForeign);
      }
    }
    // What holds the headline is the article's, whatever it is called.
    if (node.tag == Tag::html || node.tag == Tag::body || node.tag == Tag::main || holds_headline)
      own &= ~static_cast<unsigned>(kForeign | kAside);
    if (holds_headline) traits_[i] = 0;
    traits_[i] = static_cast<std::uint16_t>(traits_[i] | own);
  }
  if (headline_ == 0) return;
  headline_begin_ = text_before_[headline_];
  headline_end_ = text_before_[std::min<std::size_t>(nodes_[headline_].end, nodes_.size() - 1)];
}

std::string ShownReader::text_of(NodeIndex node, std::size_t limit) const {
  constexpr NodeIndex kMaxNodes = 200;
  if (nodes_[node].kind == NodeKind::text) return normalize_text(nodes_[node].text.substr(0, limit + 1));
  std::string text;
  const NodeIndex end = std::min(nodes_[node].end, node + kMaxNodes);
  for (NodeIndex i = node + 1; i < end && text.size() <= limit; ++i) {
    if (nodes_[i].kind != NodeKind::text) {
      if (nodes_[i].tag == Tag::br) text += " | ";
      if (nodes_[i].tag == Tag::style || nodes_[i].tag == Tag::script || nodes_[i].tag == Tag::svg ||
          nodes_[i].tag == Tag::noscript || nodes_[i].tag == Tag::button)
        i = nodes_[i].end - 1;
      continue;
    }
    const std::string_view piece = nodes_[i].text;
    if (piece.empty()) continue;
    std::size_t position = 0;
    const char32_t first = next_character(piece, position);
    const char last = text.empty() ? ' ' : text.back();
    const bool glued = last != ' ' && last != '\n' && last != '\t' &&
                       (is_word_character(first) || digit_value(first) >= 0) && nodes_[i].parent != node &&
                       static_cast<unsigned char>(last) > ' ' && last != '-' && last != '(' && last != '/' &&
                       last != '\'' && last != '.';
    if (glued) text += " | ";
    text += piece.substr(0, limit + 1);
    // Elements that begin a line of their own.
    if (i + 1 < end && nodes_[i + 1].kind == NodeKind::element && i + 1 >= nodes_[nodes_[i].parent].end) {
      const Tag tag = nodes_[i + 1].tag;
      if (tag == Tag::div || tag == Tag::p || tag == Tag::li || tag == Tag::dd) text += " | ";
    }
  }
  return normalize_text(text);
}

std::size_t ShownReader::distance(NodeIndex node) const {
  // What stands aside counts as far off.
  constexpr std::size_t kAsideBytes = 1500;
  const std::size_t here = text_before_[node] + ((traits_[node] & kAside) != 0 ? kAsideBytes : 0);
  if (headline_ == 0 || here >= headline_end_) return here - headline_end_;
  // Before the headline: counted double, as what stands there is more often the site's.
  return here < headline_begin_ ? 2 * (headline_begin_ - here) : 0;
}

DateRole ShownReader::role_of(NodeIndex node) const {
  for (int level = 0; level < 3; ++level) {
    if ((traits_[node] & kModified) != 0 && (traits_[node] & kPublished) == 0) return DateRole::modified;
    if ((traits_[node] & kPublished) != 0 && (traits_[node] & kModified) == 0) return DateRole::published;
    if (const auto item = document_.attribute(node, "itemprop")) {
      if (item->find("odified") != std::string_view::npos) return DateRole::modified;
      if (item->find("ublished") != std::string_view::npos) return DateRole::published;
    }
    if (document_.attribute(node, "pubdate")) return DateRole::published;
    if (node == 0) break;
    node = nodes_[node].parent;
  }
  return DateRole::none;
}

void ShownReader::add_dates(NodeIndex node, std::span<const FoundDate> dates, MetadataSource source,
                            DateRole role, bool is_marked) {
  if (page_.dates.size() >= kMaxFound) return;
  for (const FoundDate& date : dates)
    page_.dates.push_back(
        {date.iso, date.role != DateRole::none ? date.role : role, source, node, distance(node), is_marked});
}

const std::vector<FoundDate>& ShownReader::dates_in(std::string text) {
  if (text != dated_text_) {
    its_dates_ = find_dates(text, language_);
    dated_text_ = std::move(text);
  }
  return its_dates_;
}

// itemprop and property.
void ShownReader::read_item(NodeIndex node) {
  std::string names;
  MetadataSource source = MetadataSource::microdata;
  if (const auto item = document_.attribute(node, "itemprop")) {
    names = *item;
  } else if (const auto property = document_.attribute(node, "property");
             property && nodes_[node].tag != Tag::meta) {
    names = *property;
    source = MetadataSource::rdfa;
  } else {
    return;
  }
  if (nodes_[node].tag == Tag::meta || names.size() > 200) return;  // <meta> is read with its kind
  const auto has = [&](std::string_view name) {
    for (std::size_t i = names.find(name); i != std::string::npos; i = names.find(name, i + 1)) {
      const bool begins = i == 0 || names[i - 1] == ' ' || names[i - 1] == ':';
      const std::size_t end = i + name.size();
      if (begins && (end == names.size() || names[end] == ' ')) return true;
    }
    return false;
  };
  if (has("headline")) {
    std::string text = text_of(node, 400);
    if (!text.empty()) page_.headlines.push_back(std::move(text));
  }
  if (has("author") || has("creator") || has("dc:creator")) {
    // A nested item has its name in a property of its own.
    std::string text;
    const NodeIndex end = std::min(nodes_[node].end, node + 200);
    for (NodeIndex i = node + 1; i < end; ++i) {
      if (nodes_[i].kind != NodeKind::element) continue;
      const auto inner = document_.attribute(i, "itemprop");
      const auto inner_property = document_.attribute(i, "property");
      const bool is_name =
          (inner && *inner == "name") || (inner_property && inner_property->ends_with("name"));
      if (!is_name) continue;
      std::string name;
      if (const auto content = document_.attribute(i, "content")) name = plain_line(*content);
      if (name.empty()) name = text_of(i, kMaxBylineBytes);
      if (!name.empty()) text += (text.empty() ? "" : " | ") + name;
    }
    if (text.empty())
      if (const auto content = document_.attribute(node, "content")) text = plain_line(*content);
    if (text.empty()) text = text_of(node, kMaxBylineBytes);
    if (text.size() <= kMaxBylineBytes) add_byline(node, std::move(text), source);
  }
  const bool published =
      has("datePublished") || has("dc:date") || has("dateCreated") || has("pubdate") || has("dc:issued");
  const bool modified = has("dateModified");
  if (published || modified) {
    std::optional<std::string> iso;
    for (const std::string_view name : {"content", "datetime", "title"})
      if (const auto value = document_.attribute(node, name); value && !iso)
        iso = parse_machine_date(*value, language_);
    if (!iso) iso = parse_date(text_of(node, 200), language_);
    if (iso && page_.dates.size() < kMaxFound)
      page_.dates.push_back({*iso, modified && !published ? DateRole::modified : DateRole::published, source,
                             node, distance(node), true});
  }
}

void ShownReader::read_byline(NodeIndex node) {
  const Node& element = nodes_[node];
  if (const auto rel = element.tag == Tag::a ? document_.attribute(node, "rel") : std::nullopt) {
    bool author = false;
    for_each_token(*rel,
                   [&](std::string_view token, std::uint32_t) { author = author || token == "author"; });
    if (author) {
      std::string text = text_of(node, 120);
      if (text.size() <= 120) add_byline(node, std::move(text), MetadataSource::rel_author);
      return;
    }
  }
  if (element.tag == Tag::a && distance(node) <= kNearBytes) {
    if (const auto href = document_.attribute(node, "href"); href && is_author_path(*href)) {
      std::string text = text_of(node, 80);
      if (text.size() <= 80) add_byline(node, std::move(text), MetadataSource::link_element);
      return;
    }
  }
  const bool by_class = (traits_[node] & kAuthor) != 0 && (traits_[node] & kNotByline) == 0;
  if (!by_class && element.tag != Tag::address) return;
  if (element.tag == Tag::body || element.tag == Tag::html || element.tag == Tag::img ||
      element.tag == Tag::article)
    return;
  std::string text = text_of(node, kMaxBylineBytes);
  if (text.empty() || text.size() > kMaxBylineBytes) return;
  add_byline(node, std::move(text), MetadataSource::address);
}

// "By Jane Doe" in plain text beside the headline; the name may stand in the next element.
void ShownReader::read_led_byline(NodeIndex node) {
  const std::string text = with_plain_colons(normalize_text(nodes_[node].text.substr(0, 200)));
  if (text.size() < 2 || text.size() > 160) return;
  const std::string folded = fold_word(text);
  const std::size_t lead = byline_lead_length(folded, primary_);
  if (lead == 0) return;
  const bool lead_alone = lead + 2 >= folded.size();
  NodeIndex holder = nodes_[node].parent;
  std::string line = with_plain_colons(text_of(holder, 160));
  if (lead_alone && line.size() <= text.size() + 2) {
    holder = nodes_[holder].parent;
    line = text_of(holder, 160);
  }
  if (line.size() > 160 || line.size() <= lead + 1) line = lead_alone ? std::string() : text;
  // "By the time the storm hit …" is the text itself.
  std::size_t position = std::min(line.find_first_not_of(" :|", std::min(lead, line.size())), line.size());
  if (position >= line.size() || is_lower_case(next_character(line, position))) return;
  if (page_.bylines.size() < kMaxFound)
    page_.bylines.push_back({std::move(line), MetadataSource::address, holder, distance(node) + kNearBytes});
}

// A line that is nothing but a date: beside the headline, or anywhere if it says that it is when this was
// published.
void ShownReader::read_date_text(NodeIndex node) {
  const bool near = headline_ != 0 && distance(node) <= kNearBytes;
  const std::string text = normalize_text(nodes_[node].text);
  const std::vector<FoundDate>& dates = dates_in(text);
  if (dates.empty()) return;
  if (!near && role_of_words(fold_word(text)) == DateRole::none) {
    for (const FoundDate& date : dates)
      if ((traits_[node] & kAside) == 0) page_.stray_dates.push_back(date.iso);
    return;
  }
  add_dates(node, dates, MetadataSource::address, near ? role_of(nodes_[node].parent) : DateRole::none,
            false);
}

void ShownReader::read_date_element(NodeIndex node) {
  const Node& element = nodes_[node];
  if (element.tag == Tag::time) {
    std::optional<std::string> iso;
    for (const std::string_view name : {"datetime", "content", "title"})
      if (const auto value = document_.attribute(node, name); value && !iso)
        iso = parse_machine_date(*value, language_);
    std::string text = text_of(node, 200);
    DateRole role = role_of(node);
    // "Updated <time>…</time>": the words before it, in the same parent.
    if (role == DateRole::none) {
      role = role_of_words(fold_word(text));
      if (role == DateRole::none && node > 0) {
        const NodeIndex before = node - 1;
        NodeIndex words = before;
        for (int i = 0; i < 3 && words > 0 && nodes_[words].kind != NodeKind::text; ++i) --words;
        if (nodes_[words].kind == NodeKind::text && nodes_[words].text.size() < 80 &&
            nodes_[words].parent != 0)
          role = role_of_words(fold_word(normalize_text(nodes_[words].text)));
      }
    }
    if (iso) {
      if (page_.dates.size() < kMaxFound)
        page_.dates.push_back({*iso, role, MetadataSource::time_element, node, distance(node), true});
    } else {
      add_dates(node, dates_in(text), MetadataSource::time_element, role, true);
    }
    return;
  }
  const bool by_class = (traits_[node] & kDate) != 0;
  const bool by_line = (traits_[node] & kMetaLine) != 0;
  if (!by_class && !by_line) return;
  if (by_class) {
    for (const std::string_view name : {"datetime", "data-datetime", "data-time", "data-date",
                                        "data-timestamp", "data-published", "title", "content"})
      if (const auto value = document_.attribute(node, name))
        if (const auto iso = parse_machine_date(*value, language_)) {
          if (page_.dates.size() < kMaxFound)
            page_.dates.push_back({*iso, role_of(node), MetadataSource::address, node, distance(node), true});
          return;
        }
  }
  const std::string text = text_of(node, 300);
  if (text.empty() || text.size() > 300) return;
  add_dates(node, dates_in(text), MetadataSource::address, role_of(node), by_class);
}

ShownPage ShownReader::read() {
  for (NodeIndex i = 1; i < nodes_.size(); ++i) {
    const Node& node = nodes_[i];
    if (is_foreign(i)) continue;
    if ((traits_[i] & kAside) != 0 && distance(i) > kFarAsideBytes) continue;
    if (node.kind == NodeKind::text) {
      // Short lines beside the headline that are nothing but a date.
      if (node.text.size() < 400 && headline_ != 0 && distance(i) <= kNearBytes) read_led_byline(i);
      if (node.text.size() < 200 && page_.dates.size() < kMaxFound && may_hold_date(node.text))
        read_date_text(i);
      continue;
    }
    if (node.kind != NodeKind::element) continue;
    if ((traits_[i] & kItem) != 0) read_item(i);
    read_byline(i);
    read_date_element(i);
  }
  return std::move(page_);
}

}  // namespace

ShownPage read_shown(const Document& document, const PageOutline& outline,
                     const std::vector<std::string>& titles, std::string_view language) {
  if (document.nodes().empty()) return {};
  return ShownReader(document, outline, titles, language).read();
}

}  // namespace pressclip::metadata
