// A pattern is read into a tree, the tree written as a program, and the program run by keeping the set of
// places where it may be, a character at a time (Thompson's construction; Cox, "Regular Expression Matching:
// the Virtual Machine Approach"). Two things keep programs and sets small: a repeated character is one
// instruction that keeps the counts it may have reached as bits, and of the alternatives of a group only
// those are entered whose first character is there.
#include "rules/automaton.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <cstddef>
#include <span>
#include <string>
#include <tuple>
#include <utility>

#include "text/normalize.h"

namespace pressclip {
namespace {

// Of a program: words, and instructions that repeat a character. Far more than the built-in rules need.
constexpr std::size_t kMaxProgram = 4096;
constexpr std::size_t kMaxRepeats = 16;
constexpr std::size_t kMaxCount = 255;
constexpr std::size_t kMaxDepth = 40;

// A word of a program from kFirstCharacter on is an instruction by itself: it takes that character. The text
// has no others but a line feed and those beyond 16 bits.
constexpr char32_t kFirstCharacter = 0x20;
constexpr char32_t kLastCharacter = 0xFFFF;

enum class Op : std::uint8_t {
  match,
  any,         // takes all but a line feed
  set,         // where its set begins
  repeat,      // slot, least, most, where its set begins
  branch,      // two places to go on
  choose,      // count, count of others; sorted (c, where) pairs; where each of the others begins
  jump,        // where
  text_begin,  // these match nothing, but only at such a place
  text_end,
  word_border,
  no_word_border
};

constexpr std::size_t kRepeatSize = 5;

constexpr std::size_t kAsciiWords = 128 / 16;

// A set in a program: a word that is 1 where it is inverted, the ASCII characters as bits, the number of
// ranges behind ASCII, and their ends.
constexpr std::size_t kSetHead = kAsciiWords + 2;

// A program's first words tell what a match may begin with: ASCII characters, as bits; 1 if other characters
// may, too; 1 if it may be empty or begin with a place; pairs of ASCII characters, as bits of their hashes.
// Its instructions begin behind them.
constexpr std::size_t kFirstWords = kAsciiWords;
constexpr std::size_t kFirstPairs = kFirstWords + 2;
constexpr std::size_t kPairBits = 256;
constexpr std::size_t kBegin = kFirstPairs + kPairBits / 16;

constexpr std::size_t hash_pair(std::size_t first, std::size_t second) {
  return (first * 37 + second) % kPairBits;
}

constexpr bool is_ascii_letter(std::size_t c) {
  return c >= 'a' && c <= 'z';
}

// Pairs of letters apart from others: most texts begin with letters, and most pairs of a pattern are others,
// of the many characters that may stand between its words.
constexpr std::size_t hash_later_pair(std::size_t first, std::size_t second) {
  constexpr std::size_t kHalf = kLaterPairBits / 2;
  const std::size_t hash = (first * 37 + second) % kHalf;
  return is_ascii_letter(first) && is_ascii_letter(second) ? hash : kHalf + hash;
}

char32_t next_character(std::string_view text, std::size_t& position) {
  const auto first = static_cast<unsigned char>(text[position++]);
  if (first < 0x80) return first;
  char32_t character = first >= 0xF0 ? first & 0x07U : first >= 0xE0 ? first & 0x0FU : first & 0x1FU;
  while (position < text.size() && (static_cast<unsigned char>(text[position]) & 0xC0U) == 0x80)
    character = character << 6U | (static_cast<unsigned char>(text[position++]) & 0x3FU);
  return character;
}

std::string utf8_of(char32_t c) {
  const auto tail = [c](unsigned shift) { return static_cast<char>(0x80U | (c >> shift & 0x3FU)); };
  if (c < 0x80) return {static_cast<char>(c)};
  if (c < 0x800) return {static_cast<char>(0xC0U | c >> 6U), tail(0)};
  if (c < 0x10000) return {static_cast<char>(0xE0U | c >> 12U), tail(6), tail(0)};
  return {static_cast<char>(0xF0U | c >> 18U), tail(12), tail(6), tail(0)};
}

char32_t folded(char32_t c) {
  if (c < 0x80) return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
  const std::string text = fold_case(utf8_of(c));
  std::size_t position = 0;
  return next_character(text, position);
}

struct Range {
  char32_t first, last;
  bool operator==(const Range&) const = default;
};

// Characters in their case folding.
struct Set {
  bool inverted = false;
  std::vector<Range> ranges;  // sorted, apart from each other
  bool operator==(const Set&) const = default;

