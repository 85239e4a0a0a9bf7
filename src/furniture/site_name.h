// Which site an address belongs to.
#pragma once

#include <string>
#include <string_view>

namespace pressclip {

// The registrable domain of an absolute address, by the Public Suffix List: "example.co.uk" of
// "https://news.example.co.uk/a". A host that has none, such as a number or a single label, is its own site.
// Empty where the address has no host.
std::string site_name_of(std::string_view url);

}  // namespace pressclip
