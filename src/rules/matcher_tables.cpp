#include "rules/matcher_tables.h"

#include <algorithm>
#include <optional>

#include "rules/parse_rules.h"
#include "text/normalize.h"

namespace pressclip {
namespace {

// Class words have a space on either side, so that a pattern finds whole words.
std::string for_kind(std::string_view alternative, RuleKind kind) {
  if (is_of_classes(kind)) return " (?:" + std::string(alternative) + ") ";
  return std::string(alternative);
}

// Where the pattern is asked anyway, the beginnings of its strings say nearly as much, in a third of the
// room.
std::vector<std::string> beginnings_of(std::span<const std::string> strings) {
  constexpr std::size_t kBytes = 12;
  std::vector<std::string> beginnings;
  for (const std::string& string : strings) beginnings.push_back(string.substr(0, kBytes));
  std::ranges::sort(beginnings);
  beginnings.erase(std::unique(beginnings.begin(), beginnings.end()), beginnings.end());
  return beginnings;
}

// The examples of rules, as texts that are asked about.
SampleText examples_of(std::span<const Rule> rules) {
  std::string all;
  for (const Rule& rule : rules)
    for (const std::vector<std::string>* const texts : {&rule.hits, &rule.misses})
      for (const std::string& text : *texts) all += fold_case(fold_for_rules(text)) + '\n';
  return SampleText(std::move(all));
}

}  // namespace

bool is_of_classes(RuleKind kind) {
  return kind == RuleKind::classes || kind == RuleKind::part;
}

Anchoring anchoring_of(RuleKind kind) {
  if (kind == RuleKind::label || kind == RuleKind::listing) return Anchoring::both;
  return kind == RuleKind::lead ? Anchoring::start : Anchoring::nothing;
}

std::string text_of(const PatternRow& row, const Rule& rule) {
  const std::string folded = fold_pattern(rule.patterns[row.pattern]);
  return for_kind(split_alternatives(folded)[row.alternative], rule.kind);
}

MatcherSource::MatcherSource(std::span<const Rule> rules) {
  const SampleText examples = examples_of(rules);
  for (std::uint32_t rule = 0; rule < rules.size(); ++rule)
    for (std::uint32_t pattern = 0; pattern < rules[rule].patterns.size(); ++pattern) {
      const std::string folded = fold_pattern(rules[rule].patterns[pattern]);
      std::uint32_t number = 0;
      for (const std::string_view alternative : split_alternatives(folded))
        add(for_kind(alternative, rules[rule].kind),
            {.rule = rule,
             .pattern = pattern,
             .alternative = number++,
             .begin = 0,
             .size = 0,
             .is_decided = false,
             .begins_text = false},
            rules[rule].kind, examples);
    }
  index_.build();
}

void MatcherSource::add(const std::string& pattern, PatternRow row, RuleKind kind,
                        const SampleText& examples) {
  // More literals find a text's patterns more exactly, but take time to make. For classes they mostly are
  // the answer.
  constexpr std::size_t kLiterals = 32;
  constexpr std::size_t kClassLiterals = 512;
  // Short strings in a row may make long ones: a pattern without any is asked of nearly every text.
  constexpr std::size_t kLiteralsAtWorst = 128;
  RequiredLiterals literals =
      required_literals(pattern, is_of_classes(kind) ? kClassLiterals : kLiterals, examples);
  if (literals.any_of.empty() && !is_of_classes(kind))
    literals = required_literals(pattern, kLiteralsAtWorst, examples);
  const auto id = static_cast<std::uint32_t>(patterns_.size());
  if (id > LiteralIndex::kLastId) literals = {};  // asked of every text
  const Anchoring anchoring = anchoring_of(kind);
  row.is_decided = literals.decide && anchoring == Anchoring::nothing &&
                   std::ranges::all_of(literals.any_of, [](const std::string& literal) {
                     return literal.size() <= LiteralIndex::kMostBytes;
                   });
  for (const std::string& literal : row.is_decided ? literals.any_of : beginnings_of(literals.any_of))
    index_.add(literal, id);
  row.begins_text = anchoring != Anchoring::nothing;
  if (!row.is_decided)
    if (const std::optional<std::u16string> program = compile_automaton(pattern)) {
      row.begins_text = row.begins_text || begins_text(*program);
      row.begin = static_cast<std::uint32_t>(programs_.size());
      row.size = static_cast<std::uint32_t>(program->size());
      programs_ += *program;
    }
  if (literals.any_of.empty())
    without_literals_.push_back(
        {.id = id,
         .has_strings = !literals.short_any_of.empty(),
         .begins_text = row.begins_text,
         .strings = survey_strings(literals.short_any_of),
         .later_pairs = row.size > 0 ? later_pairs(std::u16string_view(programs_).substr(row.begin, row.size))
                                     : LaterPairs{}});
  patterns_.push_back(row);
}

MatcherTables MatcherSource::tables() const {
  return {patterns_, programs_, without_literals_, index_.tables()};
}

}  // namespace pressclip
