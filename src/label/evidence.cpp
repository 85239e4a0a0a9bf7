// Turns the facts of a page into a row of numbers for each block.
#include "label/evidence.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <memory_resource>
#include <unordered_map>

#include "label/marked_hashes.h"
#include "label/rounding.h"
#include "text/byte_runs.h"
#include "text/normalize.h"
#include "text/sixteen_bytes.h"

namespace pressclip {
namespace {

// Every number of a row. The groups are those of docs/EVIDENCE.md.
// clang-format off
#define PRESSCLIP_EVIDENCE(X) \
  /* text */ \
  X(length) X(words) X(sentences) X(ends_sentence) X(ends_colon) X(ends_ellipsis) X(commas) X(digits) X(upper) X(all_upper) \
  X(starts_lower) X(starts_quote) X(quotes) X(separators) X(addresses) X(copyright) X(word_length) X(digit_runs) X(brackets) \
  X(question) X(exclamation) X(prose) X(lower_words) X(short_words) \
  /* weights of words */ \
  X(words_weight) X(words_weight_previous) X(words_weight_next) X(words_weight_heading) X(words_weight_near) X(words_weight_page) \
  X(place_weight) X(place_weight_previous) X(place_weight_next) X(place_weight_heading) X(place_weight_near) X(place_weight_page) \
  /* links */ \
  X(link_density) X(link_count) X(whole_link) X(starts_with_link) X(ends_with_link) X(link_outside) \
  /* structure */ \
  X(kind) X(heading_level) X(list_depth) X(ordered) X(visibility) X(strong) X(emphasis) X(images) X(time) X(depth) \
  X(in_p) X(in_div) X(in_cell) X(in_custom) X(to_article) X(to_main) X(to_aside) X(to_nav) X(to_header) X(to_footer) X(to_section) \
  X(to_form) X(to_figure) X(to_list) X(to_table) X(to_quote) X(to_button) X(to_details) X(to_content_words) X(item_body) \
  /* class words, by category */ \
  X(class_paywall) X(class_newsletter) X(class_read_more) X(class_share) X(class_comments) X(class_promo) X(class_ad) X(class_consent) \
  X(class_legal) X(class_byline) X(class_bio) X(class_tags) X(class_media) X(class_notice) X(class_navigation) \
  /* rules, by category */ \
  X(rule_paywall) X(rule_newsletter) X(rule_read_more) X(rule_share) X(rule_comments) X(rule_promo) X(rule_ad) X(rule_consent) \
  X(rule_legal) X(rule_byline) X(rule_bio) X(rule_tags) X(rule_media) X(rule_notice) X(rule_navigation) \
  X(label) X(listing) X(read_more_lead) X(byline_lead) X(since_label) X(since_listing) X(since_sure) X(since_comments) \
  X(label_in_container) \
  /* position */ \
  X(position) X(position_length) X(from_headline) X(from_headline_length) X(headline_known) X(is_headline) \
  X(headline_distance) X(lead_distance) X(headings_like_headline) X(other_article) X(articles) \
  /* metadata */ \
  X(like_headline) X(in_description) X(in_article_body) X(has_article_body) X(is_author) X(has_author) \
  /* containers */ \
  X(parent_length) X(parent_prose) X(parent_link_density) X(parent_blocks) X(parent_share) X(grandparent_share) X(third_share) \
  X(parent_prose_density) X(best_distance) X(in_best) X(best_share) X(before_best_prose) X(after_best_prose) X(index_in_parent) \
  X(sibling_containers) \
  X(branch_length) X(branch_prose_density) X(branch_link_density) X(branch_blocks) X(branch_like) X(branch_depth) \
  /* blocks of the same shape */ \
  X(same_count) X(same_prose_share) X(same_link_density) X(same_mean_length) \
  /* neighbours */ \
  X(previous_length) X(previous_link_density) X(previous_kind) X(previous_prose) X(previous_same_parent) X(previous2_length) \
  X(previous2_prose) X(next_length) X(next_link_density) X(next_kind) X(next_prose) X(next_same_parent) X(next2_length) X(next2_prose) \
  X(to_previous_prose) X(to_next_prose) X(prose_before) X(prose_after) X(prose_near) X(link_density_near) X(headings_near) X(next_images) \
  /* repetition */ \
  X(occurrences) X(repeats) \
  /* page */ \
  X(page_blocks) X(page_length) X(page_prose) X(page_prose_share) X(page_is_article) X(plain_text)
// clang-format on

enum class Evidence : std::size_t {
#define PRESSCLIP_EVIDENCE_ENUMERATOR(name) name,
  PRESSCLIP_EVIDENCE(PRESSCLIP_EVIDENCE_ENUMERATOR)
#undef PRESSCLIP_EVIDENCE_ENUMERATOR
      end_
};

constexpr std::string_view kNames[] = {
#define PRESSCLIP_EVIDENCE_NAME(name) #name,
    PRESSCLIP_EVIDENCE(PRESSCLIP_EVIDENCE_NAME)
#undef PRESSCLIP_EVIDENCE_NAME
};

constexpr std::size_t kWidth = static_cast<std::size_t>(Evidence::end_);

class Row {
 public:
  explicit Row(float* values) : values_(values) {}
  void set(Evidence evidence, float value) { values_[static_cast<std::size_t>(evidence)] = value; }
  void set(Evidence evidence, bool value) { set(evidence, value ? 1.0F : 0.0F); }
  void set_at(Evidence first, std::size_t offset, float value) {
    values_[static_cast<std::size_t>(first) + offset] = value;
  }
  // Small numbers, one beside the other. They are copied first: then the compiler knows that writing one
  // changes no other, and turns several at once.
  template <std::size_t kSize>
  void set_all(Evidence first, std::array<std::uint8_t, kSize> numbers) {
    float* const values = values_ + static_cast<std::size_t>(first);
    for (std::size_t i = 0; i < kSize; ++i) values[i] = static_cast<float>(numbers[i]);
  }
  // The number of another row, or its numbers from `first` to `last`.
  void copy(Evidence to, Row other, Evidence from) {
    values_[static_cast<std::size_t>(to)] = other.values_[static_cast<std::size_t>(from)];
  }
  void copy_all(Evidence first, Evidence last, Row other) {
    const auto begin = static_cast<std::size_t>(first), end = static_cast<std::size_t>(last) + 1;
    std::copy(other.values_ + begin, other.values_ + end, values_ + begin);
  }

 private:
  float* values_;
};

// What a character is for the evidence of a text.
enum class Sign : std::uint8_t {
  none,
  digit,
  lower,
  upper,
  other_letter,
  comma,
  quote,
  separator,
  at,
  bracket,
  copyright,
  sentence_end,
  end_
};

Sign sign_of_wide(UChar32 c) {
  if (u_isdigit(c)) return Sign::digit;
  if (u_isalpha(c)) return u_islower(c) ? Sign::lower : u_isupper(c) ? Sign::upper : Sign::other_letter;
  switch (c) {
    case 0x3001:
    case 0xFF0C:
    case 0x060C:
      return Sign::comma;
    case 0x201C:
    case 0x201E:
    case 0x00AB:
    case 0x300C:
    case 0x2018:
      return Sign::quote;
    case 0x00B7:
    case 0x2022:
    case 0x203A:
    case 0x00BB:
      return Sign::separator;
    case 0xFF08:
    case 0x3010:
      return Sign::bracket;
    case 0x00A9:
      return Sign::copyright;
    case 0x3002:
    case 0xFF01:
    case 0xFF1F:
    case 0x0964:
    case 0x061F:
      return Sign::sentence_end;
    default:
      return Sign::none;
  }
}

// Without asking ICU, for what most text is made of.
constexpr std::array<Sign, 128> kAsciiSigns = [] {
  std::array<Sign, 128> signs{};
  for (std::size_t c = 'a'; c <= 'z'; ++c) signs[c] = Sign::lower;
  for (std::size_t c = 'A'; c <= 'Z'; ++c) signs[c] = Sign::upper;
  for (std::size_t c = '0'; c <= '9'; ++c) signs[c] = Sign::digit;
  signs[','] = Sign::comma;
  signs['"'] = Sign::quote;
  signs['|'] = signs['/'] = signs['>'] = Sign::separator;
  signs['@'] = Sign::at;
  signs['('] = signs['['] = Sign::bracket;
  signs['.'] = signs['!'] = signs['?'] = Sign::sentence_end;
  return signs;
}();

// Counts what the characters of a text are, and its words: runs of letters, in which digits may stand.
class SignCounter {
 public:
  explicit SignCounter(std::string_view text) : text_(text.substr(0, std::size_t{1} << 30U)) {
    while (at_ < text_.size()) {
      take_plain();
      // A character of ASCII between others is taken like them.
      while (at_ < text_.size() && (is_beyond_ascii(at_) || (letters_before_ > 0 && is_digit(at_)) ||
                                    (at_ + 1 < text_.size() && is_beyond_ascii(at_ + 1))))
        take_character();
    }
    find_ends();
  }

