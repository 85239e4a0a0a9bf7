// Writes the evidence of pages for the training, computed by the same code that runs in the program.
//
//   write_evidence words  PAGES.jsonl OUT.jsonl
//   write_evidence first  PAGES.jsonl OUT.jsonl OUT.f32
//   write_evidence second PAGES.jsonl SCORES.f32 OUT.f32
//   write_evidence stubs  PAGES.jsonl OUT.jsonl
//   write_evidence categories PAGES.jsonl OUT.jsonl
//   write_evidence titles PAGES.jsonl OUT.jsonl OUT.f32
//
// PAGES.jsonl has one {"path": …, "format": "html"|"text", "drop": [block, …], "model": …} a line; `drop`
// leaves blocks out, which makes briefs of whole pages. `words` writes the blocks' texts, their words and
// those of their places, a page a line. `first` writes the blocks' texts, and their evidence as rows of
// 32-bit floats in the machine's byte order, with the weights of words in the task's "model" file; `second`
// reads a score for each block and writes the second look's rows; `stubs` writes the candidates for related
// stubs with their evidence, a page a line, as they are after the block model in the task's "model" file has
// judged; `categories` does so for the removed blocks around the article. `titles` writes the lines that
// could be a headline, and their evidence as rows. Without arguments it prints the names of the columns.
#include <zlib.h>

#include <cstdio>
#include <exception>
#include <fstream>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "label/category.h"
#include "label/evidence.h"
#include "label/headline.h"
#include "label/judge.h"
#include "label/model.h"
#include "label/stubs.h"
#include "label/title_lines.h"
#include "read_page.h"

namespace {

std::string read_gzip(const std::string& path) {
  std::string bytes;
  gzFile file = gzopen(path.c_str(), "rb");
  if (!file) {
    std::cerr << "write_evidence: " << path << ": can't be opened\n";
    std::exit(2);
  }
  char buffer[65536];
  for (int got = gzread(file, buffer, sizeof buffer); got > 0; got = gzread(file, buffer, sizeof buffer))
    bytes.append(buffer, static_cast<std::size_t>(got));
  gzclose(file);
  return bytes;
}

void drop_blocks(pressclip::BlockList& list, const std::vector<std::size_t>& drop) {
  if (drop.empty()) return;
  std::vector<bool> dropped(list.blocks.size(), false);
  for (const std::size_t index : drop)
    if (index < dropped.size()) dropped[index] = true;
  std::vector<pressclip::BlockIndex> moved(list.blocks.size() + 1, 0);
  std::vector<pressclip::Block> kept;
  for (std::size_t i = 0; i < list.blocks.size(); ++i) {
    moved[i] = static_cast<pressclip::BlockIndex>(kept.size());
    if (!dropped[i]) kept.push_back(list.blocks[i]);
  }
  moved[list.blocks.size()] = static_cast<pressclip::BlockIndex>(kept.size());
  list.blocks = std::move(kept);
  for (pressclip::Container& container : list.containers) {
    container.first_block = moved[container.first_block];
    container.end_block = moved[container.end_block];
  }
}

void write_rows(std::ofstream& out, const pressclip::EvidenceTable& table) {
  out.write(reinterpret_cast<const char*>(table.values.data()),
            static_cast<std::streamsize>(table.values.size() * sizeof(float)));
}

// The page of a task, whose `bytes` must outlive it.
pressclip::Page read_task(const nlohmann::json& task, const std::string& bytes) {
  pressclip::Options options;
  options.format = task["format"] == "text" ? pressclip::InputFormat::text : pressclip::InputFormat::html;
  return read_page(bytes, options);
}

// The models of a task's "model" file, read once as long as the tasks name the same; none where it names
// none.
class TaskModels {
 public:
  const pressclip::Models& of(const nlohmann::json& task) {
    const std::string path = task.value("model", "");
    const auto known = models_.find(path);
    if (known != models_.end()) return known->second;
    if (path.empty()) return models_[path];
    std::ifstream file(path);
    const std::string text(std::istreambuf_iterator<char>(file), {});
    const std::string_view texts[] = {text};
    auto parsed = pressclip::Models::parse(texts);
    if (const auto* reason = std::get_if<std::string>(&parsed)) {
      std::cerr << "write_evidence: " << path << ": " << *reason << '\n';
      std::exit(2);
    }
    return models_[path] = std::get<pressclip::Models>(std::move(parsed));
  }

