// Names out of bylines: cut at lines, separators and conjunctions, led in by "By", ended by roles, places,
// dates and addresses.
#include "metadata/authors.h"

#include <algorithm>
#include <optional>

#include "metadata/byline_words.h"
#include "metadata/characters.h"
#include "metadata/dates.h"
#include "pressclip/metadata.h"
#include "text/normalize.h"

namespace pressclip {
namespace metadata {

std::string with_plain_colons(std::string_view text) {
  static constexpr std::string_view kWide = "：";
  std::string result;
  for (std::size_t i = 0; i < text.size();) {
    const bool wide = text.substr(i, kWide.size()) == kWide;
    result += wide ? ':' : text[i];
    i += wide ? kWide.size() : 1;
  }
  return result;
}

namespace {

// Longer texts are no bylines. In bytes.
constexpr std::size_t kMaxBylineBytes = 2000;
constexpr std::size_t kMaxNameBytes = 120;
constexpr std::size_t kMaxNameWords = 8;

struct Word {
  std::size_t begin = 0, end = 0;
  std::string folded;
};

// Words as white space separates them, without punctuation at their ends when folded.
std::vector<Word> words_of(std::string_view text) {
  std::vector<Word> words;
  for (std::size_t i = 0; i < text.size();) {
    if (text[i] == ' ') {
      ++i;
      continue;
    }
    const std::size_t end = std::min(text.find(' ', i), text.size());
    std::string_view word = text.substr(i, end - i);
    while (!word.empty() && std::string_view(".,:;!()[]\"'").find(word.back()) != std::string_view::npos)
      word.remove_suffix(1);
    while (!word.empty() && std::string_view("([\"'").find(word.front()) != std::string_view::npos)
      word.remove_prefix(1);
    words.push_back({i, end, fold_word(word)});
    i = end;
  }
  return words;
}

std::string primary_tag(std::string_view language) {
  std::string tag = fold_word(language.substr(0, language.find_first_of("-_")));
  return tag == "no" || tag == "nn" ? "nb" : tag;
}

std::string_view trim(std::string_view text) {
  static constexpr std::string_view kEdges = " \t\n,;:|/*-<>\"_=~#\\+";
  while (!text.empty() && kEdges.find(text.front()) != std::string_view::npos) text.remove_prefix(1);
  while (!text.empty() && kEdges.find(text.back()) != std::string_view::npos) text.remove_suffix(1);
  for (bool changed = true; changed;) {
    changed = false;
    for (const std::string_view edge :
         {"–", "—", "•", "·", "“", "”", "‘", "«", "»", "„", "›", "‹", "→", "：", "／", "―"}) {
      if (text.starts_with(edge)) text.remove_prefix(edge.size()), changed = true;
      if (text.ends_with(edge)) text.remove_suffix(edge.size()), changed = true;
    }
    while (!text.empty() && kEdges.find(text.front()) != std::string_view::npos)
      text.remove_prefix(1), changed = true;
    while (!text.empty() && kEdges.find(text.back()) != std::string_view::npos)
      text.remove_suffix(1), changed = true;
  }
  return text;
}

bool is_address(std::string_view word) {
  if (word.starts_with('@')) return true;
  if (word.find("://") != std::string_view::npos || word.starts_with("www.")) return true;
  const std::size_t at = word.find('@');
  return at != std::string_view::npos && at > 0 && at + 1 < word.size();
}

// Brackets and what they hold, unless they hold the whole text; addresses and handles.
std::string without_asides(std::string_view text) {
  std::string result;
  int depth = 0;
  for (const char byte : text) {
    if (byte == '(' || byte == '[') {
      ++depth;
    } else if ((byte == ')' || byte == ']') && depth > 0) {
      --depth;
      result += ' ';
    } else if (depth == 0) {
      result += byte;
    }
  }
  if (trim(result).empty() && !text.empty()) {
    result.clear();
    for (const char byte : text)
      if (byte != '(' && byte != ')' && byte != '[' && byte != ']') result += byte;
  }
  std::string kept;
  for (std::size_t i = 0; i <= result.size();) {
    const std::size_t end = std::min(result.find(' ', i), result.size());
    const std::string_view word = std::string_view(result).substr(i, end - i);
    if (is_address(word)) {
      // Its comma still separates.
      kept += word.ends_with(',') ? ", " : " ";
    } else {
      kept.append(word).append(" ");
    }
    i = end + 1;
  }
  return normalize_text(with_plain_colons(kept));
}

enum class Joint { comma, conjunction, other };

struct Part {
  std::string text;
  Joint before = Joint::other;
};

std::vector<Part> parts_of(std::string_view text, std::string_view language) {
  std::vector<Part> parts;
  std::string current;
  Joint joint = Joint::other;
  const auto cut = [&](Joint next) {
    const std::string_view part = trim(current);
    if (!part.empty()) {
      parts.push_back({std::string(part), joint});
      joint = next;
    } else if (parts.empty() || next != Joint::comma) {
      joint = next;
    }
    current.clear();
  };
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t begin = i;
    const char32_t character = next_character(text, i);
    const bool spaced = begin > 0 && text[begin - 1] == ' ' && i < text.size() && text[i] == ' ';
    if (character == ',' || character == 0x3001 || character == 0xFF0C || character == 0x60C) {
      cut(Joint::comma);
    } else if (character == ';' || character == '|' || character == 0x2022 || character == 0xFF1B ||
               character == 0xFF5C || character == 0x25CF || (character == '/' && (spaced || begin > 2)) ||
               (character == 0xB7 && spaced) || character == 0xFF0F ||
               ((character == '-' || character == 0x2013 || character == 0x2014 || character == '+') &&
                spaced)) {
      cut(Joint::other);
    } else if (character == '&') {
      cut(Joint::conjunction);
    } else if (begin == 0 || text[begin - 1] == ' ') {
      const std::size_t end = std::min(text.find_first_of(" ,;|", begin), text.size());
      const std::string word = fold_word(text.substr(begin, end - begin));
      const bool single = word.size() == 1;
      // "Juan Ortega y Gasset" is one man; "Ana Ruiz y Juan Gil" are two people.
      bool between = is_conjunction(word, language) && end < text.size() && begin > 0;
      if (between && is_upper_case(character) && single) between = false;
      if (between) {
        cut(Joint::conjunction);
        i = end;
      } else {
        current.append(text.substr(begin, i - begin));
      }
    } else {
      current.append(text.substr(begin, i - begin));
    }
  }
  cut(Joint::other);
  return parts;
}

// Ends a part where its name ends.
std::string name_of(std::string_view part, std::string_view language) {
  for (int i = 0; i < 3; ++i) {
    const std::string folded = fold_word(part);
    const std::size_t lead = byline_lead_length(folded, language);
    // Folding keeps the length of words in ASCII only; other leads are cut by words.
    if (lead == 0) break;
    const std::size_t lead_words =
        static_cast<std::size_t>(
            std::count(folded.begin(), folded.begin() + static_cast<std::ptrdiff_t>(lead), ' ')) +
        1;
    std::size_t end = 0;
    const std::vector<Word> words = words_of(part);
    const char last = folded[lead - 1];
    if ((last == ':' || last == '/' || last == '=') && part.find(last) != std::string_view::npos)
      end = part.find(last) + 1;
    else if (lead_words < words.size())
      end = words[lead_words - 1].end;
    else if (lead_words == words.size() && lead == folded.size())
      end = part.size();
    else
      break;
    part = trim(part.substr(end));
  }
  // "This post was written by Jane Doe", "Sep 16 Written By Jane Doe".
  {
    const std::vector<Word> all = words_of(part);
    for (std::size_t i = 1; i + 1 < all.size(); ++i)
      if (all[i].folded == "by" || (is_piece_word(all[i - 1].folded) &&
                                    byline_lead_length(all[i].folded, language) == all[i].folded.size())) {
        part = trim(part.substr(all[i].end));
        break;
      }
  }
  const std::vector<Word> words = words_of(part);
  std::size_t end = part.size();
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool lower_case = [&] {
      std::size_t position = words[i].begin;
      return is_lower_case(next_character(part, position));
    }();
    if (i > 0 && lower_case && is_stop_word(words[i].folded, language)) {
      end = words[i].begin;
      break;
    }
  }
  part = trim(part.substr(0, end));
  // A role behind a Korean or Chinese name: "김철수 기자".
  const std::vector<Word> rest = words_of(part);
  if (rest.size() >= 2 && is_role_word(rest.back().folded) &&
      (language == "ko" || language == "zh" || language == "ja" || language == "hi"))
    part = trim(part.substr(0, rest.back().begin));
  return std::string(part);
}

bool is_role(std::string_view part) {
  const std::vector<Word> words = words_of(part);
  if (words.empty() || words.size() > 10) return !words.empty();
  return std::any_of(words.begin(), words.end(), [](const Word& word) { return is_role_word(word.folded); });
}

bool is_name(std::string_view name) {
  if (name.empty() || name.size() > kMaxNameBytes) return false;
  std::size_t letters = 0, digits = 0;
  for (std::size_t i = 0; i < name.size();) {
    const char32_t character = next_character(name, i);
    letters += is_word_character(character) ? 1U : 0U;
    digits += digit_value(character) >= 0 ? 1U : 0U;
  }
  if (letters < 2 || digits * 2 > letters) return false;
  const std::vector<Word> words = words_of(name);
  if (words.empty()) return false;
  // What is left of a date.
  const auto is_date_word = [](const Word& word) {
    return month_from_word(word.folded, "") || is_weekday(word.folded);
  };
  if (role_of_words(fold_word(name)) != DateRole::none) return false;
  if (is_noise_word(words.front().folded)) return false;
  if (digits > 0 && std::any_of(words.begin(), words.end(), is_date_word)) return false;
  if (fold_word(name).ends_with("admin")) return false;
  if (words.size() == 1 && is_weekday(words[0].folded)) return false;
  if (words.size() > kMaxNameWords) return false;
  std::size_t noise = 0;
  for (const Word& word : words) {
    if (is_address(name.substr(word.begin, word.end - word.begin))) return false;
    noise += is_noise_word(word.folded) ? 1U : 0U;
  }
  if (noise * 2 >= words.size()) return false;
  return !is_account_name(fold_word(name));
}

// "FAND", "CEPF®", "E-RYT 200" behind a name that is not all in capitals itself; agencies are no credentials.
bool is_credential(std::string_view text, std::string_view name) {
  const auto count_cases = [](std::string_view value, std::size_t& upper, std::size_t& lower) {
    for (std::size_t i = 0; i < value.size();) {
      const char32_t character = next_character(value, i);
      upper += is_upper_case(character) ? 1U : 0U;
      lower += is_lower_case(character) ? 1U : 0U;
    }
  };
  std::size_t upper = 0, lower = 0, name_upper = 0, name_lower = 0;
  count_cases(text, upper, lower);
  count_cases(name.substr(0, name.find(',')), name_upper, name_lower);
  return upper >= 2 && upper <= 6 && lower == 0 && text.size() <= 12 && name_lower > name_upper &&
         !is_newsroom(text);
}

// Cuts dates with what belongs to them out of a byline: "By Jane Doe | May 3, 2024 9:30 am".
bool is_date_part(std::string_view part, std::string_view language) {
  bool has_digit = false;
  for (std::size_t i = 0; i < part.size() && !has_digit;)
    has_digit = digit_value(next_character(part, i)) >= 0;
  return has_digit && part.size() < 100 && !find_dates(part, language).empty();
}

}  // namespace

