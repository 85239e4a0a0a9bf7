// Bylines in many languages → names.
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "metadata/authors.h"
#include "pressclip/metadata.h"

namespace pressclip {
namespace {

struct BylineRow {
  std::string_view byline;
  std::string_view language;
  std::string_view expected;  // names joined by " | "
};

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : " | ") + name;
  return text;
}

class SplitAuthors : public testing::TestWithParam<BylineRow> {};

TEST_P(SplitAuthors, Reads) {
  const BylineRow& row = GetParam();
  EXPECT_EQ(joined(split_authors(row.byline, row.language)), row.expected) << row.byline;
}

constexpr BylineRow kBylines[] = {
    {"Jane Doe", "en", "Jane Doe"},
    {"By Jane Doe", "en", "Jane Doe"},
    {"by: Jane Doe", "en", "Jane Doe"},
    {"BY JANE DOE", "en", "JANE DOE"},
    {"Written by Jane Doe", "en", "Jane Doe"},
    {"Posted by Jane Doe on May 5, 2026", "en", "Jane Doe"},
    {"Jane Doe and John Roe", "en", "Jane Doe | John Roe"},
    {"By Jane Doe, John Roe and Ann Poe", "en", "Jane Doe | John Roe | Ann Poe"},
    {"Jane Doe & John Roe", "en", "Jane Doe | John Roe"},
    {"Jane Doe; John Roe", "en", "Jane Doe | John Roe"},
    {"Jane Doe | John Roe", "en", "Jane Doe | John Roe"},
    {"By Jane Doe and John Roe, Political Editor", "en", "Jane Doe | John Roe"},
    {"By Jane Doe, Senior Reporter", "en", "Jane Doe"},
    {"Jane Doe in Berlin", "en", "Jane Doe"},
    {"Jane Doe in Berlin and John Roe in Paris", "en", "Jane Doe | John Roe"},
    {"Jane Doe for Example News", "en", "Jane Doe"},
    {"Jane Doe (Example News)", "en", "Jane Doe"},
    {"Jane Doe | May 5, 2026 9:30 am", "en", "Jane Doe"},
    {"Jane Doe, jane.doe@example.com", "en", "Jane Doe"},
    {"Jane Doe @janedoe", "en", "Jane Doe"},
    {"Jane Doe https://example.com/jane", "en", "Jane Doe"},
    {"Jane Doe, MD, PhD", "en", "Jane Doe, MD, PhD"},
    {"Jane Doe, Ph.D. and John Roe, M.D.", "en", "Jane Doe, Ph.D. | John Roe, M.D."},
    {"John Roe, Jr.", "en", "John Roe, Jr."},
    {"This post was written by Jane Doe", "en", "Jane Doe"},
    {"May 5 Written By Jane Doe", "en", "Jane Doe"},
    {"News Desk", "en", "News Desk"},
    {"Staff Writer", "en", "Staff Writer"},
    {"Jane Doe - Staff Writer", "en", "Jane Doe"},
    {"Anne-Marie O'Brien", "en", "Anne-Marie O'Brien"},
    {"J. R. Doe", "en", "J. R. Doe"},
    {"Jane Doe Jane Doe, Jane Doe", "en", "Jane Doe"},
    {"Jane DoeJane Doe", "en", "Jane Doe"},
    {"Mimi", "en", "Mimi"},
    {"© Jane Doe", "en", "Jane Doe"},
    {"16:20 Jane Doe", "en", "Jane Doe"},
    {"Jane Doe at 14:05", "en", "Jane Doe"},
    {"Jane Doe 12 Comments", "en", "Jane Doe"},
    {"Channel 4 News", "en", "Channel 4 News"},
    {"7 News Example", "en", "7 News Example"},
    {"Jane Doe IN Fashion", "en", "Jane Doe"},
    {"JANE DOE IN SPRINGFIELD", "en", "JANE DOE IN SPRINGFIELD"},
    {"Interview: Jane Doe", "en", "Jane Doe"},
    {"της Μαρίας Παπά", "el", "Μαρίας Παπά"},
    {"Section: Gardens", "en", ""},
    {"Post author By Jane Doe", "en", "Jane Doe"},
    {"Jane Doe, Springfield", "en", "Jane Doe"},
    {"Jane Doe, in Springfield, Ohio", "en", "Jane Doe"},
    {"Jane Doe | laptops, phones", "en", "Jane Doe"},
    {"Jane Doe, Reuters", "en", "Jane Doe | Reuters"},
    {"Jane Doe, kes", "en", "Jane Doe | kes"},
    {"Jane and John", "en", "Jane | John"},
    {"Jane Doe and Prince", "en", "Jane Doe | Prince"},
    {"Jane Doe ⋅ Review Editor", "en", "Jane Doe"},
    {"Jane Doe (example)", "en", "Jane Doe"},
    {"Jane Doe)", "en", "Jane Doe"},
    {"Ministry of Science and Technology", "en", "Ministry of Science and Technology"},
    {"Example Society for Gardens and Parks", "en", "Example Society for Gardens and Parks"},
    {"Bundesministerium für Wald und Wasser", "de", "Bundesministerium für Wald und Wasser"},
    {"Example GmbH & Co. KG, Köln, Germany", "de", "Example GmbH & Co. KG"},
    {"Anna Müller und Kai Amt", "de", "Anna Müller | Kai Amt"},
    {"Von Anna Müller", "de", "Anna Müller"},
    {"Von Anna Müller und Jan Weiß", "de", "Anna Müller | Jan Weiß"},
    {"Ein Gastbeitrag von Anna Müller", "de", "Anna Müller"},
    {"Anna Müller, Korrespondentin, Berlin", "de", "Anna Müller"},
    {"Ursula von der Heide", "de", "Ursula von der Heide"},
    {"Von Anna Müller, 05.05.2026, 09:30 Uhr", "de", "Anna Müller"},
    {"Redaktion", "de", "Redaktion"},
    {"Anna Müller aus Wien", "de", "Anna Müller"},
    {"Par Jean Dupont et Marie Curie", "fr", "Jean Dupont | Marie Curie"},
    {"Propos recueillis par Jean Dupont", "fr", "Jean Dupont"},
    {"Jean Dupont avec AFP", "fr", "Jean Dupont"},
    {"Por Juan Gil y Ana Ruiz", "es", "Juan Gil | Ana Ruiz"},
    {"Escrito por Juan Gil", "es", "Juan Gil"},
    {"di Maria Rossi e Luca Bianchi", "it", "Maria Rossi | Luca Bianchi"},
    {"a cura di Maria Rossi", "it", "Maria Rossi"},
    {"Por João Silva e Ana Costa", "pt", "João Silva | Ana Costa"},
    {"Door Jan de Vries en Piet Bakker", "nl", "Jan de Vries | Piet Bakker"},
    {"Autor: Jan Kowalski i Anna Nowak", "pl", "Jan Kowalski | Anna Nowak"},
    {"Autor: Jan Novák a Petr Svoboda", "cs", "Jan Novák | Petr Svoboda"},
    {"Av Anna Svensson och Erik Berg", "sv", "Anna Svensson | Erik Berg"},
    {"Tekst: Kari Hansen og Ola Nordmann", "nb", "Kari Hansen | Ola Nordmann"},
    {"Af Mette Jensen og Lars Holm", "da", "Mette Jensen | Lars Holm"},
    {"Kirjoittaja: Matti Virtanen ja Liisa Korhonen", "fi", "Matti Virtanen | Liisa Korhonen"},
    {"Yazar: Ayşe Yılmaz ve Mehmet Kaya", "tr", "Ayşe Yılmaz | Mehmet Kaya"},
    {"Автор: Иван Петров и Анна Смирнова", "ru", "Иван Петров | Анна Смирнова"},
    {"Автор: Іван Петренко та Олена Коваль", "uk", "Іван Петренко | Олена Коваль"},
    {"Γράφει ο Νίκος Παππάς και Μαρία Λάμπρου", "el", "Νίκος Παππάς | Μαρία Λάμπρου"},
    {"Szerző: Nagy Anna és Kiss Péter", "hu", "Nagy Anna | Kiss Péter"},
    {"De Ion Popescu și Ana Ionescu", "ro", "Ion Popescu | Ana Ionescu"},
    {"Oleh Budi Santoso dan Siti Aminah", "id", "Budi Santoso | Siti Aminah"},
    {"Tác giả: Nguyễn Văn An", "vi", "Nguyễn Văn An"},
    {"文：山田太郎、佐藤花子", "ja", "山田太郎 | 佐藤花子"},
    {"김철수 기자", "ko", "김철수"},
    {"김철수 기자 외 1명", "ko", "김철수"},
    {"作者：张伟", "zh", "张伟"},
    {"بقلم محمد علي", "ar", "محمد علي"},
    {"लेखक: राम कुमार और सीता देवी", "hi", "राम कुमार | सीता देवी"},
    {"Juan Ortega Y Gasset", "es", "Juan Ortega Y Gasset"},
};
INSTANTIATE_TEST_SUITE_P(Bylines, SplitAuthors, testing::ValuesIn(kBylines));

