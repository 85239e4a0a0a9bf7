// <html>, <title>, <base>, <link> and <meta>.
#include "metadata/page_tags.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "metadata/characters.h"
#include "metadata/plain_text.h"
#include "text/normalize.h"
#include "text/sorted.h"

namespace pressclip::metadata {
namespace {

struct MetaName {
  std::string_view name;  // lower case
  Field field;
  MetadataSource source;
};

constexpr auto kGraph = MetadataSource::open_graph;
constexpr auto kArticle = MetadataSource::article_meta;
constexpr auto kTwitter = MetadataSource::twitter;
constexpr auto kMeta = MetadataSource::meta;
constexpr auto kItem = MetadataSource::microdata;

constexpr auto kMetaNames = sorted(std::to_array<MetaName>({
                                       {"og:title", Field::headline, kGraph},
                                       {"twitter:title", Field::headline, kTwitter},
                                       {"dc.title", Field::headline, kMeta},
                                       {"dcterms.title", Field::headline, kMeta},
                                       {"citation_title", Field::headline, kMeta},
                                       {"parsely-title", Field::headline, kMeta},
                                       {"sailthru.title", Field::headline, kMeta},
                                       {"cxenseparse:title", Field::headline, kMeta},
                                       {"title", Field::headline, kMeta},
                                       {"headline", Field::headline, kMeta},
                                       {"hdl", Field::headline, kMeta},

                                       {"og:description", Field::description, kGraph},
                                       {"twitter:description", Field::description, kTwitter},
                                       {"description", Field::description, kMeta},
                                       {"dc.description", Field::description, kMeta},
                                       {"dcterms.description", Field::description, kMeta},
                                       {"dcterms.abstract", Field::description, kMeta},
                                       {"citation_abstract", Field::description, kMeta},
                                       {"sailthru.description", Field::description, kMeta},
                                       {"lp", Field::description, kMeta},

                                       {"article:author", Field::author, kArticle},
                                       {"article:author:name", Field::author, kArticle},
                                       {"article:author_name", Field::author, kArticle},
                                       {"og:article:author", Field::author, kArticle},
                                       {"og:author", Field::author, kGraph},
                                       {"author", Field::author, kMeta},
                                       {"authors", Field::author, kMeta},
                                       {"creator", Field::author, kMeta},
                                       {"byl", Field::author, kMeta},
                                       {"byline", Field::author, kMeta},
                                       {"article.author", Field::author, kMeta},
                                       {"article_author", Field::author, kMeta},
                                       {"articleauthor", Field::author, kMeta},
                                       {"author_name", Field::author, kMeta},
                                       {"authorname", Field::author, kMeta},
                                       {"dc.creator", Field::author, kMeta},
                                       {"dc.author", Field::author, kMeta},
                                       {"dc.contributor", Field::author, kMeta},
                                       {"dcterms.creator", Field::author, kMeta},
                                       {"citation_author", Field::author, kMeta},
                                       {"citation_authors", Field::author, kMeta},
                                       {"parsely-author", Field::author, kMeta},
                                       {"sailthru.author", Field::author, kMeta},
                                       {"cxenseparse:author", Field::author, kMeta},
                                       {"shareaholic:article_author_name", Field::author, kMeta},
                                       {"rnews:creator", Field::author, kMeta},
                                       {"mediator_author", Field::author, kMeta},
                                       {"dable:author", Field::author, kMeta},
                                       {"news:author", Field::author, kMeta},

                                       {"article:published_time", Field::published, kArticle},
                                       {"article:published", Field::published, kArticle},
                                       {"article:published_date", Field::published, kArticle},
                                       {"article:publish_time", Field::published, kArticle},
                                       {"og:article:published_time", Field::published, kArticle},
                                       {"og:published_time", Field::published, kArticle},
                                       {"og:pubdate", Field::published, kArticle},
                                       {"og:publish_date", Field::published, kArticle},
                                       {"published_time", Field::published, kMeta},
                                       {"published", Field::published, kMeta},
                                       {"published-date", Field::published, kMeta},
                                       {"published_date", Field::published, kMeta},
                                       {"date", Field::published, kMeta},
                                       {"datepublished", Field::published, kItem},
                                       {"date_published", Field::published, kMeta},
                                       {"datecreated", Field::published, kMeta},
                                       {"date_created", Field::published, kMeta},
                                       {"pubdate", Field::published, kMeta},
                                       {"pub_date", Field::published, kMeta},
                                       {"publishdate", Field::published, kMeta},
                                       {"publish-date", Field::published, kMeta},
                                       {"publish_date", Field::published, kMeta},
                                       {"publish_time", Field::published, kMeta},
                                       {"publicationdate", Field::published, kMeta},
                                       {"publication_date", Field::published, kMeta},
                                       {"publication-date", Field::published, kMeta},
                                       {"originalpublicationdate", Field::published, kMeta},
                                       {"article_date_original", Field::published, kMeta},
                                       {"article.published", Field::published, kMeta},
                                       {"article.created", Field::published, kMeta},
                                       {"release_date", Field::published, kMeta},
                                       {"dc.date", Field::published, kMeta},
                                       {"dc.date.issued", Field::published, kMeta},
                                       {"dc.date.created", Field::published, kMeta},
                                       {"dc.issued", Field::published, kMeta},
                                       {"dc.created", Field::published, kMeta},
                                       {"dcterms.date", Field::published, kMeta},
                                       {"dcterms.issued", Field::published, kMeta},
                                       {"dcterms.created", Field::published, kMeta},
                                       {"dcterms.available", Field::published, kMeta},
                                       {"citation_date", Field::published, kMeta},
                                       {"citation_publication_date", Field::published, kMeta},
                                       {"citation_online_date", Field::published, kMeta},
                                       {"parsely-pub-date", Field::published, kMeta},
                                       {"sailthru.date", Field::published, kMeta},
                                       {"cxenseparse:publishtime", Field::published, kMeta},
                                       {"cxenseparse:recs:publishtime", Field::published, kMeta},
                                       {"shareaholic:article_published_time", Field::published, kMeta},
                                       {"rnews:datepublished", Field::published, kMeta},
                                       {"mediator_published_time", Field::published, kMeta},
                                       {"bt:pubdate", Field::published, kMeta},
                                       {"pdate", Field::published, kMeta},
                                       {"ptime", Field::published, kMeta},
                                       {"displaydate", Field::published, kMeta},
                                       {"created", Field::published, kMeta},
                                       {"creation_date", Field::published, kMeta},

                                       {"article:modified_time", Field::modified, kArticle},
                                       {"article:modified", Field::modified, kArticle},
                                       {"og:article:modified_time", Field::modified, kArticle},
                                       {"og:modified_time", Field::modified, kArticle},
                                       {"og:updated_time", Field::modified, kGraph},
                                       {"article:updated_time", Field::modified, kArticle},
                                       {"modified_time", Field::modified, kMeta},
                                       {"datemodified", Field::modified, kItem},
                                       {"date_modified", Field::modified, kMeta},
                                       {"last-modified", Field::modified, kMeta},
                                       {"last_modified", Field::modified, kMeta},
                                       {"lastmod", Field::modified, kMeta},
                                       {"lastmodified", Field::modified, kMeta},
                                       {"modified", Field::modified, kMeta},
                                       {"revised", Field::modified, kMeta},
                                       {"updated", Field::modified, kMeta},
                                       {"article.updated", Field::modified, kMeta},
                                       {"dc.date.modified", Field::modified, kMeta},
                                       {"dc.modified", Field::modified, kMeta},
                                       {"dcterms.modified", Field::modified, kMeta},
                                       {"utime", Field::modified, kMeta},

                                       {"article:section", Field::section, kArticle},
                                       {"og:article:section", Field::section, kArticle},
                                       {"og:section", Field::section, kGraph},
                                       {"article.section", Field::section, kMeta},
                                       {"parsely-section", Field::section, kMeta},
                                       {"cxenseparse:category", Field::section, kMeta},
                                       {"section", Field::section, kMeta},
                                       {"dcsext.articlesection", Field::section, kMeta},

                                       {"article:tag", Field::tag, kArticle},
                                       {"og:article:tag", Field::tag, kArticle},
                                       {"video:tag", Field::tag, kGraph},
                                       {"news_keywords", Field::tags, kMeta},
                                       {"keywords", Field::tags, kMeta},
                                       {"parsely-tags", Field::tags, kMeta},
                                       {"sailthru.tags", Field::tags, kMeta},
                                       {"dc.subject", Field::tags, kMeta},
                                       {"citation_keywords", Field::tags, kMeta},

                                       {"og:site_name", Field::site, kGraph},
                                       {"application-name", Field::site, kMeta},
                                       {"apple-mobile-web-app-title", Field::site, kMeta},
                                       {"dc.publisher", Field::site, kMeta},
                                       {"dcterms.publisher", Field::site, kMeta},
                                       {"citation_journal_title", Field::site, kMeta},

                                       {"og:image", Field::image, kGraph},
                                       {"og:image:url", Field::image, kGraph},
                                       {"og:image:secure_url", Field::image, kGraph},
                                       {"twitter:image", Field::image, kTwitter},
                                       {"twitter:image:src", Field::image, kTwitter},
                                       {"parsely-image-url", Field::image, kMeta},
                                       {"sailthru.image.full", Field::image, kMeta},
                                       {"thumbnail", Field::image, kMeta},

                                       {"og:url", Field::url, kGraph},
                                       {"twitter:url", Field::url, kTwitter},
                                       {"parsely-link", Field::url, kMeta},
                                       {"og:type", Field::type, kGraph},
                                       {"parsely-type", Field::type, kMeta},
                                       {"article:content_tier", Field::tier, kArticle},
                                       {"og:locale", Field::language, kGraph},
                                       {"content-language", Field::language, kMeta},
                                       {"language", Field::language, kMeta},
                                       {"dc.language", Field::language, kMeta},
                                       {"dcterms.language", Field::language, kMeta},
                                       {"inlanguage", Field::language, kItem},
                                   }),
                                   &MetaName::name);

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& byte : result)
    if (byte >= 'A' && byte <= 'Z') byte = static_cast<char>(byte - 'A' + 'a');
  return result;
}