bool is_newsroom(std::string_view name) {
  static constexpr std::string_view kWords[] = {
      "news",        "press",     "media",      "agency",     "agentur",  "afp",        "dpa",
      "reuters",     "ap",        "editorial",  "online",     "board",    "tv",         "times",
      "com",         "magazine",  "network",    "ansa",       "efe",      "apa",        "sda",
      "epd",         "kna",       "afp.com",    "tass",       "тасс",     "риа",        "ntb",
      "tt",          "ritzau",    "pap",        "ctk",        "belga",    "anp",        "lusa",
      "dpa-infocom", "redaktion", "agences",    "agencias",   "agenzie",  "zeitung",    "agencies",
      "agencia",     "agence",    "gmbh",       "ag",         "e.v",      "inc",        "ltd",
      "llc",         "s.a",       "verlag",     "stiftung",   "magazin",  "verband",    "verein",
      "association", "institute", "university", "foundation", "ministry", "department", "center",
      "centre",      "council",   "cnn",        "bbc",        "cbs",      "nbc",        "abc",
      "npr",         "pbs",       "ndr",        "wdr",        "swr",      "mdr",        "orf",
      "srf",         "zdf",       "ard",        "rtl",        "rbb",      "upi",        "sid",
      "rai",         "rtve",      "xinhua"};
  if (is_role(name)) return true;
  // "example.com"
  if (const std::size_t dot = name.rfind('.'); dot != std::string_view::npos &&
                                               name.find(' ') == std::string_view::npos && dot > 2 &&
                                               name.size() - dot <= 5 && name.size() - dot >= 3)
    return true;
  for (const Word& word : words_of(name))
    for (const std::string_view known : kWords)
      if (word.folded == known) return true;
  return false;
}

