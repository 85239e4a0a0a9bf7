// What every kind of input needs.
#include "program/page_input.h"

#include <utility>

namespace pressclip {

std::string name_of(const Origin& origin) {
  return origin.member.empty() ? origin.path : origin.path + '!' + origin.member;
}

std::string folder_of(const Origin& origin) {
  if (origin.number > 0) return name_of(origin);
  if (!origin.member.empty()) {
    const std::size_t slash = origin.member.rfind('/');
    return origin.path + '!' + origin.member.substr(0, slash == std::string::npos ? 0 : slash);
  }
  if (origin.path == "-") return {};
  const std::size_t slash = origin.path.rfind('/');
  return slash == std::string::npos ? "." : origin.path.substr(0, slash == 0 ? 1 : slash);
}

PageInput failed_input(std::string source, Origin origin, AnswerKind kind, RecordError error, bool several) {
  return {.source = std::move(source),
          .origin = std::move(origin),
          .page = PageFailure{.kind = kind, .error = std::move(error)},
          .several = several};
}

}  // namespace pressclip
