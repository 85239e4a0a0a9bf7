// The literals of patterns: a reading of RE2's syntax that knows less than RE2 does, and says nothing where
// it is not sure. Offered: required_literals, split_alternatives, ByteSurvey, LiteralIndex.
#include "rules/literals.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <functional>
#include <optional>
#include <span>
#include <utility>

#include "text/eight_bytes.h"
#include "text/hashed_word.h"
#include "text/normalize.h"

namespace pressclip {
namespace {

// What is known of a part of a pattern.
struct Known {
  std::vector<std::string>
      strings;  // exact: all that the part matches; else one of them is in whatever it matches
  bool exact = false;
};

const Known kEmptyString{{""}, true};
// A character, but not which.
const Known kAnyCharacter{{}, false};

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

// How little it says that a text has one of the strings: how common they are, and how short.
std::size_t weakness(const std::vector<std::string>& strings, const SampleText& sample) {
  constexpr std::size_t kLongEnough = 8;
  std::size_t weakness = kLongEnough - std::min(shortest(strings), kLongEnough);
  for (const std::string& string : strings) weakness += sample.count(string);
  return weakness;
}

// Whether finding `a` says more than finding `b`. Strings that can't be looked for are the last choice.
bool tells_more(const std::vector<std::string>& a, const std::vector<std::string>& b,
                const SampleText& sample) {
  const std::size_t length_a = std::min(shortest(a), LiteralIndex::kLeastBytes);
  const std::size_t length_b = std::min(shortest(b), LiteralIndex::kLeastBytes);
  if (length_a != length_b) return length_a > length_b;
  if (a.empty()) return false;
  const std::size_t weakness_a = weakness(a, sample), weakness_b = weakness(b, sample);
  return weakness_a != weakness_b ? weakness_a < weakness_b : a.size() < b.size();
}

void make_unique(std::vector<std::string>& strings) {
  std::ranges::sort(strings);
  strings.erase(std::unique(strings.begin(), strings.end()), strings.end());
}

// Parts in a row.
class Sequence {
 public:
  Sequence(std::size_t limit, const SampleText& sample) : limit_(limit), sample_(sample) {}

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
      last_->strings.clear();
      last_->exact = false;
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
    if (tells_more(strings, best_, sample_)) best_ = strings;
  }

  std::size_t limit_;
  std::reference_wrapper<const SampleText> sample_;
  std::vector<std::string> run_ = {""};  // what the parts since the last gap match
  std::vector<std::string> best_;
  bool exact_ = true;
  std::optional<Known> last_;
};

// Alternatives of one group.
struct Group {
  Group(std::size_t limit, const SampleText& sample) : sequence(limit, sample) {}

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

// Constructs that change how the rest is read. A parenthesis that is escaped or in a bracket begins none.
bool has_switches(std::string_view pattern) {
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] == '[') {
      const std::optional<std::size_t> end = end_of_class(pattern, i);
      if (!end) return true;
      i = *end - 1;
    } else if (pattern[i] == '\\') {
      if (pattern.substr(i).starts_with("\\Q")) return true;
      ++i;
    } else if (pattern.substr(i).starts_with("(?") && !pattern.substr(i).starts_with("(?:") &&
               !pattern.substr(i).starts_with("(?P<")) {
      return true;
    }
  }
  return false;
}

class Reader {
 public:
  Reader(std::string_view pattern, std::size_t limit, const SampleText& sample)
      : pattern_(pattern), limit_(limit), sample_(sample) {
    groups_.emplace_back(limit, sample);
  }

