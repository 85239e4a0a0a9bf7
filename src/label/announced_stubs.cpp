// Stubs without a link: titles, with or without a summary, that a label ("Read more insights") or a lead
// ("Read also:") announces. That is all that a plain-text dump has of them, and some pages too.
#include <algorithm>
#include <utility>

#include "label/stub_title.h"
#include "label/stubs.h"
#include "text/normalize.h"

namespace pressclip {
namespace {

constexpr std::uint32_t kShortestTitle = 20;          // characters, wide ones counted twice
constexpr std::uint32_t kLongestTitle = 220;          // characters
constexpr std::uint32_t kLongestSentenceTitle = 120;  // of a title that ends like a sentence
constexpr std::uint32_t kShortestSummary = 60;        // characters
constexpr std::size_t kMostUnderLabel = 24;           // stubs

struct AnnouncedCard {
  std::size_t title = 0;
  std::optional<std::size_t> summary;
};

bool is_boilerplate(const BlockFacts& facts) {
  return facts.label || facts.listing ||
         std::find(facts.rule_strength.begin(), facts.rule_strength.end(), 2) != facts.rule_strength.end();
}

// Whether a line tells of an article rather than names it: its date, its age, its reading time, its author's
// address. Such lines are short and begin or end in a number, or hold an address.
bool is_note(std::string_view text, const BlockFacts& facts) {
  constexpr std::uint32_t kMostWords = 8;
  constexpr std::uint32_t kLongest = 50;  // characters
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (text.find('@') != std::string_view::npos || text.back() == '|') return true;
  return facts.words <= kMostWords && facts.length <= kLongest &&
         (is_digit(text.front()) || is_digit(text.back()));
}

// Whether a dump has run the items of a menu together: "NewsSportLifestyleTravel".
bool is_run_together(std::string_view text) {
  constexpr int kMostJoints = 2;
  int joints = 0;
  for (std::size_t i = 1; i < text.size(); ++i)
    if (text[i] >= 'A' && text[i] <= 'Z' && text[i - 1] >= 'a' && text[i - 1] <= 'z') ++joints;
  return joints > kMostJoints;
}

// Whether the rules know a block as what stands above teasers.
bool is_label(const BlockFacts& facts) {
  return facts.label || facts.listing;
}

// Whether a rule is sure that it is something else than what a card tells of its article.
bool is_boilerplate_but_byline(const BlockFacts& facts) {
  for (std::size_t category = 0; category < kCategoryNames.size(); ++category)
    if (facts.rule_strength[category] == 2 && static_cast<Category>(category) != Category::byline)
      return true;
  return is_label(facts);
}

// Whether a rule is sure that it is something else than a teaser.
bool is_boilerplate_but_read_more(const BlockFacts& facts) {
  for (std::size_t category = 0; category < kCategoryNames.size(); ++category)
    if (facts.rule_strength[category] == 2 && static_cast<Category>(category) != Category::read_more)
      return true;
  return false;
}

class AnnouncedStubFinder {
 public:
  AnnouncedStubFinder(const PageView& view, const Verdicts& verdicts) : view_(view), verdicts_(verdicts) {
    for (std::size_t i = 0; i < verdicts.size(); ++i)
      if (verdicts[i].role == Role::content) last_content_ = i;
  }

  std::vector<StubBlocks> run() const {
    std::vector<StubBlocks> stubs;
    for (std::size_t i = 0; i < verdicts_.size(); ++i) {
      const BlockFacts& own = view_.facts.blocks[i];
      const Visibility visibility = view_.page.blocks[i].visibility;
      const bool seen = visibility == Visibility::shown || visibility == Visibility::aria_hidden;
      if (verdicts_[i].role != Role::removed || !view_.page.blocks[i].links.empty() || !seen) continue;
      if (own.label) {
        const std::vector<AnnouncedCard> cards = cards_under(i);
        for (const AnnouncedCard& card : cards)
          stubs.push_back(stub_of(card, section_text(view_.page.blocks[i].text)));
        if (!cards.empty()) i = cards.back().summary.value_or(cards.back().title);
      } else if (own.read_more_lead && own.length <= kLongestTitle && !is_boilerplate_but_read_more(own)) {
        StubBlocks stub = stub_of({i, std::nullopt}, "");
        const std::string_view text = view_.page.blocks[i].text;
        stub.section = section_text(text.substr(0, text.size() - std::min(text.size(), stub.title.size())));
        if (count_words(stub.title) >= 3) stubs.push_back(std::move(stub));
      }
    }
    return stubs;
  }

 private:
  // In HTML too, where titles and summaries alternate in paragraphs of one kind: that pass looked at all of
  // them.
  [[nodiscard]] bool is_announced(std::size_t i) const { return verdicts_[i].rule == kAnnounced; }

