// The categories of what is removed from a page, fixed by the output format.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace pressclip {

enum class Category : std::uint8_t {
  paywall,
  newsletter,
  read_more,
  share,
  comments,
  promo,
  ad,
  consent,
  legal,
  byline,
  bio,
  tags,
  media,
  notice,
  navigation
};

inline constexpr std::array<std::string_view, 15> kCategoryNames = {
    "paywall", "newsletter", "read_more", "share", "comments", "promo",  "ad",        "consent",
    "legal",   "byline",     "bio",       "tags",  "media",    "notice", "navigation"};

constexpr std::string_view name_of(Category category) {
  return kCategoryNames[static_cast<std::size_t>(category)];
}

constexpr std::optional<Category> category_from_name(std::string_view name) {
  for (std::size_t i = 0; i < kCategoryNames.size(); ++i)
    if (kCategoryNames[i] == name) return static_cast<Category>(i);
  return std::nullopt;
}

}  // namespace pressclip
