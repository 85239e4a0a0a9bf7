// Where the pages of a run come from: the inputs are walked, each is opened as far as it takes to know what
// it is, and those that hold several pages are taken apart.
#pragma once

#include <memory>
#include <optional>

#include "program/input_walk.h"
#include "program/page_input.h"
#include "program/plan.h"

namespace pressclip {

// Holds one page at most, and what its stream has looked ahead.
class PageSource {
 public:
  explicit PageSource(const Plan& plan);
  // The next page, or the failure of an input in its place; nothing when all inputs are through. Gives a page
  // as soon as it is there: it doesn't wait for what comes after it.
  std::optional<PageInput> next();

 private:
  std::optional<PageInput> open(const Input& input);

  const Plan& plan_;
  InputWalk walk_;
  std::optional<Input> input_;          // the last one that was taken
  std::unique_ptr<PageSeries> series_;  // of the input that is open
};

}  // namespace pressclip
