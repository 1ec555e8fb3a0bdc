#include "eligibility/conditions.h"

#include <gmock/gmock.h>

#include "places/travel.h"
#include "tests/eligibility/small_world.h"

namespace passerelle {
namespace {

using enum Answer;
using support::asked;
using support::offer;
using support::person;
using support::requirement;
using support::SmallWorld;

/// The answer to the rule of what is avoided, for a person whose file alone is known.
Answer avoided(SmallWorld& world, const Avoidance& avoidance, const Offer& job, const OfferUnderstanding& about = {}) {
  Person who = person("P");
  who.wishes.avoid = {avoidance};
  PersonUnderstanding understood;
  if (!avoidance.text.empty()) {
    understood.avoid = {{{}, avoidance.text}};
  }
  const AvoidedPhrases phrases({who}, {understood});
  OfferConditions conditions = world.conditions(job, about);
  conditions.avoided_words = phrases.found_in(job);
  return answer(Rule::avoided, world.limits(who, understood, phrases), conditions, world.monday());
}

TEST(DiplomaRule, ADegreeOfFiveYearsIsOutOfReachFromTwoLevelsBelowUnlessExperienceMayDoInstead) {
  SmallWorld world;
  Person who = person("P");
  const Requirement degree = requirement(RequirementKind::diploma, "Bac+5", Strictness::unclear);
  const auto of = [&](const std::vector<Requirement>& requirements) {
    return world.answer_of(Rule::diploma, who, offer("O"), requirements);
  };
  EXPECT_EQ(of({degree}), unknown) << "diplomas not given";
  who.diplomas = std::vector<Diploma>{{5, "BTS informatique"}};
  EXPECT_EQ(of({degree}), no);
  EXPECT_EQ(of({degree, requirement(RequirementKind::diploma, "Bac+2", Strictness::unclear)}), yes);
  EXPECT_EQ(of({degree, requirement(RequirementKind::experience, "unspecified", Strictness::unclear)}), unknown);
  EXPECT_EQ(of({requirement(RequirementKind::diploma, "Bac+5", Strictness::wish)}), yes);
  who.diplomas = std::vector<Diploma>{{6, "Licence d'histoire"}};
  EXPECT_EQ(of({degree}), unknown);
  who.diplomas = std::vector<Diploma>{{std::nullopt, "diplôme étranger"}};
  EXPECT_EQ(of({degree}), unknown);
}

TEST(DiplomaRule, ADegreeInWhosePlaceTheTextTakesSomethingElseExcludesNobody) {
  SmallWorld world;
  const RequirementReader reader;
  Person who = person("P");
  who.diplomas = std::vector<Diploma>{{3, "CAP cuisine"}};
  const auto of = [&](const std::string& text) {
    return world.answer_of(Rule::diploma, who, offer("O"), reader.read_text(text));
  };
  EXPECT_EQ(of("De formation Bac+5 en informatique"), no);
  EXPECT_EQ(of("Bac+5 en informatique ou en gestion"), no);
  for (const char* text : {"De formation Bac+5 ou autodidacte", "De formation Bac+5 ou compétences équivalentes",
                           "De formation Bac+5 ou 5 ans d'expérience", "Bac+5 en gestion ou parcours équivalent",
                           "De formation Bac+5. Vous aimez apprendre. De formation Bac+5 ou autodidacte"}) {
    EXPECT_EQ(of(text), unknown) << text;
  }
}

TEST(DiplomaRule, AnyDiplomaOfAFieldsCommentWillDo) {
  SmallWorld world;
  const RequirementReader reader;
  Person who = person("P");
  const auto of = [&](const std::string& comment) {
    Offer job = offer("O");
    job.trainings = {{"Bac+3, Bac+4 ou équivalents", comment, true}};
    return world.answer_of(Rule::diploma, who, job, reader.read(job));
  };
  who.diplomas = std::vector<Diploma>{{6, "DEES"}};
  EXPECT_EQ(of("CESF/DEES/DEASS"), yes);
  who.diplomas = std::vector<Diploma>{{6, "Licence de lettres"}};
  EXPECT_EQ(of("DAEFLE CNED"), yes) << "the level is all that can be compared";
  who.diplomas = std::vector<Diploma>{{6, "CPJEPS"}};
  EXPECT_NE(of("BAFA, CPJEPS, BPJEPS"), no);
  who.diplomas = std::vector<Diploma>{{3, "CAP cuisine"}};
  EXPECT_EQ(of("CESF/DEES/DEASS"), no);
}

TEST(FieldsOfWork, AreThoseOfTheCodesAndNothingElse) {
  EXPECT_EQ(field_of_work("A1401"), field_of_work("A1416"));
  EXPECT_NE(field_of_work("A1401"), field_of_work("A1501"));
  EXPECT_NE(field_of_work("A1401"), field_of_work("B1401"));
  EXPECT_EQ(field_of_work("H2102"), field_of_work("H3302"));
  for (const char* code : {"", "A1", "ABCDE"}) {
    EXPECT_EQ(field_of_work(code), 0) << code;
  }
}

TEST(Avoided, AnOccupationByItsCodeOrItsFormerFamily) {
  SmallWorld world;
  OfferUnderstanding cleaning;
  cleaning.occupations = {{world.referential().occupation("D1402"), 0.8, "blanchisserie"}};
  EXPECT_EQ(avoided(world, {"", "D1402", "", ""}, offer("O"), cleaning), no);
  EXPECT_EQ(avoided(world, {"", "D1401", "", ""}, offer("O"), cleaning), no) << "its former family";
  EXPECT_EQ(avoided(world, {"", "A1101", "", ""}, offer("O"), cleaning), yes);
  cleaning.occupations.front().confidence = 0.3;
  EXPECT_EQ(avoided(world, {"", "D1402", "", ""}, offer("O"), cleaning), yes) << "only what a job surely is";
}

TEST(Avoided, AnEmployerWhateverTheCase) {
  SmallWorld world;
  Offer job = offer("O");
  job.employer = "Ehpad Chalunette";
  EXPECT_EQ(avoided(world, {"", "", "EHPAD CHALUNETTE", ""}, job), no);
  EXPECT_EQ(avoided(world, {"", "", "Ehpad", ""}, job), yes);
  job.employer.clear();
  EXPECT_EQ(avoided(world, {"", "", "EHPAD CHALUNETTE", ""}, job), yes);
}

TEST(Avoided, APlaceByItsCodeOrItsName) {
  SmallWorld world;
  Offer job = offer("O");
  job.place.insee = "10003";
  EXPECT_EQ(avoided(world, {"", "", "", "10003"}, job), no);
  EXPECT_EQ(avoided(world, {"", "", "", "Voisin"}, job), no);
  EXPECT_EQ(avoided(world, {"", "", "", "10002"}, job), yes);
  job.place = {};
  job.place.label = "10 - VOISIN";
  EXPECT_EQ(avoided(world, {"", "", "", "Voisin"}, job), no) << "an offer may know its place by name alone";
  EXPECT_EQ(avoided(world, {"", "", "", "Midi"}, job), yes);
}

TEST(Avoided, APhraseInTitleEmployerOrTextAsWholeWords) {
  SmallWorld world;
  const Avoidance abattoir{"abattoir", "", "", ""};
  Offer job = offer("O", "Opérateur");
  job.text = "Vous travaillez à l'Abattoir de la ville.";
  EXPECT_EQ(avoided(world, abattoir, job), no);
  job.text = "Une chaîne d'ABATTOIRS recrute.";
  EXPECT_EQ(avoided(world, abattoir, job), no);
  job.text = "rabattoir et abattoirement";
  EXPECT_EQ(avoided(world, abattoir, job), yes);
  job.text.clear();
  job.employer = "Abattoir Durvigne";
  EXPECT_EQ(avoided(world, abattoir, job), no);
  job.employer.clear();
  job.title = "Ouvrier d'abattoir";
  EXPECT_EQ(avoided(world, abattoir, job), no);
  EXPECT_EQ(avoided(world, {"horaires coupés", "", "", ""}, offer("O", "Serveur, horaires coupés")), no);
}

TEST(Avoided, AConditionOfWorkWhateverWordsTheOfferHasForIt) {
  SmallWorld world;
  Person who = person("P");
  EXPECT_EQ(asked(world, Rule::cold, who, RequirementKind::cold, "yes"), Answer::unknown);
  Avoidance avoided;
  avoided.text = "travail en chambre froide";
  who.wishes.avoid = {avoided};
  EXPECT_EQ(asked(world, Rule::cold, who, RequirementKind::cold, "yes"), Answer::no);
  EXPECT_EQ(asked(world, Rule::cold, who, RequirementKind::cold, "yes", Strictness::unclear), Answer::unknown);
  EXPECT_EQ(asked(world, Rule::heights, who, RequirementKind::heights, "yes"), Answer::unknown);
  who.limits.cold = Answer::yes;
  EXPECT_EQ(asked(world, Rule::cold, who, RequirementKind::cold, "yes"), Answer::yes) << "a field of the file wins";
}

TEST(Certiphyto, DemandedOrPerhapsTellsThatProductsAreSpread) {
  SmallWorld world;
  Person who = person("P");
  for (const Strictness strictness : {Strictness::must, Strictness::unclear}) {
    who.limits.dust_chemicals = Answer::no;
    EXPECT_EQ(asked(world, Rule::dust_chemicals, who, RequirementKind::certificate, "Certiphyto", strictness),
              Answer::no);
    who.limits.dust_chemicals = Answer::unknown;
    EXPECT_EQ(asked(world, Rule::dust_chemicals, who, RequirementKind::certificate, "Certiphyto", strictness),
              Answer::unknown);
  }
}

TEST(Avoided, APhraseOfOnePersonDoesNotLimitAnother) {
  SmallWorld world;
  Person first = person("P1");
  first.wishes.avoid = {{"abattoir", "", "", ""}};
  Person second = person("P2");
  second.wishes.avoid = {{"usine", "", "", ""}};
  std::vector<PersonUnderstanding> understood(2);
  understood[0].avoid = {{{}, "abattoir"}};
  understood[1].avoid = {{{}, "usine"}};
  const AvoidedPhrases phrases({first, second}, understood);
  const Offer job = offer("O", "Ouvrier d'abattoir");
  OfferConditions conditions = world.conditions(job);
  conditions.avoided_words = phrases.found_in(job);
  EXPECT_EQ(answer(Rule::avoided, world.limits(first, understood[0], phrases), conditions, world.monday()), no);
  EXPECT_EQ(answer(Rule::avoided, world.limits(second, understood[1], phrases), conditions, world.monday()), yes);
}

TEST(AvoidedPhrases, WordsThatNameAnOccupationAreNotLookedForInTexts) {
  SmallWorld world;
  Person who = person("P");
  who.wishes.avoid = {{"ménage", "", "", ""}};
  PersonUnderstanding understood;
  understood.avoid = {{{world.referential().occupation("D1401")}, "ménage"}};
  const AvoidedPhrases phrases({who}, {understood});
  EXPECT_FALSE(phrases.number("ménage"));
  EXPECT_THAT(phrases.found_in(offer("O", "Garde d'enfants et ménage")), testing::IsEmpty());
  const PersonLimits limits = world.limits(who, understood, phrases);
  OfferUnderstanding cleaning;
  cleaning.occupations = {{world.referential().occupation("D1401"), 0.9, "ménage"}};
  EXPECT_EQ(answer(Rule::avoided, limits, world.conditions(offer("O"), cleaning), world.monday()), no);
}

TEST(StatedLimits, FillWhatTheFileLeavesUnknown) {
  SmallWorld world;
  PersonUnderstanding states;
  states.limits = {{RequirementKind::licence, "", false, "pas de permis"},
                   {RequirementKind::hours, "sunday", false, "pas le dimanche"},
                   {RequirementKind::hours, "night", false, "pas de nuit"},
                   {RequirementKind::lifting, "heavy", false, "ne peut pas porter"},
                   {RequirementKind::hours, "school", false, "heures d'école"}};
  const PersonLimits limits = world.limits(person("P"), states);
  ASSERT_TRUE(limits.licences);
  EXPECT_EQ(*limits.licences, 0);
  EXPECT_EQ(limits.sundays, no);
  EXPECT_EQ(limits.nights, no);
  EXPECT_LE(limits.physical.max_lifting_kg.value(), 15);
  ASSERT_EQ(limits.slots.size(), 1U);
  EXPECT_EQ(limits.slots[0].days & 0b0000100, 0) << "no school on Wednesday";
}

/// What one limit, stated in free text and nowhere else, makes of an offer that asks `asked`.
Answer by_words(StatedLimit stated, Rule rule, std::vector<Requirement> asked) {
  SmallWorld world;
  PersonUnderstanding states;
  states.limits = {std::move(stated)};
  OfferUnderstanding job;
  job.requirements = std::move(asked);
  return answer(rule, world.limits(person("P"), states), world.conditions(offer("O"), job), world.monday());
}

TEST(StatedLimits, AreObeyedUntilConfirmed) {
  using enum RequirementKind;
  const auto times = [](const char* value) { return Requirement{hours, value, Strictness::must, ""}; };
  const Requirement whole_week{full_time, "yes", Strictness::must, ""};
  struct Case {
    StatedLimit stated;
    Rule rule;
    Requirement broken;
  };
  const Case cases[] = {
      {{hours, "school", false, ""}, Rule::hours, times("early")},
      {{hours, "school", false, ""}, Rule::weekend, times("saturday")},
      {{hours, "evening", false, ""}, Rule::hours, times("evening")},
      {{hours, "early", false, ""}, Rule::hours, times("early")},
      {{hours, "split", false, ""}, Rule::hours, times("split")},
      {{hours, "on_call", false, ""}, Rule::hours, times("on_call")},
      {{hours, "2x8", false, ""}, Rule::hours, times("2x8")},
      {{hours, "2x8", false, ""}, Rule::hours, times("3x8")},
      {{hours, "3x8", false, ""}, Rule::night, times("3x8")},
      {{hours, "mornings", false, ""}, Rule::hours, times("evening")},
      {{hours, "afternoons", false, ""}, Rule::hours, times("early")},
      {{hours, "weekends", false, ""}, Rule::hours, whole_week},
      {{hours, "daytime", false, ""}, Rule::night, times("night")},
      {{hours, "09:15-16:15", false, ""}, Rule::hours, times("split")},
      {{hours, "00:00-16:30", false, ""}, Rule::hours, times("evening")},
      {{hours, "20h", false, ""}, Rule::hours, times("35h")},
      {{full_time, "", false, ""}, Rule::hours, whole_week},
      {{travel, "national", false, ""}, Rule::travel_time, {travel, "national", Strictness::must, ""}},
  };
  for (const Case& one : cases) {
    EXPECT_EQ(by_words(one.stated, one.rule, {one.broken}), no) << one.stated.value << " / " << one.broken.value;
    StatedLimit willing = one.stated;
    willing.can = true;
    EXPECT_NE(by_words(willing, one.rule, {one.broken}), no) << one.stated.value << " / " << one.broken.value;
  }
  EXPECT_NE(by_words({hours, "evening", false, ""}, Rule::hours, {times("early")}), no);
  EXPECT_NE(by_words({hours, "3x8", false, ""}, Rule::hours, {times("2x8")}), no);
  EXPECT_NE(by_words({hours, "on_call", false, ""}, Rule::hours, {times("2x8")}), no);
  EXPECT_NE(by_words({hours, "split", false, ""}, Rule::hours, {times("early"), times("35h")}), no);
  EXPECT_NE(by_words({full_time, "", false, ""}, Rule::hours, {times("24h")}), no);
}

TEST(StatedLimits, SayHowFarOnlyWhereTheFileIsSilent) {
  SmallWorld world;
  PersonUnderstanding states;
  states.limits = {{RequirementKind::travel, "20km", false, "pas plus de 20 km"},
                   {RequirementKind::travel, "30min", false, "30 min max"}};
  PersonLimits limits = world.limits(person("P"), states);
  EXPECT_EQ(limits.max_km, 20);
  EXPECT_EQ(limits.max_minutes, 30);
  EXPECT_FALSE(limits.home_every_evening);
  Person who = person("P");
  who.mobility.max_minutes = 60;
  limits = world.limits(who, states);
  EXPECT_FALSE(limits.max_km);
  EXPECT_EQ(limits.max_minutes, 60);
}

TEST(StatedLimits, AddUpTheLicencesHeld) {
  SmallWorld world;
  PersonUnderstanding states;
  states.limits = {{RequirementKind::licence, "B", true, ""}, {RequirementKind::licence, "C", true, ""}};
  const PersonLimits limits = world.limits(person("P"), states);
  ASSERT_TRUE(limits.licences);
  EXPECT_NE(*limits.licences & licence_set("B"), 0);
  EXPECT_NE(*limits.licences & licence_set("C"), 0);
}

TEST(StatedLimits, NeverOverrideAFieldOfTheFile) {
  SmallWorld world;
  Person who = person("P");
  who.mobility.licences = std::vector<std::string>{"B"};
  who.availability.nights = yes;
  who.limits.max_lifting_kg = 40;
  PersonUnderstanding states;
  states.limits = {{RequirementKind::licence, "", false, "pas de permis"},
                   {RequirementKind::hours, "night", false, "pas de nuit"},
                   {RequirementKind::lifting, "10kg", false, "10 kg au plus"}};
  const PersonLimits limits = world.limits(who, states);
  EXPECT_NE(*limits.licences & licence_set("B"), 0);
  EXPECT_EQ(limits.nights, yes);
  EXPECT_EQ(limits.physical.max_lifting_kg, 40);
}

TEST(LicenceSets, NamesAndBitsGoBothWays) {
  for (const char* name : {"AM", "A1", "A2", "A", "B", "BE", "C1", "C", "CE", "D", "DE"}) {
    EXPECT_EQ(licence_names(licence_set(name)), name);
  }
  EXPECT_EQ(licence_set("Z"), 0);
  EXPECT_EQ(licence_names(static_cast<LicenceSet>(licence_set("D") | licence_set("B"))), "B, D");
}

TEST(Reach, IsTheFarthestPlaceThatCanBeReachedInTime) {
  SmallWorld world;
  Person who = person("P");
  who.home_insee = "10001";
  for (const TravelMode mode : {TravelMode::walk, TravelMode::bike, TravelMode::public_transport, TravelMode::car}) {
    who.mobility.modes = {mode};
    for (const int minutes : {15, 45, 90}) {
      who.mobility.max_minutes = minutes;
      const PersonLimits limits = world.limits(who);
      Offer near = offer("O");
      near.place.insee = "10001";
      EXPECT_EQ(answer(Rule::travel_time, limits, world.conditions(near), world.monday()), yes)
          << "within one commune the way is not measured";
      for (const char* place : {"10002", "10003", "10004", "10005"}) {
        Offer job = offer("O");
        job.place.insee = place;
        const OfferConditions conditions = world.conditions(job);
        const auto journey = estimate_travel(limits, conditions);
        ASSERT_TRUE(journey);
        const bool on_a_good_day = least_minutes(journey->straight_km, mode) <= minutes;
        EXPECT_EQ(answer(Rule::travel_time, limits, conditions, world.monday()), journey->minutes <= minutes ? yes
                                                                                 : on_a_good_day             ? unknown
                                                                                                             : no)
            << place << " " << minutes;
      }
    }
  }
}

TEST(Vocabulary, WhatIsCompiledApartEndsAsIfCompiledTogether) {
  using enum RequirementKind;
  const std::vector<std::vector<Requirement>> asked_by_offers{
      {support::requirement(certificate, "SST"), support::requirement(certificate, "CACES R489 3")},
      {},
      {support::requirement(certificate, "FIMO", Strictness::unclear),
       support::requirement(certificate, "CACES R489 1A"), support::requirement(certificate, "sst")}};
  Person who = person("P");
  who.certificates = {{"Habilitation B0", "CACES R489 1A", "FIMO"}};
  SmallWorld together;
  ConditionVocabulary vocabulary;
  for (const std::vector<Requirement>& requirements : asked_by_offers) {
    const OfferConditions expected = together.conditions(offer("O"), requirements);
    SmallWorld alone;
    OfferConditions apart = alone.conditions(offer("O"), requirements);
    renumber(apart, alone.vocabulary(), vocabulary);
    EXPECT_EQ(apart.certificates, expected.certificates);
    EXPECT_EQ(apart.certificates_wider, expected.certificates_wider);
    EXPECT_EQ(apart.certificates_unclear, expected.certificates_unclear);
  }
  const PersonLimits expected = together.limits(who);
  SmallWorld alone;
  PersonLimits apart = alone.limits(who);
  renumber(apart, alone.vocabulary(), vocabulary);
  EXPECT_EQ(apart.certificates, expected.certificates);
  EXPECT_EQ(apart.certificates_vague, expected.certificates_vague);
  for (const std::uint16_t number : *expected.certificates) {
    EXPECT_EQ(vocabulary.name(number), together.vocabulary().name(number));
  }
  EXPECT_EQ(vocabulary.find("Habilitation B0"), together.vocabulary().find("Habilitation B0"));
}

}  // namespace
}  // namespace passerelle
