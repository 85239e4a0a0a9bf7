// Dates: text → tokens (numbers, words, marks) → every date, with the time and the offset beside it → ISO
// 8601. A text is taken only if little else than dates is in it: dates inside prose are news, not when it was
// published.
#include "metadata/dates.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <forward_list>

#include "metadata/characters.h"
#include "pressclip/metadata.h"
#include "text/byte_runs.h"

namespace pressclip {
namespace metadata {
namespace {

// Longer texts are paragraphs. In bytes, so that no text costs more than a constant.
constexpr std::size_t kMaxTextBytes = 600;
// How much else than dates may stand around them: a label, a byline.
constexpr std::size_t kMaxOtherBytes = 160;
constexpr int kMaxOtherWords = 14;
constexpr int kMaxLowerCaseWords = 4;
constexpr int kMinYear = 1900;
constexpr int kMaxYear = 2099;

enum class TokenKind { number, word, mark };

struct Token {
  TokenKind kind = TokenKind::mark;
  bool space_before = false;
  bool lower_case = false;  // words: begins with a lower-case letter
  int digits = 0;           // numbers
  long long value = 0;      // numbers
  char32_t mark = 0;
  std::string_view word;  // words: folded
  std::size_t begin = 0, end = 0;
};

// Text in lower case, where that is enough to fold its words, and the words that need more than that.
class FoldedText {
 public:
  explicit FoldedText(std::string_view text) : text_(text), lower_(text) {
    for (char& byte : lower_)
      if (byte >= 'A' && byte <= 'Z') byte = static_cast<char>(byte - 'A' + 'a');
  }
  FoldedText(const FoldedText&) = delete;
  FoldedText& operator=(const FoldedText&) = delete;

  // The word that stands there in the text, folded. Lives as long as this.
  std::string_view word(std::size_t begin, std::size_t end) {
    const std::string_view written = text_.substr(begin, end - begin);
    if (std::ranges::all_of(written, [](char byte) { return static_cast<unsigned char>(byte) < 128; }))
      return std::string_view(lower_).substr(begin, end - begin);
    return others_.emplace_front(fold_word(written));
  }

 private:
  std::string_view text_;
  std::string lower_;
  std::forward_list<std::string> others_;
};

std::vector<Token> tokenize(std::string_view text, FoldedText& folded) {
  std::vector<Token> tokens;
  tokens.reserve(text.size() / 4 + 1);
  bool space = false;
  for (std::size_t position = 0; position < text.size();) {
    const std::size_t begin = position;
    const char32_t character = next_character(text, position);
    if (is_white_space(character)) {
      space = true;
      continue;
    }
    if (character == 0x200E || character == 0x200F || character == 0xAD)
      continue;  // direction marks, soft hyphen
    // Filled where it stays: copied right after it was written, it would wait for its parts.
    Token& token = tokens.emplace_back();
    token.space_before = space;
    token.begin = begin;
    space = false;
    if (const int first = digit_value(character); first >= 0) {
      token.kind = TokenKind::number;
      token.value = first;
      token.digits = 1;
      while (position < text.size()) {
        std::size_t next = position;
        const int digit = digit_value(next_character(text, next));
        if (digit < 0) break;
        position = next;
        if (token.digits < 18) token.value = token.value * 10 + digit;
        ++token.digits;
      }
    } else if (is_unspaced_script(character)) {
      token.kind = TokenKind::word;
      token.word = text.substr(begin, position - begin);
    } else if (is_word_character(character)) {
      token.kind = TokenKind::word;
      token.lower_case = is_lower_case(character);
      while (position < text.size()) {
        std::size_t next = position;
        const char32_t following = next_character(text, next);
        if (!is_word_character(following) || is_unspaced_script(following)) break;
        position = next;
      }
      token.word = folded.word(begin, position);
    } else {
      token.mark = character;
      if (character == 0x2013 || character == 0x2014 || character == 0x2010 || character == 0x2011 ||
          character == 0x2212)
        token.mark = '-';
      else if (character == 0xFF1A)
        token.mark = ':';
      else if (character == 0xFF0F)
        token.mark = '/';
      else if (character == 0xFF0E || character == 0x3002 || character == 0x964)
        token.mark = '.';
      else if (character == 0x60C || character == 0xFF0C || character == 0x3001)
        token.mark = ',';
    }
    token.end = position;
  }
  return tokens;
}

struct Day {
  int year = 0, month = 0, day = 0;
};

struct Moment {
  int hour = 0, minute = 0, second = 0;
};

bool is_possible(const Day& day) {
  if (day.year < kMinYear || day.year > kMaxYear || day.month < 1 || day.month > 12 || day.day < 1 ||
      day.day > 31)
    return false;
  return std::chrono::year_month_day(std::chrono::year(day.year),
                                     std::chrono::month(static_cast<unsigned>(day.month)),
                                     std::chrono::day(static_cast<unsigned>(day.day)))
      .ok();
}

// Which of two numbers before a year is the day.
enum class NumberOrder { day_first, month_first, unknown };

std::string primary_tag(std::string_view language) {
  const std::size_t end = language.find_first_of("-_");
  return fold_word(language.substr(0, end));
}

NumberOrder number_order(std::string_view language, char32_t separator) {
  const std::string folded = fold_word(language);
  const std::string primary = primary_tag(language);
  if (primary.empty()) return separator == '.' ? NumberOrder::day_first : NumberOrder::unknown;
  if (primary == "en") {
    if (folded.find("us") == 3 || folded.find("ph") == 3) return NumberOrder::month_first;
    static constexpr std::string_view kDayFirst[] = {"gb", "au", "ie", "in", "nz", "za",
                                                     "ng", "ke", "pk", "sg", "my", "uk"};
    for (const std::string_view region : kDayFirst)
      if (folded.size() >= 5 && std::string_view(folded).substr(3, 2) == region)
        return NumberOrder::day_first;
    return NumberOrder::unknown;
  }
  // Written with the year first; the other order says nothing of which is which.
  if (primary == "ja" || primary == "zh" || primary == "ko" || primary == "hu") return NumberOrder::unknown;
  return NumberOrder::day_first;
}

std::string joined(std::string_view first, std::string_view between, std::string_view second) {
  std::string words;
  words.reserve(first.size() + between.size() + second.size());
  return words.append(first).append(between).append(second);
}

char32_t next_character_of(const Token& token) {
  std::size_t position = 0;
  return token.word.empty() ? U' ' : next_character(token.word, position);
}

class DateReader {
 public:
  DateReader(std::string_view text, std::string_view language)
      : text_(text),
        language_(language),
        primary_(primary_tag(language)),
        folded_(text),
        tokens_(tokenize(text, folded_)) {}

