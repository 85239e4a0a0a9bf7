#include "program/replaced.h"

namespace pressclip {

std::string replaced(std::string_view text, std::string_view what, std::string_view with) {
  std::string out;
  for (std::size_t end = 0; (end = text.find(what)) != std::string_view::npos;) {
    out.append(text.substr(0, end)).append(with);
    text.remove_prefix(end + what.size());
  }
  return out.append(text);
}

}  // namespace pressclip
