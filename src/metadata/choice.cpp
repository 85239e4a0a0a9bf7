// Weighs sources against each other.
#include "metadata/choice.h"

#include <algorithm>
#include <map>

#include "metadata/authors.h"
#include "metadata/dates.h"
#include "text/normalize.h"

namespace pressclip::metadata {
namespace {

// Each further source that names the same day.
constexpr double kAgreement = 0.3;
// The day in the page's own address.
constexpr double kAddressAgreement = 4;
// A published date after a modified one that is trusted as much.
constexpr double kAfterModified = 2.5;
// What a modified date needs to stand for the published one where there is none.
constexpr double kShownDate = 4;
// Weights of authors: machine-readable sources, and class names beside the headline (see metadata.cpp).
constexpr double kTrusted = 8;
constexpr double kBesideHeadline = 5.3;
// What a list loses that holds a name as machines know people, "jane.doe".
constexpr double kAccountLoss = 4;
// Days apart that time zones explain.
constexpr long kSameDay = 1;

bool agree(std::string_view a, std::string_view b) {
  const auto first = day_number(a);
  const auto second = day_number(b);
  if (!first || !second) return false;
  const long days = *first > *second ? *first - *second : *second - *first;
  return days == 0 || (days <= kSameDay && (has_time(a) || has_time(b)));
}

// "AA", "Small", "Medium", "Large": what a class name took for people.
bool is_list_of_words(const std::vector<std::string>& names) {
  constexpr std::size_t kLongestMark = 3;
  return (names.size() > 1 || names[0].size() <= kLongestMark) &&
         std::all_of(names.begin(), names.end(),
                     [](const std::string& name) { return name.find(' ') == std::string::npos; });
}

std::vector<std::string> site_keys(const std::vector<std::string>& site_names) {
  std::vector<std::string> sites;
  for (const std::string& site : site_names)
    if (std::string key = fold_for_comparison(site); key.size() > 1) sites.push_back(std::move(key));
  for (const std::string& site : site_names) {
    // "www.example.com" is "example" too.
    std::string_view name = site;
    if (name.starts_with("www.")) name.remove_prefix(4);
    if (const std::size_t dot = name.rfind('.');
        dot != std::string_view::npos && name.find(' ') == std::string_view::npos)
      if (std::string key = fold_for_comparison(name.substr(0, dot)); key.size() > 2)
        sites.push_back(std::move(key));
  }
  return sites;
}

bool is_site_key(const std::string& key, const std::vector<std::string>& sites) {
  return std::any_of(sites.begin(), sites.end(), [&](const std::string& site) {
    return key == site || (key.size() > 4 && (site.starts_with(key) || key.starts_with(site)) &&
                           (site.size() < key.size() + 6 && key.size() < site.size() + 14));
  });
}

}  // namespace

ChosenDates choose_dates(const std::vector<WeighedDate>& dates,
                         const std::optional<std::string>& day_in_url) {
  ChosenDates chosen;
  const WeighedDate* modified = nullptr;
  for (const WeighedDate& date : dates)
    if (date.is_modified && (modified == nullptr || date.weight > modified->weight)) modified = &date;
  // Dates beyond this are lists; what matters stands among the first.
  constexpr std::size_t kMaxDates = 200;
  const std::size_t count = std::min(dates.size(), kMaxDates);
  const WeighedDate* best = nullptr;
  double best_sum = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const WeighedDate& date = dates[i];
    if (date.is_modified) continue;
    double sum = date.weight;
    for (std::size_t j = 0; j < count; ++j)
      if (j != i && !dates[j].is_modified && agree(date.iso, dates[j].iso))
        sum += kAgreement * std::min(date.weight, dates[j].weight) / 2;
    if (day_in_url && agree(date.iso, *day_in_url)) sum += kAddressAgreement;
    if (modified != nullptr && modified->weight >= date.weight) {
      const auto then = day_number(modified->iso);
      const auto now = day_number(date.iso);
      if (then && now && *now > *then + kSameDay) sum -= kAfterModified;
    }
    if (best == nullptr || sum > best_sum) {
      best = &date;
      best_sum = sum;
    }
  }
  if (best != nullptr) {
    chosen.published = best->iso;
    // A source that gives the day alone may be completed by one that agrees and knows the time.
    if (!has_time(best->iso)) {
      const WeighedDate* timed = nullptr;
      for (const WeighedDate& date : dates)
        if (!date.is_modified && has_time(date.iso) && date.iso.substr(0, 10) == best->iso &&
            (timed == nullptr || date.weight > timed->weight))
          timed = &date;
      if (timed != nullptr && timed->weight >= best->weight - 3) chosen.published = timed->iso;
    }
  } else if (day_in_url) {
    chosen.published = *day_in_url;
  } else {
    // A text that shows one date alone is from then, whatever the date is called.
    const WeighedDate* shown = nullptr;
    for (const WeighedDate& date : dates)
      if (date.is_modified && !date.is_tag && date.weight >= kShownDate &&
          (shown == nullptr || date.weight > shown->weight))
        shown = &date;
    if (shown != nullptr) chosen.published = shown->iso;
  }
  if (modified != nullptr) {
    chosen.modified = modified->iso;
    // Modified before it was published: one of them is about something else.
    const auto then = day_number(modified->iso);
    const auto now = chosen.published ? day_number(*chosen.published) : std::nullopt;
    if (then && now && *then < *now - kSameDay) chosen.modified = std::nullopt;
  }
  return chosen;
}

