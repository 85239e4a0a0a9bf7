// A number is its eight bytes, a text its length and its bytes.
#include "program/batch/byte_record.h"

#include <array>
#include <cstring>

namespace pressclip {

void ByteWriter::number(std::uint64_t value) {
  std::array<char, sizeof value> bytes = {};
  std::memcpy(bytes.data(), &value, sizeof value);
  bytes_.append(bytes.data(), bytes.size());
}

void ByteWriter::text(std::string_view value) {
  number(value.size());
  bytes_.append(value);
}

std::uint64_t ByteReader::number() {
  std::uint64_t value = 0;
  if (rest_.size() < sizeof value) {
    whole_ = false;
    rest_ = {};
    return 0;
  }
  std::memcpy(&value, rest_.data(), sizeof value);
  rest_.remove_prefix(sizeof value);
  return value;
}

std::string_view ByteReader::text() {
  const std::uint64_t size = number();
  if (rest_.size() < size) {
    whole_ = false;
    rest_ = {};
    return {};
  }
  const std::string_view value = rest_.substr(0, size);
  rest_.remove_prefix(size);
  return value;
}

void put(ByteWriter& out, const std::optional<BodySignature>& signature) {
  std::string bytes;
  if (signature) bytes.assign(reinterpret_cast<const char*>(signature->data()), sizeof *signature);
  out.text(bytes);
}

std::optional<BodySignature> read_signature(ByteReader& in) {
  const std::string_view bytes = in.text();
  BodySignature signature = {};
  if (bytes.size() != sizeof signature) return std::nullopt;
  std::memcpy(signature.data(), bytes.data(), bytes.size());
  return signature;
}

}  // namespace pressclip
