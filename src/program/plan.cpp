// Makes the plan: the one place where the text of an option gets its meaning.
#include "program/plan.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>
#include <thread>
#include <utility>

#include "pressclip/decode.h"
#include "program/byte_stream.h"
#include "program/manual.h"
#include "write/safe_text.h"

namespace pressclip {
namespace {

constexpr int kWrongUsage = 2;
// Ceilings of what may be asked for. Positions in a page are 32-bit numbers, and the HTML parser's cost grows
// with depth.
constexpr std::size_t kMaxBytesCeiling = std::size_t{1} << 30U;
constexpr std::size_t kMaxDepthCeiling = 4096;
constexpr std::size_t kMaxJobs = 1024;
constexpr double kMaxTimeoutSeconds = 1e6;

// A reason why the plan can't be made.
struct Problem {
  std::string reason;
};

template <typename Value>
using Understood = std::variant<Value, Problem>;

template <typename Value>
struct Choice {
  std::string_view name;
  Value value;
};

Problem bad_value(std::string_view option, std::string_view typed, const std::string& expected) {
  return {std::string(option) + ": " + expected + ", not '" + printable(typed) + "'"};
}

template <typename Value, std::size_t kCount>
Understood<Value> choose(std::string_view option, std::string_view typed,
                         const std::array<Choice<Value>, kCount>& choices) {
  std::string names;
  for (const auto& choice : choices) {
    if (choice.name == typed) return choice.value;
    names.append(names.empty() ? "" : ", ").append(choice.name);
  }
  return bad_value(option, typed, "give one of " + names);
}

Understood<std::size_t> whole_number(std::string_view option, std::string_view typed, std::size_t ceiling) {
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(typed.data(), typed.data() + typed.size(), number);
  if (error != std::errc() || end != typed.data() + typed.size() || number == 0 || number > ceiling)
    return bad_value(option, typed, "give a whole number from 1 to " + std::to_string(ceiling));
  return number;
}

Understood<std::size_t> byte_count(std::string_view option, std::string_view typed) {
  std::size_t number = 0;
  const char* const last = typed.data() + typed.size();
  const auto [end, error] = std::from_chars(typed.data(), last, number);
  const std::string_view suffix(end, static_cast<std::size_t>(last - end));
  unsigned shift = 0;
  if (suffix == "k" || suffix == "K") shift = 10;
  if (suffix == "M" || suffix == "m") shift = 20;
  if (suffix == "G" || suffix == "g") shift = 30;
  if (error != std::errc() || (shift == 0 && !suffix.empty()) || number == 0 ||
      number > (kMaxBytesCeiling >> shift))
    return bad_value(option, typed, "give a number of bytes up to 1G, such as 500k or 10M");
  return number << shift;
}

Understood<std::chrono::duration<double>> seconds(std::string_view option, std::string_view typed) {
  double number = 0;
  const auto [end, error] = std::from_chars(typed.data(), typed.data() + typed.size(), number);
  if (error != std::errc() || end != typed.data() + typed.size() || !(number > 0) ||
      number > kMaxTimeoutSeconds)
    return bad_value(option, typed, "give a number of seconds above 0");
  return std::chrono::duration<double>(number);
}

Understood<double> share(std::string_view option, std::string_view typed) {
  double number = 0;
  const auto [end, error] = std::from_chars(typed.data(), typed.data() + typed.size(), number);
  if (error != std::errc() || end != typed.data() + typed.size() || !(number >= 0 && number <= 1))
    return bad_value(option, typed, "give a number from 0 to 1, such as 0.98");
  return number;
}

Understood<std::vector<std::string>> fields(std::string_view typed) {
  std::vector<std::string> names;
  const std::vector<std::string>& known = field_names();
  for (std::string_view rest = typed;;) {
    const std::size_t comma = rest.find(',');
    const std::string name(rest.substr(0, comma));
    if (std::find(known.begin(), known.end(), name) == known.end()) {
      std::string all;
      for (const std::string& field : known) all.append(all.empty() ? "" : ", ").append(field);
      return Problem{"--fields: there is no field '" + printable(name) + "'; the fields are " + all};
    }
    names.push_back(name);
    if (comma == std::string_view::npos) return names;
    rest.remove_prefix(comma + 1);
  }
}

// The contents of a file that an option names.
constexpr std::size_t kMaxOptionFile = std::size_t{16} << 20U;
// What SiteFurniture may hold, as a file.
constexpr std::size_t kMaxLearnedFile = std::size_t{256} << 20U;
Understood<std::string> option_file(std::string_view option, const std::string& path,
                                    std::size_t max_bytes = kMaxOptionFile) {
  const auto problem = [&](const std::string& reason) {
    return Problem{std::string(option) + ": " + printable(path) + ": " + reason};
  };
  auto opened = open_input(path);
  if (const auto* reason = std::get_if<std::string>(&opened)) return problem(*reason);
  ReadAll text = read_all(*std::get<std::unique_ptr<ByteStream>>(opened), max_bytes);
  if (text.problem) return problem(*text.problem);
  return std::move(text.bytes);
}

Understood<std::shared_ptr<const RuleBook>> rule_book(const std::string& path, std::string_view text) {
  auto book = RuleBook::with(text);
  if (const auto* error = std::get_if<RuleError>(&book))
    return Problem{"--rules: " + printable(path) + ':' + std::to_string(error->line) + ": " +
                   printable(error->reason)};
  return std::get<std::shared_ptr<const RuleBook>>(std::move(book));
}

Understood<std::shared_ptr<const Models>> models(const std::string& path, std::string_view text) {
  auto read = read_models(text);
  if (const auto* reason = std::get_if<std::string>(&read))
    return Problem{"--model: " + printable(path) + ": " + printable(*reason)};
  return std::get<std::shared_ptr<const Models>>(std::move(read));
}

Understood<std::shared_ptr<const SiteFurniture>> furniture(const std::string& path, std::string_view bytes) {
  auto read = SiteFurniture::read(bytes);
  if (const auto* reason = std::get_if<std::string>(&read))
    return Problem{"--learned: " + printable(path) + ": " + printable(*reason)};
  return std::make_shared<const SiteFurniture>(std::get<SiteFurniture>(std::move(read)));
}

// Fills the plan one option at a time and keeps the first problem.
class Reader {
 public:
  template <typename Value, typename Target>
  void take(Understood<Value> understood, Target& target) {
    if (auto* value = std::get_if<Value>(&understood))
      target = std::move(*value);
    else
      fail(std::get<Problem>(std::move(understood)));
  }
  void fail(Problem problem) {
    if (!problem_) problem_ = std::move(problem);
  }
  [[nodiscard]] const std::optional<Problem>& problem() const { return problem_; }

