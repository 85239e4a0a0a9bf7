// One process that hands out pages and writes records; others find, read and work on the pages.
#include "program/batch/batch.h"

#include <algorithm>
#include <deque>
#include <memory>
#include <utility>

#include "program/batch/batch_counts.h"
#include "program/batch/learning.h"
#include "program/batch/page_reader.h"
#include "program/batch/progress.h"
#include "program/batch/record_sink.h"
#include "program/batch/run_signals.h"
#include "program/batch/worker_pool.h"
#include "program/output.h"
#include "program/page_record.h"
#include "write/duplicate_mark.h"
#include "write/safe_text.h"

namespace pressclip {
namespace {

// Pages taken on and not written yet, as others wait for one that takes long. One page may be larger than
// all.
constexpr std::size_t kWindowPages = 4096;
constexpr std::size_t kWindowBytes = std::size_t{32} << 20U;

// How a record of a batch is written.
Manner batch_manner(const Plan& plan) {
  Manner manner = manner_of(plan, plan.several);
  manner.format = OutputFormat::json;
  return manner;
}

PageAnswer answer_to(const PageInput& page, const Options& options, const Manner& manner,
                     PageMemory& memory) {
  PageAnswer answer;
  if (const auto* file = std::get_if<PageFile>(&page.page))
    answer.stamp = stamp_of(file->path, stamp_limit(options.max_bytes));
  const PageRecord made = record_of(page, options, memory);
  answer.answer = answer_of(made.record, made.kind, manner);
  if (made.record.error) answer.error_code = made.record.error->code;
  if (options.furniture && !made.record.error) answer.site = site_number_of(page, made.record.article);
  answer.page_bytes = made.bytes;
  return answer;
}

class Batch {
 public:
  // `options`: the plan's, with what was learned.
  Batch(const Plan& plan, Options options, RecordSink& sink, RunSignals& signals)
      : plan_(plan),
        options_(std::move(options)),
        sink_(sink),
        manner_(batch_manner(plan)),
        signals_(signals),
        progress_(plan.progress),
        pool_(plan, [this](const PageInput& page, PageMemory& memory) {
          const PageAnswer answer = answer_to(page, options_, manner_, memory);
          return WorkerPool::Reply{.message = answer_message(answer), .page_bytes = answer.page_bytes};
        }) {}

  Outcome run() {
    if (progress_.is_shown()) count_ = FileCount::start(plan_);
    reader_ = PageReader::start(plan_);
    if (!reader_) {
      outcome_.write_problem = "no process could be started";
      return outcome_;
    }
    while (!outcome_.write_problem) {
      if (RunSignals::received()) drop_what_is_not_begun();
      take_on();
      for (WorkDone& done : pool_.take()) settle(std::move(done));
      if (deliver()) continue;
      if (slots_.empty() && !wants_pages()) break;
      update_progress();
      wait();
    }
    end();
    return outcome_;
  }

 private:
  using Clock = std::chrono::steady_clock;

  // A page on its way.
  struct Slot {
    PageInput page;                              // without its bytes
    std::shared_ptr<const std::string> message;  // as long as it is worked on
    PageIdentity identity;
    RecordPlace place;
    std::optional<PageAnswer> answer;
    bool in_work = false;
  };

  [[nodiscard]] bool wants_pages() const {
    return !RunSignals::received() && reader_->state() == PageReader::State::reading;
  }

  [[nodiscard]] bool has_room() const {
    return slots_.empty() || (slots_.size() < kWindowPages && held_bytes_ < kWindowBytes);
  }

  void take_on() {
    while (wants_pages() && has_room() && pool_.wants_more()) {
      std::optional<std::string> message = reader_->next();
      if (!message) break;
      std::optional<PageInput> page = read_page_message(*message, PagePart::all_but_bytes);
      if (!page) continue;
      Slot slot;
      slot.identity = identity_of(*page, *message);
      slot.place = sink_.place_for(slot.identity);
      if (slot.place.kept && !knew_the_same(slot.place.kept->entry)) slot.place.kept.reset();
      slot.page = std::move(*page);
      if (!slot.place.kept) {
        slot.message = std::make_shared<const std::string>(std::move(*message));
        held_bytes_ += slot.message->size();
        slot.in_work = true;
        pool_.give(first_ + slots_.size(), slot.message);
      }
      slots_.push_back(std::move(slot));
    }
    if (reader_->state() == PageReader::State::failed)
      outcome_.write_problem = "the inputs can't be read any further: the process that reads them has ended";
  }

  void settle(WorkDone done) {
    if (done.page < first_ || done.page - first_ >= slots_.size()) return;
    Slot& slot = slots_[done.page - first_];
    if (const auto* lost = std::get_if<PageLost>(&done.result))
      slot.answer = answer_of_lost(slot.page, lost->error);
    else
      slot.answer = read_answer_message(std::get<std::string>(done.result));
    if (!slot.answer)
      slot.answer = answer_of_lost(
          slot.page, {.code = "crashed", .message = "the process that worked on it gave no answer"});
    held_bytes_ -= slot.message->size();
    held_bytes_ += slot.answer->answer.output.size();
    slot.message.reset();
    slot.in_work = false;
  }