  void add(Range range) { ranges.push_back(range); }
  // Adds the foldings of a range; false where it is too long to look at each character.
  bool add_folded(Range range) {
    constexpr char32_t kLongest = 2000;
    // Scripts without case, which have the long ranges.
    constexpr Range kWithoutCase[] = {{0x3041, 0x9FFF}, {0xAC00, 0xD7A3}};
    for (const Range& plain : kWithoutCase)
      if (range.first >= plain.first && range.last <= plain.last) {
        add(range);
        return true;
      }
    if (range.last - range.first > kLongest) return false;
    for (char32_t c = range.first; c <= range.last; ++c) add({folded(c), folded(c)});
    return true;
  }
  void finish() {
    std::ranges::sort(ranges, {}, &Range::first);
    std::vector<Range> joined;
    for (const Range& range : ranges) {
      if (!joined.empty() && range.first <= joined.back().last + 1)
        joined.back().last = std::max(joined.back().last, range.last);
      else
        joined.push_back(range);
    }
    ranges = std::move(joined);
  }
};

constexpr std::size_t kNone = ~std::size_t{0};

struct Node {
  enum class Kind : std::uint8_t { empty, character, any, set, sequence, alternatives, repeat, place };
  Kind kind = Kind::empty;
  char32_t character = 0;
  Op place = Op::match;
  Set set;
  std::vector<std::size_t> children;  // indices; of a repetition, one
  std::size_t least = 0, most = kNone;
};

// Reads a pattern into nodes; false where it uses what is not known here.
class PatternReader {
 public:
  explicit PatternReader(std::string_view pattern) : pattern_(pattern) {}

  // The root's index, or nothing.
  std::optional<std::size_t> read() {
    const std::optional<std::size_t> root = read_alternatives(0);
    if (!root || position_ != pattern_.size()) return std::nullopt;
    return root;
  }
  [[nodiscard]] const std::vector<Node>& nodes() const { return nodes_; }

 private:
  std::size_t add(Node node) {
    nodes_.push_back(std::move(node));
    return nodes_.size() - 1;
  }
  std::size_t add_character(char32_t c) {
    Node node;
    node.kind = Node::Kind::character;
    node.character = folded(c);
    return add(std::move(node));
  }
  std::size_t add_place(Op place) {
    Node node;
    node.kind = Node::Kind::place;
    node.place = place;
    return add(std::move(node));
  }
  std::size_t add_set(Set set) {
    set.finish();
    Node node;
    node.kind = Node::Kind::set;
    node.set = std::move(set);
    return add(std::move(node));
  }

  [[nodiscard]] bool at(char c) const { return position_ < pattern_.size() && pattern_[position_] == c; }

  std::optional<std::size_t> read_alternatives(std::size_t depth) {
    if (depth > kMaxDepth) return std::nullopt;
    Node all;
    all.kind = Node::Kind::alternatives;
    for (;;) {
      const std::optional<std::size_t> alternative = read_sequence(depth);
      if (!alternative) return std::nullopt;
      all.children.push_back(*alternative);
      if (!at('|')) break;
      ++position_;
    }
    return all.children.size() == 1 ? all.children.front() : add(std::move(all));
  }

  std::optional<std::size_t> read_sequence(std::size_t depth) {
    Node row;
    row.kind = Node::Kind::sequence;
    while (position_ < pattern_.size() && !at('|') && !at(')')) {
      std::optional<std::size_t> part = read_part(depth);
      if (!part) return std::nullopt;
      if (!read_repetitions(*part)) return std::nullopt;
      row.children.push_back(*part);
    }
    return add(std::move(row));
  }

  std::optional<std::size_t> read_part(std::size_t depth) {
    switch (pattern_[position_]) {
      case '(':
        return read_group(depth);
      case '[':
        return read_class();
      case '\\':
        return read_escape();
      case '.': {
        ++position_;
        Node node;
        node.kind = Node::Kind::any;
        return add(std::move(node));
      }
      case '^':
        ++position_;
        return add_place(Op::text_begin);
      case '$':
        ++position_;
        return add_place(Op::text_end);
      case '?':
      case '*':
      case '+':
        return std::nullopt;
      default:
        return add_character(next_character(pattern_, position_));
    }
  }

  std::optional<std::size_t> read_group(std::size_t depth) {
    ++position_;
    if (at('?')) {
      if (pattern_.substr(position_).starts_with("?:")) {
        position_ += 2;
      } else if (pattern_.substr(position_).starts_with("?P<")) {
        const std::size_t end = pattern_.find('>', position_);
        if (end == std::string_view::npos) return std::nullopt;
        position_ = end + 1;
      } else {
        return std::nullopt;
      }
    }
    const std::optional<std::size_t> inside = read_alternatives(depth + 1);
    if (!inside || !at(')')) return std::nullopt;
    ++position_;
    return inside;
  }

  // Appends a class that a letter names; false for others.
  static bool add_named(char name, Set& set) {
    switch (name) {
      case 'd':
        set.add({'0', '9'});
        return true;
      case 's':
        set.add({'\t', '\n'});
        set.add({'\f', '\r'});
        set.add({' ', ' '});
        return true;
      case 'w':
        set.add({'0', '9'});
        set.add({'_', '_'});
        set.add({'a', 'z'});
        return true;
      default:
        return false;
    }
  }

