// Plain text: headline, standfirst and body, an empty line between blocks.
#include "pressclip/write.h"
#include "write/safe_text.h"

namespace pressclip {

std::string write_text(const Article& article) {
  std::string out;
  const auto add = [&](const std::string& block) {
    if (block.empty()) return;
    if (!out.empty()) out += "\n\n";
    out += block;
  };
  if (article.headline) add(safe_line(*article.headline));
  if (article.standfirst) add(safe_line(*article.standfirst));
  for (const BodyBlock& block : article.body)
    add(block.type == BodyType::preformatted ? safe_text(block.text) : safe_line(block.text));
  return out + '\n';
}

}  // namespace pressclip
