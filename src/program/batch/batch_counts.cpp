// Counts as text.
#include "program/batch/batch_counts.h"

#include <array>
#include <charconv>
#include <string_view>

namespace pressclip {
namespace {

std::string with_decimals(double value, int decimals) {
  std::array<char, 64> text = {};
  const auto [end, error] =
      std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed, decimals);
  return error == std::errc() ? std::string(text.data(), end) : "0";
}

std::string counted(std::size_t count, std::string_view one, std::string_view several) {
  return std::to_string(count) + ' ' + std::string(count == 1 ? one : several);
}

std::string shown_bytes(std::uint64_t bytes) {
  constexpr double kStep = 1000;
  constexpr std::array<std::string_view, 5> kUnits = {"B", "kB", "MB", "GB", "TB"};
  auto value = static_cast<double>(bytes);
  std::size_t unit = 0;
  for (; value >= kStep && unit + 1 < kUnits.size(); ++unit) value /= kStep;
  return with_decimals(value, unit == 0 ? 0 : 1) + ' ' + std::string(kUnits.at(unit));
}

}  // namespace

void BatchCounts::count(AnswerKind kind) {
  switch (kind) {
    case AnswerKind::article:
      ++articles;
      break;
    case AnswerKind::no_article:
      ++empty;
      break;
    case AnswerKind::unreadable:
      ++unreadable;
      break;
    case AnswerKind::failed:
      ++failed;
      break;
    case AnswerKind::no_page:
      ++other_files;
      break;
  }
}

double BatchCounts::pages_a_second() const {
  return time.count() > 0 ? static_cast<double>(records() - kept) / time.count() : 0;
}

std::string summary_line(const BatchCounts& counts) {
  std::string line = counted(counts.pages(), "page", "pages");
  if (counts.kept > 0) line += " (" + std::to_string(counts.kept) + " of an earlier run)";
  line += ": " + counted(counts.articles, "article", "articles") + ", " + std::to_string(counts.empty) +
          " empty, " + counted(counts.errors(), "error", "errors");
  if (counts.other_files > 0) line += ", " + counted(counts.other_files, "other file", "other files");
  line += "; " + shown_bytes(counts.bytes) + " in " + with_decimals(counts.time.count(), 1) + " s, " +
          with_decimals(counts.pages_a_second(), 1) + " pages/s";
  return line;
}

std::string summary_json(const BatchCounts& counts, bool finished) {
  std::string out = "{\n";
  const auto add = [&](std::string_view key, const std::string& value, std::string_view end = ",\n") {
    out.append("  \"").append(key).append("\": ").append(value).append(end);
  };
  add("pages", std::to_string(counts.pages()));
  add("articles", std::to_string(counts.articles));
  add("empty", std::to_string(counts.empty));
  add("errors", std::to_string(counts.errors()));
  add("other_files", std::to_string(counts.other_files));
  add("kept", std::to_string(counts.kept));
  add("bytes", std::to_string(counts.bytes));
  add("seconds", with_decimals(counts.time.count(), 3));
  add("pages_per_second", with_decimals(counts.pages_a_second(), 1));
  add("finished", finished ? "true" : "false", "\n");
  return out + "}\n";
}

}  // namespace pressclip