 private:
  std::map<std::string, pressclip::Models> models_;
};

// The words of each block, and the class words of its place, as the weights of words are looked up by.
void write_words(const std::string& pages_path, const std::string& out_path) {
  using namespace pressclip;
  std::ifstream pages(pages_path);
  std::ofstream out(out_path);
  for (std::string line; std::getline(pages, line);) {
    const auto task = nlohmann::json::parse(line);
    const std::string bytes = read_gzip(task["path"]);
    const Page page = read_task(task, bytes);
    nlohmann::json answer = {{"blocks", nlohmann::json::array()},
                             {"words", nlohmann::json::array()},
                             {"places", nlohmann::json::array()}};
    for (const Block& block : page.blocks.blocks) {
      std::string words, places;
      visit_text_words(block.text, [&words](std::string_view word) { words.append(word).push_back(' '); });
      const auto add_place = [&places](std::string_view word) { places.append(word).push_back(' '); };
      visit_place_words(page.blocks, block, add_place);
      answer["blocks"].push_back(block.text);
      answer["words"].push_back(words);
      answer["places"].push_back(places);
    }
    out << answer.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) << '\n';
  }
}

// An answer a line for each page as the block model of its task has judged it: `add` gets its blocks,
// how they are judged, a view of the page and the answer.
template <typename Add>
void answer_judged_pages(const std::string& pages_path, const std::string& out_path, const Add& add) {
  using namespace pressclip;
  const auto rules = RuleBook::built_in();
  std::ifstream pages(pages_path);
  std::ofstream out(out_path);
  TaskModels task_models;
  for (std::string line; std::getline(pages, line);) {
    const auto task = nlohmann::json::parse(line);
    const std::string bytes = read_gzip(task["path"]);
    const Page page = read_task(task, bytes);
    LabelOptions how;
    how.models = &task_models.of(task);
    const Judgement judgement = judge_blocks(page.blocks, page.metadata, *rules, how);
    nlohmann::json answer = {{"path", task["path"]}};
    add(page.blocks.blocks, judgement, view_of(judgement, page.blocks, page.metadata, *rules, how), answer);
    out << answer.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) << '\n';
  }
}

void write_stubs(const std::string& pages_path, const std::string& out_path) {
  using namespace pressclip;
  answer_judged_pages(
      pages_path, out_path,
      [](const std::vector<Block>& blocks, const Judgement& judgement, const PageView& view,
         nlohmann::json& answer) {
        answer["stubs"] = nlohmann::json::array();
        for (const StubCandidate& candidate : find_stub_candidates(view, judgement.verdicts))
          answer["stubs"].push_back(
              {{"title", candidate.blocks.title},
               {"url", candidate.address},
               {"section", candidate.blocks.section},
               {"summary", candidate.blocks.summary ? blocks[*candidate.blocks.summary].text : ""},
               {"evidence", candidate.evidence}});
      });
}

void write_categories(const std::string& pages_path, const std::string& out_path) {
  using namespace pressclip;
  answer_judged_pages(
      pages_path, out_path,
      [](const std::vector<Block>& blocks, const Judgement& judgement, const PageView& view,
         nlohmann::json& answer) {
        const auto candidates = find_stub_candidates(view, judgement.verdicts);
        const Labels labels = survey_page(view, judgement.verdicts, candidates);
        std::vector<BlockIndex> removed;
        for (std::size_t i = 0; i < labels.verdicts.size(); ++i)
          if (labels.verdicts[i].role == Role::removed && labels.verdicts[i].around)
            removed.push_back(static_cast<BlockIndex>(i));
        const EvidenceTable table = compute_category_evidence(
            {view, labels.verdicts, judgement.first_look, judgement.second_look, candidates}, removed);
        answer["blocks"] = nlohmann::json::array();
        for (std::size_t i = 0; i < removed.size(); ++i)
          answer["blocks"].push_back({{"text", blocks[removed[i]].text},
                                      {"category", name_of(labels.verdicts[removed[i]].category)},
                                      {"rule", labels.verdicts[removed[i]].rule},
                                      {"evidence", table.row(i)}});
      });
}

