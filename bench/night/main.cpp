#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "base/hash.h"
#include "base/parallel.h"
#include "base/watch.h"
#include "communes.h"
#include "offers.h"
#include "people.h"
#include "statistics.h"
#include "storage/atomic_file.h"

namespace passerelle::night {
namespace {

constexpr const char* kHelp =
    R"(Makes the files of a night that never was: offers in France Travail's format and people, as many as asked, from the
statistics of real offers that are read in place. The same seed gives the same bytes, whatever the threads.

  night_generator --offers 30000 --people 2000 --out night       offers.jsonl, people.ndjson, statistics.json
  night_generator --changed 0.02 --from night/offers.jsonl --to night/offers2.jsonl
                                       the feed of the next night: of the changed, four in five are rewritten under
                                       their id, one in ten has left, one in ten is new; the rest keeps order and bytes
  night_generator --statistics night/offers.jsonl                the real offers and these, side by side

How an offer is made: a real one lends its fields; its title is one of the same ROME code with another town, marker,
hours or typing; each sentence of its description is drawn from offers of the same code and two in three are crossed
with another one; employer, place (by population), pay, dates and id are others. How a person is made: places, reach,
hours, limits and trades are drawn apart from one another; experiences, skills and notes are composed.)";

struct Options {
  std::filesystem::path data = std::filesystem::path(PASSERELLE_SOURCE_DIR).parent_path() / "shared" / "data";
  std::size_t offers = 0;
  std::size_t people = 0;
  std::filesystem::path out;
  std::uint64_t seed = 1;
  std::optional<double> changed;
  std::filesystem::path from;
  std::filesystem::path to;
  std::filesystem::path statistics;
  OfferHabits habits;
  std::size_t threads = 0;
};

template <class T>
T must(Result<T> result) {
  if (!result) {
    throw std::runtime_error(result.error().message);
  }
  return std::move(result).value();
}

void show_progress(std::string_view what, std::uint64_t done, std::uint64_t total) {
  fmt::print(stderr, "\r{} {:3} %", what, total == 0 ? 100 : 100 * done / total);
  if (done >= total) {
    fmt::print(stderr, "\n");
  }
}

std::ofstream opened(const std::filesystem::path& file) {
  std::ofstream stream(file, std::ios::binary);
  if (!stream) {
    throw std::runtime_error(file.string() + ": cannot be written");
  }
  return stream;
}

/// Writes `count` lines in order; they are made in parallel, some thousands at a time.
void write_lines(const std::filesystem::path& file, std::string_view what, std::size_t count,
                 const std::function<std::string(std::size_t)>& line) {
  constexpr std::size_t kBatch = 4096;
  std::ofstream stream = opened(file);
  std::vector<std::string> lines;
  for (std::size_t begin = 0; begin < count; begin += lines.size()) {
    lines.assign(std::min(kBatch, count - begin), {});
    parallel_for(lines.size(), [&](std::size_t index) { lines[index] = line(begin + index); });
    for (const std::string& made : lines) {
      stream << made << '\n';
    }
    show_progress(what, begin + lines.size(), count);
  }
  if (!stream.flush()) {
    throw std::runtime_error(file.string() + ": disk full?");
  }
}

/// The number of lines written.
std::size_t write_changed(const Options& options, const OfferMaker& maker) {
  std::ifstream old(options.from, std::ios::binary);
  if (!old) {
    throw std::runtime_error(options.from.string() + ": cannot be read");
  }
  std::ofstream stream = opened(options.to);
  const std::uintmax_t bytes = std::filesystem::file_size(options.from);
  const auto limit = static_cast<std::uint64_t>(*options.changed * 0x1.0p32);
  constexpr std::size_t kNewRows = 20'000'000;  ///< rows that no first night reaches
  std::size_t row = 0;
  std::size_t rewritten = 0;
  std::size_t gone = 0;
  std::size_t added = 0;
  std::uintmax_t read = 0;
  for (std::string line; std::getline(old, line); ++row) {
    Random random(hash64("changed", options.seed + row));
    read += line.size() + 1;
    if ((random.next() >> 32U) >= limit) {
      stream << line << '\n';
    } else {
      switch (random.below(10)) {
        case 0:
          ++gone;
          break;
        case 1:
          stream << line << '\n' << maker.offer(kNewRows + row) << '\n';
          ++added;
          break;
        default:
          stream << must(maker.rewritten(line, row, options.seed)) << '\n';
          ++rewritten;
      }
    }
    if (row % 8192 == 0 || read == bytes) {
      show_progress("next night", read, bytes);
    }
  }
  if (!stream.flush()) {
    throw std::runtime_error(options.to.string() + ": disk full?");
  }
  fmt::print("{} offers: {} rewritten, {} gone, {} new\n", row - gone + added, rewritten, gone, added);
  return row - gone + added;
}

void compare(const std::filesystem::path& real, const std::filesystem::path& made,
             const std::filesystem::path& json_file) {
  const Watch watch{show_progress, nullptr};
  const FeedStatistics of_real = must(statistics_of(real, {}));
  const FeedStatistics of_made = must(statistics_of(made, watch));
  fmt::print("\n{}", table_of(of_real, of_made));
  if (!json_file.empty()) {
    must(write_file(json_file, json_of(of_real, of_made) + "\n", true));
  }
}

void run(const Options& options) {
  const std::filesystem::path project = PASSERELLE_SOURCE_DIR;
  const std::filesystem::path real = options.data / "france_travail" / "offers.jsonl";
  if (!std::filesystem::exists(real)) {
    throw std::runtime_error(real.string() +
                             ": the real offers are not on this machine; --data names the folder that holds them");
  }
  if (!options.statistics.empty()) {
    compare(real, options.statistics, {});
    return;
  }
  const Communes communes = must(Communes::read(options.data / "geo" / "communes.tsv"));
  const OfferMaker offers = must(OfferMaker::read(real, communes, options.habits, options.seed));
  if (options.changed) {
    write_changed(options, offers);
    return;
  }
  must(make_private_directory(options.out));
  if (options.people > 0) {
    const PeopleMaker people = must(
        PeopleMaker::read({project / "datasets/samples/people.ndjson", project / "datasets/referential/lay_lexicon.tsv",
                           project / "datasets/referential/activities.tsv", options.data / "rome_v460"},
                          offers, communes, options.seed));
    write_lines(options.out / "people.ndjson", "people", options.people,
                [&](std::size_t row) { return people.person(row); });
  }
  if (options.offers > 0) {
    const std::filesystem::path file = options.out / "offers.jsonl";
    write_lines(file, "offers", options.offers, [&](std::size_t row) { return offers.offer(row); });
    compare(real, file, options.out / "statistics.json");
  }
}

int main_of(int count, char** arguments) {
  Options options;
  CLI::App app(kHelp);
  app.option_defaults()->always_capture_default();
  auto* out = app.add_option("--out", options.out, "folder to write into")->type_name("FOLDER");
  app.add_option("--offers", options.offers, "how many offers")->needs(out);
  app.add_option("--people", options.people, "how many people")->needs(out);
  app.add_option("--seed", options.seed, "another seed, another night");
  auto* from = app.add_option("--from", options.from, "feed to change")->type_name("FILE");
  auto* to = app.add_option("--to", options.to, "feed to write")->type_name("FILE");
  app.add_option("--changed", options.changed, "share of the offers that change, 0 to 1")
      ->check(CLI::Range(0.0, 1.0))
      ->needs(from)
      ->needs(to);
  app.add_option("--statistics", options.statistics, "only count this feed, beside the real one")->type_name("FILE");
  app.add_option("--reposted", options.habits.reposted, "share of offers that repeat an earlier one under another id");
  app.add_option("--data", options.data, "folder of the real data")->type_name("FOLDER");
  app.add_option("--threads", options.threads, "0: as many as there are cores");
  if (count == 1) {
    fmt::print("{}", app.help());
    return 2;
  }
  try {
    app.parse(count, arguments);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  const ThreadLimit threads(options.threads);
  try {
    run(options);
  } catch (const std::runtime_error& failure) {
    fmt::print(stderr, "night_generator: {}\n", failure.what());
    return 3;
  }
  return 0;
}

}  // namespace
}  // namespace passerelle::night

int main(int count, char** arguments) {
  return passerelle::night::main_of(count, arguments);
}
