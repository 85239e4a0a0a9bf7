// The run of check: every case is worked on by itself, and reported in the order of the cases.
#include "program/check.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <memory>
#include <new>
#include <string_view>
#include <utility>
#include <variant>

#include "pressclip/pressclip.h"
#include "program/check_cases.h"
#include "program/check_compare.h"
#include "program/check_expected.h"
#include "program/check_options.h"
#include "program/check_report.h"
#include "program/check_show.h"
#include "program/content_kind.h"
#include "program/listing.h"
#include "program/ordered_pool.h"
#include "program/output.h"
#include "program/time_limit.h"
#include "write/safe_text.h"

namespace pressclip {
namespace {

// Answers that wait for an earlier one, for each page that is worked on.
constexpr std::size_t kWindowForEachJob = 4;
// What --update takes without --accept-loss: two words in a hundred come and go with a rule or a model.
constexpr double kMinF1OfUpdate = 0.98;

// These hang on where and with which models a page was read, so expected files do without.
constexpr std::array<std::string_view, 2> kNeverWritten = {"source", "confidence"};

bool is_never_written(std::string_view field) {
  return std::find(kNeverWritten.begin(), kNeverWritten.end(), field) != kNeverWritten.end();
}

// Why a case failed: "path: reason".
struct Failure {
  std::string reason;
};
template <typename Value>
using Tried = std::variant<Value, Failure>;

Failure failure(const std::string& path, const std::string& reason) {
  return {printable(path) + ": " + reason};
}

Tried<std::string> read_file(const std::string& path) {
  auto opened = open_input(path);
  if (const auto* problem = std::get_if<std::string>(&opened)) return failure(path, *problem);
  ReadAll file = read_all(*std::get<std::unique_ptr<ByteStream>>(opened), kMaxExpectedBytes);
  if (file.problem) return failure(path, *file.problem);
  if (file.bytes.size() > kMaxExpectedBytes) return failure(path, "too large for such a file");
  return std::move(file.bytes);
}

Tried<std::string> read_page(const std::string& path, const Options& options) {
  constexpr std::size_t kLineLimit = std::size_t{1} << 20U;
  auto opened = open_input(path);
  if (const auto* problem = std::get_if<std::string>(&opened)) return failure(path, *problem);
  const auto stream = unpacked(std::get<std::unique_ptr<ByteStream>>(std::move(opened)));
  if (options.format == InputFormat::automatic && content_kind(*stream, kLineLimit) != ContentKind::page)
    return failure(path, "this is not one page");
  ReadAll page = read_all(*stream, options.max_bytes);
  if (page.problem) return failure(path, *page.problem);
  return std::move(page.bytes);
}

// The plan by which the page of one case is worked on.
Tried<Plan> plan_of(const Case& each, const Plan& plan) {
  if (!each.options) return plan;
  auto flags = read_file(*each.options);
  if (auto* failed = std::get_if<Failure>(&flags)) return std::move(*failed);
  const std::size_t slash = each.options->rfind('/');
  auto arguments =
      with_case_options(plan.check.typed, std::get<std::string>(flags), each.options->substr(0, slash));
  if (const auto* reason = std::get_if<std::string>(&arguments)) return failure(*each.options, *reason);
  auto made = make_plan(std::get<Arguments>(arguments));
  if (const auto* reply = std::get_if<Reply>(&made)) return failure(*each.options, reply->message);
  return std::get<Plan>(std::move(made));
}

// Does a job within the time that is given for a page, if one is.
Answer done_in_time(const Plan& plan, const Job& job) {
  if (!plan.timeout) return job();
  return within_time(job, *plan.timeout, [](const RecordError& error) {
    return Answer{.kind = AnswerKind::failed, .output = "", .message = error.message};
  });
}

// The page's record as JSON.
Tried<std::string> answer_for(const Case& each, const std::string& page, const Plan& plan,
                              const JsonStyle& style) {
  Answer answer = done_in_time(plan, [&] {
    try {
      const Record record = {
          .source = each.page, .article = extract(page, plan.options), .error = {}, .input_json = ""};
      return Answer{.kind = AnswerKind::article, .output = write_json(record, style), .message = ""};
    } catch (const std::bad_alloc&) {
      return Answer{.kind = AnswerKind::failed, .output = "", .message = "not enough memory for this page"};
    }
  });
  if (answer.kind == AnswerKind::failed) return failure(each.page, answer.message);
  return std::move(answer.output);
}

std::string described(const std::vector<Field>& fields) {
  const auto count = [&](std::string_view name) {
    const Field* field = find_field(fields, name);
    return field != nullptr ? field->elements.size() : 0;
  };
  if (find_field(fields, "body") != nullptr && count("body") == 0) return "no article";
  return std::to_string(count("body")) + (count("body") == 1 ? " block, " : " blocks, ") +
         std::to_string(count("related")) + " related";
}

// The verdicts on the blocks around the one that the first difference is about.
std::string verdicts_around(const Comparison& comparison, const std::string& page, const Options& options) {
  constexpr std::size_t kRecognised = 30;
  constexpr std::size_t kAround = 3;
  std::vector<std::string_view> texts;
  for (const FieldDifference& field : comparison.fields)
    for (const ElementDifference& element : field.elements) {
      for (const ElementPart& part : element.element) texts.push_back(part.text);
      for (const PartDifference& part : element.parts) texts.insert(texts.end(), {part.expected, part.got});
    }
  Explanation explanation = explain(page, options);
  const auto is_about = [&](const ExplainedBlock& block, std::string_view text) {
    const std::string begin = block.text.substr(0, kRecognised);
    return !begin.empty() && text.find(begin) != std::string_view::npos;
  };
  for (const std::string_view text : texts) {
    auto& blocks = explanation.blocks;
    const auto found = std::find_if(blocks.begin(), blocks.end(),
                                    [&](const ExplainedBlock& block) { return is_about(block, text); });
    if (found == blocks.end()) continue;
    const auto at = static_cast<std::size_t>(found - blocks.begin());
    blocks.erase(blocks.begin() + static_cast<std::ptrdiff_t>(std::min(blocks.size(), at + kAround + 1)),
                 blocks.end());
    blocks.erase(blocks.begin(), blocks.begin() + static_cast<std::ptrdiff_t>(at - std::min(at, kAround)));
    return "  verdicts around it:\n" + listed_blocks(explanation);
  }
  return "";
}

bool terminal_shows_colours() {
  const char* const no_color = std::getenv("NO_COLOR");
  const char* const terminal = std::getenv("TERM");
  return isatty(STDOUT_FILENO) == 1 && (no_color == nullptr || *no_color == '\0') &&
         (terminal == nullptr || std::string_view(terminal) != "dumb");
}

// Works on one case; nothing is written.
class Examination {
 public:
  Examination(const Case& each, const Plan& plan, Marks marks) : case_(each), plan_(plan), marks_(marks) {}

