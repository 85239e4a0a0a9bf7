#include "segment/inline_runs.h"

#include <algorithm>

#include "text/normalize.h"

namespace pressclip {
namespace {

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n';
}

// Where in the normalised text a place of the raw text is: where what is before it ends, and where what is
// behind it begins.
struct Place {
  std::size_t before = 0;
  std::size_t behind = 0;
};

std::size_t skip_blanks(std::string_view text, std::size_t position) {
  while (position < text.size() && is_blank(text[position])) ++position;
  return std::min(position, text.size());
}

// Where the text before `position` ends without the blanks at its end.
std::size_t end_before_blanks(std::string_view text, std::size_t position) {
  while (position > 0 && is_blank(text[position - 1])) --position;
  return position;
}

// Up to the end of the character that `position` is in.
std::size_t end_of_character(std::string_view text, std::size_t position) {
  while (position < text.size() && (static_cast<unsigned char>(text[position]) & 0xC0U) == 0x80) ++position;
  return std::min(position, text.size());
}

// Finds the pieces of `raw` between `cuts` (ascending) in `text`, one behind the other. Normalisation treats
// each piece alone, but where a piece begins with what composes with the one before.
std::vector<Place> place_cuts(std::string_view raw, std::string_view text, bool preformatted,
                              const std::vector<std::size_t>& cuts) {
  // Pieces that are looked for together before one is given up, so that the cost stays linear. Three are
  // enough for a letter with its marks in elements of their own.
  constexpr std::size_t kMostJoined = 8;
  std::vector<Place> places;
  places.reserve(cuts.size());
  std::size_t found = 0;                    // `text` is placed up to here
  std::size_t next = skip_blanks(text, 0);  // the first that is not blank from there on
  std::size_t begin = 0;                    // of the piece in `raw`
  std::size_t joined = 0;                   // cuts since `begin` that could not be placed
  for (const std::size_t cut : cuts) {
    const std::string_view raw_piece = raw.substr(begin, cut - begin);
    const std::string normalized =
        preformatted ? normalize_preformatted(raw_piece) : normalize_text(raw_piece);
    std::string_view piece = normalized;
    piece.remove_prefix(skip_blanks(piece, 0));
    const bool matches = text.substr(next).starts_with(piece);
    if (!piece.empty() && (matches || joined == kMostJoined)) {
      found = end_of_character(text, next + piece.size());
      next = skip_blanks(text, found);
    }
    if (matches || joined == kMostJoined) {
      begin = cut;
      for (; joined > 0; --joined) {
        Place& open = places[places.size() - joined];
        open = {std::min(open.before, found), std::min(open.behind, next)};
      }
      places.push_back({found, next});
    } else {
      ++joined;
      const std::size_t about = end_of_character(text, next + piece.size());
      places.push_back({about, skip_blanks(text, about)});
    }
  }
  return places;
}

}  // namespace

void cut_spans(std::string& text, const std::vector<Span>& spans, std::vector<InlineRun>& runs) {
  std::string rest;
  std::vector<std::size_t> removed;  // bytes that are gone before each span
  removed.reserve(spans.size() + 1);
  removed.push_back(0);
  std::size_t position = 0;
  for (const auto& [begin, end] : spans) {
    rest.append(text, position, begin - position);
    position = end;
    removed.push_back(removed.back() + (end - begin));
  }
  rest.append(text, position);
  const auto moved = [&](std::size_t place) {
    const auto behind = std::ranges::upper_bound(spans, place, {}, &Span::first);
    const auto count = static_cast<std::size_t>(behind - spans.begin());
    if (count == 0) return place;
    const auto& [begin, end] = spans[count - 1];
    return place >= end ? place - removed[count] : begin - removed[count - 1];
  };
  for (InlineRun& run : runs) {
    run.begin = moved(run.begin);
    run.end = moved(run.end);
  }
  text = std::move(rest);
}

void place_runs(std::string_view raw, std::string_view text, bool preformatted,
                std::vector<InlineRun>& runs) {
  if (runs.empty()) return;
  const std::size_t lead = skip_blanks(raw, 0);
  if (!preformatted && raw.substr(lead).starts_with(text)) {
    // Normalisation changed nothing but the ends, and no two blanks follow each other.
    for (InlineRun& run : runs) {
      const std::size_t begin = std::min(std::max(run.begin, lead) - lead, text.size());
      const std::size_t end = std::min(std::max(run.end, lead) - lead, text.size());
      run.begin = skip_blanks(text, begin);
      run.end = end_before_blanks(text, end);
    }
  } else {
    std::vector<std::size_t> cuts;
    cuts.reserve(runs.size() * 2);
    for (const InlineRun& run : runs) {
      cuts.push_back(run.begin);
      cuts.push_back(run.end);
    }
    std::ranges::sort(cuts);
    cuts.erase(std::unique(cuts.begin(), cuts.end()), cuts.end());
    const std::vector<Place> places = place_cuts(raw, text, preformatted, cuts);
    const auto place = [&](std::size_t cut) {
      return places[static_cast<std::size_t>(std::ranges::lower_bound(cuts, cut) - cuts.begin())];
    };
    for (InlineRun& run : runs) {
      run.begin = place(run.begin).behind;
      run.end = place(run.end).before;
    }
  }
  std::erase_if(runs, [](const InlineRun& run) { return run.end <= run.begin; });
}

}  // namespace pressclip