  static bool is_letter_or_digit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  std::optional<std::size_t> read_escape() {
    if (position_ + 1 >= pattern_.size()) return std::nullopt;
    const char c = pattern_[position_ + 1];
    if (!is_letter_or_digit(c)) {
      ++position_;
      return add_character(next_character(pattern_, position_));
    }
    position_ += 2;
    Set set;
    switch (c) {
      case 'b':
        return add_place(Op::word_border);
      case 'B':
        return add_place(Op::no_word_border);
      case 'A':
        return add_place(Op::text_begin);
      case 'z':
        return add_place(Op::text_end);
      case 'D':
      case 'S':
      case 'W':
        set.inverted = true;
        add_named(static_cast<char>(c + ('a' - 'A')), set);
        return add_set(std::move(set));
      default:
        if (!add_named(c, set)) return std::nullopt;
        return add_set(std::move(set));
    }
  }

  // A character of a bracket, perhaps escaped; nothing for what is no single one.
  std::optional<char32_t> read_class_character() {
    if (at('\\')) {
      if (position_ + 1 >= pattern_.size() || is_letter_or_digit(pattern_[position_ + 1]))
        return std::nullopt;
      ++position_;
    }
    if (position_ >= pattern_.size()) return std::nullopt;
    return next_character(pattern_, position_);
  }

  std::optional<std::size_t> read_class() {
    ++position_;
    Set set;
    if (at('^')) {
      set.inverted = true;
      ++position_;
    }
    for (bool is_first = true; is_first || !at(']'); is_first = false) {
      if (position_ >= pattern_.size() || pattern_.substr(position_).starts_with("[:")) return std::nullopt;
      if (at('\\') && position_ + 1 < pattern_.size() && add_named(pattern_[position_ + 1], set)) {
        position_ += 2;
        continue;
      }
      const std::optional<char32_t> first = read_class_character();
      if (!first) return std::nullopt;
      std::optional<char32_t> last = first;
      if (at('-') && position_ + 1 < pattern_.size() && pattern_[position_ + 1] != ']') {
        ++position_;
        last = read_class_character();
        if (!last || *last < *first) return std::nullopt;
      }
      if (!set.add_folded({*first, *last})) return std::nullopt;
    }
    ++position_;
    return add_set(std::move(set));
  }

  // Replaces the part by its repetition, if one follows.
  bool read_repetitions(std::size_t& part) {
    const std::optional<std::pair<std::size_t, std::size_t>> counts = read_counts();
    if (!counts) return true;
    if (at('?')) ++position_;  // reluctant: the same texts
    if (counts->first > kMaxCount || (counts->second != kNone && counts->second > kMaxCount)) return false;
    Node node;
    node.kind = Node::Kind::repeat;
    node.children = {part};
    std::tie(node.least, node.most) = *counts;
    part = add(std::move(node));
    // RE2 refuses most repetitions of repetitions.
    return !at('?') && !at('*') && !at('+') && !read_counts();
  }

  // "?", "{2,5}" …; a brace that is no repetition is a character.
  std::optional<std::pair<std::size_t, std::size_t>> read_counts() {
    using Counts = std::pair<std::size_t, std::size_t>;
    if (position_ >= pattern_.size()) return std::nullopt;
    switch (pattern_[position_]) {
      case '?':
        ++position_;
        return Counts{0, 1};
      case '*':
        ++position_;
        return Counts{0, kNone};
      case '+':
        ++position_;
        return Counts{1, kNone};
      case '{':
        break;
      default:
        return std::nullopt;
    }
    std::size_t at = position_ + 1;
    const auto number = [&]() -> std::optional<std::size_t> {
      const std::size_t begin = at;
      std::size_t value = 0;
      for (; at < pattern_.size() && pattern_[at] >= '0' && pattern_[at] <= '9'; ++at)
        value =
            std::min<std::size_t>(value * 10 + static_cast<std::size_t>(pattern_[at] - '0'), kMaxCount + 1);
      return at == begin ? std::nullopt : std::optional(value);
    };
    const std::optional<std::size_t> least = number();
    if (!least || at >= pattern_.size()) return std::nullopt;
    std::size_t most = *least;
    if (pattern_[at] == ',') {
      ++at;
      most = number().value_or(kNone);
    }
    if (at >= pattern_.size() || pattern_[at] != '}' || most < *least) return std::nullopt;
    position_ = at + 1;
    return Counts{*least, most};
  }

  std::string_view pattern_;
  std::size_t position_ = 0;
  std::vector<Node> nodes_;
};

// What a part may begin with.
struct First {
  Set set;                    // its ranges alone count, not sorted
  bool is_anything = false;   // or other characters
  bool may_be_empty = false;  // or with a place
};

// Which pairs of ASCII characters may stand at the beginning of a match, and more: a place that takes no
// character is held to be the right one wherever it stands, but for the end of the text, where none follows.
class FirstPairs {
 public:
  explicit FirstPairs(std::u16string_view program)
      : program_(program), seen_(program.size(), 0), places_({kBegin}) {}