// "DC:Creator" and "dc.creator.personalName" are dc.creator.
std::string canonical_name(std::string_view written) {
  std::string name = lower(written);
  if (name.starts_with("dc:") || name.starts_with("dcterms:")) name[name.find(':')] = '.';
  if (name.starts_with("dcterms.") || name.starts_with("dc.")) {
    static constexpr std::string_view kQualified[] = {"dc.creator.", "dcterms.creator.", "dc.contributor."};
    for (const std::string_view prefix : kQualified)
      if (name.starts_with(prefix)) name.resize(prefix.size() - 1);
  }
  return name;
}

const MetaName* find_name(std::string_view name) {
  const auto* const found = std::ranges::lower_bound(kMetaNames, name, {}, &MetaName::name);
  return found == kMetaNames.end() || found->name != name ? nullptr : found;
}

// "Doe, Jane" in the tags of libraries, which put the last name first.
std::string in_spoken_order(const std::string& name) {
  const std::size_t comma = name.find(", ");
  if (comma == std::string::npos || name.find_first_of(",;", comma + 1) != std::string::npos) return name;
  constexpr std::size_t kMostGaps = 2;  // between three words
  const auto gaps = [](std::string_view part) {
    return static_cast<std::size_t>(std::count(part.begin(), part.end(), ' '));
  };
  const std::string last = name.substr(0, comma), first = name.substr(comma + 2);
  return gaps(last) > kMostGaps || gaps(first) > kMostGaps ? name : first + " " + last;
}

