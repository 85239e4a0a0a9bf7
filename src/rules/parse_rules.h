// The reader of the rules format (docs/RULES.md): text → rules, or the first line that can't be read.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pressclip/rules.h"

namespace pressclip {

// The group of rules that have no language, and that of the words of classes, beside those of the languages.
inline constexpr std::string_view kAnyLanguage = "any";
inline constexpr std::string_view kClassWords = "class";

// Far more than all built-in rules together need.
inline constexpr std::size_t kMaxRulesBytes = std::size_t{1} << 20;
inline constexpr std::size_t kMaxPatternBytes = 2000;

struct ParsedRule {
  std::string group;  // a language's code, kAnyLanguage or kClassWords: the id's beginning
  Rule rule;
  std::size_t line = 0;
};

struct SwitchedOff {
  std::string id;
  std::size_t line = 0;
};

struct ParsedRules {
  std::vector<ParsedRule> rules;
  std::vector<SwitchedOff> off;
  std::optional<RuleError> error;  // then what stands before that line has been read
};

// Says what is wrong with a pattern, or nothing.
using PatternCheck = std::function<std::optional<std::string>(std::string_view pattern)>;

// Reads rules from UTF-8. `check_pattern` may be empty.
ParsedRules parse_rules(std::string_view text, const PatternCheck& check_pattern);

// A pattern for folded text: its own typographic quotes and dashes folded as the text's are.
std::string fold_pattern(std::string_view pattern);

}  // namespace pressclip
