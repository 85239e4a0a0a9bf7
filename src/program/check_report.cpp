// Reports of check for people and for GitHub Actions.
#include "program/check_report.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>
#include <utility>

#include "program/check_show.h"
#include "program/replaced.h"
#include "write/safe_text.h"

namespace pressclip {
namespace {

std::string_view verb(CaseEnd end) {
  switch (end) {
    case CaseEnd::same:
    case CaseEnd::tolerated:
      return "same     ";
    case CaseEnd::differs:
      return "differs  ";
    case CaseEnd::updated:
      return "updated  ";
    case CaseEnd::refused:
      return "refused  ";
    case CaseEnd::made:
      return "made     ";
    case CaseEnd::failed:
      break;
  }
  return "failed   ";
}

// As GitHub's own toolkit escapes what follows the second "::" …
std::string annotation_data(std::string_view text) {
  return replaced(replaced(replaced(text, "%", "%25"), "\r", "%0D"), "\n", "%0A");
}

// … and the values of properties.
std::string annotation_property(std::string_view text) {
  return replaced(replaced(annotation_data(text), ":", "%3A"), ",", "%2C");
}

std::string counted(std::size_t count, std::string_view one, std::string_view several) {
  return std::to_string(count) + ' ' + std::string(count == 1 ? one : several);
}

std::string worst_cases(const std::vector<CaseResult>& results) {
  constexpr std::size_t kShown = 10;
  std::vector<const CaseResult*> worst;
  for (const CaseResult& result : results)
    if (result.end == CaseEnd::differs || result.end == CaseEnd::refused) worst.push_back(&result);
  if (worst.size() < 2) return "";
  std::stable_sort(worst.begin(), worst.end(), [](const CaseResult* a, const CaseResult* b) {
    const auto f1 = [](const CaseResult* result) { return result->body_f1.value_or(1); };
    if (f1(a) != f1(b)) return f1(a) < f1(b);
    return a->elements > b->elements;
  });
  const std::size_t shown = std::min(worst.size(), kShown);
  std::string out = "worst:\n";
  for (std::size_t i = 0; i < shown; ++i) {
    const CaseResult& result = *worst[i];
    out +=
        "  " + (result.body_f1 ? shown_f1(*result.body_f1) : "    -") + "  " + printable(result.name) + ": ";
    for (std::size_t k = 0; k < result.fields.size(); ++k)
      out += (k > 0 ? ", " : "") + printable(result.fields[k]);
    out += '\n';
  }
  if (shown < worst.size()) out += "  … and " + std::to_string(worst.size() - shown) + " more\n";
  return out;
}

std::string fields_that_differ(const std::vector<CaseResult>& results) {
  std::vector<std::pair<std::string, std::size_t>> counts;
  for (const CaseResult& result : results)
    for (const std::string& field : result.fields) {
      const auto known =
          std::find_if(counts.begin(), counts.end(), [&](const auto& each) { return each.first == field; });
      if (known == counts.end())
        counts.emplace_back(field, 1);
      else
        ++known->second;
    }
  if (counts.empty()) return "";
  std::stable_sort(counts.begin(), counts.end(), [](const auto& a, const auto& b) {
    return a.second != b.second ? a.second > b.second : a.first < b.first;
  });
  std::string out;
  for (const auto& [field, count] : counts)
    out += (out.empty() ? "fields: " : ", ") + printable(field) + ' ' + std::to_string(count);
  return out + '\n';
}

std::string body_scores(const std::vector<CaseResult>& results) {
  double sum = 0;
  double lowest = 1;
  std::size_t count = 0;
  for (const CaseResult& result : results) {
    if (!result.body_f1) continue;
    sum += *result.body_f1;
    lowest = std::min(lowest, *result.body_f1);
    ++count;
  }
  if (count == 0 || lowest == 1) return "";
  return "body F1: mean " + shown_f1(sum / static_cast<double>(count)) + ", lowest " + shown_f1(lowest) +
         '\n';
}

}  // namespace

std::string case_report(const CaseResult& result, Loudness loudness) {
  const bool as_expected = result.end == CaseEnd::same || result.end == CaseEnd::tolerated;
  // Failures are messages.
  if (loudness == Loudness::quiet || result.end == CaseEnd::failed) return "";
  if (as_expected && loudness != Loudness::verbose) return "";
  std::string out(verb(result.end));
  out += printable(result.end == CaseEnd::made ? result.expected : result.name);
  if (!result.summary.empty()) out += ": " + result.summary;
  return out + '\n' + result.shown;
}

std::string github_annotation(const CaseResult& result) {
  constexpr std::size_t kMaxBytes = 4000;
  const bool is_shown =
      result.end == CaseEnd::differs || result.end == CaseEnd::refused || result.end == CaseEnd::failed;
  if (!is_shown) return "";
  std::string text = result.summary;
  if (!result.details.empty()) text += '\n' + result.details;
  if (text.ends_with('\n')) text.pop_back();
  if (text.size() > kMaxBytes) {
    text.resize(text.rfind('\n', kMaxBytes) == std::string::npos ? kMaxBytes : text.rfind('\n', kMaxBytes));
    text += "\n…";
  }
  return "::error file=" + annotation_property(printable(result.expected)) + ",title=" +
         annotation_property(std::string(verb(result.end).substr(0, verb(result.end).find(' '))) + ": " +
                             printable(result.name)) +
         "::" + annotation_data(safe_text(text)) + '\n';
}

std::string without_workflow_commands(std::string_view lines) {
  // Report lines never begin with "::", but the older form is obeyed anywhere in a line.
  return replaced(lines, "##[", "##\\[");
}

std::string check_summary(const std::vector<CaseResult>& results, const CheckPlan& check,
                          std::size_t without_expected) {
  std::array<std::size_t, 7> counts = {};
  for (const CaseResult& result : results) ++counts.at(static_cast<std::size_t>(result.end));
  const auto count = [&](CaseEnd end) { return counts.at(static_cast<std::size_t>(end)); };
  std::string out;
  if (check.mode == CheckMode::init) {
    out = "made " + counted(count(CaseEnd::made), "expected file", "expected files");
    if (count(CaseEnd::same) > 0)
      out += ", " +
             counted(count(CaseEnd::same), "was there and is left alone", "were there and are left alone");
    if (count(CaseEnd::failed) > 0) out += ", " + std::to_string(count(CaseEnd::failed)) + " failed";
    return out + '\n';
  }
  out = counted(results.size(), "case: ", "cases: ") +
        std::to_string(count(CaseEnd::same) + count(CaseEnd::tolerated)) + " same";
  if (count(CaseEnd::tolerated) > 0)
    out += " (" + std::to_string(count(CaseEnd::tolerated)) + " within --min-f1)";
  for (const auto& [end, name] : {std::pair(CaseEnd::updated, " updated"), {CaseEnd::refused, " refused"}})
    if (count(end) > 0) out += ", " + std::to_string(count(end)) + name;
  if (check.mode == CheckMode::compare || count(CaseEnd::differs) > 0)
    out += ", " + counted(count(CaseEnd::differs), "differs", "differ");
  if (count(CaseEnd::failed) > 0) out += ", " + std::to_string(count(CaseEnd::failed)) + " failed";
  out += '\n' + fields_that_differ(results) + body_scores(results) + worst_cases(results);
  if (without_expected > 0)
    out += counted(without_expected, "page has", "pages have") +
           " no expected file: pressclip check --init makes them\n";
  return out;
}

}  // namespace pressclip
