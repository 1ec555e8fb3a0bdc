#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "storage/json.h"

namespace passerelle::bench {

/// One row of a Google Benchmark run.
struct Measure {
  std::string name;
  double seconds = 0;  ///< of one iteration: by the clock when the benchmark says so, of the processor otherwise
  double items_per_second = 0;
  double bytes_per_second = 0;
  std::map<std::string, double> counters;
};

/// The figures of one binary.
struct ModuleResults {
  std::string module;
  std::string date;
  std::vector<Measure> measures;
};

/// One week that was run and watched from outside.
struct NightRun {
  std::string series;  ///< people, offers, both, night, second, shard
  std::string name;    ///< what the reader is shown
  std::int64_t threads = 0;
  double people = 0;
  double offers = 0;
  double offers_listed = 0;
  double people_with_list = 0;
  double passing = 0;     ///< pairs within all limits
  double considered = 0;  ///< pairs
  double wall_seconds = 0;
  double processor_seconds = 0;
  double peak_bytes = 0;
  double list_bytes = 0;
  double load = 0;  ///< threads that wanted the processor just before: above 0.5 the clock tells of others too
  std::string date;
  std::vector<std::pair<std::string, double>> steps;  ///< seconds by step, in order, named in English

  /// The sum of the steps of that name.
  [[nodiscard]] double step(const std::string& wanted) const;
  /// The same in seconds of one core: the step's share of the processor time, which others on the machine do not
  /// lengthen much.
  [[nodiscard]] double core_seconds(const std::string& wanted) const;
};

/// All that `bench/results` holds; what was never measured is absent.
struct Results {
  std::map<std::string, std::string> machine;
  std::vector<ModuleResults> modules;
  std::vector<NightRun> nights;
  std::optional<JsonDocument> peers;
  std::optional<JsonDocument> feed;  ///< the real offers and the made ones, counted
};

Result<Results> read_results(const std::filesystem::path& folder);

/// The least counter of that name in the rows of the module.
std::optional<double> least_counter(const Results& results, const std::string& module, const std::string& name);

/// Reads `nights.json` (nothing yet: none) and writes it.
Result<std::vector<NightRun>> read_nights(const std::filesystem::path& file);
Result<Done> write_nights(const std::filesystem::path& file, const std::vector<NightRun>& runs);

/// What `run.json` and the lists say of the week, into the run.
Result<Done> add_account(const std::filesystem::path& week_folder, NightRun& run);

/// Today as `2026-11-28`.
std::string day_of_today();

}  // namespace passerelle::bench
