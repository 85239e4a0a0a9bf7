// What the processes of a batch tell each other: a page that is to be worked on, and what came of it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "program/answer.h"
#include "program/batch/file_stamp.h"
#include "program/page_input.h"

namespace pressclip {

struct PageAnswer {
  Answer answer;
  std::string error_code;          // of the record; empty: none
  std::size_t page_bytes = 0;      // unpacked; 0 where the page could not be read
  std::optional<FileStamp> stamp;  // of the page's file, where it is one
  std::uint64_t site = 0;          // where furniture was learned
  // Known to who writes the records alone, not sent.
  std::uint64_t site_digest = 0;
  std::optional<std::string> duplicate_of = std::nullopt;
};

std::string page_message(const PageInput& page);
std::string answer_message(const PageAnswer& answer);

enum class PagePart : std::uint8_t { all, all_but_bytes };
// Nothing for bytes that are no such message.
std::optional<PageInput> read_page_message(std::string_view message, PagePart part);
std::optional<PageAnswer> read_answer_message(std::string_view message);

}  // namespace pressclip
