#include "segment/element.h"

#include <algorithm>
#include <array>
#include <cstdint>

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

enum class AttributeKind : std::uint8_t { other, naming, classes, item, address, hidden, aria_hidden, style };

// By its length first, which tells most names from all of these.
AttributeKind kind_of(std::string_view name) {
  const auto naming_where = [](bool is_naming) {
    return is_naming ? AttributeKind::naming : AttributeKind::other;
  };
  switch (name.size()) {
    case 2:
      return naming_where(name == "id");
    case 4:
      return name == "href" ? AttributeKind::address : naming_where(name == "role");
    case 5:
      if (name == "class") return AttributeKind::classes;
      return name == "style" ? AttributeKind::style : AttributeKind::other;
    case 6:
      return name == "hidden" ? AttributeKind::hidden : AttributeKind::other;
    case 7:
      return naming_where(name == "data-qa");
    case 8:
      return name == "itemprop" ? AttributeKind::item : AttributeKind::other;
    case 9:
      return naming_where(name == "data-type");
    case 11:
      if (name == "aria-hidden") return AttributeKind::aria_hidden;
      return naming_where(name == "data-testid" || name == "data-module");
    case 14:
      return naming_where(name == "data-component");
    case 19:
      return naming_where(name == "data-component-name");
    default:
      return AttributeKind::other;
  }
}

// Attribute values longer than this are style sheets in disguise and name nothing.
constexpr std::size_t kLongestName = 400;  // bytes

bool is_name(std::string_view value) {
  return !value.empty() && value.size() <= kLongestName;
}

// Whether the element is seen, as far as its tag tells.
Visibility visibility_of(Tag tag) {
  switch (tag) {
    case Tag::template_:
      return Visibility::inert;
    case Tag::dialog:  // unless it is open
      return Visibility::hidden;
    case Tag::noscript:
      return Visibility::noscript;
    default:
      return Visibility::shown;
  }
}

// A page that hides itself whole shows itself by script.
bool is_always_shown(Tag tag) {
  return tag == Tag::html || tag == Tag::body;
}

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

ElementReading ElementReader::read(NodeIndex element) {
  const Tag tag = document_.node(element).tag;
  ElementReading reading;
  const auto hide = [&](Visibility visibility) {
    reading.visibility = less_visible(reading.visibility, visibility);
  };
  if (tag != Tag::dialog || !document_.attribute(element, "open")) reading.visibility = visibility_of(tag);
  names_.clear();
  for (const auto& [name, value] : document_.attributes(element)) {
    switch (kind_of(name)) {
      case AttributeKind::other:
        break;
      case AttributeKind::classes:
        if (screen_reader_classes_.of(value, has_screen_reader_class)) hide(Visibility::screen_reader);
        [[fallthrough]];
      case AttributeKind::naming:
        if (is_name(value)) names_.push_back(value);
        break;
      case AttributeKind::item:
        if (is_name(value)) reading.item = value;
        break;
      case AttributeKind::address:
        reading.url = value;
        break;
      case AttributeKind::hidden:
        if (!equals_ignoring_case(value, "until-found")) hide(Visibility::hidden);
        break;
      case AttributeKind::aria_hidden:
        if (equals_ignoring_case(value, "true")) hide(Visibility::aria_hidden);
        break;
      case AttributeKind::style:
        if (declares(value, "display:none") || declares(value, "visibility:hidden")) hide(Visibility::hidden);
        break;
    }
  }
  if (is_always_shown(tag)) reading.visibility = Visibility::shown;
  reading.words = join(names_, memory_);
  return reading;
}

}  // namespace pressclip
