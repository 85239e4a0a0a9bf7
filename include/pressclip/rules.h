// Rules: what is known of the words of boilerplate, as data. The format is described in docs/RULES.md.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "pressclip/category.h"

namespace pressclip {

enum class RuleKind : std::uint8_t {
  sure,     // a short block that matches is of the category, whatever the other evidence says
  hint,     // evidence; and the name for a block that other evidence removes
  label,    // the whole block heads teasers that are offered to this article's reader ("Related articles")
  listing,  // the whole block heads a list of the whole site ("Most read")
  lead,     // how a teaser or a byline begins ("Read more:", "By"); what follows is the title or the name
  classes   // words in class, id and data attributes
};

struct Rule {
  std::string id;  // "en/newsletter:sign-up-for", unique
  Category category = Category::navigation;
  RuleKind kind = RuleKind::hint;
  std::vector<std::string> patterns;  // RE2, matched against folded text (see fold_for_rules)
  std::string site;                   // a registrable domain it is limited to; empty: every site
  std::vector<std::string> hits;      // examples that must match
  std::vector<std::string> misses;    // near misses that must not
};

struct RuleError {
  std::size_t line = 0;  // counted from 1
  std::string reason;
};

struct RuleHit {
  const Rule* rule = nullptr;
  std::size_t end = 0;  // lead: bytes of the folded text that the rule matched, from its beginning; else 0
};

// An immutable set of rules. Patterns of a language are compiled when they are first asked for; safe to share between
// threads.
class RuleBook {
 public:
  ~RuleBook();
  RuleBook(const RuleBook&) = delete;
  RuleBook& operator=(const RuleBook&) = delete;

  // The rules that are compiled into the library.
  static std::shared_ptr<const RuleBook> built_in();
  // The built-in rules with those of `text` added; a rule with the id of a built-in one replaces it, and `off` takes it
  // away. An error names the first line that can't be read.
  static std::variant<std::shared_ptr<const RuleBook>, RuleError> with(std::string_view text);

  // Every rule, in the order of files and lines.
  [[nodiscard]] std::vector<Rule> rules() const;
  // Codes of the languages that have rules ("de", "en", …), sorted.
  [[nodiscard]] std::vector<std::string> languages() const;

  // The rules (all kinds but `classes`) of `languages` and of no language that match `folded`, which must come from
  // fold_for_rules, in the order of the files. `site` is the page's registrable domain or host, or empty.
  [[nodiscard]] std::vector<RuleHit> match(std::string_view folded, std::span<const std::string> languages,
                                           std::string_view site) const;
  // The rules of kind `classes` that match the words of class and id attributes, lower case, space-separated.
  [[nodiscard]] std::vector<const Rule*> match_classes(std::string_view words, std::string_view site) const;

 private:
  struct Contents;
  explicit RuleBook(std::unique_ptr<Contents> contents);
  std::unique_ptr<Contents> contents_;
};

// Text as rules see it: normalised as in the output, typographic quotes and dashes as ASCII ones, no-break spaces as
// spaces. Case is kept: patterns ignore it.
std::string fold_for_rules(std::string_view text);

}  // namespace pressclip
