// Gathers the facts of each block: its characters, its links, the rules that match it and the class words
// around it.
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <memory_resource>
#include <unordered_map>
#include <utility>

#include "label/evidence.h"
#include "text/eight_bytes.h"
#include "text/normalize.h"

namespace pressclip {
namespace {

// Rules look at no more than this much of a block: prompts are short, and a lead stands at the beginning.
constexpr std::size_t kRuleBytes = 900;
// Running text has at least this many characters and is not mostly links.
constexpr std::uint32_t kProseLength = 70;
constexpr std::uint32_t kLongProseLength = 140;

bool is_sentence_end(UChar32 c) {
  switch (c) {
    case '.':
    case '!':
    case '?':
    case 0x2026:  // …
    case 0x3002:  // 。
    case 0xFF01:
    case 0xFF1F:
    case 0x061F:  // ؟
    case 0x06D4:  // ۔
    case 0x0964:  // ।
      return true;
    default:
      return false;
  }
}

bool is_closing(UChar32 c) {
  return c == '"' || c == '\'' || c == ')' || c == 0x201D || c == 0x2019 || c == 0x00BB || c == 0x300D ||
         c == 0x300F || c == 0xFF09 || c == ']' || c == 0x201C;
}

bool is_wide(UChar32 c) {
  return (c >= 0x1100 && c <= 0x11FF) || (c >= 0x2E80 && c <= 0xD7AF) || (c >= 0xF900 && c <= 0xFAFF) ||
         (c >= 0xFF00 && c <= 0xFF60) || (c >= 0x20000 && c <= 0x3FFFF);
}

// The highest bit of bytes of ASCII that end a sentence, and perhaps of such that stand beside one.
std::uint64_t sentence_ends(std::uint64_t ascii) {
  const auto zeros = [](std::uint64_t each) { return (each - in_each_byte(1)) & ~each; };
  return (zeros(ascii ^ in_each_byte('.')) | zeros(ascii ^ in_each_byte('!')) |
          zeros(ascii ^ in_each_byte('?'))) &
         in_each_byte(0x80);
}

// Whether nothing but spaces, quotes and brackets stands behind the last end of a sentence.
bool ends_sentence(std::string_view text) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  for (auto at = static_cast<std::int32_t>(text.size()); at > 0;) {
    UChar32 c = 0;
    U8_PREV(bytes, 0, at, c);
    if (is_sentence_end(c)) return true;
    if (!is_closing(c) && c != ' ') return false;
  }
  return false;
}

void read_characters(std::string_view text, BlockFacts& facts) {
  text = text.substr(0, std::size_t{1} << 30U);
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const auto size = static_cast<std::int32_t>(text.size());
  std::uint64_t ends = 0;
  std::int32_t at = 0;
  while (at < size) {
    const std::uint64_t eight = eight_bytes_or_zeros_at(text, static_cast<std::size_t>(at));
    const auto ascii = static_cast<std::int32_t>(bytes_before_high_bit(eight));
    if (ascii > 0) {
      const std::int32_t taken = std::min(ascii, size - at);
      ends |= sentence_ends(taken < 8 ? first_bytes(eight, static_cast<std::size_t>(taken)) : eight);
      facts.length += static_cast<std::uint32_t>(taken);
      at += taken;
      continue;
    }
    UChar32 c = 0;
    U8_NEXT(bytes, at, size, c);
    facts.length += is_wide(c) ? 2U : 1U;
    facts.has_sentence_end = facts.has_sentence_end || is_sentence_end(c);
  }
  facts.has_sentence_end = facts.has_sentence_end || ends != 0;
  facts.ends_sentence = ends_sentence(text);
}

// Of a block whose text is read.
void read_links(const Block& block, BlockFacts& facts) {
  for (const Link& link : block.links) facts.link_bytes += link.end - link.begin;
  const auto bytes_total = static_cast<std::uint32_t>(block.text.size());
  facts.link_bytes = std::min(facts.link_bytes, bytes_total);
  facts.whole_link = !block.links.empty() && facts.link_bytes * 10 >= bytes_total * 9;
  const bool little_links = facts.link_bytes * 5 < bytes_total * 2;
  facts.prose = little_links && facts.has_sentence_end && block.kind != BlockKind::heading &&
                (facts.length >= kLongProseLength || (facts.length >= kProseLength && facts.ends_sentence));
}

std::string primary_language(std::string_view tag) {
  std::string primary(tag.substr(0, tag.find_first_of("-_")));
  std::transform(primary.begin(), primary.end(), primary.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return primary == "nb" || primary == "nn" ? "no" : primary;
}

// The languages whose rules are asked: the page's own, the one its text is in, and English, which stands in
// the furniture of pages in every language.
std::vector<std::string> rule_languages(const Metadata& metadata) {
  std::vector<std::string> languages{"en"};
  for (const std::optional<std::string>& tag : {metadata.language, metadata.text_language}) {
    std::string primary = primary_language(tag.value_or(""));
    if (!primary.empty() && std::find(languages.begin(), languages.end(), primary) == languages.end())
      languages.push_back(std::move(primary));
  }
  return languages;
}

void note_hits(BlockFacts& facts, const std::vector<RuleHit>& hits, std::uint32_t words) {
  // A rule that is sure is so for a prompt, which is short; in a long block it is a hint.
  constexpr std::uint32_t kSureWords = 60;
  for (const RuleHit& hit : hits) {
    const Rule& rule = *hit.rule;
    switch (rule.kind) {
      case RuleKind::sure:
      case RuleKind::hint: {
        std::uint8_t& strength = facts.rule_strength[static_cast<std::size_t>(rule.category)];
        strength =
            std::max<std::uint8_t>(strength, rule.kind == RuleKind::sure && words <= kSureWords ? 2 : 1);
        break;
      }
      case RuleKind::label:
        if (!facts.label) facts.label = &rule;
        break;
      case RuleKind::listing:
        if (!facts.listing) facts.listing = &rule;
        break;
      case RuleKind::lead:
        if (rule.category == Category::byline) {
          if (hit.end > facts.byline_lead_end) facts.byline_lead = &rule, facts.byline_lead_end = hit.end;
        } else if (hit.end > facts.read_more_lead_end) {
          facts.read_more_lead = &rule, facts.read_more_lead_end = hit.end;
        }
        break;
      case RuleKind::classes:
      case RuleKind::part:
        break;
    }
  }
}

// Finds what is known of blocks by their texts alone. A quarter of the blocks of a page repeat the text of
// another, "Share" and the like: it is read once.
class TextReader {
 public:
  // All of these outlive this.
  TextReader(const BlockList& page, const RuleBook::Selection& rules, std::string_view site, PageFacts& facts)
      : page_(page), rules_(rules), site_(site), facts_(facts) {
    numbers_of_blocks_.reserve(page.blocks.size());
  }

  // The block behind the one before.
  void read(std::size_t block) {
    const std::string_view text = page_.blocks[block].text;
    const bool is_normalized = page_.blocks[block].kind != BlockKind::preformatted;
    BlockFacts& own = facts_.blocks[block];
    fold_for_comparison(text, folded_);
    const auto [known, is_new] = numbers_.try_emplace(facts_.texts->copy(folded_), wordings_.size());
    if (is_new) wordings_.push_back({.first = block});
    own.repeats = !is_new;
    own.folded = known->first;
    numbers_of_blocks_.push_back(known->second);
    Wording& wording = wordings_[known->second];
    ++wording.occurrences;
    const bool is_alike = own.repeats && page_.blocks[wording.first].text == text;
    own.first_alike = static_cast<BlockIndex>(is_alike ? wording.first : block);
    if (is_alike)
      copy(facts_.blocks[wording.first], own);
    else
      read_anew(text, is_normalized, own);
  }

  // Behind the last block.
  void note_occurrences() {
    for (std::size_t i = 0; i < numbers_of_blocks_.size(); ++i)
      facts_.blocks[i].occurrences = wordings_[numbers_of_blocks_[i]].occurrences;
  }

 private:
  // Texts that differ in no letter.
  struct Wording {
    std::size_t first = 0;  // block
    std::uint32_t occurrences = 0;
  };

  void read_anew(std::string_view text, bool is_normalized, BlockFacts& facts) {
    read_characters(text, facts);
    facts.words = static_cast<std::uint32_t>(count_words(text));
    facts.rule_text = rule_text_of(text, is_normalized);
    facts.hits = rules_.match(facts.rule_text, site_);
  }

  [[nodiscard]] std::string_view rule_text_of(std::string_view text, bool is_normalized) const {
    std::string_view beginning = text.substr(0, kRuleBytes);
    if (is_plain_ascii(beginning)) return beginning;
    // What is cut in a character is no longer normalised.
    if (!is_normalized || begins_within_character(text.substr(beginning.size())))
      return facts_.texts->copy(fold_for_rules(beginning));
    if (beginning.ends_with(' ')) beginning.remove_suffix(1);
    return facts_.texts->copy(fold_normalized_for_rules(beginning));
  }

  static bool begins_within_character(std::string_view rest) {
    return !rest.empty() && (static_cast<unsigned char>(rest.front()) & 0xC0U) == 0x80;
  }

  static void copy(const BlockFacts& earlier, BlockFacts& facts) {
    facts.length = earlier.length;
    facts.has_sentence_end = earlier.has_sentence_end;
    facts.ends_sentence = earlier.ends_sentence;
    facts.words = earlier.words;
    facts.rule_text = earlier.rule_text;
    facts.hits = earlier.hits;
  }

  const BlockList& page_;
  const RuleBook::Selection& rules_;
  std::string_view site_;
  PageFacts& facts_;
  std::string folded_;  // of the block that is being read
  std::pmr::monotonic_buffer_resource memory_;
  std::pmr::unordered_map<std::string_view, std::size_t> numbers_{&memory_};  // of the wordings
  std::vector<Wording> wordings_;
  std::vector<std::size_t> numbers_of_blocks_;
};

// A label and the link it announces in one block, "Read also" and then the title, is a lead without its
// colon.
void note_prefix_label(const Block& block, const RuleBook::Selection& rules, std::string_view site,
                       BlockFacts& facts) {
  constexpr std::size_t kLongestLabel = 80;  // bytes
  if (facts.read_more_lead || facts.label || block.links.empty()) return;
  const std::size_t end = block.links.front().begin;
  if (end == 0 || end > kLongestLabel || std::size_t{facts.link_bytes} * 2 < block.text.size()) return;
  const std::string prefix = fold_for_rules(block.text.substr(0, end));
  for (const RuleHit& hit : rules.match(prefix, site))
    if (hit.rule->kind == RuleKind::label) {
      facts.read_more_lead = hit.rule;
      facts.read_more_lead_end = prefix.size();
      return;
    }
}

// What the rules say of class words; each value is asked about once.
class KnownClassHits {
 public:
  KnownClassHits(const ClassWords& class_words, const RuleBook& rules, std::string_view site)
      : class_words_(class_words), rules_(rules), site_(site), known_(class_words.count()) {}

  const RuleBook::ClassHits& of(ClassWords::Number number) {
    std::optional<RuleBook::ClassHits>& known = known_[number];
    if (!known) {
      const std::string_view words = class_words_.split_with_item(number);
      known = words.empty() ? RuleBook::ClassHits() : rules_.match_class_words(words, {Part::content}, site_);
    }
    return *known;
  }

 private:
  const ClassWords& class_words_;
  const RuleBook& rules_;
  std::string_view site_;
  std::vector<std::optional<RuleBook::ClassHits>> known_;  // by number
};

// Steps from a block up to class words of each category, and to those that name the article's text;
// kNoAncestor where there are none.
constexpr std::size_t kContent = kCategoryNames.size();
using ClassDistances = std::array<std::uint8_t, kContent + 1>;

void note_classes(const RuleBook::ClassHits& hits, std::uint8_t distance, ClassDistances& distances) {
  hits.categories.each([&](Category category) { distances[static_cast<std::size_t>(category)] = distance; });
  if (hits.parts.contains(Part::content)) distances[kContent] = distance;
}

// By container, for the blocks in it; not for containers without any.
std::vector<ClassDistances> find_class_distances(const BlockList& page, const ClassWords& class_words,
                                                 KnownClassHits& hits) {
  constexpr std::uint8_t kFarthest = 12;
  std::vector<ClassDistances> found(page.containers.size());
  found[0].fill(kNoAncestor);
  for (ContainerIndex c = 1; c < found.size(); ++c) {
    const Container& own = page.containers[c];
    if (own.first_block == own.end_block) continue;
    ClassDistances distances = found[own.parent];
    for (std::uint8_t& distance : distances)
      distance = distance >= kFarthest ? kNoAncestor : static_cast<std::uint8_t>(distance + 1);
    // Classes of the page as a whole say what site it is, not what a block is.
    if (own.tag != Tag::html && own.tag != Tag::body)
      note_classes(hits.of(class_words.of_container(c)), 1, distances);
    found[c] = distances;
  }
  return found;
}

// Hidden text is no running text, unless the page hides most of what it has: then a script shows it.
void weigh_prose(const BlockList& page, PageFacts& facts) {
  std::uint64_t shown = 0, hidden = 0;
  const auto is_hidden = [&page](std::size_t i) { return page.blocks[i].visibility == Visibility::hidden; };
  for (std::size_t i = 0; i < facts.blocks.size(); ++i)
    if (facts.blocks[i].prose) (is_hidden(i) ? hidden : shown) += facts.blocks[i].length;
  const bool reveal = hidden > shown * 2;
  for (std::size_t i = 0; i < facts.blocks.size(); ++i)
    if (is_hidden(i)) facts.blocks[i].prose = facts.blocks[i].prose && reveal;
  facts.prose_length = shown + (reveal ? hidden : 0);
}

}  // namespace

PageFacts gather_facts(const BlockList& page, const Metadata& metadata, const RuleBook& rules,
                       std::string_view site) {
  PageFacts facts;
  facts.languages = rule_languages(metadata);
  facts.class_words = ClassWords(page);
  KnownClassHits class_hits(facts.class_words, rules, site);

  const std::vector<ClassDistances> around = find_class_distances(page, facts.class_words, class_hits);

  const RuleBook::Selection selected = rules.select(facts.languages);
  facts.blocks.resize(page.blocks.size());
  TextReader texts(page, selected, site, facts);
  for (std::size_t i = 0; i < page.blocks.size(); ++i) {
    const Block& block = page.blocks[i];
    BlockFacts& own = facts.blocks[i];
    texts.read(i);
    read_links(block, own);
    note_hits(own, own.hits, own.words);
    note_prefix_label(block, selected, site, own);
    facts.length += own.length;

    ClassDistances distances = around[block.container];
    RuleBook::ClassHits own_hits = class_hits.of(facts.class_words.of_block(static_cast<BlockIndex>(i)));
    own_hits.parts = {};
    note_classes(own_hits, 0, distances);
    std::copy_n(distances.begin(), own.class_distance.size(), own.class_distance.begin());
    own.content_distance = distances[kContent];
  }
  texts.note_occurrences();
  weigh_prose(page, facts);
  return facts;
}

}  // namespace pressclip