void write_titles(const std::string& pages_path, const std::string& out_path, const std::string& rows_path) {
  using namespace pressclip;
  const auto rules = RuleBook::built_in();
  std::ifstream pages(pages_path);
  std::ofstream out(out_path), rows(rows_path, std::ios::binary);
  for (std::string line; std::getline(pages, line);) {
    const auto task = nlohmann::json::parse(line);
    const std::string bytes = read_gzip(task["path"]);
    const Page page = read_task(task, bytes);
    const TitleLines found =
        compute_title_lines(page.blocks, gather_facts(page.blocks, page.metadata, *rules, ""));
    nlohmann::json answer = {{"path", task["path"]}, {"lines", nlohmann::json::array()}};
    for (const BlockIndex at : found.lines) answer["lines"].push_back(page.blocks.blocks[at].text);
    out << answer.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) << '\n';
    write_rows(rows, found.evidence);
  }
}

int write_evidence(int count, char** arguments) {
  using namespace pressclip;
  const std::vector<std::string> words(arguments + 1, arguments + count);
  if (words.empty()) {
    for (const auto name : evidence_names()) std::cout << name << '\n';
    for (const auto name : second_look_names()) std::cout << name << '\n';
    for (const auto name : title_line_names()) std::cout << "title_" << name << '\n';
    for (const auto name : stub_evidence_names()) std::cout << "stub_" << name << '\n';
    for (const auto name : category_evidence_names()) std::cout << "category_" << name << '\n';
    return 0;
  }
  if (words.size() == 3 && words[0] == "stubs") {
    write_stubs(words[1], words[2]);
    return 0;
  }
  if (words.size() == 3 && words[0] == "categories") {
    write_categories(words[1], words[2]);
    return 0;
  }
  if (words.size() == 3 && words[0] == "words") {
    write_words(words[1], words[2]);
    return 0;
  }
  if (words.size() == 4 && words[0] == "titles") {
    write_titles(words[1], words[2], words[3]);
    return 0;
  }
  if (words.size() != 4 || (words[0] != "first" && words[0] != "second")) {
    std::cerr << "usage: write_evidence first PAGES.jsonl OUT.jsonl OUT.f32 | second PAGES.jsonl SCORES.f32 "
                 "OUT.f32 | titles PAGES.jsonl OUT.jsonl OUT.f32 | words PAGES.jsonl OUT.jsonl | stubs "
                 "PAGES.jsonl OUT.jsonl | categories PAGES.jsonl "
                 "OUT.jsonl\n";
    return 2;
  }
  const bool first = words[0] == "first";
  const auto rules = RuleBook::built_in();
  std::ifstream pages(words[1]);
  TaskModels task_models;
  std::ofstream texts;
  std::ifstream scores;
  if (first)
    texts.open(words[2]);
  else
    scores.open(words[2], std::ios::binary);
  std::ofstream rows(words[3], std::ios::binary);
  for (std::string line; std::getline(pages, line);) {
    const auto task = nlohmann::json::parse(line);
    const std::string bytes = read_gzip(task["path"]);
    Page page = read_task(task, bytes);
    drop_blocks(page.blocks, task.value("drop", std::vector<std::size_t>{}));
    const PageFacts facts = gather_facts(page.blocks, page.metadata, *rules, "");
    if (first) {
      const Models& models = task_models.of(task);
      const BlockModel& model = page.blocks.plain_text ? models.text : models.html;
      const HeadlineGuess headline =
          guess_headline(page.blocks, facts, page.metadata, *rules, models.title_lines, "");
      write_rows(rows, compute_evidence(page.blocks, facts, number_shapes(page.blocks, facts), page.metadata,
                                        headline, model.words, model.places));
      nlohmann::json answer = {
          {"path", task["path"]}, {"headline", headline.text}, {"blocks", nlohmann::json::array()}};
      for (const Block& block : page.blocks.blocks) answer["blocks"].push_back(block.text);
      texts << answer.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) << '\n';
    } else {
      std::vector<float> given(page.blocks.blocks.size());
      scores.read(reinterpret_cast<char*>(given.data()),
                  static_cast<std::streamsize>(given.size() * sizeof(float)));
      write_rows(rows, compute_second_look(page.blocks, facts, number_shapes(page.blocks, facts),
                                           std::vector<double>(given.begin(), given.end())));
    }
  }
  return 0;
}

}  // namespace

// Names a page or a task that can't be read instead of ending without a word.
int main(int count, char** arguments) try {
  return write_evidence(count, arguments);
} catch (const std::exception& problem) {
  std::fprintf(stderr, "write_evidence: %s\n", problem.what());
  return 2;
}
