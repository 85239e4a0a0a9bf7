// Writes the source of metadata/byline_table.h from files of words. Run by the build: write_byline_words FILE
// WORDS...
#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "metadata/byline_table.h"
#include "metadata/characters.h"
#include "prepare/write_source.h"

namespace pressclip::metadata {
namespace {

class Source {
 public:
  std::optional<std::string> add(const std::string& text) {
    std::istringstream lines(text);
    std::string line, section;
    LanguageSet language = 0;
    for (int number = 1; std::getline(lines, line); ++number) {
      const auto problem = [&](std::string_view what) {
        return std::to_string(number) + ": " + std::string(what);
      };
      constexpr std::string_view kLanguage = "language ";
      if (line.empty() || line.front() == '#') continue;
      if (line.starts_with(kLanguage) && language == 0) {
        if (languages_.size() == kMostLanguages) return problem("more languages than a set has bits for");
        language = LanguageSet{1} << languages_.size();
        languages_.push_back(line.substr(kLanguage.size()));
      } else if (language == 0) {
        return problem("'language' and its code come first");
      } else if (line.front() == '[' && line.back() == ']') {
        section = line.substr(1, line.size() - 2);
      } else if (fold_word(line) != line) {
        return problem("'" + line + "' is not folded: write it '" + fold_word(line) + "'");
      } else if (!add_word(section, line, language)) {
        return problem("there is no kind of word '" + section + "'");
      }
    }
    return std::nullopt;
  }

  void write(std::ostream& out) const {
    out << "#include \"metadata/byline_table.h\"\n\n"
           "namespace pressclip::metadata {\nnamespace {\n\n"
           "constexpr auto kLanguages = std::to_array<std::string_view>({";
    for (const std::string& language : languages_) out << '"' << language << "\", ";
    out << "});\n\nconstexpr auto kWords = std::to_array<BylineWord>({\n";
    for (const auto& [word, value] : words_)
      out << "    {\"" << word << "\", " << value.kinds << ", " << value.conjunction << "U, " << value.stop
          << "U},\n";
    out << "});\n\n"
           "constexpr auto kLeads = std::to_array<BylineLead>({\n";
    for (const auto& [lead, languages] : leads_) out << "    {\"" << lead << "\", " << languages << "U},\n";
    out << "});\n\nconstexpr auto kEndings = std::to_array<std::string_view>({\n";
    for (const std::string& ending : endings_) out << "    \"" << ending << "\",\n";
    out << "});\n\n}  // namespace\n\n"
           "std::span<const std::string_view> byline_languages() { return kLanguages; }\n"
           "std::span<const BylineWord> byline_word_list() { return kWords; }\n"
           "std::span<const BylineLead> byline_leads() { return kLeads; }\n"
           "std::span<const std::string_view> institution_endings() { return kEndings; }\n\n"
           "}  // namespace pressclip::metadata\n";
  }

 private:
  bool add_word(std::string_view section, const std::string& word, LanguageSet language) {
    constexpr std::string_view kEverywhere = " everywhere";
    if (section.ends_with(kEverywhere)) {
      section.remove_suffix(kEverywhere.size());
      language = kEveryLanguage;
    }
    if (section == "lead") {
      leads_[word] |= language;
    } else if (section == "conjunction") {
      words_[word].conjunction |= language;
    } else if (section == "stop") {
      words_[word].stop |= language;
    } else if (section == "institution ending") {
      endings_.insert(word);
    } else {
      const auto kind =
          std::ranges::find(kBylineKinds, section, &std::pair<std::string_view, BylineKind>::first);
      if (kind == kBylineKinds.end()) return false;
      words_[word].kinds = static_cast<std::uint16_t>(words_[word].kinds | kind->second);
    }
    return true;
  }

  std::vector<std::string> languages_;
  std::map<std::string, BylineWord> words_;
  std::map<std::string, LanguageSet> leads_;
  std::set<std::string> endings_;
};

}  // namespace
}  // namespace pressclip::metadata

int main(int count, char** words) {
  return pressclip::write_source<pressclip::metadata::Source>("write_byline_words", count, words);
}
