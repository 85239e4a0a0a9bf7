// The words of dates: ICU's calendar names for the languages of the rules and their neighbours, and tables
// for what ICU does not have.
#include "metadata/date_words.h"

#include <unicode/dtfmtsym.h>

#include <algorithm>
#include <array>
#include <bitset>
#include <iterator>
#include <map>
#include <set>
#include <string>

#include "metadata/characters.h"

namespace pressclip::metadata {
namespace {

struct MonthWord {
  std::string_view language;
  std::string_view word;
  int month;
};

// Forms that are in use but not among ICU's names: other abbreviations, other spellings, second sets of
// names.
constexpr MonthWord kMoreMonths[] = {
    {"en", "sept", 9},
    {"de", "jänner", 1},
    {"de", "jän", 1},
    {"de", "feber", 2},
    {"de", "mrz", 3},
    {"de", "sep", 9},
    {"es", "setiembre", 9},
    {"es", "sep", 9},
    {"it", "sett", 9},
    {"it", "genn", 1},
    {"it", "febbr", 2},
    {"nl", "maa", 3},
    {"pl", "sier", 8},
    {"pl", "wrzes", 9},
    {"sv", "sept", 9},
    {"nb", "sept", 9},
    {"fr", "jan", 1},
    {"fr", "fev", 2},
    {"fr", "avr", 4},
    {"fr", "dec", 12},
    {"ru", "сен", 9},
    {"ru", "ноя", 11},
    {"ru", "фев", 2},
    {"ru", "мар", 3},
    {"uk", "листоп", 11},
    {"hu", "sze", 9},
    {"hu", "szep", 9},
    {"hu", "feb", 2},
    {"ro", "iul", 7},
    {"id", "agt", 8},
    {"id", "ags", 8},
    {"id", "nopember", 11},
    {"id", "pebruari", 2},
    {"ar", "كانون الثاني", 1},
    {"ar", "شباط", 2},
    {"ar", "آذار", 3},
    {"ar", "اذار", 3},
    {"ar", "نيسان", 4},
    {"ar", "أيار", 5},
    {"ar", "ايار", 5},
    {"ar", "حزيران", 6},
    {"ar", "تموز", 7},
    {"ar", "آب", 8},
    {"ar", "اب", 8},
    {"ar", "أيلول", 9},
    {"ar", "ايلول", 9},
    {"ar", "تشرين الأول", 10},
    {"ar", "تشرين الاول", 10},
    {"ar", "تشرين الثاني", 11},
    {"ar", "كانون الأول", 12},
    {"ar", "كانون الاول", 12},
    {"ar", "جانفي", 1},
    {"ar", "فيفري", 2},
    {"ar", "أفريل", 4},
    {"ar", "ماي", 5},
    {"ar", "جوان", 6},
    {"ar", "جويلية", 7},
    {"ar", "أوت", 8},
    {"ar", "غشت", 8},
    {"ar", "شتنبر", 9},
    {"ar", "نونبر", 11},
    {"ar", "دجنبر", 12},
    {"ar", "يوليوز", 7},
    {"ar", "ابريل", 4},
    {"ar", "اغسطس", 8},
    {"ar", "اكتوبر", 10},
    {"ar", "إبريل", 4},
    {"hi", "फरवरी", 2},
    {"hi", "सितम्बर", 9},
    {"hi", "अक्टूबर", 10},
    {"hi", "नवम्बर", 11},
    {"hi", "दिसम्बर", 12},
    {"hi", "सितंबर", 9},
    {"hi", "जन", 1},
    {"hi", "फर", 2},
    {"hi", "जुल", 7},
    {"hi", "अग", 8},
    {"hi", "सित", 9},
    {"hi", "अक्टू", 10},
    {"hi", "नव", 11},
    {"hi", "दिस", 12},
};

constexpr std::string_view kMoreWeekdays[] = {
    "mon",      "tue",      "tues",      "wed",    "thu",       "thur",    "thurs",   "fri",
    "sat",      "sun",      "sonnabend", "السبت",  "الاحد",     "الأحد",   "الاثنين", "الإثنين",
    "الثلاثاء", "الأربعاء", "الاربعاء",  "الخميس", "الجمعة",    "segunda", "terca",   "quarta",
    "quinta",   "sexta",    "feira",     "गुरुवार",  "बृहस्पतिवार", "thứ",     "hai",     "tư",
    "năm",      "sáu",      "bảy",       "chủ",    "nhật"};

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

// Words between a date and its time, and units of time; English, then by language.
constexpr std::string_view kFillers[] = {
    "at",    "on",        "the",     "of",       "a",       "as",   "time",  "local", "hrs",
    "hours",                                                                           // en, pt
    "um",    "uhr",       "den",     "vom",      "am",      "der",                     // de
    "le",    "à",         "h",       "heures",                                         // fr
    "las",   "los",       "el",      "de",       "del",     "hora", "horas",           // es, pt
    "alle",  "ore",       "il",      "h",        "dalle",   "ora",  "la",    "orele",  // it, ro
    "às",    "em",        "do",      "min",                                            // pt
    "om",    "uur",       "u",                                                         // nl
    "o",     "godz",      "godzina", "godzinie", "dnia",    "r",    "w",               // pl
    "v",     "hod",       "hodin",   "dne",                                            // cs
    "kl",    "klo",       "kello",   "klockan",  "klokken", "den",                     // sv, nb, da, fi
    "saat",  "tarihinde",                                                              // tr
    "в",     "г",         "года",    "о",        "об",      "р",    "року",  "год",   "мск",  // ru, uk
    "στις",  "ωρα",       "ωρες",                                                             // el
    "oras",  "ora",                                                                           // hu, ro
    "pukul", "jam",       "tanggal",                                                          // id
    "lúc",   "luc",       "ngay",    "ngày",     "giờ",     "gio",  "vào",                    // vi
    "في",    "الساعة",    "عند",     "بتوقيت",                                                // ar
    "को",    "बजे",        "पर",      "समय",                                                   // hi
};

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

// The rules' languages first, then those whose pages turn up beside them. A word that two of them read
// differently counts only in the page's own language.
constexpr const char* kLanguages[] = {
    "en", "de", "fr", "es", "it", "pt", "nl", "pl", "cs", "sv", "nb", "da", "fi", "tr", "ru", "uk", "el",
    "hu", "ro", "id", "vi", "ja", "ko", "zh", "ar", "hi", "nn", "sk", "sl", "hr", "sr", "bg", "mk", "lt",
    "lv", "et", "is", "ca", "gl", "af", "ms", "he", "bn", "ta", "ur", "sw", "eu", "sq", "be", "az", "ka"};
constexpr int kAmbiguous = 0;

class CalendarWords {
 public:
  CalendarWords() {
    for (const MonthWord& entry : kMoreMonths)
      add_month(entry.language, std::string(entry.word), entry.month);
    for (const std::string_view word : kMoreWeekdays) weekdays_.insert(fold_word(word));
    for (const char* language : kLanguages) add_language(language);
  }