  [[nodiscard]] std::uint32_t count(Sign sign) const { return counts_[static_cast<std::size_t>(sign)]; }
  [[nodiscard]] std::uint32_t characters() const { return characters_; }
  [[nodiscard]] std::uint32_t digit_runs() const { return digit_runs_; }
  [[nodiscard]] std::uint32_t words() const { return words_; }
  [[nodiscard]] std::uint32_t lower_words() const { return lower_words_; }
  [[nodiscard]] std::uint32_t short_words() const { return words_ - long_words_; }
  [[nodiscard]] UChar32 first() const { return first_; }
  // That is no space; 0 where there is none.
  [[nodiscard]] UChar32 last() const { return last_; }

 private:
  // A word of as many letters is a long one.
  static constexpr std::uint32_t kLongWord = 4;
  static constexpr std::size_t kWindow = 64;

  // A bit for each byte of a window, the first one's lowest.
  struct Window {
    std::uint64_t letters = 0, lower = 0, digits = 0, spaces = 0, beyond_ascii = 0;
  };

  [[nodiscard]] bool is_beyond_ascii(std::size_t at) const {
    return static_cast<unsigned char>(text_[at]) >= 0x80;
  }
  [[nodiscard]] bool is_digit(std::size_t at) const { return text_[at] >= '0' && text_[at] <= '9'; }

  std::uint32_t& count_of(Sign sign) { return counts_[static_cast<std::size_t>(sign)]; }

  // Of the `size` bytes at the place that the text is read at.
  [[nodiscard]] Window look_at(std::size_t size) const {
    Window window;
    for (std::size_t part = 0; part < size; part += sizeof(SixteenBytes)) {
      SixteenBytes bytes{};
      unsigned before = 0;  // bytes that are looked at again, so that sixteen can be read
      if (text_.size() - at_ - part >= sizeof bytes) {
        bytes = sixteen_bytes_at(text_, at_ + part);
      } else if (text_.size() >= sizeof bytes) {
        bytes = sixteen_bytes_at(text_, text_.size() - sizeof bytes);
        before = static_cast<unsigned>(at_ + part + sizeof bytes - text_.size());
      } else {
        std::memcpy(&bytes, text_.data() + at_, text_.size() - at_);
      }
      const auto place = [&](auto answers) { return std::uint64_t{bits_of(answers) >> before} << part; };
      const SixteenBytes lower = bytes | ('a' - 'A');
      window.letters |= place(lower - 'a' <= SixteenBytes{} + ('z' - 'a'));
      window.lower |= place(bytes - 'a' <= SixteenBytes{} + ('z' - 'a'));
      window.digits |= place(bytes - '0' <= SixteenBytes{} + 9);
      window.spaces |= place(bytes == ' ');
      window.beyond_ascii |= place(bytes >= 0x80);
    }
    return window;
  }

  // Over as many characters as are ASCII, up to a digit right behind a letter: where letters follow it, they
  // go on with the word.
  void take_plain() {
    const std::size_t size = std::min(kWindow, text_.size() - at_);
    Window window = look_at(size);
    const std::uint64_t in_words = window.letters << 1U | (letters_before_ > 0 ? 1U : 0U);
    const auto plain = std::min(
        size, static_cast<std::size_t>(std::countr_zero(window.beyond_ascii | (window.digits & in_words))));
    if (plain == 0) return;
    const std::uint64_t taken = ~std::uint64_t{0} >> (kWindow - plain);
    window.letters &= taken;
    window.digits &= taken;
    count_words(window.letters, window.lower);
    const std::uint32_t lower_letters = number_of(window.letters & window.lower);
    count_of(Sign::lower) += lower_letters;
    count_of(Sign::upper) += number_of(window.letters) - lower_letters;
    if (window.digits != 0) {
      count_of(Sign::digit) += number_of(window.digits);
      digit_runs_ += number_of(window.digits & ~(window.digits << 1U | (in_digits_ ? 1U : 0U)));
    }
    in_digits_ = (window.digits >> (plain - 1) & 1U) != 0;
    for (std::uint64_t others = taken & ~(window.letters | window.digits | window.spaces); others != 0;
         others &= others - 1)
      ++count_of(kAsciiSigns[static_cast<unsigned char>(
          text_[at_ + static_cast<std::size_t>(std::countr_zero(others))])]);
    const auto letters_last =
        static_cast<std::uint32_t>(std::countl_one(window.letters << (kWindow - plain)));
    letters_before_ = letters_last == plain ? letters_before_ + letters_last : letters_last;
    characters_ += static_cast<std::uint32_t>(plain);
    at_ += plain;
  }

  static std::uint32_t number_of(std::uint64_t bits) {
    return static_cast<std::uint32_t>(std::popcount(bits));
  }

  void count_words(std::uint64_t letters, std::uint64_t lower) {
    // The letters before as bits, the last one's highest.
    const std::uint64_t last =
        letters_before_ == 0 ? 0 : ~std::uint64_t{0} << (kWindow - std::min(letters_before_, kLongWord));
    const auto before = [&](unsigned steps) { return letters << steps | last >> (kWindow - steps); };
    const std::uint64_t begins = letters & ~before(1);
    words_ += number_of(begins);
    lower_words_ += number_of(begins & lower);
    // Where four letters end; the first such place of a word makes it a long one.
    static_assert(kLongWord == 4);
    const std::uint64_t fours = letters & before(1) & before(2) & before(3);
    if (fours != 0)
      long_words_ += number_of(fours & ~(fours << 1U | (letters_before_ >= kLongWord ? 1U : 0U)));
  }

  void take_character() {
    const auto* const bytes = reinterpret_cast<const std::uint8_t*>(text_.data());
    UChar32 c = 0;
    U8_NEXT(bytes, at_, text_.size(), c);
    const Sign sign = c >= 0 && c < 0x80 ? kAsciiSigns[static_cast<std::size_t>(c)] : sign_of_wide(c);
    ++characters_;
    ++count_of(sign);
    if (sign == Sign::digit && !in_digits_) ++digit_runs_;
    in_digits_ = sign == Sign::digit;
    if (sign == Sign::digit) return;
    if (sign == Sign::none || sign > Sign::other_letter) {
      letters_before_ = 0;
      return;
    }
    ++letters_before_;
    if (letters_before_ == 1) {
      ++words_;
      if (sign == Sign::lower) ++lower_words_;
    }
    if (letters_before_ == kLongWord) ++long_words_;
  }

