// Where the records of a batch go: one after the other, in input order.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <variant>

#include "program/batch/journal.h"
#include "program/batch/page_message.h"
#include "program/output.h"
#include "program/plan.h"

namespace pressclip {

// A page as a later run knows it again.
struct PageIdentity {
  Digest page;     // its place among the inputs
  Digest content;  // of its message
  Origin origin;
  bool is_file = false;  // still to be read: only its stamp tells whether it has changed
};

PageIdentity identity_of(const PageInput& page, const std::string& message);

// A record that an earlier run wrote.
struct KeptRecord {
  JournalEntry entry;
  EntryPlace place;
  std::size_t store = 0;  // which of several earlier outputs has it
};

// Where a page's record goes.
struct RecordPlace {
  std::string name;                // in a tree
  std::optional<KeptRecord> kept;  // it is there, whole, and the page has not changed since
};

class RecordSink {
 public:
  RecordSink() = default;
  RecordSink(const RecordSink&) = delete;
  RecordSink& operator=(const RecordSink&) = delete;
  virtual ~RecordSink() = default;

  // To be asked for each page once, in input order; `keep` or `write` follow later, in the same order.
  virtual RecordPlace place_for(const PageIdentity& page) = 0;
  virtual std::optional<WriteFailed> keep(const PageIdentity& page, const KeptRecord& kept) = 0;
  virtual std::optional<WriteFailed> write(const PageIdentity& page, const RecordPlace& place,
                                           const PageAnswer& answer) = 0;
  // The bytes of a record that can be kept.
  virtual std::optional<std::string> read(const KeptRecord& kept) = 0;
  // Every page has been kept or written: puts the output in its place.
  virtual std::optional<WriteFailed> finish() = 0;
};

// The output that the plan names, begun, or taken up where an earlier run left it. What is there already and
// does not fit is a problem, and is left as it is.
std::variant<std::unique_ptr<RecordSink>, WriteFailed> open_sink(const Plan& plan);

// What shapes the records, for the journal.
RunSettings settings_of(const Plan& plan);

// Whether what an earlier run wrote for this page still stands. An error that may pass does not.
bool still_stands(const JournalEntry& entry, const PageIdentity& page, const Options& options);
JournalEntry entry_of(const PageIdentity& page, const PageAnswer& answer, const std::string& output_name);

}  // namespace pressclip
