// Walks the flat tree once and cuts it into blocks.
//
// The text of the current block grows as text nodes come by; where a block-level element begins or ends, or a
// blank line is drawn with <br>, the block is cut off. Linear in the tree: whatever is open around many
// blocks is looked at in part only.
#include <algorithm>
#include <iterator>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pressclip/segment.h"
#include "segment/element.h"
#include "segment/inline_runs.h"
#include "segment/visible_text.h"
#include "segment/white_space.h"
#include "text/byte_arena.h"
#include "text/normalize.h"

namespace pressclip {
namespace {

// Kickers, counters and their like stand in headlines and links, not in long text.
constexpr std::size_t kLongestWithParts = 600;  // bytes

// Inline elements that are open when a block begins, as those left open by mistake are, go on in it: so many
// of the innermost, and with no more than so many bytes of words and addresses on the whole page.
constexpr std::size_t kMostCarried = 8;
constexpr std::size_t kMostCarriedBytes = std::size_t{16} << 20;

// What an open element means for the text inside it.
struct Frame {
  NodeIndex end = 0;  // the element is closed before this node
  Flow flow = Flow::block;
  Tag tag = Tag::unknown;
  ContainerIndex container = 0;
  BlockKind kind = BlockKind::paragraph;
  std::uint8_t level = 0;
  std::uint8_t list_depth = 0;
  bool ordered = false;
  Visibility visibility = Visibility::shown;
  bool in_row = false;           // inside a row of a table of data: cells do not split
  bool in_running_text = false;  // the block-level element around is one for text: controls do not split
  char joint = '\0';             // what stands before and behind it in place of a split, if anything
};

// What the views of the result point into.
struct Memory {
  explicit Memory(std::shared_ptr<const void> storage) : page(std::move(storage)) {}

  std::shared_ptr<const void> page;
  ByteArena arena;
};

class Segmenter {
 public:
  explicit Segmenter(const Document& document)
      : document_(document),
        memory_(std::make_shared<Memory>(document.storage())),
        elements_(document, memory_->arena) {
    result_.memory = memory_;
    result_.containers.emplace_back();
    Frame page;
    page.end = static_cast<NodeIndex>(document.nodes().size());
    frames_.push_back(page);
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
      const Flow flow = flow_of(node);
      if (is_picture(node.tag)) ++images_;
      if (flow == Flow::skipped) {
        index = node.end;
      } else if (flow == Flow::line_break) {
        add_line_break();
        index = node.end;
      } else if ((node.tag == Tag::noscript || node.tag == Tag::template_) && !holds_text(index)) {
        // Pictures for readers without scripts stand within sentences too.
        for (++index; index < node.end; ++index)
          if (is_picture(nodes[index].tag)) ++images_;
      } else {
        open(index, flow);
        ++index;
      }
    }
    while (frames_.size() > 1) close();
    end_block(frames_.back());
    result_.containers[0].end_block = static_cast<BlockIndex>(result_.blocks.size());
    return std::move(result_);
  }

 private:
  static bool is_picture(Tag tag) {
    return tag == Tag::img || tag == Tag::video || tag == Tag::audio || tag == Tag::iframe;
  }

  // Whether there is text inside an element. Asked in page order, so that no node is looked at twice.
  bool holds_text(NodeIndex element) {
    const auto nodes = document_.nodes();
    next_text_ = std::max(next_text_, element + 1);
    while (next_text_ < nodes.size() &&
           (nodes[next_text_].kind != NodeKind::text || !has_visible_text(nodes[next_text_].text)))
      ++next_text_;
    return next_text_ < nodes[element].end;
  }

