// Detection: UTF-16 by its zero bytes, the rest by uchardet. The one file that knows uchardet.
#include "decode/detect.h"

#include <uchardet/uchardet.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>
#include <string>

#include "decode/utf8.h"

namespace pressclip {
namespace {

// Enough for statistics; more makes uchardet's answers no better.
constexpr std::size_t kSampleBytes = std::size_t{32} * 1024;
constexpr std::size_t kUtf16Sample = 4096;

constexpr bool is_high(char c) {
  return static_cast<unsigned char>(c) >= 0x80;
}

// The parts of the text around the bytes that are not ASCII: markup and scripts would only dilute the sample.
std::string sample_of(std::string_view bytes) {
  // In the longest encodings of East Asia a character ends within three bytes of its first; the rest is
  // context.
  constexpr std::size_t kContext = 24;
  std::string sample;
  std::size_t taken = 0;
  for (std::size_t i = 0; i < bytes.size() && sample.size() < kSampleBytes;) {
    if (!is_high(bytes[i])) {
      ++i;
      continue;
    }
    const std::size_t begin = std::max(taken, i - std::min(i, kContext));
    std::size_t end = i + 1;
    for (std::size_t quiet = 0; end < bytes.size() && quiet < kContext && end - begin < kSampleBytes; ++end)
      quiet = is_high(bytes[end]) ? 0 : quiet + 1;
    if (begin != taken) sample.push_back('\n');
    sample.append(bytes, begin, end - begin);
    i = taken = end;
  }
  if (sample.empty()) sample = bytes.substr(0, kSampleBytes);
  return sample;
}

struct Counterpart {
  std::string_view iso, windows;
};

// Encodings of Windows that are like one of ISO, but with letters or quotes where that has control
// characters.
constexpr std::array kCounterparts = {
    Counterpart{"iso-8859-2", "windows-1250"},  Counterpart{"iso-8859-4", "windows-1257"},
    Counterpart{"iso-8859-5", "windows-1251"},  Counterpart{"iso-8859-6", "windows-1256"},
    Counterpart{"iso-8859-7", "windows-1253"},  Counterpart{"iso-8859-8", "windows-1255"},
    Counterpart{"iso-8859-13", "windows-1257"}, Counterpart{"iso-8859-15", "windows-1252"},
    Counterpart{"iso-8859-3", "windows-1254"},  Counterpart{"iso-8859-10", "windows-1257"},
    Counterpart{"iso-8859-16", "windows-1250"},
};

constexpr bool is_ascii_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// Letters of Polish and Czech in ISO-8859-2 that are signs in windows-1250, which no word holds: Ą ą Ś ś Ź.
bool has_letters_of_iso_8859_2(std::string_view sample) {
  constexpr std::string_view kLetters = "\xA1\xB1\xA6\xB6\xAC";
  for (std::size_t i = 0; i < sample.size(); ++i) {
    if (kLetters.find(sample[i]) == std::string_view::npos) continue;
    if ((i > 0 && is_ascii_letter(sample[i - 1])) ||
        (i + 1 < sample.size() && is_ascii_letter(sample[i + 1])))
      return true;
  }
  return false;
}

// Corrects the choice between an encoding of ISO and its counterpart by the bytes in which they differ.
const Encoding* with_windows_characters(const Encoding* encoding, std::string_view sample) {
  const bool has_controls = std::ranges::any_of(sample, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 && byte <= 0x9F && byte != 0x85;
  });
  if (!has_controls) {
    const bool is_iso = encoding->name == "windows-1250" && has_letters_of_iso_8859_2(sample);
    return is_iso ? &encoding_named("iso-8859-2") : encoding;
  }
  for (const Counterpart& pair : kCounterparts)
    if (encoding->name == pair.iso) return &encoding_named(pair.windows);
  return encoding;
}

constexpr std::array<std::string_view, 14> kOtherScripts = {
    "ibm866",       "iso-8859-5",   "iso-8859-6",   "iso-8859-7",    "iso-8859-8",
    "iso-8859-8-i", "koi8-r",       "koi8-u",       "windows-874",   "windows-1251",
    "windows-1253", "windows-1255", "windows-1256", "x-mac-cyrillic"};

// Whether the sample can be of the encoding. In encodings of Greek, Cyrillic and the like whole words are
// beyond ASCII; in Latin ones the letters beyond it stand alone, and by such letters uchardet takes names
// like "Beyoncé" for Greek.
bool is_plausible(const Encoding& encoding, std::string_view sample) {
  if (encoding.form != EncodingForm::single_byte) return true;
  std::size_t high = 0;
  std::size_t in_runs = 0;
  for (std::size_t i = 0; i < sample.size(); ++i) {
    if (!is_high(sample[i])) continue;
    ++high;
    if ((i > 0 && is_high(sample[i - 1])) || (i + 1 < sample.size() && is_high(sample[i + 1]))) ++in_runs;
  }
  constexpr std::size_t kLeastForStatistics = 4;
  if (high < kLeastForStatistics) return false;
  const bool is_other_script = std::ranges::find(kOtherScripts, encoding.name) != kOtherScripts.end();
  return !is_other_script || in_runs * 2 >= high;
}

struct DeleteDetector {
  void operator()(uchardet_t detector) const { uchardet_delete(detector); }
};

// Whether a unit of UTF-16 is one that pages are full of: ASCII, the alphabets, punctuation, East Asian
// scripts.
bool is_usual_unit(unsigned unit) {
  return (unit >= 0x20 && unit < 0x7F) || unit == '\n' || unit == '\r' || unit == '\t' ||
         (unit >= 0xA0 && unit < 0x0E80) || (unit >= 0x2010 && unit < 0x2040) ||
         (unit >= 0x3000 && unit < 0xD7A4) || (unit >= 0xFF00 && unit < 0xFFEF);
}

// Whether the bytes, taken two by two, are text; `low` is where in its pair the less significant byte stands.
bool reads_as_utf16(std::string_view bytes, std::size_t low) {
  std::size_t usual = 0;
  bool after_high = false;
  for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
    const auto unit = static_cast<unsigned>(static_cast<unsigned char>(bytes[i + 1 - low])) << 8U |
                      static_cast<unsigned char>(bytes[i + low]);
    const bool is_low_surrogate = (unit & 0xFC00U) == 0xDC00;
    if (after_high != is_low_surrogate) return false;
    after_high = (unit & 0xFC00U) == 0xD800;
    if (is_usual_unit(unit)) ++usual;
  }
  constexpr std::size_t kUsualInTen = 9;
  return usual * 10 >= bytes.size() / 2 * kUsualInTen;
}