  [[nodiscard]] bool is_title(std::size_t i) const {
    const BlockFacts& own = view_.facts.blocks[i];
    const bool heading = view_.page.blocks[i].kind == BlockKind::heading;
    return (view_.page.plain_text || heading || is_announced(i)) && view_.page.blocks[i].links.empty() &&
           own.length >= kShortestTitle && own.length <= kLongestTitle && own.words >= 3 &&
           !is_boilerplate(own) && !own.byline_lead && !is_note(view_.page.blocks[i].text, own) &&
           !is_run_together(view_.page.blocks[i].text) &&
           !(own.ends_sentence && own.length > kLongestSentenceTitle);
  }

  [[nodiscard]] bool is_summary(std::size_t i) const {
    const BlockFacts& own = view_.facts.blocks[i];
    return view_.page.blocks[i].links.empty() && own.length >= kShortestSummary && own.ends_sentence &&
           !is_boilerplate(own);
  }

  // Behind dates, bylines, kickers and counters that stand between two cards.
  [[nodiscard]] std::size_t skip_between(std::size_t at) const {
    constexpr std::size_t kMostBetween = 3;  // blocks
    for (std::size_t next = at; next < std::min(at + kMostBetween + 1, verdicts_.size()); ++next) {
      if (is_title(next)) return next;
      const BlockFacts& own = view_.facts.blocks[next];
      const bool beside = own.length < kShortestTitle || own.byline_lead != nullptr ||
                          is_note(view_.page.blocks[next].text, own);
      if (is_boilerplate_but_byline(own) || is_content(next) || !beside) return at;
    }
    return at;
  }

  // Whether a line is what stands above a title, of a few words, and the title follows.
  [[nodiscard]] bool is_kicker(std::size_t i) const {
    constexpr std::uint32_t kMostWords = 4;
    constexpr std::uint32_t kLongest = 34;  // characters
    if (i + 1 >= verdicts_.size() || !is_title(i) || !is_title(i + 1)) return false;
    const BlockFacts& own = view_.facts.blocks[i];
    return view_.page.plain_text && own.words <= kMostWords && own.length <= kLongest && !own.ends_sentence &&
           view_.facts.blocks[i + 1].length > kLongest && !view_.facts.blocks[i + 1].ends_sentence;
  }

  // The block behind a card where the next one may begin. In HTML a title without a link is one only if it is
  // a heading, and what the page says of the article, its date or its topics, may stand between two of them.
  [[nodiscard]] std::size_t next_title(std::size_t first, std::size_t at) const {
    constexpr std::size_t kMostBetween = 3;  // blocks
    const Block& title = view_.page.blocks[first];
    if (title.kind != BlockKind::heading) return at;
    for (std::size_t next = at; next < std::min(at + kMostBetween, verdicts_.size()); ++next) {
      const Block& block = view_.page.blocks[next];
      if (block.kind == BlockKind::heading)
        return block.level == title.level && block.words == title.words ? next : at;
      if (is_label(view_.facts.blocks[next]) || is_content(next)) return at;
    }
    return at;
  }

  [[nodiscard]] bool is_content(std::size_t i) const { return verdicts_[i].role == Role::content; }

  // The titles and summaries below a label. Where they read like the article's own text, they are stubs only
  // if they come in pairs, at least two, and nothing of the article follows.
  [[nodiscard]] std::vector<AnnouncedCard> cards_under(std::size_t label) const {
    std::vector<AnnouncedCard> cards;
    std::size_t at = label + 1;
    bool pairs = true, reads_like_content = false;
    while (at < verdicts_.size() && cards.size() < kMostUnderLabel) {
      at = skip_between(at);
      if (is_kicker(at)) ++at;
      if (!is_title(at)) break;
      AnnouncedCard card{at, std::nullopt};
      if (at + 1 < verdicts_.size() && is_summary(at + 1)) card.summary = at + 1;
      pairs = pairs && card.summary && !view_.facts.blocks[at].ends_sentence;
      reads_like_content =
          reads_like_content || is_content(at) || (card.summary && is_content(*card.summary));
      at = card.summary.value_or(at) + 1;
      cards.push_back(card);
      if (!view_.page.plain_text) at = next_title(cards.front().title, at);
    }
    if (!reads_like_content || (pairs && cards.size() >= 2 && last_content_ < at)) return cards;
    const auto first_content = std::find_if(cards.begin(), cards.end(), [this](const AnnouncedCard& card) {
      return is_content(card.title) || (card.summary && is_content(*card.summary));
    });
    cards.erase(first_content, cards.end());
    return cards;
  }

  [[nodiscard]] StubBlocks stub_of(const AnnouncedCard& card, std::string section) const {
    StubBlocks stub;
    stub.title_block = static_cast<BlockIndex>(card.title);
    stub.title = cut_lead(std::string(view_.page.blocks[card.title].text), view_.page.blocks[card.title], 0,
                          view_.facts.blocks[card.title]);
    if (card.summary) stub.summary = static_cast<BlockIndex>(*card.summary);
    stub.section = std::move(section);
    return stub;
  }

  const PageView& view_;
  const Verdicts& verdicts_;
  std::size_t last_content_ = 0;
};

}  // namespace

std::vector<StubBlocks> find_announced_stubs(const PageView& view, const Verdicts& verdicts) {
  return AnnouncedStubFinder(view, verdicts).run();
}

}  // namespace pressclip
