// JSON as repair_json() writes it → its values, which lie in that very text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>

namespace pressclip::metadata {

struct JsonValue {
  enum class Kind : std::uint8_t { null, boolean, string, array, object };

  [[nodiscard]] bool is_boolean() const { return kind == Kind::boolean; }
  [[nodiscard]] bool is_string() const { return kind == Kind::string; }
  [[nodiscard]] bool is_array() const { return kind == Kind::array; }
  [[nodiscard]] bool is_object() const { return kind == Kind::object; }
  [[nodiscard]] bool is_structured() const { return is_array() || is_object(); }

  Kind kind = Kind::null;
  std::uint32_t size = 0;      // items or members
  std::string_view name;       // of an object's member
  std::string_view text;       // a string's; a boolean's "true" or "false"
  JsonValue* first = nullptr;  // item or member
  JsonValue* next = nullptr;   // beside this one, in the value that holds both
};

class JsonDocument {
 public:
  // Puts its values in `values`, which several documents share and where they stay in their places.
  JsonDocument(std::string text, std::deque<JsonValue>& values);
  JsonDocument(const JsonDocument&) = delete;
  JsonDocument& operator=(const JsonDocument&) = delete;

  [[nodiscard]] const JsonValue& root() const { return *root_; }

 private:
  // The string whose quote stands at `position`, which comes to stand behind it. What is escaped is written
  // in place, where it takes less room.
  std::string_view read_string(std::size_t& position);
  std::size_t write_escaped(std::size_t& position, std::size_t to);

  std::string text_;
  const JsonValue* root_ = nullptr;
};

}  // namespace pressclip::metadata