bool is_site_name(const std::string& name, const std::vector<std::string>& site_names) {
  return is_site_key(fold_for_comparison(name), site_keys(site_names));
}

std::vector<std::string> choose_authors(const std::vector<AuthorList>& lists,
                                        const std::vector<std::string>& site_names) {
  const std::vector<std::string> sites = site_keys(site_names);
  const auto is_site = [&](const std::string& name) { return is_site_key(fold_for_comparison(name), sites); };
  struct Names {
    std::vector<std::string> names;
    double weight;
    bool is_mixed;  // the source named organisations too
  };
  std::map<std::string, double> support;  // how much the sources together speak for a name
  std::vector<Names> persons, others;
  for (const AuthorList& list : lists) {
    Names with_person{{}, list.weight, false};
    bool has_person = false, is_account = false;
    for (const std::string& name : list.names) {
      support[fold_for_comparison(name)] += list.weight;
      const bool organization =
          is_site(name) || is_newsroom(name) ||
          std::find(list.organizations.begin(), list.organizations.end(), name) != list.organizations.end();
      has_person = has_person || !organization;
      with_person.is_mixed = with_person.is_mixed || organization;
      is_account = is_account || is_user_name(name);
      // A newsroom named beside a person wrote it too; the site's own name says nothing then.
      if (!is_site(name)) with_person.names.push_back(name);
    }
    if (is_account) with_person.weight -= kAccountLoss;
    if (has_person)
      persons.push_back(std::move(with_person));
    else if (!list.names.empty())
      others.push_back({list.names, list.weight, true});
  }
  // Where a trusted source names an organisation, only a byline beside the headline says better.
  double trusted = 0;
  for (const Names& names : others) trusted = std::max(trusted, names.weight);
  if (trusted >= kTrusted)
    std::erase_if(persons, [](const Names& names) {
      return names.weight < kBesideHeadline || (names.is_mixed && names.weight < kTrusted + 1) ||
             (names.weight < kTrusted && is_list_of_words(names.names));
    });
  const std::vector<Names>& pool = persons.empty() ? others : persons;
  const Names* best = nullptr;
  double best_sum = 0;
  for (const Names& names : pool) {
    double agreement = 0;
    for (const std::string& name : names.names)
      agreement += support[fold_for_comparison(name)] - names.weight;
    const double sum = names.weight + kAgreement * agreement /
                                          static_cast<double>(std::max<std::size_t>(names.names.size(), 1));
    if (best == nullptr || sum > best_sum) {
      best = &names;
      best_sum = sum;
    }
  }
  if (best == nullptr) return {};
  // A source that names the same people and more is the more complete one; and one that gives a full name.
  const auto holds = [](const Names& names, const std::string& name) {
    const std::string key = fold_for_comparison(name);
    return std::any_of(names.names.begin(), names.names.end(), [&](const std::string& other) {
      return fold_for_comparison(other) == key ||
             (name.find(' ') == std::string::npos && other.starts_with(name + " "));
    });
  };
  for (const Names& names : pool) {
    if (names.weight < kBesideHeadline || &names == best) continue;
    const bool all = std::all_of(best->names.begin(), best->names.end(),
                                 [&](const std::string& name) { return holds(names, name); });
    const bool longer =
        names.names.size() > best->names.size() || (names.names.size() == best->names.size() &&
                                                    names.names.front().size() > best->names.front().size() &&
                                                    best->names.front().find(' ') == std::string::npos);
    // What is only shown may go on with editors and photographers.
    const bool reliable = names.names.size() == best->names.size() || names.weight >= kTrusted;
    if (all && longer && reliable && !names.is_mixed) best = &names;
  }
  std::vector<std::string> chosen;
  std::vector<std::string> keys;
  for (const std::string& name : best->names) {
    std::string key = fold_for_comparison(name);
    if (std::find(keys.begin(), keys.end(), key) != keys.end()) continue;
    keys.push_back(std::move(key));
    chosen.push_back(name);
  }
  return chosen;
}

}  // namespace pressclip::metadata