  void find_ends() {
    if (text_.empty()) return;
    const auto* const bytes = reinterpret_cast<const std::uint8_t*>(text_.data());
    std::size_t at = 0;
    U8_NEXT(bytes, at, text_.size(), first_);
    auto end = static_cast<std::int32_t>(text_.size());
    while (end > 0 && bytes[end - 1] == ' ') --end;
    if (end > 0) U8_PREV(bytes, 0, end, last_);
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::array<std::uint32_t, static_cast<std::size_t>(Sign::end_)> counts_{};
  std::uint32_t characters_ = 0, digit_runs_ = 0, words_ = 0, lower_words_ = 0, long_words_ = 0;
  std::uint32_t letters_before_ = 0;  // of the word that is read
  bool in_digits_ = false;
  UChar32 first_ = 0, last_ = 0;
};

// Whether "http" stands in it: most texts have many an h, and none with a p three bytes behind it.
bool holds_address(std::string_view text) {
  constexpr std::string_view kBegin = "http";
  constexpr std::size_t kStep = sizeof(SixteenBytes), kLast = kBegin.size() - 1;
  std::size_t at = 0;
  for (; text.size() - at >= kStep + kLast; at += kStep)
    if (bits_of((sixteen_bytes_at(text, at) == 'h') & (sixteen_bytes_at(text, at + kLast) == 'p')) != 0 &&
        text.substr(at, kStep + kLast).find(kBegin) != std::string_view::npos)
      return true;
  return text.find(kBegin, at) != std::string_view::npos;
}

void add_text_evidence(const Block& block, const BlockFacts& facts, Row row) {
  const SignCounter signs(block.text);
  const auto count = [&signs](Sign sign) { return signs.count(sign); };
  const std::uint32_t characters = signs.characters();
  const UChar32 first = signs.first(), last = signs.last();
  const std::uint32_t letters = count(Sign::lower) + count(Sign::upper) + count(Sign::other_letter);
  std::uint32_t addresses = count(Sign::at);
  bool copyright = count(Sign::copyright) > 0;
  const auto holds = [&block](std::string_view part) {
    return block.text.find(part) != std::string_view::npos;
  };
  if (holds_address(block.text) || (count(Sign::sentence_end) > 0 && holds("www."))) ++addresses;
  if (count(Sign::bracket) > 0 && (holds("(c)") || holds("(C)"))) copyright = true;
  row.set(Evidence::length, coarse(facts.length));
  row.set(Evidence::words, coarse(facts.words));
  row.set(Evidence::sentences, coarse(count(Sign::sentence_end)));
  row.set(Evidence::ends_sentence, facts.ends_sentence);
  row.set(Evidence::ends_colon, last == ':' || last == 0xFF1A);
  row.set(Evidence::ends_ellipsis, last == 0x2026 || block.text.ends_with("..."));
  row.set(Evidence::commas, ratio(count(Sign::comma), characters));
  row.set(Evidence::digits, ratio(count(Sign::digit), characters));
  row.set(Evidence::upper, ratio(count(Sign::upper), letters));
  row.set(Evidence::all_upper, letters > 3 && count(Sign::upper) * 10 >= letters * 9);
  row.set(Evidence::starts_lower,
          first < 0x80 ? first >= 'a' && first <= 'z' : static_cast<bool>(u_islower(first)));
  row.set(Evidence::starts_quote,
          first == '"' || first == 0x201C || first == 0x201E || first == 0x00AB || first == 0x300C);
  row.set(Evidence::quotes, coarse(count(Sign::quote)));
  row.set(Evidence::separators, coarse(count(Sign::separator)));
  row.set(Evidence::addresses, coarse(addresses));
  row.set(Evidence::copyright, copyright);
  row.set(Evidence::word_length, ratio(letters + count(Sign::digit), facts.words));
  row.set(Evidence::digit_runs, coarse(signs.digit_runs()));
  row.set(Evidence::brackets, coarse(count(Sign::bracket)));
  row.set(Evidence::question, last == '?' || last == 0xFF1F || last == 0x061F);
  row.set(Evidence::exclamation, last == '!' || last == 0xFF01);
  row.set(Evidence::prose, facts.prose);
  row.set(Evidence::lower_words, ratio(signs.lower_words(), signs.words()));
  row.set(Evidence::short_words, ratio(signs.short_words(), signs.words()));
}

// The same, from the row of an earlier block with the same text.
void copy_text_evidence(const float* earlier, const BlockFacts& facts, float* values) {
  static_assert(Evidence::length == Evidence{});
  std::copy_n(earlier, static_cast<std::size_t>(Evidence::short_words) + 1, values);
  Row(values).set(Evidence::prose, facts.prose);  // its links tell, too
}

bool leads_outside(std::string_view url) {
  return url.starts_with("http") || url.starts_with("//") || url.starts_with("mailto:");
}

void add_link_evidence(const Block& block, const BlockFacts& facts, Row row) {
  row.set(Evidence::link_density, ratio(facts.link_bytes, block.text.size()));
  row.set(Evidence::link_count, coarse(block.links.size()));
  row.set(Evidence::whole_link, facts.whole_link);
  row.set(Evidence::starts_with_link, !block.links.empty() && block.links.front().begin == 0);
  row.set(Evidence::ends_with_link, !block.links.empty() && block.links.back().end + 2 >= block.text.size());
  row.set(Evidence::link_outside, !block.links.empty() && leads_outside(block.links.front().url));
}

// What an element's steps are counted to, in the order of the evidence from to_article to to_details.
enum class Around : std::size_t {
  article,
  main,
  aside,
  nav,
  header,
  footer,
  section,
  form,
  figure,
  list,
  table,
  quote,
  button,
  details,
  item_body,
  end_
};

// Steps from a block up to each of them, kNoAncestor where there is none. One more than there are, for the
// processor counts sixteen at once.
using Ancestors = std::array<std::uint8_t, 16>;
static_assert(static_cast<std::size_t>(Around::end_) <= Ancestors{}.size());

std::optional<Around> around_of(Tag tag) {
  switch (tag) {
    case Tag::article:
      return Around::article;
    case Tag::main:
      return Around::main;
    case Tag::aside:
      return Around::aside;
    case Tag::nav:
      return Around::nav;
    case Tag::header:
      return Around::header;
    case Tag::footer:
      return Around::footer;
    case Tag::section:
      return Around::section;
    case Tag::form:
      return Around::form;
    case Tag::figure:
    case Tag::figcaption:
      return Around::figure;
    case Tag::ul:
    case Tag::ol:
      return Around::list;
    case Tag::table:
      return Around::table;
    case Tag::blockquote:
      return Around::quote;
    case Tag::button:
    case Tag::label:
      return Around::button;
    case Tag::details:
      return Around::details;
    default:
      return std::nullopt;
  }
}

// By container, for the blocks in it; not for containers without any.
std::vector<Ancestors> find_ancestors(const BlockList& page) {
  constexpr std::uint8_t kFarthest = 60;
  std::vector<Ancestors> found(page.containers.size());
  found[0].fill(kNoAncestor);
  for (std::size_t c = 1; c < found.size(); ++c) {
    const Container& own = page.containers[c];
    if (own.first_block == own.end_block) continue;
    const auto before = std::bit_cast<SixteenBytes>(found[own.parent]);
    const auto is_far = std::bit_cast<SixteenBytes>(before >= kFarthest);
    auto steps = std::bit_cast<Ancestors>(((before + 1) & ~is_far) | (kNoAncestor & is_far));
    if (const auto around = around_of(own.tag)) steps[static_cast<std::size_t>(*around)] = 1;
    if (own.item == "articleBody") steps[static_cast<std::size_t>(Around::item_body)] = 1;
    found[c] = steps;
  }
  return found;
}

void add_structure_evidence(const BlockList& page, const Block& block, const BlockFacts& facts,
                            const Ancestors& ancestors, Row row) {
  const auto bytes = block.text.size();
  row.set(Evidence::kind, static_cast<float>(block.kind));
  row.set(Evidence::heading_level, static_cast<float>(block.level));
  row.set(Evidence::list_depth, static_cast<float>(block.list_depth));
  row.set(Evidence::ordered, block.ordered);
  row.set(Evidence::visibility, static_cast<float>(block.visibility));
  row.set(Evidence::strong, ratio(block.strong_bytes, bytes));
  row.set(Evidence::emphasis, ratio(block.emphasis_bytes, bytes));
  row.set(Evidence::images, coarse(block.images));
  row.set(Evidence::time, block.time);
  const Container& own = page.containers[block.container];
  row.set(Evidence::depth, static_cast<float>(std::min<std::uint32_t>(own.depth, 60)));
  row.set(Evidence::in_p, own.tag == Tag::p);
  row.set(Evidence::in_div, own.tag == Tag::div);
  row.set(Evidence::in_cell, own.tag == Tag::td || own.tag == Tag::th);
  row.set(Evidence::in_custom, own.custom);
  static_assert(static_cast<std::size_t>(Evidence::to_details) -
                    static_cast<std::size_t>(Evidence::to_article) ==
                static_cast<std::size_t>(Around::details));
  std::array<std::uint8_t, static_cast<std::size_t>(Around::item_body)> steps{};
  std::copy_n(ancestors.begin(), steps.size(), steps.begin());
  row.set_all(Evidence::to_article, steps);
  row.set(Evidence::to_content_words, static_cast<float>(facts.content_distance));
  row.set(Evidence::item_body, ancestors[static_cast<std::size_t>(Around::item_body)] != kNoAncestor ||
                                   block.item == "articleBody");
  row.set_all(Evidence::class_paywall, facts.class_distance);
  row.set_all(Evidence::rule_paywall, facts.rule_strength);
  row.set(Evidence::label, facts.label != nullptr);
  row.set(Evidence::listing, facts.listing != nullptr);
  row.set(Evidence::read_more_lead, facts.read_more_lead != nullptr);
  row.set(Evidence::byline_lead, facts.byline_lead != nullptr);
}

// Windows of this many bytes of folded text stand for its wording.
constexpr std::size_t kWindow = 16;

std::uint64_t hash_window(const char* window) {
  std::array<std::uint64_t, kWindow / sizeof(std::uint64_t)> halves{};
  std::memcpy(halves.data(), window, kWindow);
  const std::uint64_t first = halves[0] * 0x9E3779B97F4A7C15ULL;
  const std::uint64_t both = ((first ^ first >> 32U) + halves[1]) * 0xC2B2AE3D27D4EB4FULL;
  return both ^ both >> 32U;
}

// The windows of a few folded texts, at each of their bytes.
template <std::size_t kCount>
class Windows {
 public:
  explicit Windows(const std::array<std::string_view, kCount>& texts) : hashes_(room_for(texts)) {
    for (std::size_t i = 0; i < kCount; ++i) {
      std::size_t size = 0;
      for (std::size_t at = 0; at + kWindow <= texts[i].size() && size < MarkedHashes::kMost; ++at)
        if (hashes_.add(hash_window(texts[i].data() + at), mark_of(i))) ++size;
      is_empty_ = is_empty_ && size == 0;
    }
  }

