// One page on its way to being worked on, as a value: it can be handed to a thread, or sent to a process.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <variant>

#include "pressclip/pressclip.h"
#include "program/answer.h"

namespace pressclip {

// Where a page was found.
struct Origin {
  std::string named;              // the INPUT that led to it, as it was named
  std::string path;               // the file; "-": standard input
  bool discovered = false;        // the file was found in a folder, not named
  std::string member = {};        // of a tar or zip archive: its name there, any bytes; empty: none
  std::size_t member_number = 0;  // its place in the archive, from 1
  // The page's place among what the file or member holds, from 1: a line, a WARC record. 0: the file or
  // member is the page.
  std::size_t number = 0;
};

// The name of the file, or of the member as ARCHIVE!MEMBER.
std::string name_of(const Origin& origin);
// What stands for the site of a page without an address: the folder of its file or member; of lines, the
// file. Empty for a page on standard input.
std::string folder_of(const Origin& origin);

// A file that is still to be read, so that whoever works on the page does it and reading overlaps.
struct PageFile {
  std::string path;
};
// What the page holds: max_bytes and one byte at most, which shows that there was more.
struct PageBytes {
  std::string bytes;
};
// No page, but why there is none.
struct PageFailure {
  AnswerKind kind = AnswerKind::unreadable;  // or failed, or no_page
  RecordError error;
};

struct PageInput {
  std::string source;  // as the JSON has it
  Origin origin;
  std::variant<PageFile, PageBytes, PageFailure> page;
  // What came with the page. Nothing: as the options of the run say.
  std::optional<InputFormat> format = std::nullopt;
  std::optional<std::string> url = std::nullopt;
  std::optional<std::string> encoding = std::nullopt;
  std::optional<std::string> http_charset = std::nullopt;
  std::string input_json = {};  // a JSON object to pass through under "input"; empty: none
  bool several = false;         // it may be one of several, so its answer is one line
  bool cut = false;             // who saved the page kept only the beginning of it
};

PageInput failed_input(std::string source, Origin origin, AnswerKind kind, RecordError error, bool several);

// The pages of one file that holds several, one at a time.
class PageSeries {
 public:
  PageSeries() = default;
  PageSeries(const PageSeries&) = delete;
  PageSeries& operator=(const PageSeries&) = delete;
  virtual ~PageSeries() = default;
  // Nothing at the end, or after the failure that ended it.
  virtual std::optional<PageInput> next() = 0;
};

}  // namespace pressclip
