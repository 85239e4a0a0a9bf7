// Walks the flat tree once and cuts it into blocks.
#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <string>
#include <utility>

#include "pressclip/segment.h"
#include "text/normalize.h"

namespace pressclip {
namespace {

enum class Flow : std::uint8_t { inside, block, line_break, skipped };

Flow flow_of(Tag tag) {
  switch (tag) {
    case Tag::script:
    case Tag::style:
    case Tag::head:
    case Tag::svg:
    case Tag::math:
    case Tag::select:
    case Tag::datalist:
    case Tag::textarea:
    case Tag::iframe:
    case Tag::object:
    case Tag::applet:
    case Tag::audio:
    case Tag::canvas:
    case Tag::video:
    case Tag::title:
    case Tag::noframes:
    case Tag::rt:
    case Tag::rp:
    case Tag::rtc:
      return Flow::skipped;
    case Tag::br:
      return Flow::line_break;
    case Tag::a:
    case Tag::abbr:
    case Tag::acronym:
    case Tag::area:
    case Tag::b:
    case Tag::bdi:
    case Tag::bdo:
    case Tag::big:
    case Tag::cite:
    case Tag::code:
    case Tag::data:
    case Tag::del:
    case Tag::dfn:
    case Tag::em:
    case Tag::embed:
    case Tag::font:
    case Tag::i:
    case Tag::img:
    case Tag::input:
    case Tag::ins:
    case Tag::kbd:
    case Tag::link:
    case Tag::map:
    case Tag::mark:
    case Tag::meta:
    case Tag::meter:
    case Tag::nobr:
    case Tag::output:
    case Tag::param:
    case Tag::picture:
    case Tag::progress:
    case Tag::q:
    case Tag::rb:
    case Tag::ruby:
    case Tag::s:
    case Tag::samp:
    case Tag::slot:
    case Tag::small:
    case Tag::source:
    case Tag::span:
    case Tag::strike:
    case Tag::strong:
    case Tag::sub:
    case Tag::sup:
    case Tag::time:
    case Tag::track:
    case Tag::tt:
    case Tag::u:
    case Tag::var:
    case Tag::wbr:
      return Flow::inside;
    default:
      return Flow::block;
  }
}

int heading_level(Tag tag) {
  switch (tag) {
    case Tag::h1: return 1;
    case Tag::h2: return 2;
    case Tag::h3: return 3;
    case Tag::h4: return 4;
    case Tag::h5: return 5;
    case Tag::h6: return 6;
    default: return 0;
  }
}

// Elements that begin something of its own, so that a list item or a quote around them does not name what is inside.
bool is_sectioning(Tag tag) {
  return tag == Tag::article || tag == Tag::section || tag == Tag::aside || tag == Tag::main || tag == Tag::header ||
         tag == Tag::footer || tag == Tag::nav || tag == Tag::form;
}

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

char ascii_lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool contains_ignoring_case_and_space(std::string_view text, std::string_view wanted) {
  std::size_t matched = 0;
  for (const char c : text) {
    if (is_space(c)) continue;
    const char lower = ascii_lower(c);
    if (lower == wanted[matched]) {
      if (++matched == wanted.size()) return true;
    } else {
      matched = lower == wanted[0] ? 1 : 0;
    }
  }
  return false;
}

bool has_token(std::string_view tokens, std::string_view token) {
  for (std::size_t at = tokens.find(token); at != std::string_view::npos; at = tokens.find(token, at + 1)) {
    const bool begins = at == 0 || is_space(tokens[at - 1]);
    const bool ends = at + token.size() == tokens.size() || is_space(tokens[at + token.size()]);
    if (begins && ends) return true;
  }
  return false;
}

// Class names by which the common style sheets and accessibility guides hide text from sight but not from readers.
constexpr std::array<std::string_view, 12> kScreenReaderClasses = {
    "sr-only",         "visually-hidden",    "visuallyhidden",      "screen-reader-text", "screenreader-only", "screen-reader",
    "screenreader",    "u-visually-hidden",  "is-visually-hidden",  "u-sr-only",          "element-invisible", "a11y-hidden"};

std::optional<Visibility> own_visibility(const Document& document, NodeIndex index) {
  const Node& node = document.node(index);
  if (node.tag == Tag::noscript) return Visibility::noscript;
  if (node.tag == Tag::template_) return Visibility::inert;
  if (node.tag == Tag::dialog && !document.attribute(index, "open")) return Visibility::hidden;
  std::optional<Visibility> found;
  for (const Attribute& attribute : document.attributes(index)) {
    if (attribute.name == "hidden" && attribute.value != "until-found") return Visibility::hidden;
    if (attribute.name == "style" && (contains_ignoring_case_and_space(attribute.value, "display:none") ||
                                      contains_ignoring_case_and_space(attribute.value, "visibility:hidden")))
      return Visibility::hidden;
    if (attribute.name == "aria-hidden" && attribute.value == "true" && !found) found = Visibility::aria_hidden;
    if (attribute.name == "class")
      for (const std::string_view name : kScreenReaderClasses)
        if (has_token(attribute.value, name)) found = Visibility::screen_reader;
  }
  return found;
}

constexpr std::array<std::string_view, 9> kNamingAttributes = {
    "class", "id", "role", "data-testid", "data-component", "data-component-name", "data-module", "data-type", "data-qa"};

// Attribute values longer than this are style sheets in disguise and name nothing.
constexpr std::size_t kLongestName = 400;

std::string naming_words(const Document& document, NodeIndex index) {
  std::string words;
  for (const Attribute& attribute : document.attributes(index)) {
    if (std::find(kNamingAttributes.begin(), kNamingAttributes.end(), attribute.name) == kNamingAttributes.end()) continue;
    if (attribute.value.empty() || attribute.value.size() > kLongestName) continue;
    if (!words.empty()) words += ' ';
    words += attribute.value;
  }
  return words;
}

// Kickers, counters and their like stand in headlines and links, not in long text.
constexpr std::size_t kLongestWithParts = 600;  // bytes

// A run of the current block's raw text that one inline element covers.
struct InlineRun {
  NodeIndex node = 0;
  std::size_t begin = 0;
  std::size_t end = 0;
};

// What an open element means for the blocks inside it.
struct Frame {
  NodeIndex end = 0;  // the element is closed before this node
  NodeIndex node = 0;
  Flow flow = Flow::block;
  Tag tag = Tag::unknown;
  ContainerIndex container = 0;
  BlockKind kind = BlockKind::paragraph;
  std::uint8_t level = 0;
  std::uint8_t list_depth = 0;
  bool ordered = false;
  Visibility visibility = Visibility::shown;
  bool in_row = false;      // inside a row of a table of data: cells do not split
  std::size_t begin = 0;    // inline: where its text begins in the current block
};

class Segmenter {
 public:
  explicit Segmenter(const Document& document) : document_(document) {
    Container page;
    result_.containers.push_back(page);
    Frame root;
    root.end = static_cast<NodeIndex>(document.nodes().size());
    frames_.push_back(root);
  }

