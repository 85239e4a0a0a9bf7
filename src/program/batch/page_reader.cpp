// The reading process sends a message for each page and an empty one at the end.
#include "program/batch/page_reader.h"

#include <sys/stat.h>

#include <algorithm>

#include "program/batch/byte_record.h"
#include "program/batch/page_message.h"
#include "program/input_walk.h"
#include "program/page_source.h"

namespace pressclip {
namespace {

void read_pages(const Plan& plan, int channel) {
  PageSource source(plan);
  while (const std::optional<PageInput> page = source.next())
    if (!send_message(channel, page_message(*page))) return;
  send_message(channel, "");
}

void count_files(const Plan& plan, int channel) {
  InputWalk walk(plan);
  std::uint64_t files = 0;
  while (walk.next()) ++files;
  ByteWriter out;
  out.number(files);
  send_message(channel, out.take());
}

}  // namespace

bool can_be_read_twice(const Plan& plan) {
  const auto is_stream = [](const std::string& path) {
    struct stat status = {};
    return path == "-" ||
           (stat(path.c_str(), &status) == 0 && !S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode));
  };
  return !(plan.files_from && is_stream(*plan.files_from)) &&
         std::none_of(plan.inputs.begin(), plan.inputs.end(), is_stream);
}

std::optional<PageReader> PageReader::start(const Plan& plan) {
  auto process = ChildProcess::start("pressclip-read", [&](int channel) { read_pages(plan, channel); });
  if (!process) return std::nullopt;
  const int channel = process->channel();
  return PageReader(std::move(*process), channel);
}

void PageReader::add_waits(std::vector<pollfd>& waits) const {
  if (state_ == State::reading) waits.push_back({.fd = process_.channel(), .events = POLLIN, .revents = 0});
}

std::optional<std::string> PageReader::next() {
  if (state_ != State::reading) return std::nullopt;
  std::optional<std::string> message = channel_.receive();
  if (!message) {
    channel_.fill();
    message = channel_.receive();
  }
  if (message && !message->empty()) return message;
  if (message)
    state_ = State::ended;
  else if (channel_.closed())
    state_ = State::failed;
  return std::nullopt;
}

std::optional<FileCount> FileCount::start(const Plan& plan) {
  if (!can_be_read_twice(plan)) return std::nullopt;
  auto process = ChildProcess::start("pressclip-count", [&](int channel) { count_files(plan, channel); });
  if (!process) return std::nullopt;
  const int channel = process->channel();
  return FileCount(std::move(*process), channel);
}

std::optional<std::uint64_t> FileCount::value() {
  if (value_) return value_;
  channel_.fill();
  if (const std::optional<std::string> message = channel_.receive()) value_ = ByteReader(*message).number();
  return value_;
}

}  // namespace pressclip
