// The language of a text as CLD2 tells it.
#include "metadata/language.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <iterator>
#include <string>
#include <vector>

// After <cstdio>, which they need but don't include.
#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

#include "pressclip/metadata.h"
#include "text/normalize.h"

namespace pressclip {
namespace {

// How much of a text is read, and how much of that at one place of a longer one. In bytes.
struct SampleSize {
  std::size_t most;
  std::size_t window;
};
// What is read first, and what where that leaves the language open. More text does not make the answer
// better, and of as much text more places tell more.
constexpr SampleSize kFirstSample = {.most = 1024, .window = 256};
constexpr SampleSize kLargeSample = {.most = std::size_t{8} * 1024, .window = 512};
// Share of the first sample, in per cent, that leaves nothing open where it has so many bytes of letters. Of
// the 3,284 pages of the gold sets and dumps, 2,949 have more text than that sample and a language with this
// share of it: the larger one names the same for each. The highest share with which it named another, or
// none, was 72.
constexpr int kClearShare = 90;
constexpr int kClearBytes = 300;
// Shorter texts are guesses. In bytes of letters, as CLD2 counts them.
constexpr int kMinTextBytes = 40;
// Share of the text, in per cent, that the first language must have.
constexpr int kMinShare = 60;
// The same where no other language has a quarter as much, in a text of at least so many bytes of letters.
constexpr int kMinShareAlone = 40;
constexpr int kMuchTextBytes = 1000;

// Up to so many bytes from `begin` on, without a part of a character at either end.
std::string_view window(std::string_view text, std::size_t begin, std::size_t size) {
  const auto is_inside_character = [&](std::size_t at) {
    return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U;
  };
  std::size_t end = std::min(begin + size, text.size());
  while (begin < end && is_inside_character(begin)) ++begin;
  while (end > begin && is_inside_character(end)) --end;
  return text.substr(begin, end - begin);
}

// Without addresses in them, which are in no language.
std::vector<std::string_view> paragraphs_of(std::span<const std::string_view> text, std::size_t shortest) {
  std::vector<std::string_view> paragraphs;
  std::ranges::copy_if(text, std::back_inserter(paragraphs), [shortest](std::string_view piece) {
    return piece.size() >= shortest && piece.find("://") == std::string_view::npos;
  });
  return paragraphs;
}

std::size_t bytes_of(std::span<const std::string_view> text) {
  std::size_t total = 0;
  for (const std::string_view piece : text) total += piece.size();
  return total;
}

// All of it, or where that is too much, windows that are spread evenly over it.
std::string sample_of(std::span<const std::string_view> text, SampleSize size) {
  const std::size_t total = bytes_of(text);
  const std::size_t distance = total > size.most ? total / (size.most / size.window) : 0;
  std::string sample;
  std::size_t piece_begin = 0, next = 0;
  for (const std::string_view piece : text) {
    const std::size_t piece_end = piece_begin + piece.size();
    if (distance == 0) sample.append(piece).append("\n");
    for (; distance != 0 && next < piece_end; next += distance)
      sample.append(window(piece, piece.size() > size.window ? next - piece_begin : 0, size.window))
          .append("\n");
    piece_begin = piece_end;
  }
  return sample;
}

// What CLD2 says of a text.
struct Detection {
  CLD2::Language language = CLD2::UNKNOWN_LANGUAGE;  // the first, by its share of the text
  int share = 0;                                     // in per cent
  int next_share = 0;                                // that of the second
  int text_bytes = 0;                                // of letters
  bool is_reliable = false;
};

Detection detect(const std::string& text) {
  Detection detection;
  std::array<CLD2::Language, 3> languages{};
  std::array<int, 3> shares{};
  std::array<double, 3> scores{};
  const CLD2::CLDHints hints{nullptr, nullptr, CLD2::UNKNOWN_ENCODING, CLD2::UNKNOWN_LANGUAGE};
  CLD2::ExtDetectLanguageSummary(text.data(), static_cast<int>(text.size()), true, &hints, 0,
                                 languages.data(), shares.data(), scores.data(), nullptr,
                                 &detection.text_bytes, &detection.is_reliable);
  detection.language = languages[0];
  detection.share = shares[0];
  detection.next_share = shares[1];
  return detection;
}

bool is_clear(const Detection& detection) {
  return detection.is_reliable && detection.share >= kClearShare && detection.text_bytes >= kClearBytes;
}

bool is_believed(const Detection& detection) {
  if (detection.text_bytes < kMinTextBytes || detection.language == CLD2::UNKNOWN_LANGUAGE) return false;
  // Not reliable is for CLD2 too what has one language only, beside much that is in none: names, say.
  const bool stands_alone = detection.text_bytes >= kMuchTextBytes && detection.share >= kMinShareAlone &&
                            detection.share > 4 * detection.next_share;
  return stands_alone || (detection.is_reliable && detection.share >= kMinShare);
}

// Nothing for what is no language of ISO 639.
std::optional<std::string> code_of(CLD2::Language language) {
  std::string code = CLD2::LanguageCode(language);
  if (code == "un" || code == "xxx") return std::nullopt;
  if (code == "iw") code = "he";
  if (code == "no") code = "nb";
  if (const std::size_t hyphen = code.find('-'); hyphen != std::string::npos) code.resize(hyphen);
  if (code.size() > 3) return std::nullopt;
  return code;
}

std::optional<std::string> language_of(std::span<const std::string_view> text) {
  const auto detect_in = [text](SampleSize size) {
    // Without controls, which text in other encodings may have, and valid, which CLD2 relies on.
    return detect(normalize_text(sample_of(text, size)));
  };
  Detection detection = detect_in(kFirstSample);
  if (!is_clear(detection) && bytes_of(text) > kFirstSample.most) detection = detect_in(kLargeSample);
  return is_believed(detection) ? code_of(detection.language) : std::nullopt;
}

}  // namespace

std::optional<std::string> detect_language(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    if (!line.empty()) lines.push_back(line);
    text.remove_prefix(std::min(line.size() + 1, text.size()));
  }
  return detect_language(lines);
}

std::optional<std::string> detect_language(std::span<const std::string_view> text) {
  // Short pieces are names and menus, which are in no language or in another: they are asked about where the
  // others don't tell.
  for (const std::size_t shortest : {120U, 40U})
    if (auto language = language_of(paragraphs_of(text, shortest))) return language;
  return language_of(text);
}

}  // namespace pressclip
