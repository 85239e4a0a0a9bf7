#include "targets.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "json_check.h"
#include "metadata/json_ld.h"
#include "metadata/json_repair.h"
#include "parse/by_skeleton.h"
#include "parse/character_data.h"
#include "parse/document_storage.h"
#include "parse/html_tokens.h"
#include "parse/skim.h"
#include "plain_tree.h"
#include "pressclip/decode.h"
#include "pressclip/metadata.h"
#include "pressclip/parse.h"
#include "pressclip/pressclip.h"
#include "program/archive_pages.h"
#include "program/byte_stream.h"
#include "program/content_kind.h"
#include "program/page_contents.h"
#include "program/page_input.h"
#include "program/page_record.h"
#include "write/page_line.h"
#include "write/safe_text.h"

namespace pressclip::fuzz {
namespace {

using Problem = std::optional<std::string>;

bool is_valid_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = utf8_character_length(text.substr(at));
    if (length == 0) return false;
    at += length;
  }
  return true;
}

// C0 and C1 control characters, but for what lines and columns are made of.
bool holds_controls(std::string_view text) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if ((byte < 0x20 && byte != '\n' && byte != '\t') || byte == 0x7F) return true;
    if (byte == 0xC2 && at + 1 < text.size() && static_cast<unsigned char>(text[at + 1]) < 0xA0) return true;
  }
  return false;
}

// Letters and digits that normalisation makes of no other character: it makes a K of the Kelvin sign.
std::string plain_characters(std::string_view text) {
  std::string plain;
  for (const char c : text)
    if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z' && c != 'K')) plain += c;
  return plain;
}

// Whether `part` is what is left of `whole` when characters are taken out.
bool is_in_order(std::string_view part, std::string_view whole) {
  std::size_t at = 0;
  for (const char c : whole)
    if (at < part.size() && part[at] == c) ++at;
  return at == part.size();
}

std::string body_of(const Article& article) {
  std::string body;
  for (const BodyBlock& block : article.body) body += block.text;
  return body;
}