  [[nodiscard]] PageAnswer answer_of_lost(const PageInput& page, const RecordError& error) const {
    const PageRecord made = record_of_failure(page, error);
    PageAnswer answer;
    answer.answer = answer_of(made.record, made.kind, manner_);
    answer.error_code = error.code;
    return answer;
  }

  // Whether a record was written by the same knowledge of its site as there is now.
  [[nodiscard]] bool knew_the_same(const JournalEntry& entry) const {
    return entry.site_digest == digest_of_site(entry.site);
  }

  [[nodiscard]] std::uint64_t digest_of_site(std::uint64_t site) const {
    return options_.furniture && site != 0 ? options_.furniture->digest_of_site(site) : 0;
  }

  // The earlier page that this one repeats. To be called for each page once, in input order.
  std::optional<std::string> original_of(const Slot& slot, const std::optional<BodySignature>& signature) {
    if (!plan_.dedup) return std::nullopt;
    return earlier_.find_or_add(signature, slot.page.source);
  }

  // Writes what is ready, in input order: the one place where a record learns of those before it. False:
  // nothing was.
  bool deliver() {
    bool delivered = false;
    while (!slots_.empty() && !outcome_.write_problem) {
      Slot& slot = slots_.front();
      if (!slot.answer && !slot.place.kept) break;
      if (slot.answer)
        write(slot);
      else
        keep(slot);
      slots_.pop_front();
      ++first_;
      delivered = true;
    }
    return delivered;
  }

  void keep(const Slot& slot) {
    const JournalEntry& entry = slot.place.kept->entry;
    const std::optional<std::string> original = original_of(slot, entry.signature);
    note(original == entry.duplicate_of ? sink_.keep(slot.identity, *slot.place.kept)
                                        : mark_anew(slot, original));
    ++counts_.kept;
    count(slot, entry.kind, entry.page_bytes);
  }

  // The page is as it was, but not those before it.
  std::optional<WriteFailed> mark_anew(const Slot& slot, const std::optional<std::string>& original) {
    const JournalEntry& entry = slot.place.kept->entry;
    const std::optional<std::string> record = sink_.read(*slot.place.kept);
    if (!record)
      return WriteFailed{printable(slot.page.source) + ": its record was changed by another program"};
    PageAnswer answer;
    answer.answer = {.kind = entry.kind,
                     .output = marked_as_duplicate(*record, original, manner_.style),
                     .message = "",
                     .signature = entry.signature};
    answer.error_code = entry.error_code;
    answer.page_bytes = entry.page_bytes;
    answer.stamp = entry.stamp;
    answer.site = entry.site;
    answer.site_digest = entry.site_digest;
    answer.duplicate_of = original;
    return sink_.write(slot.identity, slot.place, answer);
  }

  void write(Slot& slot) {
    Answer& answer = slot.answer->answer;
    held_bytes_ -= answer.output.size();
    slot.answer->site_digest = digest_of_site(slot.answer->site);
    slot.answer->duplicate_of = original_of(slot, answer.signature);
    if (slot.answer->duplicate_of)
      answer.output = marked_as_duplicate(answer.output, slot.answer->duplicate_of, manner_.style);
    note(sink_.write(slot.identity, slot.place, *slot.answer));
    if (outcome_.write_problem) return;
    count(slot, answer.kind, slot.answer->page_bytes);
    if (answer.message.empty() || plan_.loudness == Loudness::quiet) return;
    progress_.clear();
    say(answer.message);
  }

  void count(const Slot& slot, AnswerKind kind, std::size_t bytes) {
    if (outcome_.write_problem) return;
    counts_.count(kind);
    counts_.bytes += bytes;
    const Origin& origin = slot.page.origin;
    if (origin.path != last_path_ || (origin.member.empty() && origin.number == 0)) ++counts_.files;
    last_path_ = origin.path;
  }

  void note(std::optional<WriteFailed> failed) {
    if (failed) outcome_.write_problem = std::move(failed->reason);
  }

  // After a signal: what is worked on is finished, and what stands before it in order.
  void drop_what_is_not_begun() {
    while (!slots_.empty() && !slots_.back().in_work) {
      const Slot& last = slots_.back();
      const bool is_ready =
          std::none_of(slots_.begin(), slots_.end(), [](const Slot& slot) { return slot.in_work; });
      if (is_ready) return;
      if (last.answer) held_bytes_ -= last.answer->answer.output.size();
      slots_.pop_back();
    }
  }

  void update_progress() {
    if (!progress_.is_shown()) return;
    counts_.time = Clock::now() - begun_;
    progress_.show(counts_, count_ ? count_->value() : std::nullopt);
  }

  void wait() {
    constexpr std::chrono::milliseconds kProgressEvery(100);
    std::vector<pollfd> waits;
    if (wants_pages() && has_room() && pool_.wants_more()) reader_->add_waits(waits);
    pool_.add_waits(waits);
    std::optional<std::chrono::milliseconds> longest = pool_.longest_wait();
    if (progress_.is_shown()) longest = std::min(longest.value_or(kProgressEvery), kProgressEvery);
    signals_.wait(waits, longest);
  }

