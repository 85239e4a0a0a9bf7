// What a pattern must find: strings one of which stands in every text that it matches. Most patterns name
// words, and most texts have none of them; so the words are looked for first, all at once, and only the
// patterns whose words are there are asked.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <memory_resource>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "rules/bit_table.h"
#include "rules/sample_text.h"

namespace pressclip {

struct RequiredLiterals {
  // In their case folding. Every text that the pattern matches has one of them, if it is case-folded too.
  // Empty: nothing is known.
  std::vector<std::string> any_of;
  // Whether the pattern matches wherever one of them stands, without more being asked.
  bool decide = false;
  // The same as any_of where the shortest are too short for a LiteralIndex; else empty.
  std::vector<std::string> short_any_of;
};

// The literals of an RE2 pattern that ignores case. `limit` bounds the strings that are made by multiplying
// out groups in a row. Of several places in the pattern that have some, the one is taken whose strings are
// the rarest in `sample`, which is in its case folding.
RequiredLiterals required_literals(std::string_view pattern, std::size_t limit,
                                   const SampleText& sample = {});

// The alternatives of a pattern: "a|b(c|d)" is "a" and "b(c|d)".
std::vector<std::string_view> split_alternatives(std::string_view pattern);

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
    static constexpr unsigned kSizeBits = 7, kEndBits = 8;

    std::uint32_t begin;  // in bytes
    std::uint32_t id_end_and_size;

    [[nodiscard]] constexpr std::uint32_t id() const { return id_end_and_size >> (kSizeBits + kEndBits); }
    [[nodiscard]] constexpr std::uint32_t size() const { return id_end_and_size % (1U << kSizeBits); }
    // A hash of its last four bytes, where it has four: of those that begin alike most are told apart by it,
    // without reading their bytes, which are far from here.
    [[nodiscard]] constexpr std::uint32_t end_hash() const {
      return (id_end_and_size >> kSizeBits) % (1U << kEndBits);
    }
  };
  std::string_view bytes;
  // By the hashes of their keys. A key is the first four bytes, or three and a zero, or the first word's
  // hash; where as much again follows it, that is a second key and its hash counts too, for many strings
  // begin alike.
  std::span<const Literal> literals;
  std::span<const std::uint32_t> begins;  // of the literals of each hash, and where the last ones end; the
                                          // hashes are a power of two
  bool has_short = false;                 // literals of three bytes
  bool are_words = true;                  // each begins with a space, and has another one
};

// Which keys tables have, and a few others; for most bytes of most texts it is all that is asked. Made when a
// search is, which takes less time than reading it from a file would.
class KeyFilter {
 public:
  // Three bytes, or the first word's hash.
  void add(std::uint32_t key);
  // The same bytes with one behind them.
  void add(std::uint32_t key, unsigned char next);
  void add(const KeyFilter& other);

  [[nodiscard]] bool passes(std::uint32_t key, unsigned char next) const {
    const std::uint32_t hash = hash_of(key);
    return (words_[place_of(hash)] >> bit_of(hash, next) & 1U) != 0;
  }

 private:
  static constexpr unsigned kPlaceBits = 11;
  static constexpr std::uint32_t hash_of(std::uint32_t key) { return key * 0x9E3779B1U; }
  static constexpr std::size_t place_of(std::uint32_t hash) { return hash >> (32U - kPlaceBits); }
  // Each key has its own order of bits, for the bytes behind all keys are the same few letters.
  static constexpr unsigned bit_of(std::uint32_t hash, unsigned char next) {
    return ((hash >> 13U) + next) % 64U;
  }

  std::vector<std::uint64_t> words_ = std::vector<std::uint64_t>(std::size_t{1} << kPlaceBits);
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
  using FoundList = std::pmr::vector<Found>;

  // What the tables refer to outlives this.
  explicit LiteralSearch(const LiteralTables& tables);
  // For the strings of all; they are of words all, or none is.
  explicit LiteralSearch(std::span<const LiteralSearch* const> searches);

  // Appends what stands in `text`, perhaps repeatedly.
  void find(std::string_view text, FoundList& found) const;

 private:
  struct Candidate {
    std::uint32_t hash, place;
  };
  class Candidates;
  // Finds those that are there, and leaves none.
  void find_candidates(std::string_view text, Candidates& candidates, FoundList& found) const;
  void find_words(std::string_view text, FoundList& found) const;
  void find_at_every_byte(std::string_view text, FoundList& found) const;

  // A bit for each hash by which a table has literals, of more bits than its hashes have.
  using HashFilter = BitTable<std::size_t{1} << 16U>;

  struct Searched {
    LiteralTables tables;
    std::shared_ptr<const HashFilter> hashes;
    std::uint32_t place;  // in the list
  };

  std::vector<Searched> tables_;  // those that have any
  // Of all.
  KeyFilter filter_;
  HashFilter hashes_;
  bool has_short_ = false;
};

// Tables for finding which of many strings stand in a text, while they are made.
class LiteralIndex {
 public:
  static constexpr std::size_t kLeastBytes = 3;
  static constexpr std::size_t kMostBytes = (std::size_t{1} << LiteralTables::Literal::kSizeBits) - 1;
  static constexpr std::uint32_t kLastId =
      (std::uint32_t{1} << (32U - LiteralTables::Literal::kSizeBits - LiteralTables::Literal::kEndBits)) - 1;

  // `literal` has at least kLeastBytes and at most kMostBytes bytes; several may have the same id, which is
  // kLastId at most.
  void add(std::string_view literal, std::uint32_t id);
  // Behind the last add().
  void build();
  // Refers to this.
  [[nodiscard]] LiteralTables tables() const;

 private:
  std::string bytes_;
  std::unordered_map<std::string, std::uint32_t> places_;  // in bytes_
  std::vector<LiteralTables::Literal> literals_;
  std::vector<std::uint32_t> begins_;
  bool has_short_ = false;
  bool are_words_ = true;
};

}  // namespace pressclip
