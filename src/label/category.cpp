#include "label/category.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "label/model.h"
#include "label/rounding.h"
#include "label/site_furniture.h"
#include "label/stub_address.h"
#include "text/normalize.h"

namespace pressclip {
namespace {

constexpr std::size_t kCategories = kCategoryNames.size();

// One column for each category, under the group's name.
// clang-format off
#define PRESSCLIP_BY_CATEGORY(X, group) \
  X(group##_paywall) X(group##_newsletter) X(group##_read_more) X(group##_share) X(group##_comments) X(group##_promo) \
  X(group##_ad) X(group##_consent) X(group##_legal) X(group##_byline) X(group##_bio) X(group##_tags) X(group##_media) \
  X(group##_notice) X(group##_navigation)

// Every column. The groups are those of docs/EVIDENCE.md.
#define PRESSCLIP_CATEGORY_EVIDENCE(X) \
  /* what the rules and passes named it */ \
  PRESSCLIP_BY_CATEGORY(X, named) \
  /* the label above */ \
  PRESSCLIP_BY_CATEGORY(X, above) X(above_distance) X(above_label) X(above_listing) X(above_heading) X(above_words) \
  /* the box around */ \
  PRESSCLIP_BY_CATEGORY(X, box) X(box_blocks) X(box_length) X(box_link_density) X(box_headings) X(box_buttons) X(box_rank) \
  PRESSCLIP_BY_CATEGORY(X, side) X(side_blocks) X(side_link_density) \
  /* the first link */ \
  PRESSCLIP_BY_CATEGORY(X, link) X(link_known) X(link_traits) X(link_no_article) X(link_above_own) X(link_other_host) \
  X(link_script) X(link_mail) X(link_depth) X(link_hyphens) X(link_query) X(link_repeats) \
  /* metadata */ \
  X(is_tag) X(is_section) X(repeats_headline) X(names_author) X(is_date) X(names_site) \
  /* text */ \
  X(clock) X(currency) X(hash) X(colon_inside) X(title_words) \
  /* place */ \
  X(from_text) X(behind_text) X(within_text) X(text_kept) \
  /* teasers */ \
  X(card_title) X(card_member) X(card_blocks) X(card_rank) X(card_stub) X(cards_near)
// clang-format on

enum class CategoryColumn : std::size_t {
#define PRESSCLIP_CATEGORY_ENUMERATOR(name) name,
  PRESSCLIP_CATEGORY_EVIDENCE(PRESSCLIP_CATEGORY_ENUMERATOR)
#undef PRESSCLIP_CATEGORY_ENUMERATOR
      end_
};

constexpr std::string_view kNames[] = {
#define PRESSCLIP_CATEGORY_NAME(name) #name,
    PRESSCLIP_CATEGORY_EVIDENCE(PRESSCLIP_CATEGORY_NAME)
#undef PRESSCLIP_CATEGORY_NAME
};

constexpr std::size_t kWidth = static_cast<std::size_t>(CategoryColumn::end_);

bool is_kept(const Verdict& verdict) {
  return verdict.role == Role::content || verdict.role == Role::headline || verdict.role == Role::standfirst;
}

// The first block, and one past the last, of a run without any of the article's text.
struct Box {
  BlockIndex begin = 0;
  BlockIndex end = 0;
};

bool has_clock(std::string_view text) {
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  for (std::size_t at = 1; at + 2 < text.size(); ++at)
    if (text[at] == ':' && digit(text[at - 1]) && digit(text[at + 1]) && digit(text[at + 2])) return true;
  return false;
}

bool has_currency(std::string_view text) {
  static constexpr std::string_view kSigns[] = {"$",      "\u20AC", "\u00A3", "\u00A5", "\u20BA",
                                                "\u20B9", "\u5186", "CHF",    " kr",    "z\u0142"};
  return std::any_of(std::begin(kSigns), std::end(kSigns),
                     [text](std::string_view sign) { return text.find(sign) != std::string_view::npos; });
}

// What the rows of a page's clutter share.
class ClutterEvidence {
 public:
  explicit ClutterEvidence(const ClutterView& clutter)
      : clutter_(clutter), page_(clutter.page.page), facts_(clutter.page.facts) {
    const std::size_t count = page_.blocks.size();
    kept_.resize(count + 1, 0);
    hits_.resize((count + 1) * kCategories, 0);
    bytes_.resize(count + 1, 0);
    link_bytes_.resize(count + 1, 0);
    headings_.resize(count + 1, 0);
    titles_.resize(count + 1, 0);
    first_ = count;
    for (const StubCandidate& candidate : clutter.candidates) titles_[candidate.blocks.title_block + 1] = 1;
    for (std::size_t i = 0; i < count; ++i) {
      const bool kept = is_kept(clutter.verdicts[i]);
      kept_[i + 1] = kept_[i] + (kept ? 1 : 0);
      titles_[i + 1] += titles_[i];
      bytes_[i + 1] = bytes_[i] + page_.blocks[i].text.size();
      link_bytes_[i + 1] = link_bytes_[i] + facts_.blocks[i].link_bytes;
      headings_[i + 1] = headings_[i] + (page_.blocks[i].kind == BlockKind::heading ? 1 : 0);
      for (std::size_t category = 0; category < kCategories; ++category)
        hits_[(i + 1) * kCategories + category] =
            hits_[i * kCategories + category] + facts_.blocks[i].rule_strength[category];
      if (clutter.verdicts[i].role == Role::content) {
        first_ = std::min(first_, i);
        last_ = i;
      }
    }
    const Metadata& metadata = clutter.page.metadata;
    for (const std::string& tag : metadata.tags) tags_.insert(fold_for_comparison(tag));
    if (metadata.section) section_ = fold_for_comparison(*metadata.section);
    if (metadata.site) site_ = fold_for_comparison(*metadata.site);
    headline_ = fold_for_comparison(clutter.page.headline.text);
    for (const Candidate& candidate : metadata.authors) {
      std::string folded = fold_for_comparison(candidate.value);
      if (folded.size() >= 6 && authors_.size() < 12) authors_.push_back(std::move(folded));
    }
    if (metadata.url) own_ = *metadata.url;
    own_traits_ = traits_of(path_of(own_));
    cards_.resize(count, kNoCard);
    for (std::size_t at = 0; at < clutter.candidates.size(); ++at)
      for (const BlockIndex member : clutter.candidates[at].members)
        cards_[member] = static_cast<std::uint32_t>(at);
  }

  void write(std::size_t block, float* values) const {
    const auto set = [values](CategoryColumn column, float value) {
      values[static_cast<std::size_t>(column)] = value;
    };
    const auto set_at = [values](CategoryColumn first, std::size_t offset, float value) {
      values[static_cast<std::size_t>(first) + offset] = value;
    };
    const Block& own = page_.blocks[block];
    const BlockFacts& facts = facts_.blocks[block];
    const Verdict& verdict = clutter_.verdicts[block];
    set_at(CategoryColumn::named_paywall, static_cast<std::size_t>(verdict.category), 1);

    write_label(block, set, set_at);
    const Box box = box_around(block, kNearBox);
    for (std::size_t category = 0; category < kCategories; ++category)
      set_at(CategoryColumn::box_paywall, category, up_to(hits_in(box, category), 30));
    set(CategoryColumn::box_blocks, static_cast<float>(box.end - box.begin));
    set(CategoryColumn::box_length, up_to((bytes_[box.end] - bytes_[box.begin]) / 16, 1000));
    set(CategoryColumn::box_link_density,
        ratio(link_bytes_[box.end] - link_bytes_[box.begin], bytes_[box.end] - bytes_[box.begin]));
    set(CategoryColumn::box_headings, static_cast<float>(headings_[box.end] - headings_[box.begin]));
    std::size_t buttons = 0;
    for (BlockIndex i = box.begin; i < box.end; ++i) buttons += is_button(i) ? 1U : 0U;
    set(CategoryColumn::box_buttons, up_to(buttons, 30));
    set(CategoryColumn::box_rank, static_cast<float>(block - box.begin));
    const Box side = box_around(block, kFarBox);
    for (std::size_t category = 0; category < kCategories; ++category)
      set_at(CategoryColumn::side_paywall, category,
             ratio(hits_in(side, category), std::size_t{side.end} - side.begin));
    set(CategoryColumn::side_blocks, static_cast<float>(side.end - side.begin));
    set(CategoryColumn::side_link_density,
        ratio(link_bytes_[side.end] - link_bytes_[side.begin], bytes_[side.end] - bytes_[side.begin]));

    write_link(own, set, set_at);

    set(CategoryColumn::is_tag, tags_.contains(facts.folded) ? 1 : 0);
    set(CategoryColumn::is_section, !section_.empty() && facts.folded == section_ ? 1 : 0);
    set(CategoryColumn::repeats_headline, !headline_.empty() && facts.folded == headline_ ? 1 : 0);
    set(CategoryColumn::names_author, std::any_of(authors_.begin(), authors_.end(),
                                                  [&facts](const std::string& name) {
                                                    return facts.folded.find(name) != std::string::npos;
                                                  })
                                          ? 1
                                          : 0);
    set(CategoryColumn::is_date,
        facts.length <= 110 && parse_date(own.text, clutter_.page.metadata.language.value_or("")) ? 1 : 0);
    set(CategoryColumn::names_site,
        site_.size() >= 4 && facts.folded.find(site_) != std::string::npos ? 1 : 0);

    set(CategoryColumn::clock, has_clock(own.text) ? 1 : 0);
    set(CategoryColumn::currency, has_currency(own.text) ? 1 : 0);
    set(CategoryColumn::hash, own.text.starts_with('#') ? 1 : 0);
    set(CategoryColumn::colon_inside,
        own.text.substr(0, own.text.size() - 1).find(": ") != std::string::npos ? 1 : 0);
    set(CategoryColumn::title_words, own.kind == BlockKind::heading ? up_to(facts.words, 30) : 0);

    const auto from = static_cast<float>(block);
    set(CategoryColumn::from_text,
        first_ == page_.blocks.size() ? 0 : std::clamp(from - static_cast<float>(first_), -60.0F, 60.0F));
    set(CategoryColumn::behind_text, std::clamp(from - static_cast<float>(last_), -60.0F, 60.0F));
    set(CategoryColumn::within_text, block > first_ && block < last_ ? 1 : 0);
    set(CategoryColumn::text_kept, up_to(kept_.back(), 100));

    const std::uint32_t card = cards_[block];
    if (card != kNoCard) {
      const StubCandidate& candidate = clutter_.candidates[card];
      set(CategoryColumn::card_title, candidate.blocks.title_block == block ? 1 : 0);
      set(CategoryColumn::card_member, 1);
      set(CategoryColumn::card_blocks, up_to(candidate.members.size(), 20));
      set(CategoryColumn::card_rank, up_to(card, 100));
      set(CategoryColumn::card_stub,
          clutter_.verdicts[candidate.blocks.title_block].role == Role::teaser ? 1 : 0);
    }
    const std::size_t begin = block < 6 ? 0 : block - 6, end = std::min(block + 7, page_.blocks.size());
    set(CategoryColumn::cards_near, static_cast<float>(titles_[end] - titles_[begin]));
  }

 private:
  static constexpr std::uint32_t kNoCard = 0xFFFFFFFF;
  static constexpr std::size_t kNearBox = 16, kFarBox = 80;  // blocks

  // The largest element around a block that holds none of the article's text and no more than `most` blocks.
  [[nodiscard]] Box box_around(std::size_t block, std::size_t most) const {
    const auto own = static_cast<BlockIndex>(block);
    Box box{own, own + 1};
    for (ContainerIndex at = page_.blocks[block].container; at != 0; at = page_.containers[at].parent) {
      const Container& around = page_.containers[at];
      if (kept_[around.end_block] != kept_[around.first_block] ||
          around.end_block - around.first_block > most)
        break;
      box = {around.first_block, around.end_block};
    }
    return box;
  }

  [[nodiscard]] std::size_t hits_in(Box box, std::size_t category) const {
    return hits_[box.end * kCategories + category] - hits_[box.begin * kCategories + category];
  }

  [[nodiscard]] bool is_button(std::size_t block) const {
    const Tag tag = page_.containers[page_.blocks[block].container].tag;
    return tag == Tag::button || tag == Tag::label || tag == Tag::form;
  }

  template <typename Set, typename SetAt>
  void write_label(std::size_t block, Set set, SetAt set_at) const {
    constexpr std::size_t kFarthest = 20;
    set(CategoryColumn::above_distance, static_cast<float>(kFarthest + 1));
    for (std::size_t i = block; i-- > 0 && block - i <= kFarthest;) {
      const BlockFacts& facts = facts_.blocks[i];
      const bool kept = is_kept(clutter_.verdicts[i]);
      if (kept && page_.blocks[i].kind != BlockKind::heading) return;
      const bool colon = facts.words <= 8 && page_.blocks[i].text.ends_with(':');
      if (!facts.label && !facts.listing && !colon && page_.blocks[i].kind != BlockKind::heading) continue;
      for (std::size_t category = 0; category < kCategories; ++category)
        set_at(CategoryColumn::above_paywall, category, static_cast<float>(facts.rule_strength[category]));
      set(CategoryColumn::above_distance, static_cast<float>(block - i));
      set(CategoryColumn::above_label, facts.label || facts.read_more_lead ? 1 : 0);
      set(CategoryColumn::above_listing, facts.listing ? 1 : 0);
      set(CategoryColumn::above_heading, static_cast<float>(page_.blocks[i].level));
      set(CategoryColumn::above_words, up_to(facts.words, 30));
      return;
    }
  }

  template <typename Set, typename SetAt>
  void write_link(const Block& own, Set set, SetAt set_at) const {
    if (own.links.empty()) return;
    const std::string_view url = own.links.front().url;
    const std::string_view host = host_of(url);
    set(CategoryColumn::link_known, 1);
    set(CategoryColumn::link_other_host, !host.empty() && !own_.empty() && host != host_of(own_) ? 1 : 0);
    set(CategoryColumn::link_script,
        url.empty() || url.starts_with('#') || url.starts_with("javascript:") ? 1 : 0);
    set(CategoryColumn::link_mail, url.starts_with("mailto:") ? 1 : 0);
    const std::string_view path = host.empty() && !has_scheme(url) ? url : path_of(url);
    const std::string_view folders = path_without_query(path);
    for (const Rule* rule :
         clutter_.page.rules.match_classes(split_class_words(folders), clutter_.page.options.site))
      set_at(CategoryColumn::link_paywall, static_cast<std::size_t>(rule->category), 1);
    const std::string_view own_path = path_of(own_);
    set(CategoryColumn::link_traits,
        own_.empty() ? -1.0F : static_cast<float>(count_like_traits(traits_of(path), own_traits_)));
    set(CategoryColumn::link_no_article, names_no_article(path) ? 1 : 0);
    set(CategoryColumn::link_above_own,
        folders.size() > 1 && folders.size() < own_path.size() &&
                own_path.starts_with(folders.ends_with('/') ? folders.substr(0, folders.size() - 1) : folders)
            ? 1
            : 0);
    set(CategoryColumn::link_depth,
        up_to(static_cast<std::size_t>(std::count(folders.begin(), folders.end(), '/')), 12));
    set(CategoryColumn::link_hyphens,
        up_to(static_cast<std::size_t>(std::count(folders.begin(), folders.end(), '-')), 12));
    set(CategoryColumn::link_query, url.find('?') != std::string_view::npos ? 1 : 0);
    set(CategoryColumn::link_repeats, up_to(own.links.size(), 12));
  }

  const ClutterView& clutter_;
  const BlockList& page_;
  const PageFacts& facts_;
  std::vector<std::uint32_t> kept_, hits_, headings_, titles_;  // sums up to a block
  std::vector<std::uint64_t> bytes_, link_bytes_;
  std::vector<std::uint32_t> cards_;  // by block: the candidate whose card it stands in
  std::set<std::string, std::less<>> tags_;
  std::vector<std::string> authors_;
  std::string section_, site_, headline_, own_;
  AddressTraits own_traits_;
  std::size_t first_ = 0, last_ = 0;  // of the article's text
};

// The block's row: what the looks saw, and what only its category asks for.
void write_row(const ClutterView& clutter, const ClutterEvidence& evidence, BlockIndex block, float* row) {
  const auto own = clutter.first_look.row(block), again = clutter.second_look.row(block);
  row = std::copy(own.begin(), own.end(), row);
  row = std::copy(again.begin(), again.end(), row);
  evidence.write(block, row);
}

}  // namespace

std::span<const std::string_view> category_evidence_names() {
  return kNames;
}

EvidenceTable compute_category_evidence(const ClutterView& clutter, std::span<const BlockIndex> blocks) {
  EvidenceTable table;
  table.width = clutter.first_look.width + clutter.second_look.width + kWidth;
  table.values.assign(blocks.size() * table.width, 0.0F);
  if (blocks.empty()) return table;
  const ClutterEvidence evidence(clutter);
  float* row = table.values.data();
  for (const BlockIndex block : blocks) {
    write_row(clutter, evidence, block, row);
    row += table.width;
  }
  return table;
}

std::vector<BlockIndex> find_unsure(const ClutterView& clutter) {
  // What these say of a block is why it is there at all.
  static constexpr std::string_view kReasons[] = {"repeats-headline", "repeats-paragraph", "begins-paragraph",
                                                  "next-article", kSiteFurniture};
  std::vector<BlockIndex> blocks;
  for (std::size_t i = 0; i < clutter.verdicts.size(); ++i) {
    const Verdict& verdict = clutter.verdicts[i];
    if (verdict.role != Role::removed || !verdict.around ||
        std::find(std::begin(kReasons), std::end(kReasons), verdict.rule) != std::end(kReasons))
      continue;
    // Rules that contradict each other leave the choice to the model.
    const auto& strength = clutter.page.facts.blocks[i].rule_strength;
    if (std::count(strength.begin(), strength.end(), 2) != 1) blocks.push_back(static_cast<BlockIndex>(i));
  }
  return blocks;
}

BylinePlace find_byline_place(const Verdicts& verdicts, std::optional<BlockIndex> headline) {
  constexpr std::size_t kAbove = 6, kBehind = 6;  // blocks
  std::size_t begin = verdicts.size(), end = 0;
  for (std::size_t i = 0; i < verdicts.size(); ++i)
    if (verdicts[i].role == Role::content) {
      begin = std::min(begin, i);
      end = i + 1;
    }
  if (headline) begin = std::min<std::size_t>(begin, *headline);
  return {begin > kAbove ? begin - kAbove : 0, std::min(verdicts.size(), end + kBehind)};
}

namespace {

// Those that the answer depends on the names of.
std::vector<BlockIndex> find_asked(const ClutterView& clutter, Named named) {
  if (named == Named::none) return {};
  std::vector<BlockIndex> blocks = find_unsure(clutter);
  if (named == Named::all) return blocks;
  const PageView& page = clutter.page;
  const BylinePlace place = find_byline_place(clutter.verdicts, page.headline.block);
  std::unordered_set<std::string_view> texts;
  for (const BlockIndex block : blocks)
    if (block >= place.begin && block < place.end &&
        page.page.blocks[block].text.size() <= BylinePlace::kLongest)
      texts.insert(page.facts.blocks[block].folded);
  // Elsewhere the same text counts for its name too.
  std::erase_if(blocks, [&](BlockIndex block) { return !texts.contains(page.facts.blocks[block].folded); });
  return blocks;
}

}  // namespace

std::vector<Change> name_clutter(const ClutterView& clutter, Named named) {
  const PageView& page = clutter.page;
  const auto& forests = (page.options.models ? *page.options.models : Models::built_in()).categories;
  const bool trained =
      std::any_of(forests.begin(), forests.end(), [](const Forest& forest) { return !forest.is_empty(); });
  if (!trained) return {};
  const std::vector<BlockIndex> blocks = find_asked(clutter, named);
  if (blocks.empty()) return {};
  using Margins = std::array<double, kCategories>;
  std::unordered_map<std::string_view, Margins> by_text;
  const ClutterEvidence evidence(clutter);
  const EvidenceTable &first_look = clutter.first_look, &second_look = clutter.second_look;
  RowBatch rows(first_look.width + second_look.width + kWidth);
  for_each_turn(blocks.size(), [&](std::size_t first, std::size_t number) {
    rows.set(0, first_look.width,
             rows_from(first, number, [&](std::size_t i) { return first_look.row(blocks[i]).data(); }));
    rows.set(first_look.width, second_look.width,
             rows_from(first, number, [&](std::size_t i) { return second_look.row(blocks[i]).data(); }));
    std::array<float, kWidth * RowBatch::kMostRows> own{};
    for (std::size_t i = 0; i < number; ++i) evidence.write(blocks[first + i], own.data() + i * kWidth);
    rows.set(first_look.width + second_look.width, kWidth,
             rows_from(first, number, [&](std::size_t i) { return own.data() + (i - first) * kWidth; }));
    std::array<Forest::Margins, kCategories> margins;
    std::ranges::transform(forests, margins.begin(),
                           [&rows](const Forest& forest) { return forest.margins(rows); });
    for (std::size_t i = 0; i < number; ++i) {
      Margins& sums = by_text[page.facts.blocks[blocks[first + i]].folded];
      for (std::size_t category = 0; category < kCategories; ++category)
        sums[category] += margins[category][i];
    }
  });
  std::vector<Change> changes;
  for (const BlockIndex block : blocks) {
    const Margins& sums = by_text[page.facts.blocks[block].folded];
    const auto likeliest = static_cast<Category>(std::max_element(sums.begin(), sums.end()) - sums.begin());
    Verdict verdict = clutter.verdicts[block];
    // A rule that says the same explains more.
    if (verdict.category == likeliest) continue;
    verdict.category = likeliest;
    verdict.rule = "model";
    changes.push_back({block, std::move(verdict)});
  }
  return changes;
}

}  // namespace pressclip
