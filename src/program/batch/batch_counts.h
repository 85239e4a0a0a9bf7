// What a batch has done so far, counted.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "program/answer.h"

namespace pressclip {

struct BatchCounts {
  std::size_t articles = 0, empty = 0;
  std::size_t unreadable = 0, failed = 0;  // errors
  std::size_t other_files = 0;             // beside the pages
  std::size_t kept = 0;                    // of all these, written by an earlier run
  std::uint64_t bytes = 0;                 // of the pages, unpacked
  std::size_t files = 0;                   // inputs that are one page, or whose pages have begun to come
  std::chrono::duration<double> time = {};

  void count(AnswerKind kind);
  [[nodiscard]] std::size_t pages() const { return articles + empty + errors(); }
  [[nodiscard]] std::size_t errors() const { return unreadable + failed; }
  [[nodiscard]] std::size_t records() const { return pages() + other_files; }
  // Of those that were not kept.
  [[nodiscard]] double pages_a_second() const;
};

// "1805 pages: 1700 articles, 100 empty, 5 errors; 89.2 MB in 23.4 s, 77 pages/s"
std::string summary_line(const BatchCounts& counts);
// The same as a JSON object, for --summary.
std::string summary_json(const BatchCounts& counts, bool finished);

}  // namespace pressclip
