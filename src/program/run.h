// Carries a plan out, and counts what came of it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "program/plan.h"

namespace pressclip {

struct Outcome {
  std::size_t articles = 0;
  std::size_t without_article = 0;
  std::size_t without_page = 0;  // files beside the pages
  std::size_t unreadable = 0;
  std::size_t failed = 0;
  std::size_t differing = 0;                 // cases of check that are not as expected
  bool no_case = false;                      // check found nothing to do
  bool reader_gone = false;                  // of the output
  std::optional<std::string> write_problem;  // "path: reason"
  std::optional<int> signal;                 // that ended the run
};

// Says what there is to say of single inputs, and why the output could not be written.
Outcome carry_out(const Plan& plan);

// The exit status, from the counts: the one place where it is decided.
int exit_status(const Outcome& outcome, const Plan& plan);

// One line for a person on standard error.
void say(const std::string& message);

}  // namespace pressclip
