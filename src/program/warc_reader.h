// Records of a WARC file (ISO 28500, versions 1.0 and 1.1), one at a time, also from damaged files.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "program/byte_stream.h"
#include "program/header_fields.h"

namespace pressclip {

struct WarcRecord {
  std::size_t number = 0;  // its place in the file, from 1
  HeaderFields fields;
  std::string_view content;  // until the next record is asked for; the limit at most
};

// Bytes that are no whole record. Reading goes on behind them.
struct WarcDamage {
  std::size_t number = 0;  // of the record; 0: the damage is the file's, nothing is known of a record
  HeaderFields fields;     // of the record
  std::string reason;
};

// Holds one record, or what of it is within the limit.
class WarcReader {
 public:
  using Found = std::variant<WarcRecord, WarcDamage>;

  WarcReader(std::unique_ptr<ByteStream> stream, std::size_t content_limit)
      : stream_(std::move(stream)), content_limit_(content_limit) {}

  // Nothing at the end.
  std::optional<Found> next();

 private:
  [[nodiscard]] std::string_view ahead() const { return std::string_view(buffer_).substr(position_); }
  // Looks further until that many bytes are ahead; false where there are not as many.
  bool look_ahead(std::size_t size);
  void take(std::size_t size);
  std::size_t line_ends_from(std::size_t begin);
  // Takes everything before the next line that begins a record, also over packed data that can't be read.
  void take_to_next_record();

  Found next_record();
  Found record_of(HeaderFields fields, std::size_t size);
  Found large_record_of(HeaderFields fields, std::size_t size);
  // Why what is ahead after that many bytes can't follow a record that is whole.
  std::optional<std::string> wrong_end(std::size_t size);
  [[nodiscard]] std::string ended_early() const;
  void end_where_nothing_is_ahead();
  WarcDamage damage(HeaderFields fields, std::string reason);

  std::unique_ptr<ByteStream> stream_;
  std::size_t content_limit_;
  std::string buffer_;
  std::size_t position_ = 0;
  std::size_t given_ = 0;      // bytes ahead that are the content of the record that was given
  std::string large_content_;  // the beginning of one that is too large to be ahead as a whole
  std::size_t number_ = 0;
  bool at_line_begin_ = true;
  std::optional<std::string> problem_;  // of the stream
  bool ended_ = false;
};

}  // namespace pressclip
