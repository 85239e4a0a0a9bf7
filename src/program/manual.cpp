// Help, the manual page and the completions, all from the option table.
#include "program/manual.h"

#include <algorithm>
#include <vector>

#include "pressclip/pressclip.h"
#include "program/replaced.h"

namespace pressclip {
namespace {

// What every command answers, without being in the table.
constexpr std::string_view kHelpNames = "-h,--help";
constexpr std::string_view kVersionNames = "-V,--version";
constexpr std::string_view kHelpHelp = "Show this help.";
constexpr std::string_view kVersionHelp = "Show the versions of pressclip and its libraries.";

constexpr std::string_view kExitStatuses =
    "0  all well, also when the reader of the output went away\n"
    "1  the answer is no: check found a difference; with --require-article, a page held no article\n"
    "2  wrong usage, no case for check, or nothing could be read or written\n"
    "3  the run finished, but some inputs or cases failed\n"
    "130, 143  ended by SIGINT, SIGTERM\n";

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    const std::size_t end = text.find(separator);
    parts.push_back(text.substr(0, end));
    text = end == std::string_view::npos ? "" : text.substr(end + 1);
  }
  return parts;
}

// "  -o, --output FILE"
std::string left_column(const OptionRow& row) {
  std::string out = row.names.starts_with("--") ? "      " : "  ";
  out += replaced(row.names, ",", ", ");
  if (row.value.empty()) return out;
  if (!row.value_if_left_out.empty()) return out + "[=" + std::string(row.value) + ']';
  return out + ' ' + std::string(row.value);
}

void append_row(std::string& out, std::string left, std::string_view help) {
  constexpr std::size_t kHelpColumn = 30;
  constexpr std::size_t kColumns = 100;
  if (left.size() + 2 > kHelpColumn) {
    out += left + '\n';
    left.clear();
  }
  left.resize(kHelpColumn, ' ');
  std::string line = left;
  for (const std::string_view word : split(help, ' ')) {
    if (line.size() > kHelpColumn && line.size() + 1 + word.size() > kColumns) {
      out += line + '\n';
      line = std::string(kHelpColumn, ' ');
    }
    if (line.size() > kHelpColumn) line += ' ';
    line += word;
  }
  out += line + '\n';
}

std::string help_of(const OptionRow& row) {
  std::string help(row.help);
  if (!row.choices.empty()) help += " One of " + replaced(row.choices, "|", ", ") + '.';
  return help;
}

// "command  what it does" → the two parts
std::pair<std::string_view, std::string_view> example_parts(std::string_view line) {
  const std::size_t gap = line.rfind("  ");
  return {line.substr(0, gap), line.substr(gap + 2)};
}

std::string usage_line(const CommandRow& command) {
  std::string line = "pressclip ";
  line += command.command == Command::extract ? "[extract]" : command.name;
  line += " [OPTION...]";
  if (!command.inputs.empty()) line.append(" ").append(command.inputs);
  return line;
}

// A word for roff: no escapes, no requests, hyphens that can be copied.
std::string roff(std::string_view text) {
  std::string out = replaced(replaced(text, "\\", "\\e"), "-", "\\-");
  if (out.starts_with('.') || out.starts_with('\'')) out.insert(0, "\\&");
  return out;
}

std::string in_single_quotes(std::string_view text) {
  return '\'' + replaced(text, "'", "'\\''") + '\'';
}

// Whether the option's value is completed by what is on disk.
bool is_path(const OptionRow& row) {
  return row.value == "FILE" || row.value == "LIST" || row.value == "PLACE";
}

// Without what the shells' description syntax gives a meaning to.
std::string zsh_description(std::string_view text) {
  return replaced(replaced(replaced(text, "[", "("), "]", ")"), ":", ";");
}

std::string all_names(Command command) {
  std::string words;
  for (const OptionRow& row : option_table()) {
    if (!has_option(command, row)) continue;
    for (const std::string_view name : split(row.names, ',')) words.append(name).append(" ");
  }
  return words + "-h --help -V --version";
}

std::string zsh_option(std::string_view names, const OptionRow* row, std::string_view help) {
  std::string out;
  const auto all = split(names, ',');
  std::string exclusive;
  for (const auto name : all) exclusive.append(exclusive.empty() ? "" : " ").append(name);
  for (const auto name : all) {
    std::string spec = '(' + exclusive + ')' + std::string(name);
    const bool has_value = row != nullptr && !row->value.empty();
    if (has_value && !row->value_if_left_out.empty())
      spec += "=-";
    else if (has_value && name.starts_with("--"))
      spec += '=';
    spec += '[' + zsh_description(help) + ']';
    if (has_value) {
      spec += row->value_if_left_out.empty() ? ":" : "::";
      spec += zsh_description(row->value) + ':';
      if (!row->choices.empty())
        spec += '(' + replaced(row->choices, "|", " ") + ')';
      else if (is_path(*row))
        spec += "_files";
    }
    out += " \\\n      " + in_single_quotes(spec);
  }
  return out;
}

}  // namespace