  std::vector<FoundDate> read();

 private:
  struct DaySpan {
    Day day;
    std::size_t end = 0;              // token behind it
    std::optional<std::size_t> time;  // ctime: the time stands inside
  };
  struct TimeSpan {
    Moment moment;
    std::optional<int> offset;
    std::size_t end = 0;
  };
  struct Span {
    std::size_t begin = 0, end = 0;
    std::string iso;
  };

  [[nodiscard]] const Token* at(std::size_t index) const {
    return index < tokens_.size() ? &tokens_[index] : nullptr;
  }
  [[nodiscard]] bool is_mark(std::size_t index, char32_t mark) const {
    return index < tokens_.size() && tokens_[index].kind == TokenKind::mark && tokens_[index].mark == mark;
  }
  [[nodiscard]] bool is_number(std::size_t index, int min_digits, int max_digits) const {
    return index < tokens_.size() && tokens_[index].kind == TokenKind::number &&
           tokens_[index].digits >= min_digits && tokens_[index].digits <= max_digits;
  }
  [[nodiscard]] bool is_word(std::size_t index, std::string_view word) const {
    return index < tokens_.size() && tokens_[index].kind == TokenKind::word && tokens_[index].word == word;
  }
  template <typename... Words>
  [[nodiscard]] bool is_any(std::size_t index, Words... words) const {
    return (is_word(index, words) || ...);
  }
  [[nodiscard]] int value(std::size_t index) const { return static_cast<int>(tokens_[index].value); }
  [[nodiscard]] bool is_glued(std::size_t index) const {
    return index < tokens_.size() && !tokens_[index].space_before;
  }

  struct MonthSpan {
    int month = 0;
    std::size_t end = 0;
  };
  [[nodiscard]] std::optional<MonthSpan> month_at(std::size_t index) const;
  [[nodiscard]] std::optional<DaySpan> day_at(std::size_t index) const;
  // What is written as a day there, whether there is such a day or not.
  [[nodiscard]] std::optional<DaySpan> written_day_at(std::size_t index) const;
  [[nodiscard]] std::optional<DaySpan> year_first(std::size_t index) const;
  [[nodiscard]] std::optional<DaySpan> number_first(std::size_t index) const;
  [[nodiscard]] std::optional<DaySpan> month_first(std::size_t index) const;
  [[nodiscard]] std::optional<DaySpan> era_first(std::size_t index) const;
  [[nodiscard]] bool is_torn(std::size_t begin, std::size_t end) const;
  struct HalfSpan {
    HalfDay half = HalfDay::morning;
    std::size_t end = 0;
  };
  [[nodiscard]] std::optional<HalfSpan> half_day_at(std::size_t index) const;
  [[nodiscard]] std::optional<TimeSpan> time_at(std::size_t index, bool after_t) const;
  struct ZoneSpan {
    int minutes = 0;
    std::size_t end = 0;
  };
  [[nodiscard]] std::optional<ZoneSpan> zone_at(std::size_t index, bool after_seconds) const;
  [[nodiscard]] bool is_gap(std::size_t index) const;
  [[nodiscard]] std::optional<TimeSpan> time_after(std::size_t index) const;
  [[nodiscard]] std::optional<std::pair<std::size_t, TimeSpan>> time_before(std::size_t index,
                                                                            std::size_t from) const;
  [[nodiscard]] bool is_mostly_dates(const std::vector<Span>& spans) const;
  [[nodiscard]] DateRole role_between(std::size_t begin, std::size_t end) const;

