// The pages of a batch, found and read in a process of its own, so that reading and unpacking go on while
// pages are worked on.
#pragma once

#include <poll.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "program/batch/child_process.h"
#include "program/batch/message_channel.h"
#include "program/plan.h"

namespace pressclip {

// Whether the inputs give the same when they are gone through again: standard input and pipes don't.
bool can_be_read_twice(const Plan& plan);

class PageReader {
 public:
  // Nothing where no process could be started.
  static std::optional<PageReader> start(const Plan& plan);

  void add_waits(std::vector<pollfd>& waits) const;
  // The message of the next page, in input order; nothing: none has come yet, or none comes any more.
  std::optional<std::string> next();
  enum class State : std::uint8_t { reading, ended, failed };
  [[nodiscard]] State state() const { return state_; }

 private:
  PageReader(ChildProcess process, int channel) : process_(std::move(process)), channel_(channel) {}

  ChildProcess process_;
  MessageChannel channel_;
  State state_ = State::reading;
};

// How many files the inputs are, counted in a process of its own; what is in archives is not looked at.
class FileCount {
 public:
  static std::optional<FileCount> start(const Plan& plan);
  // Nothing as long as it is not known.
  std::optional<std::uint64_t> value();

 private:
  FileCount(ChildProcess process, int channel) : process_(std::move(process)), channel_(channel) {}

  ChildProcess process_;
  MessageChannel channel_;
  std::optional<std::uint64_t> value_;
};

}  // namespace pressclip
