#include "segment/element.h"

#include <algorithm>
#include <array>

#include "segment/white_space.h"

namespace pressclip {
namespace {

char to_lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool equals_ignoring_case(std::string_view text, std::string_view lower) {
  return std::ranges::equal(text, lower, {}, to_lower);
}

// Whether a style attribute holds a declaration, given without spaces and in lower case. Nothing of what is
// looked for begins again inside itself, so one look at each character is enough.
bool declares(std::string_view style, std::string_view declaration) {
  std::size_t matched = 0;
  for (const char c : style) {
    if (is_space(c)) continue;
    const char lower = to_lower(c);
    if (lower == declaration[matched]) {
      if (++matched == declaration.size()) return true;
    } else {
      matched = lower == declaration[0] ? 1 : 0;
    }
  }
  return false;
}

// Class names by which the common style sheets and accessibility guides hide text from sight but not from
// readers.
constexpr std::array<std::string_view, 13> kScreenReaderClasses = {
    "sr-only",           "visually-hidden",           "visuallyhidden",    "screen-reader-text",
    "screenreader-only", "screen-reader-only",        "screenreader-text", "screen-reader",
    "screenreader",      "visually-hidden-focusable", "element-invisible", "a11y-hidden",
    "assistive-text"};

constexpr std::size_t kShortestScreenReaderClass = [] {
  std::size_t shortest = kScreenReaderClasses[0].size();
  for (const std::string_view name : kScreenReaderClasses) shortest = std::min(shortest, name.size());
  return shortest;
}();

// A place for the last two letters of a name, whatever their case.
constexpr std::size_t place_of_ending(std::string_view name) {
  constexpr unsigned kCaseless = 31;  // the bits that say which letter
  return (static_cast<unsigned char>(name[name.size() - 2]) & kCaseless) << 5U |
         (static_cast<unsigned char>(name.back()) & kCaseless);
}

constexpr auto kEndingsOfScreenReaderClasses = [] {
  std::array<bool, 1024> endings{};
  for (const std::string_view name : kScreenReaderClasses) endings.at(place_of_ending(name)) = true;
  return endings;
}();

// Most names are shorter, or have other last letters.
bool may_be_screen_reader_class(std::string_view token) {
  return token.size() >= kShortestScreenReaderClass && kEndingsOfScreenReaderClasses[place_of_ending(token)];
}

// With or without a prefix as style sheets put before their names: "u-sr-only", "govuk-visually-hidden". The
// class "not-sr-only" takes it back.
bool is_screen_reader_class(std::string_view token) {
  if (!may_be_screen_reader_class(token) || token.starts_with("not-")) return false;
  return std::ranges::any_of(kScreenReaderClasses, [token](std::string_view name) {
    if (token.size() < name.size()) return false;
    const std::size_t prefix = token.size() - name.size();
    if (prefix > 0 && token[prefix - 1] != '-' && token[prefix - 1] != '_') return false;
    return equals_ignoring_case(token.substr(prefix), name);
  });
}

bool has_screen_reader_class(std::string_view classes) {
  for (std::size_t at = 0; at < classes.size(); ++at) {
    const std::size_t begin = at;
    while (at < classes.size() && !is_space(classes[at])) ++at;
    if (at > begin && is_screen_reader_class(classes.substr(begin, at - begin))) return true;
  }
  return false;
}

// How far from sight.
int rank_of(Visibility visibility) {
  switch (visibility) {
    case Visibility::shown:
      return 0;
    case Visibility::aria_hidden:
      return 1;
    case Visibility::noscript:
      return 2;
    case Visibility::screen_reader:
      return 3;
    case Visibility::hidden:
      return 4;
    case Visibility::inert:
      return 5;
  }
  return 0;
}

constexpr std::array<std::string_view, 9> kNamingAttributes = {
    "class",       "id",        "role",   "data-testid", "data-component", "data-component-name",
    "data-module", "data-type", "data-qa"};

// Attribute values longer than this are style sheets in disguise and name nothing.
constexpr std::size_t kLongestName = 400;  // bytes

}  // namespace

Flow flow_of(const Node& element) {
  switch (element.tag) {
    case Tag::script:
    case Tag::style:
    case Tag::head:
    case Tag::svg:
    case Tag::math:
    case Tag::select:
    case Tag::datalist:
    case Tag::textarea:
    case Tag::iframe:
    case Tag::object:
    case Tag::applet:
    case Tag::audio:
    case Tag::canvas:
    case Tag::video:
    case Tag::title:
    case Tag::noframes:
    case Tag::rt:
    case Tag::rp:
    case Tag::rtc:
      return Flow::skipped;
    case Tag::br:
      return Flow::line_break;
    case Tag::a:
    case Tag::abbr:
    case Tag::acronym:
    case Tag::area:
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
    case Tag::embed:
    case Tag::font:
    case Tag::i:
    case Tag::img:
    case Tag::input:
    case Tag::ins:
    case Tag::kbd:
    case Tag::link:
    case Tag::map:
    case Tag::mark:
    case Tag::meta:
    case Tag::meter:
    case Tag::nobr:
    case Tag::output:
    case Tag::param:
    case Tag::picture:
    case Tag::progress:
    case Tag::q:
    case Tag::rb:
    case Tag::ruby:
    case Tag::s:
    case Tag::samp:
    case Tag::slot:
    case Tag::small:
    case Tag::source:
    case Tag::span:
    case Tag::strike:
    case Tag::strong:
    case Tag::sub:
    case Tag::sup:
    case Tag::time:
    case Tag::track:
    case Tag::tt:
    case Tag::u:
    case Tag::var:
    case Tag::wbr:
      return Flow::inside;
    case Tag::unknown:
      // Word processors mark places and names in running text so: <st1:city>.
      return element.text.find(':') == std::string_view::npos ? Flow::block : Flow::inside;
    default:
      return Flow::block;
  }
}

int heading_level(Tag tag) {
  switch (tag) {
    case Tag::h1:
      return 1;
    case Tag::h2:
      return 2;
    case Tag::h3:
      return 3;
    case Tag::h4:
      return 4;
    case Tag::h5:
      return 5;
    case Tag::h6:
      return 6;
    default:
      return 0;
  }
}

bool is_sectioning(Tag tag) {
  switch (tag) {
    case Tag::article:
    case Tag::aside:
    case Tag::footer:
    case Tag::form:
    case Tag::header:
    case Tag::main:
    case Tag::nav:
    case Tag::section:
      return true;
    default:
      return false;
  }
}

bool is_custom_element(const Node& element) {
  return element.tag == Tag::unknown && element.text.find('-') != std::string_view::npos &&
         element.text.find(':') == std::string_view::npos;
}

Visibility less_visible(Visibility a, Visibility b) {
  return rank_of(a) < rank_of(b) ? b : a;
}

Visibility more_visible(Visibility a, Visibility b) {
  return rank_of(a) < rank_of(b) ? a : b;
}

Visibility own_visibility(const Document& document, NodeIndex element,
                          Remembered<bool>& screen_reader_classes) {
  const Tag tag = document.node(element).tag;
  // A page that hides itself whole shows itself by script.
  if (tag == Tag::html || tag == Tag::body) return Visibility::shown;
  if (tag == Tag::template_) return Visibility::inert;
  if (tag == Tag::dialog && !document.attribute(element, "open")) return Visibility::hidden;
  Visibility found = tag == Tag::noscript ? Visibility::noscript : Visibility::shown;
  for (const Attribute& attribute : document.attributes(element)) {
    if (attribute.name == "hidden") {
      if (!equals_ignoring_case(attribute.value, "until-found")) return Visibility::hidden;
    } else if (attribute.name == "style") {
      if (declares(attribute.value, "display:none") || declares(attribute.value, "visibility:hidden"))
        return Visibility::hidden;
    } else if (attribute.name == "aria-hidden") {
      if (equals_ignoring_case(attribute.value, "true")) found = less_visible(found, Visibility::aria_hidden);
    } else if (attribute.name == "class") {
      if (screen_reader_classes.of(attribute.value, has_screen_reader_class))
        found = less_visible(found, Visibility::screen_reader);
    }
  }
  return found;
}

std::string_view join(std::span<const std::string_view> names, ByteArena& memory) {
  if (names.empty()) return {};
  if (names.size() == 1) return names[0];
  std::size_t size = names.size() - 1;
  for (const std::string_view name : names) size += name.size();
  char* const words = memory.allocate(size);
  char* end = words;
  for (const std::string_view name : names) {
    if (end != words) *end++ = ' ';
    end = std::ranges::copy(name, end).out;
  }
  return {words, size};
}

std::string_view naming_words(const Document& document, NodeIndex element, ByteArena& memory) {
  std::array<std::string_view, kNamingAttributes.size()> names;
  std::size_t count = 0;
  for (const Attribute& attribute : document.attributes(element)) {
    if (std::ranges::find(kNamingAttributes, attribute.name) == kNamingAttributes.end()) continue;
    if (attribute.value.empty() || attribute.value.size() > kLongestName) continue;
    if (count == names.size()) break;
    names[count++] = attribute.value;
  }
  return join(std::span(names).first(count), memory);
}

std::string_view item_name(const Document& document, NodeIndex element) {
  const std::string_view name = document.attribute(element, "itemprop").value_or("");
  return name.size() <= kLongestName ? name : std::string_view();
}

}  // namespace pressclip
