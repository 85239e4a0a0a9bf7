// The label table of the Encoding Standard (https://encoding.spec.whatwg.org/#names-and-labels). Its
// encodings of the kind "replacement" are not read: the page is then decoded as if it had no label.
#include "decode/labels.h"

#include <algorithm>
#include <array>
#include <string>

namespace pressclip {
namespace {

constexpr Encoding kUtf8 = {"utf-8", "", EncodingForm::utf8};
// GBK is read as GB 18030, its superset, and EUC-KR and Shift_JIS as the larger sets of Windows, as the
// standard says.
constexpr std::array kEncodings = {
    kUtf8,
    Encoding{"utf-16le", "UTF-16LE", EncodingForm::utf16},
    Encoding{"utf-16be", "UTF-16BE", EncodingForm::utf16},
    Encoding{"ibm866", "ibm-866_P100-1995", EncodingForm::single_byte},
    Encoding{"iso-8859-2", "ibm-912_P100-1995", EncodingForm::single_byte},
    Encoding{"iso-8859-3", "ibm-913_P100-2000", EncodingForm::single_byte},
    Encoding{"iso-8859-4", "ibm-914_P100-1995", EncodingForm::single_byte},
    Encoding{"iso-8859-5", "ibm-915_P100-1995", EncodingForm::single_byte},
    Encoding{"iso-8859-6", "ibm-1089_P100-1995", EncodingForm::single_byte},
    Encoding{"iso-8859-7", "ibm-9005_X110-2007", EncodingForm::single_byte},
    Encoding{"iso-8859-8", "ibm-5012_P100-1999", EncodingForm::single_byte},
    Encoding{"iso-8859-8-i", "ibm-5012_P100-1999", EncodingForm::single_byte},
    Encoding{"iso-8859-10", "iso-8859_10-1998", EncodingForm::single_byte},
    Encoding{"iso-8859-13", "ibm-921_P100-1995", EncodingForm::single_byte},
    Encoding{"iso-8859-14", "iso-8859_14-1998", EncodingForm::single_byte},
    Encoding{"iso-8859-15", "ibm-923_P100-1998", EncodingForm::single_byte},
    Encoding{"iso-8859-16", "", EncodingForm::single_byte},
    Encoding{"koi8-r", "ibm-878_P100-1996", EncodingForm::single_byte},
    Encoding{"koi8-u", "ibm-1168_P100-2002", EncodingForm::single_byte},
    Encoding{"macintosh", "macos-0_2-10.2", EncodingForm::single_byte},
    Encoding{"windows-874", "windows-874-2000", EncodingForm::single_byte},
    Encoding{"windows-1250", "ibm-5346_P100-1998", EncodingForm::single_byte},
    Encoding{"windows-1251", "ibm-5347_P100-1998", EncodingForm::single_byte},
    Encoding{"windows-1252", "ibm-5348_P100-1997", EncodingForm::single_byte},
    Encoding{"windows-1253", "ibm-5349_P100-1998", EncodingForm::single_byte},
    Encoding{"windows-1254", "ibm-5350_P100-1998", EncodingForm::single_byte},
    Encoding{"windows-1255", "ibm-9447_P100-2002", EncodingForm::single_byte},
    Encoding{"windows-1256", "ibm-9448_X100-2005", EncodingForm::single_byte},
    Encoding{"windows-1257", "ibm-9449_P100-2002", EncodingForm::single_byte},
    Encoding{"windows-1258", "ibm-5354_P100-1998", EncodingForm::single_byte},
    Encoding{"x-mac-cyrillic", "macos-7_3-10.2", EncodingForm::single_byte},
    Encoding{"gbk", "gb18030", EncodingForm::multi_byte},
    Encoding{"gb18030", "gb18030", EncodingForm::multi_byte},
    Encoding{"big5", "ibm-1375_P100-2008", EncodingForm::multi_byte},
    Encoding{"euc-jp", "euc-jp-2007", EncodingForm::multi_byte},
    Encoding{"iso-2022-jp", "ISO_2022,locale=ja,version=0", EncodingForm::multi_byte},
    Encoding{"shift_jis", "ibm-943_P15A-2003", EncodingForm::multi_byte},
    Encoding{"euc-kr", "windows-949-2000", EncodingForm::multi_byte},
};

struct Labels {
  std::string_view encoding;
  std::string_view labels;  // separated by spaces, with one at each end; the name itself is a label too
};

constexpr std::array kLabels = {
    Labels{"utf-8", " unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf8 x-unicode20utf8 "},
    Labels{"utf-16le", " csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff utf-16 "},
    Labels{"utf-16be", " unicodefffe "},
    Labels{"ibm866", " 866 cp866 csibm866 "},
    Labels{"iso-8859-2", " csisolatin2 iso-ir-101 iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 l2 latin2 "},
    Labels{"iso-8859-3", " csisolatin3 iso-ir-109 iso8859-3 iso88593 iso_8859-3 iso_8859-3:1988 l3 latin3 "},
    Labels{"iso-8859-4", " csisolatin4 iso-ir-110 iso8859-4 iso88594 iso_8859-4 iso_8859-4:1988 l4 latin4 "},
    Labels{"iso-8859-5",
           " csisolatincyrillic cyrillic iso-ir-144 iso8859-5 iso88595 iso_8859-5 iso_8859-5:1988 "},
    Labels{"iso-8859-6",
           " arabic asmo-708 csiso88596e csiso88596i csisolatinarabic ecma-114 iso-8859-6-e iso-8859-6-i "
           "iso-ir-127 iso8859-6 iso88596 iso_8859-6 iso_8859-6:1987 "},
    Labels{"iso-8859-7",
           " csisolatingreek ecma-118 elot_928 greek greek8 iso-ir-126 iso8859-7 iso88597 iso_8859-7 "
           "iso_8859-7:1987 sun_eu_greek "},
    Labels{"iso-8859-8",
           " csiso88598e csisolatinhebrew hebrew iso-8859-8-e iso-ir-138 iso8859-8 iso88598 iso_8859-8 "
           "iso_8859-8:1988 visual "},
    Labels{"iso-8859-8-i", " csiso88598i logical "},
    Labels{"iso-8859-10", " csisolatin6 iso-ir-157 iso8859-10 iso885910 l6 latin6 "},
    Labels{"iso-8859-13", " iso8859-13 iso885913 "},
    Labels{"iso-8859-14", " iso8859-14 iso885914 "},
    Labels{"iso-8859-15", " csisolatin9 iso8859-15 iso885915 iso_8859-15 l9 "},
    Labels{"koi8-r", " cskoi8r koi koi8 koi8_r "},
    Labels{"koi8-u", " koi8-ru "},
    Labels{"macintosh", " csmacintosh mac x-mac-roman "},
    Labels{"windows-874", " dos-874 iso-8859-11 iso8859-11 iso885911 tis-620 "},
    Labels{"windows-1250", " cp1250 x-cp1250 "},
    Labels{"windows-1251", " cp1251 x-cp1251 "},
    Labels{"windows-1252",
           " ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso8859-1 iso88591 "
           "iso_8859-1 iso_8859-1:1987 l1 latin1 us-ascii x-cp1252 x-user-defined "},
    Labels{"windows-1253", " cp1253 x-cp1253 "},
    Labels{
        "windows-1254",
        " cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 iso_8859-9 iso_8859-9:1989 l5 latin5 "
        "x-cp1254 "},
    Labels{"windows-1255", " cp1255 x-cp1255 "},
    Labels{"windows-1256", " cp1256 x-cp1256 "},
    Labels{"windows-1257", " cp1257 x-cp1257 "},
    Labels{"windows-1258", " cp1258 x-cp1258 "},
    Labels{"x-mac-cyrillic", " x-mac-ukrainian mac-cyrillic "},
    Labels{"gbk", " chinese csgb2312 csiso58gb231280 gb2312 gb_2312 gb_2312-80 iso-ir-58 x-gbk "},
    Labels{"big5", " big5-hkscs cn-big5 csbig5 x-x-big5 "},
    Labels{"euc-jp", " cseucpkdfmtjapanese x-euc-jp "},
    Labels{"iso-2022-jp", " csiso2022jp "},
    Labels{"shift_jis", " csshiftjis ms932 ms_kanji shift-jis sjis windows-31j x-sjis "},
    Labels{
        "euc-kr",
        " cseuckr csksc56011987 iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 windows-949 "
        "uhc "},
};

constexpr bool is_blank(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r' && c != '\v');
}

const Encoding* find_name(std::string_view name) {
  const auto* const found = std::ranges::find(kEncodings, name, &Encoding::name);
  return found == kEncodings.end() ? nullptr : found;
}

}  // namespace

const Encoding* encoding_of_label(std::string_view label) {
  while (!label.empty() && is_blank(label.front())) label.remove_prefix(1);
  while (!label.empty() && is_blank(label.back())) label.remove_suffix(1);
  constexpr std::size_t kLongestLabel = 32;
  if (label.empty() || label.size() > kLongestLabel || label.find(' ') != std::string_view::npos)
    return nullptr;
  std::string word = " ";
  for (const char c : label) word.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c);
  if (const Encoding* const encoding = find_name(std::string_view(word).substr(1))) return encoding;
  word.push_back(' ');
  for (const Labels& row : kLabels)
    if (row.labels.find(word) != std::string_view::npos) return find_name(row.encoding);
  return nullptr;
}

const Encoding& encoding_named(std::string_view name) {
  const Encoding* const found = find_name(name);
  return found == nullptr ? kEncodings.front() : *found;
}

}  // namespace pressclip
