// The elements that the tree builder has open at a place of the page, followed tag by tag.
//
// Gumbo's time grows with the depth of what is open and with the formatting elements that it must open again,
// and it has no bound on either. This follows its rules closely enough (implied end tags, scopes, the
// adoption agency, what tables and select do) to know both, and turns away the tags that would lead too far.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "parse/html_tokens.h"

namespace pressclip {

// Whether a start tag ends the svg or math that it stands in.
bool breaks_out_of_foreign(const RawTag& tag);

// Whether the element has no content, or only raw text.
bool is_void_element(Tag tag);

// Whether the tree builder opens the element again after what closed it.
bool is_formatting(Tag tag);

class OpenElements {
 public:
  // `page_bytes` is the page's size: what the tree may cost grows with it.
  OpenElements(std::size_t max_depth, std::size_t page_bytes);

  enum class Verdict : std::uint8_t {
    pass,     // goes to the tree builder
    ignored,  // the tree builder would ignore it, so it need not go
    drop,     // a bound turned it away
  };

  // The tag is next in the page. Where end tags have to go before it, they are appended to `skeleton`.
  Verdict start_tag(const RawTag& tag, std::string& skeleton);
  Verdict end_tag(const RawTag& tag, std::string& skeleton);
  // A run of text is next in the page.
  void text(std::string_view run, std::string& skeleton);

  // Whether the next tag or text belongs to svg or math, where CDATA is text and there is no raw text.
  [[nodiscard]] bool is_foreign() const { return !stack_.empty() && stack_.back().is_foreign; }
  // Whether the page has cost so much that it is held to narrower bounds.
  [[nodiscard]] bool is_strict() const { return is_strict_; }
  // Whether the tree builder ignores the tags of nearly all elements, as inside select.
  [[nodiscard]] bool is_in_select() const { return open_count(Tag::select) > 0; }
  [[nodiscard]] bool is_in_table() const { return open_count(Tag::table) > 0; }
  [[nodiscard]] bool is_open(const RawTag& tag) const;
  // Whether what begins at this place is as it is written: no formatting elements are opened again, nothing
  // moves out of a table, and no select or template has rules of its own.
  [[nodiscard]] bool may_begin_plain() const;
  // Formatting elements that the tree builder has in its list, and marks between them.
  [[nodiscard]] std::size_t formatting_count() const { return formatting_.size(); }

 private:
  struct Open {
    Tag tag = Tag::unknown;
    bool is_foreign = false;        // math, or inside it, and not where its rules allow HTML again
    std::uint32_t formatting = 0;   // number in formatting_, 0 for none
    std::string_view unknown_name;  // of an element that the tree builder does not know by name
    std::uint32_t name_hash = 0;

    [[nodiscard]] bool has_unknown_name(const RawTag& name) const {
      return name_hash == name.name_hash && equals_ignoring_case(unknown_name, name.name);
    }
  };
  // An entry of the list of active formatting elements.
  struct Formatting {
    Tag tag = Tag::unknown;
    bool is_marker = false;
    bool is_open = false;
    std::uint32_t number = 0;
    std::size_t cost = 0;  // of opening it again
    std::string_view whole;
  };

  [[nodiscard]] std::size_t open_count(Tag tag) const { return open_counts_[static_cast<std::size_t>(tag)]; }
  [[nodiscard]] bool is_full() const { return stack_.size() >= max_depth_; }
  std::uint32_t& dropped(const RawTag& tag);

  // To be filled where it stays: copied right after it was written, it would wait for its parts.
  Open& push(Tag tag);
  void pop();
  void pop_to(std::size_t index);  // `index` too
  void erase(std::size_t index);

  template <typename Matches, typename Stops>
  [[nodiscard]] std::size_t find(Matches matches, Stops stops) const;
  [[nodiscard]] std::size_t find_in_scope(Tag tag) const;
  [[nodiscard]] std::size_t find_in_table_scope(Tag tag) const;
  [[nodiscard]] std::size_t find_p() const;
  [[nodiscard]] bool is_between_cells() const;

  void close_p();
  void close_list_item(Tag tag);
  void generate_implied_end_tags();
  bool start_table_part(Tag tag);
  Verdict start_foreign(const RawTag& tag);
  Verdict end_open(const RawTag& tag, std::string& skeleton);
  Verdict end_any_other(const RawTag& tag, std::string& skeleton);
  Verdict end_formatting(const RawTag& tag, std::string& skeleton);
  Verdict push_formatting(const RawTag& tag, std::string& skeleton);
  [[nodiscard]] std::size_t last_formatting(Tag tag) const;
  void remove_formatting(std::size_t index);
  void push_marker();
  void clear_formatting_to_marker();
  void reopen_formatting(std::string& skeleton);
  void work(std::size_t amount, std::string& skeleton);
  void be_strict(std::string& skeleton);

  std::size_t max_depth_;
  std::size_t allowance_;  // of work, in steps that the tree builder makes
  std::size_t max_elements_;
  std::size_t elements_ = 0;
  std::size_t reopening_ = 0;  // steps of opening formatting elements again
  std::size_t framesets_ = 0;
  bool is_strict_ = false;
  bool has_dropped_ = false;
  std::uint32_t formatting_number_ = 0;
  std::vector<Open> stack_;
  std::vector<Formatting> formatting_;
  std::array<std::uint32_t, 256> open_counts_{};
  std::array<std::uint32_t, 512> dropped_{};
};

}  // namespace pressclip
