// Numbers and texts as bytes: what processes tell each other, and what a journal holds. Written and read on
// one machine.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "pressclip/duplicates.h"

namespace pressclip {

class ByteWriter {
 public:
  void number(std::uint64_t value);
  void text(std::string_view value);
  [[nodiscard]] std::string take() { return std::move(bytes_); }

 private:
  std::string bytes_;
};

// Reads what a ByteWriter wrote, in the same order. Where bytes are missing it gives zeros and empty texts.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : rest_(bytes) {}
  std::uint64_t number();
  std::string_view text();
  // Whether all that was asked for was there.
  [[nodiscard]] bool whole() const { return whole_; }

 private:
  std::string_view rest_;
  bool whole_ = true;
};

void put(ByteWriter& out, const std::optional<BodySignature>& signature);
std::optional<BodySignature> read_signature(ByteReader& in);

}  // namespace pressclip