  std::string_view text_;
  std::string_view language_;
  std::string primary_;
  FoldedText folded_;
  std::vector<Token> tokens_;
};

// One word or two ("كانون الثاني"), an abbreviation's dot, and a second name behind a slash ("مايو/أيار").
std::optional<DateReader::MonthSpan> DateReader::month_at(std::size_t index) const {
  const Token* token = at(index);
  if (token == nullptr || token->kind != TokenKind::word || !may_begin_month(token->word))
    return std::nullopt;
  MonthSpan span;
  const Token* next = at(index + 1);
  if (next != nullptr && next->kind == TokenKind::word) {
    if (const auto month = month_from_word(joined(token->word, " ", next->word), primary_))
      span = {*month, index + 2};
  }
  if (span.month == 0) {
    const auto month = month_from_word(token->word, primary_);
    if (!month) return std::nullopt;
    span = {*month, index + 1};
  }
  if (is_mark(span.end, '.') || is_mark(span.end, 0x970)) ++span.end;
  if (is_mark(span.end, '/')) {
    for (std::size_t words = 2; words >= 1; --words) {
      const Token* second = at(span.end + 1);
      if (second == nullptr || second->kind != TokenKind::word) break;
      std::string name(second->word);
      if (words == 2 && at(span.end + 2) != nullptr) name = joined(name, " ", at(span.end + 2)->word);
      if (month_from_word(name, primary_) == span.month) {
        span.end += 1 + words;
        break;
      }
    }
  }
  return span;
}

std::optional<DateReader::DaySpan> DateReader::year_first(std::size_t i) const {
  if (is_number(i, 8, 8)) {  // 20240503
    const long long number = tokens_[i].value;
    const Day day{static_cast<int>(number / 10000), static_cast<int>(number / 100 % 100),
                  static_cast<int>(number % 100)};
    const bool alone = i == 0 && (tokens_.size() == 1 || is_word(1, "t"));
    if (alone && day.year >= 1970) return DaySpan{day, i + 1, std::nullopt};
    return std::nullopt;
  }
  const bool two_digit_korean = primary_ == "ko" && is_number(i, 2, 2) && is_mark(i + 1, '.');
  if (!is_number(i, 4, 4) && !two_digit_korean) return std::nullopt;
  const int year = two_digit_korean ? 2000 + value(i) : value(i);
  if (is_any(i + 1, "年", "년")) {
    if (!is_number(i + 2, 1, 2) || !is_any(i + 3, "月", "월") || !is_number(i + 4, 1, 2)) return std::nullopt;
    const std::size_t end =
        is_any(i + 5, "日", "號", "号") || (at(i + 5) != nullptr && tokens_[i + 5].word.starts_with("일"))
            ? i + 6
            : i + 5;
    return DaySpan{{year, value(i + 2), value(i + 4)}, end, std::nullopt};
  }
  for (const char32_t separator : {U'-', U'/', U'.'}) {
    if (!is_mark(i + 1, separator)) continue;
    if (is_number(i + 2, 1, 2) && is_mark(i + 3, separator) && is_number(i + 4, 1, 2)) {
      if (separator != '.' && (!is_glued(i + 2) || !is_glued(i + 4))) return std::nullopt;
      std::size_t end = i + 5;
      if (separator == '.' && is_mark(end, '.') && !(is_number(end + 1, 1, 18) && is_glued(end + 1))) ++end;
      return DaySpan{{year, value(i + 2), value(i + 4)}, end, std::nullopt};
    }
  }
  std::size_t next = i + 1;
  if (is_mark(next, '.') || is_mark(next, '-') || is_mark(next, ',') || is_mark(next, '/')) ++next;
  if (const auto month = month_at(next)) {
    std::size_t day = month->end;
    if (is_mark(day, '-') || is_mark(day, '/')) ++day;
    if (is_number(day, 1, 2)) {
      std::size_t end = day + 1;
      if (is_mark(end, '.')) ++end;
      return DaySpan{{year, month->month, value(day)}, end, std::nullopt};
    }
  }
  return std::nullopt;
}

std::optional<DateReader::DaySpan> DateReader::number_first(std::size_t i) const {
  if (!is_number(i, 1, 2)) return std::nullopt;
  const int first = value(i);
  for (const char32_t separator : {U'/', U'.', U'-'}) {
    if (!is_mark(i + 1, separator) || !is_number(i + 2, 1, 2) || !is_mark(i + 3, separator)) continue;
    if (!is_number(i + 4, 4, 4) && !is_number(i + 4, 2, 2)) continue;
    // "3. 5. 2024" is written with spaces, "3 / 5 / 2024" not.
    if (separator == '-' && (!is_glued(i + 1) || !is_glued(i + 2) || !is_glued(i + 4))) return std::nullopt;
    const int second = value(i + 2);
    int year = value(i + 4);
    const NumberOrder order = number_order(language_, separator);
    const bool short_year = is_number(i + 4, 2, 2);
    if (short_year) {
      if (separator == '-' || primary_.empty() || order == NumberOrder::unknown) return std::nullopt;
      year += 2000;
    }
    Day day{year, second, first};
    const Day swapped{year, first, second};
    if (order == NumberOrder::month_first && separator != '.') {
      if (is_possible(swapped) || short_year) day = swapped;
    } else if (order == NumberOrder::unknown && first <= 12 && second <= 12 && first != second) {
      return std::nullopt;
    } else if (!is_possible(day) && second > 12 && order != NumberOrder::day_first) {
      day = swapped;
    }
    return DaySpan{day, i + 5, std::nullopt};
  }
  std::size_t next = i + 1;
  if (is_any(next, "th", "st", "nd", "rd", "er", "ere", "e", "o", "te", "ter", "a") && is_glued(next)) ++next;
  if (is_mark(next, '.') || is_mark(next, 0xBA) || is_mark(next, 0xB0) || is_mark(next, '-') ||
      is_mark(next, '/'))
    ++next;
  if (is_any(next, "de", "of", "d", "ta", "ד")) {
    ++next;
    if (is_mark(next, '\'') || is_mark(next, 0x2019)) ++next;
  }
  std::optional<MonthSpan> month = month_at(next);
  if (!month && is_any(next, "thang", "thg") && is_number(next + 1, 1, 2))
    month = MonthSpan{value(next + 1), next + 2};
  if (!month) return std::nullopt;
  std::size_t year = month->end;
  if (is_mark(year, ',') || is_mark(year, '-') || is_mark(year, '/') || is_mark(year, '.')) ++year;
  if (is_any(year, "de", "del", "nam", "d", "عام")) ++year;
  if (is_number(year, 4, 4)) return DaySpan{{value(year), month->month, first}, year + 1, std::nullopt};
  // RFC 850: 03-May-24
  if (is_number(year, 2, 2) && is_mark(i + 1, '-') && is_mark(year - 1, '-') && value(year) >= 10)
    return DaySpan{{2000 + value(year), month->month, first}, year + 1, std::nullopt};
  return std::nullopt;
}

std::optional<DateReader::DaySpan> DateReader::month_first(std::size_t i) const {
  const auto month = month_at(i);
  if (!month) return std::nullopt;
  std::size_t next = month->end;
  if (is_mark(next, '-')) ++next;
  if (!is_number(next, 1, 2)) return std::nullopt;
  const int day = value(next++);
  if (is_any(next, "th", "st", "nd", "rd") && is_glued(next)) ++next;
  if (is_mark(next, ',') || is_mark(next, '.') || is_mark(next, '-')) ++next;
  if (is_number(next, 4, 4) && !is_mark(next + 1, ':'))
    return DaySpan{{value(next), month->month, day}, next + 1, std::nullopt};
  // "May 3 09:30:00 CEST 2024"
  if (const auto time = time_at(next, false)) {
    if (is_number(time->end, 4, 4))
      return DaySpan{{value(time->end), month->month, day}, time->end + 1, next};
    const Token* zone = at(time->end);
    if (zone != nullptr && zone->kind == TokenKind::word && is_number(time->end + 1, 4, 4))
      return DaySpan{{value(time->end + 1), month->month, day}, time->end + 2, next};
  }
  return std::nullopt;
}

// 令和6年5月3日
std::optional<DateReader::DaySpan> DateReader::era_first(std::size_t i) const {
  int before = 0;
  if (is_word(i, "令") && is_word(i + 1, "和")) before = 2018;
  if (is_word(i, "平") && is_word(i + 1, "成")) before = 1988;
  if (before == 0 || !is_number(i + 2, 1, 2) || !is_word(i + 3, "年") || !is_number(i + 4, 1, 2) ||
      !is_word(i + 5, "月") || !is_number(i + 6, 1, 2) || !is_word(i + 7, "日"))
    return std::nullopt;
  return DaySpan{{before + value(i + 2), value(i + 4), value(i + 6)}, i + 8, std::nullopt};
}

// Whether a run of numbers goes on before or after: part of an address, a version, a telephone number, an
// amount.
bool DateReader::is_torn(std::size_t begin, std::size_t end) const {
  if (begin > 0) {
    const Token& before = tokens_[begin - 1];
    const bool glued = is_glued(begin);
    if (before.kind == TokenKind::number && glued) return true;
    if (before.kind == TokenKind::mark && glued) {
      static constexpr std::u32string_view kAmount = U"$€£¥₹+#=%";
      if (kAmount.find(before.mark) != std::u32string_view::npos) return true;
      if ((before.mark == '.' || before.mark == '-' || before.mark == '/' || before.mark == ',') &&
          begin > 1 && tokens_[begin - 2].kind == TokenKind::number && !before.space_before)
        return true;
    }
    if (before.kind == TokenKind::word && tokens_[begin].kind == TokenKind::number &&
        is_number_label(before.word))
      return true;
    if (begin > 1 && before.kind == TokenKind::mark && (before.mark == '.' || before.mark == ':') &&
        tokens_[begin - 2].kind == TokenKind::word && is_number_label(tokens_[begin - 2].word))
      return true;
  }
  const Token* after = at(end);
  if (after != nullptr && !after->space_before && after->kind == TokenKind::mark) {
    if (after->mark == '%' || after->mark == 0x20AC || after->mark == '$') return true;
    if ((after->mark == '.' || after->mark == '/' || after->mark == '-' || after->mark == ',') &&
        is_number(end + 1, 1, 18) && is_glued(end + 1) && tokens_[end + 1].digits != 2)
      return true;
    if ((after->mark == '/' || after->mark == '.') && is_number(end + 1, 1, 18) && is_glued(end + 1))
      return true;
  }
  return after != nullptr && after->kind == TokenKind::number && !after->space_before;
}

std::optional<DateReader::DaySpan> DateReader::day_at(std::size_t index) const {
  std::optional<DaySpan> span = written_day_at(index);
  if (span && (!is_possible(span->day) || is_torn(index, span->end))) span.reset();
  return span;
}

std::optional<DateReader::DaySpan> DateReader::written_day_at(std::size_t index) const {
  switch (tokens_[index].kind) {
    case TokenKind::number:
      if (const auto span = year_first(index)) return span;
      return number_first(index);
    case TokenKind::word:
      if (const auto span = month_first(index)) return span;
      return era_first(index);
    case TokenKind::mark:
      break;
  }
  return std::nullopt;
}

std::optional<DateReader::HalfSpan> DateReader::half_day_at(std::size_t i) const {
  const Token* token = at(i);
  if (token == nullptr || token->kind != TokenKind::word) return std::nullopt;
  const Token* next = at(i + 1);
  // "a.m.", "p. m.", "μ.μ."
  if (is_mark(i + 1, '.') && at(i + 2) != nullptr && at(i + 2)->kind == TokenKind::word) {
    if (const auto half = half_day_from_word(joined(token->word, "", at(i + 2)->word))) {
      const bool dotted = is_mark(i + 3, '.');
      return HalfSpan{*half, i + (dotted ? 4U : 3U)};
    }
  }
  if (next != nullptr && next->kind == TokenKind::word && !next->space_before) {
    if (const auto half = half_day_from_word(joined(token->word, "", next->word)))
      return HalfSpan{*half, i + 2};
  }
  // Hungarian "de." and "du."
  if (primary_ == "hu" && is_mark(i + 1, '.')) {
    if (token->word == "de") return HalfSpan{HalfDay::morning, i + 2};
    if (token->word == "du") return HalfSpan{HalfDay::afternoon, i + 2};
  }
  const auto half = half_day_from_word(token->word);
  if (!half) return std::nullopt;
  // "sa" and "ch" and "os" are words elsewhere.
  if ((token->word == "sa" || token->word == "ch") && primary_ != "vi") return std::nullopt;
  if ((token->word == "oo" || token->word == "os") && primary_ != "tr") return std::nullopt;
  return HalfSpan{*half, i + (is_mark(i + 1, '.') ? 2U : 1U)};
}

std::optional<DateReader::ZoneSpan> DateReader::zone_at(std::size_t i, bool after_seconds) const {
  std::size_t next = i;
  const bool bracket = is_mark(next, '(') || is_mark(next, '[');
  if (bracket) ++next;
  const Token* token = at(next);
  if (token == nullptr) return std::nullopt;
  std::optional<int> minutes;
  if (token->kind == TokenKind::word) {
    minutes = offset_of_zone(token->word);
    if (!minutes || (token->word == "z" && token->space_before)) return std::nullopt;
    ++next;
    if (*minutes != 0 || token->word == "z") {
      if (bracket && (is_mark(next, ')') || is_mark(next, ']'))) ++next;
      return ZoneSpan{*minutes, next};
    }
  }
  const bool plus = is_mark(next, '+');
  const bool minus = is_mark(next, '-');
  if ((plus || minus) && is_number(next + 1, 1, 4) && is_glued(next + 1) &&
      (minutes || after_seconds || is_number(next + 1, 4, 4) || is_mark(next + 2, ':'))) {
    int hours = value(next + 1);
    int rest = 0;
    std::size_t end = next + 2;
    if (is_number(next + 1, 3, 4)) {
      rest = hours % 100;
      hours /= 100;
    } else if (is_mark(end, ':') && is_number(end + 1, 2, 2)) {
      rest = value(end + 1);
      end += 2;
    }
    if (hours <= 14 && rest < 60) {
      const int total = hours * 60 + rest;
      if (bracket && (is_mark(end, ')') || is_mark(end, ']'))) ++end;
      return ZoneSpan{plus ? total : -total, end};
    }
  }
  if (minutes) return ZoneSpan{*minutes, next};
  return std::nullopt;
}

std::optional<DateReader::TimeSpan> DateReader::time_at(std::size_t i, bool after_t) const {
  std::size_t next = i;
  const auto leading = half_day_at(i);
  if (leading) next = leading->end;
  TimeSpan span;
  bool seconds = false;
  if (after_t && (is_number(next, 4, 4) || is_number(next, 6, 6))) {  // 0930, 093000
    int digits = value(next);
    if (is_number(next, 6, 6)) {
      span.moment.second = digits % 100;
      digits /= 100;
    }
    span.moment.hour = digits / 100;
    span.moment.minute = digits % 100;
    seconds = true;
    ++next;
  } else if (is_number(next, 1, 2)) {
    span.moment.hour = value(next);
    bool known = leading.has_value() || after_t;  // a lone number is a time only beside a word that says so
    ++next;
    if ((is_mark(next, ':') || is_mark(next, '.')) && is_number(next + 1, 2, 2) && is_glued(next + 1) &&
        !(is_mark(next, '.') && is_mark(next + 2, '.') && is_number(next + 3, 1, 4) && is_glued(next + 3))) {
      span.moment.minute = value(next + 1);
      known = true;
      next += 2;
      if (is_mark(next, ':') && is_number(next + 1, 2, 2)) {
        span.moment.second = value(next + 1);
        seconds = true;
        next += 2;
        if ((is_mark(next, '.') || is_mark(next, ',')) && is_number(next + 1, 1, 9) && is_glued(next + 1))
          next += 2;
      }
    } else if (is_any(next, "h", "u", "uhr", "uur", "hs", "g", "時", "时", "點", "点", "시", "gio")) {
      const bool unit_only = !is_any(next, "h", "hs", "時", "时", "點", "点", "시", "uhr", "uur");
      if (unit_only && !is_number(next + 1, 2, 2)) return std::nullopt;
      known = true;
      ++next;
      if (is_number(next, 1, 2) &&
          (is_glued(next) || is_any(next + 1, "分", "분", "min") || is_any(next - 1, "h"))) {
        span.moment.minute = value(next++);
        if (is_any(next, "分", "분", "min", "mn")) ++next;
        if (is_number(next, 1, 2) && is_any(next + 1, "秒", "초")) {
          span.moment.second = value(next);
          next += 2;
        }
      }
    }
    if (const auto trailing = half_day_at(next)) {
      if (!leading) {
        known = true;
        next = trailing->end;
        if (span.moment.hour < 1 || span.moment.hour > 12) {
          if (span.moment.hour > 23) return std::nullopt;
        } else if (trailing->half == HalfDay::afternoon) {
          span.moment.hour = span.moment.hour % 12 + 12;
        } else {
          span.moment.hour %= 12;
        }
      }
    }
    if (leading && span.moment.hour <= 12)
      span.moment.hour =
          leading->half == HalfDay::afternoon ? span.moment.hour % 12 + 12 : span.moment.hour % 12;
    if (!known) return std::nullopt;
  } else {
    return std::nullopt;
  }
  if (span.moment.hour > 23 || span.moment.minute > 59 || span.moment.second > 59) return std::nullopt;
  if (is_mark(next, '%') || (is_mark(next, ':') && is_number(next + 1, 1, 18) && is_glued(next + 1)))
    return std::nullopt;
  if (is_any(next, "h", "hs", "uhr", "uur") && !after_t) ++next;
  if (const auto zone = zone_at(next, seconds || after_t)) {
    span.offset = zone->minutes;
    next = zone->end;
  }
  span.end = next;
  return span;
}

bool DateReader::is_gap(std::size_t index) const {
  const Token& token = tokens_[index];
  if (token.kind == TokenKind::mark) {
    static constexpr std::u32string_view kMarks = U",.|·•-():;@‚/»›~∙⋅[]（）【】～＠";
    return kMarks.find(token.mark) != std::u32string_view::npos;
  }
  return token.kind == TokenKind::word && (is_date_filler(token.word) || is_weekday(token.word));
}

std::optional<DateReader::TimeSpan> DateReader::time_after(std::size_t index) const {
  constexpr std::size_t kMaxGap = 6;
  if (is_word(index, "t") && !tokens_[index].space_before) {
    if (auto time = time_at(index + 1, true)) return time;
  }
  for (std::size_t i = index; i < std::min(index + kMaxGap, tokens_.size()); ++i) {
    if (auto time = time_at(i, false)) return time;
    // A weekday in brackets, as in "2024年5月3日（金）".
    const bool weekday_sign = is_unspaced_script(next_character_of(tokens_[i])) && i > 0;
    if (!is_gap(i) && !weekday_sign) break;
  }
  return std::nullopt;
}

std::optional<std::pair<std::size_t, DateReader::TimeSpan>> DateReader::time_before(std::size_t index,
                                                                                    std::size_t from) const {
  constexpr std::size_t kMaxBack = 10;
  const std::size_t first = std::max(from, index > kMaxBack ? index - kMaxBack : 0);
  for (std::size_t i = first; i < index; ++i) {
    const auto time = time_at(i, false);
    if (!time || time->end > index) continue;
    bool joined = true;
    for (std::size_t j = time->end; j < index; ++j) {
      const bool unknown_zone =
          tokens_[j].kind == TokenKind::word && j == time->end && tokens_[j].word.size() <= 4;
      joined = joined && (is_gap(j) || unknown_zone);
    }
    if (joined) return std::pair{i, *time};
  }
  return std::nullopt;
}

bool DateReader::is_mostly_dates(const std::vector<Span>& spans) const {
  std::size_t bytes = 0;
  int words = 0, lower = 0;
  std::size_t span = 0;
  for (std::size_t i = 0; i < tokens_.size(); ++i) {
    while (span < spans.size() && spans[span].end <= i) ++span;
    if (span < spans.size() && spans[span].begin <= i) continue;
    const Token& token = tokens_[i];
    bytes += token.end - token.begin;
    if (token.kind != TokenKind::word || is_gap(i)) continue;
    if (role_of_words(token.word) != DateRole::none) continue;
    const bool unspaced = is_unspaced_script(next_character_of(token));
    words += unspaced ? 0 : 1;
    if (token.lower_case && token.word.size() > 1) ++lower;
  }
  return bytes <= kMaxOtherBytes && words <= kMaxOtherWords && lower <= kMaxLowerCaseWords;
}

DateRole DateReader::role_between(std::size_t begin, std::size_t end) const {
  if (begin >= end) return DateRole::none;
  return role_of_words(
      fold_word(text_.substr(tokens_[begin].begin, tokens_[end - 1].end - tokens_[begin].begin)));
}

// So many digits, with zeros in front.
void append_number(std::string& iso, int number, std::size_t digits) {
  iso.resize(iso.size() + digits);
  for (std::size_t i = 1; i <= digits; ++i, number /= 10)
    iso[iso.size() - i] = static_cast<char>('0' + number % 10);
}

std::string write_iso(const Day& day, const std::optional<Moment>& moment, const std::optional<int>& offset) {
  std::string iso;
  append_number(iso, day.year, 4);
  append_number(iso += '-', day.month, 2);
  append_number(iso += '-', day.day, 2);
  if (!moment) return iso;
  append_number(iso += 'T', moment->hour, 2);
  append_number(iso += ':', moment->minute, 2);
  append_number(iso += ':', moment->second, 2);
  if (!offset) return iso;
  if (*offset == 0) return iso + "Z";
  const int minutes = *offset < 0 ? -*offset : *offset;
  append_number(iso += *offset < 0 ? '-' : '+', minutes / 60, 2);
  append_number(iso += ':', minutes % 60, 2);
  return iso;
}

std::vector<FoundDate> DateReader::read() {
  std::vector<Span> spans;
  std::size_t from = 0;  // tokens before it belong to dates already found
  for (std::size_t i = 0; i < tokens_.size();) {
    const auto day = day_at(i);
    if (!day) {
      // The end of a number that was no date must not be read as the beginning of one.
      ++i;
      while (i < tokens_.size() && tokens_[i - 1].kind == TokenKind::number &&
             tokens_[i].kind == TokenKind::mark && is_glued(i) && is_number(i + 1, 1, 18) &&
             is_glued(i + 1) && tokens_[i].mark != ':' && tokens_[i].mark != ',' && tokens_[i].mark != '|')
        i += 2;
      continue;
    }
    Span span{i, day->end, {}};
    std::optional<TimeSpan> time;
    if (day->time) {
      time = time_at(*day->time, false);
    } else {
      time = time_after(day->end);
      if (time) {
        span.end = time->end;
      } else if (auto before = time_before(i, from)) {
        span.begin = before->first;
        time = before->second;
      }
    }
    if (time && !time->offset && !day->time && span.end == day->end) {
      if (const auto zone = zone_at(day->end, false)) time->offset = zone->minutes;
    }
    span.iso = write_iso(day->day, time ? std::optional(time->moment) : std::nullopt,
                         time ? time->offset : std::nullopt);
    from = i = std::max(span.end, day->end);
    span.end = from;
    spans.push_back(std::move(span));
  }
  std::vector<FoundDate> dates;
  if (spans.empty() || !is_mostly_dates(spans)) return dates;
  std::size_t before = 0;
  for (std::size_t i = 0; i < spans.size(); ++i) {
    FoundDate date{spans[i].iso, role_between(before, spans[i].begin)};
    before = spans[i].end;
    // "2024年5月3日 更新": the word stands behind when none stands before.
    if (date.role == DateRole::none) {
      const std::size_t next = i + 1 < spans.size() ? spans[i + 1].begin : tokens_.size();
      const bool colon = next > 0 && i + 1 < spans.size() && is_mark(next - 1, ':');
      if (!colon && (i + 1 == spans.size() || primary_ == "ja" || primary_ == "ko" || primary_ == "zh"))
        date.role = role_between(spans[i].end, std::min(next, spans[i].end + 4));
      if (date.role != DateRole::none) before = std::min(next, spans[i].end + 4);
    }
    dates.push_back(std::move(date));
  }
  return dates;
}

// The digits of other scripts begin with this byte or a higher one; many letters do too, which are then read
// in vain.
constexpr unsigned char kFirstOther = 0xD9;

// Where the first digit stands, or what may be one of another script; the text's size where none does.
std::size_t find_digit(std::string_view text) {
  return find_byte(text, 0, [](SixteenBytes bytes) {
    const SixteenBytes values = bytes - '0';
    return (values < 10) | (bytes >= kFirstOther);
  });
}

}  // namespace

bool may_hold_date(std::string_view text) {
  std::size_t numbers = 0, digits = 0, longest = 0, length = 0;
  // Most texts have no digit at all.
  for (std::size_t i = find_digit(text); i < text.size(); ++i) {
    const char c = text[i];
    if (static_cast<unsigned char>(c) >= kFirstOther) return true;
    if (c < '0' || c > '9') {
      length = 0;
      continue;
    }
    numbers += length == 0 ? 1U : 0U;
    ++digits;
    longest = std::max(longest, ++length);
  }
  return (numbers >= 2 && digits >= 3) || longest == 8;
}

std::vector<FoundDate> find_dates(std::string_view text, std::string_view language) {
  if (text.size() > kMaxTextBytes || !may_hold_date(text)) return {};
  return DateReader(text, language).read();
}

std::optional<std::string> parse_machine_date(std::string_view text, std::string_view language) {
  while (!text.empty() &&
         (text.front() == ' ' || text.front() == '\n' || text.front() == '\t' || text.front() == '\r'))
    text.remove_prefix(1);
  while (!text.empty() &&
         (text.back() == ' ' || text.back() == '\n' || text.back() == '\t' || text.back() == '\r'))
    text.remove_suffix(1);
  if (text.size() == 10 || text.size() == 13) {
    long long number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error == std::errc() && end == text.data() + text.size() && number > 0) {
      const long long seconds = text.size() == 13 ? number / 1000 : number;
      const std::chrono::sys_seconds moment{std::chrono::seconds(seconds)};
      const auto day = std::chrono::floor<std::chrono::days>(moment);
      const std::chrono::year_month_day date(day);
      const std::chrono::hh_mm_ss time(moment - day);
      return write_iso(
          {int(date.year()), static_cast<int>(unsigned(date.month())),
           static_cast<int>(unsigned(date.day()))},
          Moment{static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                 static_cast<int>(time.seconds().count())},
          0);
    }
  }
  return parse_date(text, language);
}

std::optional<std::string> date_in_path(std::string_view url) {
  const std::size_t scheme = url.find("://");
  std::size_t begin = scheme == std::string_view::npos ? 0 : url.find('/', scheme + 3);
  if (begin == std::string_view::npos) return std::nullopt;
  const std::string_view path = url.substr(begin, url.find_first_of("?#", begin) - begin);
  std::optional<std::string> found;
  const auto digits = [&](std::size_t from, std::size_t count) {
    int number = 0;
    if (from + count > path.size()) return -1;
    for (std::size_t i = from; i < from + count; ++i) {
      if (path[i] < '0' || path[i] > '9') return -1;
      number = number * 10 + (path[i] - '0');
    }
    return number;
  };
  const auto is_digit_at = [&](std::size_t i) { return i < path.size() && path[i] >= '0' && path[i] <= '9'; };
  // "/2024/may/03/": the month, and where its word ends.
  const auto month_word = [&](std::size_t from) -> std::pair<int, std::size_t> {
    const std::size_t end = std::min(path.find('/', from), path.size());
    constexpr std::size_t kShortest = 3, kLongest = 12;
    if (end - from < kShortest || end - from > kLongest) return {0, from};
    return {month_from_word(fold_word(path.substr(from, end - from)), "en").value_or(0), end};
  };
  for (std::size_t i = 1; i < path.size(); ++i) {
    if (is_digit_at(i - 1) || !is_digit_at(i)) continue;
    const int year = digits(i, 4);
    if (year < 1990 || year > kMaxYear) continue;
    Day day;
    std::size_t end = 0;
    const char separator = i + 4 < path.size() ? path[i + 4] : '\0';
    const auto [named_month, word_end] = month_word(std::min(i + 5, path.size()));
    if (separator == '/' && named_month > 0 && is_digit_at(word_end + 1)) {
      const std::size_t day_digits = is_digit_at(word_end + 2) ? 2 : 1;
      day = {year, named_month, digits(word_end + 1, day_digits)};
      end = word_end + 1 + day_digits;
    } else if (separator == '/' || separator == '-' || separator == '_') {
      const std::size_t month_digits = is_digit_at(i + 6) ? 2 : 1;
      const std::size_t day_begin = i + 6 + month_digits;
      if (day_begin >= path.size() || path[day_begin - 1] != separator) {
        // "/2024/0503/"
        if (digits(i + 5, 4) < 0) continue;
        day = {year, digits(i + 5, 2), digits(i + 7, 2)};
        end = i + 9;
      } else {
        const std::size_t day_digits = is_digit_at(day_begin + 1) ? 2 : 1;
        day = {year, digits(i + 5, month_digits), digits(day_begin, day_digits)};
        end = day_begin + day_digits;
      }
    } else {
      day = {year, digits(i + 4, 2), digits(i + 6, 2)};
      end = i + 8;
    }
    if (is_digit_at(end) || !is_possible(day)) continue;
    std::string iso = write_iso(day, std::nullopt, std::nullopt);
    if (found && *found != iso) return std::nullopt;
    found = std::move(iso);
  }
  return found;
}

std::optional<long long> instant(std::string_view iso) {
  const auto number = [&](std::size_t from, std::size_t count) -> long long {
    long long result = 0;
    if (from + count > iso.size()) return 0;
    std::from_chars(iso.data() + from, iso.data() + from + count, result);
    return result;
  };
  if (iso.size() < 10) return std::nullopt;
  const std::chrono::year_month_day date(std::chrono::year(static_cast<int>(number(0, 4))),
                                         std::chrono::month(static_cast<unsigned>(number(5, 2))),
                                         std::chrono::day(static_cast<unsigned>(number(8, 2))));
  if (!date.ok()) return std::nullopt;
  long long seconds = std::chrono::sys_days(date).time_since_epoch().count() * 86400LL;
  if (iso.size() >= 19) seconds += number(11, 2) * 3600 + number(14, 2) * 60 + number(17, 2);
  if (iso.size() == 25) {
    const long long offset = number(20, 2) * 3600 + number(23, 2) * 60;
    seconds -= iso[19] == '-' ? -offset : offset;
  }
  return seconds;
}

std::optional<long> day_number(std::string_view iso) {
  const auto seconds = instant(iso.substr(0, 10));
  if (!seconds) return std::nullopt;
  return static_cast<long>(*seconds / 86400);
}

}  // namespace metadata

std::optional<std::string> parse_date(std::string_view text, std::string_view language) {
  const std::vector<metadata::FoundDate> dates = metadata::find_dates(text, language);
  if (dates.empty()) return std::nullopt;
  std::string iso = dates.front().iso;
  // The page's own offset stays as written.
  if (iso.ends_with('Z') && text.find("+00:00") != std::string_view::npos)
    iso.replace(iso.size() - 1, 1, "+00:00");
  return iso;
}

}  // namespace pressclip
