// Writes the source of label/model_tables.h from model files. Run by the build: write_models FILE MODEL...
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <variant>

#include "label/model_text.h"
#include "prepare/write_source.h"

namespace pressclip {
namespace {

// Numbers in hexadecimal: the same to the last bit.
std::ostream& operator<<(std::ostream& out, const Split& split) {
  return out << '{' << split.column << ", " << std::hexfloat << split.threshold << "F, "
             << split.leaves_on_left << "U}";
}

std::ostream& operator<<(std::ostream& out, const WordWeights::Entry& entry) {
  return out << '{' << entry.key << "U, " << entry.weight << '}';
}

struct Quoted {
  std::string_view text;
};
std::ostream& operator<<(std::ostream& out, const Quoted& quoted) {
  return out << '"' << quoted.text << '"';
}

// An array has at least one element.
template <typename Rows, typename Show>
void write_array(std::ostream& out, std::string_view type, const std::string& name, const Rows& rows,
                 const Show& show) {
  out << "constexpr " << type << ' ' << name << "[] = {";
  for (const auto& row : rows) out << show(row) << ",\n";
  if (std::empty(rows)) out << "{}";
  out << "};\n";
}

std::string span_of(const std::string& name, std::size_t size) {
  return "std::span(" + name + ").first(" + std::to_string(size) + ")";
}

class Source {
 public:
  std::optional<std::string> add(const std::string& text) {
    const auto read = read_model_text(text, nullptr);
    if (const auto* reason = std::get_if<std::string>(&read)) return ' ' + *reason;
    const auto& model = *std::get_if<ModelText>(&read);
    const auto as_it_is = [](const auto& row) { return row; };
    for (const auto& [name, forest] : model.forests) {
      const std::string stem(name);
      arrays_ << std::hexfloat;
      write_array(arrays_, "std::string_view", stem + "_columns", forest.columns,
                  [](std::string_view column) { return Quoted{column}; });
      write_array(arrays_, "Split", stem + "_splits", forest.trees.splits, as_it_is);
      write_array(arrays_, "double", stem + "_leaves", forest.trees.leaves, as_it_is);
      write_array(arrays_, "std::uint8_t", stem + "_sizes", forest.trees.sizes,
                  [](std::uint8_t size) { return static_cast<unsigned>(size); });
      forests_ << "    {\"" << name << "\", " << span_of(stem + "_columns", forest.columns.size()) << ", {"
               << span_of(stem + "_splits", forest.trees.splits.size()) << ", "
               << span_of(stem + "_leaves", forest.trees.leaves.size()) << ", "
               << span_of(stem + "_sizes", forest.trees.sizes.size()) << "}},\n";
    }
    for (const auto& [name, weights] : model.words) {
      const std::string stem(name);
      const WordWeights::Table& table = weights.table();
      write_array(arrays_, "WordWeights::Entry", stem + "_entries", table.entries, as_it_is);
      write_array(arrays_, "std::uint32_t", stem + "_begins", table.begins, as_it_is);
      write_array(arrays_, "std::uint64_t", stem + "_seen", table.seen,
                  [](std::uint64_t bits) { return std::to_string(bits) + 'U'; });
      words_ << "    {\"" << name << "\", {" << span_of(stem + "_entries", table.entries.size()) << ", "
             << span_of(stem + "_begins", table.begins.size()) << ", "
             << span_of(stem + "_seen", table.seen.size()) << "}},\n";
    }
    return std::nullopt;
  }

  void write(std::ostream& out) const {
    out << "// Made by src/prepare/write_models.cpp.\n#include \"label/model_tables.h\"\n\n"
           "namespace pressclip::model_tables {\nnamespace {\n\n"
        << arrays_.str() << "\nconstexpr ForestTable kForests[] = {\n"
        << forests_.str() << "};\n\nconstexpr WeightTable kWords[] = {\n"
        << words_.str()
        << "};\n\n}  // namespace\n\n"
           "std::span<const ForestTable> forests() {\n  return kForests;\n}\n"
           "std::span<const WeightTable> words() {\n  return kWords;\n}\n\n"
           "}  // namespace pressclip::model_tables\n";
  }

 private:
  std::ostringstream arrays_, forests_, words_;
};

}  // namespace
}  // namespace pressclip

int main(int count, char** words) {
  return pressclip::write_source<pressclip::Source>("write_models", count, words);
}
