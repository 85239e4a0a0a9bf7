// Comparing by fields, then by elements: those with the same text in the same order belong together, and of
// the others those that are alike.
#include "program/check_compare.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "pressclip/write.h"
#include "program/check_align.h"
#include "program/check_score.h"
#include "text/normalize.h"

namespace pressclip {
namespace {

// A number for each text, the same for the same.
class Numbering {
 public:
  std::uint32_t of(std::string_view text) {
    return numbers_.try_emplace(std::string(text), static_cast<std::uint32_t>(numbers_.size())).first->second;
  }

 private:
  std::unordered_map<std::string, std::uint32_t> numbers_;
};

std::string whole(const Element& element) {
  std::string out;
  for (const ElementPart& part : element) out.append(part.name).append("=").append(part.json).append("\n");
  return out;
}

// The part by which elements are told apart: the first of these that every element expected has, else its
// first part.
std::string_view telling_part(const std::vector<Element>& expected) {
  const auto in_all = [&](std::string_view name) {
    return std::all_of(expected.begin(), expected.end(),
                       [&](const Element& element) { return find_part(element, name) != nullptr; });
  };
  for (const std::string_view name : {"text", "title"})
    if (in_all(name)) return name;
  if (!expected.empty())
    for (const ElementPart& part : expected.front())
      if (in_all(part.name)) return part.name;
  return "";
}

std::vector<std::uint32_t> numbered(const std::vector<Element>& elements, std::string_view part_name,
                                    Numbering& numbering) {
  std::vector<std::uint32_t> numbers;
  numbers.reserve(elements.size());
  for (const Element& element : elements) {
    const ElementPart* part = find_part(element, part_name);
    numbers.push_back(numbering.of(part != nullptr ? part->json : whole(element)));
  }
  return numbers;
}

std::vector<PartDifference> part_differences(const Element& expected, const Element& got) {
  std::vector<PartDifference> differences;
  for (const ElementPart& part : expected) {
    const ElementPart* other = find_part(got, part.name);
    if (other == nullptr)
      differences.push_back({part.name, part.text, "nothing", false});
    else if (other->json != part.json)
      differences.push_back(
          {part.name, part.text, other->text, part.json.starts_with('"') && other->json.starts_with('"')});
  }
  return differences;
}

// The words of all its parts, sorted.
std::vector<std::uint32_t> bag(const Element& element, Numbering& numbering) {
  std::vector<std::uint32_t> words;
  for (const ElementPart& part : element)
    for (const std::string_view word : split_words(part.text)) words.push_back(numbering.of(word));
  std::sort(words.begin(), words.end());
  return words;
}

// Dice's coefficient, 0 to 1.
double likeness(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b) {
  if (a.empty() || b.empty()) return 0;
  std::size_t both = 0;
  for (std::size_t i = 0, k = 0; i < a.size() && k < b.size();) {
    if (a[i] == b[k]) {
      ++both;
      ++i;
      ++k;
    } else if (a[i] < b[k]) {
      ++i;
    } else {
      ++k;
    }
  }
  return 2 * static_cast<double>(both) / static_cast<double>(a.size() + b.size());
}

// Of two rows of elements, none of which is in the other as it is, those that are the same one changed: pairs
// in order, together as alike as can be.
std::vector<std::pair<std::size_t, std::size_t>> pairs(std::span<const Element> expected,
                                                       std::span<const Element> got) {
  // Less alike than this, two elements are easier to read one after the other than woven together.
  constexpr double kAlike = 0.5;
  constexpr std::size_t kMaxProduct = 10'000;
  std::vector<std::pair<std::size_t, std::size_t>> found;
  const std::size_t m = expected.size();
  const std::size_t n = got.size();
  if (m == 0 || n == 0 || m > kMaxProduct / n) return found;
  Numbering numbering;
  std::vector<std::vector<std::uint32_t>> expected_bags;
  std::vector<std::vector<std::uint32_t>> got_bags;
  for (const Element& element : expected) expected_bags.push_back(bag(element, numbering));
  for (const Element& element : got) got_bags.push_back(bag(element, numbering));
  // best[i][k]: of the elements from i and from k on.
  std::vector<std::vector<double>> alike(m, std::vector<double>(n));
  std::vector<std::vector<double>> best(m + 1, std::vector<double>(n + 1));
  for (std::size_t i = m; i-- > 0;)
    for (std::size_t k = n; k-- > 0;) {
      alike[i][k] = likeness(expected_bags[i], got_bags[k]);
      best[i][k] = std::max(best[i + 1][k], best[i][k + 1]);
      if (alike[i][k] >= kAlike) best[i][k] = std::max(best[i][k], best[i + 1][k + 1] + alike[i][k]);
    }
  for (std::size_t i = 0, k = 0; i < m && k < n;) {
    if (alike[i][k] >= kAlike && best[i][k] == best[i + 1][k + 1] + alike[i][k])
      found.emplace_back(i++, k++);
    else if (best[i][k] == best[i + 1][k])
      ++i;
    else
      ++k;
  }
  return found;
}

// Compares two lists, element by element.
class ListComparison {
 public:
  ListComparison(const Field& expected, const Field& got)
      : expected_(expected.elements),
        got_(got.elements),
        difference_{.name = expected.name, .is_list = true, .elements = {}, .matches = {}} {
    difference_.matches.resize(got_.size());
  }

