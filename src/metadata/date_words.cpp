// The words of dates: months and weekdays as the build has made them ready, and tables for the others.
#include "metadata/date_words.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <cstdint>
#include <iterator>

#include "metadata/calendar.h"
#include "metadata/characters.h"
#include "text/sorted.h"

namespace pressclip::metadata {
namespace {

struct HalfDayWord {
  std::string_view word;
  HalfDay half;
};

// As folded, without dots.
constexpr HalfDayWord kHalfDays[] = {
    {"am", HalfDay::morning},     {"pm", HalfDay::afternoon},   {"오전", HalfDay::morning},
    {"오후", HalfDay::afternoon}, {"上午", HalfDay::morning},   {"下午", HalfDay::afternoon},
    {"午前", HalfDay::morning},   {"午後", HalfDay::afternoon}, {"πμ", HalfDay::morning},
    {"μμ", HalfDay::afternoon},   {"oo", HalfDay::morning},     {"os", HalfDay::afternoon},
    {"ص", HalfDay::morning},      {"م", HalfDay::afternoon},    {"صباحا", HalfDay::morning},
    {"مساء", HalfDay::afternoon}, {"पूर्वाह्न", HalfDay::morning}, {"अपराह्न", HalfDay::afternoon},
    {"sa", HalfDay::morning},     {"ch", HalfDay::afternoon},
};

// Words between a date and its time, and units of time, folded; English, then by language.
constexpr auto kFillers = sorted(std::to_array<std::string_view>({
    "at",    "on",        "the",     "of",       "a",       "as",   "time",  "local", "hrs",
    "hours",                                                                           // en, pt
    "um",    "uhr",       "den",     "vom",      "am",      "der",                     // de
    "le",    "a",         "h",       "heures",                                         // fr
    "las",   "los",       "el",      "de",       "del",     "hora", "horas",           // es, pt
    "alle",  "ore",       "il",      "h",        "dalle",   "ora",  "la",    "orele",  // it, ro
    "as",    "em",        "do",      "min",                                            // pt
    "om",    "uur",       "u",                                                         // nl
    "o",     "godz",      "godzina", "godzinie", "dnia",    "r",    "w",               // pl
    "v",     "hod",       "hodin",   "dne",                                            // cs
    "kl",    "klo",       "kello",   "klockan",  "klokken", "den",                     // sv, nb, da, fi
    "saat",  "tarihinde",                                                              // tr
    "в",     "г",         "года",    "о",        "об",      "р",    "року",  "год",   "мск",  // ru, uk
    "στις",  "ωρα",       "ωρες",                                                             // el
    "oras",  "ora",                                                                           // hu, ro
    "pukul", "jam",       "tanggal",                                                          // id
    "luc",   "ngay",      "gio",     "vao",                                                   // vi
    "في",    "الساعة",    "عند",     "بتوقيت",                                                // ar
    "को",    "बजे",        "पर",      "समय",                                                   // hi
}));

struct RoleWord {
  std::string_view language;
  std::string_view word;  // folded; the beginning of a word
  DateRole role;
};

constexpr RoleWord kRoleWords[] = {
    {"en", "updated", DateRole::modified},
    {"en", "last update", DateRole::modified},
    {"en", "modified", DateRole::modified},
    {"en", "last edited", DateRole::modified},
    {"en", "revised", DateRole::modified},
    {"en", "last reviewed", DateRole::modified},
    {"en", "medically reviewed", DateRole::modified},
    {"en", "update:", DateRole::modified},
    {"en", "last changed", DateRole::modified},
    {"en", "edited", DateRole::modified},
    {"en", "published", DateRole::published},
    {"en", "posted", DateRole::published},
    {"en", "first published", DateRole::published},
    {"en", "created", DateRole::published},
    {"en", "written", DateRole::published},
    {"en", "originally", DateRole::published},
    {"en", "release date", DateRole::published},
    {"en", "publication date", DateRole::published},
    {"de", "aktualisiert", DateRole::modified},
    {"de", "zuletzt", DateRole::modified},
    {"de", "geandert", DateRole::modified},
    {"de", "letzte anderung", DateRole::modified},
    {"de", "veroffentlicht", DateRole::published},
    {"de", "publiziert", DateRole::published},
    {"de", "erstellt", DateRole::published},
    {"de", "erschienen", DateRole::published},
    {"fr", "mis a jour", DateRole::modified},
    {"fr", "mise a jour", DateRole::modified},
    {"fr", "modifie", DateRole::modified},
    {"fr", "actualise", DateRole::modified},
    {"fr", "publie", DateRole::published},
    {"fr", "poste le", DateRole::published},
    {"es", "actualizado", DateRole::modified},
    {"es", "actualizada", DateRole::modified},
    {"es", "actualizacion", DateRole::modified},
    {"es", "modificado", DateRole::modified},
    {"es", "publicado", DateRole::published},
    {"es", "publicada", DateRole::published},
    {"it", "aggiornato", DateRole::modified},
    {"it", "aggiornata", DateRole::modified},
    {"it", "aggiornamento", DateRole::modified},
    {"it", "modificato", DateRole::modified},
    {"it", "pubblicato", DateRole::published},
    {"it", "pubblicata", DateRole::published},
    {"pt", "atualizado", DateRole::modified},
    {"pt", "atualizada", DateRole::modified},
    {"pt", "atualizacao", DateRole::modified},
    {"pt", "publicada em", DateRole::published},
    {"nl", "bijgewerkt", DateRole::modified},
    {"nl", "laatst gewijzigd", DateRole::modified},
    {"nl", "gepubliceerd", DateRole::published},
    {"nl", "geplaatst", DateRole::published},
    {"pl", "aktualizacja", DateRole::modified},
    {"pl", "zaktualizowano", DateRole::modified},
    {"pl", "aktualizowano", DateRole::modified},
    {"pl", "opublikowano", DateRole::published},
    {"pl", "publikacja", DateRole::published},
    {"pl", "data dodania", DateRole::published},
    {"cs", "aktualizovano", DateRole::modified},
    {"cs", "aktualizace", DateRole::modified},
    {"cs", "upraveno", DateRole::modified},
    {"cs", "publikovano", DateRole::published},
    {"cs", "vydano", DateRole::published},
    {"cs", "zverejneno", DateRole::published},
    {"sv", "uppdaterad", DateRole::modified},
    {"sv", "uppdaterat", DateRole::modified},
    {"sv", "andrad", DateRole::modified},
    {"sv", "publicerad", DateRole::published},
    {"sv", "publicerat", DateRole::published},
    {"nb", "oppdatert", DateRole::modified},
    {"nb", "sist endret", DateRole::modified},
    {"nb", "publisert", DateRole::published},
    {"da", "opdateret", DateRole::modified},
    {"da", "offentliggjort", DateRole::published},
    {"da", "udgivet", DateRole::published},
    {"fi", "paivitetty", DateRole::modified},
    {"fi", "muokattu", DateRole::modified},
    {"fi", "julkaistu", DateRole::published},
    {"tr", "guncelle", DateRole::modified},
    {"tr", "son guncelleme", DateRole::modified},
    {"tr", "yayin", DateRole::published},
    {"tr", "giris tarihi", DateRole::published},
    {"ru", "обновлен", DateRole::modified},
    {"ru", "изменен", DateRole::modified},
    {"ru", "опубликован", DateRole::published},
    {"uk", "оновлен", DateRole::modified},
    {"uk", "опубликован", DateRole::published},
    {"uk", "опублікован", DateRole::published},
    {"el", "ενημερω", DateRole::modified},
    {"el", "τελευταια", DateRole::modified},
    {"el", "δημοσιευ", DateRole::published},
    {"hu", "frissit", DateRole::modified},
    {"hu", "modosit", DateRole::modified},
    {"hu", "megjelen", DateRole::published},
    {"hu", "kozzete", DateRole::published},
    {"ro", "actualizat", DateRole::modified},
    {"ro", "modificat", DateRole::modified},
    {"ro", "publicat", DateRole::published},
    {"id", "diperbarui", DateRole::modified},
    {"id", "diupdate", DateRole::modified},
    {"id", "diterbitkan", DateRole::published},
    {"id", "dipublikasi", DateRole::published},
    {"vi", "cap nhat", DateRole::modified},
    {"vi", "đang ngay", DateRole::published},
    {"vi", "xuat ban", DateRole::published},
    {"ja", "更新", DateRole::modified},
    {"ja", "公開", DateRole::published},
    {"ja", "配信", DateRole::published},
    {"ja", "掲載", DateRole::published},
    {"ko", "수정", DateRole::modified},
    {"ko", "업데이트", DateRole::modified},
    {"ko", "최종", DateRole::modified},
    {"ko", "입력", DateRole::published},
    {"ko", "등록", DateRole::published},
    {"ko", "송고", DateRole::published},
    {"zh", "修改", DateRole::modified},
    {"zh", "发布", DateRole::published},
    {"zh", "發布", DateRole::published},
    {"zh", "發佈", DateRole::published},
    {"zh", "发表", DateRole::published},
    {"ar", "تحديث", DateRole::modified},
    {"ar", "محدث", DateRole::modified},
    {"ar", "نشر", DateRole::published},
    {"hi", "अपडेट", DateRole::modified},
    {"hi", "संशोधित", DateRole::modified},
    {"hi", "प्रकाशित", DateRole::published},
};

struct Zone {
  std::string_view name;
  int minutes;
};

// Abbreviations with one meaning in news. Not here: IST, CST, BST, AST, ET, PT (each has several).
constexpr Zone kZones[] = {
    {"z", 0},      {"utc", 0},     {"gmt", 0},    {"wet", 0},    {"west", 60},  {"cet", 60},   {"mez", 60},
    {"wat", 60},   {"cest", 120},  {"mesz", 120}, {"eet", 120},  {"cat", 120},  {"sast", 120}, {"eest", 180},
    {"msk", 180},  {"мск", 180},   {"eat", 180},  {"trt", 180},  {"pkt", 300},  {"ict", 420},  {"wib", 420},
    {"wita", 480}, {"hkt", 480},   {"sgt", 480},  {"myt", 480},  {"awst", 480}, {"jst", 540},  {"kst", 540},
    {"wit", 540},  {"acst", 570},  {"aest", 600}, {"acdt", 630}, {"aedt", 660}, {"nzst", 720}, {"nzdt", 780},
    {"est", -300}, {"edt", -240},  {"cdt", -300}, {"mst", -420}, {"mdt", -360}, {"pst", -480}, {"pdt", -420},
    {"brt", -180}, {"akst", -540}, {"akdt", -480}};

constexpr std::string_view kNumberLabels[] = {
    "version", "ver",   "v",       "tel", "phone",    "fax", "telefon", "isbn",  "issn",  "iban", "no",
    "nr",      "build", "release", "ip",  "firmware", "ios", "android", "score", "ratio", "call"};

std::string_view word_of(const CalendarWord& entry) {
  return calendar::words().substr(entry.begin, entry.size);
}

std::string_view language_of(const CalendarWord& entry) {
  const std::string_view code(entry.code.data(), entry.code.size());
  return code.substr(0, code.find('\0'));
}

template <typename Table>
bool holds(const Table& table, std::string_view word) {
  return std::find(std::begin(table), std::end(table), word) != std::end(table);
}

constexpr std::size_t kBeginnings = 4096;

// Of three bytes.
constexpr std::size_t hash_beginning(const char* bytes) {
  std::size_t hash = 0;
  for (std::size_t i = 0; i < 3; ++i) hash = hash * 61 + static_cast<unsigned char>(bytes[i]);
  return hash % kBeginnings;
}

// The words of roles by their first three bytes; none is shorter.
struct RoleIndex {
  std::array<std::uint8_t, kBeginnings> first{};           // one more than a word's place; 0: none
  std::array<std::uint8_t, std::size(kRoleWords)> next{};  // the same, of words that begin alike
};

constexpr RoleIndex kRoleIndex = [] {
  static_assert(std::size(kRoleWords) < 255);
  RoleIndex index;
  for (std::size_t i = 0; i < std::size(kRoleWords); ++i) {
    std::uint8_t& first = index.first[hash_beginning(&kRoleWords[i].word.at(2) - 2)];
    index.next[i] = first;
    first = static_cast<std::uint8_t>(i + 1);
  }
  return index;
}();

}  // namespace

bool may_begin_month(std::string_view word) {
  if (word.size() < 2) return true;
  const std::size_t beginning = calendar::hash_beginning(word);
  return (calendar::month_beginnings()[beginning / 64] >> beginning % 64 & 1U) != 0;
}

std::optional<int> month_from_word(std::string_view word, std::string_view language) {
  // Most words are none.
  if (word.size() < 2 || !may_begin_month(word)) return std::nullopt;
  const std::string_view written = language == "no" ? "nb" : language;
  std::optional<int> in_any;
  const auto months = calendar::months();
  for (auto at = std::ranges::lower_bound(months, word, {}, word_of);
       at != months.end() && word_of(*at) == word; ++at) {
    const CalendarWord& entry = *at;
    if (language_of(entry).empty())
      in_any = entry.month;
    else if (language_of(entry) == written)
      return entry.month;
  }
  return in_any;
}

bool is_weekday(std::string_view word) {
  return std::ranges::binary_search(calendar::weekdays(), word, {}, word_of);
}

std::optional<HalfDay> half_day_from_word(std::string_view word) {
  for (const HalfDayWord& entry : kHalfDays)
    if (entry.word == word) return entry.half;
  return std::nullopt;
}

bool is_date_filler(std::string_view word) {
  return std::ranges::binary_search(kFillers, word);
}

DateRole role_of_words(std::string_view folded) {
  // Hardly any text has any of the words: most are ruled out by their first three bytes.
  std::bitset<std::size(kRoleWords)> found_beginnings;
  for (std::size_t i = 0; i + 3 <= folded.size(); ++i)
    for (std::size_t word = kRoleIndex.first[hash_beginning(folded.data() + i)]; word != 0;
         word = kRoleIndex.next[word - 1])
      found_beginnings.set(word - 1);
  DateRole role = DateRole::none;
  std::size_t last = 0;
  for (std::size_t i = 0; found_beginnings.any() && i < std::size(kRoleWords); ++i) {
    if (!found_beginnings.test(i)) continue;
    const RoleWord& entry = kRoleWords[i];
    const std::size_t found = folded.rfind(entry.word);
    if (found == std::string_view::npos || (role != DateRole::none && found < last)) continue;
    // "republished" and "unmodified" are other words; scripts without spaces have no such borders.
    if (found > 0 && ((folded[found - 1] >= 'a' && folded[found - 1] <= 'z'))) continue;
    last = found;
    role = entry.role;
  }
  return role;
}

std::optional<int> offset_of_zone(std::string_view word) {
  for (const Zone& zone : kZones)
    if (zone.name == word) return zone.minutes;
  return std::nullopt;
}

bool is_number_label(std::string_view word) {
  return holds(kNumberLabels, word);
}

}  // namespace pressclip::metadata
