// Repairs JSON in one pass over its characters, with a stack of open brackets instead of recursion.
#include "metadata/json_repair.h"

#include <algorithm>

#include "text/byte_runs.h"

namespace pressclip::metadata {
namespace {

bool is_space(char byte) {
  return byte == ' ' || byte == '\n' || byte == '\r' || byte == '\t';
}

int hex_value(char byte) {
  if (byte >= '0' && byte <= '9') return byte - '0';
  if (byte >= 'a' && byte <= 'f') return byte - 'a' + 10;
  if (byte >= 'A' && byte <= 'F') return byte - 'A' + 10;
  return -1;
}

enum class Expect { key, colon, value, comma };

struct Level {
  bool is_object = false;
  Expect expect = Expect::value;
  bool comma_waits = false;  // written only when another member follows
  std::size_t members = 0;   // of an object

  [[nodiscard]] bool is_full() const {
    return members >= kMaxJsonMembers && (expect == Expect::key || expect == Expect::comma);
  }
};

class Repair {
 public:
  // Most scripts are one document, little of which is mended.
  explicit Repair(std::string_view script) : script_(script) { output_.reserve(script.size()); }

  std::vector<std::string> run() {
    while (position_ < script_.size()) step();
    while (!levels_.empty()) close();
    return std::move(documents_);
  }

 private:
  void step() {
    const char byte = script_[position_];
    if (levels_.empty()) {  // between documents: everything but a beginning is wrapping
      static constexpr std::string_view kSection = "<![CDATA[";
      if (script_.substr(position_, kSection.size()) == kSection)
        position_ += kSection.size();
      else if (byte == '{' || byte == '[')
        open(byte == '{');
      else
        ++position_;
      return;
    }
    if (levels_.back().is_full() && byte != '}' && byte != ']') return skip_members();
    if (byte == '"') return read_string();
    if (byte == '{' || byte == '[') return open(byte == '{');
    if (byte == '}' || byte == ']') {
      ++position_;
      const bool is_object = byte == '}';
      // A bracket that closes nothing is passed over; one that closes an outer level closes those within.
      const auto match = std::find_if(levels_.rbegin(), levels_.rend(),
                                      [&](const Level& level) { return level.is_object == is_object; });
      if (match == levels_.rend()) return;
      const auto count = match - levels_.rbegin() + 1;
      for (auto i = count; i > 0; --i) close();
      return;
    }
    if (byte == ',') {
      ++position_;
      Level& level = levels_.back();
      if (level.expect == Expect::colon || (level.is_object && level.expect == Expect::value))
        write_missing_value();
      if (level.expect == Expect::comma) {
        level.comma_waits = true;
        level.expect = level.is_object ? Expect::key : Expect::value;
      }
      return;
    }
    if (byte == ':') {
      ++position_;
      Level& level = levels_.back();
      if (level.expect == Expect::colon) {
        output_ += ':';
        level.expect = Expect::value;
      }
      return;
    }
    if (byte == '/' && position_ + 1 < script_.size() &&
        (script_[position_ + 1] == '*' || script_[position_ + 1] == '/')) {
      const std::string_view end = script_[position_ + 1] == '*' ? "*/" : "\n";
      const std::size_t found = script_.find(end, position_ + 2);
      position_ = found == std::string_view::npos ? script_.size() : found + end.size();
      return;
    }
    if (is_word(byte)) return read_word();
    ++position_;
  }

  static bool is_word(char byte) {
    return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           byte == '-' || byte == '+' || byte == '.' || byte == '_' || byte == '@' || byte == '$';
  }

  // Writes what is missing before a value or a key.
  void begin_item() {
    if (levels_.empty()) return;
    Level& level = levels_.back();
    if (level.expect == Expect::comma) {
      level.comma_waits = true;
      level.expect = level.is_object ? Expect::key : Expect::value;
    }
    if (level.expect == Expect::colon) {
      output_ += ':';
      level.expect = Expect::value;
    }
    if (level.comma_waits) output_ += ',';
    level.comma_waits = false;
  }

  void end_item() {
    if (levels_.empty()) return;
    Level& level = levels_.back();
    if (level.is_object && level.expect == Expect::key) {
      level.expect = Expect::colon;
      ++level.members;
    } else {
      level.expect = Expect::comma;
    }
  }

