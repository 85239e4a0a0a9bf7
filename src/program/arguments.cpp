// Reads the command line. The one place that knows CLI11, which is told what to expect by the option table.
#include "program/arguments.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <string_view>

#include "program/manual.h"
#include "program/option_table.h"
#include "program/versions.h"
#include "write/safe_text.h"

namespace pressclip {
namespace {

constexpr int kWrongUsage = 2;

Reply wrong_usage(const std::string& reason) {
  return {.output = "", .message = reason + "\nTry 'pressclip --help'.", .status = kWrongUsage};
}

const OptionRow* find_option(std::string_view name) {
  for (const OptionRow& row : option_table()) {
    for (std::string_view names = row.names; !names.empty();) {
      const std::size_t comma = names.find(',');
      if (names.substr(0, comma) == name) return &row;
      names = comma == std::string_view::npos ? "" : names.substr(comma + 1);
    }
  }
  return nullptr;
}

// The index of the first word that is neither an option nor an option's value; the count of words where there
// is none.
std::size_t first_plain_word(const std::vector<std::string>& words) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string& word = words[i];
    if (word == "--") return words.size();
    if (word.size() < 2 || word[0] != '-') return i;
    const OptionRow* row = find_option(word);
    if (row != nullptr && !row->value.empty() && row->value_if_left_out.empty()) ++i;
  }
  return words.size();
}

// The options of one command as CLI11 knows them, beside the rows they come from.
std::vector<std::pair<const OptionRow*, CLI::Option*>> add_options(CLI::App& app, Command command) {
  std::vector<std::pair<const OptionRow*, CLI::Option*>> added;
  for (const OptionRow& row : option_table()) {
    if (!has_option(command, row)) continue;
    std::string names(row.names);
    CLI::Option* option = nullptr;
    if (row.value.empty()) {
      option = app.add_flag(names);
    } else if (row.value_if_left_out.empty()) {
      option = app.add_option(names)->expected(1);
    } else {
      // A flag that may carry a value: unlike an option with 0 or 1 values it leaves the next word alone.
      names += '{' + std::string(row.value_if_left_out) + '}';
      option = app.add_flag(names);
    }
    option->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
    added.emplace_back(&row, option);
  }
  return added;
}

// Stores what was typed for one option; gives back what is wrong with it.
std::optional<std::string> store(const OptionRow& row, const std::string& typed, Arguments& arguments) {
  if (const auto* flag = std::get_if<bool Arguments::*>(&row.target)) {
    if (typed != "true") return std::string(row.names) + " takes no value";
    arguments.** flag = true;
    return std::nullopt;
  }
  arguments.*std::get<std::optional<std::string> Arguments::*>(row.target) = typed;
  return std::nullopt;
}

std::variant<Arguments, Reply> read_words(const CommandRow& command, std::vector<std::string> words) {
  CLI::App app;
  app.set_help_flag("-h,--help");
  app.set_version_flag("-V,--version", version_text());
  Arguments arguments;
  arguments.command = command.command;
  const auto options = add_options(app, command.command);
  if (!command.inputs.empty()) app.add_option("INPUT", arguments.inputs);
  try {
    std::reverse(words.begin(), words.end());  // as CLI11 takes them
    app.parse(std::move(words));
  } catch (const CLI::CallForHelp&) {
    return Reply{.output = help_text(command), .message = "", .status = 0};
  } catch (const CLI::CallForVersion&) {
    return Reply{.output = version_text(), .message = "", .status = 0};
  } catch (const CLI::ParseError& error) {
    return wrong_usage(printable(error.what()));
  }
  for (const auto& [row, option] : options) {
    if (option->count() == 0) continue;
    if (const auto problem = store(*row, option->results().back(), arguments)) return wrong_usage(*problem);
  }
  return arguments;
}

}  // namespace

std::variant<Arguments, Reply> read_arguments(int count, const char* const* words) {
  std::vector<std::string> rest(words + std::min(count, 1), words + count);
  const std::size_t at = first_plain_word(rest);
  if (at < rest.size()) {
    for (const CommandRow& command : command_table())
      if (rest[at] == command.name) {
        rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(at));
        if (command.command == Command::rules && std::find(rest.begin(), rest.end(), "test") != rest.end())
          return wrong_usage("the command rules test is not there yet");
        if (command.command == Command::explain &&
            std::find(rest.begin(), rest.end(), "--html") != rest.end())
          return wrong_usage("the option --html is not there yet");
        return read_words(command, std::move(rest));
      }
  }
  return read_words(command_table().front(), std::move(rest));
}

}  // namespace pressclip
