// Matching: rules grouped by language, each group's patterns found by their literals. The one file that knows
// RE2.
#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <memory_resource>
#include <mutex>
#include <unordered_map>
#include <utility>

#include "pressclip/rules.h"
#include "rules/automaton.h"
#include "rules/literals.h"
#include "rules/matcher_tables.h"
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

// A pattern that RE2 compiles when it is first asked: what automata can't tell, and where a lead ends.
class LazyRegex {
 public:
  // `text` gives the pattern.
  template <typename Text>
  const RE2& get(const Text& text) const {
    std::call_once(once_, [&] { regex_ = std::make_unique<const RE2>(text(), regex_options()); });
    return *regex_;
  }

 private:
  mutable std::once_flag once_;
  mutable std::unique_ptr<const RE2> regex_;
};

RE2::Anchor re2_anchor(Anchoring anchoring) {
  if (anchoring == Anchoring::both) return RE2::ANCHOR_BOTH;
  return anchoring == Anchoring::start ? RE2::ANCHOR_START : RE2::UNANCHORED;
}

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
constexpr bool is_in(const std::array<CharacterRange, kSize>& ranges, char32_t c) {
  return std::ranges::any_of(
      ranges, [c](const CharacterRange& range) { return c >= range.first && c <= range.last; });
}

constexpr bool is_decoration(char32_t c) {
  return is_in(kDecorations, c);
}

constexpr bool may_surround_label(char32_t c) {
  return is_in(kDecorations, c) || is_in(kLabelPunctuation, c);
}

// The same for ASCII, where most texts begin and end.
template <typename Ask>
constexpr std::array<bool, 128> ascii_table(const Ask& ask) {
  std::array<bool, 128> table{};
  for (char32_t c = 0; c < table.size(); ++c) table[c] = ask(c);
  return table;
}
constexpr std::array kAsciiDecorations = ascii_table(is_decoration);
constexpr std::array kAsciiAroundLabel = ascii_table(may_surround_label);

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

// The character is a whole one of valid UTF-8.
bool is_decoration(std::string_view character) {
  const auto first = static_cast<unsigned char>(character.front());
  return first < 0x80 ? kAsciiDecorations[first] : is_decoration(character_of(character));
}

bool may_surround_label(std::string_view character) {
  const auto first = static_cast<unsigned char>(character.front());
  return first < 0x80 ? kAsciiAroundLabel[first] : may_surround_label(character_of(character));
}

std::string_view without_decoration(std::string_view text) {
  while (!text.empty() && is_decoration(first_character(text)))
    text.remove_prefix(first_character(text).size());
  return text;
}

std::string_view without_label_punctuation(std::string_view text) {
  while (!text.empty() && may_surround_label(first_character(text)))
    text.remove_prefix(first_character(text).size());
  while (!text.empty() && may_surround_label(last_character(text)))
    text.remove_suffix(last_character(text).size());
  return text;
}

// Patterns that a text may match. As many as most texts may, or more, take no memory but the stack's.
struct FewCandidates {
  FewCandidates() { found.reserve(kFew); }
  FewCandidates(const FewCandidates&) = delete;
  FewCandidates& operator=(const FewCandidates&) = delete;

  static constexpr std::size_t kFew = 64;
  std::array<LiteralSearch::Found, kFew> few;
  std::pmr::monotonic_buffer_resource memory{few.data(), sizeof few};
  LiteralSearch::FoundList found{&memory};
};

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

// A text with what may stand around its words, and without. Either may be what a pattern means.
struct Views {
  std::string_view whole;
  std::string_view bare;   // without decoration at its beginning
  std::string_view label;  // without punctuation around it; empty where the text is too long for a label
};

Views views_of(std::string_view text) {
  Views views{text, without_decoration(text), {}};
  if (text.size() <= kMaxLabelBytes) views.label = without_label_punctuation(views.bare);
  return views;
}

// The same views of the text's case folding. No decoration or punctuation has a case, so that as many bytes
// are left out.
Views views_of_folding(std::string_view case_folded, const Views& views) {
  const std::string_view text = views.whole;
  Views folded{case_folded, case_folded.substr(text.size() - views.bare.size()), {}};
  if (views.label.empty()) return folded;
  const auto before = static_cast<std::size_t>(views.label.data() - text.data());
  const std::size_t behind = text.size() - before - views.label.size();
  folded.label = case_folded.substr(before, case_folded.size() - before - behind);
  return folded;
}

