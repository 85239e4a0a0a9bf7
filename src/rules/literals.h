// What a pattern must find: strings one of which stands in every text that it matches. Most patterns name
// words, and most texts have none of them; so the words are looked for first, all at once, and only the
// patterns whose words are there are asked.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace pressclip {

struct RequiredLiterals {
  // In their case folding. Every text that the pattern matches has one of them, if it is case-folded too.
  // Empty: nothing is known.
  std::vector<std::string> any_of;
  // Whether the pattern matches wherever one of them stands, without more being asked.
  bool decide = false;
  // The same as any_of where the shortest are too short for a LiteralIndex; else empty.
  std::vector<std::string> short_any_of;
  // Whether the pattern matches at the beginning of a text only.
  bool begins_text = false;
};

// The literals of an RE2 pattern that ignores case. `limit` bounds the strings that are made by multiplying
// out groups in a row.
RequiredLiterals required_literals(std::string_view pattern, std::size_t limit);

// The alternatives of a pattern: "a|b(c|d)" is "a" and "b(c|d)".
std::vector<std::string_view> split_alternatives(std::string_view pattern);

// A bit for each small number.
template <std::size_t kBits>
struct BitTable {
  std::array<std::uint64_t, kBits / 64> words{};

  constexpr void set(std::size_t bit) { words[bit / 64] |= std::uint64_t{1} << bit % 64; }
  [[nodiscard]] constexpr bool has_any_of(const BitTable& other) const {
    std::uint64_t shared = 0;
    for (std::size_t i = 0; i < words.size(); ++i) shared |= words[i] & other.words[i];
    return shared != 0;
  }
};

// The bytes and pairs of bytes of a text, by which most short strings are ruled out at once. Pairs are
// hashed, so that one may seem to be there that is not.
struct ByteSurvey {
  BitTable<256> bytes;
  BitTable<1024> pairs;

  [[nodiscard]] bool may_have_any(const ByteSurvey& strings) const {
    return bytes.has_any_of(strings.bytes) || pairs.has_any_of(strings.pairs);
  }
};

ByteSurvey survey_text(std::string_view text);
// What a text must have one of to have one of the strings.
ByteSurvey survey_strings(const std::vector<std::string>& strings);

// The tables by which a LiteralIndex finds strings.
struct LiteralTables {
  // In eight bytes, for there are tens of thousands.
  struct Literal {
    static constexpr unsigned kSizeBits = 10;

    std::uint32_t begin;  // in bytes
    std::uint32_t id_and_size;

    [[nodiscard]] constexpr std::uint32_t id() const { return id_and_size >> kSizeBits; }
    [[nodiscard]] constexpr std::uint32_t size() const {
      return id_and_size & ((std::uint32_t{1} << kSizeBits) - 1);
    }
  };
  std::string_view bytes;
  // By the hashes of their keys. A key is the first four bytes, or three and a zero, or the first word's
  // hash; where as much again follows it, that is a second key and its hash counts too, for many strings
  // begin alike.
  std::span<const Literal> literals;
  std::span<const std::uint32_t> begins;  // of the literals of each hash, and where the last ones end; the
                                          // hashes are a power of two
  std::span<const std::uint64_t> filter;  // a bit for each hash of a key that is there, of more bits
  bool has_short = false;                 // literals of three bytes
  bool are_words = true;                  // each begins with a space, and has another one
};

// Looks for the strings of several tables at once.
class LiteralSearch {
 public:
  struct Found {
    std::uint32_t tables;  // their place in the list
    std::uint32_t id;
    // clang-tidy 14 finds a null pointer in it.
    auto operator<=>(const Found&) const = default;  // NOLINT(modernize-use-nullptr)
  };

  // What the tables refer to outlives this. They are of words all, or none is.
  explicit LiteralSearch(std::vector<LiteralTables> tables);

  // Appends what stands in `text`, perhaps repeatedly.
  void find(std::string_view text, std::vector<Found>& found) const;

 private:
  void find_key(std::uint32_t key, std::optional<std::uint32_t> second, std::string_view rest,
                std::vector<Found>& found) const;
  void find_words(std::string_view text, std::vector<Found>& found) const;
  template <bool kWithShort>
  void find_at_every_byte(std::string_view text, std::vector<Found>& found) const;

  struct Searched {
    LiteralTables tables;
    std::uint32_t place;  // in the list
  };

  std::vector<Searched> tables_;       // those that have any
  std::vector<std::uint64_t> filter_;  // of all
  bool has_short_ = false;
};

// Tables for finding which of many strings stand in a text, while they are made.
class LiteralIndex {
 public:
  static constexpr std::size_t kLeastBytes = 3;
  static constexpr std::size_t kMostBytes = (std::size_t{1} << LiteralTables::Literal::kSizeBits) - 1;

  // `literal` has at least kLeastBytes and at most kMostBytes bytes; several may have the same id.
  void add(std::string_view literal, std::uint32_t id);
  // Behind the last add().
  void build();
  // Refers to this.
  [[nodiscard]] LiteralTables tables() const;

 private:
  struct Keys {
    std::uint32_t first = 0;
    std::optional<std::uint32_t> second;
  };
  [[nodiscard]] Keys keys_of(LiteralTables::Literal literal) const;

  std::string bytes_;
  std::unordered_map<std::string, std::uint32_t> places_;  // in bytes_
  std::vector<LiteralTables::Literal> literals_;
  std::vector<std::uint32_t> begins_;
  std::vector<std::uint64_t> filter_;
  bool has_short_ = false;
  bool are_words_ = true;
};

}  // namespace pressclip