  void open(NodeIndex index, Flow flow) {
    const Node& node = document_.node(index);
    const ElementReading element = elements_.read(index);
    // The copy is changed where it stays: one made of it right after would wait for what was written.
    frames_.push_back(frames_.back());
    Frame& frame = frames_.back();
    frame.end = node.end;
    frame.tag = node.tag;
    frame.flow = flow;
    frame.joint = '\0';
    frame.visibility = less_visible(frame.visibility, element.visibility);
    if (flow == Flow::inside) {
      if (node.tag == Tag::time) {
        time_ = true;
        ++open_times_;
      }
      add_run(frame.tag, index, element);
      return;
    }
    const bool control = node.tag == Tag::button || node.tag == Tag::label;
    // Lines of code are often elements of their own.
    const bool line =
        frame.kind == BlockKind::preformatted && (node.tag == Tag::div || node.tag == Tag::unknown);
    if (frame.in_row || line || (control && frame.in_running_text)) {
      if (node.tag == Tag::td || node.tag == Tag::th) {
        add_cell();
      } else if (frame.in_row || line) {
        frame.joint = line ? '\n' : ' ';
        add_joint(frame.joint);
      }
      frame.flow = Flow::inside;
      add_run(frame.tag, index, element);
      return;
    }
    flush(frames_[frames_.size() - 2]);
    name_kind(frame, index);
    const ContainerIndex parent = frame.container;
    frame.container = static_cast<ContainerIndex>(result_.containers.size());
    Container& container = result_.containers.emplace_back();
    container.tag = node.tag;
    container.parent = parent;
    container.depth = result_.containers[container.parent].depth + 1;
    container.node = index;
    container.first_block = static_cast<BlockIndex>(result_.blocks.size());
    container.end_block = container.first_block;
    container.custom = is_custom_element(node);
    container.words = element.words;
    container.item = element.item;
  }

  void add_run(Tag tag, NodeIndex index, const ElementReading& element) {
    InlineRun& run = open_runs_.emplace_back();
    run.node = index;
    run.tag = tag;
    run.begin = text_.size();
    run.words = element.words;
    run.item = element.item;
    if (tag == Tag::a) run.url = element.url;
  }

