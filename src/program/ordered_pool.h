// Threads that work on jobs at the same time and deliver what comes of them in the order of the jobs.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "pressclip/page_memory.h"
#include "program/answer.h"

namespace pressclip {

class OrderedPool {
 public:
  // Given the memory that its thread keeps from job to job.
  using Job = std::function<Answer(PageMemory&)>;
  // Called with one answer at a time, in order, from any thread; false: no more are wanted.
  using Deliver = std::function<bool(const Answer&)>;

  // Without threads every job is done, and its answer delivered, where it is submitted.
  // `window` jobs at most are taken on and not delivered yet, which bounds the memory.
  OrderedPool(std::size_t threads, std::size_t window, Deliver deliver);
  OrderedPool(const OrderedPool&) = delete;
  OrderedPool& operator=(const OrderedPool&) = delete;
  // Waits until everything is delivered.
  ~OrderedPool();

  // Takes a job on, waiting while the window is full; false: no more are wanted.
  bool submit(Job job);

 private:
  struct Slot {
    Job job;
    Answer answer;
    bool done = false;
  };

  void work();
  void deliver_ready(std::unique_lock<std::mutex>& lock);

  std::size_t window_;
  Deliver deliver_;
  std::mutex mutex_;
  std::condition_variable work_ready_, space_ready_;
  PageMemory memory_;                           // where there are no threads
  std::deque<std::shared_ptr<Slot>> waiting_;   // not begun
  std::deque<std::shared_ptr<Slot>> in_order_;  // not delivered
  bool delivering_ = false;
  bool stopped_ = false;  // no more answers are wanted
  bool closing_ = false;  // no more jobs come
  std::vector<std::thread> threads_;
};

}  // namespace pressclip
