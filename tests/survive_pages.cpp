// Extracts every page of the folders named, whole and damaged: cut short, with bytes changed, with a piece of
// another page in it, with a piece of its own again and again.
//   survive_pages SEED MUTATIONS JOBS FOUND FOLDER...
// MUTATIONS are made of each page; the same seed gives the same bytes. Each answer must be valid against the
// schema and end before the clock does. Each page has a process of its own, so that one that crashes stops no
// other; what brought it down is written to the folder FOUND.
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "json_check.h"
#include "pressclip/pressclip.h"
#include "program/byte_stream.h"

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxPageBytes = std::size_t{64} << 20;
// A mutation makes a page no longer than this, so that its cost stays that of a page.
constexpr std::size_t kMostGrownBytes = std::size_t{1} << 20;
constexpr unsigned kMostSeconds = 300;  // for one answer, on a busy machine: only tells a hang from an end

std::vector<std::string> files_in(int count, char** folders) {
  std::vector<std::string> files;
  for (int i = 0; i < count; ++i)
    for (const auto& entry : fs::recursive_directory_iterator(folders[i]))
      if (entry.is_regular_file()) files.push_back(entry.path().string());
  std::sort(files.begin(), files.end());
  return files;
}

std::string read_file(const std::string& path) {
  auto opened = pressclip::open_input(path);
  if (std::holds_alternative<std::string>(opened)) return {};
  const auto stream =
      pressclip::unpacked(std::get<std::unique_ptr<pressclip::ByteStream>>(std::move(opened)));
  return pressclip::read_all(*stream, kMaxPageBytes).bytes;
}

// Valid JSON of the schema, or what is wrong with it.
std::optional<std::string> problem_with(const std::string& page) {
  pressclip::Options options;
  options.removed = pressclip::RemovedScope::all;
  const pressclip::Article article = pressclip::extract(page, options);
  pressclip::write_markdown(article);
  pressclip::write_html(article);
  return pressclip::testing::schema_problem(
      pressclip::write_json(article, {.compact = true, .removed = true, .fields = {}}));
}

// The damaged forms of one page, one after the other.
class Mutations {
 public:
  Mutations(const std::string& page, const std::string& other, std::uint64_t seed)
      : page_(page), other_(other), random_(seed) {}

  std::string next() {
    if (page_.empty()) return page_;
    switch (random_() % 4) {
      case 0:
        return page_.substr(0, random_() % page_.size());
      case 1:
        return changed();
      case 2:
        return spliced();
      default:
        return repeated();
    }
  }

 private:
  struct Piece {
    std::size_t begin, size;
  };

  Piece piece_of(const std::string& text) {
    if (text.empty()) return {0, 0};
    const std::size_t begin = random_() % text.size();
    // Short pieces as likely as long ones.
    const std::size_t most = std::min(text.size() - begin, std::size_t{1} << (random_() % 18));
    return {begin, random_() % most + 1};
  }

  // A few bytes flipped, or many.
  std::string changed() {
    std::string text = page_;
    for (std::size_t i = std::size_t{1} << (random_() % 11); i > 0; --i)
      text[random_() % text.size()] = static_cast<char>(random_());
    return text;
  }

  std::string spliced() {
    const Piece gone = piece_of(page_), put = piece_of(other_);
    return page_.substr(0, gone.begin) + other_.substr(put.begin, put.size) +
           page_.substr(gone.begin + gone.size);
  }

  std::string repeated() {
    const Piece piece = piece_of(page_);
    std::string text = page_.substr(0, piece.begin);
    for (std::size_t times = random_() % 1000; times > 0 && text.size() + piece.size < kMostGrownBytes;
         --times)
      text.append(page_, piece.begin, piece.size);
    return text + page_.substr(piece.begin);
  }

  const std::string& page_;
  const std::string& other_;
  std::mt19937_64 random_;
};

struct Settings {
  std::uint64_t seed = 0;
  std::size_t mutations = 0;
  std::size_t jobs = 1;
  std::string found;
};

