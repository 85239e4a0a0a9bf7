// What was typed, understood: every value parsed and checked, defaults filled in.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "pressclip/pressclip.h"
#include "program/arguments.h"
#include "text/digest.h"

namespace pressclip {

enum class OutputFormat : std::uint8_t { json, jsonl, text, markdown, html };
enum class InputKind : std::uint8_t { automatic, html, text, jsonl, tar, zip, warc };
// How a file of JSON lines is packed.
enum class LinesPacking : std::uint8_t { none, gzip, zstandard };
enum class ProgressWish : std::uint8_t { automatic, always, never };
enum class Loudness : std::uint8_t { quiet, normal, verbose };

enum class CheckMode : std::uint8_t { compare, init, update };

// What check does beside working on pages.
struct CheckPlan {
  CheckMode mode = CheckMode::compare;
  bool accept_loss = false;
  bool github = false;
  std::optional<double> min_f1;      // 0 to 1
  std::optional<std::string> junit;  // path
  Arguments typed;                   // what the options of a single case are added to
};

struct Plan {
  Command command = Command::extract;

  std::vector<std::string> inputs;        // paths; "-" is standard input
  std::optional<std::string> files_from;  // a list with more of them
  char list_separator = '\n';
  InputKind input_kind = InputKind::automatic;

  Options options;
  std::optional<std::chrono::duration<double>> timeout;  // for one page
  std::size_t jobs = 1;

  OutputFormat format = OutputFormat::json;
  JsonStyle style;
  bool several = false;               // more than one answer may come, so each is one line
  std::optional<std::string> output;  // nothing: standard output
  bool require_article = false;
  bool dedup = false;
  std::optional<Digest> learned_digest;  // of the file with learned furniture that is used

  // Of batch.
  std::optional<LinesPacking> packing;  // the output is a file of JSON lines; nothing: a tree
  bool resume = false;                  // go on where an earlier run was left
  std::optional<std::string> summary;   // a file for what was done
  bool learn = false;                   // furniture, in a first pass
  std::optional<std::string> learned;   // a file for what was learned
  ProgressWish progress = ProgressWish::automatic;
  std::optional<std::string> rules_text, model_text;  // what --rules and --model name

  CheckPlan check;
  Loudness loudness = Loudness::normal;
};

// A value that makes no sense, or a rules file that can't be read, gives a reply that says so.
std::variant<Plan, Reply> make_plan(const Arguments& arguments);

}  // namespace pressclip