// What holds of every article.
Problem problem_of_article(const Article& article, std::size_t input_bytes) {
  const JsonStyle style = {.compact = true, .removed = true, .fields = {}};
  const std::string json = write_json(article, style);
  if (auto problem = testing::schema_problem(json)) return "schema: " + *problem;
  if (std::count(json.begin(), json.end(), '\n') != 1) return "the record is not one line";
  const std::string text = write_text(article), markdown = write_markdown(article),
                    html = write_html(article);
  for (const std::string* written : {&json, &text, &markdown, &html}) {
    if (!is_valid_utf8(*written)) return "the output is not UTF-8";
    if (holds_controls(*written)) return "the output holds control characters";
    if (written->size() > 100'000 + 40 * input_bytes) return "the output is far larger than the input";
  }
  for (const std::string_view markup : {"<script", "<img", "<iframe", "javascript:", "<style"})
    if (html.find(markup, html.find("<body")) != std::string::npos &&
        (markup.front() == '<' || html.find("=\"" + std::string(markup)) != std::string::npos))
      return "markup in the HTML output";
  const auto is_web = [](const std::optional<std::string>& url) {
    return !url || url->starts_with("http://") || url->starts_with("https://") || url->starts_with("mailto:");
  };
  for (const Stub& stub : article.related)
    if (!is_web(stub.url)) return "a stub's address: " + *stub.url;
  if (!is_web(article.url) || !is_web(article.image)) return "an address that is none of the web";
  return std::nullopt;
}

Problem problem_with_page(std::string_view bytes, InputFormat format) {
  Options options;
  options.format = format;
  options.removed = RemovedScope::all;
  options.url = "https://news.example/2026/story.html";
  const Article article = extract(bytes, options);
  if (auto problem = problem_of_article(article, bytes.size())) return problem;
  const JsonStyle style = {.compact = true, .removed = true, .fields = {}};
  const Explanation explanation = explain(bytes, options);
  const std::string json = write_json(article, style);
  if (json != write_json(explanation.article, style)) return "the same bytes gave another answer";
  // Words of the body come from the page, in its order.
  const DecodedPage decoded = decode_page(bytes);
  std::string whole;
  if (format == InputFormat::html) {
    const Document document = parse_html(decoded.text);
    // A page that is drawn by script has its body from there.
    if (!document.json_ld().empty()) return std::nullopt;
    for (const Node& node : document.nodes())
      if (node.kind == NodeKind::text) whole += node.text;
  } else {
    whole = decoded.text;
  }
  if (!is_in_order(plain_characters(body_of(article)), plain_characters(whole)))
    return "the body is not the page's words in order";
  return std::nullopt;
}

Problem problem_with_html(std::string_view bytes) {
  return problem_with_page(bytes, InputFormat::html);
}

Problem problem_with_text(std::string_view bytes) {
  return problem_with_page(bytes, InputFormat::text);
}

Problem problem_with_decoding(std::string_view bytes) {
  static constexpr std::array<std::string_view, 8> kLabels = {
      "", "utf-8", "utf-16le", "iso-2022-jp", "shift_jis", "gb18030", "windows-1252", "x-none"};
  if (bytes.empty()) return std::nullopt;
  const auto first = static_cast<unsigned char>(bytes.front());
  DecodeOptions options;
  options.encoding = kLabels.at(first % kLabels.size());
  options.http_charset = kLabels.at(first / kLabels.size() % kLabels.size());
  bytes.remove_prefix(1);
  const DecodedPage page = decode_page(bytes, options);
  if (!is_valid_utf8(page.text)) return "the text is not UTF-8";
  if (page.text.size() > 8 * bytes.size() + 64) return "the text is far larger than the bytes";
  const DecodedPage again = decode_page(bytes, options);
  if (page.text != again.text || page.encoding != again.encoding) return "the same bytes gave another text";
  return std::nullopt;
}

std::size_t depth_of(const Document& document) {
  std::size_t deepest = 0;
  std::vector<std::size_t> depths(document.nodes().size());
  for (std::size_t i = 1; i < depths.size(); ++i) {
    depths[i] = depths[document.nodes()[i].parent] + 1;
    if (document.nodes()[i].kind == NodeKind::element) deepest = std::max(deepest, depths[i]);
  }
  return deepest;
}

Problem problem_with_parsing(std::string_view bytes) {
  if (!is_valid_utf8(bytes)) return problem_with_parsing(decode_page(bytes, {"utf-8", ""}).text);
  for (const std::size_t max_depth : {ParseLimits{}.max_depth, std::size_t{12}}) {
    const ParseLimits limits = {.max_depth = max_depth};
    Document::Storage storage(bytes);
    if (skim(storage.page, limits, storage).skeleton.html.size() > 8 * bytes.size() + 4096)
      return "the skeleton is far larger than the page";
    const Document document = parse_html(bytes, limits);
    if (depth_of(document) > max_depth) return "the tree is deeper than allowed";
    const auto nodes = document.nodes();
    if (nodes.empty() || nodes[0].end != nodes.size()) return "the document does not hold all nodes";
    for (std::size_t i = 1; i < nodes.size(); ++i) {
      const Node& node = nodes[i];
      const Node& parent = nodes[node.parent];
      if (node.parent >= i || node.end <= i || node.end > parent.end) return "the nodes are not in pre-order";
      if (node.kind == NodeKind::text && (node.text.empty() || node.end != i + 1)) return "a text node";
    }
  }
  return std::nullopt;
}

// What may make the tree by way of the skeleton another than that of the whole page.
struct AllowedDifferences {
  bool attribute_twice = false;  // Gumbo 0.10.1 reads it in a way of its own
  bool large_number = false;     // "&#…", which Gumbo 0.10.1 lets overflow
  // In svg or math: an end tag of HTML's, and what is nested more deeply than it is looked into, which are
  // followed only roughly; html and body, whose attributes Gumbo gives to those of the page.
  bool foreign = false;
  // Elements that are followed only roughly, or that Gumbo 0.10.1 has rules of its own for: framesets, in
  // which it knows no raw text; xmp and plaintext, which are read as pre; parts of tables in a template;
  // applet, marquee and object in each other; a form that ends inside a tag.
  bool element = false;
};

class SeenElements {
 public:
  void add(const RawTag& tag) {
    switch (tag.tag) {
      case Tag::frameset:
      case Tag::plaintext:
      case Tag::xmp:
        is_allowed_ = true;
        break;
      case Tag::template_:
        has_template_ = true;
        break;
      case Tag::caption:
      case Tag::col:
      case Tag::colgroup:
      case Tag::tbody:
      case Tag::td:
      case Tag::tfoot:
      case Tag::th:
      case Tag::thead:
      case Tag::tr:
        has_table_part_ = true;
        break;
      case Tag::applet:
      case Tag::marquee:
      case Tag::object:
        is_allowed_ = is_allowed_ || (embedded_ != Tag::unknown && embedded_ != tag.tag);
        embedded_ = tag.tag;
        break;
      default:
        is_allowed_ = is_allowed_ || tag.whole.find("<!--", 1) != std::string_view::npos;
        break;
    }
  }

  [[nodiscard]] bool may_differ() const { return is_allowed_ || (has_template_ && has_table_part_); }

 private:
  bool is_allowed_ = false;
  bool has_template_ = false;
  bool has_table_part_ = false;
  Tag embedded_ = Tag::unknown;
};

// Whether a numeric reference has more digits than a number without leading zeros that fits an int.
bool has_large_number(std::string_view page) {
  constexpr std::size_t kMostDigits = 7;
  for (std::size_t at = page.find("&#"); at != std::string_view::npos; at = page.find("&#", at + 2)) {
    const std::size_t end = std::min(page.find_first_not_of("xX0123456789abcdefABCDEF", at + 2), page.size());
    if (end - at - 2 > kMostDigits) return true;
  }
  return false;
}

AllowedDifferences allowed_differences(std::string_view page) {
  // Tags are looked for in tags too, and each may reach to the end of the page: a page of nothing else is
  // left out.
  constexpr std::size_t kMostReading = 16;  // times the page
  constexpr std::size_t kMostForeign = 128;
  std::size_t read_bytes = 0;
  std::size_t tag_end = 0;  // of the tag that is read as one
  AllowedDifferences allowed;
  SeenElements seen;
  RawTag tag;
  std::vector<std::string_view> foreign;  // what is open, from svg or math on
  std::set<std::string> names;            // of a tag's attributes, as they are read
  for (std::size_t at = page.find('<'); at != std::string_view::npos; at = page.find('<', at + 1)) {
    const std::size_t name = at + 1 + (page.substr(at + 1, 1) == "/" ? 1 : 0);
    if (name >= page.size() || !is_ascii_letter(page[name])) {
      // The tags in a comment are none, but would be taken for some here.
      allowed.foreign = allowed.foreign || !foreign.empty();
      continue;
    }
    read_tag(page, at, tag);
    read_bytes += tag.whole.size();
    if (read_bytes > kMostReading * page.size()) return {.element = true};
    seen.add(tag);
    // What looks like an end tag in another tag ends nothing.
    allowed.foreign = allowed.foreign || (at < tag_end && !foreign.empty());
    tag_end = std::max(tag_end, at + tag.whole.size());
    if (tag.is_end) {
      const auto is_same = [&](std::string_view open) { return equals_ignoring_case(open, tag.name); };
      const auto open = std::find_if(foreign.rbegin(), foreign.rend(), is_same);
      if (open != foreign.rend())
        foreign.erase(std::prev(open.base()), foreign.end());
      else if (!foreign.empty())
        allowed.foreign = true;
      continue;
    }
    if (!foreign.empty() && (tag.tag == Tag::html || tag.tag == Tag::body)) allowed.foreign = true;
    if ((tag.tag == Tag::svg || tag.tag == Tag::math || !foreign.empty()) && !tag.is_self_closing)
      foreign.push_back(tag.name);
    allowed.foreign = allowed.foreign || foreign.size() >= kMostForeign;
    names.clear();
    for (const RawAttribute& attribute : tag.attributes) {
      std::string as_read;
      append_attribute_text(attribute.name, References::literal, as_read);
      for (char& c : as_read) c = to_lower_ascii(c);
      if (names.insert(as_read).second) continue;
      allowed.attribute_twice = true;
      // Whether it is the same as another that is open depends on it.
      allowed.element = allowed.element || is_formatting(tag.tag);
    }
  }
  allowed.element = allowed.element || seen.may_differ();
  allowed.large_number = has_large_number(page);
  return allowed;
}

// Gumbo 0.10.1 does not know that the end of an element around main does not end it, so all of them are menu.
std::string without_main(std::string_view page) {
  std::string out(page);
  for (std::size_t at = 0; (at = out.find('<', at)) != std::string::npos; ++at) {
    const std::size_t name = at + 1 + (out.compare(at + 1, 1, "/") == 0 ? 1 : 0);
    if (equals_ignoring_case(std::string_view(out).substr(name, 4), "main")) out.replace(name, 4, "menu");
  }
  return out;
}

// Plain subtrees that were left out of the skeleton stand in the tree as if they had not been.
Problem problem_with_subtrees(const std::string& page) {
  const auto storage = std::make_shared<Document::Storage>(page);
  PageMemory memory;
  const std::optional<Document> left_out = parse_by_skeleton(storage, memory, {}, Subtrees::left_out);
  if (!left_out) return std::nullopt;
  const std::string tree = testing::tree_by_skeleton(*left_out);
  const std::string whole =
      testing::tree_by_skeleton(*parse_by_skeleton(storage, memory, {}, Subtrees::kept));
  if (tree != whole) return "not the tree with all subtrees: " + testing::difference(tree, whole);
  return std::nullopt;
}

Problem problem_with_skeleton(std::string_view bytes) {
  // Gumbo's plain parse is quadratic in the depth.
  constexpr std::size_t kMostBytes = 4000;
  const std::string page = testing::with_texts_kept_in_forms(
      without_main(decode_page(bytes.substr(0, kMostBytes), {"utf-8", ""}).text));
  if (auto problem = problem_with_subtrees(page)) return problem;
  const AllowedDifferences allowed = allowed_differences(page);
  if (allowed.large_number || allowed.foreign || allowed.element) return std::nullopt;
  const Document document = parse_html(page);
  if (document.simplified()) return std::nullopt;
  const testing::PlainTree plain = testing::plain_tree(page, !allowed.attribute_twice);
  // Gumbo 0.10.1 takes the end tag of any element that it does not know for that of any other.
  if (plain.has_unknown_elements) return std::nullopt;
  const std::string tree = testing::tree_by_skeleton(document, !allowed.attribute_twice);
  if (tree != plain.lines) return "not the tree of the whole page: " + testing::difference(tree, plain.lines);
  return std::nullopt;
}

Problem problem_with_json_ld(std::string_view bytes) {
  for (const std::string& document : metadata::repair_json(bytes)) {
    std::size_t depth = 0, deepest = 0;
    bool in_string = false;
    for (std::size_t at = 0; at < document.size(); ++at) {
      const char c = document[at];
      if (in_string) {
        if (c == '\\') ++at;
        in_string = c != '"' || (at < document.size() && document[at] != '"');
      } else if (c == '"') {
        in_string = true;
      } else if (c == '{' || c == '[') {
        deepest = std::max(deepest, ++depth);
      } else if (c == '}' || c == ']') {
        --depth;
      }
    }
    if (deepest > metadata::kMaxJsonDepth) return "the mended JSON is deeper than allowed";
    if (depth != 0) return "the mended JSON does not end";
  }
  const metadata::PageIdentity identity = {{"https://news.example/2026/story.html"},
                                           {"A story about the town"}};
  metadata::read_json_ld(std::span(&bytes, 1), identity);
  const std::string page = "<title>A story about the town</title><script type=\"application/ld+json\">" +
                           std::string(bytes) + "</script><p>Text.";
  Options options;
  options.format = InputFormat::html;
  const Article article = extract(page, options);
  if (auto problem = problem_of_article(article, page.size())) return problem;
  if (write_json(article) != write_json(extract(page, options))) return "the same bytes gave another answer";
  return std::nullopt;
}

Problem problem_with_date(std::string_view bytes) {
  if (!is_valid_utf8(bytes)) return std::nullopt;
  for (const std::string_view language : {"en", "de", "fr", "ja", ""}) {
    if (const auto date = parse_date(bytes, language)) {
      // 2026-05-05, 2026-05-05T09:30:00, with Z or +01:00.
      const bool has_time = date->size() > 10;
      if (date->size() < 10 || (*date)[4] != '-' || (*date)[7] != '-' || (has_time && (*date)[10] != 'T'))
        return "not a date: " + *date;
      if (date->find_first_not_of("0123456789-T:+Z.") != std::string::npos) return "not a date: " + *date;
    }
    for (const std::string& name : split_authors(bytes, language))
      if (name.empty() || !is_valid_utf8(name) || holds_controls(name)) return "not a name: " + name;
  }
  return std::nullopt;
}

Problem problem_with_rules(std::string_view bytes) {
  const auto read = RuleBook::with(bytes);
  if (const auto* error = std::get_if<RuleError>(&read)) {
    if (error->reason.empty() || error->line == 0) return "an error without a reason or a line";
    return std::nullopt;
  }
  Options options;
  options.rules = std::get<std::shared_ptr<const RuleBook>>(read);
  const Article article =
      extract("<div class=newsletter><p>Sign up for our newsletter</p></div><p>Read more: a story", options);
  return problem_of_article(article, bytes.size());
}

Problem problem_with_json_line(std::string_view bytes) {
  auto read = read_page_line(bytes);
  Record record;
  if (auto* error = std::get_if<PageLineError>(&read)) {
    record.error = RecordError{"bad_line", error->message};
    record.input_json = error->input_json;
  } else {
    const auto& line = std::get<PageLine>(read);
    Options options;
    options.format = line.is_text ? InputFormat::text : InputFormat::html;
    options.url = line.url.value_or("");
    options.encoding = line.encoding.value_or("");
    record.source = line.id.value_or("-");
    record.article = extract(line.page, options);
    record.input_json = line.input_json;
  }
  const std::string json = write_json(record, {.compact = true, .removed = false, .fields = {}});
  if (auto problem = testing::schema_problem(json)) return "schema: " + *problem;
  if (std::count(json.begin(), json.end(), '\n') != 1) return "the record is not one line";
  if (holds_controls(json)) return "the output holds control characters";
  return std::nullopt;
}

// Crawls, archives and JSON lines, packed or not, as the program takes them apart.
Problem problem_with_archive(std::string_view bytes) {
  constexpr std::size_t kMostPageBytes = 100'000;
  Options options;
  options.max_bytes = kMostPageBytes;
  const Origin origin = {.named = "-", .path = "-", .discovered = false, .member = "", .member_number = 0};
  auto stream = unpacked(std::make_unique<MemoryStream>(bytes));
  const ContentKind kind = content_kind(*stream, 2 * kMostPageBytes);
  std::unique_ptr<PageSeries> pages;
  if (kind == ContentKind::tar || kind == ContentKind::zip) {
    pages = pages_of_archive(origin, std::move(stream), kind, options);
  } else {
    Contents contents = contents_of(std::move(stream), kind, origin, options);
    if (auto* series = std::get_if<std::unique_ptr<PageSeries>>(&contents)) pages = std::move(*series);
  }
  if (!pages) return std::nullopt;
  PageMemory memory;
  // Packed bytes may hold more pages than there are bytes; those that a person would wait for are enough.
  for (std::size_t count = 0; count < 200; ++count) {
    const std::optional<PageInput> page = pages->next();
    if (!page) return std::nullopt;
    const std::string json = write_json(record_of(*page, options, memory).record,
                                        {.compact = true, .removed = false, .fields = {}});
    if (auto problem = testing::schema_problem(json)) return "schema: " + *problem;
    if (std::count(json.begin(), json.end(), '\n') != 1) return "the record is not one line";
    if (holds_controls(json)) return "the output holds control characters";
  }
  return std::nullopt;
}

constexpr std::array<Target, 10> kTargets = {{{"parse", problem_with_parsing},
                                              {"skeleton", problem_with_skeleton},
                                              {"decode", problem_with_decoding},
                                              {"html", problem_with_html},
                                              {"text", problem_with_text},
                                              {"json_ld", problem_with_json_ld},
                                              {"date", problem_with_date},
                                              {"rules", problem_with_rules},
                                              {"json_line", problem_with_json_line},
                                              {"archive", problem_with_archive}}};

}  // namespace

std::span<const Target> targets() {
  return kTargets;
}

const Target* find_target(std::string_view name) {
  const auto found = std::ranges::find(kTargets, name, &Target::name);
  return found == kTargets.end() ? nullptr : &*found;
}

}  // namespace pressclip::fuzz