  void write_missing_value() {
    Level& level = levels_.back();
    if (level.expect == Expect::colon) output_ += ':';
    output_ += "null";
    level.expect = Expect::comma;
  }

  void open(bool is_object) {
    if (levels_.size() >= kMaxJsonDepth) return skip_value();
    ++position_;
    begin_item();
    // An object where a key belongs: its key is missing.
    if (!levels_.empty() && levels_.back().is_object && levels_.back().expect == Expect::key)
      output_ += "\"\":";
    output_ += is_object ? '{' : '[';
    levels_.push_back({is_object, is_object ? Expect::key : Expect::value, false});
  }

  void close() {
    Level& level = levels_.back();
    if (level.is_object && (level.expect == Expect::colon || level.expect == Expect::value))
      write_missing_value();
    output_ += level.is_object ? '}' : ']';
    levels_.pop_back();
    if (levels_.empty()) {
      documents_.push_back(std::move(output_));
      output_.clear();
    } else {
      Level& outer = levels_.back();
      outer.expect = Expect::comma;
    }
  }

  // Passes over an array or object that is nested too deep.
  void skip_value() {
    begin_item();
    if (levels_.back().is_object && levels_.back().expect == Expect::key) output_ += "\"\":";
    output_ += "null";
    levels_.back().expect = Expect::comma;
    skip_to_bracket(1);
    position_ = std::min(position_ + 1, script_.size());
  }

  // Passes over what is left of an object, to the bracket that closes it.
  void skip_members() { skip_to_bracket(0); }

  // To the bracket that closes what is open: with one that opens at this place already counted, the one that
  // closes that.
  void skip_to_bracket(std::size_t deepest) {
    std::size_t depth = 0;
    for (bool in_string = false; position_ < script_.size(); ++position_) {
      const char byte = script_[position_];
      if (in_string) {
        if (byte == '\\') ++position_;
        in_string = byte != '"';
      } else if (byte == '"') {
        in_string = true;
      } else if (byte == '{' || byte == '[') {
        ++depth;
      } else if (byte == '}' || byte == ']') {
        if (depth == deepest) return;
        --depth;
      }
    }
    position_ = std::min(position_, script_.size());
  }

  // A quote ends its string if what follows could follow a string; else it was meant as a character.
  [[nodiscard]] bool is_closing_quote(std::size_t quote) const {
    std::size_t next = quote + 1;
    bool line_feed = false;
    for (; next < script_.size() && is_space(script_[next]); ++next)
      line_feed = line_feed || script_[next] == '\n';
    if (next >= script_.size()) return true;
    const char byte = script_[next];
    const Level& level = levels_.back();
    if (byte == ':') return level.is_object && level.expect == Expect::key;
    if (byte == '}' || byte == ']') return true;
    if (byte == '"') return line_feed || is_key(next);
    if (byte == '/') return line_feed || script_.substr(next, 2) == "/*";
    if (byte != ',') return false;
    ++next;
    while (next < script_.size() && is_space(script_[next])) ++next;
    if (next >= script_.size()) return true;
    const char after = script_[next];
    if (level.is_object) return after == '"' || after == '}' || after == ',' || after == '/';
    return after == '"' || after == '{' || after == '[' || after == ']' || after == ',' || after == '-' ||
           after == '/' || (after >= '0' && after <= '9') || after == 't' || after == 'f' || after == 'n';
  }

  // Whether a short string with a colon behind it begins at `quote`.
  [[nodiscard]] bool is_key(std::size_t quote) const {
    constexpr std::size_t kMaxKey = 40;
    const std::size_t end = script_.substr(0, quote + kMaxKey).find('"', quote + 1);
    return levels_.back().is_object && levels_.back().expect == Expect::value &&
           end != std::string_view::npos && end + 1 < script_.size() && script_[end + 1] == ':';
  }

  // Where the bytes end that begin here and that a string may hold as they are.
  [[nodiscard]] std::size_t end_of_plain() const {
    return find_byte(script_, position_,
                     [](SixteenBytes bytes) { return (bytes < 0x20) | (bytes == '"') | (bytes == '\\'); });
  }

