#include "rank/offer_tiles.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <string>
#include <tuple>

#include "score/parts.h"

namespace passerelle {
namespace {

/// The offers in the order of the tiles, each with its spot.
struct Placing {
  std::vector<OfferSpot> spots;
  std::vector<OfferIndex> order;
  std::vector<std::uint32_t> spot_of;  ///< by position
};

int occupation_count(const OfferMatrix& offers, OfferIndex offer) {
  const auto* const begins = offers.occupations.outerIndexPtr();
  return begins[offer.value() + 1] - begins[offer.value()];
}

Placing place_offers(const ScoringInputs& inputs, std::span<const OfferIndex> listed) {
  struct Placed {
    bool unplaced;
    std::uint64_t along_the_curve;
    std::array<float, 3> point;
    const std::vector<std::string>* departments;
    int occupations;
    OfferIndex offer;
    // Within a spot, offers of few occupations come first: whole vectors of them have but one to look at.
    bool operator<(const Placed& other) const {
      if (const auto left = spot(), right = other.spot(); left != right) {
        return left < right;
      }
      if (unplaced && *departments != *other.departments) {
        return *departments < *other.departments;
      }
      return std::tie(occupations, offer) < std::tie(other.occupations, other.offer);
    }
    [[nodiscard]] std::tuple<bool, std::uint64_t, std::array<float, 3>> spot() const {
      return {unplaced, along_the_curve, point};
    }
    [[nodiscard]] bool same_spot(const Placed& other) const {
      return spot() == other.spot() && (!unplaced || *departments == *other.departments);
    }
  };
  std::vector<Placed> all;
  all.reserve(listed.size());
  for (const OfferIndex offer : listed) {
    const OfferConditions& conditions = inputs.conditions[offer.value()];
    Placed placed{!conditions.place, 0, {}, &conditions.departments, occupation_count(*inputs.offers, offer), offer};
    if (conditions.place) {
      placed.along_the_curve = hilbert_position(*conditions.place);
      placed.point = {conditions.place->x, conditions.place->y, conditions.place->z};
    }
    all.push_back(placed);
  }
  std::ranges::sort(all, std::less<>());
  Placing placing;
  for (std::size_t row = 0; row < all.size(); ++row) {
    if (row == 0 || !all[row].same_spot(all[row - 1])) {
      const OfferConditions& conditions = inputs.conditions[all[row].offer.value()];
      OfferSpot spot;
      spot.placed = conditions.place.has_value();
      spot.where.place = conditions.place;
      if (!spot.placed) {
        spot.where.departments = conditions.departments;
      }
      placing.spots.push_back(std::move(spot));
    }
    placing.order.push_back(all[row].offer);
    placing.spot_of.push_back(static_cast<std::uint32_t>(placing.spots.size() - 1));
  }
  return placing;
}

/// A column with a value for each offer, and room behind.
template <class Value>
std::vector<Value> column(std::size_t offers, Value behind = {}) {
  return std::vector<Value>(offers + kVectorSlack, behind);
}

std::vector<std::uint32_t> ends_of(std::span<const OfferTile> tiles) {
  std::vector<std::uint32_t> ends;
  for (const OfferTile& tile : tiles) {
    ends.push_back(tile.begin + tile.count);
  }
  return ends;
}

template <class Value>
std::size_t bytes_of(const std::vector<Value>& values) {
  return values.capacity() * sizeof(Value);
}

template <class Name>
std::size_t bytes_of(const std::unordered_map<Name, std::vector<std::uint32_t>>& lists) {
  constexpr std::size_t kNode = 64;
  std::size_t bytes = lists.bucket_count() * sizeof(void*);
  for (const auto& [name, list] : lists) {
    bytes += kNode + bytes_of(list);
  }
  return bytes;
}

}  // namespace

std::uint64_t hilbert_position(const UnitPoint& place) {
  constexpr int kBits = 20;
  constexpr std::uint32_t kSide = 1U << kBits;
  const auto grid = [](double share) {
    return static_cast<std::uint32_t>(std::clamp(share * kSide, 0.0, static_cast<double>(kSide - 1)));
  };
  const double latitude = std::asin(std::clamp(static_cast<double>(place.z), -1.0, 1.0));
  const double longitude = std::atan2(static_cast<double>(place.y), static_cast<double>(place.x));
  std::uint32_t x = grid(longitude / (2 * std::numbers::pi) + 0.5);
  std::uint32_t y = grid(latitude / std::numbers::pi + 0.5);
  std::uint64_t position = 0;
  for (std::uint32_t half = kSide / 2; half > 0; half /= 2) {
    const bool right = (x & half) != 0;
    const bool up = (y & half) != 0;
    position = position * 4 + (right ? (up ? 2U : 3U) : (up ? 1U : 0U));
    // Each quarter is walked through in its own direction.
    if (!up) {
      if (right) {
        x = kSide - 1 - x;
        y = kSide - 1 - y;
      }
      std::swap(x, y);
    }
  }
  return position;
}

OfferTiles::OfferTiles(const Scorer& scorer, std::span<const OfferIndex> listed)
    : scorer_(&scorer),
      classes_([&]() -> ConditionClasses {
        Placing placing = place_offers(scorer.inputs(), listed);
        spots_ = std::move(placing.spots);
        order_ = std::move(placing.order);
        columns_.spot = std::move(placing.spot_of);
        cut(columns_.spot);
        return {scorer.inputs().conditions, order_, scorer.inputs().monday};
      }()),
      skills_(scorer, order_, ends_of(tiles_)) {
  fill_columns();
  list_what_is_avoided();
}

void OfferTiles::cut(std::span<const std::uint32_t> spot_of) {
  for (std::uint32_t begin = 0; begin < spot_of.size();) {
    // The offers of one spot that the tile takes, all of them or as many as fit.
    std::uint32_t end = begin;
    while (end < spot_of.size() && spot_of[end] == spot_of[begin] && end - begin < kTileOffers) {
      ++end;
    }
    const OfferSpot& spot = spots_[spot_of[begin]];
    if (tiles_.empty() || tiles_.back().placed != spot.placed || tiles_.back().count + end - begin > kTileOffers) {
      OfferTile tile;
      tile.begin = begin;
      tile.first_run = static_cast<std::uint32_t>(runs_.size());
      tile.placed = spot.placed;
      tile.least.fill(2);
      tile.most.fill(-2);
      tiles_.push_back(tile);
    }
    OfferTile& tile = tiles_.back();
    if (spot.placed) {
      const std::array<float, 3> point{spot.where.place->x, spot.where.place->y, spot.where.place->z};
      for (std::size_t axis = 0; axis < point.size(); ++axis) {
        tile.least.at(axis) = std::min(tile.least.at(axis), point.at(axis));
        tile.most.at(axis) = std::max(tile.most.at(axis), point.at(axis));
      }
    }
    runs_.push_back({spot_of[begin], end - begin});
    ++tile.run_count;
    tile.count += end - begin;
    begin = end;
  }
}

void OfferTiles::fill_columns() {
  const ScoringInputs& inputs = scorer_->inputs();
  const std::size_t offers = order_.size();
  columns_.spot.resize(offers + kVectorSlack);
  columns_.fixed = column<std::int32_t>(offers);
  columns_.terms = column<std::uint32_t>(offers);
  columns_.other_shares = column<float>(offers);
  columns_.senior = column<float>(offers, 1);
  for (std::size_t row = 0; row < kOccupationColumns; ++row) {
    columns_.occupations.at(row) = column<std::uint32_t>(offers);
    columns_.shares.at(row) = column<float>(offers);
  }
  const auto senior = static_cast<float>(occupation_value(1, true, false));
  std::map<ContractKind, std::uint32_t> contract_rows;
  std::map<std::tuple<std::optional<double>, bool>, std::uint32_t> hours_rows;
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> terms_rows;
  for (std::size_t position = 0; position < offers; ++position) {
    const OfferIndex offer = order_[position];
    const OfferConditions& conditions = inputs.conditions[offer.value()];
    const OfferFacts& facts = inputs.facts[offer.value()];
    columns_.fixed[position] = scorer_->contribution(Part::beginners, shown_value(beginners_value(facts))) +
                               scorer_->contribution(Part::freshness, shown_value(freshness_value(facts))) +
                               scorer_->employer_answers(facts);
    const auto [contract, new_contract] =
        contract_rows.try_emplace(conditions.contract, static_cast<std::uint32_t>(contracts_.size()));
    if (new_contract) {
      contracts_.emplace_back().contract = conditions.contract;
    }
    const auto [hours, new_hours] = hours_rows.try_emplace({conditions.hours_per_week, conditions.full_time},
                                                           static_cast<std::uint32_t>(weekly_hours_.size()));
    if (new_hours) {
      OfferConditions& told = weekly_hours_.emplace_back();
      told.hours_per_week = conditions.hours_per_week;
      told.full_time = conditions.full_time;
    }
    const auto [terms, new_terms] =
        terms_rows.try_emplace({contract->second, hours->second}, static_cast<std::uint32_t>(terms_.size()));
    if (new_terms) {
      terms_.push_back({contract->second, hours->second});
    }
    columns_.terms[position] = terms->second;
    columns_.senior[position] = inputs.offers->senior[offer.value()] != 0 ? senior : 1;
    std::size_t row = 0;
    for (SparseRows::InnerIterator entry(inputs.offers->occupations, static_cast<Eigen::Index>(offer.value())); entry;
         ++entry, ++row) {
      if (row < kOccupationColumns) {
        columns_.occupations.at(row)[position] = static_cast<std::uint32_t>(entry.col());
        columns_.shares.at(row)[position] = entry.value();
      } else {
        columns_.other_shares[position] += entry.value();
      }
    }
  }
}

void OfferTiles::list_what_is_avoided() {
  for (std::uint32_t position = 0; position < order_.size(); ++position) {
    const OfferConditions& conditions = scorer_->inputs().conditions[order_[position].value()];
    for (const std::uint32_t occupation : conditions.occupations) {
      by_occupation_[occupation].push_back(position);
    }
    for (const std::uint16_t word : conditions.avoided_words) {
      by_word_[word].push_back(position);
    }
    if (!conditions.employer_key.empty()) {
      by_employer_[conditions.employer_key].push_back(position);
    }
    for (const std::string& place : conditions.place_keys) {
      by_place_[place].push_back(position);
    }
  }
}

std::size_t OfferTiles::bytes() const {
  std::size_t bytes = skills_.bytes() + bytes_of(spots_) + bytes_of(order_) + bytes_of(tiles_) + bytes_of(runs_) +
                      bytes_of(columns_.fixed) + bytes_of(columns_.terms) + bytes_of(columns_.other_shares) +
                      bytes_of(columns_.senior) + bytes_of(columns_.spot) + bytes_of(by_occupation_) +
                      bytes_of(by_word_) + bytes_of(by_employer_) + bytes_of(by_place_);
  for (std::size_t row = 0; row < kOccupationColumns; ++row) {
    bytes += bytes_of(columns_.occupations.at(row)) + bytes_of(columns_.shares.at(row));
  }
  for (std::size_t table = 0; table < kAnswerTables; ++table) {
    const ConditionTable& shape = classes_.table(static_cast<AnswerTable>(table));
    bytes += bytes_of(shape.class_of) + bytes_of(shape.part_classes);
  }
  for (std::size_t part = 0; part < classes_.part_count(); ++part) {
    bytes += bytes_of(classes_.part(part).classes);
  }
  return bytes;
}

}  // namespace passerelle
