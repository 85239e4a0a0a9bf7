// HTML: an article as a whole page of its own, with nothing in it but the text.
#include <algorithm>
#include <span>

#include "pressclip/write.h"
#include "write/safe_text.h"

namespace pressclip {
namespace {

// List items nested deeper are shown at this depth, as browsers and readers expect.
constexpr std::size_t kMaxListDepth = 12;

std::string escaped(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : safe_text(text)) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string element(std::string_view name, std::string_view text) {
  std::string out = "<";
  out.append(name).append(">").append(escaped(text)).append("</").append(name).append(">\n");
  return out;
}

// A link that a reader may follow: a page's own address may be anything, javascript: too.
bool is_web_address(std::string_view url) {
  return url.starts_with("https://") || url.starts_with("http://");
}

std::string list(std::span<const BodyBlock> items) {
  std::vector<bool> open;  // ordered or not, from the outermost list on
  std::string out;
  const auto close = [&] {
    out += open.back() ? "</li></ol>\n" : "</li></ul>\n";
    open.pop_back();
  };
  for (const BodyBlock& item : items) {
    const auto asked = static_cast<std::size_t>(std::max(item.depth.value_or(1), 1));
    const std::size_t depth = std::min({asked, open.size() + 1, kMaxListDepth});
    const bool ordered = item.ordered.value_or(false);
    while (open.size() > depth) close();
    if (open.size() == depth && open.back() != ordered) close();
    if (open.size() == depth) {
      out += "</li>\n";
    } else {
      out += ordered ? "<ol>\n" : "<ul>\n";
      open.push_back(ordered);
    }
    out += "<li>" + escaped(item.text);
  }
  while (!open.empty()) close();
  return out;
}

std::string table(std::span<const BodyBlock> rows) {
  constexpr std::string_view kSeparator = " | ";
  std::string out = "<table>\n";
  for (const BodyBlock& row : rows) {
    out += "<tr>";
    for (std::string_view rest = row.text;;) {
      const std::size_t end = rest.find(kSeparator);
      out += "<td>" + escaped(rest.substr(0, end)) + "</td>";
      if (end == std::string_view::npos) break;
      rest.remove_prefix(end + kSeparator.size());
    }
    out += "</tr>\n";
  }
  return out + "</table>\n";
}

std::string block_element(const BodyBlock& block) {
  switch (block.type) {
    case BodyType::heading:
      return element("h" + std::to_string(std::clamp(block.level, 2, 6)), block.text);
    case BodyType::quote:
      return "<blockquote><p>" + escaped(block.text) + "</p></blockquote>\n";
    case BodyType::preformatted:
      // The parser drops one line feed right after <pre>.
      return "<pre>\n" + escaped(block.text) + "</pre>\n";
    case BodyType::caption:
      return "<figure><figcaption>" + escaped(block.text) + "</figcaption></figure>\n";
    default:
      return element("p", block.text);
  }
}

}  // namespace

std::string write_html(const Article& article) {
  std::string out = "<!DOCTYPE html>\n<html";
  if (article.language) out += " lang=\"" + escaped(*article.language) + '"';
  out += ">\n<head>\n<meta charset=\"utf-8\">\n" + element("title", article.headline.value_or(""));
  if (article.url && is_web_address(*article.url))
    out += R"(<link rel="canonical" href=")" + escaped(*article.url) + "\">\n";
  out += "</head>\n<body>\n<article>\n";
  if (article.headline) out += element("h1", *article.headline);
  if (article.standfirst) out += element("p", *article.standfirst);
  for (std::span<const BodyBlock> rest = article.body; !rest.empty();) {
    const BodyType type = rest.front().type;
    const bool joined = type == BodyType::list_item || type == BodyType::table_row;
    const auto end =
        std::find_if(rest.begin(), rest.end(), [&](const BodyBlock& block) { return block.type != type; });
    const std::span<const BodyBlock> run =
        joined ? std::span<const BodyBlock>(rest.begin(), end) : rest.first(1);
    out += type == BodyType::list_item   ? list(run)
           : type == BodyType::table_row ? table(run)
                                         : block_element(run.front());
    rest = rest.subspan(run.size());
  }
  return out + "</article>\n</body>\n</html>\n";
}

}  // namespace pressclip
