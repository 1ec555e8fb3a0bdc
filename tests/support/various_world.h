#pragma once

#include <algorithm>
#include <cmath>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "score/scorer.h"
#include "vectorise/rows.h"

namespace passerelle::support {

/// People and offers as numbers only, in which every field that a limit or a score reads takes several values and
/// meets its edges: equal places and scores, places unknown, distances that are a limit exactly, rows of any length.
/// The same for the same seed. Everything a scorer borrows lives here.
class VariousWorld {
 public:
  VariousWorld(std::size_t person_count, std::size_t offer_count, std::uint64_t seed) : engine_(seed) {
    for (std::size_t town = 0; town < kTowns; ++town) {
      const double spread = town < kTowns / 2 ? 0.4 : 5;
      towns_.push_back(unit_point({46.5 + spread * (share() - 0.5), 2 + spread * (share() - 0.5)}));
    }
    std::vector<SparseRow> work;
    std::vector<SparseRow> skills;
    std::vector<SparseRow> soft_skills;
    for (std::uint32_t row = 0; row < offer_count; ++row) {
      conditions.push_back(any_conditions());
      facts.push_back({chance(30), chance(20), chance(20), chance(30) ? 1.0F : 0.0F,
                       chance(80) ? static_cast<std::int32_t>(7 * below(4)) : -1,
                       chance(20) ? static_cast<double>(below(5)) / 4 : 0.0});
      listed.emplace_back(row);
      work.push_back(shares(any_row(kOccupations, chance(10) ? 0 : chance(10) ? 9 : 1 + below(4))));
      skills.push_back(any_row(kSkills / 2, below(12)));
      soft_skills.push_back(chance(60) ? SparseRow{} : any_row(kSkills, below(4)));
      offers.senior.push_back(chance(15) ? 1 : 0);
    }
    offers.occupations = to_matrix(work, kOccupations);
    offers.skills = to_matrix(skills, kSkills);
    offers.soft_skills = to_matrix(soft_skills, kSkills);
    std::vector<SparseRow> fits;
    std::vector<SparseRow> held;
    for (std::size_t row = 0; row < person_count; ++row) {
      limits.push_back(any_limits());
      fits.push_back(any_row(kOccupations, chance(15) ? 0 : 1 + below(12)));
      held.push_back(any_row(kSkills, chance(15) ? 0 : 1 + below(30)));
      people.senior.push_back(chance(30) ? 1 : 0);
    }
    people.occupations = to_matrix(fits, kOccupations);
    people.skills = to_matrix(held, kSkills);
  }
  VariousWorld(const VariousWorld&) = delete;
  VariousWorld& operator=(const VariousWorld&) = delete;

  [[nodiscard]] Scorer scorer(const ScoreWeights& weights = {}) const {
    return {ScoringInputs{&people, &offers, limits, conditions, facts, monday}, weights};
  }
  [[nodiscard]] std::vector<PersonIndex> everybody() const {
    std::vector<PersonIndex> rows;
    for (std::uint32_t row = 0; row < limits.size(); ++row) {
      rows.emplace_back(row);
    }
    return rows;
  }

  Day monday = parse_day("2026-11-23").value();
  std::vector<OfferConditions> conditions;
  std::vector<OfferFacts> facts;
  std::vector<OfferIndex> listed;
  std::vector<PersonLimits> limits;
  OfferMatrix offers;
  PeopleMatrix people;

 private:
  static constexpr std::size_t kTowns = 40;
  static constexpr std::size_t kOccupations = 24;
  static constexpr std::size_t kSkills = 120;