// A text that rules are asked about, with what each group wants to know of it.
struct AskedText {
  explicit AskedText(std::string_view folded)
      : views(views_of(folded)),
        case_folded(fold_case(folded)),
        case_folded_views(views_of_folding(case_folded, views)),
        // The long s is no letter of a word for RE2, but the s that it becomes is one.
        suits_automata(folded.find("ſ") == std::string_view::npos) {}
  AskedText(const AskedText&) = delete;
  AskedText& operator=(const AskedText&) = delete;

  // Made when it is first asked for: for many texts it is not.
  [[nodiscard]] const ByteSurvey& survey() const {
    if (!survey_) survey_ = survey_text(case_folded);
    return *survey_;
  }

  [[nodiscard]] bool is_decorated() const { return views.bare.size() != views.whole.size(); }
  // Whether what is a label begins as no other view does.
  [[nodiscard]] bool has_own_label() const {
    return !views.label.empty() &&
           (views.label.data() != views.bare.data() || views.label.size() < kBeginningBytes);
  }

  Views views;
  std::string case_folded;
  Views case_folded_views;
  bool suits_automata;

 private:
  mutable std::optional<ByteSurvey> survey_;
};

// One of the views of a text.
using View = std::string_view Views::*;

// All patterns of a group, and the literals by which those are found that a text may match.
class Matcher {
 public:
  // `tables` outlives this.
  explicit Matcher(const MatcherTables& tables)
      : tables_(tables),
        search_(tables_.literals),
        regexes_(std::make_unique<LazyRegex[]>(tables.patterns.size())) {
    sort_by_first_byte();
  }
  explicit Matcher(std::span<const Rule> rules)
      : source_(std::make_unique<const MatcherSource>(rules)),
        tables_(source_->tables()),
        search_(tables_.literals),
        regexes_(std::make_unique<LazyRegex[]>(tables_.patterns.size())) {
    sort_by_first_byte();
  }

  [[nodiscard]] const MatcherTables& tables() const { return tables_; }
  [[nodiscard]] const LiteralSearch& search() const { return search_; }

  // Puts the patterns to ask about class words into `found`, in their order.
  void find_class_candidates(std::string_view padded, LiteralSearch::FoundList& found) const {
    // The words of most elements are ASCII, in lower case as they are.
    if (is_ascii(padded))
      search_.find(padded, found);
    else
      search_.find(fold_case(padded), found);
    for (const WithoutLiterals& pattern : tables_.without_literals) found.push_back({0, pattern.id});
    std::ranges::sort(found);
    found.erase(std::unique(found.begin(), found.end()), found.end());
  }

  // Calls `ask` with each pattern without literals that is worth asking, perhaps repeatedly.
  template <typename Ask>
  void each_without_literals(const AskedText& text, const Ask& ask) const {
    const std::span<const WithoutLiterals> all = tables_.without_literals;
    if (!text.suits_automata) {
      for (const WithoutLiterals& pattern : all)
        if (may_have_strings(pattern, text)) ask(pattern.id);
      return;
    }
    const Views& views = text.case_folded_views;
    std::optional<std::string_view> asked;  // the beginning of the view before
    for (const std::string_view view : {views.whole, views.bare, views.label}) {
      const std::string_view beginning = view.substr(0, kBeginningBytes);
      if (asked && asked->data() == beginning.data() && asked->size() == beginning.size()) continue;
      asked = beginning;
      for (const std::uint32_t i : by_first_byte_[first_byte(view)])
        if (may_begin(all[i], view) && may_have_strings(all[i], text)) ask(all[i].id);
    }
  }

  [[nodiscard]] const PatternRow& row(std::uint32_t id) const { return tables_.patterns[id]; }

  // Whether a candidate that is of `rule` matches class words.
  [[nodiscard]] bool matches_classes(std::uint32_t id, const Rule& rule, std::string_view padded) const {
    if (row(id).is_decided) return true;
    return regex(id, rule).Match(padded, 0, padded.size(), RE2::UNANCHORED, nullptr, 0);
  }

