#include "pipeline/week.h"

#include <benchmark/benchmark.h>

#include <cstdio>
#include <fstream>

#include "base/parallel.h"
#include "bench/support/real_referential.h"
#include "tests/support/program_files.h"
#include "tests/support/temporary_directory.h"

namespace passerelle {
namespace {

constexpr std::size_t kPeople = 2'000;

/// The people of the samples again and again under other ids, until there are enough.
void write_many_people(const std::filesystem::path& file) {
  std::vector<std::string> lines;
  for (const std::string& line : support::lines_of(support::project("datasets/samples/people.ndjson"))) {
    // Broken records and the id that comes twice are left out.
    if (JsonDocument::parse(line) && line.find("\"P-0090\"") == std::string::npos) {
      lines.push_back(line);
    }
  }
  std::ofstream stream(file, std::ios::binary);
  for (std::size_t row = 0; row < kPeople; ++row) {
    std::string line = lines[row % lines.size()];
    char id[32];
    std::snprintf(id, sizeof id, "\"B-%06u\"", static_cast<unsigned>(row));
    const std::size_t begin = line.find("\"P-");
    line.replace(begin, line.find('"', begin + 1) - begin + 1, id);
    stream << line << '\n';
  }
}

/// The main job: 2,000 people × 4,875 real offers with the official ROME and every commune, files written. Threads are
/// the argument; items are pairs of a person and an offer.
void week_of_many_people(benchmark::State& state) {
  if (support::without_real_data(state)) {
    return;
  }
  const support::ShippedEngine engine(support::real_data() / "rome_v460",
                                      support::real_data() / "geo" / "communes.tsv");
  WeekConfig config = engine.sample_week("out");
  config.offers = {support::real_offers()};
  config.people = engine.folder() / "people.ndjson";
  write_many_people(config.people);
  const ThreadLimit limit(static_cast<std::size_t>(state.range(0)));
  std::uint64_t pairs = 0;
  for (auto _ : state) {
    const Result<WeeklyRun> run = run_week(config, {});
    if (!run || run->people_read != kPeople || run->offers_read < 4'873 || run->people_proposed == 0) {
      state.SkipWithError(run ? "wrong number of people or offers" : run.error().message.c_str());
      return;
    }
    pairs += run->people_read * run->offers_listed;
    for (const auto& [step, seconds] : run->seconds) {
      state.counters[step] = seconds;
    }
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(pairs));
}
BENCHMARK(week_of_many_people)
    ->ArgName("threads")
    ->Arg(1)
    ->Arg(2)
    ->Unit(benchmark::kSecond)
    ->UseRealTime()
    ->Iterations(1);

}  // namespace
}  // namespace passerelle
