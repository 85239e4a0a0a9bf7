// extract, explain, rules and schema: inputs in, answers out.
#include "program/run.h"

#include <algorithm>
#include <cstdio>
#include <functional>
#include <memory>
#include <new>
#include <utility>

#include "program/answer.h"
#include "program/content_kind.h"
#include "program/input_walk.h"
#include "program/listing.h"
#include "program/ordered_pool.h"
#include "program/output.h"
#include "program/time_limit.h"
#include "write/page_line.h"
#include "write/safe_text.h"

namespace pressclip {
namespace {

// Answers that wait for an earlier one, for each page that is worked on.
constexpr std::size_t kWindowForEachJob = 4;

// How an answer is written.
struct Manner {
  OutputFormat format = OutputFormat::json;
  JsonStyle style;
  bool verbose = false;
};

Manner manner_of(const Plan& plan, bool several) {
  Manner manner = {.format = plan.format, .style = plan.style, .verbose = plan.loudness == Loudness::verbose};
  if (manner.format == OutputFormat::jsonl) manner.format = OutputFormat::json;
  if (several) manner.style.compact = true;
  return manner;
}

// A JSON string escapes a byte as six characters at most, but markup hardly: twice the page and some more is
// enough.
std::size_t line_limit(const Plan& plan) {
  return plan.options.max_bytes * 2 + (std::size_t{1} << 20U);
}

std::string described(const Article& article) {
  if (article.body.empty()) return "no article";
  return std::to_string(article.body.size()) + (article.body.size() == 1 ? " block, " : " blocks, ") +
         std::to_string(article.related.size()) + " related";
}

Answer answer_of(const Record& record, AnswerKind kind, const Manner& manner) {
  Answer answer = {.kind = kind, .output = "", .message = ""};
  if (record.error)
    answer.message = printable(record.source) + ": " + printable(record.error->message);
  else if (manner.verbose)
    answer.message = printable(record.source) + ": " + described(record.article);
  if (manner.format == OutputFormat::json)
    answer.output = write_json(record, manner.style);
  else if (record.error)
    return answer;
  else if (manner.format == OutputFormat::text)
    answer.output = write_text(record.article);
  else if (manner.format == OutputFormat::markdown)
    answer.output = write_markdown(record.article);
  else
    answer.output = write_html(record.article);
  return answer;
}

Answer failure(AnswerKind kind, std::string source, RecordError error, std::string input_json,
               const Manner& manner) {
  const Record record = {.source = std::move(source),
                         .article = {},
                         .error = std::move(error),
                         .input_json = std::move(input_json)};
  return answer_of(record, kind, manner);
}

RecordError unreadable(std::string reason) {
  return {.code = "unreadable", .message = std::move(reason)};
}

// An article, or the error that there was no memory for it.
Answer extracted(std::string_view page, const Options& options, Record record, const Manner& manner) {
  try {
    record.article = extract(page, options);
  } catch (const std::bad_alloc&) {
    record.article = {};
    record.error = RecordError{.code = "too_large", .message = "not enough memory for this page"};
    return answer_of(record, AnswerKind::failed, manner);
  }
  const AnswerKind kind = record.article.body.empty() ? AnswerKind::no_article : AnswerKind::article;
  return answer_of(record, kind, manner);
}

// A page's whole text is in the string that the line holds. A line that names an encoding may instead hold
// the page's bytes, each as the character with its number; that is seen by no character being above U+00FF.
std::optional<std::string> as_bytes(std::string_view text) {
  std::string bytes;
  bytes.reserve(text.size());
  bool beyond_ascii = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto first = static_cast<unsigned char>(text[at]);
    if (first < 0x80) {
      bytes += text[at];
      continue;
    }
    if (first > 0xC3 || at + 1 == text.size()) return std::nullopt;
    beyond_ascii = true;
    const auto second = static_cast<unsigned char>(text[++at]);
    bytes += static_cast<char>(((first & 3U) << 6U) | (second & 0x3FU));
  }
  if (!beyond_ascii) return std::nullopt;
  return bytes;
}

bool names_unicode(std::string_view encoding) {
  return encoding.size() >= 3 && (encoding[0] | 0x20) == 'u' && (encoding[1] | 0x20) == 't' &&
         (encoding[2] | 0x20) == 'f';
}

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
        options_(std::make_shared<const Options>(plan.options)),
        pool_(threads_for(plan), plan.jobs * kWindowForEachJob,
              [this](const Answer& answer) { return deliver(answer); }) {}

