// tar and zip by libarchive, which is known here alone.
#include "program/archive_pages.h"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <clocale>
#include <new>
#include <span>
#include <type_traits>
#include <utility>

#include "program/line_pages.h"
#include "program/page_contents.h"

namespace pressclip {
namespace {

constexpr std::size_t kPieceBytes = std::size_t{64} * 1024;

struct FreeArchive {
  void operator()(archive* reader) const { archive_read_free(reader); }
};

// libarchive gives names in the encoding of the locale. This one is used only in the thread that reads, while
// it reads.
struct FreeLocale {
  void operator()(locale_t locale) const { freelocale(locale); }
};
using Utf8Locale = std::unique_ptr<std::remove_pointer_t<locale_t>, FreeLocale>;

class Utf8Names {
 public:
  explicit Utf8Names(const Utf8Locale& utf8) : before_(utf8 ? uselocale(utf8.get()) : nullptr) {}
  Utf8Names(const Utf8Names&) = delete;
  Utf8Names& operator=(const Utf8Names&) = delete;
  ~Utf8Names() {
    if (before_ != nullptr) uselocale(before_);
  }

 private:
  locale_t before_;
};

// What libarchive reads from.
struct PackedBytes {
  std::unique_ptr<ByteStream> stream;
  std::array<char, kPieceBytes> piece;
};

la_ssize_t read_packed(archive* reader, void* client, const void** piece) {
  auto& packed = *static_cast<PackedBytes*>(client);
  const ReadResult result = packed.stream->read(packed.piece);
  if (result.problem) {
    archive_set_error(reader, EIO, "%s", result.problem->c_str());
    return ARCHIVE_FATAL;
  }
  *piece = packed.piece.data();
  return static_cast<la_ssize_t>(result.size);
}

// Why nothing further can be read of the member, and perhaps of the archive; empty: it can.
using FatalReason = std::string;

// The bytes of the member that the reader has come to.
class MemberStream : public ByteStream {
 public:
  MemberStream(archive* reader, FatalReason& fatal) : reader_(reader), fatal_(fatal) {}
  ReadResult read(std::span<char> into) override {
    if (problem_) return {.size = 0, .problem = problem_};
    const la_ssize_t size = archive_read_data(reader_, into.data(), into.size());
    if (size >= 0) return {.size = static_cast<std::size_t>(size), .problem = std::nullopt};
    const char* reason = archive_error_string(reader_);
    problem_ = reason != nullptr ? reason : "this member can't be read";
    if (size == ARCHIVE_FATAL) fatal_ = *problem_;
    return {.size = 0, .problem = problem_};
  }

 private:
  archive* reader_;
  FatalReason& fatal_;
  std::optional<std::string> problem_;
};

// Any part of the name may hide it, as any folder of a path does.
bool is_hidden(std::string_view name) {
  while (!name.empty()) {
    const std::string_view part = name.substr(0, name.find('/'));
    if (part.starts_with('.') && part != "." && part != "..") return true;
    name.remove_prefix(std::min(part.size() + 1, name.size()));
  }
  return false;
}

class ArchivePages : public PageSeries {
 public:
  ArchivePages(Origin origin, Options options)
      : origin_(std::move(origin)), options_(std::move(options)), reader_(archive_read_new()) {
    if (!reader_) throw std::bad_alloc();
    origin_.member.clear();
  }

  void open(std::unique_ptr<ByteStream> stream, ContentKind kind) {
    if (kind == ContentKind::tar)
      archive_read_support_format_tar(reader_.get());
    else
      archive_read_support_format_zip(reader_.get());
    packed_ = std::make_unique<PackedBytes>();
    packed_->stream = std::move(stream);
    keep_reason(archive_read_open(reader_.get(), packed_.get(), nullptr, read_packed, nullptr));
  }

  void open_zip_file() {
    archive_read_support_format_zip(reader_.get());
    keep_reason(archive_read_open_filename(reader_.get(), origin_.path.c_str(), kPieceBytes));
  }

  std::optional<PageInput> next() override {
    const Utf8Names utf8_names(utf8_);
    while (!ended_) {
      if (inner_) {
        if (std::optional<PageInput> page = inner_->next()) return page;
        inner_.reset();
      }
      const Header header = next_header();
      if (header.result == ARCHIVE_EOF) break;
      if (!goes_on(header.result)) return ended_because();
      const bool is_damage = header.result == ARCHIVE_RETRY;
      const bool was_damage = std::exchange(in_damage_, is_damage);
      if (is_damage && !was_damage) return damage("the archive is damaged" + place() + ": " + reason());
      if (is_damage || !is_page(header.entry)) continue;
      if (std::optional<PageInput> page = open_member()) return page;
    }
    ended_ = true;
    return std::nullopt;
  }

