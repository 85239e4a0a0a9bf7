// Signals that ask a run to end, taken note of instead of ending it on the spot.
#pragma once

#include <poll.h>

#include <chrono>
#include <csignal>
#include <optional>
#include <vector>

namespace pressclip {

// While it lives, SIGINT, SIGTERM and SIGHUP (but those that were ignored before) wait until `wait` is
// called. A second one ends the program at once.
class RunSignals {
 public:
  RunSignals();
  RunSignals(const RunSignals&) = delete;
  RunSignals& operator=(const RunSignals&) = delete;
  ~RunSignals();

  // Waits until one of the descriptors is ready, a signal comes, or the time is over.
  void wait(std::vector<pollfd>& descriptors, std::optional<std::chrono::milliseconds> longest);
  // The first signal that came.
  [[nodiscard]] static std::optional<int> received();

 private:
  sigset_t before_ = {};
};

}  // namespace pressclip
