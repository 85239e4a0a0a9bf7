// Pages built block by block, for tests of the stages behind segmentation.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pressclip/segment.h"

namespace pressclip::testing {

// Opens and closes containers and puts blocks in them, in page order.
class PageBuilder {
 public:
  PageBuilder() {
    page_.containers.emplace_back();
    open_.push_back(0);
  }

  PageBuilder& open(Tag tag, std::string words = "") {
    Container container;
    container.tag = tag;
    container.parent = open_.back();
    container.depth = static_cast<std::uint32_t>(open_.size());
    container.first_block = container.end_block = static_cast<BlockIndex>(page_.blocks.size());
    container.words = std::move(words);
    open_.push_back(static_cast<ContainerIndex>(page_.containers.size()));
    page_.containers.push_back(std::move(container));
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
    page_.blocks.push_back(std::move(block));
    return *this;
  }

  // A paragraph in an element of its own.
  PageBuilder& p(std::string text, std::string words = "") {
    Block own;
    own.text = std::move(text);
    return open(Tag::p, std::move(words)).block(std::move(own)).close();
  }

  PageBuilder& heading(int level, std::string text) {
    Block own;
    own.kind = BlockKind::heading;
    own.level = static_cast<std::uint8_t>(level);
    own.text = std::move(text);
    return open(level == 1 ? Tag::h1 : level == 2 ? Tag::h2 : Tag::h3).block(std::move(own)).close();
  }

  PageBuilder& caption(std::string text) {
    Block own;
    own.kind = BlockKind::caption;
    own.text = std::move(text);
    return open(Tag::figcaption).block(std::move(own)).close();
  }

  // A paragraph that is one link.
  PageBuilder& link(std::string text, std::string url) {
    Block own;
    own.text = std::move(text);
    own.links.push_back({0, static_cast<std::uint32_t>(own.text.size()), std::move(url)});
    return open(Tag::p).block(std::move(own)).close();
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
    page.plain_text = true;
    page.containers.emplace_back().end_block = static_cast<BlockIndex>(page_.blocks.size());
    page.blocks = page_.blocks;
    for (Block& block : page.blocks) block.container = 0;
    return page;
  }

 private:
  BlockList page_;
  std::vector<ContainerIndex> open_;
};

}  // namespace pressclip::testing
