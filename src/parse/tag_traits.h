// What the tree builder's rules say of an element by its name.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "pressclip/tag.h"

namespace pressclip {

enum Trait : std::uint16_t {
  kVoid = 1,        // never has content
  kFormatting = 2,  // opened again after what closed it
  kSpecial = 4,     // ends the search of most end tags
  kScope = 8,       // ends the scope of elements
  kClosesP = 16,    // its start tag closes a p
  kHeading = 32,
  kBlock = 64,         // its end tag closes whatever is open in it
  kNoReopening = 128,  // its start tag does not open formatting elements again
  kImpliedEnd = 512,   // its end tag may be left out
  kTablePart = 1024,
};

constexpr std::uint16_t traits_of(Tag tag) {
  switch (tag) {
    case Tag::a:
    case Tag::b:
    case Tag::big:
    case Tag::code:
    case Tag::em:
    case Tag::font:
    case Tag::i:
    case Tag::nobr:
    case Tag::s:
    case Tag::small:
    case Tag::strike:
    case Tag::strong:
    case Tag::tt:
    case Tag::u:
      return kFormatting;
    case Tag::address:
    case Tag::article:
    case Tag::aside:
    case Tag::blockquote:
    case Tag::center:
    case Tag::details:
    case Tag::dir:
    case Tag::div:
    case Tag::dl:
    case Tag::fieldset:
    case Tag::figcaption:
    case Tag::figure:
    case Tag::footer:
    case Tag::header:
    case Tag::hgroup:
    case Tag::listing:
    case Tag::main:
    case Tag::menu:
    case Tag::nav:
    case Tag::ol:
    case Tag::pre:
    case Tag::section:
    case Tag::summary:
    case Tag::ul:
      return kSpecial | kClosesP | kBlock | kNoReopening;
    case Tag::form:
      return kSpecial | kClosesP | kNoReopening;
    case Tag::h1:
    case Tag::h2:
    case Tag::h3:
    case Tag::h4:
    case Tag::h5:
    case Tag::h6:
      return kSpecial | kClosesP | kHeading | kNoReopening;
    case Tag::p:
      return kSpecial | kClosesP | kNoReopening | kImpliedEnd;
    case Tag::li:
    case Tag::dd:
    case Tag::dt:
      return kSpecial | kNoReopening | kImpliedEnd;
    case Tag::option:
    case Tag::optgroup:
      return kImpliedEnd;
    case Tag::rb:
    case Tag::rp:
    case Tag::rt:
    case Tag::rtc:
      return kImpliedEnd | kNoReopening;
    case Tag::button:
      return kSpecial | kBlock;
    case Tag::applet:
    case Tag::marquee:
    case Tag::object:
      return kSpecial | kScope | kBlock;
    case Tag::table:
      return kSpecial | kScope | kNoReopening;
    case Tag::template_:
      return kSpecial | kScope | kNoReopening;
    case Tag::caption:
    case Tag::td:
    case Tag::th:
      return kSpecial | kScope | kNoReopening | kTablePart;
    case Tag::col:
      return kVoid | kSpecial | kNoReopening | kTablePart;
    case Tag::colgroup:
    case Tag::tbody:
    case Tag::tfoot:
    case Tag::thead:
    case Tag::tr:
      return kSpecial | kNoReopening | kTablePart;
    case Tag::base:
    case Tag::basefont:
    case Tag::bgsound:
    case Tag::link:
    case Tag::meta:
      return kVoid | kSpecial | kNoReopening;
    case Tag::area:
    case Tag::br:
    case Tag::embed:
    case Tag::image:
    case Tag::img:
    case Tag::input:
    case Tag::keygen:
    case Tag::wbr:
      return kVoid | kSpecial;
    case Tag::hr:
      return kVoid | kSpecial | kClosesP | kNoReopening;
    case Tag::frame:
    case Tag::frameset:  // counted apart, as nothing but its own end tag ends it
    case Tag::param:
    case Tag::source:
    case Tag::track:
      return kVoid | kSpecial | kNoReopening;
    // Raw text: stands here with its content and end tag as one.
    case Tag::noframes:
    case Tag::script:
    case Tag::style:
    case Tag::title:
      return kVoid | kSpecial | kNoReopening;
    case Tag::iframe:
    case Tag::noembed:
    case Tag::textarea:
      return kVoid | kSpecial | kNoReopening;
    case Tag::xmp:
      return kVoid | kSpecial | kClosesP;
    case Tag::plaintext:
      return kSpecial | kClosesP | kNoReopening;
    case Tag::svg:
      return kVoid;
    case Tag::body:
    case Tag::head:
    case Tag::html:
    case Tag::noscript:
    case Tag::select:
      return kSpecial;
    default:
      return 0;
  }
}

inline constexpr auto kTraits = [] {
  std::array<std::uint16_t, 256> traits{};
  for (std::size_t i = 0; i < traits.size(); ++i) traits[i] = traits_of(static_cast<Tag>(i));
  return traits;
}();

constexpr bool has(Tag tag, std::uint16_t trait) {
  return (kTraits[static_cast<std::size_t>(tag)] & trait) != 0;
}

// Whether the element stands in skeleton and tree without what it holds in the page.
constexpr bool is_emptied(Tag tag) {
  switch (tag) {
    case Tag::iframe:
    case Tag::noembed:
    case Tag::noframes:
    case Tag::script:
    case Tag::style:
    case Tag::svg:
      return true;
    default:
      return false;
  }
}

}  // namespace pressclip
