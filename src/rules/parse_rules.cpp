// The reader of the rules format: one pass over the lines; each line is read by what it begins with.
#include "rules/parse_rules.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <set>
#include <utility>

#include "pressclip/category.h"

namespace pressclip {
namespace {

constexpr std::array<std::string_view, 7> kKindNames = {"sure", "hint",    "label", "listing",
                                                        "lead", "classes", "part"};

std::optional<RuleKind> kind_from_name(std::string_view name) {
  const auto* const found = std::ranges::find(kKindNames, name);
  if (found == kKindNames.end()) return std::nullopt;
  return static_cast<RuleKind>(found - kKindNames.begin());
}

// In the order of Part.
constexpr std::array<std::string_view, 5> kPartNames = {"content", "standfirst", "title", "kicker",
                                                        "fact_box"};

std::optional<Part> part_from_name(std::string_view name) {
  const auto* const found = std::ranges::find(kPartNames, name);
  if (found == kPartNames.end()) return std::nullopt;
  return static_cast<Part>(found - kPartNames.begin());
}

constexpr bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r';
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

// The text up to the first blank, which is cut from `rest`.
std::string_view take_word(std::string_view& rest) {
  std::size_t end = 0;
  while (end < rest.size() && !is_blank(rest[end])) ++end;
  const std::string_view word = rest.substr(0, end);
  rest = trim(rest.substr(end));
  return word;
}

bool consists_of(std::string_view text, std::string_view more_than_letters) {
  return !text.empty() && std::ranges::all_of(text, [&](char c) {
    return (c >= 'a' && c <= 'z') || more_than_letters.find(c) != std::string_view::npos;
  });
}

bool is_language(std::string_view code) {
  return consists_of(code, "") && code.size() >= 2 && code.size() <= 8;
}
bool is_name(std::string_view name) {
  return consists_of(name, "0123456789_-") && name.front() != '-';
}
bool is_domain(std::string_view domain) {
  return consists_of(domain, "0123456789-.") && domain.find('.') != 0;
}

std::string quoted(std::string_view text) {
  constexpr std::size_t kShown = 60;
  std::string out = "'";
  out += text.substr(0, kShown);
  if (text.size() > kShown) out += "...";
  out += '\'';
  return out;
}

// What is wrong with a rule of this kind in this section, or nothing. `category` is empty in the
// section of a part.
std::string_view misplaced(RuleKind kind, std::optional<Category> category, bool has_language) {
  const bool of_classes = kind == RuleKind::classes || kind == RuleKind::part;
  if ((kind == RuleKind::part) != !category.has_value())
    return "the kind 'part' and the sections [content], [standfirst], [title], [kicker] and [fact_box] go "
           "together";
  if (of_classes && has_language) return "words of classes have no language";
  if (kind == RuleKind::label && category != Category::read_more) return "a label belongs in [read_more]";
  if (kind == RuleKind::listing && category != Category::navigation)
    return "a listing belongs in [navigation]";
  if (kind == RuleKind::lead && category != Category::read_more && category != Category::byline)
    return "a lead belongs in [read_more] or [byline]";
  return {};
}

class Reader {
 public:
  explicit Reader(const PatternCheck& check_pattern) : check_pattern_(check_pattern) {}

  ParsedRules read(std::string_view text) {
    constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
    if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
    const bool too_long = text.size() > kMaxRulesBytes;
    text = text.substr(0, kMaxRulesBytes);
    while (!text.empty() && !result_.error) {
      const std::size_t end = std::min(text.find('\n'), text.size());
      ++line_;
      read_line(trim(text.substr(0, end)));
      text.remove_prefix(std::min(end + 1, text.size()));
    }
    if (!result_.error) close_rule();
    if (!result_.error && too_long) fail("longer than " + std::to_string(kMaxRulesBytes) + " bytes");
    return std::move(result_);
  }

 private:
  void fail(std::string reason) { fail_at(line_, std::move(reason)); }
  void fail_at(std::size_t line, std::string reason) {
    if (!result_.error) result_.error = RuleError{line, std::move(reason)};
  }

  void read_line(std::string_view line) {
    if (line.empty() || line.front() == '#') return;
    const char first = line.front();
    if (first == '=' || first == '+' || first == '-') {
      read_part(first, trim(line.substr(1)));
      return;
    }
    close_rule();
    if (result_.error) return;
    if (first == '[')
      read_section(line);
    else
      read_words(line);
  }