  CaseResult run() {
    result_.name = case_.name;
    result_.expected = case_.expected;
    std::optional<Failure> failed;
    if (case_.problem)
      failed = Failure{*case_.problem};
    else
      failed = plan_.check.mode == CheckMode::init ? make_expected() : compare_case();
    if (failed) {
      result_.end = CaseEnd::failed;
      result_.summary = failed->reason;
    }
    return std::move(result_);
  }

 private:
  std::optional<Failure> make_expected() {
    auto planned = plan_of(case_, plan_);
    if (auto* failed = std::get_if<Failure>(&planned)) return std::move(*failed);
    const Plan& plan = std::get<Plan>(planned);
    const auto page = read_page(case_.page, plan.options);
    if (const auto* failed = std::get_if<Failure>(&page)) return *failed;
    JsonStyle style = plan.style;
    style.compact = false;
    if (style.fields.empty()) style.fields = field_names();
    std::erase_if(style.fields, is_never_written);
    auto answer = answer_for(case_, std::get<std::string>(page), plan, style);
    if (auto* failed = std::get_if<Failure>(&answer)) return std::move(*failed);
    const auto fields = read_expected(std::get<std::string>(answer));
    if (const auto* reason = std::get_if<std::string>(&fields)) return failure(case_.expected, *reason);
    result_.end = CaseEnd::made;
    result_.new_expected = std::get<std::string>(std::move(answer));
    result_.summary = described(std::get<std::vector<Field>>(fields));
    return std::nullopt;
  }

