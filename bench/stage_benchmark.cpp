// Each stage under Google Benchmark: over made-up pages of 1 kB to 64 MB, and over the pages of
// ../shared/gold where they are. Counters: bytes a second, and heap allocations a page.
#include <benchmark/benchmark.h>

#include <atomic>
#include <cstdlib>
#include <functional>
#include <new>
#include <string>
#include <vector>

#include "generated_pages.h"
#include "page_files.h"
#include "pressclip/assemble.h"
#include "pressclip/decode.h"
#include "pressclip/label.h"
#include "pressclip/metadata.h"
#include "pressclip/parse.h"
#include "pressclip/pressclip.h"
#include "pressclip/segment.h"

namespace {

std::atomic<std::size_t> allocations = 0;

}  // namespace

void* operator new(std::size_t size) {
  ++allocations;
  if (void* const block = std::malloc(size > 0 ? size : 1)) return block;
  throw std::bad_alloc();
}
void operator delete(void* block) noexcept {
  std::free(block);
}
void operator delete(void* block, std::size_t) noexcept {
  std::free(block);
}

namespace pressclip::bench {
namespace {

using Pages = std::vector<std::string>;

// What a stage is given: made outside of the time that is measured.
struct Prepared {
  std::string bytes;
  DecodedPage decoded;
  Document document;
  BlockList blocks;
  Metadata metadata;
  Labels labels;
  Article article;
};

Prepared prepare(const std::string& page) {
  Prepared prepared;
  prepared.bytes = page;
  prepared.decoded = decode_page(page);
  prepared.document = parse_html(prepared.decoded.text);
  prepared.blocks = segment_blocks(prepared.document);
  prepared.metadata = read_metadata(prepared.document);
  prepared.labels = label_blocks(prepared.blocks, prepared.metadata, *RuleBook::built_in(), {});
  prepared.article = assemble_article(prepared.blocks, prepared.labels, prepared.metadata, {});
  return prepared;
}

struct Stage {
  const char* name;
  void (*run)(const Prepared&);
};

const Stage kStages[] = {
    {"decode", [](const Prepared& page) { benchmark::DoNotOptimize(decode_page(page.bytes)); }},
    {"parse", [](const Prepared& page) { benchmark::DoNotOptimize(parse_html(page.decoded.text)); }},
    {"segment", [](const Prepared& page) { benchmark::DoNotOptimize(segment_blocks(page.document)); }},
    {"metadata", [](const Prepared& page) { benchmark::DoNotOptimize(read_metadata(page.document)); }},
    {"label",
     [](const Prepared& page) {
       benchmark::DoNotOptimize(label_blocks(page.blocks, page.metadata, *RuleBook::built_in(), {}));
     }},
    {"assemble",
     [](const Prepared& page) {
       benchmark::DoNotOptimize(assemble_article(page.blocks, page.labels, page.metadata, {}));
     }},
    {"write", [](const Prepared& page) { benchmark::DoNotOptimize(write_json(page.article)); }},
    {"extract", [](const Prepared& page) { benchmark::DoNotOptimize(write_json(extract(page.bytes))); }},
};

void run_stage(benchmark::State& state, const Stage& stage, const Pages& pages) {
  std::vector<Prepared> prepared;
  std::size_t bytes = 0;
  for (const std::string& page : pages) {
    prepared.push_back(prepare(page));
    bytes += page.size();
  }
  const std::size_t before = allocations;
  for (auto round : state)
    for (const Prepared& page : prepared) stage.run(page);
  const auto rounds = static_cast<double>(state.iterations());
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes) * state.iterations());
  state.counters["allocations/page"] =
      static_cast<double>(allocations - before) / (rounds * static_cast<double>(pages.size()));
  // A second for each GB is a nanosecond for each byte.
  state.counters["CPU/GB"] = benchmark::Counter(static_cast<double>(bytes) * rounds / 1e9,
                                                benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

void add_benchmarks(const std::string& set, const std::function<Pages()>& make) {
  for (const Stage& stage : kStages)
    benchmark::RegisterBenchmark((std::string(stage.name) + "/" + set).c_str(), [&stage, make](
                                                                                    benchmark::State& state) {
      run_stage(state, stage, make());
    })->Unit(benchmark::kMillisecond);
}

}  // namespace
}  // namespace pressclip::bench

int main(int count, char** words) {
  using pressclip::bench::news_page;
  for (const std::size_t kilobytes : {1U, 10U, 100U, 1000U, 16000U, 64000U})
    pressclip::bench::add_benchmarks("generated/" + std::to_string(kilobytes) + "kB", [kilobytes] {
      return pressclip::bench::Pages{news_page(kilobytes * 1000, 1)};
    });
  const std::string gold = std::string(PRESSCLIP_SOURCE_DIR) + "/../shared/gold/";
  for (const char* const set : {"fundus-dev", "wcxb-dev", "trafilatura"})
    if (!pressclip::bench::read_pages(gold + set + "/pages").empty())
      pressclip::bench::add_benchmarks(
          set, [gold, set] { return pressclip::bench::read_pages(gold + set + "/pages"); });
  benchmark::Initialize(&count, words);
  if (benchmark::ReportUnrecognizedArguments(count, words)) return 2;
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
