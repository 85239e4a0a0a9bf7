// A process of the program's own, with a channel to it.
#pragma once

#include <sys/types.h>

#include <functional>
#include <optional>
#include <string>

namespace pressclip {

class ChildProcess {
 public:
  // Starts a process that does `work` with its end of the channel, a stream socket, and ends. It has nothing
  // else open but the standard streams, does not mind the signals that end a run, and does not outlive this
  // process. Nothing where the system has no process left; `name` is what a list of processes shows (15
  // bytes). To be called while this process has one thread.
  static std::optional<ChildProcess> start(const std::string& name, const std::function<void(int)>& work);

  ChildProcess(ChildProcess&& other) noexcept;
  ChildProcess& operator=(ChildProcess&& other) noexcept;
  ~ChildProcess();  // ends the process

  [[nodiscard]] int channel() const { return channel_; }
  // Ends the process at once where it goes on, and says how it ended: "signal 11", "status 1".
  std::string end();

 private:
  ChildProcess(pid_t process, int channel) : process_(process), channel_(channel) {}

  pid_t process_ = -1;  // -1: it has ended
  int channel_ = -1;
};

}  // namespace pressclip
