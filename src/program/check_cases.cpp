// Finding cases: a folder with a page and expected.json, or files x.html and x.expected.json side by side.
#include "program/check_cases.h"

#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <iterator>
#include <map>
#include <set>
#include <string_view>
#include <system_error>
#include <utility>

#include "program/input_walk.h"
#include "write/safe_text.h"

namespace pressclip {
namespace {

constexpr std::string_view kExpected = "expected.json";
constexpr std::string_view kPage = "page";
constexpr std::string_view kOptions = "options";

std::optional<std::string_view> without_suffix(std::string_view name, std::string_view suffix) {
  if (!name.ends_with(suffix) || name.size() == suffix.size()) return std::nullopt;
  return name.substr(0, name.size() - suffix.size());
}

// "x" of "x.html", "x.txt.gz", "x.gz": of names that pages have.
std::optional<std::string_view> page_stem(std::string_view name) {
  constexpr std::array<std::string_view, 2> kPacked = {".gz", ".zst"};
  constexpr std::array<std::string_view, 4> kPages = {".html", ".htm", ".xhtml", ".txt"};
  std::string_view unpacked = name;
  for (const std::string_view suffix : kPacked)
    if (const auto stem = without_suffix(name, suffix)) unpacked = *stem;
  for (const std::string_view suffix : kPages)
    if (const auto stem = without_suffix(unpacked, suffix)) return stem;
  const bool is_packed = unpacked.size() < name.size();
  if (is_packed && unpacked.find('.') == std::string_view::npos) return unpacked;
  return std::nullopt;
}

// The files of one folder that may belong to cases.
struct Folder {
  std::map<std::string, std::set<std::string>, std::less<>> pages;  // names by their stem
  std::set<std::string, std::less<>> expected;                      // stems; "": expected.json
  std::set<std::string, std::less<>> options;                       // stems; "": options
};

void take_file(Folder& folder, std::string_view name) {
  if (name == kExpected)
    folder.expected.emplace();
  else if (const auto expected = without_suffix(name, ".expected.json"))
    folder.expected.emplace(*expected);
  else if (name == kOptions)
    folder.options.emplace();
  else if (const auto options = without_suffix(name, ".options"))
    folder.options.emplace(*options);
  else if (const auto page = page_stem(name))
    folder.pages[std::string(*page)].emplace(name);
}

// The case of one folder whose expected file has this stem, over pages with the stem `page`.
Case case_of(const std::string& path, const Folder& folder, const std::string& stem, std::string_view page) {
  const std::string inside = path.ends_with('/') ? path : path + '/';
  Case found = {.name = stem.empty() ? path : inside + stem,
                .page = "",
                .expected = inside + (stem.empty() ? std::string(kExpected) : stem + ".expected.json"),
                .options = std::nullopt,
                .problem = std::nullopt};
  if (folder.options.contains(stem))
    found.options = inside + (stem.empty() ? std::string(kOptions) : stem + ".options");
  const auto pages = folder.pages.find(page);
  if (pages == folder.pages.end()) {
    found.problem = printable(found.expected) + ": there is no page for it, such as " +
                    printable(inside + std::string(page)) + ".html";
    return found;
  }
  const std::set<std::string>& names = pages->second;
  found.page = inside + *names.begin();
  if (names.size() > 1)
    found.problem = printable(found.expected) + ": two pages, " + printable(*names.begin()) + " and " +
                    printable(*std::next(names.begin())) + ": which is it of?";
  return found;
}

void append_cases(FoundCases& found, const std::string& path, const Folder& folder) {
  // A folder is a case of its own where it has expected.json, or where page.html is its only page.
  const bool has_page = folder.pages.contains(kPage);
  const bool is_case = folder.expected.contains("") ||
                       (has_page && folder.pages.size() == 1 && !folder.expected.contains(kPage));
  std::set<std::string, std::less<>> stems = folder.expected;
  if (!is_case)
    for (const auto& [stem, names] : folder.pages) stems.insert(stem);
  if (is_case) stems.emplace();
  for (const std::string& stem : stems) {
    Case each = case_of(path, folder, stem, stem.empty() ? kPage : std::string_view(stem));
    (folder.expected.contains(stem) ? found.cases : found.without_expected).push_back(std::move(each));
  }
}

std::string why_no_folder(const std::string& path) {
  struct stat status = {};
  if (stat(path.c_str(), &status) != 0) return std::generic_category().message(errno);
  return "not a folder: check takes folders with pages and what is expected of them";
}

}  // namespace

FoundCases find_cases(const Plan& plan) {
  FoundCases found;
  std::map<std::string, Folder> folders;
  std::vector<std::string> order;  // of the folders
  InputWalk walk(plan);
  while (const std::optional<Input> input = walk.next()) {
    if (input->problem || !input->discovered) {
      found.problems.push_back(printable(input->path) + ": " +
                               (input->problem ? *input->problem : why_no_folder(input->path)));
      continue;
    }
    const std::size_t slash = input->path.rfind('/');
    const std::string path = input->path.substr(0, std::max<std::size_t>(slash, 1));
    const auto [folder, is_new] = folders.try_emplace(path);
    if (is_new) order.push_back(path);
    take_file(folder->second, std::string_view(input->path).substr(slash + 1));
  }
  for (const std::string& path : order) append_cases(found, path, folders[path]);
  return found;
}

}  // namespace pressclip
