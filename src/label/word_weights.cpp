// Words are looked up by a hash, so that none is built as a string while a page is read.
#include "label/word_weights.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <type_traits>
#include <utility>

#include "pressclip/rules.h"

namespace pressclip {
namespace {

constexpr std::size_t kTextBytes = 1200;  // prompts are short, and a paragraph is known by its beginning
constexpr std::size_t kClassWordBytes = 40;
constexpr std::size_t kClassBytes = 400;   // of one element
constexpr std::size_t kFarthestLevel = 4;  // levels farther out count as this one
constexpr std::size_t kLevels = kFarthestLevel + 1;
constexpr std::size_t kPartLevels = 3;
constexpr std::size_t kPlaceLevels = 6;  // elements around a block that its place counts

bool is_word_by_itself(UChar32 c) {
  return (c >= 0x3040 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x9FFF);
}

bool is_word_character(UChar32 c) {
  return u_isalnum(c) || (U_GET_GC_MASK(c) & U_GC_M_MASK) != 0;
}

// What each byte of ASCII is in a word: in lower case, digits as 0; 0 where it is in none.
constexpr std::array<char, 256> kWordBytes = [] {
  std::array<char, 256> bytes{};
  for (std::size_t i = 'a'; i <= 'z'; ++i) bytes[i] = bytes[i - 'a' + 'A'] = static_cast<char>(i);
  for (std::size_t i = '0'; i <= '9'; ++i) bytes[i] = '0';
  return bytes;
}();

// A word of which its hash is all that is asked.
class HashedWord {
 public:
  void push_back(char byte) {
    hash_ = hash_of({&byte, 1}, hash_);
    is_empty_ = false;
  }
  [[nodiscard]] bool empty() const { return is_empty_; }
  void clear() { *this = {}; }
  [[nodiscard]] std::uint64_t hash() const { return hash_; }