  BlockList run() {
    const auto nodes = document_.nodes();
    for (NodeIndex index = 1; index < nodes.size();) {
      while (frames_.size() > 1 && frames_.back().end <= index) close();
      const Node& node = nodes[index];
      if (node.kind == NodeKind::text) {
        add_text(index, node.text);
        ++index;
        continue;
      }
      const Flow flow = flow_of(node.tag);
      if (node.tag == Tag::video || node.tag == Tag::audio || node.tag == Tag::iframe || node.tag == Tag::img) ++images_;
      if (flow == Flow::skipped) {
        index = node.end;
      } else if (flow == Flow::line_break) {
        add_line_break();
        index = node.end;
      } else {
        open(index, flow);
        ++index;
      }
    }
    while (frames_.size() > 1) close();
    flush();
    for (Container& container : result_.containers)
      if (container.end_block < container.first_block) container.end_block = container.first_block;
    result_.containers[0].end_block = static_cast<BlockIndex>(result_.blocks.size());
    return std::move(result_);
  }

 private:
  void open(NodeIndex index, Flow flow) {
    const Node& node = document_.node(index);
    Frame frame = frames_.back();
    frame.node = index;
    frame.end = node.end;
    frame.tag = node.tag;
    frame.flow = flow;
    const std::optional<Visibility> own = own_visibility(document_, index);
    if (own && frame.visibility == Visibility::shown) frame.visibility = *own;
    if (flow == Flow::inside) {
      if (node.tag == Tag::time) time_ = true;
      frame.begin = text_.size();
      frames_.push_back(frame);
      return;
    }
    // A cell of a table of data, or a control within running text, does not begin a block.
    if (frame.in_row || ((node.tag == Tag::button || node.tag == Tag::label) && in_running_text())) {
      if (node.tag == Tag::td || node.tag == Tag::th) add_cell();
      else if (frame.in_row) add_text(index, " ");
      frame.flow = Flow::inside;
      frame.begin = text_.size();
      frames_.push_back(frame);
      return;
    }
    flush();
    name_kind(frame, index);
    Container container;
    container.tag = node.tag;
    container.parent = frames_.back().container;
    container.depth = result_.containers[container.parent].depth + 1;
    container.node = index;
    container.first_block = static_cast<BlockIndex>(result_.blocks.size());
    container.custom = node.tag == Tag::unknown && node.text.find('-') != std::string_view::npos;
    container.words = naming_words(document_, index);
    if (const auto item = document_.attribute(index, "itemprop")) container.item = std::string(*item);
    frame.container = static_cast<ContainerIndex>(result_.containers.size());
    result_.containers.push_back(std::move(container));
    frames_.push_back(frame);
  }