  std::optional<Failure> compare_case() {
    const auto text = read_file(case_.expected);
    if (const auto* failed = std::get_if<Failure>(&text)) return *failed;
    const auto& expected_text = std::get<std::string>(text);
    const auto read = read_expected(expected_text);
    if (const auto* reason = std::get_if<std::string>(&read)) return failure(case_.expected, *reason);
    const auto& expected = std::get<std::vector<Field>>(read);

    auto planned = plan_of(case_, plan_);
    if (auto* failed = std::get_if<Failure>(&planned)) return std::move(*failed);
    Plan& plan = std::get<Plan>(planned);
    const bool asks_for_removed =
        find_field(expected, "removed") != nullptr || find_field(expected, kRemovedCategories) != nullptr;
    if (asks_for_removed && plan.options.removed == RemovedScope::none)
      plan.options.removed = RemovedScope::article;
    const auto page = read_page(case_.page, plan.options);
    if (const auto* failed = std::get_if<Failure>(&page)) return *failed;
    const JsonStyle style = {
        .compact = true, .removed = plan.options.removed != RemovedScope::none, .fields = {}};
    const auto answer = answer_for(case_, std::get<std::string>(page), plan, style);
    if (const auto* failed = std::get_if<Failure>(&answer)) return *failed;
    const auto& got_text = std::get<std::string>(answer);
    const auto got = std::get<std::vector<Field>>(read_fields(got_text));

    const bool update = plan_.check.mode == CheckMode::update;
    const std::vector<std::string>& names = plan_.style.fields;
    const Comparison comparison = compare(expected, got, names, update ? std::nullopt : plan_.check.min_f1);
    take(comparison);
    if (update && !comparison.fields.empty()) update_case(comparison, expected_text, got_text, got);
    if (result_.end != CaseEnd::same && plan_.loudness == Loudness::verbose) {
      // On a page like any other, with no more time for it.
      const Answer verdicts = done_in_time(plan, [&] {
        std::string listing = verdicts_around(comparison, std::get<std::string>(page), plan.options);
        return Answer{.kind = AnswerKind::article, .output = std::move(listing), .message = ""};
      });
      result_.shown += verdicts.output;
    }
    return std::nullopt;
  }

  void take(const Comparison& comparison) {
    result_.body_f1 = comparison.body_f1;
    if (comparison.body_tolerated) {
      result_.end = CaseEnd::tolerated;
      result_.summary = "body within --min-f1 (F1 " + shown_f1(*comparison.body_f1) + ')';
    }
    if (comparison.fields.empty()) return;
    result_.end = CaseEnd::differs;
    result_.summary = shown_fields(comparison);
    for (const FieldDifference& field : comparison.fields) {
      result_.fields.push_back(field.name);
      result_.elements += field.elements.size();
    }
    const Length length = plan_.loudness == Loudness::verbose ? Length::whole : Length::cut;
    result_.details = shown_differences(comparison, {Marks::brackets, length});
    result_.shown =
        marks_ == Marks::brackets ? result_.details : shown_differences(comparison, {marks_, length});
  }

  // Why the expected file must not be rewritten, where it would lose something.
  std::optional<std::string> loss(const Comparison& comparison) const {
    const double min_f1 = plan_.check.min_f1.value_or(kMinF1OfUpdate);
    for (const FieldDifference& field : comparison.fields) {
      if (field.name == "body" && comparison.body_f1 && *comparison.body_f1 < min_f1)
        return "the new body has an F1 of " + shown_f1(*comparison.body_f1) +
               " against the expected one, under " + shown_f1(min_f1);
      const bool lost =
          field.name == kRemovedCategories &&
          std::any_of(field.elements.begin(), field.elements.end(),
                      [](const ElementDifference& element) { return element.change == Change::missing; });
      if (lost) return "a text that must be removed is not";
    }
    return std::nullopt;
  }

  void update_case(Comparison comparison, const std::string& expected_text, const std::string& got_text,
                   const std::vector<Field>& got) {
    if (const auto reason = plan_.check.accept_loss ? std::nullopt : loss(comparison)) {
      result_.end = CaseEnd::refused;
      result_.summary = *reason + " (--accept-loss takes it)";
      return;
    }
    std::erase_if(comparison.fields,
                  [](const FieldDifference& field) { return is_never_written(field.name); });
    std::string updated = updated_expected(expected_text, got_text, comparison);
    const auto now = read_fields(updated);
    const Comparison left = compare(std::get<std::vector<Field>>(now), got, plan_.style.fields, std::nullopt);
    if (updated != expected_text) {
      result_.end = CaseEnd::updated;
      result_.new_expected = std::move(updated);
    }
    if (left.fields.empty()) return;
    result_.end = CaseEnd::differs;
    result_.summary += "; not to be updated, take out by hand: " + shown_fields(left);
  }

  const Case& case_;
  const Plan& plan_;
  Marks marks_;
  CaseResult result_;
};

CaseResult without_memory_for(const Case& each) {
  CaseResult result;
  result.name = each.name;
  result.expected = each.expected;
  result.end = CaseEnd::failed;
  result.summary = printable(each.page) + ": not enough memory for this case";
  return result;
}

// None: every page is done where it is read.
std::size_t threads_for(const Plan& plan) {
  const bool alone = plan.jobs == 1 || (plan.timeout && !kThreadsStartProcesses);
  return alone ? 0 : plan.jobs;
}

class Check {
 public:
  Check(const Plan& plan, Output& output, Outcome& outcome)
      : plan_(plan),
        output_(output),
        outcome_(outcome),
        marks_(terminal_shows_colours() ? Marks::colour : Marks::brackets) {}

