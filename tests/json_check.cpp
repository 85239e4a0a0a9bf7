// The one place in the tests that knows the JSON library and the schema validator.
#include "json_check.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

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

std::string folded(const std::string& text) {
  std::string out;
  for (const char c : text) {
    const bool space = c == ' ' || c == '\n' || c == '\t';
    if (!space)
      out += c;
    else if (!out.empty() && out.back() != ' ')
      out += ' ';
  }
  if (out.ends_with(' ')) out.pop_back();
  return out;
}

bool is_category(const Json& expected, const Json& category) {
  return expected.is_array() ? std::find(expected.begin(), expected.end(), category) != expected.end()
                             : expected == category;
}

std::optional<Difference> removed_difference(const Json& expected, const Json& got) {
  for (std::size_t i = 0; i < expected.size(); ++i) {
    const Json& wanted = expected[i];
    const std::string text = folded(wanted.at("text").get<std::string>());
    Json categories = Json::array();
    for (const Json& removed : got.value("removed", Json::array()))
      if (folded(removed.at("text").get<std::string>()) == text) categories.push_back(removed.at("category"));
    const bool found = std::any_of(categories.begin(), categories.end(), [&](const Json& category) {
      return is_category(wanted.at("category"), category);
    });
    if (!found)
      return Difference{"removed_categories[" + std::to_string(i) + "]", wanted.dump(),
                        categories.empty() ? "not in removed" : categories.dump()};
  }
  return std::nullopt;
}

// One pair of values that still has to be compared.
struct Pair {
  std::string path;
  const Json* expected;
  const Json* got;
};

std::string shown(const Json& json) {
  if (json.is_binary()) return "nothing";
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

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

std::optional<Difference> first_difference(std::string_view expected_text, std::string_view got_text) {
  Json expected = Json::parse(expected_text, nullptr, false);
  const Json got = Json::parse(got_text, nullptr, false);
  if (!expected.is_object()) return Difference{"expected.json", "a JSON object", "something else"};
  const Json removed = expected.value("removed_categories", Json::array());
  expected.erase("removed_categories");
  static const Json kMissing = Json::binary({});  // equal to nothing that is read from text
  std::vector<Pair> open = {{"", &expected, &got}};
  while (!open.empty()) {
    const Pair pair = std::move(open.back());
    open.pop_back();
    const Json& want = *pair.expected;
    const Json& have = *pair.got;
    std::vector<Pair> inner;
    if (want.is_object() && have.is_object()) {
      for (const auto& [key, value] : want.items())
        inner.push_back({pair.path + (pair.path.empty() ? "" : ".") + key, &value,
                         have.contains(key) ? &have.at(key) : &kMissing});
    } else if (want.is_array() && have.is_array()) {
      for (std::size_t i = 0; i < std::max(want.size(), have.size()); ++i) {
        const std::string path = pair.path + '[' + std::to_string(i) + ']';
        inner.push_back(
            {path, i < want.size() ? &want[i] : &kMissing, i < have.size() ? &have[i] : &kMissing});
      }
    } else if (want != have) {
      return Difference{pair.path, shown(want), shown(have)};
    }
    std::move(inner.rbegin(), inner.rend(), std::back_inserter(open));
  }
  return removed_difference(removed, got);
}

bool has_key(std::string_view object, std::string_view key) {
  const Json json = Json::parse(object, nullptr, false);
  return json.is_object() && json.contains(std::string(key));
}

}  // namespace pressclip::testing
