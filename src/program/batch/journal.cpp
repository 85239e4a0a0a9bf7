// A file that only grows: each entry is its length, its bytes and their digest, so that one that was cut
// short or never reached the disk is seen.
#include "program/batch/journal.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>

#include "program/batch/byte_record.h"
#include "write/safe_text.h"

namespace pressclip {
namespace {

constexpr std::string_view kKind = "pressclip journal 2";
// An entry holds names and numbers; a longer one is damaged.
constexpr std::uint64_t kLongestEntry = std::uint64_t{16} << 20U;
constexpr std::uint64_t kNumberBytes = 8;

enum class EntryKind : std::uint8_t { page, piece };

std::string reason(int error) {
  return std::generic_category().message(error);
}

void put(ByteWriter& out, const Digest& digest) {
  out.number(digest.high);
  out.number(digest.low);
}

Digest read_digest(ByteReader& in) {
  const std::uint64_t high = in.number();
  return {.high = high, .low = in.number()};
}

std::string entry_bytes(const JournalEntry& entry) {
  ByteWriter out;
  out.number(static_cast<std::uint64_t>(EntryKind::page));
  put(out, entry.page);
  put(out, entry.content);
  out.number(entry.stamp ? 1 : 0);
  const FileStamp stamp = entry.stamp.value_or(FileStamp{});
  out.number(stamp.size);
  out.number(static_cast<std::uint64_t>(stamp.modified));
  out.number(static_cast<std::uint64_t>(stamp.changed));
  out.number(static_cast<std::uint64_t>(stamp.taken));
  put(out, stamp.content);
  out.number(static_cast<std::uint64_t>(entry.kind));
  out.text(entry.error_code);
  out.number(entry.page_bytes);
  out.text(entry.output_name);
  put(out, entry.output);
  out.number(entry.output_bytes);
  out.number(entry.site);
  out.number(entry.site_digest);
  put(out, entry.signature);
  out.number(entry.duplicate_of ? 1 : 0);
  out.text(entry.duplicate_of.value_or(""));
  return out.take();
}

Journal::Entry read_entry(std::string_view bytes) {
  ByteReader in(bytes);
  if (in.number() == static_cast<std::uint64_t>(EntryKind::piece))
    return PackedPiece{.file_bytes = in.number()};
  JournalEntry entry;
  entry.page = read_digest(in);
  entry.content = read_digest(in);
  const bool has_stamp = in.number() != 0;
  FileStamp stamp;
  stamp.size = in.number();
  stamp.modified = static_cast<std::int64_t>(in.number());
  stamp.changed = static_cast<std::int64_t>(in.number());
  stamp.taken = static_cast<std::int64_t>(in.number());
  stamp.content = read_digest(in);
  if (has_stamp) entry.stamp = stamp;
  entry.kind = static_cast<AnswerKind>(in.number());
  entry.error_code = in.text();
  entry.page_bytes = in.number();
  entry.output_name = in.text();
  entry.output = read_digest(in);
  entry.output_bytes = in.number();
  entry.site = in.number();
  entry.site_digest = in.number();
  entry.signature = read_signature(in);
  const bool is_duplicate = in.number() != 0;
  const std::string_view duplicate_of = in.text();
  if (is_duplicate) entry.duplicate_of = duplicate_of;
  return entry;
}

std::string framed(const std::string& bytes) {
  ByteWriter out;
  out.text(bytes);
  out.number(digest_of(bytes).low);
  return out.take();
}

bool read_at(int descriptor, std::uint64_t position, char* into, std::size_t size) {
  while (size > 0) {
    const ssize_t got = pread(descriptor, into, size, static_cast<off_t>(position));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    into += got;
    position += static_cast<std::uint64_t>(got);
    size -= static_cast<std::size_t>(got);
  }
  return true;
}

}  // namespace

Journal::Journal(Journal&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)),
      shown_(std::move(other.shown_)),
      settings_(std::move(other.settings_)),
      first_(other.first_),
      end_(other.end_),
      pages_(other.pages_),
      positions_(std::move(other.positions_)),
      known_(std::move(other.known_)) {}

Journal& Journal::operator=(Journal&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  shown_.swap(other.shown_);
  settings_.swap(other.settings_);
  first_ = other.first_;
  end_ = other.end_;
  pages_ = other.pages_;
  positions_.swap(other.positions_);
  known_.swap(other.known_);
  return *this;
}

Journal::~Journal() {
  if (descriptor_ >= 0) close(descriptor_);
}

// A lock of the process, which the processes that it starts have no part in.
std::optional<std::string> Journal::lock() {
  struct flock lock = {};
  lock.l_type = F_WRLCK;
  lock.l_whence = SEEK_SET;
  if (fcntl(descriptor_, F_SETLK, &lock) == 0 || (errno != EAGAIN && errno != EACCES)) return std::nullopt;
  return shown_ + ": another run is writing to this output";
}

std::variant<Journal, JournalProblem> Journal::create(const std::string& path, const RunSettings& settings) {
  const std::string shown = printable(path);
  const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (descriptor < 0) return JournalProblem{shown + ": " + reason(errno)};
  Journal journal(descriptor, shown);
  if (const auto problem = journal.lock()) return JournalProblem{*problem};
  if (ftruncate(descriptor, 0) != 0) return JournalProblem{shown + ": " + reason(errno)};
  ByteWriter out;
  out.text(kKind);
  out.number(settings.size());
  for (const auto& [name, value] : settings) {
    out.text(name);
    out.text(value);
  }
  if (const auto problem = journal.write(framed(out.take()))) return JournalProblem{*problem};
  journal.settings_ = settings;
  journal.first_ = journal.end_;
  return journal;
}

