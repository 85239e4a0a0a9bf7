// extract, explain, rules and schema: inputs in, answers out. batch is a run of its own.
#include "program/run.h"

#include <cstdio>
#include <memory>
#include <utility>

#include "program/answer.h"
#include "program/batch/batch.h"
#include "program/check.h"
#include "program/content_kind.h"
#include "program/line_pages.h"
#include "program/listing.h"
#include "program/ordered_pool.h"
#include "program/output.h"
#include "program/page_record.h"
#include "program/page_source.h"
#include "program/time_limit.h"
#include "write/duplicate_mark.h"
#include "write/safe_text.h"

namespace pressclip {
namespace {

// Answers that wait for an earlier one, for each page that is worked on.
constexpr std::size_t kWindowForEachJob = 4;

void note(const WriteResult& result, Outcome& outcome) {
  if (std::holds_alternative<ReaderGone>(result)) outcome.reader_gone = true;
  if (const auto* failed = std::get_if<WriteFailed>(&result)) outcome.write_problem = failed->reason;
}

// None: every page is done where it is read.
std::size_t threads_for(const Plan& plan) {
  const bool alone = plan.jobs == 1 || (plan.timeout && !kThreadsStartProcesses);
  return alone ? 0 : plan.jobs;
}

// The run of extract over every input.
class Extraction {
 public:
  Extraction(const Plan& plan, Output& output, Outcome& outcome)
      : plan_(plan),
        output_(output),
        outcome_(outcome),
        pool_(threads_for(plan), plan.jobs * kWindowForEachJob,
              [this](const Answer& answer) { return deliver(answer); }) {}

  void run() {
    PageSource source(plan_);
    for (bool wanted = true; wanted;) {
      std::optional<PageInput> page = source.next();
      if (!page) break;
      wanted = submit(std::make_shared<const PageInput>(std::move(*page)));
    }
  }

 private:
  // Called for one answer at a time.
  bool deliver(const Answer& made) {
    Answer answer = made;
    if (plan_.dedup)
      if (const auto original = earlier_.find_or_add(answer.signature, answer.source))
        answer.output = marked_as_duplicate(answer.output, original, manner_of(plan_, true).style);
    ++count_of(answer.kind);
    if (!answer.message.empty() && plan_.loudness != Loudness::quiet) say(answer.message);
    if (answer.output.empty()) return true;
    const bool separate =
        wrote_ && (plan_.format == OutputFormat::text || plan_.format == OutputFormat::markdown);
    wrote_ = true;
    note(output_.write(separate ? '\n' + answer.output : answer.output), outcome_);
    return !outcome_.reader_gone && !outcome_.write_problem;
  }

  std::size_t& count_of(AnswerKind kind) {
    switch (kind) {
      case AnswerKind::article:
        return outcome_.articles;
      case AnswerKind::no_article:
        return outcome_.without_article;
      case AnswerKind::unreadable:
        return outcome_.unreadable;
      case AnswerKind::no_page:
        return outcome_.without_page;
      case AnswerKind::failed:
        break;
    }
    return outcome_.failed;
  }

  // False: no more answers are wanted.
  bool submit(const std::shared_ptr<const PageInput>& page) {
    const auto answered = [page, manner = manner_of(plan_, page->several)](const PageRecord& made) {
      return answer_of(made.record, made.kind, manner);
    };
    const auto failed = [=](const RecordError& error) { return answered(record_of_failure(*page, error)); };
    // Not only an article takes memory, but also what is written of it.
    const OrderedPool::Job job = [=, this](PageMemory& memory) {
      try {
        return answered(record_of(*page, plan_.options, memory));
      } catch (const std::bad_alloc&) {
        return failed({.code = "too_large", .message = "not enough memory for this page"});
      }
    };
    const bool is_failure = std::holds_alternative<PageFailure>(page->page);
    if (!plan_.timeout || is_failure) return pool_.submit(job);
    return pool_.submit([=, this](PageMemory& memory) {
      return within_time([&] { return job(memory); }, *plan_.timeout, failed);
    });
  }

