// Lines of a stream, one at a time, never holding more than one.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "program/byte_stream.h"

namespace pressclip {

struct Line {
  std::string text;    // without its terminator; empty where it is too long
  std::size_t number;  // counted from 1
  bool too_long = false;
};

class LineReader {
 public:
  // Lines end in `terminator`; what follows the last one is a line too. Longer ones than `limit` bytes are
  // passed over.
  LineReader(std::unique_ptr<ByteStream> stream, char terminator, std::size_t limit);
  // The next line; nothing at the end or after a problem.
  std::optional<Line> next();
  [[nodiscard]] const std::optional<std::string>& problem() const { return problem_; }

 private:
  bool refill();

  std::unique_ptr<ByteStream> stream_;
  char terminator_;
  std::size_t limit_;
  std::string buffer_;
  std::size_t position_ = 0;
  std::size_t number_ = 0;
  std::optional<std::string> problem_;
};

}  // namespace pressclip
