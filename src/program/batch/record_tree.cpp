// A record is written beside the tree and renamed into it. Folders are opened part by part, without following
// links, so that nothing leads out.
#include "program/batch/record_tree.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "program/batch/output_names.h"
#include "program/batch/output_place.h"
#include "write/safe_text.h"

namespace pressclip {
namespace {

constexpr const char* kTemporary = "new";

class Descriptor {
 public:
  explicit Descriptor(int value = -1) : value_(value) {}
  Descriptor(Descriptor&& other) noexcept : value_(std::exchange(other.value_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(value_, other.value_);
    return *this;
  }
  ~Descriptor() {
    if (value_ >= 0) close(value_);
  }
  [[nodiscard]] int get() const { return value_; }

 private:
  int value_;
};

std::pair<std::string_view, std::string_view> parts_of(std::string_view name) {
  const std::size_t slash = name.rfind('/');
  if (slash == std::string_view::npos) return {"", name};
  return {name.substr(0, slash), name.substr(slash + 1)};
}

// The folders of the tree. The last one that was asked for stays open.
class Folders {
 public:
  explicit Folders(Descriptor root) : root_(std::move(root)) {}
  [[nodiscard]] int root() const { return root_.get(); }

  enum class Missing : std::uint8_t { make, leave };
  // The descriptor of a folder, which lives until the next call; -1: errno says why.
  int open(std::string_view path, Missing missing) {
    if (path.empty()) return root();
    if (path == open_path_ && open_.get() >= 0 && is_there()) return open_.get();
    Descriptor folder;
    for (std::string_view rest = path; !rest.empty();) {
      const std::size_t slash = rest.find('/');
      const std::string part(rest.substr(0, slash));
      rest = slash == std::string_view::npos ? "" : rest.substr(slash + 1);
      const int above = folder.get() < 0 ? root() : folder.get();
      if (missing == Missing::make && mkdirat(above, part.c_str(), 0777) != 0 && errno != EEXIST) return -1;
      Descriptor next(openat(above, part.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
      if (next.get() < 0) return -1;
      folder = std::move(next);
    }
    open_ = std::move(folder);
    open_path_ = path;
    return open_.get();
  }

 private:
  // A folder that was removed stays open, but takes no files.
  [[nodiscard]] bool is_there() const {
    struct stat status = {};
    return fstat(open_.get(), &status) == 0 && status.st_nlink > 0;
  }

  Descriptor root_, open_;
  std::string open_path_;
};

std::optional<std::string> contents(int folder, const char* name, std::uint64_t size) {
  const Descriptor file(openat(folder, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK));
  struct stat status = {};
  if (file.get() < 0 || fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode) ||
      static_cast<std::uint64_t>(status.st_size) != size)
    return std::nullopt;
  std::string bytes(size, '\0');
  std::size_t had = 0;
  while (had < size) {
    const ssize_t got = read(file.get(), bytes.data() + had, size - had);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return std::nullopt;
    had += static_cast<std::size_t>(got);
  }
  return bytes;
}

LetterCase letter_case_of(int folder) {
  constexpr const char* kLower = "case";
  constexpr const char* kUpper = "CASE";
  unlinkat(folder, kLower, 0);
  unlinkat(folder, kUpper, 0);
  const Descriptor probe(openat(folder, kLower, O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
  const bool ignored = probe.get() >= 0 && faccessat(folder, kUpper, F_OK, 0) == 0;
  unlinkat(folder, kLower, 0);
  return ignored ? LetterCase::is_ignored : LetterCase::tells_apart;
}

class RecordTree : public RecordSink {
 public:
  RecordTree(const Plan& plan, OutputPlace place, Descriptor root, Descriptor state, Journal journal)
      : plan_(plan),
        place_(std::move(place)),
        folders_(std::move(root)),
        state_(std::move(state)),
        journal_(std::move(journal)),
        names_(plan, letter_case_of(state_.get())) {}

  RecordPlace place_for(const PageIdentity& page) override {
    RecordPlace found = {.name = names_.name_for(page.origin), .kept = std::nullopt};
    const std::optional<EntryPlace> place = journal_.find(page.page);
    if (!place) return found;
    JournalEntry entry = journal_.read(*place);
    if (entry.output_name != found.name || !still_stands(entry, page, plan_.options) || !is_whole(entry))
      return found;
    found.kept = KeptRecord{.entry = std::move(entry), .place = *place};
    return found;
  }

  std::optional<WriteFailed> keep(const PageIdentity& /*page*/, const KeptRecord& /*kept*/) override {
    return std::nullopt;
  }

  std::optional<std::string> read(const KeptRecord& kept) override {
    const auto [folder_name, name] = parts_of(kept.entry.output_name);
    const int folder = folders_.open(folder_name, Folders::Missing::leave);
    if (folder < 0) return std::nullopt;
    return contents(folder, std::string(name).c_str(), kept.entry.output_bytes);
  }

  std::optional<WriteFailed> write(const PageIdentity& page, const RecordPlace& place,
                                   const PageAnswer& answer) override {
    const std::string shown = place_.shown + '/' + printable(place.name);
    const auto [folder_name, name] = parts_of(place.name);
    const int folder = folders_.open(folder_name, Folders::Missing::make);
    if (folder < 0) return write_failure(shown, errno);
    if (auto problem = write_temporary(answer.answer.output, shown)) {
      unlinkat(state_.get(), kTemporary, 0);
      return problem;
    }
    if (renameat(state_.get(), kTemporary, folder, std::string(name).c_str()) != 0) {
      const int error = errno;
      unlinkat(state_.get(), kTemporary, 0);
      return write_failure(shown, error);
    }
    wrote_ = true;
    if (auto problem = journal_.append(entry_of(page, answer, place.name))) return WriteFailed{*problem};
    return std::nullopt;
  }

  std::optional<WriteFailed> finish() override {
    if (auto problem = remove_what_is_left_over()) return problem;
    if (!wrote_) return std::nullopt;
    // One call for the whole tree: one for each file would cost more than the extraction.
    if (syncfs(folders_.root()) != 0) return write_failure(place_.shown, errno);
    return std::nullopt;
  }

 private:
  bool is_whole(const JournalEntry& entry) {
    const auto bytes = read({.entry = entry, .place = {}});
    return bytes && digest_of(*bytes) == entry.output;
  }

  std::optional<WriteFailed> write_temporary(std::string_view bytes, const std::string& shown) {
    Descriptor file(openat(state_.get(), kTemporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666));
    if (file.get() < 0) return write_failure(shown, errno);
    return write_whole(file.get(), bytes, shown);
  }

  // Records of pages that are not among the inputs any more go, unless someone else has changed them.
  std::optional<WriteFailed> remove_what_is_left_over() {
    std::vector<JournalEntry> current;
    bool outdated = false;
    const std::uint32_t pages = journal_.pages();
    journal_.for_each([&](const EntryPlace&, const Journal::Entry& read) {
      const auto* entry = std::get_if<JournalEntry>(&read);
      if (entry == nullptr || names_.was_given(entry->output_name)) return;
      outdated = true;
      if (!is_whole(*entry)) return;
      remove_record(entry->output_name);
    });
    if (!outdated || pages == 0) return std::nullopt;
    return write_journal_anew();
  }

  void remove_record(const std::string& name) {
    std::string_view rest = name;
    int flags = 0;
    while (!rest.empty()) {
      const auto [folder_name, last] = parts_of(rest);
      const int folder = folders_.open(folder_name, Folders::Missing::leave);
      if (folder < 0 || unlinkat(folder, std::string(last).c_str(), flags) != 0) return;
      wrote_ = true;
      flags = AT_REMOVEDIR;  // the folders around it, as long as they are empty
      rest = folder_name;
    }
  }

  std::optional<WriteFailed> write_journal_anew() {
    const std::string place = place_.state + "/journal";
    const std::string beside = place + ".new";
    auto created = Journal::create(beside, journal_.settings());
    if (const auto* problem = std::get_if<JournalProblem>(&created)) return WriteFailed{problem->reason};
    auto& anew = std::get<Journal>(created);
    std::optional<std::string> problem;
    journal_.for_each([&](const EntryPlace&, const Journal::Entry& read) {
      const auto* entry = std::get_if<JournalEntry>(&read);
      if (entry != nullptr && !problem && names_.was_given(entry->output_name)) problem = anew.append(*entry);
    });
    if (problem) return WriteFailed{*problem};
    if (std::rename(beside.c_str(), place.c_str()) != 0) return write_failure(printable(place), errno);
    journal_ = std::move(anew);
    return std::nullopt;
  }

  const Plan& plan_;
  OutputPlace place_;
  Folders folders_;
  Descriptor state_;
  Journal journal_;
  OutputNames names_;
  bool wrote_ = false;
};

bool is_empty(const std::string& path) {
  DIR* directory = opendir(path.c_str());
  if (directory == nullptr) return true;
  bool empty = true;
  // The last two stand in a folder that is the root of a file system.
  const std::set<std::string_view> passed = {".", "..", ".pressclip", "lost+found"};
  while (const dirent* found = readdir(directory))
    if (!passed.contains(static_cast<const char*>(found->d_name))) empty = false;
  closedir(directory);
  return empty;
}

}  // namespace

std::variant<std::unique_ptr<RecordSink>, WriteFailed> open_record_tree(const Plan& plan) {
  auto found = find_output_place(plan, OutputKind::folder);
  if (auto* problem = std::get_if<WriteFailed>(&found)) return std::move(*problem);
  auto& place = std::get<OutputPlace>(found);
  const bool empty = is_empty(place.path);
  if (!empty && !plan.resume)
    return WriteFailed{
        place.shown +
        ": is not empty; --resume goes on with the run that wrote it, or choose an empty directory"};
  Descriptor root(open(place.path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (root.get() < 0 || access(place.path.c_str(), W_OK) != 0) return write_failure(place.shown, errno);
  if (auto problem = make_state_folder(place)) return std::move(*problem);
  Descriptor state(open(place.state.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (state.get() < 0) return write_failure(place.state_shown, errno);

  const RunSettings settings = settings_of(plan);
  const std::string journal_path = place.state + "/journal";
  if (plan.resume) {
    auto opened = Journal::open(journal_path);
    if (auto* problem = std::get_if<JournalProblem>(&opened)) return WriteFailed{problem->reason};
    if (auto* journal = std::get_if<Journal>(&opened)) {
      if (!empty)
        if (auto problem = settings_problem(place, *journal, settings)) return std::move(*problem);
      if (!empty || journal->settings() == settings)
        return std::make_unique<RecordTree>(plan, std::move(place), std::move(root), std::move(state),
                                            std::move(*journal));
    } else if (!empty) {
      return WriteFailed{
          place.shown +
          ": is not empty, and no run of pressclip is known that wrote it; choose an empty directory"};
    }
  }
  auto created = Journal::create(journal_path, settings);
  if (auto* problem = std::get_if<JournalProblem>(&created)) return WriteFailed{problem->reason};
  return std::make_unique<RecordTree>(plan, std::move(place), std::move(root), std::move(state),
                                      std::move(std::get<Journal>(created)));
}

}  // namespace pressclip
