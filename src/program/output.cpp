// Output by file descriptors: every write is checked, the last ones at close too.
#include "program/output.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <climits>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <system_error>
#include <utility>

#include "write/safe_text.h"

namespace pressclip {
namespace {

// The temporary file that a signal handler has to take away; a handler can reach nothing but a global.
std::array<char, PATH_MAX> temporary_to_remove = {};
volatile std::sig_atomic_t has_temporary_to_remove = 0;

// A record that is being written is written to its end before a signal ends the program; a second signal does
// not wait, for who reads may have stopped. The handler runs on any thread.
std::atomic<bool> is_writing = false;
std::atomic<int> signal_that_waits = 0;
static_assert(std::atomic<bool>::is_always_lock_free && std::atomic<int>::is_always_lock_free);

void forget_temporary() {
  has_temporary_to_remove = 0;
}

void remember_temporary(const std::string& path) {
  forget_temporary();
  if (path.size() >= temporary_to_remove.size()) return;
  std::memcpy(temporary_to_remove.data(), path.c_str(), path.size() + 1);
  has_temporary_to_remove = 1;
}

[[noreturn]] void end_with_signal(int signal) {
  if (has_temporary_to_remove != 0) unlink(temporary_to_remove.data());
  constexpr int kSignalStatus = 128;
  _exit(kSignalStatus + signal);
}

extern "C" void end_by_signal(int signal) {
  if (is_writing && signal_that_waits.exchange(signal) == 0) return;
  end_with_signal(signal);
}

class WholeRecord {
 public:
  WholeRecord() { is_writing = true; }
  WholeRecord(const WholeRecord&) = delete;
  WholeRecord& operator=(const WholeRecord&) = delete;
  ~WholeRecord() {
    is_writing = false;
    if (const int signal = signal_that_waits) end_with_signal(signal);
  }
};

// While a file is being put in its place, a signal waits.
class SignalsHeld {
 public:
  SignalsHeld() {
    sigset_t held;
    sigemptyset(&held);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) sigaddset(&held, signal);
    pthread_sigmask(SIG_BLOCK, &held, &before_);
  }
  SignalsHeld(const SignalsHeld&) = delete;
  SignalsHeld& operator=(const SignalsHeld&) = delete;
  ~SignalsHeld() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

 private:
  sigset_t before_ = {};
};

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

// The path with links followed, so that a link to a file stays one.
std::string followed(const std::string& path) {
  const std::unique_ptr<char, decltype(&std::free)> real(realpath(path.c_str(), nullptr), &std::free);
  return real ? std::string(real.get()) : path;
}

std::string temporary_name(const std::string& place) {
  const std::size_t slash = place.rfind('/');
  const std::string folder = slash == std::string::npos ? "" : place.substr(0, slash + 1);
  return folder + ".pressclip-XXXXXX";
}

mode_t mode_for_new_files() {
  const mode_t mask = umask(0);
  umask(mask);
  return 0666 & ~mask;
}

}  // namespace

std::variant<Output, WriteFailed> Output::open(const std::optional<std::string>& path) {
  Output output;
  if (!path) return output;
  output.shown_ = printable(*path);
  const auto failed = [&] {
    return WriteFailed{output.shown_ + ": " + std::generic_category().message(errno)};
  };
  struct stat there = {};
  const bool exists = stat(path->c_str(), &there) == 0;
  if (exists && !S_ISREG(there.st_mode)) {
    output.descriptor_ = ::open(path->c_str(), O_WRONLY | O_CLOEXEC | O_NOCTTY);
    if (output.descriptor_ < 0) return failed();
    output.owned_ = true;
    return output;
  }
  if (exists && access(path->c_str(), W_OK) != 0) return failed();
  const std::string place = exists ? followed(*path) : *path;
  output.descriptor_ = ::open(folder_of(place).c_str(), O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600);
  if (output.descriptor_ < 0) {
    std::string name = temporary_name(place);
    output.descriptor_ = mkostemp(name.data(), O_CLOEXEC);
    if (output.descriptor_ < 0) return failed();
    output.temporary_ = name;
    remember_temporary(name);
  }
  output.owned_ = true;
  output.place_ = place;
  constexpr mode_t kPermissions = 07777;
  if (fchmod(output.descriptor_, exists ? there.st_mode & kPermissions : mode_for_new_files()) != 0)
    return failed();
  return output;
}

Output::Output(Output&& other) noexcept
    : shown_(std::move(other.shown_)),
      descriptor_(other.descriptor_),
      owned_(std::exchange(other.owned_, false)),
      place_(std::exchange(other.place_, {})),
      temporary_(std::exchange(other.temporary_, {})) {}

Output::~Output() {
  if (!temporary_.empty()) {
    unlink(temporary_.c_str());
    forget_temporary();
  }
  if (owned_) close(descriptor_);
}

WriteResult Output::write(std::string_view bytes) {
  const WholeRecord whole;
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
    if (written >= 0) {
      bytes.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno == EPIPE) {
      return ReaderGone{};
    } else if (errno != EINTR) {
      return WriteFailed{shown_ + ": " + std::generic_category().message(errno)};
    }
  }
  return std::monostate();
}

WriteResult Output::commit() {
  if (place_.empty()) return std::monostate();
  const auto failed = [&] { return WriteFailed{shown_ + ": " + std::generic_category().message(errno)}; };
  if (fsync(descriptor_) != 0 && errno != EINVAL) return failed();
  const SignalsHeld held;
  if (temporary_.empty()) {
    const std::string nameless = "/proc/self/fd/" + std::to_string(descriptor_);
    if (linkat(AT_FDCWD, nameless.c_str(), AT_FDCWD, place_.c_str(), AT_SYMLINK_FOLLOW) == 0) {
      place_.clear();
      return std::monostate();
    }
    if (errno != EEXIST) return failed();
    // A file is there: the new one needs a name, for only a rename replaces one at a stroke.
    std::string name = temporary_name(place_);
    const int reserved = mkostemp(name.data(), O_CLOEXEC);
    if (reserved < 0) return failed();
    close(reserved);
    unlink(name.c_str());
    if (linkat(AT_FDCWD, nameless.c_str(), AT_FDCWD, name.c_str(), AT_SYMLINK_FOLLOW) != 0) return failed();
    temporary_ = name;
  }
  if (std::rename(temporary_.c_str(), place_.c_str()) != 0) return failed();
  forget_temporary();
  temporary_.clear();
  place_.clear();
  return std::monostate();
}

void hold_standard_descriptors() {
  // Opened so that reading and writing fail as they do on a closed one; messages may go nowhere.
  constexpr std::array<int, 3> kHow = {O_WRONLY, O_RDONLY, O_RDWR};
  for (int descriptor = 0; descriptor < 3; ++descriptor)
    if (fcntl(descriptor, F_GETFD) < 0 &&
        ::open("/dev/null", kHow.at(static_cast<std::size_t>(descriptor))) < 0)
      return;
}

void install_signal_handlers() {
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);  // a file that may grow no more is a failed write
  struct sigaction action = {};
  action.sa_handler = end_by_signal;
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    struct sigaction before = {};
    sigaction(signal, nullptr, &before);
    if (before.sa_handler != SIG_IGN) sigaction(signal, &action, nullptr);
  }
}

}  // namespace pressclip
