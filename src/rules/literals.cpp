// The literals of patterns: a reading of RE2's syntax that knows less than RE2 does, and says nothing where
// it is not sure. Offered: required_literals, split_alternatives, LiteralIndex.
#include "rules/literals.h"

#include <algorithm>
#include <cstring>
#include <optional>
#include <utility>

#include "text/normalize.h"

namespace pressclip {
namespace {

// What is known of a part of a pattern.
struct Known {
  std::vector<std::string>
      strings;  // exact: all that the part matches; else one of them is in whatever it matches
  bool exact = false;
};

const Known kNothing{};
const Known kEmptyString{{""}, true};

// Longer strings tell no more.
constexpr std::size_t kMaxLiteralBytes = 64;
constexpr std::size_t kMaxClassCharacters = 8;
// Alternatives only add up, and what has many of them is slow to compile: worth many strings.
constexpr std::size_t kMaxAlternatives = 512;

std::size_t shortest(const std::vector<std::string>& strings) {
  std::size_t length = strings.empty() ? 0 : kMaxLiteralBytes;
  for (const std::string& string : strings) length = std::min(length, string.size());
  return length;
}

// Whether finding `a` says more than finding `b`.
bool tells_more(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  constexpr std::size_t kLongEnough = 8;
  const std::size_t length_a = std::min(shortest(a), kLongEnough);
  const std::size_t length_b = std::min(shortest(b), kLongEnough);
  return length_a != length_b ? length_a > length_b : !a.empty() && a.size() < b.size();
}

void make_unique(std::vector<std::string>& strings) {
  std::ranges::sort(strings);
  strings.erase(std::unique(strings.begin(), strings.end()), strings.end());
}

// Parts in a row.
class Sequence {
 public:
  explicit Sequence(std::size_t limit) : limit_(limit) {}

  void append(Known part) {
    take_last();
    last_ = std::move(part);
  }

  // Changes the part that came last, which is repeated at least `least` and at most `most` times.
  void repeat(std::size_t least, std::size_t most) {
    if (!last_) return;
    if (least == 0 && most == 1 && last_->exact && last_->strings.size() < limit_) {
      last_->strings.emplace_back();
      make_unique(last_->strings);
    } else if (least == 0) {
      last_ = kNothing;
    } else if (least != 1 || most != 1) {
      last_->exact = false;
    }
  }

  Known finish() {
    take_last();
    if (exact_) return {std::move(run_), true};
    consider(run_);
    return {std::move(best_), false};
  }

 private:
  void take_last() {
    if (!last_) return;
    if (!last_->exact) {
      consider(run_);
      consider(last_->strings);
      run_ = {""};
      exact_ = false;
    } else if (can_multiply()) {
      std::vector<std::string> product;
      product.reserve(run_.size() * last_->strings.size());
      for (const std::string& before : run_)
        for (const std::string& after : last_->strings) product.push_back(before + after);
      run_ = std::move(product);
    } else {
      consider(run_);
      run_ = std::move(last_->strings);
      exact_ = false;
    }
    last_.reset();
  }

  [[nodiscard]] bool can_multiply() const {
    return run_.size() * last_->strings.size() <= limit_ && !run_.empty() &&
           run_.front().size() <= kMaxLiteralBytes;
  }

  void consider(const std::vector<std::string>& strings) {
    if (tells_more(strings, best_)) best_ = strings;
  }

  std::size_t limit_;
  std::vector<std::string> run_ = {""};  // what the parts since the last gap match
  std::vector<std::string> best_;
  bool exact_ = true;
  std::optional<Known> last_;
};

// Alternatives of one group.
struct Group {
  explicit Group(std::size_t limit) : sequence(limit) {}

  Sequence sequence;
  std::vector<Known> alternatives;
};

constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
constexpr bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// Where the bracket that opens at `position` ends, one past its "]"; nothing where it does not.
std::optional<std::size_t> end_of_class(std::string_view pattern, std::size_t position) {
  std::size_t i = position + 1;
  if (i < pattern.size() && pattern[i] == '^') ++i;
  if (i < pattern.size() && pattern[i] == ']') ++i;
  while (i < pattern.size()) {
    if (pattern[i] == '\\') {
      i += 2;
    } else if (pattern.substr(i).starts_with("[:")) {
      const std::size_t end = pattern.find(":]", i + 2);
      i = end == std::string_view::npos ? i + 1 : end + 2;
    } else if (pattern[i] == ']') {
      return i + 1;
    } else {
      ++i;
    }
  }
  return std::nullopt;
}

std::size_t character_length(std::string_view text, std::size_t position) {
  std::size_t length = 1;
  while (position + length < text.size() &&
         (static_cast<unsigned char>(text[position + length]) & 0xC0U) == 0x80)
    ++length;
  return length;
}

// Constructs that change how the rest is read.
bool has_switches(std::string_view pattern) {
  if (pattern.find("\\Q") != std::string_view::npos) return true;
  for (std::size_t i = pattern.find("(?"); i != std::string_view::npos; i = pattern.find("(?", i + 2))
    if (!pattern.substr(i + 2).starts_with(":") && !pattern.substr(i + 2).starts_with("P<")) return true;
  return false;
}

class Reader {
 public:
  Reader(std::string_view pattern, std::size_t limit) : pattern_(pattern), limit_(limit) {
    groups_.emplace_back(limit);
  }

