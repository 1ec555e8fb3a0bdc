#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "rank/condition_classes.h"
#include "rank/sieve.h"
#include "rank/skill_postings.h"
#include "score/scorer.h"

namespace passerelle {

/// Offers that are at the same place, or known by the same départements only.
struct OfferSpot {
  OfferConditions where;  ///< place or départements, nothing else
  bool placed = false;
};

/// Some offers of one spot, side by side in one tile.
struct SpotRun {
  std::uint32_t spot = 0;
  std::uint32_t count = 0;
};

/// At most `kTileOffers` neighbours, and the box of the unit sphere that holds them.
struct OfferTile {
  std::uint32_t begin = 0;  ///< position of the first offer
  std::uint32_t count = 0;
  std::uint32_t first_run = 0;
  std::uint32_t run_count = 0;
  bool placed = false;  ///< all have a place; otherwise the box means nothing
  std::array<float, 3> least{};
  std::array<float, 3> most{};
};

/// The listed offers of a night, laid out so that a person is compared with many neighbours at once: sorted by place
/// along a Hilbert curve (Hilbert, 1891), a column for each thing that is read. A position is an offer's rank in this
/// order. Immutable; borrows the scorer.
///
/// Memory: about 92 bytes per listed offer, 4 to 8 more for each skill it asks for, 4 for each name an avoidance may
/// have for it; and the classes of conditions, of which there are as many as different demands.
class OfferTiles {
 public:
  OfferTiles(const Scorer& scorer, std::span<const OfferIndex> listed);

  [[nodiscard]] const Scorer& scorer() const { return *scorer_; }
  [[nodiscard]] std::size_t size() const { return order_.size(); }
  [[nodiscard]] std::span<const OfferTile> tiles() const { return tiles_; }
  [[nodiscard]] std::span<const SpotRun> runs(const OfferTile& tile) const {
    return std::span(runs_).subspan(tile.first_run, tile.run_count);
  }
  [[nodiscard]] const OfferSpot& spot(std::uint32_t row) const { return spots_[row]; }
  [[nodiscard]] OfferIndex offer(std::size_t position) const { return order_[position]; }
  [[nodiscard]] const ConditionClasses& classes() const { return classes_; }

  /// Different contracts with hours; their conditions hold nothing else.
  [[nodiscard]] std::span<const OfferConditions> contracts() const { return contracts_; }
  [[nodiscard]] std::span<const OfferConditions> weekly_hours() const { return weekly_hours_; }
  struct Terms {
    std::uint32_t contract;
    std::uint32_t hours;
  };
  [[nodiscard]] std::span<const Terms> terms() const { return terms_; }

  /// Columns; each is padded, so that a whole vector may be read from the last offer on.
  struct Columns {
    std::vector<std::int32_t> fixed;  ///< what beginners and freshness add, less the employer's silence
    std::vector<std::uint32_t> terms;
    std::array<std::vector<std::uint32_t>, kOccupationColumns> occupations;
    std::array<std::vector<float>, kOccupationColumns> shares;
    std::vector<float> other_shares;
    std::vector<float> senior;  ///< ½ or 1
    std::vector<std::uint32_t> spot;
  };
  [[nodiscard]] const Columns& columns() const { return columns_; }
  [[nodiscard]] std::span<const std::uint32_t> class_column(std::size_t table) const {
    return classes_.table(static_cast<AnswerTable>(table)).class_of;
  }
  [[nodiscard]] const SkillPostings& skills() const { return skills_; }

  /// Calls `visit(position)` for every offer that may be among those that the person avoids, some several times.
  template <class Visit>
  void visit_avoided(const PersonLimits& person, const Visit& visit) const {
    const auto visit_all = [&visit](const auto& lists, const auto& names) {
      for (const auto& name : names) {
        if (const auto found = lists.find(name); found != lists.end()) {
          for (const std::uint32_t position : found->second) {
            visit(position);
          }
        }
      }
    };
    visit_all(by_occupation_, person.avoided_occupations);
    visit_all(by_word_, person.avoided_words);
    visit_all(by_employer_, person.avoided_employers);
    visit_all(by_place_, person.avoided_places);
  }

  /// Bytes that all this takes, roughly.
  [[nodiscard]] std::size_t bytes() const;

 private:
  void fill_columns();
  void list_what_is_avoided();
  void cut(std::span<const std::uint32_t> spot_of);

  const Scorer* scorer_;
  std::vector<OfferSpot> spots_;
  std::vector<OfferIndex> order_;
  std::vector<OfferTile> tiles_;
  std::vector<SpotRun> runs_;
  Columns columns_;
  ConditionClasses classes_;
  std::vector<OfferConditions> contracts_;
  std::vector<OfferConditions> weekly_hours_;
  std::vector<Terms> terms_;
  SkillPostings skills_;
  std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> by_occupation_;
  std::unordered_map<std::uint16_t, std::vector<std::uint32_t>> by_word_;
  std::unordered_map<std::string, std::vector<std::uint32_t>> by_employer_;
  std::unordered_map<std::string, std::vector<std::uint32_t>> by_place_;
};

/// Where a place stands along the curve: neighbours on it are neighbours on Earth.
std::uint64_t hilbert_position(const UnitPoint& place);

}  // namespace passerelle