std::string short_usage() {
  return "give it a saved page: pressclip page.html, or pressclip < page.html (pressclip --help says more)";
}

std::string help_text(const CommandRow& command) {
  std::string out = "Usage: " + usage_line(command) + "\n\n" + std::string(command.help) + '\n';
  if (command.command == Command::extract)
    out +=
        "INPUT is a file, a directory (walked in the byte order of its paths) or - for standard input: HTML, "
        "plain\n"
        "text, JSON lines, or a tar, zip or WARC archive, told apart by content; gzip and zstd are unpacked. "
        "A "
        "file\n"
        "named like a command is written ./extract.\n";
  if (command.command == Command::batch)
    out +=
        "The last line on standard error says what was done. A page that fails is an error record, and the "
        "run "
        "goes\n"
        "on. INPUT may not hold the output.\n";
  if (command.command == Command::check)
    out +=
        "DIR holds cases, at any depth: a folder with page.html and expected.json, or x.html beside\n"
        "x.expected.json; .txt, .gz and .zst too. Only the keys that the expected file has are compared. A "
        "file\n"
        "options (or x.options) in a case holds flags for its page, one a line.\n";
  if (command.command == Command::extract) {
    out += "\nCommands:\n";
    for (const CommandRow& row : command_table()) append_row(out, "  " + std::string(row.name), row.help);
  }
  out += "\nOptions:\n";
  for (const OptionRow& row : option_table())
    if (has_option(command.command, row)) append_row(out, left_column(row), help_of(row));
  append_row(out, "  " + replaced(kHelpNames, ",", ", "), kHelpHelp);
  append_row(out, "  " + replaced(kVersionNames, ",", ", "), kVersionHelp);
  out += "\nExamples:\n";
  for (const std::string_view line : split(command.examples, '\n')) {
    const auto [typed, meaning] = example_parts(line);
    out.append("  ").append(typed).append("\n      ").append(meaning).append("\n");
  }
  out += "\nExit status:\n";
  for (const std::string_view line : split(kExitStatuses, '\n')) out.append("  ").append(line).append("\n");
  return out;
}

std::string manual_page() {
  std::string out = R"(.TH PRESSCLIP 1 "" "pressclip )" + std::string(version()) + "\"\n";
  out += ".SH NAME\npressclip \\- cut the article out of a saved news page\n.SH SYNOPSIS\n";
  for (const CommandRow& command : command_table()) out += ".B " + roff(usage_line(command)) + "\n.br\n";
  out += ".SH DESCRIPTION\n";
  out += roff(
      "pressclip reads saved news pages, HTML or plain text, and prints headline, body and related-article "
      "stubs "
      "as JSON, with the boilerplate gone. INPUT is a file, a directory, or - for standard input; without "
      "one, "
      "standard input is read. It may hold one page, JSON lines, or a tar, zip or WARC archive; gzip and "
      "zstd "
      "are "
      "unpacked.");
  out += "\n.SH COMMANDS\n";
  for (const CommandRow& command : command_table())
    out += ".TP\n.B " + std::string(command.name) + '\n' + roff(command.help) + '\n';
  out += ".SH OPTIONS\n";
  for (const OptionRow& row : option_table()) {
    out += ".TP\n.B " + roff(left_column(row).substr(left_column(row).find('-'))) + '\n' + roff(help_of(row));
    if (row.commands.size() < command_table().size()) {
      out += " (";
      for (const CommandRow& command : command_table())
        if (has_option(command.command, row)) out.append(out.ends_with('(') ? "" : ", ").append(command.name);
      out += ')';
    }
    out += '\n';
  }
  out += ".TP\n.B " + roff(replaced(kHelpNames, ",", ", ")) + '\n' + roff(kHelpHelp) + '\n';
  out += ".TP\n.B " + roff(replaced(kVersionNames, ",", ", ")) + '\n' + roff(kVersionHelp) + '\n';
  out += ".SH EXIT STATUS\n";
  for (const std::string_view line : split(kExitStatuses, '\n')) {
    const std::size_t gap = line.find("  ");
    out += ".TP\n.B " + std::string(line.substr(0, gap)) + '\n' + roff(line.substr(gap + 2)) + '\n';
  }
  out += ".SH EXAMPLES\n";
  for (const CommandRow& command : command_table())
    for (const std::string_view line : split(command.examples, '\n')) {
      const auto [typed, meaning] = example_parts(line);
      out += ".TP\n.B " + roff(typed) + '\n' + roff(meaning) + '\n';
    }
  return out;
}

