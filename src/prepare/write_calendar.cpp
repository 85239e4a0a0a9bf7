// Writes the source of metadata/calendar.h: ICU's calendar names for the languages of the rules and their
// neighbours, and tables for what ICU does not have. Run by the build: write_calendar FILE
#include <unicode/dtfmtsym.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <map>
#include <set>
#include <span>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>

#include "metadata/calendar.h"
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

  // By word and language; the language is empty for what a word means in every language that has it.
  using Months = std::map<std::pair<std::string, std::string>, int>;

  [[nodiscard]] Months months() const {
    Months months = months_;
    for (const auto& [word, month] : months_in_any_)
      if (month != kAmbiguous) months.try_emplace({word, ""}, month);
    return months;
  }

  [[nodiscard]] const std::set<std::string>& weekdays() const { return weekdays_; }

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
    months_.try_emplace({word, std::string(language)}, month);
    const auto [entry, is_new] = months_in_any_.try_emplace(word, month);
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

  Months months_;
  std::map<std::string, int> months_in_any_;
  std::set<std::string> weekdays_;
};

// The words of a list, each once behind the others.
class Writer {
 public:
  void begin(std::string_view name) { rows_ << "constexpr CalendarWord " << name << "[] = {\n"; }
  void add(const std::string& word, std::string_view language, int month) {
    const auto [place, is_new] = places_.try_emplace(word, words_.size());
    if (is_new) words_ += word;
    rows_ << "    {{";
    for (const char c : language) rows_ << '\'' << c << "',";
    rows_ << "}, " << place->second << ", " << word.size() << ", " << month << "},\n";
  }
  void end() { rows_ << "};\n\n"; }
  void add_beginnings(std::span<const std::uint64_t> beginnings) {
    rows_ << "constexpr std::uint64_t kMonthBeginnings[] = {";
    for (const std::uint64_t word : beginnings) rows_ << word << "U, ";
    end();
  }

  void write(std::ostream& out) const {
    out << "// Made by src/prepare/write_calendar.cpp.\n#include \"metadata/calendar.h\"\n\n"
           "namespace pressclip::metadata::calendar {\nnamespace {\n\n"
        << rows_.str() << "constexpr std::string_view kWords =";
    constexpr std::size_t kPiece = 90;
    const auto is_inside_character = [this](std::size_t at) {
      return at < words_.size() && (static_cast<unsigned char>(words_[at]) & 0xC0U) == 0x80U;
    };
    for (std::size_t begin = 0, end = 0; begin < words_.size(); begin = end) {
      end = std::min(begin + kPiece, words_.size());
      while (is_inside_character(end)) ++end;
      out << "\n    \"" << words_.substr(begin, end - begin) << '"';
    }
    out << ";\n\n}  // namespace\n\n"
           "std::string_view words() {\n  return kWords;\n}\n"
           "std::span<const CalendarWord> months() {\n  return kMonths;\n}\n"
           "std::span<const std::uint64_t> month_beginnings() {\n  return kMonthBeginnings;\n}\n"
           "std::span<const CalendarWord> weekdays() {\n  return kWeekdays;\n}\n\n"
           "}  // namespace pressclip::metadata::calendar\n";
  }

 private:
  std::string words_;
  std::map<std::string, std::size_t> places_;
  std::ostringstream rows_;
};

void write(const CalendarWords& words, std::ostream& out) {
  Writer writer;
  writer.begin("kMonths");
  std::array<std::uint64_t, calendar::kBeginnings / 64> beginnings{};
  for (const auto& [key, month] : words.months()) {
    writer.add(key.first, key.second, month);
    const std::size_t beginning = calendar::hash_beginning(key.first);
    beginnings[beginning / 64] |= std::uint64_t{1} << beginning % 64;
  }
  writer.end();
  writer.add_beginnings(beginnings);
  writer.begin("kWeekdays");
  for (const std::string& weekday : words.weekdays()) writer.add(weekday, "", 0);
  writer.end();
  writer.write(out);
}

}  // namespace
}  // namespace pressclip::metadata

int main(int count, char** words) {
  if (count != 2) {
    std::fputs("usage: write_calendar FILE\n", stderr);
    return 2;
  }
  std::ofstream out(words[1]);
  pressclip::metadata::write(pressclip::metadata::CalendarWords(), out);
  return out.flush() ? 0 : 2;
}