  std::size_t below(std::size_t bound) { return static_cast<std::size_t>(engine_() % bound); }
  bool chance(std::size_t percent) { return below(100) < percent; }
  double share() { return static_cast<double>(below(1'000)) / 1'000; }
  Answer any_answer() { return static_cast<Answer>(below(3)); }
  /// Nothing, most of the time.
  Demand any_demand() { return chance(75) ? Demand::absent : chance(50) ? Demand::unclear : Demand::must; }

  template <class Value>
  std::vector<Value> some(std::size_t bound, std::size_t most) {
    std::set<Value> values;
    for (std::size_t left = below(most + 1); left > 0; --left) {
      values.insert(static_cast<Value>(below(bound)));
    }
    return {values.begin(), values.end()};
  }
  std::vector<std::string> some_names(const std::string& prefix, std::size_t bound, std::size_t most) {
    std::vector<std::string> names;
    for (const unsigned number : some<unsigned>(bound, most)) {
      names.push_back(prefix + std::to_string(number));
    }
    return names;
  }

  SparseRow any_row(std::size_t columns, std::size_t entries) {
    std::set<std::uint32_t> taken;
    SparseRow row;
    while (row.size() < entries) {
      const auto column = static_cast<std::uint32_t>(below(columns));
      if (taken.insert(column).second) {
        row.emplace_back(column, 0.1F * static_cast<float>(1 + below(10)));
      }
    }
    return row;
  }
  static SparseRow shares(SparseRow row) {
    float total = 0;
    for (const auto& [column, weight] : row) total += weight;
    for (auto& [column, weight] : row) weight /= total;
    return row;
  }

  OfferConditions any_conditions() {
    OfferConditions asks;
    if (chance(90)) {
      asks.place = towns_[below(kTowns)];
    } else {
      asks.departments = some_names("", 4, 2);
    }
    if (chance(30)) asks.licences = licence_set(chance(50) ? "B" : "C");
    if (chance(10)) asks.licences_unclear = licence_set("CE");
    asks.vehicle = any_demand();
    asks.vehicle_means_car = chance(50);
    if (chance(20)) {
      asks.certificates = some<std::uint16_t>(6, 2);
      asks.certificates_wider = some<std::uint16_t>(6, 1);
      asks.certificates_unclear = some<std::uint16_t>(6, 1);
    }
    if (chance(25)) {
      for (const std::string& label : some_names(chance(30) ? "Bac+" : "Titre ", 5, 2)) {
        asks.diplomas.push_back({label, static_cast<int>(below(8)), static_cast<StateDiploma>(below(3)),
                                 chance(60) ? Demand::must : Demand::unclear});
      }
    }
    asks.experience = chance(50) ? Demand::absent : chance(60) ? Demand::must : Demand::unclear;
    asks.experience_months = static_cast<int>(6 * below(5));
    asks.trades = some<std::uint32_t>(kOccupations, 2);
    asks.fields = some<FieldOfWork>(5, 2);
    asks.times = static_cast<std::uint8_t>(chance(70) ? 0 : below(256));
    asks.times_unclear = static_cast<std::uint8_t>(chance(70) ? 0 : below(256));
    if (chance(20)) {
      const int from = 60 * static_cast<int>(below(24));
      asks.clock_times.push_back({static_cast<std::uint8_t>(below(128)), from, from + 60 * static_cast<int>(below(9))});
    }
    if (chance(50)) asks.hours_per_week = 15 + 5 * static_cast<double>(below(6));
    asks.full_time = chance(30);
    asks.french = any_demand();
    asks.french_level = static_cast<int>(below(7));
    asks.english = any_demand();
    asks.english_level = static_cast<int>(below(7));
    asks.other_language = chance(5) ? Demand::must : Demand::absent;
    asks.lifting = any_demand();
    asks.lifting_kg = static_cast<int>(10 * below(4));
    asks.lifting_heavy = chance(30);
    asks.standing = any_demand();
    asks.heights = any_demand();
    asks.cold = any_demand();
    asks.dust_chemicals = any_demand();
    asks.travel = any_demand();
    asks.travel_away = chance(50);
    asks.contract = static_cast<ContractKind>(below(12));
    asks.self_employed = chance(3);
    if (chance(10)) asks.scheme = chance(50) ? "iae" : "oeth";
    asks.adult = any_demand();
    if (chance(30)) asks.valid_until = monday + std::chrono::days(static_cast<int>(below(20)) - 3);
    asks.occupations = some<std::uint32_t>(kOccupations, 2);
    if (chance(50)) asks.employer_key = "employeur " + std::to_string(below(20));
    asks.place_keys = some_names("lieu ", 30, 2);
    asks.avoided_words = some<std::uint16_t>(30, 2);
    return asks;
  }

  PersonLimits any_limits() {
    PersonLimits can;
    // Half of the people are hardly limited, so that many offers pass; of the others each limit keeps something away.
    const std::size_t percent = chance(50) ? 3 : 30;
    const auto limited = [this, percent] { return chance(percent); };
    if (chance(85)) {
      can.home = towns_[below(kTowns)];
      can.modes = some<TravelMode>(5, 3);
      can.max_minutes = static_cast<int>(15 * below(5));
      can.reach_km = 8 * static_cast<double>(below(5));
      can.farthest_km = can.reach_km * (chance(80) ? 1.2 : 0.5);
      can.reach_by_car_km = 30 * static_cast<double>(below(3));
      if (chance(20)) can.reach_km = can.farthest_km = can.reach_by_car_km = 20'038;
      if (chance(30)) can.max_km = 10 * static_cast<double>(below(30));
      if (chance(20)) {
        // Exactly as far as one of the towns, or a hair less.
        const double exactly = straight_km(*can.home, towns_[below(kTowns)]);
        can.reach_km = chance(50) ? exactly : std::nextafter(exactly, 0);
        can.farthest_km = chance(50) ? can.reach_km : straight_km(*can.home, towns_[below(kTowns)]);
        can.reach_by_car_km = straight_km(*can.home, towns_[below(kTowns)]);
        can.max_km = chance(50) ? std::optional(straight_km(*can.home, towns_[below(kTowns)]) - 0.5) : std::nullopt;
      }
      std::ranges::transform(some_names("", 4, 3), std::back_inserter(can.departments_beyond), department_code);
      std::ranges::sort(can.departments_beyond);
    } else if (chance(50)) {
      can.max_km = 20;
    }
    if (chance(70)) can.licences = with_implied(licence_set(chance(50) ? "CE" : "B"));
    can.vehicle = any_answer();
    can.own_means = any_answer();
    if (chance(60)) can.certificates = some<std::uint16_t>(6, 5);
    if (chance(20)) can.certificates_vague = some<std::uint16_t>(6, 2);
    if (chance(70)) {
      can.diplomas.emplace();
      for (const std::string& label : some_names("Titre ", 5, 2)) {
        can.diplomas->push_back({chance(80) ? std::optional(static_cast<int>(below(8))) : std::nullopt, label});
      }
    }
    can.perhaps_state_diploma = chance(20);
    can.experiences_known = chance(60);
    for (std::size_t left = below(6); left > 0; --left) {
      can.practised.push_back({static_cast<std::uint32_t>(below(kOccupations + 2)), static_cast<FieldOfWork>(below(7)),
                               below(3), chance(80) ? std::optional(static_cast<int>(below(30))) : std::nullopt,
                               chance(60), chance(30)});
    }
    if (limited()) can.min_hours = 10 * static_cast<double>(below(4));
    if (limited()) can.max_hours = 15 + 10 * static_cast<double>(below(3));
    for (std::size_t left = limited() ? 1 + below(2) : 0; left > 0; --left) {
      const int from = 60 * static_cast<int>(below(12));
      can.slots.push_back(
          {static_cast<std::uint8_t>(1 + below(127)), from, from + 60 * static_cast<int>(1 + below(12))});
    }
    if (limited()) can.nights = any_answer();
    if (limited()) can.saturdays = any_answer();
    if (limited()) can.sundays = any_answer();
    if (limited()) can.french_level = static_cast<int>(below(7));
    if (limited()) can.english_level = static_cast<int>(below(7));
    if (limited()) can.physical.max_lifting_kg = 5 * static_cast<double>(below(7));
    if (limited()) can.physical.standing_long = any_answer();
    if (limited()) can.physical.heights = any_answer();
    if (limited()) can.physical.cold = any_answer();
    if (limited()) can.physical.dust_chemicals = any_answer();
    can.home_every_evening = chance(30);
    for (Preference& wish : can.contracts) {
      wish = chance(60) ? Preference::none : static_cast<Preference>(below(5));
    }
    if (limited()) can.avoided_occupations = some<std::uint32_t>(kOccupations, 3);
    if (limited()) can.avoided_words = some<std::uint16_t>(30, 3);
    if (limited()) can.avoided_employers = some_names("employeur ", 25, 2);
    if (limited()) can.avoided_places = some_names("lieu ", 35, 2);
    if (chance(60)) can.schemes = std::vector<std::string>(chance(50) ? 1 : 0, "iae");
    can.young_worker = chance(15);
    if (limited()) can.refused_times = chance(50) ? kTimeShifts : kTimeOnCall;
    return can;
  }

  std::mt19937_64 engine_;
  std::vector<UnitPoint> towns_;
};

}  // namespace passerelle::support
