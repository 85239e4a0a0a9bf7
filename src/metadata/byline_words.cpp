// The words of bylines, by language.
#include "metadata/byline_words.h"

#include <algorithm>
#include <iterator>
#include <string>

#include "metadata/characters.h"

namespace pressclip::metadata {
namespace {

struct LanguageWord {
  std::string_view language;  // empty: in every language
  std::string_view word;
};

// Folded, longest meaning first is not needed: the longest match counts. A plain preposition counts in its own language only.
constexpr LanguageWord kLeads[] = {
    {"", "by"}, {"", "by:"}, {"", "written by"}, {"", "posted by"}, {"", "published by"}, {"", "reported by"},
    {"", "story by"}, {"", "words by"}, {"", "text by"}, {"", "author:"}, {"", "authors:"}, {"", "author"},
    {"", "contributed by"}, {"", "guest post by"}, {"", "article by"}, {"", "submitted by"}, {"", "created by"},
    {"", "edited by"}, {"", "reviewed by"}, {"", "medically reviewed by"}, {"", "analysis by"}, {"", "opinion by"},
    {"", "report by"}, {"", "interview by"}, {"", "review by"}, {"", "posted on"}, {"", "about the author"}, {"", "writer:"},
    {"", "byline:"}, {"", "source:"}, {"", "text:"}, 
    {"de", "von"}, {"", "autor:"}, {"", "autorin:"}, {"", "autoren:"}, {"", "autor"}, {"de", "von:"}, {"de", "ein beitrag von"},
    {"de", "geschrieben von"}, {"de", "eingestellt von"}, {"de", "beitrag von"}, {"de", "blog beitrag von"}, {"de", "autor/in:"}, {"de", "verfasst von"}, {"de", "veroffentlicht von"}, {"de", "erstellt von"},
    {"de", "ein artikel von"}, {"de", "ein gastbeitrag von"}, {"de", "gastbeitrag von"}, {"de", "eine analyse von"},
    {"de", "ein kommentar von"}, {"de", "kommentar von"}, {"de", "interview von"}, {"de", "quelle:"}, {"de", "redaktion:"},
    {"de", "eine kolumne von"}, {"de", "aus berlin von"}, {"de", "interview:"}, {"de", "protokoll:"},
    {"fr", "par"}, {"fr", "par:"}, {"", "auteur:"}, {"", "auteur"}, {"fr", "ecrit par"}, {"fr", "publie par"},
    {"fr", "propos recueillis par"}, {"fr", "redige par"}, {"fr", "texte:"}, {"fr", "auteur :"}, {"fr", "par :"},
    {"es", "por"}, {"es", "por:"}, {"es", "escrito por"}, {"es", "publicado por"}, {"", "autora:"}, {"es", "texto:"},
    {"es", "redaccion:"}, {"es", "texto de"}, {"pt", "por"}, {"pt", "por:"}, {"pt", "escrito por"}, {"pt", "publicado por"},
    {"pt", "texto:"}, {"ca", "per"}, {"it", "di"}, {"it", "di:"}, {"it", "a cura di"}, {"it", "scritto da"},
    {"it", "pubblicato da"}, {"", "autore:"}, {"it", "articolo di"}, {"it", "dal nostro corrispondente"}, {"it", "da"},
    {"nl", "door"}, {"nl", "door:"}, {"nl", "geschreven door"}, {"nl", "geplaatst door"}, {"nl", "tekst:"},
    {"pl", "autor:"}, {"pl", "autorka:"}, {"pl", "napisal"}, {"pl", "napisala"}, {"pl", "tekst:"}, {"pl", "oprac."},
    {"pl", "opracowal"}, {"pl", "opracowanie:"}, {"pl", "opracowala"}, {"pl", "oprac"}, {"cs", "autor:"}, {"cs", "napsal"}, {"cs", "napsala"},
    {"cs", "autorka:"}, {"sk", "autor:"}, {"sv", "av"}, {"sv", "av:"}, {"sv", "text:"}, {"sv", "skriven av"},
    {"sv", "publicerad av"}, {"nb", "av"}, {"nb", "av:"}, {"nb", "tekst:"}, {"nb", "skrevet av"}, {"nb", "publisert av"},
    {"da", "af"}, {"da", "af:"}, {"da", "tekst:"}, {"da", "skrevet af"}, {"fi", "kirjoittaja:"}, {"fi", "kirjoittanut"},
    {"fi", "teksti:"}, {"fi", "kirjoittaja"}, {"fi", "toimittaja"}, {"tr", "yazar:"}, {"tr", "yazan:"}, {"tr", "haber:"},
    {"tr", "editor:"}, {"tr", "muhabir:"}, {"tr", "yazar"}, {"tr", "yazan"}, {"ru", "автор:"}, {"ru", "автор"},
    {"ru", "текст:"}, {"ru", "авторы:"}, {"uk", "автор:"}, {"uk", "автор"}, {"uk", "автори:"}, {"uk", "текст:"},
    {"uk", "авторка:"}, {"bg", "автор:"}, {"el", "του"}, {"el", "της"}, {"el", "των"}, {"el", "συντακτης:"},
    {"el", "γραφει:"}, {"el", "γραφει ο"}, {"el", "γραφει η"}, {"el", "απο"}, {"el", "επιμελεια:"}, {"hu", "szerzo:"},
    {"hu", "irta:"}, {"hu", "irta"}, {"hu", "szerzo"}, {"ro", "de"}, {"ro", "de:"}, {"ro", "scris de"}, {"ro", "publicat de"},
    {"ro", "autor:"}, {"ro", "postat de"}, {"id", "oleh"}, {"id", "oleh:"}, {"id", "penulis:"}, {"id", "penulis"},
    {"id", "ditulis oleh"}, {"id", "reporter:"}, {"id", "pewarta:"}, {"id", "editor:"}, {"vi", "tac gia:"}, {"vi", "theo"},
    {"vi", "tac gia"}, {"vi", "bai:"}, {"ja", "文:"}, {"ja", "文="}, {"ja", "著者:"}, {"ja", "筆者:"}, {"ja", "取材・文"},
    {"ja", "文/"}, {"ja", "執筆:"}, {"ja", "文・"}, {"ko", "글:"}, {"ko", "글"}, {"ko", "작성자:"}, {"ko", "작성자"},
    {"ko", "기자:"}, {"zh", "作者:"}, {"zh", "文/"}, {"zh", "记者:"}, {"zh", "記者:"}, {"zh", "编辑:"}, {"zh", "撰文:"},
    {"zh", "文:"}, {"zh", "来源:"}, {"zh", "责任编辑:"}, {"zh", "责编:"}, {"zh", "責任編輯:"}, {"zh", "作者"}, {"zh", "撰稿:"}, {"ar", "بقلم"}, {"ar", "بقلم:"}, {"ar", "كتب"},
    {"ar", "كتبت"}, {"ar", "كتب:"}, {"ar", "الكاتب:"}, {"ar", "المصدر:"}, {"hi", "लेखक:"}, {"hi", "द्वारा"}, {"hi", "लेखक"},
    {"hi", "रिपोर्ट:"}, {"hi", "written by:"}, {"hi", "edited by:"}, {"", "written by:"}, {"", "reported by:"},
};

constexpr LanguageWord kConjunctions[] = {
    {"", "and"}, {"", "&"}, {"", "und"}, {"fr", "et"}, {"la", "et"}, {"es", "y"}, {"es", "e"}, {"it", "e"}, {"it", "ed"},
    {"pt", "e"}, {"ca", "i"}, {"nl", "en"}, {"pl", "i"}, {"pl", "oraz"}, {"cs", "a"}, {"sk", "a"}, {"sv", "och"}, {"nb", "og"},
    {"da", "og"}, {"is", "og"}, {"fi", "ja"}, {"et", "ja"}, {"tr", "ve"}, {"ru", "и"}, {"uk", "та"}, {"uk", "і"}, {"uk", "й"},
    {"bg", "и"}, {"el", "και"}, {"hu", "es"}, {"ro", "si"}, {"id", "dan"}, {"ms", "dan"}, {"vi", "va"}, {"ar", "و"},
    {"hi", "और"}, {"hr", "i"}, {"sr", "i"}, {"sl", "in"}, {"lt", "ir"}, {"lv", "un"}, {"af", "en"}, {"zh", "和"},
};

// English, German, French, Spanish, Italian, Portuguese, Dutch, Polish, Czech, Nordic, Finnish, Turkish, Russian, Greek,
// Hungarian, Romanian, Indonesian, Korean.
constexpr std::string_view kRoles[] = {
    "editor", "editors", "reporter", "reporters", "correspondent", "correspondents", "writer", "writers", "journalist",
    "columnist", "contributor", "contributors", "staff", "producer", "producers", "director", "analyst", "critic",
    "photographer", "manager", "intern", "fellow", "chief", "bureau", "desk", "newsroom", "team", "author",
    "specialist", "researcher", "professor", "lecturer", "ceo", "cto", "cfo", "founder", "co-founder", "cofounder", "president", "expert",
    "strategist", "consultant", "freelancer", "freelance", "presenter", "anchor", "host", "blogger", "reviewer", "dietitian",
    "redakteur", "redakteurin", "redaktion", "redakteure", "korrespondent", "korrespondentin", "reporterin", "journalistin",
    "autor", "autorin", "volontar", "volontarin", "chefredakteur", "chefredakteurin", "ressortleiter", "ressortleiterin",
    "chefreporter", "chefreporterin", "kolumnist", "kolumnistin", "leiter", "leiterin", "mitarbeiter", "onlineredaktion",
    "journaliste", "redacteur", "redactrice", "redaction", "envoye", "correspondant", "correspondante", "chroniqueur",
    "periodista", "redactor", "redactora", "redaccion", "corresponsal", "editora", "colaborador", "columnista",
    "giornalista", "redazione", "redattore", "corrispondente", "inviato", "inviata", "jornalista", "redacao", "reportero", "correspondente",
    "redactie", "verslaggever", "redacteur", "redactrice", "correspondente", "dziennikarz", "dziennikarka", "redakcja", "redaktor", "redaktorka",
    "redakce", "redaktorka", "novinar", "journalist", "redaktionen", "reporter", "redaktor", "redaksjonen", "toimittaja",
    "toimitus", "muhabir", "editoru", "редакция", "редактор", "корреспондент", "журналист", "журналистка", "редакція",
    "кореспондент", "журналіст", "συντακτης", "δημοσιογραφος", "ujsagiro", "szerkeszto", "szerkesztoseg", "ziarist",
    "wartawan", "penulis", "기자", "특파원", "선임기자", "记者", "記者", "编辑", "編集部", "編集委員", "phóng", "vien",
    "संवाददाता", "संपादक", "مراسل", "صحفي", "محرر",
};

constexpr LanguageWord kStops[] = {
    {"", "in"}, {"", "at"}, {"", "for"}, {"", "with"}, {"", "contributed"}, {"", "reports"}, {"", "updated"},
    {"", "published"}, {"", "posted"}, {"", "on"}, {"", "is"}, {"", "about"}, {"", "follow"}, {"", "special"},
    {"", "via"}, {"", "special to"}, {"de", "fur"}, {"de", "aus"}, {"de", "mit"}, {"de", "am"}, {"de", "vom"}, {"de", "ist"},
    {"fr", "pour"}, {"fr", "avec"}, {"fr", "a"}, {"fr", "publie"}, {"fr", "le"}, {"es", "para"}, {"es", "desde"}, {"es", "en"},
    {"es", "con"}, {"it", "per"}, {"it", "da"}, {"it", "con"}, {"it", "il"}, {"pt", "para"}, {"pt", "em"}, {"pt", "com"}, {"nl", "voor"},
    {"nl", "op"}, {"nl", "uit"}, {"pl", "dla"}, {"cs", "pro"}, {"sv", "pa"}, {"sv", "for"}, {"", "aktualisiert"},
    {"", "veroffentlicht"}, {"", "mis"}, {"", "actualizado"}, {"", "aggiornato"}, {"", "atualizado"},
};

constexpr std::string_view kAccounts[] = {"admin", "administrator", "webmaster", "root", "user", "guest", "editor", "author",
                                          "superadmin", "wpadmin", "anonymous", "unknown", "none", "null", "undefined",
                                          "n/a", "na", "nan", "false", "true", "by", "autor", "system", "staff", "default", "post author",
                                          "unbekannt", "website", "web", "blog", "home", "index", "news", "empty", "authorname",
                                          "author name", "no author", "-"};

constexpr std::string_view kNoise[] = {"photo", "photos", "foto", "fotos", "photograph", "photographs", "photography", "image",
                                       "images", "video", "share", "comments", "comment", "kommentare", "follow", "subscribe",
                                       "facebook", "twitter", "linkedin", "instagram", "email", "e-mail", "print", "read",
                                       "minutes", "minute", "min", "copyright", "http", "https", "www", "updated", "published",
                                       "posted", "javascript", "advertisement", "views", "reading", "lesezeit", "bild", "quelle", "illustration",
                                       "illustrations", "graphic", "graphics", "getty", "shutterstock", "profile", "more", "click", "newsletter"};

constexpr std::string_view kSuffixes[] = {"jr",  "sr",  "ii",  "iii", "iv",  "phd", "md",  "ma",  "ms",   "msc", "mba", "rd",
                                          "rdn", "ldn", "esq", "jd",  "dds", "dvm", "rn",  "np",  "cfp",  "cpa", "cfa", "dc",
                                          "do",  "dpt", "edd", "psyd", "lcsw", "mph", "mpa", "pharmd", "bsc", "ba", "bs",
                                          "facs", "faap", "facc", "pe", "cscs", "cpt", "lmft", "lpc", "mfa", "llm", "dnp", "fnp"};

template <typename Table>
bool holds(const Table& table, std::string_view word) {
  return std::find(std::begin(table), std::end(table), word) != std::end(table);
}

bool holds_for(const LanguageWord* begin, const LanguageWord* end, std::string_view word, std::string_view language) {
  return std::any_of(begin, end, [&](const LanguageWord& entry) {
    return entry.word == word && (entry.language.empty() || entry.language == language);
  });
}

}  // namespace

std::size_t byline_lead_length(std::string_view folded, std::string_view language) {
  std::size_t longest = 0;
  for (const LanguageWord& entry : kLeads) {
    if (!entry.language.empty() && entry.language != language) continue;
    if (entry.word.size() <= longest || !folded.starts_with(entry.word)) continue;
    // A whole word only.
    std::size_t next = entry.word.size();
    const char last = entry.word.back();
    if (last != ':' && last != '/' && last != '=' && next < folded.size()) {
      std::size_t position = next;
      const char32_t character = next_character(folded, position);
      if (is_word_character(character) || character == '-' || character == '\'') continue;
    }
    longest = next;
  }
  return longest;
}

bool is_conjunction(std::string_view word, std::string_view language) {
  return holds_for(std::begin(kConjunctions), std::end(kConjunctions), word, language);
}

bool is_role_word(std::string_view word) { return holds(kRoles, word); }

bool is_stop_word(std::string_view word, std::string_view language) {
  return holds_for(std::begin(kStops), std::end(kStops), word, language);
}

bool is_account_name(std::string_view folded) { return holds(kAccounts, folded); }

bool is_noise_word(std::string_view word) { return holds(kNoise, word); }

bool is_name_suffix(std::string_view text) {
  std::string letters;
  bool upper = false;
  for (const char byte : text) {
    if (byte == '.' || byte == ' ') continue;
    if (byte >= 'A' && byte <= 'Z') upper = true;
    letters += byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte - 'A' + 'a') : byte;
  }
  return upper && holds(kSuffixes, letters);
}

}  // namespace pressclip::metadata
