// Cuts a plain-text dump into blocks.
//
// A dump is either wrapped, so that the lines of a paragraph follow each other up to a blank line, or it has
// a line for each block. Which of the two is seen from how its lines end; see wrap_width.
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pressclip/segment.h"
#include "segment/visible_text.h"
#include "text/byte_arena.h"
#include "text/normalize.h"

namespace pressclip {
namespace {

// Programs and people wrap text between these widths, in columns.
constexpr std::size_t kNarrowestWrap = 40;
constexpr std::size_t kWidestWrap = 110;

constexpr std::string_view kLineEnds = "\n\r\v\f";

// Takes the next line off the text.
std::string_view take_line(std::string_view& text) {
  const std::size_t end = std::min(text.find_first_of(kLineEnds), text.size());
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end);
  text.remove_prefix(text.starts_with("\r\n") ? 2 : text.empty() ? 0 : 1);
  return line;
}

unsigned char byte_at(std::string_view text, std::size_t position) {
  return position < text.size() ? static_cast<unsigned char>(text[position]) : std::uint8_t{0};
}

// Whether the character that begins at `position` is of a script that is written without spaces: Han, Kana
// and their punctuation, in UTF-8 U+3000 to U+9FFF, U+FF00 to U+FFEF and U+20000 on.
bool is_unspaced(std::string_view text, std::size_t position) {
  const unsigned char lead = byte_at(text, position);
  const unsigned char second = byte_at(text, position + 1);
  return (lead >= 0xE3 && lead <= 0xE9) || (lead == 0xEF && second >= 0xBC) ||
         (lead == 0xF0 && second >= 0xA0);
}

// Columns that the character beginning at `position` takes on a terminal.
std::size_t columns_at(std::string_view text, std::size_t position) {
  const unsigned char byte = byte_at(text, position);
  if ((byte & 0xC0U) == 0x80) return 0;
  const bool hangul = byte >= 0xEA && byte <= 0xED;
  return hangul || is_unspaced(text, position) ? 2 : 1;
}

std::size_t columns(std::string_view text) {
  std::size_t sum = 0;
  for (std::size_t i = 0; i < text.size(); ++i) sum += columns_at(text, i);
  return sum;
}

// Columns of what can't be parted from the beginning of a line: a word, or one character where there are no
// words.
std::size_t first_word_columns(std::string_view line) {
  std::size_t sum = 0;
  for (std::size_t i = 0; i < line.size() && line[i] != ' '; ++i) {
    if (is_unspaced(line, i)) return sum > 0 ? sum : 2;
    sum += columns_at(line, i);
  }
  return sum;
}

// A line of only such marks divides parts of the text.
bool is_divider(std::string_view line) {
  static constexpr std::string_view kMarks = "-=*_~#";
  std::size_t marks = 0;
  for (const char c : line) {
    if (c == ' ') continue;
    if (kMarks.find(c) == std::string_view::npos) return false;
    ++marks;
  }
  return marks >= 3;
}

struct Line {
  std::string text;       // normalised; empty: a blank line, or a divider
  std::size_t width = 0;  // columns
  bool indented = false;
};

Line read_line(std::string_view raw) {
  Line line;
  line.text = normalize_text(raw);
  if (is_divider(line.text) || !has_visible_text(line.text)) line.text.clear();
  line.width = columns(line.text);
  line.indented = raw.starts_with("  ") || raw.starts_with('\t') || leading_space(raw).ideographic > 0;
  return line;
}

// Whether a wrapped text of this width may have been broken between the two lines: the next word had no room.
bool may_be_broken(const Line& last, const Line& line, std::size_t width) {
  return !line.text.empty() && last.width >= kNarrowestWrap && last.width <= kWidestWrap &&
         last.width + 1 + first_word_columns(line.text) > width;
}

// The width to which the text is wrapped, nothing where it is not: in a wrapped text no line is long, and
// those that another one follows end where the width ends. In a text with a block a line they end anywhere.
std::optional<std::size_t> wrap_width(std::string_view text) {
  std::array<std::size_t, kWidestWrap + 1> lines_by_width{};
  std::size_t all_columns = 0, long_columns = 0, followed = 0;
  Line last;
  for (std::string_view rest = text; !rest.empty();) {
    Line line = read_line(take_line(rest));
    all_columns += line.width;
    if (line.width > kWidestWrap) long_columns += line.width;
    if (!line.text.empty() && last.width >= kNarrowestWrap && last.width <= kWidestWrap) {
      ++lines_by_width[last.width];
      ++followed;
    }
    last = std::move(line);
  }
  // An address or a table may be too long to be wrapped.
  if (followed == 0 || long_columns * 10 > all_columns) return std::nullopt;
  std::size_t width = 0;
  for (std::size_t lines = 0; lines * 20 < followed * 19; lines += lines_by_width[width]) ++width;

  std::size_t broken = 0;
  last = {};
  for (std::string_view rest = text; !rest.empty();) {
    Line line = read_line(take_line(rest));
    if (may_be_broken(last, line, width)) ++broken;
    last = std::move(line);
  }
  // The last lines of paragraphs are followed too, where no blank line is between them.
  if (broken * 4 < followed * 3) return std::nullopt;
  return width;
}

// What a line begins with where it is an item of a list.
struct ListMark {
  char kind = '\0';  // '-', '*', 'o' for a bullet, '1' for a number; 0 for none
  std::size_t bytes = 0;
  int number = 0;
};

ListMark list_mark(std::string_view line) {
  static constexpr std::array<std::string_view, 6> kBullets = {"• ", "· ", "▪ ", "◦ ", "‣ ", "● "};
  if (line.starts_with("- ") || line.starts_with("* ")) return {line[0], 2, 0};
  for (const std::string_view bullet : kBullets)
    if (line.starts_with(bullet)) return {'o', bullet.size(), 0};
  std::size_t digits = 0;
  int number = 0;
  while (digits < 3 && digits < line.size() && line[digits] >= '0' && line[digits] <= '9')
    number = number * 10 + (line[digits++] - '0');
  if (digits > 0 && (line.substr(digits).starts_with(". ") || line.substr(digits).starts_with(") ")))
    return {'1', digits + 2, number};
  return {};
}

// Markdown's mark of a heading, its level; 0 where the line is none.
std::uint8_t heading_marks(std::string_view line) {
  const std::size_t marks = std::min(line.find_first_not_of('#'), line.size());
  return marks >= 1 && marks <= 6 && line.substr(marks).starts_with(' ') ? static_cast<std::uint8_t>(marks)
                                                                         : std::uint8_t{0};
}

class TextSegmenter {
 public:
  BlockList run(std::string_view text) {
    result_.plain_text = true;
    result_.memory = memory_;
    result_.containers.emplace_back();
    const std::optional<std::size_t> width = wrap_width(text);
    Line last;
    while (!text.empty()) {
      Line line = read_line(take_line(text));
      if (line.text.empty()) {
        if (!is_full()) end_paragraph();
        is_tight_ = false;
      } else {
        if (!goes_on(last, line, width)) end_paragraph();
        is_joined_ = is_joined_ || (is_full() && !paragraph_.empty());
        add(line.text);
      }
      last = std::move(line);
    }
    result_.simplified = is_joined_;
    end_paragraph();
    name_list_items();
    result_.containers[0].end_block = static_cast<BlockIndex>(result_.blocks.size());
    return std::move(result_);
  }

