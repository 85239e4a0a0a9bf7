// Evidence: what is known of each block, as numbers, before anything is decided. Only integers and ratios of
// integers, so that the numbers are the same on every machine.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "label/class_words.h"
#include "label/word_weights.h"
#include "pressclip/metadata.h"
#include "pressclip/rules.h"
#include "pressclip/segment.h"
#include "text/byte_arena.h"

namespace pressclip {

// What the later passes of the stage ask of a block again and again.
struct BlockFacts {
  std::uint32_t length = 0;  // characters, wide East Asian ones counted twice
  std::uint32_t words = 0;
  std::uint32_t link_bytes = 0;
  bool prose = false;  // reads like a sentence of running text
  bool whole_link = false;
  bool ends_sentence = false;
  bool has_sentence_end = false;
  std::string_view folded;        // fold_for_comparison of the text
  std::vector<RuleHit> hits;      // rules that match the text
  BlockIndex first_alike = 0;     // the first block with this text, or itself
  std::uint32_t occurrences = 1;  // blocks of the page with the same text
  bool repeats = false;           // an earlier block has the same text
  std::array<std::uint8_t, kCategoryNames.size()> rule_strength{};  // by category: 0 none, 1 hint, 2 sure
  std::array<std::uint8_t, kCategoryNames.size()>
      class_distance{};               // by category: steps up to a class word; kNoAncestor: none
  std::uint8_t content_distance = 0;  // the same for words that name the article's text
  const Rule* label = nullptr;        // a rule of kind label
  const Rule* listing = nullptr;      // a rule of kind listing
  const Rule* read_more_lead = nullptr;
  std::size_t read_more_lead_end = 0;
  const Rule* byline_lead = nullptr;
  std::size_t byline_lead_end = 0;
  std::string_view rule_text;  // fold_for_rules of the text's beginning
};

inline constexpr std::uint8_t kNoAncestor = 99;

// The page's headline as far as it is known before the blocks are judged.
struct HeadlineGuess {
  std::optional<BlockIndex> block;
  std::string text;
};

// What is known of a page, computed once. Its views are of the page's texts and of `texts`.
struct PageFacts {
  std::unique_ptr<ByteArena> texts = std::make_unique<ByteArena>();
  std::vector<BlockFacts> blocks;
  ClassWords class_words;
  std::vector<std::string> languages;
  std::uint64_t length = 0;
  std::uint64_t prose_length = 0;
};

PageFacts gather_facts(const BlockList& page, const Metadata& metadata, const RuleBook& rules,
                       std::string_view site);

// By block: a number that blocks of the same kind share, in elements of the same tags and class words.
using Shapes = std::vector<std::uint32_t>;
Shapes number_shapes(const BlockList& page, const PageFacts& facts);

// A row of numbers for each block; the names are evidence_names(), documented in docs/EVIDENCE.md.
struct EvidenceTable {
  std::size_t width = 0;
  std::vector<float> values;  // blocks × width
  [[nodiscard]] std::span<const float> row(std::size_t block) const {
    return {values.data() + block * width, width};
  }
};

std::span<const std::string_view> evidence_names();
EvidenceTable compute_evidence(const BlockList& page, const PageFacts& facts, const Shapes& shapes,
                               const Metadata& metadata, const HeadlineGuess& headline,
                               const WordWeights& words, const WordWeights& places);

// The second look: the scores that the first look gave to a block, its neighbours, its container and its
// like.
std::span<const std::string_view> second_look_names();
EvidenceTable compute_second_look(const BlockList& page, const PageFacts& facts, const Shapes& shapes,
                                  std::span<const double> scores);

}  // namespace pressclip