  void run() {
    InputWalk walk(plan_);
    for (bool wanted = true; wanted;) {
      std::optional<Input> input = walk.next();
      if (!input) break;
      try {
        wanted = take(*input);
      } catch (const std::bad_alloc&) {
        wanted = submit_failure(AnswerKind::failed, input->path,
                                {.code = "too_large", .message = "not enough memory for this input"}, "",
                                manner_of(plan_, plan_.several || input->discovered));
      }
    }
  }

 private:
  // Called for one answer at a time.
  bool deliver(const Answer& answer) {
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
      case AnswerKind::failed:
        break;
    }
    return outcome_.failed;
  }

  bool submit_failure(AnswerKind kind, const std::string& source, const RecordError& error,
                      const std::string& input_json, const Manner& manner) {
    return pool_.submit([=] { return failure(kind, source, error, input_json, manner); });
  }

  // `job` works on a page, within the time that is given for one.
  bool submit_work(const std::string& source, const std::string& input_json, const Manner& manner, Job work) {
    // Not only an article takes memory: the page does before it, and what is written of it afterwards.
    Job job = [=, work = std::move(work)] {
      try {
        return work();
      } catch (const std::bad_alloc&) {
        return failure(AnswerKind::failed, source,
                       {.code = "too_large", .message = "not enough memory for this page"}, input_json,
                       manner);
      }
    };
    if (!plan_.timeout) return pool_.submit(std::move(job));
    return pool_.submit([=, limit = *plan_.timeout] {
      return within_time(job, limit, [&](const RecordError& error) {
        return failure(AnswerKind::failed, source, error, input_json, manner);
      });
    });
  }

  // One input; false: no more answers are wanted.
  bool take(const Input& input) {
    const Manner manner = manner_of(plan_, plan_.several || input.discovered);
    if (input.problem)
      return submit_failure(AnswerKind::unreadable, input.path, unreadable(*input.problem), "", manner);
    if (plan_.input_kind == InputKind::html || plan_.input_kind == InputKind::text)
      return submit_page(input.path, nullptr, manner);

    auto opened = open_input(input.path);
    if (auto* problem = std::get_if<std::string>(&opened))
      return submit_failure(AnswerKind::unreadable, input.path, unreadable(std::move(*problem)), "", manner);
    std::unique_ptr<PeekableStream> stream =
        unpacked(std::get<std::unique_ptr<ByteStream>>(std::move(opened)));
    const ContentKind kind = plan_.input_kind == InputKind::jsonl ? ContentKind::json_lines
                                                                  : content_kind(*stream, line_limit(plan_));
    if (kind == ContentKind::archive)
      return submit_failure(AnswerKind::unreadable, input.path,
                            {.code = "unsupported", .message = "tar, zip and WARC archives are not read yet"},
                            "", manner);
    if (kind == ContentKind::json_lines) return take_lines(input.path, std::move(stream));
    return submit_page(input.path, std::move(stream), manner);
  }

  // `stream` may be null: then the page's thread opens the input.
  bool submit_page(const std::string& path, std::shared_ptr<ByteStream> stream, const Manner& manner) {
    const auto job = [path, stream, manner, options = options_]() mutable {
      if (!stream) {
        auto opened = open_input(path);
        if (auto* problem = std::get_if<std::string>(&opened))
          return failure(AnswerKind::unreadable, path, unreadable(std::move(*problem)), "", manner);
        stream = unpacked(std::get<std::unique_ptr<ByteStream>>(std::move(opened)));
      }
      ReadAll page = read_all(*stream, options->max_bytes);
      stream.reset();
      if (page.problem)
        return failure(AnswerKind::unreadable, path, unreadable(std::move(*page.problem)), "", manner);
      return extracted(page.bytes, *options, {.source = path, .article = {}, .error = {}, .input_json = ""},
                       manner);
    };
    return submit_work(path, "", manner, job);
  }

  bool take_lines(const std::string& path, std::unique_ptr<ByteStream> stream) {
    const Manner manner = manner_of(plan_, true);
    LineReader lines(std::move(stream), '\n', line_limit(plan_));
    while (const std::optional<Line> line = lines.next()) {
      const std::string place = path + ':' + std::to_string(line->number);
      if (line->too_long) {
        if (!submit_failure(AnswerKind::failed, place,
                            {.code = "too_large", .message = "the line is too long"}, "", manner))
          return false;
        continue;
      }
      if (line->text.find_first_not_of(" \t\r") == std::string::npos) continue;
      if (!submit_line(place, line->text, manner)) return false;
    }
    if (lines.problem())
      return submit_failure(AnswerKind::unreadable, path, unreadable(*lines.problem()), "", manner);
    return true;
  }

  bool submit_line(const std::string& place, const std::string& text, const Manner& manner) {
    auto read = read_page_line(text);
    if (const auto* error = std::get_if<PageLineError>(&read))
      return submit_failure(AnswerKind::failed, place, {.code = "bad_line", .message = error->message},
                            error->input_json, manner);
    auto line = std::make_shared<PageLine>(std::get<PageLine>(std::move(read)));
    const std::string source = line->id ? *line->id : line->url ? *line->url : place;
    const std::string input_json = line->input_json;
    const auto job = [source, line, manner, plan_options = options_] {
      Options options = *plan_options;
      options.format = line->is_text ? InputFormat::text : InputFormat::html;
      if (line->url) options.url = *line->url;
      std::string encoding = line->encoding.value_or(options.encoding);
      options.encoding = "utf-8";
      if (!encoding.empty() && !names_unicode(encoding)) {
        if (std::optional<std::string> bytes = as_bytes(line->page)) {
          line->page = std::move(*bytes);
          options.encoding = std::move(encoding);
        }
      }
      return extracted(line->page, options,
                       {.source = source, .article = {}, .error = {}, .input_json = line->input_json},
                       manner);
    };
    return submit_work(source, input_json, manner, job);
  }

  const Plan& plan_;
  Output& output_;
  Outcome& outcome_;
  std::shared_ptr<const Options> options_;  // shared with the jobs
  bool wrote_ = false;
  OrderedPool pool_;
};

