#include "parse/skeleton.h"

#include <algorithm>

namespace pressclip {
namespace {

// No named reference of HTML stands for a tilde or a space, none has one in its name, and those by number are
// never left to the tree builder. A line feed would not do: behind <pre> the tree builder leaves it out.
constexpr char kText = '~';
constexpr char kSpace = ' ';
constexpr std::string_view kRuns = "~ ";

// The first of `places` that is not before `offset`: mostly the one at `likely`.
template <typename Place>
std::size_t find_place(const std::vector<Place>& places, std::uint32_t offset, std::size_t likely) {
  if (likely < places.size() && places[likely].offset == offset) return likely;
  const auto found = std::ranges::lower_bound(places, offset, {}, &Place::offset);
  return static_cast<std::size_t>(found - places.begin());
}

// What stands at `offset`, if anything of `places` does. `likely` is then the place behind it.
template <typename Place>
const Place* at(const std::vector<Place>& places, std::uint32_t offset, std::size_t& likely) {
  const std::size_t found = find_place(places, offset, likely);
  if (found == places.size() || places[found].offset != offset) return nullptr;
  likely = found + 1;
  return &places[found];
}

void append_run(std::string_view run, char character, Skeleton& skeleton) {
  skeleton.runs.push_back(
      {run.data(), static_cast<std::uint32_t>(run.size()), static_cast<std::uint32_t>(skeleton.html.size())});
  skeleton.html += character;
}

}  // namespace

void Skeleton::append_text(std::string_view text) {
  append_run(text, kText, *this);
}

void Skeleton::append_space(std::string_view space) {
  append_run(space, kSpace, *this);
}

std::string_view SkeletonSubtree::html() const {
  if (holds_a) return holds_button ? "<a></a><button></button>" : "<a></a>";
  if (holds_button) return "<button></button>";
  return holds_text ? "~" : "";
}

const SkeletonTag* SkeletonReader::tag_at(const char* place) {
  return at(skeleton_.tags, offset_of(place), next_tag_);
}

const SkeletonSubtree* SkeletonReader::subtree_at(const char* place) {
  return at(skeleton_.subtrees, offset_of(place), next_subtree_);
}

void SkeletonReader::begin_text(const char* place) {
  next_run_ = find_place(skeleton_.runs, offset_of(place), next_run_);
}

std::string_view SkeletonReader::read_text(std::string_view& coded) {
  const char first = coded.front();
  if (first == kText || first == kSpace) {
    coded.remove_prefix(1);
    // In a frameset the tree builder leaves out what is no white space, and keeps what stands around it.
    const std::vector<SkeletonRun>& runs = skeleton_.runs;
    while (next_run_ < runs.size() && skeleton_.html[runs[next_run_].offset] != first) ++next_run_;
    return next_run_ < runs.size() ? runs[next_run_++].text() : std::string_view();
  }
  const std::size_t end = std::min(coded.find_first_of(kRuns), coded.size());
  const std::string_view characters = coded.substr(0, end);
  coded.remove_prefix(end);
  return characters;
}

}  // namespace pressclip
