// The words of bylines as the build reads them from data/*.words: one file a language, a section a kind.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>

namespace pressclip::metadata {

// Kinds of words, in any language. The name of a kind is that of its section.
enum BylineKind : std::uint16_t {
  kSourceLead = 1,
  kRole = 2,
  kAccount = 4,
  kNoise = 8,
  kLabel = 16,
  kInstitution = 32,
  kInstitutionLink = 64,
  kCollective = 128,
  kAgency = 256,
  kParticle = 512,
  kPiece = 1024,
  kSuffix = 2048,
};
inline constexpr auto kBylineKinds = std::to_array<std::pair<std::string_view, BylineKind>>({
    {"source lead", kSourceLead},
    {"role", kRole},
    {"account", kAccount},
    {"noise", kNoise},
    {"label", kLabel},
    {"institution", kInstitution},
    {"institution link", kInstitutionLink},
    {"collective", kCollective},
    {"agency", kAgency},
    {"particle", kParticle},
    {"piece", kPiece},
    {"suffix", kSuffix},
});

// A set of languages, a bit each; the last one stands for every language that has no file.
using LanguageSet = std::uint64_t;
inline constexpr std::size_t kMostLanguages = 63;  // that have a file
inline constexpr LanguageSet kEveryLanguage = ~LanguageSet{0};

// What a word is in a byline.
struct BylineWord {
  std::string_view word;
  std::uint16_t kinds = 0;
  LanguageSet conjunction = 0;  // in which languages it is one
  LanguageSet stop = 0;
};

// What leads to a name.
struct BylineLead {
  std::string_view text;
  LanguageSet languages;
};

// The codes of the languages that have a file, in the order of their bits.
std::span<const std::string_view> byline_languages();
// Both in the order of their bytes.
std::span<const BylineWord> byline_word_list();
std::span<const BylineLead> byline_leads();
// Ends of words that are written as one with what they end: "-anstalt".
std::span<const std::string_view> institution_endings();

}  // namespace pressclip::metadata
