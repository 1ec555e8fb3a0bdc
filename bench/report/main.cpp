#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <chrono>
#include <fstream>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "results.h"
#include "sections.h"
#include "storage/atomic_file.h"
#include "storage/byte_source.h"

namespace passerelle::bench {
namespace {

constexpr const char* kHelp =
    R"(Keeps the figures of the benchmarks and writes them into bench/README.md. tools/bench calls it; by hand:

  bench_report render --results bench/results --readme bench/README.md
        fills the places between <!-- name --> and <!-- /name -->, and draws the charts
  bench_report machine --results bench/results --revision 1a2b3c4
        notes processor, memory, system and compiler
  bench_report week --results bench/results --series people --name "4,000 people" --threads 2 --out week -- COMMAND…
        runs a command that writes a week into the folder, with its clock, processor and memory, and keeps the account)";

template <class T>
T must(Result<T> result) {
  if (!result) {
    throw std::runtime_error(result.error().message);
  }
  return std::move(result).value();
}

void render(const std::filesystem::path& folder, const std::filesystem::path& readme) {
  const Results results = must(read_results(folder));
  for (const auto& [name, svg] : charts_of(results)) {
    must(write_file(folder / name, svg, true));
  }
  const std::string text = must(read_whole_file(readme));
  must(write_file(readme, must(with_sections(text, sections_of(results))), true));
}

/// The value of `key` in a file of lines "key : value" or `key="value"`.
std::string value_in(const std::filesystem::path& file, const std::string& key) {
  std::ifstream stream(file);
  for (std::string line; std::getline(stream, line);) {
    if (line.starts_with(key)) {
      const std::size_t at = line.find_first_of(":=", key.size());
      const std::size_t begin = line.find_first_not_of(" \t\"", at + 1);
      const std::size_t end = line.find_last_not_of(" \t\"");
      return begin == std::string::npos ? "" : line.substr(begin, end - begin + 1);
    }
  }
  return "?";
}

void note_machine(const std::filesystem::path& folder, const std::string& revision) {
  const double memory = std::stod(value_in("/proc/meminfo", "MemTotal")) * 1024;
  JsonWriter writer;
  writer.begin_object();
  writer.key("processor").string(value_in("/proc/cpuinfo", "model name"));
  writer.key("cores").integer(static_cast<std::int64_t>(std::thread::hardware_concurrency()));
  writer.key("memory").string(bytes(memory));
  writer.key("system").string(value_in("/etc/os-release", "PRETTY_NAME"));
  writer.key("compiler").string("g++ " __VERSION__);
  writer.key("build").string(PASSERELLE_BUILD_TYPE);
  std::string load;
  std::ifstream("/proc/loadavg") >> load;
  writer.key("load").string(load);
  writer.key("revision").string(revision);
  writer.key("date").string(day_of_today());
  writer.end_object();
  must(write_file(folder / "machine.json", writer.take() + "\n", true));
}

/// Runs the command to its end. Its screen is left alone.
void run_watched(const std::vector<std::string>& command, NightRun& run) {
  std::ifstream("/proc/loadavg") >> run.load;
  std::vector<char*> arguments;
  for (const std::string& word : command) {
    arguments.push_back(const_cast<char*>(word.c_str()));  // NOLINT: execvp takes them so and leaves them as they are
  }
  arguments.push_back(nullptr);
  const auto begin = std::chrono::steady_clock::now();
  const pid_t child = fork();
  if (child == 0) {
    execvp(arguments.front(), arguments.data());
    _exit(127);
  }
  int status = 0;
  rusage used{};
  if (child < 0 || wait4(child, &status, 0, &used) != child || !WIFEXITED(status) || WEXITSTATUS(status) != 0) {
    throw std::runtime_error("the command failed: " + command.front());
  }
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
  };
  run.wall_seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  run.processor_seconds = seconds(used.ru_utime) + seconds(used.ru_stime);
  run.peak_bytes = 1024 * static_cast<double>(used.ru_maxrss);
}

/// A run takes the place of one of the same series, name and threads; the others keep their order.
void keep(const std::filesystem::path& file, const NightRun& run) {
  std::vector<NightRun> runs = must(read_nights(file));
  const auto same = std::find_if(runs.begin(), runs.end(), [&](const NightRun& other) {
    return other.series == run.series && other.name == run.name && other.threads == run.threads;
  });
  if (same == runs.end()) {
    runs.push_back(run);
  } else {
    *same = run;
  }
  must(write_nights(file, runs));
}

int main_of(int count, char** arguments) {
  CLI::App app(kHelp);
  app.require_subcommand(1);
  std::filesystem::path folder = "bench/results";
  std::filesystem::path readme = "bench/README.md";
  std::filesystem::path week;
  std::string revision = "?";
  std::vector<std::string> command;
  NightRun run;
  app.add_option("--results", folder, "folder of the figures")->capture_default_str()->type_name("FOLDER");
  app.fallthrough();
  auto* rendering = app.add_subcommand("render", "fill the README and draw the charts");
  rendering->add_option("--readme", readme, "the text with its markers")->capture_default_str()->type_name("FILE");
  auto* machine = app.add_subcommand("machine", "note what the figures were measured on");
  machine->add_option("--revision", revision, "of the source");
  auto* watched = app.add_subcommand("week", "run a week and keep its account");
  watched->add_option("--series", run.series, "people, offers, both, night, second or shard")->required();
  watched->add_option("--name", run.name, "what the reader is shown")->required();
  watched->add_option("--threads", run.threads, "that the command uses")->required();
  watched->add_option("--out", week, "folder the command writes the week into")->required()->type_name("FOLDER");
  watched->add_option("command", command, "the command and its arguments, after --")->required();
  try {
    app.parse(count, arguments);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  try {
    std::filesystem::create_directories(folder);
    if (rendering->parsed()) {
      render(folder, readme);
    } else if (machine->parsed()) {
      note_machine(folder, revision);
    } else {
      run_watched(command, run);
      must(add_account(week, run));
      keep(folder / "nights.json", run);
    }
  } catch (const std::runtime_error& failure) {
    fmt::print(stderr, "bench_report: {}\n", failure.what());
    return 3;
  }
  return 0;
}

}  // namespace
}  // namespace passerelle::bench

int main(int count, char** arguments) {
  return passerelle::bench::main_of(count, arguments);
}
