// Records as files in a tree that mirrors the inputs.
#pragma once

#include <memory>
#include <variant>

#include "program/batch/record_sink.h"

namespace pressclip {

// Each record is in its place whole or not at all, and none is outside of the output directory, whatever an
// input is called.
std::variant<std::unique_ptr<RecordSink>, WriteFailed> open_record_tree(const Plan& plan);

}  // namespace pressclip