  void end() {
    const std::optional<int> signal = RunSignals::received();
    const bool finished = !outcome_.write_problem && !signal;
    if (finished) note(sink_.finish());
    counts_.time = Clock::now() - begun_;
    progress_.end(counts_, count_ ? count_->value() : std::nullopt);
    outcome_.articles = counts_.articles;
    outcome_.without_article = counts_.empty;
    outcome_.without_page = counts_.other_files;
    outcome_.unreadable = counts_.unreadable;
    outcome_.failed = counts_.failed;
    outcome_.signal = signal;
    if (outcome_.write_problem || signal) {
      if (outcome_.write_problem) say(*outcome_.write_problem);
      say("not finished; the same command with --resume goes on from here");
    }
    write_summary(finished && !outcome_.write_problem);
    say(summary_line(counts_));
  }

  void write_summary(bool finished) {
    if (!plan_.summary) return;
    auto opened = Output::open(plan_.summary);
    const auto failed = [&](const WriteResult& result) {
      const auto* problem = std::get_if<WriteFailed>(&result);
      if (problem == nullptr) return false;
      say(problem->reason);
      outcome_.write_problem = problem->reason;
      return true;
    };
    if (const auto* problem = std::get_if<WriteFailed>(&opened)) {
      failed(*problem);
      return;
    }
    auto& output = std::get<Output>(opened);
    if (!failed(output.write(summary_json(counts_, finished)))) failed(output.commit());
  }

  const Plan& plan_;
  Options options_;
  RecordSink& sink_;
  Manner manner_;
  RunSignals& signals_;
  Progress progress_;
  std::optional<FileCount> count_;
  std::optional<PageReader> reader_;
  WorkerPool pool_;
  std::deque<Slot> slots_;  // in input order
  PageNumber first_ = 0;    // of the first slot
  std::size_t held_bytes_ = 0;
  std::string last_path_;
  EarlierPages earlier_;
  BatchCounts counts_;
  Clock::time_point begun_ = Clock::now();
  Outcome outcome_;
};

Outcome outcome_of_problem(std::string reason) {
  say(reason);
  Outcome outcome;
  outcome.write_problem = std::move(reason);
  return outcome;
}

std::optional<WriteFailed> save(const SiteFurniture& furniture, Output& output) {
  for (const WriteResult& result : {output.write(furniture.saved()), output.commit()})
    if (const auto* failed = std::get_if<WriteFailed>(&result)) return *failed;
  return std::nullopt;
}

// What the first pass learned, or what ends the run there.
std::variant<std::shared_ptr<const SiteFurniture>, Outcome> learned_in_first_pass(
    const Plan& plan, RunSignals& signals, std::optional<Output>& save_to) {
  auto learned = learn_furniture(plan, signals);
  if (auto* failed = std::get_if<LearningFailed>(&learned))
    return outcome_of_problem(std::move(failed->reason));
  if (std::holds_alternative<LearningInterrupted>(learned)) {
    say("not finished; no record is written before every page has been learned from");
    Outcome outcome;
    outcome.signal = RunSignals::received();
    return outcome;
  }
  auto furniture = std::make_shared<const SiteFurniture>(std::get<SiteFurniture>(std::move(learned)));
  if (save_to)
    if (auto failed = save(*furniture, *save_to)) return outcome_of_problem(std::move(failed->reason));
  if (plan.loudness != Loudness::quiet)
    say("learned from " + std::to_string(furniture->pages()) +
        (furniture->pages() == 1 ? " article of " : " articles of ") + std::to_string(furniture->sites()) +
        (furniture->sites() == 1 ? " site" : " sites"));
  return furniture;
}

}  // namespace

Outcome carry_out_batch(const Plan& plan) {
  if (plan.learn && !can_be_read_twice(plan))
    return outcome_of_problem(
        "--learn reads the inputs twice, which standard input and pipes can't be; learn from files with "
        "--learned FILE, then use that FILE without --learn");
  // What can't be written is said before hours of learning.
  std::optional<Output> save_to;
  if (plan.learned) {
    auto opened = Output::open(plan.learned);
    if (auto* failed = std::get_if<WriteFailed>(&opened))
      return outcome_of_problem(std::move(failed->reason));
    save_to.emplace(std::get<Output>(std::move(opened)));
  }
  auto sink = open_sink(plan);
  if (auto* problem = std::get_if<WriteFailed>(&sink)) return outcome_of_problem(std::move(problem->reason));
  RunSignals signals;
  Options options = plan.options;
  if (plan.learn) {
    auto learned = learned_in_first_pass(plan, signals, save_to);
    if (auto* outcome = std::get_if<Outcome>(&learned)) return std::move(*outcome);
    options.furniture = std::get<std::shared_ptr<const SiteFurniture>>(std::move(learned));
  }
  return Batch(plan, std::move(options), *std::get<std::unique_ptr<RecordSink>>(sink), signals).run();
}

}  // namespace pressclip
