// Gathers the links of a page that could be teasers of other articles, with the evidence about each.
#include <algorithm>
#include <array>
#include <bit>
#include <map>
#include <memory_resource>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

#include "label/headline.h"
#include "label/marked_hashes.h"
#include "label/stub_address.h"
#include "label/stub_title.h"
#include "label/stubs.h"
#include "label/weight_table.h"
#include "metadata/urls.h"
#include "text/byte_runs.h"
#include "text/eight_bytes.h"
#include "text/normalize.h"
#include "text/sixteen_bytes.h"

namespace pressclip {
namespace {

// clang-format off
#define PRESSCLIP_STUB_EVIDENCE(X) \
  /* title */ X(title_length) X(title_words) X(title_ends_sentence) X(title_heading) X(title_level) X(title_whole_link) X(title_in_text) \
  X(title_hints) X(title_lead) X(title_prose) X(title_score) X(title_strong) X(title_share) X(title_starts_lower) X(block_links) \
  /* subject */ X(shared_headline_words) X(shared_text_words) \
  /* address */ X(same_host) X(path_depth) X(path_hyphens) X(path_digits) X(path_html) X(has_query) X(shares_section) X(same_slug_shape) \
  X(like_own_address) X(shared_folders) \
  /* card */ X(occurrences) X(has_image) X(has_summary) X(summary_length) X(has_time) X(card_blocks) X(card_length) \
  /* label */ X(section_related) X(section_listing) X(section_heading) X(section_distance) X(section_words) X(section_classes) \
  X(section_before_text) X(section_levels) X(section_subject) X(label_before) X(listing_before) \
  /* place */ X(in_aside) X(in_nav) X(in_header) X(in_footer) X(in_article) X(in_main) X(in_list) X(in_heading) \
  X(class_read_more) X(class_navigation) X(class_promo) X(class_ad) X(class_tags) X(class_comments) X(class_share) X(class_media) \
  X(position) X(before_text) X(inside_text) X(after_text) X(blocks_after_text) X(length_after_text) X(text_distance) X(container_share) \
  /* group */ X(group_size) X(group_mean_length) X(group_rank) X(groups_before) X(candidates) X(candidate_rank) X(candidates_near) \
  X(group_words) X(group_like_own) X(group_images) X(group_headings) X(group_shared_words) \
  X(section_size) X(section_rank) X(section_groups_before) X(shape_size) X(shape_before_text) X(shape_after_text) \
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
constexpr std::size_t kLongestLabel = 400;    // bytes; every stub below it has a copy
// Addresses that are looked at. Each is held resolved, with the page's base before it. Pages that are all
// links have some thousand.
constexpr std::size_t kMostAddresses = 4096;

// Whether container `outer` is `inner` or around it; `inner` holds a block, and all that hold it stand around
// each other.
bool is_around(const BlockList& page, ContainerIndex outer, ContainerIndex inner) {
  const Container &around = page.containers[outer], &own = page.containers[inner];
  return around.depth <= own.depth && around.first_block <= own.first_block &&
         own.first_block < around.end_block;
}

// Which bytes are letters and digits of ASCII, or of characters beyond it.
SixteenBytes are_in_words(SixteenBytes bytes) {
  const SixteenBytes lower = bytes | ('a' - 'A');
  return std::bit_cast<SixteenBytes>((lower - 'a' <= SixteenBytes{} + ('z' - 'a')) |
                                     (bytes - '0' <= SixteenBytes{} + 9) | (bytes >= 0x80));
}

// What hash_of gives in lower case for the word at a place in a text; none where not all of it is ASCII.
std::optional<std::uint64_t> hash_of_ascii(std::string_view text, std::size_t begin, std::size_t end) {
  constexpr std::uint64_t kLowerCase = in_each_byte('a' - 'A');  // of letters; digits have this bit
  std::uint64_t any = 0;
  WordHash64 hash;
  for (; end - begin >= kEightBytes; begin += kEightBytes) {
    const std::uint64_t bytes = eight_bytes_at(text, begin);
    any |= bytes;
    hash.add(bytes | kLowerCase);
  }
  if (begin < end) {
    const std::size_t left = end - begin;
    const std::uint64_t bytes = first_bytes(eight_bytes_or_zeros_at(text, begin), left);
    any |= bytes;
    hash.add(bytes | first_bytes(kLowerCase, left));
  }
  if (has_high_bit(any)) return std::nullopt;
  return hash.value();
}

// Calls `visit` with the words that tell what a text is about and with their hashes, case folded: runs of
// letters and digits of five characters or more, and pairs of Chinese and Japanese characters. Most words are
// folded as they are read: `visit` sees those as they stand in the text.
template <typename Visit>
void each_subject_word(std::string_view text, const Visit& visit) {
  constexpr std::size_t kShortestWord = 5;  // characters
  each_byte_run<kShortestWord>(text, are_in_words, [&](std::size_t begin, std::size_t end) {
    const std::string_view word = text.substr(begin, end - begin);
    if (const auto hash = hash_of_ascii(text, begin, end)) {
      visit(*hash, word);
      return;
    }
    const std::string folded = fold_case(word);
    const auto first = static_cast<unsigned char>(folded.front());
    if (first >= 0xE3 && first <= 0xE9) {
      for (std::size_t pair = 0; pair + 6 <= folded.size(); pair += 3) {
        const std::string_view characters = std::string_view(folded).substr(pair, 6);
        visit(hash_of(characters), characters);
      }
    } else if (count_characters(folded) >= kShortestWord) {
      visit(hash_of(folded), std::string_view(folded));
    }
  });
}

// The subject words of a page, by their hashes, since all that is asked is which a title shares.
class Subject {
 public:
  using Marks = MarkedHashes::Marks;
  static constexpr Marks kText = 1;      // of the article's text
  static constexpr Marks kHeadline = 2;  // of its headline and its tags

