// A record is given once what follows it shows that its length is right: then half a page is never taken for
// a whole one, and what a wrong length would swallow is found.
#include "program/warc_reader.h"

#include <algorithm>
#include <charconv>

namespace pressclip {
namespace {

constexpr std::string_view kMagic = "WARC/1.";
constexpr std::string_view kMagicOnNextLine = "\nWARC/1.";
constexpr std::size_t kPieceBytes = std::size_t{64} * 1024;
// More is no header.
constexpr std::size_t kMaxHeaderBytes = std::size_t{1} << 20U;
// A buffer that a large record has left behind is given back.
constexpr std::size_t kLargeBufferBytes = std::size_t{4} << 20U;

// Where the first line begins that looks like the beginning of a record; npos where none does.
std::size_t find_record(std::string_view text, bool at_line_begin) {
  if (at_line_begin && text.starts_with(kMagic)) return 0;
  const std::size_t found = text.find(kMagicOnNextLine);
  return found == std::string_view::npos ? found : found + 1;
}

std::optional<std::size_t> whole_number(std::string_view text) {
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

}  // namespace

bool WarcReader::look_ahead(std::size_t size) {
  while (ahead().size() < size) {
    if (ended_ || problem_) return false;
    buffer_.erase(0, position_);
    position_ = 0;
    const std::size_t before = buffer_.size();
    buffer_.resize(before + kPieceBytes);
    ReadResult result = stream_->read(std::span(buffer_).subspan(before));
    buffer_.resize(before + result.size);
    problem_ = std::move(result.problem);
    ended_ = result.size == 0 && !problem_;
  }
  return true;
}

void WarcReader::take(std::size_t size) {
  if (size == 0) return;
  position_ += size;
  at_line_begin_ = buffer_[position_ - 1] == '\n';
}

// The place after the line ends that are ahead from there on, or after as many as anyone looks at.
std::size_t WarcReader::line_ends_from(std::size_t begin) {
  std::size_t end = begin;
  while (end - begin < kPieceBytes && look_ahead(end + 1) && (ahead()[end] == '\r' || ahead()[end] == '\n'))
    ++end;
  return end;
}

void WarcReader::take_to_next_record() {
  while (true) {
    const std::size_t found = find_record(ahead(), at_line_begin_);
    if (found != std::string_view::npos) {
      take(found);
      return;
    }
    // The beginning of one may be the last that is ahead.
    const std::size_t kept = std::min(ahead().size(), kMagicOnNextLine.size() - 1);
    take(ahead().size() - kept);
    if (look_ahead(kept + 1)) continue;
    take(ahead().size());
    if (!stream_->resume()) return;
    problem_.reset();
    ended_ = false;
    at_line_begin_ = true;
  }
}

std::optional<WarcReader::Found> WarcReader::next() {
  take(std::exchange(given_, 0));
  large_content_ = std::string();
  if (buffer_.capacity() > kLargeBufferBytes && ahead().size() < kPieceBytes) {
    buffer_ = std::string(ahead());
    position_ = 0;
  }
  while (const std::size_t line_ends = line_ends_from(0)) take(line_ends);
  if (look_ahead(1)) return next_record();
  const std::optional<std::string> problem = problem_;
  take_to_next_record();
  if (problem) {
    end_where_nothing_is_ahead();
    return WarcDamage{.number = 0, .fields = {}, .reason = *problem};
  }
  if (ahead().empty()) return std::nullopt;
  return WarcDamage{.number = 0, .fields = {}, .reason = "bytes that are no packed data were passed over"};
}

WarcReader::Found WarcReader::next_record() {
  look_ahead(kMagic.size());
  if (!ahead().starts_with(kMagic)) {
    take_to_next_record();
    return WarcDamage{.number = 0, .fields = {}, .reason = "bytes that are no record were passed over"};
  }
  ++number_;
  std::size_t searched = 0;
  std::size_t header = std::string_view::npos;
  while ((header = end_of_header(ahead(), searched)) == std::string_view::npos &&
         ahead().size() < kMaxHeaderBytes) {
    searched = ahead().size();
    if (!look_ahead(searched + 1)) break;
  }
  std::string_view lines = ahead().substr(0, std::min(header, ahead().size()));
  const std::size_t other = lines.find(kMagicOnNextLine);
  lines = lines.substr(0, other);
  HeaderFields fields = read_header_fields(lines.substr(std::min(lines.find('\n'), lines.size())));
  if (other != std::string_view::npos) {
    take(other + 1);
    return damage(std::move(fields), "the header breaks off");
  }
  if (header == std::string_view::npos) {
    std::string reason = ahead().size() < kMaxHeaderBytes ? ended_early() : "the header has no end";
    take(kMagic.size());
    return damage(std::move(fields), std::move(reason));
  }
  take(header);
  const std::optional<std::size_t> size = whole_number(last_value(fields, "content-length"));
  if (!size) return damage(std::move(fields), "the header gives no Content-Length");
  return *size > content_limit_ ? large_record_of(std::move(fields), *size)
                                : record_of(std::move(fields), *size);
}

WarcReader::Found WarcReader::record_of(HeaderFields fields, std::size_t size) {
  std::optional<std::string> reason = look_ahead(size) ? wrong_end(size) : ended_early();
  if (!reason) {
    given_ = size;
    return WarcRecord{.number = number_, .fields = std::move(fields), .content = ahead().substr(0, size)};
  }
  // What is ahead is kept where another record begins in it, or at its last bytes.
  const std::size_t held = std::min(size, ahead().size());
  take(std::min(find_record(ahead().substr(0, held + kMagic.size()), at_line_begin_), held));
  return damage(std::move(fields), std::move(*reason));
}

// More than is held is passed over as it comes: here a line that begins a record is one, since there is no
// coming back to it.
WarcReader::Found WarcReader::large_record_of(HeaderFields fields, std::size_t size) {
  for (std::size_t left = size; left > 0;) {
    const bool is_first = left == size;
    look_ahead(std::min(left, is_first ? content_limit_ : kPieceBytes) + kMagic.size());
    const std::size_t held = std::min(left, ahead().size());
    const std::size_t other = find_record(ahead().substr(0, held + kMagic.size()), at_line_begin_);
    if (other < held) {
      take(other);
      return damage(std::move(fields), "its Content-Length is wrong");
    }
    if (held < left && (ended_ || problem_)) {
      std::string reason = ended_early();
      take(held);
      return damage(std::move(fields), std::move(reason));
    }
    if (is_first) large_content_ = ahead().substr(0, content_limit_);
    const std::size_t kept = held < left ? std::min(held, kMagicOnNextLine.size() - 1) : 0;
    take(held - kept);
    left -= held - kept;
  }
  if (std::optional<std::string> reason = wrong_end(0)) return damage(std::move(fields), std::move(*reason));
  return WarcRecord{.number = number_, .fields = std::move(fields), .content = large_content_};
}

std::optional<std::string> WarcReader::wrong_end(std::size_t size) {
  constexpr std::size_t kTwoLineEnds = 2;
  const std::size_t end = line_ends_from(size);
  if (!look_ahead(end + 1)) {
    if (problem_ && stream_->gave_damaged_bytes()) return problem_;
    return std::nullopt;
  }
  look_ahead(end + kMagic.size());
  const bool next_follows = ahead().substr(end).starts_with(kMagic);
  // Other bytes behind the two ends of line are not this record's fault.
  if (next_follows || end - size >= kTwoLineEnds) return std::nullopt;
  return "its Content-Length is wrong";
}

std::string WarcReader::ended_early() const {
  return problem_ ? *problem_ : "the file ends within this record";
}

// A problem that has been told is not told again.
void WarcReader::end_where_nothing_is_ahead() {
  if (!ahead().empty()) return;
  problem_.reset();
  ended_ = true;
}

WarcDamage WarcReader::damage(HeaderFields fields, std::string reason) {
  const bool ends_here = problem_.has_value();
  take_to_next_record();
  if (ends_here) end_where_nothing_is_ahead();
  return {.number = number_, .fields = std::move(fields), .reason = std::move(reason)};
}

}  // namespace pressclip
