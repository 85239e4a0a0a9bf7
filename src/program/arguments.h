// What was typed: the command, its options as text and its inputs, before anything of it has been understood.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace pressclip {

enum class Command : std::uint8_t { extract, batch, check, explain, rules, schema };

struct Arguments {
  Command command = Command::extract;
  std::vector<std::string> inputs;

  std::optional<std::string> format, fields, removed, output;
  std::optional<std::string> input_format, files_from, url, encoding;
  std::optional<std::string> summary, progress;
  std::optional<std::string> favor, rules, model, learned, max_bytes, max_depth, timeout, jobs;
  std::optional<std::string> min_f1, junit;
  bool compact = false;
  bool captions = false;
  bool null_separated = false;
  bool require_article = false;
  bool resume = false;
  bool learn = false;
  bool dedup = false;
  bool init = false;
  bool update = false;
  bool accept_loss = false;
  bool github = false;
  bool quiet = false;
  bool verbose = false;
};

// The program has nothing more to do than to say this: help, the version, or what is wrong with what was
// typed.
struct Reply {
  std::string output;   // for standard output
  std::string message;  // for standard error, without the program's name; empty: none
  int status = 0;
};

// Reads the command line by the option table.
std::variant<Arguments, Reply> read_arguments(int count, const char* const* words);

}  // namespace pressclip
