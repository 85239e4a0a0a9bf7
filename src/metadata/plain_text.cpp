// Text out of strings that hold markup, by the parser that reads the page itself.
#include "metadata/plain_text.h"

#include <algorithm>
#include <vector>

#include "pressclip/parse.h"
#include "text/normalize.h"

namespace pressclip::metadata {
namespace {

bool is_inline(Tag tag) {
  switch (tag) {
    case Tag::a:
    case Tag::abbr:
    case Tag::acronym:
    case Tag::b:
    case Tag::bdi:
    case Tag::bdo:
    case Tag::big:
    case Tag::cite:
    case Tag::code:
    case Tag::data:
    case Tag::del:
    case Tag::dfn:
    case Tag::em:
    case Tag::font:
    case Tag::i:
    case Tag::ins:
    case Tag::kbd:
    case Tag::label:
    case Tag::mark:
    case Tag::nobr:
    case Tag::q:
    case Tag::s:
    case Tag::samp:
    case Tag::small:
    case Tag::span:
    case Tag::strike:
    case Tag::strong:
    case Tag::sub:
    case Tag::sup:
    case Tag::time:
    case Tag::tt:
    case Tag::u:
    case Tag::var:
    case Tag::wbr:
      return true;
    default:
      return false;
  }
}

bool has_entity(std::string_view text) {
  for (std::size_t i = text.find('&'); i != std::string_view::npos; i = text.find('&', i + 1)) {
    std::size_t end = i + 1;
    while (end < text.size() && end < i + 12 &&
           ((text[end] >= 'a' && text[end] <= 'z') || (text[end] >= 'A' && text[end] <= 'Z') ||
            text[end] == '#' || (text[end] >= '0' && text[end] <= '9')))
      ++end;
    if (end > i + 2 && end < text.size() && text[end] == ';') return true;
  }
  return false;
}

bool has_tag(std::string_view text) {
  for (std::size_t i = text.find('<'); i != std::string_view::npos; i = text.find('<', i + 1)) {
    if (i + 1 >= text.size()) return false;
    const char next = text[i + 1];
    if ((next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z') || next == '/' || next == '!')
      return true;
  }
  return false;
}

// Whether tags make paragraphs; else line feeds do, whatever inline markup there is.
bool has_block_tag(std::string_view text) {
  for (std::size_t i = text.find('<'); i != std::string_view::npos; i = text.find('<', i + 1)) {
    std::string name;
    for (std::size_t j = i + 1; j < text.size() && name.size() < 4; ++j) {
      const char byte = text[j];
      if (byte >= 'A' && byte <= 'Z')
        name += static_cast<char>(byte - 'A' + 'a');
      else if (byte >= 'a' && byte <= 'z')
        name += byte;
      else
        break;
    }
    if (name == "p" || name == "br" || name == "div" || name == "li" || name == "h") return true;
  }
  return false;
}

// `block_end` goes where a block element begins or ends.
std::string without_markup(std::string_view text, std::string_view block_end) {
  const Document document = parse_html(text);
  std::string result;
  const auto nodes = document.nodes();
  std::vector<NodeIndex> open_ends;
  for (NodeIndex i = 0; i < nodes.size(); ++i) {
    while (!open_ends.empty() && open_ends.back() <= i) {
      result += block_end;
      open_ends.pop_back();
    }
    if (nodes[i].kind == NodeKind::text)
      result += nodes[i].text;
    else if (nodes[i].kind == NodeKind::element && !is_inline(nodes[i].tag)) {
      result += block_end;
      open_ends.push_back(nodes[i].end);
    }
  }
  return result;
}

std::string joined_paragraphs(std::string_view text) {
  std::string result;
  for (std::size_t begin = 0; begin <= text.size();) {
    std::size_t end = begin;
    while (end < text.size() && text[end] != '\n' && text[end] != '\r' && text[end] != '\x1e') ++end;
    std::string paragraph = normalize_text(text.substr(begin, end - begin));
    if (!paragraph.empty()) {
      if (!result.empty()) result += "\n\n";
      result += paragraph;
    }
    begin = end + 1;
  }
  return result;
}

}  // namespace

std::string plain_line(std::string_view text) {
  if (!has_tag(text) && !has_entity(text)) return normalize_text(text);
  std::string line = without_markup(text, " ");
  if (has_entity(line)) line = without_markup(line, " ");
  return normalize_text(line);
}

std::string plain_paragraphs(std::string_view text) {
  std::string decoded;
  if (!has_tag(text) && has_entity(text)) {
    decoded = without_markup(text, "");  // "&lt;p&gt;"
    text = decoded;
  }
  if (!has_tag(text)) return joined_paragraphs(text);
  if (!has_block_tag(text)) return joined_paragraphs(without_markup(text, ""));
  // In markup line feeds are white space. The record separator stands for the borders meanwhile.
  std::string spaced(text);
  for (char& byte : spaced)
    if (byte == '\n' || byte == '\r') byte = ' ';
  return joined_paragraphs(without_markup(spaced, "\x1e"));
}

}  // namespace pressclip::metadata
