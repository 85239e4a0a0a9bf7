// Writes the source of rules/matcher_tables.h from rules files, in their order. Run by the build:
// write_matchers FILE RULES...
#include <iomanip>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "prepare/write_source.h"
#include "rules/matcher_tables.h"
#include "rules/parse_rules.h"

namespace pressclip {
namespace {

template <typename Numbers>
std::string list_of(const Numbers& numbers) {
  std::ostringstream out;
  for (const auto number : numbers) out << std::uint64_t{number} << "U,";
  return out.str();
}

// A string literal in pieces that every compiler takes, each byte that is not plain ASCII in octal.
std::string quoted(std::string_view bytes) {
  constexpr std::size_t kPiece = 4000;
  std::ostringstream out;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (i % kPiece == 0) out << (i == 0 ? "\"" : "\"\n\"");
    const auto byte = static_cast<unsigned char>(bytes[i]);
    if (byte < 0x20 || byte >= 0x7F || byte == '"' || byte == '\\' || byte == '?')
      out << '\\' << std::oct << std::setw(3) << std::setfill('0') << unsigned{byte} << std::dec;
    else
      out << bytes[i];
  }
  out << (bytes.empty() ? "\"\"" : "\"");
  return out.str();
}

class Source {
 public:
  std::optional<std::string> add(const std::string& text) {
    ParsedRules parsed = parse_rules(text, {});
    if (parsed.error) return std::to_string(parsed.error->line) + ": " + parsed.error->reason;
    std::vector<Rule> rules;
    for (ParsedRule& each : parsed.rules) rules.push_back(std::move(each.rule));
    const MatcherSource source(rules);
    const MatcherTables tables = source.tables();
    const std::string number = std::to_string(count_++);
    // An array has at least one element.
    const auto array = [&](const char* type, const char* name, std::size_t size, const std::string& rows) {
      arrays_ << "constexpr " << type << ' ' << name << number << "[] = {" << (size > 0 ? rows : "{}")
              << "};\n";
      return "std::span(" + (name + number) + ").first(" + std::to_string(size) + ")";
    };
    std::ostringstream patterns, without, literals;
    for (const PatternRow& row : tables.patterns)
      patterns << '{' << row.rule << ',' << row.pattern << ',' << row.alternative << ',' << row.begin << ','
               << row.size << ',' << row.is_decided << ',' << row.begins_text << "},\n";
    for (const WithoutLiterals& row : tables.without_literals)
      without << '{' << row.id << ',' << row.has_strings << ',' << row.begins_text << ",{{{"
              << list_of(row.strings.bytes.words) << "}},{{" << list_of(row.strings.pairs.words)
              << "}}},{{{{{" << list_of(row.later_pairs[0].words) << "}}},{{{"
              << list_of(row.later_pairs[1].words) << "}}}}}},\n";
    for (const LiteralTables::Literal& row : tables.literals.literals)
      literals << '{' << row.begin << "U," << row.id_end_and_size << "U},";
    tables_ << "    {" << array("PatternRow", "kPatterns", tables.patterns.size(), patterns.str()) << ", "
            << "{" << array("char16_t", "kPrograms", tables.programs.size(), list_of(tables.programs))
            << ".data(), " << tables.programs.size() << "}"
            << ", " << array("WithoutLiterals", "kWithout", tables.without_literals.size(), without.str())
            << ",\n     {"
            << "std::string_view(" << quoted(tables.literals.bytes) << ", " << tables.literals.bytes.size()
            << "),\n      "
            << array("LiteralTables::Literal", "kLiterals", tables.literals.literals.size(), literals.str())
            << ", "
            << array("std::uint32_t", "kBegins", tables.literals.begins.size(),
                     list_of(tables.literals.begins))
            << ", " << tables.literals.has_short << ", " << tables.literals.are_words << "}},\n";
    return std::nullopt;
  }

  void write(std::ostream& out) const {
    out << "// Made by src/prepare/write_matchers.cpp.\n#include \"rules/matcher_tables.h\"\n\n"
           "namespace pressclip::matcher_tables {\nnamespace {\n\n"
        << arrays_.str() << "\nconstexpr MatcherTables kTables[] = {\n"
        << tables_.str()
        << "};\n\n}  // namespace\n\n"
           "std::span<const MatcherTables> of_files() {\n  return kTables;\n}\n\n"
           "}  // namespace pressclip::matcher_tables\n";
  }

 private:
  std::ostringstream arrays_, tables_;
  std::size_t count_ = 0;
};

}  // namespace
}  // namespace pressclip

int main(int count, char** words) {
  return pressclip::write_source<pressclip::Source>("write_matchers", count, words);
}
