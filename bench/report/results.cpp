#include "results.h"

#include <algorithm>
#include <array>

#include "domain/date.h"
#include "storage/atomic_file.h"
#include "storage/byte_source.h"

namespace passerelle::bench {
namespace {

Result<JsonDocument> parsed_file(const std::filesystem::path& file) {
  const Result<std::string> text = read_whole_file(file);
  if (!text) {
    return text.error();
  }
  Result<JsonDocument> document = JsonDocument::parse(*text);
  return document ? std::move(document) : in_context(file.string(), document.error());
}

double number_of(JsonView value) {
  return value.number().value_or(0);
}

/// `run.json` names its steps as the screen does, in French.
std::string step_in_english(std::string_view step) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 10> kNames{{
      {"chargement", "loading"},
      {"lecture et compréhension", "reading and understanding"},
      {"lecture", "reading"},
      {"compréhension", "understanding"},
      {"vecteurs et limites", "vectors and limits"},
      {"classement", "ranking"},
      {"répartition", "sharing out"},
      {"listes", "lists"},
      {"écriture", "writing"},
      {"doublons", "duplicates"},
  }};
  const auto found = std::find_if(kNames.begin(), kNames.end(), [&](const auto& name) { return name.first == step; });
  return std::string(found == kNames.end() ? step : found->second);
}

ModuleResults module_of(const std::string& name, JsonView record) {
  ModuleResults module{name, record["context"]["date"].text().substr(0, 10), {}};
  const JsonView rows = record["benchmarks"];
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const JsonView written = rows.at(row);
    if (written["error_occurred"].boolean().value_or(false) || written["run_type"].text() == "aggregate") {
      continue;
    }
    Measure measure;
    measure.name = written["name"].text();
    const bool by_clock = measure.name.find("real_time") != std::string::npos;
    const std::string unit = written["time_unit"].text();
    const double scale = unit == "s" ? 1 : unit == "ms" ? 1e-3 : unit == "us" ? 1e-6 : 1e-9;
    measure.seconds = scale * number_of(written[by_clock ? "real_time" : "cpu_time"]);
    written.for_each_member([&](std::string_view key, JsonView value) {
      constexpr std::array<std::string_view, 8> kOwn{"family_index", "per_family_instance_index",
                                                     "repetitions",  "repetition_index",
                                                     "threads",      "iterations",
                                                     "real_time",    "cpu_time"};
      if (key == "items_per_second") {
        measure.items_per_second = number_of(value);
      } else if (key == "bytes_per_second") {
        measure.bytes_per_second = number_of(value);
      } else if (value.is_number() && std::find(kOwn.begin(), kOwn.end(), key) == kOwn.end()) {
        measure.counters.emplace(step_in_english(key), number_of(value));
      }
    });
    module.measures.push_back(std::move(measure));
  }
  return module;
}

struct NightField {
  const char* name;
  double NightRun::*value;
};
constexpr std::array<NightField, 11> kNightFields{{
    {"people", &NightRun::people},
    {"offers", &NightRun::offers},
    {"offers_listed", &NightRun::offers_listed},
    {"people_with_list", &NightRun::people_with_list},
    {"passing", &NightRun::passing},
    {"considered", &NightRun::considered},
    {"wall_seconds", &NightRun::wall_seconds},
    {"processor_seconds", &NightRun::processor_seconds},
    {"peak_bytes", &NightRun::peak_bytes},
    {"list_bytes", &NightRun::list_bytes},
    {"load", &NightRun::load},
}};

}  // namespace

double NightRun::step(const std::string& wanted) const {
  double seconds = 0;
  for (const auto& [step_name, spent] : steps) {
    seconds += step_name == wanted ? spent : 0;
  }
  return seconds;
}

double NightRun::core_seconds(const std::string& wanted) const {
  double all = 0;
  for (const auto& one : steps) {
    all += one.second;
  }
  return all > 0 ? step(wanted) / all * processor_seconds : 0;
}

