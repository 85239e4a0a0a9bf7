// Names out of bylines: cut at lines, separators and conjunctions, led in by "By", ended by roles, places,
// dates and addresses.
#include "metadata/authors.h"

#include <algorithm>
#include <array>
#include <optional>

#include "metadata/byline_words.h"
#include "metadata/characters.h"
#include "metadata/dates.h"
#include "pressclip/metadata.h"
#include "text/normalize.h"
#include "text/sorted.h"

namespace pressclip {
namespace metadata {

std::string with_plain_colons(std::string_view text) {
  static constexpr std::string_view kWide = "：";
  std::string result;
  while (true) {
    const std::size_t wide = text.find(kWide);
    result += text.substr(0, wide);
    if (wide == std::string_view::npos) return result;
    result += ':';
    text.remove_prefix(wide + kWide.size());
  }
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
  words.reserve(static_cast<std::size_t>(std::count(text.begin(), text.end(), ' ')) + 1);
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
         {"–", "—", "•", "·", "“", "”", "‘", "«", "»", "„", "›", "‹", "→", "：", "／", "―", "©", "≈", "⋅"}) {
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
  // "example.com/jane"
  if (const std::size_t slash = word.find('/'); slash != std::string_view::npos) {
    const std::size_t dot = word.substr(0, slash).rfind('.');
    if (dot != std::string_view::npos && dot > 2 && slash - dot >= 3 && slash - dot <= 5) return true;
  }
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
    } else if (byte == ')' || byte == ']') {
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
               ((character == 0xB7 || character == 0x22C5) && spaced) || character == 0xFF0F ||
               ((character == '-' || character == 0x2013 || character == 0x2014 || character == '+') &&
                spaced)) {
      cut(Joint::other);
    } else if (character == '&' && text.substr(i).starts_with(" Co")) {
      current += '&';  // "Example GmbH & Co. KG"
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

bool is_number(std::string_view word) {
  return !word.empty() && std::all_of(word.begin(), word.end(), [](char byte) {
    return (byte >= '0' && byte <= '9') || byte == '.' || byte == ',' || byte == ':';
  });
}

// "14:05"
bool is_clock_time(std::string_view word) {
  const std::size_t colon = word.find(':');
  return is_number(word) && colon != std::string_view::npos && colon > 0 && colon <= 2 &&
         colon + 2 < word.size();
}

// "14:05 Uhr", "9:30 am EST"
bool belongs_to_time(std::string_view word) {
  return is_date_filler(word) || half_day_from_word(word) || offset_of_zone(word) ||
         word.starts_with("gmt") || word.starts_with("utc");
}

bool begins_small(std::string_view text, const Word& word) {
  std::size_t position = word.begin;
  return is_lower_case(next_character(text, position));
}

// "Jane Doe IN Fashion": a word in capitals between others.
bool is_shouted(std::string_view text, const Word& word, const Word& before) {
  const auto capitals = [&](const Word& one) {
    for (std::size_t i = one.begin; i < one.end;)
      if (is_lower_case(next_character(text, i))) return false;
    return true;
  };
  return capitals(word) && !capitals(before);
}

// Without a time of day, and without a number of something: "16:20 Jane Doe", "Jane Doe at 14:05", "Jane Doe
// 3 Comments".
std::string_view without_numbers(std::string_view part) {
  const std::vector<Word> words = words_of(part);
  if (words.size() > 1 && is_clock_time(words[0].folded)) {
    std::size_t name = 1;
    while (name < words.size() && belongs_to_time(words[name].folded)) ++name;
    return name < words.size() ? trim(part.substr(words[name].begin)) : std::string_view();
  }
  for (std::size_t i = 1; i < words.size(); ++i) {
    const bool counts =
        is_number(words[i].folded) && i + 1 < words.size() && is_noise_word(words[i + 1].folded);
    if (!counts && !is_clock_time(words[i].folded)) continue;
    std::size_t end = i;
    while (end > 1 && is_date_filler(words[end - 1].folded)) --end;
    return trim(part.substr(0, words[end - 1].end));
  }
  return part;
}

// "Jane Doe Jane Doe" where a page has its author's name on the picture and beside it.
std::string_view without_repetition(std::string_view part) {
  const std::vector<Word> words = words_of(part);
  constexpr std::size_t kShortest = 8;  // "Mimi" is no repetition
  const std::size_t half = part.size() / 2;
  if (part.size() >= kShortest && part.substr(0, half) == part.substr(half)) return part.substr(0, half);
  for (std::size_t length = 2; length * 2 <= words.size(); ++length) {
    if (words.size() % length != 0) continue;
    bool repeats = true;
    for (std::size_t i = length; i < words.size() && repeats; ++i)
      repeats = words[i].folded == words[i - length].folded;
    if (repeats) return trim(part.substr(0, words[length - 1].end));
  }
  return part;
}

// "Interview: Jane Doe" under a label that no list knows.
std::string_view behind_label(std::string_view part) {
  const std::size_t colon = part.find(": ");
  if (colon == std::string_view::npos) return part;
  const std::string_view name = trim(part.substr(colon + 2));
  return looks_like_full_name(name) ? name : std::string_view();
}

// "Ministry of Science and Technology" is one name, whatever words are in it.
bool is_institution(std::string_view text) {
  constexpr std::size_t kLastPlace = 2;  // "The Example Foundation for"
  if (text.find_first_of(";|") != std::string_view::npos) return false;
  const std::vector<Word> words = words_of(text);
  if (words.size() > 12) return false;
  for (std::size_t i = 0; i + 1 < words.size() && i <= kLastPlace; ++i)
    if (is_institution_word(words[i].folded))
      return begins_small(text, words[i + 1]) && is_institution_link(words[i + 1].folded);
  return false;
}

// "Text: By Jane Doe" without what leads to the name.
std::string_view behind_leads(std::string_view part, std::string_view language) {
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
  return part;
}

// Ends a part where its name ends.
std::string name_of(std::string_view part, std::string_view language) {
  part = behind_leads(part, language);
  // "This post was written by Jane Doe", "Sep 16 Written By Jane Doe".
  {
    const std::vector<Word> all = words_of(part);
    for (std::size_t i = 1; i + 1 < all.size(); ++i)
      if (all[i].folded == "by" || (is_piece_word(all[i - 1].folded) &&
                                    byline_lead_length(all[i].folded, language) == all[i].folded.size())) {
        part = behind_leads(trim(part.substr(all[i].end)), language);
        break;
      }
  }
  part = behind_label(without_numbers(part));
  const std::vector<Word> words = words_of(part);
  std::size_t end = part.size();
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0 && (begins_small(part, words[i]) || is_shouted(part, words[i], words[i - 1])) &&
        is_stop_word(words[i].folded, language)) {
      end = words[i].begin;
      break;
    }
  }
  part = without_repetition(trim(part.substr(0, end)));
  // A role behind a Korean or Chinese name: "김철수 기자", "김철수 기자 외 1명".
  if (language == "ko" || language == "zh" || language == "ja" || language == "hi") {
    const std::vector<Word> rest = words_of(part);
    for (std::size_t i = 1; i < rest.size(); ++i)
      if (is_role_word(rest[i].folded)) return std::string(trim(part.substr(0, rest[i].begin)));
  }
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
  if (name.find('?') != std::string_view::npos || name.find("! ") != std::string_view::npos) return false;
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

// What goes on behind a full name in one word: a place, a paper or a subject ("Jane Doe, Berlin", "Jane Doe |
// laptops"). Agencies wrote it too.
bool is_aside(std::string_view name, Joint before, std::string_view first) {
  constexpr std::size_t kSignatureBytes = 4;  // "Jane Doe, kes": a colleague's letters
  if (name.find(' ') != std::string_view::npos || first.find(' ') == std::string_view::npos) return false;
  if (is_newsroom(name)) return false;
  std::size_t position = 0;
  const char32_t begin = next_character(name, position);
  if (is_lower_case(begin)) return name.size() > kSignatureBytes;
  return before != Joint::conjunction && is_upper_case(begin) && name.size() > kSignatureBytes;
}

bool is_place_phrase(std::string_view part, std::string_view language) {
  const std::vector<Word> words = words_of(part);
  return words.size() > 1 && begins_small(part, words[0]) && is_stop_word(words[0].folded, language);
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
  static constexpr auto kWords = sorted(std::to_array<std::string_view>(
      {"news",        "press",     "media",      "agency",     "agentur",  "afp",        "dpa",
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
       "rai",         "rtve",      "xinhua"}));
  if (is_role(name)) return true;
  // "example.com"
  if (const std::size_t dot = name.rfind('.'); dot != std::string_view::npos &&
                                               name.find(' ') == std::string_view::npos && dot > 2 &&
                                               name.size() - dot <= 5 && name.size() - dot >= 3)
    return true;
  const std::vector<Word> words = words_of(name);
  return std::any_of(words.begin(), words.end(), [](const Word& word) {
    return std::ranges::binary_search(kWords, std::string_view(word.folded));
  });
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
  if (text.find_first_of("<>=*#%$/{}[]?") != std::string_view::npos) return false;
  for (std::size_t i = 0; i < text.size();)
    if (digit_value(next_character(text, i)) >= 0) return false;
  return std::all_of(words.begin(), words.end(), [&](const Word& word) {
    return words.size() == 1 || !begins_small(text, word) || is_name_particle(word.folded);
  });
}

bool is_phrase(std::string_view text) {
  constexpr std::size_t kFewest = 3;
  const std::vector<Word> words = words_of(text);
  return words.size() >= kFewest && std::any_of(words.begin(), words.end(), [&](const Word& word) {
           return begins_small(text, word) && !is_name_particle(word.folded);
         });
}

bool is_label(std::string_view text) {
  const std::vector<Word> words = words_of(text);
  return std::all_of(words.begin(), words.end(), [&](const Word& word) {
    return is_label_word(word.folded) || is_noise_word(word.folded) ||
           (words.size() > 1 && is_name_particle(word.folded));
  });
}

bool looks_like_full_name(std::string_view text) {
  constexpr std::size_t kMostWords = 5;
  // Han and Hangul names are three or four characters long, those of other countries in katakana a dozen.
  constexpr std::size_t kMostUnspaced = 12;
  if (!looks_like_name(text)) return false;
  const std::vector<Word> words = words_of(text);
  std::size_t characters = 0, letters = 0, unspaced = 0;
  for (std::size_t i = 0; i < text.size();) {
    const char32_t character = next_character(text, i);
    letters += is_word_character(character) ? 1U : 0U;
    ++characters;
    unspaced += is_unspaced_script(character) || script_of(character) == ScriptKind::hangul ? 1U : 0U;
  }
  if (unspaced > 0) return unspaced >= 2 && unspaced <= kMostUnspaced && words.size() <= 3;
  for (const std::string_view quote : {"“", "”", "„", "«", "»", "‘", "…"})
    if (text.find(quote) != std::string_view::npos) return false;
  if (words.size() < 2 || words.size() > kMostWords || letters * 2 < characters) return false;
  if (text.find_first_of("!:\"") != std::string_view::npos) return false;
  if (is_weekday(words.front().folded)) return false;
  for (const Word& word : words)
    if (is_noise_word(word.folded) || is_label_word(word.folded) || is_role_word(word.folded)) return false;
  return !begins_small(text, words.back());
}

}  // namespace metadata

metadata::Byline metadata::split_byline(std::string_view byline, std::string_view language) {
  Byline result;
  std::vector<std::string>& names = result.names;
  if (byline.size() > kMaxBylineBytes) return result;
  const std::string primary = primary_tag(language);
  const std::string text = without_asides(normalize_text(byline));
  if (text.ends_with(':')) return result;  // what a label is for stands elsewhere
  if (is_institution(text)) return {{std::string(trim(text))}, {}};
  std::vector<std::string> roles;
  bool says_where = false;
  for (const Part& part : parts_of(text, primary)) {
    if (is_date_part(part.text, language)) continue;
    // "Jane Doe, in Springfield, Ohio"
    const bool is_one_word = part.text.find(' ') == std::string::npos;
    says_where = !names.empty() && part.before != Joint::conjunction &&
                 (is_place_phrase(part.text, primary) || (says_where && is_one_word));
    if (says_where) continue;
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
    if (!names.empty() && is_aside(name, part.before, names.front())) {
      if (name == part.text) result.asides.push_back(std::move(name));
      continue;
    }
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(std::move(name));
  }
  if (names.empty() && !roles.empty()) names.push_back(roles.front());
  return result;
}

std::vector<std::string> split_authors(std::string_view byline, std::string_view language) {
  return std::move(metadata::split_byline(byline, language).names);
}

namespace metadata {
namespace {

struct Lead {
  std::size_t end = 0;  // 0: none
  bool may_be_part_of_text = false;
};

// "By …", and "3 May 2024, by …".
Lead find_lead(std::string_view line, std::string_view language) {
  constexpr std::size_t kLastWord = 8;
  const std::vector<Word> words = words_of(line);
  for (std::size_t i = 0; i < words.size() && i <= kLastWord; ++i) {
    const std::string_view rest = line.substr(words[i].begin);
    const std::string folded = fold_word(rest);
    const std::size_t length = byline_lead_length(folded, language);
    if (length == 0) continue;
    const std::string_view lead = std::string_view(folded).substr(0, length);
    // What a notice of the source behind a date names is mostly another paper.
    if (i > 0 && (lead == "posted on" || is_source_lead(lead))) continue;
    std::size_t end = words[i].begin;
    if (const char last = lead.back(); last == ':' || last == '/' || last == '=') {
      end += std::min(rest.find(last) + 1, rest.size());
    } else {
      const auto further = static_cast<std::size_t>(std::count(lead.begin(), lead.end(), ' '));
      end = words[std::min(i + further, words.size() - 1)].end;
    }
    return {end, i > 0 && lead.size() <= 2 && lead != "by"};
  }
  return {};
}

// Elements side by side leave no space: "Jane RobertsonSenior Editor", and footnotes stand on names: "Jane
// Doe2".
std::string with_seams(std::string_view line) {
  constexpr std::size_t kLongestPrefix = 4;  // "Mac", "Fitz"
  std::string result;
  std::size_t letters = 0;  // of the word so far
  std::size_t words = 0;
  bool after_small = false;
  for (std::size_t i = 0; i < line.size();) {
    const std::size_t begin = i;
    const char32_t character = next_character(line, i);
    if (character == ' ') {
      words += letters > 0 ? 1U : 0U;
      letters = 0;
    } else if (after_small && words > 0 && letters > kLongestPrefix && is_upper_case(character)) {
      result += " | ";
      letters = 0;
    } else if (after_small && words > 0 && letters > 0 && digit_value(character) >= 0 &&
               (i == line.size() || line[i] == ' ' || line[i] == ',')) {
      after_small = false;
      continue;
    }
    letters += is_word_character(character) ? 1U : 0U;
    after_small = is_lower_case(character);
    result.append(line.substr(begin, i - begin));
  }
  return result;
}

// What may stand behind a lead: a name, or what somebody calls himself.
bool may_be_led(std::string_view name, std::string_view language) {
  constexpr std::size_t kMostBytes = 60, kMostWords = 4;
  if (name.size() > kMostBytes || name.find(": ") != std::string_view::npos) return false;
  const std::vector<Word> words = words_of(name);
  if (words.size() > 1 && is_stop_word(words[0].folded, language)) return false;
  if (looks_like_name(name)) return true;
  return words.size() <= kMostWords && std::none_of(words.begin(), words.end(), [&](const Word& word) {
           return is_number(word.folded) ||
                  (words.size() > 1 && begins_small(name, word) && !is_name_particle(word.folded));
         });
}

// Whether a line has a reporter's title in a script without capitals: "김철수 기자", "记者 张伟".
bool names_reporter(std::string_view line) {
  static constexpr std::string_view kTitles[] = {"기자", "특파원", "记者", "記者", "特派员", "特派員"};
  return std::any_of(std::begin(kTitles), std::end(kTitles),
                     [&](std::string_view title) { return line.find(title) != std::string_view::npos; });
}

// "AFP", "Redaktion", "Example Staff": who signs without being a person.
bool is_signature(std::string_view name) {
  constexpr std::size_t kMostWords = 4;
  if (is_agency(fold_word(name))) return true;
  const std::vector<Word> words = words_of(name);
  if (words.empty() || words.size() > kMostWords) return false;
  const auto is_group = [](const Word& word) {
    const std::string_view folded = word.folded;
    return is_collective_word(folded.substr(folded.rfind('-') + 1));  // "ABC-Redaktion"
  };
  if (!is_group(words.front()) && !is_group(words.back())) return false;
  return std::all_of(words.begin(), words.end(), [&](const Word& word) {
    if (is_group(word) || (&word == words.data() && word.folded == "the")) return true;
    return !begins_small(name, word) && !is_label_word(word.folded) && !is_noise_word(word.folded);
  });
}

}  // namespace

LineAuthors authors_in_line(std::string_view line, std::string_view language) {
  const std::string text = with_plain_colons(normalize_text(line));
  const std::string primary = primary_tag(language);
  const Lead lead = find_lead(text, primary);
  std::vector<std::string> names =
      split_authors(with_seams(std::string_view(text).substr(lead.end)), language);
  const bool is_alone = names.size() == 1;
  const bool has_reporter = names_reporter(text);
  std::erase_if(names, [&](const std::string& name) {
    if (lead.end > 0 && !lead.may_be_part_of_text) return !may_be_led(name, primary);
    if (is_alone && is_signature(name)) return false;
    // Without spaces and capitals a name looks like any other word.
    std::size_t position = 0;
    const ScriptKind script = script_of(next_character(name, position));
    if ((script == ScriptKind::han_kana || script == ScriptKind::hangul) && !has_reporter) return true;
    return !looks_like_full_name(name);
  });
  return {std::move(names), lead.end > 0};
}

}  // namespace metadata
}  // namespace pressclip
