// The option table itself.
#include "program/option_table.h"

#include <algorithm>
#include <array>

namespace pressclip {
namespace {

constexpr std::array kExtract = {Command::extract};
constexpr std::array kBatch = {Command::batch};
constexpr std::array kCheck = {Command::check};
constexpr std::array kRecords = {Command::extract, Command::batch};
constexpr std::array kAnswers = {Command::extract, Command::batch, Command::check};
constexpr std::array kPages = {Command::extract, Command::batch, Command::explain};
constexpr std::array kEveryPage = {Command::extract, Command::batch, Command::check, Command::explain};
constexpr std::array kRules = {Command::extract, Command::batch, Command::check, Command::explain,
                               Command::rules};
constexpr std::array kAll = {Command::extract, Command::batch, Command::check,
                             Command::explain, Command::rules, Command::schema};

constexpr std::array kCommands = {
    CommandRow{Command::extract, "extract", "[INPUT...]",
               "Cut the article out of saved pages and print it as JSON. The word extract may be left out.",
               "pressclip page.html  one page as JSON\n"
               "curl -s URL | pressclip --url URL --format text  a page from a pipe, as plain text\n"
               "pressclip pages/ -o articles.jsonl  a folder as JSON lines\n"
               "pressclip crawl.warc.gz -o articles.jsonl  the pages of a crawl, or of a tar or zip archive\n"
               "pressclip --removed --fields headline,removed page.html  what was taken out, and why"},
    CommandRow{
        Command::batch, "batch", "INPUT...",
        "Clean many pages, in parallel, into a tree of records or one file of them; can be gone on with.",
        "pressclip batch pages/ --output articles  articles/NAME.json for each file in pages/\n"
        "pressclip batch pages/ --output articles.jsonl.zst --jobs 8  one packed file, a line a page\n"
        "pressclip batch pages/ --output articles --resume  go on after a crash, or take up what has "
        "changed\n"
        "pressclip batch pages/ --output articles --learn --dedup  by what the pages of each site share\n"
        "pressclip batch --files-from list.txt --output articles.jsonl --summary done.json  counts in a "
        "file"},
    CommandRow{Command::check, "check", "DIR...",
               "Compare saved pages with the JSON that is expected of them.",
               "pressclip check pages/  every case, and the differences of those that differ\n"
               "pressclip check --init pages/  the first expected files, to be read before they are kept\n"
               "pressclip check --update pages/  rewrite what differs, but lose no text\n"
               "pressclip check --github --junit report.xml pages/  in CI"},
    CommandRow{Command::explain, "explain", "INPUT",
               "Show how each block of a page was judged, and by which rule.",
               "pressclip explain page.html  every block with its verdict, score and rule\n"
               "pressclip explain --rules mine.rules page.html  with rules of your own"},
    CommandRow{Command::rules, "rules", "", "List the rules that name boilerplate.",
               "pressclip rules  the built-in rules\n"
               "pressclip rules --rules mine.rules  with those of a file added"},
    CommandRow{Command::schema, "schema", "", "Print the JSON Schema of the output.",
               "pressclip schema > pressclip.schema.json  keep it beside your data"},
};

constexpr std::array kOptions = {
    OptionRow{"--format", "FORMAT", "json|jsonl|text|markdown|html", "",
              "Output format. Several pages as json are one compact object a line, as with jsonl.",
              &Arguments::format, kExtract},
    OptionRow{"--compact", "", "", "", "JSON on one line.", &Arguments::compact, kRecords},
    OptionRow{"--fields", "NAME,...", "", "", "Only these keys of the JSON.", &Arguments::fields, kAnswers},
    OptionRow{"--removed", "SCOPE", "article|all", "article",
              "List what was taken out of the article and from around it; all: the page's navigation and "
              "footer too.",
              &Arguments::removed, kAnswers},
    OptionRow{"-o,--output", "FILE", "", "", "Write to FILE, which is there whole or not at all.",
              &Arguments::output, kExtract},
    OptionRow{
        "-o,--output", "PLACE", "", "",
        "Where the records go: a directory, which gets NAME.json for each page and mirrors the input, or a "
        "file whose name ends in .jsonl, .jsonl.gz or .jsonl.zst.",
        &Arguments::output, kBatch},
    OptionRow{"--resume", "", "", "",
              "Go on where an earlier run with the same options was left; pages that have changed since are "
              "done again.",
              &Arguments::resume, kBatch},
    OptionRow{"--progress", "WHEN", "auto|always|never", "",
              "Show how far the run is; auto: a bar, if standard error is a terminal.", &Arguments::progress,
              kBatch},
    OptionRow{"--summary", "FILE", "", "", "Write what was done to FILE, as JSON.", &Arguments::summary,
              kBatch},
    OptionRow{
        "--learn", "", "", "",
        "Read every page twice: first to learn which blocks stand on several pages of one site, then to "
        "leave them out.",
        &Arguments::learn, kBatch},
    OptionRow{
        "--learned", "FILE", "", "",
        "What was learned of sites: batch --learn writes it to FILE, everything else reads it from there.",
        &Arguments::learned, kEveryPage},
    OptionRow{"--dedup", "", "", "",
              "Mark a page whose body is that of an earlier one, or nearly so, with duplicate_of.",
              &Arguments::dedup, kRecords},
    OptionRow{"--captions", "", "", "", "Keep captions in the body.", &Arguments::captions, kAnswers},
    OptionRow{"--require-article", "", "", "", "Exit with 1 if a page holds no article.",
              &Arguments::require_article, kRecords},
    OptionRow{"--favor", "SIDE", "precision|recall", "",
              "When in doubt, leave out (precision) or keep (recall).", &Arguments::favor, kEveryPage},
    OptionRow{"--rules", "FILE", "", "", "Add the rules in FILE to the built-in ones, or override them.",
              &Arguments::rules, kRules},
    OptionRow{"--model", "FILE", "", "",
              "For developers: weigh the evidence by FILE, not by the models built in.", &Arguments::model,
              kEveryPage},
    OptionRow{"--url", "URL", "", "", "Where the page came from; its links are resolved against it.",
              &Arguments::url, kPages},
    OptionRow{"--encoding", "NAME", "", "", "The page's encoding, whatever it says itself.",
              &Arguments::encoding, kEveryPage},
    OptionRow{"--input-format", "FORMAT", "auto|html|text|jsonl|warc|tar|zip", "",
              "What the input is; auto tells it from the content. jsonl: one {\"html\": ...} or {\"text\": "
              "...} a line.",
              &Arguments::input_format, kPages},
    OptionRow{"--files-from", "LIST", "", "",
              "Read the names of inputs from the file LIST, one a line; - is standard input.",
              &Arguments::files_from, kRecords},
    OptionRow{"-0,--null", "", "", "", "Names in LIST end in a zero byte.", &Arguments::null_separated,
              kRecords},
    OptionRow{"--max-bytes", "BYTES", "", "",
              "Read no more of a page than this: 64M if not given; k, M and G are understood.",
              &Arguments::max_bytes, kEveryPage},
    OptionRow{"--max-depth", "N", "", "", "Flatten elements nested deeper than N: 512 if not given.",
              &Arguments::max_depth, kEveryPage},
    OptionRow{"--timeout", "SECONDS", "", "",
              "Give a page no more than SECONDS; one that takes longer is an error.", &Arguments::timeout,
              kAnswers},
    OptionRow{"-j,--jobs", "N", "", "", "Pages worked on at the same time: one a core if not given.",
              &Arguments::jobs, kAnswers},
    OptionRow{"--init", "", "", "", "Make the expected files that are not there yet, from the pages.",
              &Arguments::init, kCheck},
    OptionRow{"--update", "", "", "",
              "Rewrite what differs in the expected files; a case whose body would lose more than --min-f1 "
              "allows, 0.98 if not given, is refused.",
              &Arguments::update, kCheck},
    OptionRow{"--accept-loss", "", "", "", "With --update: refuse nothing.", &Arguments::accept_loss, kCheck},
    OptionRow{"--min-f1", "F1", "", "",
              "Take a body for the same if its F1 against the expected one is not under F1, such as 0.98.",
              &Arguments::min_f1, kCheck},
    OptionRow{"--junit", "FILE", "", "", "Write a JUnit report of the cases to FILE.", &Arguments::junit,
              kCheck},
    OptionRow{"--github", "", "", "", "Print each difference as an annotation for GitHub Actions too.",
              &Arguments::github, kCheck},
    OptionRow{"-q,--quiet", "", "", "", "No messages about single inputs.", &Arguments::quiet, kAll},
    OptionRow{"-v,--verbose", "", "", "", "Say what is done with each input.", &Arguments::verbose, kAll},
};

}  // namespace

std::span<const CommandRow> command_table() {
  return kCommands;
}
std::span<const OptionRow> option_table() {
  return kOptions;
}

bool has_option(Command command, const OptionRow& row) {
  return std::find(row.commands.begin(), row.commands.end(), command) != row.commands.end();
}

}  // namespace pressclip
