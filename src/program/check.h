// check: saved pages against what is expected of them.
#pragma once

#include "program/run.h"

namespace pressclip {

// Finds the cases, works on their pages, prints what differs and a summary; writes expected files as the plan
// says. Outcome::differing counts the cases that are not as expected and were not brought up to date.
Outcome check_cases(const Plan& plan);

}  // namespace pressclip
