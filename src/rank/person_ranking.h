#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "rank/best_entries.h"
#include "rank/offer_tiles.h"
#include "rank/person_answers.h"
#include "rank/top_offers.h"

namespace passerelle {

/// Squared chords of the unit sphere that are surely within a distance in kilometres, and surely beyond: between the
/// two only the distance itself tells.
struct ChordLimit {
  double within = -1;
  double beyond = -1;

  /// The limit of `straight_km(a, b) <= km`.
  static ChordLimit of(double km);
};

/// One person compared with tile after tile. Used again for the next person; memory: the dense rows of the person (four
/// bytes per occupation and skill), four bytes per class of conditions, one bit per offer.
class PersonRanking {
 public:
  /// `shared` must outlive the ranking.
  PersonRanking(const OfferTiles& tiles, SimdLevel simd, SharedAnswers& shared);

  /// Forgets the person before. `options` must outlive the ranking.
  void begin(PersonIndex person, const RankOptions& options);

  /// Where a tile stands for the person.
  enum class Reach : std::uint8_t { live, beyond_distance, beyond_travel };
  [[nodiscard]] Reach reach_of(const OfferTile& tile) const;
  /// Counts a tile that is beyond as a whole.
  void count_beyond(const OfferTile& tile, Reach reach);
  /// Compares the person with every offer of a tile, by row.
  void compare(std::size_t row);

  TopOffers finish();

  [[nodiscard]] const std::optional<UnitPoint>& home() const { return limits_->home; }

 private:
  /// What a spot answers: beyond reach as a whole, or a word, and the most that a journey there is worth.
  struct SpotAnswer {
    Reach reach = Reach::live;
    AnswerWord word = 0;
    std::int32_t travel_most = 0;
  };

  [[nodiscard]] SpotAnswer answer_of(const OfferSpot& spot) const;
  [[nodiscard]] std::int32_t travel_worth(const OfferSpot& spot) const;
  void prepare_travel();
  void prepare_bounds();
  void mark_avoided(bool avoided);
  void compare_range(std::uint32_t begin, std::uint32_t offset, std::uint32_t count);
  void resolve(std::uint32_t begin, std::uint32_t offset, std::uint32_t count);
  void add_avoided(std::uint32_t begin, std::uint32_t offset, std::uint32_t count);
  void count_failures();
  void score_those(std::uint32_t first, const Bounded& kept, bool eligible);
  [[nodiscard]] double covered_share(const SparseRows& rows, OfferIndex offer) const;
  void score_exactly(std::uint32_t position, AnswerWord word, bool eligible);

  const OfferTiles* tiles_;
  const Scorer* scorer_;
  SimdLevel simd_;
  AnswerWord liftable_ = 0;

  const PersonLimits* limits_ = nullptr;
  const RankOptions* options_ = nullptr;
  PersonProfile profile_;
  PersonAnswers answers_;
  bool travel_matters_ = false;
  ChordLimit allowed_;   ///< rule `distance`
  ChordLimit reached_;   ///< the way is surely not too long
  ChordLimit farthest_;  ///< the way is surely too long beyond
  ChordLimit by_car_;
  double travel_chord_ = 0;  ///< squared: beyond, the way is surely too long, even by car

  /// The most a journey is worth, by steps of distance: each by its near end.
  static constexpr std::size_t kTravelSteps = 64;
  std::array<std::int32_t, kTravelSteps> travel_steps_{};
  double steps_per_chord_ = 0;
  std::int32_t unplaced_worth_ = 0;

  std::vector<std::int32_t> terms_worth_;
  std::vector<std::int32_t> contract_worth_;
  std::vector<std::int32_t> hours_worth_;
  std::array<std::int32_t, kMostUnknown + 1> certainty_{};
  std::int32_t occupation_unknown_ = 0;
  std::int32_t skills_unknown_ = 0;
  std::int32_t soft_skills_unknown_ = 0;
  SieveInput sieve_input_;

  std::vector<SkillStrength> held_;
  std::vector<std::uint64_t> holds_;  ///< a bit per skill

  bool avoids_ = false;
  std::vector<std::uint64_t> avoided_;  ///< a bit per position: perhaps avoided

  std::array<AnswerWord, kTileOffers + kVectorSlack> places_{};
  std::array<std::int32_t, kTileOffers + kVectorSlack> travel_most_{};
  std::array<float, kTileOffers + kVectorSlack> skills_most_{};
  std::array<AnswerWord, kTileOffers + kVectorSlack> words_{};
  SieveOutput sieved_;

  /// By bit of failure: offers that fail there first, and in the upper half those that fail there alone. Two of each,
  /// so that counting the same twice in a row does not wait for itself.
  std::array<std::array<std::uint64_t, 32>, 2> failures_{};
  std::int64_t eligible_ = 0;
  std::int64_t beyond_distance_ = 0;
  std::int64_t beyond_travel_ = 0;
  BestEntries best_;
  BestEntries blocked_;
  std::uint32_t last_spot_ = 0;
  std::int32_t last_travel_worth_ = -1;
};

}  // namespace passerelle
