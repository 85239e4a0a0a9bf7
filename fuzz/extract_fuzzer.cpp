// The whole pipeline on any bytes, HTML and text by turns: no crash, the same answer twice, a confidence in
// range.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "pressclip/pressclip.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  for (const pressclip::InputFormat format : {pressclip::InputFormat::html, pressclip::InputFormat::text}) {
    pressclip::Options options;
    options.format = format;
    options.removed = pressclip::RemovedScope::all;
    pressclip::JsonStyle style;
    style.removed = true;
    const pressclip::Article article = pressclip::extract(bytes, options);
    const bool in_range = article.confidence >= 0 && article.confidence <= 1;
    if (!in_range || pressclip::write_json(article, style) !=
                         pressclip::write_json(pressclip::extract(bytes, options), style))
      std::abort();
  }
  return 0;
}
