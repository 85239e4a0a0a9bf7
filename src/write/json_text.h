// JSON written straight into a buffer, member after member.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace pressclip {

// Laid out on one line, or with a member a line, two spaces deeper than what holds it. Strings are valid
// UTF-8.
class JsonText {
 public:
  explicit JsonText(bool compact) : compact_(compact) {}

  void begin_object() { begin('{'); }
  void end_object() { end('}'); }
  void begin_array() { begin('['); }
  void end_array() { end(']'); }
  // Of the member that the next value is.
  void key(std::string_view name);
  void string(std::string_view text);
  // A value as it is: a number, a name of JSON's own, JSON that is written already.
  void raw(std::string_view json);

  [[nodiscard]] std::string take() { return std::move(out_); }

 private:
  void begin(char bracket);
  void end(char bracket);
  void begin_value();
  void begin_line();
  void append_quoted(std::string_view text);

  bool compact_;
  bool is_after_key_ = false;
  std::vector<bool> has_members_;  // of each object and array that is open
  std::string out_;
};

}  // namespace pressclip
