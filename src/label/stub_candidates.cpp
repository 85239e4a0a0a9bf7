// Gathers the links of a page that could be teasers of other articles, with the evidence about each.
#include <algorithm>
#include <map>
#include <optional>
#include <unordered_map>

#include "label/headline.h"
#include "label/stub_title.h"
#include "label/stubs.h"
#include "text/normalize.h"

namespace pressclip {
namespace {

// clang-format off
#define PRESSCLIP_STUB_EVIDENCE(X) \
  /* title */ X(title_length) X(title_words) X(title_ends_sentence) X(title_heading) X(title_level) X(title_whole_link) X(title_in_text) \
  X(title_rules) X(title_lead) X(title_prose) X(title_score) X(title_strong) \
  /* address */ X(same_host) X(path_depth) X(path_hyphens) X(path_digits) X(path_html) X(has_query) X(shares_section) X(same_slug_shape) \
  /* card */ X(occurrences) X(has_image) X(has_summary) X(summary_length) X(has_time) X(card_blocks) X(card_length) \
  /* label */ X(section_related) X(section_listing) X(section_heading) X(section_distance) X(section_words) X(section_classes) \
  X(section_before_text) X(label_before) X(listing_before) \
  /* place */ X(in_aside) X(in_nav) X(in_header) X(in_footer) X(in_article) X(in_main) X(in_list) X(in_heading) \
  X(class_read_more) X(class_navigation) X(class_promo) X(class_ad) X(class_tags) X(class_comments) X(class_share) X(class_media) \
  X(position) X(before_text) X(inside_text) X(after_text) X(blocks_after_text) X(length_after_text) X(text_distance) X(container_share) \
  /* group */ X(group_size) X(group_mean_length) X(group_rank) X(groups_before) X(candidates) X(candidate_rank) X(candidates_near) \
  /* page */ X(page_blocks) X(page_text)
// clang-format on

enum class StubEvidence : std::size_t {
#define PRESSCLIP_STUB_ENUMERATOR(name) name,
  PRESSCLIP_STUB_EVIDENCE(PRESSCLIP_STUB_ENUMERATOR)
#undef PRESSCLIP_STUB_ENUMERATOR
      end_
};

constexpr std::string_view kStubNames[] = {
#define PRESSCLIP_STUB_NAME(name) #name,
    PRESSCLIP_STUB_EVIDENCE(PRESSCLIP_STUB_NAME)
#undef PRESSCLIP_STUB_NAME
};

constexpr std::size_t kStubWidth = static_cast<std::size_t>(StubEvidence::end_);
constexpr std::uint32_t kShortestTitle = 12;  // characters, wide ones counted twice
constexpr std::size_t kLongestTitle = 300;    // bytes
constexpr BlockIndex kLargestCard = 12;       // blocks
constexpr int kHighestCard = 7;               // levels above the title

std::string_view host_of(std::string_view url) {
  const std::size_t begin = url.find("//");
  if (begin == std::string_view::npos) return {};
  url.remove_prefix(begin + 2);
  url = url.substr(0, url.find_first_of("/?#"));
  return url.starts_with("www.") ? url.substr(4) : url;
}

std::string_view path_of(std::string_view url) {
  const std::size_t host = url.find("//");
  const std::size_t begin = url.find('/', host == std::string_view::npos ? 0 : host + 2);
  return begin == std::string_view::npos ? std::string_view{} : url.substr(begin);
}

// Whether a reference names a scheme, as in "javascript:".
bool has_scheme(std::string_view reference) {
  const std::size_t end = reference.find_first_of(":/?#");
  return end != std::string_view::npos && reference[end] == ':';
}

// An address without its fragment, its trackers and the slash at its end.
std::string compare_form(std::string_view url) {
  std::string form(url.substr(0, url.find('#')));
  const std::size_t query = form.find('?');
  if (query != std::string::npos) {
    std::string kept;
    for (std::size_t at = query + 1; at <= form.size();) {
      const std::size_t end = std::min(form.find('&', at), form.size());
      const std::string_view parameter = std::string_view(form).substr(at, end - at);
      const bool tracker = parameter.starts_with("utm_") || parameter.starts_with("ref=") ||
                           parameter.starts_with("fbclid=") || parameter.starts_with("gclid=") ||
                           parameter.starts_with("intcmp") || parameter.starts_with("cmp=") ||
                           parameter.starts_with("ICID=") || parameter.starts_with("traffic_");
      if (!parameter.empty() && !tracker) kept += (kept.empty() ? '?' : '&') + std::string(parameter);
      at = end + 1;
    }
    form = form.substr(0, query) + kept;
  }
  while (form.size() > 1 && form.back() == '/') form.pop_back();
  return form;
}

// Whether container `outer` is `inner` or around it.
bool is_around(const BlockList& page, ContainerIndex outer, ContainerIndex inner) {
  while (inner != 0 && page.containers[inner].depth > page.containers[outer].depth)
    inner = page.containers[inner].parent;
  return inner == outer;
}

// Where the article's text stands, and the page's own address.
struct Surface {
  std::size_t first_text = 0;
  std::size_t last_text = 0;
  bool has_text = false;
  std::string own_address;
  std::string own_host;
};

Surface survey(const PageView& view, const Verdicts& verdicts) {
  Surface surface;
  surface.first_text = verdicts.size();
  for (std::size_t i = 0; i < verdicts.size(); ++i) {
    if (verdicts[i].role != Role::content && verdicts[i].role != Role::standfirst) continue;
    if (view.facts.blocks[i].length < 60) continue;
    surface.has_text = true;
    surface.first_text = std::min(surface.first_text, i);
    surface.last_text = i;
  }
  if (!surface.has_text) surface.first_text = 0;
  if (view.metadata.url) {
    surface.own_address = compare_form(*view.metadata.url);
    surface.own_host = host_of(*view.metadata.url);
  }
  return surface;
}

// One occurrence of a link.
struct Occurrence {
  std::size_t block = 0;
  std::size_t link = 0;
  std::string title;
  double weight = 0;  // how much it looks like the title among the occurrences of its address
};

// The occurrences of one address, and which of them is the title.
struct LinkedPage {
  std::string address;
  std::vector<Occurrence> occurrences;
  std::size_t title = 0;
  [[nodiscard]] const Occurrence& titled() const { return occurrences[title]; }
};

struct Section {
  std::optional<std::size_t> block;
  bool heading = false;
};

// Whether a label in `label` heads what stands in `card`: it does if the card stands in its container's
// parent, or one of the next above.
bool heads(const BlockList& page, ContainerIndex label, ContainerIndex card, int levels) {
  for (ContainerIndex scope = label; levels > 0 && scope != 0; --levels) {
    scope = page.containers[scope].parent;
    if (scope != 0 && is_around(page, scope, card)) return true;
  }
  return false;
}

// The label above a card: the nearest block before it that the rules know as one, else the nearest heading
// that is no title of a card itself.
Section find_section(const PageView& view, const Verdicts& verdicts, std::size_t first_of_card,
                     ContainerIndex card, const std::vector<bool>& is_title) {
  constexpr std::size_t kFarthest = 120;  // blocks
  constexpr std::uint32_t kMostWords = 12;
  const BlockList& page = view.page;
  Section heading;
  for (std::size_t back = 1; back <= std::min(first_of_card, kFarthest); ++back) {
    const std::size_t at = first_of_card - back;
    const Block& block = page.blocks[at];
    const BlockFacts& own = view.facts.blocks[at];
    const bool known = own.label || own.listing;
    // A heading of the article's own text heads no teasers.
    const bool of_text = verdicts[at].role == Role::content || verdicts[at].role == Role::headline;
    if (own.words > kMostWords || (is_title[at] && !known) || of_text) continue;
    if (known && (back <= 2 || heads(page, block.container, card, 4)))
      return {at, block.kind == BlockKind::heading};
    if (!heading.block && block.kind == BlockKind::heading && !own.prose &&
        heads(page, block.container, card, 3))
      heading = {at, true};
    // A heading in between begins something else.
    if (heading.block && block.kind == BlockKind::heading && at != *heading.block &&
        block.level <= page.blocks[*heading.block].level)
      break;
  }
  return heading;
}

class Row {
 public:
  explicit Row(std::vector<float>& values) : values_(values) { values_.resize(kStubWidth, 0.0F); }
  void set(StubEvidence evidence, double value) {
    values_[static_cast<std::size_t>(evidence)] = static_cast<float>(value);
  }

