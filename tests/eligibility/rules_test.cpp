#include <gmock/gmock.h>

#include "tests/eligibility/small_world.h"

namespace passerelle {
namespace {

using enum Answer;
using support::asked;
using support::offer;
using support::person;
using support::requirement;
using support::SmallWorld;

Offer offer_at(const std::string& insee) {
  Offer result = offer("O");
  result.place.insee = insee;
  return result;
}

Person person_at(const std::string& insee) {
  Person result = person("P");
  result.home_insee = insee;
  return result;
}

TEST(Rules, NamesAreThoseOfTheContractInItsOrder) {
  const std::vector<std::string> names{
      "distance", "travel_time",    "licence",  "vehicle",  "certificate", "diploma",  "experience",
      "hours",    "night",          "weekend",  "language", "lifting",     "standing", "heights",
      "cold",     "dust_chemicals", "contract", "avoided",  "scheme",      "age",      "closed"};
  ASSERT_EQ(names.size(), kRuleCount);
  for (std::size_t row = 0; row < kRuleCount; ++row) {
    EXPECT_EQ(to_string(static_cast<Rule>(row)), names[row]);
    EXPECT_EQ(parse_rule(names[row]), static_cast<Rule>(row));
  }
  EXPECT_FALSE(parse_rule("taille"));
}

TEST(Distance, IsMeasuredInAStraightLineAgainstTheKilometresGiven) {
  SmallWorld world;
  Person who = person_at("10001");
  who.mobility.max_km = 5;
  EXPECT_EQ(world.answer_of(Rule::distance, who, offer_at("10002")), yes);
  EXPECT_EQ(world.answer_of(Rule::distance, who, offer_at("10003")), no);
  EXPECT_EQ(world.answer_of(Rule::distance, who, offer("O")), unknown);
  who.home_insee.clear();
  EXPECT_EQ(world.answer_of(Rule::distance, who, offer_at("10003")), unknown);
}

TEST(TravelTime, IsThatOfTheQuickestOfThePersonsModes) {
  SmallWorld world;
  Person who = person_at("10001");
  who.mobility.modes = {TravelMode::walk};
  who.mobility.max_minutes = 60;
  EXPECT_EQ(world.answer_of(Rule::travel_time, who, offer_at("10003")), no);
  who.mobility.modes = {TravelMode::walk, TravelMode::public_transport};
  who.mobility.max_minutes = 90;
  EXPECT_EQ(world.answer_of(Rule::travel_time, who, offer_at("10003")), yes);
  EXPECT_EQ(world.answer_of(Rule::travel_time, who, offer("O")), unknown);
}

TEST(TravelTime, WithKilometresAloneNoTimeIsAssumed) {
  SmallWorld world;
  Person who = person_at("10001");
  who.mobility.modes = {TravelMode::walk};
  who.mobility.max_km = 1000;
  EXPECT_EQ(world.answer_of(Rule::travel_time, who, offer_at("10005")), yes);
  EXPECT_FALSE(world.limits(who).reach_assumed);
  const Eligibility all =
      explain_eligibility(world.limits(who), world.conditions(offer_at("10005")), world.monday(), world.vocabulary());
  EXPECT_THAT(all[1].measured, testing::Not(testing::HasSubstr("au plus")));
}

TEST(TravelTime, FortyFiveMinutesAreAssumedAndSaidWhenNoReachIsKnown) {
  SmallWorld world;
  Person who = person_at("10001");
  who.mobility.modes = {TravelMode::walk};
  EXPECT_EQ(world.answer_of(Rule::travel_time, who, offer_at("10003")), no);
  EXPECT_TRUE(world.limits(who).reach_assumed);
  const Eligibility all =
      explain_eligibility(world.limits(who), world.conditions(offer_at("10003")), world.monday(), world.vocabulary());
  EXPECT_THAT(all[1].measured, testing::HasSubstr("45 min au plus (supposé)"));
}

TEST(TravelTime, NightsAwayAreNotForThoseWhoMustComeHome) {
  SmallWorld world;
  PersonUnderstanding states;
  states.limits = {{RequirementKind::travel, "national", false, "rentre tous les soirs"}};
  const PersonLimits home = world.limits(person_at("10001"), states);
  const auto away = [&world](Strictness strictness) {
    return world.conditions(offer("O"), {requirement(RequirementKind::travel, "national", strictness)});
  };
  EXPECT_EQ(answer(Rule::travel_time, home, away(Strictness::must), world.monday()), no);
  EXPECT_EQ(answer(Rule::travel_time, home, away(Strictness::unclear), world.monday()), unknown);
  EXPECT_EQ(answer(Rule::travel_time, world.limits(person_at("10001")), away(Strictness::must), world.monday()),
            unknown);
}

TEST(Licence, IsHeldLackedOrNotKnown) {
  SmallWorld world;
  Person who = person("P");
  EXPECT_EQ(asked(world, Rule::licence, who, RequirementKind::licence, "B"), unknown);
  who.mobility.licences = std::vector<std::string>{};
  EXPECT_EQ(asked(world, Rule::licence, who, RequirementKind::licence, "B"), no);
  EXPECT_EQ(asked(world, Rule::licence, who, RequirementKind::licence, "B", Strictness::unclear), unknown);
  EXPECT_EQ(asked(world, Rule::licence, who, RequirementKind::licence, "B", Strictness::wish), yes);
  EXPECT_EQ(asked(world, Rule::licence, who, RequirementKind::licence, "B", Strictness::none), yes);
  who.mobility.licences = std::vector<std::string>{"B"};
  EXPECT_EQ(asked(world, Rule::licence, who, RequirementKind::licence, "B"), yes);
  EXPECT_EQ(asked(world, Rule::licence, who, RequirementKind::licence, "C"), no);
  EXPECT_EQ(world.answer_of(Rule::licence, who, offer("O")), yes);
}

TEST(Licence, AHigherOneAllowsWhatItImplies) {
  SmallWorld world;
  Person who = person("P");
  const auto holds = [&](std::vector<std::string> held, const std::string& wanted) {
    who.mobility.licences = std::move(held);
    return asked(world, Rule::licence, who, RequirementKind::licence, wanted) == yes;
  };
  for (const char* implied : {"C", "C1", "B", "BE", "AM"}) {
    EXPECT_TRUE(holds({"CE"}, implied)) << implied;
  }
  EXPECT_TRUE(holds({"D"}, "B"));
  EXPECT_TRUE(holds({"A"}, "A1"));
  EXPECT_FALSE(holds({"B"}, "BE"));
  EXPECT_FALSE(holds({"C"}, "D"));
  EXPECT_FALSE(holds({"A"}, "B"));
}

TEST(Vehicle, TellsACarFromAnyMeansOfOnesOwn) {
  SmallWorld world;
  Person who = person("P");
  EXPECT_EQ(asked(world, Rule::vehicle, who, RequirementKind::vehicle, "own car"), unknown);
  who.mobility.vehicle = no;
  who.mobility.modes = {TravelMode::moped};
  EXPECT_EQ(asked(world, Rule::vehicle, who, RequirementKind::vehicle, "own car"), no);
  EXPECT_EQ(asked(world, Rule::vehicle, who, RequirementKind::vehicle, "own means"), yes);
  EXPECT_EQ(asked(world, Rule::vehicle, who, RequirementKind::vehicle, "own car", Strictness::unclear), unknown);
  EXPECT_EQ(asked(world, Rule::vehicle, who, RequirementKind::vehicle, "own car", Strictness::wish), yes);
  who.mobility.vehicle = yes;
  EXPECT_EQ(asked(world, Rule::vehicle, who, RequirementKind::vehicle, "own car"), yes);
}

TEST(Certificate, IsComparedByWhatItIsNotHowItIsWritten) {
  SmallWorld world;
  Person who = person("P");
  EXPECT_EQ(asked(world, Rule::certificate, who, RequirementKind::certificate, "CACES R489 3"), unknown);
  who.certificates = std::vector<std::string>{};
  EXPECT_EQ(asked(world, Rule::certificate, who, RequirementKind::certificate, "CACES R489 3"), no);
  EXPECT_EQ(asked(world, Rule::certificate, who, RequirementKind::certificate, "CACES R489 3", Strictness::wish), yes);
  EXPECT_EQ(asked(world, Rule::certificate, who, RequirementKind::certificate, "CACES R489 3", Strictness::unclear),
            unknown);
  for (const char* written : {"CACES R489 3", "caces r489 3", "CACES R489 catégorie 3"}) {
    who.certificates = std::vector<std::string>{written};
    EXPECT_EQ(asked(world, Rule::certificate, who, RequirementKind::certificate, "CACES R489 3"), yes) << written;
  }
}

TEST(Certificate, OneOfACategoryMeetsADemandThatNamesNone) {
  SmallWorld world;
  Person who = person("P");
  who.certificates = std::vector<std::string>{"CACES R489 3"};
  EXPECT_EQ(asked(world, Rule::certificate, who, RequirementKind::certificate, "CACES R489"), yes);
  EXPECT_EQ(asked(world, Rule::certificate, who, RequirementKind::certificate, "CACES"), yes);
  EXPECT_EQ(asked(world, Rule::certificate, who, RequirementKind::certificate, "CACES R482"), no);
  EXPECT_EQ(asked(world, Rule::certificate, who, RequirementKind::certificate, "CACES R489 5"), no);
  who.certificates = std::vector<std::string>{"FIMO voyageurs"};
  EXPECT_EQ(asked(world, Rule::certificate, who, RequirementKind::certificate, "SSIAP 1"), no);
}

TEST(Certificate, OneNotedWithoutItsCategoryIsAQuestion) {
  SmallWorld world;
  Person who = person("P");
  who.certificates = std::vector<std::string>{"CACES"};
  EXPECT_EQ(asked(world, Rule::certificate, who, RequirementKind::certificate, "CACES R489 3"), unknown);
  who.certificates = std::vector<std::string>{"CACES R489"};
  EXPECT_EQ(asked(world, Rule::certificate, who, RequirementKind::certificate, "CACES R489 3"), unknown);
  EXPECT_EQ(asked(world, Rule::certificate, who, RequirementKind::certificate, "CACES R482 A"), no);
}

TEST(DiplomaRule, TheSameLevelElsewhereIsAQuestionAndABareLevelIsMet) {
  SmallWorld world;
  Person who = person("P");
  EXPECT_EQ(asked(world, Rule::diploma, who, RequirementKind::diploma, "CAP cuisine"), unknown);
  who.diplomas = std::vector<Diploma>{};
  EXPECT_EQ(asked(world, Rule::diploma, who, RequirementKind::diploma, "CAP cuisine"), no);
  EXPECT_EQ(asked(world, Rule::diploma, who, RequirementKind::diploma, "CAP cuisine", Strictness::unclear), unknown);
  EXPECT_EQ(asked(world, Rule::diploma, who, RequirementKind::diploma, "CAP cuisine", Strictness::wish), yes);
  who.diplomas = std::vector<Diploma>{{3, "CAP Cuisine"}};
  EXPECT_EQ(asked(world, Rule::diploma, who, RequirementKind::diploma, "CAP cuisine"), yes);
  EXPECT_EQ(asked(world, Rule::diploma, who, RequirementKind::diploma, "CAP coiffure"), unknown);
  EXPECT_EQ(asked(world, Rule::diploma, who, RequirementKind::diploma, "Bac+2"), no);
  who.diplomas = std::vector<Diploma>{{6, "Licence de géographie"}};
  EXPECT_EQ(asked(world, Rule::diploma, who, RequirementKind::diploma, "Bac+2"), yes);
  who.diplomas = std::vector<Diploma>{{std::nullopt, "diplôme étranger"}};
  EXPECT_EQ(asked(world, Rule::diploma, who, RequirementKind::diploma, "Bac+2"), unknown);
}

TEST(DiplomaRule, WhatTheLawNamesIsNotReplacedByALevel) {
  SmallWorld world;
  Person who = person("P");
  who.diplomas = std::vector<Diploma>{{6, "Licence de géographie"}};
  EXPECT_EQ(asked(world, Rule::diploma, who, RequirementKind::diploma, "DEAS"), no);
  for (const char* written : {"DEAS", "Diplôme d'État d'aide-soignant", "Diplôme d'Etat d'aide-soignante (DEAS)"}) {
    who.diplomas = std::vector<Diploma>{{4, written}};
    EXPECT_EQ(asked(world, Rule::diploma, who, RequirementKind::diploma, "DEAS"), yes) << written;
  }
}

TEST(DiplomaRule, AnyOfSeveralWillDo) {
  SmallWorld world;
  Person who = person("P");
  who.diplomas = std::vector<Diploma>{{3, "CAP cuisine"}};
  EXPECT_EQ(world.answer_of(Rule::diploma, who, offer("O"),
                            {requirement(RequirementKind::diploma, "Bac pro cuisine"),
                             requirement(RequirementKind::diploma, "CAP cuisine")}),
            yes);
}

class ExperienceRule : public testing::Test {
 protected:
  ExperienceRule() {
    cook_ = world_.referential().occupation("A1101");
    kitchen_help_ = world_.referential().occupation("A1102");
    seller_ = world_.referential().occupation("C1301");
  }

