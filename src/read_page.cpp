#include "read_page.h"

#include "decode/page_format.h"
#include "pressclip/decode.h"
#include "pressclip/parse.h"

namespace pressclip {

Page read_page(std::string_view bytes, const Options& options) {
  PageMemory memory;
  return read_page(bytes, options, memory);
}

Page read_page(std::string_view bytes, const Options& options, PageMemory& memory) {
  Page page;
  page.blocks.containers.emplace_back();
  if (bytes.size() > options.max_bytes) {
    bytes = bytes.substr(0, options.max_bytes);
    page.warnings.push_back(Warning::truncated);
  }
  const DecodedText decoded = decode_in_place(bytes, {options.encoding, options.http_charset});
  const bool html = options.format == InputFormat::automatic ? looks_like_html(decoded.text)
                                                             : options.format == InputFormat::html;
  if (html) {
    const Document document =
        parse_html_in_place(decoded.text, decoded.memory, memory, {.max_depth = options.max_depth});
    page.blocks = segment_blocks(document);
    page.metadata = read_metadata(document, {options.url});
    if (document.simplified() || page.blocks.simplified)
      page.warnings.insert(page.warnings.begin(), Warning::simplified);
  } else if (!looks_binary(decoded.text)) {
    page.blocks = segment_text(decoded.text);
    if (page.blocks.simplified) page.warnings.insert(page.warnings.begin(), Warning::simplified);
    page.metadata.language = page.metadata.text_language = detect_language(decoded.text);
    if (!options.url.empty()) page.metadata.url = page.metadata.base_url = options.url;
  }
  if (decoded.replaced > 0) page.warnings.push_back(Warning::replaced_bytes);
  return page;
}

}  // namespace pressclip
