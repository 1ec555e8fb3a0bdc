#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <fstream>
#include <functional>
#include <map>
#include <numeric>
#include <stdexcept>

#include "storage/atomic_file.h"
#include "storage/byte_source.h"
#include "storage/json.h"
#include "systems.h"

namespace passerelle::bench {

std::vector<float> best_products(const Workload& workload, std::size_t person,
                                 const std::vector<std::uint32_t>& offers) {
  std::vector<float> scores;
  const float* row = workload.person_row(person);
  for (const std::uint32_t offer : offers) {
    scores.push_back(std::inner_product(row, row + workload.dimensions, workload.offer_row(offer), 0.0F));
  }
  const std::size_t kept = std::min(kBest, scores.size());
  std::partial_sort(scores.begin(), scores.begin() + static_cast<std::ptrdiff_t>(kept), scores.end(), std::greater<>());
  scores.resize(kept);
  return scores;
}

namespace {

constexpr const char* kHelp =
    R"(Other engines on our work: the best 20 of 100,000 offers for 2,000 people, each engine with what it can compute of
our score and with the filter of places, about 2.5 % of the offers. tools/bench --peers calls it.)";

struct MeasuredWorkload {
  std::string title;
  std::string name;
  std::vector<SystemRow> rows;

  [[nodiscard]] const SystemRow* filtered(std::string_view system) const {
    for (const SystemRow& one : rows) {
      if (one.system == system && one.filtered) {
        return &one;
      }
    }
    return nullptr;
  }
};

MeasuredWorkload measured(const Workload& workload, const std::string& title) {
  MeasuredWorkload measured{fmt::format("{}: {} people × {} offers, {} words, {} dimensions", title, workload.people(),
                                        workload.offers(), workload.vocabulary, workload.dimensions),
                            workload.name,
                            {}};
  const PlaceGrid grid(workload);
  double passing = 0;
  for (std::size_t person = 0; person < workload.people(); ++person) {
    passing += static_cast<double>(grid.offers_within(person).size());
  }
  passing /= static_cast<double>(workload.people() * workload.offers());
  measured.title += fmt::format(", {:.1f} % pass", 100 * passing);
  for (const auto& run : {run_ours, run_faiss, run_hnswlib, run_xapian}) {
    for (const SystemRow& row : run(workload, grid)) {
      fmt::print(stderr, "{:10} {:11} {:50} {:10.1f} {:10.1f} {:6.3f}\n", workload.name, row.system, row.what,
                 row.queries_per_second, row.queries_per_second_two_threads, row.recall);
      measured.rows.push_back(row);
    }
  }
  return measured;
}

/// What `rank_bench` measured of ours on its own world.
struct RankFigures {
  std::optional<double> ns_per_passing_pair;
  std::optional<double> floor_ns;  ///< of the same row
  std::optional<double> two_thread_ratio;
};

/// From a file of Google Benchmark: the row where a passing pair costs least, and the last benchmark that was run on
/// one thread and on two. Nothing when there is no such file.
RankFigures rank_figures(const std::filesystem::path& file) {
  RankFigures figures;
  const Result<std::string> text = read_whole_file(file);
  if (!text) {
    return figures;
  }
  const Result<JsonDocument> document = JsonDocument::parse(*text);
  if (!document) {
    return figures;
  }
  const JsonView rows = document->root()["benchmarks"];
  std::map<std::string, double> times;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const JsonView one = rows.at(row);
    const std::optional<double> ns = one["ns_per_passing_pair"].number();
    if (ns && *ns < figures.ns_per_passing_pair.value_or(*ns + 1)) {
      figures.ns_per_passing_pair = ns;
      figures.floor_ns = one["floor_ns"].number();
    }
    if (const std::optional<double> told = one["two_thread_ratio"].number()) {
      figures.two_thread_ratio = told;
    }
    std::string name = one["name"].text();
    const double time = one["real_time"].number().value_or(0);
    times[name] = time;
    constexpr std::string_view kTwo = "threads:2";
    if (const std::size_t at = name.find(kTwo); at != std::string::npos && time > 0) {
      name.replace(at, kTwo.size(), "threads:1");
      if (const auto alone = times.find(name); alone != times.end()) {
        figures.two_thread_ratio = alone->second / time;
      }
    }
  }
  return figures;
}

