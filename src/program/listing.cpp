// Lists for the terminal: what comes from a page is printed without anything that a terminal obeys.
#include "program/listing.h"

#include <cmath>
#include <string_view>

#include "write/safe_text.h"

namespace pressclip {
namespace {

constexpr std::string_view kIndent = "    ";

std::string padded(std::string text, std::size_t width) {
  if (text.size() < width) text.resize(width, ' ');
  return text;
}

std::string two_decimals(double score) {
  const long hundredths = std::isfinite(score) ? std::lround(score * 100) : 0;
  const std::string digits = std::to_string(std::abs(hundredths) % 100);
  return (hundredths < 0 ? "-" : "") + std::to_string(std::abs(hundredths) / 100) + '.' +
         (digits.size() < 2 ? "0" : "") + digits;
}

// The beginning of a block, cut between characters.
std::string first_words(std::string_view text) {
  constexpr std::size_t kShownBytes = 100;
  if (text.size() <= kShownBytes) return printable(text);
  std::size_t end = kShownBytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80) --end;
  return printable(text.substr(0, end)) + "...";
}

std::string_view name_of(RuleKind kind) {
  switch (kind) {
    case RuleKind::sure:
      return "sure";
    case RuleKind::hint:
      return "hint";
    case RuleKind::label:
      return "label";
    case RuleKind::listing:
      return "listing";
    case RuleKind::lead:
      return "lead";
    case RuleKind::classes:
      return "classes";
    case RuleKind::part:
      break;
  }
  return "part";
}

}  // namespace

std::string listed_blocks(const Explanation& explanation) {
  constexpr std::size_t kVerdictWidth = 11;
  constexpr std::size_t kScoreWidth = 6;
  constexpr std::size_t kKindWidth = 14;
  std::string out;
  for (const ExplainedBlock& block : explanation.blocks) {
    out += padded(printable(block.verdict), kVerdictWidth) + padded(two_decimals(block.score), kScoreWidth) +
           padded(printable(block.kind), kKindWidth) + printable(block.rule) + '\n';
    if (!block.evidence.empty()) out.append(kIndent).append(printable(block.evidence)).append("\n");
    out.append(kIndent).append("| ").append(first_words(block.text)).append("\n");
  }
  return out;
}

std::string listed_rules(const RuleBook& book) {
  std::string out;
  for (const Rule& rule : book.rules()) {
    out += printable(rule.id);
    out.append(" ").append(name_of(rule.kind));
    if (!rule.site.empty()) out += " site " + printable(rule.site);
    out += '\n';
    for (const std::string& pattern : rule.patterns)
      out.append(kIndent).append("= ").append(printable(pattern)).append("\n");
  }
  return out;
}

}  // namespace pressclip
