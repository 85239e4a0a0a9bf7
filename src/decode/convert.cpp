// Conversion by ICU, a buffer at a time. The one file of this stage that knows ICU.
#include "decode/convert.h"

#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>
#include <unicode/ucnv_err.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>

#include "decode/utf8.h"

namespace pressclip {
namespace {

constexpr UChar kReplacement = 0xFFFD;
constexpr std::size_t kInputPiece = std::size_t{64} * 1024;
constexpr std::size_t kUnits = 8192;

struct ErrorContext {
  std::size_t replaced = 0;
  bool chinese = false;
};

// Called by ICU for bytes that the encoding does not have. ICU's own callback writes U+001A for some of them.
void replace(const void* context, UConverterToUnicodeArgs* arguments, const char* bytes, std::int32_t length,
             UConverterCallbackReason reason, UErrorCode* status) {
  if (reason > UCNV_IRREGULAR) return;  // opened, reset, closed
  auto& errors = *static_cast<ErrorContext*>(const_cast<void*>(context));
  *status = U_ZERO_ERROR;
  // Windows writes the euro sign so, and the Encoding Standard reads it.
  constexpr char kEuroByte = '\x80';
  constexpr UChar kEuro = 0x20AC;
  const bool is_euro = errors.chinese && length == 1 && bytes[0] == kEuroByte;
  if (!is_euro) ++errors.replaced;
  const UChar written = is_euro ? kEuro : kReplacement;
  ucnv_cbToUWriteUChars(arguments, &written, 1, 0, status);
}

// UTF-16 to UTF-8; a pair may be cut by the end of a buffer.
class Utf16Writer {
 public:
  Utf16Writer(std::string& out, std::size_t& replaced) : out_(out), replaced_(replaced) {}

  void write(UChar unit) {
    const bool is_low = (unit & 0xFC00U) == 0xDC00;
    if (high_ != 0) {
      const char32_t high = high_;
      high_ = 0;
      if (is_low) {
        append_code_point(0x10000U + ((high & 0x3FFU) << 10U) + (unit & 0x3FFU), out_);
        return;
      }
      write_replacement();
    }
    if ((unit & 0xFC00U) == 0xD800)
      high_ = unit;
    else if (is_low)
      write_replacement();
    else if (unit != 0)
      append_code_point(unit, out_);
  }

  void finish() {
    if (high_ != 0) write_replacement();
    high_ = 0;
  }

 private:
  void write_replacement() {
    append_code_point(kReplacement, out_);
    ++replaced_;
  }

  std::string& out_;
  std::size_t& replaced_;
  char32_t high_ = 0;
};

struct CloseConverter {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};

struct Difference {
  unsigned char byte;
  char16_t character;
};

// Where ISO-8859-16, which ICU does not have, differs from ISO-8859-1.
constexpr std::array kIso885916 = {
    Difference{0xA1, u'Ą'}, Difference{0xA2, u'ą'}, Difference{0xA3, u'Ł'}, Difference{0xA4, u'€'},
    Difference{0xA5, u'„'}, Difference{0xA6, u'Š'}, Difference{0xA8, u'š'}, Difference{0xAA, u'Ș'},
    Difference{0xAC, u'Ź'}, Difference{0xAE, u'ź'}, Difference{0xAF, u'Ż'}, Difference{0xB2, u'Č'},
    Difference{0xB3, u'ł'}, Difference{0xB4, u'Ž'}, Difference{0xB5, u'”'}, Difference{0xB8, u'ž'},
    Difference{0xB9, u'č'}, Difference{0xBA, u'ș'}, Difference{0xBC, u'Œ'}, Difference{0xBD, u'œ'},
    Difference{0xBE, u'Ÿ'}, Difference{0xBF, u'ż'}, Difference{0xC3, u'Ă'}, Difference{0xC5, u'Ć'},
    Difference{0xD0, u'Đ'}, Difference{0xD1, u'Ń'}, Difference{0xD5, u'Ő'}, Difference{0xD7, u'Ś'},
    Difference{0xD8, u'Ű'}, Difference{0xDD, u'Ę'}, Difference{0xDE, u'Ț'}, Difference{0xE3, u'ă'},
    Difference{0xE5, u'ć'}, Difference{0xF0, u'đ'}, Difference{0xF1, u'ń'}, Difference{0xF5, u'ő'},
    Difference{0xF7, u'ś'}, Difference{0xF8, u'ű'}, Difference{0xFD, u'ę'}, Difference{0xFE, u'ț'},
};

Conversion convert_iso_8859_16(std::string_view bytes) {
  Conversion result;
  result.text.reserve(bytes.size() + bytes.size() / 8);
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte == 0) continue;
    const auto* const found = std::ranges::lower_bound(kIso885916, byte, {}, &Difference::byte);
    const bool differs = found != kIso885916.end() && found->byte == byte;
    append_code_point(differs ? char32_t{found->character} : char32_t{byte}, result.text);
  }
  return result;
}

}  // namespace

std::optional<Conversion> convert(std::string_view bytes, const Encoding& encoding) {
  if (encoding.converter.empty()) return convert_iso_8859_16(bytes);
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, CloseConverter> converter(
      ucnv_open(std::string(encoding.converter).c_str(), &status));
  if (U_FAILURE(status) != 0) return std::nullopt;
  ErrorContext errors;
  errors.chinese = encoding.converter == "gb18030";
  ucnv_setToUCallBack(converter.get(), replace, &errors, nullptr, nullptr, &status);
  if (U_FAILURE(status) != 0) return std::nullopt;

  Conversion result;
  result.text.reserve(bytes.size() + bytes.size() / 4);
  std::array<UChar, kUnits> units{};
  std::size_t broken_pairs = 0;
  Utf16Writer writer(result.text, broken_pairs);
  const char* const end = bytes.data() + bytes.size();
  for (const char* piece = bytes.data(); piece != end;) {
    const char* const piece_end = piece + std::min(kInputPiece, static_cast<std::size_t>(end - piece));
    const bool last = piece_end == end;
    do {
      UChar* target = units.data();
      status = U_ZERO_ERROR;
      ucnv_toUnicode(converter.get(), &target, units.data() + units.size(), &piece, piece_end, nullptr,
                     static_cast<UBool>(last), &status);
      for (const UChar* unit = units.data(); unit != target; ++unit) writer.write(*unit);
    } while (status == U_BUFFER_OVERFLOW_ERROR);
    if (U_FAILURE(status) != 0) break;
  }
  writer.finish();
  result.replaced = errors.replaced + broken_pairs;
  return result;
}

}  // namespace pressclip
