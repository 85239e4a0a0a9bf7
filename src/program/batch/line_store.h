// Lines that were written one after the other to a file, plain or packed, and read again by their place.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "program/output.h"
#include "program/plan.h"

namespace pressclip {

// In a packed file, lines are packed in pieces, each a gzip member or a Zstandard frame of its own. So the
// bytes depend on the lines alone, and a file that was cut short can be gone on with after its last whole
// piece. Lines that wait for their piece to be full are kept in a second file.
class LineStore {
 public:
  struct Piece {
    std::uint64_t lines_end = 0;  // in the lines' bytes
    std::uint64_t file_end = 0;
  };

  LineStore(LinesPacking packing, std::string shown) : packing_(packing), shown_(std::move(shown)) {}
  LineStore(const LineStore&) = delete;
  LineStore& operator=(const LineStore&) = delete;
  ~LineStore();

  // `waiting` is the second file; it is not used where lines are not packed.
  std::optional<WriteFailed> create(const std::string& file, const std::string& waiting);
  // As it is. Nothing is said where a file can't be opened: its lines can't be read then.
  void open(const std::string& file, const std::string& waiting, std::vector<Piece> pieces);

  [[nodiscard]] std::uint64_t lines_bytes() const { return lines_bytes_; }
  [[nodiscard]] std::optional<std::string> read(std::uint64_t at, std::size_t size) const;
  // Forgets what comes after the first `lines_bytes`, so that writing goes on there.
  std::optional<WriteFailed> cut(std::uint64_t lines_bytes);
  std::optional<WriteFailed> append(std::string_view line);
  // Packs the lines that wait where there are enough of them; gives the piece that came of it.
  struct Packed {
    std::optional<Piece> piece;
    std::optional<WriteFailed> problem;
  };
  enum class When : std::uint8_t { enough, now };
  Packed pack(When when);
  // To be called when the journal knows of the piece: its lines need not be kept any more.
  std::optional<WriteFailed> forget_waiting();
  // Waits until the file is on the disk.
  std::optional<WriteFailed> sync();

 private:
  [[nodiscard]] std::uint64_t packed_lines() const { return pieces_.empty() ? 0 : pieces_.back().lines_end; }
  [[nodiscard]] std::uint64_t packed_file() const { return pieces_.empty() ? 0 : pieces_.back().file_end; }

  LinesPacking packing_;
  std::string shown_;
  int file_ = -1, waiting_file_ = -1;
  std::vector<Piece> pieces_;
  std::string waiting_;
  std::uint64_t lines_bytes_ = 0;
  // The piece that was read last.
  mutable std::optional<std::size_t> unpacked_number_;
  mutable std::string unpacked_;
};

}  // namespace pressclip