  void name_kind(Frame& frame, NodeIndex index) const {
    const Tag tag = frame.tag;
    if (const int level = heading_level(tag)) {
      frame.kind = BlockKind::heading;
      frame.level = static_cast<std::uint8_t>(level);
    } else if (tag == Tag::ul || tag == Tag::ol || tag == Tag::menu || tag == Tag::dir) {
      frame.ordered = tag == Tag::ol;
      if (frame.list_depth < std::numeric_limits<std::uint8_t>::max()) ++frame.list_depth;
    } else if (tag == Tag::li) {
      frame.kind = BlockKind::list_item;
      if (frame.list_depth == 0) frame.list_depth = 1;
    } else if (tag == Tag::blockquote) {
      frame.kind = BlockKind::quote;
    } else if (tag == Tag::pre || tag == Tag::xmp || tag == Tag::plaintext) {
      frame.kind = BlockKind::preformatted;
    } else if (tag == Tag::figcaption || tag == Tag::caption) {
      frame.kind = BlockKind::caption;
    } else if (tag == Tag::tr && is_row_of_data(index)) {
      frame.kind = BlockKind::table_row;
      frame.in_row = true;
    } else if (tag == Tag::td || tag == Tag::th || is_sectioning(tag)) {
      frame.kind = BlockKind::paragraph;
      frame.list_depth = 0;
    }
  }

  // Whether a row holds data, not the page's layout: at least two cells, none with several blocks, a heading, a list, a
  // form or a table of its own, none longer than a short paragraph.
  [[nodiscard]] bool is_row_of_data(NodeIndex row) const {
    constexpr std::size_t kLongestCell = 600;  // bytes
    const auto nodes = document_.nodes();
    std::size_t cells = 0, blocks = 0, bytes = 0;
    for (NodeIndex index = row + 1; index < nodes[row].end;) {
      const Node& node = nodes[index];
      if (node.kind == NodeKind::text) {
        bytes += node.text.size();
        if (bytes > kLongestCell) return false;
      } else {
        const Flow flow = flow_of(node.tag);
        if (node.tag == Tag::td || node.tag == Tag::th) {
          ++cells;
          blocks = 0;
          bytes = 0;
        } else if (flow == Flow::block) {
          if (++blocks > 2 || heading_level(node.tag) || node.tag == Tag::ul || node.tag == Tag::ol || node.tag == Tag::form ||
              node.tag == Tag::table || is_sectioning(node.tag))
            return false;
        } else if (flow == Flow::skipped) {
          index = node.end;
          continue;
        }
      }
      ++index;
    }
    return cells >= 2;
  }