  Subject() = default;
  Subject(std::span<const std::string_view> text, std::span<const std::string_view> headline) {
    std::vector<std::uint64_t> of_text, of_headline;
    for (const std::string_view one : text) add_hashes(one, of_text);
    for (const std::string_view one : headline) add_hashes(one, of_headline);
    words_ = MarkedHashes(of_text.size() + of_headline.size());
    for (const std::uint64_t word : of_text) words_.add(word, kText);
    for (const std::uint64_t word : of_headline) words_.add(word, kHeadline);
  }
  // What the word with this hash is of.
  [[nodiscard]] Marks marks_of(std::uint64_t hash) const { return words_.marks_of(hash); }

  // Those of a text, behind those that `hashes` has.
  static void add_hashes(std::string_view text, std::vector<std::uint64_t>& hashes) {
    each_subject_word(text, [&hashes](std::uint64_t hash, std::string_view) {
      if (hashes.size() < MarkedHashes::kMost) hashes.push_back(hash);
    });
  }

 private:
  MarkedHashes words_;
};

// Where the article's text stands, and the page's own address.
struct Surface {
  std::size_t first_text = 0;
  std::size_t last_text = 0;
  bool has_text = false;
  std::string own_address;
  std::string own_host;
  AddressTraits own_traits;
  std::uint32_t own_slashes = 0;
};

// Whether a block is taken for the article's text here.
bool is_text(const PageView& view, const Verdicts& verdicts, std::size_t block) {
  constexpr std::uint32_t kShortest = 60;  // characters
  const Role role = verdicts[block].role;
  return (role == Role::content || role == Role::standfirst) && view.facts.blocks[block].length >= kShortest;
}

Surface survey(const PageView& view, const Verdicts& verdicts) {
  Surface surface;
  for (std::size_t i = 0; i < verdicts.size(); ++i) {
    if (!is_text(view, verdicts, i)) continue;
    if (!surface.has_text) surface.first_text = i;
    surface.has_text = true;
    surface.last_text = i;
  }
  if (view.metadata.url) {
    surface.own_address = compare_form(*view.metadata.url);
    surface.own_host = host_of(*view.metadata.url);
  }
  const std::string_view own_path = path_of(surface.own_address);
  surface.own_traits = traits_of(own_path);
  surface.own_slashes = static_cast<std::uint32_t>(std::ranges::count(own_path, '/'));
  return surface;
}

Subject read_subject(const PageView& view, const Verdicts& verdicts) {
  std::vector<std::string_view> texts;
  for (std::size_t i = 0; i < verdicts.size(); ++i)
    if (is_text(view, verdicts, i)) texts.push_back(view.page.blocks[i].text);
  std::vector<std::string_view> subjects(view.metadata.tags.begin(), view.metadata.tags.end());
  subjects.emplace_back(view.headline.text);
  if (view.metadata.section) subjects.emplace_back(*view.metadata.section);
  return {texts, subjects};
}

// One occurrence of a link.
struct Occurrence {
  std::size_t page = 0;  // which of the linked pages it leads to
  std::size_t block = 0;
  std::size_t link = 0;
  std::string title;
  std::size_t words = 0;  // of the title
  double weight = 0;      // how much it looks like the title among the occurrences of its address
};

// The occurrences of one address, and which of them is the title.
struct LinkedPage {
  std::string_view address;
  std::size_t count = 0;
  std::span<Occurrence> occurrences;
  std::size_t title = 0;
  [[nodiscard]] const Occurrence& titled() const { return occurrences[title]; }
};

struct Section {
  std::optional<std::size_t> block;
  bool heading = false;
  int levels = 0;  // steps up from the label to what holds the card too
};

// How many steps up from the container `label` the one is that also holds `card`: the fewer, the surer it is
// that a label there heads the card. Nothing above `most`.
std::optional<int> levels_between(const BlockList& page, ContainerIndex label, ContainerIndex card,
                                  int most) {
  ContainerIndex scope = label;
  for (int levels = 1; levels <= most && scope != 0; ++levels) {
    scope = page.containers[scope].parent;
    if (scope != 0 && is_around(page, scope, card)) return levels;
  }
  return std::nullopt;
}

// Blocks that may head a card: those that the rules know as labels, and headings that are no title of a card
// themselves; in page order.
std::vector<std::size_t> find_heads(const PageView& view, const Verdicts& verdicts,
                                    const std::vector<bool>& is_title) {
  constexpr std::uint32_t kMostWords = 12;
  std::vector<std::size_t> heads;
  for (std::size_t at = 0; at < verdicts.size(); ++at) {
    const Block& block = view.page.blocks[at];
    const BlockFacts& own = view.facts.blocks[at];
    const bool known = own.label || own.listing;
    if (!known && (block.kind != BlockKind::heading || is_title[at])) continue;
    // A heading of the article's own text heads no teasers.
    const bool of_text = verdicts[at].role == Role::content || verdicts[at].role == Role::headline;
    if (own.words <= kMostWords && block.text.size() <= kLongestLabel && !of_text) heads.push_back(at);
  }
  return heads;
}

// The label above a card: the nearest of the `heads` before it that the rules know as one, else the nearest
// heading.
Section find_section(const PageView& view, std::span<const std::size_t> heads, std::size_t first_of_card,
                     ContainerIndex card) {
  constexpr std::size_t kFarthest = 120;         // blocks
  constexpr std::uint32_t kLongestHeading = 30;  // characters, of what heads something else
  const BlockList& page = view.page;
  Section heading;
  int ended = 7;  // the highest level of a heading in between that heads something else
  for (auto head = std::ranges::lower_bound(heads, first_of_card); head != heads.begin();) {
    const std::size_t at = *--head, back = first_of_card - at;
    if (back > kFarthest) break;
    const Block& block = page.blocks[at];
    const BlockFacts& own = view.facts.blocks[at];
    const bool known = own.label || own.listing;
    constexpr int kMostLevels = 4, kMostHeadingLevels = 3;
    const std::optional<int> levels = levels_between(page, block.container, card, kMostLevels);
    const bool is_heading = block.kind == BlockKind::heading;
    // A heading ends what one of its level, or of a lower one, heads.
    if (known && is_heading && ended <= block.level) return heading;
    if (known && (back <= 2 || levels)) return {at, is_heading, levels.value_or(kMostLevels + 1)};
    if (is_heading && !known && !levels && own.length <= kLongestHeading)
      ended = std::min(ended, static_cast<int>(block.level));
    if (!heading.block && is_heading && !own.prose && levels && *levels <= kMostHeadingLevels)
      heading = {at, true, *levels};
    // A heading in between begins something else.
    if (heading.block && is_heading && at != *heading.block &&
        block.level <= page.blocks[*heading.block].level)
      break;
  }
  return heading;
}

// A ratio in steps of 1/1000, 0 where there is nothing to count; 1 at most.
double thousandths(std::size_t part, std::size_t whole) {
  const std::size_t steps = whole == 0 ? 0 : std::min(part, whole) * 1000 / whole;
  return static_cast<double>(steps) / 1000.0;
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

// How often some characters stand in a path.
struct PathCounts {
  std::uint32_t slashes = 0, hyphens = 0, digits = 0;
};

PathCounts count_in(std::string_view path) {
  PathCounts counts;
  for (const char byte : path) {
    counts.slashes += byte == '/' ? 1U : 0U;
    counts.hyphens += byte == '-' ? 1U : 0U;
    counts.digits += byte >= '0' && byte <= '9' ? 1U : 0U;
  }
  return counts;
}

void add_address_evidence(Row& row, std::string_view address, const Surface& surface) {
  const std::string_view host = host_of(address);
  const std::string_view path = path_of(address);
  const std::string_view own_path = path_of(surface.own_address);
  const PathCounts counts = count_in(path);
  row.set(StubEvidence::same_host, surface.own_host.empty() || host.empty() ? 0.5
                                   : host == surface.own_host               ? 1
                                                                            : 0);
  row.set(StubEvidence::path_depth, counts.slashes);
  row.set(StubEvidence::path_hyphens, counts.hyphens);
  row.set(StubEvidence::path_digits, counts.digits);
  row.set(StubEvidence::path_html, path.find(".htm") != std::string_view::npos ? 1 : 0);
  row.set(StubEvidence::has_query, path.find('?') != std::string_view::npos ? 1 : 0);
  row.set(
      StubEvidence::like_own_address,
      own_path.empty() ? -1 : static_cast<double>(count_like_traits(traits_of(path), surface.own_traits)));
  row.set(StubEvidence::shared_folders, static_cast<double>(count_shared_folders(path, own_path)));
  const std::string_view segment = first_segment(path);
  row.set(StubEvidence::shares_section, !segment.empty() && segment == first_segment(own_path) ? 1 : 0);
  row.set(StubEvidence::same_slug_shape, counts.slashes == surface.own_slashes ? 1 : 0);
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
        own_path_(path_of(surface_.own_address)),
        names_(view.rules, view.options.site),
        names_of_words_(view.facts.class_words.count()) {}
  // Some of what it knows are views of the rest.
  CandidateFinder(const CandidateFinder&) = delete;
  CandidateFinder& operator=(const CandidateFinder&) = delete;

  std::vector<StubCandidate> run() {
    gather_links();
    choose_titles();
    std::vector<StubCandidate> candidates;
    if (pages_.empty()) return candidates;
    count_titles();
    subject_ = read_subject(view_, verdicts_);
    candidates.reserve(pages_.size());
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
    const BaseUrl base(view_.metadata.base_url.value_or(""));
    std::pmr::unordered_map<std::string_view, std::size_t> known(&memory_);  // pages by address
    std::vector<Occurrence> found;
    std::optional<std::size_t> label, before;  // the last, and the last before the block
    for (std::size_t i = 0; i < page_.blocks.size(); ++i) {
      const Block& block = page_.blocks[i];
      const BlockFacts& own = view_.facts.blocks[i];
      before = label;
      if (own.label || own.listing) label = i;
      if (block.links.empty()) continue;
      if (verdicts_[i].role == Role::headline || verdicts_[i].role == Role::standfirst) continue;
      if (block.visibility == Visibility::noscript || is_boilerplate(own) || heads_next_article(i)) continue;
      if (verdicts_[i].role == Role::content && !own.read_more_lead && !in_link_list(i)) continue;
      const double place = weigh_place(i, before);
      const PartNames::Names block_names = names_of_block(static_cast<BlockIndex>(i));
      for (std::size_t l = 0; l < block.links.size(); ++l) {
        const Link& link = block.links[l];
        if (link.url.empty() || link.url.front() == '#') continue;
        const auto [entry, is_new] = targets_.try_emplace(link.url);
        Target& target = entry->second;
        if (is_new) target.address = address_of(link.url, base);
        if (target.address.empty()) continue;
        Occurrence occurrence{0, i, l, title_in(block, link.begin, link.end, names_)};
        if (occurrence.title.size() == link.end - link.begin)
          occurrence.title = cut_lead(std::move(occurrence.title), block, link.begin, own);
        if (occurrence.title.size() > kLongestTitle) continue;
        occurrence.words = occurrence.title == block.text ? own.words : count_words(occurrence.title);
        occurrence.weight = weigh_title(block, own, occurrence.title, occurrence.words,
                                        own.whole_link && block.links.size() == 1, block_names) +
                            place;
        if (!target.page) {
          if (pages_.size() == kMostAddresses) {
            const auto page = known.find(target.address);
            if (page == known.end()) continue;
            target.page = page->second;
          } else {
            target.page = known.try_emplace(target.address, pages_.size()).first->second;
            if (*target.page == pages_.size()) pages_.emplace_back().address = target.address;
          }
        }
        constexpr std::size_t kMostOccurrences = 12;
        std::size_t& count = pages_[*target.page].count;
        if (count == kMostOccurrences) continue;
        ++count;
        occurrence.page = *target.page;
        found.push_back(std::move(occurrence));
      }
    }
    group_by_page(std::move(found));
  }

  // Puts the occurrences of each page beside each other, in the order in which they were found.
  void group_by_page(std::vector<Occurrence> found) {
    occurrences_.resize(found.size());
    std::size_t begin = 0;
    for (LinkedPage& linked : pages_) {
      linked.occurrences = std::span(occurrences_).subspan(begin, 0);
      begin += linked.count;
    }
    for (Occurrence& occurrence : found) {
      std::span<Occurrence>& own = pages_[occurrence.page].occurrences;
      own = {own.data(), own.size() + 1};
      own.back() = std::move(occurrence);
    }
  }

  // What the class words of a block name; many blocks have the same.
  [[nodiscard]] PartNames::Names names_of_block(BlockIndex block) {
    if (page_.blocks[block].words.empty()) return {};
    const ClassWords& words = view_.facts.class_words;
    const ClassWords::Number number = words.of_block(block);
    std::optional<PartNames::Names>& known = names_of_words_[number];
    if (!known) known = names_.of_split(words.split(number));
    return *known;
  }

  [[nodiscard]] std::string address_of(std::string_view url, const BaseUrl& base) const {
    std::optional<std::string> resolved = base.resolve(url);
    if (resolved ? !resolved->starts_with("http") : has_scheme(url)) return {};
    const bool is_whole = resolved.has_value();
    std::string address = compare_form(is_whole ? std::move(*resolved) : std::string(url));
    if (is_own(address) || (is_whole && path_of(address).size() < 2)) return {};
    return address;
  }

  // Whether a rule is sure that a block is something else than a teaser.
  [[nodiscard]] static bool is_boilerplate(const BlockFacts& facts) {
    for (std::size_t category = 0; category < facts.rule_strength.size(); ++category)
      if (facts.rule_strength[category] == 2 && static_cast<Category>(category) != Category::read_more)
        return true;
    return false;
  }

  // Whether a block is the headline of another article that stands whole below this one.
  [[nodiscard]] bool heads_next_article(std::size_t at) const {
    constexpr std::size_t kNear = 3;  // blocks: a byline and a standfirst may stand between
    if (page_.blocks[at].kind != BlockKind::heading) return false;
    for (std::size_t next = at + 1; next <= std::min(at + kNear, page_.blocks.size() - 1); ++next) {
      if (page_.blocks[next].kind == BlockKind::heading) return false;
      if (verdicts_[next].rule == "next-article") return true;
    }
    return false;
  }

  // Whether a block is an item of a list that links make up, each with little but its link in it: such a list
  // within the text is one of teasers.
  [[nodiscard]] bool in_link_list(std::size_t at) const {
    const auto is_item = [this](std::size_t i) {
      const Block& block = page_.blocks[i];
      constexpr std::size_t kOfTen = 6;
      return block.kind == BlockKind::list_item && block.links.size() == 1 &&
             std::size_t{view_.facts.blocks[i].link_bytes} * 10 >= block.text.size() * kOfTen;
    };
    if (!is_item(at)) return false;
    const ContainerIndex list = page_.containers[page_.blocks[at].container].parent;
    const Container& items = page_.containers[list];
    if (list == 0 || items.end_block - items.first_block < 2) return false;
    for (BlockIndex i = items.first_block; i < items.end_block; ++i)
      if (!is_item(i)) return false;
    return true;
  }

  // Of the occurrences of a teaser, the one below a label is taken rather than the one in a menu. `label` is
  // the nearest block before it that the rules know as one.
  [[nodiscard]] double weigh_place(std::size_t at, std::optional<std::size_t> label) const {
    constexpr std::size_t kNearLabel = 30;  // blocks
    if (label && at - *label <= kNearLabel) return view_.facts.blocks[*label].listing ? -1 : 2;
    return surface_.has_text && at < surface_.first_text ? -1 : 0;
  }

  [[nodiscard]] bool is_own(std::string_view address) const {
    if (surface_.own_address.empty()) return false;
    std::string_view path = path_of(address);
    // A query more asks for the same page in another way: to share it, to print it.
    if (own_path_.find('?') == std::string_view::npos && own_path_.size() > 1)
      path = path.substr(0, path.find('?'));
    while (path.size() > 1 && path.back() == '/') path.remove_suffix(1);
    return path == own_path_ && (host_of(address).empty() || host_of(address) == surface_.own_host);
  }

  // Whether a title is the page's own headline.
  [[nodiscard]] static bool repeats(std::string_view title, std::string_view folded_headline) {
    constexpr double kAlike = 0.95;
    const std::string folded = fold_for_comparison(title);
    return highest_likeness(folded.size(), folded_headline.size()) > kAlike &&
           likeness(folded, folded_headline) > kAlike;
  }

  // The text that is the title among those that link to an address; addresses without one are dropped.
  void choose_titles() {
    std::vector<LinkedPage> kept;
    const std::string headline = fold_for_comparison(view_.headline.text);
    // Its own address may say so of all that stands beside it too.
    const bool own_is_no_article = names_no_article(own_path_);
    for (LinkedPage& linked : pages_) {
      const auto best =
          std::max_element(linked.occurrences.begin(), linked.occurrences.end(),
                           [](const Occurrence& a, const Occurrence& b) { return a.weight < b.weight; });
      linked.title = static_cast<std::size_t>(best - linked.occurrences.begin());
      auto length = static_cast<std::uint32_t>(count_characters(best->title));
      if (best->words > length / 2) length *= 2;  // wide characters are words each
      if (length < kShortestTitle || best->words < 2) continue;
      if (!own_is_no_article && names_no_article(path_of(linked.address))) continue;
      if (repeats(best->title, headline)) continue;
      kept.push_back(linked);
    }
    pages_ = std::move(kept);
    std::sort(pages_.begin(), pages_.end(), [](const LinkedPage& a, const LinkedPage& b) {
      const Occurrence &left = a.titled(), &right = b.titled();
      return left.block != right.block ? left.block < right.block : left.link < right.link;
    });
  }

  void count_titles() {
    const std::size_t count = page_.blocks.size();
    std::vector<bool> is_title(count, false);
    titles_before_.assign(count + 1, 0);
    length_before_.assign(count + 1, 0);
    last_label_ = last_listing_ = count + 1000;
    for (const LinkedPage& linked : pages_) {
      for (const Occurrence& occurrence : linked.occurrences) {
        is_title[occurrence.block] = true;
        ++titles_before_[occurrence.block + 1];
      }
    }
    heads_ = find_heads(view_, verdicts_, is_title);
    for (std::size_t i = 0; i < count; ++i) {
      titles_before_[i + 1] += titles_before_[i];
      length_before_[i + 1] = length_before_[i] + view_.facts.blocks[i].length;
    }
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

  // Whether a block of a card is the summary of the title above it, which is folded where that is asked
  // first.
  [[nodiscard]] bool is_summary(BlockIndex index, std::string_view title,
                                std::optional<std::string>& folded_title) const {
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
    if (own.words < kFewestWords && !own.ends_sentence) return false;
    if (!folded_title) folded_title = fold_for_comparison(title);
    return own.folded.find(*folded_title) == std::string::npos;
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
    std::optional<std::string> folded_title;
    for (BlockIndex b = container.first_block; b < container.end_block; ++b) {
      if (view_.facts.blocks[b].label || view_.facts.blocks[b].listing || verdicts_[b].role == Role::headline)
        continue;
      card.first_block = std::min<std::size_t>(card.first_block, b);
      card.has_time = card.has_time || page_.blocks[b].time;
      card.has_image = card.has_image || page_.blocks[b].images > 0;
      if (std::find(candidate.members.begin(), candidate.members.end(), b) == candidate.members.end())
        candidate.members.push_back(b);
      if (!candidate.blocks.summary && b > at && is_summary(b, candidate.blocks.title, folded_title))
        candidate.blocks.summary = b;
    }
    std::sort(candidate.members.begin(), candidate.members.end());
  }

  StubCandidate make_candidate(const LinkedPage& linked, std::size_t rank) {
    Occurrence& title = linked.occurrences[linked.title];
    const Block& block = page_.blocks[title.block];
    const BlockFacts& own = view_.facts.blocks[title.block];
    StubCandidate candidate;
    candidate.address = std::string(linked.address);
    candidate.blocks.title_block = static_cast<BlockIndex>(title.block);
    candidate.blocks.title = std::move(title.title);  // of this page nothing asks for it any more
    candidate.blocks.url = block.links[title.link].url;
    Card card = find_card(linked);
    read_card(linked, card, candidate);
    const Section section = find_section(view_, heads_, card.first_block, card.container);
    if (section.block) candidate.blocks.section = section_text(page_.blocks[*section.block].text);
    if (own.read_more_lead) {
      // Before the title, or before the first of several.
      const std::size_t begin =
          title.link == 0 ? block.text.find(candidate.blocks.title) : block.links.front().begin;
      if (begin != std::string::npos && begin > 0)
        candidate.blocks.section = section_text(block.text.substr(0, begin));
    }
    Row row(candidate.evidence);
    add_title_evidence(row, candidate, title.words);
    add_address_evidence(row, linked.address, surface_);
    add_card_evidence(row, candidate, card, linked.occurrences.size());
    add_section_evidence(row, section, card, title.block);
    add_place_evidence(row, title.block);
    row.set(StubEvidence::candidates, static_cast<double>(std::min<std::size_t>(pages_.size(), 1000)));
    row.set(StubEvidence::candidate_rank, static_cast<double>(rank));
    candidate.labelled = (section.block && view_.facts.blocks[*section.block].label != nullptr) ||
                         verdicts_[title.block].rule == kLinkParagraph;
    // Arrows lead to the posts before and behind, which are of the whole site, whatever label is near.
    const bool stepping =
        candidate.blocks.title.starts_with("\u2190") || candidate.blocks.title.ends_with("\u2192");
    if (stepping) candidate.labelled = false;
    candidate.listed = stepping || (section.block && !candidate.labelled &&
                                    view_.facts.blocks[*section.block].listing != nullptr);
    // A paragraph that only begins like a lead goes on with text of its own.
    const std::size_t lead_end = std::min(own.read_more_lead_end, block.text.size());
    candidate.led =
        own.read_more_lead != nullptr && std::size_t{own.link_bytes} * 2 >= block.text.size() - lead_end;
    group_of_.emplace_back(section.block.value_or(page_.blocks.size()),
                           page_.containers[card.container].parent);
    return candidate;
  }

  void add_title_evidence(Row& row, const StubCandidate& candidate, std::size_t words) {
    const std::size_t at = candidate.blocks.title_block;
    const Block& block = page_.blocks[at];
    const BlockFacts& own = view_.facts.blocks[at];
    row.set(StubEvidence::title_length,
            static_cast<double>(std::min<std::size_t>(count_characters(candidate.blocks.title), 400)));
    row.set(StubEvidence::title_words, static_cast<double>(std::min<std::size_t>(words, 100)));
    row.set(StubEvidence::title_ends_sentence, own.ends_sentence);
    row.set(StubEvidence::title_heading, block.kind == BlockKind::heading);
    row.set(StubEvidence::title_level, block.level);
    row.set(StubEvidence::title_whole_link, own.whole_link);
    row.set(StubEvidence::title_in_text, verdicts_[at].role == Role::content);
    std::uint8_t strength = 0;
    for (std::size_t category = 0; category < own.rule_strength.size(); ++category)
      if (static_cast<Category>(category) != Category::read_more)
        strength = std::max(strength, own.rule_strength[category]);
    row.set(StubEvidence::title_hints, strength == 1);
    row.set(StubEvidence::title_lead, own.read_more_lead != nullptr);
    row.set(StubEvidence::title_prose, own.prose);
    row.set(StubEvidence::title_score, static_cast<double>(static_cast<int>(view_.scores[at] * 100)) / 100.0);
    row.set(StubEvidence::title_share, thousandths(candidate.blocks.title.size(), block.text.size()));
    const auto first = static_cast<unsigned char>(candidate.blocks.title.front());
    row.set(StubEvidence::title_starts_lower, first >= 'a' && first <= 'z');
    row.set(StubEvidence::block_links, static_cast<double>(std::min<std::size_t>(block.links.size(), 20)));
    title_words_.clear();
    Subject::add_hashes(candidate.blocks.title, title_words_);
    std::ranges::sort(title_words_);
    title_words_.erase(std::unique(title_words_.begin(), title_words_.end()), title_words_.end());
    std::size_t of_headline = 0, of_text = 0;
    for (const std::uint64_t word : title_words_) {
      const Subject::Marks marks = subject_.marks_of(word);
      of_headline += (marks & Subject::kHeadline) != 0 ? 1U : 0U;
      of_text += (marks & Subject::kText) != 0 ? 1U : 0U;
    }
    row.set(StubEvidence::shared_headline_words, static_cast<double>(std::min<std::size_t>(of_headline, 5)));
    row.set(StubEvidence::shared_text_words, thousandths(of_text, title_words_.size()));
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
      row.set(StubEvidence::section_levels, section.levels);
      bool names_subject = false;
      const std::string folded = fold_case(page_.blocks[*section.block].text);
      each_subject_word(folded, [&](std::uint64_t hash, std::string_view word) {
        names_subject = names_subject || (subject_.marks_of(hash) & Subject::kHeadline) != 0 ||
                        surface_.own_address.find(word) != std::string::npos;
      });
      row.set(StubEvidence::section_subject, names_subject);
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
    constexpr auto kAround = std::to_array<std::pair<Tag, StubEvidence>>({
        {Tag::aside, StubEvidence::in_aside},
        {Tag::nav, StubEvidence::in_nav},
        {Tag::header, StubEvidence::in_header},
        {Tag::footer, StubEvidence::in_footer},
        {Tag::article, StubEvidence::in_article},
        {Tag::main, StubEvidence::in_main},
        {Tag::ul, StubEvidence::in_list},
    });
    std::array<int, kAround.size()> distances{};
    distances.fill(kNoAncestor);
    int steps_up = 1;
    for (ContainerIndex c = block.container; c != 0; c = page_.containers[c].parent, ++steps_up)
      for (std::size_t i = 0; i < kAround.size(); ++i)
        if (page_.containers[c].tag == kAround[i].first && distances[i] == kNoAncestor)
          distances[i] = std::min(steps_up, 60);
    for (std::size_t i = 0; i < kAround.size(); ++i) row.set(kAround[i].second, distances[i]);
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
      between =
          length_before_[std::min(at, surface_.last_text + 400)] - length_before_[surface_.last_text + 1];
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

  // A hash for candidates that look alike to the page's style sheet: of the class words and elements around
  // the title.
  [[nodiscard]] std::uint64_t hash_shape(const StubCandidate& candidate) const {
    WordHash64 shape;
    ContainerIndex at = page_.blocks[candidate.blocks.title_block].container;
    for (int level = 0; level < 3 && at != 0; ++level, at = page_.containers[at].parent) {
      shape.add(static_cast<std::uint64_t>(page_.containers[at].tag));
      shape.add(hash_of(page_.containers[at].words));
    }
    return shape.value();
  }

  void add_group_evidence(std::vector<StubCandidate>& candidates) const {
    struct Group {
      std::size_t order = 0, size = 0, bytes = 0, passed = 0, words = 0, like_own = 0, images = 0,
                  headings = 0, shared = 0, before = 0, distance = 0;
    };
    struct Shape {
      std::size_t size = 0, before = 0, after = 0;
    };
    std::map<GroupKey, Group> groups;
    struct Under {
      std::size_t size = 0, groups = 0, passed = 0;
    };
    std::map<std::size_t, Under> sections;
    std::unordered_map<std::uint64_t, Shape> shapes;
    std::vector<const Shape*> shape_of_candidate;
    shape_of_candidate.reserve(candidates.size());
    for (std::size_t i = 0; i < candidates.size(); ++i) {
      const auto value = [&](StubEvidence name) {
        return candidates[i].evidence[static_cast<std::size_t>(name)];
      };
      Group& group = groups.emplace(group_of_[i], Group{groups.size()}).first->second;
      ++group.size;
      group.bytes += candidates[i].blocks.title.size();
      group.words += static_cast<std::size_t>(value(StubEvidence::title_words));
      group.like_own += static_cast<std::size_t>(std::max(value(StubEvidence::like_own_address), 0.0F));
      group.images += value(StubEvidence::has_image) > 0 ? std::size_t{1} : 0;
      group.headings += value(StubEvidence::title_heading) > 0 ? std::size_t{1} : 0;
      group.shared += value(StubEvidence::shared_headline_words) > 0 ? std::size_t{1} : 0;
      Under& under = sections[group_of_[i].first];
      ++under.size;
      if (group.size == 1) {
        group.before = under.groups++;
        group.distance = static_cast<std::size_t>(value(StubEvidence::section_distance));
      }
      Shape& shape = shapes[hash_shape(candidates[i])];
      ++shape.size;
      if (value(StubEvidence::before_text) > 0) ++shape.before;
      if (value(StubEvidence::after_text) > 0) ++shape.after;
      shape_of_candidate.push_back(&shape);
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
      const std::size_t words = group.words * 10 / group.size, like_own = group.like_own * 10 / group.size;
      set(StubEvidence::group_words, static_cast<double>(words) / 10.0);
      set(StubEvidence::group_like_own, static_cast<double>(like_own) / 10.0);
      set(StubEvidence::group_images, thousandths(group.images, group.size));
      set(StubEvidence::group_headings, thousandths(group.headings, group.size));
      set(StubEvidence::group_shared_words, thousandths(group.shared, group.size));
      Under& under = sections[group_of_[i].first];
      constexpr std::size_t kRightBelow = 2;  // blocks
      constexpr float kFewestWords = 4;       // fewer name a topic or a section of the site
      candidates[i].headed = candidates[i].labelled && group.before == 0 && group.distance <= kRightBelow &&
                             evidence[static_cast<std::size_t>(StubEvidence::title_words)] >= kFewestWords;
      set(StubEvidence::section_size, static_cast<double>(std::min<std::size_t>(under.size, 200)));
      set(StubEvidence::section_rank, static_cast<double>(std::min<std::size_t>(under.passed++, 200)));
      set(StubEvidence::section_groups_before, static_cast<double>(std::min<std::size_t>(group.before, 50)));
      const Shape& shape = *shape_of_candidate[i];
      set(StubEvidence::shape_size, static_cast<double>(std::min<std::size_t>(shape.size, 200)));
      set(StubEvidence::shape_before_text, thousandths(shape.before, shape.size));
      set(StubEvidence::shape_after_text, thousandths(shape.after, shape.size));
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
  const std::string_view own_path_;
  Subject subject_;
  PartNames names_;
  std::vector<std::optional<PartNames::Names>> names_of_words_;  // by the number of the words
  // A link's address in the form that is compared; empty where it could lead to no article.
  struct Target {
    std::string address;
    std::optional<std::size_t> page;
  };
  // For maps that only grow: their nodes are freed together.
  std::pmr::monotonic_buffer_resource memory_;
  std::pmr::unordered_map<std::string_view, Target> targets_{&memory_};  // by what the link says
  std::vector<Occurrence> occurrences_;                                  // page by page
  std::vector<LinkedPage> pages_;
  std::vector<std::size_t> heads_;            // find_heads
  std::vector<std::uint32_t> titles_before_;  // occurrences of links in the blocks before an index
  std::vector<std::uint64_t> length_before_;  // characters of the blocks before an index
  std::vector<GroupKey> group_of_;            // by candidate
  std::vector<std::uint64_t> title_words_;    // the words of the title that is looked at
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
