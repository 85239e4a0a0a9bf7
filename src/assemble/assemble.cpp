#include "pressclip/assemble.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>

#include "assemble/byline.h"
#include "metadata/urls.h"
#include "text/normalize.h"

namespace pressclip {
namespace {

// The page's structured text is the article, but may lack its end.
constexpr double kConfidenceOfStructuredText = 0.7;

BodyBlock body_block(const Block& block, bool captions) {
  BodyBlock body;
  body.text = block.text;
  switch (block.kind) {
    case BlockKind::paragraph:
      body.type = BodyType::paragraph;
      break;
    case BlockKind::heading:
      body.type = BodyType::heading;
      body.level = std::max<int>(block.level, 2);  // level 1 is the headline's
      break;
    case BlockKind::list_item:
      body.type = BodyType::list_item;
      body.ordered = block.ordered;
      body.depth = std::max<int>(block.list_depth, 1);
      break;
    case BlockKind::quote:
      body.type = BodyType::quote;
      break;
    case BlockKind::preformatted:
      body.type = BodyType::preformatted;
      break;
    case BlockKind::table_row:
      body.type = BodyType::table_row;
      break;
    case BlockKind::caption:
      // Without --captions only those that tell the story are here, as its paragraphs.
      body.type = captions ? BodyType::caption : BodyType::paragraph;
      break;
  }
  return body;
}

// The page's own structured text, where the page draws its article by script: a paragraph a line.
std::vector<BodyBlock> body_from_metadata(std::string_view text, std::string_view headline) {
  std::vector<BodyBlock> body;
  const std::string folded_headline = fold_for_comparison(headline);
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    BodyBlock block;
    block.text = normalize_text(text.substr(0, end));
    const bool repeats_headline = body.empty() && fold_for_comparison(block.text) == folded_headline;
    if (!block.text.empty() && !repeats_headline) body.push_back(std::move(block));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return body;
}

// Whether the page's blocks hold so little of the article that it must be drawn by script.
bool is_drawn_by_script(const std::vector<BodyBlock>& body, std::string_view article_body) {
  constexpr std::size_t kFewestWords = 50;
  const std::size_t promised = count_words(article_body);
  if (promised < kFewestWords) return false;
  std::size_t words = 0;
  return std::ranges::none_of(body, [&](const BodyBlock& block) {
    words += count_words(block.text);
    return words * 4 >= promised;
  });
}

// Bytes of addresses, summaries and labels: stubs may share them, so that they are more than the page's. No
// page has a tenth of it in stubs.
constexpr std::size_t kMostStubBytes = std::size_t{1} << 20;

struct Stubs {
  std::vector<Stub> stubs;
  bool truncated = false;
};

Stubs assemble_stubs(const BlockList& page, const Labels& labels, const Metadata& metadata) {
  Stubs result;
  std::size_t bytes = 0;
  const std::string base_url = metadata.base_url.value_or("");
  const BaseUrl base(base_url);
  for (const StubBlocks& found : labels.stubs) {
    Stub stub;
    stub.title = found.title;
    if (!found.url.empty()) {
      stub.url = base.resolve(found.url);
      // Without a base a relative address is all that the page says.
      if (!stub.url && base_url.empty() && found.url.find(':') == std::string::npos) stub.url = found.url;
    }
    if (found.summary) stub.summary = page.blocks[*found.summary].text;
    if (!found.section.empty()) stub.section = found.section;
    for (const auto& text : {&stub.url, &stub.summary, &stub.section}) bytes += *text ? (*text)->size() : 0;
    if (bytes > kMostStubBytes) {
      result.truncated = true;
      break;
    }
    result.stubs.push_back(std::move(stub));
  }
  return result;
}

}  // namespace

Article assemble_article(const BlockList& page, const Labels& labels, const Metadata& metadata,
                         const AssembleOptions& options) {
  Article article;
  article.url = metadata.url;
  article.site = metadata.site;
  article.language = metadata.language;
  article.headline = labels.headline;
  if (labels.standfirst_block) article.standfirst = page.blocks[*labels.standfirst_block].text;
  if (wants_shown_authors(metadata)) article.authors = authors_shown(page, labels, metadata);
  if (article.authors.empty()) article.authors = metadata.chosen_authors;
  article.published =
      wants_shown_date(metadata) ? date_shown(page, labels, metadata) : metadata.chosen_published;
  article.modified = metadata.chosen_modified;
  article.section = metadata.section;
  article.tags = metadata.tags;
  article.image = metadata.image;
  article.paywalled = labels.paywalled;
  for (std::size_t i = 0; i < page.blocks.size(); ++i)
    if (labels.verdicts[i].role == Role::content)
      article.body.push_back(body_block(page.blocks[i], options.captions));
  double confidence = labels.confidence;
  if (is_drawn_by_script(article.body, metadata.article_body)) {
    article.body = body_from_metadata(metadata.article_body, article.headline.value_or(""));
    article.paywalled = false;
    confidence = kConfidenceOfStructuredText;
  }
  Stubs stubs = assemble_stubs(page, labels, metadata);
  article.related = std::move(stubs.stubs);
  if (stubs.truncated) article.warnings.push_back(Warning::truncated);
  if (options.removed)
    for (std::size_t i = 0; i < page.blocks.size(); ++i) {
      const Verdict& verdict = labels.verdicts[i];
      if (verdict.role != Role::removed || (!verdict.around && !options.removed_all)) continue;
      article.removed.push_back({verdict.category, std::string(page.blocks[i].text), verdict.rule});
    }
  article.confidence = std::round(std::clamp(confidence, 0.0, 1.0) * 100.0) / 100.0;
  return article;
}

}  // namespace pressclip