  FieldDifference run() {
    Numbering numbering;
    const std::string_view part = telling_part(expected_);
    for (const Stretch& stretch :
         align(numbered(expected_, part, numbering), numbered(got_, part, numbering))) {
      if (stretch.same)
        for (std::size_t i = 0; i < stretch.expected_end - stretch.expected_begin; ++i)
          take_pair(stretch.expected_begin + i, stretch.got_begin + i);
      else
        take_different(stretch);
    }
    return std::move(difference_);
  }

 private:
  void take_pair(std::size_t expected, std::size_t got) {
    std::vector<PartDifference> parts = part_differences(expected_[expected], got_[got]);
    difference_.matches[got] = {.expected = expected, .same = parts.empty()};
    if (!parts.empty()) difference_.elements.push_back({Change::changed, got, got_[got], std::move(parts)});
  }

  void take_different(const Stretch& stretch) {
    const auto expected =
        std::span(expected_).subspan(stretch.expected_begin, stretch.expected_end - stretch.expected_begin);
    const auto got = std::span(got_).subspan(stretch.got_begin, stretch.got_end - stretch.got_begin);
    std::size_t e = 0;
    std::size_t g = 0;
    const auto take_alone = [&](std::size_t expected_end, std::size_t got_end) {
      for (; e < expected_end; ++e)
        difference_.elements.push_back({Change::missing, stretch.expected_begin + e, expected[e], {}});
      for (; g < got_end; ++g)
        difference_.elements.push_back({Change::added, stretch.got_begin + g, got[g], {}});
    };
    for (const auto& [expected_at, got_at] : pairs(expected, got)) {
      take_alone(expected_at, got_at);
      take_pair(stretch.expected_begin + e++, stretch.got_begin + g++);
    }
    take_alone(expected.size(), got.size());
  }

