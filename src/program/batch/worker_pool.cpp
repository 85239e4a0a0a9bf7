// Each process works on its pages one after the other; the next one already lies in its channel, so that it
// never waits for this process.
#include "program/batch/worker_pool.h"

#include <malloc.h>

#include <algorithm>
#include <utility>

#include "program/batch/page_message.h"

namespace pressclip {
namespace {

// Pages that lie in a worker's channel: as many as it may do while this process writes a packed piece.
constexpr std::size_t kTasksForEachWorker = 3;
// A longer message goes to a worker that has nothing else to do, since it may take long.
constexpr std::size_t kLongMessageBytes = std::size_t{1} << 20U;
// After a page as large as this its memory is given back to the system.
constexpr std::size_t kLargePageBytes = std::size_t{4} << 20U;

}  // namespace

void WorkerPool::work_on_pages(int channel) const {
  PageMemory memory;
  while (std::optional<std::string> message = wait_for_message(channel)) {
    const bool was_long = message->size() > kLargePageBytes;
    const std::optional<PageInput> page = read_page_message(*message, PagePart::all);
    message.reset();
    if (!page) return;
    const Reply reply = work_(*page, memory);
    if (!send_message(channel, reply.message)) return;
    if (was_long || reply.page_bytes > kLargePageBytes) malloc_trim(0);
  }
}

bool WorkerPool::wants_more() const {
  return pages_in_work() < plan_.jobs * kTasksForEachWorker;
}

std::size_t WorkerPool::pages_in_work() const {
  std::size_t pages = waiting_.size() + not_started_.size();
  for (const auto& worker : workers_) pages += worker->tasks.size();
  return pages;
}

void WorkerPool::give(PageNumber page, std::shared_ptr<const std::string> message) {
  waiting_.push_back({.page = page, .message = std::move(message)});
  hand_out();
}

bool WorkerPool::start_worker() {
  auto process = ChildProcess::start("pressclip-work", [this](int channel) { work_on_pages(channel); });
  if (!process) return false;
  const int channel = process->channel();
  workers_.push_back(std::make_unique<Worker>(
      Worker{.process = std::move(*process), .channel = MessageChannel(channel), .tasks = {}, .begun = {}}));
  return true;
}

void WorkerPool::hand_out() {
  while (!waiting_.empty()) {
    auto free = std::min_element(workers_.begin(), workers_.end(), [](const auto& a, const auto& b) {
      return a->tasks.size() < b->tasks.size();
    });
    const bool none_is_idle = free == workers_.end() || !(*free)->tasks.empty();
    if (none_is_idle && workers_.size() < plan_.jobs) {
      if (start_worker()) {
        free = std::prev(workers_.end());
      } else if (workers_.empty()) {
        not_started_.push_back(
            {.page = waiting_.front().page,
             .result = PageLost{{.code = "crashed", .message = "no process could be started"}}});
        waiting_.pop_front();
        continue;
      }
    }
    Worker& worker = **free;
    const auto is_long = [](const Task& task) { return task.message->size() > kLongMessageBytes; };
    const bool waits_for_idle =
        is_long(waiting_.front()) || std::any_of(worker.tasks.begin(), worker.tasks.end(), is_long);
    if (worker.tasks.size() >= (waits_for_idle ? 1 : kTasksForEachWorker)) return;
    if (worker.tasks.empty()) worker.begun = Clock::now();
    worker.channel.send(*waiting_.front().message);
    worker.tasks.push_back(std::move(waiting_.front()));
    waiting_.pop_front();
  }
}

void WorkerPool::add_waits(std::vector<pollfd>& waits) const {
  for (const auto& worker : workers_) {
    short events = POLLIN;
    if (worker->channel.has_unsent()) events |= POLLOUT;
    waits.push_back({.fd = worker->process.channel(), .events = events, .revents = 0});
  }
}

std::optional<std::chrono::milliseconds> WorkerPool::longest_wait() const {
  using std::chrono::milliseconds;
  if (!not_started_.empty()) return milliseconds::zero();
  if (!plan_.timeout) return std::nullopt;
  std::optional<milliseconds> longest;
  for (const auto& worker : workers_) {
    if (worker->tasks.empty()) continue;
    const auto left = std::chrono::ceil<milliseconds>(*plan_.timeout - (Clock::now() - worker->begun));
    longest = std::max(milliseconds::zero(), std::min(left, longest.value_or(left)));
  }
  return longest;
}

// The page that was worked on is lost, those that lay behind it are not.
void WorkerPool::lose(Worker& worker, RecordError error, std::vector<WorkDone>& done) {
  if (worker.tasks.empty()) return;
  done.push_back({.page = worker.tasks.front().page, .result = PageLost{std::move(error)}});
  worker.tasks.pop_front();
  waiting_.insert(waiting_.begin(), std::make_move_iterator(worker.tasks.begin()),
                  std::make_move_iterator(worker.tasks.end()));
  worker.tasks.clear();
}

std::vector<WorkDone> WorkerPool::take() {
  std::vector<WorkDone> done = std::exchange(not_started_, {});
  for (const auto& worker : workers_) {
    worker->channel.flush();
    worker->channel.fill();
    while (!worker->tasks.empty()) {
      std::optional<std::string> message = worker->channel.receive();
      if (!message) break;
      done.push_back({.page = worker->tasks.front().page, .result = std::move(*message)});
      worker->tasks.pop_front();
      worker->begun = Clock::now();
      worker->channel.fill();
    }
    if (worker->channel.closed()) {
      const std::string how = worker->process.end();
      lose(*worker, {.code = "crashed", .message = "the process that worked on it ended with " + how}, done);
    } else if (plan_.timeout && !worker->tasks.empty() && Clock::now() - worker->begun >= *plan_.timeout) {
      worker->process.end();
      lose(*worker, {.code = "timeout", .message = "not done within the time that --timeout allows"}, done);
    }
  }
  std::erase_if(workers_, [](const auto& worker) { return worker->process.channel() < 0; });
  hand_out();
  return done;
}

}  // namespace pressclip