  void run() {
    const FoundCases found = find_cases(plan_);
    for (const std::string& problem : found.problems) say(problem);
    const bool init = plan_.check.mode == CheckMode::init;
    const std::vector<Case>& cases = init ? found.without_expected : found.cases;
    if (found.cases.empty() && (!init || found.without_expected.empty())) {
      outcome_.no_case = true;
      if (found.problems.empty()) say(nothing_found(found));
      return;
    }
    outcome_.failed += found.problems.size();
    examine(cases);
    if (init) append_left_alone(found.cases);
    print(check_summary(results_, plan_.check, init ? 0 : found.without_expected.size()));
    if (plan_.check.junit) write_file(*plan_.check.junit, junit_report(results_));
  }

 private:
  [[nodiscard]] std::string nothing_found(const FoundCases& found) const {
    std::string folders;
    for (const std::string& folder : plan_.inputs)
      folders += (folders.empty() ? "" : ", ") + printable(folder);
    if (!found.without_expected.empty())
      return folders + ": no case: no page has an expected file yet (pressclip check --init makes them)";
    return folders +
           ": no case: a case is a folder with page.html and expected.json, or x.html beside "
           "x.expected.json";
  }

  void examine(const std::vector<Case>& cases) {
    results_.resize(cases.size());
    std::size_t reported = 0;
    OrderedPool pool(threads_for(plan_), plan_.jobs * kWindowForEachJob, [&](const Answer&) {
      report(results_[reported++]);
      return !outcome_.write_problem;
    });
    for (std::size_t i = 0; i < cases.size(); ++i) {
      const auto job = [this, &each = cases[i], &result = results_[i]](PageMemory&) {
        try {
          result = Examination(each, plan_, marks_).run();
        } catch (const std::bad_alloc&) {
          result = without_memory_for(each);
        }
        return Answer();
      };
      if (!pool.submit(job)) break;
    }
  }

  // Called for one case at a time, in their order.
  void report(CaseResult& result) {
    if (result.new_expected) {
      if (const auto problem = written(result.expected, *result.new_expected)) {
        result.end = CaseEnd::failed;
        result.summary = *problem;
      }
      result.new_expected.reset();
    }
    if (result.end == CaseEnd::failed) {
      ++outcome_.failed;
      if (plan_.loudness != Loudness::quiet) say(result.summary);
    }
    if (result.end == CaseEnd::differs || result.end == CaseEnd::refused) ++outcome_.differing;
    print(case_report(result, plan_.loudness));
    if (plan_.check.github) print_raw(github_annotation(result));
    result.shown.clear();
    if (!plan_.check.junit) result.details.clear();
  }

  void append_left_alone(const std::vector<Case>& cases) {
    for (const Case& each : cases) {
      CaseResult result;
      result.name = each.name;
      result.expected = each.expected;
      results_.push_back(std::move(result));
      if (plan_.loudness == Loudness::verbose)
        print("there    " + printable(each.expected) + ": left alone\n");
    }
  }

  void print(const std::string& lines) {
    print_raw(plan_.check.github ? without_workflow_commands(lines) : lines);
  }

  void print_raw(const std::string& lines) {
    // Where the reader has gone, what was found still counts: a status of 0 would say that all is well.
    if (lines.empty() || reader_gone_) return;
    const WriteResult result = output_.write(lines);
    reader_gone_ = std::holds_alternative<ReaderGone>(result);
    if (const auto* failed = std::get_if<WriteFailed>(&result)) outcome_.write_problem = failed->reason;
  }

  // Why the file could not be written; nothing where it was.
  static std::optional<std::string> written(const std::string& path, const std::string& bytes) {
    auto opened = Output::open(path);
    if (const auto* failed = std::get_if<WriteFailed>(&opened)) return failed->reason;
    auto& output = std::get<Output>(opened);
    for (const WriteResult& result : {output.write(bytes), output.commit()}) {
      if (const auto* failed = std::get_if<WriteFailed>(&result)) return failed->reason;
      if (std::holds_alternative<ReaderGone>(result)) return printable(path) + ": nobody reads it";
    }
    return std::nullopt;
  }

  void write_file(const std::string& path, const std::string& bytes) {
    if (const auto problem = written(path, bytes)) outcome_.write_problem = problem;
  }

  const Plan& plan_;
  Output& output_;
  Outcome& outcome_;
  Marks marks_;
  bool reader_gone_ = false;
  std::vector<CaseResult> results_;
};

}  // namespace

Outcome check_cases(const Plan& plan) {
  Outcome outcome;
  auto opened = Output::open(std::nullopt);
  Check(plan, std::get<Output>(opened), outcome).run();
  return outcome;
}

}  // namespace pressclip
