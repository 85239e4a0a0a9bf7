#include "parse/skeleton.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "parse/html_tokens.h"

namespace pressclip {
namespace {

// The first texts are characters of plane 15, the others pairs of plane 16. The last two characters of a
// plane are none.
constexpr std::uint32_t kPerPlane = 0xFFFE;
constexpr std::uint32_t kPlane15 = 0xF0000;
constexpr std::uint32_t kPlane16 = 0x100000;

// The first space is a tab; the next four are a space and one character; the others a form feed, digits and a
// tab. None begins with a line feed, which the tree builder leaves out behind <pre>.
constexpr char kFirstSpace = '\t';
constexpr char kNextSpace = ' ';
constexpr char kOtherSpace = '\f';
constexpr std::string_view kNextDigits = "\t \f\n";
constexpr std::string_view kOtherDigits = " \f\n";

void append_character(std::uint32_t c, std::string& out) {
  const char bytes[] = {static_cast<char>(0xF0U | c >> 18U), static_cast<char>(0x80U | (c >> 12U & 0x3FU)),
                        static_cast<char>(0x80U | (c >> 6U & 0x3FU)), static_cast<char>(0x80U | (c & 0x3FU))};
  out.append(bytes, sizeof bytes);
}

// A character of plane 15 or 16 at the beginning of `coded`, which is removed; 0 where there is none.
std::uint32_t read_character(std::string_view& coded) {
  if (coded.size() < 4 || (coded[0] != '\xF3' && coded[0] != '\xF4')) return 0;
  const auto bits = [&](std::size_t i) {
    return static_cast<std::uint32_t>(static_cast<unsigned char>(coded[i]) & 0x3FU);
  };
  const std::uint32_t c =
      (static_cast<unsigned char>(coded[0]) & 7U) << 18U | bits(1) << 12U | bits(2) << 6U | bits(3);
  if ((c & kPerPlane) == kPerPlane) return 0;
  coded.remove_prefix(4);
  return c;
}

std::size_t hash_space(std::string_view space) {
  std::uint64_t hash = space.size();
  while (!space.empty()) {
    std::uint64_t word = 0;
    const std::size_t size = std::min(space.size(), sizeof word);
    std::memcpy(&word, space.data(), size);
    hash = (hash ^ word) * 0x9E3779B97F4A7C15U;
    hash ^= hash >> 32U;
    space.remove_prefix(size);
  }
  return hash;
}

}  // namespace

void Skeleton::append_text(std::string_view text) {
  const auto index = static_cast<std::uint32_t>(texts_.size());
  texts_.push_back(text);
  if (index < kPerPlane) {
    append_character(kPlane15 + index, html);
  } else {
    append_character(kPlane16 + (index - kPerPlane) / kPerPlane, html);
    append_character(kPlane16 + (index - kPerPlane) % kPerPlane, html);
  }
}

void Skeleton::append_space(std::string_view space) {
  std::uint32_t index = index_of_space(space);
  if (index == 0) {
    html += kFirstSpace;
  } else if (index <= kNextDigits.size()) {
    html += kNextSpace;
    html += kNextDigits[index - 1];
  } else {
    html += kOtherSpace;
    const auto base = static_cast<std::uint32_t>(kOtherDigits.size());
    for (index -= static_cast<std::uint32_t>(kNextDigits.size()) + 1; index > 0; index = (index - 1) / base)
      html += kOtherDigits[(index - 1) % base];
    html += kFirstSpace;
  }
}

std::string_view Skeleton::read_text(std::string_view& coded) const {
  const char first = coded.front();
  std::size_t index = 0;
  if (first == kFirstSpace || first == kNextSpace || first == kOtherSpace) {
    coded.remove_prefix(1);
    if (first == kNextSpace && !coded.empty()) {
      index = kNextDigits.find(coded.front()) + 1;
      coded.remove_prefix(1);
    } else if (first == kOtherSpace) {
      std::size_t factor = 1;
      for (; !coded.empty() && coded.front() != kFirstSpace;
           coded.remove_prefix(1), factor *= kOtherDigits.size())
        index += factor * (kOtherDigits.find(coded.front()) + 1);
      index += kNextDigits.size() + 1;
      if (!coded.empty()) coded.remove_prefix(1);
    }
    return index < spaces_.size() ? spaces_[index] : std::string_view();
  }
  if (const std::uint32_t c = read_character(coded); c != 0) {
    if (c < kPlane16) {
      index = c - kPlane15;
    } else {
      index = kPerPlane + std::size_t{c - kPlane16} * kPerPlane + read_character(coded) - kPlane16;
    }
    return index < texts_.size() ? texts_[index] : std::string_view();
  }
  const std::size_t end = std::min(coded.find_first_of("\t \f\xF3\xF4", 1), coded.size());
  const std::string_view characters = coded.substr(0, end);
  coded.remove_prefix(end);
  return characters;
}

std::uint32_t Skeleton::index_of_space(std::string_view space) {
  if (space_table_.size() < 2 * (spaces_.size() + 1)) grow_space_table();
  std::size_t slot = hash_space(space) & (space_table_.size() - 1);
  while (space_table_[slot] != 0) {
    const std::uint32_t index = space_table_[slot] - 1;
    if (spaces_[index] == space) return index;
    slot = (slot + 1) & (space_table_.size() - 1);
  }
  spaces_.push_back(space);
  space_table_[slot] = static_cast<std::uint32_t>(spaces_.size());
  return static_cast<std::uint32_t>(spaces_.size()) - 1;
}

void Skeleton::grow_space_table() {
  space_table_.assign(std::max<std::size_t>(64, 2 * space_table_.size()), 0);
  for (std::size_t i = 0; i < spaces_.size(); ++i) {
    std::size_t slot = hash_space(spaces_[i]) & (space_table_.size() - 1);
    while (space_table_[slot] != 0) slot = (slot + 1) & (space_table_.size() - 1);
    space_table_[slot] = static_cast<std::uint32_t>(i + 1);
  }
}

}  // namespace pressclip
