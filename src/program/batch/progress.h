// How far a batch is, on standard error.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "program/batch/batch_counts.h"
#include "program/plan.h"

namespace pressclip {

// A bar on a terminal, drawn over and over in its last line; a line a second elsewhere.
class Progress {
 public:
  // `what` begins every line.
  explicit Progress(ProgressWish wish, std::string what = "");

  [[nodiscard]] bool is_shown() const { return style_ != Style::none; }
  // Draws where it is time to. `files`: how many there are, where that is known.
  void show(const BatchCounts& counts, std::optional<std::uint64_t> files);
  // Takes the bar away, so that a message has the line to itself.
  void clear();
  // The last state, whatever the time; the bar is gone after it.
  void end(const BatchCounts& counts, std::optional<std::uint64_t> files);

 private:
  using Clock = std::chrono::steady_clock;
  enum class Style : std::uint8_t { none, bar, lines };

  void draw(const BatchCounts& counts, std::optional<std::uint64_t> files);

  std::string what_;
  Style style_ = Style::none;
  bool has_colour_ = false;
  std::optional<Clock::time_point> drawn_;
  std::size_t drawn_columns_ = 0;
};

// One line, without its end. `columns`: of the terminal; 0: as long as it is, and without a bar.
std::string progress_line(const BatchCounts& counts, std::optional<std::uint64_t> files, std::size_t columns);

}  // namespace pressclip
