#pragma once

#include <cstdio>
#include <random>
#include <string>
#include <vector>

#include "score/scorer.h"
#include "tests/support/builders.h"
#include "tests/support/tiny_referential.h"
#include "vectorise/offers.h"
#include "vectorise/people.h"

namespace passerelle::support {

/// People and offers over the tiny referential with few distinct values, so that many scores are equal; the same for
/// the same seed. Everything a scorer borrows lives here.
class ScoredWorld {
 public:
  ScoredWorld(std::size_t person_count, std::size_t offer_count, std::uint64_t seed) : engine_(seed) {
    for (std::size_t row = 0; row < offer_count; ++row) {
      add_offer(row);
    }
    for (std::size_t row = 0; row < person_count; ++row) {
      add_person(row);
    }
    refresh();
  }
  ScoredWorld(const ScoredWorld&) = delete;
  ScoredWorld& operator=(const ScoredWorld&) = delete;

  /// To be called once what is public below has been changed.
  void refresh() {
    offer_matrix_ = vectorise_offers(offers, understood_offers, *referential);
    people_matrix_ = vectorise_people(understood_people, *referential);
    facts.clear();
    listed.clear();
    also.assign(offers.size(), {});
    for (std::size_t row = 0; row < offers.size(); ++row) {
      facts.push_back(offer_facts(offers[row], understood_offers[row], monday));
      listed.emplace_back(static_cast<std::uint32_t>(row));
    }
  }

  [[nodiscard]] Scorer scorer(const ScoreWeights& weights = {}) const {
    return {ScoringInputs{&people_matrix_, &offer_matrix_, limits, conditions, facts, monday}, weights};
  }

  TinyReferential referential;
  Day monday = parse_day("2026-11-23").value();
  std::vector<Offer> offers;
  std::vector<OfferUnderstanding> understood_offers;
  std::vector<OfferConditions> conditions;
  std::vector<OfferFacts> facts;
  std::vector<OfferIndex> listed;
  std::vector<std::vector<std::string>> also;
  std::vector<Person> people;
  std::vector<PersonUnderstanding> understood_people;
  std::vector<PersonLimits> limits;
  ConditionVocabulary vocabulary;

 private:
  std::size_t below(std::size_t bound) { return static_cast<std::size_t>(engine_() % bound); }
  bool chance(std::size_t percent) { return below(100) < percent; }

  static std::string numbered(const char* prefix, std::size_t row) {
    char text[16];
    std::snprintf(text, sizeof text, "%s%05u", prefix, static_cast<unsigned>(row));
    return text;
  }

  OccupationIndex any_occupation() {
    return OccupationIndex(static_cast<std::uint32_t>(below(referential->occupation_count())));
  }

  void add_offer(std::size_t row) {
    Offer made = offer(numbered("O", row));
    made.contract = chance(50) ? ContractKind::cdi : ContractKind::cdd;
    if (chance(80)) made.employer = "Employeur " + std::to_string(below(5));
    if (chance(70)) made.created = monday - std::chrono::days(7 * below(4));
    OfferUnderstanding understood;
    understood.occupations = {{any_occupation(), 0.8, "essai"}};
    OfferConditions asks;
    asks.contract = made.contract;
    asks.employer_key = made.employer;
    asks.occupations = {understood.occupations.front().occupation.value()};
    if (chance(25)) asks.licences = licence_set("B");
    if (chance(15)) asks.times = kTimeNight;
    if (chance(15)) asks.cold = chance(50) ? Demand::must : Demand::unclear;
    if (chance(50)) asks.hours_per_week = 20 + 15 * static_cast<double>(below(2));
    if (chance(80)) asks.place = unit_point({47, 1 + 0.1 * static_cast<double>(below(8))});
    offers.push_back(std::move(made));
    understood_offers.push_back(std::move(understood));
    conditions.push_back(std::move(asks));
  }

  void add_person(std::size_t row) {
    PersonUnderstanding understood;
    if (chance(90)) understood.wished = {{any_occupation(), 0.9, "essai"}};
    if (chance(50)) understood.experienced = {{any_occupation(), 0.8, 12, "essai"}};
    for (std::uint32_t skill = 0; skill < referential->skill_count(); ++skill) {
      if (chance(25)) {
        HeldSkill held;
        held.skill = SkillIndex(skill);
        held.strength = 0.25 * static_cast<double>(1 + below(4));
        held.words = "savoir " + std::to_string(skill);
        understood.skills.push_back(std::move(held));
      }
    }
    PersonLimits can;
    if (chance(85)) {
      can.home = unit_point({47, 1});
      can.modes = {TravelMode::public_transport};
      can.max_minutes = 45;
      can.reach_km = 5 + 5 * static_cast<double>(below(5));
      can.reach_by_car_km = 28;
    }
    if (chance(60)) can.licences = chance(50) ? licence_set("B") : LicenceSet{0};
    can.nights = chance(50) ? Answer::no : Answer::unknown;
    can.physical.cold = chance(30) ? Answer::no : Answer::unknown;
    if (chance(40)) can.max_hours = 25;
    if (chance(50)) can.contracts.at(static_cast<std::size_t>(ContractKind::cdd)) = Preference::prefer;
    people.push_back(person(numbered("P", row)));
    understood_people.push_back(std::move(understood));
    limits.push_back(std::move(can));
  }

  std::mt19937_64 engine_;
  OfferMatrix offer_matrix_;
  PeopleMatrix people_matrix_;
};

}  // namespace passerelle::support
