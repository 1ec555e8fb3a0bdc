#pragma once

#include <cstdint>
#include <deque>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "communes.h"
#include "embedding/random.h"
#include "offers.h"

namespace passerelle::night {

/// The files people are made from.
struct PeopleSources {
  std::filesystem::path samples;      ///< `people.ndjson` of the samples: skeletons
  std::filesystem::path lay_lexicon;  ///< everyday words for occupations
  std::filesystem::path activities;   ///< everyday activities
  std::filesystem::path rome;         ///< folder of the official ROME: labels of occupations and skills
};

/// People who do not exist: each is a function of the seed and its row. Places, reach, hours, limits and trades are
/// drawn apart from one another; experiences, skills and notes are composed.
class PeopleMaker {
 public:
  static Result<PeopleMaker> read(const PeopleSources& sources, const OfferMaker& offers, const Communes& communes,
                                  std::uint64_t seed);

  /// The person of the row as one line of JSON, without its end.
  [[nodiscard]] std::string person(std::size_t row) const;

 private:
  /// The words for one occupation.
  struct Trade {
    std::string rome;
    std::vector<std::string> words;   ///< everyday words, titles of offers, the label
    std::vector<std::string> skills;  ///< labels of ROME, in lower case
  };

  Result<Done> read_samples(const std::filesystem::path& file);
  Result<Done> read_trades(const PeopleSources& sources, const OfferMaker& offers);
  Result<Done> read_activities(const std::filesystem::path& file);
  [[nodiscard]] const Trade& any_trade(Random& random) const;
  [[nodiscard]] std::string sample_of(const std::string& section, Random& random) const;
  /// One that holds the words; now and then another.
  [[nodiscard]] std::string mostly(const std::string& section, std::string_view holds, Random& random) const;
  [[nodiscard]] std::string skill_text(const Trade& trade, Random& random) const;
  [[nodiscard]] std::string note(const Trade& wished, const Trade& other, const Commune& home, Random& random) const;
  void write_mobility(JsonWriter& writer, Random& random) const;
  void write_availability(JsonWriter& writer, Random& random) const;
  void write_experiences(JsonWriter& writer, const Trade& wished, Random& random) const;
  void write_skills(JsonWriter& writer, const Trade& wished, Random& random) const;
  void write_wishes(JsonWriter& writer, const Trade& first, const Trade& second, Random& random) const;

  const Communes* communes_ = nullptr;
  std::uint64_t seed_ = 0;
  std::map<std::string, std::vector<std::string>> sections_;  ///< JSON by field: "work", "limits", …
  std::vector<std::string> clauses_;                          ///< of the notes of the samples
  std::vector<std::string> stories_;                          ///< sentences about experiences
  std::vector<std::string> everyday_;                         ///< skills as people tell them
  std::vector<Trade> trades_;
  std::vector<std::size_t> trade_of_offer_;  ///< a trade for each real offer that has one
};

}  // namespace passerelle::night
