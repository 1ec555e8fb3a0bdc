#pragma once

#include <cstdint>
#include <deque>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "communes.h"
#include "embedding/random.h"
#include "storage/json.h"
#include "texts.h"

namespace passerelle::night {

/// What a real offer lends: its fields as JSON, and the texts that are taken apart.
struct Skeleton {
  std::vector<std::pair<std::string, std::string>> fields;  ///< name, JSON; in the order of the file
  std::string title;
  std::string description;
  std::string occupation;  ///< ROME code
  std::string employer;
};

/// What offers of the same occupation can exchange.
struct OfferPool {
  std::size_t offers = 0;
  std::vector<std::string_view> titles;
  std::vector<std::string_view> sentences;
  std::vector<std::string_view> employers;
  std::vector<std::string_view> competences;  ///< JSON
};

/// How much of the texts comes back word for word; chosen so that the shares of distinct titles and sentences come
/// near those of the real offers.
struct OfferHabits {
  double title_kept = 0.38;
  double sentence_kept = 0.33;
  double reposted = 0.086;  ///< offers that are an earlier one under another id
};

/// Offers that were never published, made from real ones: each is a function of the seed and its row.
class OfferMaker {
 public:
  /// Reads the real offers; they stay in memory, for titles and sentences are views of them.
  static Result<OfferMaker> read(const std::filesystem::path& real_offers, const Communes& communes,
                                 const OfferHabits& habits, std::uint64_t seed);

  /// The offer of the row as one line of JSON, without its end.
  [[nodiscard]] std::string offer(std::size_t row) const;
  /// The offer of the line rewritten by its employer: the same id, occupation and place, another description, sometimes
  /// another title. `night` tells one rewriting from another.
  [[nodiscard]] Result<std::string> rewritten(std::string_view line, std::size_t row, std::uint64_t night) const;

  [[nodiscard]] const std::deque<Skeleton>& real() const { return real_; }
  /// Of the occupation, or of its nearest family that has enough offers.
  [[nodiscard]] const OfferPool& pool(std::string_view occupation) const;

 private:
  void add(Skeleton skeleton);
  [[nodiscard]] std::string varied_title(const Skeleton& skeleton, const Commune& commune, Random& random) const;
  [[nodiscard]] std::string varied_description(const Skeleton& skeleton, const Commune& commune, Random& random) const;
  [[nodiscard]] std::string varied_employer(const Skeleton& skeleton, const Commune& commune, Random& random) const;

  const Communes* communes_ = nullptr;
  OfferHabits habits_;
  std::uint64_t seed_ = 0;
  std::deque<Skeleton> real_;
  std::map<std::string, OfferPool, std::less<>> pools_;  ///< by "M1805", "M18", "M" and "" for all
};

/// The value again as JSON.
void write_json(JsonView value, JsonWriter& writer);
std::string json_of(JsonView value);

/// An id in the manner of France Travail's: three digits and four letters, all different for different rows.
std::string offer_id(std::size_t row);

}  // namespace passerelle::night
