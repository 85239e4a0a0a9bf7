// Reads a case's flags by the option table, as if they had been typed for extract.
#include "program/check_options.h"

#include <algorithm>
#include <array>
#include <vector>

#include "program/option_table.h"
#include "write/safe_text.h"

namespace pressclip {
namespace {

// A case may say how its page is read and worked on; what becomes of the answer is not its business. Nor is a
// time limit: it holds for all pages of a run or for none, since it needs processes of their own.
constexpr std::array kCaseOptions = {std::string_view("--removed"),   std::string_view("--captions"),
                                     std::string_view("--favor"),     std::string_view("--rules"),
                                     std::string_view("--model"),     std::string_view("--url"),
                                     std::string_view("--encoding"),  std::string_view("--input-format"),
                                     std::string_view("--max-bytes"), std::string_view("--max-depth")};

bool is_case_option(const OptionRow& row) {
  return std::find(kCaseOptions.begin(), kCaseOptions.end(), row.names) != kCaseOptions.end();
}

std::vector<std::string> words_of(std::string_view flags) {
  constexpr std::string_view kSpace = " \t\r";
  std::vector<std::string> words;
  while (!flags.empty()) {
    const std::size_t end = std::min(flags.find('\n'), flags.size());
    std::string_view line = flags.substr(0, end);
    flags.remove_prefix(std::min(end + 1, flags.size()));
    line.remove_prefix(std::min(line.find_first_not_of(kSpace), line.size()));
    while (!line.empty() && kSpace.find(line.back()) != std::string_view::npos) line.remove_suffix(1);
    if (line.empty() || line.front() == '#') continue;
    const std::size_t space = line.find_first_of(kSpace);
    words.emplace_back(line.substr(0, space));
    if (space != std::string_view::npos)
      words.emplace_back(line.substr(line.find_first_not_of(kSpace, space)));
  }
  return words;
}

bool is_set(const Arguments& arguments, const OptionRow& row) {
  if (const auto* flag = std::get_if<bool Arguments::*>(&row.target)) return arguments.**flag;
  return (arguments.*std::get<std::optional<std::string> Arguments::*>(row.target)).has_value();
}

void copy_option(const Arguments& from, const OptionRow& row, Arguments& to) {
  if (const auto* flag = std::get_if<bool Arguments::*>(&row.target))
    to.** flag = from.**flag;
  else if (const auto* value = std::get_if<std::optional<std::string> Arguments::*>(&row.target))
    to.** value = from.**value;
}

std::string seen_from(const std::string& folder, const std::string& path) {
  return path.starts_with('/') ? path : folder + '/' + path;
}

}  // namespace

std::variant<Arguments, std::string> with_case_options(const Arguments& typed, std::string_view flags,
                                                       const std::string& folder) {
  std::vector<std::string> words = {"pressclip", "extract"};
  for (std::string& word : words_of(flags)) words.push_back(std::move(word));
  std::vector<const char*> pointers;
  pointers.reserve(words.size());
  for (const std::string& word : words) pointers.push_back(word.c_str());
  auto read = read_arguments(static_cast<int>(pointers.size()), pointers.data());
  if (const auto* reply = std::get_if<Reply>(&read))
    return reply->message.empty() ? "there are only flags for a page in such a file"
                                  : reply->message.substr(0, reply->message.find('\n'));
  auto& own = std::get<Arguments>(read);
  if (!own.inputs.empty()) return "'" + printable(own.inputs.front()) + "' is not a flag";
  if (own.rules) own.rules = seen_from(folder, *own.rules);
  if (own.model) own.model = seen_from(folder, *own.model);
  Arguments merged = typed;
  for (const OptionRow& row : option_table()) {
    if (!is_set(own, row)) continue;
    if (!is_case_option(row)) return std::string(row.names) + " is not an option of a case";
    copy_option(own, row, merged);
  }
  return merged;
}

}  // namespace pressclip
