// Messages over a stream socket: a length, then the bytes.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace pressclip {

// The side that waits for nothing: what can't be sent yet is kept, what has not come whole is not there yet.
class MessageChannel {
 public:
  // The descriptor stays the caller's.
  explicit MessageChannel(int descriptor);

  void send(std::string_view message);
  // Writes as much of what is kept as the other side takes.
  void flush();
  [[nodiscard]] bool has_unsent() const { return !unsent_.empty(); }

  // Reads what is there, but no more than a message and a piece.
  void fill();
  // The next whole message.
  std::optional<std::string> receive();
  // Whether the other side is gone; messages may be left.
  [[nodiscard]] bool closed() const { return closed_; }

 private:
  int descriptor_;
  std::string unsent_;  // from `sent_` on
  std::size_t sent_ = 0;
  std::string received_;  // from `taken_` on
  std::size_t taken_ = 0;
  bool closed_ = false;
};

// The side that waits. False and nothing: the other side is gone.
bool send_message(int descriptor, std::string_view message);
std::optional<std::string> wait_for_message(int descriptor);

}  // namespace pressclip