  // False where the candidate can't match, for no view of the text begins as it does. Most candidates that
  // must begin a text are ruled out by it, without asking for their rules.
  [[nodiscard]] bool may_begin(std::uint32_t id, const AskedText& text) const {
    const PatternRow& row = this->row(id);
    if (!row.begins_text || row.size == 0 || !text.suits_automata) return true;
    const std::u16string_view program = this->program(id);
    const Views& views = text.case_folded_views;
    const auto may = [program](std::string_view view) { return pressclip::may_begin(program, view); };
    return may(views.whole) || (text.is_decorated() && may(views.bare)) ||
           (text.has_own_label() && may(views.label));
  }

  // The end of a lead, 0 for the other kinds, or nothing where the candidate does not match.
  [[nodiscard]] std::optional<std::size_t> match(std::uint32_t id, const Rule& rule,
                                                 const AskedText& text) const {
    const bool is_decorated = text.is_decorated();
    const auto found = [](bool does) { return does ? std::optional<std::size_t>{0} : std::nullopt; };
    switch (rule.kind) {
      case RuleKind::label:
      case RuleKind::listing:
        return found(!text.views.label.empty() &&
                     (matches(id, rule, text, &Views::whole) || matches(id, rule, text, &Views::label)));
      case RuleKind::lead: {
        if (matches(id, rule, text, &Views::whole)) return end_of_match(id, rule, text.views.whole);
        if (!is_decorated || !matches(id, rule, text, &Views::bare)) return std::nullopt;
        return text.views.whole.size() - text.views.bare.size() + end_of_match(id, rule, text.views.bare);
      }
      case RuleKind::sure:
      case RuleKind::hint:
      case RuleKind::classes:
      case RuleKind::part:
        break;
    }
    return found(row(id).is_decided || matches(id, rule, text, &Views::whole) ||
                 (is_decorated && matches(id, rule, text, &Views::bare)));
  }

 private:
  [[nodiscard]] const RE2& regex(std::uint32_t id, const Rule& rule) const {
    return regexes_[id].get([&] { return text_of(row(id), rule); });
  }

  // Empty where the pattern has none.
  [[nodiscard]] std::u16string_view program(std::uint32_t id) const {
    return tables_.programs.substr(row(id).begin, row(id).size);
  }

  // Of a text; one more for that without any.
  static constexpr std::size_t kFirstBytes = 257;
  static std::size_t first_byte(std::string_view text) {
    return text.empty() ? kFirstBytes - 1 : static_cast<unsigned char>(text.front());
  }

  // Whether a match may begin where the view of a text does, or elsewhere for a pattern that may.
  [[nodiscard]] bool may_begin(const WithoutLiterals& pattern, std::string_view view) const {
    if (row(pattern.id).size == 0 || !pattern.begins_text) return true;
    return pressclip::may_begin(program(pattern.id), view) && may_go_on(pattern.later_pairs, view);
  }

  static bool may_have_strings(const WithoutLiterals& pattern, const AskedText& text) {
    return !pattern.has_strings || text.survey().may_have_any(pattern.strings);
  }

  void sort_by_first_byte() {
    for (std::size_t first = 0; first < kFirstBytes; ++first) {
      const char byte = static_cast<char>(first);
      const std::string_view text(&byte, first + 1 < kFirstBytes ? 1 : 0);
      for (std::uint32_t i = 0; i < tables_.without_literals.size(); ++i)
        if (may_begin(tables_.without_literals[i], text)) by_first_byte_[first].push_back(i);
    }
  }

  [[nodiscard]] bool matches(std::uint32_t id, const Rule& rule, const AskedText& text, View view) const {
    const Anchoring anchoring = anchoring_of(rule.kind);
    if (row(id).size > 0 && text.suits_automata)
      return pressclip::matches(program(id), text.case_folded_views.*view, anchoring);
    const std::string_view asked = text.views.*view;
    return regex(id, rule).Match(asked, 0, asked.size(), re2_anchor(anchoring), nullptr, 0);
  }

  // Where the match ends of a lead that does match.
  [[nodiscard]] std::size_t end_of_match(std::uint32_t id, const Rule& rule, std::string_view text) const {
    re2::StringPiece found;
    if (!regex(id, rule).Match(text, 0, text.size(), RE2::ANCHOR_START, &found, 1)) return 0;
    return static_cast<std::size_t>(found.data() + found.size() - text.data());
  }