 private:
  std::uint64_t hash_ = kHashBasis;
  bool is_empty_ = true;
};

// Words of a text, one at a time, each as a Word, a std::string or the like.
template <typename Word, typename Visit>
void each_text_word(std::string_view text, Visit visit) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const auto size = static_cast<std::int32_t>(std::min(text.size(), kTextBytes));
  Word word;
  const auto end_word = [&] {
    if (!word.empty()) visit(std::as_const(word));
    word.clear();
  };
  const auto append = [&word](UChar32 c) {
    std::array<std::uint8_t, U8_MAX_LENGTH> encoded{};
    std::int32_t length = 0;
    UBool wrong = false;
    std::uint8_t* const begin = encoded.data();
    U8_APPEND(begin, length, U8_MAX_LENGTH, static_cast<std::uint32_t>(c), wrong);
    if (wrong) return;
    for (const std::uint8_t byte : std::span(encoded).first(static_cast<std::size_t>(length)))
      word.push_back(static_cast<char>(byte));
  };
  for (std::int32_t at = 0; at < size;) {
    if (bytes[at] < 0x80) {
      const std::uint8_t *const begin = bytes + at, *end = begin;
      for (; end != bytes + size && kWordBytes[*end] != 0; ++end) word.push_back(kWordBytes[*end]);
      at += static_cast<std::int32_t>(end - begin);
      // In the middle of a word whose next letter is none of ASCII.
      if (at < size && bytes[at] >= 0x80) continue;
      end_word();
      ++at;
      continue;
    }
    UChar32 c = 0;
    U8_NEXT(bytes, at, size, c);
    if (c < 0) continue;  // cut in the middle
    if (is_word_by_itself(c)) {
      end_word();
      append(c);
      end_word();
    } else if (is_word_character(c)) {
      append(u_isdigit(c) ? '0' : u_foldCase(c, U_FOLD_CASE_DEFAULT));
    } else {
      end_word();
    }
  }
  end_word();
}

// What each byte of a class attribute is in a token: in lower case, digits as 0.
constexpr std::array<char, 256> kTokenBytes = [] {
  std::array<char, 256> bytes{};
  for (std::size_t i = 0; i < bytes.size(); ++i)
    bytes[i] = static_cast<char>(i >= '0' && i <= '9' ? '0' : i >= 'A' && i <= 'Z' ? i + ('a' - 'A') : i);
  return bytes;
}();

// Each token of a class attribute, with one 0 for a run of digits.
template <typename Visit>
void each_class_token(std::string_view words, Visit visit) {
  std::array<char, kClassWordBytes> token{};
  std::size_t size = 0;
  const auto end_token = [&] {
    if (size > 0) visit(std::string_view(token.data(), size));
    size = 0;
  };
  for (const char byte : words.substr(0, kClassBytes)) {
    if (byte == ' ') {
      end_token();
    } else if (size < kClassWordBytes) {
      token[size] = kTokenBytes[static_cast<unsigned char>(byte)];
      if (token[size] != '0' || size == 0 || token[size - 1] != '0') ++size;
    }
  }
  end_token();
}

// The words that tokens are written of, "entry" and "content", of `parts` as split_class_words gives them.
template <typename Visit>
void each_class_part(std::string_view parts, Visit visit) {
  constexpr std::size_t kShortest = 3;
  for (std::size_t begin = 0; begin < parts.size();) {
    const std::size_t end = std::min(parts.find(' ', begin), parts.size());
    if (end - begin >= kShortest) visit(parts.substr(begin, std::min(end - begin, kClassWordBytes)));
    begin = end + 1;
  }
}

// What each byte of an address is in a word; 0 where it is in none.
constexpr std::array<char, 256> kAddressBytesInWords = [] {
  std::array<char, 256> bytes{};
  for (std::size_t i = 'a'; i <= 'z'; ++i) bytes[i] = bytes[i - 'a' + 'A'] = static_cast<char>(i);
  bytes['#'] = '#';
  bytes['?'] = '?';
  return bytes;
}();

// The words of the addresses that a block's links lead to: "author", "tag", "facebook". Each as a Word, which
// begins as `empty`.
template <typename Word, typename Visit>
void each_address_word(const Block& block, const Word& empty, Visit visit) {
  constexpr std::size_t kLinks = 6, kAddressBytes = 120, kShortest = 2, kLongest = 20;
  for (const Link& link : block.links.first(std::min(block.links.size(), kLinks))) {
    Word word = empty;
    std::size_t length = 0;
    const auto end_word = [&] {
      if (length >= kShortest && length <= kLongest) visit(std::as_const(word));
      if (length > 0) word = empty;
      length = 0;
    };
    for (const char byte : link.url.substr(0, kAddressBytes)) {
      if (const char lower = kAddressBytesInWords[static_cast<unsigned char>(byte)]; lower != 0) {
        word.push_back(lower);
        ++length;
      } else {
        end_word();
      }
    }
    end_word();
  }
}

char digit(std::size_t number) {
  return static_cast<char>('0' + number);
}

std::string part_prefix(std::size_t level) {
  return std::string("s") + digit(std::min(level, kPartLevels - 1)) + ':';
}

// How an element stands among the words of a place: "<p>".
std::string tag_word(const Container& container) {
  return '<' + std::string(container.custom ? "custom" : name_of(container.tag)) + '>';
}

// Small, since a page may have as many elements as blocks. Weights are bounded where they are read, so that
// the sum over one block's words is in range.
struct Weighed {
  std::int32_t sum = 0;
  std::uint32_t count = 0;
  void add(std::int32_t weight) {
    sum += weight;
    ++count;
  }
  void add(const Weighed& other) {
    sum += other.sum;
    count += other.count;
  }
  // In steps of 1/1000. The square root is exact to the last bit on every machine.
  [[nodiscard]] float value() const {
    if (count == 0) return 0.0F;
    return static_cast<float>(std::lround(static_cast<double>(sum) / std::sqrt(static_cast<double>(count)))) /
           1000.0F;
  }
};

// A number for each level that an element may have around a block.
using ByLevel = std::array<std::int32_t, kLevels>;

// What words weigh, whatever number of them: at each level the sum.
struct WeighedByLevel {
  ByLevel sums{};
  std::uint32_t count = 0;
  void add(const ByLevel& weights, std::uint32_t words) {
    for (std::size_t level = 0; level < kLevels; ++level) sums[level] += weights[level];
    count += words;
  }
  [[nodiscard]] Weighed at(std::size_t level) const { return {sums[level], count}; }
};

// What a word weighs where a class attribute has it as a token, "1:entry" and "a:entry", and where a token is
// written of it, "s1:entry".
struct KnownWord {
  std::uint64_t hash = 0;
  ByLevel as_token{}, as_part{};
};

constexpr std::size_t steps_between(WordKind first, WordKind kind) {
  return static_cast<std::size_t>(kind) - static_cast<std::size_t>(first);
}

bool is_level(WordKind kind) {
  return kind >= WordKind::level0 && kind <= WordKind::level4;
}

KnownWord look_up(std::uint64_t hash, const WordWeights& weights) {
  static_assert(steps_between(WordKind::level0, WordKind::level4) == kFarthestLevel);
  static_assert(steps_between(WordKind::part0, WordKind::part2) == kPartLevels - 1);
  KnownWord word{hash};
  weights.each_kind(hash, [&word](WordKind kind, std::int32_t weight) {
    if (kind == WordKind::any_level) {
      for (std::int32_t& own : word.as_token) own += weight;
    } else if (is_level(kind)) {
      word.as_token[steps_between(WordKind::level0, kind)] += weight;
    } else if (kind >= WordKind::part0 && kind <= WordKind::part2) {
      // The farthest level of a part stands for those beyond it.
      const std::size_t first = steps_between(WordKind::part0, kind);
      const std::size_t end = kind == WordKind::part2 ? kLevels : first + 1;
      std::fill(word.as_part.begin() + static_cast<std::ptrdiff_t>(first),
                word.as_part.begin() + static_cast<std::ptrdiff_t>(end), weight);
    }
  });
  return word;
}

// Weighs the class words of elements. A page has few words, in many of its class attributes: those that were
// looked up last are at hand.
class ClassWeights {
 public:
  explicit ClassWeights(const WordWeights& weights)
      : weights_(weights), at_hand_(kAtHand, look_up(0, weights)) {}

