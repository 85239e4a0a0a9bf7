// JSON-LD: repaired, parsed by RapidJSON, and searched for the object that describes the page's article.
// The depth is bounded before parsing (see json_repair.h), so that nothing below can run out of stack.
#include "metadata/json_ld.h"

#include <rapidjson/document.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <span>
#include <utility>

#include "metadata/json_repair.h"
#include "metadata/plain_text.h"
#include "text/normalize.h"

namespace pressclip::metadata {
namespace {

using Json = rapidjson::Value;

// More objects in one page are lists of other things.
constexpr std::size_t kMaxObjects = 20'000;
constexpr std::size_t kMaxNames = 200;
// Titles are looked for in each other: so many of the page's, and none that is longer. In bytes.
constexpr std::size_t kMaxTitles = 16;
constexpr std::size_t kLongestTitle = 1000;

enum class Kind { other, work, article, page, site };

// The properties that lead to other articles, or to things that are not the article.
constexpr std::array<std::string_view, 16> kForeign = {
    "itemListElement", "citation",  "mentions", "relatedLink",  "review",    "comment",
    "isPartOf",        "isBasedOn", "blogPost", "itemReviewed", "subjectOf", "publisher",
    "author",          "about",     "video",    "image"};

struct Found {
  const Json* object = nullptr;
  Kind kind = Kind::other;
  bool is_foreign = false;
  std::size_t order = 0;
};

std::string_view last_segment(std::string_view name) {
  const std::size_t slash = name.find_last_of("/#:");
  return slash == std::string_view::npos ? name : name.substr(slash + 1);
}

bool ends_with(std::string_view text, std::string_view end) {
  return text.ends_with(end);
}

Kind kind_of_type(std::string_view type) {
  type = last_segment(type);
  static constexpr std::array<std::string_view, 12> kPostings = {
      "BlogPosting", "LiveBlogPosting", "Report", "SocialMediaPosting", "DiscussionForumPosting",
      "Recipe",      "HowTo",           "Review", "CriticReview",       "Posting",
      "NewsStory",   "Newsarticle"};
  static constexpr std::array<std::string_view, 5> kWorks = {"CreativeWork", "VideoObject", "PodcastEpisode",
                                                             "AudioObject", "Blog"};
  if (ends_with(type, "Article") || ends_with(type, "article") ||
      std::find(kPostings.begin(), kPostings.end(), type) != kPostings.end())
    return Kind::article;
  if (ends_with(type, "WebPage") || type == "ItemPage" || type == "FAQPage" || type == "AboutPage" ||
      type == "QAPage" || type == "MedicalWebPage")
    return Kind::page;
  if (type == "WebSite") return Kind::site;
  if (std::find(kWorks.begin(), kWorks.end(), type) != kWorks.end()) return Kind::work;
  return Kind::other;
}

std::string_view string_of(const Json& value) {
  return {value.GetString(), value.GetStringLength()};
}

bool is_structured(const Json& value) {
  return value.IsObject() || value.IsArray();
}

// Of an object. For clang the comparisons of RapidJSON's own iterator are ambiguous in C++20.
std::span<Json::Member> members_of(Json& object) {
  return {object.MemberBegin().operator->(), object.MemberCount()};
}

std::span<const Json::Member> members_of(const Json& object) {
  return {object.MemberBegin().operator->(), object.MemberCount()};
}

const Json* member(const Json& object, std::string_view name) {
  if (!object.IsObject()) return nullptr;
  // Of those with one name the last counts.
  const std::span<const Json::Member> members = members_of(object);
  const auto found = std::find_if(members.rbegin(), members.rend(),
                                  [name](const Json::Member& each) { return string_of(each.name) == name; });
  return found == members.rend() || found->value.IsNull() ? nullptr : &found->value;
}

template <typename Visit>
void for_each_value(const Json* value, Visit visit) {
  if (value == nullptr) return;
  if (!value->IsArray()) return visit(*value);
  std::size_t count = 0;
  for (const Json& item : value->GetArray()) {
    if (++count > kMaxNames) return;
    if (item.IsArray())
      for (const Json& inner : item.GetArray()) visit(inner);
    else
      visit(item);
  }
}

Kind kind_of(const Json& object) {
  Kind kind = Kind::other;
  for_each_value(member(object, "@type"), [&](const Json& type) {
    if (!type.IsString()) return;
    const Kind found = kind_of_type(string_of(type));
    if (kind == Kind::other || found == Kind::article) kind = found;
  });
  return kind;
}

bool is_organization(const Json& object) {
  bool result = false;
  for_each_value(member(object, "@type"), [&](const Json& type) {
    if (type.IsString() && string_of(type).find("Organi") != std::string_view::npos) result = true;
  });
  return result;
}

// The first string of a value: itself, an array's, or an object's @value, name, url or @id.
std::string text_of(const Json* value) {
  for (int i = 0; value != nullptr && i < 8; ++i) {
    if (value->IsString()) return std::string(string_of(*value));
    if (value->IsBool()) return value->GetBool() ? "true" : "false";
    if (value->IsArray()) {
      if (value->Empty()) return {};
      value = value->Begin();
      continue;
    }
    const Json* next = nullptr;
    for (const std::string_view name : {"@value", "name", "url", "@id", "contentUrl"}) {
      next = member(*value, name);
      if (next != nullptr) break;
    }
    value = next;
  }
  return {};
}

std::string line_of(const Json* value) {
  return plain_line(text_of(value));
}

void add_unique(std::vector<std::string>& list, std::string value) {
  if (!value.empty() && std::find(list.begin(), list.end(), value) == list.end())
    list.push_back(std::move(value));
}

// An address without scheme, "www.", query, fragment and last slash.
std::string address_key(std::string_view url) {
  if (const std::size_t scheme = url.find("//"); scheme < 9) url.remove_prefix(scheme + 2);
  if (url.starts_with("www.")) url.remove_prefix(4);
  url = url.substr(0, url.find_first_of("?#"));
  while (url.ends_with('/')) url.remove_suffix(1);
  return std::string(url);
}

// Of those with one name the last value counts, in the place of the first.
void drop_repeated_members(Json& object) {
  for (std::size_t i = 0; i < object.MemberCount();) {
    const std::span<Json::Member> members = members_of(object);
    const auto first = std::find_if(members.begin(), members.end(), [&](const Json::Member& each) {
      return string_of(each.name) == string_of(members[i].name);
    });
    if (&*first == &members[i]) {
      ++i;
    } else {
      first->value = std::move(members[i].value);
      object.EraseMember(object.MemberBegin() + static_cast<std::ptrdiff_t>(i));
    }
  }
}

class Reader {
 public:
  Reader(std::span<const std::string_view> scripts, const PageIdentity& identity) {
    for (const std::string& url : identity.urls)
      if (std::string key = address_key(url); key.find('/') != std::string::npos)
        addresses_.push_back(std::move(key));
    for (const std::string& title : identity.titles)
      if (std::string key = fold_for_comparison(title);
          !key.empty() && key.size() <= kLongestTitle && titles_.size() < kMaxTitles)
        titles_.push_back(std::move(key));
    for (const std::string_view script : scripts)
      for (std::string& text : repair_json(script)) texts_.push_back(std::move(text));
    rapidjson::Document document(&memory_);
    for (std::string& text : texts_) {
      document.ParseInsitu<rapidjson::kParseIterativeFlag>(text.data());
      if (!document.HasParseError()) documents_.emplace_back(std::move(static_cast<Json&>(document)));
    }
    for (Json& each : documents_) collect(each);
  }