  // How much of `folded` stands in each of the texts, sampled at every fourth byte.
  [[nodiscard]] std::array<float, kCount> shares_of(std::string_view folded) const {
    std::array<float, kCount> shares{};
    if (is_empty_) return shares;
    if (folded.size() < kWindow) return shares;
    std::array<std::uint64_t, MarkedHashes::kAllMarks + 1> found{};  // by their marks
    constexpr std::size_t kStep = 4;
    const std::size_t asked = (folded.size() - kWindow) / kStep + 1;
    // Those that may be known, of a few at a time.
    constexpr std::size_t kTogether = 64;
    std::array<std::uint64_t, kTogether> hashes;
    for (std::size_t first = 0; first < asked; first += kTogether) {
      std::size_t known = 0;
      for (std::size_t i = first; i < std::min(asked, first + kTogether); ++i) {
        hashes[known] = hash_window(folded.data() + i * kStep);
        known += hashes_.may_know(hashes[known]) ? 1U : 0U;
      }
      for (const std::uint64_t hash : std::span(hashes).first(known)) ++found[hashes_.marks_of(hash)];
    }
    for (std::size_t i = 0; i < kCount; ++i) {
      std::uint64_t own = 0;
      for (std::size_t marks = 0; marks < found.size(); ++marks)
        own += (marks & mark_of(i)) != 0 ? found[marks] : 0;
      shares[i] = ratio(own, asked);
    }
    return shares;
  }

 private:
  static constexpr MarkedHashes::Marks mark_of(std::size_t text) { return MarkedHashes::Marks{1} << text; }
  static_assert((mark_of(kCount - 1) & MarkedHashes::kAllMarks) != 0);
  static std::size_t room_for(const std::array<std::string_view, kCount>& texts) {
    std::size_t room = 0;
    for (const std::string_view text : texts) room += std::min(text.size(), MarkedHashes::kMost);
    return room;
  }

  MarkedHashes hashes_;
  bool is_empty_ = true;
};

// Sums over all blocks up to an index, for windows of neighbours.
class Sums {
 public:
  explicit Sums(std::size_t count) : sums_(count + 1, 0) {}
  void set(std::size_t index, std::uint64_t value) {
    sums_[index + 1] = sums_[index] + value;
  }  // in rising order
  [[nodiscard]] std::uint64_t between(std::size_t begin, std::size_t end) const {
    end = std::min(end, sums_.size() - 1);
    return begin >= end ? 0 : sums_[end] - sums_[begin];
  }

