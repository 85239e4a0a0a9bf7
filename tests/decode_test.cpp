// decode: which encoding is chosen, by what, and the text that comes out. Pages are written here as text and
// put into their encodings by ICU.
#include "pressclip/decode.h"

#include <gtest/gtest.h>
#include <unicode/ucnv.h>
#include <unicode/ustring.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace pressclip {
namespace {

using namespace std::string_view_literals;

// `text` in the encoding that ICU calls `converter`.
std::string encode(std::string_view text, const char* converter) {
  UErrorCode status = U_ZERO_ERROR;
  std::string out(text.size() * 4 + 16, '\0');
  UConverter* const from = ucnv_open("UTF-8", &status);
  UConverter* const to = ucnv_open(converter, &status);
  ucnv_setFromUCallBack(to, UCNV_FROM_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
  EXPECT_TRUE(U_SUCCESS(status)) << converter;
  char* target = out.data();
  const char* source = text.data();
  ucnv_convertEx(to, from, &target, out.data() + out.size(), &source, source + text.size(), nullptr, nullptr,
                 nullptr, nullptr, 1, 1, &status);
  EXPECT_TRUE(U_SUCCESS(status)) << converter << " can't write: " << text << " " << u_errorName(status);
  ucnv_close(from);
  ucnv_close(to);
  out.resize(static_cast<std::size_t>(target - out.data()));
  return out;
}

std::string page_of(std::string_view text, std::string_view head = "") {
  std::string page = "<!DOCTYPE html>\n<html><head>";
  page += head;
  page += "</head>\n<body><p>";
  page += text;
  page += "</p></body></html>\n";
  return page;
}

std::string meta(std::string_view label) {
  return "<meta charset=\"" + std::string(label) + "\">";
}

constexpr std::string_view kGerman =
    "Die Bürgermeisterin eröffnete am Dienstag die neue Brücke über den Fluss – „ein großer Tag für die "
    "Stadt“, sagte sie. "
    "Für die Arbeiten waren vier Jahre nötig, die Kosten stiegen auf zwölf Millionen Euro.";
constexpr std::string_view kFrench =
    "La maire a inauguré mardi le nouveau pont : « une journée très attendue », a-t-elle déclaré à la "
    "presse. Les travaux, "
    "commencés il y a quatre années, ont coûté près de douze millions d’euros.";
constexpr std::string_view kPolish =
    "Burmistrz otworzyła we wtorek nowy most. Mieszkańcy czekali na tę przeprawę cztery lata, a koszty "
    "wzrosły do dwunastu "
    "milionów złotych. Źródła w urzędzie mówią, że ruch ruszy już w piątek.";
constexpr std::string_view kCzech =
    "Starostka v úterý otevřela nový most přes řeku. Práce trvaly čtyři roky a náklady vzrostly na dvanáct "
    "milionů korun. "
    "Řidiči budou moci přejíždět už od pátku, řekla mluvčí úřadu.";
constexpr std::string_view kRussian =
    "Мэр города открыла во вторник новый мост через реку. Работы продолжались четыре года, а их стоимость "
    "выросла до "
    "двенадцати миллионов рублей. Движение начнётся в пятницу, сообщила пресс-служба.";
constexpr std::string_view kGreek =
    "Η δήμαρχος εγκαινίασε την Τρίτη τη νέα γέφυρα. Οι εργασίες διήρκεσαν τέσσερα χρόνια και το κόστος "
    "έφτασε τα δώδεκα "
    "εκατομμύρια ευρώ, ανακοίνωσε ο δήμος.";
constexpr std::string_view kTurkish =
    "Belediye başkanı salı günü nehrin üzerindeki yeni köprüyü açtı. Çalışmalar dört yıl sürdü ve maliyet on "
    "iki milyon "
    "liraya yükseldi. Köprünün cuma günü trafiğe açılacağı bildirildi.";
constexpr std::string_view kJapanese =
    "市長は火曜日、川にかかる新しい橋の開通式に出席した。工事には四年かかり、費用は十二億円に達した。「町にと"
    "って大切な日です」と市長は"
    "述べた。金曜日から車が通れるようになる。";
constexpr std::string_view kKorean =
    "시장은 화요일 강을 가로지르는 새 다리의 개통식에 참석했다. 공사에는 사 년이 걸렸고 비용은 천이백만 "
    "유로로 늘어났다. 금요일부터 "
    "차량이 다닐 수 있다고 시청은 밝혔다.";
constexpr std::string_view kSimplified =
    "市长星期二为横跨河流的新桥揭幕。工程历时四年，费用增加到一千二百万元。她说，这对全市来说是重要的一天。大"
    "桥将从星期五起通车，市政府"
    "发言人表示。";
constexpr std::string_view kTraditional =
    "市長星期二為橫跨河流的新橋揭幕。工程歷時四年，費用增加到一千二百萬元。她說，這對全市來說是重要的一天。大"
    "橋將從星期五起通車，市政府"
    "發言人表示。";

// Pages that declare their encoding, and pages that leave it to detection.
TEST(DecodePage, Encodings) {
  const struct {
    std::string_view name;
    const char* converter;
    std::string_view label;  // as a page declares it
    std::string_view encoding;
    std::string_view text;
    bool detectable;
  } cases[] = {
      {"UTF-8 German", "UTF-8", "utf-8", "utf-8", kGerman, true},
      {"UTF-8 Japanese", "UTF-8", "UTF8", "utf-8", kJapanese, true},
      {"windows-1252 German", "windows-1252", "windows-1252", "windows-1252", kGerman, true},
      {"windows-1252 French", "windows-1252", "ISO-8859-1", "windows-1252", kFrench, true},
      {"ISO-8859-15", "ISO-8859-15", "iso-8859-15", "iso-8859-15", "Prix : 12 € à l'entrée, déjà payé, cœur",
       false},
      {"ISO-8859-2 Polish", "ISO-8859-2", "iso-8859-2", "iso-8859-2", kPolish, true},
      {"ISO-8859-2 Czech", "ISO-8859-2", "latin2", "iso-8859-2", kCzech, true},
      {"windows-1250 Czech", "windows-1250", "cp1250", "windows-1250", kCzech, true},
      {"windows-1251", "windows-1251", "windows-1251", "windows-1251", kRussian, true},
      {"KOI8-R", "KOI8-R", "koi8-r", "koi8-r", kRussian, true},
      {"ISO-8859-5", "ISO-8859-5", "iso-8859-5", "iso-8859-5", kRussian, true},
      {"IBM866", "ibm-866", "cp866", "ibm866", kRussian, true},
      {"windows-1253", "windows-1253", "windows-1253", "windows-1253", kGreek, true},
      {"ISO-8859-7", "ISO-8859-7", "greek", "iso-8859-7", kGreek, false},
      {"windows-1254", "windows-1254", "iso-8859-9", "windows-1254", kTurkish, true},
      {"Shift_JIS", "windows-31j", "Shift_JIS", "shift_jis", kJapanese, true},
      {"EUC-JP", "EUC-JP", "euc-jp", "euc-jp", kJapanese, true},
      {"ISO-2022-JP", "ISO-2022-JP", "iso-2022-jp", "iso-2022-jp", kJapanese, true},
      {"EUC-KR", "EUC-KR", "euc-kr", "euc-kr", kKorean, true},
      {"windows-949", "windows-949", "ks_c_5601-1987", "euc-kr",
       "똠방각하 펲시콜라를 샀다. 시장은 화요일에 말했다.", false},
      {"GBK", "GBK", "gbk", "gbk", kSimplified, false},
      {"GBK as GB2312", "GBK", "gb2312", "gbk", kSimplified, false},
      {"GB 18030", "gb18030", "gb18030", "gb18030", kSimplified, true},
      {"Big5", "windows-950", "big5", "big5", kTraditional, true},
      {"windows-874", "windows-874", "tis-620", "windows-874", "นายกเทศมนตรีเปิดสะพานใหม่ข้ามแม่น้ำเมื่อวันอังคาร",
       false},
      {"windows-1256", "windows-1256", "windows-1256", "windows-1256", "افتتح رئيس البلدية الجسر الجديد",
       false},
      {"windows-1255", "windows-1255", "windows-1255", "windows-1255", "ראש העיר חנכה את הגשר החדש", false},
      {"windows-1257", "windows-1257", "windows-1257", "windows-1257", "Merė antradienį atidarė naują tiltą",
       false},
      {"macintosh", "macintosh", "macintosh", "macintosh", "Die Brücke ist größer", false},
      {"KOI8-U", "KOI8-U", "koi8-u", "koi8-u", "Міський голова відкрила новий міст", false},
  };
  for (const auto& each : cases) {
    const std::string expected = page_of(each.text, meta(each.label));
    const DecodedPage page = decode_page(encode(expected, each.converter));
    EXPECT_EQ(page.text, expected) << each.name;
    EXPECT_EQ(page.encoding, each.encoding) << each.name;
    EXPECT_EQ(page.source, EncodingSource::meta) << each.name;
    EXPECT_EQ(page.replaced, 0U) << each.name;

    const std::string bare = page_of(each.text);
    for (const bool as_option : {true, false}) {
      DecodeOptions options;
      (as_option ? options.encoding : options.http_charset) = each.label;
      const DecodedPage told = decode_page(encode(bare, each.converter), options);
      EXPECT_EQ(told.text, bare) << each.name;
      EXPECT_EQ(told.source, as_option ? EncodingSource::option : EncodingSource::http) << each.name;
    }
    if (each.detectable) {
      const DecodedPage detected = decode_page(encode(bare, each.converter));
      EXPECT_EQ(detected.text, bare) << each.name << " read as " << detected.encoding;
      EXPECT_EQ(detected.source, EncodingSource::detected) << each.name;
    }
  }
}

TEST(DecodePage, Iso885916) {
  const DecodedPage page =
      decode_page("<meta charset=iso-8859-16>\xAA\xBA\xDE\xFE \xE3\xE2\xEE\xA4 \xA5x\xB5");
  EXPECT_EQ(page.text, "<meta charset=iso-8859-16>ȘșȚț ăâî€ „x”");
  EXPECT_EQ(page.encoding, "iso-8859-16");
}

TEST(DecodePage, Utf16) {
  const std::string html = page_of(kGerman, meta("utf-16"));
  const struct {
    std::string_view name;
    std::string bytes;
    std::string_view text;
    std::string_view encoding;
    EncodingSource source;
  } cases[] = {
      {"little-endian with a mark", "\xFF\xFE" + encode(html, "UTF-16LE"), html, "utf-16le",
       EncodingSource::byte_order_mark},
      {"big-endian with a mark", "\xFE\xFF" + encode(html, "UTF-16BE"), html, "utf-16be",
       EncodingSource::byte_order_mark},
      {"little-endian without a mark", encode(html, "UTF-16LE"), html, "utf-16le", EncodingSource::detected},
      {"big-endian without a mark", encode(html, "UTF-16BE"), html, "utf-16be", EncodingSource::detected},
      {"plain Japanese text without a mark",
       encode(std::string(kJapanese) + "\n\n" + std::string(kJapanese) + "\n", "UTF-16LE"), "", "utf-16le",
       EncodingSource::detected},
      {"plain Russian text without a mark", encode(kRussian, "UTF-16BE"), kRussian, "utf-16be",
       EncodingSource::detected},
      {"an odd byte at the end", encode(html, "UTF-16LE") + "x", "", "utf-16le", EncodingSource::detected},
  };
  for (const auto& each : cases) {
    const DecodedPage page = decode_page(each.bytes);
    if (!each.text.empty()) {
      EXPECT_EQ(page.text, each.text) << each.name;
    }
    EXPECT_EQ(page.encoding, each.encoding) << each.name;
    EXPECT_EQ(page.source, each.source) << each.name;
  }
  EXPECT_EQ(decode_page("\xFF\xFE\x00\xD8x\x00"sv).text, "\uFFFDx") << "a lone surrogate";
  EXPECT_EQ(decode_page("\xFF\xFE\x00\xD8x\x00"sv).replaced, 1U);
  EXPECT_EQ(decode_page("\xFF\xFE\x3D\xD8\x4D\xDC"sv).text, "👍");
  DecodeOptions http;
  http.http_charset = "utf-16";
  EXPECT_EQ(decode_page(encode(html, "UTF-16LE"), http).source, EncodingSource::http);
  EXPECT_EQ(decode_page(page_of("Grüße"), http).encoding, "utf-8")
      << "no page in UTF-16 is without zero bytes";
}

TEST(DecodePage, PagesThatLie) {
  const struct {
    std::string_view name;
    std::string_view declared;
    const char* converter;
    std::string_view text;
    std::string_view encoding;
    EncodingSource source;
  } cases[] = {
      {"says ISO-8859-1, is UTF-8", "iso-8859-1", "UTF-8", kGerman, "utf-8", EncodingSource::detected},
      {"says ISO-8859-1, is UTF-8 with one letter", "iso-8859-1", "UTF-8", "An English page about a café.",
       "utf-8", EncodingSource::detected},
      {"says GBK, is UTF-8", "gbk", "UTF-8", kSimplified, "utf-8", EncodingSource::detected},
      {"says Shift_JIS, is UTF-8", "shift_jis", "UTF-8", kJapanese, "utf-8", EncodingSource::detected},
      {"says UTF-16, is UTF-8", "utf-16", "UTF-8", kGerman, "utf-8", EncodingSource::meta},
      {"says UTF-8, is windows-1252", "utf-8", "windows-1252", kGerman, "windows-1252",
       EncodingSource::detected},
      {"says UTF-8, is windows-1251", "utf-8", "windows-1251", kRussian, "windows-1251",
       EncodingSource::detected},
      {"says UTF-8, is Shift_JIS", "utf-8", "windows-31j", kJapanese, "shift_jis", EncodingSource::detected},
      {"says Shift_JIS, is EUC-JP", "shift_jis", "EUC-JP", kJapanese, "euc-jp", EncodingSource::detected},
      {"says an encoding that is not known", "klingon", "windows-1251", kRussian, "windows-1251",
       EncodingSource::detected},
      {"says ISO-8859-1, is ASCII", "iso-8859-1", "US-ASCII", "Plain", "windows-1252", EncodingSource::meta},
  };
  for (const auto& each : cases) {
    const std::string expected = page_of(each.text, meta(each.declared));
    const DecodedPage page = decode_page(encode(expected, each.converter));
    EXPECT_EQ(page.encoding, each.encoding) << each.name;
    EXPECT_EQ(page.source, each.source) << each.name;
    EXPECT_EQ(page.text, expected) << each.name;
    EXPECT_EQ(page.replaced, 0U) << each.name;
  }
}

TEST(DecodePage, OrderOfTheQuestions) {
  const std::string bytes = page_of("\xE4\xF6", meta("windows-1251"));
  DecodeOptions options;
  EXPECT_EQ(decode_page(bytes, options).text, page_of("дц", meta("windows-1251")));
  options.http_charset = "iso-8859-7";
  EXPECT_EQ(decode_page(bytes, options).text, page_of("δφ", meta("windows-1251")));
  options.encoding = "latin1";
  EXPECT_EQ(decode_page(bytes, options).text, page_of("äö", meta("windows-1251")));
  EXPECT_EQ(decode_page("\xEF\xBB\xBF" + page_of("ä"), options).text, page_of("ä"));
  EXPECT_EQ(decode_page("\xEF\xBB\xBF" + page_of("ä"), options).source, EncodingSource::byte_order_mark);
  options.encoding = "no-such-label";
  EXPECT_EQ(decode_page(bytes, options).source, EncodingSource::http);
  options.http_charset = "nor-this";
  EXPECT_EQ(decode_page(bytes, options).source, EncodingSource::meta);
  options.encoding = "windows-1252";
  EXPECT_EQ(decode_page("<p>ä</p>", options).text, "<p>Ã¤</p>") << "what the caller says is not doubted";
}

TEST(DecodePage, Prescan) {
  // Each with the letter 0xE4, which is д in windows-1251 and ä where nothing was found.
  const struct {
    std::string_view head;
    std::string_view letter;
  } cases[] = {
      {"<meta charset=windows-1251>", "д"},
      {"<META CHARSET='Windows-1251'>", "д"},
      {"<meta charset=\" windows-1251 \">", "д"},
      {"<meta/charset=windows-1251/>", "ä"},  // the slash belongs to the value
      {"<meta charset=windows-1251 />", "д"},
      {"<meta\ncharset\n=\nwindows-1251>", "д"},
      {"<meta name=x charset=windows-1251>", "д"},
      {"<meta http-equiv=\"Content-Type\" content=\"text/html; charset=windows-1251\">", "д"},
      {"<meta content='text/html;charset=windows-1251;x' http-equiv=content-type>", "д"},
      {"<meta content=\"text/html; charset='windows-1251'\" http-equiv=\"Content-Type\">", "д"},
      {"<meta content=\"charset x charset = windows-1251\" http-equiv=\"Content-Type\">", "д"},
      {"<meta content=\"text/html; charset='windows-1251\" http-equiv=\"Content-Type\">", "ä"},
      {"<meta content=\"text/html; charset=windows-1251\">", "ä"},  // without http-equiv
      {"<meta http-equiv=refresh content=\"text/html; charset=windows-1251\">", "ä"},
      {"<meta charset=windows-1251", "ä"},  // never closed: the rest of the page is in the tag
      {"<!-- <meta charset=koi8-r> --><meta charset=windows-1251>", "д"},
      {"<!--><meta charset=windows-1251>", "д"},
      {"<!-- <meta charset=windows-1251>", "ä"},
      {"<a title='<meta charset=koi8-r>'><meta charset=windows-1251>", "д"},
      {"<p title=\"<meta charset=windows-1251>\">", "ä"},
      {"</p <meta charset=koi8-r><meta charset=windows-1251>", "д"},
      {"<?php <meta charset=koi8-r><meta charset=windows-1251>", "д"},
      {"<metadata charset=koi8-r><meta charset=windows-1251>", "д"},
      {"<meta charset=klingon><meta charset=windows-1251>", "д"},
      {"<meta charset=windows-1251><meta charset=koi8-r>", "д"},
      {"<meta charset=windows-1251 charset=koi8-r>", "д"},
      {"<meta charset=x-user-defined>", "ä"},
  };
  for (const auto& each : cases) {
    const std::string bytes = std::string(each.head) + "<p>\xE4 \xE4</p>";
    const std::string text = decode_page(bytes).text;
    const std::string letter(each.letter);
    EXPECT_NE(text.find("<p>" + letter + " " + letter), std::string::npos)
        << each.head << "\n gives: " << text;
  }
  EXPECT_EQ(decode_page("<?xml version=\"1.0\" encoding=\"windows-1251\"?><p>\xE4").encoding, "windows-1251");
  EXPECT_EQ(decode_page("<?xml version='1.0' encoding='utf-16'?><p>x").encoding, "utf-8");
  EXPECT_EQ(decode_page("<?xml encoding=\"koi8-r\"?><meta charset=windows-1251>\xE4").encoding,
            "windows-1251");
  EXPECT_EQ(decode_page("<meta charset=utf-16le><p>x").encoding, "utf-8");
  const std::string far_away = std::string(3000, ' ') + "<meta charset=windows-1251>\xE4 \xE4";
  EXPECT_EQ(decode_page(far_away).encoding, "windows-1251");
}

TEST(DecodePage, DamagedBytes) {
  const std::string german(kGerman);
  const struct {
    std::string_view name;
    std::string bytes;
    std::string text;
    std::size_t replaced;
  } cases[] = {
      {"one bad byte in UTF-8", german + "\xFF" + german, german + "\uFFFD" + german, 1},
      {"two bad bytes in declared UTF-8",
       meta("utf-8") + "a\xFF"
                       "b\x80"
                       "c",
       meta("utf-8") + "a\uFFFDb\uFFFDc", 2},
      {"a cut sequence in the middle", german + "\xE2\x82 x", german + "\uFFFD x", 1},
      {"a sequence cut by the end", german + "\xE2\x82", german + "\uFFFD", 1},
      {"overlong", german + "\xC0\xAF", german + "\uFFFD\uFFFD", 2},
      {"a surrogate", german + "\xED\xA0\x80", german + "\uFFFD\uFFFD\uFFFD", 3},
      {"bad bytes in EUC-JP",
       meta("euc-jp") + encode(kJapanese, "EUC-JP") +
           "\xFF"
           "x",
       meta("euc-jp") + std::string(kJapanese) + "\uFFFDx", 1},
      {"bad bytes in Shift_JIS",
       meta("shift_jis") + encode(kJapanese, "windows-31j") +
           "\xFD"
           "x",
       meta("shift_jis") + std::string(kJapanese) + "\uFFFDx", 1},
      {"a lead byte at the end of GBK", meta("gbk") + encode(kSimplified, "GBK") + "\xB0",
       meta("gbk") + std::string(kSimplified) + "\uFFFD", 1},
      {"the euro byte in GBK", meta("gbk") + encode(kSimplified, "GBK") + "\x80 5",
       meta("gbk") + std::string(kSimplified) + "€ 5", 0},
  };
  for (const auto& each : cases) {
    const DecodedPage page = decode_page(each.bytes);
    EXPECT_EQ(page.text, each.text) << each.name << " read as " << page.encoding;
    EXPECT_EQ(page.replaced, each.replaced) << each.name;
  }
}

TEST(DecodePage, MarksAndZeros) {
  EXPECT_EQ(decode_page("").text, "");
  EXPECT_EQ(decode_page("").encoding, "utf-8");
  EXPECT_EQ(decode_page("").source, EncodingSource::fallback);
  EXPECT_EQ(decode_page("plain").encoding, "utf-8");
  EXPECT_EQ(decode_page("\xEF\xBB\xBF").text, "");
  EXPECT_EQ(decode_page("\xEF\xBB\xBF\xEF\xBB\xBFx").text, "x") << "two marks";
  EXPECT_EQ(decode_page("<p>a\0b</p>\0 und noch etwas mehr Text"sv).text,
            "<p>ab</p> und noch etwas mehr Text");
  EXPECT_EQ(decode_page("<p>\xC3\xA4\0\0\0</p>"sv).text, "<p>ä</p>");
  EXPECT_EQ(decode_page(std::string(10'000, '\0')).text, "");
  EXPECT_EQ(decode_page("Beyonc\xE9 sang in Bogot\xE1, S\xE3o Paulo, Z\xFCrich and M\xE1laga.").text,
            "Beyoncé sang in Bogotá, São Paulo, Zürich and Málaga.");
  EXPECT_EQ(decode_page("caf\xE9").text, "café");
  EXPECT_EQ(decode_page("caf\xE9").encoding, "windows-1252");
}

// A valid sequence of UTF-8, checked without the code under test.
bool is_valid_utf8(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  std::vector<UChar> units(text.size() + 1);
  std::int32_t length = 0;
  u_strFromUTF8(units.data(), static_cast<std::int32_t>(units.size()), &length, text.data(),
                static_cast<std::int32_t>(text.size()), &status);
  return U_SUCCESS(status) != 0;
}

TEST(DecodePage, AnyBytesGiveValidText) {
  std::uint32_t state = 1;
  const auto next = [&state] {
    state = state * 1664525U + 1013904223U;
    return state >> 24U;
  };
  for (int round = 0; round < 2000; ++round) {
    std::string bytes;
    if (round % 3 == 1) bytes = "\xFF\xFE";
    const std::size_t length = next() * 4;
    for (std::size_t i = 0; i < length; ++i)
      bytes.push_back(static_cast<char>(round % 2 == 0 ? next() : next() & 0x9FU));
    DecodeOptions options;
    constexpr std::string_view kLabels[] = {
        "",      "utf-16", "shift_jis", "gb18030",     "big5",        "euc-kr",  "euc-jp",
        "utf-8", "koi8-r", "x",         "iso-2022-jp", "iso-8859-16", "utf-16be"};
    options.encoding = kLabels[static_cast<std::size_t>(round) % std::size(kLabels)];
    const DecodedPage page = decode_page(bytes, options);
    ASSERT_TRUE(is_valid_utf8(page.text)) << "round " << round;
    ASSERT_EQ(page.text.find('\0'), std::string::npos) << "round " << round;
    ASSERT_TRUE(is_known_encoding(page.encoding));
  }
}

TEST(DecodePage, LongPages) {
  // Longer than the buffers that conversion goes through, with characters across their ends.
  for (const char* const converter : {"windows-31j", "gb18030", "UTF-16LE", "ISO-2022-JP"}) {
    std::string text = "x";
    while (text.size() < 300'000) text += kJapanese;
    DecodeOptions options;
    options.encoding = converter == "windows-31j"sv ? "shift_jis" : converter;
    EXPECT_EQ(decode_page(encode(text, converter), options).text, text) << converter;
  }
}

// Long runs of ASCII are looked at in blocks.
TEST(DecodePage, OneByteAnywhereInALongRun) {
  const std::string plain(400, 'a');
  DecodeOptions options;
  options.encoding = "utf-8";
  for (std::size_t at = 0; at <= plain.size(); ++at) {
    const std::string before = plain.substr(0, at), behind = plain.substr(at);
    EXPECT_EQ(decode_page(before + "\xC3\xA9" + behind, options).text, before + "\xC3\xA9" + behind) << at;
    EXPECT_EQ(decode_page(before + "\xFF" + behind, options).text, before + "\uFFFD" + behind) << at;
    EXPECT_EQ(decode_page(before + '\0' + behind, options).text, plain) << at;
    EXPECT_EQ(decode_page(before + "\x1B$B$\"\x1B(B" + behind).text, before + "\u3042" + behind) << at;
  }
}

TEST(IsKnownEncoding, Table) {
  for (const std::string_view label : {"utf-8", "UTF8", " latin1\n", "Windows-31J", "x-user-defined",
                                       "ks_c_5601-1987", "gb2312", "iso-8859-16", "unicode", "l5", "866"})
    EXPECT_TRUE(is_known_encoding(label)) << label;
  for (const std::string_view label :
       {"", " ", "utf-7", "utf-32", "replacement", "iso-2022-kr", "hz-gb-2312", "l1 l2", "klingon", "latin"})
    EXPECT_FALSE(is_known_encoding(label)) << label;
}

}  // namespace
}  // namespace pressclip
