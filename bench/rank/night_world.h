#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <random>
#include <string>
#include <vector>

#include "places/travel.h"
#include "score/scorer.h"
#include "vectorise/rows.h"

namespace passerelle::bench {

/// A night of a whole country in numbers, the same for the same seed: towns of very different sizes, offers that ask
/// for as much as 4,713 real ones do, in 1.2 to 1.8 times as many different ways (counted there, by kind of demand),
/// people with the limits of the samples. Everything a scorer borrows lives here.
class NightWorld {
 public:
  static constexpr std::size_t kOccupations = 1'584;
  static constexpr std::size_t kSkills = 34'000;

  NightWorld(std::size_t person_count, std::size_t offer_count, std::uint64_t seed = 1) : engine_(seed) {
    found_towns();
    invent_occupations();
    std::vector<SparseRow> work;
    std::vector<SparseRow> skills;
    std::vector<SparseRow> soft_skills;
    for (std::uint32_t row = 0; row < offer_count; ++row) {
      work.push_back(any_work());
      skills.push_back(any_skills(work.back()));
      soft_skills.push_back(chance(84) ? SparseRow{} : scattered(kSkills, 1 + below(3), 1));
      conditions.push_back(any_conditions(work.back()));
      facts.push_back({chance(30), chance(5), chance(15), chance(20) ? 1.0F : 0.0F,
                       chance(97) ? static_cast<std::int32_t>(below(60)) : -1});
      offers.senior.push_back(chance(12) ? 1 : 0);
      listed.emplace_back(row);
    }
    offers.occupations = to_matrix(work, kOccupations);
    offers.skills = to_matrix(skills, kSkills);
    offers.soft_skills = to_matrix(soft_skills, kSkills);
    std::vector<SparseRow> fits;
    std::vector<SparseRow> held;
    for (std::size_t row = 0; row < person_count; ++row) {
      const std::vector<std::uint32_t> trades{popular_occupation(), popular_occupation()};
      fits.push_back(fits_of(trades));
      held.push_back(chance(6) ? SparseRow{} : held_by(trades));
      limits.push_back(any_limits(trades));
      people.senior.push_back(chance(20) ? 1 : 0);
    }
    people.occupations = to_matrix(fits, kOccupations);
    people.skills = to_matrix(held, kSkills);
  }
  NightWorld(const NightWorld&) = delete;
  NightWorld& operator=(const NightWorld&) = delete;

  [[nodiscard]] Scorer scorer() const {
    return {ScoringInputs{&people, &offers, limits, conditions, facts, monday}, ScoreWeights{}};
  }

  Day monday = parse_day("2026-11-23").value();
  std::vector<OfferConditions> conditions;
  std::vector<OfferFacts> facts;
  std::vector<OfferIndex> listed;
  std::vector<PersonLimits> limits;
  OfferMatrix offers;
  PeopleMatrix people;

 private:
  static constexpr std::size_t kTowns = 12'000;
  static constexpr std::size_t kCities = 60;
  static constexpr std::size_t kPool = 60;             ///< skills an occupation asks for
  static constexpr std::size_t kFieldSize = 14;        ///< occupations of one field
  static constexpr std::size_t kDiplomas = 900;        ///< labels
  static constexpr std::size_t kDiplomaLists = 2'500;  ///< what offers ask for, together
  static constexpr std::size_t kWeekPatterns = 250;

  std::size_t below(std::size_t bound) { return static_cast<std::size_t>(engine_() % bound); }
  bool chance(std::size_t percent) { return below(100) < percent; }
  double share() { return static_cast<double>(engine_() >> 11U) * 0x1.0p-53; }
  /// Small numbers far more often than large ones: about as word counts or sizes of towns are.
  std::size_t zipf(std::size_t bound) {
    return static_cast<std::size_t>(std::pow(static_cast<double>(bound), share())) - 1;
  }
  double bell() { return (share() + share() + share() + share() - 2) * std::numbers::sqrt3; }

  void found_towns() {
    std::vector<Coordinates> cities;
    for (std::size_t row = 0; row < kCities; ++row) {
      cities.push_back({43 + 7.5 * share(), -1.5 + 8.5 * share()});
    }
    for (std::size_t row = 0; row < kTowns; ++row) {
      Coordinates place{43 + 7.5 * share(), -1.5 + 8.5 * share()};
      if (row < kCities) {
        place = cities[row];
      } else if (chance(60)) {
        const Coordinates& city = cities[zipf(kCities)];
        place = {city.latitude + 0.25 * bell(), city.longitude + 0.35 * bell()};
      }
      towns_.push_back(unit_point(place));
    }
  }
  std::size_t any_town() { return zipf(kTowns); }

