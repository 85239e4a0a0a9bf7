// Reads lines as soon as they are whole.
#include "program/line_reader.h"

#include <utility>

namespace pressclip {

LineReader::LineReader(std::unique_ptr<ByteStream> stream, char terminator, std::size_t limit)
    : stream_(std::move(stream)), terminator_(terminator), limit_(limit) {}

bool LineReader::refill() {
  constexpr std::size_t kPieceBytes = std::size_t{64} * 1024;
  buffer_.resize(kPieceBytes);
  position_ = 0;
  ReadResult result = stream_->read(buffer_);
  buffer_.resize(result.size);
  problem_ = std::move(result.problem);
  return result.size > 0;
}

std::optional<Line> LineReader::next() {
  Line line = {.text = "", .number = number_ + 1};
  bool begun = false;
  while (position_ < buffer_.size() || refill()) {
    begun = true;
    const std::size_t end = buffer_.find(terminator_, position_);
    const std::size_t stop = end == std::string::npos ? buffer_.size() : end;
    if (line.text.size() + (stop - position_) > limit_) line.too_long = true;
    if (line.too_long)
      line.text = std::string();
    else
      line.text.append(buffer_, position_, stop - position_);
    position_ = end == std::string::npos ? stop : end + 1;
    if (end != std::string::npos) {
      ++number_;
      return line;
    }
  }
  if (!begun || problem_) return std::nullopt;
  ++number_;
  return line;
}

}  // namespace pressclip