constexpr BylineRow kNobody[] = {
    {"", "en", ""},
    {"admin", "en", ""},
    {"https://www.facebook.com/example", "en", ""},
    {"jane.doe@example.com", "en", ""},
    {"@janedoe", "en", ""},
    {"May 5, 2026", "en", ""},
    {"5. Mai 2026", "de", ""},
    {"December 17", "en", ""},
    {"12345", "en", ""},
    {"Share", "en", ""},
    {"5 min read", "en", ""},
    {"null", "en", ""},
    {"Super User", "en", ""},
    {"publisher", "de", ""},
    {"First published:", "en", ""},
    {"example.com/jane", "en", ""},
    {"Forgotten your password ?", "en", ""},
    {"14:05 Uhr", "de", ""},
    {"9:30 am EST", "en", ""},
    {"|", "en", ""},
};
INSTANTIATE_TEST_SUITE_P(Nobody, SplitAuthors, testing::ValuesIn(kNobody));

TEST(SplitAuthorsBounds, LongTextsHoldNoByline) {
  EXPECT_TRUE(split_authors("By Jane Doe" + std::string(100'000, ','), "en").empty());
}

TEST(LooksLikeName, TellsNamesFromPhrases) {
  for (const std::string_view name :
       {"Jane Doe", "Ludwig van Beethoven", "山田太郎", "María de la Cruz", "Li"})
    EXPECT_TRUE(metadata::looks_like_name(name)) << name;
  for (const std::string_view phrase : {"experienced gardeners", "a vetted network", "Jane Doe 2026", "",
                                        "One Two Three Four Five Six Seven"})
    EXPECT_FALSE(metadata::looks_like_name(phrase)) << phrase;
}

TEST(IsNewsroom, TellsOrganisations) {
  for (const std::string_view name : {"AFP", "News Desk", "Redaktion", "dpa", "Editorial Board"})
    EXPECT_TRUE(metadata::is_newsroom(name)) << name;
  for (const std::string_view name : {"Jane Doe", "Anna Müller"})
    EXPECT_FALSE(metadata::is_newsroom(name)) << name;
}

struct LineRow {
  std::string_view line;
  std::string_view language;
  std::string_view expected;
  bool is_led = false;
};

class LineAuthorsOf : public testing::TestWithParam<LineRow> {};

TEST_P(LineAuthorsOf, Reads) {
  const LineRow& row = GetParam();
  const metadata::LineAuthors line = metadata::authors_in_line(row.line, row.language);
  EXPECT_EQ(joined(line.names), row.expected) << row.line;
  EXPECT_EQ(line.are_led, row.is_led) << row.line;
}

constexpr LineRow kLines[] = {
    // Behind a lead anybody, and what people call themselves.
    {"By Jane Doe", "en", "Jane Doe", true},
    {"by jane", "en", "jane", true},
    {"Posted by jane77 at 12:53", "en", "jane77", true},
    {"Posted in Gardens by janedoe on August 3, 2019", "en", "janedoe", true},
    {"3 May 2024 | 9:30 | by Jane Doe", "en", "Jane Doe", true},
    {"11.09.2011, 16:20 von janedoe", "de", "janedoe", true},
    {"By Jane RobertsonSenior Editor", "en", "Jane Robertson", true},
    {"By Jane Doe2, John Roe3", "en", "Jane Doe | John Roe", true},
    {"By Jane FitzGerald", "en", "Jane FitzGerald", true},
    {"By ExampleLab", "en", "ExampleLab", true},
    {"By", "en", "", true},
    // Without one only what is plainly a name.
    {"Jane Doe", "en", "Jane Doe"},
    {"Vincent van der Berg", "nl", "Vincent van der Berg"},
    {"María de la Cruz", "es", "María de la Cruz"},
    {"Juan Domingo", "es", "Juan Domingo"},
    {"Larry Page", "en", "Larry Page"},
    {"AFP", "fr", "AFP"},
    {"dpa", "de", "dpa"},
    {"Redaktion", "de", "Redaktion"},
    {"ABC-Redaktion", "de", "ABC-Redaktion"},
    {"The Example editors", "en", "The Example editors"},
    {"Meet Our Team", "en", ""},
    {"references", "en", ""},
    {"Originalpublikation:", "de", ""},
    {"Asked 8 years, 2 months ago", "en", ""},
    {"1,0 bei 2 Bewertungen", "de", ""},
    {"Estimated reading time: 6 minutes", "en", ""},
    {"vor 16 Stunden", "de", ""},
    {"Page History", "en", ""},
    {"Weiterführende Informationen", "de", ""},
    {"Last Modified: August 08, 2023", "en", ""},
    {"Hamburg, 2. November 2021", "de", ""},
    {"Kultur, 2.11.22", "de", ""},
    {"Sides, Bread · December 9, 2021", "en", ""},
    {"Happy Holidays!", "en", ""},
    {"Und ein bisschen Musik für mich", "de", ""},
    {"Pros and Cons of Working: Is It a Good Fit for You?", "en", ""},
    {"Publié le 5 mai 2024", "fr", ""},
    {"Tiempo de lectura: 3 minutos", "es", ""},
    // Other languages.
    {"5 maja 2021, Jan Kowalski", "pl", "Jan Kowalski"},
    {"Wydrukowano: 2021-05-11 22:22", "pl", ""},
    {"Autor: jk", "pl", "jk", true},
    {"Napsal Jan Novák", "cs", "Jan Novák", true},
    {"Čtení na 5 minut", "cs", ""},
    {"Írta: Nagy Anna", "hu", "Nagy Anna", true},
    {"Szerkesztőség", "hu", "Szerkesztőség"},
    {"Yazar: Ayşe Yılmaz", "tr", "Ayşe Yılmaz", true},
    {"Son Güncelleme", "tr", ""},
    {"山田太郎記者", "ja", "山田太郎記者"},
    {"関連記事", "ja", ""},
    {"社会", "ja", ""},
    {"編集部", "ja", "編集部"},
    {"김철수 기자", "ko", "김철수"},
    {"사회", "ko", ""},
    {"بقلم محمد علي", "ar", "محمد علي", true},
    {"राम कुमार", "hi", "राम कुमार"},
    {"Tác giả: Nguyễn Văn An", "vi", "Nguyễn Văn An", true},
    {"Автор: Иван Петров", "ru", "Иван Петров", true},
    {"Новости", "ru", ""},
};
INSTANTIATE_TEST_SUITE_P(Lines, LineAuthorsOf, testing::ValuesIn(kLines));

}  // namespace
}  // namespace pressclip
