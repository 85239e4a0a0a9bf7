// Records as one file of JSON lines, plain or packed.
#pragma once

#include <memory>
#include <variant>

#include "program/batch/record_sink.h"

namespace pressclip {

// The file is in its place when the run is done, whole; until then what there is of it is kept beside it.
std::variant<std::unique_ptr<RecordSink>, WriteFailed> open_record_lines(const Plan& plan);

}  // namespace pressclip
