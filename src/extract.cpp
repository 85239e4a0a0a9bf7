// The pipeline: bytes → text → DOM → blocks → labels → article.
#include <cstdint>
#include <string>
#include <string_view>

#include "assemble/byline.h"
#include "label/judge.h"
#include "label/model.h"
#include "label/site_furniture.h"
#include "pressclip/assemble.h"
#include "pressclip/label.h"
#include "pressclip/pressclip.h"
#include "read_page.h"

namespace pressclip {
namespace {

// What recall counts against precision. F0.5 and F2 are the usual measures for who wants more of one.
double recall_weight_of(Favor favor) {
  switch (favor) {
    case Favor::precision:
      return 0.25;
    case Favor::recall:
      return 4.0;
    case Favor::balanced:
      break;
  }
  return 1.0;
}

std::string host_of(const Metadata& metadata) {
  if (!metadata.url) return {};
  const std::size_t begin = metadata.url->find("//");
  if (begin == std::string::npos) return {};
  const std::size_t end = metadata.url->find_first_of("/?#:", begin + 2);
  return metadata.url->substr(begin + 2, end == std::string::npos ? end : end - begin - 2);
}

std::shared_ptr<const RuleBook> rules_of(const Options& options) {
  return options.rules ? options.rules : RuleBook::built_in();
}

std::uint64_t site_of(const Page& page, const Options& options) {
  return site_number(page.metadata.url.value_or(""), options.folder);
}

// Categories are looked at by who asks for what is removed, and to find the byline.
Named what_to_name(const Metadata& metadata, const Options& options, bool describe) {
  if (describe || options.removed != RemovedScope::none) return Named::all;
  return wants_shown_authors(metadata) || wants_shown_date(metadata) ? Named::bylines : Named::none;
}

LabelOptions label_options(const Page& page, const Options& options, bool describe) {
  LabelOptions how;
  how.recall_weight = recall_weight_of(options.favor);
  how.captions = options.captions;
  how.describe = describe;
  how.named = what_to_name(page.metadata, options, describe);
  how.models = options.models.get();
  how.site = host_of(page.metadata);
  how.furniture = options.furniture.get();
  if (how.furniture != nullptr) how.site_number = site_of(page, options);
  return how;
}

Labels label_page(const Page& page, const Options& options, bool describe) {
  return label_blocks(page.blocks, page.metadata, *rules_of(options), label_options(page, options, describe));
}

Article assemble_page(const Page& page, const Labels& labels, const Options& options) {
  Article article = assemble_article(page.blocks, labels, page.metadata,
                                     {.removed = options.removed != RemovedScope::none,
                                      .captions = options.captions,
                                      .removed_all = options.removed == RemovedScope::all});
  article.warnings.insert(article.warnings.begin(), page.warnings.begin(), page.warnings.end());
  return article;
}

std::string kind_name(const Block& block) {
  switch (block.kind) {
    case BlockKind::paragraph:
      return "paragraph";
    case BlockKind::heading:
      return "heading " + std::to_string(block.level);
    case BlockKind::list_item:
      return "list_item";
    case BlockKind::quote:
      return "quote";
    case BlockKind::preformatted:
      return "preformatted";
    case BlockKind::table_row:
      return "table_row";
    case BlockKind::caption:
      return "caption";
  }
  return "paragraph";
}

std::string verdict_name(const Verdict& verdict) {
  switch (verdict.role) {
    case Role::content:
      return "content";
    case Role::headline:
      return "headline";
    case Role::standfirst:
      return "standfirst";
    case Role::teaser:
      return "related";
    case Role::removed:
      break;
  }
  return std::string(name_of(verdict.category));
}

}  // namespace

Article extract(std::string_view bytes, const Options& options) {
  PageMemory memory;
  return extract(bytes, options, memory);
}

Article extract(std::string_view bytes, const Options& options, PageMemory& memory) {
  const Page page = read_page(bytes, options, memory);
  const Labels labels = label_page(page, options, false);
  return assemble_page(page, labels, options);
}

Explanation explain(std::string_view bytes, const Options& options) {
  const Page page = read_page(bytes, options);
  const Labels labels = label_page(page, options, true);
  Explanation explanation;
  for (std::size_t i = 0; i < page.blocks.blocks.size(); ++i) {
    const Block& block = page.blocks.blocks[i];
    const Verdict& verdict = labels.verdicts[i];
    explanation.blocks.push_back({kind_name(block), verdict_name(verdict), verdict.rule, verdict.score,
                                  verdict.evidence, std::string(block.text)});
  }
  explanation.article = assemble_page(page, labels, options);
  return explanation;
}

PageFingerprints fingerprint_page(std::string_view bytes, const Options& options) {
  PageMemory memory;
  return fingerprint_page(bytes, options, memory);
}

PageFingerprints fingerprint_page(std::string_view bytes, const Options& options, PageMemory& memory) {
  const Page page = read_page(bytes, options, memory);
  LabelOptions how = label_options(page, options, false);
  how.furniture = nullptr;
  const Judgement judgement = judge_blocks(page.blocks, page.metadata, *rules_of(options), how);
  return fingerprints_of(page.blocks, judgement, site_of(page, options));
}

std::variant<std::shared_ptr<const Models>, std::string> read_models(std::string_view text) {
  const std::string_view texts[] = {text};
  auto parsed = Models::parse(texts);
  if (auto* reason = std::get_if<std::string>(&parsed)) return std::move(*reason);
  return std::make_shared<const Models>(std::get<Models>(std::move(parsed)));
}

std::string_view version() {
  return PRESSCLIP_VERSION;
}

}  // namespace pressclip