  const std::vector<Element>& expected_;
  const std::vector<Element>& got_;
  FieldDifference difference_;
};

std::string folded(std::string_view text) {
  return normalize_text(text);
}

// The texts that are not in `removed`, or not under a category that is allowed for them.
FieldDifference removed_difference(const Field& expected, const Field* removed) {
  FieldDifference difference = {.name = expected.name, .is_list = true, .elements = {}, .matches = {}};
  std::unordered_map<std::string, std::vector<const ElementPart*>> categories;
  if (removed != nullptr)
    for (const Element& element : removed->elements) {
      const ElementPart* text = find_part(element, "text");
      const ElementPart* category = find_part(element, "category");
      if (text != nullptr && category != nullptr) categories[folded(text->text)].push_back(category);
    }
  for (std::size_t i = 0; i < expected.elements.size(); ++i) {
    const Element& element = expected.elements[i];
    const ElementPart* text = find_part(element, "text");
    const auto found = text != nullptr ? categories.find(folded(text->text)) : categories.end();
    if (found == categories.end()) {
      difference.elements.push_back({Change::missing, i, element, {}});
      continue;
    }
    const ElementPart* wanted = find_part(element, "category");
    // A list of categories holds the JSON of each of them, quotes and all.
    const bool allowed =
        wanted == nullptr ||
        std::any_of(found->second.begin(), found->second.end(), [&](const ElementPart* category) {
          return wanted->json.find(category->json) != std::string::npos;
        });
    if (!allowed)
      difference.elements.push_back(
          {Change::changed, i, element, {{"category", wanted->text, found->second.front()->text, false}}});
  }
  return difference;
}

// A field as one value, whatever it holds.
std::string as_text(const Field& field) {
  if (!field.is_list && field.elements.size() == 1 && field.elements.front().size() == 1)
    return field.elements.front().front().text;
  return std::to_string(field.elements.size()) + (field.elements.size() == 1 ? " element" : " elements");
}

FieldDifference replaced(const Field& expected, std::string got) {
  return {.name = expected.name,
          .is_list = false,
          .elements = {{Change::changed, 0, {}, {{"", as_text(expected), std::move(got), false}}}},
          .matches = {}};
}

FieldDifference scalar_difference(const Field& expected, const Field& got) {
  FieldDifference difference = {.name = expected.name, .is_list = false, .elements = {}, .matches = {}};
  std::vector<PartDifference> parts = part_differences(expected.elements.front(), got.elements.front());
  if (!parts.empty()) difference.elements.push_back({Change::changed, 0, {}, std::move(parts)});
  return difference;
}

FieldDifference field_difference(const Field& expected, const std::vector<Field>& all_got) {
  if (expected.name == kRemovedCategories && expected.is_list)
    return removed_difference(expected, find_field(all_got, "removed"));
  const Field* got = find_field(all_got, expected.name);
  if (got == nullptr) {
    const auto& known = field_names();
    if (std::find(known.begin(), known.end(), expected.name) == known.end())
      return replaced(expected, "(no answer has this key)");
    // Known keys that are left out are lists with nothing in them.
    const Field none = {.name = expected.name, .is_list = true, .elements = {}};
    return expected.is_list ? ListComparison(expected, none).run() : replaced(expected, "nothing");
  }
  if (expected.is_list != got->is_list) return replaced(expected, as_text(*got));
  if (expected.is_list) return ListComparison(expected, *got).run();
  return scalar_difference(expected, *got);
}

std::string text_of(const Field* field) {
  std::string text;
  if (field == nullptr) return text;
  for (const Element& element : field->elements)
    if (const ElementPart* part = find_part(element, "text")) text.append(part->text).append("\n");
  return text;
}

}  // namespace

Comparison compare(const std::vector<Field>& expected, const std::vector<Field>& got,
                   const std::vector<std::string>& names, std::optional<double> min_f1) {
  Comparison comparison;
  const auto is_wanted = [&](const std::string& name) {
    const std::string_view asked = name == kRemovedCategories ? "removed" : std::string_view(name);
    return names.empty() || std::find(names.begin(), names.end(), asked) != names.end();
  };
  for (const Field& field : expected) {
    if (!is_wanted(field.name)) continue;
    FieldDifference difference = field_difference(field, got);
    const bool is_body = field.name == "body";
    if (is_body)
      comparison.body_f1 =
          difference.elements.empty() ? 1.0 : f1_of_runs(text_of(&field), text_of(find_field(got, "body")));
    if (difference.elements.empty()) continue;
    if (is_body && min_f1 && *comparison.body_f1 >= *min_f1)
      comparison.body_tolerated = true;
    else
      comparison.fields.push_back(std::move(difference));
  }
  return comparison;
}

}  // namespace pressclip