  RequiredLiterals read() {
    while (position_ < pattern_.size())
      if (!read_part()) return {};
    if (groups_.size() != 1) return {};
    Known known = finish_group();
    // A few bytes would be found everywhere.
    if (shortest(known.strings) < LiteralIndex::kLeastBytes) return {};
    RequiredLiterals literals;
    literals.decide = known.exact && !asserts_;
    literals.any_of = std::move(known.strings);
    return literals;
  }

 private:
  Sequence& sequence() { return groups_.back().sequence; }

  // Reads one part; false where the pattern is beyond this reader.
  bool read_part() {
    const char c = pattern_[position_];
    switch (c) {
      case '(':
        return open_group();
      case ')':
        if (groups_.size() == 1) return false;
        ++position_;
        close_group();
        return true;
      case '|':
        ++position_;
        groups_.back().alternatives.push_back(sequence().finish());
        groups_.back().sequence = Sequence(limit_);
        return true;
      case '[':
        return read_class();
      case '\\':
        return read_escape();
      case '.':
        ++position_;
        sequence().append(kNothing);
        return true;
      case '^':
      case '$':
        ++position_;
        asserts_ = true;
        sequence().append(kEmptyString);
        return true;
      case '?':
      case '*':
      case '+':
        ++position_;
        read_repetition(c == '+' ? 1 : 0, c == '?' ? 1 : 2);
        return true;
      case '{':
        return read_counts();
      default:
        read_literal(character_length(pattern_, position_));
        return true;
    }
  }

  bool open_group() {
    ++position_;
    if (pattern_.substr(position_).starts_with("?:")) {
      position_ += 2;
    } else if (pattern_.substr(position_).starts_with("?P<")) {
      const std::size_t end = pattern_.find('>', position_);
      if (end == std::string_view::npos) return false;
      position_ = end + 1;
    }
    groups_.emplace_back(limit_);
    return true;
  }

  void close_group() {
    Known known = finish_group();
    groups_.pop_back();
    sequence().append(std::move(known));
  }

  Known finish_group() {
    Group& group = groups_.back();
    group.alternatives.push_back(group.sequence.finish());
    if (group.alternatives.size() == 1) return std::move(group.alternatives.front());
    Known all;
    all.exact = true;
    for (Known& alternative : group.alternatives) {
      if (shortest(alternative.strings) == 0 && !alternative.exact) return kNothing;
      all.exact = all.exact && alternative.exact;
      std::ranges::move(alternative.strings, std::back_inserter(all.strings));
    }
    make_unique(all.strings);
    if (all.strings.size() > kMaxAlternatives) return kNothing;
    return all;
  }

  void read_literal(std::size_t length) {
    sequence().append({{fold_case(pattern_.substr(position_, length))}, true});
    position_ += length;
  }

  bool read_escape() {
    if (position_ + 1 >= pattern_.size()) return false;
    const char c = pattern_[position_ + 1];
    if (!is_letter(c) && !is_digit(c)) {
      ++position_;
      read_literal(character_length(pattern_, position_));
      return true;
    }
    constexpr std::string_view kAssertions = "bBAz";
    constexpr std::string_view kClasses = "dDsSwW";
    position_ += 2;
    if (kAssertions.find(c) != std::string_view::npos) {
      asserts_ = true;
      sequence().append(kEmptyString);
      return true;
    }
    if (kClasses.find(c) != std::string_view::npos) {
      sequence().append(kNothing);
      return true;
    }
    if (c == 'p' || c == 'P') {
      if (position_ >= pattern_.size()) return false;
      const std::size_t end = pattern_[position_] == '{' ? pattern_.find('}', position_) : position_;
      if (end == std::string_view::npos) return false;
      position_ = end + 1;
      sequence().append(kNothing);
      return true;
    }
    return false;
  }

