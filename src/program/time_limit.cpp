// The answer comes back through a pipe: a header with its kind and sizes, then its texts.
#include "program/time_limit.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstddef>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

namespace pressclip {
namespace {

using Clock = std::chrono::steady_clock;

struct Header {
  AnswerKind kind = AnswerKind::failed;
  std::size_t output_bytes = 0;
  std::size_t message_bytes = 0;
  std::size_t source_bytes = 0;
  std::optional<BodySignature> signature;
};

void write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno != EINTR) return;
    if (written > 0) bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

void send(int descriptor, const Answer& answer) {
  const Header header = {answer.kind, answer.output.size(), answer.message.size(), answer.source.size(),
                         answer.signature};
  std::array<char, sizeof header> bytes = {};
  std::memcpy(bytes.data(), &header, sizeof header);
  write_all(descriptor, {bytes.data(), bytes.size()});
  write_all(descriptor, answer.output);
  write_all(descriptor, answer.message);
  write_all(descriptor, answer.source);
}

// The answer, once all of its bytes are there.
std::optional<Answer> received(std::string_view bytes) {
  Header header;
  if (bytes.size() < sizeof header) return std::nullopt;
  std::memcpy(&header, bytes.data(), sizeof header);
  bytes.remove_prefix(sizeof header);
  if (bytes.size() < header.output_bytes + header.message_bytes + header.source_bytes) return std::nullopt;
  return Answer{
      .kind = header.kind,
      .output = std::string(bytes.substr(0, header.output_bytes)),
      .message = std::string(bytes.substr(header.output_bytes, header.message_bytes)),
      .signature = header.signature,
      .source = std::string(bytes.substr(header.output_bytes + header.message_bytes, header.source_bytes))};
}

// A process that works on one job.
class Worker {
 public:
  Worker(pid_t process, int descriptor) : process_(process), descriptor_(descriptor) {}
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;
  // Ends the process if it goes on.
  ~Worker() {
    close(descriptor_);
    if (ended_) return;
    kill(process_, SIGKILL);
    waitpid(process_, nullptr, 0);
  }

  // The answer; nothing when the deadline comes first or the process ends without one. That end is asked for,
  // since the end of the pipe can't be relied on: processes begun meanwhile hold a copy of it.
  std::optional<Answer> receive(Clock::time_point deadline) {
    using std::chrono::milliseconds;
    constexpr milliseconds kAskAgain(50);
    std::string bytes;
    std::array<char, std::size_t{64} * 1024> piece;
    while (true) {
      const auto left = std::chrono::ceil<milliseconds>(deadline - Clock::now());
      if (left <= milliseconds::zero()) return std::nullopt;
      pollfd waited = {.fd = descriptor_, .events = POLLIN, .revents = 0};
      if (poll(&waited, 1, static_cast<int>(std::min(left, kAskAgain).count())) > 0) {
        const ssize_t size = read(descriptor_, piece.data(), piece.size());
        if (size == 0) return std::nullopt;
        if (size > 0) bytes.append(piece.data(), static_cast<std::size_t>(size));
        if (auto answer = received(bytes)) return answer;
      } else if (ended_) {
        return std::nullopt;
      } else {
        ended_ = waitpid(process_, nullptr, WNOHANG) == process_;
      }
    }
  }

 private:
  pid_t process_;
  int descriptor_;
  bool ended_ = false;
};

}  // namespace

Answer within_time(const Job& job, std::chrono::duration<double> limit, const AnswerForError& failed) {
  const Clock::time_point deadline = Clock::now() + std::chrono::duration_cast<Clock::duration>(limit);
  std::array<int, 2> ends = {};
  if (pipe2(ends.data(), O_CLOEXEC) != 0)
    return failed({.code = "crashed", .message = "no pipe could be made"});
  const pid_t process = fork();
  if (process == 0) {
    // Nothing is left running when the program is ended.
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    send(ends[1], job());
    _exit(0);
  }
  close(ends[1]);
  if (process < 0) {
    close(ends[0]);
    return failed({.code = "crashed", .message = "no process could be started"});
  }
  Worker worker(process, ends[0]);
  if (std::optional<Answer> answer = worker.receive(deadline)) return std::move(*answer);
  if (Clock::now() >= deadline)
    return failed({.code = "timeout", .message = "not done within the time that --timeout allows"});
  return failed({.code = "crashed", .message = "the process that worked on it ended without an answer"});
}

}  // namespace pressclip