  const Plan& plan_;
  Output& output_;
  Outcome& outcome_;
  bool wrote_ = false;
  EarlierPages earlier_;
  OrderedPool pool_;
};

// The page of the one INPUT of explain, or why it can't be read.
std::variant<std::string, RecordError> read_page(const Plan& plan) {
  const auto unreadable = [](std::string reason) {
    return RecordError{.code = "unreadable", .message = std::move(reason)};
  };
  const std::string& path = plan.inputs.front();
  auto opened = open_input(path);
  if (auto* problem = std::get_if<std::string>(&opened)) return unreadable(std::move(*problem));
  const auto stream = unpacked(std::get<std::unique_ptr<ByteStream>>(std::move(opened)));
  if (plan.input_kind == InputKind::automatic) {
    const ContentKind kind = content_kind(*stream, line_limit(plan.options));
    if (kind != ContentKind::page) return unreadable("this is not one page");
  }
  ReadAll page = read_all(*stream, plan.options.max_bytes);
  if (page.problem) return unreadable(std::move(*page.problem));
  return std::move(page.bytes);
}

// What the commands that print one text print; nothing where the input can't be read, which is said and
// counted.
std::optional<std::string> printed(const Plan& plan, Outcome& outcome) {
  if (plan.command == Command::schema) return std::string(json_schema());
  if (plan.command == Command::rules)
    return listed_rules(plan.options.rules ? *plan.options.rules : *RuleBook::built_in());
  const auto page = read_page(plan);
  if (const auto* error = std::get_if<RecordError>(&page)) {
    say(printable(plan.inputs.front()) + ": " + error->message);
    ++outcome.unreadable;
    return std::nullopt;
  }
  Options options = plan.options;
  options.folder = folder_of({.named = plan.inputs.front(), .path = plan.inputs.front()});
  const Explanation explanation = explain(std::get<std::string>(page), options);
  ++(explanation.article.body.empty() ? outcome.without_article : outcome.articles);
  return listed_blocks(explanation);
}

// Whether inputs were there, but none could be read.
bool nothing_read(const Outcome& outcome) {
  return outcome.unreadable > 0 && outcome.articles + outcome.without_article + outcome.failed == 0;
}

Outcome print_answers(const Plan& plan) {
  Outcome outcome;
  auto opened = Output::open(plan.output);
  if (const auto* failed = std::get_if<WriteFailed>(&opened)) {
    outcome.write_problem = failed->reason;
    return outcome;
  }
  auto& output = std::get<Output>(opened);
  if (plan.command == Command::extract)
    Extraction(plan, output, outcome).run();
  else if (const std::optional<std::string> text = printed(plan, outcome))
    note(output.write(*text), outcome);
  if (!outcome.write_problem && !nothing_read(outcome)) note(output.commit(), outcome);
  return outcome;
}

}  // namespace

void say(const std::string& message) {
  const std::string line = "pressclip: " + message + '\n';
  std::fwrite(line.data(), 1, line.size(), stderr);
}

Outcome carry_out(const Plan& plan) {
  if (plan.command == Command::batch) return carry_out_batch(plan);
  Outcome outcome = plan.command == Command::check ? check_cases(plan) : print_answers(plan);
  if (outcome.write_problem) say(*outcome.write_problem);
  return outcome;
}

int exit_status(const Outcome& outcome, const Plan& plan) {
  constexpr int kAllWell = 0;
  constexpr int kAnswerIsNo = 1;
  constexpr int kNothingDone = 2;
  constexpr int kSomeFailed = 3;
  constexpr int kSignalled = 128;
  if (outcome.signal) return kSignalled + *outcome.signal;
  if (outcome.write_problem || outcome.no_case) return kNothingDone;
  if (outcome.reader_gone) return kAllWell;
  if (nothing_read(outcome)) return kNothingDone;
  if (outcome.unreadable + outcome.failed > 0) return kSomeFailed;
  if (outcome.differing > 0) return kAnswerIsNo;
  if (plan.require_article && outcome.without_article > 0) return kAnswerIsNo;
  return kAllWell;
}

}  // namespace pressclip
