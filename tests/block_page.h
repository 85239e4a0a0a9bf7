// Pages built block by block, for tests of the stages behind segmentation.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "pressclip/segment.h"
#include "text/byte_arena.h"

namespace pressclip::testing {

// Opens and closes containers and puts blocks in them, in page order. Copies the texts that it is given.
class PageBuilder {
 public:
  PageBuilder() {
    page_.memory = memory_;
    page_.containers.emplace_back();
    open_.push_back(0);
  }

  PageBuilder& open(Tag tag, std::string_view words = {}) {
    Container container;
    container.tag = tag;
    container.parent = open_.back();
    container.depth = static_cast<std::uint32_t>(open_.size());
    container.first_block = container.end_block = static_cast<BlockIndex>(page_.blocks.size());
    container.words = memory_->copy(words);
    open_.push_back(static_cast<ContainerIndex>(page_.containers.size()));
    page_.containers.push_back(container);
    return *this;
  }

  PageBuilder& close() {
    page_.containers[open_.back()].end_block = static_cast<BlockIndex>(page_.blocks.size());
    open_.pop_back();
    return *this;
  }

  // A block straight in the container that is open.
  PageBuilder& block(Block block) {
    block.container = open_.back();
    block.text = memory_->copy(block.text);
    block.words = memory_->copy(block.words);
    block.item = memory_->copy(block.item);
    std::vector<Link> links(block.links.begin(), block.links.end());
    for (Link& link : links) link.url = memory_->copy(link.url);
    block.links = memory_->copy(links);
    std::vector<InlinePart> parts(block.parts.begin(), block.parts.end());
    for (InlinePart& part : parts) part.words = memory_->copy(part.words);
    block.parts = memory_->copy(parts);
    page_.blocks.push_back(block);
    return *this;
  }

  // A paragraph in an element of its own.
  PageBuilder& p(std::string_view text, std::string_view words = {}) {
    Block own;
    own.text = text;
    return open(Tag::p, words).block(own).close();
  }

  PageBuilder& heading(int level, std::string_view text) {
    Block own;
    own.kind = BlockKind::heading;
    own.level = static_cast<std::uint8_t>(level);
    own.text = text;
    return open(level == 1 ? Tag::h1 : level == 2 ? Tag::h2 : Tag::h3).block(own).close();
  }

  PageBuilder& caption(std::string_view text) {
    Block own;
    own.kind = BlockKind::caption;
    own.text = text;
    return open(Tag::figcaption).block(own).close();
  }

  // A paragraph that is one link.
  PageBuilder& link(std::string_view text, std::string_view url) {
    Block own;
    own.text = text;
    const Link link{0, static_cast<std::uint32_t>(text.size()), url};
    own.links = {&link, 1};
    return open(Tag::p).block(own).close();
  }

  [[nodiscard]] BlockList build() const {
    BlockList page = page_;
    for (const ContainerIndex container : open_)
      page.containers[container].end_block = static_cast<BlockIndex>(page.blocks.size());
    return page;
  }

  // The same blocks as a plain-text dump: no containers.
  [[nodiscard]] BlockList build_text() const {
    BlockList page;
    page.memory = memory_;
    page.plain_text = true;
    page.containers.emplace_back().end_block = static_cast<BlockIndex>(page_.blocks.size());
    page.blocks = page_.blocks;
    for (Block& block : page.blocks) block.container = 0;
    return page;
  }

 private:
  std::shared_ptr<ByteArena> memory_ = std::make_shared<ByteArena>();
  BlockList page_;
  std::vector<ContainerIndex> open_;
};

}  // namespace pressclip::testing
