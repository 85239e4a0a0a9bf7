// Markdown: an article as CommonMark, table rows as the tables that GitHub and others add to it.
#include <algorithm>
#include <span>

#include "pressclip/write.h"
#include "write/safe_text.h"

namespace pressclip {
namespace {

// List items nested deeper are shown at this depth: indentation would grow with the square of the depth.
constexpr std::size_t kMaxListDepth = 12;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

std::string trimmed(const std::string& line) {
  const std::size_t first = line.find_first_not_of(' ');
  return first == std::string::npos ? "" : line.substr(first, line.find_last_not_of(' ') + 1 - first);
}

// One line of text in which nothing is markup, wherever in a line it is put.
std::string escaped(std::string_view text) {
  const std::string line = trimmed(safe_line(text));
  constexpr std::string_view kAlways = "\\`*_[]<>&~|$";
  // Only the beginning of a line gives these a meaning.
  constexpr std::string_view kAtStart = "#+-=:";
  std::string out;
  out.reserve(line.size());
  for (std::size_t at = 0; at < line.size(); ++at) {
    const bool after_number =
        (line[at] == '.' || line[at] == ')') && at > 0 &&
        std::all_of(line.begin(), line.begin() + static_cast<std::ptrdiff_t>(at), is_digit);
    if (kAlways.find(line[at]) != std::string_view::npos ||
        (at == 0 && kAtStart.find(line[at]) != std::string_view::npos) || (at < 10 && after_number))
      out += '\\';
    out += line[at];
  }
  // A heading may be closed by hashes.
  if (line.size() > 1 && out.back() == '#') out.insert(out.size() - 1, 1, '\\');
  return out;
}

std::string fenced(std::string_view text) {
  const std::string content = safe_text(text);
  std::size_t longest = 0;
  std::size_t run = 0;
  for (const char c : content) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  const std::string fence(std::max<std::size_t>(3, longest + 1), '`');
  return fence + '\n' + content + (content.empty() || content.back() == '\n' ? "" : "\n") + fence;
}

std::string list(std::span<const BodyBlock> items) {
  struct Level {
    std::size_t indent = 0;  // columns before the marker
    std::size_t width = 0;   // of the last marker with its space
    std::size_t number = 0;
    bool ordered = false;
  };
  std::vector<Level> open;
  std::string out;
  for (const BodyBlock& item : items) {
    const auto asked = static_cast<std::size_t>(std::max(item.depth.value_or(1), 1));
    const std::size_t depth = std::min({asked, open.size() + 1, kMaxListDepth});
    if (open.size() > depth) open.resize(depth);
    if (open.size() < depth)
      open.push_back({.indent = open.empty() ? 0 : open.back().indent + open.back().width});
    Level& level = open.back();
    const bool ordered = item.ordered.value_or(false);
    if (level.ordered != ordered) level.number = 0;
    level.ordered = ordered;
    const std::string marker = ordered ? std::to_string(++level.number) + ". " : "- ";
    level.width = marker.size();
    if (!out.empty()) out += '\n';
    out += std::string(level.indent, ' ') + marker + escaped(item.text);
  }
  return out;
}

std::vector<std::string> cells(std::string_view row) {
  constexpr std::string_view kSeparator = " | ";
  std::vector<std::string> found;
  while (true) {
    const std::size_t end = row.find(kSeparator);
    found.push_back(escaped(row.substr(0, end)));
    if (end == std::string_view::npos) return found;
    row.remove_prefix(end + kSeparator.size());
  }
}

std::string table(std::span<const BodyBlock> rows) {
  std::string out;
  for (const BodyBlock& row : rows) {
    const std::vector<std::string> row_cells = cells(row.text);
    if (!out.empty()) out += '\n';
    for (const std::string& cell : row_cells) out += "| " + cell + ' ';
    out += '|';
    if (&row != &rows.front()) continue;
    out += '\n';
    for (std::size_t i = 0; i < row_cells.size(); ++i) out += "| --- ";
    out += '|';
  }
  return out;
}

std::string quotes(std::span<const BodyBlock> blocks) {
  std::string out;
  for (const BodyBlock& block : blocks) {
    if (!out.empty()) out += "\n>\n";
    out += "> " + escaped(block.text);
  }
  return out;
}

// The first run of blocks of one type.
std::span<const BodyBlock> run_of(std::span<const BodyBlock> blocks) {
  const auto end = std::find_if(blocks.begin(), blocks.end(),
                                [&](const BodyBlock& block) { return block.type != blocks.front().type; });
  return {blocks.begin(), end};
}

}  // namespace

std::string write_markdown(const Article& article) {
  std::string out;
  const auto add = [&](const std::string& block) {
    if (!out.empty()) out += "\n\n";
    out += block;
  };
  if (article.headline) add("# " + escaped(*article.headline));
  if (article.standfirst) add("*" + escaped(*article.standfirst) + "*");
  for (std::span<const BodyBlock> rest = article.body; !rest.empty();) {
    const std::span<const BodyBlock> run = run_of(rest);
    switch (run.front().type) {
      case BodyType::list_item:
        add(list(run));
        break;
      case BodyType::table_row:
        add(table(run));
        break;
      case BodyType::quote:
        add(quotes(run));
        break;
      case BodyType::paragraph:
        for (const BodyBlock& block : run) add(escaped(block.text));
        break;
      case BodyType::caption:
        for (const BodyBlock& block : run) add("*" + escaped(block.text) + "*");
        break;
      case BodyType::preformatted:
        for (const BodyBlock& block : run) add(fenced(block.text));
        break;
      case BodyType::heading:
        for (const BodyBlock& block : run)
          add(std::string(static_cast<std::size_t>(std::clamp(block.level, 2, 6)), '#') + ' ' +
              escaped(block.text));
        break;
    }
    rest = rest.subspan(run.size());
  }
  return out + '\n';
}

}  // namespace pressclip
