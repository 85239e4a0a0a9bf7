// What every kind of input needs.
#include "program/page_input.h"

#include <utility>

namespace pressclip {

std::string name_of(const Origin& origin) {
  return origin.member.empty() ? origin.path : origin.path + '!' + origin.member;
}

PageInput failed_input(std::string source, Origin origin, AnswerKind kind, RecordError error, bool several) {
  return {.source = std::move(source),
          .origin = std::move(origin),
          .page = PageFailure{.kind = kind, .error = std::move(error)},
          .several = several};
}

}  // namespace pressclip
