// Matching: rules grouped by language, each group's patterns compiled to sets when it is first asked for. The
// one file that knows RE2.
#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <bitset>
#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <unordered_map>
#include <utility>

#include "pressclip/rules.h"
#include "rules/literals.h"
#include "rules/parse_rules.h"
#include "rules/rule_files.h"
#include "text/normalize.h"

namespace pressclip {
namespace {

// What one pattern's automata may take while it matches, in bytes. RE2 refuses a pattern that needs more for
// its program alone.
constexpr std::int64_t kPatternMemory = std::int64_t{4} << 20;

RE2::Options regex_options() {
  RE2::Options options;
  options.set_case_sensitive(false);
  options.set_log_errors(false);
  options.set_max_mem(kPatternMemory);
  return options;
}

// A pattern that is compiled when it is first asked: a page needs few of a language's.
class LazyRegex {
 public:
  LazyRegex(std::string pattern, RE2::Anchor anchor) : pattern_(std::move(pattern)), anchor_(anchor) {}

  [[nodiscard]] bool matches(std::string_view text) const {
    return regex().Match(text, 0, text.size(), anchor_, nullptr, 0);
  }

  // Where the first match ends, or nothing.
  [[nodiscard]] std::optional<std::size_t> end_of_match(std::string_view text) const {
    re2::StringPiece found;
    if (!regex().Match(text, 0, text.size(), anchor_, &found, 1)) return std::nullopt;
    return static_cast<std::size_t>(found.data() + found.size() - text.data());
  }

 private:
  [[nodiscard]] const RE2& regex() const {
    std::call_once(once_, [this] { regex_ = std::make_unique<const RE2>(pattern_, regex_options()); });
    return *regex_;
  }

