// The pool: whoever finishes the job that is first in order delivers it, and what is ready after it.
#include "program/ordered_pool.h"

#include <utility>

namespace pressclip {

OrderedPool::OrderedPool(std::size_t threads, std::size_t window, Deliver deliver)
    : window_(window), deliver_(std::move(deliver)) {
  for (std::size_t i = 0; i < threads; ++i) threads_.emplace_back([this] { work(); });
}

OrderedPool::~OrderedPool() {
  {
    const std::lock_guard lock(mutex_);
    closing_ = true;
    work_ready_.notify_all();
  }
  for (std::thread& thread : threads_) thread.join();
}

bool OrderedPool::submit(Job job) {
  if (threads_.empty()) {
    if (!stopped_) stopped_ = !deliver_(job(memory_));
    return !stopped_;
  }
  std::unique_lock lock(mutex_);
  space_ready_.wait(lock, [&] { return stopped_ || in_order_.size() < window_; });
  if (stopped_) return false;
  auto slot = std::make_shared<Slot>();
  slot->job = std::move(job);
  waiting_.push_back(slot);
  in_order_.push_back(std::move(slot));
  work_ready_.notify_one();
  return true;
}

void OrderedPool::work() {
  PageMemory memory;
  std::unique_lock lock(mutex_);
  while (true) {
    work_ready_.wait(lock, [&] { return closing_ || !waiting_.empty(); });
    if (waiting_.empty()) return;
    const std::shared_ptr<Slot> slot = std::move(waiting_.front());
    waiting_.pop_front();
    if (!stopped_) {
      lock.unlock();
      slot->answer = slot->job(memory);
      slot->job = nullptr;
      lock.lock();
    }
    slot->done = true;
    deliver_ready(lock);
  }
}

void OrderedPool::deliver_ready(std::unique_lock<std::mutex>& lock) {
  if (delivering_) return;  // the thread that does it comes to this answer too
  delivering_ = true;
  while (!in_order_.empty() && in_order_.front()->done) {
    const std::shared_ptr<Slot> slot = std::move(in_order_.front());
    in_order_.pop_front();
    if (!stopped_) {
      lock.unlock();
      const bool wanted = deliver_(slot->answer);
      lock.lock();
      stopped_ = !wanted;
    }
    space_ready_.notify_all();
  }
  delivering_ = false;
}

}  // namespace pressclip
