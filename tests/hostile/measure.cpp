#include "measure.h"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstring>
#include <ctime>
#include <exception>
#include <fstream>
#include <utility>

#include "json_check.h"
#include "pressclip/metadata.h"
#include "pressclip/pressclip.h"
#include "work.h"
#include "write/page_line.h"

namespace pressclip::testing {
namespace {

// Generous, of the processor's time, so that a busy machine changes nothing: it only tells a hang from an
// end. The second clock is for an answer that waits for something.
constexpr rlim_t kMostSeconds = 60;
constexpr unsigned kMostSecondsWaiting = 1800;

double cpu_seconds() {
  timespec now = {};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

std::size_t peak_bytes() {
  std::ifstream status("/proc/self/status");
  for (std::string word; status >> word;) {
    std::size_t kilobytes = 0;
    if (word == "VmHWM:" && status >> kilobytes) return kilobytes * 1024;
  }
  return 0;
}

// The record of an input, in every format.
struct Written {
  std::string json, others;
};

Written answer_page(std::string_view bytes, Options options) {
  options.removed = RemovedScope::all;
  Record record;
  record.article = extract(bytes, options);
  return {write_json(record, {.compact = true, .removed = true, .fields = {}}),
          write_text(record.article) + write_markdown(record.article) + write_html(record.article)};
}

Written answer_line(std::string_view line) {
  auto read = read_page_line(line);
  if (auto* error = std::get_if<PageLineError>(&read)) {
    Record record;
    record.error = RecordError{.code = "bad_line", .message = std::move(error->message)};
    record.input_json = std::move(error->input_json);
    return {write_json(record, {.compact = true, .removed = false, .fields = {}}), ""};
  }
  const auto& page = std::get<PageLine>(read);
  Record record;
  record.article = extract(page.page);
  record.input_json = page.input_json;
  return {write_json(record, {.compact = true, .removed = false, .fields = {}}), ""};
}

Written answer(Door door, std::string_view bytes) {
  Options options;
  switch (door) {
    case Door::page:
      return answer_page(bytes, options);
    case Door::html:
      options.format = InputFormat::html;
      return answer_page(bytes, options);
    case Door::text:
      options.format = InputFormat::text;
      return answer_page(bytes, options);
    case Door::json_line:
      return answer_line(bytes);
    case Door::rules:
      if (auto rules = RuleBook::with(bytes); std::holds_alternative<std::shared_ptr<const RuleBook>>(rules))
        options.rules = std::get<std::shared_ptr<const RuleBook>>(std::move(rules));
      return answer_page("<p>Pattern number 7", options);
    case Door::date: {
      std::string others = parse_date(bytes, "en").value_or("");
      for (const std::string& author : split_authors(bytes, "en")) others += author;
      return {"", others};
    }
  }
  return {};
}

// What the child tells; the problem's text follows.
struct Report {
  std::size_t input_bytes, peak_bytes;
  double cpu_seconds;
  std::uint64_t work;
};

void answer_in_child(const HostileInput& input, std::size_t bytes, int out) {
  const rlimit limit = {kMostSeconds, kMostSeconds};
  setrlimit(RLIMIT_CPU, &limit);
  alarm(kMostSecondsWaiting);
  const std::string made = input.make(bytes);
  const double begin = cpu_seconds();
  begin_work();
  const Written written = answer(input.door, made);
  const Report report = {made.size(), peak_bytes(), cpu_seconds() - begin, work_done()};
  std::string problem;
  if (!written.json.empty()) problem = schema_problem(written.json).value_or("");
  std::string message(sizeof report, '\0');
  std::memcpy(message.data(), &report, sizeof report);
  message += problem.substr(0, 1000);
  // Less than what a pipe takes at once.
  const ssize_t sent = write(out, message.data(), message.size());
  _exit(sent == static_cast<ssize_t>(message.size()) ? 0 : 1);
}

std::string read_to_end(int descriptor) {
  std::string all;
  std::array<char, 4096> piece;
  while (true) {
    const ssize_t size = read(descriptor, piece.data(), piece.size());
    if (size < 0 && errno == EINTR) continue;
    if (size <= 0) return all;
    all.append(piece.data(), static_cast<std::size_t>(size));
  }
}

}  // namespace

Cost measure(const HostileInput& input, std::size_t bytes) {
  Cost cost;
  std::array<int, 2> ends = {};
  if (pipe(ends.data()) != 0) return cost;
  const pid_t child = fork();
  if (child == 0) {
    try {
      answer_in_child(input, bytes, ends[1]);
    } catch (const std::exception&) {
      _exit(1);
    }
  }
  close(ends[1]);
  const std::string message = read_to_end(ends[0]);
  close(ends[0]);
  int status = 0;
  waitpid(child, &status, 0);
  if (WIFSIGNALED(status)) {
    // At the limit the system sends SIGXCPU, or SIGKILL where soft and hard limit are one.
    const int signal = WTERMSIG(status);
    const bool hung = signal == SIGALRM || signal == SIGXCPU || signal == SIGKILL;
    cost.outcome = hung ? Outcome::hung : Outcome::crashed;
    return cost;
  }
  Report report;
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0 || message.size() < sizeof report) return cost;
  std::memcpy(&report, message.data(), sizeof report);
  return {Outcome::answered,  report.input_bytes, report.peak_bytes,
          report.cpu_seconds, report.work,        message.substr(sizeof report)};
}

}  // namespace pressclip::testing