  void invent_occupations() {
    for (std::size_t row = 0; row < kOccupations; ++row) {
      pools_.push_back({});
      for (std::uint32_t& skill : pools_.back()) {
        skill = static_cast<std::uint32_t>(zipf(kSkills));
      }
      by_popularity_.push_back(static_cast<std::uint32_t>(row));
    }
    std::ranges::shuffle(by_popularity_, engine_);
  }
  std::uint32_t popular_occupation() { return by_popularity_[zipf(kOccupations)]; }
  static FieldOfWork field_of(std::uint32_t occupation) {
    return static_cast<FieldOfWork>(1 + occupation / kFieldSize);
  }

  static void add(SparseRow& row, std::uint32_t column, float value) {
    if (std::ranges::find(row, column, &SparseRow::value_type::first) == row.end()) {
      row.emplace_back(column, value);
    }
  }
  SparseRow scattered(std::size_t columns, std::size_t count, float value) {
    SparseRow row;
    while (row.size() < count) {
      add(row, static_cast<std::uint32_t>(below(columns)), value);
    }
    return row;
  }

  SparseRow any_work() {
    SparseRow row;
    const std::size_t dice = below(100);
    const std::size_t count = dice < 44 ? 1 : dice < 70 ? 2 : dice < 89 ? 3 : dice < 96 ? 4 : 5 + below(3);
    const std::uint32_t first = popular_occupation();
    add(row, first, 1);
    while (row.size() < count) {
      const auto near =
          static_cast<std::uint32_t>((first / kFieldSize * kFieldSize + below(kFieldSize)) % kOccupations);
      add(row, chance(70) ? near : popular_occupation(), static_cast<float>(0.1 + share()));
    }
    float total = 0;
    for (const auto& [occupation, value] : row) total += value;
    for (auto& [occupation, value] : row) value /= total;
    return row;
  }
  SparseRow any_skills(const SparseRow& work) {
    SparseRow row;
    const std::size_t count = 5 + below(21);
    for (std::size_t tries = 0; row.size() < count && tries < 100; ++tries) {
      constexpr std::array<float, 4> kWeights{1, 0.6F, 0.5F, 0.3F};
      add(row, pools_[work[below(work.size())].first][below(kPool)], kWeights[below(kWeights.size())]);
    }
    return row;
  }

  Demand some_demand() { return chance(60) ? Demand::must : Demand::unclear; }