 private:
  std::vector<float>& values_;
};

std::string_view first_segment(std::string_view path) {
  if (path.empty()) return {};
  const std::size_t end = path.find('/', 1);
  return end == std::string_view::npos ? std::string_view{} : path.substr(0, end);
}

void add_address_evidence(Row& row, std::string_view address, const Surface& surface) {
  const std::string_view host = host_of(address);
  const std::string_view path = path_of(address);
  const std::string_view own_path = path_of(surface.own_address);
  row.set(StubEvidence::same_host, surface.own_host.empty() || host.empty() ? 0.5
                                   : host == surface.own_host               ? 1
                                                                            : 0);
  row.set(StubEvidence::path_depth, static_cast<double>(std::count(path.begin(), path.end(), '/')));
  row.set(StubEvidence::path_hyphens, static_cast<double>(std::count(path.begin(), path.end(), '-')));
  row.set(StubEvidence::path_digits, static_cast<double>(std::count_if(path.begin(), path.end(), [](char c) {
            return c >= '0' && c <= '9';
          })));
  row.set(StubEvidence::path_html, path.find(".htm") != std::string_view::npos ? 1 : 0);
  row.set(StubEvidence::has_query, path.find('?') != std::string_view::npos ? 1 : 0);
  row.set(StubEvidence::shares_section,
          !first_segment(path).empty() && first_segment(path) == first_segment(own_path) ? 1 : 0);
  row.set(
      StubEvidence::same_slug_shape,
      std::count(path.begin(), path.end(), '/') == std::count(own_path.begin(), own_path.end(), '/') ? 1 : 0);
}

// What is asked of every candidate again.
struct Card {
  ContainerIndex container = 0;
  std::size_t first_block = 0;
  bool has_time = false;
  bool has_image = false;
};

class CandidateFinder {
 public:
  CandidateFinder(const PageView& view, const Verdicts& verdicts)
      : view_(view),
        page_(view.page),
        verdicts_(verdicts),
        surface_(survey(view, verdicts)),
        names_(view.rules, view.options.site) {}