  // A class of a few characters is as good as alternatives.
  bool read_class() {
    const std::optional<std::size_t> end = end_of_class(pattern_, position_);
    if (!end) return false;
    const std::string_view inside = pattern_.substr(position_ + 1, *end - position_ - 2);
    position_ = *end;
    Known known;
    known.exact = true;
    for (std::size_t i = 0; i < inside.size();) {
      const std::size_t length = character_length(inside, i);
      const bool is_plain =
          inside[i] != '\\' && inside[i] != '-' && inside[i] != '[' && !(inside[i] == '^' && i == 0);
      if (!is_plain || known.strings.size() == kMaxClassCharacters) {
        known = kNothing;
        break;
      }
      known.strings.push_back(fold_case(inside.substr(i, length)));
      i += length;
    }
    make_unique(known.strings);
    sequence().append(std::move(known));
    return true;
  }

  // "{2,5}"; a brace that is no repetition is a character.
  bool read_counts() {
    const std::size_t end = pattern_.find('}', position_);
    const std::string_view inside = end == std::string_view::npos
                                        ? std::string_view{}
                                        : pattern_.substr(position_ + 1, end - position_ - 1);
    if (inside.empty() || !is_digit(inside.front()) ||
        !std::ranges::all_of(inside, [](char c) { return is_digit(c) || c == ','; })) {
      read_literal(1);
      return true;
    }
    position_ = end + 1;
    const std::string_view least = inside.substr(0, inside.find(','));
    const bool may_be_left_out = std::ranges::all_of(least, [](char c) { return c == '0'; });
    read_repetition(may_be_left_out ? 0 : 1, 2);
    return true;
  }

  void read_repetition(std::size_t least, std::size_t most) {
    if (position_ < pattern_.size() && pattern_[position_] == '?') ++position_;  // reluctant: the same texts
    sequence().repeat(least, most);
  }

  std::string_view pattern_;
  std::size_t limit_;
  std::size_t position_ = 0;
  bool asserts_ = false;
  std::vector<Group> groups_;  // those that are open, the outermost first
};

constexpr std::size_t kFilterBits = 1U << 16U;

constexpr std::size_t filter_bit(std::uint32_t key) {
  return (key * 0x9E3779B1U) >> 16U;
}

}  // namespace

RequiredLiterals required_literals(std::string_view pattern, std::size_t limit) {
  if (has_switches(pattern)) return {};
  return Reader(pattern, limit).read();
}

std::vector<std::string_view> split_alternatives(std::string_view pattern) {
  std::vector<std::string_view> alternatives;
  std::size_t begin = 0;
  std::size_t depth = 0;
  if (has_switches(pattern)) return {pattern};
  for (std::size_t i = 0; i < pattern.size();) {
    const char c = pattern[i];
    if (c == '\\') {
      i += 2;
      continue;
    }
    if (c == '[') {
      const std::optional<std::size_t> end = end_of_class(pattern, i);
      if (!end) return {pattern};
      i = *end;
      continue;
    }
    if (c == '(') ++depth;
    if (c == ')') {
      if (depth == 0) return {pattern};
      --depth;
    }
    if (c == '|' && depth == 0) {
      alternatives.push_back(pattern.substr(begin, i - begin));
      begin = i + 1;
    }
    ++i;
  }
  alternatives.push_back(pattern.substr(begin));
  return alternatives;
}

std::uint32_t LiteralIndex::key_at(std::string_view text, std::size_t position, std::size_t width) {
  std::uint32_t key = 0;
  std::memcpy(&key, text.data() + position, width);
  return key;
}

void LiteralIndex::add(std::string_view literal, std::uint32_t id) {
  Table& table = tables_[literal.size() < 4 ? 0 : 1];
  table.entries.push_back({key_at(literal, 0, table.width), id, std::string(literal)});
}

void LiteralIndex::build() {
  for (Table& table : tables_) {
    std::ranges::sort(table.entries, {}, &Entry::key);
    table.filter.assign(kFilterBits / 64, 0);
    for (const Entry& entry : table.entries)
      table.filter[filter_bit(entry.key) / 64] |= std::uint64_t{1} << filter_bit(entry.key) % 64;
  }
}

void LiteralIndex::find_in(const Table& table, std::string_view text, std::vector<std::uint32_t>& ids) {
  if (table.entries.empty()) return;
  for (std::size_t i = 0; i + table.width <= text.size(); ++i) {
    const std::uint32_t key = table.width == 3 ? key_at(text, i, 3) : key_at(text, i, 4);
    const std::size_t bit = filter_bit(key);
    if ((table.filter[bit / 64] >> bit % 64 & 1U) == 0) continue;
    auto entry = std::ranges::lower_bound(table.entries, key, {}, &Entry::key);
    for (; entry != table.entries.end() && entry->key == key; ++entry)
      if (text.substr(i).starts_with(entry->literal)) ids.push_back(entry->id);
  }
}

void LiteralIndex::find(std::string_view text, std::vector<std::uint32_t>& ids) const {
  for (const Table& table : tables_) find_in(table, text, ids);
}

}  // namespace pressclip
