// The parts of batch: names, messages, journal, lines, progress, by tables.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <variant>
#include <vector>

#include "program/batch/batch_counts.h"
#include "program/batch/byte_record.h"
#include "program/batch/file_stamp.h"
#include "program/batch/journal.h"
#include "program/batch/line_store.h"
#include "program/batch/message_channel.h"
#include "program/batch/output_names.h"
#include "program/batch/page_message.h"
#include "program/batch/progress.h"

namespace pressclip {
namespace {

// A folder that goes with its contents.
class Folder {
 public:
  Folder() {
    std::string name = testing::TempDir() + "batch_test.XXXXXX";
    path_ = mkdtemp(name.data());
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() {
    for (const char* name : {"a", "b", "c"}) unlink(in(name).c_str());
    rmdir(path_.c_str());
  }
  [[nodiscard]] std::string in(const std::string& name) const { return path_ + '/' + name; }

 private:
  std::string path_;
};

void write_file(const std::string& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

Plan plan_with(std::vector<std::string> inputs) {
  Plan plan;
  plan.inputs = std::move(inputs);
  return plan;
}

TEST(OutputNames, OneInput) {
  struct Row {
    Origin origin;
    std::string name;
  };
  const std::vector<Row> rows = {
      {{.named = "pages", .path = "pages/a.html", .discovered = true}, "a.html.json"},
      {{.named = "pages/", .path = "pages/x/a.html.gz", .discovered = true}, "x/a.html.gz.json"},
      {{.named = "/deep/a.html", .path = "/deep/a.html"}, "a.html.json"},
      {{.named = "-", .path = "-"}, "standard-input.json"},
      {{.named = "-", .path = "-", .number = 7}, "standard-input/000007.json"},
      {{.named = "x/c.tar", .path = "x/c.tar", .member = "a/b.html", .member_number = 2},
       "c.tar/a/b.html.json"},
      {{.named = "x/c.tar", .path = "x/c.tar", .member = "l.jsonl", .member_number = 3, .number = 1234567},
       "c.tar/l.jsonl/1234567.json"},
  };
  for (const Row& row : rows)
    EXPECT_EQ(OutputNames(plan_with({row.origin.named}), LetterCase::tells_apart).name_for(row.origin),
              row.name);
}

TEST(OutputNames, AreSafe) {
  const std::string long_name(300, 'n');
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"../../etc/passwd", "%2E%2E/%2E%2E/etc/passwd.json"},
      {"/etc/passwd", "etc/passwd.json"},
      {"..", "%2E%2E.json"},
      {"./a/./b", "a/b.json"},
      {"a//b/", "a/b.json"},
      {"/", "%.json"},
      {".", "%.json"},
      {"a\nb\tc\x1b\x7f", "a%0Ab%09c%1B%7F.json"},
      {"caf\xc3\xa9", "caf\xc3\xa9.json"},
      {"caf\xe9", "caf%E9.json"},
      {std::string("a\0b", 3), "a%00b.json"},
      {"x.json/y", "x%2Ejson/y.json"},
      {"x.json", "x.json.json"},
      {"100%25", "100%25.json"},
  };
  for (const auto& [path, name] : rows) {
    OutputNames names(plan_with({"a", "b"}), LetterCase::tells_apart);
    EXPECT_EQ(names.name_for({.named = path, .path = path}), name);
  }
}

TEST(OutputNames, AreNoLongerThanFileSystemsTake) {
  OutputNames names(plan_with({"a", "b"}), LetterCase::tells_apart);
  std::string deep;
  for (int i = 0; i < 3000; ++i) deep += "d/";
  std::vector<std::string> given;
  for (const std::string& path :
       {std::string(300, 'n') + "1", std::string(300, 'n') + "2", deep + "1", deep + "2"}) {
    const std::string name = names.name_for({.named = path, .path = path});
    EXPECT_LT(name.size(), 2100U);
    for (std::size_t begin = 0; begin < name.size();) {
      const std::size_t end = std::min(name.find('/', begin), name.size());
      EXPECT_LE(end - begin, 255U);
      begin = end + 1;
    }
    for (const std::string& other : given) EXPECT_NE(name, other);
    given.push_back(name);
  }
}

TEST(OutputNames, AreGivenOnce) {
  OutputNames names(plan_with({"a", "b"}), LetterCase::tells_apart);
  const auto name = [&](const std::string& path) { return names.name_for({.named = path, .path = path}); };
  EXPECT_EQ(name("a"), "a.json");
  EXPECT_EQ(name("a"), "a~2.json");
  EXPECT_EQ(name("a~2"), "a~2~2.json");
  EXPECT_EQ(name("./a"), "a~3.json");
  EXPECT_EQ(name("A"), "A.json");
  EXPECT_TRUE(names.was_given("a~3.json"));
  EXPECT_FALSE(names.was_given("b.json"));
  for (int i = 0; i < 5000; ++i) EXPECT_EQ(name('n' + std::to_string(i)), 'n' + std::to_string(i) + ".json");
  EXPECT_TRUE(names.was_given("a.json"));
  EXPECT_EQ(name("n4000"), "n4000~2.json");
}

TEST(OutputNames, WhereTheFileSystemIgnoresCase) {
  OutputNames names(plan_with({"a", "b"}), LetterCase::is_ignored);
  const auto name = [&](const std::string& path) { return names.name_for({.named = path, .path = path}); };
  EXPECT_EQ(name("Straße/A.html"), "Straße/A.html.json");
  EXPECT_EQ(name("straße/a.HTML"), "straße/a.HTML~2.json");
  EXPECT_EQ(name("É"), "É.json");
  EXPECT_EQ(name("é"), "é~2.json");
}

TEST(PageMessage, ComesBackAsItWas) {
  PageInput page = {
      .source = "s",
      .origin =
          {.named = "n", .path = "p", .discovered = true, .member = "m", .member_number = 3, .number = 4},
      .page = PageBytes{.bytes = std::string("a\0b", 3)},
      .format = InputFormat::text,
      .url = "u",
      .encoding = std::nullopt,
      .http_charset = "c",
      .input_json = "{}",
      .several = true,
      .cut = true};
  const std::string message = page_message(page);
  const auto read = read_page_message(message, PagePart::all);
  ASSERT_TRUE(read);
  EXPECT_EQ(page_message(*read), message);
  EXPECT_EQ(std::get<PageBytes>(read->page).bytes, std::string("a\0b", 3));
  EXPECT_EQ(std::get<PageBytes>(read_page_message(message, PagePart::all_but_bytes)->page).bytes, "");
  for (std::size_t size = 0; size < message.size(); ++size)
    EXPECT_FALSE(read_page_message(std::string_view(message).substr(0, size), PagePart::all));
  page.page = PageFailure{.kind = AnswerKind::no_page, .error = {.code = "x", .message = "y"}};
  EXPECT_EQ(page_message(*read_page_message(page_message(page), PagePart::all)), page_message(page));
  page.page = PageFile{.path = "f"};
  EXPECT_EQ(page_message(*read_page_message(page_message(page), PagePart::all)), page_message(page));
}

TEST(MessageChannel, PassesMessagesWholeAndInOrder) {
  std::array<int, 2> ends = {};
  ASSERT_EQ(socketpair(AF_UNIX, SOCK_STREAM, 0, ends.data()), 0);
  MessageChannel one(ends[0]);
  MessageChannel other(ends[1]);
  std::vector<std::string> messages = {"", "short", std::string(5'000'000, 'x'), "", "last"};
  for (const std::string& message : messages) one.send(message);
  EXPECT_TRUE(one.has_unsent());
  for (const std::string& message : messages) {
    std::optional<std::string> received;
    while (!(received = other.receive())) {
      one.flush();
      other.fill();
    }
    EXPECT_EQ(*received, message);
  }
  EXPECT_FALSE(other.closed());
  EXPECT_FALSE(other.receive());
  close(ends[0]);
  other.fill();
  EXPECT_TRUE(other.closed());
  close(ends[1]);
}

JournalEntry entry_number(std::uint64_t number) {
  return {.page = {.high = 1, .low = number},
          .content = {.high = 2, .low = number},
          .stamp = FileStamp{.size = number, .modified = -1, .changed = 2, .taken = 3, .content = {}},
          .kind = AnswerKind::failed,
          .error_code = "bad_line",
          .page_bytes = 5,
          .output_name = "name" + std::to_string(number),
          .output = {.high = 6, .low = 7},
          .output_bytes = 8,
          .site = 9,
          .site_digest = 10,
          .signature = BodySignature{11, 12},
          .duplicate_of = number == 2 ? std::optional<std::string>("a.html") : std::nullopt};
}

TEST(Journal, GivesEntriesBack) {
  const Folder folder;
  auto created = Journal::create(folder.in("a"), {});
  for (const std::uint64_t number : {1U, 2U}) std::get<Journal>(created).append(entry_number(number));
  std::uint64_t number = 0;
  std::get<Journal>(created).for_each([&](const EntryPlace&, const Journal::Entry& read) {
    const auto& entry = std::get<JournalEntry>(read);
    const JournalEntry written = entry_number(++number);
    EXPECT_EQ(entry.site, written.site);
    EXPECT_EQ(entry.site_digest, written.site_digest);
    EXPECT_EQ(entry.signature, written.signature);
    EXPECT_EQ(entry.duplicate_of, written.duplicate_of);
    EXPECT_EQ(entry.output_bytes, written.output_bytes);
  });
  EXPECT_EQ(number, 2U);
}

TEST(Journal, CanBeCutShortAnywhere) {
  const Folder folder;
  const RunSettings settings = {{"--favor", "recall"}};
  {
    auto created = Journal::create(folder.in("a"), settings);
    auto& journal = std::get<Journal>(created);
    for (const std::uint64_t number : {1U, 2U, 3U}) EXPECT_FALSE(journal.append(entry_number(number)));
    EXPECT_FALSE(journal.append(PackedPiece{.file_bytes = 99}));
    EXPECT_FALSE(journal.append(entry_number(2)));
  }
  std::ifstream file(folder.in("a"), std::ios::binary);
  const std::string whole(std::istreambuf_iterator<char>(file), {});
  std::uint32_t pages_before = 0;
  for (std::size_t size = 0; size <= whole.size(); size += 3) {
    write_file(folder.in("b"), whole.substr(0, size));
    auto opened = Journal::open(folder.in("b"));
    ASSERT_FALSE(std::holds_alternative<JournalProblem>(opened));
    auto* journal = std::get_if<Journal>(&opened);
    if (journal == nullptr) {
      EXPECT_EQ(pages_before, 0U);
      continue;
    }
    EXPECT_EQ(journal->settings(), settings);
    EXPECT_GE(journal->pages(), pages_before);
    pages_before = journal->pages();
    // What was cut off is no hindrance to going on.
    EXPECT_FALSE(journal->append(entry_number(9)));
    std::vector<std::string> names;
    journal->for_each([&](const EntryPlace& place, const Journal::Entry& entry) {
      const auto* page = std::get_if<JournalEntry>(&entry);
      names.push_back(page == nullptr ? "piece" : page->output_name + '#' + std::to_string(place.number));
    });
    EXPECT_EQ(names.back(), "name9#" + std::to_string(pages_before));
  }
  auto opened = Journal::open(folder.in("a"));
  const auto& journal = std::get<Journal>(opened);
  EXPECT_EQ(journal.pages(), 4U);
  const auto place = journal.find({.high = 1, .low = 2});
  ASSERT_TRUE(place);
  EXPECT_EQ(place->number, 3U) << "the last entry of a page counts";
  const JournalEntry read = journal.read(*place);
  EXPECT_EQ(read.output_name, "name2");
  EXPECT_EQ(read.stamp->modified, -1);
  EXPECT_EQ(read.error_code, "bad_line");
  EXPECT_FALSE(journal.find({.high = 1, .low = 4}));
  EXPECT_EQ(journal.read(*journal.at(2)).output_name, "name3");
  EXPECT_FALSE(journal.at(4));
}

TEST(Journal, DamageIsSeen) {
  const Folder folder;
  {
    auto created = Journal::create(folder.in("a"), {});
    for (const std::uint64_t number : {1U, 2U, 3U}) std::get<Journal>(created).append(entry_number(number));
  }
  std::ifstream file(folder.in("a"), std::ios::binary);
  const std::string whole(std::istreambuf_iterator<char>(file), {});
  for (std::size_t at = 0; at < whole.size(); at += 5) {
    std::string damaged = whole;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x10);
    write_file(folder.in("b"), damaged);
    auto opened = Journal::open(folder.in("b"));
    const auto* journal = std::get_if<Journal>(&opened);
    if (journal == nullptr) continue;
    EXPECT_LT(journal->pages(), 3U);
  }
}

TEST(LineStore, GivesLinesBackAndGoesOnWhereItWasCut) {
  for (const LinesPacking packing : {LinesPacking::none, LinesPacking::gzip, LinesPacking::zstandard}) {
    std::vector<std::string> lines;
    for (int i = 0; i < 60; ++i)
      lines.push_back(std::string(30'000, static_cast<char>('a' + i % 26)) + std::to_string(i) + '\n');
    const Folder folder;
    std::vector<LineStore::Piece> pieces;
    const auto write_from = [&](LineStore& store, std::size_t first) {
      for (std::size_t i = first; i < lines.size(); ++i) {
        EXPECT_FALSE(store.append(lines[i]));
        const LineStore::Packed packed = store.pack(LineStore::When::enough);
        if (!packed.piece) continue;
        pieces.push_back(*packed.piece);
        EXPECT_FALSE(store.forget_waiting());
      }
    };
    const auto check = [&](const LineStore& store, std::size_t count) {
      std::uint64_t at = 0;
      for (std::size_t i = 0; i < count; at += lines[i].size(), ++i)
        EXPECT_EQ(store.read(at, lines[i].size()), lines[i]);
      EXPECT_FALSE(store.read(store.lines_bytes(), 1));
    };
    {
      LineStore store(packing, "x");
      EXPECT_FALSE(store.create(folder.in("a"), folder.in("b")));
      write_from(store, 0);
      check(store, lines.size());
    }
    EXPECT_EQ(pieces.empty(), packing == LinesPacking::none);
    LineStore store(packing, "x");
    store.open(folder.in("a"), folder.in("b"), pieces);
    check(store, lines.size());
    // The last lines had not been noted in the journal: all that wait but one.
    std::size_t count = 0;
    std::uint64_t kept = 0;
    while (kept <= (pieces.empty() ? 0 : pieces.back().lines_end)) kept += lines[count++].size();
    ASSERT_LT(count, lines.size());
    EXPECT_FALSE(store.cut(kept));
    write_from(store, count);
    check(store, lines.size());
  }
}

TEST(FileStamp, ChangesAreSeenWhateverTheClock) {
  const Folder folder;
  const std::string path = folder.in("a");
  write_file(path, "one content");
  constexpr std::size_t kLimit = 1000;
  const auto stamp = stamp_of(path, kLimit);
  ASSERT_TRUE(stamp);
  EXPECT_TRUE(is_unchanged(path, *stamp, kLimit));
  struct stat before = {};
  ASSERT_EQ(stat(path.c_str(), &before), 0);
  write_file(path, "two content");
  const std::array<timespec, 2> times = {before.st_atim, before.st_mtim};
  utimensat(AT_FDCWD, path.c_str(), times.data(), 0);
  EXPECT_FALSE(is_unchanged(path, *stamp, kLimit));
  write_file(path, "one content");
  EXPECT_TRUE(is_unchanged(path, *stamp, kLimit)) << "the content is what counts";
  // Beyond the limit nothing is read, but the size is known.
  write_file(path, std::string(2000, 'x'));
  const auto long_stamp = stamp_of(path, kLimit);
  write_file(path, std::string(2001, 'x'));
  EXPECT_FALSE(is_unchanged(path, *long_stamp, kLimit));
  unlink(path.c_str());
  EXPECT_FALSE(is_unchanged(path, *stamp, kLimit));
  EXPECT_FALSE(stamp_of(path, kLimit));
  EXPECT_FALSE(stamp_of("/", kLimit));
  ASSERT_EQ(mkfifo(path.c_str(), 0600), 0);
  EXPECT_FALSE(stamp_of(path, kLimit)) << "and nobody waits for a pipe";
}

BatchCounts counts_of(std::size_t pages, std::size_t errors, std::size_t files, double seconds) {
  BatchCounts counts;
  counts.articles = pages - errors;
  counts.failed = errors;
  counts.files = files;
  counts.time = std::chrono::duration<double>(seconds);
  return counts;
}

TEST(Progress, Line) {
  struct Row {
    BatchCounts counts;
    std::optional<std::uint64_t> files;
    std::size_t columns;
    std::string line;
  };
  const std::vector<Row> rows = {
      {counts_of(0, 0, 0, 0), std::nullopt, 80, "0 pages, 0 pages/s, 0 errors"},
      {counts_of(50, 1, 50, 10), 100, 80,
       "[==============              ]  50% 50/100 pages, 5 pages/s, 1 error, 0:10 left"},
      {counts_of(50, 0, 50, 10), 100, 60, "[===    ]  50% 50/100 pages, 5 pages/s, 0 errors, 0:10 left"},
      {counts_of(50, 0, 50, 10), 100, 50, "50/100 pages, 5 pages/s, 0 errors, 0:10 left"},
      {counts_of(50, 0, 50, 10), 100, 12, "50/100 page"},
      {counts_of(50, 0, 50, 10), 100000, 0, "50/100000 pages, 5 pages/s, 0 errors, 5:33:10 left"},
      {counts_of(90, 0, 3, 10), 4, 0, "3/4 files, 90 pages, 9 pages/s, 0 errors, 0:03 left"},
      {counts_of(5, 0, 5, 1), 4, 0, "5 pages, 5 pages/s, 0 errors"},
      {counts_of(0, 0, 0, 0), 0, 80, "0/0 pages, 0 pages/s, 0 errors"},
  };
  for (const Row& row : rows) EXPECT_EQ(progress_line(row.counts, row.files, row.columns), row.line);
}

TEST(Summary, Line) {
  BatchCounts counts = counts_of(1805, 5, 1805, 23.44);
  counts.empty = 1;
  counts.bytes = 89'240'000;
  EXPECT_EQ(summary_line(counts),
            "1806 pages: 1800 articles, 1 empty, 5 errors; 89.2 MB in 23.4 s, 77.0 pages/s");
  counts.kept = 1000;
  counts.other_files = 1;
  EXPECT_EQ(summary_line(counts),
            "1806 pages (1000 of an earlier run): 1800 articles, 1 empty, 5 errors, 1 other file; 89.2 MB in "
            "23.4 s, 34.4 pages/s");
  EXPECT_EQ(summary_line(counts_of(1, 1, 1, 0)),
            "1 page: 0 articles, 0 empty, 1 error; 0 B in 0.0 s, 0.0 pages/s");
}

}  // namespace
}  // namespace pressclip
