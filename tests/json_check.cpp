// The one place in the tests that knows the JSON library and the schema validator.
#include "json_check.h"

#include <nlohmann/json.hpp>

#include "pressclip/write.h"

// The validator's headers are older than some of the warnings.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wsign-conversion"
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
#pragma GCC diagnostic ignored "-Wunused-parameter"
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>
#pragma GCC diagnostic pop

namespace pressclip::testing {
namespace {

using Json = nlohmann::json;

struct RecordSchema {
  valijson::Schema schema;
  RecordSchema() {
    const Json document = Json::parse(json_schema());
    valijson::SchemaParser(valijson::SchemaParser::kDraft7)
        .populateSchema(valijson::adapters::NlohmannJsonAdapter(document), schema);
  }
};

}  // namespace

std::optional<std::string> schema_problem(std::string_view json) {
  static const RecordSchema record;
  const Json document = Json::parse(json, nullptr, false);
  if (document.is_discarded()) return "not JSON";
  valijson::Validator validator;
  valijson::ValidationResults results;
  if (validator.validate(record.schema, valijson::adapters::NlohmannJsonAdapter(document), &results))
    return std::nullopt;
  std::string problem;
  valijson::ValidationResults::Error error;
  while (results.popError(error)) {
    for (const std::string& part : error.context) problem += part;
    problem += ": " + error.description + '\n';
  }
  return problem;
}

}  // namespace pressclip::testing
