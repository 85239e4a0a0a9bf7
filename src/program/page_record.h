// The work on one page: read what is still to be read, extract, and say what came of it.
#pragma once

#include <cstddef>
#include <cstdint>

#include "program/page_input.h"

namespace pressclip {

struct PageRecord {
  Record record;
  AnswerKind kind = AnswerKind::article;
  std::size_t bytes = 0;  // of the page, unpacked; 0 where it could not be read
};

// Never throws: a page for which there is no memory is an error too. May be called from several threads, and
// in another process than the page was found in.
PageRecord record_of(const PageInput& input, const Options& options, PageMemory& memory);

struct FingerprintedPage {
  PageFingerprints fingerprints;
  std::size_t bytes = 0;  // of the page, unpacked
};

// What the page shares with others may be found by these; none where it can't be read. Never throws.
FingerprintedPage fingerprints_of_page(const PageInput& input, const Options& options, PageMemory& memory);

// Where the page is counted with others of its site.
std::uint64_t site_number_of(const PageInput& input, const Article& article);

// The record of a page that could not be worked on, as when its time was over.
PageRecord record_of_failure(const PageInput& input, RecordError error);

}  // namespace pressclip
