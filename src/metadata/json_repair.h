// JSON as pages really have it → JSON that a parser takes.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace pressclip::metadata {

// Deeper values become null. Real JSON-LD nests about ten deep.
inline constexpr std::size_t kMaxJsonDepth = 64;
// An object's members beyond these are left out: finding one among them costs what all of them do. Real ones
// have a few dozen.
inline constexpr std::size_t kMaxJsonMembers = 256;
// A script beyond this is cut there. In bytes.
inline constexpr std::size_t kMaxJsonBytes = std::size_t{8} * 1024 * 1024;

// Every object and array that stands in `script`, one after the other, each as valid JSON of at most
// kMaxJsonDepth levels and kMaxJsonMembers members. Valid JSON keeps its meaning, except that numbers become
// strings. Mended: comment and
// CDATA wrappers, comments, missing and superfluous commas, raw line feeds and quotes in strings, wrong
// escapes, bare words, quotes written as entities, a missing end. Linear.
std::vector<std::string> repair_json(std::string_view script);

}  // namespace pressclip::metadata