  std::string pattern_;
  RE2::Anchor anchor_;
  mutable std::once_flag once_;
  mutable std::unique_ptr<const RE2> regex_;
};

struct CharacterRange {
  char32_t first, last;
};

// What stands before a label, a lead or a prompt without being part of its words: bullets, arrows, pictures.
constexpr std::array kDecorations = {
    CharacterRange{' ', ' '},        CharacterRange{'*', '*'},       CharacterRange{'+', '+'},
    CharacterRange{'-', '-'},        CharacterRange{'>', '>'},       CharacterRange{'|', '|'},
    CharacterRange{'~', '~'},        CharacterRange{0xB7, 0xB7},     CharacterRange{0x2022, 0x2023},
    CharacterRange{0x200D, 0x200D},  CharacterRange{0x2043, 0x2043}, CharacterRange{0x2190, 0x21FF},
    CharacterRange{0x2300, 0x23FF},  CharacterRange{0x25A0, 0x27BF}, CharacterRange{0x2900, 0x297F},
    CharacterRange{0x2B00, 0x2BFF},  CharacterRange{0x30FB, 0x30FB}, CharacterRange{0xFE0F, 0xFE0F},
    CharacterRange{0x1F000, 0x1FAFF}};

// What may stand around a label beside that: punctuation.
constexpr std::array kLabelPunctuation = {
    CharacterRange{'!', '#'},       CharacterRange{'\'', ')'},      CharacterRange{'.', '/'},
    CharacterRange{':', ';'},       CharacterRange{'=', '='},       CharacterRange{'[', '['},
    CharacterRange{']', ']'},       CharacterRange{'_', '_'},       CharacterRange{0x2026, 0x2026},
    CharacterRange{0x3001, 0x3002}, CharacterRange{0x3008, 0x3011}, CharacterRange{0x3014, 0x301B},
    CharacterRange{0xFF01, 0xFF01}, CharacterRange{0xFF08, 0xFF09}, CharacterRange{0xFF1A, 0xFF1B},
    CharacterRange{0xFF1E, 0xFF1E}, CharacterRange{0xFF5C, 0xFF5C}};

template <std::size_t kSize>
bool is_in(const std::array<CharacterRange, kSize>& ranges, char32_t c) {
  return std::ranges::any_of(
      ranges, [c](const CharacterRange& range) { return c >= range.first && c <= range.last; });
}

constexpr bool is_continuation(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80;
}

// The character in the whole bytes of `text`, which is one character of valid UTF-8.
char32_t character_of(std::string_view text) {
  const auto first = static_cast<unsigned char>(text.front());
  if (text.size() == 1) return first;
  char32_t character = first & (0x7FU >> text.size());
  for (const char byte : text.substr(1))
    character = character << 6U | (static_cast<unsigned char>(byte) & 0x3FU);
  return character;
}

std::string_view first_character(std::string_view text) {
  std::size_t length = 1;
  while (length < text.size() && length < 4 && is_continuation(text[length])) ++length;
  return text.substr(0, length);
}

std::string_view last_character(std::string_view text) {
  std::size_t length = 1;
  while (length < text.size() && length < 4 && is_continuation(text[text.size() - length])) ++length;
  return text.substr(text.size() - length);
}

std::string_view without_decoration(std::string_view text) {
  while (!text.empty()) {
    const std::string_view character = first_character(text);
    if (!is_in(kDecorations, character_of(character))) break;
    text.remove_prefix(character.size());
  }
  return text;
}

bool may_surround_label(std::string_view character) {
  const char32_t c = character_of(character);
  return is_in(kDecorations, c) || is_in(kLabelPunctuation, c);
}

std::string_view without_label_punctuation(std::string_view text) {
  while (!text.empty() && may_surround_label(first_character(text)))
    text.remove_prefix(first_character(text).size());
  while (!text.empty() && may_surround_label(last_character(text)))
    text.remove_suffix(last_character(text).size());
  return text;
}

// A label has a few words.
constexpr std::size_t kMaxLabelBytes = 400;

// The primary part of a language tag, in lower case: "pt-BR" is "pt". Both written forms of Norwegian are one
// language.
std::string primary_language(std::string_view tag) {
  std::string language;
  for (const char c : tag.substr(0, tag.find_first_of("-_")))
    language.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c);
  return language == "nb" || language == "nn" ? "no" : language;
}

bool is_for_site(const Rule& rule, std::string_view site) {
  if (rule.site.empty() || rule.site == site) return true;
  return site.size() > rule.site.size() && site.ends_with(rule.site) &&
         site[site.size() - rule.site.size() - 1] == '.';
}

bool is_of_classes(RuleKind kind) {
  return kind == RuleKind::classes || kind == RuleKind::part;
}

RE2::Anchor anchor_of(RuleKind kind) {
  if (kind == RuleKind::label || kind == RuleKind::listing) return RE2::ANCHOR_BOTH;
  return kind == RuleKind::lead ? RE2::ANCHOR_START : RE2::UNANCHORED;
}

// One alternative of a rule's pattern.
struct Pattern {
  Pattern(std::size_t rule_index, bool decided, std::string text, RE2::Anchor anchor)
      : rule(rule_index), is_decided(decided), regex(std::move(text), anchor) {}

  std::size_t rule;  // its index in the group
  bool is_decided;   // by its literals alone
  LazyRegex regex;
};

// A pattern without strings that are long enough to look for, and what is known of the texts that it may
// match.
struct WithoutLiterals {
  std::uint32_t id;
  bool has_strings;
  bool begins_text;
  ByteSurvey strings;  // where has_strings
  std::bitset<256> first_bytes;
};

// A text with what may stand around its words, and without. Either may be what a pattern means.
struct Views {
  std::string_view whole;
  std::string_view bare;   // without decoration at its beginning
  std::string_view label;  // without punctuation around it; empty where the text is too long for a label
};

// A text that rules are asked about, with what each group wants to know of it.
struct AskedText {
  explicit AskedText(std::string_view folded)
      : views{folded, without_decoration(folded), {}}, case_folded(fold_case(folded)), survey(case_folded) {
    if (folded.size() <= kMaxLabelBytes) views.label = without_label_punctuation(views.bare);
    for (const std::string_view view : {views.whole, views.bare, views.label}) {
      if (view.empty())
        first_bytes.set();
      else
        first_bytes.set(static_cast<unsigned char>(fold_case(first_character(view)).front()));
    }
  }

  [[nodiscard]] bool may_match(const WithoutLiterals& pattern) const {
    if (pattern.begins_text && (first_bytes & pattern.first_bytes).none()) return false;
    return !pattern.has_strings || survey.may_have_any(pattern.strings);
  }