class Run {
 public:
  Run(Settings settings, std::vector<std::string> files)
      : settings_(std::move(settings)), files_(std::move(files)) {
    void* shared = mmap(nullptr, files_.size() * sizeof(Progress), PROT_READ | PROT_WRITE,
                        MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (shared == MAP_FAILED) std::abort();
    progress_ = static_cast<Progress*>(shared);
  }

  std::size_t run() {
    constexpr std::size_t kTellEach = 500;  // pages
    for (std::size_t i = 0; i < files_.size(); ++i) {
      if (i % kTellEach == 0) std::fprintf(stderr, "page %zu\n", i);
      if (running_.size() >= settings_.jobs) wait_for_one();
      std::fflush(nullptr);
      const pid_t child = fork();
      if (child == 0) {
        work_on(i);
        _exit(0);
      }
      running_[child] = i;
    }
    while (!running_.empty()) wait_for_one();
    std::size_t answers = 0, failures = crashes_;
    for (std::size_t i = 0; i < files_.size(); ++i) {
      answers += progress_[i].answers;
      failures += progress_[i].failures;
    }
    std::printf("%zu answers, %zu failures\n", answers, failures);
    return failures;
  }

 private:
  struct Progress {
    std::size_t answers, failures;
  };

  [[nodiscard]] Mutations mutations_of(std::size_t file, const std::string& page,
                                       const std::string& other) const {
    return {page, other, settings_.seed * 1'000'003 + file};
  }

  void work_on(std::size_t file) {
    const std::string page = read_file(files_[file]);
    const std::string other = read_file(files_[(file * 7 + settings_.seed) % files_.size()]);
    Mutations mutations = mutations_of(file, page, other);
    std::string text = page;
    for (std::size_t i = 0; i <= settings_.mutations; ++i) {
      alarm(kMostSeconds);
      if (const auto problem = problem_with(text)) {
        ++progress_[file].failures;
        keep(file, text, *problem);
      }
      ++progress_[file].answers;
      text = mutations.next();
    }
  }

  void wait_for_one() {
    int status = 0;
    const pid_t child = wait(&status);
    if (child < 0) std::abort();
    const std::size_t file = running_[child];
    running_.erase(child);
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return;
    ++crashes_;
    const std::string page = read_file(files_[file]);
    const std::string other = read_file(files_[(file * 7 + settings_.seed) % files_.size()]);
    Mutations mutations = mutations_of(file, page, other);
    std::string text = page;
    for (std::size_t i = 0; i < progress_[file].answers; ++i) text = mutations.next();
    keep(
        file, text,
        WIFSIGNALED(status) ? "ended by signal " + std::to_string(WTERMSIG(status)) : "ended by a sanitizer");
  }

  void keep(std::size_t file, const std::string& text, const std::string& problem) const {
    const fs::path place =
        fs::path(settings_.found) / (std::to_string(settings_.seed) + "-" + std::to_string(file) + "-" +
                                     std::to_string(progress_[file].answers));
    std::ofstream(place, std::ios::binary) << text;
    std::fprintf(stderr, "%s, %zu bytes, kept as %s: %s\n", files_[file].c_str(), text.size(), place.c_str(),
                 problem.c_str());
  }

  Settings settings_;
  std::vector<std::string> files_;
  Progress* progress_ = nullptr;
  std::map<pid_t, std::size_t> running_;
  std::size_t crashes_ = 0;
};

}  // namespace

int main(int count, char** words) {
  if (count < 6) {
    std::fputs("usage: survive_pages SEED MUTATIONS JOBS FOUND FOLDER...\n", stderr);
    return 2;
  }
  const Settings settings = {std::strtoull(words[1], nullptr, 10), std::strtoull(words[2], nullptr, 10),
                             std::max(1ULL, std::strtoull(words[3], nullptr, 10)), words[4]};
  fs::create_directories(settings.found);
  std::vector<std::string> files = files_in(count - 5, words + 5);
  std::printf("seed %llu, %zu pages, %zu mutations of each\n", static_cast<unsigned long long>(settings.seed),
              files.size(), settings.mutations);
  if (files.empty()) return 1;
  return Run(settings, std::move(files)).run() > 0 ? 1 : 0;
}
