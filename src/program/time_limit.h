// A job that must not take longer than a given time, whatever it does.
#pragma once

#include <chrono>
#include <functional>

#include "pressclip/write.h"
#include "program/answer.h"

namespace pressclip {

using Job = std::function<Answer()>;
using AnswerForError = std::function<Answer(const RecordError&)>;

// Whether processes can be started from several threads. Under the address sanitizer they can't: a new
// process has a copy of its allocator's locks that other threads hold. Under the thread sanitizer such a run
// does not end either.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool kThreadsStartProcesses = false;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
inline constexpr bool kThreadsStartProcesses = false;
#else
inline constexpr bool kThreadsStartProcesses = true;
#endif
#else
inline constexpr bool kThreadsStartProcesses = true;
#endif

// Does the job in a process of its own, which is killed when its time is over: only so is nothing left behind
// of a page that hangs, neither a busy core nor its memory, and other pages keep their time. `failed` makes
// the answer when the time is over (code "timeout") or the process ended without one ("crashed"). To be
// called from threads, but not while others of the same process work on pages: the new process has only a
// copy of the locks that they hold.
Answer within_time(const Job& job, std::chrono::duration<double> limit, const AnswerForError& failed);

}  // namespace pressclip
