// Dates in the written forms of the languages of the rules, and what only looks like one.
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "metadata/dates.h"
#include "pressclip/metadata.h"

namespace pressclip {
namespace {

struct DateRow {
  std::string_view text;
  std::string_view language;
  std::string_view expected;  // empty: no date
};

class ParseDate : public testing::TestWithParam<DateRow> {};

TEST_P(ParseDate, Reads) {
  const DateRow& row = GetParam();
  EXPECT_EQ(parse_date(row.text, row.language).value_or(""), row.expected)
      << row.text << " (" << row.language << ")";
}

constexpr DateRow kMachineForms[] = {
    {"2024-05-03", "", "2024-05-03"},
    {"2024-05-03T09:30:00+02:00", "", "2024-05-03T09:30:00+02:00"},
    {"2024-05-03T07:30Z", "", "2024-05-03T07:30:00Z"},
    {"2024-05-03T07:30:15.123Z", "en", "2024-05-03T07:30:15Z"},
    {"2024-05-03T07:30:15.123456+0000", "en", "2024-05-03T07:30:15Z"},
    {"2024-05-03T09:30:00+0530", "", "2024-05-03T09:30:00+05:30"},
    {"2024-05-03T09:30:00-03", "", "2024-05-03T09:30:00-03:00"},
    {"2024-05-03T09:30:00", "", "2024-05-03T09:30:00"},
    {"2024-05-03 09:30", "", "2024-05-03T09:30:00"},
    {"2024-05-03 09:30:12 +0200", "", "2024-05-03T09:30:12+02:00"},
    {"2024-05-03 09:30:12 UTC", "", "2024-05-03T09:30:12Z"},
    {"20240503", "", "2024-05-03"},
    {"20240503T093000Z", "", "2024-05-03T09:30:00Z"},
    {"2024/05/03", "", "2024-05-03"},
    {"2024/5/3 9:05", "", "2024-05-03T09:05:00"},
    {"2024.05.03", "", "2024-05-03"},
    {"Fri, 03 May 2024 07:30:00 +0200", "", "2024-05-03T07:30:00+02:00"},
    {"Fri, 03 May 2024 07:30:00 GMT", "en", "2024-05-03T07:30:00Z"},
    {"Friday, 03-May-24 07:30:00 GMT", "en", "2024-05-03T07:30:00Z"},
    {"Fri May 03 2024 09:30:00 GMT+0200 (CEST)", "", "2024-05-03T09:30:00+02:00"},
    {"Fri May  3 09:30:00 CEST 2024", "", "2024-05-03T09:30:00+02:00"},
    {"Fri May 03 09:30:00 UTC 2024", "", "2024-05-03T09:30:00Z"},
    {"2000-02-29", "", "2000-02-29"},
};
INSTANTIATE_TEST_SUITE_P(MachineForms, ParseDate, testing::ValuesIn(kMachineForms));

constexpr DateRow kLanguages[] = {
    {"May 5, 2026", "en", "2026-05-05"},
    {"May 5th, 2026", "en", "2026-05-05"},
    {"5 May 2026", "en-GB", "2026-05-05"},
    {"5th of May 2026", "en", "2026-05-05"},
    {"Tues., Sept. 8, 2026", "en", "2026-09-08"},
    {"May 5, 2026 9:30 AM EDT", "en-US", "2026-05-05T09:30:00-04:00"},
    {"May 5, 2026 12:15 a.m. EST", "en-US", "2026-05-05T00:15:00-05:00"},
    {"May 5, 2026 at 12:15 p.m.", "en-US", "2026-05-05T12:15:00"},
    {"9:30 p.m. ET, May 5, 2026", "en-US", "2026-05-05T21:30:00"},
    {"05-May-2026", "en", "2026-05-05"},
    {"2026 May 5", "en", "2026-05-05"},
    {"05/13/2026", "en", "2026-05-13"},
    {"13/05/2026", "en", "2026-05-13"},
    {"03/04/2026", "en-US", "2026-03-04"},
    {"03/04/2026", "en-GB", "2026-04-03"},
    {"05/05/2026", "en", "2026-05-05"},
    {"Wed 5 Aug 2026 14.05 BST", "en-GB", "2026-08-05T14:05:00"},
    {"5. Mai 2026, 09:30 Uhr", "de", "2026-05-05T09:30:00"},
    {"Dienstag, 5. Mai 2026", "de", "2026-05-05"},
    {"5. Jänner 2026", "de-AT", "2026-01-05"},
    {"05.05.2026 - 9.30 Uhr", "de", "2026-05-05T09:30:00"},
    {"05.05.26, 09:30 Uhr", "de", "2026-05-05T09:30:00"},
    {"1. März 2026 um 18 Uhr", "de", "2026-03-01T18:00:00"},
    {"Stand: 05.05.2026 09:30 Uhr MESZ", "de", "2026-05-05T09:30:00+02:00"},
    {"5 mai 2026", "fr", "2026-05-05"},
    {"1er août 2026 à 9h30", "fr", "2026-08-01T09:30:00"},
    {"mardi 5 févr. 2026", "fr", "2026-02-05"},
    {"05/05/2026 à 18h", "fr", "2026-05-05T18:00:00"},
    {"le 03/04/2026", "fr", "2026-04-03"},
    {"5 de mayo de 2026", "es", "2026-05-05"},
    {"05 may 2026 - 09:30 CEST", "es", "2026-05-05T09:30:00+02:00"},
    {"martes 5 de septiembre del 2026 a las 9:30 p. m.", "es", "2026-09-05T21:30:00"},
    {"3/4/2026", "es-MX", "2026-04-03"},
    {"5 maggio 2026 alle ore 9.30", "it", "2026-05-05T09:30:00"},
    {"martedì 5 gen 2026", "it", "2026-01-05"},
    {"5 de março de 2026 às 9h30", "pt-BR", "2026-03-05T09:30:00"},
    {"05/03/2026 09h30", "pt-BR", "2026-03-05T09:30:00"},
    {"05 fev. 2026", "pt", "2026-02-05"},
    {"5 mei 2026 om 09:30 uur", "nl", "2026-05-05T09:30:00"},
    {"di 5 mrt 2026", "nl", "2026-03-05"},
    {"5 maja 2026, 9:30", "pl", "2026-05-05T09:30:00"},
    {"5 października 2026 r., godz. 18:05", "pl", "2026-10-05T18:05:00"},
    {"5 listopada 2026", "pl", "2026-11-05"},
    {"5. května 2026 9:30", "cs", "2026-05-05T09:30:00"},
    {"3. 5. 2026 v 9:30", "cs", "2026-05-03T09:30:00"},
    {"5. července 2026", "cs", "2026-07-05"},
    {"5 maj 2026 kl. 09.30", "sv", "2026-05-05T09:30:00"},
    {"tisdag 5 augusti 2026", "sv", "2026-08-05"},
    {"5. mai 2026 kl. 09:30", "nb", "2026-05-05T09:30:00"},
    {"Publisert: 05.05.2026 - 09:30", "no", "2026-05-05T09:30:00"},
    {"5. marts 2026 kl. 9.30", "da", "2026-03-05T09:30:00"},
    {"tirsdag d. 5. maj 2026", "da", "2026-05-05"},
    {"5. toukokuuta 2026 klo 9.30", "fi", "2026-05-05T09:30:00"},
    {"5.5.2026 klo 9.30", "fi", "2026-05-05T09:30:00"},
    {"5 Mayıs 2026 Salı 09:30", "tr", "2026-05-05T09:30:00"},
    {"05 Ağustos 2026, 09:30", "tr", "2026-08-05T09:30:00"},
    {"05.05.2026 - 09:30", "tr", "2026-05-05T09:30:00"},
    {"5 мая 2026, 09:30", "ru", "2026-05-05T09:30:00"},
    {"5 мая 2026 года в 09:30 (МСК)", "ru", "2026-05-05T09:30:00+03:00"},
    {"09:30, 5 февраля 2026", "ru", "2026-02-05T09:30:00"},
    {"5 травня 2026, 09:30", "uk", "2026-05-05T09:30:00"},
    {"вівторок, 5 листопада 2026 р.", "uk", "2026-11-05"},
    {"5 Μαΐου 2026, 09:30", "el", "2026-05-05T09:30:00"},
    {"5 ΜΑΪΟΥ 2026", "el", "2026-05-05"},
    {"05/05/2026 9:30 μ.μ.", "el", "2026-05-05T21:30:00"},
    {"2026. május 5. 9:30", "hu", "2026-05-05T09:30:00"},
    {"2026.05.05. 09:30", "hu", "2026-05-05T09:30:00"},
    {"2026. szept. 5., szombat", "hu", "2026-09-05"},
    {"5 mai 2026, 09:30", "ro", "2026-05-05T09:30:00"},
    {"Marți, 5 ianuarie 2026", "ro", "2026-01-05"},
    {"Selasa, 5 Mei 2026 09:30 WIB", "id", "2026-05-05T09:30:00+07:00"},
    {"5 Agustus 2026 pukul 09.30", "id", "2026-08-05T09:30:00"},
    {"Thứ ba, 5/5/2026, 09:30", "vi", "2026-05-05T09:30:00"},
    {"ngày 5 tháng 8 năm 2026", "vi", "2026-08-05"},
    {"05/08/2026 09:30 GMT+7", "vi", "2026-08-05T09:30:00+07:00"},
    {"2026年5月5日 9時30分", "ja", "2026-05-05T09:30:00"},
    {"2026年5月5日（火）午後3時05分", "ja", "2026-05-05T15:05:00"},
    {"2026/05/05 09:30 JST", "ja", "2026-05-05T09:30:00+09:00"},
    {"令和8年5月5日", "ja", "2026-05-05"},
    {"2026년 5월 5일 오후 3:05", "ko", "2026-05-05T15:05:00"},
    {"2026. 5. 5. 09:30", "ko", "2026-05-05T09:30:00"},
    {"입력 2026.05.05. 오전 9:30", "ko", "2026-05-05T09:30:00"},
    {"2026年5月5日 09:30", "zh", "2026-05-05T09:30:00"},
    {"2026年05月05日 下午3:05", "zh-TW", "2026-05-05T15:05:00"},
    {"2026-05-05 09:30:12", "zh", "2026-05-05T09:30:12"},
    {"5 مايو 2026", "ar", "2026-05-05"},
    {"الثلاثاء 5 أيار 2026", "ar", "2026-05-05"},
    {"5 مايو/أيار 2026", "ar", "2026-05-05"},
    {"٥ مايو ٢٠٢٦", "ar", "2026-05-05"},
    {"10 كانون الثاني 2026", "ar", "2026-01-10"},
    {"9 تشرين الأول 2026 09:30", "ar", "2026-10-09T09:30:00"},
    {"5 मई 2026, 09:30", "hi", "2026-05-05T09:30:00"},
    {"५ अगस्त २०२६", "hi", "2026-08-05"},
    {"05 फरवरी 2026", "hi", "2026-02-05"},
    {"मंगलवार, 5 दिसम्बर 2026", "hi", "2026-12-05"},
};
INSTANTIATE_TEST_SUITE_P(Languages, ParseDate, testing::ValuesIn(kLanguages));

constexpr DateRow kInContext[] = {
    {"Published May 5, 2026", "en", "2026-05-05"},
    {"Updated: 5 May 2026 10:00 | 4 May 2026", "en-GB", "2026-05-05T10:00:00"},
    {"By Jane Doe and John Roe, May 5, 2026", "en", "2026-05-05"},
    {"Von Anna Müller | 05.05.2026, 09:30 Uhr", "de", "2026-05-05T09:30:00"},
    {"Publié le 5 mai 2026 par Jean Dupont", "fr", "2026-05-05"},
    {"Foto: Agentur | 5. Mai 2026", "de", "2026-05-05"},
    {"最終更新: 2026年5月5日", "ja", "2026-05-05"},
};
INSTANTIATE_TEST_SUITE_P(InContext, ParseDate, testing::ValuesIn(kInContext));

constexpr DateRow kNearMisses[] = {
    {"", "en", ""},
    {"03/04/2026", "en", ""},
    {"03/04/2026", "", ""},
    {"05/06/26", "en", ""},
    {"30.02.2026", "de", ""},
    {"2026-13-01", "", ""},
    {"2025-02-29", "", ""},
    {"31 April 2026", "en", ""},
    {"0000-00-00T00:00:00", "", ""},
    {"May 2026", "en", ""},
    {"5. Mai", "de", ""},
    {"2026", "en", ""},
    {"2 hours ago", "en", ""},
    {"gestern, 18:05 Uhr", "de", ""},
    {"hace 3 días", "es", ""},
    {"$5.12.2024", "en", ""},
    {"Version 1.10.2024", "en", ""},
    {"v10.12.2024", "de", ""},
    {"192.168.10.12", "de", ""},
    {"10.12.2024.7", "de", ""},
    {"1.234.567", "de", ""},
    {"Tel. 05.05.2026", "fr", ""},
    {"030-12-2024-55", "de", ""},
    {"+49 30 12 05 2024", "de", ""},
    {"3-2-1", "en", ""},
    {"6:4, 7:5", "de", ""},
    {"978-3-16-148410-0", "en", ""},
    {"15.05.2026%", "de", ""},
    {"Chapter 5 may 20261", "en", ""},
    {"12345678", "en", ""},
    {"99999999999999999999", "en", ""},
    {"On May 5, 2026, the parliament of the country voted to raise the minimum wage again", "en", ""},
    {"Am 5. Mai 2026 beschloss der Stadtrat, die neue Brücke endlich für den Verkehr zu öffnen", "de", ""},
    {"The match was played in front of thousands of people on 5 May 2026 and ended without goals", "en", ""},
    {"5 lis 2026", "", ""},  // October in Croatian, November in Polish
    {"1850-05-05", "", ""},
    {"2150-05-05", "", ""},
};
INSTANTIATE_TEST_SUITE_P(NearMisses, ParseDate, testing::ValuesIn(kNearMisses));

TEST(ParseDateBounds, LongTextsAreNoDates) {
  EXPECT_FALSE(parse_date("5 May 2026 " + std::string(1'000'000, 'x'), "en"));
}

TEST(ParseDateBounds, DamagedTextIsNoDate) {
  EXPECT_FALSE(parse_date("\xff\xfe 5 \xc3", "en"));
  EXPECT_EQ(parse_date("\xff 5 May 2026", "en"), "2026-05-05");
}

TEST(MachineDate, SecondsAndMilliseconds) {
  EXPECT_EQ(metadata::parse_machine_date("1714721400", ""), "2024-05-03T07:30:00Z");
  EXPECT_EQ(metadata::parse_machine_date(" 1714721400000 ", ""), "2024-05-03T07:30:00Z");
  EXPECT_FALSE(parse_date("1714721400", ""));
}

struct RoleRow {
  std::string_view text, language;
  metadata::DateRole role;
};

TEST(FindDates, TellsWhatADateIs) {
  using metadata::DateRole;
  const RoleRow rows[] = {
      {"Published 5 May 2026", "en", DateRole::published},
      {"Last updated on May 5, 2026", "en", DateRole::modified},
      {"Aktualisiert: 05.05.2026", "de", DateRole::modified},
      {"Veröffentlicht am 05.05.2026", "de", DateRole::published},
      {"Mis à jour le 5 mai 2026", "fr", DateRole::modified},
      {"Actualizado 5 mayo 2026", "es", DateRole::modified},
      {"Päivitetty 5.5.2026", "fi", DateRole::modified},
      {"2026年5月5日 更新", "ja", DateRole::modified},
      {"2026.05.05 수정", "ko", DateRole::modified},
      {"5 May 2026", "en", DateRole::none},
      {"Republished 5 May 2026", "en", DateRole::none},
  };
  for (const RoleRow& row : rows) {
    const auto dates = metadata::find_dates(row.text, row.language);
    ASSERT_EQ(dates.size(), 1U) << row.text;
    EXPECT_EQ(dates[0].role, row.role) << row.text;
  }
}

// Text is looked through many bytes at a time.
TEST(MayHoldDate, SeesDigitsWhereverTheyStand) {
  for (std::size_t before = 0; before < 40; ++before)
    for (std::size_t behind = 0; behind < 40; ++behind) {
      const auto beside = [&](std::string_view middle) {
        return std::string(before, 'x').append(middle).append(behind, '/');
      };
      for (const std::string_view date : {"3.12", "20240503", "\u0663", "五"})
        EXPECT_TRUE(metadata::may_hold_date(beside(date))) << beside(date);
      for (const std::string_view none : {"", ":", "12345", "3:4", "\u00e9"})
        EXPECT_FALSE(metadata::may_hold_date(beside(none))) << beside(none);
    }
}

TEST(FindDates, ReadsSeveral) {
  const auto dates =
      metadata::find_dates("Published: 4 May 2026, 10:00 | Updated: 5 May 2026, 11:00", "en-GB");
  ASSERT_EQ(dates.size(), 2U);
  EXPECT_EQ(dates[0].iso, "2026-05-04T10:00:00");
  EXPECT_EQ(dates[0].role, metadata::DateRole::published);
  EXPECT_EQ(dates[1].iso, "2026-05-05T11:00:00");
  EXPECT_EQ(dates[1].role, metadata::DateRole::modified);
}

TEST(DateInPath, ReadsADay) {
  EXPECT_EQ(metadata::date_in_path("https://example.com/2024/05/03/title"), "2024-05-03");
  EXPECT_EQ(metadata::date_in_path("https://example.com/news/2024-05-03-title"), "2024-05-03");
  EXPECT_EQ(metadata::date_in_path("https://example.com/20240503/title"), "2024-05-03");
  EXPECT_EQ(metadata::date_in_path("https://example.com/2024/0503/title"), "2024-05-03");
  EXPECT_EQ(metadata::date_in_path("https://example.com/2024/may/03/title"), "2024-05-03");
  EXPECT_EQ(metadata::date_in_path("https://example.com/2024/October/3/"), "2024-10-03");
  EXPECT_FALSE(metadata::date_in_path("https://example.com/2024/05/title"));
  EXPECT_FALSE(metadata::date_in_path("https://example.com/2024/may/title"));
  EXPECT_FALSE(metadata::date_in_path("https://example.com/2024/maybe/03/title"));
  EXPECT_FALSE(metadata::date_in_path("https://example.com/2024/13/03/title"));
  EXPECT_FALSE(metadata::date_in_path("https://example.com/?day=2024/05/03"));
  EXPECT_FALSE(metadata::date_in_path("https://example.com/2024/05/03/from-2023-01-02"));
  EXPECT_FALSE(metadata::date_in_path("https://example.com/a-120240503"));
}

}  // namespace
}  // namespace pressclip
