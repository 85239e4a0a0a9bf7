// Records become answers.
#include "program/answer.h"

#include "write/safe_text.h"

namespace pressclip {
namespace {

std::string described(const Article& article) {
  if (article.body.empty()) return "no article";
  return std::to_string(article.body.size()) + (article.body.size() == 1 ? " block, " : " blocks, ") +
         std::to_string(article.related.size()) + " related";
}

}  // namespace

Manner manner_of(const Plan& plan, bool several) {
  Manner manner = {.format = plan.format,
                   .style = plan.style,
                   .verbose = plan.loudness == Loudness::verbose,
                   .dedup = plan.dedup};
  if (manner.format == OutputFormat::jsonl) manner.format = OutputFormat::json;
  if (several) manner.style.compact = true;
  return manner;
}

Answer answer_of(const Record& record, AnswerKind kind, const Manner& manner) {
  Answer answer = {.kind = kind, .output = "", .message = ""};
  if (manner.dedup && !record.error) {
    answer.signature = signature_of(record.article);
    answer.source = record.source;
  }
  if (record.error && (kind != AnswerKind::no_page || manner.verbose))
    answer.message = printable(record.source) + ": " + printable(record.error->message);
  else if (!record.error && manner.verbose)
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

}  // namespace pressclip