bool is_user_name(std::string_view name) {
  if (name.find(' ') != std::string_view::npos) return false;
  if (name.find('_') != std::string_view::npos) return true;
  std::size_t position = 0;
  const bool lower = !name.empty() && is_lower_case(next_character(name, position));
  return lower && name.find_first_of(".-") != std::string_view::npos;
}

bool looks_like_name(std::string_view text) {
  const std::vector<Word> words = words_of(text);
  if (words.empty() || words.size() > 6) return false;
  for (std::size_t i = 0; i < text.size();)
    if (digit_value(next_character(text, i)) >= 0) return false;
  for (const Word& word : words) {
    std::size_t position = word.begin;
    if (!is_lower_case(next_character(text, position))) continue;
    static constexpr std::string_view kParticles[] = {
        "de",  "del",  "della", "di",  "da",  "dos", "das", "do",  "du",  "des", "der",
        "den", "van",  "von",   "zu",  "zur", "le",  "la",  "las", "los", "el",  "al",
        "bin", "bint", "ibn",   "ben", "y",   "e",   "i",   "ter", "ten", "te",  "af",
        "av",  "og",   "och",   "und", "d'",  "of",  "the", "vom", "zum", "san", "mc"};
    const bool particle =
        std::find(std::begin(kParticles), std::end(kParticles), word.folded) != std::end(kParticles);
    if (!particle && !word.folded.starts_with("d'") && words.size() > 1) return false;
  }
  return true;
}

}  // namespace metadata

std::vector<std::string> split_authors(std::string_view byline, std::string_view language) {
  using namespace metadata;
  std::vector<std::string> names;
  if (byline.size() > kMaxBylineBytes) return names;
  const std::string primary = primary_tag(language);
  const std::string text = without_asides(normalize_text(byline));
  std::vector<std::string> roles;
  for (const Part& part : parts_of(text, primary)) {
    if (is_date_part(part.text, language)) continue;
    // Letters behind a name belong to it.
    if (part.before == Joint::comma && !names.empty() &&
        (is_name_suffix(part.text) || (primary == "en" && is_credential(part.text, names.back())))) {
      names.back() += ", " + part.text;
      continue;
    }
    std::string name = name_of(part.text, primary);
    if (!is_name(name)) continue;
    if (is_role(name)) {
      // "News Desk" is who wrote it where nobody is named.
      roles.push_back(std::move(name));
      continue;
    }
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(std::move(name));
  }
  if (names.empty() && !roles.empty()) names.push_back(roles.front());
  return names;
}

}  // namespace pressclip