  using Characters = std::bitset<128>;        // ASCII
  using Pairs = std::array<Characters, 128>;  // the second characters of each first one

  // Of the first and second characters, then of the second and third, and so on.
  Pairs next() {
    Pairs second;
    std::vector<std::size_t> reached;
    for (const Taker& first : follow(places_)) {
      Characters all;
      for (const Taker& taker : follow(first.next)) all |= taker.characters;
      for (std::size_t a = 0; a < second.size(); ++a)
        if (first.characters[a]) second[a] |= all;
      reached.insert(reached.end(), first.next.begin(), first.next.end());
    }
    places_ = std::move(reached);
    return second;
  }

 private:
  // What takes a character, and the places behind it.
  struct Taker {
    Characters characters;
    std::vector<std::size_t> next;
  };

  // All that may take the next character at some places.
  std::vector<Taker> follow(std::vector<std::size_t> places) {
    const Characters all = Characters().set();
    std::vector<Taker> takers;
    ++round_;
    const auto enter = [&](std::size_t place) { places.push_back(place); };
    while (!places.empty()) {
      const std::size_t place = places.back();
      places.pop_back();
      if (std::exchange(seen_[place], round_) == round_) continue;
      if (program_[place] >= kFirstCharacter) {
        Characters one;
        if (program_[place] < 128) one.set(program_[place]);
        takers.push_back({one, {place + 1}});
        continue;
      }
      switch (static_cast<Op>(program_[place])) {
        case Op::match:
          takers.push_back({all, {place}});  // whatever stands behind it
          break;
        case Op::any:
          takers.push_back({all, {place + 1}});
          break;
        case Op::set:
          takers.push_back({characters_of(program_[place + 1]), {place + 2}});
          break;
        case Op::repeat:
          takers.push_back({characters_of(program_[place + 4]), {place, place + kRepeatSize}});
          if (program_[place + 2] == 0) enter(place + kRepeatSize);
          break;
        case Op::branch:
          enter(program_[place + 1]);
          enter(program_[place + 2]);
          break;
        case Op::choose: {
          const std::size_t pairs = program_[place + 1], others = program_[place + 2];
          for (std::size_t i = 0; i < pairs; ++i) enter(program_[place + 4 + 2 * i]);
          for (std::size_t i = 0; i < others; ++i) enter(program_[place + 3 + 2 * pairs + i]);
          break;
        }
        case Op::jump:
          enter(program_[place + 1]);
          break;
        case Op::text_begin:
        case Op::word_border:
        case Op::no_word_border:
          enter(place + 1);
          break;
        case Op::text_end:
          break;
      }
    }
    return takers;
  }

  [[nodiscard]] Characters characters_of(std::size_t set) const {
    Characters characters;
    const bool is_inverted = program_[set] != 0;
    for (std::size_t c = 0; c < 128; ++c)
      characters[c] = ((program_[set + 1 + c / 16] >> c % 16 & 1) != 0) != is_inverted;
    return characters;
  }

  std::u16string_view program_;
  std::vector<std::uint32_t> seen_;  // the last round in which a place was followed
  std::uint32_t round_ = 0;
  std::vector<std::size_t> places_;  // where the next pair begins
};

class ProgramWriter {
 public:
  explicit ProgramWriter(const std::vector<Node>& nodes) : nodes_(nodes), firsts_(nodes.size()) {
    // A node stands behind its children.
    for (std::size_t i = 0; i < nodes.size(); ++i) firsts_[i] = first_of(nodes[i]);
  }

  std::optional<std::u16string> write(std::size_t root) {
    write_first(firsts_[root]);
    write_node(root);
    put(Op::match);
    for (const auto& [set, places] : sets_) {
      for (const std::size_t place : places) program_[place] = here();
      write_set(set);
    }
    if (is_too_large_ || program_.size() > kMaxProgram) return std::nullopt;
    write_first_pairs();
    return std::move(program_);
  }

 private:
  // Where the next word is put.
  [[nodiscard]] char16_t here() const { return static_cast<char16_t>(program_.size()); }
  void put(std::size_t word) { program_.push_back(static_cast<char16_t>(word)); }
  void put(Op op) { put(static_cast<std::size_t>(op)); }
  // Characters that a word can't tell make no program.
  void put_character(char32_t c) {
    if (c < kFirstCharacter || c > kLastCharacter) is_too_large_ = true;
    put(std::size_t{c});
  }

