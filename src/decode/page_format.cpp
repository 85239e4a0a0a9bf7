#include "decode/page_format.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace pressclip {
namespace {

constexpr std::size_t kSample = 65536;

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool begins_with(std::string_view text, std::string_view word) {
  return text.size() >= word.size() &&
         std::equal(word.begin(), word.end(), text.begin(), [](char a, char b) { return a == lower(b); });
}

constexpr std::array<std::string_view, 31> kElements = {
    "html",    "head", "body",  "div", "p",  "span",   "a",    "ul",   "li",        "table", "tr",
    "td",      "h1",   "h2",    "h3",  "br", "img",    "meta", "link", "script",    "style", "section",
    "article", "main", "title", "b",   "i",  "strong", "em",   "font", "blockquote"};

// Whether `text`, which follows "<" or "</", names an element of HTML and goes on like a tag.
bool names_element(std::string_view text) {
  std::size_t end = 0;
  while (end < text.size() && end < 12 &&
         ((lower(text[end]) >= 'a' && lower(text[end]) <= 'z') || (text[end] >= '0' && text[end] <= '9')))
    ++end;
  if (end == text.size() || (text[end] != '>' && text[end] != ' ' && text[end] != '/' && text[end] != '\n' &&
                             text[end] != '\t' && text[end] != '\r'))
    return false;
  const std::string_view name = text.substr(0, end);
  return std::any_of(kElements.begin(), kElements.end(), [&](std::string_view element) {
    return element.size() == name.size() && begins_with(name, element);
  });
}

}  // namespace

bool looks_like_html(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n\f");
  if (begin == std::string_view::npos) return false;
  const std::string_view start = text.substr(begin);
  for (const std::string_view opening : {"<!doctype html", "<html", "<head", "<body", "<?xml", "<!--"})
    if (begins_with(start, opening)) return true;
  const std::string_view sample = start.substr(0, kSample);
  std::size_t tags = 0, closing = 0;
  for (std::size_t at = sample.find('<'); at != std::string_view::npos; at = sample.find('<', at + 1)) {
    const bool closes = at + 1 < sample.size() && sample[at + 1] == '/';
    if (names_element(sample.substr(at + (closes ? 2 : 1)))) {
      ++tags;
      if (closes) ++closing;
    }
  }
  // A page that begins with a tag is one; a text would have to be written about markup to hold several closed
  // ones.
  if (start.front() == '<' && tags >= 1 && names_element(start.substr(1))) return true;
  return closing >= 3 && tags * 400 >= sample.size() / 2;
}

bool looks_binary(std::string_view text) {
  constexpr std::size_t kOneIn = 20;
  const std::string_view sample = text.substr(0, kSample);
  std::size_t characters = 0, unreadable = 0;
  for (std::size_t at = 0; at < sample.size(); ++at) {
    const auto byte = static_cast<unsigned char>(sample[at]);
    if ((byte & 0xC0U) == 0x80U) continue;
    ++characters;
    const bool control = byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r' && byte != '\f';
    if (control || byte == 0x7F || sample.substr(at).starts_with("\xEF\xBF\xBD")) ++unreadable;
  }
  return unreadable * kOneIn > characters;
}

}  // namespace pressclip
