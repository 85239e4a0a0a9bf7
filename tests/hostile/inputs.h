// The table of hostile inputs: each is made by code, in any size, and answered by extract() or by the door
// that is named.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace pressclip::testing {

// What of the library an input is given to.
enum class Door : std::uint8_t {
  page,       // extract(), as HTML or text as the bytes look
  html,       // extract(), as HTML
  text,       // extract(), as a dump
  json_line,  // a JSON line to its page and through extract()
  rules,      // a rules file
  date        // parse_date and split_authors
};

struct HostileInput {
  std::string_view name;
  Door door = Door::html;
  std::size_t bytes = 0;                       // the size at which time and memory are measured
  std::string (*make)(std::size_t) = nullptr;  // an input of about so many bytes
};

std::span<const HostileInput> hostile_inputs();

}  // namespace pressclip::testing