  // A pattern, an example or a near miss of the rule that is open.
  void read_part(char mark, std::string_view text) {
    if (!open_) return fail("a line that begins with '" + std::string(1, mark) + "' stands before any rule");
    Rule& rule = open_->rule;
    if (text.empty()) return fail("nothing follows '" + std::string(1, mark) + "'");
    if (mark == '+') {
      rule.hits.emplace_back(text);
    } else if (mark == '-') {
      rule.misses.emplace_back(text);
    } else {
      if (text.size() > kMaxPatternBytes)
        return fail("the pattern is longer than " + std::to_string(kMaxPatternBytes) + " bytes");
      if (check_pattern_)
        if (const std::optional<std::string> reason = check_pattern_(text))
          return fail("bad pattern: " + *reason);
      rule.patterns.emplace_back(text);
    }
  }

  void read_section(std::string_view line) {
    if (line.back() != ']') return fail("']' is missing");
    const std::string_view name = trim(line.substr(1, line.size() - 2));
    category_ = category_from_name(name);
    part_ = part_from_name(name);
    if (!category_ && !part_) return fail(quoted(name) + " is no category and no part");
    section_ = name;
  }

  void read_words(std::string_view line) {
    std::string_view rest = line;
    const std::string_view first = take_word(rest);
    if (first == "language") return read_language(rest);
    if (first == "site") return read_site(rest);
    if (first == "off") return read_off(rest);
    open_rule(first, rest);
  }

  void read_language(std::string_view code) {
    if (!is_language(code) || code == kClassWords) return fail(quoted(code) + " is no language code");
    language_ = code;
  }

  void read_site(std::string_view site) {
    if (site == "*")
      site_.clear();
    else if (is_domain(site))
      site_ = site;
    else
      fail(quoted(site) + " is no site");
  }

  void read_off(std::string_view id) {
    if (id.empty() || id.find(' ') != std::string_view::npos) return fail(quoted(id) + " is no id of a rule");
    result_.off.push_back({std::string(id), line_});
  }

  void open_rule(std::string_view name, std::string_view kind_name) {
    if (!is_name(name)) return fail(quoted(name) + " is no name of a rule");
    const std::optional<RuleKind> kind = kind_from_name(kind_name);
    if (kind_name.empty()) return fail("the rule " + quoted(name) + " has no kind");
    if (!kind) return fail(quoted(kind_name) + " is no kind of rule");
    if (section_.empty()) return fail("the rule " + quoted(name) + " stands before any [category]");
    const std::string_view reason = misplaced(*kind, category_, language_ != kAnyLanguage);
    if (!reason.empty()) return fail(std::string(reason));
    ParsedRule parsed;
    parsed.line = line_;
    parsed.group =
        *kind == RuleKind::classes || *kind == RuleKind::part ? kClassWords : std::string_view(language_);
    parsed.rule.id = parsed.group + "/" + section_ + ":" + std::string(name);
    parsed.rule.category = category_.value_or(Category::navigation);
    parsed.rule.part = part_.value_or(Part::content);
    parsed.rule.kind = *kind;
    parsed.rule.site = site_;
    if (!ids_.insert(parsed.rule.id).second)
      return fail("there is a rule " + quoted(parsed.rule.id) + " already");
    open_ = std::move(parsed);
  }

  void close_rule() {
    if (!open_) return;
    if (open_->rule.patterns.empty())
      fail_at(open_->line, "the rule " + quoted(open_->rule.id) + " has no pattern");
    else
      result_.rules.push_back(std::move(*open_));
    open_.reset();
  }

  const PatternCheck& check_pattern_;
  ParsedRules result_;
  std::size_t line_ = 0;
  std::string language_{kAnyLanguage};
  std::string section_;
  std::optional<Category> category_;
  std::optional<Part> part_;
  std::string site_;
  std::optional<ParsedRule> open_;
  std::set<std::string> ids_;
};

}  // namespace

ParsedRules parse_rules(std::string_view text, const PatternCheck& check_pattern) {
  return Reader(check_pattern).read(text);
}

}  // namespace pressclip