  [[nodiscard]] bool in_running_text() const {
    for (auto frame = frames_.rbegin(); frame != frames_.rend(); ++frame)
      if (frame->flow == Flow::block) return frame->tag == Tag::p || frame->tag == Tag::li || frame->kind == BlockKind::heading;
    return false;
  }

  void close() {
    const Frame frame = frames_.back();
    if (frame.flow == Flow::inside) {
      if (text_.size() > frame.begin || frame.begin == 0) runs_.push_back({frame.node, frame.begin, text_.size()});
      frames_.pop_back();
      return;
    }
    flush();
    result_.containers[frame.container].end_block = static_cast<BlockIndex>(result_.blocks.size());
    frames_.pop_back();
  }

  void add_text(NodeIndex index, std::string_view text) {
    const Frame& frame = frames_.back();
    if (frame.kind == BlockKind::preformatted) {
      if (first_node_ == 0) first_node_ = index;
      text_ += text;
      note_visibility(frame, text);
      return;
    }
    const std::size_t before = text_.size();
    for (std::size_t at = 0; at < text.size();) {
      if (is_space(text[at])) {
        if (!text_.empty() && text_.back() != ' ') text_ += ' ';
        while (at < text.size() && is_space(text[at])) ++at;
        continue;
      }
      std::size_t end = at;
      while (end < text.size() && !is_space(text[end])) ++end;
      text_ += text.substr(at, end - at);
      at = end;
      breaks_ = 0;
      if (first_node_ == 0) first_node_ = index;
    }
    if (frame.visibility == Visibility::screen_reader && text_.size() > before) spoken_.push_back({before, text_.size()});
    note_visibility(frame, text);
  }

  // A block is as visible as the most visible of its text.
  void note_visibility(const Frame& frame, std::string_view text) {
    if (std::all_of(text.begin(), text.end(), is_space)) return;
    if (!visibility_ || static_cast<int>(frame.visibility) < static_cast<int>(*visibility_)) visibility_ = frame.visibility;
  }

  void add_cell() {
    if (!text_.empty()) text_ += text_.back() == ' ' ? "| " : " | ";
  }

  void add_line_break() {
    if (frames_.back().kind == BlockKind::preformatted) {
      text_ += '\n';
      return;
    }
    if (++breaks_ >= 2 && !frames_.back().in_row) {
      flush();
    } else if (!text_.empty() && text_.back() != ' ') {
      text_ += ' ';
    }
  }

  // Ends the current block, if it has any text. Inline elements that are open go on in the next one.
  void flush() {
    breaks_ = 0;
    const Frame& frame = frames_.back();
    for (const Frame& open : frames_)
      if (open.flow == Flow::inside) runs_.push_back({open.node, open.begin, text_.size()});
    cut_spoken_text();
    const bool preformatted = frame.kind == BlockKind::preformatted;
    std::string text = preformatted ? normalize_preformatted(text_) : normalize_text(text_);
    if (preformatted && text.find_first_not_of(" \n\t") == std::string::npos) text.clear();
    if (!text.empty()) {
      Block block;
      block.kind = frame.kind;
      block.level = frame.level;
      block.ordered = frame.ordered;
      block.list_depth = frame.kind == BlockKind::list_item ? frame.list_depth : std::uint8_t{0};
      block.visibility = visibility_.value_or(Visibility::shown);
      block.container = frame.container;
      block.node = first_node_;
      block.images = images_;
      block.time = time_;
      block.text = std::move(text);
      add_runs(block);
      result_.blocks.push_back(std::move(block));
      images_ = 0;
    }
    text_.clear();
    runs_.clear();
    spoken_.clear();
    visibility_.reset();
    first_node_ = 0;
    time_ = false;
    for (Frame& open : frames_) {
      open.begin = 0;
      if (open.flow == Flow::inside && open.tag == Tag::time) time_ = true;
    }
  }