  RequiredLiterals read() {
    while (position_ < pattern_.size())
      if (!read_part()) return {};
    if (groups_.size() != 1) return {};
    RequiredLiterals literals;
    Known known = finish_group();
    // A few bytes would be found everywhere.
    if (shortest(known.strings) < LiteralIndex::kLeastBytes) {
      if (shortest(known.strings) > 0) literals.short_any_of = std::move(known.strings);
      return literals;
    }
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
        groups_.back().sequence = Sequence(limit_, sample_);
        return true;
      case '[':
        return read_class();
      case '\\':
        return read_escape();
      case '.':
        ++position_;
        sequence().append(kAnyCharacter);
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
        read_literal(plain_length());
        return true;
    }
  }

  // How long the run of characters is that stand for themselves. One that is repeated is a part of its own.
  [[nodiscard]] std::size_t plain_length() const {
    const std::size_t end = std::min(pattern_.find_first_of("()|[\\.^$?*+{", position_), pattern_.size());
    if (end == position_) return character_length(pattern_, position_);
    const bool is_repeated =
        end < pattern_.size() && std::string_view("?*+{").find(pattern_[end]) != std::string_view::npos;
    std::size_t length = end - position_;
    if (!is_repeated) return length;
    do --length;
    while (length > 0 && (static_cast<unsigned char>(pattern_[position_ + length]) & 0xC0U) == 0x80);
    return length > 0 ? length : end - position_;
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
    groups_.emplace_back(limit_, sample_);
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
    bool is_known = true;
    for (Known& alternative : group.alternatives) {
      if (shortest(alternative.strings) == 0 && !alternative.exact) is_known = false;
      all.exact = all.exact && alternative.exact;
      std::ranges::move(alternative.strings, std::back_inserter(all.strings));
    }
    make_unique(all.strings);
    if (!is_known || all.strings.size() > kMaxAlternatives) {
      all.strings.clear();
      all.exact = false;
    }
    return all;
  }

  void read_literal(std::size_t length) {
    std::string literal = fold_case(pattern_.substr(position_, length));
    sequence().append({{std::move(literal)}, true});
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
      sequence().append(kAnyCharacter);
      return true;
    }
    if (c == 'p' || c == 'P') {
      if (position_ >= pattern_.size()) return false;
      const std::size_t end = pattern_[position_] == '{' ? pattern_.find('}', position_) : position_;
      if (end == std::string_view::npos) return false;
      position_ = end + 1;
      sequence().append(kAnyCharacter);
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
        known.strings.clear();
        known.exact = false;
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
  const SampleText& sample_;
  std::size_t position_ = 0;
  bool asserts_ = false;
  std::vector<Group> groups_;  // those that are open, the outermost first
};

std::size_t hash_pair(char first, char second) {
  return (std::size_t{static_cast<unsigned char>(first)} * 37 + static_cast<unsigned char>(second)) % 1024;
}

constexpr std::size_t hash_of(std::uint32_t key) {
  return key * 0x9E3779B1U >> 16U;
}

// Of two keys that follow each other.
constexpr std::size_t hash_of(std::uint32_t first, std::uint32_t second) {
  return hash_of(first ^ (second * 0x85EBCA6BU >> 7U));
}

std::uint32_t key_of_four(const char* bytes) {
  std::uint32_t key = 0;
  std::memcpy(&key, bytes, 4);
  return key;
}
std::uint32_t key_of_three(const char* bytes) {
  std::uint32_t key = 0;
  std::memcpy(&key, bytes, 3);
  return key;
}
// Of four bytes.
constexpr std::uint32_t hash_end(std::uint32_t four) {
  return four * 0x9E3779B1U >> (32U - LiteralTables::Literal::kEndBits);
}

// Whether as many bytes are the same, three or more.
bool is_same(const char* a, const char* b, std::size_t size) {
  if (size < 4) return key_of_three(a) == key_of_three(b);
  if (size < kEightBytes)
    return key_of_four(a) == key_of_four(b) && key_of_four(a + size - 4) == key_of_four(b + size - 4);
  return std::memcmp(a, b, size) == 0;
}

// A key of three bytes from one of four.
constexpr std::uint32_t kFirstThree = std::endian::native == std::endian::little ? 0x00FFFFFFU : 0xFFFFFF00U;

std::optional<std::uint32_t> second_four(std::string_view text) {
  if (text.size() < 8) return std::nullopt;
  return key_of_four(text.data() + 4);
}

// What a literal is found by.
struct Keys {
  std::uint32_t first = 0;
  std::optional<std::uint32_t> second;

  [[nodiscard]] std::size_t hash() const { return second ? hash_of(first, *second) : hash_of(first); }
};

Keys keys_of(std::string_view literal, bool is_of_words) {
  if (is_of_words) {
    const HashedWord first = read_word(literal, 1);
    const HashedWord second = read_word(literal, first.end + 1);
    if (second.end == literal.size()) return {first.hash, std::nullopt};
    return {first.hash, second.hash};
  }
  if (literal.size() < 4) return {key_of_three(literal.data()), std::nullopt};
  return {key_of_four(literal.data()), second_four(literal)};
}

}  // namespace

