// The language of a text as CLD2 tells it.
#include <array>
#include <cstdio>
#include <string>

// After <cstdio>, which they need but don't include.
#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

#include "pressclip/metadata.h"

namespace pressclip {
namespace {

// More text does not make the answer better. In bytes.
constexpr std::size_t kMaxSampleBytes = std::size_t{64} * 1024;
// Shorter texts are guesses. In bytes of letters, as CLD2 counts them.
constexpr int kMinTextBytes = 40;
// Share of the text, in per cent, that the first language must have.
constexpr int kMinShare = 60;

}  // namespace

std::optional<std::string> detect_language(std::string_view text) {
  std::string_view sample = text.substr(0, kMaxSampleBytes);
  // No character may be cut in two.
  while (sample.size() < text.size() && !sample.empty() &&
         (static_cast<unsigned char>(text[sample.size()]) & 0xC0U) == 0x80U)
    sample.remove_suffix(1);
  const int size = static_cast<int>(sample.size());
  int valid_bytes = 0, text_bytes = 0;
  bool is_reliable = false;
  std::array<CLD2::Language, 3> languages{};
  std::array<int, 3> shares{};
  std::array<double, 3> scores{};
  const CLD2::CLDHints hints{nullptr, nullptr, CLD2::UNKNOWN_ENCODING, CLD2::UNKNOWN_LANGUAGE};
  CLD2::ExtDetectLanguageSummaryCheckUTF8(sample.data(), size, true, &hints, 0, languages.data(),
                                          shares.data(), scores.data(), nullptr, &text_bytes, &is_reliable,
                                          &valid_bytes);
  if (!is_reliable || text_bytes < kMinTextBytes || shares[0] < kMinShare ||
      languages[0] == CLD2::UNKNOWN_LANGUAGE)
    return std::nullopt;
  std::string code = CLD2::LanguageCode(languages[0]);
  if (code == "un" || code == "xxx") return std::nullopt;
  if (code == "iw") code = "he";
  if (code == "no") code = "nb";
  if (const std::size_t hyphen = code.find('-'); hyphen != std::string::npos) code.resize(hyphen);
  if (code.size() > 3) return std::nullopt;
  return code;
}

}  // namespace pressclip
