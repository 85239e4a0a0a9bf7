// Header fields as HTTP and WARC write them: "Name: value", a line each.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pressclip {

struct HeaderField {
  std::string name;   // in lower case
  std::string value;  // without space around it, lines joined
};
using HeaderFields = std::vector<HeaderField>;

// Reads lines up to the end of the text; those that are no field are passed over.
HeaderFields read_header_fields(std::string_view lines);

// The value of the last field of that name, which is in lower case; empty where there is none.
std::string_view last_value(const HeaderFields& fields, std::string_view name);
// Every value of a field whose values are lists, in order, each in lower case: "gzip, br".
std::vector<std::string> listed_values(const HeaderFields& fields, std::string_view name);

// Where the empty line ends that ends a header; npos where none is in sight. `from`: what has been looked
// through before.
std::size_t end_of_header(std::string_view text, std::size_t from);

// "text/html; charset=utf-8"
struct MediaType {
  std::string name;     // in lower case, "text/html"
  std::string charset;  // as it is given; empty: none
};
MediaType read_media_type(std::string_view value);

}  // namespace pressclip
