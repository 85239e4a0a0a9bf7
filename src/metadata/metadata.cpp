// metadata: the sources of a page, asked one after the other, and the choice among what they say.
#include "pressclip/metadata.h"

#include <algorithm>
#include <array>
#include <map>

#include "metadata/authors.h"
#include "metadata/characters.h"
#include "metadata/choice.h"
#include "metadata/dates.h"
#include "metadata/json_ld.h"
#include "metadata/language.h"
#include "metadata/page_outline.h"
#include "metadata/page_tags.h"
#include "metadata/shown.h"
#include "text/normalize.h"

namespace pressclip {
namespace metadata {
namespace {

// How far each source is trusted, on a scale of its own; found by trying on labelled pages.
constexpr double kJsonLdWeight = 10;
constexpr double kArticleMetaWeight = 9.5;
constexpr double kMetaWeight = 8;
constexpr double kMicrodataWeight = 7.9;
constexpr double kRdfaWeight = 7;
constexpr double kTimeElementWeight = 6.5;
constexpr double kRelAuthorWeight = 6.5;
constexpr double kAuthorLinkWeight = 6.2;
constexpr double kClassWeight = 6;
constexpr double kPlaceWeight = 4.5;
// Dates of plain <meta> names are as often those of the page's file as of its text.
constexpr double kMetaDateWeight = 6.2;
// Less than this is another article's date.
constexpr double kMinDateWeight = 3.2;
// What stands this far from the headline, in bytes of text, counts as if it were not beside it.
constexpr double kFarBytes = 2500;
constexpr double kDistanceLoss = 3;
// Names this close to each other stand in one byline. In bytes of text.
constexpr std::size_t kSameLineBytes = 120;
constexpr std::size_t kMaxCandidates = 300;
constexpr std::size_t kMaxTitles = 12;

double weight_of(MetadataSource source) {
  switch (source) {
    case MetadataSource::json_ld:
      return kJsonLdWeight;
    case MetadataSource::open_graph:
    case MetadataSource::article_meta:
      return kArticleMetaWeight;
    case MetadataSource::microdata:
      return kMicrodataWeight;
    case MetadataSource::rdfa:
      return kRdfaWeight;
    case MetadataSource::time_element:
      return kTimeElementWeight;
    case MetadataSource::rel_author:
      return kRelAuthorWeight;
    case MetadataSource::link_element:
      return kAuthorLinkWeight;
    case MetadataSource::address:
      return kClassWeight;
    default:
      return kMetaWeight;
  }
}

double after_distance(double weight, std::size_t distance) {
  return weight - kDistanceLoss * std::min(1.0, static_cast<double>(distance) / kFarBytes);
}

void add(std::vector<Candidate>& list, std::string value, MetadataSource source, NodeIndex node) {
  if (value.empty() || list.size() >= kMaxCandidates) return;
  for (const Candidate& known : list)
    if (known.source == source && known.value == value) return;
  list.push_back({std::move(value), source, node});
}

// "en_US", "EN-us" and "en-US-posix" as "en-US"; nothing for what is no language tag.
std::string language_tag(std::string_view written) {
  std::string tag;
  std::array<std::string, 3> parts;
  std::size_t count = 0;
  for (std::size_t begin = 0; begin <= written.size() && count < parts.size();) {
    const std::size_t end = std::min(written.find_first_of("-_", begin), written.size());
    parts[count++] = std::string(written.substr(begin, end - begin));
    begin = end + 1;
  }
  for (std::size_t i = 0; i < count; ++i) {
    std::string part = fold_word(parts[i]);
    if (std::any_of(part.begin(), part.end(),
                    [](char byte) { return (byte < 'a' || byte > 'z') && (byte < '0' || byte > '9'); }))
      return i == 0 ? std::string() : tag;
    if (i == 0) {
      if (part.size() < 2 || part.size() > 3 || part == "und" || part == "mul" || part == "zxx") return {};
      tag = part;
    } else if (part.size() == 2 || (part.size() == 4 && part[0] >= 'a')) {
      part[0] = static_cast<char>(part[0] - (part[0] >= 'a' ? 'a' - 'A' : 0));
      if (part.size() == 2 && part[1] >= 'a') part[1] = static_cast<char>(part[1] - 'a' + 'A');
      tag += "-" + part;
    }
  }
  return tag;
}

std::string primary(std::string_view tag) {
  return std::string(tag.substr(0, tag.find('-')));
}

ScriptKind usual_script(std::string_view language) {
  static constexpr std::pair<std::string_view, ScriptKind> kScripts[] = {
      {"ru", ScriptKind::cyrillic},   {"uk", ScriptKind::cyrillic},   {"bg", ScriptKind::cyrillic},
      {"be", ScriptKind::cyrillic},   {"mk", ScriptKind::cyrillic},   {"el", ScriptKind::greek},
      {"ar", ScriptKind::arabic},     {"fa", ScriptKind::arabic},     {"ur", ScriptKind::arabic},
      {"he", ScriptKind::hebrew},     {"hi", ScriptKind::devanagari}, {"mr", ScriptKind::devanagari},
      {"ne", ScriptKind::devanagari}, {"ko", ScriptKind::hangul},     {"ja", ScriptKind::han_kana},
      {"zh", ScriptKind::han_kana},   {"ta", ScriptKind::other},      {"te", ScriptKind::other},
      {"bn", ScriptKind::other},      {"th", ScriptKind::other},      {"ka", ScriptKind::other},
      {"hy", ScriptKind::other},      {"gu", ScriptKind::other},      {"ml", ScriptKind::other},
      {"kn", ScriptKind::other},      {"pa", ScriptKind::other},      {"si", ScriptKind::other},
      {"my", ScriptKind::other},      {"km", ScriptKind::other},      {"lo", ScriptKind::other},
      {"am", ScriptKind::other}};
  for (const auto& [name, script] : kScripts)
    if (name == language) return script;
  return ScriptKind::latin;
}

// The page's claim, unless its text is plainly in another language: templates say "en" whatever they hold.
std::string choose_language(const std::optional<std::string>& detected,
                            const std::vector<std::string>& claims) {
  std::string claim;
  for (const std::string& written : claims) {
    const std::string tag = language_tag(written);
    if (claim.empty())
      claim = tag;
    else if (claim.find('-') == std::string::npos && primary(tag) == claim && tag.size() == 5)
      claim = tag;  // the region
  }
  if (!detected) return claim;
  if (claim.empty()) return *detected;
  const std::string claimed = primary(claim);
  if (claimed == *detected || (claimed == "no" && *detected == "nb")) return claim;
  if (usual_script(claimed) != usual_script(*detected)) return *detected;
  // Close neighbours are easily mistaken for each other by detection; "en" is easily left over by the
  // template.
  if (claimed == "en" && *detected != "en") return *detected;
  return claim;
}

void split_list(std::string_view text, std::vector<std::string>& list) {
  constexpr std::size_t kMaxTags = 100;
  for (std::size_t begin = 0; begin <= text.size() && list.size() < kMaxTags;) {
    const std::size_t end =
        std::min({text.find(',', begin), text.find(';', begin), text.find("、", begin), text.size()});
    std::string item = normalize_text(text.substr(begin, end - begin));
    if (!item.empty() && item.size() < 100 && std::find(list.begin(), list.end(), item) == list.end())
      list.push_back(std::move(item));
    begin = end + (end < text.size() && static_cast<unsigned char>(text[end]) >= 128 ? 3 : 1);
  }
}

// What follows the last separator of the title, if it is short: the site's name.
std::string title_suffix(std::string_view title, const std::vector<std::string>& headlines) {
  std::size_t cut = std::string_view::npos, width = 0;
  for (const std::string_view separator : {" | ", " - ", " – ", " — ", " • ", " · ", " :: ", " » "}) {
    const std::size_t found = title.rfind(separator);
    if (found != std::string_view::npos && (cut == std::string_view::npos || found > cut)) {
      cut = found;
      width = separator.size();
    }
  }
  if (cut == std::string_view::npos) return {};
  std::string suffix = normalize_text(title.substr(cut + width));
  const std::string rest = fold_for_comparison(title.substr(0, cut));
  if (suffix.empty() || suffix.size() > 40) return {};
  // Only where another source has the title without it.
  for (const std::string& headline : headlines)
    if (fold_for_comparison(headline) == rest) return suffix;
  return {};
}

// All that is asked of a page, in one place.
class PageReader {
 public:
  PageReader(const Document& document, const MetadataOptions& options)
      : document_(document),
        options_(options),
        outline_(outline_page(document)),
        tags_(read_page_tags(document, outline_)) {}

