#include "label/title_lines.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <unordered_map>

#include "label/rounding.h"
#include "label/word_weights.h"

namespace pressclip {
namespace {

// Of a line near the candidate: two above it to three below.
#define PRESSCLIP_TITLE_NEIGHBOUR(X, where) \
  X(where##_length)                         \
  X(where##_words)                          \
  X(where##_ends_sentence) X(where##_prose) X(where##_byline) X(where##_digits) X(where##_shared)

// Every number of a row. The groups are those of docs/EVIDENCE.md.
// clang-format off
#define PRESSCLIP_TITLE_EVIDENCE(X) \
  /* wording */ \
  X(length) X(words) X(ends_sentence) X(ends_colon) X(question) X(digits) X(capitals) X(capital_words) X(starts_lower) X(separators) X(quotes) X(word_length) X(kind) X(level) \
  X(prose) X(byline) X(label) X(sure) X(hints) \
  /* place */ \
  X(position) X(page_lines) X(prose_before) X(page_prose_share) X(to_next_prose) X(to_previous_prose) X(next_prose) X(since_sure) \
  X(since_label) X(occurrences) X(repeats) X(repeated_near) \
  /* words that the text takes up */ \
  X(asked) X(taken_next) X(taken_anywhere) \
  /* lines around */ \
  PRESSCLIP_TITLE_NEIGHBOUR(X, above2) PRESSCLIP_TITLE_NEIGHBOUR(X, above) PRESSCLIP_TITLE_NEIGHBOUR(X, below) \
  PRESSCLIP_TITLE_NEIGHBOUR(X, below2) PRESSCLIP_TITLE_NEIGHBOUR(X, below3)
// clang-format on

enum class TitleColumn : std::size_t {
#define PRESSCLIP_TITLE_ENUMERATOR(name) name,
  PRESSCLIP_TITLE_EVIDENCE(PRESSCLIP_TITLE_ENUMERATOR)
#undef PRESSCLIP_TITLE_ENUMERATOR
      end_
};

constexpr std::string_view kNames[] = {
#define PRESSCLIP_TITLE_NAME(name) #name,
    PRESSCLIP_TITLE_EVIDENCE(PRESSCLIP_TITLE_NAME)
#undef PRESSCLIP_TITLE_NAME
};

constexpr std::size_t kWidth = static_cast<std::size_t>(TitleColumn::end_);
constexpr std::size_t kNeighbourWidth = static_cast<std::size_t>(TitleColumn::above_length) -
                                        static_cast<std::size_t>(TitleColumn::above2_length);
constexpr int kNeighbours[] = {-2, -1, 1, 2, 3};

// The words of each block that tell one text from another: the long ones, and each Chinese or Japanese
// character.
class TellingWords {
 public:
  explicit TellingWords(const BlockList& page) {
    begins_.reserve(page.blocks.size() + 1);
    for (const Block& block : page.blocks) {
      begins_.push_back(numbers_.size());
      visit_text_words(block.text, [this](std::string_view word) {
        constexpr std::size_t kShortest = 5;               // bytes
        constexpr unsigned char kFirstIdeographic = 0xE3;  // of UTF-8
        if (word.size() < kShortest && static_cast<unsigned char>(word.front()) < kFirstIdeographic) return;
        numbers_.push_back(
            known_.try_emplace(std::string(word), static_cast<std::uint32_t>(known_.size())).first->second);
      });
      std::sort(numbers_.begin() + static_cast<std::ptrdiff_t>(begins_.back()), numbers_.end());
      numbers_.erase(
          std::unique(numbers_.begin() + static_cast<std::ptrdiff_t>(begins_.back()), numbers_.end()),
          numbers_.end());
    }
    begins_.push_back(numbers_.size());
  }
  [[nodiscard]] std::span<const std::uint32_t> of(std::size_t block) const {
    return std::span(numbers_).subspan(begins_[block], begins_[block + 1] - begins_[block]);
  }
  [[nodiscard]] std::size_t known() const { return known_.size(); }

 private:
  std::unordered_map<std::string, std::uint32_t> known_;
  std::vector<std::uint32_t> numbers_;
  std::vector<std::size_t> begins_;
};

std::size_t count_shared(std::span<const std::uint32_t> a, std::span<const std::uint32_t> b) {
  std::size_t shared = 0;
  for (auto i = a.begin(), j = b.begin(); i != a.end() && j != b.end();) {
    if (*i == *j)
      ++shared, ++i, ++j;
    else if (*i < *j)
      ++i;
    else
      ++j;
  }
  return shared;
}

bool is_sure(const BlockFacts& facts) {
  return std::ranges::find(facts.rule_strength, 2) != facts.rule_strength.end();
}

bool could_be_title(const BlockFacts& facts) {
  constexpr std::uint32_t kShortest = 6, kLongest = 400, kLongestSentence = 160;  // characters
  return facts.length >= kShortest && facts.length <= (facts.prose ? kLongestSentence : kLongest);
}

struct Characters {
  std::size_t letters = 0, digits = 0, capitals = 0, capital_words = 0, separators = 0, quotes = 0;
  bool starts_lower = false;
};

Characters count_characters(std::string_view text) {
  Characters found;
  bool in_word = false;
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const auto size = static_cast<std::int32_t>(std::min<std::size_t>(text.size(), 2000));
  for (std::int32_t at = 0; at < size;) {
    const bool first = at == 0;
    UChar32 c = 0;
    U8_NEXT(bytes, at, size, c);
    if (c < 0) continue;
    const bool letter = u_isalpha(c) != 0, capital = u_isupper(c) != 0;
    if (letter) ++found.letters;
    if (u_isdigit(c)) ++found.digits;
    if (capital) ++found.capitals;
    if (capital && !in_word) ++found.capital_words;
    if (first && letter && u_islower(c)) found.starts_lower = true;
    if (c == '|' || c == '/' || c == ',' || c == ';') ++found.separators;
    if (u_hasBinaryProperty(c, UCHAR_QUOTATION_MARK)) ++found.quotes;
    in_word = letter;
  }
  return found;
}

// The running text, by block.
struct RunningText {
  std::vector<BlockIndex> blocks;            // that are prose
  std::vector<std::size_t> before;           // by block: how many of them stand before it
  std::vector<std::uint64_t> length_before;  // by block: their characters
};

RunningText find_running_text(const PageFacts& facts) {
  RunningText text;
  std::uint64_t length = 0;
  for (std::size_t i = 0; i < facts.blocks.size(); ++i) {
    text.before.push_back(text.blocks.size());
    text.length_before.push_back(length);
    if (!facts.blocks[i].prose) continue;
    text.blocks.push_back(static_cast<BlockIndex>(i));
    length += facts.blocks[i].length;
  }
  text.before.push_back(text.blocks.size());
  text.length_before.push_back(length);
  return text;
}

}  // namespace

std::span<const std::string_view> title_line_names() {
  return kNames;
}

TitleLines compute_title_lines(const BlockList& page, const PageFacts& facts) {
  TitleLines found;
  found.evidence.width = kWidth;
  const std::size_t count = page.blocks.size();
  const RunningText text = find_running_text(facts);
  const TellingWords words(page);
  std::vector<std::vector<BlockIndex>> prose_with(words.known());  // by word
  for (const BlockIndex i : text.blocks)
    for (const std::uint32_t word : words.of(i)) prose_with[word].push_back(i);
  std::size_t since_sure = count, since_label = count;
  for (std::size_t i = 0; i < count; ++i) {
    const BlockFacts& own = facts.blocks[i];
    const Block& block = page.blocks[i];
    ++since_sure;
    ++since_label;
    if (is_sure(own)) since_sure = 0;
    if (own.label || own.listing) since_label = 0;
    if (!could_be_title(own)) continue;
    found.lines.push_back(static_cast<BlockIndex>(i));
    found.evidence.values.resize(found.evidence.values.size() + kWidth);
    const std::span<float> row(found.evidence.values.data() + found.evidence.values.size() - kWidth, kWidth);
    const auto set = [row](TitleColumn column, float value) {
      row[static_cast<std::size_t>(column)] = value;
    };

    const Characters characters = count_characters(block.text);
    set(TitleColumn::length, coarse(own.length));
    set(TitleColumn::words, coarse(own.words));
    set(TitleColumn::ends_sentence, own.ends_sentence);
    set(TitleColumn::ends_colon, block.text.ends_with(':'));
    set(TitleColumn::digits, ratio(characters.digits, own.length));
    set(TitleColumn::question, block.text.ends_with('?'));
    set(TitleColumn::capitals, ratio(characters.capitals, characters.letters));
    set(TitleColumn::capital_words, ratio(characters.capital_words, own.words));
    set(TitleColumn::starts_lower, characters.starts_lower);
    set(TitleColumn::separators, ratio(characters.separators, own.words));
    set(TitleColumn::quotes, up_to(characters.quotes, 4));
    set(TitleColumn::word_length, ratio(own.length, own.words));
    set(TitleColumn::kind, static_cast<float>(block.kind));
    set(TitleColumn::level, static_cast<float>(block.level));
    set(TitleColumn::prose, own.prose);
    set(TitleColumn::byline, own.byline_lead != nullptr);
    set(TitleColumn::label, own.label != nullptr || own.listing != nullptr);
    set(TitleColumn::sure, is_sure(own));
    set(TitleColumn::hints, up_to(own.hits.size(), 4));

    const std::size_t next = text.before[i + 1];  // among the running text's blocks
    set(TitleColumn::position, ratio(i, count));
    set(TitleColumn::page_lines, coarse(count));
    set(TitleColumn::prose_before, ratio(text.length_before[i], text.length_before[count]));
    set(TitleColumn::page_prose_share, ratio(facts.prose_length, facts.length));
    set(TitleColumn::to_next_prose, up_to(next < text.blocks.size() ? text.blocks[next] - i : 99, 99));
    set(TitleColumn::to_previous_prose,
        up_to(text.before[i] > 0 ? i - text.blocks[text.before[i] - 1] : 99, 99));
    set(TitleColumn::since_sure, up_to(since_sure, 99));
    set(TitleColumn::since_label, up_to(since_label, 99));
    set(TitleColumn::occurrences, up_to(own.occurrences, 9));
    set(TitleColumn::repeats, own.repeats);
    // The same words in a line near by or at the top: the page's title, a trail, the text below a picture.
    constexpr std::size_t kTop = 40, kNear = 12;
    constexpr std::size_t kTelling = 12, kLongestLine = 2000;  // bytes; looked through for each candidate
    std::size_t repeated = 0;
    if (own.folded.size() > kTelling) {
      const auto look = [&](std::size_t begin, std::size_t end) {
        for (std::size_t other = begin; other < std::min(end, count); ++other)
          if (const std::string_view line = facts.blocks[other].folded;
              other != i && line.size() <= kLongestLine && line.find(own.folded) != std::string::npos)
            ++repeated;
      };
      const std::size_t near = std::max(kTop, i > kNear ? i - kNear : 0);
      look(0, kTop);
      look(near, i + kNear + 1);
    }
    set(TitleColumn::repeated_near, up_to(repeated, 4));

    // Of the paragraphs that follow soon.
    constexpr std::size_t kParagraphs = 8, kReach = 25;
    std::size_t end = next;
    while (end < text.blocks.size() && end < next + kParagraphs && text.blocks[end] <= i + kReach) ++end;
    const std::size_t last = end > next ? text.blocks[end - 1] : i;
    set(TitleColumn::next_prose,
        coarse(end > next ? text.length_before[last + 1] - text.length_before[i + 1] : 0));
    const std::span<const std::uint32_t> asked = words.of(i);
    std::size_t taken_next = 0, taken_anywhere = 0;
    for (const std::uint32_t word : asked) {
      const auto& in = prose_with[word];
      const auto after = std::upper_bound(in.begin(), in.end(), static_cast<BlockIndex>(i));
      if (after != in.end() && *after <= last) ++taken_next;
      if (in.size() > (own.prose ? 1U : 0U)) ++taken_anywhere;
    }
    set(TitleColumn::asked, up_to(asked.size(), 40));
    set(TitleColumn::taken_next, ratio(taken_next, asked.size()));
    set(TitleColumn::taken_anywhere, ratio(taken_anywhere, asked.size()));

    for (std::size_t which = 0; which < std::size(kNeighbours); ++which) {
      float* const near =
          row.data() + static_cast<std::size_t>(TitleColumn::above2_length) + which * kNeighbourWidth;
      const auto at = static_cast<std::ptrdiff_t>(i) + kNeighbours[which];
      if (at < 0 || at >= static_cast<std::ptrdiff_t>(count)) {
        std::fill_n(near, kNeighbourWidth, -1.0F);
        continue;
      }
      const auto other = static_cast<std::size_t>(at);
      const BlockFacts& line = facts.blocks[other];
      near[0] = coarse(line.length);
      near[1] = coarse(line.words);
      near[2] = line.ends_sentence;
      near[3] = line.prose;
      near[4] =
          static_cast<float>(std::max<int>(line.byline_lead != nullptr ? 3 : 0,
                                           line.rule_strength[static_cast<std::size_t>(Category::byline)]));
      near[5] = ratio(count_characters(page.blocks[other].text).digits, line.length);
      near[6] = ratio(count_shared(asked, words.of(other)), asked.size());
    }
  }
  return found;
}

std::optional<BlockIndex> find_title_line(const BlockList& page, const PageFacts& facts,
                                          const Forest& forest) {
  if (forest.is_empty()) return std::nullopt;
  const TitleLines found = compute_title_lines(page, facts);
  std::optional<BlockIndex> best;
  double best_margin = 0;
  weigh_in_turns(
      found.lines.size(), found.evidence.width, [&](std::size_t i) { return found.evidence.row(i).data(); },
      [&](std::size_t first, const RowBatch& rows, std::size_t number) {
        const Forest::Margins margins = forest.margins(rows);
        for (std::size_t i = 0; i < number; ++i)
          if (!best || margins[i] > best_margin) {
            best_margin = margins[i];
            best = found.lines[first + i];
          }
      });
  return best;
}

}  // namespace pressclip