std::variant<std::monostate, Journal, JournalProblem> Journal::open(const std::string& path) {
  const std::string shown = printable(path);
  const int descriptor = ::open(path.c_str(), O_RDWR | O_CLOEXEC);
  if (descriptor < 0) {
    if (errno == ENOENT) return std::monostate();
    return JournalProblem{shown + ": " + reason(errno)};
  }
  Journal journal(descriptor, shown);
  if (const auto problem = journal.lock()) return JournalProblem{*problem};
  const auto head = journal.entry_at(0);
  if (!head) return std::monostate();  // killed before it was begun
  ByteReader in(head->first);
  if (in.text() != kKind) return JournalProblem{shown + ": this journal is not of this version of pressclip"};
  for (std::uint64_t left = in.number(); left > 0 && in.whole(); --left) {
    std::string name(in.text());
    journal.settings_.emplace_back(std::move(name), std::string(in.text()));
  }
  journal.first_ = journal.end_ = head->second;
  while (const auto entry = journal.entry_at(journal.end_)) {
    const Entry read = read_entry(entry->first);
    if (const auto* page = std::get_if<JournalEntry>(&read)) {
      journal.known_.push_back(
          {.page = page->page.low, .place = {.position = journal.end_, .number = journal.pages_}});
      journal.positions_.push_back(journal.end_);
      ++journal.pages_;
    }
    journal.end_ = entry->second;
  }
  std::stable_sort(journal.known_.begin(), journal.known_.end(),
                   [](const Known& a, const Known& b) { return a.page < b.page; });
  if (ftruncate(descriptor, static_cast<off_t>(journal.end_)) != 0)
    return JournalProblem{shown + ": " + reason(errno)};
  return journal;
}

std::optional<std::string> Journal::write(const std::string& bytes) {
  std::string_view rest = bytes;
  std::uint64_t position = end_;
  while (!rest.empty()) {
    const ssize_t written = pwrite(descriptor_, rest.data(), rest.size(), static_cast<off_t>(position));
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return shown_ + ": " + reason(errno);
    rest.remove_prefix(static_cast<std::size_t>(written));
    position += static_cast<std::uint64_t>(written);
  }
  end_ = position;
  return std::nullopt;
}

std::optional<std::string> Journal::append(const JournalEntry& entry) {
  if (auto problem = write(framed(entry_bytes(entry)))) return problem;
  ++pages_;
  return std::nullopt;
}

std::optional<std::string> Journal::append(const PackedPiece& piece) {
  ByteWriter out;
  out.number(static_cast<std::uint64_t>(EntryKind::piece));
  out.number(piece.file_bytes);
  return write(framed(out.take()));
}

std::optional<std::pair<std::string, std::uint64_t>> Journal::entry_at(std::uint64_t position) const {
  // One call reads most entries whole.
  std::array<char, 1024> first = {};
  ssize_t got = -1;
  do {
    got = pread(descriptor_, first.data(), first.size(), static_cast<off_t>(position));
  } while (got < 0 && errno == EINTR);
  if (got < static_cast<ssize_t>(kNumberBytes)) return std::nullopt;
  std::string bytes(first.data(), static_cast<std::size_t>(got));
  const std::uint64_t length = ByteReader(bytes).number();
  if (length > kLongestEntry) return std::nullopt;
  const std::size_t had = bytes.size();
  const std::size_t whole = kNumberBytes + length + kNumberBytes;
  bytes.resize(whole);
  if (had < whole && !read_at(descriptor_, position + had, bytes.data() + had, whole - had))
    return std::nullopt;
  ByteReader in(bytes);
  std::string entry(in.text());
  if (in.number() != digest_of(entry).low) return std::nullopt;
  return std::pair(std::move(entry), position + whole);
}

std::optional<EntryPlace> Journal::find(const Digest& page) const {
  const auto after = std::upper_bound(known_.begin(), known_.end(), page.low,
                                      [](std::uint64_t low, const Known& known) { return low < known.page; });
  if (after == known_.begin() || std::prev(after)->page != page.low) return std::nullopt;
  return std::prev(after)->place;
}

std::optional<EntryPlace> Journal::at(std::uint32_t number) const {
  if (number >= positions_.size()) return std::nullopt;
  return EntryPlace{.position = positions_[number], .number = number};
}

JournalEntry Journal::read(const EntryPlace& place) const {
  const auto bytes = entry_at(place.position);
  if (!bytes) return {};
  Entry entry = read_entry(bytes->first);
  auto* page = std::get_if<JournalEntry>(&entry);
  return page == nullptr ? JournalEntry{} : std::move(*page);
}

void Journal::for_each(const std::function<void(const EntryPlace&, const Entry&)>& visit) const {
  EntryPlace place = {.position = first_, .number = 0};
  while (place.position < end_) {
    const auto bytes = entry_at(place.position);
    if (!bytes) return;
    const Entry entry = read_entry(bytes->first);
    visit(place, entry);
    if (std::holds_alternative<JournalEntry>(entry)) ++place.number;
    place.position = bytes->second;
  }
}

}  // namespace pressclip