  Views views;
  std::string case_folded;
  ByteSurvey survey;
  std::bitset<256> first_bytes;  // of the views
};

// All patterns of a group, and the literals by which those are found that a text may match.
class Matcher {
 public:
  explicit Matcher(const std::vector<Rule>& rules) {
    for (std::size_t i = 0; i < rules.size(); ++i) {
      for (const std::string& pattern : rules[i].patterns) {
        const std::string folded = fold_pattern(pattern);
        for (const std::string_view alternative : split_alternatives(folded))
          add(std::string(alternative), rules[i].kind, i);
      }
    }
    index_.build();
  }

  // The patterns to ask about a text, in their order.
  [[nodiscard]] std::vector<std::uint32_t> candidates(const AskedText& text) const {
    std::vector<std::uint32_t> found;
    for (const WithoutLiterals& pattern : without_literals_)
      if (text.may_match(pattern)) found.push_back(pattern.id);
    index_.find(text.case_folded, found);
    make_sorted_set(found);
    return found;
  }

  // The same for class words.
  [[nodiscard]] std::vector<std::uint32_t> class_candidates(std::string_view padded) const {
    std::vector<std::uint32_t> found;
    for (const WithoutLiterals& pattern : without_literals_) found.push_back(pattern.id);
    index_.find(fold_case(padded), found);
    make_sorted_set(found);
    return found;
  }

  [[nodiscard]] const Pattern& pattern(std::uint32_t index) const { return patterns_[index]; }

 private:
  static void make_sorted_set(std::vector<std::uint32_t>& ids) {
    std::ranges::sort(ids);
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  }

  void add(std::string pattern, RuleKind kind, std::size_t rule) {
    // More literals find a text's patterns more exactly, but take time to make. For classes they mostly are
    // the answer.
    constexpr std::size_t kLiterals = 32;
    constexpr std::size_t kClassLiterals = 512;
    if (is_of_classes(kind)) pattern = " (?:" + pattern + ") ";
    const RequiredLiterals literals =
        required_literals(pattern, is_of_classes(kind) ? kClassLiterals : kLiterals);
    const auto id = static_cast<std::uint32_t>(patterns_.size());
    for (const std::string& literal : literals.any_of) index_.add(literal, id);
    const RE2::Anchor anchor = anchor_of(kind);
    if (literals.any_of.empty())
      without_literals_.push_back({.id = id,
                                   .has_strings = !literals.short_any_of.empty(),
                                   .begins_text = literals.begins_text || anchor != RE2::UNANCHORED,
                                   .strings = ByteSurvey(literals.short_any_of),
                                   .first_bytes = literals.first_bytes});
    patterns_.emplace_back(rule, literals.decide && anchor == RE2::UNANCHORED, std::move(pattern), anchor);
  }

  std::deque<Pattern> patterns_;
  std::vector<WithoutLiterals> without_literals_;
  LiteralIndex index_;
};

// Rules of one language (or of none, or of classes). Immutable; a built-in file is read, and the matcher
// made, when they are first asked for.
class Group {
 public:
  Group(std::string name, std::vector<Rule> rules)
      : name_(std::move(name)), language_(primary_language(name_)), rules_(std::move(rules)) {}
  Group(std::string name, const EmbeddedFile& file)
      : name_(std::move(name)), language_(primary_language(name_)), file_(file) {}

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] const std::string& language() const { return language_; }
  [[nodiscard]] const std::vector<Rule>& rules() const {
    std::call_once(read_once_, [this] {
      for (ParsedRule& parsed : parse_rules(file_.text, {}).rules) rules_.push_back(std::move(parsed.rule));
    });
    return rules_;
  }

  void match(const AskedText& text, std::string_view site, std::vector<RuleHit>& hits) const {
    for (const std::uint32_t index : matcher().candidates(text)) {
      const Pattern& pattern = matcher().pattern(index);
      const Rule& rule = rules()[pattern.rule];
      if (!is_for_site(rule, site)) continue;
      const std::optional<std::size_t> end = match(pattern, rule.kind, text.views);
      if (!end) continue;
      if (!hits.empty() && hits.back().rule == &rule)
        hits.back().end = std::max(hits.back().end, *end);
      else
        hits.push_back({&rule, *end});
    }
  }

