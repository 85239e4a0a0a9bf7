// What a pattern must find: strings one of which stands in every text that it matches. Most patterns name
// words, and most texts have none of them; so the words are looked for first, all at once, and only the
// patterns whose words are there are asked.
#pragma once

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
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
  // The first bytes of what the pattern matches, case-folded; all of them where that is not known, or where
  // it matches nothing at all.
  std::bitset<256> first_bytes;
  // Whether the pattern matches at the beginning of a text only.
  bool begins_text = false;
};

// The literals of an RE2 pattern that ignores case. `limit` bounds the strings that are made by multiplying
// out groups in a row.
RequiredLiterals required_literals(std::string_view pattern, std::size_t limit);

// The alternatives of a pattern: "a|b(c|d)" is "a" and "b(c|d)".
std::vector<std::string_view> split_alternatives(std::string_view pattern);

// The bytes and pairs of bytes of a text, by which most short strings are ruled out at once. Pairs are
// hashed, so that one may seem to be there that is not.
class ByteSurvey {
 public:
  explicit ByteSurvey(std::string_view text);
  // Of strings: what a text must have one of to have one of them.
  explicit ByteSurvey(const std::vector<std::string>& strings);

  [[nodiscard]] bool may_have_any(const ByteSurvey& strings) const {
    return (bytes_ & strings.bytes_).any() || (pairs_ & strings.pairs_).any();
  }

 private:
  static std::size_t hash_pair(char first, char second);

  std::bitset<256> bytes_;
  std::bitset<1024> pairs_;
};

// Finds which of many strings stand in a text.
class LiteralIndex {
 public:
  static constexpr std::size_t kLeastBytes = 3;

  // `literal` has at least kLeastBytes bytes; several may have the same id.
  void add(std::string_view literal, std::uint32_t id);
  // Between the last add() and the first find().
  void build();
  // Appends the ids of the strings in `text`, perhaps repeatedly.
  void find(std::string_view text, std::vector<std::uint32_t>& ids) const;

 private:
  struct Literal {
    std::uint32_t key;    // four bytes at its beginning, three and a zero, or its first word's hash
    std::uint32_t last;   // its last four bytes; the key where it has three
    std::uint32_t begin;  // in bytes_
    std::uint32_t size;
    std::uint32_t id;
  };
  // The literals of one key, by the key's hash; empty where count is 0.
  struct Slot {
    std::uint32_t key = 0;
    std::uint32_t first = 0;
    std::uint32_t count = 0;
  };

  void find_key(std::uint32_t key, std::string_view rest, std::vector<std::uint32_t>& ids) const;
  template <bool kWithShort>
  void find_at_every_byte(std::string_view text, std::vector<std::uint32_t>& ids) const;
  void find_at_words(std::string_view text, std::vector<std::uint32_t>& ids) const;

  std::string bytes_;
  std::vector<Literal> literals_;
  std::vector<Slot> slots_;            // a power of two of them, at most half of them taken
  std::vector<std::uint64_t> filter_;  // a bit for each hash of a key that is there
  bool has_short_ = false;             // literals of three bytes
  bool are_words_ = true;              // each begins with a space, and has another one
};

}  // namespace pressclip