 private:
  std::optional<Problem> problem_;
};

void read_input_options(const Arguments& typed, Plan& plan, Reader& reader) {
  constexpr std::array<Choice<InputKind>, 7> kInputKinds = {{{"auto", InputKind::automatic},
                                                             {"html", InputKind::html},
                                                             {"text", InputKind::text},
                                                             {"jsonl", InputKind::jsonl},
                                                             {"tar", InputKind::tar},
                                                             {"zip", InputKind::zip},
                                                             {"warc", InputKind::warc}}};
  plan.inputs = typed.inputs;
  plan.files_from = typed.files_from;
  plan.list_separator = typed.null_separated ? '\0' : '\n';
  if (typed.null_separated && !typed.files_from) reader.fail({"--null goes with --files-from"});
  if (typed.input_format)
    reader.take(choose("--input-format", *typed.input_format, kInputKinds), plan.input_kind);
  const auto standard_inputs = std::count(plan.inputs.begin(), plan.inputs.end(), "-");
  if (standard_inputs + (plan.files_from == "-" ? 1 : 0) > 1)
    reader.fail({"standard input can be read only once"});
  if (plan.command == Command::explain && plan.inputs.size() > 1) reader.fail({"explain takes one INPUT"});
  const bool holds_several = plan.input_kind == InputKind::jsonl || plan.input_kind == InputKind::tar ||
                             plan.input_kind == InputKind::zip || plan.input_kind == InputKind::warc;
  if (plan.command == Command::explain && holds_several)
    reader.fail({"explain takes a page, not JSON lines or an archive"});
  plan.several = plan.inputs.size() > 1 || plan.files_from.has_value() || holds_several;
  if (plan.inputs.empty() && !plan.files_from) plan.inputs = {"-"};
}

void read_page_options(const Arguments& typed, Plan& plan, Reader& reader) {
  constexpr std::array<Choice<Favor>, 2> kFavors = {
      {{"precision", Favor::precision}, {"recall", Favor::recall}}};
  Options& options = plan.options;
  if (plan.input_kind == InputKind::html) options.format = InputFormat::html;
  if (plan.input_kind == InputKind::text) options.format = InputFormat::text;
  options.url = typed.url.value_or("");
  options.captions = typed.captions;
  if (typed.encoding) {
    if (is_known_encoding(*typed.encoding))
      options.encoding = *typed.encoding;
    else
      reader.fail({"--encoding: there is no encoding '" + printable(*typed.encoding) + "'"});
  }
  if (typed.favor) reader.take(choose("--favor", *typed.favor, kFavors), options.favor);
  if (typed.max_bytes) reader.take(byte_count("--max-bytes", *typed.max_bytes), options.max_bytes);
  if (typed.max_depth)
    reader.take(whole_number("--max-depth", *typed.max_depth, kMaxDepthCeiling), options.max_depth);
  if (typed.rules) reader.take(option_file("--rules", *typed.rules), plan.rules_text);
  if (plan.rules_text) reader.take(rule_book(*typed.rules, *plan.rules_text), options.rules);
  if (typed.model) reader.take(option_file("--model", *typed.model), plan.model_text);
  if (plan.model_text) reader.take(models(*typed.model, *plan.model_text), options.models);
}

// With --learn the file is to be written, and read_batch_options sees to it.
void read_learned(const Arguments& typed, Plan& plan, Reader& reader) {
  if (!typed.learned || typed.learn) return;
  std::string bytes;
  reader.take(option_file("--learned", *typed.learned, kMaxLearnedFile), bytes);
  if (reader.problem()) return;
  plan.learned_digest = digest_of(bytes);
  reader.take(furniture(*typed.learned, bytes), plan.options.furniture);
}

void read_output_options(const Arguments& typed, Plan& plan, Reader& reader) {
  constexpr std::array<Choice<OutputFormat>, 5> kFormats = {{{"json", OutputFormat::json},
                                                             {"jsonl", OutputFormat::jsonl},
                                                             {"text", OutputFormat::text},
                                                             {"markdown", OutputFormat::markdown},
                                                             {"html", OutputFormat::html}}};
  constexpr std::array<Choice<RemovedScope>, 2> kScopes = {
      {{"article", RemovedScope::article}, {"all", RemovedScope::all}}};
  if (typed.format) reader.take(choose("--format", *typed.format, kFormats), plan.format);
  if (typed.removed) reader.take(choose("--removed", *typed.removed, kScopes), plan.options.removed);
  if (typed.fields) {
    reader.take(fields(*typed.fields), plan.style.fields);
    const auto& names = plan.style.fields;
    // To name the field is to ask for it.
    if (!typed.removed && std::find(names.begin(), names.end(), "removed") != names.end())
      plan.options.removed = RemovedScope::article;
    if (std::find(names.begin(), names.end(), "duplicate_of") != names.end())
      plan.dedup = true;
    else if (typed.dedup)
      reader.fail({"--dedup: --fields leaves duplicate_of out; name it there too"});
  }
  plan.dedup = plan.dedup || typed.dedup;
  if (typed.dedup && plan.format != OutputFormat::json && plan.format != OutputFormat::jsonl)
    reader.fail({"--dedup marks JSON records; it does not go with this --format"});
  plan.style.removed = plan.options.removed != RemovedScope::none;
  plan.style.compact = typed.compact;
  if (plan.format == OutputFormat::jsonl) plan.several = true;
  if (typed.output != "-") plan.output = typed.output;
  plan.require_article = typed.require_article;
}

// One file or a tree: the name tells.
std::optional<LinesPacking> packing_of(std::string_view output) {
  if (output.ends_with(".jsonl")) return LinesPacking::none;
  if (output.ends_with(".jsonl.gz")) return LinesPacking::gzip;
  if (output.ends_with(".jsonl.zst")) return LinesPacking::zstandard;
  return std::nullopt;
}

void read_batch_options(const Arguments& typed, Plan& plan, Reader& reader) {
  constexpr std::array<Choice<ProgressWish>, 3> kWishes = {
      {{"auto", ProgressWish::automatic}, {"always", ProgressWish::always}, {"never", ProgressWish::never}}};
  if (!typed.output || typed.output->empty())
    reader.fail(
        {"batch needs --output: a directory, or a file whose name ends in .jsonl, .jsonl.gz or .jsonl.zst"});
  else if (*typed.output == "-")
    reader.fail({"batch writes to a directory or a file; for standard output, use extract --format jsonl"});
  else
    plan.packing = packing_of(*typed.output);
  // A line a record in a file; in a tree each record is the whole file, as extract prints one page.
  plan.several = plan.packing.has_value();
  plan.resume = typed.resume;
  plan.learn = typed.learn;
  if (typed.learn) plan.learned = typed.learned;
  plan.summary = typed.summary;
  if (typed.progress) reader.take(choose("--progress", *typed.progress, kWishes), plan.progress);
}

void read_check_options(const Arguments& typed, Plan& plan, Reader& reader) {
  CheckPlan& check = plan.check;
  if (typed.init && typed.update) reader.fail({"--init and --update contradict each other"});
  if (typed.accept_loss && !typed.update) reader.fail({"--accept-loss goes with --update"});
  if (typed.init && (typed.min_f1 || typed.junit || typed.github))
    reader.fail({"--init compares nothing: --min-f1, --junit and --github do not go with it"});
  if (typed.init) check.mode = CheckMode::init;
  if (typed.update) check.mode = CheckMode::update;
  check.accept_loss = typed.accept_loss;
  check.github = typed.github;
  if (typed.min_f1) reader.take(share("--min-f1", *typed.min_f1), check.min_f1);
  if (typed.junit == "-") reader.fail({"--junit takes a file: standard output has the differences"});
  check.junit = typed.junit;
  check.typed = typed;
}

void read_run_options(const Arguments& typed, Plan& plan, Reader& reader) {
  plan.jobs = std::max(1U, std::thread::hardware_concurrency());
  if (typed.jobs) reader.take(whole_number("--jobs", *typed.jobs, kMaxJobs), plan.jobs);
  if (typed.timeout) reader.take(seconds("--timeout", *typed.timeout), plan.timeout);
  if (typed.quiet && typed.verbose) reader.fail({"--quiet and --verbose contradict each other"});
  if (typed.quiet) plan.loudness = Loudness::quiet;
  if (typed.verbose) plan.loudness = Loudness::verbose;
}

}  // namespace

std::variant<Plan, Reply> make_plan(const Arguments& arguments) {
  Plan plan;
  Reader reader;
  plan.command = arguments.command;
  const bool reads_pages =
      plan.command == Command::extract || plan.command == Command::batch || plan.command == Command::explain;
  if (reads_pages && arguments.inputs.empty() && !arguments.files_from && isatty(STDIN_FILENO) == 1)
    return Reply{.output = "", .message = short_usage(), .status = kWrongUsage};
  if (plan.command == Command::check && arguments.inputs.empty())
    return Reply{
        .output = "",
        .message = "give it a folder of cases: pressclip check DIR (pressclip check --help says more)",
        .status = kWrongUsage};
  read_input_options(arguments, plan, reader);
  read_page_options(arguments, plan, reader);
  read_learned(arguments, plan, reader);
  read_output_options(arguments, plan, reader);
  read_run_options(arguments, plan, reader);
  if (plan.command == Command::batch) read_batch_options(arguments, plan, reader);
  if (plan.command == Command::check) read_check_options(arguments, plan, reader);
  if (reader.problem())
    return Reply{.output = "", .message = reader.problem()->reason, .status = kWrongUsage};
  return plan;
}

}  // namespace pressclip
