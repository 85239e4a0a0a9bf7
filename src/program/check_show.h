// A comparison as a person reads it.
#pragma once

#include <cstdint>
#include <string>

#include "program/check_compare.h"

namespace pressclip {

enum class Marks : std::uint8_t {
  colour,   // red what was expected and is not there, green what is there instead
  brackets  // [-expected-]{+got+}
};
enum class Length : std::uint8_t { cut, whole };

struct ShowStyle {
  Marks marks = Marks::brackets;
  Length length = Length::cut;
};

// Lines, each field's differences under its name; empty where nothing differs. Nothing in them is obeyed by a
// terminal but the colours.
std::string shown_differences(const Comparison& comparison, const ShowStyle& style);

// "headline, body (F1 0.962)"
std::string shown_fields(const Comparison& comparison);

// Three digits, cut and not rounded, so that only what is the same is 1.000.
std::string shown_f1(double f1);

}  // namespace pressclip