  std::vector<StubCandidate> run() {
    gather_links();
    choose_titles();
    count_titles();
    std::vector<StubCandidate> candidates;
    for (const LinkedPage& linked : pages_) {
      for (; scanned_ < linked.titled().block; ++scanned_) {
        if (view_.facts.blocks[scanned_].label) last_label_ = scanned_;
        if (view_.facts.blocks[scanned_].listing) last_listing_ = scanned_;
      }
      candidates.push_back(make_candidate(linked, candidates.size()));
    }
    add_group_evidence(candidates);
    return candidates;
  }

 private:
  using GroupKey = std::pair<std::size_t, ContainerIndex>;  // section label and list container

  // Every link that could lead to an article, by address, in page order.
  void gather_links() {
    const std::string_view base =
        view_.metadata.base_url ? std::string_view(*view_.metadata.base_url) : std::string_view{};
    std::unordered_map<std::string, std::size_t> known;
    for (std::size_t i = 0; i < page_.blocks.size(); ++i) {
      const Block& block = page_.blocks[i];
      const BlockFacts& own = view_.facts.blocks[i];
      if (verdicts_[i].role == Role::headline || verdicts_[i].role == Role::standfirst) continue;
      if (block.visibility == Visibility::noscript) continue;
      if (verdicts_[i].role == Role::content && !own.read_more_lead) continue;
      for (std::size_t l = 0; l < block.links.size(); ++l) {
        const Link& link = block.links[l];
        if (link.url.empty() || link.url.front() == '#') continue;
        const auto resolved = resolve_url(link.url, base);
        if (resolved ? !resolved->starts_with("http") : has_scheme(link.url)) continue;
        std::string address = compare_form(resolved ? *resolved : link.url);
        if (address.empty() || is_own(address) || (resolved && path_of(address).size() < 2)) continue;
        Occurrence occurrence{i, l, title_in(block, link.begin, link.end, names_), 0};
        if (occurrence.title.size() == link.end - link.begin)
          occurrence.title = cut_lead(occurrence.title, block, link.begin, own);
        if (occurrence.title.size() > kLongestTitle) continue;
        occurrence.weight =
            weigh_title(block, own, occurrence.title, own.whole_link && block.links.size() == 1, names_);
        const auto [found, is_new] = known.emplace(address, pages_.size());
        if (is_new) pages_.push_back({std::move(address), {}, 0});
        constexpr std::size_t kMostOccurrences = 12;
        auto& occurrences = pages_[found->second].occurrences;
        if (occurrences.size() < kMostOccurrences) occurrences.push_back(std::move(occurrence));
      }
    }
  }

