// Differences as lines: what is missing, what was added, and what changed with the words marked.
#include "program/check_show.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "program/check_align.h"
#include "text/normalize.h"
#include "write/safe_text.h"

namespace pressclip {
namespace {

// What is shown where not everything is: as much as a screen takes.
constexpr std::size_t kShownElements = 20;  // of a field
constexpr std::size_t kShownBytes = 240;    // of a text, and of what changed in one place
constexpr std::size_t kShownAround = 40;    // bytes before and after a change
constexpr std::string_view kCut = "…";

constexpr std::string_view kRed = "\x1b[31m";
constexpr std::string_view kGreen = "\x1b[32m";
constexpr std::string_view kBold = "\x1b[1m";
constexpr std::string_view kPlain = "\x1b[0m";

// On one line, with nothing that a terminal obeys.
std::string on_one_line(std::string_view text) {
  std::string out;
  for (std::size_t end = 0; (end = text.find('\n')) != std::string_view::npos; text.remove_prefix(end + 1))
    out.append(printable(text.substr(0, end))).append("\\n");
  return out + printable(text);
}

bool is_inside_character(std::string_view text, std::size_t at) {
  return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80;
}

// Cuts are made at a space where one is near, so that words stay whole.
constexpr std::size_t kNear = 16;

std::string head(std::string_view text, std::size_t bytes, Length length) {
  if (length == Length::whole || text.size() <= bytes) return on_one_line(text);
  std::size_t end = bytes;
  while (is_inside_character(text, end)) --end;
  const std::size_t space = text.rfind(' ', end);
  if (space != std::string_view::npos && space + kNear > end) end = space;
  return on_one_line(text.substr(0, end)).append(kCut);
}

std::string tail(std::string_view text, std::size_t bytes, Length length) {
  if (length == Length::whole || text.size() <= bytes) return on_one_line(text);
  std::size_t begin = text.size() - bytes;
  while (is_inside_character(text, begin)) ++begin;
  const std::size_t space = text.find(' ', begin);
  if (space < begin + kNear && space + 1 < text.size()) begin = space + 1;
  return std::string(kCut) + on_one_line(text.substr(begin));
}

class Painter {
 public:
  explicit Painter(const ShowStyle& style) : style_(style) {}

  [[nodiscard]] std::string expected(const std::string& text) const {
    if (text.empty()) return "";
    if (style_.marks == Marks::brackets) return "[-" + text + "-]";
    return painted(kRed, text);
  }
  [[nodiscard]] std::string got(const std::string& text) const {
    if (text.empty()) return "";
    if (style_.marks == Marks::brackets) return "{+" + text + "+}";
    return painted(kGreen, text);
  }
  // A whole line, whose sign says what the brackets would.
  [[nodiscard]] std::string line(Change change, const std::string& text) const {
    if (style_.marks == Marks::brackets || change == Change::changed) return text;
    return painted(change == Change::missing ? kRed : kGreen, text);
  }
  [[nodiscard]] std::string name(const std::string& text) const {
    return style_.marks == Marks::brackets ? text : painted(kBold, text);
  }

 private:
  [[nodiscard]] static std::string painted(std::string_view colour, const std::string& text) {
    return std::string(colour) + text + std::string(kPlain);
  }

