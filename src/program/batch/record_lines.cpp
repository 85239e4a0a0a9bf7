// A run that is taken up goes through the pages from the first one on. As long as each has its line in the
// file already, and next, nothing is written. From the first page on that has none, lines are appended; where
// other lines stand in its place, because an input has changed, the file is laid aside, begun anew, and what
// can be used of it is copied.
#include "program/batch/record_lines.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <utility>
#include <vector>

#include "program/batch/line_store.h"
#include "program/batch/output_place.h"
#include "write/safe_text.h"

namespace pressclip {
namespace {

// The folders of the state, each with a file that was begun: "run.1", "run.2" and so on.
constexpr std::string_view kGeneration = "run.";

// What an earlier run wrote, or this one: lines, and the journal that knows of them.
struct WrittenLines {
  std::string folder;
  Journal journal;
  std::unique_ptr<LineStore> store;
  std::vector<std::uint64_t> ends;  // of the line of each entry, in the lines' bytes
};

bool exists(const std::string& path) {
  return access(path.c_str(), F_OK) == 0;
}

class RecordLines : public RecordSink {
 public:
  RecordLines(const Plan& plan, OutputPlace place) : plan_(plan), place_(std::move(place)) {}

  std::optional<WriteFailed> begin() {
    if (auto problem = make_state_folder(place_)) return problem;
    const std::vector<std::uint64_t> earlier = generations();
    if (plan_.resume) {
      for (const std::uint64_t number : earlier)
        if (auto problem = open_written(folder_of(number))) return problem;
      follows_ = !written_.empty();
      return follows_ ? std::nullopt : begin_file();
    }
    const auto is_unfinished = [&](std::uint64_t number) { return exists(folder_of(number) + "/part"); };
    if (std::any_of(earlier.begin(), earlier.end(), is_unfinished))
      return WriteFailed{place_.shown +
                         ": a run that writes it was not finished; --resume goes on with it. To begin anew, "
                         "remove " +
                         place_.state_shown};
    remove_generations_but("");
    return begin_file();
  }

  RecordPlace place_for(const PageIdentity& page) override {
    // Mostly the pages come in the order of the first time.
    const std::uint32_t expected = asked_++;
    for (std::size_t i = 0; i < written_.size(); ++i) {
      const Journal& journal = written_[i]->journal;
      const std::optional<EntryPlace> next = i == 0 ? journal.at(expected) : std::nullopt;
      for (const std::optional<EntryPlace>& place : {next, journal.find(page.page)}) {
        if (!place) continue;
        JournalEntry entry = journal.read(*place);
        if (!still_stands(entry, page, plan_.options) || !line_of(*written_[i], entry, *place)) continue;
        return {.name = "", .kept = KeptRecord{.entry = std::move(entry), .place = *place, .store = i}};
      }
    }
    return {};
  }

  std::optional<WriteFailed> keep(const PageIdentity& /*page*/, const KeptRecord& kept) override {
    if (follows_ && kept.store == 0 && kept.place.number == next_) {
      ++next_;
      return std::nullopt;
    }
    return copy(*written_[kept.store], kept.entry, kept.place);
  }

  std::optional<std::string> read(const KeptRecord& kept) override {
    return line_of(*written_[kept.store], kept.entry, kept.place);
  }

  std::optional<WriteFailed> write(const PageIdentity& page, const RecordPlace& /*place*/,
                                   const PageAnswer& answer) override {
    const JournalEntry entry = entry_of(page, answer, "");
    if (follows_ && stands_next(entry)) {
      ++next_;
      return std::nullopt;
    }
    return add(entry, answer.answer.output);
  }

  std::optional<WriteFailed> finish() override {
    if (follows_) {
      const WrittenLines& first = *written_.front();
      if (next_ == first.ends.size() && !exists(first.folder + "/part")) {
        clear_up(first);
        return std::nullopt;  // it was finished, and nothing has changed
      }
      if (auto problem = go_on_writing()) return problem;
    }
    if (auto problem = pack(LineStore::When::now)) return problem;
    if (auto problem = current_->store->sync()) return problem;
    if (auto problem = put_in_place()) return problem;
    clear_up(*current_);
    return std::nullopt;
  }

