// pressclip, the program: a thin shell around the library.
#include <malloc.h>

#include <cstdio>
#include <new>
#include <variant>

#include "program/arguments.h"
#include "program/output.h"
#include "program/plan.h"
#include "program/run.h"

namespace pressclip {
namespace {

// Says what there is to say instead of running.
int answer_with(const Reply& reply) {
  if (!reply.message.empty()) say(reply.message);
  if (reply.output.empty()) return reply.status;
  auto output = Output::open(std::nullopt);
  const WriteResult result = std::get<Output>(output).write(reply.output);
  const auto* failed = std::get_if<WriteFailed>(&result);
  if (failed == nullptr) return reply.status;
  say(failed->reason);
  Outcome outcome;
  outcome.write_problem = failed->reason;
  return exit_status(outcome, {});
}

// Blocks from 4 MB on are always mapped by themselves, and go back to the system when they are freed. glibc
// would take the next one from its heap once such a block was freed, where vectors that grow leave holes: a
// page of 45 MB took up to an eighth more. Pages of usual size have no such blocks. What they leave at the
// end of the heap is kept for the next page: given back at once, as it would be from 128 kB on, it had to be
// asked for again a page later.
void set_up_heap() {
  mallopt(M_MMAP_THRESHOLD, 4 << 20);
  mallopt(M_TRIM_THRESHOLD, 16 << 20);
}

int run(int count, const char* const* words) {
  set_up_heap();
  hold_standard_descriptors();
  install_signal_handlers();
  const auto arguments = read_arguments(count, words);
  if (const auto* reply = std::get_if<Reply>(&arguments)) return answer_with(*reply);
  const auto plan = make_plan(std::get<Arguments>(arguments));
  if (const auto* reply = std::get_if<Reply>(&plan)) return answer_with(*reply);
  const Outcome outcome = carry_out(std::get<Plan>(plan));
  return exit_status(outcome, std::get<Plan>(plan));
}

// Where there is no memory for a page, the page has an error record; this is for what the program itself
// needs.
int run_or_say_why(int count, const char* const* words) {
  try {
    return run(count, words);
  } catch (const std::bad_alloc&) {
    std::fputs("pressclip: not enough memory\n", stderr);
    Outcome outcome;
    outcome.write_problem = "";
    return exit_status(outcome, {});
  }
}

}  // namespace
}  // namespace pressclip

int main(int count, char** words) {
  return pressclip::run_or_say_why(count, words);
}
