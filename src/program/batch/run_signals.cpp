// The signals are blocked but for the time of waiting, so that they come at no other moment.
#include "program/batch/run_signals.h"

#include <unistd.h>

#include <array>
#include <ctime>

namespace pressclip {
namespace {

constexpr std::array kSignals = {SIGINT, SIGTERM, SIGHUP};
// A handler can reach nothing but a global.
volatile std::sig_atomic_t first_signal = 0;

extern "C" void take_note(int signal) {
  constexpr int kSignalStatus = 128;
  if (first_signal != 0) _exit(kSignalStatus + signal);
  first_signal = signal;
}

}  // namespace

RunSignals::RunSignals() {
  first_signal = 0;
  sigset_t blocked;
  sigemptyset(&blocked);
  struct sigaction action = {};
  action.sa_handler = take_note;
  for (const int signal : kSignals) {
    sigaddset(&blocked, signal);
    struct sigaction before = {};
    sigaction(signal, nullptr, &before);
    if (before.sa_handler != SIG_IGN) sigaction(signal, &action, nullptr);
  }
  sigprocmask(SIG_BLOCK, &blocked, &before_);
}

RunSignals::~RunSignals() {
  sigprocmask(SIG_SETMASK, &before_, nullptr);
}

void RunSignals::wait(std::vector<pollfd>& descriptors, std::optional<std::chrono::milliseconds> longest) {
  constexpr int kMilliseconds = 1000;
  timespec time = {};
  if (longest) {
    time.tv_sec = longest->count() / kMilliseconds;
    time.tv_nsec = longest->count() % kMilliseconds * kMilliseconds * kMilliseconds;
  }
  ppoll(descriptors.data(), descriptors.size(), longest ? &time : nullptr, &before_);
}

std::optional<int> RunSignals::received() {
  if (first_signal == 0) return std::nullopt;
  return first_signal;
}

}  // namespace pressclip
