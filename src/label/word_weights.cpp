// Words are looked up by a hash, so that none is built as a string while a page is read.
#include "label/word_weights.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <type_traits>
#include <utility>

#include "pressclip/rules.h"
#include "text/byte_runs.h"
#include "text/eight_bytes.h"

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

// The words of the beginning of a text: what stands between zeros.
class TextWords {
 public:
  static constexpr std::size_t kMost = kTextBytes / 2 + 1;  // words

  explicit TextWords(std::string_view text) {
    text = text.substr(0, kTextBytes);
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t left = text.size() - at;
      SixteenBytes bytes{};
      if (left >= sizeof bytes)
        bytes = sixteen_bytes_at(text, at);
      else
        std::memcpy(&bytes, text.data() + at, left);
      const SixteenBytes words = fold_ascii(bytes);
      std::memcpy(bytes_.data() + size_, &words, sizeof words);
      const unsigned beyond_ascii = bits_of(bytes >= 0x80);
      const auto plain =
          std::min(left, static_cast<std::size_t>(std::countr_zero(beyond_ascii | 1U << sizeof bytes)));
      at += plain;
      size_ += plain;
      while (at < text.size() && static_cast<unsigned char>(text[at]) >= 0x80) add_character(text, at);
    }
    std::memset(bytes_.data() + size_, 0, kEightBytes);
  }

  // Calls `visit` with each. Behind it eight bytes can be read.
  template <typename Visit>
  void each(const Visit& visit) const {
    const std::string_view all(bytes_.data(), size_);
    each_byte_run<1>(
        all, [](SixteenBytes bytes) { return bytes != 0; },
        [&](std::size_t begin, std::size_t end) { visit(all.substr(begin, end - begin)); });
  }

 private:
  // In lower case, with digits as 0, and zeros for what is in no word.
  static SixteenBytes fold_ascii(SixteenBytes bytes) {
    const SixteenBytes lower = bytes | ('a' - 'A');
    const auto are_letters = lower - 'a' <= SixteenBytes{} + ('z' - 'a');
    const auto are_digits = bytes - '0' <= SixteenBytes{} + 9;
    return (lower & are_letters) | ('0' & are_digits);
  }

  void add(UChar32 c) {
    auto* const bytes = reinterpret_cast<std::uint8_t*>(bytes_.data());
    U8_APPEND_UNSAFE(bytes, size_, static_cast<std::uint32_t>(c));
  }

  void add_character(std::string_view text, std::size_t& at) {
    const auto* const bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    UChar32 c = 0;
    U8_NEXT(bytes, at, text.size(), c);
    if (c < 0) return;  // cut in the middle
    if (is_word_by_itself(c)) {
      add(0);
      add(c);
      add(0);
    } else {
      add(!is_word_character(c) ? 0 : u_isdigit(c) ? '0' : u_foldCase(c, U_FOLD_CASE_DEFAULT));
    }
  }

  // A character of three bytes can be a word by itself, which takes five, and one of two be folded to three.
  std::array<char, kTextBytes / 3 * 5 + sizeof(SixteenBytes) + kEightBytes> bytes_;
  std::size_t size_ = 0;
};

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

// The words of the addresses that a block's links lead to: "author", "tag", "facebook". Behind each eight
// bytes can be read.
template <typename Visit>
void each_address_word(const Block& block, const Visit& visit) {
  constexpr std::size_t kLinks = 6, kAddressBytes = 120, kShortest = 2, kLongest = 20;
  for (const Link& link : block.links.first(std::min(block.links.size(), kLinks))) {
    std::array<char, kAddressBytes + kEightBytes> word{};
    std::size_t size = 0;
    const auto end_word = [&] {
      if (size >= kShortest && size <= kLongest) visit(std::string_view(word.data(), size));
      size = 0;
    };
    for (const char byte : link.url.substr(0, kAddressBytes)) {
      const char lower = kAddressBytesInWords[static_cast<unsigned char>(byte)];
      word[size] = lower;
      if (lower != 0)
        ++size;
      else
        end_word();
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
  TextWords(text).each(visit);
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
  each_address_word(block, [&visit](std::string_view word) { visit("u:" + std::string(word)); });
}

float weigh_text(std::string_view text, const WordWeights& weights) {
  if (weights.size() == 0) return 0;
  // The hashes of words and of pairs that may be known: few of all, so that there is no guessing which.
  std::array<std::uint64_t, 2 * TextWords::kMost> keys;
  std::size_t known = 0;
  const auto add = [&](std::uint64_t key) {
    keys[known] = key;
    known += weights.may_know(key) ? 1U : 0U;
  };
  std::uint64_t previous = 0;
  std::uint32_t count = 0;
  TextWords(text).each([&](std::string_view word) {
    const std::uint64_t key = hash_of_readable(word);
    add(key);
    if (count != 0) add(pair_of(previous, key));
    previous = key;
    ++count;
  });
  Weighed weighed;
  weighed.count = count == 0 ? 0 : 2 * count - 1;
  // All at once: most are in no cache that is near.
  for (std::size_t i = 0; i < known; ++i) weights.prefetch(keys[i]);
  for (std::size_t i = 0; i < known; ++i) weighed.sum += weights.of(keys[i]);
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
    each_address_word(block, [&](std::string_view word) {
      weights.each_kind(hash_of_readable(word), [&weighed](WordKind kind, std::int32_t weight) {
        if (kind == WordKind::address) weighed.sum += weight;
      });
      ++weighed.count;
    });
    values.push_back(weighed.value());
  }
  return values;
}

}  // namespace pressclip
