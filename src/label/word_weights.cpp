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

// What a class word is looked up by, at each level: the hash of "1:entry-content".
std::uint64_t hash_of_prefix(char kind) {
  const std::array<char, 2> prefix = {kind, ':'};
  return hash_of(std::string_view(prefix.data(), prefix.size()));
}

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
  HashedWord() = default;
  // Behind a prefix of that hash.
  explicit HashedWord(std::uint64_t prefix) : hash_(prefix) {}
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

std::array<std::uint64_t, kLevels> level_hashes() {
  std::array<std::uint64_t, kLevels> hashes{};
  for (std::size_t level = 0; level < kLevels; ++level) hashes[level] = hash_of_prefix(digit(level));
  return hashes;
}

// The hashes of a word behind each of several prefixes, whose own hashes are given.
template <std::size_t kCount>
std::array<std::uint64_t, kCount> hashes_behind(std::array<std::uint64_t, kCount> prefixes,
                                                std::string_view word) {
  for (const char byte : word)
    for (std::uint64_t& hash : prefixes) hash = hash_of({&byte, 1}, hash);
  return prefixes;
}

// The class words of one element at every level. `parts` are what they are written of.
std::array<Weighed, kLevels> weigh_classes(std::string_view words, std::string_view parts,
                                           const WordWeights& weights) {
  static const std::array<std::uint64_t, kLevels> kLevelHashes = level_hashes();
  static const std::uint64_t kAnyHash = hash_of_prefix('a');
  static const std::array<std::uint64_t, kPartLevels> kPartHashes = [] {
    std::array<std::uint64_t, kPartLevels> hashes{};
    for (std::size_t level = 0; level < kPartLevels; ++level) hashes[level] = hash_of(part_prefix(level));
    return hashes;
  }();
  std::array<Weighed, kLevels> weighed{};
  each_class_token(words, [&](std::string_view token) {
    const std::int32_t any = weights.of(hash_of(token, kAnyHash));
    const auto hashes = hashes_behind(kLevelHashes, token);
    for (std::size_t level = 0; level < kLevels; ++level) {
      weighed[level].add(weights.of(hashes[level]));
      weighed[level].add(any);
    }
  });
  each_class_part(parts, [&](std::string_view part) {
    std::array<std::int32_t, kPartLevels> own{};
    std::ranges::transform(hashes_behind(kPartHashes, part), own.begin(),
                           [&weights](std::uint64_t hash) { return weights.of(hash); });
    for (std::size_t level = 0; level < kLevels; ++level)
      weighed[level].add(own[std::min(level, kPartLevels - 1)]);
  });
  return weighed;
}

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
  using Levels = std::array<Weighed, kLevels>;
  // By their numbers: each element's own would take more memory than the page.
  std::vector<std::optional<Levels>> classes(class_words.count());
  const auto weigh_value = [&](ClassWords::Number number) -> const Levels& {
    if (!classes[number]) {
      const std::string_view words = class_words.words(number);
      classes[number] = words.size() <= kClassBytes
                            ? weigh_classes(words, class_words.split(number), weights)
                            : weigh_classes(words, split_class_words(words.substr(0, kClassBytes)), weights);
    }
    return *classes[number];
  };
  const std::array<std::uint64_t, kLevels> levels = level_hashes();
  constexpr std::size_t kTags = std::size_t{std::numeric_limits<std::underlying_type_t<Tag>>::max()} + 1;
  std::array<std::optional<Levels>, kTags + 1> tags;  // the last for custom elements
  const auto weigh_tag = [&](const Container& container) -> const Levels& {
    std::optional<Levels>& known = tags[container.custom ? kTags : static_cast<std::size_t>(container.tag)];
    if (!known) {
      known.emplace();
      for (std::size_t level = 1; level < kLevels; ++level)
        (*known)[level].add(weights.of(hash_of(tag_word(container), levels[level])));
    }
    return *known;
  };
  const HashedWord address(hash_of_prefix('u'));
  std::vector<float> values;
  values.reserve(page.blocks.size());
  for (std::size_t i = 0; i < page.blocks.size(); ++i) {
    const Block& block = page.blocks[i];
    Weighed weighed = weigh_value(class_words.of_block(static_cast<BlockIndex>(i)))[0];
    std::size_t level = 1;
    for (ContainerIndex at = block.container; at != 0 && level <= kPlaceLevels;
         at = page.containers[at].parent, ++level) {
      const std::size_t counted = std::min(level, kFarthestLevel);
      weighed.add(weigh_tag(page.containers[at])[counted]);
      weighed.add(weigh_value(class_words.of_container(at))[counted]);
    }
    each_address_word(block, address, [&](const HashedWord& word) { weighed.add(weights.of(word.hash())); });
    values.push_back(weighed.value());
  }
  return values;
}

}  // namespace pressclip