  [[nodiscard]] bool is_own(std::string_view address) const {
    return !surface_.own_address.empty() && path_of(address) == path_of(surface_.own_address) &&
           (host_of(address).empty() || host_of(address) == surface_.own_host);
  }

  // The text that is the title among those that link to an address; addresses without one are dropped.
  void choose_titles() {
    std::vector<LinkedPage> kept;
    const std::string headline = fold_for_comparison(view_.headline.text);
    for (LinkedPage& linked : pages_) {
      const auto best =
          std::max_element(linked.occurrences.begin(), linked.occurrences.end(),
                           [](const Occurrence& a, const Occurrence& b) { return a.weight < b.weight; });
      linked.title = static_cast<std::size_t>(best - linked.occurrences.begin());
      auto length = static_cast<std::uint32_t>(count_characters(best->title));
      if (count_words(best->title) > length / 2) length *= 2;  // wide characters are words each
      if (length < kShortestTitle || count_words(best->title) < 2) continue;
      if (likeness(fold_for_comparison(best->title), headline) > 0.95) continue;
      kept.push_back(std::move(linked));
    }
    pages_ = std::move(kept);
    std::sort(pages_.begin(), pages_.end(), [](const LinkedPage& a, const LinkedPage& b) {
      const Occurrence &left = a.titled(), &right = b.titled();
      return left.block != right.block ? left.block < right.block : left.link < right.link;
    });
  }

  void count_titles() {
    const std::size_t count = page_.blocks.size();
    is_title_.assign(count, false);
    titles_before_.assign(count + 1, 0);
    last_label_ = last_listing_ = count + 1000;
    for (const LinkedPage& linked : pages_)
      for (const Occurrence& occurrence : linked.occurrences) {
        is_title_[occurrence.block] = true;
        ++titles_before_[occurrence.block + 1];
      }
    for (std::size_t i = 0; i < count; ++i) titles_before_[i + 1] += titles_before_[i];
  }

  [[nodiscard]] bool holds_text(const Container& container) const {
    return std::any_of(verdicts_.begin() + container.first_block, verdicts_.begin() + container.end_block,
                       [](const Verdict& verdict) { return verdict.role == Role::content; });
  }

  // The highest container around a title that holds no other address's title and nothing of the article's
  // text.
  [[nodiscard]] Card find_card(const LinkedPage& linked) const {
    const std::size_t at = linked.titled().block;
    Card card{page_.blocks[at].container, at, false, false};
    for (int level = 0; level < kHighestCard; ++level) {
      const ContainerIndex up = page_.containers[card.container].parent;
      const Container& around = page_.containers[up];
      if (up == 0 || around.tag == Tag::main || around.tag == Tag::body ||
          around.end_block - around.first_block > kLargestCard)
        break;
      const auto own = static_cast<std::uint32_t>(std::count_if(
          linked.occurrences.begin(), linked.occurrences.end(), [&](const Occurrence& occurrence) {
            return occurrence.block >= around.first_block && occurrence.block < around.end_block;
          }));
      if (titles_before_[around.end_block] - titles_before_[around.first_block] > own) break;
      if (holds_text(around)) break;
      card.container = up;
    }
    return card;
  }

  // Whether a block of a card is the summary of the title above it.
  [[nodiscard]] bool is_summary(BlockIndex index, const std::string& folded_title) const {
    const Block& block = page_.blocks[index];
    const BlockFacts& own = view_.facts.blocks[index];
    constexpr std::uint32_t kShortest = 40;  // characters
    constexpr std::uint32_t kFewestWords = 6;
    if (own.length < kShortest || block.kind == BlockKind::caption || block.kind == BlockKind::heading ||
        block.time)
      return false;
    if (own.class_distance[static_cast<std::size_t>(Category::byline)] <= 1 ||
        own.class_distance[static_cast<std::size_t>(Category::media)] <= 1)
      return false;
    return (own.words >= kFewestWords || own.ends_sentence) &&
           own.folded.find(folded_title) == std::string::npos;
  }