RequiredLiterals required_literals(std::string_view pattern, std::size_t limit, const SampleText& sample) {
  if (has_switches(pattern)) return {};
  return Reader(pattern, limit, sample).read();
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

ByteSurvey survey_text(std::string_view text) {
  ByteSurvey survey;
  char before = '\0';
  for (const char byte : text) {
    survey.bytes.set(static_cast<unsigned char>(byte));
    survey.pairs.set(hash_pair(before, byte));
    before = byte;
  }
  return survey;
}

ByteSurvey survey_strings(const std::vector<std::string>& strings) {
  ByteSurvey survey;
  for (const std::string& string : strings) {
    if (string.size() == 1)
      survey.bytes.set(static_cast<unsigned char>(string[0]));
    else if (string.size() > 1)
      survey.pairs.set(hash_pair(string[0], string[1]));
  }
  return survey;
}

void LiteralIndex::add(std::string_view literal, std::uint32_t id) {
  has_short_ = has_short_ || literal.size() < 4;
  are_words_ = are_words_ && literal.front() == ' ' && literal.find(' ', 1) != std::string_view::npos;
  const auto [place, is_new] =
      places_.try_emplace(std::string(literal), static_cast<std::uint32_t>(bytes_.size()));
  if (is_new) bytes_ += literal;
  const std::uint32_t end =
      literal.size() < 4 ? 0 : hash_end(key_of_four(literal.data() + literal.size() - 4));
  literals_.push_back({.begin = place->second,
                       .id_end_and_size = (id << LiteralTables::Literal::kEndBits | end)
                                              << LiteralTables::Literal::kSizeBits |
                                          static_cast<std::uint32_t>(literal.size())});
}

void LiteralIndex::build() {
  // Several literals have the same key, mostly.
  const std::size_t hashes = std::bit_ceil(literals_.size() / 2 + 1);
  std::vector<std::vector<LiteralTables::Literal>> by_hash(hashes);
  for (const LiteralTables::Literal literal : literals_) {
    const std::string_view text = std::string_view(bytes_).substr(literal.begin, literal.size());
    by_hash[keys_of(text, are_words_).hash() % hashes].push_back(literal);
  }
  places_.clear();
  literals_.clear();
  begins_ = {0};
  for (const std::vector<LiteralTables::Literal>& alike : by_hash) {
    literals_.insert(literals_.end(), alike.begin(), alike.end());
    begins_.push_back(static_cast<std::uint32_t>(literals_.size()));
  }
}

LiteralTables LiteralIndex::tables() const {
  return {bytes_, literals_, begins_, has_short_, are_words_};
}

void KeyFilter::add(std::uint32_t key) {
  words_[place_of(hash_of(key))] = ~std::uint64_t{0};
}

void KeyFilter::add(std::uint32_t key, unsigned char next) {
  const std::uint32_t hash = hash_of(key);
  words_[place_of(hash)] |= std::uint64_t{1} << bit_of(hash, next);
}

void KeyFilter::add(const KeyFilter& other) {
  for (std::size_t i = 0; i < words_.size(); ++i) words_[i] |= other.words_[i];
}

LiteralSearch::LiteralSearch(const LiteralTables& tables) : has_short_(tables.has_short) {
  if (tables.literals.empty()) return;
  for (const LiteralTables::Literal literal : tables.literals) {
    const std::string_view text = tables.bytes.substr(literal.begin, literal.size());
    hashes_.set(keys_of(text, tables.are_words).hash());
    if (tables.are_words) {
      const std::uint32_t key = read_word(text, 1).hash;
      filter_.add(key, static_cast<unsigned char>(key));
    } else if (text.size() < 4) {
      filter_.add(key_of_three(text.data()));
    } else {
      filter_.add(key_of_three(text.data()), static_cast<unsigned char>(text[3]));
    }
  }
  tables_.push_back({tables, std::make_shared<const HashFilter>(hashes_), 0});
}

LiteralSearch::LiteralSearch(std::span<const LiteralSearch* const> searches) {
  for (std::size_t place = 0; place < searches.size(); ++place)
    for (const Searched& each : searches[place]->tables_) {
      tables_.push_back({each.tables, each.hashes, static_cast<std::uint32_t>(place)});
      filter_.add(searches[place]->filter_);
      hashes_.add(*each.hashes);
      has_short_ = has_short_ || each.tables.has_short;
    }
}

// What may stand in a text, noted before it is asked: so no step has to wait for what becomes of the one
// before it, which can't be guessed.
class LiteralSearch::Candidates {
 public:
  explicit Candidates(const HashFilter& hashes) : hashes_(hashes) {}

  // No more than kMost, between two calls of clear().
  static constexpr std::size_t kMost = 768;
  // A string of this hash at this place, if any has it.
  void add(std::size_t hash, std::size_t place, bool may_be = true) {
    candidates_[count_] = {static_cast<std::uint32_t>(hash), static_cast<std::uint32_t>(place)};
    count_ += static_cast<std::size_t>(may_be) & static_cast<std::size_t>(hashes_.has(hash));
  }
  void clear() { count_ = 0; }
  [[nodiscard]] std::size_t size() const { return count_; }
  [[nodiscard]] std::span<const Candidate> all() const { return std::span(candidates_).first(count_); }

 private:
  const HashFilter& hashes_;
  std::size_t count_ = 0;
  std::array<Candidate, kMost> candidates_;  // what lies behind the count is never read
};

void LiteralSearch::find_candidates(std::string_view text, Candidates& candidates, FoundList& found) const {
  // The literals that have a candidate's hash.
  struct Alike {
    std::uint32_t begin, end, place;
  };
  std::array<Alike, Candidates::kMost> all_alike;
  for (const Searched& searched : tables_) {
    const LiteralTables& tables = searched.tables;
    // Tables are larger than what is at hand of memory: all that will be read is asked for first.
    std::size_t count = 0;
    for (const Candidate& candidate : candidates.all()) {
      const std::size_t hash = candidate.hash & (tables.begins.size() - 2);
      all_alike[count] = {static_cast<std::uint32_t>(hash), 0, candidate.place};
      __builtin_prefetch(&tables.begins[hash]);
      count += searched.hashes->has(candidate.hash) ? 1U : 0U;
    }
    const std::span<Alike> known = std::span(all_alike).first(count);
    for (Alike& alike : known) {
      const std::uint32_t hash = alike.begin;
      alike = {tables.begins[hash], tables.begins[hash + 1], alike.place};
      __builtin_prefetch(tables.literals.data() + alike.begin);
    }
    for (const Alike& alike : known) {
      const std::string_view rest = text.substr(alike.place);
      for (const LiteralTables::Literal literal :
           tables.literals.subspan(alike.begin, alike.end - alike.begin)) {
        const std::size_t size = literal.size();
        if (rest.size() < size) continue;
        if (size >= 4 && hash_end(key_of_four(rest.data() + size - 4)) != literal.end_hash()) continue;
        if (is_same(rest.data(), tables.bytes.data() + literal.begin, size))
          found.push_back({searched.place, literal.id()});
      }
    }
  }
  candidates.clear();
}

void LiteralSearch::find_at_every_byte(std::string_view text, FoundList& found) const {
  constexpr std::size_t kAtOnce = Candidates::kMost / 3;
  Candidates candidates(hashes_);
  std::array<std::uint32_t, kAtOnce> passing;
  const std::size_t fours = text.size() < 4 ? 0 : text.size() - 3;
  for (std::size_t begin = 0; begin < fours; begin += kAtOnce) {
    std::size_t count = 0;
    for (std::size_t place = begin; place < std::min(begin + kAtOnce, fours); ++place) {
      const std::uint32_t key = key_of_four(text.data() + place);
      passing[count] = static_cast<std::uint32_t>(place);
      count += filter_.passes(key & kFirstThree, static_cast<unsigned char>(text[place + 3])) ? 1U : 0U;
    }
    for (const std::uint32_t place : std::span(passing).first(count)) {
      const std::uint32_t key = key_of_four(text.data() + place);
      candidates.add(hash_of(key), place);
      if (const std::optional<std::uint32_t> second = second_four(text.substr(place)))
        candidates.add(hash_of(key, *second), place);
      if (has_short_) candidates.add(hash_of(key & kFirstThree), place);
    }
    find_candidates(text, candidates, found);
  }
  if (!has_short_ || text.size() < 3) return;
  candidates.add(hash_of(key_of_three(text.data() + fours)), fours);
  find_candidates(text, candidates, found);
}

void LiteralSearch::find_words(std::string_view text, FoundList& found) const {
  const std::size_t begin = text.find(' ');
  if (begin == std::string_view::npos) return;
  Candidates candidates(hashes_);
  // The word before, which is looked for when the one behind it has been read, too.
  std::size_t last_space = 0;
  std::uint32_t last = 0;
  bool passes_last = false;
  for (std::size_t space = begin;;) {
    const HashedWord word = read_word(text, space + 1);
    if (word.end == text.size()) break;
    const bool passes = filter_.passes(word.hash, static_cast<unsigned char>(word.hash));
    candidates.add(hash_of(last, word.hash), last_space, passes_last);
    candidates.add(hash_of(word.hash), space, passes);
    if (candidates.size() + 2 > Candidates::kMost) find_candidates(text, candidates, found);
    last = word.hash;
    last_space = space;
    passes_last = passes;
    space = word.end;
  }
  find_candidates(text, candidates, found);
}

void LiteralSearch::find(std::string_view text, FoundList& found) const {
  if (tables_.empty()) return;
  if (tables_.front().tables.are_words)
    find_words(text, found);
  else
    find_at_every_byte(text, found);
}

}  // namespace pressclip
