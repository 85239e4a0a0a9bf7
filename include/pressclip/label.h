// label: blocks → verdicts. Every block of a page is content, or something that is taken out, with the rule
// or the evidence that decided.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pressclip/category.h"
#include "pressclip/metadata.h"
#include "pressclip/rules.h"
#include "pressclip/segment.h"

namespace pressclip {

enum class Role : std::uint8_t {
  content,
  headline,
  standfirst,
  teaser,  // title, summary or label of a related stub
  removed
};

// How one block was judged.
struct Verdict {
  Role role = Role::removed;
  Category category = Category::navigation;  // teaser and removed
  bool around = false;                       // removed: stands inside or directly around the article
  double score = 0;                          // the evidence for content, 0 to 1
  std::string rule;                          // "en/newsletter:sign-up-for", "class/share", "model", …
  std::string evidence;                      // the strongest evidence in words
};

// A related stub, as the blocks that it is made of.
struct StubBlocks {
  BlockIndex title_block = 0;
  std::string title;                  // cleaned
  std::string url;                    // as the page has it; empty: none
  std::optional<BlockIndex> summary;  // the block with the summary
  std::string section;                // the label above it; empty: none
};

// The verdicts of a page, one for each block, and what the page as a whole says.
struct Labels {
  std::vector<Verdict> verdicts;
  std::optional<BlockIndex> headline_block;
  std::optional<std::string> headline;  // as shown, without kicker and site name
  std::optional<BlockIndex> standfirst_block;
  std::vector<StubBlocks> stubs;  // in page order
  bool paywalled = false;
  double confidence = 0;  // that the body is right, 0 to 1
};

class Models;         // what weighs the evidence, see src/label/model.h
class SiteFurniture;  // see furniture.h

// Which removed blocks get their likeliest category where no rule is sure of one.
enum class Named : std::uint8_t {
  all,      // those around the article
  bylines,  // of those, what stands where a byline may
  none
};

struct LabelOptions {
  double recall_weight = 1;  // what recall counts against precision (beta squared of the F-measure)
  bool captions = false;     // keep captions as content
  bool describe = false;     // put the evidence in words into the verdicts
  Named named = Named::all;
  std::string site;                          // the page's host, for rules of one site; empty: not known
  const Models* models = nullptr;            // null: those compiled in
  const SiteFurniture* furniture = nullptr;  // null: nothing is known of other pages
  std::uint64_t site_number = 0;             // whose page it is, for `furniture`; 0: not known
};

Labels label_blocks(const BlockList& page, const Metadata& metadata, const RuleBook& rules,
                    const LabelOptions& options);

}  // namespace pressclip