  OfferConditions any_conditions(const SparseRow& work) {
    OfferConditions asks;
    const std::size_t town = any_town();
    if (chance(97)) {
      asks.place = towns_[town];
    } else if (chance(70)) {
      asks.departments = {std::to_string(town % 96)};
    }
    if (chance(7)) {
      constexpr std::array<const char*, 6> kNames{"B", "B", "B", "C", "CE", "D"};
      (chance(60) ? asks.licences : asks.licences_unclear) = licence_set(kNames[below(kNames.size())]);
    }
    if (chance(1)) asks.vehicle = some_demand();
    if (chance(3)) {
      (chance(60) ? asks.certificates : asks.certificates_unclear).push_back(static_cast<std::uint16_t>(zipf(200)));
    }
    if (chance(36)) {
      // Employers ask for what their trade asks for: few lists come often.
      const std::size_t list = zipf(kDiplomaLists);
      for (std::size_t row = 0; row <= (list % 4 == 3 ? list % 3 : 0); ++row) {
        const std::size_t label = (list * 7 + row) % kDiplomas;
        asks.diplomas.push_back({diploma_label(label), 3 + static_cast<int>(label % 6),
                                 label % 10 == 9 ? StateDiploma::by_law : StateDiploma::no,
                                 list % 5 < 2 ? Demand::must : Demand::unclear});
      }
    }
    if (chance(65)) {
      constexpr std::array<int, 8> kMonths{0, 0, 0, 12, 12, 24, 24, 36};
      asks.experience = chance(70) ? Demand::must : Demand::unclear;
      asks.experience_months = kMonths[below(kMonths.size())];
      // Only what the job surely is counts.
      for (std::size_t row = 0; row < std::min<std::size_t>(work.size(), chance(85) ? 1 : 2); ++row) {
        asks.trades.push_back(work[row].first);
        asks.fields.push_back(field_of(work[row].first));
      }
      std::ranges::sort(asks.trades);
      std::ranges::sort(asks.fields);
      asks.fields.erase(std::ranges::unique(asks.fields).begin(), asks.fields.end());
    }
    if (chance(43)) {
      constexpr std::array<double, 8> kHours{35, 35, 35, 39, 20, 24, 30, 15};
      asks.hours_per_week = chance(93) ? kHours[below(kHours.size())] : 5 + 0.25 * static_cast<double>(below(140));
      asks.full_time = *asks.hours_per_week >= 35;
      if (chance(20)) asks.times = static_cast<std::uint8_t>(1U << zipf(7));
      if (chance(20)) asks.times_unclear = static_cast<std::uint8_t>(1U << zipf(7));
      if (chance(12)) asks.clock_times.push_back(week_pattern(zipf(kWeekPatterns)));
    }
    if (chance(12)) {
      (chance(80) ? asks.french : asks.english) = some_demand();
      asks.french_level = asks.french != Demand::absent ? static_cast<int>(below(6)) : 0;
      asks.english_level = asks.english != Demand::absent ? static_cast<int>(below(6)) : 0;
    }
    if (chance(8)) {
      asks.lifting = some_demand();
      asks.lifting_kg = chance(30) ? 10 * static_cast<int>(below(3)) : 0;
      asks.lifting_heavy = asks.lifting_kg == 0;
    }
    if (chance(6)) asks.standing = some_demand();
    if (chance(3)) asks.heights = some_demand();
    if (chance(4)) asks.cold = some_demand();
    if (chance(5)) asks.dust_chemicals = some_demand();
    if (chance(4)) asks.travel = some_demand();
    asks.travel_away = asks.travel != Demand::absent && chance(30);
    constexpr std::array<ContractKind, 6> kContracts{ContractKind::cdi, ContractKind::cdi, ContractKind::cdi,
                                                     ContractKind::cdd, ContractKind::cdd, ContractKind::mis};
    asks.contract = chance(95) ? kContracts[below(kContracts.size())] : static_cast<ContractKind>(below(12));
    asks.self_employed = chance(1);
    if (chance(1)) asks.scheme = chance(50) ? "iae" : "alternance";
    if (chance(2)) asks.adult = Demand::must;
    asks.occupations = asks.trades.empty() ? std::vector<std::uint32_t>{work.front().first} : asks.trades;
    if (chance(45)) asks.employer_key = "employeur " + std::to_string(zipf(100'000));
    asks.place_keys = {std::to_string(10'000 + town), "ville " + std::to_string(town)};
    if (chance(3)) asks.avoided_words = {static_cast<std::uint16_t>(zipf(200))};
    return asks;
  }

  static std::string diploma_label(std::size_t number) { return "Titre ou diplôme " + std::to_string(number); }
  static TimeSlot week_pattern(std::size_t number) {
    const int from = 300 + static_cast<int>(number * 7 % 40) * 15;
    return {static_cast<std::uint8_t>(number % 3 == 0 ? 0b11111 : 1 + number % 127), from,
            from + 120 + static_cast<int>(number % 6) * 60};
  }

  SparseRow fits_of(const std::vector<std::uint32_t>& trades) {
    SparseRow row;
    for (const std::uint32_t trade : trades) {
      add(row, trade, static_cast<float>(0.8 + 0.2 * share()));
      const auto first = static_cast<std::uint32_t>(trade / kFieldSize * kFieldSize);
      for (std::uint32_t near = first; near < std::min<std::size_t>(first + kFieldSize, kOccupations); ++near) {
        add(row, near, static_cast<float>(0.2 + 0.4 * share()));
      }
    }
    for (std::size_t left = 130; left > 0; --left) {
      add(row, static_cast<std::uint32_t>(below(kOccupations)), static_cast<float>(0.02 + 0.2 * share() * share()));
    }
    return row;
  }
  SparseRow held_by(const std::vector<std::uint32_t>& trades) {
    SparseRow row;
    for (std::size_t left = 10 + below(26); left > 0; --left) {
      add(row, pools_[trades[below(trades.size())]][below(kPool)],
          static_cast<float>(0.2 * (1.0 + static_cast<double>(below(5)))));
    }
    return row;
  }

  static double reach(int minutes, const std::vector<TravelMode>& modes, int (*minutes_of)(double, TravelMode)) {
    double low = 0;
    double high = 300;
    while (high - low > 0.001) {
      const double middle = (low + high) / 2;
      const bool within =
          std::ranges::any_of(modes, [&](TravelMode mode) { return minutes_of(middle, mode) <= minutes; });
      (within ? low : high) = middle;
    }
    return low;
  }

  PersonLimits any_limits(const std::vector<std::uint32_t>& trades) {
    PersonLimits can;
    const std::vector<TravelMode> any{TravelMode::walk, TravelMode::bike, TravelMode::public_transport,
                                      TravelMode::moped, TravelMode::car};
    if (chance(97)) {
      can.home = towns_[any_town()];
      can.modes = chance(45)   ? std::vector{TravelMode::walk, TravelMode::public_transport}
                  : chance(70) ? std::vector{TravelMode::car}
                               : std::vector{TravelMode::bike};
      can.max_minutes = 30 + 15 * static_cast<int>(below(3));
      can.reach_km = reach(can.max_minutes, can.modes, estimated_minutes);
      can.farthest_km = reach(can.max_minutes, can.modes, least_minutes);
      can.reach_by_car_km = reach(can.max_minutes, any, estimated_minutes);
      if (chance(15)) can.max_km = 5 + 5 * static_cast<double>(below(8));
      for (std::size_t department = 0; department < 96; ++department) {
        if (chance(90)) can.departments_beyond.push_back(department_code(std::to_string(department)));
      }
      std::ranges::sort(can.departments_beyond);
    }
    if (chance(80)) can.licences = chance(50) ? with_implied(licence_set("B")) : LicenceSet{0};
    can.vehicle = static_cast<Answer>(below(3));
    can.own_means = static_cast<Answer>(below(3));
    if (chance(22)) {
      can.certificates.emplace();
      if (chance(60)) can.certificates->push_back(static_cast<std::uint16_t>(zipf(200)));
    }
    if (chance(88)) {
      can.diplomas.emplace();
      for (std::size_t left = below(3); left > 0; --left) {
        const std::size_t label = zipf(kDiplomas);
        can.diplomas->push_back({3 + static_cast<int>(label % 6), diploma_label(label)});
      }
    }
    can.experiences_known = chance(70);
    for (std::size_t row = 0; row < 2; ++row) {
      can.practised.push_back({trades[row], field_of(trades[row]), row, static_cast<int>(below(60)), true, false});
      for (std::size_t left = 5; left > 0; --left) {
        const auto near = static_cast<std::uint32_t>(below(kOccupations));
        can.practised.push_back({near, field_of(near), row, std::nullopt, false, true});
      }
    }
    if (chance(15)) can.min_hours = 10 + 5 * static_cast<double>(below(4));
    if (chance(20)) can.max_hours = 20 + 5 * static_cast<double>(below(4));
    if (chance(40)) {
      const int from = 360 + 30 * static_cast<int>(zipf(12));
      can.slots.push_back({static_cast<std::uint8_t>(chance(60) ? 0b11111 : 0b1111111), from,
                           from + 480 + 30 * static_cast<int>(zipf(12))});
    }
    can.nights = chance(40) ? Answer::no : Answer::unknown;
    can.saturdays = can.sundays = chance(25) ? Answer::no : Answer::unknown;
    if (chance(80)) can.french_level = static_cast<int>(1 + below(6));
    if (chance(30)) can.english_level = static_cast<int>(below(6));
    if (chance(20)) can.physical.max_lifting_kg = 5 * static_cast<double>(1 + below(6));
    if (chance(10)) can.physical.standing_long = Answer::no;
    if (chance(10)) can.physical.heights = Answer::no;
    if (chance(5)) can.physical.cold = Answer::no;
    if (chance(5)) can.physical.dust_chemicals = Answer::no;
    can.home_every_evening = chance(50);
    can.contracts.at(static_cast<std::size_t>(ContractKind::cdi)) =
        chance(30) ? Preference::prefer : Preference::accept;
    if (chance(10)) can.contracts.at(static_cast<std::size_t>(ContractKind::mis)) = Preference::refuse;
    if (chance(16)) {
      can.avoided_occupations = {popular_occupation(), popular_occupation(), popular_occupation()};
      std::ranges::sort(can.avoided_occupations);
    }
    if (chance(7)) can.avoided_words = {static_cast<std::uint16_t>(zipf(200))};
    can.schemes = std::vector<std::string>{"iae"};
    return can;
  }

  std::mt19937_64 engine_;
  std::vector<UnitPoint> towns_;
  std::vector<std::array<std::uint32_t, kPool>> pools_;
  std::vector<std::uint32_t> by_popularity_;
};

}  // namespace passerelle::bench