  // The other blocks of the card, and its summary.
  void read_card(const LinkedPage& linked, Card& card, StubCandidate& candidate) const {
    const std::size_t at = linked.titled().block;
    for (const Occurrence& occurrence : linked.occurrences)
      if (occurrence.block != at && view_.facts.blocks[occurrence.block].whole_link &&
          !view_.facts.blocks[occurrence.block].label)
        candidate.members.push_back(static_cast<BlockIndex>(occurrence.block));
    candidate.members.push_back(static_cast<BlockIndex>(at));
    const Container& container = page_.containers[card.container];
    if (page_.blocks[at].links.size() > 1 || holds_text(container)) return;
    const std::string folded_title = fold_for_comparison(candidate.blocks.title);
    for (BlockIndex b = container.first_block; b < container.end_block; ++b) {
      if (view_.facts.blocks[b].label || view_.facts.blocks[b].listing || verdicts_[b].role == Role::headline)
        continue;
      card.first_block = std::min<std::size_t>(card.first_block, b);
      card.has_time = card.has_time || page_.blocks[b].time;
      card.has_image = card.has_image || page_.blocks[b].images > 0;
      if (std::find(candidate.members.begin(), candidate.members.end(), b) == candidate.members.end())
        candidate.members.push_back(b);
      if (!candidate.blocks.summary && b > at && is_summary(b, folded_title)) candidate.blocks.summary = b;
    }
    std::sort(candidate.members.begin(), candidate.members.end());
  }

  StubCandidate make_candidate(const LinkedPage& linked, std::size_t rank) {
    const Occurrence& title = linked.titled();
    const Block& block = page_.blocks[title.block];
    const BlockFacts& own = view_.facts.blocks[title.block];
    StubCandidate candidate;
    candidate.address = linked.address;
    candidate.blocks.title_block = static_cast<BlockIndex>(title.block);
    candidate.blocks.title = title.title;
    candidate.blocks.url = block.links[title.link].url;
    Card card = find_card(linked);
    read_card(linked, card, candidate);
    const Section section = find_section(view_, verdicts_, card.first_block, card.container, is_title_);
    if (section.block) candidate.blocks.section = section_text(page_.blocks[*section.block].text);
    if (own.read_more_lead) {
      // Before the title, or before the first of several.
      const std::size_t begin =
          title.link == 0 ? block.text.find(candidate.blocks.title) : block.links.front().begin;
      if (begin != std::string::npos && begin > 0)
        candidate.blocks.section = section_text(std::string_view(block.text).substr(0, begin));
    }
    Row row(candidate.evidence);
    add_title_evidence(row, candidate);
    add_address_evidence(row, linked.address, surface_);
    add_card_evidence(row, candidate, card, linked.occurrences.size());
    add_section_evidence(row, section, card, title.block);
    add_place_evidence(row, title.block);
    row.set(StubEvidence::candidates, static_cast<double>(std::min<std::size_t>(pages_.size(), 1000)));
    row.set(StubEvidence::candidate_rank, static_cast<double>(rank));
    candidate.labelled = (section.block && view_.facts.blocks[*section.block].label != nullptr) ||
                         verdicts_[title.block].rule == kLinkParagraph;
    candidate.listed =
        section.block && !candidate.labelled && view_.facts.blocks[*section.block].listing != nullptr;
    // A paragraph that only begins like a lead goes on with text of its own.
    const std::size_t lead_end = std::min(own.read_more_lead_end, block.text.size());
    candidate.led =
        own.read_more_lead != nullptr && std::size_t{own.link_bytes} * 2 >= block.text.size() - lead_end;
    group_of_.emplace_back(section.block.value_or(page_.blocks.size()),
                           page_.containers[card.container].parent);
    return candidate;
  }

  void add_title_evidence(Row& row, const StubCandidate& candidate) const {
    const std::size_t at = candidate.blocks.title_block;
    const Block& block = page_.blocks[at];
    const BlockFacts& own = view_.facts.blocks[at];
    row.set(StubEvidence::title_length,
            static_cast<double>(std::min<std::size_t>(count_characters(candidate.blocks.title), 400)));
    row.set(StubEvidence::title_words,
            static_cast<double>(std::min<std::size_t>(count_words(candidate.blocks.title), 100)));
    row.set(StubEvidence::title_ends_sentence, own.ends_sentence);
    row.set(StubEvidence::title_heading, block.kind == BlockKind::heading);
    row.set(StubEvidence::title_level, block.level);
    row.set(StubEvidence::title_whole_link, own.whole_link);
    row.set(StubEvidence::title_in_text, verdicts_[at].role == Role::content);
    row.set(StubEvidence::title_rules,
            std::find(own.rule_strength.begin(), own.rule_strength.end(), 2) != own.rule_strength.end());
    row.set(StubEvidence::title_lead, own.read_more_lead != nullptr);
    row.set(StubEvidence::title_prose, own.prose);
    row.set(StubEvidence::title_score, static_cast<double>(static_cast<int>(view_.scores[at] * 100)) / 100.0);
    row.set(StubEvidence::title_strong, std::size_t{block.strong_bytes} * 2 > block.text.size());
  }

