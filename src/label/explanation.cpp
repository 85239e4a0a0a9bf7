#include "label/explanation.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <utility>

namespace pressclip {
namespace {

double mean(std::span<const double> leaves) {
  return std::accumulate(leaves.begin(), leaves.end(), 0.0) / static_cast<double>(leaves.size());
}

std::string in_words(float value) {
  const auto hundredths = std::lround(static_cast<double>(value) * 100);
  std::string text = hundredths < 0 ? "-" : "";
  const auto size = static_cast<std::uint64_t>(std::abs(hundredths));
  text += std::to_string(size / 100);
  if (size % 100 != 0) text += (size % 100 < 10 ? ".0" : ".") + std::to_string(size % 100);
  return text;
}

std::string steps_up(const std::string& what, float steps) {
  return steps >= static_cast<float>(kNoAncestor) ? "no " + what : what + ' ' + in_words(steps) + " up";
}

std::string hidden_how(Visibility visibility) {
  switch (visibility) {
    case Visibility::shown:
      break;
    case Visibility::hidden:
      return "hidden";
    case Visibility::aria_hidden:
      return "aria-hidden";
    case Visibility::screen_reader:
      return "for screen readers";
    case Visibility::noscript:
      return "in noscript";
    case Visibility::inert:
      return "in template";
  }
  return {};
}

}  // namespace

void add_contributions(const Forest& forest, std::span<const float> row, double share,
                       std::span<double> contributions) {
  std::span<const Split> splits = forest.trees().splits;
  std::span<const double> leaves = forest.trees().leaves;
  for (const std::size_t size : forest.trees().sizes) {
    // Those that the row may still come to, and how many stand before them in the tree.
    std::span<const double> within = leaves.first(size);
    std::size_t before = 0;
    for (std::size_t at = 0; within.size() > 1;) {
      const Split& split = splits[at];
      const std::size_t left = static_cast<std::size_t>(std::countr_one(split.leaves_on_left >> before)),
                        right = within.size() - left;
      const std::uint32_t column = forest.columns()[split.column];
      const bool goes_left = row[column] <= split.threshold;
      const std::span<const double> next = goes_left ? within.first(left) : within.last(right);
      contributions[column] += share * (mean(next) - mean(within));
      // On the left stands one split less than leaves.
      at += goes_left ? 1 : left;
      before += goes_left ? 0 : left;
      within = next;
    }
    splits = splits.subspan(size - 1);
    leaves = leaves.subspan(size);
  }
}

std::string word_evidence(std::string_view column, float value) {
  if (column == "link_density") return "links " + in_words(std::floor(value * 100)) + " %";
  if (column == "to_content_words") return steps_up("class/content", value);
  if (column.starts_with("class_")) return steps_up("class/" + std::string(column.substr(6)), value);
  if (column.starts_with("to_") && !column.ends_with("_prose"))
    return steps_up(std::string(column.substr(3)), value);
  if (column.starts_with("rule_")) {
    const std::string category(column.substr(5));
    return value >= 2 ? "rule of " + category : value >= 1 ? "hint of " + category : "no rule of " + category;
  }
  constexpr std::string_view kSecond = "second_";
  std::string words(column.starts_with(kSecond) ? column.substr(kSecond.size()) : column);
  std::replace(words.begin(), words.end(), '_', ' ');
  return words + ' ' + in_words(value);
}

std::vector<std::string> describe_blocks(const PageView& view, const Judgement& judgement,
                                         const BlockModel& model) {
  constexpr std::size_t kMost = 6;   // pieces of evidence for a block
  constexpr double kWeakest = 0.05;  // log-odds
  const auto first_names = evidence_names();
  const auto second_names = second_look_names();
  const std::size_t width = judgement.first_look.width;
  std::vector<float> row(width + judgement.second_look.width);
  std::vector<double> contributions(row.size());
  std::vector<std::size_t> order;
  std::vector<std::string> described;
  for (std::size_t i = 0; i < view.page.blocks.size(); ++i) {
    const auto own = judgement.first_look.row(i), again = judgement.second_look.row(i);
    std::copy(own.begin(), own.end(), row.begin());
    std::copy(again.begin(), again.end(), row.begin() + static_cast<std::ptrdiff_t>(width));
    std::fill(contributions.begin(), contributions.end(), 0.0);
    add_contributions(model.first, row, 1 - kSecondShare, contributions);
    add_contributions(model.second, row, kSecondShare, contributions);
    order.clear();
    for (std::size_t column = 0; column < row.size(); ++column) {
      // The first look's score of the block itself only repeats what the first look saw.
      if (column >= width && second_names[column - width] == "second_score") continue;
      if (std::abs(contributions[column]) >= kWeakest) order.push_back(column);
    }
    std::stable_sort(order.begin(), order.end(), [&contributions](std::size_t a, std::size_t b) {
      return std::abs(contributions[a]) > std::abs(contributions[b]);
    });
    order.resize(std::min(order.size(), kMost));
    std::string speaking_for, against, rules;
    const auto add = [](std::string& list, const std::string& one) {
      if (!list.empty()) list += ", ";
      list += one;
    };
    for (const std::size_t column : order)
      add(contributions[column] > 0 ? speaking_for : against,
          word_evidence(column < width ? first_names[column] : second_names[column - width], row[column]));
    for (const RuleHit& hit : view.facts.blocks[i].hits) add(rules, hit.rule->id);
    std::string words = hidden_how(view.page.blocks[i].visibility);
    const auto join = [&words](std::string_view what, const std::string& list) {
      if (list.empty()) return;
      if (!words.empty()) words += "; ";
      words.append(what).append(list);
    };
    join("for: ", speaking_for);
    join("against: ", against);
    join("rules: ", rules);
    described.push_back(std::move(words));
  }
  return described;
}

}  // namespace pressclip
