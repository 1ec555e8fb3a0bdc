#include <gmock/gmock.h>

#include "tests/eligibility/small_world.h"

namespace passerelle {
namespace {

using enum Answer;
using support::offer;
using support::person;
using support::requirement;
using support::slot;
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

/// The answer to one requirement of the given strictness.
Answer asked(SmallWorld& world, Rule rule, const Person& who, RequirementKind kind, const std::string& value,
             Strictness strictness = Strictness::must) {
  return world.answer_of(rule, who, offer("O"), {requirement(kind, value, strictness)});
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

TEST(Hours, LongerThanWishedExcludesAndUnknownOnlyAsks) {
  SmallWorld world;
  Person who = person("P");
  EXPECT_EQ(asked(world, Rule::hours, who, RequirementKind::hours, "35h"), yes);
  who.availability.max_hours_per_week = 28;
  EXPECT_EQ(asked(world, Rule::hours, who, RequirementKind::hours, "35h"), no);
  EXPECT_EQ(asked(world, Rule::hours, who, RequirementKind::hours, "30h"), yes);
  EXPECT_EQ(asked(world, Rule::hours, who, RequirementKind::full_time, "yes"), no);
  EXPECT_EQ(asked(world, Rule::hours, who, RequirementKind::full_time, "no 24h"), yes);
  EXPECT_EQ(world.answer_of(Rule::hours, who, offer("O")), unknown);
}

TEST(Hours, OnlyWhatIsSureExcludes) {
  SmallWorld world;
  Person who = person("P");
  who.availability.max_hours_per_week = 20;
  for (const Strictness strictness : {Strictness::unclear, Strictness::wish, Strictness::none}) {
    EXPECT_NE(asked(world, Rule::hours, who, RequirementKind::hours, "35h", strictness), no);
    EXPECT_NE(asked(world, Rule::hours, who, RequirementKind::full_time, "yes", strictness), no);
    EXPECT_NE(asked(world, Rule::hours, who, RequirementKind::full_time, "no 30h", strictness), no);
  }
}

TEST(Hours, OfTwoLengthsTheShorterDecides) {
  SmallWorld world;
  Person who = person("P");
  who.availability.max_hours_per_week = 24;
  EXPECT_EQ(world.answer_of(Rule::hours, who, offer("O"),
                            {requirement(RequirementKind::hours, "24h"), requirement(RequirementKind::hours, "35h")}),
            yes);
}

TEST(Hours, SlotsExcludeTimesOutsideThemAndAskForTheRest) {
  SmallWorld world;
  Person who = person("P");
  who.availability.slots = {slot("xx.xx..", 9, 16)};
  EXPECT_EQ(asked(world, Rule::hours, who, RequirementKind::hours, "evening"), no);
  EXPECT_EQ(asked(world, Rule::hours, who, RequirementKind::hours, "early"), no);
  EXPECT_EQ(asked(world, Rule::hours, who, RequirementKind::hours, "split"), no);
  EXPECT_EQ(asked(world, Rule::hours, who, RequirementKind::hours, "evening", Strictness::unclear), unknown);
  EXPECT_EQ(asked(world, Rule::hours, who, RequirementKind::hours, "35h"), no) << "four days of seven hours are 28";
  EXPECT_EQ(world.answer_of(Rule::hours, who, offer("O")), unknown);
  who.availability.slots = {slot("xxxxx..", 6, 21)};
  EXPECT_EQ(asked(world, Rule::hours, who, RequirementKind::hours, "evening"), yes);
  EXPECT_EQ(world.answer_of(Rule::hours, who, offer("O")), yes);
}

TEST(Night, ExcludesThoseWhoCannotAndYoungWorkers) {
  SmallWorld world;
  Person who = person("P");
  EXPECT_EQ(asked(world, Rule::night, who, RequirementKind::hours, "night"), unknown);
  EXPECT_EQ(asked(world, Rule::night, who, RequirementKind::hours, "3x8"), unknown);
  who.availability.nights = no;
  EXPECT_EQ(asked(world, Rule::night, who, RequirementKind::hours, "night"), no);
  EXPECT_EQ(asked(world, Rule::night, who, RequirementKind::hours, "3x8"), no);
  EXPECT_EQ(asked(world, Rule::night, who, RequirementKind::hours, "2x8"), yes);
  EXPECT_EQ(asked(world, Rule::night, who, RequirementKind::hours, "night", Strictness::unclear), unknown);
  who.availability.nights = yes;
  EXPECT_EQ(asked(world, Rule::night, who, RequirementKind::hours, "night"), yes);
  who.work.young_worker_until = world.monday() + std::chrono::days(30);
  EXPECT_EQ(asked(world, Rule::night, who, RequirementKind::hours, "night"), no);
}

TEST(Weekend, LooksAtEachDay) {
  SmallWorld world;
  Person who = person("P");
  EXPECT_EQ(asked(world, Rule::weekend, who, RequirementKind::hours, "sunday"), unknown);
  who.availability.weekends = no;
  for (const char* time : {"sunday", "saturday", "weekend"}) {
    EXPECT_EQ(asked(world, Rule::weekend, who, RequirementKind::hours, time), no);
    EXPECT_EQ(asked(world, Rule::weekend, who, RequirementKind::hours, time, Strictness::unclear), unknown);
    EXPECT_EQ(asked(world, Rule::weekend, who, RequirementKind::hours, time, Strictness::none), yes);
  }
  who.availability.weekends = unknown;
  who.availability.slots = {slot("xxxxxx.", 8, 18)};
  EXPECT_EQ(asked(world, Rule::weekend, who, RequirementKind::hours, "sunday"), no);
  EXPECT_EQ(asked(world, Rule::weekend, who, RequirementKind::hours, "saturday"), unknown);
}

TEST(Language, ComparesLevelsAndAsksWhenNoneIsSaid) {
  SmallWorld world;
  Person who = person("P");
  EXPECT_EQ(asked(world, Rule::language, who, RequirementKind::language_fr, "B1"), unknown);
  who.languages = std::vector<LanguageLevel>{{"fr", "A2"}};
  EXPECT_EQ(asked(world, Rule::language, who, RequirementKind::language_fr, "B1"), no);
  EXPECT_EQ(asked(world, Rule::language, who, RequirementKind::language_fr, "A2"), yes);
  EXPECT_EQ(asked(world, Rule::language, who, RequirementKind::language_fr, "B1", Strictness::unclear), unknown);
  EXPECT_EQ(asked(world, Rule::language, who, RequirementKind::language_fr, "B1", Strictness::wish), yes);
  EXPECT_EQ(asked(world, Rule::language, who, RequirementKind::language_fr, "unspecified"), unknown);
  EXPECT_EQ(asked(world, Rule::language, who, RequirementKind::language_en, "B1"), no) << "the list is complete";
  EXPECT_EQ(asked(world, Rule::language, who, RequirementKind::language_other, "arabe"), unknown);
  who.languages = std::vector<LanguageLevel>{{"ar", "C1"}};
  EXPECT_EQ(asked(world, Rule::language, who, RequirementKind::language_fr, "B1"), unknown)
      << "people often list only what they learnt elsewhere";
}

TEST(Lifting, ComparesWeights) {
  SmallWorld world;
  Person who = person("P");
  EXPECT_EQ(asked(world, Rule::lifting, who, RequirementKind::lifting, "25kg"), unknown);
  who.limits.max_lifting_kg = 10;
  EXPECT_EQ(asked(world, Rule::lifting, who, RequirementKind::lifting, "25kg"), no);
  EXPECT_EQ(asked(world, Rule::lifting, who, RequirementKind::lifting, "10kg"), yes);
  EXPECT_EQ(asked(world, Rule::lifting, who, RequirementKind::lifting, "heavy"), no);
  EXPECT_EQ(asked(world, Rule::lifting, who, RequirementKind::lifting, "unspecified"), unknown);
  EXPECT_EQ(asked(world, Rule::lifting, who, RequirementKind::lifting, "25kg", Strictness::unclear), unknown);
  EXPECT_EQ(asked(world, Rule::lifting, who, RequirementKind::lifting, "25kg", Strictness::wish), yes);
}

TEST(Body, EachLimitExcludesOnlyWhatSurelyAsksForIt) {
  struct Case {
    Rule rule;
    RequirementKind kind;
    Answer PhysicalLimits::*limit;
  };
  SmallWorld world;
  for (const Case& one :
       {Case{Rule::standing, RequirementKind::standing, &PhysicalLimits::standing_long},
        Case{Rule::heights, RequirementKind::heights, &PhysicalLimits::heights},
        Case{Rule::cold, RequirementKind::cold, &PhysicalLimits::cold},
        Case{Rule::dust_chemicals, RequirementKind::dust_chemicals, &PhysicalLimits::dust_chemicals}}) {
    Person who = person("P");
    EXPECT_EQ(asked(world, one.rule, who, one.kind, "yes"), unknown) << to_string(one.rule);
    who.limits.*one.limit = no;
    EXPECT_EQ(asked(world, one.rule, who, one.kind, "yes"), no) << to_string(one.rule);
    EXPECT_EQ(asked(world, one.rule, who, one.kind, "yes", Strictness::unclear), unknown) << to_string(one.rule);
    EXPECT_EQ(asked(world, one.rule, who, one.kind, "yes", Strictness::wish), yes) << to_string(one.rule);
    EXPECT_EQ(world.answer_of(one.rule, who, offer("O")), yes) << to_string(one.rule);
    who.limits.*one.limit = yes;
    EXPECT_EQ(asked(world, one.rule, who, one.kind, "yes"), yes) << to_string(one.rule);
  }
}

TEST(Contract, RefusalExcludesAndSelfEmploymentMustBeWished) {
  SmallWorld world;
  Person who = person("P");
  Offer job = offer("O");
  job.contract = ContractKind::mis;
  EXPECT_EQ(world.answer_of(Rule::contract, who, job), yes);
  who.wishes.contracts = {{"MIS", Preference::avoid}};
  EXPECT_EQ(world.answer_of(Rule::contract, who, job), yes);
  who.wishes.contracts = {{"MIS", Preference::refuse}};
  EXPECT_EQ(world.answer_of(Rule::contract, who, job), no);
  job.contract = ContractKind::unknown;
  EXPECT_EQ(world.answer_of(Rule::contract, who, job), unknown);
  for (const ContractKind kind : {ContractKind::lib, ContractKind::fra, ContractKind::cce}) {
    job.contract = kind;
    who.wishes.contracts.clear();
    EXPECT_EQ(world.answer_of(Rule::contract, who, job), no);
    who.wishes.contracts = {{std::string(to_string(kind)), Preference::avoid}};
    EXPECT_EQ(world.answer_of(Rule::contract, who, job), no);
    who.wishes.contracts = {{std::string(to_string(kind)), Preference::accept}};
    EXPECT_EQ(world.answer_of(Rule::contract, who, job), yes);
  }
}

TEST(SchemeRule, AReservedOfferIsForThoseWhoAreEligibleThatMonday) {
  SmallWorld world;
  Person who = person("P");
  Offer job = offer("O");
  job.reserved_for = "iae";
  EXPECT_EQ(world.answer_of(Rule::scheme, who, job), unknown);
  who.schemes = std::vector<Scheme>{};
  EXPECT_EQ(world.answer_of(Rule::scheme, who, job), no);
  EXPECT_EQ(world.answer_of(Rule::scheme, who, offer("O")), yes);
  who.schemes = std::vector<Scheme>{{"iae", "eligible", world.monday()}};
  EXPECT_EQ(world.answer_of(Rule::scheme, who, job), yes);
  who.schemes->front().until = world.monday() - std::chrono::days(1);
  EXPECT_EQ(world.answer_of(Rule::scheme, who, job), no);
}

TEST(SchemeRule, ApprenticeshipIsForThoseWhoMayTakeOneAndSaysSo) {
  SmallWorld world;
  Person who = person("P");
  who.schemes = std::vector<Scheme>{};
  for (const ContractKind kind : {ContractKind::apprenticeship, ContractKind::professionalisation}) {
    Offer job = offer("O");
    job.contract = kind;
    EXPECT_EQ(world.answer_of(Rule::scheme, who, job), no);
    const Eligibility all =
        explain_eligibility(world.limits(who), world.conditions(job), world.monday(), world.vocabulary());
    EXPECT_EQ(all[static_cast<std::size_t>(Rule::scheme)].asked, "alternance");
    EXPECT_TRUE(all[static_cast<std::size_t>(Rule::scheme)].matters);
  }
}

TEST(Age, AdultWorkExcludesYoungWorkersOnly) {
  SmallWorld world;
  Person who = person("P");
  EXPECT_EQ(asked(world, Rule::age, who, RequirementKind::age, "18"), yes);
  who.work.young_worker_until = world.monday();
  EXPECT_EQ(asked(world, Rule::age, who, RequirementKind::age, "18"), no);
  EXPECT_EQ(asked(world, Rule::age, who, RequirementKind::age, "18", Strictness::unclear), unknown);
  EXPECT_EQ(asked(world, Rule::age, who, RequirementKind::age, "16"), yes);
  who.work.young_worker_until = world.monday() - std::chrono::days(1);
  EXPECT_EQ(asked(world, Rule::age, who, RequirementKind::age, "18"), yes);
}

TEST(Closed, OnlyADatePastCloses) {
  SmallWorld world;
  Offer job = offer("O");
  EXPECT_EQ(world.answer_of(Rule::closed, person("P"), job), yes);
  job.valid_until = world.monday();
  EXPECT_EQ(world.answer_of(Rule::closed, person("P"), job), yes);
  job.valid_until = world.monday() - std::chrono::days(1);
  EXPECT_EQ(world.answer_of(Rule::closed, person("P"), job), no);
  job.valid_until.reset();
  job.created = world.monday() - std::chrono::days(3000);
  EXPECT_EQ(world.answer_of(Rule::closed, person("P"), job), yes) << "age weighs, it never excludes";
}

}  // namespace
}  // namespace passerelle