  std::unique_ptr<const MatcherSource> source_;  // of rules that are no part of the library
  MatcherTables tables_;
  LiteralSearch search_;
  // The patterns without literals by what a text that they match may begin with.
  std::array<std::vector<std::uint32_t>, kFirstBytes> by_first_byte_;
  std::unique_ptr<LazyRegex[]> regexes_;  // by pattern
};

// Rules of one language (or of none, or of classes). Immutable; a built-in file is read, and the matcher
// made, when they are first asked for.
class Group {
 public:
  Group(std::string name, std::vector<Rule> rules)
      : name_(std::move(name)),
        language_(primary_language(name_)),
        is_of_classes_(name_ == kClassWords),
        rules_(std::move(rules)) {}
  Group(std::string name, const EmbeddedFile& file, const MatcherTables& tables)
      : name_(std::move(name)),
        language_(primary_language(name_)),
        is_of_classes_(name_ == kClassWords),
        file_(file),
        tables_(&tables) {}

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] const std::string& language() const { return language_; }
  [[nodiscard]] bool is_of_classes() const { return is_of_classes_; }
  [[nodiscard]] const std::vector<Rule>& rules() const {
    std::call_once(read_once_, [this] {
      for (ParsedRule& parsed : parse_rules(file_.text, {}).rules) rules_.push_back(std::move(parsed.rule));
    });
    return rules_;
  }

  [[nodiscard]] const Matcher& matcher() const {
    std::call_once(match_once_, [this] {
      matcher_ = tables_ != nullptr ? std::make_unique<const Matcher>(*tables_)
                                    : std::make_unique<const Matcher>(std::span<const Rule>(rules()));
    });
    return *matcher_;
  }

  // Calls `note` with each rule that `is_asked` and matches the class words, perhaps repeatedly.
  template <typename IsAsked, typename Note>
  void match_classes(std::string_view words, std::string_view site, const IsAsked& is_asked,
                     const Note& note) const {
    const std::string padded = pad(words);
    const Matcher& matcher = this->matcher();
    const std::vector<Rule>& rules = this->rules();
    FewCandidates candidates;
    matcher.find_class_candidates(padded, candidates.found);
    for (const auto [tables, id] : candidates.found) {
      const Rule& rule = rules[matcher.row(id).rule];
      if (is_asked(rule) && is_for_site(rule, site) && matcher.matches_classes(id, rule, padded)) note(rule);
    }
  }

 private:
  // Class words with a space on either side, so that a pattern finds whole words.
  static std::string pad(std::string_view words) {
    std::string padded;
    padded.reserve(words.size() + 2);
    padded += ' ';
    padded += words;
    padded += ' ';
    return padded;
  }

  std::string name_;
  std::string language_;  // the primary part of its name
  bool is_of_classes_;
  EmbeddedFile file_;
  const MatcherTables* tables_ = nullptr;  // of the built-in file
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
  // The one of them whose rules are of classes; null before the book has them all, or where it has none.
  const Group* of_classes = nullptr;

  [[nodiscard]] ClassHits match_classes(std::string_view words, bool wants_categories, PartSet parts,
                                        std::string_view site) const {
    ClassHits hits;
    if (of_classes == nullptr) return hits;
    of_classes->match_classes(
        words, site,
        [&](const Rule& rule) {
          return rule.kind == RuleKind::part ? parts.contains(rule.part) && !hits.parts.contains(rule.part)
                                             : wants_categories && !hits.categories.contains(rule.category);
        },
        [&](const Rule& rule) {
          if (rule.kind == RuleKind::part)
            hits.parts.add(rule.part);
          else
            hits.categories.add(rule.category);
        });
    return hits;
  }

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

RuleBook::RuleBook(std::unique_ptr<Contents> contents) : contents_(std::move(contents)) {
  const auto found =
      std::ranges::find_if(contents_->groups, [](const auto& group) { return group->is_of_classes(); });
  contents_->of_classes = found == contents_->groups.end() ? nullptr : found->get();
}
RuleBook::~RuleBook() = default;

