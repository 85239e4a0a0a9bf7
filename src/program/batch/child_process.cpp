// Processes by fork, while there is one thread: what they need is there already, rules and options included.
#include "program/batch/child_process.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <utility>

namespace pressclip {
namespace {

void close_all_but(int kept) {
  constexpr unsigned kFirst = 3;
  const auto own = static_cast<unsigned>(kept);
  if (own > kFirst) close_range(kFirst, own - 1, 0);
  close_range(own + 1, ~0U, 0);
}

// Ctrl-C reaches every process of the program; the one that was started by the person decides.
void leave_signals_to_the_parent() {
  for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGPIPE}) std::signal(signal, SIG_IGN);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
}

}  // namespace

std::optional<ChildProcess> ChildProcess::start(const std::string& name,
                                                const std::function<void(int)>& work) {
  std::array<int, 2> ends = {};
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) return std::nullopt;
  const pid_t parent = getpid();
  const pid_t process = fork();
  if (process == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) _exit(0);
    prctl(PR_SET_NAME, name.c_str());
    leave_signals_to_the_parent();
    close_all_but(ends[1]);
    work(ends[1]);
    _exit(0);
  }
  close(ends[1]);
  if (process < 0) {
    close(ends[0]);
    return std::nullopt;
  }
  return ChildProcess(process, ends[0]);
}

ChildProcess::ChildProcess(ChildProcess&& other) noexcept
    : process_(std::exchange(other.process_, -1)), channel_(std::exchange(other.channel_, -1)) {}

ChildProcess& ChildProcess::operator=(ChildProcess&& other) noexcept {
  std::swap(process_, other.process_);
  std::swap(channel_, other.channel_);
  return *this;
}

ChildProcess::~ChildProcess() {
  end();
}

std::string ChildProcess::end() {
  if (channel_ >= 0) close(std::exchange(channel_, -1));
  if (process_ < 0) return "";
  // One that has ended by itself keeps the status that it ended with.
  kill(process_, SIGKILL);
  int status = 0;
  while (waitpid(process_, &status, 0) < 0 && errno == EINTR) {
  }
  process_ = -1;
  return WIFSIGNALED(status) ? "signal " + std::to_string(WTERMSIG(status))
                             : "status " + std::to_string(WEXITSTATUS(status));
}

}  // namespace pressclip
