// Characters of running text: ICU's character properties behind a small door.
#include "metadata/characters.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

#include <array>
#include <utility>

namespace pressclip::metadata {
namespace {

UScriptCode icu_script(char32_t character) {
  UErrorCode status = U_ZERO_ERROR;
  const UScriptCode script = uscript_getScript(static_cast<UChar32>(character), &status);
  return U_SUCCESS(status) ? script : USCRIPT_UNKNOWN;
}

// Marks that readers leave out in capitals and quick typing. Devanagari's vowel signs are marks too, and
// stay.
bool is_accent(UChar32 character) {
  constexpr UChar32 kFirst = 0x300;
  if (character < kFirst) return false;
  if (u_charType(character) != U_NON_SPACING_MARK) return false;
  const UScriptCode script = icu_script(static_cast<char32_t>(character));
  return script == USCRIPT_INHERITED || script == USCRIPT_ARABIC;
}

}  // namespace

namespace beyond_ascii {

char32_t next_character(std::string_view text, std::size_t& position) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  UChar32 character = 0;
  U8_NEXT_OR_FFFD(bytes, position, text.size(), character);
  return static_cast<char32_t>(character);
}

bool is_word_character(char32_t character) {
  const auto mask = U_GET_GC_MASK(static_cast<UChar32>(character));
  return (mask & (U_GC_L_MASK | U_GC_M_MASK)) != 0 || character == 0x200C || character == 0x200D;
}

bool is_upper_case(char32_t character) {
  return u_isUUppercase(static_cast<UChar32>(character)) != 0 ||
         u_istitle(static_cast<UChar32>(character)) != 0;
}

bool is_lower_case(char32_t character) {
  return u_isULowercase(static_cast<UChar32>(character)) != 0;
}

bool is_unspaced_script(char32_t character) {
  const UScriptCode script = icu_script(character);
  return script == USCRIPT_HAN || script == USCRIPT_HIRAGANA || script == USCRIPT_KATAKANA;
}

bool is_white_space(char32_t character) {
  return u_isUWhiteSpace(static_cast<UChar32>(character)) != 0;
}

int digit_value(char32_t character) {
  return u_charDigitValue(static_cast<UChar32>(character));
}

}  // namespace beyond_ascii

namespace {

std::string fold_fully(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* normalizer = icu::Normalizer2::getNFDInstance(status);
  icu::UnicodeString unicode =
      icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
  unicode.foldCase();
  if (U_SUCCESS(status)) unicode = normalizer->normalize(unicode, status);
  icu::UnicodeString kept;
  for (int32_t i = 0; i < unicode.length();) {
    const UChar32 character = unicode.char32At(i);
    i += U16_LENGTH(character);
    if (is_accent(character)) continue;
    kept.append(character == 0x131 ? UChar32{'i'} : character);
  }
  status = U_ZERO_ERROR;
  const icu::Normalizer2* composer = icu::Normalizer2::getNFCInstance(status);
  if (U_SUCCESS(status)) kept = composer->normalize(kept, status);
  std::string folded;
  kept.toUTF8String(folded);
  return folded;
}

// The characters from U+0080 to U+017F: no mark is among them, so that each folds by itself.
constexpr char32_t kFirstLatin = 0x80, kEndOfLatin = 0x180;

// What they become, one after the other.
const std::array<std::string, kEndOfLatin - kFirstLatin>& folded_latin() {
  static const auto table = [] {
    constexpr char kBetween = '\n';
    icu::UnicodeString all;
    for (UChar32 c = kFirstLatin; c < UChar32{kEndOfLatin}; ++c) all.append(c).append(UChar32{kBetween});
    std::string bytes;
    const std::string folded = fold_fully(all.toUTF8String(bytes));
    std::array<std::string, kEndOfLatin - kFirstLatin> each;
    std::size_t begin = 0;
    for (std::string& one : each) {
      const std::size_t end = folded.find(kBetween, begin);
      one = folded.substr(begin, end - begin);
      begin = end + 1;
    }
    return each;
  }();
  return table;
}

}  // namespace

std::string fold_word(std::string_view text) {
  bool ascii = true;
  for (const char byte : text) ascii = ascii && static_cast<unsigned char>(byte) < 128;
  std::string folded(text);
  for (char& byte : folded)
    if (byte >= 'A' && byte <= 'Z') byte = static_cast<char>(byte - 'A' + 'a');
  if (ascii) return folded;
  const std::string lower = std::move(folded);
  folded.clear();
  for (std::size_t i = 0; i < lower.size();) {
    const auto byte = [&](std::size_t at) {
      return static_cast<unsigned char>(i + at < lower.size() ? lower[i + at] : '\0');
    };
    if (byte(0) < 0x80) {
      folded += lower[i++];
    } else if (byte(0) >= 0xC2 && byte(0) <= 0xC5 && (byte(1) & 0xC0U) == 0x80) {
      folded += folded_latin()[((byte(0) & 0x1FU) << 6U | (byte(1) & 0x3FU)) - kFirstLatin];
      i += 2;
    } else if (byte(0) == 0xE2 && byte(1) == 0x80 && byte(2) >= 0x90 && byte(2) <= 0xA7) {
      // Dashes and quotation marks, U+2010 to U+2027.
      folded.append(lower, i, 3);
      i += 3;
    } else {
      return fold_fully(text);
    }
  }
  return folded;
}

ScriptKind script_of(char32_t character) {
  if (!is_word_character(character)) return ScriptKind::none;
  if (character < 0x250) return ScriptKind::latin;
  switch (icu_script(character)) {
    case USCRIPT_LATIN:
      return ScriptKind::latin;
    case USCRIPT_CYRILLIC:
      return ScriptKind::cyrillic;
    case USCRIPT_GREEK:
      return ScriptKind::greek;
    case USCRIPT_ARABIC:
      return ScriptKind::arabic;
    case USCRIPT_HEBREW:
      return ScriptKind::hebrew;
    case USCRIPT_DEVANAGARI:
      return ScriptKind::devanagari;
    case USCRIPT_HANGUL:
      return ScriptKind::hangul;
    case USCRIPT_HAN:
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
      return ScriptKind::han_kana;
    case USCRIPT_INHERITED:
    case USCRIPT_COMMON:
      return ScriptKind::none;
    default:
      return ScriptKind::other;
  }
}

}  // namespace pressclip::metadata
