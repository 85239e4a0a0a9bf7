// Threads that work on jobs at the same time and deliver what comes of them in the order of the jobs.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <thread>

#include "program/answer.h"

namespace pressclip {

// A job that takes longer than the timeout is given up: its answer is the one for lateness, and its thread is left behind
// and replaced, since a thread can't be stopped from outside. While such threads are there, the process must end by
// std::_Exit.
class OrderedPool {
 public:
  struct Settings {
    std::size_t jobs = 1;    // threads
    std::size_t window = 1;  // jobs taken on and not delivered yet; bounds the memory
    std::optional<std::chrono::duration<double>> timeout;
  };
  using Job = std::function<Answer()>;
  // Called with one answer at a time, in order, from any thread; false: no more are wanted.
  using Deliver = std::function<bool(const Answer&)>;

  OrderedPool(const Settings& settings, Deliver deliver);
  OrderedPool(const OrderedPool&) = delete;
  OrderedPool& operator=(const OrderedPool&) = delete;
  ~OrderedPool();

  // Takes a job on, waiting while the window is full; false: no more are wanted. `late` makes the answer for lateness.
  bool submit(Job job, Job late);
  // Waits until everything is delivered; gives the number of threads that were left behind and still run.
  std::size_t finish();

 private:
  struct Shared;
  std::shared_ptr<Shared> shared_;
  std::thread watch_;
};

}  // namespace pressclip