// The page of the one INPUT of explain, or why it can't be read.
std::variant<std::string, RecordError> read_page(const Plan& plan) {
  const std::string& path = plan.inputs.front();
  auto opened = open_input(path);
  if (auto* problem = std::get_if<std::string>(&opened)) return unreadable(std::move(*problem));
  const auto stream = unpacked(std::get<std::unique_ptr<ByteStream>>(std::move(opened)));
  if (plan.input_kind == InputKind::automatic) {
    const ContentKind kind = content_kind(*stream, line_limit(plan));
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
  const Explanation explanation = explain(std::get<std::string>(page), plan.options);
  ++(explanation.article.body.empty() ? outcome.without_article : outcome.articles);
  return listed_blocks(explanation);
}

// Whether inputs were there, but none could be read.
bool nothing_read(const Outcome& outcome) {
  return outcome.unreadable > 0 && outcome.articles + outcome.without_article + outcome.failed == 0;
}

}  // namespace

void say(const std::string& message) {
  const std::string line = "pressclip: " + message + '\n';
  std::fwrite(line.data(), 1, line.size(), stderr);
}

Outcome carry_out(const Plan& plan) {
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

int exit_status(const Outcome& outcome, const Plan& plan) {
  constexpr int kAllWell = 0;
  constexpr int kAnswerIsNo = 1;
  constexpr int kNothingDone = 2;
  constexpr int kSomeFailed = 3;
  if (outcome.write_problem) return kNothingDone;
  if (outcome.reader_gone) return kAllWell;
  if (nothing_read(outcome)) return kNothingDone;
  if (outcome.unreadable + outcome.failed > 0) return kSomeFailed;
  if (plan.require_article && outcome.without_article > 0) return kAnswerIsNo;
  return kAllWell;
}

}  // namespace pressclip