  // Takes text for screen readers only out of a block that has other text: "Opens in a new window".
  void cut_spoken_text() {
    if (spoken_.empty()) return;
    std::size_t spoken_bytes = 0;
    for (const auto& [begin, end] : spoken_) spoken_bytes += end - begin;
    if (normalize_text(text_).size() <= spoken_bytes) return;
    for (auto span = spoken_.rbegin(); span != spoken_.rend(); ++span) {
      const auto [begin, end] = *span;
      text_.erase(begin, end - begin);
      const auto moved = [begin = begin, end = end](std::size_t at) {
        return at <= begin ? at : at >= end ? at - (end - begin) : begin;
      };
      for (InlineRun& run : runs_) {
        run.begin = moved(run.begin);
        run.end = moved(run.end);
      }
    }
  }

  void add_runs(Block& block) {
    const std::string_view raw = text_;
    const bool same = raw == block.text;
    std::size_t text_begin = raw.find_first_not_of(' ');
    std::size_t text_end = raw.find_last_not_of(' ');
    if (text_begin == std::string_view::npos) text_begin = 0;
    text_end = text_end == std::string_view::npos ? raw.size() : text_end + 1;
    // In the order of their beginnings, outer elements first, whatever the order in which they were closed.
    std::stable_sort(runs_.begin(), runs_.end(), [](const InlineRun& a, const InlineRun& b) {
      return a.begin != b.begin ? a.begin < b.begin : a.node < b.node;
    });
    std::size_t searched = 0;
    std::uint32_t strong_end = 0, emphasis_end = 0;
    for (const InlineRun& run : runs_) {
      const Node& node = document_.node(run.node);
      const bool whole = run.begin <= text_begin && run.end >= text_end;
      if (whole) {
        const std::string words = naming_words(document_, run.node);
        if (!words.empty()) block.words += (block.words.empty() ? "" : " ") + words;
        if (block.item.empty())
          if (const auto item = document_.attribute(run.node, "itemprop")) block.item = std::string(*item);
      }
      const bool strong = node.tag == Tag::b || node.tag == Tag::strong;
      const bool emphasis = node.tag == Tag::i || node.tag == Tag::em;
      const bool link = node.tag == Tag::a && document_.attribute(run.node, "href").has_value();
      const std::string part_words = !whole && raw.size() <= kLongestWithParts ? naming_words(document_, run.node) : std::string();
      if (!strong && !emphasis && !link && part_words.empty()) continue;
      const std::string text = normalize_text(raw.substr(run.begin, run.end - run.begin));
      if (text.empty()) continue;
      std::size_t begin = whole ? 0 : same ? run.begin : block.text.find(text, searched);
      if (begin == std::string::npos) begin = block.text.find(text);
      if (begin == std::string::npos || begin > block.text.size()) continue;
      if (same && !whole)
        while (begin < block.text.size() && block.text[begin] == ' ') ++begin;
      const auto first = static_cast<std::uint32_t>(begin);
      const auto last = static_cast<std::uint32_t>(std::min(whole ? block.text.size() : begin + text.size(), block.text.size()));
      if (!same) searched = first;
      // Nested elements of one meaning count once.
      if (strong && last > strong_end) {
        block.strong_bytes += last - std::max(first, strong_end);
        strong_end = last;
      }
      if (emphasis && last > emphasis_end) {
        block.emphasis_bytes += last - std::max(first, emphasis_end);
        emphasis_end = last;
      }
      if (!part_words.empty()) block.parts.push_back({first, last, part_words});
      if (link) block.links.push_back({first, last, std::string(document_.attribute(run.node, "href").value_or(""))});
    }
  }

  const Document& document_;
  BlockList result_;
  std::vector<Frame> frames_;
  std::string text_;  // the current block's text, white space collapsed but not yet normalised
  std::vector<InlineRun> runs_;
  std::vector<std::pair<std::size_t, std::size_t>> spoken_;  // text for screen readers within text_
  std::optional<Visibility> visibility_;
  NodeIndex first_node_ = 0;
  std::uint32_t images_ = 0;
  std::uint32_t breaks_ = 0;  // <br> since the last text
  bool time_ = false;
};

}  // namespace

BlockList segment_blocks(const Document& document) { return Segmenter(document).run(); }

}  // namespace pressclip