std::string bash_completion() {
  std::string out =
      "# bash completion for pressclip, made from its option table\n"
      "_pressclip() {\n"
      "  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}\n"
      "  local command=extract word\n"
      "  for word in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do\n"
      "    case $word in ";
  std::string names;
  for (const CommandRow& command : command_table())
    names.append(names.empty() ? "" : "|").append(command.name);
  out += names + ") command=$word; break ;; esac\n  done\n";
  out += "  if [[ $previous == = ]]; then previous=${COMP_WORDS[COMP_CWORD-2]}; fi\n";
  out += "  [[ $current == = ]] && current=\n  case $previous in\n";
  for (const OptionRow& row : option_table()) {
    if (row.value.empty()) continue;
    const std::string pattern = replaced(row.names, ",", "|");
    if (!row.value_if_left_out.empty())
      out += "    " + pattern +
             ") if [[ ${COMP_WORDS[COMP_CWORD-1]} == = || ${COMP_WORDS[COMP_CWORD]} == = ]]; then " +
             "COMPREPLY=($(compgen -W '" + replaced(row.choices, "|", " ") +
             "' -- \"$current\")); return; fi ;;\n";
    else if (!row.choices.empty())
      out += "    " + pattern + ") COMPREPLY=($(compgen -W '" + replaced(row.choices, "|", " ") +
             "' -- \"$current\")); return ;;\n";
    else if (is_path(row))
      out += "    " + pattern + ") COMPREPLY=($(compgen -f -- \"$current\")); return ;;\n";
    else
      out += "    " + pattern + ") return ;;\n";
  }
  out += "  esac\n  if [[ $current == -* ]]; then\n    local options\n    case $command in\n";
  for (const CommandRow& command : command_table())
    out += "      " + std::string(command.name) + ") options='" + all_names(command.command) + "' ;;\n";
  out += "    esac\n    COMPREPLY=($(compgen -W \"$options\" -- \"$current\"))\n    return\n  fi\n";
  out += "  COMPREPLY=($(compgen -f -- \"$current\"))\n";
  out += "  if ((COMP_CWORD == 1)); then COMPREPLY+=($(compgen -W '" + replaced(names, "|", " ") +
         "' -- \"$current\")); fi\n}\n";
  return out + "complete -o filenames -F _pressclip pressclip\n";
}

std::string zsh_completion() {
  std::string out =
      "#compdef pressclip\n# zsh completion for pressclip, made from its option table\n\n"
      "_pressclip() {\n  local command=extract word\n  for word in ${words[2,CURRENT-1]}; do\n    case $word "
      "in\n      ";
  std::string names;
  for (const CommandRow& command : command_table())
    names.append(names.empty() ? "" : "|").append(command.name);
  out += names + ") command=$word; break ;;\n    esac\n  done\n  case $command in\n";
  for (const CommandRow& command : command_table()) {
    out += "    " + std::string(command.name) + ") _arguments";
    for (const OptionRow& row : option_table())
      if (has_option(command.command, row)) out += zsh_option(row.names, &row, row.help);
    out += zsh_option(kHelpNames, nullptr, kHelpHelp) + zsh_option(kVersionNames, nullptr, kVersionHelp);
    if (command.command == Command::extract)
      out += " \\\n      '*:input:{_alternative \"commands:command:(" + replaced(names, "|", " ") +
             ")\" \"files:file:_files\"}'";
    else
      out += " \\\n      '*:input:_files'";
    out += " ;;\n";
  }
  return out + "  esac\n}\n\n_pressclip \"$@\"\n";
}

std::string fish_completion() {
  std::string out = "# fish completion for pressclip, made from its option table\n";
  std::string names;
  for (const CommandRow& command : command_table())
    names.append(names.empty() ? "" : " ").append(command.name);
  for (const CommandRow& command : command_table())
    out += "complete -c pressclip -n __fish_use_subcommand -a " + std::string(command.name) + " -d " +
           in_single_quotes(command.help) + '\n';
  for (const OptionRow& row : option_table()) {
    std::string line = "complete -c pressclip";
    std::string having;
    std::string others;
    for (const CommandRow& command : command_table())
      (has_option(command.command, row) ? having : others).append(" ").append(command.name);
    const bool for_extract = has_option(Command::extract, row);
    if (for_extract && !others.empty()) line += " -n 'not __fish_seen_subcommand_from" + others + '\'';
    if (!for_extract) line += " -n '__fish_seen_subcommand_from" + having + '\'';
    for (const std::string_view name : split(row.names, ','))
      line += name.starts_with("--") ? " -l " + std::string(name.substr(2))
                                     : " -s " + std::string(name.substr(1));
    if (!row.value.empty() && row.value_if_left_out.empty()) line += row.choices.empty() ? " -r" : " -x";
    if (!row.choices.empty()) line += " -a '" + replaced(row.choices, "|", " ") + '\'';
    out += line + " -d " + in_single_quotes(row.help) + '\n';
  }
  out += "complete -c pressclip -s h -l help -d " + in_single_quotes(kHelpHelp) + '\n';
  return out + "complete -c pressclip -s V -l version -d " + in_single_quotes(kVersionHelp) + '\n';
}

}  // namespace pressclip
