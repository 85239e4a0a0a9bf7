// The run of batch: pages from every input, to a tree of records or a file of them.
#pragma once

#include "program/plan.h"
#include "program/run.h"

namespace pressclip {

// Says what there is to say, the last line being what was done. An output that can't be gone on with is a
// problem of writing. To be called while the program has one thread.
Outcome carry_out_batch(const Plan& plan);

}  // namespace pressclip
