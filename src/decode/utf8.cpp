// Validation by the table of well-formed sequences in the Unicode Standard (table 3-7); runs of ASCII go
// many bytes at a time.
#include "decode/utf8.h"

#include <bit>
#include <cstdint>

#include "text/sixteen_bytes.h"

namespace pressclip {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

constexpr bool is_between(unsigned char c, unsigned char first, unsigned char last) {
  return c >= first && c <= last;
}

// Blocks are for long runs: their bytes are asked about once for all.
constexpr std::size_t kBlockBytes = 128;
constexpr std::size_t kBeforeBlocks = 32;

bool is_plain_block(std::string_view bytes, std::size_t position) {
  SixteenBytes alarms{};  // the highest bit: a byte beyond ASCII, NUL or ESC
  for (std::size_t i = 0; i < kBlockBytes; i += sizeof alarms) {
    const SixteenBytes next = sixteen_bytes_at(bytes, position + i);
    alarms |= next | (next - 1) | ((next ^ 0x1B) - 1);
  }
  return bits_of(alarms >= 0x80) == 0;
}

// The bytes of ASCII from `position` on, without NUL and ESC.
std::size_t plain_run(std::string_view bytes, std::size_t position) {
  std::size_t end = position;
  while (end + sizeof(SixteenBytes) <= bytes.size()) {
    const SixteenBytes next = sixteen_bytes_at(bytes, end);
    const unsigned alarms = bits_of((next >= 0x80) | (next == 0x00) | (next == 0x1B));
    if (alarms != 0) return end + static_cast<std::size_t>(std::countr_zero(alarms)) - position;
    end += sizeof next;
    if (end - position == kBeforeBlocks)
      while (end + kBlockBytes <= bytes.size() && is_plain_block(bytes, end)) end += kBlockBytes;
  }
  while (end < bytes.size() && is_between(static_cast<unsigned char>(bytes[end]), 0x01, 0x7F) &&
         bytes[end] != '\x1B')
    ++end;
  return end - position;
}

struct Sequence {
  std::size_t length = 1;  // of the sequence, or of what has to be replaced
  bool valid = false;
  bool cut = false;  // the bytes end before the sequence does
};

// The sequence at `position`, whose byte is not ASCII.
Sequence sequence_at(std::string_view bytes, std::size_t position) {
  const auto lead = static_cast<unsigned char>(bytes[position]);
  std::size_t length = 0;
  unsigned char first = 0x80;
  unsigned char last = 0xBF;
  if (is_between(lead, 0xC2, 0xDF)) {
    length = 2;
  } else if (is_between(lead, 0xE0, 0xEF)) {
    length = 3;
    if (lead == 0xE0) first = 0xA0;
    if (lead == 0xED) last = 0x9F;
  } else if (is_between(lead, 0xF0, 0xF4)) {
    length = 4;
    if (lead == 0xF0) first = 0x90;
    if (lead == 0xF4) last = 0x8F;
  } else {
    return {};
  }
  for (std::size_t i = 1; i < length; ++i) {
    if (position + i == bytes.size()) return {i, false, true};
    if (!is_between(static_cast<unsigned char>(bytes[position + i]), first, last)) return {i, false, false};
    first = 0x80;
    last = 0xBF;
  }
  return {length, true, false};
}

}  // namespace

Utf8Survey survey_utf8(std::string_view bytes) {
  Utf8Survey survey;
  for (std::size_t position = 0; position < bytes.size();) {
    position += plain_run(bytes, position);
    if (position == bytes.size()) break;
    if (static_cast<unsigned char>(bytes[position]) < 0x80) {
      ++(bytes[position] == '\0' ? survey.zeros : survey.escapes);
      ++position;
      continue;
    }
    const Sequence sequence = sequence_at(bytes, position);
    position += sequence.length;
    if (sequence.valid)
      ++survey.sequences;
    else if (sequence.cut)
      survey.cut = true;
    else
      ++survey.invalid;
  }
  return survey;
}

std::size_t append_utf8(std::string_view bytes, std::string& out) {
  std::size_t replaced = 0;
  for (std::size_t position = 0; position < bytes.size();) {
    const std::size_t run = plain_run(bytes, position);
    out.append(bytes, position, run);
    position += run;
    if (position == bytes.size()) break;
    if (static_cast<unsigned char>(bytes[position]) < 0x80) {
      if (bytes[position] != '\0') out.push_back(bytes[position]);
      ++position;
      continue;
    }
    const Sequence sequence = sequence_at(bytes, position);
    if (sequence.valid) {
      out.append(bytes, position, sequence.length);
    } else {
      out.append(kReplacement);
      ++replaced;
    }
    position += sequence.length;
  }
  return replaced;
}

void append_code_point(char32_t character, std::string& out) {
  const auto byte = [](char32_t value) { return static_cast<char>(static_cast<unsigned char>(value)); };
  if (character < 0x80) {
    out.push_back(byte(character));
  } else if (character < 0x800) {
    out.push_back(byte(0xC0U | character >> 6U));
    out.push_back(byte(0x80U | (character & 0x3FU)));
  } else if (character < 0x10000) {
    out.push_back(byte(0xE0U | character >> 12U));
    out.push_back(byte(0x80U | (character >> 6U & 0x3FU)));
    out.push_back(byte(0x80U | (character & 0x3FU)));
  } else {
    out.push_back(byte(0xF0U | character >> 18U));
    out.push_back(byte(0x80U | (character >> 12U & 0x3FU)));
    out.push_back(byte(0x80U | (character >> 6U & 0x3FU)));
    out.push_back(byte(0x80U | (character & 0x3FU)));
  }
}

}  // namespace pressclip