  First first_of(const Node& node) const {
    First first;
    switch (node.kind) {
      case Node::Kind::empty:
      case Node::Kind::place:
        first.may_be_empty = true;
        break;
      case Node::Kind::character:
        first.set.add({node.character, node.character});
        break;
      case Node::Kind::any:
        first.is_anything = true;
        break;
      case Node::Kind::set:
        if (node.set.inverted)
          first.is_anything = true;
        else
          first.set.ranges = node.set.ranges;
        break;
      case Node::Kind::sequence:
        first.may_be_empty = true;
        for (const std::size_t child : node.children) {
          join(first, firsts_[child]);
          if (!firsts_[child].may_be_empty) {
            first.may_be_empty = false;
            break;
          }
        }
        break;
      case Node::Kind::alternatives:
        for (const std::size_t child : node.children) {
          join(first, firsts_[child]);
          first.may_be_empty = first.may_be_empty || firsts_[child].may_be_empty;
        }
        break;
      case Node::Kind::repeat:
        first = firsts_[node.children.front()];
        first.may_be_empty = first.may_be_empty || node.least == 0;
        break;
    }
    return first;
  }

  static void join(First& first, const First& other) {
    first.set.ranges.insert(first.set.ranges.end(), other.set.ranges.begin(), other.set.ranges.end());
    first.is_anything = first.is_anything || other.is_anything;
  }

  static std::array<char16_t, kAsciiWords> ascii_bits(const std::vector<Range>& ranges) {
    std::array<char16_t, kAsciiWords> bits{};
    for (const Range& range : ranges)
      for (char32_t c = range.first; c <= std::min<char32_t>(range.last, 127); ++c)
        bits[c / 16] = static_cast<char16_t>(bits[c / 16] | 1U << c % 16);
    return bits;
  }

  void write_first(const First& first) {
    for (const char16_t word : ascii_bits(first.set.ranges))
      put(first.is_anything ? std::size_t{0xFFFF} : word);
    const bool has_others =
        first.is_anything ||
        std::ranges::any_of(first.set.ranges, [](const Range& range) { return range.last > 127; });
    put(has_others ? 1U : 0U);
    put(first.may_be_empty ? 1U : 0U);
    program_.resize(kBegin);  // with room for the pairs
  }

  void write_first_pairs() {
    const FirstPairs::Pairs pairs = FirstPairs(program_).next();
    for (std::size_t a = 0; a < pairs.size(); ++a)
      for (std::size_t b = 0; b < pairs[a].size(); ++b)
        if (pairs[a][b]) {
          const std::size_t pair = hash_pair(a, b);
          char16_t& word = program_[kFirstPairs + pair / 16];
          word = static_cast<char16_t>(word | 1U << pair % 16);
        }
  }

  void write_set(const Set& set) {
    put(set.inverted ? 1U : 0U);
    for (const char16_t word : ascii_bits(set.ranges)) put(word);
    const auto wide = [](const Range& range) { return range.last > 127; };
    put(static_cast<std::size_t>(std::ranges::count_if(set.ranges, wide)));
    for (const Range& range : set.ranges)
      if (wide(range)) {
        if (range.last > kLastCharacter) is_too_large_ = true;
        put(std::size_t{std::max<char32_t>(range.first, 128)});
        put(std::size_t{range.last});
      }
  }

  // A word that will say where the set begins; each set is written once.
  void put_set(const Set& set) {
    auto known = std::ranges::find(sets_, set, &std::pair<Set, std::vector<std::size_t>>::first);
    if (known == sets_.end()) known = sets_.insert(sets_.end(), {set, {}});
    known->second.push_back(program_.size());
    put(0U);
  }

  void write_node(std::size_t index) {
    if (program_.size() > kMaxProgram) is_too_large_ = true;
    if (is_too_large_) return;
    const Node& node = nodes_[index];
    switch (node.kind) {
      case Node::Kind::empty:
        break;
      case Node::Kind::character:
        put_character(node.character);
        break;
      case Node::Kind::any:
        put(Op::any);
        break;
      case Node::Kind::set:
        put(Op::set);
        put_set(node.set);
        break;
      case Node::Kind::place:
        put(node.place);
        break;
      case Node::Kind::sequence:
        for (const std::size_t child : node.children) write_node(child);
        break;
      case Node::Kind::alternatives:
        write_alternatives(node.children);
        break;
      case Node::Kind::repeat:
        write_repetition(node);
        break;
    }
  }

  void write_alternatives(const std::vector<std::size_t>& children) {
    // Which alternatives a character leads to; the others are always tried.
    constexpr std::size_t kFewCharacters = 12;
    std::vector<std::pair<char32_t, std::size_t>> by_character;  // character, child's number
    std::vector<std::size_t> others;
    for (std::size_t i = 0; i < children.size(); ++i) {
      const First& first = firsts_[children[i]];
      std::size_t characters = 0;
      for (const Range& range : first.set.ranges) characters += range.last - range.first + 1;
      if (first.may_be_empty || first.is_anything || characters > kFewCharacters) {
        others.push_back(i);
        continue;
      }
      for (const Range& range : first.set.ranges)
        for (char32_t c = range.first; c <= range.last; ++c) by_character.emplace_back(c, i);
    }
    std::ranges::sort(by_character);
    by_character.erase(std::unique(by_character.begin(), by_character.end()), by_character.end());
    std::vector<std::vector<std::size_t>> places(children.size());  // words that say where a child begins
    const auto put_place = [&](std::size_t child) {
      places[child].push_back(program_.size());
      put(0U);
    };
    put(Op::choose);
    put(by_character.size());
    put(others.size());
    for (const auto& [c, child] : by_character) {
      put_character(c);
      put_place(child);
    }
    for (const std::size_t child : others) put_place(child);
    std::vector<std::size_t> ends;
    for (std::size_t i = 0; i < children.size(); ++i) {
      for (const std::size_t place : places[i]) program_[place] = here();
      write_node(children[i]);
      if (i + 1 == children.size()) continue;
      put(Op::jump);
      ends.push_back(program_.size());
      put(0U);
    }
    for (const std::size_t end : ends) program_[end] = here();
  }

