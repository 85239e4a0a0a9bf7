// decode: bytes → text. Total: any bytes are valid input, what can't be read becomes U+FFFD and is counted.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace pressclip {

// What decided about the encoding, in the order in which it is asked.
enum class EncodingSource : std::uint8_t { byte_order_mark, option, http, meta, detected, fallback };

struct DecodeOptions {
  std::string encoding;      // a label as in the Encoding Standard ("windows-1252"); empty: not given
  std::string http_charset;  // the charset parameter of an HTTP Content-Type; empty: not given
};

struct DecodedPage {
  std::string text;      // valid UTF-8, no byte-order mark at its start
  std::string encoding;  // the name of the encoding that was used, as in the Encoding Standard, in lower case
  EncodingSource source = EncodingSource::fallback;
  std::size_t replaced = 0;  // replacement characters put in for bytes that the encoding does not have
};

// Never throws but for std::bad_alloc. An encoding label that is not known is passed over.
DecodedPage decode_page(std::string_view bytes, const DecodeOptions& options = {});

struct DecodedText {
  std::string_view text;                      // as DecodedPage's
  std::shared_ptr<const std::string> memory;  // owns the text, where it is not the page's bytes as they are
  std::string encoding;
  EncodingSource source = EncodingSource::fallback;
  std::size_t replaced = 0;
};

// The same for who keeps `bytes` as long as the text: a page that is valid UTF-8, as most are, is not copied.
DecodedText decode_in_place(std::string_view bytes, const DecodeOptions& options = {});

// Whether `label` names an encoding that decode_page can read.
bool is_known_encoding(std::string_view label);

}  // namespace pressclip
