// What both kinds of output share.
#include "program/batch/record_sink.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "program/batch/record_lines.h"
#include "program/batch/record_tree.h"

namespace pressclip {
namespace {

// Another try may end better. What a page makes of itself is for good.
constexpr std::array<std::string_view, 3> kPassingErrors = {"unreadable", "timeout", "crashed"};

std::string in_hexadecimal(const Digest& digest) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out;
  for (const std::uint64_t half : {digest.high, digest.low})
    for (unsigned shift = 64; shift > 0; shift -= 4) out += kDigits[(half >> (shift - 4)) & 0xFU];
  return out;
}

}  // namespace

PageIdentity identity_of(const PageInput& page, const std::string& message) {
  std::string place = page.origin.path;
  for (const std::size_t number : {page.origin.member_number, page.origin.number})
    place.append(1, '\0').append(std::to_string(number));
  return {.page = digest_of(place),
          .content = digest_of(message),
          .origin = page.origin,
          .is_file = std::holds_alternative<PageFile>(page.page)};
}

bool still_stands(const JournalEntry& entry, const PageIdentity& page, const Options& options) {
  if (std::find(kPassingErrors.begin(), kPassingErrors.end(), entry.error_code) != kPassingErrors.end())
    return false;
  if (entry.page != page.page || entry.content != page.content) return false;
  if (!page.is_file) return true;
  return entry.stamp && is_unchanged(page.origin.path, *entry.stamp, stamp_limit(options.max_bytes));
}

JournalEntry entry_of(const PageIdentity& page, const PageAnswer& answer, const std::string& output_name) {
  return {.page = page.page,
          .content = page.content,
          .stamp = answer.stamp,
          .kind = answer.answer.kind,
          .error_code = answer.error_code,
          .page_bytes = answer.page_bytes,
          .output_name = output_name,
          .output = digest_of(answer.answer.output),
          .output_bytes = answer.answer.output.size(),
          .site = answer.site,
          .site_digest = answer.site_digest,
          .signature = answer.answer.signature,
          .duplicate_of = answer.duplicate_of};
}

RunSettings settings_of(const Plan& plan) {
  const Options& options = plan.options;
  std::string fields;
  for (const std::string& field : plan.style.fields) fields.append(fields.empty() ? "" : ",").append(field);
  constexpr std::array<std::string_view, 3> kFavors = {"balanced", "precision", "recall"};
  constexpr std::array<std::string_view, 3> kRemoved = {"none", "article", "all"};
  return {{"pressclip", std::string(version())},
          {"INPUT", plan.inputs.size() == 1 && !plan.files_from ? plan.inputs.front() : "several"},
          {"--input-format", std::to_string(static_cast<int>(plan.input_kind))},
          {"--url", options.url},
          {"--encoding", options.encoding},
          {"--favor", std::string(kFavors.at(static_cast<std::size_t>(options.favor)))},
          {"--removed", std::string(kRemoved.at(static_cast<std::size_t>(options.removed)))},
          {"--captions", options.captions ? "yes" : "no"},
          {"--fields", fields},
          {"--compact", plan.style.compact ? "yes" : "no"},
          {"--max-bytes", std::to_string(options.max_bytes)},
          {"--max-depth", std::to_string(options.max_depth)},
          {"--rules", plan.rules_text ? in_hexadecimal(digest_of(*plan.rules_text)) : ""},
          {"--learn", plan.learn ? "yes" : "no"},
          {"--learned", plan.learned_digest ? in_hexadecimal(*plan.learned_digest) : ""},
          {"--dedup", plan.dedup ? "yes" : "no"},
          {"--model", plan.model_text ? in_hexadecimal(digest_of(*plan.model_text)) : ""}};
}

std::variant<std::unique_ptr<RecordSink>, WriteFailed> open_sink(const Plan& plan) {
  if (plan.packing) return open_record_lines(plan);
  return open_record_tree(plan);
}

}  // namespace pressclip