// Bytes that are no text when taken one by one: bad UTF-8, or full of control characters, as the Cyrillic of
// UTF-16 is.
bool is_no_text_of_bytes(std::string_view bytes) {
  if (survey_utf8(bytes).invalid > 0) return true;
  const auto controls =
      static_cast<std::size_t>(std::ranges::count_if(bytes, [](char c) { return c > '\0' && c < '\t'; }));
  constexpr std::size_t kBytesForEachControl = 10;
  return controls * kBytesForEachControl > bytes.size();
}

}  // namespace

const Encoding* detect_utf16(std::string_view bytes) {
  const std::string_view sample = bytes.substr(0, std::min(bytes.size(), kUtf16Sample) & ~std::size_t{1});
  std::array<std::size_t, 2> zeros{};
  for (std::size_t i = 0; i < sample.size(); ++i)
    if (sample[i] == '\0') ++zeros[i % 2];
  // In UTF-16LE the zeros stand second, in UTF-16BE first.
  const std::size_t where = zeros[1] >= zeros[0] ? 1 : 0;
  const std::size_t most = zeros[where];
  if (most < 2 || most < zeros[1 - where] * 10) return nullptr;
  constexpr std::size_t kZerosInTen = 4;  // markup and Latin letters
  const bool is_latin = most * 10 >= sample.size() / 2 * kZerosInTen;
  if (!is_latin && !is_no_text_of_bytes(sample)) return nullptr;
  if (!reads_as_utf16(sample, 1 - where)) return nullptr;
  return &encoding_named(where == 1 ? "utf-16le" : "utf-16be");
}

const Encoding* detect_legacy(std::string_view bytes) {
  const std::unique_ptr<uchardet, DeleteDetector> detector(uchardet_new());
  if (!detector) return nullptr;
  const std::string sample = sample_of(bytes);
  if (uchardet_handle_data(detector.get(), sample.data(), sample.size()) != 0) return nullptr;
  uchardet_data_end(detector.get());
  const Encoding* const encoding = encoding_of_label(uchardet_get_charset(detector.get()));
  if (encoding == nullptr || !is_plausible(*encoding, sample)) return nullptr;
  return with_windows_characters(encoding, sample);
}

}  // namespace pressclip
