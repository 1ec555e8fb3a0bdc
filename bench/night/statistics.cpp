#include "statistics.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "base/hash.h"
#include "storage/json.h"
#include "storage/json_records.h"
#include "texts.h"

namespace passerelle::night {
namespace {

/// Counts different texts by their hashes.
class Distinct {
 public:
  void add(std::string_view text, std::uint64_t seed = 0) { hashes_.push_back(hash64(text, seed)); }
  [[nodiscard]] std::size_t seen() const { return hashes_.size(); }
  [[nodiscard]] std::size_t count() {
    std::sort(hashes_.begin(), hashes_.end());
    return static_cast<std::size_t>(std::unique(hashes_.begin(), hashes_.end()) - hashes_.begin());
  }
  [[nodiscard]] double share() {
    const auto all = static_cast<double>(std::max<std::size_t>(hashes_.size(), 1));
    return static_cast<double>(count()) / all;
  }

 private:
  std::vector<std::uint64_t> hashes_;
};

struct Row {
  std::string_view name;
  std::string_view meaning;
  double FeedStatistics::*value;
  bool is_share;
};

constexpr std::array<Row, 15> kRows{{
    {"bytes", "mean bytes of an offer", &FeedStatistics::bytes, false},
    {"sentences", "mean sentences of a description", &FeedStatistics::sentences, false},
    {"occupations", "distinct ROME codes", &FeedStatistics::occupations, false},
    {"distinct_titles", "distinct titles", &FeedStatistics::distinct_titles, true},
    {"distinct_sentences", "distinct sentences", &FeedStatistics::distinct_sentences, true},
    {"distinct_texts", "distinct title and description", &FeedStatistics::distinct_texts, true},
    {"distinct_employers", "distinct employers", &FeedStatistics::distinct_employers, true},
    {"with_place", "with a commune or coordinates", &FeedStatistics::with_place, true},
    {"with_licence", "with a licence", &FeedStatistics::with_licence, true},
    {"with_experience", "with experience demanded", &FeedStatistics::with_experience, true},
    {"with_skills", "with skills ticked", &FeedStatistics::with_skills, true},
    {"with_language", "with a language", &FeedStatistics::with_language, true},
    {"with_training", "with a training", &FeedStatistics::with_training, true},
    {"with_hours", "with hours", &FeedStatistics::with_hours, true},
    {"with_pay", "with pay", &FeedStatistics::with_pay, true},
}};

void write(const FeedStatistics& statistics, JsonWriter& writer) {
  writer.begin_object();
  writer.key("offers").integer(static_cast<std::int64_t>(statistics.offers));
  for (const Row& row : kRows) {
    writer.key(row.name).number(statistics.*row.value);
  }
  writer.end_object();
}

}  // namespace

Result<FeedStatistics> statistics_of(const std::filesystem::path& offers, const Watch& watch) {
  Result<ByteSource> source = ByteSource::open(offers);
  if (!source) {
    return source.error();
  }
  FeedStatistics total;
  Distinct titles;
  Distinct sentences;
  Distinct texts;
  Distinct employers;
  Distinct occupations;
  const auto done = for_each_json_record(*source, {}, [&](RawRecord&& raw) {
    const Result<JsonDocument> document = JsonDocument::parse(raw.text);
    if (!document) {
      return true;
    }
    const JsonView offer = document->root();
    const std::string title = offer["intitule"].text();
    const std::string description = offer["description"].text();
    ++total.offers;
    total.bytes += static_cast<double>(raw.text.size() + 1);
    titles.add(title);
    texts.add(description, hash64(title));
    for (const Sentence& sentence : sentences_of(description)) {
      sentences.add(sentence.words);
    }
    if (const std::string employer = offer["entreprise"]["nom"].text(); !employer.empty()) {
      employers.add(employer);
    }
    occupations.add(offer["romeCode"].text());
    const JsonView place = offer["lieuTravail"];
    total.with_place += !place["commune"].text().empty() || !place["latitude"].text().empty() ? 1 : 0;
    total.with_licence += offer["permis"].is_null() ? 0 : 1;
    total.with_experience += offer["experienceExige"].text() == "E" ? 1 : 0;
    total.with_skills += offer["competences"].size() > 0 ? 1 : 0;
    total.with_language += offer["langues"].is_null() ? 0 : 1;
    total.with_training += offer["formations"].is_null() ? 0 : 1;
    total.with_hours += offer["dureeTravailLibelle"].text().empty() ? 0 : 1;
    total.with_pay += offer["salaire"]["libelle"].text().empty() ? 0 : 1;
    constexpr std::uint64_t kTold = 4096;
    if (total.offers % kTold == 0) {
      watch.report("counting", source->position(), source->size());
    }
    return true;
  });
  if (!done) {
    return done.error();
  }
  const double all = std::max(1.0, static_cast<double>(total.offers));
  for (double FeedStatistics::*mean :
       {&FeedStatistics::bytes, &FeedStatistics::with_place, &FeedStatistics::with_licence,
        &FeedStatistics::with_experience, &FeedStatistics::with_skills, &FeedStatistics::with_language,
        &FeedStatistics::with_training, &FeedStatistics::with_hours, &FeedStatistics::with_pay}) {
    total.*mean /= all;
  }
  total.sentences = static_cast<double>(sentences.seen()) / all;
  total.distinct_titles = titles.share();
  total.distinct_sentences = sentences.share();
  total.distinct_texts = texts.share();
  total.distinct_employers = employers.share();
  total.occupations = static_cast<double>(occupations.count());
  return total;
}

std::string table_of(const FeedStatistics& real, const FeedStatistics& made) {
  std::string table =
      fmt::format("{:36}{:>12}{:>12}\n{:36}{:>12}{:>12}\n", "", "real", "made", "offers", real.offers, made.offers);
  for (const Row& row : kRows) {
    const auto written = [&](double value) {
      return row.is_share ? fmt::format("{:.1f} %", 100 * value) : fmt::format("{:.1f}", value);
    };
    table += fmt::format("{:36}{:>12}{:>12}\n", row.meaning, written(real.*row.value), written(made.*row.value));
  }
  return table;
}

std::string json_of(const FeedStatistics& real, const FeedStatistics& made) {
  JsonWriter writer;
  writer.begin_object();
  writer.key("real");
  write(real, writer);
  writer.key("made");
  write(made, writer);
  writer.end_object();
  return writer.take();
}

}  // namespace passerelle::night