  void add_card_evidence(Row& row, const StubCandidate& candidate, const Card& card,
                         std::size_t occurrences) const {
    row.set(StubEvidence::occurrences, static_cast<double>(occurrences));
    row.set(StubEvidence::has_image, card.has_image);
    row.set(StubEvidence::has_summary, candidate.blocks.summary.has_value());
    row.set(StubEvidence::summary_length,
            candidate.blocks.summary
                ? std::min<std::uint32_t>(view_.facts.blocks[*candidate.blocks.summary].length, 1000)
                : 0);
    row.set(StubEvidence::has_time, card.has_time);
    row.set(StubEvidence::card_blocks, static_cast<double>(candidate.members.size()));
    std::uint64_t card_length = 0;
    for (const BlockIndex member : candidate.members) card_length += view_.facts.blocks[member].length;
    row.set(StubEvidence::card_length, static_cast<double>(std::min<std::uint64_t>(card_length, 4000)));
  }

  void add_section_evidence(Row& row, const Section& section, const Card& card, std::size_t at) const {
    if (section.block) {
      const BlockFacts& label = view_.facts.blocks[*section.block];
      row.set(StubEvidence::section_related, label.label != nullptr);
      row.set(StubEvidence::section_listing, label.listing != nullptr);
      row.set(StubEvidence::section_heading, section.heading ? page_.blocks[*section.block].level : 0);
      row.set(StubEvidence::section_distance, static_cast<double>(card.first_block - *section.block));
      row.set(StubEvidence::section_words, label.words);
      row.set(StubEvidence::section_classes,
              label.class_distance[static_cast<std::size_t>(Category::read_more)]);
      row.set(StubEvidence::section_before_text, surface_.has_text && *section.block < surface_.first_text);
    } else {
      row.set(StubEvidence::section_distance, 500);
      row.set(StubEvidence::section_classes, kNoAncestor);
    }
    const auto since = [at](std::size_t then) {
      return then >= at ? 500.0 : static_cast<double>(std::min<std::size_t>(at - then, 500));
    };
    row.set(StubEvidence::label_before, since(last_label_));
    row.set(StubEvidence::listing_before, since(last_listing_));
  }

