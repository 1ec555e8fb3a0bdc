#include "rank/person_ranking.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "score/parts.h"

namespace passerelle {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

double squared(double value) {
  return value * value;
}

double squared_chord(const UnitPoint& from, const UnitPoint& to) {
  return squared(static_cast<double>(from.x) - static_cast<double>(to.x)) +
         squared(static_cast<double>(from.y) - static_cast<double>(to.y)) +
         squared(static_cast<double>(from.z) - static_cast<double>(to.z));
}

/// The least and the most squared chord from a point to anywhere in a tile's box.
struct ChordRange {
  double least = 0;
  double most = 0;
};

ChordRange chords_to(const UnitPoint& home, const OfferTile& tile) {
  const std::array<float, 3> from{home.x, home.y, home.z};
  ChordRange range;
  for (std::size_t axis = 0; axis < from.size(); ++axis) {
    const double below = static_cast<double>(tile.least[axis]) - static_cast<double>(from[axis]);
    const double above = static_cast<double>(from[axis]) - static_cast<double>(tile.most[axis]);
    range.least += squared(std::max({0.0, below, above}));
    range.most += squared(std::max(std::abs(below), std::abs(above)));
  }
  return range;
}

}  // namespace

ChordLimit ChordLimit::of(double km) {
  // Far above the rounding of a distance (10⁻¹⁵ of it), far below what parts two towns.
  constexpr double kMargin = 1e-9;
  constexpr double kNothing = 1e-24;
  // Towards the other side of the Earth a chord hardly grows with the distance: there every pair is measured.
  constexpr double kFarKm = 19'000;
  static const double kEarthRadiusKm = straight_km_of(4) / std::acos(-1.0);
  if (!(km >= 0)) {
    return {};
  }
  const double chord = squared(2 * std::sin(std::min(km, kFarKm) / (2 * kEarthRadiusKm)));
  return {chord * (1 - kMargin), km < kFarKm ? chord * (1 + kMargin) + kNothing : kInfinity};
}

PersonRanking::PersonRanking(const OfferTiles& tiles, SimdLevel simd, SharedAnswers& shared)
    : tiles_(&tiles), scorer_(&tiles.scorer()), simd_(simd), answers_(tiles.classes(), shared) {
  for (std::size_t row = 0; row < kRuleCount; ++row) {
    const auto rule = static_cast<Rule>(row);
    liftable_ |= can_be_lifted(rule) ? failure(rule) : 0;
  }
  terms_worth_.resize(tiles.terms().size());
  contract_worth_.resize(tiles.contracts().size());
  hours_worth_.resize(tiles.weekly_hours().size());
  avoided_.resize(tiles.size() / 64 + 1);
  for (std::size_t unknown = 0; unknown < certainty_.size(); ++unknown) {
    certainty_.at(unknown) =
        scorer_->contribution(Part::certainty, shown_value(certainty_value(static_cast<int>(unknown))));
  }
}

void PersonRanking::begin(PersonIndex person, const RankOptions& options) {
  limits_ = &scorer_->inputs().limits[person.value()];
  options_ = &options;
  scorer_->prepare(person, profile_);
  answers_.begin(*limits_, profile_.matters);
  travel_matters_ = (profile_.matters >> static_cast<unsigned>(Rule::travel_time) & 1U) != 0;
  failures_ = {};
  eligible_ = beyond_distance_ = beyond_travel_ = 0;
  best_.begin(options.candidates);
  blocked_.begin(options.blocked);
  last_travel_worth_ = -1;
  avoids_ = !limits_->avoided_occupations.empty() || !limits_->avoided_words.empty() ||
            !limits_->avoided_employers.empty() || !limits_->avoided_places.empty();
  mark_avoided(true);
  prepare_travel();
  prepare_bounds();
}

void PersonRanking::mark_avoided(bool avoided) {
  if (avoids_) {
    tiles_->visit_avoided(*limits_, [&](std::uint32_t position) {
      const std::uint64_t bit = std::uint64_t{1} << position % 64;
      avoided_[position / 64] = avoided ? avoided_[position / 64] | bit : avoided_[position / 64] & ~bit;
    });
  }
}