 private:
  [[nodiscard]] bool is_full() const { return result_.blocks.size() + 1 >= kMostBlocks; }

  // Whether `line` goes on with the paragraph that `last` is in.
  [[nodiscard]] bool goes_on(const Line& last, const Line& line, std::optional<std::size_t> width) const {
    if (paragraph_.empty()) return false;
    if (is_full()) return true;
    if (!width || !may_be_broken(last, line, *width)) return false;
    if (heading_marks(line.text) > 0 || heading_marks(paragraph_) > 0) return false;
    const ListMark mark = list_mark(line.text);
    const ListMark before = list_mark(paragraph_);
    // A dash or a number may have come to the beginning of a line by chance.
    if (mark.kind == 'o' || (mark.kind != '\0' && mark.kind == before.kind)) return false;
    return !line.indented || last.indented || before.kind != '\0';
  }

  void add(std::string_view line) {
    if (!paragraph_.empty()) {
      std::size_t last = paragraph_.size() - 1;
      while (last > 0 && (static_cast<unsigned char>(paragraph_[last]) & 0xC0U) == 0x80) --last;
      if (!is_unspaced(paragraph_, last) || !is_unspaced(line, 0)) paragraph_ += ' ';
    }
    paragraph_ += line;
  }

  void end_paragraph() {
    if (paragraph_.empty()) return;
    Block block;
    marks_.push_back({list_mark(paragraph_), is_tight_});
    if (const std::uint8_t level = heading_marks(paragraph_)) {
      block.kind = BlockKind::heading;
      block.level = level;
      paragraph_.erase(0, level + 1U);
      // "## Like this ##"
      const std::size_t closing = paragraph_.find_last_not_of('#');
      if (closing != std::string::npos && paragraph_[closing] == ' ') paragraph_.resize(closing);
    }
    // Where lines were joined, what is at their ends may compose.
    block.text = memory_->copy(normalize_text(paragraph_));
    paragraph_.clear();
    is_tight_ = true;
    result_.blocks.push_back(block);
  }

  // A dash, a star or a number at the beginning makes a list only together with the line before or after it:
  // dialogue, footnotes and dates begin so too.
  void name_list_items() {
    for (std::size_t i = 0; i < result_.blocks.size(); ++i) {
      const ListMark& mark = marks_[i].mark;
      if (mark.kind == '\0') continue;
      const bool item = mark.kind == 'o' || (i > 0 && follow(i - 1)) || (i + 1 < marks_.size() && follow(i));
      if (!item) continue;
      Block& block = result_.blocks[i];
      block.kind = BlockKind::list_item;
      block.list_depth = 1;
      block.ordered = mark.kind == '1';
      block.text.remove_prefix(mark.bytes);
    }
  }

  // Whether the blocks `i` and `i + 1` are items of one list.
  [[nodiscard]] bool follow(std::size_t i) const {
    const Marked& one = marks_[i];
    const Marked& next = marks_[i + 1];
    return next.is_tight && one.mark.kind == next.mark.kind &&
           (one.mark.kind != '1' || one.mark.number + 1 == next.mark.number);
  }

  struct Marked {
    ListMark mark;
    bool is_tight = false;  // no blank line before it
  };

  std::shared_ptr<ByteArena> memory_ = std::make_shared<ByteArena>();
  BlockList result_;
  std::vector<Marked> marks_;  // of each block
  std::string paragraph_;
  bool is_tight_ = false;
  bool is_joined_ = false;  // lines that would be blocks of their own were there room
};

}  // namespace

BlockList segment_text(std::string_view text) {
  return TextSegmenter().run(text);
}

}  // namespace pressclip
