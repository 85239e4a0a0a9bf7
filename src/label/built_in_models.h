// The models that are compiled in.
#pragma once

#include "label/model.h"

namespace pressclip {

const Model& built_in_block_model(bool plain_text);
const Model& built_in_stub_model();

}  // namespace pressclip
