// decode: which encoding a page is in, and its text in UTF-8. The order of the questions is that of
// EncodingSource; then the bytes are asked whether the answer can be true.
#include "pressclip/decode.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "decode/convert.h"
#include "decode/detect.h"
#include "decode/labels.h"
#include "decode/prescan.h"
#include "decode/utf8.h"

namespace pressclip {
namespace {

struct Choice {
  const Encoding* encoding = nullptr;
  EncodingSource source = EncodingSource::fallback;
};

struct Mark {
  std::string_view bytes;
  std::string_view encoding;
};

constexpr Mark kMarks[] = {{"\xEF\xBB\xBF", "utf-8"}, {"\xFE\xFF", "utf-16be"}, {"\xFF\xFE", "utf-16le"}};

// Bytes that are UTF-8 by all appearances: text in another encoding hardly ever is by chance.
bool is_utf8(const Utf8Survey& survey, EncodingForm declared) {
  // In encodings of two bytes a word or two can look like UTF-8.
  const std::size_t least = declared == EncodingForm::multi_byte ? 4 : 1;
  // A page of UTF-8 may hold some damaged bytes, or a comment in another encoding.
  constexpr std::size_t kSequencesForEachInvalid = 4;
  return survey.sequences >= least && survey.invalid * kSequencesForEachInvalid <= survey.sequences;
}

// Bytes that were declared to be UTF-8 but can't be; a few damaged ones are no reason to doubt.
bool is_not_utf8(const Utf8Survey& survey) {
  constexpr std::size_t kLeastInvalid = 3;
  return survey.invalid >= kLeastInvalid && survey.invalid * 2 > survey.sequences;
}

Choice detect(std::string_view bytes, const Utf8Survey& survey) {
  if (is_utf8(survey, EncodingForm::single_byte)) return {&encoding_named("utf-8"), EncodingSource::detected};
  const bool ends_oddly = survey.cut && survey.sequences == 0;
  const bool is_valid = survey.invalid == 0 && !ends_oddly;
  const bool is_ascii = is_valid && survey.sequences == 0;
  if (!is_ascii || survey.escapes > 0) {
    const Encoding* const encoding = detect_legacy(bytes);
    if (encoding != nullptr && encoding->form != EncodingForm::utf8)
      return {encoding, EncodingSource::detected};
  }
  return {&encoding_named(is_valid ? "utf-8" : "windows-1252"), EncodingSource::fallback};
}

// What the page or its header says, where the bytes allow it; else what the bytes say.
Choice choose(std::string_view bytes, const DecodeOptions& options, const Utf8Survey& survey) {
  if (const Encoding* const encoding = encoding_of_label(options.encoding))
    return {encoding, EncodingSource::option};

  Choice declared{encoding_of_label(options.http_charset), EncodingSource::http};
  if (declared.encoding == nullptr || declared.encoding->form != EncodingForm::utf16)
    if (survey.zeros > 0)
      if (const Encoding* const encoding = detect_utf16(bytes)) return {encoding, EncodingSource::detected};
  if (declared.encoding == nullptr) declared = {prescan_encoding(bytes), EncodingSource::meta};
  if (declared.encoding == nullptr) return detect(bytes, survey);

  switch (declared.encoding->form) {
    case EncodingForm::utf8:
      return is_not_utf8(survey) ? detect(bytes, survey) : declared;
    case EncodingForm::utf16:
      // Every page in UTF-16 has zero bytes, in its markup or its spaces.
      return survey.zeros == 0 ? detect(bytes, survey) : declared;
    case EncodingForm::single_byte:
    case EncodingForm::multi_byte:
      break;
  }
  if (is_utf8(survey, declared.encoding->form)) return {&encoding_named("utf-8"), EncodingSource::detected};
  return declared;
}

DecodedPage read_as(std::string_view bytes, const Choice& choice) {
  DecodedPage page;
  page.source = choice.source;
  if (choice.encoding->form != EncodingForm::utf8) {
    if (std::optional<Conversion> conversion = convert(bytes, *choice.encoding)) {
      page.encoding = choice.encoding->name;
      page.text = std::move(conversion->text);
      page.replaced = conversion->replaced;
      return page;
    }
  }
  page.encoding = "utf-8";
  page.text.reserve(bytes.size());
  page.replaced = append_utf8(bytes, page.text);
  return page;
}

std::size_t count_high_bytes(std::string_view bytes) {
  return static_cast<std::size_t>(
      std::ranges::count_if(bytes, [](char c) { return static_cast<unsigned char>(c) >= 0x80; }));
}

// How many of a page's bytes beyond ASCII go with one that could not be read.
bool has_more_replaced_than_one_in(std::size_t bytes_for_each, const DecodedPage& page,
                                   std::size_t high_bytes) {
  return page.replaced * bytes_for_each > high_bytes;
}

// A page, and whether its text is the bytes as they are; then the page does not have it.
struct Decoded {
  DecodedPage page;
  bool is_as_given = false;
};

Decoded decode_without_mark(std::string_view bytes, const DecodeOptions& options) {
  const Utf8Survey survey = survey_utf8(bytes);
  const Choice choice = choose(bytes, options, survey);
  const bool is_clean = survey.invalid == 0 && survey.zeros == 0 && !survey.cut;
  if (is_clean && choice.encoding->form == EncodingForm::utf8)
    return {{.text = {}, .encoding = "utf-8", .source = choice.source}, true};
  DecodedPage page = read_as(bytes, choice);
  if (choice.source == EncodingSource::option || choice.encoding->form == EncodingForm::utf8)
    return {std::move(page)};

  // Japanese in the wrong one of its encodings loses one byte in twenty; damage is rarer.
  constexpr std::size_t kDoubtful = 30;
  constexpr std::size_t kHopeless = 4;
  constexpr std::size_t kLeastReplaced = 4;
  const std::size_t high_bytes = count_high_bytes(bytes);
  if (page.replaced < kLeastReplaced || !has_more_replaced_than_one_in(kDoubtful, page, high_bytes))
    return {std::move(page)};
  const Choice detected = detect(bytes, survey);
  if (detected.encoding->name != choice.encoding->name) {
    DecodedPage second = read_as(bytes, detected);
    if (second.replaced * kHopeless <= page.replaced) return {std::move(second)};
  }
  if (!has_more_replaced_than_one_in(kHopeless, page, high_bytes)) return {std::move(page)};
  return {read_as(bytes, {&encoding_named("windows-1252"), EncodingSource::fallback})};
}

}  // namespace

DecodedText decode_in_place(std::string_view bytes, const DecodeOptions& options) {
  const auto* const mark =
      std::ranges::find_if(kMarks, [bytes](const Mark& each) { return bytes.starts_with(each.bytes); });
  Decoded decoded;
  if (mark != std::ranges::end(kMarks))
    decoded.page = read_as(bytes.substr(mark->bytes.size()),
                           {&encoding_named(mark->encoding), EncodingSource::byte_order_mark});
  else
    decoded = decode_without_mark(bytes, options);
  DecodedPage& page = decoded.page;
  DecodedText text{.text = bytes,
                   .memory = {},
                   .encoding = std::move(page.encoding),
                   .source = page.source,
                   .replaced = page.replaced};
  if (!decoded.is_as_given) {
    text.memory = std::make_shared<const std::string>(std::move(page.text));
    text.text = *text.memory;
  }
  // A page put together from files may have several.
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  while (text.text.starts_with(kMark)) text.text.remove_prefix(kMark.size());
  return text;
}

DecodedPage decode_page(std::string_view bytes, const DecodeOptions& options) {
  DecodedText text = decode_in_place(bytes, options);
  return {.text = std::string(text.text),
          .encoding = std::move(text.encoding),
          .source = text.source,
          .replaced = text.replaced};
}

bool is_known_encoding(std::string_view label) {
  return encoding_of_label(label) != nullptr;
}

}  // namespace pressclip