 private:
  std::vector<std::uint64_t> sums_;
};

struct ContainerFacts {
  std::uint64_t length = 0, prose = 0, link_bytes = 0, bytes = 0;
  std::uint32_t children = 0;
  double score = 0;
};

// Facts of each container over all the blocks inside it, and which one holds the article: prose counts whole
// for the container of its paragraph's parent and half for the next one up, less where links are many. After
// Readability's score.
std::vector<ContainerFacts> weigh_containers(const BlockList& page, const PageFacts& facts) {
  std::vector<ContainerFacts> weighed(page.containers.size());
  Sums length(page.blocks.size()), prose(page.blocks.size()), links(page.blocks.size()),
      bytes(page.blocks.size());
  for (std::size_t i = 0; i < page.blocks.size(); ++i) {
    const BlockFacts& block = facts.blocks[i];
    length.set(i, block.length);
    prose.set(i, block.prose ? block.length : 0);
    links.set(i, block.link_bytes);
    bytes.set(i, page.blocks[i].text.size());
    if (!block.prose) continue;
    const ContainerIndex own = page.blocks[i].container;
    const ContainerIndex parent = page.containers[own].tag == Tag::p ? page.containers[own].parent : own;
    weighed[parent].score += block.length;
    weighed[page.containers[parent].parent].score += block.length / 2.0;
  }
  for (std::size_t c = 0; c < page.containers.size(); ++c) {
    const Container& container = page.containers[c];
    if (c != 0) ++weighed[container.parent].children;
    if (container.first_block == container.end_block) continue;
    ContainerFacts& own = weighed[c];
    own.length = length.between(container.first_block, container.end_block);
    own.prose = prose.between(container.first_block, container.end_block);
    own.link_bytes = links.between(container.first_block, container.end_block);
    own.bytes = bytes.between(container.first_block, container.end_block);
    if (own.score > 0) own.score *= 1.0 - static_cast<double>(ratio(own.link_bytes, own.bytes));
  }
  return weighed;
}

ContainerIndex find_best_container(const std::vector<ContainerFacts>& weighed) {
  const auto best =
      std::max_element(weighed.begin(), weighed.end(),
                       [](const ContainerFacts& a, const ContainerFacts& b) { return a.score < b.score; });
  return static_cast<ContainerIndex>(best - weighed.begin());
}

// By container: the one that it stands in. All of them are gone through again and again, and these take a
// sixteenth of the memory.
using Parents = std::vector<ContainerIndex>;

Parents list_parents(const BlockList& page) {
  Parents parents(page.containers.size());
  std::ranges::transform(page.containers, parents.begin(), &Container::parent);
  return parents;
}

// By container: the steps in the tree to another one, by way of their nearest shared ancestor.
std::vector<std::uint32_t> find_distances(const Parents& parents, ContainerIndex to) {
  constexpr std::uint32_t kUnknown = 0xFFFFFFFF;
  std::vector<std::uint32_t> distances(parents.size(), kUnknown);
  std::uint32_t steps = 0;
  for (ContainerIndex at = to; at != 0; at = parents[at]) distances[at] = steps++;
  distances[0] = steps;
  for (std::size_t c = 1; c < distances.size(); ++c)
    if (distances[c] == kUnknown) distances[c] = distances[parents[c]] + 1;
  return distances;
}

// By container: the outermost <article> around it; 0 where there is none.
std::vector<ContainerIndex> find_articles(const BlockList& page) {
  std::vector<ContainerIndex> articles(page.containers.size(), 0);
  for (std::size_t c = 1; c < articles.size(); ++c) {
    const ContainerIndex around = articles[page.containers[c].parent];
    articles[c] =
        around == 0 && page.containers[c].tag == Tag::article ? static_cast<ContainerIndex>(c) : around;
  }
  return articles;
}

// For each container the outermost one around it that does not hold the best container: the box, or the part
// of the page, that a block stands in. 0 for the best container and those around it.
std::vector<ContainerIndex> find_branches(const Parents& parents, ContainerIndex best) {
  std::vector<std::uint8_t> holds_best(parents.size(), 0);
  for (ContainerIndex at = best; at != 0; at = parents[at]) holds_best[at] = 1;
  holds_best[0] = 1;
  std::vector<ContainerIndex> branches(parents.size(), 0);
  for (std::size_t c = 1; c < parents.size(); ++c) {
    if (holds_best[c] != 0) continue;
    const ContainerIndex parent = parents[c];
    branches[c] = holds_best[parent] != 0 ? static_cast<ContainerIndex>(c) : branches[parent];
  }
  return branches;
}

// By container: a hash of its class words before their first number, by which generated names differ.
class WordHashes {
 public:
  WordHashes(const BlockList& page, const ClassWords& class_words)
      : page_(page), class_words_(class_words), hashes_(class_words.count()) {}
  [[nodiscard]] std::uint64_t of(ContainerIndex container) {
    const Container& own = page_.containers[container];
    // Of those without any blocks the class words are not kept.
    if (own.first_block == own.end_block) return hash_of_words(own.words);
    std::optional<std::uint64_t>& known = hashes_[class_words_.of_container(container)];
    if (!known) known = hash_of_words(own.words);
    return *known;
  }

 private:
  static std::uint64_t hash_of_words(std::string_view words) {
    const auto are_digits = [](SixteenBytes bytes) { return bytes - '0' <= SixteenBytes{} + 9; };
    for (std::size_t at = 0; at < words.size(); at += kWindowBytes)
      if (const std::uint64_t digits = bits_of_window(words, at, are_digits); digits != 0)
        return hash_of(words.substr(0, at + static_cast<std::size_t>(std::countr_zero(digits))));
    return hash_of(words);
  }

