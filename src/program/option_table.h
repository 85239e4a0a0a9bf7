// The options of every command, as data: what the command line is read by, and what help, the manual page and
// the completions are made from.
#pragma once

#include <span>
#include <string_view>
#include <variant>

#include "program/arguments.h"

namespace pressclip {

// Where an option's value goes.
using OptionTarget = std::variant<bool Arguments::*, std::optional<std::string> Arguments::*>;

struct OptionRow {
  std::string_view names;    // "-o,--output"
  std::string_view value;    // the value's name in help, "FILE"; empty: a flag
  std::string_view choices;  // the values it may have, separated by "|"; empty: any
  // Not empty: the value may be left out, this is then meant, and one that is given is joined by "=".
  std::string_view value_if_left_out;
  std::string_view help;
  OptionTarget target;
  std::span<const Command> commands;  // that have it
};

struct CommandRow {
  Command command;
  std::string_view name;
  std::string_view inputs;    // how INPUT is written in help; empty: it takes none
  std::string_view help;      // one line
  std::string_view examples;  // a line each: command, two spaces, what it does
};

std::span<const CommandRow> command_table();
std::span<const OptionRow> option_table();

bool has_option(Command command, const OptionRow& row);

}  // namespace pressclip