std::shared_ptr<const RuleBook> RuleBook::built_in() {
  // The same for everyone, and immutable.
  static const std::shared_ptr<const RuleBook> book = [] {
    auto contents = std::make_unique<Contents>();
    const auto files = rule_files::files();
    for (std::size_t i = 0; i < files.size(); ++i) {
      const EmbeddedFile& file = files[i];
      // "de.rules" holds the rules of German alone.
      const std::string_view stem = file.name.substr(0, file.name.find('.'));
      contents->groups.push_back(std::make_shared<const Group>(
          std::string(stem == "classes" ? kClassWords : stem), file, matcher_tables::of_files()[i]));
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

struct RuleBook::Selection::Contents {
  struct Asked {
    std::shared_ptr<const Group> group;
    // The group's.
    const Matcher& matcher;
    std::span<const Rule> rules;
  };
  std::vector<Asked> asked;
  LiteralSearch search;  // for the strings of all, in their order
};

RuleBook::Selection::Selection(std::unique_ptr<const Contents> contents) : contents_(std::move(contents)) {}
RuleBook::Selection::Selection(Selection&&) noexcept = default;
RuleBook::Selection& RuleBook::Selection::operator=(Selection&&) noexcept = default;
RuleBook::Selection::~Selection() = default;

RuleBook::Selection RuleBook::select(std::span<const std::string> languages) const {
  std::vector<std::string> wanted = {std::string(kAnyLanguage)};
  for (const std::string& tag : languages) wanted.push_back(primary_language(tag));
  std::vector<Selection::Contents::Asked> asked;
  std::vector<const LiteralSearch*> searches;
  for (const std::shared_ptr<const Group>& group : contents_->groups)
    if (!group->is_of_classes() && std::ranges::find(wanted, group->language()) != wanted.end()) {
      asked.push_back({group, group->matcher(), group->rules()});
      searches.push_back(&group->matcher().search());
    }
  return Selection(std::unique_ptr<const Selection::Contents>(new Selection::Contents{
      std::move(asked), LiteralSearch(std::span<const LiteralSearch* const>(searches))}));
}

std::vector<RuleHit> RuleBook::Selection::match(std::string_view folded, std::string_view site) const {
  const AskedText text(folded);
  // The patterns that may match, in their order.
  FewCandidates candidates;
  LiteralSearch::FoundList& found = candidates.found;
  for (std::uint32_t i = 0; i < contents_->asked.size(); ++i)
    contents_->asked[i].matcher.each_without_literals(text, [&](std::uint32_t id) {
      found.push_back({i, id});
    });
  contents_->search.find(text.case_folded, found);
  std::ranges::sort(found);
  found.erase(std::unique(found.begin(), found.end()), found.end());
  std::vector<RuleHit> hits;
  for (const LiteralSearch::Found& each : found) {
    const Contents::Asked& asked = contents_->asked[each.tables];
    if (!asked.matcher.may_begin(each.id, text)) continue;
    const Rule& rule = asked.rules[asked.matcher.row(each.id).rule];
    if (!is_for_site(rule, site)) continue;
    const std::optional<std::size_t> end = asked.matcher.match(each.id, rule, text);
    if (!end) continue;
    if (!hits.empty() && hits.back().rule == &rule)
      hits.back().end = std::max(hits.back().end, *end);
    else
      hits.push_back({&rule, *end});
  }
  return hits;
}

std::vector<RuleHit> RuleBook::match(std::string_view folded, std::span<const std::string> languages,
                                     std::string_view site) const {
  return select(languages).match(folded, site);
}

std::vector<const Rule*> RuleBook::match_classes(std::string_view words, std::string_view site) const {
  std::vector<const Rule*> found;
  if (contents_->of_classes == nullptr) return found;
  contents_->of_classes->match_classes(
      words, site,
      [&found](const Rule& rule) {
        return rule.kind == RuleKind::classes && (found.empty() || found.back() != &rule);
      },
      [&found](const Rule& rule) { found.push_back(&rule); });
  return found;
}

bool RuleBook::names_part(std::string_view words, Part part, std::string_view site) const {
  return name_parts(words, {part}, site).contains(part);
}

PartSet RuleBook::name_parts(std::string_view words, PartSet asked, std::string_view site) const {
  return contents_->match_classes(words, false, asked, site).parts;
}

RuleBook::ClassHits RuleBook::match_class_words(std::string_view words, PartSet asked,
                                                std::string_view site) const {
  return contents_->match_classes(words, true, asked, site);
}

}  // namespace pressclip
