// Passes that go by the elements which one template made.
#pragma once

#include <vector>

#include "label/passes.h"

namespace pressclip {

// The slides of an article that is told picture by picture: elements made alike, each with a heading and
// running text, none of it a link, which hold more text than all else. The captions of real pictures, and
// what a rule is sure of, stay out.
std::vector<Change> keep_slides(const PageView& view, const Verdicts& before);

// A second article below the first, as pages show that scroll on without an end: from its headline on, in an
// <article> of its own, or below an <h1> in an element made like that around the first, nothing is this
// article's. Where the first holds the lesser part of the likely text it may be a notice or a box above the
// article, unless the metadata name it and both are made alike.
std::vector<Change> drop_next_articles(const PageView& view, const Verdicts& before);

}  // namespace pressclip