  const BlockList& page_;
  const ClassWords& class_words_;
  std::vector<std::optional<std::uint64_t>> hashes_;  // by the number of the words
};

// A container by what its like have in common: where it stands, its element and its class words.
std::uint64_t likeness_of(const BlockList& page, WordHashes& words, ContainerIndex container) {
  const Container& own = page.containers[container];
  return (std::uint64_t{own.parent} * 131 + static_cast<std::uint64_t>(own.tag)) * kHashPrime +
         words.of(container);
}

// By container that is a branch: how many branches are like it, itself among them.
std::vector<std::uint32_t> count_like_branches(const BlockList& page, const PageFacts& facts,
                                               std::span<const ContainerIndex> branches) {
  WordHashes words(page, facts.class_words);
  std::pmr::monotonic_buffer_resource memory;
  std::pmr::unordered_map<std::uint64_t, std::uint32_t> counts(&memory);
  std::vector<std::pair<ContainerIndex, const std::uint32_t*>> found;
  for (ContainerIndex c = 1; c < branches.size(); ++c)
    if (branches[c] == c) found.emplace_back(c, &++counts[likeness_of(page, words, c)]);
  std::vector<std::uint32_t> like(branches.size());
  for (const auto& [branch, count] : found) like[branch] = *count;
  return like;
}

// By container: a hash of the elements that blocks of the same shape stand in, itself and two levels up, with
// their class words.
std::vector<std::uint64_t> hash_surroundings(const BlockList& page, const ClassWords& class_words) {
  WordHashes words(page, class_words);
  std::vector<std::uint64_t> own(page.containers.size()), hashes(page.containers.size());
  for (ContainerIndex c = 1; c < own.size(); ++c) {
    const Container& container = page.containers[c];
    if (container.first_block == container.end_block) continue;
    own[c] = (words.of(c) + static_cast<std::uint64_t>(container.tag)) * kHashPrime;
    const ContainerIndex parent = container.parent;
    hashes[c] = (own[c] * kHashPrime + own[parent]) * kHashPrime + own[page.containers[parent].parent];
  }
  return hashes;
}

// The weights of the words of each block, in and around it.
void add_weights(const BlockList& page, const PageFacts& facts, std::span<const float> weights,
                 Evidence first, EvidenceTable& table) {
  constexpr std::uint64_t kLongest = 2000;  // as much as this counts of a block in a mean
  constexpr std::int64_t kSteps = 1000;
  const std::size_t count = page.blocks.size();
  // Sums of whole steps, shifted above zero, so that they are exact.
  constexpr std::int64_t kShift = 1'000'000;
  Sums length(count), weighed(count);
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint64_t own = std::min<std::uint64_t>(facts.blocks[i].length, kLongest);
    const std::int64_t steps = std::clamp<std::int64_t>(std::lround(weights[i] * kSteps), -kShift, kShift);
    length.set(i, own);
    weighed.set(i, own * static_cast<std::uint64_t>(steps + kShift));
  }
  const auto mean = [&](std::size_t begin, std::size_t end) {
    const std::uint64_t whole = length.between(begin, end);
    if (whole == 0) return 0.0F;
    const auto steps = static_cast<std::int64_t>(weighed.between(begin, end) / whole) - kShift;
    return static_cast<float>(steps) / static_cast<float>(kSteps);
  };
  const float all = mean(0, count);
  float heading = 0;
  for (std::size_t i = 0; i < count; ++i) {
    Row row(table.values.data() + i * kWidth);
    row.set_at(first, 0, weights[i]);
    row.set_at(first, 1, i == 0 ? 0.0F : weights[i - 1]);
    row.set_at(first, 2, i + 1 == count ? 0.0F : weights[i + 1]);
    row.set_at(first, 3, heading);
    row.set_at(first, 4, mean(i < 4 ? 0 : i - 4, i + 5));
    row.set_at(first, 5, all);
    if (page.blocks[i].kind == BlockKind::heading) heading = weights[i];
  }
}

// What is farther away than this many blocks counts as this far.
constexpr std::size_t kNever = 200;

struct ShapeFacts {
  std::uint64_t count = 0, length = 0, prose = 0, link_bytes = 0, bytes = 0;
  std::optional<std::size_t> written;  // the block whose row has them
};

}  // namespace

std::span<const std::string_view> evidence_names() {
  return kNames;
}

Shapes number_shapes(const BlockList& page, const PageFacts& facts) {
  const std::vector<std::uint64_t> surroundings = hash_surroundings(page, facts.class_words);
  std::pmr::monotonic_buffer_resource memory;
  std::pmr::unordered_map<std::uint64_t, std::uint32_t> known(&memory);
  Shapes numbers;
  numbers.reserve(page.blocks.size());
  std::uint64_t last = 0;
  for (const Block& block : page.blocks) {
    const std::uint64_t kind = static_cast<std::uint64_t>(block.kind) * 131 + block.level;
    const std::uint64_t hash = (surroundings[block.container] + kind) * kHashPrime;
    // Many a block is of the shape of the one before it.
    numbers.push_back(!numbers.empty() && hash == last
                          ? numbers.back()
                          : known.try_emplace(hash, static_cast<std::uint32_t>(known.size())).first->second);
    last = hash;
  }
  return numbers;
}

EvidenceTable compute_evidence(const BlockList& page, const PageFacts& facts, const Shapes& shapes,
                               const Metadata& metadata, const HeadlineGuess& headline,
                               const WordWeights& words, const WordWeights& places) {
  const std::size_t count = page.blocks.size();
  EvidenceTable table;
  table.width = kWidth;
  table.values.reserve(count * kWidth);

  const std::vector<Ancestors> ancestors = find_ancestors(page);
  const std::vector<ContainerFacts> containers = weigh_containers(page, facts);
  const ContainerIndex best = find_best_container(containers);
  const Container& best_container = page.containers[best];
  std::size_t first_best_prose = count, last_best_prose = 0;
  for (std::size_t i = best_container.first_block; i < best_container.end_block; ++i)
    if (facts.blocks[i].prose) {
      first_best_prose = std::min(first_best_prose, i);
      last_best_prose = i;
    }

  Sums length(count), prose_length(count), prose_count(count), link_bytes(count), bytes(count),
      headings(count);
  std::vector<ShapeFacts> by_shape(count);
  for (std::size_t i = 0; i < count; ++i) {
    const Block& block = page.blocks[i];
    const BlockFacts& own = facts.blocks[i];
    length.set(i, own.length);
    prose_length.set(i, own.prose ? own.length : 0);
    prose_count.set(i, own.prose ? 1 : 0);
    link_bytes.set(i, own.link_bytes);
    bytes.set(i, block.text.size());
    headings.set(i, block.kind == BlockKind::heading ? 1 : 0);
    ShapeFacts& shape = by_shape[shapes[i]];
    ++shape.count;
    shape.length += own.length;
    if (own.prose) shape.prose += own.length;
    shape.link_bytes += own.link_bytes;
    shape.bytes += block.text.size();
  }
  std::vector<std::size_t> next_prose(count + 1, count + kNever);
  for (std::size_t i = count; i-- > 0;) next_prose[i] = facts.blocks[i].prose ? i : next_prose[i + 1];
  const Parents parents = list_parents(page);
  const std::vector<ContainerIndex> branches = find_branches(parents, best);
  const std::vector<std::uint32_t> like_branches = count_like_branches(page, facts, branches);
  std::uint32_t articles = 0;
  for (std::size_t c = 1; c < page.containers.size(); ++c)
    if (page.containers[c].tag == Tag::article) ++articles;

  const std::string article_body = fold_for_comparison(metadata.article_body);
  std::string headlines;
  for (const Candidate& candidate : metadata.headlines) headlines += fold_for_comparison(candidate.value);
  headlines += fold_for_comparison(headline.text);
  std::string descriptions;
  for (const Candidate& candidate : metadata.descriptions)
    descriptions += fold_for_comparison(candidate.value);
  const Windows<3> windows({headlines, descriptions, article_body});
  std::vector<std::string> authors;
  for (const Candidate& candidate : metadata.authors) {
    std::string folded = fold_for_comparison(candidate.value);
    if (folded.size() >= 6 && authors.size() < 12) authors.push_back(std::move(folded));
  }
  // Most pages name one in several places.
  std::ranges::sort(authors);
  authors.erase(std::unique(authors.begin(), authors.end()), authors.end());

  std::size_t last_label = count + kNever, last_listing = count + kNever, last_sure = count + kNever;
  ContainerIndex label_container = 0;
  std::size_t last_prose = count + kNever, last_comments = count + kNever;
  const std::size_t headline_at = headline.block ? *headline.block : count;
  // The lead is the first running text below the headline, or of the page.
  std::size_t lead = next_prose[headline_at < count ? headline_at : 0];
  if (lead >= count) lead = next_prose[0];
  const ContainerIndex lead_container = lead < count ? page.blocks[lead].container : 0;
  const std::vector<ContainerIndex> article_around = find_articles(page);
  const ContainerIndex lead_article = article_around[lead_container];
  const std::vector<std::uint32_t> to_lead = find_distances(parents, lead_container),
                                   to_best = find_distances(parents, best),
                                   to_headline = find_distances(
                                       parents, headline_at < count ? page.blocks[headline_at].container : 0);
  std::uint32_t headings_like_headline = 0;
  std::vector<std::uint32_t> index_in_parent(page.containers.size());
  const auto since = [](std::size_t now, std::size_t then) {
    return static_cast<float>(then > now ? kNever : std::min(now - then, kNever));
  };

  // What all rows have alike.
  std::array<float, kWidth> alike{};
  Row page_row(alike.data());
  page_row.set(Evidence::headline_known, headline_at < count);
  page_row.set(Evidence::articles, coarse(articles));
  page_row.set(Evidence::has_article_body, article_body.size() >= kWindow);
  page_row.set(Evidence::best_share, ratio(containers[best].prose, facts.prose_length));
  page_row.set(Evidence::page_blocks, coarse(count));
  page_row.set(Evidence::page_length, coarse(facts.length));
  page_row.set(Evidence::page_prose, coarse(facts.prose_length));
  page_row.set(Evidence::page_prose_share, ratio(facts.prose_length, facts.length));
  page_row.set(Evidence::page_is_article, metadata.is_article);
  page_row.set(Evidence::plain_text, page.plain_text);
  for (std::size_t i = 0; i < count; ++i) table.values.insert(table.values.end(), alike.begin(), alike.end());

  for (std::size_t i = 0; i < count; ++i) {
    const Block& block = page.blocks[i];
    const BlockFacts& own = facts.blocks[i];
    const auto row_of = [&table](std::size_t block_index) {
      return Row(table.values.data() + block_index * kWidth);
    };
    Row row = row_of(i);
    if (own.first_alike < i)
      copy_text_evidence(table.row(own.first_alike).data(), own, table.values.data() + i * kWidth);
    else
      add_text_evidence(block, own, row);
    add_link_evidence(block, own, row);
    add_structure_evidence(page, block, own, ancestors[block.container], row);

    row.set(Evidence::since_label, since(i, last_label));
    row.set(Evidence::since_listing, since(i, last_listing));
    row.set(Evidence::since_sure, since(i, last_sure));
    row.set(Evidence::since_comments, since(i, last_comments));
    bool label_around = false;
    if (last_label < i) {
      const Container& around = page.containers[page.containers[label_container].parent];
      label_around =
          label_container != 0 && page.containers[label_container].parent != 0 && i < around.end_block;
    }
    row.set(Evidence::label_in_container, label_around);

    row.set(Evidence::position, ratio(i, count));
    row.set(Evidence::position_length, ratio(length.between(0, i), facts.length));
    const bool known = headline_at < count;
    row.set(Evidence::is_headline, i == headline_at);
    row.set(Evidence::headline_distance, known ? static_cast<float>(to_headline[block.container]) : -1.0F);
    row.set(Evidence::lead_distance, static_cast<float>(to_lead[block.container]));
    if (known && i > headline_at && block.kind == page.blocks[headline_at].kind &&
        block.level == page.blocks[headline_at].level && block.kind == BlockKind::heading)
      ++headings_like_headline;
    row.set(Evidence::headings_like_headline, coarse(headings_like_headline));
    const ContainerIndex article = article_around[block.container];
    row.set(Evidence::other_article, article != 0 && lead_article != 0 && article != lead_article);
    const float from =
        known ? static_cast<float>(i) - static_cast<float>(headline_at) : static_cast<float>(i);
    row.set(Evidence::from_headline, std::clamp(from, -200.0F, 400.0F));
    row.set(Evidence::from_headline_length, !known             ? 0.0F
                                            : i >= headline_at ? coarse(length.between(headline_at, i))
                                                               : -coarse(length.between(i, headline_at)));

    const auto [like_headline, in_description, in_article_body] = windows.shares_of(own.folded);
    row.set(Evidence::like_headline, like_headline);
    row.set(Evidence::in_description, in_description);
    row.set(Evidence::in_article_body, in_article_body);
    bool is_author = false, has_author = false;
    if (own.length < 300)
      for (const std::string& author : authors)
        if (own.folded.find(author) != std::string::npos) {
          has_author = true;
          if (own.folded.size() <= author.size() + 12) is_author = true;
        }
    row.set(Evidence::is_author, is_author);
    row.set(Evidence::has_author, has_author);

    const ContainerIndex self = block.container;
    const ContainerIndex parent = page.containers[self].parent;
    const ContainerIndex grandparent = page.containers[parent].parent;
    const ContainerFacts& around = containers[parent];
    const std::optional<ContainerIndex> self_before =
        i == 0 ? std::nullopt : std::optional(page.blocks[i - 1].container);
    const bool same_parent = self_before && page.containers[*self_before].parent == parent;
    if (same_parent) {
      row.copy_all(Evidence::parent_length, Evidence::parent_prose_density, row_of(i - 1));
    } else {
      row.set(Evidence::parent_length, coarse(around.length));
      row.set(Evidence::parent_prose, coarse(around.prose));
      row.set(Evidence::parent_link_density, ratio(around.link_bytes, around.bytes));
      row.set(Evidence::parent_blocks,
              coarse(page.containers[parent].end_block - page.containers[parent].first_block));
      row.set(Evidence::parent_share, ratio(around.prose, facts.prose_length));
      row.set(Evidence::grandparent_share, ratio(containers[grandparent].prose, facts.prose_length));
      row.set(Evidence::third_share,
              ratio(containers[page.containers[grandparent].parent].prose, facts.prose_length));
      row.set(Evidence::parent_prose_density, ratio(around.prose, around.length));
    }
    row.set(Evidence::best_distance, static_cast<float>(to_best[self]));
    row.set(Evidence::in_best, i >= best_container.first_block && i < best_container.end_block);
    row.set(Evidence::before_best_prose,
            first_best_prose < count && i < first_best_prose ? coarse(first_best_prose - i) : 0.0F);
    row.set(Evidence::after_best_prose,
            first_best_prose < count && i > last_best_prose ? coarse(i - last_best_prose) : 0.0F);
    row.set(Evidence::index_in_parent, coarse(index_in_parent[parent]++));
    row.set(Evidence::sibling_containers, coarse(around.children));
    if (const ContainerIndex branch = branches[self]; branch != 0) {
      if (self_before && branches[*self_before] == branch) {
        row.copy_all(Evidence::branch_length, Evidence::branch_like, row_of(i - 1));
      } else {
        const ContainerFacts& box = containers[branch];
        row.set(Evidence::branch_length, coarse(box.length));
        row.set(Evidence::branch_prose_density, ratio(box.prose, box.length));
        row.set(Evidence::branch_link_density, ratio(box.link_bytes, box.bytes));
        row.set(Evidence::branch_blocks,
                coarse(page.containers[branch].end_block - page.containers[branch].first_block));
        row.set(Evidence::branch_like, coarse(like_branches[branch]));
      }
      row.set(Evidence::branch_depth,
              static_cast<float>(page.containers[self].depth - page.containers[branch].depth));
    }

    ShapeFacts& shape = by_shape[shapes[i]];
    if (shape.written) {
      row.copy_all(Evidence::same_count, Evidence::same_mean_length, row_of(*shape.written));
    } else {
      row.set(Evidence::same_count, coarse(shape.count));
      row.set(Evidence::same_prose_share, ratio(shape.prose, facts.prose_length));
      row.set(Evidence::same_link_density, ratio(shape.link_bytes, shape.bytes));
      row.set(Evidence::same_mean_length, coarse(shape.length / shape.count));
      shape.written = i;
    }

    if (i >= 1) {
      Row before = row_of(i - 1);
      row.copy(Evidence::previous_length, before, Evidence::length);
      row.copy(Evidence::previous_link_density, before, Evidence::link_density);
      row.copy(Evidence::previous_kind, before, Evidence::kind);
      row.copy(Evidence::previous_prose, before, Evidence::prose);
      row.set(Evidence::previous_same_parent, same_parent);
      before.copy(Evidence::next_length, row, Evidence::length);
      before.copy(Evidence::next_link_density, row, Evidence::link_density);
      before.copy(Evidence::next_kind, row, Evidence::kind);
      before.copy(Evidence::next_prose, row, Evidence::prose);
      before.copy(Evidence::next_images, row, Evidence::images);
      before.set(Evidence::next_same_parent, same_parent);
    }
    if (i >= 2) {
      Row before = row_of(i - 2);
      row.copy(Evidence::previous2_length, before, Evidence::length);
      row.copy(Evidence::previous2_prose, before, Evidence::prose);
      before.copy(Evidence::next2_length, row, Evidence::length);
      before.copy(Evidence::next2_prose, row, Evidence::prose);
    }
    row.set(Evidence::to_previous_prose, since(i, last_prose));
    row.set(Evidence::to_next_prose, static_cast<float>(std::min(next_prose[i + 1] - i, kNever)));
    row.set(Evidence::prose_before, ratio(prose_length.between(0, i), facts.prose_length));
    row.set(Evidence::prose_after, ratio(prose_length.between(i + 1, count), facts.prose_length));
    const std::size_t begin = i < 4 ? 0 : i - 4;
    row.set(Evidence::prose_near, static_cast<float>(prose_count.between(begin, i + 5)));
    row.set(Evidence::link_density_near,
            ratio(link_bytes.between(begin, i + 5), bytes.between(begin, i + 5)));
    row.set(Evidence::headings_near, static_cast<float>(headings.between(begin, i + 5)));

    row.set(Evidence::occurrences, coarse(own.occurrences));
    row.set(Evidence::repeats, own.repeats);

    if (own.label || own.read_more_lead) last_label = i, label_container = self;
    if (own.listing) last_listing = i;
    if (own.rule_strength[static_cast<std::size_t>(Category::comments)] != 0) last_comments = i;
    if (std::find(own.rule_strength.begin(), own.rule_strength.end(), 2) != own.rule_strength.end())
      last_sure = i;
    if (own.prose) last_prose = i;
  }
  std::vector<float> text_weights;
  text_weights.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    const BlockIndex first = facts.blocks[i].first_alike;
    text_weights.push_back(first < i ? text_weights[first] : weigh_text(page.blocks[i].text, words));
  }
  add_weights(page, facts, text_weights, Evidence::words_weight, table);
  add_weights(page, facts, weigh_places(page, facts.class_words, places), Evidence::place_weight, table);
  return table;
}