  [[nodiscard]] std::optional<int> month(std::string_view word, std::string_view language) const {
    if (!language.empty()) {
      const auto own = months_by_language_.find(
          std::pair{std::string(language == "no" ? "nb" : language), std::string(word)});
      if (own != months_by_language_.end()) return own->second;
    }
    const auto found = months_.find(word);
    if (found == months_.end() || found->second == kAmbiguous) return std::nullopt;
    return found->second;
  }

  [[nodiscard]] bool weekday(std::string_view word) const { return weekdays_.find(word) != weekdays_.end(); }

 private:
  static std::string folded(const icu::UnicodeString& name) {
    std::string text;
    name.toUTF8String(text);
    text = fold_word(text);
    for (const std::string_view dot : {std::string_view("."), std::string_view("॰")})
      while (text.ends_with(dot)) text.resize(text.size() - dot.size());
    return text;
  }

  // Names with digits ("5月") are read as numbers, one-letter names as nothing.
  static bool is_name(std::string_view text) {
    std::size_t characters = 0;
    for (std::size_t position = 0; position < text.size(); ++characters) {
      const char32_t character = next_character(text, position);
      if (digit_value(character) >= 0 || is_unspaced_script(character)) return false;
    }
    return characters > 1;
  }

  void add_month(std::string_view language, std::string word, int month) {
    word = fold_word(word);
    if (!is_name(word)) return;
    months_by_language_.try_emplace(std::pair{std::string(language), word}, month);
    const auto [entry, is_new] = months_.try_emplace(word, month);
    if (!is_new && entry->second != month) entry->second = kAmbiguous;
  }

