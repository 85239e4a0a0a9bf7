// What finds the patterns of a group of rules that a text may match: made of the rules when the library is
// built, by src/prepare/write_matchers.cpp, and in the process for rules that a user adds.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pressclip/rules.h"
#include "rules/automaton.h"
#include "rules/literals.h"

namespace pressclip {

// One alternative of a rule's pattern.
struct PatternRow {
  std::uint32_t rule;         // its index in the group
  std::uint32_t pattern;      // its index in the rule
  std::uint32_t alternative;  // of the pattern
  std::uint32_t begin;        // of its automaton, in `programs`
  std::uint32_t size;         // 0: it has none
  bool is_decided;            // by its literals alone
  bool begins_text;           // it can only match where a text begins
};

// A pattern without strings that are long enough to look for, and what is known of the texts that it may
// match.
struct WithoutLiterals {
  std::uint32_t id;
  bool has_strings;
  bool begins_text;
  ByteSurvey strings;      // where has_strings
  LaterPairs later_pairs;  // where it begins a text and has an automaton
};

struct MatcherTables {
  std::span<const PatternRow> patterns;
  std::u16string_view programs;
  std::span<const WithoutLiterals> without_literals;
  LiteralTables literals;
};

bool is_of_classes(RuleKind kind);
Anchoring anchoring_of(RuleKind kind);
// The alternative that a row means, as RE2 is to read it.
std::string text_of(const PatternRow& row, const Rule& rule);

// The tables of rules that are known in the process alone.
class MatcherSource {
 public:
  explicit MatcherSource(std::span<const Rule> rules);
  // Refers to this.
  [[nodiscard]] MatcherTables tables() const;

 private:
  void add(const std::string& pattern, PatternRow row, RuleKind kind, const SampleText& examples);

  std::vector<PatternRow> patterns_;
  std::u16string programs_;
  std::vector<WithoutLiterals> without_literals_;
  LiteralIndex index_;
};

namespace matcher_tables {

// Of a file of src/rules/data, in the order of rule_files::files().
std::span<const MatcherTables> of_files();

}  // namespace matcher_tables
}  // namespace pressclip
