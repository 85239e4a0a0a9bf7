// Rules: what is known of the words of boilerplate, as data. The format is described in docs/RULES.md.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "pressclip/category.h"

namespace pressclip {

enum class RuleKind : std::uint8_t {
  sure,     // a short block that matches is of the category, whatever the other evidence says
  hint,     // evidence; and the name for a block that other evidence removes
  label,    // the whole block heads teasers that are offered to this article's reader ("Related articles")
  listing,  // the whole block heads a list of the whole site ("Most read")
  lead,     // how a teaser or a byline begins ("Read more:", "By"); what follows is the title or the name
  classes,  // words in class, id and data attributes
  part      // the same, but naming a part of an article or of a teaser; of no category
};

// What words of class attributes can name beside the categories.
enum class Part : std::uint8_t {
  content,     // the article's own text, with all that belongs to it
  standfirst,  // the paragraph between a headline and the text
  title,       // a headline, or the title of a teaser
  kicker,      // what stands beside a title without belonging to it: a kicker, a label, a time, a counter
  fact_box     // a box of facts that stands apart from the text
};

class PartSet {
 public:
  constexpr PartSet() = default;
  constexpr PartSet(std::initializer_list<Part> parts) {
    for (const Part part : parts) add(part);
  }
  constexpr void add(Part part) { bits_ = static_cast<std::uint8_t>(bits_ | bit(part)); }
  [[nodiscard]] constexpr bool contains(Part part) const { return (bits_ & bit(part)) != 0; }

 private:
  static constexpr unsigned bit(Part part) { return 1U << static_cast<unsigned>(part); }
  std::uint8_t bits_ = 0;
};

class CategorySet {
 public:
  constexpr void add(Category category) { bits_ = static_cast<std::uint16_t>(bits_ | bit(category)); }
  [[nodiscard]] constexpr bool contains(Category category) const { return (bits_ & bit(category)) != 0; }
  // Calls `visit` with each, in their order.
  template <typename Visit>
  constexpr void each(const Visit& visit) const {
    for (unsigned rest = bits_; rest != 0; rest &= rest - 1)
      visit(static_cast<Category>(std::countr_zero(rest)));
  }

 private:
  static_assert(kCategoryNames.size() <= 16);
  static constexpr unsigned bit(Category category) { return 1U << static_cast<unsigned>(category); }
  std::uint16_t bits_ = 0;
};

struct Rule {
  std::string
      id;  // "en/newsletter:sign-up-for", unique; "any/…" without a language, "class/…" for words of classes
  Category category = Category::navigation;  // without meaning for the kind `part`
  Part part = Part::content;                 // has a meaning for the kind `part` alone
  RuleKind kind = RuleKind::hint;
  std::vector<std::string> patterns;  // RE2, matched against folded text (see fold_for_rules)
  std::string site;                   // a domain it is limited to, with those below it; empty: every site
  // Examples that must match, and near misses that must not. Those of the built-in rules are in their source
  // alone.
  std::vector<std::string> hits;
  std::vector<std::string> misses;
};

struct RuleError {
  std::size_t line = 0;  // counted from 1
  std::string reason;
};

struct RuleHit {
  const Rule* rule = nullptr;
  std::size_t end = 0;  // lead: bytes of the folded text that the rule matched, from its beginning; else 0
};

// An immutable set of rules. Patterns of a language are compiled when they are first asked for; safe to share
// between threads.
class RuleBook {
 public:
  ~RuleBook();
  RuleBook(const RuleBook&) = delete;
  RuleBook& operator=(const RuleBook&) = delete;

  // The rules that are compiled into the library.
  static std::shared_ptr<const RuleBook> built_in();
  // The built-in rules with those of `text` added; a rule with the id of a built-in one replaces it, and
  // `off` takes it away. An error names the first line that can't be read.
  static std::variant<std::shared_ptr<const RuleBook>, RuleError> with(std::string_view text);

  // Every rule, in the order of files and lines.
  [[nodiscard]] std::vector<Rule> rules() const;
  // Codes of the languages that have rules ("de", "en", …), sorted.
  [[nodiscard]] std::vector<std::string> languages() const;

  // The rules (all kinds but `classes` and `part`) of `languages` and of no language that match `folded`,
  // which must come from fold_for_rules, in the order of the files. Of a language tag the primary part counts
  // ("pt-BR" is "pt"). `site` is the page's registrable domain or host, or empty. A rule of the kind `sure`
  // is given whatever the length of the text. Linear in the text.
  [[nodiscard]] std::vector<RuleHit> match(std::string_view folded, std::span<const std::string> languages,
                                           std::string_view site) const;
  // The rules that `match` asks, chosen once for many texts. Immutable and safe to share between threads; it
  // may outlive the book.
  class Selection {
   public:
    Selection(Selection&&) noexcept;
    Selection& operator=(Selection&&) noexcept;
    ~Selection();

    // The same as RuleBook::match.
    [[nodiscard]] std::vector<RuleHit> match(std::string_view folded, std::string_view site) const;

   private:
    friend class RuleBook;
    struct Contents;
    explicit Selection(std::unique_ptr<const Contents> contents);
    std::unique_ptr<const Contents> contents_;
  };
  [[nodiscard]] Selection select(std::span<const std::string> languages) const;
  // The rules of the kind `classes` that match the words of class and id attributes as split_class_words
  // gives them.
  [[nodiscard]] std::vector<const Rule*> match_classes(std::string_view words, std::string_view site) const;
  // Whether a rule of the kind `part` says that such words name `part`.
  [[nodiscard]] bool names_part(std::string_view words, Part part, std::string_view site) const;
  // Which of some parts they name, and both of these, for little more than one.
  [[nodiscard]] PartSet name_parts(std::string_view words, PartSet asked, std::string_view site) const;
  struct ClassHits {
    CategorySet categories;
    PartSet parts;
  };
  // The categories of the rules that match_classes gives, and which of some parts the words name.
  [[nodiscard]] ClassHits match_class_words(std::string_view words, PartSet asked,
                                            std::string_view site) const;

 private:
  struct Contents;
  explicit RuleBook(std::unique_ptr<Contents> contents);
  std::unique_ptr<Contents> contents_;
};

// Text as rules see it: normalised as in the output, typographic quotes and dashes as ASCII ones, Greek
// vowels without their accents and the Turkish i's as i, since capitals drop those differences. Case is kept:
// patterns ignore it. Each character of the normalised text stays one character.
std::string fold_for_rules(std::string_view text);
// The same of text that is normalised already.
std::string fold_normalized_for_rules(std::string_view text);

// The words of class and id attributes, as the kinds `classes` and `part` see them: lower case, separated
// by single spaces, without the numbers at their ends. "ArticleBody__newsletterSignup-2" gives "article body
// newsletter signup". What a build tool made up ("bdVaJa", "1a2b3c") stays one word; what an element only
// holds ("has-sidebar") is left out.
std::string split_class_words(std::string_view value);
// The same, in place of what is in `out`, the memory of which is used again.
void split_class_words(std::string_view value, std::string& out);

}  // namespace pressclip