  void add_language(const char* language) {
    using icu::DateFormatSymbols;
    UErrorCode status = U_ZERO_ERROR;
    const DateFormatSymbols symbols(icu::Locale(language), status);
    if (U_FAILURE(status)) return;
    for (const auto context : {DateFormatSymbols::FORMAT, DateFormatSymbols::STANDALONE})
      for (const auto width : {DateFormatSymbols::WIDE, DateFormatSymbols::ABBREVIATED}) {
        int32_t count = 0;
        const icu::UnicodeString* names = symbols.getMonths(count, context, width);
        for (int32_t i = 0; i < std::min(count, 12); ++i) add_month(language, folded(names[i]), i + 1);
        names = symbols.getWeekdays(count, context, width);
        for (int32_t i = 1; i < count; ++i) {
          const std::string name = folded(names[i]);
          if (is_name(name)) weekdays_.insert(name);
        }
      }
  }

  std::map<std::string, int, std::less<>> months_;  // over all languages
  std::map<std::pair<std::string, std::string>, int> months_by_language_;
  std::set<std::string, std::less<>> weekdays_;
};

// Built when first asked for (2 ms), never changed.
const CalendarWords& calendar_words() {
  static const CalendarWords words;
  return words;
}

template <typename Table>
bool holds(const Table& table, std::string_view word) {
  return std::find(std::begin(table), std::end(table), word) != std::end(table);
}

constexpr std::size_t kPairHashes = 512;

constexpr std::size_t hash_pair(char first, char second) {
  return (static_cast<std::size_t>(static_cast<unsigned char>(first)) * 37 +
          static_cast<unsigned char>(second)) %
         kPairHashes;
}

// Of the first two bytes of each word; none is shorter.
constexpr auto kRolePairs = [] {
  std::array<std::size_t, std::size(kRoleWords)> pairs{};
  for (std::size_t i = 0; i < pairs.size(); ++i)
    pairs[i] = hash_pair(kRoleWords[i].word.at(0), kRoleWords[i].word.at(1));
  return pairs;
}();

}  // namespace

std::optional<int> month_from_word(std::string_view word, std::string_view language) {
  return calendar_words().month(word, language);
}

bool is_weekday(std::string_view word) {
  return calendar_words().weekday(word);
}

std::optional<HalfDay> half_day_from_word(std::string_view word) {
  for (const HalfDayWord& entry : kHalfDays)
    if (entry.word == word) return entry.half;
  return std::nullopt;
}

bool is_date_filler(std::string_view word) {
  static const std::set<std::string, std::less<>> fillers = [] {
    std::set<std::string, std::less<>> folded;
    for (const std::string_view filler : kFillers) folded.insert(fold_word(filler));
    return folded;
  }();
  return fillers.find(word) != fillers.end();
}

DateRole role_of_words(std::string_view folded) {
  // Hardly any text has any of the words: most are ruled out by their first two bytes.
  std::bitset<kPairHashes> pairs;
  for (std::size_t i = 0; i + 1 < folded.size(); ++i) pairs.set(hash_pair(folded[i], folded[i + 1]));
  DateRole role = DateRole::none;
  std::size_t last = 0;
  for (std::size_t i = 0; i < std::size(kRoleWords); ++i) {
    if (!pairs.test(kRolePairs[i])) continue;
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