  void write_repetition(const Node& node) {
    const std::size_t child = node.children.front();
    const Node::Kind kind = nodes_[child].kind;
    const bool is_one_character =
        kind == Node::Kind::character || kind == Node::Kind::any || kind == Node::Kind::set;
    if (is_one_character && node.most != kNone && node.most > 1) {
      if (repeats_ == kMaxRepeats) {
        is_too_large_ = true;
        return;
      }
      Set set = nodes_[child].set;
      if (kind == Node::Kind::character) set.add({nodes_[child].character, nodes_[child].character});
      if (kind == Node::Kind::any) {
        set.inverted = true;
        set.add({'\n', '\n'});
      }
      put(Op::repeat);
      put(repeats_++);
      put(node.least);
      put(node.most);
      put_set(set);
      return;
    }
    for (std::size_t i = 0; i < node.least; ++i) write_node(child);
    if (node.most == kNone) {
      // branch: once more and back, or on.
      const char16_t begin = here();
      const std::size_t on = put_branch();
      write_node(child);
      put(Op::jump);
      put(begin);
      program_[on] = here();
      return;
    }
    std::vector<std::size_t> ends;
    for (std::size_t i = node.least; i < node.most; ++i) {
      ends.push_back(put_branch());
      write_node(child);
    }
    for (const std::size_t end : ends) program_[end] = here();
  }

  // A branch to what follows it or to what the word says whose place is given back.
  std::size_t put_branch() {
    put(Op::branch);
    put(here() + std::size_t{2});
    put(0U);
    return program_.size() - 1;
  }

  const std::vector<Node>& nodes_;
  std::vector<First> firsts_;
  std::u16string program_;
  std::vector<std::pair<Set, std::vector<std::size_t>>> sets_;  // with the words that say where it begins
  std::size_t repeats_ = 0;
  bool is_too_large_ = false;
};

constexpr bool is_word_byte(char byte) {
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') ||
         byte == '_';
}

bool may_begin_at(std::u16string_view program, std::string_view text, std::size_t position) {
  if (program[kFirstWords + 1] != 0) return true;
  if (position == text.size()) return false;
  const auto byte = static_cast<unsigned char>(text[position]);
  if (byte >= 0x80) return byte >= 0xC0 && program[kFirstWords] != 0;
  if ((program[byte / 16] >> byte % 16 & 1) == 0) return false;
  if (position + 1 == text.size()) return true;
  const auto next = static_cast<unsigned char>(text[position + 1]);
  if (next >= 0x80) return true;
  const std::size_t pair = hash_pair(byte, next);
  return (program[kFirstPairs + pair / 16] >> pair % 16 & 1) != 0;
}

// One run of a program over a text.
class Run {
 public:
  Run(std::u16string_view program, std::string_view text, Anchoring anchoring)
      : program_(program), text_(text), anchoring_(anchoring), mark_words_(program.size() / 64 + 1) {
    clear_marks();
  }

  bool finds_match() {
    read_character();
    enter(kBegin);
    for (;;) {
      follow_places();
      if (is_matched_) return true;
      if (position_ == text_.size()) return false;
      take_character();
      const bool is_dead = taken_count_ == 0 && live_count_ == 0;
      if (anchoring_ != Anchoring::nothing && (is_dead || !follow_only_way())) return false;
      if (is_dead) skip_to_beginning();
      read_character();
      enter_taken();
      if (anchoring_ == Anchoring::nothing && may_begin_here()) enter(kBegin);
    }
  }

 private:
  [[nodiscard]] Op op_at(std::size_t place) const { return static_cast<Op>(program_[place]); }

  // At the end of the text none, which no instruction takes.
  void read_character() {
    next_position_ = position_;
    character_ = position_ < text_.size() ? next_character(text_, next_position_) : U'\0';
  }

  // Where a match can go on at one place only, over the characters that stand there in the program; false
  // where the text has others.
  bool follow_only_way() {
    if (taken_count_ != 1 || live_count_ != 0) return true;
    std::uint16_t& place = taken_[taking_].front();
    for (; program_[place] >= kFirstCharacter; ++place)
      if (position_ == text_.size() || next_character(text_, position_) != program_[place]) return false;
    return true;
  }

