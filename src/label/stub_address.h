// Addresses of teasers: how they are compared, and what they tell of the page that they lead to.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace pressclip {

// The host without "www.", or empty where the address has none.
std::string_view host_of(std::string_view url);

// From the slash behind the host on, with the query.
std::string_view path_of(std::string_view url);

std::string_view path_without_query(std::string_view path);

// Whether a reference names a scheme, as in "javascript:".
bool has_scheme(std::string_view reference);

// An address without its fragment, its trackers and the slash at its end.
std::string compare_form(std::string url);

// Whether a folder of the path says that the page lists or serves something and is no article: an author's
// page, a topic, a search, an account.
bool names_no_article(std::string_view path);

// What the path of an address looks like.
struct AddressTraits {
  std::ptrdiff_t depth = 0;
  bool has_many_words = false;   // its last part
  bool has_long_number = false;  // anywhere
  std::string ending;            // ".html"
};
AddressTraits traits_of(std::string_view path);

// How many of the four traits are alike.
std::size_t count_like_traits(const AddressTraits& path, const AddressTraits& own);

// Folders that the two paths begin with alike.
std::size_t count_shared_folders(std::string_view path, std::string_view own);

}  // namespace pressclip
