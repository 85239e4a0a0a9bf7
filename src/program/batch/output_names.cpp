// From a page's place to a safe name.
#include "program/batch/output_names.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "text/digest.h"
#include "text/normalize.h"
#include "write/safe_text.h"

namespace pressclip {
namespace {

constexpr std::string_view kEnding = ".json";
constexpr std::string_view kStandardInput = "standard-input";
// File systems take 255 bytes, temporary files and "~2" need some.
constexpr std::size_t kLongestPart = 230;
// Of a whole name, well below the 4096 bytes that a system call takes.
constexpr std::size_t kLongestName = 2048;

std::string hexadecimal(std::uint64_t value) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string digits;
  for (int shift = 60; shift >= 0; shift -= 4)
    digits += kDigits[(value >> static_cast<unsigned>(shift)) & 0xFU];
  return digits;
}

std::string_view file_name(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

void append_escaped(std::string& out, std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  for (const char byte : bytes) {
    const auto value = static_cast<unsigned char>(byte);
    out += '%';
    out += kDigits[value >> 4U];
    out += kDigits[value & 0xFU];
  }
}

// One part of a path, without what is no character that can be seen, and no longer than file systems take.
std::string safe_part(std::string_view part) {
  std::string out;
  if (part == "..") {
    append_escaped(out, part);
    return out;
  }
  for (std::string_view rest = part; !rest.empty();) {
    const std::size_t length = std::max<std::size_t>(1, utf8_character_length(rest));
    const std::string_view character = rest.substr(0, length);
    if (safe_text(character) == character && character != "\n" && character != "\t")
      out.append(character);
    else
      append_escaped(out, character);
    rest.remove_prefix(length);
  }
  if (out.size() <= kLongestPart) return out;
  constexpr std::size_t kKept = kLongestPart - 17;
  std::size_t end = kKept;
  while (end > 0 && (static_cast<unsigned char>(out[end]) & 0xC0U) == 0x80) --end;
  return out.substr(0, end) + '~' + hexadecimal(digest_of(part).low);
}

// A folder never ends like a file, so that no page is in the way of another.
std::string safe_folder(std::string_view part) {
  std::string out = safe_part(part);
  if (out.ends_with(kEnding)) out.replace(out.size() - kEnding.size(), 1, "%2E");
  return out;
}

std::string safe_path(std::string_view path) {
  std::string out;
  for (std::string_view rest = path; !rest.empty();) {
    const std::size_t slash = rest.find('/');
    const std::string_view part = rest.substr(0, slash);
    rest = slash == std::string_view::npos ? "" : rest.substr(slash + 1);
    if (part.empty() || part == ".") continue;
    const bool is_last = rest.find_first_not_of('/') == std::string_view::npos;
    if (!out.empty()) out += '/';
    out += is_last ? safe_part(part) : safe_folder(part);
  }
  if (out.empty()) out = "%";
  if (out.size() <= kLongestName) return out;
  return out.substr(0, out.find('/')).substr(0, kLongestPart) + "/~" + hexadecimal(digest_of(path).low);
}

// The path of the page's file as it counts for names.
std::string_view place(const Origin& origin, bool alone) {
  if (origin.path == "-") return kStandardInput;
  if (!alone) return origin.path;
  if (!origin.discovered) return file_name(origin.path);
  return std::string_view(origin.path).substr(origin.named.size());
}

std::string place_in_series(std::size_t number) {
  constexpr std::size_t kDigits = 6;
  const std::string digits = std::to_string(number);
  return std::string(kDigits - std::min(kDigits, digits.size()), '0') + digits;
}

}  // namespace

OutputNames::OutputNames(const Plan& plan, LetterCase letter_case)
    : alone_(plan.inputs.size() == 1 && !plan.files_from), letter_case_(letter_case) {}

std::string OutputNames::name_for(const Origin& origin) {
  std::string path(place(origin, alone_));
  if (!origin.member.empty()) path += '/' + origin.member;
  if (origin.number > 0) path += '/' + place_in_series(origin.number);
  const std::string stem = safe_path(path);
  std::string name = stem + std::string(kEnding);
  for (std::size_t copy = 2; !given_.add(number_of(name)); ++copy)
    name = stem + '~' + std::to_string(copy) + std::string(kEnding);
  return name;
}

bool OutputNames::was_given(const std::string& name) const {
  return given_.has(number_of(name));
}

// Never 0.
std::uint64_t OutputNames::number_of(const std::string& name) const {
  const std::uint64_t number = digest_of(letter_case_ == LetterCase::is_ignored ? fold_case(name) : name).low;
  return number == 0 ? 1 : number;
}

// Where the number is, or would be: 0 marks a free place.
std::size_t OutputNames::Numbers::place_of(std::uint64_t number) const {
  std::size_t at = number & (places_.size() - 1);
  while (places_[at] != 0 && places_[at] != number) at = (at + 1) & (places_.size() - 1);
  return at;
}

bool OutputNames::Numbers::add(std::uint64_t number) {
  if (has(number)) return false;
  if ((count_ + 1) * 2 > places_.size()) {
    const std::vector<std::uint64_t> before = std::move(places_);
    places_ = std::vector<std::uint64_t>(before.size() * 2);
    for (const std::uint64_t old : before)
      if (old != 0) places_[place_of(old)] = old;
  }
  places_[place_of(number)] = number;
  ++count_;
  return true;
}

}  // namespace pressclip
