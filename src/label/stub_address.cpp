#include "label/stub_address.h"

#include <algorithm>
#include <array>
#include <utility>

#include "text/word_table.h"

namespace pressclip {
namespace {

// In the languages of the rules, as sites write them in addresses.
constexpr auto kNoArticle = std::to_array<std::string_view>({
    "abo",         "account",      "auteur",    "auteurs",     "author",    "authors",      "autor",
    "autore",      "autoren",      "autores",   "autori",      "autorin",   "avtor",        "avtory",
    "categoria",   "categorias",   "categorie", "categories",  "category",  "columnist",    "columnists",
    "contributor", "contributors", "etiqueta",  "etiquetas",   "etiquette", "forfatter",    "journalist",
    "kategori",    "kategorie",    "keyword",   "keywords",    "login",     "newsletter",   "newsletters",
    "onderwerp",   "privacy",      "profile",   "redakteur",   "register",  "rubric",       "rubrika",
    "schlagwort",  "search",       "signup",    "stichwort",   "subscribe", "subscription", "subscriptions",
    "suche",       "tag",          "tags",      "team",        "teams",     "tema",         "temas",
    "temat",       "thema",        "themen",    "themenseite", "topic",     "topics",       "writer",
    "writers",
});

constexpr std::size_t kLongestNoArticle = std::ranges::max(kNoArticle, {}, &std::string_view::size).size();

// For a look-up by hash.
constexpr WordTable<bool, kNoArticle.size()> kNoArticleTable([] {
  std::array<std::pair<std::string_view, bool>, kNoArticle.size()> entries;
  std::ranges::transform(kNoArticle, entries.begin(),
                         [](std::string_view word) { return std::pair(word, true); });
  return entries;
}());

std::string_view without_slash(std::string_view path) {
  while (!path.empty() && path.back() == '/') path.remove_suffix(1);
  return path;
}

bool is_no_article(std::string_view folder) {
  if (folder.size() > kLongestNoArticle) return false;
  std::array<char, kLongestNoArticle> lower{};
  std::ranges::transform(folder, lower.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return kNoArticleTable.find({lower.data(), folder.size()}) != nullptr;
}

std::string_view ending_of(std::string_view part) {
  const std::size_t dot = part.rfind('.');
  return dot == std::string_view::npos || part.size() - dot > 6 ? std::string_view{} : part.substr(dot);
}

}  // namespace

std::string_view host_of(std::string_view url) {
  const std::size_t begin = url.find("//");
  if (begin == std::string_view::npos) return {};
  url.remove_prefix(begin + 2);
  const auto* const end = std::ranges::find_if(url, [](char c) { return c == '/' || c == '?' || c == '#'; });
  url = url.substr(0, static_cast<std::size_t>(end - url.begin()));
  return url.starts_with("www.") ? url.substr(4) : url;
}

std::string_view path_of(std::string_view url) {
  const std::size_t host = url.find("//");
  const std::size_t begin = url.find('/', host == std::string_view::npos ? 0 : host + 2);
  return begin == std::string_view::npos ? std::string_view{} : url.substr(begin);
}

std::string_view path_without_query(std::string_view path) {
  path = path.substr(0, path.find('?'));
  return path.substr(0, path.find('#'));
}

bool has_scheme(std::string_view reference) {
  const std::size_t end = reference.find_first_of(":/?#");
  return end != std::string_view::npos && reference[end] == ':';
}

std::string compare_form(std::string url) {
  url.resize(std::min(url.find('#'), url.size()));
  const std::size_t query = url.find('?');
  if (query != std::string::npos) {
    std::string kept;
    for (std::size_t at = query + 1; at <= url.size();) {
      const std::size_t end = std::min(url.find('&', at), url.size());
      const std::string_view parameter = std::string_view(url).substr(at, end - at);
      const bool tracker = parameter.starts_with("utm_") || parameter.starts_with("ref=") ||
                           parameter.starts_with("fbclid=") || parameter.starts_with("gclid=") ||
                           parameter.starts_with("intcmp") || parameter.starts_with("cmp=") ||
                           parameter.starts_with("ICID=") || parameter.starts_with("traffic_");
      if (!parameter.empty() && !tracker) kept += (kept.empty() ? '?' : '&') + std::string(parameter);
      at = end + 1;
    }
    url = url.substr(0, query) + kept;
  }
  while (url.size() > 1 && url.back() == '/') url.pop_back();
  return url;
}

bool names_no_article(std::string_view path) {
  path = path_without_query(path);
  while (!path.empty()) {
    path.remove_prefix(1);  // the slash
    const std::size_t end = std::min(path.find('/'), path.size());
    if (is_no_article(path.substr(0, end))) return true;
    path.remove_prefix(end);
  }
  return false;
}

AddressTraits traits_of(std::string_view path) {
  constexpr std::size_t kManyWords = 3;   // the joints between them
  constexpr std::size_t kLongNumber = 5;  // digits
  path = without_slash(path_without_query(path));
  AddressTraits traits;
  std::size_t part = 0, joints = 0, digits = 0;
  for (std::size_t at = 0; at < path.size(); ++at) {
    const char byte = path[at];
    digits = byte >= '0' && byte <= '9' ? digits + 1 : 0;
    traits.has_long_number = traits.has_long_number || digits == kLongNumber;
    if (byte == '-' || byte == '_') ++joints;
    if (byte != '/') continue;
    ++traits.depth;
    part = at + 1;
    joints = 0;
  }
  traits.has_many_words = joints >= kManyWords;
  traits.ending = ending_of(path.substr(part));
  return traits;
}

std::size_t count_like_traits(const AddressTraits& path, const AddressTraits& own) {
  std::size_t alike = 0;
  if (path.depth == own.depth) ++alike;
  if (path.has_many_words == own.has_many_words) ++alike;
  if (path.has_long_number == own.has_long_number) ++alike;
  if (path.ending == own.ending) ++alike;
  return alike;
}

std::size_t count_shared_folders(std::string_view path, std::string_view own) {
  path = without_slash(path_without_query(path));
  own = without_slash(path_without_query(own));
  std::size_t shared = 0;
  for (std::size_t at = 0; at < path.size() && at < own.size() && path[at] == own[at]; ++at)
    if (at > 0 && path[at] == '/') ++shared;
  return shared;
}

}  // namespace pressclip
