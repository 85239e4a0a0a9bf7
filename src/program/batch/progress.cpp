// The bar is drawn with a carriage return and spaces alone, which every terminal knows; colour is only for
// errors.
#include "program/batch/progress.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <utility>

namespace pressclip {
namespace {

constexpr auto kBarEvery = std::chrono::milliseconds(100);
constexpr auto kLineEvery = std::chrono::seconds(1);

void put(std::string_view bytes) {
  std::fwrite(bytes.data(), 1, bytes.size(), stderr);
}

std::size_t terminal_columns() {
  constexpr std::size_t kUsual = 80;
  winsize size = {};
  if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return kUsual;
  return size.ws_col;
}

bool terminal_has_colour() {
  const char* const no_colour = std::getenv("NO_COLOR");
  const char* const terminal = std::getenv("TERM");
  return (no_colour == nullptr || *no_colour == '\0') && terminal != nullptr &&
         std::string_view(terminal) != "dumb";
}

std::string clock_time(double seconds) {
  const auto whole = static_cast<std::uint64_t>(std::llround(seconds));
  const auto two = [](std::uint64_t value) { return (value < 10 ? "0" : "") + std::to_string(value); };
  constexpr std::uint64_t kHour = 3600;
  constexpr std::uint64_t kMinute = 60;
  if (whole >= kHour)
    return std::to_string(whole / kHour) + ':' + two(whole % kHour / kMinute) + ':' + two(whole % kMinute);
  return std::to_string(whole / kMinute) + ':' + two(whole % kMinute);
}

// Of what is left, by what was done: pages of an earlier run take no time.
std::optional<double> seconds_left(const BatchCounts& counts, std::uint64_t files) {
  constexpr double kLongest = 1e7;
  const std::size_t done = counts.files - std::min(counts.kept, counts.files);
  if (done == 0 || files < counts.files) return std::nullopt;
  const double left =
      static_cast<double>(files - counts.files) * counts.time.count() / static_cast<double>(done);
  if (left > kLongest) return std::nullopt;
  return left;
}

}  // namespace

std::string progress_line(const BatchCounts& counts, std::optional<std::uint64_t> files,
                          std::size_t columns) {
  std::string text;
  std::string left;
  std::optional<double> share;
  if (files && counts.files <= *files) {
    // In a run with archives there are more pages than files.
    text = std::to_string(counts.files) + '/' + std::to_string(*files);
    if (counts.files == counts.records())
      text += " pages";
    else
      text += " files, " + std::to_string(counts.pages()) + " pages";
    if (*files > 0) share = static_cast<double>(counts.files) / static_cast<double>(*files);
    if (const auto seconds = seconds_left(counts, *files)) left = ", " + clock_time(*seconds) + " left";
  } else {
    text = std::to_string(counts.pages()) + " pages";
  }
  text += ", " + std::to_string(std::llround(counts.pages_a_second())) + " pages/s, ";
  text += std::to_string(counts.errors()) + (counts.errors() == 1 ? " error" : " errors") + left;
  if (columns == 0) return text;

  constexpr std::size_t kLongestBar = 30;
  constexpr std::size_t kShortestBar = 5;
  constexpr std::size_t kAroundBar = 8;  // "[] 100% "
  constexpr double kHundred = 100;
  const std::size_t room = columns > text.size() + kAroundBar ? columns - text.size() - kAroundBar - 1 : 0;
  if (share && room >= kShortestBar) {
    const std::size_t width = std::min(kLongestBar, room);
    const auto filled = static_cast<std::size_t>(std::floor(*share * static_cast<double>(width)));
    std::string bar = '[' + std::string(filled, '=') + std::string(width - filled, ' ') + "] ";
    const std::string hundredths = std::to_string(static_cast<int>(std::floor(*share * kHundred)));
    return bar + std::string(3 - std::min<std::size_t>(3, hundredths.size()), ' ') + hundredths + "% " + text;
  }
  return text.substr(0, columns - 1);
}

Progress::Progress(ProgressWish wish, std::string what) : what_(std::move(what)) {
  const bool on_terminal = isatty(STDERR_FILENO) == 1;
  if (wish == ProgressWish::never || (wish == ProgressWish::automatic && !on_terminal)) return;
  style_ = on_terminal ? Style::bar : Style::lines;
  has_colour_ = on_terminal && terminal_has_colour();
}

void Progress::show(const BatchCounts& counts, std::optional<std::uint64_t> files) {
  if (style_ == Style::none) return;
  const Clock::time_point now = Clock::now();
  if (style_ == Style::lines) {
    if (!drawn_) drawn_ = now;  // nothing has been done yet
    if (now - *drawn_ < kLineEvery) return;
  } else if (drawn_ && now - *drawn_ < kBarEvery) {
    return;
  }
  drawn_ = now;
  draw(counts, files);
}

void Progress::draw(const BatchCounts& counts, std::optional<std::uint64_t> files) {
  if (style_ == Style::lines) {
    put("pressclip: " + what_ + progress_line(counts, files, 0) + '\n');
    return;
  }
  const std::size_t room = std::max(terminal_columns(), what_.size() + 2) - what_.size();
  std::string line = what_ + progress_line(counts, files, room);
  const std::size_t columns = line.size();
  const std::size_t over = drawn_columns_ > columns ? drawn_columns_ - columns : 0;
  if (has_colour_ && counts.errors() > 0) {
    const std::string errors = std::to_string(counts.errors()) + " error";
    if (const std::size_t at = line.find(errors); at != std::string::npos) {
      line.insert(at + errors.size(), "\x1b[0m");
      line.insert(at, "\x1b[31m");
    }
  }
  put('\r' + line + std::string(over, ' '));
  drawn_columns_ = columns;
}

void Progress::clear() {
  if (style_ != Style::bar || drawn_columns_ == 0) return;
  put('\r' + std::string(drawn_columns_, ' ') + '\r');
  drawn_columns_ = 0;
  drawn_.reset();
}

void Progress::end(const BatchCounts& counts, std::optional<std::uint64_t> files) {
  if (style_ == Style::none) return;
  draw(counts, files);
  clear();
}

}  // namespace pressclip