 private:
  [[nodiscard]] std::string folder_of(std::uint64_t generation) const {
    return place_.state + '/' + std::string(kGeneration) + std::to_string(generation);
  }

  // The line, where it is what was written.
  static std::optional<std::string> line_of(const WrittenLines& lines, const JournalEntry& entry,
                                            const EntryPlace& place) {
    if (place.number >= lines.ends.size()) return std::nullopt;
    const std::uint64_t end = lines.ends[place.number];
    std::optional<std::string> line = lines.store->read(end - entry.output_bytes, entry.output_bytes);
    if (line && digest_of(*line) == entry.output) return line;
    return std::nullopt;
  }

  // An error that was tried again in vain gives the line that stands there.
  bool stands_next(const JournalEntry& entry) {
    const WrittenLines& lines = *written_.front();
    const std::optional<EntryPlace> place = lines.journal.at(next_);
    if (!place) return false;
    const JournalEntry before = lines.journal.read(*place);
    return before.page == entry.page && before.output == entry.output && line_of(lines, before, *place);
  }

  // The numbers of the files that were begun, the latest first.
  [[nodiscard]] std::vector<std::uint64_t> generations() const {
    std::vector<std::uint64_t> numbers;
    DIR* directory = opendir(place_.state.c_str());
    if (directory == nullptr) return numbers;
    while (const dirent* found = readdir(directory)) {
      std::string_view name = static_cast<const char*>(found->d_name);
      if (!name.starts_with(kGeneration)) continue;
      name.remove_prefix(kGeneration.size());
      std::uint64_t number = 0;
      std::from_chars(name.data(), name.data() + name.size(), number);
      numbers.push_back(number);
    }
    closedir(directory);
    std::sort(numbers.rbegin(), numbers.rend());
    return numbers;
  }

  void remove_generations_but(const std::string& kept) const {
    for (const std::uint64_t number : generations()) {
      const std::string folder = folder_of(number);
      if (folder == kept) continue;
      for (const char* const name : {"/part", "/waiting", "/journal"}) unlink((folder + name).c_str());
      rmdir(folder.c_str());
    }
  }

  // Of what is whole only the journal stays.
  void clear_up(const WrittenLines& whole) const {
    unlink((whole.folder + "/waiting").c_str());
    remove_generations_but(whole.folder);
  }

  std::optional<WriteFailed> begin_file() {
    const std::vector<std::uint64_t> numbers = generations();
    const std::string folder = folder_of(numbers.empty() ? 1 : numbers.front() + 1);
    if (mkdir(folder.c_str(), 0777) != 0) return write_failure(printable(folder), errno);
    auto store = std::make_unique<LineStore>(*plan_.packing, place_.shown);
    if (auto problem = store->create(folder + "/part", folder + "/waiting")) return problem;
    auto journal = Journal::create(folder + "/journal", settings_of(plan_));
    if (auto* problem = std::get_if<JournalProblem>(&journal)) return WriteFailed{problem->reason};
    current_ = std::make_shared<WrittenLines>(WrittenLines{.folder = folder,
                                                           .journal = std::move(std::get<Journal>(journal)),
                                                           .store = std::move(store),
                                                           .ends = {}});
    return std::nullopt;
  }

  // A file that was finished is in its place.
  std::optional<WriteFailed> open_written(const std::string& folder) {
    const std::string part = folder + "/part";
    const std::string& file = exists(part) ? part : place_.path;
    auto opened = Journal::open(folder + "/journal");
    if (auto* problem = std::get_if<JournalProblem>(&opened)) return WriteFailed{problem->reason};
    auto* journal = std::get_if<Journal>(&opened);
    if (journal == nullptr || !exists(file)) return std::nullopt;
    if (auto problem = settings_problem(place_, *journal, settings_of(plan_))) return problem;
    std::vector<std::uint64_t> ends;
    std::vector<LineStore::Piece> pieces;
    std::uint64_t end = 0;
    journal->for_each([&](const EntryPlace&, const Journal::Entry& entry) {
      if (const auto* page = std::get_if<JournalEntry>(&entry))
        ends.push_back(end += page->output_bytes);
      else
        pieces.push_back({.lines_end = end, .file_end = std::get<PackedPiece>(entry).file_bytes});
    });
    auto store = std::make_unique<LineStore>(*plan_.packing, place_.shown);
    store->open(file, folder + "/waiting", std::move(pieces));
    written_.push_back(std::make_shared<WrittenLines>(WrittenLines{.folder = folder,
                                                                   .journal = std::move(*journal),
                                                                   .store = std::move(store),
                                                                   .ends = std::move(ends)}));
    return std::nullopt;
  }

