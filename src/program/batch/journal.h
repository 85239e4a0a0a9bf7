// What a batch has written so far, page by page, so that a later run can tell what is whole.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "program/answer.h"
#include "program/batch/file_stamp.h"
#include "program/batch/page_message.h"
#include "text/digest.h"

namespace pressclip {

// A page whose record was written.
struct JournalEntry {
  Digest page;                     // which one: its place among the inputs
  Digest content;                  // of its message
  std::optional<FileStamp> stamp;  // of its file, where it is one
  AnswerKind kind = AnswerKind::article;
  std::string error_code;  // empty: none
  std::size_t page_bytes = 0;
  std::string output_name;  // in a tree
  Digest output;            // of the record's bytes
  std::uint64_t output_bytes = 0;
  // Of what was learned: the page's site, and a digest of what was known of it. 0: nothing.
  std::uint64_t site = 0, site_digest = 0;
  // With --dedup.
  std::optional<BodySignature> signature = std::nullopt;
  std::optional<std::string> duplicate_of = std::nullopt;
};
// Lines written so far were packed, and with them the file has this many bytes.
struct PackedPiece {
  std::uint64_t file_bytes = 0;
};

// Where an entry stands in a journal.
struct EntryPlace {
  std::uint64_t position = 0;  // in the file
  std::uint32_t number = 0;    // among the entries of pages
};

// What shapes the records of a run: options with their values, the version. Compared by a later run.
using RunSettings = std::vector<std::pair<std::string, std::string>>;

// Why a journal can't be used: "path: reason".
struct JournalProblem {
  std::string reason;
};

class Journal {
 public:
  // In place of what is there.
  static std::variant<Journal, JournalProblem> create(const std::string& path, const RunSettings& settings);
  // Nothing where there is none. What a run that was killed left half-written at the end is cut off. Held
  // open it is locked against other runs.
  static std::variant<std::monostate, Journal, JournalProblem> open(const std::string& path);

  Journal(Journal&& other) noexcept;
  Journal& operator=(Journal&& other) noexcept;
  ~Journal();

  [[nodiscard]] const RunSettings& settings() const { return settings_; }
  [[nodiscard]] std::uint32_t pages() const { return pages_; }

  // A reason where it could not be written.
  std::optional<std::string> append(const JournalEntry& entry);
  std::optional<std::string> append(const PackedPiece& piece);

  // The last entry of a page.
  [[nodiscard]] std::optional<EntryPlace> find(const Digest& page) const;
  // Of the pages that were there when it was opened, the one with this number.
  [[nodiscard]] std::optional<EntryPlace> at(std::uint32_t number) const;
  [[nodiscard]] JournalEntry read(const EntryPlace& place) const;
  // Every entry, in the order in which they were written.
  using Entry = std::variant<JournalEntry, PackedPiece>;
  void for_each(const std::function<void(const EntryPlace&, const Entry&)>& visit) const;

 private:
  struct Known {
    std::uint64_t page = 0;  // the low half of the digest
    EntryPlace place;
  };

  Journal(int descriptor, std::string shown) : descriptor_(descriptor), shown_(std::move(shown)) {}
  std::optional<std::string> lock();
  std::optional<std::string> write(const std::string& bytes);
  // The bytes of the entry at `position`, and where the next one begins; nothing at the end or where it is
  // damaged.
  [[nodiscard]] std::optional<std::pair<std::string, std::uint64_t>> entry_at(std::uint64_t position) const;

  int descriptor_ = -1;
  std::string shown_;
  RunSettings settings_;
  std::uint64_t first_ = 0;  // where the entries begin
  std::uint64_t end_ = 0;
  std::uint32_t pages_ = 0;
  std::vector<std::uint64_t> positions_;  // by number
  std::vector<Known> known_;  // in order of `page`, then of place; of what was there when it was opened
};

}  // namespace pressclip
