// What came of one input: bytes to print, a message, and what to count.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "pressclip/duplicates.h"
#include "pressclip/write.h"
#include "program/plan.h"

namespace pressclip {

enum class AnswerKind : std::uint8_t {
  article,
  no_article,  // a page without an article in it
  unreadable,  // the input could not be read
  failed,      // it was read, but gave no answer: too late, a bad line
  no_page  // found in a folder or an archive beside the pages: an image, a style sheet; no failure of the run
};

struct Answer {
  AnswerKind kind = AnswerKind::article;
  std::string output;   // a record, or an article as text
  std::string message;  // "path: reason", printable; empty: nothing to say
  // With --dedup: the body, for comparison with those before it, and the source that later ones name.
  std::optional<BodySignature> signature = std::nullopt;
  std::string source = {};
};

// How an answer is written.
struct Manner {
  OutputFormat format = OutputFormat::json;  // never jsonl, which is compact json
  JsonStyle style;
  bool verbose = false;
  bool dedup = false;
};

Manner manner_of(const Plan& plan, bool several);
Answer answer_of(const Record& record, AnswerKind kind, const Manner& manner);

}  // namespace pressclip