  void add_place_evidence(Row& row, std::size_t at) const {
    const Block& block = page_.blocks[at];
    const BlockFacts& own = view_.facts.blocks[at];
    const std::size_t count = page_.blocks.size();
    const auto distance_to = [&](Tag tag) {
      int steps = 1;
      for (ContainerIndex c = block.container; c != 0; c = page_.containers[c].parent, ++steps)
        if (page_.containers[c].tag == tag) return static_cast<double>(std::min(steps, 60));
      return static_cast<double>(kNoAncestor);
    };
    row.set(StubEvidence::in_aside, distance_to(Tag::aside));
    row.set(StubEvidence::in_nav, distance_to(Tag::nav));
    row.set(StubEvidence::in_header, distance_to(Tag::header));
    row.set(StubEvidence::in_footer, distance_to(Tag::footer));
    row.set(StubEvidence::in_article, distance_to(Tag::article));
    row.set(StubEvidence::in_main, distance_to(Tag::main));
    row.set(StubEvidence::in_list, distance_to(Tag::ul));
    row.set(StubEvidence::in_heading, block.kind == BlockKind::heading);
    const auto class_distance = [&own](Category category) {
      return static_cast<double>(own.class_distance[static_cast<std::size_t>(category)]);
    };
    row.set(StubEvidence::class_read_more, class_distance(Category::read_more));
    row.set(StubEvidence::class_navigation, class_distance(Category::navigation));
    row.set(StubEvidence::class_promo, class_distance(Category::promo));
    row.set(StubEvidence::class_ad, class_distance(Category::ad));
    row.set(StubEvidence::class_tags, class_distance(Category::tags));
    row.set(StubEvidence::class_comments, class_distance(Category::comments));
    row.set(StubEvidence::class_share, class_distance(Category::share));
    row.set(StubEvidence::class_media, class_distance(Category::media));
    const std::size_t position = at * 1000 / count;  // in steps of 1/1000
    row.set(StubEvidence::position, static_cast<double>(position) / 1000.0);
    row.set(StubEvidence::before_text, surface_.has_text && at < surface_.first_text);
    row.set(StubEvidence::inside_text,
            surface_.has_text && at > surface_.first_text && at < surface_.last_text);
    row.set(StubEvidence::after_text, surface_.has_text && at > surface_.last_text);
    row.set(StubEvidence::blocks_after_text,
            surface_.has_text && at > surface_.last_text
                ? static_cast<double>(std::min<std::size_t>(at - surface_.last_text, 600))
                : -1);
    std::uint64_t between = 0;
    if (surface_.has_text && at > surface_.last_text)
      for (std::size_t i = surface_.last_text + 1; i < std::min(at, surface_.last_text + 400); ++i)
        between += view_.facts.blocks[i].length;
    row.set(StubEvidence::length_after_text, static_cast<double>(std::min<std::uint64_t>(between, 20000)));
    if (surface_.has_text) {
      ContainerIndex a = block.container, b = page_.blocks[surface_.last_text].container;
      int steps = 0;
      while (a != b) {
        if (page_.containers[a].depth >= page_.containers[b].depth)
          a = page_.containers[a].parent;
        else
          b = page_.containers[b].parent;
        ++steps;
      }
      row.set(StubEvidence::text_distance, steps);
      row.set(StubEvidence::container_share, page_.containers[a].depth);
    }
    row.set(StubEvidence::page_blocks, static_cast<double>(std::min<std::size_t>(count, 5000)));
    row.set(StubEvidence::page_text,
            static_cast<double>(std::min<std::size_t>(surface_.last_text - surface_.first_text, 1000)));
  }

  void add_group_evidence(std::vector<StubCandidate>& candidates) const {
    struct Group {
      std::size_t order = 0, size = 0, bytes = 0, passed = 0;
    };
    std::map<GroupKey, Group> groups;
    for (std::size_t i = 0; i < candidates.size(); ++i) {
      Group& group = groups.emplace(group_of_[i], Group{groups.size()}).first->second;
      ++group.size;
      group.bytes += candidates[i].blocks.title.size();
    }
    for (std::size_t i = 0; i < candidates.size(); ++i) {
      Group& group = groups[group_of_[i]];
      auto& evidence = candidates[i].evidence;
      const auto set = [&evidence](StubEvidence name, double value) {
        evidence[static_cast<std::size_t>(name)] = static_cast<float>(value);
      };
      set(StubEvidence::group_size, static_cast<double>(group.size));
      const std::size_t mean_length = group.bytes / group.size;
      set(StubEvidence::group_mean_length, static_cast<double>(mean_length));
      set(StubEvidence::group_rank, static_cast<double>(group.passed++));
      set(StubEvidence::groups_before, static_cast<double>(group.order));
      std::size_t near = 0;
      for (std::size_t j = i > 6 ? i - 6 : 0; j < std::min(candidates.size(), i + 7); ++j) {
        const auto a = candidates[i].blocks.title_block, b = candidates[j].blocks.title_block;
        if ((a > b ? a - b : b - a) <= 20) ++near;
      }
      set(StubEvidence::candidates_near, static_cast<double>(near));
    }
  }

  const PageView& view_;
  const BlockList& page_;
  const Verdicts& verdicts_;
  const Surface surface_;
  PartNames names_;
  std::vector<LinkedPage> pages_;
  std::vector<bool> is_title_;
  std::vector<std::uint32_t> titles_before_;  // occurrences of links in the blocks before an index
  std::vector<GroupKey> group_of_;            // by candidate
  std::size_t scanned_ = 0;                   // blocks looked at for the two below
  std::size_t last_label_ = 0;
  std::size_t last_listing_ = 0;
};

}  // namespace

std::span<const std::string_view> stub_evidence_names() {
  return kStubNames;
}

std::vector<StubCandidate> find_stub_candidates(const PageView& view, const Verdicts& verdicts) {
  return CandidateFinder(view, verdicts).run();
}

}  // namespace pressclip