  void match_classes(std::string_view words, std::string_view site, std::vector<const Rule*>& hits) const {
    const std::string padded = pad(words);
    for (const std::uint32_t index : matcher().class_candidates(padded)) {
      const Pattern& pattern = matcher().pattern(index);
      const Rule& rule = rules()[pattern.rule];
      if (rule.kind != RuleKind::classes || !is_for_site(rule, site) ||
          (!hits.empty() && hits.back() == &rule))
        continue;
      if (matches_classes(pattern, padded)) hits.push_back(&rule);
    }
  }

  [[nodiscard]] bool names_part(std::string_view words, Part part, std::string_view site) const {
    const std::string padded = pad(words);
    return std::ranges::any_of(matcher().class_candidates(padded), [&](std::uint32_t index) {
      const Pattern& pattern = matcher().pattern(index);
      const Rule& rule = rules()[pattern.rule];
      return rule.kind == RuleKind::part && rule.part == part && is_for_site(rule, site) &&
             matches_classes(pattern, padded);
    });
  }

 private:
  // Class words with a space on either side, so that a pattern finds whole words.
  static std::string pad(std::string_view words) { return " " + std::string(words) + " "; }
  static bool matches_classes(const Pattern& pattern, std::string_view padded) {
    return pattern.is_decided || pattern.regex.matches(padded);
  }

  // The end of a lead, 0 for the other kinds, or nothing where the pattern does not match.
  static std::optional<std::size_t> match(const Pattern& pattern, RuleKind kind, const Views& views) {
    const bool is_decorated = views.bare.size() != views.whole.size();
    const auto found = [](bool matches) { return matches ? std::optional<std::size_t>{0} : std::nullopt; };
    switch (kind) {
      case RuleKind::label:
      case RuleKind::listing:
        return found(!views.label.empty() &&
                     (pattern.regex.matches(views.whole) || pattern.regex.matches(views.label)));
      case RuleKind::lead: {
        const std::optional<std::size_t> end = pattern.regex.end_of_match(views.whole);
        if (end || !is_decorated) return end;
        const std::optional<std::size_t> bare_end = pattern.regex.end_of_match(views.bare);
        if (!bare_end) return std::nullopt;
        return views.whole.size() - views.bare.size() + *bare_end;
      }
      case RuleKind::sure:
      case RuleKind::hint:
      case RuleKind::classes:
      case RuleKind::part:
        break;
    }
    return found(pattern.is_decided || pattern.regex.matches(views.whole) ||
                 (is_decorated && pattern.regex.matches(views.bare)));
  }

  [[nodiscard]] const Matcher& matcher() const {
    std::call_once(match_once_, [this] { matcher_ = std::make_unique<const Matcher>(rules()); });
    return *matcher_;
  }

  std::string name_;
  std::string language_;  // the primary part of its name
  EmbeddedFile file_;
  mutable std::once_flag read_once_;
  mutable std::vector<Rule> rules_;
  mutable std::once_flag match_once_;
  mutable std::unique_ptr<const Matcher> matcher_;
};

std::optional<std::string> reason_against(std::string_view pattern) {
  const RE2 regex(fold_pattern(pattern), regex_options());
  if (regex.ok()) return std::nullopt;
  return regex.error();
}

}  // namespace

struct RuleBook::Contents {
  // Shared with the books that were made from this one and changed nothing in the group.
  std::vector<std::shared_ptr<const Group>> groups;

  // The group's rules, to change them; `changed` keeps those that are being changed.
  std::vector<Rule>& edit(const std::string& name, std::map<std::string, std::vector<Rule>>& changed) const {
    const auto [position, is_new] = changed.try_emplace(name);
    if (is_new)
      for (const std::shared_ptr<const Group>& group : groups)
        if (group->name() == name) position->second = group->rules();
    return position->second;
  }

  // Puts groups in the place of those of the same name, new ones at the end.
  void replace(std::map<std::string, std::vector<Rule>> changed) {
    for (std::shared_ptr<const Group>& group : groups) {
      const auto found = changed.find(group->name());
      if (found == changed.end()) continue;
      group = std::make_shared<const Group>(found->first, std::move(found->second));
      changed.erase(found);
    }
    for (auto& [name, rules] : changed)
      groups.push_back(std::make_shared<const Group>(name, std::move(rules)));
  }

