// The first pass of batch --learn: every page is read for what it shares with others of its site.
#pragma once

#include <optional>
#include <string>
#include <variant>

#include "pressclip/furniture.h"
#include "program/batch/run_signals.h"
#include "program/plan.h"

namespace pressclip {

// A signal came; nothing is known yet.
struct LearningInterrupted {};
// "path: reason"
struct LearningFailed {
  std::string reason;
};

// The same for the same pages, whatever their order and however many processes. A page that can't be read, or
// brings its process down, is left out here; the second pass says so. The inputs must be such as can be read
// twice. To be called while the program has one thread.
std::variant<SiteFurniture, LearningInterrupted, LearningFailed> learn_furniture(const Plan& plan,
                                                                                 RunSignals& signals);

}  // namespace pressclip
