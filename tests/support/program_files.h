#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <ostream>
#include <stdexcept>
#include <string>
#include <vector>

#include "pipeline/week.h"
#include "storage/json.h"
#include "taxonomy/referential.h"
#include "tests/support/files.h"
#include "tests/support/temporary_directory.h"

namespace passerelle::support {

inline std::filesystem::path project(const std::filesystem::path& path) {
  return std::filesystem::path(PASSERELLE_SOURCE_DIR) / path;
}

inline std::vector<std::string> lines_of(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::vector<std::string> lines;
  for (std::string line; std::getline(stream, line);) {
    lines.push_back(std::move(line));
  }
  return lines;
}

inline void write_lines(const std::filesystem::path& file, const std::vector<std::string>& lines) {
  std::ofstream stream(file, std::ios::binary);
  for (const std::string& line : lines) {
    stream << line << '\n';
  }
}

/// The files of the engine as shipped, the referential compiled into a folder of its own.
class ShippedEngine {
 public:
  explicit ShippedEngine(const std::filesystem::path& tables = project("datasets/referential"),
                         const std::filesystem::path& communes = project("datasets/referential/communes.tsv")) {
    const Result<ReferentialSource> source = read_referential_source(tables);
    if (!source) {
      throw std::runtime_error(source.error().message);
    }
    const std::filesystem::path compiled = folder_.path() / "referential.bin";
    if (const Result<Done> done = compile_referential(*source, compiled); !done) {
      throw std::runtime_error(done.error().message);
    }
    files_ = {compiled,
              communes,
              project("datasets/referential/lay_lexicon.tsv"),
              project("datasets/referential/activities.tsv"),
              project("datasets/referential/foreign_words.tsv"),
              project("models/passerelle-fr/1")};
  }

  [[nodiscard]] const EngineFiles& files() const { return files_; }
  [[nodiscard]] const std::filesystem::path& folder() const { return folder_.path(); }

  /// A week of the samples, written into `out` below the folder.
  [[nodiscard]] WeekConfig sample_week(const std::string& out) const {
    WeekConfig config;
    config.offers = {project("datasets/samples/offers.jsonl"), project("datasets/samples/local_offers.csv"),
                     project("datasets/samples/jobposting.jsonld")};
    config.people = project("datasets/samples/people.ndjson");
    config.referents = project("datasets/samples/referents.ndjson");
    config.out = folder_.path() / out;
    config.week = {2026, 48};
    config.engine = files_;
    return config;
  }

 private:
  TemporaryDirectory folder_;
  EngineFiles files_;
};

/// What a list says of one offer.
struct ShownOffer {
  std::string id;
  std::string score;

  bool operator==(const ShownOffer&) const = default;
  friend std::ostream& operator<<(std::ostream& out, const ShownOffer& offer) {
    return out << offer.id << " " << offer.score;
  }
};

/// Offers with their scores, in their order, by person.
inline std::map<std::string, std::vector<ShownOffer>> shown_offers(const std::filesystem::path& lists) {
  std::map<std::string, std::vector<ShownOffer>> shown;
  for (const std::string& line : lines_of(lists)) {
    const Result<JsonDocument> document = JsonDocument::parse(line);
    if (!document) {
      throw std::runtime_error(document.error().message);
    }
    const JsonView list = document->root();
    std::vector<ShownOffer>& offers = shown[list["person"].text()];
    for (std::size_t row = 0; row < list["offers"].size(); ++row) {
      offers.push_back({list["offers"].at(row)["offer"].text(), list["offers"].at(row)["score"].text()});
    }
  }
  return shown;
}

}  // namespace passerelle::support