Result<Results> read_results(const std::filesystem::path& folder) {
  Results results;
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".json") {
      files.push_back(entry.path());
    }
  }
  std::sort(files.begin(), files.end());
  for (const std::filesystem::path& file : files) {
    const std::string name = file.stem().string();
    Result<JsonDocument> document = parsed_file(file);
    if (!document) {
      return document.error();
    }
    if (name == "machine") {
      document->root().for_each_member(
          [&](std::string_view key, JsonView value) { results.machine.emplace(key, value.text()); });
    } else if (name == "peers") {
      results.peers = std::move(document).value();
    } else if (name == "feed") {
      results.feed = std::move(document).value();
    } else if (name == "nights") {
      Result<std::vector<NightRun>> nights = read_nights(file);
      if (!nights) {
        return nights.error();
      }
      results.nights = std::move(nights).value();
    } else if (document->root()["benchmarks"].is_array()) {
      results.modules.push_back(module_of(name, document->root()));
    }
  }
  return results;
}

std::optional<double> least_counter(const Results& results, const std::string& module, const std::string& name) {
  std::optional<double> least;
  for (const ModuleResults& one : results.modules) {
    for (const Measure& measure : one.measures) {
      if (const auto found = measure.counters.find(name); one.module == module && found != measure.counters.end()) {
        least = std::min(least.value_or(found->second), found->second);
      }
    }
  }
  return least;
}

Result<std::vector<NightRun>> read_nights(const std::filesystem::path& file) {
  std::vector<NightRun> runs;
  if (!std::filesystem::exists(file)) {
    return runs;
  }
  const Result<JsonDocument> document = parsed_file(file);
  if (!document) {
    return document.error();
  }
  const JsonView written = document->root()["runs"];
  for (std::size_t row = 0; row < written.size(); ++row) {
    const JsonView record = written.at(row);
    NightRun run;
    run.series = record["series"].text();
    run.name = record["name"].text();
    run.date = record["date"].text();
    run.threads = record["threads"].integer().value_or(0);
    for (const NightField& field : kNightFields) {
      run.*field.value = number_of(record[field.name]);
    }
    record["seconds"].for_each_member(
        [&](std::string_view name, JsonView seconds) { run.steps.emplace_back(name, number_of(seconds)); });
    runs.push_back(std::move(run));
  }
  return runs;
}

Result<Done> write_nights(const std::filesystem::path& file, const std::vector<NightRun>& runs) {
  std::string text = "{\"runs\":[";
  for (const NightRun& run : runs) {
    JsonWriter writer;
    writer.begin_object();
    writer.key("series").string(run.series).key("name").string(run.name).key("date").string(run.date);
    writer.key("threads").integer(run.threads);
    for (const NightField& field : kNightFields) {
      writer.key(field.name).number(run.*field.value);
    }
    writer.key("seconds").begin_object();
    for (const auto& [name, seconds] : run.steps) {
      writer.key(name).number(seconds);
    }
    writer.end_object().end_object();
    text += (text.back() == '[' ? "\n" : ",\n") + writer.take();
  }
  return write_file(file, text + "\n]}\n", true);
}

Result<Done> add_account(const std::filesystem::path& week_folder, NightRun& run) {
  const Result<JsonDocument> document = parsed_file(week_folder / "run.json");
  if (!document) {
    return document.error();
  }
  const JsonView counts = document->root()["counts"];
  run.people = number_of(counts["people_read"]);
  run.offers = number_of(counts["offers_read"]);
  run.offers_listed = number_of(counts["offers_listed"]);
  run.people_with_list = number_of(counts["people_proposed"]) + number_of(counts["people_empty"]);
  run.considered = run.people_with_list * run.offers_listed;
  double excluded = 0;
  counts["excluded"].for_each_member([&](std::string_view, JsonView pairs) { excluded += number_of(pairs); });
  run.passing = run.considered - excluded;
  document->root()["seconds"].for_each_member([&](std::string_view name, JsonView seconds) {
    run.steps.emplace_back(step_in_english(name), number_of(seconds));
  });
  run.list_bytes = static_cast<double>(std::filesystem::file_size(week_folder / "lists.ndjson"));
  run.date = day_of_today();
  return Done{};
}

std::string day_of_today() {
  return to_string(today());
}

}  // namespace passerelle::bench