// Labels of the pair twitter:label1, twitter:data1 that some systems write, folded.
constexpr std::string_view kWrittenBy[] = {
    "written by",   "verfasst von",    "geschrieben von", "ecrit par",     "escrito por",
    "scritto da",   "geschreven door", "skrevet av",      "skriven av",    "skrevet af",
    "kirjoittanut", "napisane przez",  "yazan",           "автор",         "написано автором",
    "scris de",     "ditulis oleh",    "szerzo",          "author",        "by",
    "autor",        "napsal(a)",       "skrevet af",      "được viet boi", "執筆者",
    "작성자"};

}  // namespace

PageTags read_page_tags(const Document& document, const PageOutline& outline) {
  PageTags tags;
  const auto nodes = document.nodes();
  std::string author_label;  // N of a "twitter:labelN" that says "Written by"
  for (const NodeIndex i : outline.tags) {
    const Node& node = nodes[i];
    switch (node.tag) {
      case Tag::html:
        if (tags.html_language.empty()) {
          if (const auto language = document.attribute(i, "lang"))
            tags.html_language = normalize_text(*language);
          if (tags.html_language.empty())
            if (const auto language = document.attribute(i, "xml:lang"))
              tags.html_language = normalize_text(*language);
        }
        break;
      case Tag::title:
        if (tags.title.empty()) {
          std::string text;
          for (NodeIndex j = i + 1; j < node.end; ++j)
            if (nodes[j].kind == NodeKind::text) text += nodes[j].text;
          tags.title = plain_line(text);
          tags.title_node = i;
        }
        break;
      case Tag::base:
        if (const auto href = document.attribute(i, "href"); href && tags.base.empty())
          tags.base = normalize_text(*href);
        break;
      case Tag::link: {
        const auto rel = document.attribute(i, "rel");
        const auto href = document.attribute(i, "href");
        if (rel && href && lower(*rel) == "canonical" && tags.canonical.empty())
          tags.canonical = normalize_text(*href);
        break;
      }
      case Tag::meta: {
        auto content = document.attribute(i, "content");
        if (!content) content = document.attribute(i, "value");
        if (!content || content->empty() || content->size() > 20'000) break;
        for (const std::string_view attribute : {"property", "name", "itemprop", "http-equiv"}) {
          const auto written = document.attribute(i, attribute);
          if (!written) continue;
          const std::string name = canonical_name(normalize_text(*written));
          if (name.starts_with("twitter:label")) {
            const std::string label = fold_word(plain_line(*content));
            if (std::find(std::begin(kWrittenBy), std::end(kWrittenBy), label) != std::end(kWrittenBy))
              author_label = name.substr(13);
          } else if (name.starts_with("twitter:data") && !author_label.empty() &&
                     name.substr(12) == author_label) {
            tags.values.push_back({Field::author, plain_line(*content), MetadataSource::twitter, i});
          }
          const MetaName* known = find_name(name);
          if (known == nullptr) continue;
          std::string value = known->field == Field::url || known->field == Field::image
                                  ? normalize_text(*content)
                                  : plain_line(*content);
          if (known->field == Field::author && name.starts_with("citation_")) value = in_spoken_order(value);
          const MetadataSource source = attribute == "itemprop" ? MetadataSource::microdata : known->source;
          if (!value.empty()) tags.values.push_back({known->field, value, source, i});
          break;
        }
        break;
      }
      default:
        break;
    }
  }
  return tags;
}

}  // namespace pressclip::metadata