  void read_string() {
    begin_item();
    ++position_;
    output_ += '"';
    while (position_ < script_.size()) {
      const char byte = script_[position_];
      const auto code = static_cast<unsigned char>(byte);
      if (byte == '"') {
        if (is_closing_quote(position_)) {
          ++position_;
          break;
        }
        output_ += "\\\"";
        ++position_;
      } else if (byte == '\\') {
        read_escape();
      } else if (code < 0x20) {
        if (byte == '\n')
          output_ += "\\n";
        else
          output_ += ' ';
        ++position_;
      } else {
        const std::size_t end = end_of_plain();
        output_.append(script_, position_, end - position_);
        position_ = end;
      }
    }
    output_ += '"';
    end_item();
  }

  [[nodiscard]] int unit_at(std::size_t position) const {  // the value of \uXXXX, -1 for what is none
    if (position + 6 > script_.size() || script_[position] != '\\' || script_[position + 1] != 'u') return -1;
    int value = 0;
    for (std::size_t i = position + 2; i < position + 6; ++i) {
      const int digit = hex_value(script_[i]);
      if (digit < 0) return -1;
      value = value * 16 + digit;
    }
    return value;
  }

  void read_escape() {
    if (position_ + 1 >= script_.size()) {
      ++position_;
      return;
    }
    const char next = script_[position_ + 1];
    if (next == 'u') {
      const int unit = unit_at(position_);
      const bool high = unit >= 0xD800 && unit < 0xDC00;
      const bool low = unit >= 0xDC00 && unit < 0xE000;
      const int second = high ? unit_at(position_ + 6) : -1;
      if (high && second >= 0xDC00 && second < 0xE000) {
        output_.append(script_.substr(position_, 12));
        position_ += 12;
      } else if (unit < 0) {
        position_ += 1;  // the backslash alone is wrong
      } else {
        if (high || low)
          output_ += "\\uFFFD";
        else
          output_.append(script_.substr(position_, 6));
        position_ += 6;
      }
      return;
    }
    static constexpr std::string_view kEscapes = "\"\\/bfnrt";
    if (kEscapes.find(next) != std::string_view::npos) {
      output_ += '\\';
      output_ += next;
      position_ += 2;
    } else {
      ++position_;
    }
  }

  void read_word() {
    const std::size_t begin = position_;
    while (position_ < script_.size() && is_word(script_[position_])) ++position_;
    const std::string_view word = script_.substr(begin, position_ - begin);
    begin_item();
    const bool is_key = levels_.back().is_object && levels_.back().expect == Expect::key;
    if (!is_key && (word == "true" || word == "false" || word == "null"))
      output_ += word;
    else if (!is_key && (word == "undefined" || word == "NaN"))
      output_ += "null";
    else
      output_.append("\"").append(word).append("\"");
    end_item();
  }

  std::string_view script_;
  std::size_t position_ = 0;
  std::string output_;
  std::vector<Level> levels_;
  std::vector<std::string> documents_;
};

// Cut where it is too long, between two characters.
std::string_view without_excess(std::string_view script) {
  if (script.size() <= kMaxJsonBytes) return script;
  std::size_t end = kMaxJsonBytes;
  while (end > 0 && (static_cast<unsigned char>(script[end]) & 0xC0U) == 0x80U) --end;
  return script.substr(0, end);
}

// Scripts that were escaped as if they were text have no quotes of their own.
std::string with_quotes(std::string_view script) {
  std::string text;
  text.reserve(script.size());
  for (std::size_t i = 0; i < script.size(); ++i) {
    static constexpr std::string_view kNames[] = {"&quot;", "&#34;", "&#x22;", "&#034;"};
    std::size_t length = 0;
    if (script[i] == '&')
      for (const std::string_view name : kNames)
        if (script.substr(i, name.size()) == name) length = name.size();
    if (length != 0) {
      text += '"';
      i += length - 1;
    } else {
      text += script[i];
    }
  }
  return text;
}

}  // namespace

std::vector<std::string> repair_json(std::string_view script) {
  script = without_excess(script);
  if (script.find('"') == std::string_view::npos && script.find('&') != std::string_view::npos)
    return Repair(with_quotes(script)).run();
  return Repair(script).run();
}

}  // namespace pressclip::metadata