  ShowStyle style_;
};

// Words, and what stands between them, so that together they are the text.
std::vector<std::string_view> tokens_of(std::string_view text) {
  std::vector<std::string_view> tokens;
  std::size_t at = 0;
  const auto take_until = [&](std::size_t end) {
    if (end > at) tokens.push_back(text.substr(at, end - at));
    at = std::max(at, end);
  };
  for (const std::string_view word : split_words(text)) {
    const auto begin = static_cast<std::size_t>(word.data() - text.data());
    take_until(begin);
    take_until(begin + word.size());
  }
  take_until(text.size());
  return tokens;
}

// Texts that both sides have: the same stretch of text, or the two that stand there instead of each other.
struct Piece {
  bool same = false;
  std::string_view expected, got;
};

std::string_view joined(std::string_view text, const std::vector<std::string_view>& tokens, std::size_t begin,
                        std::size_t end) {
  if (begin == end) return {};
  const auto first = static_cast<std::size_t>(tokens[begin].data() - text.data());
  const auto last = static_cast<std::size_t>(tokens[end - 1].data() - text.data()) + tokens[end - 1].size();
  return text.substr(first, last - first);
}

std::vector<Piece> pieces(std::string_view expected, std::string_view got) {
  const auto expected_tokens = tokens_of(expected);
  const auto got_tokens = tokens_of(got);
  std::unordered_map<std::string_view, std::uint32_t> numbers;
  const auto numbered = [&](const std::vector<std::string_view>& tokens) {
    std::vector<std::uint32_t> out;
    out.reserve(tokens.size());
    for (const std::string_view token : tokens)
      out.push_back(numbers.try_emplace(token, static_cast<std::uint32_t>(numbers.size())).first->second);
    return out;
  };
  std::vector<Stretch> stretches = align(numbered(expected_tokens), numbered(got_tokens));
  // A space that stays between two words that do not is no help to the reader.
  std::vector<Stretch> merged;
  for (std::size_t i = 0; i < stretches.size(); ++i) {
    Stretch stretch = stretches[i];
    const bool between = i > 0 && i + 1 < stretches.size();
    if (stretch.same && between &&
        joined(expected, expected_tokens, stretch.expected_begin, stretch.expected_end) == " ")
      stretch.same = false;
    if (!merged.empty() && merged.back().same == stretch.same) {
      merged.back().expected_end = stretch.expected_end;
      merged.back().got_end = stretch.got_end;
    } else {
      merged.push_back(stretch);
    }
  }
  std::vector<Piece> out;
  out.reserve(merged.size());
  for (const Stretch& stretch : merged)
    out.push_back({stretch.same,
                   joined(expected, expected_tokens, stretch.expected_begin, stretch.expected_end),
                   joined(got, got_tokens, stretch.got_begin, stretch.got_end)});
  return out;
}

std::string shown_change(const PartDifference& part, const ShowStyle& style, const Painter& painter) {
  const std::vector<Piece> all =
      part.are_texts ? pieces(part.expected, part.got) : std::vector<Piece>{{false, part.expected, part.got}};
  std::string out;
  std::size_t changes = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const Piece& piece = all[i];
    if (piece.same) {
      const bool first = i == 0;
      const bool last = i + 1 == all.size();
      if (first)
        out += tail(piece.expected, kShownAround, style.length);
      else if (last)
        out += head(piece.expected, kShownAround, style.length);
      else if (piece.expected.size() <= 2 * kShownAround || style.length == Length::whole)
        out += on_one_line(piece.expected);
      else
        out += head(piece.expected, kShownAround, style.length) +
               tail(piece.expected, kShownAround, style.length).substr(kCut.size());
      continue;
    }
    if (++changes > kShownElements && style.length == Length::cut) return out.append(kCut);
    out += painter.expected(head(piece.expected, kShownBytes, style.length)) +
           painter.got(head(piece.got, kShownBytes, style.length));
  }
  return out;
}

// What an element is, what its text is, and what else there is to it.
struct Description {
  std::string kind;    // "heading"
  std::string text;    // not cut
  std::string others;  // "level 2"
};

Description described(const Element& element, Length length) {
  constexpr std::array<std::string_view, 2> kKinds = {"type", "category"};
  constexpr std::array<std::string_view, 2> kTexts = {"text", "title"};
  const auto is_one_of = [](const auto& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  Description description;
  for (const ElementPart& part : element) {
    if (is_one_of(kKinds, part.name))
      description.kind += on_one_line(part.text);
    else if (is_one_of(kTexts, part.name) || part.name.empty())
      description.text = part.text;
    else if (part.json != "null")
      description.others += (description.others.empty() ? "" : ", ") + on_one_line(part.name) + ' ' +
                            head(part.text, kShownBytes, length);
  }
  return description;
}

void append_element(std::string& out, const FieldDifference& field, const ElementDifference& element,
                    const ShowStyle& style, const Painter& painter) {
  const std::string path = on_one_line(field.name) + '[' + std::to_string(element.at) + ']';
  const Description description = described(element.element, style.length);
  const std::string named = path + (description.kind.empty() ? "" : ' ' + description.kind);
  const auto append_line = [&](const std::string& line) { out.append("    ").append(line).append("\n"); };
  if (element.change != Change::changed) {
    std::string line = element.change == Change::missing ? "- " : "+ ";
    line.append(named).append(": ").append(head(description.text, kShownBytes, style.length));
    if (!description.others.empty()) line.append(" (").append(description.others).append(")");
    append_line(painter.line(element.change, line));
    return;
  }
  for (const PartDifference& part : element.parts) {
    const bool is_text = part.name == "text" || part.name == "title" || part.name.empty();
    std::string line = "~ ";
    line.append(is_text ? named : path + '.' + on_one_line(part.name)).append(": ");
    line.append(shown_change(part, style, painter));
    if (!is_text && !description.text.empty())
      line.append(" (of: ").append(head(description.text, 2 * kShownAround, style.length)).append(")");
    append_line(line);
  }
}

std::string counted(const FieldDifference& field) {
  std::array<std::size_t, 3> counts = {};
  for (const ElementDifference& element : field.elements)
    ++counts.at(static_cast<std::size_t>(element.change));
  constexpr std::array<std::string_view, 3> kNames = {"missing", "added", "changed"};
  std::string out;
  for (std::size_t i = 0; i < counts.size(); ++i)
    if (counts.at(i) > 0)
      out += (out.empty() ? "" : ", ") + std::to_string(counts.at(i)) + ' ' + std::string(kNames.at(i));
  return out;
}

}  // namespace

std::string shown_f1(double f1) {
  constexpr int kDigits = 3;
  const int thousandths = static_cast<int>(std::floor(f1 * 1000 + 1e-9));
  std::string digits = std::to_string(thousandths % 1000);
  digits.insert(0, kDigits - digits.size(), '0');
  return std::to_string(thousandths / 1000) + '.' + digits;
}

std::string shown_differences(const Comparison& comparison, const ShowStyle& style) {
  const Painter painter(style);
  std::string out;
  for (const FieldDifference& field : comparison.fields) {
    out += "  " + painter.name(on_one_line(field.name)) + ": ";
    if (!field.is_list) {
      for (const ElementDifference& element : field.elements)
        for (const PartDifference& part : element.parts)
          out += (part.name.empty() ? "" : on_one_line(part.name) + ' ') +
                 shown_change(part, style, painter) + '\n';
      continue;
    }
    out += counted(field);
    if (field.name == "body" && comparison.body_f1) out += "; F1 " + shown_f1(*comparison.body_f1);
    out += '\n';
    std::size_t count = 0;
    for (const ElementDifference& element : field.elements) {
      if (style.length == Length::cut && ++count > kShownElements) {
        out += "    " + std::string(kCut) + " and " + std::to_string(field.elements.size() - kShownElements) +
               " more\n";
        break;
      }
      append_element(out, field, element, style, painter);
    }
  }
  return out;
}

std::string shown_fields(const Comparison& comparison) {
  std::string out;
  for (const FieldDifference& field : comparison.fields) {
    out += (out.empty() ? "" : ", ") + on_one_line(field.name);
    if (field.name == "body" && comparison.body_f1) out += " (F1 " + shown_f1(*comparison.body_f1) + ')';
  }
  return out;
}

}  // namespace pressclip