  [[nodiscard]] bool may_begin_here() const { return may_begin_at(program_, text_, position_); }

  // Where nothing has begun, nothing is missed. The same as asking at each byte whether it may begin here,
  // which is most of what is done for texts that do not match.
  void skip_to_beginning() {
    if (program_[kFirstWords + 1] != 0) return;
    std::array<std::uint64_t, 2> ascii{};
    for (std::size_t i = 0; i < kAsciiWords; ++i) ascii[i / 4] |= std::uint64_t{program_[i]} << i % 4 * 16;
    const unsigned first_of_others = program_[kFirstWords] != 0 ? 0xC0 : 0x100;
    for (; position_ < text_.size(); ++position_) {
      const auto byte = static_cast<unsigned char>(text_[position_]);
      if (byte < 0x80 ? (ascii[byte / 64] >> byte % 64 & 1U) != 0 : byte >= first_of_others) return;
    }
  }

  // Notes that a match may go on at this place of the program. Most places take one character, and it is
  // another.
  void enter(std::size_t place) {
    char16_t word = program_[place];
    for (; word == static_cast<char16_t>(Op::jump); word = program_[place]) place = program_[place + 1];
    const bool is_character = word >= kFirstCharacter;
    if (is_character && word != character_) return;
    std::uint64_t& marks = marks_[place / 64];
    const std::uint64_t mark = std::uint64_t{1} << place % 64;
    if ((marks & mark) != 0) return;
    marks |= mark;
    if (is_character)
      take(place + 1);
    else
      reached_[reached_count_++] = static_cast<std::uint16_t>(place);
  }

  void clear_marks() { std::fill_n(marks_.begin(), mark_words_, std::uint64_t{0}); }

  [[nodiscard]] bool is_in_set(std::size_t set) const {
    const bool is_inverted = program_[set] != 0;
    if (character_ < 128)
      return ((program_[set + 1 + character_ / 16] >> character_ % 16 & 1) != 0) != is_inverted;
    const std::size_t ranges = program_[set + kSetHead - 1];
    for (std::size_t i = 0; i < ranges; ++i)
      if (character_ >= program_[set + kSetHead + 2 * i] &&
          character_ <= program_[set + kSetHead + 2 * i + 1])
        return !is_inverted;
    return is_inverted;
  }

  [[nodiscard]] bool is_at(Op place) const {
    switch (place) {
      case Op::text_begin:
        return position_ == 0;
      case Op::text_end:
        return position_ == text_.size();
      default: {
        const bool before = position_ > 0 && is_word_byte(text_[position_ - 1]);
        const bool after = position_ < text_.size() && is_word_byte(text_[position_]);
        return (before != after) == (place == Op::word_border);
      }
    }
  }

  // From the places that are reached to all that are reached without a character; those behind what takes
  // this character are taken.
  void follow_places() {
    const bool has_character = position_ < text_.size();
    for (std::size_t i = 0; i < reached_count_; ++i) {
      const std::size_t place = reached_[i];
      switch (op_at(place)) {
        case Op::match:
          if (anchoring_ != Anchoring::both || !has_character) is_matched_ = true;
          break;
        case Op::any:
          if (has_character && character_ != '\n') take(place + 1);
          break;
        case Op::set:
          if (has_character && is_in_set(program_[place + 1])) take(place + 2);
          break;
        case Op::repeat:
          begin_repeat(place);
          break;
        case Op::branch:
          enter(program_[place + 1]);
          enter(program_[place + 2]);
          break;
        case Op::choose:
          choose(place, has_character);
          break;
        case Op::jump:
          break;  // never reached: enter() follows it
        case Op::text_begin:
        case Op::text_end:
        case Op::word_border:
        case Op::no_word_border:
          if (is_at(op_at(place))) enter(place + 1);
          break;
      }
    }
    clear_marks();
    reached_count_ = 0;
  }

  void choose(std::size_t place, bool has_character) {
    const std::size_t pairs = program_[place + 1], others = program_[place + 2];
    const std::size_t begin = place + 3;
    if (has_character) {
      // The first pair that is not before the character, without a branch that depends on it.
      std::size_t low = 0;
      for (std::size_t count = pairs; count > 0; count -= (count + 1) / 2)
        low += program_[begin + 2 * (low + count / 2)] < character_ ? (count + 1) / 2 : 0;
      for (; low < pairs && program_[begin + 2 * low] == character_; ++low)
        enter(program_[begin + 2 * low + 1]);
    }
    for (std::size_t i = 0; i < others; ++i) enter(program_[begin + 2 * pairs + i]);
  }

  // Notes where a match may go on at the next character.
  void take(std::size_t place) { taken_[taking_][taken_count_++] = static_cast<std::uint16_t>(place); }

