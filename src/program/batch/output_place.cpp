// Paths are compared after links were followed, as far as they exist.
#include "program/batch/output_place.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <memory>
#include <system_error>

#include "write/safe_text.h"

namespace pressclip {
namespace {

std::optional<std::string> real_path(const std::string& path) {
  const std::unique_ptr<char, decltype(&std::free)> real(realpath(path.c_str(), nullptr), &std::free);
  if (!real) return std::nullopt;
  return std::string(real.get());
}

std::string without_slashes(std::string path) {
  while (path.size() > 1 && path.ends_with('/')) path.pop_back();
  return path;
}

// Folder and name of a path that need not exist.
std::pair<std::string, std::string> parts_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string::npos) return {".", path};
  return {slash == 0 ? "/" : path.substr(0, slash), path.substr(slash + 1)};
}

std::string joined(const std::string& folder, const std::string& name) {
  return folder == "/" ? folder + name : folder + '/' + name;
}

bool is_within(const std::string& path, const std::string& folder) {
  return path == folder || path.starts_with(folder == "/" ? folder : folder + '/');
}

// Makes the folders that are missing, from the outermost.
std::optional<WriteFailed> make_folders(const std::string& path, const std::string& shown) {
  for (std::size_t end = path.find('/', 1);; end = path.find('/', end + 1)) {
    const std::string part = path.substr(0, end);
    if (mkdir(part.c_str(), 0777) != 0 && errno != EEXIST) return write_failure(shown, errno);
    if (end == std::string::npos) break;
  }
  return std::nullopt;
}

bool on_other_file_system(const std::string& path, const std::string& folder) {
  struct stat own = {};
  struct stat around = {};
  return stat(path.c_str(), &own) == 0 && stat(folder.c_str(), &around) == 0 && own.st_dev != around.st_dev;
}

// A path beside what was typed, in the same words, where it is there that they lead.
std::string near(const std::string& typed, const std::string& path) {
  const auto [folder, name] = parts_of(path);
  for (const std::string& beside : {parts_of(typed).first, typed})
    if (real_path(beside) == folder) return beside == "." ? name : joined(beside, name);
  return path;
}

}  // namespace

WriteFailed write_failure(const std::string& shown, int error) {
  return {.reason = shown + ": " + std::generic_category().message(error)};
}

std::variant<OutputPlace, WriteFailed> find_output_place(const Plan& plan, OutputKind kind) {
  const std::string typed = without_slashes(plan.output.value_or(""));
  OutputPlace place = {.shown = printable(typed), .path = "", .folder = "", .state = "", .state_shown = ""};
  // What exists of the path, and the rest.
  std::string there = typed;
  std::string rest;
  std::optional<std::string> real;
  while (!(real = real_path(there))) {
    const auto [folder, name] = parts_of(there);
    if (errno != ENOENT || there == folder) return write_failure(place.shown, errno);
    rest = rest.empty() ? name : joined(name, rest);
    there = folder;
  }
  const bool exists = rest.empty();
  place.path = exists ? *real : joined(*real, rest);
  for (const std::string& input : plan.inputs) {
    struct stat status = {};
    if (input == "-" || stat(input.c_str(), &status) != 0 || !S_ISDIR(status.st_mode)) continue;
    if (is_within(place.path, real_path(input).value_or(input)))
      return WriteFailed{place.shown + ": the output lies in the input " + printable(input) +
                         "; choose a place outside of it"};
  }
  struct stat status = {};
  if (exists && stat(place.path.c_str(), &status) == 0) {
    if (kind == OutputKind::folder && !S_ISDIR(status.st_mode))
      return WriteFailed{place.shown +
                         ": is a file; the output is a directory, or a file whose name ends in .jsonl, "
                         ".jsonl.gz or .jsonl.zst"};
    if (kind == OutputKind::file && !S_ISREG(status.st_mode))
      return WriteFailed{place.shown + ": is there, but is no file"};
  }
  const auto [folder, name] = parts_of(place.path);
  if (auto problem = make_folders(kind == OutputKind::folder ? place.path : folder, place.shown))
    return *problem;
  place.folder = folder;
  place.state = joined(folder, '.' + name + ".pressclip");
  if (kind == OutputKind::folder &&
      (on_other_file_system(place.path, folder) ||
       (access(folder.c_str(), W_OK) != 0 && access(place.state.c_str(), W_OK) != 0)))
    place.state = joined(place.path, ".pressclip");
  place.state_shown = printable(near(typed, place.state));
  return place;
}

std::optional<WriteFailed> make_state_folder(const OutputPlace& place) {
  if (mkdir(place.state.c_str(), 0777) == 0 || errno == EEXIST) return std::nullopt;
  return write_failure(place.state_shown, errno);
}

std::optional<WriteFailed> settings_problem(const OutputPlace& place, const Journal& journal,
                                            const RunSettings& settings) {
  if (journal.settings() == settings) return std::nullopt;
  std::string what = "other options";
  for (std::size_t i = 0; i < settings.size() && i < journal.settings().size(); ++i) {
    if (journal.settings()[i] == settings[i]) continue;
    what = "another " + settings[i].first;
    break;
  }
  return WriteFailed{
      place.shown + ": was written with " + printable(what) +
      "; --resume needs the same as before. To begin anew, choose another output, or remove this one and " +
      place.state_shown};
}

std::optional<WriteFailed> write_whole(int descriptor, std::string_view bytes, const std::string& shown) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return write_failure(shown, errno);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return std::nullopt;
}

}  // namespace pressclip