  JsonLdPage read();

 private:
  void collect(Json& document);
  [[nodiscard]] double weight(const Found& found) const;
  void read_names(const Json* value, std::vector<JsonLdName>& names) const;
  void read_name(const Json& value, std::vector<JsonLdName>& names) const;
  void read_article(const Json& object, JsonLdPage& page) const;
  static void read_access(const Json& object, JsonLdPage& page);
  [[nodiscard]] const Json& resolved(const Json& value) const;

  std::vector<std::string> texts_;  // the strings of the documents stand in them
  rapidjson::Document::AllocatorType memory_;
  std::vector<Json> documents_;
  std::vector<Found> objects_;
  std::map<std::string, const Json*, std::less<>> by_id_;
  std::vector<std::string> addresses_, titles_;
};

// Every object, in document order.
void Reader::collect(Json& document) {
  struct Open {
    Json* value;
    bool is_foreign;
  };
  std::vector<Open> open = {{&document, false}};
  std::vector<Open> members;
  while (!open.empty() && objects_.size() < kMaxObjects) {
    const Open current = open.back();
    open.pop_back();
    if (current.value->IsArray()) {
      for (Json* item = current.value->End(); item != current.value->Begin();)
        if (--item; is_structured(*item)) open.push_back({item, current.is_foreign});
      continue;
    }
    drop_repeated_members(*current.value);
    objects_.push_back({current.value, kind_of(*current.value), current.is_foreign, objects_.size()});
    if (const Json* id = member(*current.value, "@id"); id != nullptr && id->IsString()) {
      const Json*& known = by_id_[std::string(string_of(*id))];
      if (known == nullptr || known->MemberCount() < current.value->MemberCount()) known = current.value;
    }
    members.clear();
    for (Json::Member& each : members_of(*current.value)) {
      if (!is_structured(each.value)) continue;
      const bool foreign = current.is_foreign || std::find(kForeign.begin(), kForeign.end(),
                                                           string_of(each.name)) != kForeign.end();
      members.push_back({&each.value, foreign});
    }
    open.insert(open.end(), members.rbegin(), members.rend());
  }
}

const Json& Reader::resolved(const Json& value) const {
  const Json* id = member(value, "@id");
  if (id == nullptr || !id->IsString() || member(value, "name") != nullptr) return value;
  const auto found = by_id_.find(string_of(*id));
  return found == by_id_.end() ? value : *found->second;
}

// How much speaks for an object being the page's article. Only the order of the sums matters: an address or a
// headline that is the page's outweighs the type, which outweighs how much is said.
double Reader::weight(const Found& found) const {
  const Json& object = *found.object;
  double sum = found.kind == Kind::article ? 6 : found.kind == Kind::page ? 1 : 0.5;
  if (found.is_foreign) sum -= 5;
  bool same_address = false;
  for (const std::string_view name : {"url", "mainEntityOfPage", "@id"}) {
    const Json* value = member(object, name);
    std::string address = text_of(value);
    if (value != nullptr && value->IsObject())
      if (const Json* id = member(*value, "@id"); id != nullptr) address = text_of(id);
    const std::string key = address_key(address);
    same_address = same_address ||
                   (!key.empty() && std::find(addresses_.begin(), addresses_.end(), key) != addresses_.end());
  }
  if (same_address) sum += 3;
  for (const std::string_view name : {"headline", "name"}) {
    const std::string key = fold_for_comparison(line_of(member(object, name)));
    if (key.empty() || key.size() > kLongestTitle) continue;
    const bool same = std::any_of(titles_.begin(), titles_.end(), [&](const std::string& title) {
      return title == key || (key.size() >= 10 && title.find(key) != std::string::npos) ||
             (title.size() >= 10 && key.find(title) != std::string::npos);
    });
    if (same) {
      sum += 3;
      break;
    }
  }
  if (member(object, "datePublished") != nullptr) sum += 1;
  if (member(object, "author") != nullptr) sum += 0.5;
  if (member(object, "headline") != nullptr) sum += 0.5;
  if (member(object, "articleBody") != nullptr) sum += 0.5;
  return sum;
}

void Reader::read_name(const Json& value, std::vector<JsonLdName>& names) const {
  if (value.IsString()) {
    names.push_back({plain_line(string_of(value)), false});
    return;
  }
  if (!value.IsObject()) return;
  const Json& object = resolved(value);
  const Json* name = member(object, "name");
  if (name == nullptr) name = member(object, "@value");
  const bool organization = is_organization(object);
  if (name == nullptr) {
    const std::string whole =
        plain_line(text_of(member(object, "givenName")) + " " + text_of(member(object, "familyName")));
    if (!whole.empty()) names.push_back({whole, organization});
    return;
  }
  for_each_value(name, [&](const Json& one) {
    const std::string text = line_of(&one);
    if (!text.empty()) names.push_back({text, organization});
  });
}

void Reader::read_names(const Json* value, std::vector<JsonLdName>& names) const {
  if (value != nullptr && value->IsObject())
    if (const Json* list = member(*value, "@list"); list != nullptr) value = list;
  for_each_value(value, [&](const Json& one) {
    if (names.size() < kMaxNames) read_name(one, names);
  });
}

std::optional<bool> truth_of(const Json* value) {
  const std::string text = text_of(value);
  std::string folded;
  for (const char byte : last_segment(text))
    folded += byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte - 'A' + 'a') : byte;
  if (folded == "true" || folded == "yes" || folded == "1") return true;
  if (folded == "false" || folded == "no" || folded == "0") return false;
  return std::nullopt;
}

void Reader::read_access(const Json& object, JsonLdPage& page) {
  if (!page.accessible_for_free) page.accessible_for_free = truth_of(member(object, "isAccessibleForFree"));
  for_each_value(member(object, "hasPart"), [&](const Json& part) {
    if (truth_of(member(part, "isAccessibleForFree")) != std::optional(false)) return;
    for_each_value(member(part, "cssSelector"), [&](const Json& selector) {
      if (selector.IsString()) add_unique(page.paywalled_selectors, normalize_text(string_of(selector)));
    });
  });
}

void Reader::read_article(const Json& object, JsonLdPage& page) const {
  for (const std::string_view name : {"headline", "name", "alternativeHeadline"})
    add_unique(page.headlines, line_of(member(object, name)));
  for (const std::string_view name : {"description", "abstract"})
    add_unique(page.descriptions, line_of(member(object, name)));
  for (const std::string_view name : {"author", "creator", "authors"}) {
    if (!page.authors.empty()) break;
    read_names(member(object, name), page.authors);
  }
  for (const std::string_view name : {"datePublished", "uploadDate", "dateCreated"}) {
    if (!page.published.empty()) break;
    add_unique(page.published, line_of(member(object, name)));
  }
  add_unique(page.modified, line_of(member(object, "dateModified")));
  if (page.publisher.empty())
    for_each_value(member(object, "publisher"), [&](const Json& publisher) {
      if (!page.publisher.empty()) return;
      const Json& full = resolved(publisher);
      page.publisher = full.IsString() ? line_of(&full) : line_of(member(full, "name"));
    });
  if (page.section.empty()) page.section = line_of(member(object, "articleSection"));
  if (page.language.empty()) {
    const Json* language = member(object, "inLanguage");
    if (language != nullptr && language->IsObject() && member(*language, "alternateName") != nullptr)
      language = member(*language, "alternateName");
    page.language = line_of(language);
  }
  if (page.image.empty()) {
    const Json* image = member(object, "image");
    if (image == nullptr) image = member(object, "thumbnailUrl");
    if (image != nullptr && image->IsArray() && !image->Empty()) image = image->Begin();
    if (image != nullptr && image->IsObject()) {
      const Json& full = resolved(*image);
      for (const std::string_view name : {"url", "contentUrl", "@id"})
        if (page.image.empty()) page.image = text_of(member(full, name));
    } else {
      page.image = text_of(image);
    }
  }
  if (page.url.empty()) {
    page.url = text_of(member(object, "url"));
    const Json* main = member(object, "mainEntityOfPage");
    if (page.url.empty() && main != nullptr)
      page.url = main->IsObject() ? text_of(member(*main, "@id")) : text_of(main);
  }
  for_each_value(member(object, "keywords"), [&](const Json& keyword) {
    std::string text =
        keyword.IsString() ? std::string(string_of(keyword)) : line_of(member(keyword, "name"));
    const bool is_list = member(object, "keywords")->IsString();
    for (std::size_t begin = 0; begin <= text.size() && page.tags.size() < kMaxNames;) {
      const std::size_t end = is_list ? std::min(text.find_first_of(",;", begin), text.size()) : text.size();
      add_unique(page.tags, plain_line(std::string_view(text).substr(begin, end - begin)));
      begin = end + 1;
    }
  });
  if (page.article_body.empty()) {
    for (const std::string_view name : {"articleBody", "text"}) {
      std::string body;
      for_each_value(member(object, name), [&](const Json& part) {
        if (part.IsString()) body += (body.empty() ? "" : "\n") + std::string(string_of(part));
      });
      page.article_body = plain_paragraphs(body);
      if (!page.article_body.empty()) break;
    }
  }
  read_access(object, page);
}

JsonLdPage Reader::read() {
  JsonLdPage page;
  const Found* best = nullptr;
  double best_weight = 0;
  for (const Found& found : objects_) {
    if (found.kind == Kind::site) {
      if (page.site.empty() && !found.is_foreign) page.site = line_of(member(*found.object, "name"));
      continue;
    }
    if (found.kind == Kind::other) continue;
    const double sum = weight(found);
    if (best == nullptr || sum > best_weight) {
      best = &found;
      best_weight = sum;
    }
  }
  if (page.site.empty())
    for (const Found& found : objects_)
      if (page.site.empty() && found.kind == Kind::site) page.site = line_of(member(*found.object, "name"));
  // What an article says only of others is not the page's.
  if (best == nullptr || best_weight <= 0) return page;
  read_article(*best->object, page);
  page.is_article = best->kind == Kind::article;
  // What the article leaves open the page's own object may know.
  for (const Found& found : objects_) {
    if (found.kind != Kind::page || found.is_foreign || &found == best) continue;
    if (page.published.empty()) add_unique(page.published, line_of(member(*found.object, "datePublished")));
    if (page.modified.empty()) add_unique(page.modified, line_of(member(*found.object, "dateModified")));
    if (page.authors.empty()) read_names(member(*found.object, "author"), page.authors);
    if (page.language.empty()) page.language = line_of(member(*found.object, "inLanguage"));
    read_access(*found.object, page);
  }
  return page;
}

}  // namespace

JsonLdPage read_json_ld(std::span<const std::string_view> scripts, const PageIdentity& identity) {
  return Reader(scripts, identity).read();
}

}  // namespace pressclip::metadata