  void add(std::vector<ParsedRule> parsed, std::map<std::string, std::vector<Rule>>& changed) const {
    // Of each group that is changed, the place of each rule.
    std::map<std::string, std::unordered_map<std::string, std::size_t>> places;
    for (ParsedRule& each : parsed) {
      std::vector<Rule>& rules = edit(each.group, changed);
      const auto [group, is_new_group] = places.try_emplace(each.group);
      if (is_new_group)
        for (std::size_t i = 0; i < rules.size(); ++i) group->second.emplace(rules[i].id, i);
      const auto [place, is_new] = group->second.emplace(each.rule.id, rules.size());
      if (is_new)
        rules.push_back(std::move(each.rule));
      else
        rules[place->second] = std::move(each.rule);
    }
  }
};

RuleBook::RuleBook(std::unique_ptr<Contents> contents) : contents_(std::move(contents)) {}
RuleBook::~RuleBook() = default;

std::shared_ptr<const RuleBook> RuleBook::built_in() {
  // The same for everyone, and immutable.
  static const std::shared_ptr<const RuleBook> book = [] {
    auto contents = std::make_unique<Contents>();
    for (const EmbeddedFile& file : rule_files::files()) {
      // "de.rules" holds the rules of German alone.
      const std::string_view stem = file.name.substr(0, file.name.find('.'));
      contents->groups.push_back(
          std::make_shared<const Group>(std::string(stem == "classes" ? kClassWords : stem), file));
    }
    return std::shared_ptr<const RuleBook>(new RuleBook(std::move(contents)));
  }();
  return book;
}

std::variant<std::shared_ptr<const RuleBook>, RuleError> RuleBook::with(std::string_view text) {
  ParsedRules parsed = parse_rules(text, reason_against);
  if (parsed.error) return *parsed.error;
  auto contents = std::make_unique<Contents>(*built_in()->contents_);
  std::map<std::string, std::vector<Rule>> changed;
  for (const SwitchedOff& off : parsed.off) {
    std::vector<Rule>& rules = contents->edit(off.id.substr(0, off.id.find('/')), changed);
    if (std::erase_if(rules, [&](const Rule& rule) { return rule.id == off.id; }) == 0)
      return RuleError{off.line, "there is no built-in rule '" + off.id + "'"};
  }
  contents->add(std::move(parsed.rules), changed);
  contents->replace(std::move(changed));
  return std::shared_ptr<const RuleBook>(new RuleBook(std::move(contents)));
}

std::vector<Rule> RuleBook::rules() const {
  std::vector<Rule> all;
  for (const std::shared_ptr<const Group>& group : contents_->groups)
    all.insert(all.end(), group->rules().begin(), group->rules().end());
  return all;
}

std::vector<std::string> RuleBook::languages() const {
  std::vector<std::string> languages;
  for (const std::shared_ptr<const Group>& group : contents_->groups)
    if (group->name() != kAnyLanguage && group->name() != kClassWords) languages.push_back(group->name());
  std::ranges::sort(languages);
  return languages;
}

std::vector<RuleHit> RuleBook::match(std::string_view folded, std::span<const std::string> languages,
                                     std::string_view site) const {
  std::vector<std::string> wanted = {std::string(kAnyLanguage)};
  for (const std::string& tag : languages) wanted.push_back(primary_language(tag));
  const AskedText text(folded);
  std::vector<RuleHit> hits;
  for (const std::shared_ptr<const Group>& group : contents_->groups)
    if (group->name() != kClassWords && std::ranges::find(wanted, group->language()) != wanted.end())
      group->match(text, site, hits);
  return hits;
}

std::vector<const Rule*> RuleBook::match_classes(std::string_view words, std::string_view site) const {
  std::vector<const Rule*> hits;
  for (const std::shared_ptr<const Group>& group : contents_->groups)
    if (group->name() == kClassWords) group->match_classes(words, site, hits);
  return hits;
}

bool RuleBook::names_part(std::string_view words, Part part, std::string_view site) const {
  return std::ranges::any_of(contents_->groups, [&](const std::shared_ptr<const Group>& group) {
    return group->name() == kClassWords && group->names_part(words, part, site);
  });
}

}  // namespace pressclip