  Answer of(std::vector<ExperienceLink> links, const std::string& wanted, Strictness strictness = Strictness::must) {
    Person who = person("P");
    who.experiences = std::vector<Experience>(links.size());
    PersonUnderstanding understood;
    for (std::size_t row = 0; row < links.size(); ++row) {
      links[row].experience = row;
    }
    understood.experienced = std::move(links);
    OfferUnderstanding asks;
    asks.occupations = {{cook_, 0.8, "cuisinier"}};
    asks.requirements = {requirement(RequirementKind::experience, wanted, strictness)};
    return answer(Rule::experience, world_.limits(who, understood), world_.conditions(offer("O"), asks),
                  world_.monday());
  }

  SmallWorld world_;
  OccupationIndex cook_;
  OccupationIndex kitchen_help_;
  OccupationIndex seller_;
};

TEST_F(ExperienceRule, MonthsOfTheSameFamilyAddUp) {
  EXPECT_EQ(of({{cook_, 0.9, 24, "a"}}, "2y"), yes);
  EXPECT_EQ(of({{cook_, 0.9, 23, "a"}}, "2y"), no);
  EXPECT_EQ(of({{cook_, 0.9, 12, "a"}, {kitchen_help_, 0.9, 12, "b"}}, "2y"), yes);
  EXPECT_EQ(of({{seller_, 0.9, 240, "a"}}, "6m"), no);
  EXPECT_EQ(of({{cook_, 0.9, 1, "a"}}, "unspecified"), yes);
  EXPECT_EQ(of({}, "unspecified"), no);
  EXPECT_EQ(of({}, "2y", Strictness::unclear), unknown);
  EXPECT_EQ(of({}, "2y", Strictness::wish), yes);
  EXPECT_EQ(of({}, "2y", Strictness::none), yes);
}

TEST_F(ExperienceRule, OneOfUnknownLengthIsAQuestion) {
  EXPECT_EQ(of({{cook_, 0.9, std::nullopt, "a"}}, "2y"), unknown);
  EXPECT_EQ(of({{cook_, 0.9, std::nullopt, "a"}, {cook_, 0.9, 12, "b"}}, "2y"), unknown);
  EXPECT_EQ(of({{cook_, 0.9, std::nullopt, "a"}}, "unspecified"), yes);
}

TEST_F(ExperienceRule, SeveralReadingsOfOneExperienceAreTheSameMonths) {
  Person who = person("P");
  who.experiences = std::vector<Experience>(1);
  PersonUnderstanding understood;
  understood.experienced = {{cook_, 0.5, 12, "cuisine", 0}, {kitchen_help_, 0.45, 12, "cuisine", 0}};
  OfferUnderstanding asks;
  asks.occupations = {{cook_, 0.8, "cuisinier"}};
  asks.requirements = {requirement(RequirementKind::experience, "2y")};
  EXPECT_EQ(
      answer(Rule::experience, world_.limits(who, understood), world_.conditions(offer("O"), asks), world_.monday()),
      no);
}

TEST_F(ExperienceRule, OneThatIsNotSurelyUnderstoodIsAQuestion) {
  EXPECT_EQ(of({{cook_, 0.2, 60, "a"}}, "2y"), unknown);
  Person who = person("P");
  who.experiences = std::vector<Experience>(1);
  who.experiences->front().title = "intérim";
  OfferUnderstanding asks;
  asks.occupations = {{cook_, 0.8, "cuisinier"}};
  asks.requirements = {requirement(RequirementKind::experience, "2y")};
  EXPECT_EQ(answer(Rule::experience, world_.limits(who), world_.conditions(offer("O"), asks), world_.monday()),
            unknown);
}

TEST_F(ExperienceRule, NotKnownWhenNoListWasGiven) {
  OfferUnderstanding asks;
  asks.occupations = {{cook_, 0.8, "cuisinier"}};
  asks.requirements = {requirement(RequirementKind::experience, "2y")};
  EXPECT_EQ(answer(Rule::experience, world_.limits(person("P")), world_.conditions(offer("O"), asks), world_.monday()),
            unknown);
}

}  // namespace
}  // namespace passerelle
