// The pool. All of its state is shared with its threads, so that one left behind never touches what is gone.
#include "program/ordered_pool.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <utility>

namespace pressclip {
namespace {

using Clock = std::chrono::steady_clock;

struct Slot {
  OrderedPool::Job job;
  OrderedPool::Job late;
  std::optional<Clock::time_point> deadline;  // set when the work begins
  bool done = false;
  Answer answer;
};

}  // namespace

struct OrderedPool::Shared {
  Settings settings;
  Deliver deliver;
  std::mutex mutex;
  std::condition_variable work_ready, space_ready, deadline_set, all_done;
  std::deque<std::shared_ptr<Slot>> waiting;   // not begun
  std::deque<std::shared_ptr<Slot>> in_order;  // not delivered
  bool delivering = false;
  bool stopped = false;  // no more answers are wanted
  bool closing = false;  // no more jobs come
  std::size_t threads = 0;
  std::size_t left_behind = 0;

  // Delivers what is done from the front of the order. One thread does it; the others leave it to that one.
  void deliver_ready(std::unique_lock<std::mutex>& lock) {
    if (delivering) return;
    delivering = true;
    while (!in_order.empty() && in_order.front()->done) {
      const std::shared_ptr<Slot> slot = std::move(in_order.front());
      in_order.pop_front();
      if (!stopped) {
        lock.unlock();
        const bool wanted = deliver(slot->answer);
        lock.lock();
        if (!wanted) {
          stopped = true;
          for (const auto& dropped : waiting) dropped->done = true;
          waiting.clear();
        }
      }
      space_ready.notify_all();
    }
    delivering = false;
    all_done.notify_all();
  }

  static void work(const std::shared_ptr<Shared>& self) {
    std::unique_lock lock(self->mutex);
    while (true) {
      self->work_ready.wait(lock, [&] { return self->closing || !self->waiting.empty(); });
      if (self->waiting.empty()) break;
      const std::shared_ptr<Slot> slot = std::move(self->waiting.front());
      self->waiting.pop_front();
      if (self->settings.timeout) {
        slot->deadline = Clock::now() + std::chrono::duration_cast<Clock::duration>(*self->settings.timeout);
        self->deadline_set.notify_all();
      }
      lock.unlock();
      Answer answer = slot->job();
      slot->job = nullptr;
      lock.lock();
      if (slot->done) {  // given up meanwhile, and another thread has taken this one's place
        --self->left_behind;
        break;
      }
      slot->answer = std::move(answer);
      slot->done = true;
      self->deliver_ready(lock);
    }
    --self->threads;
    self->all_done.notify_all();
  }

  static void begin_thread(const std::shared_ptr<Shared>& self) {
    ++self->threads;
    std::thread([self] { work(self); }).detach();
  }

  // Gives up jobs that are late.
  static void watch(const std::shared_ptr<Shared>& self) {
    std::unique_lock lock(self->mutex);
    while (!self->closing || !self->in_order.empty()) {
      std::optional<Clock::time_point> earliest;
      const auto now = Clock::now();
      bool gave_up = false;
      for (const auto& slot : self->in_order) {
        if (slot->done || !slot->deadline) continue;
        if (*slot->deadline <= now) {
          slot->answer = slot->late();
          slot->done = true;
          gave_up = true;
          ++self->left_behind;
          begin_thread(self);
        } else if (!earliest || *slot->deadline < *earliest) {
          earliest = *slot->deadline;
        }
      }
      if (gave_up)
        self->deliver_ready(lock);
      else if (earliest)
        self->deadline_set.wait_until(lock, *earliest);
      else
        self->deadline_set.wait(lock);
    }
  }
};

OrderedPool::OrderedPool(const Settings& settings, Deliver deliver) : shared_(std::make_shared<Shared>()) {
  shared_->settings = settings;
  shared_->deliver = std::move(deliver);
  const std::lock_guard lock(shared_->mutex);
  for (std::size_t i = 0; i < settings.jobs; ++i) Shared::begin_thread(shared_);
  if (settings.timeout) watch_ = std::thread([shared = shared_] { Shared::watch(shared); });
}

OrderedPool::~OrderedPool() { finish(); }

bool OrderedPool::submit(Job job, Job late) {
  std::unique_lock lock(shared_->mutex);
  shared_->space_ready.wait(
      lock, [&] { return shared_->stopped || shared_->in_order.size() < shared_->settings.window; });
  if (shared_->stopped) return false;
  auto slot = std::make_shared<Slot>();
  slot->job = std::move(job);
  slot->late = std::move(late);
  shared_->waiting.push_back(slot);
  shared_->in_order.push_back(std::move(slot));
  shared_->work_ready.notify_one();
  return true;
}

std::size_t OrderedPool::finish() {
  std::unique_lock lock(shared_->mutex);
  shared_->closing = true;
  shared_->work_ready.notify_all();
  shared_->all_done.wait(lock, [&] {
    return shared_->in_order.empty() && !shared_->delivering && shared_->threads <= shared_->left_behind;
  });
  shared_->deadline_set.notify_all();
  lock.unlock();
  if (watch_.joinable()) watch_.join();
  const std::lock_guard again(shared_->mutex);
  return shared_->left_behind;
}

}  // namespace pressclip