namespace {

// clang-format off
#define PRESSCLIP_SECOND_LOOK(X) \
  X(score) X(previous_score) X(previous2_score) X(previous3_score) X(next_score) X(next2_score) X(next3_score) X(score_near) \
  X(score_around) X(container_score) X(parent_score) X(same_score) X(score_before) X(score_after) X(from_first) X(to_last) \
  X(long_previous_score) X(long_next_score) X(grandparent_score) X(container_share) X(parent_share) X(core_distance) X(in_core) \
  X(wide_core_distance) X(in_wide_core) X(branch_score) X(branch_share)
// clang-format on

enum class SecondLook : std::size_t {
#define PRESSCLIP_SECOND_LOOK_ENUMERATOR(name) name,
  PRESSCLIP_SECOND_LOOK(PRESSCLIP_SECOND_LOOK_ENUMERATOR)
#undef PRESSCLIP_SECOND_LOOK_ENUMERATOR
      end_
};

constexpr std::string_view kSecondLookNames[] = {
#define PRESSCLIP_SECOND_LOOK_NAME(name) std::string_view("second_" #name),
    PRESSCLIP_SECOND_LOOK(PRESSCLIP_SECOND_LOOK_NAME)
#undef PRESSCLIP_SECOND_LOOK_NAME
};

constexpr std::size_t kSecondLookWidth = static_cast<std::size_t>(SecondLook::end_);

}  // namespace

