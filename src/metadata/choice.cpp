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
constexpr double kShownDate = 5;
// Weights of authors: machine-readable sources, and class names beside the headline (see metadata.cpp).
constexpr double kTrusted = 8;
constexpr double kBesideHeadline = 5.3;
// Days apart that time zones explain.
constexpr long kSameDay = 1;

bool agree(std::string_view a, std::string_view b) {
  const auto first = day_number(a);
  const auto second = day_number(b);
  if (!first || !second) return false;
  const long days = *first > *second ? *first - *second : *second - *first;
  return days == 0 || (days <= kSameDay && (has_time(a) || has_time(b)));
}

}  // namespace

ChosenDates choose_dates(const std::vector<WeighedDate>& dates, const std::optional<std::string>& day_in_url) {
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
      if (j != i && !dates[j].is_modified && agree(date.iso, dates[j].iso)) sum += kAgreement * std::min(date.weight, dates[j].weight) / 2;
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
        if (!date.is_modified && has_time(date.iso) && date.iso.substr(0, 10) == best->iso && (timed == nullptr || date.weight > timed->weight)) timed = &date;
      if (timed != nullptr && timed->weight >= best->weight - 3) chosen.published = timed->iso;
    }
  } else if (day_in_url) {
    chosen.published = *day_in_url;
  } else if (modified != nullptr && modified->weight >= kShownDate) {
    // A text that shows one date alone is from then, whatever the date is called.
    chosen.published = modified->iso;
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

std::vector<std::string> choose_authors(const std::vector<AuthorList>& lists, const std::vector<std::string>& site_names) {
  std::vector<std::string> sites;
  for (const std::string& site : site_names)
    if (std::string key = fold_for_comparison(site); key.size() > 1) sites.push_back(std::move(key));
  const auto is_site = [&](const std::string& name) {
    const std::string key = fold_for_comparison(name);
    return std::any_of(sites.begin(), sites.end(), [&](const std::string& site) {
      return key == site || (key.size() > 4 && (site.starts_with(key) || key.starts_with(site)) && (site.size() < key.size() + 6 && key.size() < site.size() + 14));
    });
  };
  struct Names {
    std::vector<std::string> names;
    double weight;
  };
  std::map<std::string, double> support;  // how much the sources together speak for a name
  std::vector<Names> persons, others;
  for (const AuthorList& list : lists) {
    Names with_person{{}, list.weight}, all{list.names, list.weight};
    bool has_person = false;
    for (const std::string& name : list.names) {
      support[fold_for_comparison(name)] += list.weight;
      has_person = has_person || (!is_site(name) && !is_newsroom(name));
      // A newsroom named beside a person wrote it too; the site's own name says nothing then.
      if (!is_site(name)) with_person.names.push_back(name);
    }
    if (has_person)
      persons.push_back(std::move(with_person));
    else if (!all.names.empty())
      others.push_back(std::move(all));
  }
  // Where a trusted source names an organisation, only a byline beside the headline says better.
  double trusted = 0;
  for (const Names& names : others) trusted = std::max(trusted, names.weight);
  if (trusted >= kTrusted) std::erase_if(persons, [](const Names& names) { return names.weight < kBesideHeadline; });
  const std::vector<Names>& pool = persons.empty() ? others : persons;
  const Names* best = nullptr;
  double best_sum = 0;
  for (const Names& names : pool) {
    double agreement = 0;
    for (const std::string& name : names.names) agreement += support[fold_for_comparison(name)] - names.weight;
    const double sum = names.weight + kAgreement * agreement / static_cast<double>(names.names.size());
    if (best == nullptr || sum > best_sum) {
      best = &names;
      best_sum = sum;
    }
  }
  if (best == nullptr) return {};
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
