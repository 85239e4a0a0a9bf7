// Both ends of a channel.
#include "program/batch/message_channel.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <span>

namespace pressclip {
namespace {

using Length = std::uint64_t;
constexpr std::size_t kPieceBytes = std::size_t{64} * 1024;

std::array<char, sizeof(Length)> length_of(std::string_view message) {
  const Length length = message.size();
  std::array<char, sizeof length> bytes = {};
  std::memcpy(bytes.data(), &length, sizeof length);
  return bytes;
}

Length read_length(std::string_view bytes) {
  Length length = 0;
  std::memcpy(&length, bytes.data(), sizeof length);
  return length;
}

bool write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno != EINTR) return false;
    if (written > 0) bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

bool read_all_of(int descriptor, std::span<char> into) {
  while (!into.empty()) {
    const ssize_t size = read(descriptor, into.data(), into.size());
    if (size == 0 || (size < 0 && errno != EINTR)) return false;
    if (size > 0) into = into.subspan(static_cast<std::size_t>(size));
  }
  return true;
}

}  // namespace

MessageChannel::MessageChannel(int descriptor) : descriptor_(descriptor) {
  fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK);
}

void MessageChannel::send(std::string_view message) {
  const auto length = length_of(message);
  unsent_.append(length.data(), length.size()).append(message);
  flush();
}

void MessageChannel::flush() {
  while (sent_ < unsent_.size()) {
    const ssize_t written =
        ::send(descriptor_, unsent_.data() + sent_, unsent_.size() - sent_, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) return;
    // To a side that is gone nothing more goes; that it is gone is seen by reading.
    sent_ = written < 0 ? unsent_.size() : sent_ + static_cast<std::size_t>(written);
  }
  unsent_ = std::string();
  sent_ = 0;
}

void MessageChannel::fill() {
  while (!closed_) {
    received_.erase(0, taken_);
    taken_ = 0;
    const std::size_t before = received_.size();
    std::size_t wanted = kPieceBytes;
    if (before >= sizeof(Length)) {
      const std::size_t whole = sizeof(Length) + read_length(received_);
      if (before >= whole) return;
      wanted = std::max(wanted, whole - before);
      received_.reserve(whole);
    }
    wanted = std::min(wanted, std::size_t{16} * kPieceBytes);
    received_.resize(before + wanted);
    const ssize_t size = read(descriptor_, received_.data() + before, wanted);
    const int problem = errno;
    received_.resize(before + static_cast<std::size_t>(std::max<ssize_t>(size, 0)));
    if (size < 0 && problem == EINTR) continue;
    if (size < 0 && (problem == EAGAIN || problem == EWOULDBLOCK)) return;
    if (size <= 0) closed_ = true;
  }
}

std::optional<std::string> MessageChannel::receive() {
  const std::string_view ahead = std::string_view(received_).substr(taken_);
  if (ahead.size() < sizeof(Length)) return std::nullopt;
  const std::size_t length = read_length(ahead);
  if (ahead.size() - sizeof(Length) < length) return std::nullopt;
  std::string message(ahead.substr(sizeof(Length), length));
  taken_ += sizeof(Length) + length;
  if (taken_ == received_.size()) {
    received_ = std::string();
    taken_ = 0;
  }
  return message;
}

bool send_message(int descriptor, std::string_view message) {
  const auto length = length_of(message);
  return write_all(descriptor, {length.data(), length.size()}) && write_all(descriptor, message);
}

std::optional<std::string> wait_for_message(int descriptor) {
  std::array<char, sizeof(Length)> length = {};
  if (!read_all_of(descriptor, length)) return std::nullopt;
  std::string message(read_length({length.data(), length.size()}), '\0');
  if (!read_all_of(descriptor, message)) return std::nullopt;
  return message;
}

}  // namespace pressclip