void PersonRanking::prepare_travel() {
  unplaced_worth_ = scorer_->contribution(Part::travel, shown_value(travel_value(*limits_, std::nullopt)));
  if (!limits_->home) {
    return;
  }
  allowed_ = ChordLimit::of(farthest_allowed_km(*limits_));
  reached_ = ChordLimit::of(limits_->reach_km);
  farthest_ = ChordLimit::of(limits_->farthest_km);
  by_car_ = ChordLimit::of(limits_->reach_by_car_km);
  travel_chord_ = std::max({reached_.beyond, farthest_.beyond, by_car_.beyond});
  const double last = std::sqrt(std::clamp(std::min(allowed_.beyond, travel_chord_), 1e-9, 4.0));
  steps_per_chord_ = static_cast<double>(kTravelSteps) / last;
  for (std::size_t step = 0; step < kTravelSteps; ++step) {
    const double near_end = straight_km_of(squared(static_cast<double>(step) / steps_per_chord_)) * (1 - 1e-9);
    travel_steps_.at(step) =
        scorer_->contribution(Part::travel, shown_value(travel_value(*limits_, estimate_travel(*limits_, near_end))));
  }
}

void PersonRanking::prepare_bounds() {
  const auto worth = [this](Part part, double value) { return scorer_->contribution(part, shown_value(value)); };
  for (std::size_t row = 0; row < contract_worth_.size(); ++row) {
    contract_worth_[row] = worth(Part::contract, contract_value(*limits_, tiles_->contracts()[row]));
  }
  for (std::size_t row = 0; row < hours_worth_.size(); ++row) {
    hours_worth_[row] = worth(Part::hours, hours_value(*limits_, tiles_->weekly_hours()[row]));
  }
  for (std::size_t row = 0; row < terms_worth_.size(); ++row) {
    const OfferTiles::Terms& terms = tiles_->terms()[row];
    terms_worth_[row] = contract_worth_[terms.contract] + hours_worth_[terms.hours];
  }

  held_.clear();
  holds_.assign(profile_.skills.size() / 64 + 1, 0);
  const auto row = static_cast<Eigen::Index>(profile_.person.value());
  for (SparseRows::InnerIterator entry(scorer_->inputs().people->skills, row); entry; ++entry) {
    held_.push_back({static_cast<std::uint32_t>(entry.col()), entry.value()});
    holds_[static_cast<std::size_t>(entry.col()) / 64] |= std::uint64_t{1} << entry.col() % 64;
  }
  double most_fit = 0;
  for (SparseRows::InnerIterator entry(scorer_->inputs().people->occupations, row); entry; ++entry) {
    most_fit = std::max(most_fit, static_cast<double>(entry.value()));
  }
  occupation_unknown_ = worth(Part::occupation, kUnknownValue);
  skills_unknown_ = worth(Part::skills, kUnknownValue);
  soft_skills_unknown_ = worth(Part::soft_skills, kUnknownValue);
  if (profile_.occupations.empty()) {
    profile_.occupations.resize(1);
  }

  const double weight = scorer_->weights().of[static_cast<std::size_t>(Part::occupation)];
  SieveInput& input = sieve_input_;
  input.terms_worth = terms_worth_.data();
  input.fits = profile_.occupations.data();
  std::copy_n(certainty_.begin(), input.certainty.size(), input.certainty.begin());
  input.most_fit = static_cast<float>(most_fit);
  input.occupation_scale = static_cast<float>(weight * 10'000);
  // See `sieve`. Each addition in single precision is off by less than 10⁻⁷ of a sum below 10,000.
  constexpr double kRounding = 4;
  const double additions = static_cast<double>(2 * held_.size() + 2) * 1e-3;
  input.others_most = static_cast<std::int32_t>(std::ceil(kRounding + additions)) +
                      (profile_.has_occupations ? 0 : occupation_unknown_) +
                      (profile_.has_skills ? 0 : skills_unknown_ + soft_skills_unknown_);
  skills_most_.fill(0);
  input.liftable = liftable_;
  // The shown value is rounded to the nearest ten-thousandth.
  const bool by_occupation = options_->relevance && profile_.has_occupations;
  input.relevant_least = by_occupation ? static_cast<float>(options_->relevance->occupation - 1e-4) : -1.0F;
}

PersonRanking::Reach PersonRanking::reach_of(const OfferTile& tile) const {
  if (!limits_->home || !tile.placed) {
    return Reach::live;
  }
  const ChordRange chords = chords_to(*limits_->home, tile);
  if (chords.least > allowed_.beyond) {
    return Reach::beyond_distance;
  }
  if (chords.least > travel_chord_ && chords.most < allowed_.within) {
    return Reach::beyond_travel;
  }
  return Reach::live;
}

void PersonRanking::count_beyond(const OfferTile& tile, Reach reach) {
  (reach == Reach::beyond_distance ? beyond_distance_ : beyond_travel_) += tile.count;
}

PersonRanking::SpotAnswer PersonRanking::answer_of(const OfferSpot& spot) const {
  const Day monday = scorer_->inputs().monday;
  SpotAnswer answered;
  if (!spot.placed) {
    const Answer travel = answer(Rule::travel_time, *limits_, spot.where, monday);
    answered.reach = travel == Answer::no ? Reach::beyond_travel : Reach::live;
    answered.word = travel == Answer::unknown && travel_matters_ ? kOneUnknown : 0;
    answered.travel_most = unplaced_worth_;
    return answered;
  }
  if (!limits_->home) {
    answered.word = travel_matters_ ? kOneUnknown : 0;
    answered.travel_most = unplaced_worth_;
    return answered;
  }
  const double chord = squared_chord(*limits_->home, *spot.where.place);
  const auto within = [chord](const ChordLimit& limit, const auto& measure) {
    return chord < limit.within || (chord <= limit.beyond && measure());
  };
  if (!within(allowed_, [&] { return answer(Rule::distance, *limits_, spot.where, monday) != Answer::no; })) {
    answered.reach = Reach::beyond_distance;
    return answered;
  }
  const auto travel = [&](Answer expected) {
    return [&, expected] { return answer(Rule::travel_time, *limits_, spot.where, monday) == expected; };
  };
  if (!within(reached_, travel(Answer::yes))) {
    if (within(farthest_, travel(Answer::unknown))) {
      answered.word = travel_matters_ ? kOneUnknown : 0;
    } else if (within(by_car_, [&] { return a_car_would_do(*limits_, spot.where); })) {
      answered.word = failure(Rule::travel_time);
    } else {
      answered.reach = Reach::beyond_travel;
      return answered;
    }
  }
  const double step = std::sqrt(chord) * (1 - 1e-9) * steps_per_chord_;
  answered.travel_most = travel_steps_.at(std::min(static_cast<std::size_t>(step), kTravelSteps - 1));
  return answered;
}

std::int32_t PersonRanking::travel_worth(const OfferSpot& spot) const {
  return scorer_->contribution(Part::travel,
                               shown_value(travel_value(*limits_, estimate_travel(*limits_, spot.where))));
}

void PersonRanking::compare(std::size_t row) {
  const OfferTile& tile = tiles_->tiles()[row];
  if (profile_.has_skills) {
    tiles_->skills().add_up(row, held_, skills_most_.data());
  }
  // Spots within reach that follow each other are compared in one go.
  std::uint32_t offset = 0;
  std::uint32_t live = 0;
  for (const SpotRun& run : tiles_->runs(tile)) {
    const SpotAnswer answered = answer_of(tiles_->spot(run.spot));
    if (answered.reach != Reach::live) {
      (answered.reach == Reach::beyond_distance ? beyond_distance_ : beyond_travel_) += run.count;
      compare_range(tile.begin, offset - live, live);
      live = 0;
    } else {
      std::fill_n(places_.begin() + offset, run.count, answered.word);
      std::fill_n(travel_most_.begin() + offset, run.count, answered.travel_most);
      live += run.count;
    }
    offset += run.count;
  }
  compare_range(tile.begin, offset - live, live);
}

void PersonRanking::compare_range(std::uint32_t begin, std::uint32_t offset, std::uint32_t count) {
  if (count == 0) {
    return;
  }
  const std::size_t first = begin + offset;
  LookUps asked;
  for (std::size_t table = 0; table < kAnswerTables; ++table) {
    asked.classes.at(table) = tiles_->class_column(table).data() + first;
    asked.tables.at(table) = answers_.table(static_cast<AnswerTable>(table));
  }
  asked.places = places_.data() + offset;
  asked.count = count;
  if (look_up(simd_, asked, words_.data()) >> kUnresolvedShift != 0) {
    resolve(begin, offset, count);
  }
  if (avoids_) {
    add_avoided(begin, offset, count);
  }

  const OfferTiles::Columns& columns = tiles_->columns();
  SieveInput& input = sieve_input_;
  input.count = count;
  input.words = words_.data();
  input.travel_most = travel_most_.data() + offset;
  input.skills_most = skills_most_.data() + offset;
  input.fixed = columns.fixed.data() + first;
  input.terms = columns.terms.data() + first;
  for (std::size_t row = 0; row < kOccupationColumns; ++row) {
    input.occupations.at(row) = columns.occupations.at(row).data() + first;
    input.shares.at(row) = columns.shares.at(row).data() + first;
  }
  input.other_shares = columns.other_shares.data() + first;
  input.senior = profile_.senior ? nullptr : columns.senior.data() + first;
  input.best_least = best_.least();
  input.blocked_least = blocked_.least();
  sieve(simd_, input, sieved_);

  eligible_ += static_cast<std::int64_t>(sieved_.eligible);
  count_failures();
  score_those(static_cast<std::uint32_t>(first), sieved_.best, true);
  score_those(static_cast<std::uint32_t>(first), sieved_.blocked, false);
}

void PersonRanking::score_those(std::uint32_t first, const Bounded& kept, bool eligible) {
  const BestEntries& entries = eligible ? best_ : blocked_;
  const SparseRows& skills = scorer_->inputs().offers->skills;
  const SparseRows& soft_skills = scorer_->inputs().offers->soft_skills;
  const auto at = [&](std::size_t place) {
    return static_cast<std::ptrdiff_t>(tiles_->offer(first + kept.rows[place]).value());
  };
  // Rows lie here and there, in the order of ids.
  for (std::size_t place = 0; place < kept.count; ++place) {
    __builtin_prefetch(skills.outerIndexPtr() + at(place));
    __builtin_prefetch(soft_skills.outerIndexPtr() + at(place));
  }
  for (std::size_t place = 0; place < kept.count; ++place) {
    __builtin_prefetch(skills.innerIndexPtr() + skills.outerIndexPtr()[at(place)]);
    __builtin_prefetch(skills.valuePtr() + skills.outerIndexPtr()[at(place)]);
  }
  for (std::size_t place = 0; place < kept.count; ++place) {
    // Those before may have raised the least.
    if (kept.bounds[place] >= entries.least()) {
      score_exactly(first + kept.rows[place], words_[kept.rows[place]], eligible);
    }
  }
}

void PersonRanking::resolve(std::uint32_t begin, std::uint32_t offset, std::uint32_t count) {
  for (std::uint32_t row = 0; row < count; ++row) {
    if (words_[row] >> kUnresolvedShift == 0) {
      continue;
    }
    AnswerWord word = places_[offset + row];
    for (std::size_t table = 0; table < kAnswerTables; ++table) {
      word += answers_.resolve(static_cast<AnswerTable>(table), tiles_->class_column(table)[begin + offset + row]);
    }
    words_[row] = word;
  }
}

void PersonRanking::add_avoided(std::uint32_t begin, std::uint32_t offset, std::uint32_t count) {
  const ScoringInputs& inputs = scorer_->inputs();
  const std::uint32_t first = begin + offset;
  for (std::uint32_t word = first / 64; word <= (first + count - 1) / 64; ++word) {
    for (std::uint64_t bits = avoided_[word]; bits != 0; bits &= bits - 1) {
      const std::uint32_t position = word * 64 + static_cast<std::uint32_t>(std::countr_zero(bits));
      if (position >= first && position - first < count &&
          answer(Rule::avoided, *limits_, inputs.conditions[tiles_->offer(position).value()], inputs.monday) ==
              Answer::no) {
        words_[position - first] += failure(Rule::avoided);
      }
    }
  }
}

void PersonRanking::count_failures() {
  constexpr std::uint64_t kAlone = std::uint64_t{1} << 32;
  for (std::size_t row = 0; row < sieved_.failed_count; ++row) {
    const AnswerWord failed = sieved_.failed[row];
    const std::uint64_t alone = (failed & (failed - 1)) == 0 ? kAlone : 0;
    failures_[row % 2][static_cast<std::size_t>(std::countr_zero(failed))] += 1 + alone;
  }
}

/// The share of a row that the person covers, summed in the order in which the scorer sums it; what is not held adds
/// nothing to a sum.
double PersonRanking::covered_share(const SparseRows& rows, OfferIndex offer) const {
  double total = 0;
  double covered = 0;
  for (SparseRows::InnerIterator entry(rows, static_cast<Eigen::Index>(offer.value())); entry; ++entry) {
    const auto weight = static_cast<double>(entry.value());
    const auto skill = static_cast<std::size_t>(entry.col());
    total += weight;
    if ((holds_[skill / 64] >> skill % 64 & 1U) != 0) {
      covered += weight * static_cast<double>(profile_.skills[skill]);
    }
  }
  return share_covered(covered, total);
}

void PersonRanking::score_exactly(std::uint32_t position, AnswerWord word, bool eligible) {
  const OfferTiles::Columns& columns = tiles_->columns();
  const OfferIndex offer = tiles_->offer(position);
  if (last_travel_worth_ < 0 || last_spot_ != columns.spot[position]) {
    last_spot_ = columns.spot[position];
    last_travel_worth_ = travel_worth(tiles_->spot(last_spot_));
  }
  double occupation = kUnknownValue;
  if (profile_.has_occupations) {
    double value = 0;
    if (columns.other_shares[position] == 0) {
      for (std::size_t row = 0; row < kOccupationColumns; ++row) {
        value += static_cast<double>(columns.shares[row][position]) *
                 static_cast<double>(profile_.occupations[columns.occupations[row][position]]);
      }
    } else {
      const SparseRows& rows = scorer_->inputs().offers->occupations;
      for (SparseRows::InnerIterator entry(rows, static_cast<Eigen::Index>(offer.value())); entry; ++entry) {
        value += static_cast<double>(entry.value()) *
                 static_cast<double>(profile_.occupations[static_cast<std::size_t>(entry.col())]);
      }
    }
    occupation = shown_value(occupation_value(value, columns.senior[position] != 1, profile_.senior));
  }
  std::int32_t score =
      columns.fixed[position] + terms_worth_[columns.terms[position]] + last_travel_worth_ +
      certainty_[word >> kUnknownShift & kMostUnknown] +
      (profile_.has_occupations ? scorer_->contribution(Part::occupation, occupation) : occupation_unknown_);
  const auto share = [&](const SparseRows& rows) {
    return shown_value(profile_.has_skills ? covered_share(rows, offer) : kUnknownValue);
  };
  const OfferMatrix& offers = *scorer_->inputs().offers;
  const double skills = share(offers.skills);
  score +=
      scorer_->contribution(Part::skills, skills) + scorer_->contribution(Part::soft_skills, share(offers.soft_skills));
  if (!eligible) {
    const Rule rule = rule_of_bit(static_cast<unsigned>(std::countr_zero(word & kFailures)));
    blocked_.add(score, offer, rule);
  } else if (!options_->relevance || is_relevant(profile_, occupation, skills, *options_->relevance)) {
    best_.add(score, offer);
  }
}

TopOffers PersonRanking::finish() {
  TopOffers top;
  top.eligible = eligible_;
  top.all_eligible = static_cast<std::uint64_t>(eligible_) <= options_->candidates;
  for (unsigned bit = 0; bit < kFailureBits; ++bit) {
    const auto rule = static_cast<std::size_t>(rule_of_bit(bit));
    const std::uint64_t both = failures_[0][bit] + failures_[1][bit];
    top.excluded.at(rule) += static_cast<std::int64_t>(both & std::numeric_limits<std::uint32_t>::max());
    if ((liftable_ >> bit & 1U) != 0) {
      top.only_by.at(rule) += static_cast<std::int64_t>(both >> 32U);
    }
  }
  top.excluded.at(static_cast<std::size_t>(Rule::distance)) += beyond_distance_;
  top.excluded.at(static_cast<std::size_t>(Rule::travel_time)) += beyond_travel_;
  top.best = best_.best_first<RankedOffer>([](OfferIndex offer, std::int32_t score, Rule) {
    return RankedOffer{offer, score};
  });
  top.blocked = blocked_.best_first<BlockedOffer>([](OfferIndex offer, std::int32_t score, Rule rule) {
    return BlockedOffer{offer, score, rule};
  });
  mark_avoided(false);
  return top;
}

}  // namespace passerelle
