// Judgements on the page as a whole, once its blocks have their verdicts.
#pragma once

#include <vector>

#include "label/passes.h"

namespace pressclip {

// The removed blocks that stand inside or directly around the article.
std::vector<BlockIndex> find_surroundings(const PageView& view, const Verdicts& verdicts);

// Whether the page holds only a preview of its article.
bool is_preview(const PageView& view, const Verdicts& verdicts);

// How sure it is that the body is right, 0 to 1.
double weigh_confidence(const PageView& view, const Verdicts& verdicts);

}  // namespace pressclip