std::span<const std::string_view> second_look_names() {
  return kSecondLookNames;
}

EvidenceTable compute_second_look(const BlockList& page, const PageFacts& facts, const Shapes& shapes,
                                  std::span<const double> scores) {
  const std::size_t count = page.blocks.size();
  EvidenceTable table;
  table.width = kSecondLookWidth;
  table.values.assign(count * kSecondLookWidth, 0.0F);
  // Scores in whole steps of 1/1000, weighed by length, so that sums are exact.
  std::vector<std::uint64_t> steps(count);
  Sums weight(count), weighed(count);
  std::vector<std::pair<std::uint64_t, std::uint64_t>> by_shape(count);  // weighed score, weight
  constexpr std::uint64_t kLikely = 500, kLongBlock = 80;
  std::size_t first = count, last = 0;
  for (std::size_t i = 0; i < count; ++i) {
    steps[i] = static_cast<std::uint64_t>(std::lround(std::clamp(scores[i], 0.0, 1.0) * 1000));
    const std::uint64_t own = std::min<std::uint64_t>(facts.blocks[i].length, 2000);
    weight.set(i, own);
    weighed.set(i, own * steps[i]);
    auto& [shape_score, shape_weight] = by_shape[shapes[i]];
    shape_score += own * steps[i];
    shape_weight += own;
    if (steps[i] >= kLikely) {
      first = std::min(first, i);
      last = i;
    }
  }
  const auto mean = [&](std::size_t begin, std::size_t end) {
    return ratio(weighed.between(begin, end), weight.between(begin, end) * 1000);
  };
  const std::uint64_t all = weighed.between(0, count);
  const auto share = [&](const Container& container) {
    return ratio(weighed.between(container.first_block, container.end_block), all);
  };
  // The innermost container with so much of what is likely content: more than half, so that there is one.
  const Parents parents = list_parents(page);
  const auto find_core = [&](float least) {
    ContainerIndex core = 0;
    for (std::size_t c = 1; c < parents.size(); ++c)
      if (parents[c] == core && share(page.containers[c]) >= least) core = static_cast<ContainerIndex>(c);
    return core;
  };
  const ContainerIndex core = find_core(0.6F), wide_core = find_core(0.9F);
  const std::vector<std::uint32_t> to_core = find_distances(parents, core),
                                   to_wide_core = find_distances(parents, wide_core);
  const std::vector<ContainerIndex> branches = find_branches(parents, core);
  std::vector<float> long_next(count + 1, 0.0F);
  for (std::size_t i = count; i-- > 0;)
    long_next[i] =
        facts.blocks[i].length >= kLongBlock ? static_cast<float>(steps[i]) / 1000.0F : long_next[i + 1];
  float long_previous = 0;
  for (std::size_t i = 0; i < count; ++i) {
    float* row = table.values.data() + i * kSecondLookWidth;
    const auto set = [row](SecondLook evidence, float value) {
      row[static_cast<std::size_t>(evidence)] = value;
    };
    const auto score_at = [&](std::ptrdiff_t offset) {
      const std::ptrdiff_t at = static_cast<std::ptrdiff_t>(i) + offset;
      return at < 0 || at >= static_cast<std::ptrdiff_t>(count)
                 ? -1.0F
                 : static_cast<float>(steps[static_cast<std::size_t>(at)]) / 1000.0F;
    };
    set(SecondLook::score, score_at(0));
    set(SecondLook::previous_score, score_at(-1));
    set(SecondLook::previous2_score, score_at(-2));
    set(SecondLook::previous3_score, score_at(-3));
    set(SecondLook::next_score, score_at(1));
    set(SecondLook::next2_score, score_at(2));
    set(SecondLook::next3_score, score_at(3));
    set(SecondLook::score_near, mean(i < 3 ? 0 : i - 3, i + 4));
    set(SecondLook::score_around, mean(i < 8 ? 0 : i - 8, i + 9));
    const Container& own = page.containers[page.blocks[i].container];
    const Container& parent = page.containers[own.parent];
    set(SecondLook::container_score, mean(own.first_block, own.end_block));
    const auto& [shape_score, shape_weight] = by_shape[shapes[i]];
    set(SecondLook::same_score, ratio(shape_score, shape_weight * 1000));
    set(SecondLook::score_before, ratio(weighed.between(0, i), all));
    set(SecondLook::score_after, ratio(weighed.between(i + 1, count), all));
    set(SecondLook::from_first,
        first == count ? -300.0F
                       : std::clamp(static_cast<float>(i) - static_cast<float>(first), -300.0F, 300.0F));
    set(SecondLook::to_last,
        first == count ? -300.0F
                       : std::clamp(static_cast<float>(last) - static_cast<float>(i), -300.0F, 300.0F));
    set(SecondLook::long_previous_score, long_previous);
    set(SecondLook::long_next_score, long_next[i + 1]);
    set(SecondLook::container_share, share(own));
    const auto copy = [row](SecondLook evidence) {  // of the block before
      float* const value = row + static_cast<std::size_t>(evidence);
      *value = *(value - kSecondLookWidth);
    };
    const ContainerIndex self = page.blocks[i].container;
    const std::optional<ContainerIndex> self_before =
        i == 0 ? std::nullopt : std::optional(page.blocks[i - 1].container);
    if (self_before && page.containers[*self_before].parent == own.parent) {
      copy(SecondLook::parent_score);
      copy(SecondLook::parent_share);
      copy(SecondLook::grandparent_score);
    } else {
      const Container& grandparent = page.containers[parent.parent];
      set(SecondLook::parent_score, mean(parent.first_block, parent.end_block));
      set(SecondLook::parent_share, share(parent));
      set(SecondLook::grandparent_score, mean(grandparent.first_block, grandparent.end_block));
    }
    const auto is_in = [i](const Container& container) {
      return i >= container.first_block && i < container.end_block ? 1.0F : 0.0F;
    };
    set(SecondLook::core_distance, static_cast<float>(to_core[self]));
    set(SecondLook::in_core, is_in(page.containers[core]));
    set(SecondLook::wide_core_distance, static_cast<float>(to_wide_core[self]));
    set(SecondLook::in_wide_core, is_in(page.containers[wide_core]));
    const auto branch_of = [&branches](ContainerIndex container) {
      return branches[container] == 0 ? container : branches[container];
    };
    if (self_before && branch_of(*self_before) == branch_of(self)) {
      copy(SecondLook::branch_score);
      copy(SecondLook::branch_share);
    } else {
      const Container& branch = page.containers[branch_of(self)];
      set(SecondLook::branch_score, mean(branch.first_block, branch.end_block));
      set(SecondLook::branch_share, share(branch));
    }
    if (facts.blocks[i].length >= kLongBlock) long_previous = score_at(0);
  }
  return table;
}

}  // namespace pressclip
