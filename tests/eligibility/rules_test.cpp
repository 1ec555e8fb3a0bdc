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

TEST(Distance, BetweenCentresOfCommunesHalfAKilometreIsNoDifference) {
  SmallWorld world;
  Person who = person_at("10001");
  const double away = estimate_travel(world.limits(who), world.conditions(offer_at("10003"))).value().straight_km;
  who.mobility.max_km = away - 0.4;
  EXPECT_EQ(world.answer_of(Rule::distance, who, offer_at("10003")), yes);
  who.mobility.max_km = away - 0.6;
  EXPECT_EQ(world.answer_of(Rule::distance, who, offer_at("10003")), no);
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

/// Trades of which the law demands something, with the codes that ROME gives them, and what an offer of each asks.
class TradeWork : public testing::Test {
 protected:
  TradeWork() : referential_(trades(folder_.path() / "trades.bin")) {
    std::ofstream(folder_.path() / "communes.tsv") << "insee\tname\tlat\tlon\n10001\tMidi\t47\t1\n";
    gazetteer_ = Gazetteer::read(folder_.path() / "communes.tsv").value();
  }

  static Referential trades(const std::filesystem::path& file) {
    ReferentialSource source;
    source.name = "métiers";
    for (const char* code : {"K1303", "K1310", "K2503", "N4101", "N4102", "N4105", "N4203"}) {
      source.occupations.push_back({code, code, code, "", false});
    }
    EXPECT_TRUE(compile_referential(source, file));
    return Referential::open(file).value();
  }

  OfferConditions of(std::string_view code, std::vector<Requirement> requirements = {}, double confidence = 0.9) {
    OfferUnderstanding work;
    work.occupations = {{referential_.find_occupation(code).value(), confidence, ""}};
    work.requirements = std::move(requirements);
    return compile_conditions(offer("O"), work, gazetteer_, referential_, vocabulary_);
  }

  support::TemporaryDirectory folder_;
  Referential referential_;
  Gazetteer gazetteer_;
  ConditionVocabulary vocabulary_;
};

TEST_F(TradeWork, OfDriversDemandsALicenceUnlessTheOfferItselfSpeaksOfOne) {
  EXPECT_EQ(of("N4101").licences, licence_set("B"));
  EXPECT_EQ(of("N4102").licences, licence_set("B"));
  EXPECT_EQ(of("N4105").licences, 0) << "perhaps by bicycle";
  EXPECT_EQ(of("N4105").licences_unclear, licence_set("B"));
  EXPECT_EQ(of("N4203").licences, 0);
  EXPECT_EQ(of("N4102", {}, 0.4).licences, 0) << "not surely the work";
  for (const Strictness strictness : {Strictness::wish, Strictness::none}) {
    EXPECT_EQ(of("N4101", {requirement(RequirementKind::licence, "C", strictness)}).licences, 0);
  }
}

TEST_F(TradeWork, InLorriesAndBusesIsForAdults) {
  EXPECT_EQ(of("N4101").adult, Demand::must);
  EXPECT_EQ(of("N4105").adult, Demand::absent);
  EXPECT_EQ(of("N4203").adult, Demand::absent);
}

TEST_F(TradeWork, OfGuardsAndCarersAtHomeDemandsTheirCard) {
  EXPECT_THAT(of("K2503").certificates, testing::ElementsAre(vocabulary_.number("carte professionnelle")));
  EXPECT_THAT(of("K1310").certificates, testing::ElementsAre(vocabulary_.number("agrément d'accueil")));
  EXPECT_THAT(of("K1303").certificates, testing::IsEmpty()) << "at the children's home none is needed";
  EXPECT_THAT(of("K2503", {}, 0.4).certificates, testing::IsEmpty()) << "not surely the work";
  EXPECT_THAT(
      of("K2503", {requirement(RequirementKind::certificate, "carte professionnelle", Strictness::wish)}).certificates,
      testing::IsEmpty())
      << "the offer says otherwise";
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

TEST(Certificate, TheFcoRenewsTheFimo) {
  SmallWorld world;
  Person who = person("P");
  who.certificates = std::vector<std::string>{"FIMO"};
  EXPECT_EQ(asked(world, Rule::certificate, who, RequirementKind::certificate, "FCO"), unknown);
  EXPECT_EQ(asked(world, Rule::certificate, who, RequirementKind::certificate, "SSIAP 1"), no);
  who.certificates = std::vector<std::string>{"FCO"};
  EXPECT_EQ(asked(world, Rule::certificate, who, RequirementKind::certificate, "FIMO"), yes);
  who.certificates = std::vector<std::string>{};
  EXPECT_EQ(asked(world, Rule::certificate, who, RequirementKind::certificate, "FCO"), no);
}

TEST(Certificate, ADriversCardIsSomethingToDoNotAClosedDoor) {
  SmallWorld world;
  Person who = person("P");
  who.certificates = std::vector<std::string>{};
  EXPECT_EQ(asked(world, Rule::certificate, who, RequirementKind::certificate, "carte conducteur"), unknown);
  who.certificates = std::vector<std::string>{"carte conducteur"};
  EXPECT_EQ(asked(world, Rule::certificate, who, RequirementKind::certificate, "carte conducteur"), yes);
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

TEST(DiplomaRule, OneOfTheStateIsNotReplacedByALevelButAnotherOfTheStateIsAQuestion) {
  SmallWorld world;
  Person who = person("P");
  for (const char* wanted : {"diplôme d'État infirmier", "DEAES"}) {
    const auto with = [&](const char* held) {
      who.diplomas = std::vector<Diploma>{{6, held}};
      return asked(world, Rule::diploma, who, RequirementKind::diploma, wanted);
    };
    EXPECT_EQ(with("Licence de géographie"), no);
    EXPECT_EQ(with("Titre professionnel assistant de vie aux familles"), no);
    EXPECT_EQ(with("DEAVS"), unknown);
    EXPECT_EQ(with("Diplôme d'État de moniteur-éducateur"), unknown);
    EXPECT_EQ(with("D.E. infirmière"), unknown);
    EXPECT_EQ(with(wanted), yes);
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

TEST(DepartmentCode, KeepsTheOrderOfCodes) {
  const std::vector<std::string> codes{"01", "19", "2A", "2B", "21", "95", "971", "976"};
  for (const std::string& left : codes) {
    for (const std::string& right : codes) {
      EXPECT_EQ(department_code(left) < department_code(right), left < right) << left << ' ' << right;
    }
  }
}

TEST(TravelTime, ARegionIsTooFarWhenAllOfItIs) {
  const Day monday = parse_day("2026-11-23").value();
  PersonLimits limits;
  limits.home = unit_point({47, 1});
  limits.departments_beyond = {department_code("10"), department_code("51")};
  OfferConditions job;
  const auto of = [&](std::vector<std::string> departments) {
    job.departments = std::move(departments);
    return answer(Rule::travel_time, limits, job, monday);
  };
  EXPECT_EQ(of({"10"}), no);
  EXPECT_EQ(of({"10", "51"}), no);
  EXPECT_EQ(of({"10", "45"}), unknown);
  EXPECT_EQ(of({}), unknown);
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
  EXPECT_EQ(of({{cook_, 0.9, 23, "a"}}, "2y"), unknown) << "how much is enough is for the employer to say";
  EXPECT_EQ(of({{cook_, 0.9, 12, "a"}, {kitchen_help_, 0.9, 12, "b"}}, "2y"), yes);
  EXPECT_EQ(of({{cook_, 0.9, 2, "a"}}, "2y"), no) << "an internship is no two years";
  EXPECT_EQ(of({{cook_, 0.9, 2, "a"}}, "1y"), unknown);
  EXPECT_EQ(of({{seller_, 0.9, 240, "a"}}, "6m"), no);
  EXPECT_EQ(of({{cook_, 0.9, 1, "a"}}, "unspecified"), yes);
  EXPECT_EQ(of({}, "unspecified"), no);
  EXPECT_EQ(of({}, "4m"), no);
  EXPECT_EQ(of({}, "3m"), unknown) << "a few weeks are soon made up for";
  EXPECT_EQ(of({}, "2y", Strictness::unclear), unknown);
  EXPECT_EQ(of({}, "2y", Strictness::wish), yes);
  EXPECT_EQ(of({}, "2y", Strictness::none), yes);
}

TEST_F(ExperienceRule, OfANearTradeIsAQuestionUnlessYearsOfTheTradeAreDemanded) {
  const OccupationIndex waiter = world_.referential().occupation("B1201");
  const auto as_seller = [&](std::optional<int> months, const std::string& wanted) {
    Person who = person("P");
    who.experiences = std::vector<Experience>(1);
    PersonUnderstanding understood;
    understood.experienced = {{waiter, 0.9, months, "serveur", 0}};
    OfferUnderstanding asks;
    asks.occupations = {{seller_, 0.8, "vendeur"}};
    asks.requirements = {requirement(RequirementKind::experience, wanted)};
    return answer(Rule::experience, world_.limits(who, understood), world_.conditions(offer("O"), asks),
                  world_.monday());
  };
  EXPECT_EQ(as_seller(24, "2y"), unknown);
  EXPECT_EQ(as_seller(3, "2y"), unknown);
  EXPECT_EQ(as_seller(std::nullopt, "2y"), unknown);
  EXPECT_EQ(as_seller(1, "unspecified"), unknown);
  EXPECT_EQ(as_seller(240, "3y"), no) << "who asks for three years wants somebody of the trade";
}

TEST_F(ExperienceRule, OfTheSameFieldOfWorkIsAQuestionUnlessItIsFarTooShort) {
  const Day monday = world_.monday();
  OfferConditions job;
  job.experience = Demand::must;
  job.experience_months = 24;
  job.trades = {7};
  job.fields = {field_of_work("H3201")};
  const auto with = [&](std::string_view code, std::optional<int> months) {
    PersonLimits who;
    who.experiences_known = true;
    who.practised = {{3, field_of_work(code), 0, months, true, false}};
    return answer(Rule::experience, who, job, monday);
  };
  EXPECT_EQ(with("H3203", 24), unknown);
  EXPECT_EQ(with("H3203", 6), unknown);
  EXPECT_EQ(with("H3203", 5), no) << "less than a quarter of two years";
  EXPECT_EQ(with("H3203", std::nullopt), unknown);
  EXPECT_EQ(with("H3301", 60), unknown) << "lines run alike";
  EXPECT_EQ(with("H2913", 60), no) << "a welder's craft is another";
  EXPECT_EQ(with("A1401", 60), no);
}

TEST_F(ExperienceRule, DemandedByAnOfferOpenToBeginnersExcludesNobody) {
  Person who = person("P");
  who.experiences = std::vector<Experience>();
  OfferUnderstanding asks;
  asks.occupations = {{cook_, 0.8, "cuisinier"}};
  asks.requirements = {requirement(RequirementKind::experience, "2y"),
                       requirement(RequirementKind::experience, "0", Strictness::none)};
  EXPECT_EQ(answer(Rule::experience, world_.limits(who), world_.conditions(offer("O"), asks), world_.monday()),
            unknown);
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
      unknown);
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
