#include "program/batch/learning.h"

#include <memory>
#include <utility>

#include "program/batch/batch_counts.h"
#include "program/batch/byte_record.h"
#include "program/batch/page_reader.h"
#include "program/batch/progress.h"
#include "program/batch/worker_pool.h"
#include "program/page_record.h"

namespace pressclip {
namespace {

std::string fingerprints_message(const PageFingerprints& page) {
  ByteWriter out;
  out.number(page.site);
  out.number(page.article);
  out.number(page.blocks.size());
  for (const std::uint32_t block : page.blocks) out.number(block);
  return out.take();
}

std::optional<PageFingerprints> read_fingerprints_message(std::string_view message) {
  ByteReader in(message);
  PageFingerprints page;
  page.site = in.number();
  page.article = in.number();
  for (std::uint64_t left = in.number(); left > 0 && in.whole(); --left)
    page.blocks.push_back(static_cast<std::uint32_t>(in.number()));
  if (!in.whole()) return std::nullopt;
  return page;
}

class Learning {
 public:
  Learning(const Plan& plan, RunSignals& signals)
      : plan_(plan),
        signals_(signals),
        progress_(plan.progress, "learning: "),
        pool_(plan, [&](const PageInput& page, PageMemory& memory) {
          const FingerprintedPage made = fingerprints_of_page(page, plan_.options, memory);
          return WorkerPool::Reply{.message = fingerprints_message(made.fingerprints),
                                   .page_bytes = made.bytes};
        }) {}

  std::variant<SiteFurniture, LearningInterrupted, LearningFailed> run() {
    if (progress_.is_shown()) count_ = FileCount::start(plan_);
    reader_ = PageReader::start(plan_);
    if (!reader_) return LearningFailed{"no process could be started"};
    while (!RunSignals::received()) {
      take_on();
      if (reader_->state() == PageReader::State::failed)
        return LearningFailed{"the inputs can't be read any further: the process that reads them has ended"};
      for (WorkDone& done : pool_.take()) settle(done);
      if (pool_.pages_in_work() == 0 && reader_->state() == PageReader::State::ended) break;
      update_progress();
      wait();
    }
    progress_.clear();
    if (RunSignals::received()) return LearningInterrupted{};
    return std::move(furniture_);
  }

 private:
  using Clock = std::chrono::steady_clock;

  [[nodiscard]] bool wants_pages() const {
    return reader_->state() == PageReader::State::reading && pool_.wants_more();
  }

  void take_on() {
    while (wants_pages()) {
      std::optional<std::string> message = reader_->next();
      if (!message) return;
      pool_.give(next_++, std::make_shared<const std::string>(std::move(*message)));
    }
  }

  void settle(const WorkDone& done) {
    counts_.count(AnswerKind::article);
    ++counts_.files;
    const auto* reply = std::get_if<std::string>(&done.result);
    if (reply == nullptr) return;
    if (const std::optional<PageFingerprints> page = read_fingerprints_message(*reply)) furniture_.add(*page);
  }

  void update_progress() {
    if (!progress_.is_shown()) return;
    counts_.time = Clock::now() - begun_;
    progress_.show(counts_, count_ ? count_->value() : std::nullopt);
  }

  void wait() {
    constexpr std::chrono::milliseconds kProgressEvery(100);
    std::vector<pollfd> waits;
    if (wants_pages()) reader_->add_waits(waits);
    pool_.add_waits(waits);
    std::optional<std::chrono::milliseconds> longest = pool_.longest_wait();
    if (progress_.is_shown()) longest = std::min(longest.value_or(kProgressEvery), kProgressEvery);
    signals_.wait(waits, longest);
  }

  const Plan& plan_;
  RunSignals& signals_;
  Progress progress_;
  std::optional<FileCount> count_;
  std::optional<PageReader> reader_;
  WorkerPool pool_;
  PageNumber next_ = 0;
  SiteFurniture furniture_;
  BatchCounts counts_;
  Clock::time_point begun_ = Clock::now();
};

}  // namespace

std::variant<SiteFurniture, LearningInterrupted, LearningFailed> learn_furniture(const Plan& plan,
                                                                                 RunSignals& signals) {
  return Learning(plan, signals).run();
}

}  // namespace pressclip
