// What a pattern must find: strings one of which stands in every text that it matches. Most patterns name
// words, and most texts have none of them; so the words are looked for first, all at once, and only the
// patterns whose words are there are asked.
#pragma once

#include <array>
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
};

// The literals of an RE2 pattern that ignores case. `limit` bounds the strings that are made by multiplying
// out groups in a row.
RequiredLiterals required_literals(std::string_view pattern, std::size_t limit);

// The alternatives of a pattern: "a|b(c|d)" is "a" and "b(c|d)".
std::vector<std::string_view> split_alternatives(std::string_view pattern);

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
  struct Entry {
    std::uint32_t key;  // the first bytes
    std::uint32_t id;
    std::string literal;
  };
  // Strings by their first `width` bytes.
  struct Table {
    std::size_t width;
    std::vector<Entry> entries;
    std::vector<std::uint64_t> filter;  // a bit for each hash of a key that is there
  };

  static std::uint32_t key_at(std::string_view text, std::size_t position, std::size_t width);
  static void find_in(const Table& table, std::string_view text, std::vector<std::uint32_t>& ids);

  std::array<Table, 2> tables_{Table{3, {}, {}}, Table{4, {}, {}}};
};

}  // namespace pressclip
