#include "label/built_in_models.h"

#include <span>
#include <string_view>

#include "label/evidence.h"
#include "label/stubs.h"
#include "text/embedded_file.h"

namespace pressclip::model_files {
std::span<const EmbeddedFile> files();
}

namespace pressclip {
namespace {

// A file that is missing or can't be read gives a model without trees, which keeps nothing; the tests look at each.
Model read_model(std::string_view name, std::span<const std::string_view> first, std::span<const std::string_view> second) {
  for (const EmbeddedFile& file : model_files::files())
    if (file.name == name) {
      auto model = Model::parse(file.text, first, second);
      if (auto* parsed = std::get_if<Model>(&model)) return std::move(*parsed);
    }
  return {};
}

}  // namespace

const Model& built_in_block_model(bool plain_text) {
  static const Model html = read_model("html.model", evidence_names(), second_look_names());
  static const Model text = read_model("text.model", evidence_names(), second_look_names());
  return plain_text ? text : html;
}

const Model& built_in_stub_model() {
  static const Model model = read_model("stubs.model", stub_evidence_names(), {});
  return model;
}

}  // namespace pressclip
