// pressclip: the article, cut out of a saved news page.
//
//   pressclip::Article article = pressclip::extract(bytes);
//   std::string json = pressclip::write_json(article);
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "pressclip/article.h"
#include "pressclip/furniture.h"
#include "pressclip/page_memory.h"
#include "pressclip/rules.h"
#include "pressclip/write.h"

namespace pressclip {

class Models;

// Reads a model file as the training writes it, for Options::models. The text says what is wrong with it.
std::variant<std::shared_ptr<const Models>, std::string> read_models(std::string_view text);

enum class InputFormat : std::uint8_t { automatic, html, text };
enum class Favor : std::uint8_t { balanced, precision, recall };
enum class RemovedScope : std::uint8_t {
  none,
  article,  // what stood inside or directly around the article
  all       // the global navigation and the footer too
};

struct Options {
  InputFormat format = InputFormat::automatic;
  std::string url;           // where the page came from; resolves its links. Empty: not known
  std::string encoding;      // a label of the Encoding Standard that overrides the page's own. Empty: none
  std::string http_charset;  // the charset of the HTTP header that came with the page. Empty: none
  Favor favor = Favor::balanced;
  RemovedScope removed = RemovedScope::none;
  bool captions = false;                                  // keep captions in the body
  std::size_t max_bytes = std::size_t{64} * 1024 * 1024;  // more is cut off, with the warning `truncated`
  std::size_t max_depth = 512;                            // elements nested deeper are flattened
  std::shared_ptr<const RuleBook> rules;                  // null: the built-in rules
  std::shared_ptr<const Models> models;                   // null: the models compiled in; for developers
  std::shared_ptr<const SiteFurniture> furniture;  // what stands on several pages of a site; null: not known
  std::string folder;  // for `furniture`: stands for the site where a page has no address. Empty: none
};

// Cuts the article out of a page. Any bytes are valid input; never throws but for std::bad_alloc. The same
// bytes and options give the same article on any machine. Safe to call from several threads.
Article extract(std::string_view bytes, const Options& options = {});
// The same article, with memory that is kept for the next page: for who works on many.
Article extract(std::string_view bytes, const Options& options, PageMemory& memory);

// What SiteFurniture counts of a page. Takes no heed of Options::furniture.
PageFingerprints fingerprint_page(std::string_view bytes, const Options& options = {});
PageFingerprints fingerprint_page(std::string_view bytes, const Options& options, PageMemory& memory);

// How one block of a page was judged.
struct ExplainedBlock {
  std::string kind;      // "paragraph", "heading 2", "list_item", …
  std::string verdict;   // "content", "headline", "standfirst", "related" or the name of a category
  std::string rule;      // what decided
  double score = 0;      // the evidence for content, 0 to 1
  std::string evidence;  // the strongest evidence in words: "link density 0.9, class/share"
  std::string text;
};

struct Explanation {
  std::vector<ExplainedBlock> blocks;  // every block of the page, in page order
  Article article;
};

// The same decision as extract(), with the reasons.
Explanation explain(std::string_view bytes, const Options& options = {});

// "0.1.0"
std::string_view version();

}  // namespace pressclip
