// What single words say about a block, as weights that were learned from pages: the words of its text, and
// the class words of the elements around it. Evidence beside the rules, which know phrases and can name what
// they find.
#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "label/class_words.h"
#include "label/weight_table.h"
#include "pressclip/segment.h"

namespace pressclip {

// Called with each word of a block's text, case-folded, digits as 0, a Chinese or Japanese character as a
// word; no more than the beginning of a long text. For the training too, which learns the weights of these
// words.
void visit_text_words(std::string_view text, const std::function<void(std::string_view)>& visit);

// Called with each word of a block's place. At every level, 0 for the block's inline elements, 1 for its
// container, up to 4 for what is farther out, but six elements at most: the element ("1:<p>"), its class
// words with the level
// ("1:entry-content"), without ("a:entry-content") and in the parts that they are written of ("s1:entry"). Of
// the addresses that its links lead to: their words ("u:author").
void visit_place_words(const BlockList& page, const Block& block,
                       const std::function<void(std::string_view)>& visit);

// The sum of the weights of all words and pairs of words, divided by the square root of their number.
float weigh_text(std::string_view text, const WordWeights& weights);
// The same for the place of each block of a page; `class_words` are the page's.
std::vector<float> weigh_places(const BlockList& page, const ClassWords& class_words,
                                const WordWeights& weights);

}  // namespace pressclip