  void name_kind(Frame& frame, NodeIndex index) const {
    const Tag tag = frame.tag;
    frame.in_running_text = tag == Tag::p || tag == Tag::li || heading_level(tag) > 0;
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
    } else if (tag == Tag::pre || tag == Tag::xmp || tag == Tag::plaintext || tag == Tag::listing) {
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

  // Whether a row holds data, not the page's layout: at least two cells with text, none with several blocks,
  // a heading, a list, a form or a table of its own, none longer than a short paragraph.
  [[nodiscard]] bool is_row_of_data(NodeIndex row) const {
    constexpr std::size_t kLongestCell = 600;  // bytes that are not white space
    constexpr std::size_t kMostBlocks = 2;     // in a cell
    const auto nodes = document_.nodes();
    std::size_t cells = 0, blocks = 0, bytes = 0;
    bool has_text = true;  // the cell; what stands before the first one is none
    for (NodeIndex index = row + 1; index < nodes[row].end;) {
      const Node& node = nodes[index];
      if (node.kind == NodeKind::text) {
        bytes +=
            static_cast<std::size_t>(std::ranges::count_if(node.text, [](char c) { return !is_space(c); }));
        if (bytes > kLongestCell) return false;
        if (!has_text && has_visible_text(node.text)) {
          has_text = true;
          ++cells;
        }
        ++index;
        continue;
      }
      const Flow flow = flow_of(node);
      if (node.tag == Tag::td || node.tag == Tag::th) {
        has_text = false;
        blocks = 0;
        bytes = 0;
      } else if (flow == Flow::block) {
        // A row inside a row, which only a table or a template can hold, must end the search: rows nested in
        // each other would be searched again and again.
        if (++blocks > kMostBlocks || heading_level(node.tag) > 0 || is_sectioning(node.tag) ||
            node.tag == Tag::ul || node.tag == Tag::ol || node.tag == Tag::table ||
            node.tag == Tag::template_)
          return false;
      }
      index = flow == Flow::skipped ? node.end : index + 1;
    }
    return cells >= 2;
  }

  void close() {
    const Frame& frame = frames_.back();
    if (frame.flow == Flow::block) {
      flush(frame);
      result_.containers[frame.container].end_block = static_cast<BlockIndex>(result_.blocks.size());
      frames_.pop_back();
      return;
    }
    if (open_runs_.back().begin < text_.size()) {
      runs_.push_back(open_runs_.back());
      runs_.back().end = text_.size();
    }
    open_runs_.pop_back();
    carried_ = std::min(carried_, open_runs_.size());
    if (frame.tag == Tag::time) --open_times_;
    add_joint(frame.joint);
    frames_.pop_back();
  }

  void add_text(NodeIndex index, std::string_view text) {
    const Frame& frame = frames_.back();
    const std::size_t space_end = end_of_space(text, 0);
    const bool visible = has_visible_text(text.substr(space_end));
    if (frame.kind == BlockKind::preformatted) {
      text_ += text;
    } else {
      if (breaks_ == 1 && begins_paragraph(frame, text, visible)) flush(frame);
      const std::size_t before = text_.size();
      add_collapsed(text, space_end);
      if (visible && frame.visibility == Visibility::screen_reader)
        spoken_.emplace_back(before, text_.size());
      if (visible && frame.visibility == Visibility::hidden) hidden_.emplace_back(before, text_.size());
    }
    if (!visible) return;
    result_.simplified = result_.simplified || is_joined_;
    text_end_ = text_.size();
    breaks_ = 0;
    if (first_node_ == 0) first_node_ = index;
    visibility_ = visibility_ ? more_visible(*visibility_, frame.visibility) : frame.visibility;
  }

  // Whether the line that a <br> has begun is indented as paragraphs are: by an ideographic space, as in
  // Chinese and Japanese, or by two spaces that do not collapse. A heading's second line may be indented too.
  bool begins_paragraph(const Frame& frame, std::string_view text, bool visible) {
    const LeadingSpace space = leading_space(text);
    indentation_ += space.ideographic * 2 + space.fixed;
    return visible && indentation_ >= 2 && frame.kind != BlockKind::heading && !frame.in_row;
  }

  void add_collapsed(std::string_view text, std::size_t space_end) {
    for (std::size_t at = 0; at < text.size();) {
      if (space_end > at) {
        if (!text_.empty() && text_.back() != ' ') text_ += ' ';
        at = space_end;
      }
      const std::size_t end = end_of_words(text, at);
      text_ += text.substr(at, end - at);
      at = end;
      space_end = end_of_space(text, at);
    }
  }

  void add_cell() {
    if (!text_.empty()) text_ += text_.back() == ' ' ? "| " : " | ";
  }

  void add_joint(char joint) {
    if (joint != '\0' && !text_.empty() && text_.back() != joint) text_ += joint;
  }

  void add_line_break() {
    const Frame& frame = frames_.back();
    if (frame.kind == BlockKind::preformatted) {
      text_ += '\n';
      return;
    }
    indentation_ = 0;
    if (++breaks_ >= 2 && !frame.in_row) {
      flush(frame);
    } else {
      add_joint(' ');
    }
  }

  // Ends the current block, which stands in `frame`, unless it is the last that there is room for. Inline
  // elements that are open go on in the next one.
  void flush(const Frame& frame) {
    if (result_.blocks.size() + 1 < kMostBlocks) return end_block(frame);
    is_joined_ = first_node_ != 0;
    add_joint(' ');
  }

  void end_block(const Frame& frame) {
    if (!text_.empty()) cut_block(frame);
    runs_.clear();
    spoken_.clear();
    hidden_.clear();
    visibility_.reset();
    text_end_ = 0;
    first_node_ = 0;
    breaks_ = 0;
    time_ = open_times_ > 0;
  }

  void cut_block(const Frame& frame) {
    if (frame.in_row) cut_last_cells();
    end_open_runs();
    if (first_node_ != 0) {
      cut_unseen();
      const bool preformatted = frame.kind == BlockKind::preformatted;
      if (preformatted)
        normalized_ = normalize_preformatted(text_);
      else
        normalize_text(text_, normalized_);
      if (has_visible_text(normalized_)) add_block(frame, kept(normalized_));
    }
    text_.clear();
  }

  // Marks between cells that hold nothing.
  void cut_last_cells() {
    text_.resize(std::min(text_.size(), text_end_));
    for (InlineRun& run : runs_) {
      run.begin = std::min(run.begin, text_.size());
      run.end = std::min(run.end, text_.size());
    }
  }

  // Gives the elements that are open their part in the block that ends.
  void end_open_runs() {
    for (std::size_t i = open_runs_.size(); i > carried_; --i) {
      InlineRun& open = open_runs_[i - 1];
      if (open.begin < text_.size()) {
        runs_.push_back(open);
        runs_.back().end = text_.size();
      }
      open.begin = 0;
    }
    for (std::size_t i = carried_, count = 0; i > 0 && count < kMostCarried; --i, ++count) {
      const InlineRun& open = open_runs_[i - 1];
      const std::size_t bytes = open.words.size() + open.item.size() + (open.url ? open.url->size() : 0);
      if (bytes > kMostCarriedBytes - carried_bytes_) continue;
      carried_bytes_ += bytes;
      runs_.push_back(open);
      runs_.back().end = text_.size();
    }
    carried_ = open_runs_.size();
  }

  // Takes what is not seen out of a block that is seen: "opens in a new window", a hidden name. Hidden text
  // that is longer than the rest stays: it is the text that "read on" opens.
  void cut_unseen() {
    if (spoken_.empty() && hidden_.empty()) return;
    std::vector<Span> unseen;
    std::ranges::merge(spoken_, hidden_, std::back_inserter(unseen));
    std::string rest = text_;
    std::vector<InlineRun> moved = runs_;
    cut_spans(rest, unseen, moved);
    if (!has_visible_text(rest)) return;
    std::size_t hidden_bytes = 0;
    for (const auto& [begin, end] : hidden_) hidden_bytes += end - begin;
    if (hidden_bytes <= rest.size()) {
      text_ = std::move(rest);
      runs_ = std::move(moved);
    } else {
      cut_spans(text_, spoken_, runs_);
    }
  }

  // `text` as a view that lives as long as the result: into the page, where the page has it as it is.
  std::string_view kept(std::string_view text) {
    std::string_view source = document_.node(first_node_).text;
    source.remove_prefix(end_of_space(source, 0));
    return source.starts_with(text) ? source.substr(0, text.size()) : memory_->arena.copy(text);
  }

  void add_block(const Frame& frame, std::string_view text) {
    Block& block = result_.blocks.emplace_back();
    block.kind = frame.kind;
    block.level = frame.kind == BlockKind::heading ? frame.level : std::uint8_t{0};
    block.ordered = frame.kind == BlockKind::list_item && frame.ordered;
    block.list_depth = frame.kind == BlockKind::list_item ? frame.list_depth : std::uint8_t{0};
    block.visibility = visibility_.value_or(Visibility::shown);
    block.container = frame.container;
    block.node = first_node_;
    block.images = images_;
    block.time = time_;
    block.text = text;
    place_runs(text_, block.text, frame.kind == BlockKind::preformatted, runs_);
    add_runs(block);
    images_ = 0;
  }

  void add_runs(Block& block) {
    // Outer elements first, whatever the order in which they were closed.
    std::ranges::sort(runs_, [](const InlineRun& a, const InlineRun& b) {
      return a.begin != b.begin ? a.begin < b.begin : a.node < b.node;
    });
    const bool is_short = block.text.size() <= kLongestWithParts;
    std::uint32_t strong_end = 0, emphasis_end = 0;
    links_.clear();
    parts_.clear();
    whole_words_.clear();
    for (const InlineRun& run : runs_) {
      const auto begin = static_cast<std::uint32_t>(run.begin);
      const auto end = static_cast<std::uint32_t>(run.end);
      // Nested elements of one meaning count once.
      if ((run.tag == Tag::b || run.tag == Tag::strong) && end > strong_end) {
        block.strong_bytes += end - std::max(begin, strong_end);
        strong_end = end;
      }
      if ((run.tag == Tag::i || run.tag == Tag::em) && end > emphasis_end) {
        block.emphasis_bytes += end - std::max(begin, emphasis_end);
        emphasis_end = end;
      }
      if (run.url) links_.push_back({begin, end, *run.url});
      const bool whole = run.begin == 0 && run.end == block.text.size();
      if (whole) {
        if (!run.words.empty()) whole_words_.push_back(run.words);
        if (block.item.empty()) block.item = run.item;
      } else if (is_short && !run.words.empty()) {
        parts_.push_back({begin, end, run.words});
      }
    }
    block.links = memory_->arena.copy(links_);
    block.parts = memory_->arena.copy(parts_);
    block.words = join(whole_words_, memory_->arena);
  }

  const Document& document_;
  std::shared_ptr<Memory> memory_;
  ElementReader elements_;
  BlockList result_;
  std::vector<Frame> frames_;
  NodeIndex next_text_ = 0;        // the first text at or behind the last place that was asked about
  std::size_t carried_bytes_ = 0;  // given to blocks by elements that were open when they began
  std::uint32_t open_times_ = 0;   // <time> elements that are open
  std::uint32_t images_ = 0;       // since the last block

  // The current block.
  std::string text_;                  // white space collapsed, not yet normalised
  std::string normalized_;            // the same, normalised
  std::size_t text_end_ = 0;          // behind the last visible text
  std::vector<InlineRun> runs_;       // of the inline elements that are closed
  std::vector<InlineRun> open_runs_;  // of those that are open, outermost first
  std::vector<Link> links_;
  std::vector<InlinePart> parts_;
  std::vector<std::string_view> whole_words_;  // of the inline elements that cover all of it
  std::size_t carried_ = 0;                    // the first so many of them were open before the block
  std::vector<Span> spoken_, hidden_;          // text for screen readers only; hidden text
  std::optional<Visibility> visibility_;
  NodeIndex first_node_ = 0;     // with visible text
  std::uint32_t breaks_ = 0;     // <br> since the last visible text
  std::size_t indentation_ = 0;  // since the last <br>: ideographic spaces twice, fixed ones once
  bool time_ = false;
  bool is_joined_ = false;  // what follows would be a block of its own were there room
};

// Whether the elements of a page tell nothing of its blocks: none that has a name holds some and not the
// others, and next to none is a link. Text between tags, as some mail programs, converters and feeds leave
// it.
bool is_text_between_tags(const BlockList& page) {
  constexpr std::size_t kFewestBlocks = 12, kBlocksToALink = 20;
  if (page.blocks.size() < kFewestBlocks) return false;
  const auto has_name = [](const Container& container) {
    constexpr Tag kNames[] = {Tag::article, Tag::aside, Tag::figure, Tag::footer, Tag::form,
                              Tag::header,  Tag::main,  Tag::nav,    Tag::section};
    return !container.words.empty() || std::ranges::find(kNames, container.tag) != std::end(kNames);
  };
  const auto holds_nearly_all = [&](const Container& container) {
    return std::size_t{container.end_block - container.first_block} * 10 >= page.blocks.size() * 9;
  };
  const bool named = std::ranges::any_of(page.containers, [&](const Container& container) {
    return has_name(container) && container.end_block > container.first_block && !holds_nearly_all(container);
  });
  std::size_t links = 0;
  for (const Block& block : page.blocks) links += block.links.size();
  return !named && links * kBlocksToALink <= page.blocks.size();
}

// The same blocks as a dump's, which have nothing around them.
BlockList as_plain_text(BlockList page) {
  page.plain_text = true;
  page.containers.resize(1);
  page.containers[0].first_block = 0;
  page.containers[0].end_block = static_cast<BlockIndex>(page.blocks.size());
  for (Block& block : page.blocks) block.container = 0;
  return page;
}

}  // namespace

BlockList segment_blocks(const Document& document) {
  BlockList page = Segmenter(document).run();
  return is_text_between_tags(page) ? as_plain_text(std::move(page)) : page;
}

}  // namespace pressclip
