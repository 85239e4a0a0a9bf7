// The words of bylines, by language.
#include "metadata/byline_words.h"

#include <algorithm>
#include <span>
#include <string>

#include "metadata/byline_table.h"
#include "metadata/characters.h"

namespace pressclip::metadata {
namespace {

// That language alone.
LanguageSet language_set(std::string_view language) {
  const auto languages = byline_languages();
  const auto place = static_cast<std::size_t>(std::ranges::find(languages, language) - languages.begin());
  return LanguageSet{1} << (place == languages.size() ? kMostLanguages : place);
}

std::span<const BylineLead> leads_that_begin_with(char first) {
  const auto leads = byline_leads();
  const auto byte_of = [](const BylineLead& lead) { return static_cast<unsigned char>(lead.text.front()); };
  const auto byte = static_cast<unsigned char>(first);
  return {std::ranges::lower_bound(leads, byte, {}, byte_of),
          std::ranges::upper_bound(leads, byte, {}, byte_of)};
}

// Null for a word of no kind.
const BylineWord* find_byline_word(std::string_view word) {
  const auto words = byline_word_list();
  const auto found = std::ranges::lower_bound(words, word, {}, &BylineWord::word);
  return found == words.end() || found->word != word ? nullptr : &*found;
}

bool is_of_kind(std::string_view word, BylineKind kind) {
  const BylineWord* const found = find_byline_word(word);
  return found != nullptr && (found->kinds & kind) != 0;
}

}  // namespace

std::size_t byline_lead_length(std::string_view folded, std::string_view language) {
  if (folded.empty()) return 0;
  const LanguageSet languages = language_set(language);
  std::size_t longest = 0;
  for (const BylineLead& lead : leads_that_begin_with(folded.front())) {
    if ((lead.languages & languages) == 0) continue;
    if (lead.text.size() <= longest || !folded.starts_with(lead.text)) continue;
    // A whole word only.
    const std::size_t next = lead.text.size();
    const char last = lead.text.back();
    if (last != ':' && last != '/' && last != '=' && next < folded.size()) {
      std::size_t position = next;
      const char32_t character = next_character(folded, position);
      if (is_word_character(character) || character == '-' || character == '\'') continue;
    }
    longest = next;
  }
  return longest;
}

bool is_source_lead(std::string_view lead) {
  return is_of_kind(lead, kSourceLead);
}

bool is_conjunction(std::string_view word, std::string_view language) {
  const BylineWord* const found = find_byline_word(word);
  return found != nullptr && (found->conjunction & language_set(language)) != 0;
}

bool is_role_word(std::string_view word) {
  return is_of_kind(word, kRole);
}

bool is_stop_word(std::string_view word, std::string_view language) {
  const BylineWord* const found = find_byline_word(word);
  return found != nullptr && (found->stop & language_set(language)) != 0;
}

bool is_account_name(std::string_view folded) {
  return is_of_kind(folded, kAccount);
}

bool is_noise_word(std::string_view word) {
  return is_of_kind(word, kNoise);
}

bool is_piece_word(std::string_view word) {
  return is_of_kind(word, kPiece);
}

bool is_label_word(std::string_view word) {
  return is_of_kind(word, kLabel);
}

bool is_institution_word(std::string_view word) {
  constexpr std::size_t kShortest = 6;  // "Bundesamt", not "Amt"
  return is_of_kind(word, kInstitution) ||
         (word.size() >= kShortest &&
          std::ranges::any_of(institution_endings(),
                              [&](std::string_view ending) { return word.ends_with(ending); }));
}

bool is_institution_link(std::string_view word) {
  return is_of_kind(word, kInstitutionLink);
}

bool is_collective_word(std::string_view word) {
  return is_of_kind(word, kCollective);
}

bool is_agency(std::string_view folded) {
  return is_of_kind(folded, kAgency);
}

bool is_name_particle(std::string_view word) {
  return is_of_kind(word, kParticle) || word.starts_with("d'");
}

bool is_name_suffix(std::string_view text) {
  std::string letters;
  bool upper = false;
  for (const char byte : text) {
    if (byte == '.' || byte == ' ') continue;
    if (byte >= 'A' && byte <= 'Z') upper = true;
    letters += byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte - 'A' + 'a') : byte;
  }
  return upper && is_of_kind(letters, kSuffix);
}

}  // namespace pressclip::metadata