std::string json_of(const std::vector<MeasuredWorkload>& workloads, const std::filesystem::path& rank,
                    const std::string& load) {
  const MeasuredWorkload& first = workloads.front();
  const SystemRow* ours = first.filtered("Passerelle");
  const SystemRow* xapian = first.filtered("Xapian");
  const SystemRow* flat = first.filtered("FAISS Flat");
  const SystemRow* inverted = first.filtered("FAISS IVF");
  const SystemRow* graph = first.filtered("hnswlib");
  JsonWriter writer;
  writer.begin_object();
  writer.key("load").string(load);
  writer.key("xapian_filtered_ratio").number(ours->queries_per_second / xapian->queries_per_second);
  writer.key("faiss_flat_filtered_ratio").number(ours->queries_per_second / flat->queries_per_second);
  const RankFigures figures = rank_figures(rank);
  for (const auto& [name, figure] :
       {std::pair{"ns_per_passing_pair", figures.ns_per_passing_pair}, std::pair{"floor_ns", figures.floor_ns},
        std::pair{"two_thread_ratio", figures.two_thread_ratio}}) {
    writer.key(name);
    if (figure) {
      writer.number(*figure);
    } else {
      writer.null();
    }
  }
  writer.key("recall").begin_object();
  writer.key("xapian").number(xapian->recall).key("faiss_flat").number(flat->recall);
  writer.key("faiss_ivf").number(inverted->recall).key("hnswlib").number(graph->recall);
  writer.end_object();
  writer.key("rows").begin_array();
  for (const MeasuredWorkload& workload : workloads) {
    for (const SystemRow& row : workload.rows) {
      writer.begin_object();
      writer.key("workload").string(workload.title).key("short").string(workload.name);
      writer.key("system").string(row.system).key("what").string(row.what).key("filtered").boolean(row.filtered);
      writer.key("queries_per_second").number(row.queries_per_second);
      writer.key("queries_per_second_two_threads");
      if (row.queries_per_second_two_threads > 0) {
        writer.number(row.queries_per_second_two_threads);
      } else {
        writer.null();
      }
      writer.key("recall");
      if (row.recall >= 0) {
        writer.number(row.recall);
      } else {
        writer.null();
      }
      writer.end_object();
    }
  }
  writer.end_array().end_object();
  return writer.take() + "\n";
}

int main_of(int count, char** arguments) {
  CLI::App app(kHelp);
  std::filesystem::path night;
  std::filesystem::path data;
  std::filesystem::path rank;
  std::filesystem::path out;
  std::size_t people = 2'000;
  std::size_t offers = 100'000;
  app.add_option("--night", night, "folder that night_generator wrote")->required()->type_name("FOLDER");
  app.add_option("--data", data, "folder of the real data, for the communes")->required()->type_name("FOLDER");
  app.add_option("--rank", rank, "figures of rank_bench, when there are any")->type_name("FILE");
  app.add_option("--out", out, "file to write")->required()->type_name("FILE");
  app.add_option("--people", people, "of the synthetic workload")->capture_default_str();
  app.add_option("--offers", offers, "of the synthetic workload")->capture_default_str();
  try {
    app.parse(count, arguments);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  std::string load;
  std::ifstream("/proc/loadavg") >> load;
  std::vector<MeasuredWorkload> workloads;
  workloads.push_back(measured(synthetic_workload(people, offers, 1), "Synthetic"));
  const Result<Workload> made =
      night_workload(night, data / "geo" / "communes.tsv",
                     std::filesystem::path(PASSERELLE_SOURCE_DIR) / "models/passerelle-fr/1/embedding.bin");
  if (!made) {
    fmt::print(stderr, "peers_bench: {}\n", made.error().message);
    return 3;
  }
  workloads.push_back(measured(*made, "A night made of real offers"));
  if (const Result<Done> written = write_file(out, json_of(workloads, rank, load), true); !written) {
    fmt::print(stderr, "peers_bench: {}\n", written.error().message);
    return 5;
  }
  return 0;
}

}  // namespace
}  // namespace passerelle::bench

int main(int count, char** arguments) {
  return passerelle::bench::main_of(count, arguments);
}