  // From now on lines are written: where all that stands in the file was used, after it; else to a new one.
  std::optional<WriteFailed> go_on_writing() {
    follows_ = false;
    const std::shared_ptr<WrittenLines> before = written_.front();
    if (next_ == before->ends.size() && exists(before->folder + "/part")) {
      current_ = before;
      if (auto problem = current_->store->cut(current_->ends.empty() ? 0 : current_->ends.back()))
        return problem;
      return pack(LineStore::When::enough);
    }
    if (auto problem = begin_file()) return problem;
    std::optional<WriteFailed> problem;
    before->journal.for_each([&](const EntryPlace& place, const Journal::Entry& entry) {
      const auto* page = std::get_if<JournalEntry>(&entry);
      if (problem || page == nullptr || place.number >= next_) return;
      problem = copy(*before, *page, place);
    });
    return problem;
  }

  std::optional<WriteFailed> copy(const WrittenLines& from, const JournalEntry& entry,
                                  const EntryPlace& place) {
    const std::optional<std::string> line = line_of(from, entry, place);
    if (!line) return WriteFailed{place_.shown + ": a line of the earlier run can't be read any more"};
    return add(entry, *line);
  }

  std::optional<WriteFailed> add(const JournalEntry& entry, std::string_view line) {
    if (follows_)
      if (auto problem = go_on_writing()) return problem;
    if (auto problem = current_->store->append(line)) return problem;
    if (auto problem = current_->journal.append(entry)) return WriteFailed{*problem};
    return pack(LineStore::When::enough);
  }

  std::optional<WriteFailed> pack(LineStore::When when) {
    LineStore::Packed packed = current_->store->pack(when);
    if (packed.problem || !packed.piece) return packed.problem;
    if (auto problem = current_->journal.append(PackedPiece{.file_bytes = packed.piece->file_end}))
      return WriteFailed{*problem};
    return current_->store->forget_waiting();
  }

  std::optional<WriteFailed> put_in_place() {
    struct stat before = {};
    constexpr mode_t kPermissions = 07777;
    const std::string part = current_->folder + "/part";
    if (stat(place_.path.c_str(), &before) == 0) chmod(part.c_str(), before.st_mode & kPermissions);
    if (std::rename(part.c_str(), place_.path.c_str()) != 0) return write_failure(place_.shown, errno);
    const int folder = ::open(place_.folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder >= 0) {
      fsync(folder);
      close(folder);
    }
    return std::nullopt;
  }

  const Plan& plan_;
  OutputPlace place_;
  std::vector<std::shared_ptr<WrittenLines>> written_;  // by earlier runs, the latest first
  std::shared_ptr<WrittenLines> current_;               // what is written now
  bool follows_ = false;     // so far, every page has its line in the first of `written_`, and next
  std::uint32_t next_ = 0;   // line there
  std::uint32_t asked_ = 0;  // pages whose place was asked for
};

}  // namespace

std::variant<std::unique_ptr<RecordSink>, WriteFailed> open_record_lines(const Plan& plan) {
  auto found = find_output_place(plan, OutputKind::file);
  if (auto* problem = std::get_if<WriteFailed>(&found)) return std::move(*problem);
  auto lines = std::make_unique<RecordLines>(plan, std::move(std::get<OutputPlace>(found)));
  if (auto problem = lines->begin()) return std::move(*problem);
  return lines;
}

}  // namespace pressclip