  Metadata read() {
    read_addresses();
    read_titles();
    read_language();
    read_structured();
    read_tags();
    read_shown_page();
    choose();
    return std::move(result_);
  }

 private:
  void read_addresses();
  void read_titles();
  void read_language();
  void read_structured();
  void read_tags();
  void read_shown_page();
  void choose();
  void add_date(std::string_view written, bool modified, MetadataSource source, NodeIndex node,
                double weight);
  void add_authors(const std::vector<std::string>& bylines, MetadataSource source, NodeIndex node,
                   double weight);
  [[nodiscard]] Byline read_byline(const std::string& text);
  [[nodiscard]] std::vector<std::string> site_names() const;
  [[nodiscard]] std::string language() const { return result_.language.value_or(""); }
  [[nodiscard]] std::optional<std::string> absolute(std::string_view url) const {
    return resolve_url(url, result_.base_url ? *result_.base_url : std::string());
  }

  const Document& document_;
  const MetadataOptions& options_;
  PageOutline outline_;
  PageTags tags_;
  JsonLdPage json_ld_;
  Metadata result_;
  std::vector<WeighedDate> dates_;
  std::vector<AuthorList> authors_;
  std::vector<std::string> titles_;
  std::map<std::string, Byline> bylines_;  // as they were split: each source has the same
};

void PageReader::read_addresses() {
  const auto tag_url = [&]() -> std::string {
    for (const TagValue& value : tags_.values)
      if (value.field == Field::url) return value.value;
    return {};
  }();
  // Relative addresses need one absolute one to begin with.
  std::optional<std::string> origin = resolve_url(options_.url, "");
  if (!origin) origin = resolve_url(tags_.canonical, "");
  if (!origin) origin = resolve_url(tag_url, "");
  const std::string start = origin.value_or("");
  result_.url = resolve_url(tags_.canonical, start);
  if (tags_.canonical.empty() || !result_.url) result_.url = resolve_url(tag_url, start);
  if (tag_url.empty() && !result_.url) result_.url = origin;
  if (!result_.url) result_.url = origin;
  if (!tags_.base.empty()) result_.base_url = resolve_url(tags_.base, start);
  if (!result_.base_url) result_.base_url = origin;
}

void PageReader::read_titles() {
  for (const TagValue& value : tags_.values)
    if (value.field == Field::headline && titles_.size() < kMaxTitles) titles_.push_back(value.value);
  if (!tags_.title.empty()) titles_.push_back(tags_.title);
}

void PageReader::read_language() {
  std::vector<std::string> claims = {tags_.html_language};
  for (const TagValue& value : tags_.values)
    if (value.field == Field::language) claims.push_back(value.value);
  result_.text_language = detect_language(outline_.text);
  const std::string language = choose_language(result_.text_language, claims);
  if (!language.empty()) result_.language = language;
}

void PageReader::add_date(std::string_view written, bool modified, MetadataSource source, NodeIndex node,
                          double weight) {
  const auto iso = parse_machine_date(written, language());
  if (!iso) return;
  add(modified ? result_.modified : result_.published, *iso, source, node);
  const bool is_tag = source != MetadataSource::json_ld;
  dates_.push_back({*iso, weight, modified, is_tag});
}

// What the site calls itself. "example.com" and "example" are names of it too.
std::vector<std::string> PageReader::site_names() const {
  std::vector<std::string> sites = {json_ld_.publisher, json_ld_.site};
  for (const TagValue& value : tags_.values)
    if (value.field == Field::site) sites.push_back(value.value);
  if (result_.site) sites.push_back(*result_.site);
  const std::string address = !options_.url.empty() ? options_.url : result_.url.value_or("");
  if (const std::size_t host = address.find("//"); host != std::string::npos) {
    std::string name = address.substr(host + 2, address.find('/', host + 2) - host - 2);
    if (name.starts_with("www.")) name.erase(0, 4);
    sites.push_back(name);
    sites.push_back(name.substr(0, name.rfind('.')));
  }
  return sites;
}

// The site's own name is one name, whatever stands between its words.
Byline PageReader::read_byline(const std::string& text) {
  const auto [known, is_new] = bylines_.try_emplace(text);
  if (is_new) known->second = split_byline(text, language());
  const Byline& byline = known->second;
  if (byline.names.size() < 2) return byline;
  const std::string key = fold_for_comparison(text);
  for (const std::string& site : site_names())
    if (fold_for_comparison(site) == key) return {{normalize_text(text)}, {}};
  return byline;
}

void PageReader::add_authors(const std::vector<std::string>& bylines, MetadataSource source, NodeIndex node,
                             double weight) {
  AuthorList list{{}, weight, {}};
  const bool is_shown = source == MetadataSource::address || source == MetadataSource::rel_author ||
                        source == MetadataSource::microdata || source == MetadataSource::rdfa;
  for (const std::string& text : bylines) {
    Byline byline = read_byline(text);
    const bool begins_with_name = !byline.names.empty() && looks_like_name(byline.names.front());
    const bool is_sentence = is_shown && !byline.names.empty() && is_phrase(byline.names.front());
    for (std::string& name : byline.names) {
      // Class names are reused for anything; what stands there must look like a name.
      if (source == MetadataSource::address && !looks_like_name(name)) continue;
      // What stands in a byline tells the byline's block, whether it is a name or not.
      add(result_.authors, name, source, node);
      if (is_shown && (is_sentence || is_label(name) || is_phrase(name))) continue;
      if (std::find(list.names.begin(), list.names.end(), name) == list.names.end())
        list.names.push_back(std::move(name));
    }
    // Not those of a postal address.
    if (source == MetadataSource::address && !begins_with_name) continue;
    for (std::string& aside : byline.asides)
      if (source != MetadataSource::address || looks_like_name(aside))
        add(result_.authors, std::move(aside), source, node);
  }
  // One word under a class name is as often a label as a name.
  if (source == MetadataSource::address && list.names.size() == 1 &&
      list.names[0].find(' ') == std::string::npos)
    list.weight -= 0.5;
  if (!list.names.empty()) authors_.push_back(std::move(list));
}

void PageReader::read_structured() {
  PageIdentity identity;
  for (const std::optional<std::string>& url : {result_.url, resolve_url(options_.url, "")})
    if (url) identity.urls.push_back(*url);
  identity.titles = titles_;
  json_ld_ = read_json_ld(document_.json_ld(), identity);
  constexpr auto kSource = MetadataSource::json_ld;
  for (const std::string& headline : json_ld_.headlines) add(result_.headlines, headline, kSource, 0);
  for (const std::string& description : json_ld_.descriptions)
    add(result_.descriptions, description, kSource, 0);
  AuthorList authors{{}, kJsonLdWeight, {}};
  for (const JsonLdName& author : json_ld_.authors) {
    std::vector<std::string> names = read_byline(author.text).names;
    // An organisation's name may hold "and" and commas.
    if (author.is_organization && !names.empty()) {
      names = {author.text};
      authors.organizations.push_back(author.text);
    }
    for (std::string& name : names) {
      add(result_.authors, name, kSource, 0);
      if (std::find(authors.names.begin(), authors.names.end(), name) == authors.names.end())
        authors.names.push_back(std::move(name));
    }
  }
  if (!authors.names.empty()) authors_.push_back(std::move(authors));
  for (const std::string& date : json_ld_.published) add_date(date, false, kSource, 0, kJsonLdWeight);
  for (const std::string& date : json_ld_.modified) add_date(date, true, kSource, 0, kJsonLdWeight);
  if (!json_ld_.section.empty()) result_.section = json_ld_.section;
  result_.tags = json_ld_.tags;
  if (!json_ld_.image.empty()) result_.image = absolute(json_ld_.image);
  result_.article_body = std::move(json_ld_.article_body);
  result_.accessible_for_free = json_ld_.accessible_for_free;
  result_.paywalled_selectors = std::move(json_ld_.paywalled_selectors);
  result_.is_article = json_ld_.is_article;
  if (!result_.url && !json_ld_.url.empty()) {
    result_.url = resolve_url(json_ld_.url, "");
    if (!result_.base_url) result_.base_url = result_.url;
  }
}

void PageReader::read_tags() {
  std::vector<std::string> single_tags, tag_lists;
  std::vector<std::pair<MetadataSource, std::vector<std::string>>> bylines;  // one list for each source
  for (const TagValue& value : tags_.values) {
    const double weight = weight_of(value.source);
    switch (value.field) {
      case Field::headline:
        add(result_.headlines, value.value, value.source, value.node);
        break;
      case Field::description:
        add(result_.descriptions, value.value, value.source, value.node);
        break;
      case Field::author: {
        auto known = std::find_if(bylines.begin(), bylines.end(),
                                  [&](const auto& entry) { return entry.first == value.source; });
        if (known == bylines.end()) known = bylines.insert(bylines.end(), {value.source, {}});
        if (known->second.size() < 60) known->second.push_back(value.value);
        break;
      }
      case Field::published:
        add_date(value.value, false, value.source, value.node,
                 value.source == MetadataSource::meta ? kMetaDateWeight : weight);
        break;
      case Field::modified:
        add_date(value.value, true, value.source, value.node, weight);
        break;
      case Field::section:
        if (!result_.section) result_.section = value.value;
        break;
      case Field::tag:
        single_tags.push_back(value.value);
        break;
      case Field::tags:
        tag_lists.push_back(value.value);
        break;
      case Field::site:
        if (!result_.site) result_.site = value.value;
        break;
      case Field::image:
        if (!result_.image) result_.image = absolute(value.value);
        break;
      case Field::type:
        if (const std::string type = fold_word(value.value);
            type == "article" || type == "post" || type == "news" || type.ends_with(":article"))
          result_.is_article = true;
        break;
      case Field::tier:
        if (!result_.accessible_for_free) {
          const std::string tier = fold_word(value.value);
          if (tier == "free") result_.accessible_for_free = true;
          if (tier == "locked" || tier == "metered") result_.accessible_for_free = false;
        }
        break;
      default:
        break;
    }
  }
  for (const auto& [source, texts] : bylines) add_authors(texts, source, 0, weight_of(source));
  if (result_.tags.empty() && single_tags.size() > 1)
    for (const std::string& tag : single_tags) {
      if (result_.tags.size() < 100 &&
          std::find(result_.tags.begin(), result_.tags.end(), tag) == result_.tags.end())
        result_.tags.push_back(tag);
    }
  if (result_.tags.empty())
    for (const std::string& tag : single_tags) split_list(tag, result_.tags);
  for (const std::string& list : tag_lists)
    if (result_.tags.empty()) split_list(list, result_.tags);
  if (!tags_.title.empty())
    add(result_.headlines, tags_.title, MetadataSource::title_element, tags_.title_node);
  if (!result_.site && !json_ld_.publisher.empty()) result_.site = json_ld_.publisher;
  if (!result_.site && !json_ld_.site.empty()) result_.site = json_ld_.site;
  if (!result_.site && !tags_.title.empty()) {
    std::vector<std::string> others = json_ld_.headlines;
    others.insert(others.end(), titles_.begin(), titles_.end());
    if (std::string suffix = title_suffix(tags_.title, others); !suffix.empty())
      result_.site = std::move(suffix);
  }
}

void PageReader::read_shown_page() {
  std::vector<std::string> titles = titles_;
  titles.insert(titles.end(), json_ld_.headlines.begin(), json_ld_.headlines.end());
  const ShownPage shown = read_shown(document_, outline_, titles, language());
  result_.is_article = result_.is_article || shown.is_article;
  for (const std::string& headline : shown.headlines)
    add(result_.headlines, headline, MetadataSource::microdata, 0);
  for (const ShownDate& date : shown.dates) {
    const bool modified = date.role == DateRole::modified;
    add(modified ? result_.modified : result_.published, date.iso, date.source, date.node);
    double weight = after_distance(date.is_marked ? weight_of(date.source) : kPlaceWeight, date.distance);
    if (date.role == DateRole::published) weight += 1;
    if (weight >= kMinDateWeight) dates_.push_back({date.iso, weight, modified, false});
  }
  // Where nothing else is known and the page shows one day only, that is its day.
  if (dates_.empty() && !shown.stray_dates.empty()) {
    const std::string& first = shown.stray_dates.front();
    const bool one_day =
        std::all_of(shown.stray_dates.begin(), shown.stray_dates.end(),
                    [&](const std::string& iso) { return iso.substr(0, 10) == first.substr(0, 10); });
    if (one_day) {
      add(result_.published, first, MetadataSource::address, 0);
      dates_.push_back({first, kMinDateWeight, false, false});
    }
  }
  // Microdata and rel=author give one name an element: those of a kind belong together. Of class names the
  // nearest is the byline; it may hold others.
  for (const MetadataSource source : {MetadataSource::microdata, MetadataSource::rdfa,
                                      MetadataSource::rel_author, MetadataSource::link_element}) {
    std::vector<std::string> texts;
    std::size_t nearest = 0;
    for (const ShownText& byline : shown.bylines) {
      if (byline.source != source || texts.size() >= 20) continue;
      if (texts.empty()) nearest = byline.distance;
      if (byline.distance <= nearest + kSameLineBytes) texts.push_back(byline.text);
    }
    if (!texts.empty())
      add_authors(texts, source == MetadataSource::link_element ? MetadataSource::rel_author : source, 0,
                  after_distance(weight_of(source), nearest));
  }
  std::vector<const ShownText*> by_class;
  for (const ShownText& byline : shown.bylines)
    if (byline.source == MetadataSource::address) by_class.push_back(&byline);
  std::stable_sort(by_class.begin(), by_class.end(),
                   [](const ShownText* a, const ShownText* b) { return a->distance < b->distance; });
  constexpr std::size_t kMaxBylines = 12;
  for (std::size_t i = 0; i < std::min(by_class.size(), kMaxBylines); ++i) {
    const double nearer = static_cast<double>(i) * 0.05;
    add_authors({by_class[i]->text}, MetadataSource::address, by_class[i]->node,
                after_distance(kClassWeight, by_class[i]->distance) - nearer);
  }
}

void PageReader::choose() {
  const std::string address = !options_.url.empty() ? options_.url : result_.url.value_or("");
  ChosenDates chosen = choose_dates(dates_, date_in_path(address));
  result_.chosen_published = std::move(chosen.published);
  result_.chosen_modified = std::move(chosen.modified);
  const std::vector<std::string> sites = site_names();
  result_.chosen_authors = choose_authors(authors_, sites);
  result_.authors_are_site = !result_.chosen_authors.empty() &&
                             std::all_of(result_.chosen_authors.begin(), result_.chosen_authors.end(),
                                         [&](const std::string& name) { return is_site_name(name, sites); });
}

}  // namespace
}  // namespace metadata

Metadata read_metadata(const Document& document, const MetadataOptions& options) {
  return metadata::PageReader(document, options).read();
}

}  // namespace pressclip
