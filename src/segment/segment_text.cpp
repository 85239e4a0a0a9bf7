// Cuts a plain-text dump into blocks.
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "pressclip/segment.h"
#include "text/normalize.h"

namespace pressclip {
namespace {

// Text that was wrapped by hand or by a program stays between these widths, in characters.
constexpr std::size_t kNarrowestWrap = 40;
constexpr std::size_t kWidestWrap = 110;

struct Line {
  std::string_view text;   // as it stands, without the line feed
  std::string normalized;  // empty: a blank line
};

std::vector<Line> split_lines(std::string_view text) {
  std::vector<Line> lines;
  while (!text.empty()) {
    const std::size_t feed = text.find_first_of("\n\r\f");
    const std::string_view line = text.substr(0, feed);
    lines.push_back({line, normalize_text(line)});
    if (feed == std::string_view::npos) break;
    const bool pair = text[feed] == '\r' && feed + 1 < text.size() && text[feed + 1] == '\n';
    text.remove_prefix(feed + (pair ? 2 : 1));
  }
  return lines;
}

bool begins_list_item(std::string_view line) {
  return line.starts_with("- ") || line.starts_with("* ") || line.starts_with("• ") || line.starts_with("· ");
}

// Whether the lines of the text are parts of paragraphs: most lines that another line follows directly end where the
// width ends. In a dump with a block a line they are short and long by turns.
bool is_wrapped(const std::vector<Line>& lines) {
  std::size_t followed = 0, full = 0;
  for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
    if (lines[i].normalized.empty() || lines[i + 1].normalized.empty()) continue;
    ++followed;
    const std::size_t width = count_characters(lines[i].normalized);
    if (width >= kNarrowestWrap && width <= kWidestWrap) ++full;
  }
  return followed > 0 && full * 5 >= followed * 4;
}

// Markdown's mark of a heading, its level; 0 where the line is none.
std::uint8_t heading_marks(std::string_view line) {
  std::size_t marks = 0;
  while (marks < line.size() && line[marks] == '#') ++marks;
  return marks >= 1 && marks <= 6 && marks < line.size() && line[marks] == ' ' ? static_cast<std::uint8_t>(marks) : std::uint8_t{0};
}

void add_block(BlockList& list, std::string text) {
  if (text.empty()) return;
  Block block;
  block.node = 0;
  if (begins_list_item(text)) {
    block.kind = BlockKind::list_item;
    block.list_depth = 1;
    text.erase(0, text.find(' ') + 1);
  } else if (const std::uint8_t level = heading_marks(text)) {
    block.kind = BlockKind::heading;
    block.level = level;
    text.erase(0, level + 1U);
  }
  block.text = std::move(text);
  if (!block.text.empty()) list.blocks.push_back(std::move(block));
}

}  // namespace

BlockList segment_text(std::string_view text) {
  BlockList list;
  list.plain_text = true;
  list.containers.emplace_back();
  const std::vector<Line> lines = split_lines(text);
  const bool wrapped = is_wrapped(lines);
  std::string paragraph;
  for (const Line& line : lines) {
    const bool ends = line.normalized.empty() || !wrapped || begins_list_item(line.normalized);
    if (ends) {
      add_block(list, std::move(paragraph));
      paragraph.clear();
    }
    if (line.normalized.empty()) continue;
    if (!paragraph.empty()) paragraph += ' ';
    paragraph += line.normalized;
  }
  add_block(list, std::move(paragraph));
  list.containers[0].end_block = static_cast<BlockIndex>(list.blocks.size());
  return list;
}

}  // namespace pressclip
