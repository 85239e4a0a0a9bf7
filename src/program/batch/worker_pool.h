// The seam that a batch is worked on behind: pages in, answers out, over processes. A page that brings its
// process down, or takes longer than it may, costs the run that page and nothing else.
#pragma once

#include <poll.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "program/batch/child_process.h"
#include "program/batch/message_channel.h"
#include "program/batch/page_message.h"
#include "program/plan.h"

namespace pressclip {

using PageNumber = std::uint64_t;  // in the order of a run

// A page that its process gave no answer to: code "timeout" or "crashed".
struct PageLost {
  RecordError error;
};
struct WorkDone {
  PageNumber page = 0;
  std::variant<std::string, PageLost> result;  // the message of the reply
};

class WorkerPool {
 public:
  // What a process makes of a page.
  struct Reply {
    std::string message;
    std::size_t page_bytes = 0;  // unpacked
  };
  // With memory that the process keeps from page to page.
  using Work = std::function<Reply(const PageInput&, PageMemory&)>;

  // Processes are started as they are needed, `plan.jobs` at most. The plan must outlive the pool.
  WorkerPool(const Plan& plan, Work work) : plan_(plan), work_(std::move(work)) {}

  // Whether a page given now would be begun soon, and not only lie there.
  [[nodiscard]] bool wants_more() const;
  // `message` is the page's message. It is kept until the page is done.
  void give(PageNumber page, std::shared_ptr<const std::string> message);
  // Pages given and not done.
  [[nodiscard]] std::size_t pages_in_work() const;

  // For poll: what to wait for, and for how long at most.
  void add_waits(std::vector<pollfd>& waits) const;
  [[nodiscard]] std::optional<std::chrono::milliseconds> longest_wait() const;
  // Takes what has come; ends processes that are over their time. In no order.
  std::vector<WorkDone> take();

 private:
  using Clock = std::chrono::steady_clock;
  struct Task {
    PageNumber page = 0;
    std::shared_ptr<const std::string> message;
  };
  struct Worker {
    ChildProcess process;
    MessageChannel channel;
    std::deque<Task> tasks;  // the first is worked on
    Clock::time_point begun;
  };

  void hand_out();
  void work_on_pages(int channel) const;
  bool start_worker();
  void lose(Worker& worker, RecordError error, std::vector<WorkDone>& done);

  const Plan& plan_;
  Work work_;
  std::vector<std::unique_ptr<Worker>> workers_;
  std::deque<Task> waiting_;
  std::vector<WorkDone> not_started_;  // no process could be started for them
};

}  // namespace pressclip
