// Walks folders without recursion; a link back to a folder that is open is not followed.
#include "program/input_walk.h"

#include <dirent.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <limits>
#include <system_error>

namespace pressclip {
namespace {

// Longer names than the system takes are none.
constexpr std::size_t kMaxNameBytes = std::size_t{64} * 1024;

std::string reason(int error) {
  return std::generic_category().message(error);
}

struct CloseDirectory {
  void operator()(DIR* directory) const { closedir(directory); }
};

std::string joined(const std::string& folder, const std::string& name) {
  return folder.ends_with('/') ? folder + name : folder + '/' + name;
}

}  // namespace

InputWalk::InputWalk(const Plan& plan)
    : names_(plan.inputs.rbegin(), plan.inputs.rend()),
      list_path_(plan.files_from),
      list_separator_(plan.list_separator) {
  struct stat status = {};
  if (plan.output && stat(plan.output->c_str(), &status) == 0 && S_ISDIR(status.st_mode))
    output_ = {status.st_dev, status.st_ino};
}

std::optional<Input> InputWalk::next() {
  while (true) {
    if (open_.empty()) {
      std::optional<std::string> name = next_name();
      if (!name) {
        if (!list_ || !list_->problem()) return std::nullopt;
        Input unreadable = {.path = *list_path_, .named = *list_path_, .problem = list_->problem()};
        list_.reset();
        list_path_.reset();
        return unreadable;
      }
      struct stat status = {};
      const bool is_folder = *name != "-" && stat(name->c_str(), &status) == 0 && S_ISDIR(status.st_mode);
      if (!is_folder) return Input{.path = *name, .named = *name, .problem = std::nullopt};
      if (auto problem = open_folder(*name)) return problem;
      continue;
    }
    Folder& folder = open_.back();
    if (folder.entries.empty()) {
      open_.pop_back();
      continue;
    }
    const Entry entry = std::move(folder.entries.back());
    folder.entries.pop_back();
    std::string path = joined(folder.path, entry.name);
    if (!entry.is_folder)
      return Input{
          .path = std::move(path), .named = open_.front().path, .discovered = true, .problem = std::nullopt};
    if (auto problem = open_folder(path)) return problem;
  }
}

std::optional<std::string> InputWalk::next_name() {
  if (!names_.empty()) {
    std::string name = std::move(names_.back());
    names_.pop_back();
    return name;
  }
  if (!list_path_) return std::nullopt;
  if (!list_) {
    auto opened = open_input(*list_path_);
    if (const auto* problem = std::get_if<std::string>(&opened)) {
      // A stream that only has this problem, so that it is told like one met while reading.
      class Unreadable : public ByteStream {
       public:
        explicit Unreadable(std::string why) : why_(std::move(why)) {}
        ReadResult read(std::span<char>) override { return {.size = 0, .problem = why_}; }

       private:
        std::string why_;
      };
      opened = std::make_unique<Unreadable>(*problem);
    }
    list_ = std::make_unique<LineReader>(std::get<std::unique_ptr<ByteStream>>(std::move(opened)),
                                         list_separator_, kMaxNameBytes);
  }
  while (std::optional<Line> line = list_->next()) {
    if (!line->text.empty()) return std::move(line->text);
  }
  if (!list_->problem()) list_path_.reset();
  return std::nullopt;
}

std::optional<Input> InputWalk::open_folder(const std::string& path) {
  const std::unique_ptr<DIR, CloseDirectory> directory(opendir(path.c_str()));
  struct stat status = {};
  const auto unreadable = [&](std::string why) {
    return Input{.path = path,
                 .named = open_.empty() ? path : open_.front().path,
                 .discovered = !open_.empty(),
                 .problem = std::move(why)};
  };
  if (!directory || fstat(dirfd(directory.get()), &status) != 0) return unreadable(reason(errno));
  Folder folder = {.path = path, .identity = {status.st_dev, status.st_ino}, .entries = {}};
  const bool is_loop = std::any_of(open_.begin(), open_.end(),
                                   [&](const Folder& outer) { return outer.identity == folder.identity; });
  if (is_loop) return std::nullopt;
  if (folder.identity == output_) return unreadable("the output is written here, so nothing is read from it");
  while (const dirent* found = readdir(directory.get())) {
    Entry entry = {.name = static_cast<const char*>(found->d_name)};
    if (entry.name.starts_with('.')) continue;
    struct stat target = {};
    const bool exists = fstatat(dirfd(directory.get()), entry.name.c_str(), &target, 0) == 0;
    if (exists && !S_ISDIR(target.st_mode) && !S_ISREG(target.st_mode)) continue;
    entry.is_folder = exists && S_ISDIR(target.st_mode);
    folder.entries.push_back(std::move(entry));
  }
  // A folder's paths go on with a slash, which takes part in the order.
  const auto key = [](const Entry& entry) { return entry.is_folder ? entry.name + '/' : entry.name; };
  std::sort(folder.entries.begin(), folder.entries.end(),
            [&](const Entry& a, const Entry& b) { return key(a) > key(b); });
  open_.push_back(std::move(folder));
  return std::nullopt;
}

}  // namespace pressclip