 private:
  struct Header {
    int result = ARCHIVE_OK;
    archive_entry* entry = nullptr;
  };

  // A warning leaves an entry that is whole but for what the warning is of. To be tried again: damage has
  // been passed over, and more of it may come.
  static bool goes_on(int result) {
    return result == ARCHIVE_OK || result == ARCHIVE_WARN || result == ARCHIVE_RETRY;
  }

  void keep_reason(int opened) {
    if (opened == ARCHIVE_OK) return;
    fatal_ = reason();
    header_ahead_ = {.result = opened};
  }

  Header next_header() {
    if (header_ahead_) return *std::exchange(header_ahead_, std::nullopt);
    Header header;
    header.result = archive_read_next_header(reader_.get(), &header.entry);
    return header;
  }

  PageInput ended_because() {
    ended_ = true;
    return damage("the archive can't be read" + place() + ": " + (fatal_.empty() ? reason() : fatal_));
  }

  // Of the damage, for a person.
  [[nodiscard]] std::string place() const {
    return origin_.member.empty() ? "" : " from " + origin_.member + " on";
  }

  // A failure of the archive as a whole.
  [[nodiscard]] PageInput damage(std::string message) const {
    Origin whole = origin_;
    whole.member.clear();
    whole.member_number = 0;
    return failed_input(name_of(whole), whole, AnswerKind::unreadable,
                        {.code = "unreadable", .message = std::move(message)}, true);
  }

  [[nodiscard]] std::string reason() const {
    const char* text = archive_error_string(reader_.get());
    return text != nullptr ? text : "no reason is given";
  }

  // Takes down the name of the member, where it may be a page.
  bool is_page(archive_entry* entry) {
    ++origin_.member_number;
    const char* name = archive_entry_pathname(entry);
    if (name == nullptr) name = archive_entry_pathname_utf8(entry);
    origin_.member = name != nullptr ? name : "";
    if (origin_.member.empty()) origin_.member = std::to_string(origin_.member_number);
    return archive_entry_filetype(entry) == AE_IFREG && archive_entry_hardlink(entry) == nullptr &&
           !is_hidden(origin_.member);
  }

  // The page that the member is; nothing where it holds several, or where it is the archive that failed.
  std::optional<PageInput> open_member() {
    fatal_.clear();
    std::unique_ptr<PeekableStream> stream = unpacked(std::make_unique<MemberStream>(reader_.get(), fatal_));
    const ContentKind kind = content_kind(*stream, line_limit(options_));
    Contents contents = contents_of(std::move(stream), kind, origin_, options_);
    if (auto* failed = std::get_if<PageFailure>(&contents))
      return failed_input(name_of(origin_), origin_, failed->kind, std::move(failed->error), true);
    if (auto* series = std::get_if<std::unique_ptr<PageSeries>>(&contents)) {
      inner_ = std::move(*series);
      return std::nullopt;
    }
    ReadAll all = read_all(*std::get<WholePage>(contents).stream, options_.max_bytes);
    // Whether it was the member's fault or the archive's is seen by whether there is a next one.
    if (!fatal_.empty()) {
      header_ahead_ = next_header();
      if (!goes_on(header_ahead_->result) && header_ahead_->result != ARCHIVE_EOF) return std::nullopt;
      fatal_.clear();
    }
    if (all.problem)
      return failed_input(name_of(origin_), origin_, AnswerKind::unreadable,
                          {.code = "unreadable", .message = std::move(*all.problem)}, true);
    return PageInput{.source = name_of(origin_),
                     .origin = origin_,
                     .page = PageBytes{.bytes = std::move(all.bytes)},
                     .several = true};
  }

  Origin origin_;  // of the member that the reader has come to
  Options options_;
  std::unique_ptr<PackedBytes> packed_;  // outlives the reader
  std::unique_ptr<archive, FreeArchive> reader_;
  std::unique_ptr<PageSeries> inner_;  // of a member that holds several pages
  Utf8Locale utf8_{newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr)};
  FatalReason fatal_;
  std::optional<Header> header_ahead_;  // that has been read already
  bool in_damage_ = false;
  bool ended_ = false;
};

}  // namespace

std::unique_ptr<PageSeries> pages_of_archive(const Origin& origin, std::unique_ptr<PeekableStream> stream,
                                             ContentKind kind, const Options& options) {
  auto pages = std::make_unique<ArchivePages>(origin, options);
  pages->open(std::move(stream), kind);
  return pages;
}

std::unique_ptr<PageSeries> pages_of_zip_file(const Origin& origin, const Options& options) {
  auto pages = std::make_unique<ArchivePages>(origin, options);
  pages->open_zip_file();
  return pages;
}

}  // namespace pressclip