  // `parts` are what the words are written of.
  WeighedByLevel weigh(std::string_view words, std::string_view parts) {
    WeighedByLevel weighed;
    each_class_token(words, [&](std::string_view token) {
      weighed.add(known(hash_of(token)).as_token, 2);  // at its level, and at any
    });
    each_class_part(parts, [&](std::string_view part) { weighed.add(known(hash_of(part)).as_part, 1); });
    return weighed;
  }

 private:
  static constexpr std::size_t kAtHand = 256;

  const KnownWord& known(std::uint64_t hash) {
    KnownWord& word = at_hand_[hash % kAtHand];
    if (word.hash != hash) word = look_up(hash, weights_);
    return word;
  }

  const WordWeights& weights_;
  std::vector<KnownWord> at_hand_;
};

}  // namespace

void visit_text_words(std::string_view text, const std::function<void(std::string_view)>& visit) {
  each_text_word<std::string>(text, visit);
}

void visit_place_words(const BlockList& page, const Block& block,
                       const std::function<void(std::string_view)>& visit) {
  const auto visit_classes = [&visit](std::string_view words, std::size_t level) {
    const std::string prefix = std::string(1, digit(std::min(level, kFarthestLevel))) + ':';
    each_class_token(words, [&](std::string_view token) {
      visit(prefix + std::string(token));
      visit("a:" + std::string(token));
    });
    each_class_part(split_class_words(words.substr(0, kClassBytes)),
                    [&](std::string_view part) { visit(part_prefix(level) + std::string(part)); });
  };
  visit_classes(block.words, 0);
  std::size_t level = 1;
  for (ContainerIndex at = block.container; at != 0 && level <= kPlaceLevels;
       at = page.containers[at].parent, ++level) {
    visit(std::string(1, digit(std::min(level, kFarthestLevel))) + ':' + tag_word(page.containers[at]));
    visit_classes(page.containers[at].words, level);
  }
  each_address_word(block, std::string("u:"), visit);
}

float weigh_text(std::string_view text, const WordWeights& weights) {
  Weighed weighed;
  std::uint64_t previous = 0;
  each_text_word<HashedWord>(text, [&](const HashedWord& word) {
    const std::uint64_t key = word.hash();
    weighed.add(weights.of(key));
    if (previous != 0) weighed.add(weights.of(pair_of(previous, key)));
    previous = key;
  });
  return weighed.value();
}

std::vector<float> weigh_places(const BlockList& page, const ClassWords& class_words,
                                const WordWeights& weights) {
  ClassWeights class_weights(weights);
  // By their numbers: each element's own would take more memory than the page.
  std::vector<std::optional<WeighedByLevel>> classes(class_words.count());
  const auto weigh_value = [&](ClassWords::Number number) -> const WeighedByLevel& {
    if (!classes[number]) {
      const std::string_view words = class_words.words(number);
      classes[number] = words.size() <= kClassBytes
                            ? class_weights.weigh(words, class_words.split(number))
                            : class_weights.weigh(words, split_class_words(words.substr(0, kClassBytes)));
    }
    return *classes[number];
  };
  constexpr std::size_t kTags = std::size_t{std::numeric_limits<std::underlying_type_t<Tag>>::max()} + 1;
  std::array<std::optional<WeighedByLevel>, kTags + 1> tags;  // the last for custom elements
  const auto weigh_tag = [&](const Container& container) -> const WeighedByLevel& {
    std::optional<WeighedByLevel>& known =
        tags[container.custom ? kTags : static_cast<std::size_t>(container.tag)];
    if (!known) {
      known = {{}, 1};
      weights.each_kind(hash_of(tag_word(container)), [&known](WordKind kind, std::int32_t weight) {
        if (is_level(kind)) known->sums[steps_between(WordKind::level0, kind)] += weight;
      });
    }
    return *known;
  };
  std::vector<float> values;
  values.reserve(page.blocks.size());
  for (std::size_t i = 0; i < page.blocks.size(); ++i) {
    const Block& block = page.blocks[i];
    Weighed weighed = weigh_value(class_words.of_block(static_cast<BlockIndex>(i))).at(0);
    std::size_t level = 1;
    for (ContainerIndex at = block.container; at != 0 && level <= kPlaceLevels;
         at = page.containers[at].parent, ++level) {
      const std::size_t counted = std::min(level, kFarthestLevel);
      weighed.add(weigh_tag(page.containers[at]).at(counted));
      weighed.add(weigh_value(class_words.of_container(at)).at(counted));
    }
    each_address_word(block, HashedWord(), [&](const HashedWord& word) {
      weights.each_kind(word.hash(), [&weighed](WordKind kind, std::int32_t weight) {
        if (kind == WordKind::address) weighed.sum += weight;
      });
      ++weighed.count;
    });
    values.push_back(weighed.value());
  }
  return values;
}

}  // namespace pressclip