  // Enters all that has been taken.
  void enter_taken() {
    const std::span<const std::uint16_t> taken(taken_[taking_].data(), taken_count_);
    taking_ = 1 - taking_;
    taken_count_ = 0;
    for (const std::uint16_t place : taken) enter(place);
  }

  using Counts = std::array<std::uint64_t, kMaxCount / 64 + 1>;

  void begin_repeat(std::size_t place) {
    const std::size_t slot = program_[place + 1];
    bool is_live = false;
    for (std::size_t i = 0; i < live_count_; ++i) is_live = is_live || live_[i] == place;
    if (!is_live) {
      live_[live_count_++] = static_cast<std::uint16_t>(place);
      counts_[slot] = {};
    }
    counts_[slot][0] |= 1;
    if (program_[place + 2] == 0) enter(place + kRepeatSize);
  }

  // Adds one to every count, and drops those beyond `most`; 0: none is left, 1: all are under `least`,
  // else 2.
  static int count_on(Counts& counts, std::size_t least, std::size_t most) {
    std::uint64_t carried = 0, left = 0, enough = 0;
    for (std::size_t i = 0; i <= most / 64; ++i) {
      std::uint64_t word = counts[i] << 1U | carried;
      carried = counts[i] >> 63U;
      if (i == most / 64 && most % 64 != 63) word &= (std::uint64_t{2} << most % 64) - 1;
      counts[i] = word;
      left |= word;
      if (i == least / 64)
        enough |= word >> least % 64;
      else if (i > least / 64)
        enough |= word;
    }
    return left == 0 ? 0 : enough == 0 ? 1 : 2;
  }

  // Takes the character: on to the next position.
  void take_character() {
    std::size_t still_live = 0;
    for (std::size_t i = 0; i < live_count_; ++i) {
      const std::size_t place = live_[i];
      if (!is_in_set(program_[place + 4])) continue;
      const int left = count_on(counts_[program_[place + 1]], program_[place + 2], program_[place + 3]);
      if (left == 0) continue;
      live_[still_live++] = live_[i];
      if (left == 2) take(place + kRepeatSize);
    }
    live_count_ = still_live;
    position_ = next_position_;
  }

  std::u16string_view program_;
  std::string_view text_;
  Anchoring anchoring_;
  std::size_t position_ = 0, next_position_ = 0;
  char32_t character_ = 0;
  bool is_matched_ = false;
  std::size_t reached_count_ = 0, taken_count_ = 0, live_count_ = 0;
  std::size_t taking_ = 0;  // which of `taken_` is added to
  std::size_t mark_words_;
  // What lies behind the counts is never read.
  std::array<std::uint64_t, kMaxProgram / 64 + 1> marks_;  // of the places that are entered
  std::array<std::uint16_t, kMaxProgram + 1> reached_;
  std::array<std::array<std::uint16_t, kMaxProgram + 1 + kMaxRepeats>, 2> taken_;
  std::array<std::uint16_t, kMaxRepeats> live_;  // repetitions that have begun
  std::array<Counts, kMaxRepeats> counts_;       // by slot: a bit for each count that is reached
};

}  // namespace

std::optional<std::u16string> compile_automaton(std::string_view pattern) {
  PatternReader reader(pattern);
  const std::optional<std::size_t> root = reader.read();
  if (!root) return std::nullopt;
  return ProgramWriter(reader.nodes()).write(*root);
}

LaterPairs later_pairs(std::u16string_view program) {
  LaterPairs pairs;
  FirstPairs reader(program);
  reader.next();
  for (BitTable<kLaterPairBits>& table : pairs) {
    const FirstPairs::Pairs next = reader.next();
    for (std::size_t a = 0; a < next.size(); ++a)
      for (std::size_t b = 0; b < next[a].size(); ++b)
        if (next[a][b]) table.set(hash_later_pair(a, b));
  }
  return pairs;
}

bool begins_text(std::u16string_view program) {
  return static_cast<Op>(program[kBegin]) == Op::text_begin;
}

bool may_begin(std::u16string_view program, std::string_view text) {
  return may_begin_at(program, text, 0);
}

bool may_go_on(const LaterPairs& pairs, std::string_view text) {
  const auto byte_at = [text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  if (text.empty() || byte_at(0) >= 0x80) return true;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    // Behind other characters no byte's place tells what character it is of.
    if (i + 2 >= text.size() || byte_at(i + 1) >= 0x80 || byte_at(i + 2) >= 0x80) return true;
    if (!pairs[i].has(hash_later_pair(byte_at(i + 1), byte_at(i + 2)))) return false;
  }
  return true;
}

bool matches(std::u16string_view program, std::string_view text, Anchoring anchoring) {
  // A match that begins where the text does can only be there.
  if (anchoring == Anchoring::nothing && begins_text(program)) anchoring = Anchoring::start;
  if (anchoring != Anchoring::nothing && !may_begin(program, text)) return false;
  return Run(program, text, anchoring).finds_match();
}

}  // namespace pressclip
