#include <gmock/gmock.h>

#include "tests/eligibility/small_world.h"

namespace passerelle {
namespace {

using enum Answer;
using support::asked;
using support::offer;
using support::person;
using support::requirement;
using support::slot;
using support::SmallWorld;

TEST(Hours, LongerThanWishedExcludesAndUnknownOnlyAsks) {
  SmallWorld world;
  Person who = person("P");
  EXPECT_EQ(asked(world, Rule::hours, who, RequirementKind::hours, "35h"), yes);
  who.availability.max_hours_per_week = 28;
  EXPECT_EQ(asked(world, Rule::hours, who, RequirementKind::hours, "35h"), no);
  EXPECT_EQ(asked(world, Rule::hours, who, RequirementKind::hours, "29h"), yes);
  EXPECT_EQ(asked(world, Rule::hours, who, RequirementKind::hours, "30h"), no) << "two hours more are not talked over";
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

TEST(Hours, EveningIsAfterEightSoThatLeavingAtEightIsNotEnough) {
  SmallWorld world;
  Person who = person("P");
  for (const auto& [until, answer] : {std::pair(20, no), std::pair(21, yes)}) {
    who.availability.slots = {slot("xxxxx..", 5, until)};
    EXPECT_EQ(asked(world, Rule::hours, who, RequirementKind::hours, "evening"), answer) << until;
    EXPECT_EQ(asked(world, Rule::hours, who, RequirementKind::hours, "2x8"), answer) << until;
  }
}

TEST(Hours, YoungWorkersWorkThirtyFiveAtMost) {
  SmallWorld world;
  Person who = person("P");
  EXPECT_EQ(asked(world, Rule::hours, who, RequirementKind::hours, "37h15"), yes);
  who.work.young_worker_until = world.monday() + std::chrono::days(30);
  EXPECT_EQ(asked(world, Rule::hours, who, RequirementKind::hours, "37h15"), no);
  EXPECT_EQ(asked(world, Rule::hours, who, RequirementKind::hours, "37h15", Strictness::unclear), yes);
  EXPECT_EQ(asked(world, Rule::hours, who, RequirementKind::hours, "35h"), yes);
  who.work.young_worker_until = world.monday() - std::chrono::days(1);
  EXPECT_EQ(asked(world, Rule::hours, who, RequirementKind::hours, "37h15"), yes);
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
  for (const char* time : {"sunday", "saturday"}) {
    EXPECT_EQ(asked(world, Rule::weekend, who, RequirementKind::hours, time), unknown) << "the field says null";
  }
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

TEST(HoursRule, TellsWhatIsRefusedBeforeAnythingElseOfHours) {
  SmallWorld world;
  PersonLimits limits = world.limits(person("P"));
  const auto measured = [&](const char* times) {
    return explain_eligibility(
               limits, world.conditions(offer("O"), {requirement(RequirementKind::hours, times, Strictness::must)}),
               world.monday(), world.vocabulary())[static_cast<std::size_t>(Rule::hours)]
        .measured;
  };
  limits.min_hours = 20;
  EXPECT_EQ(measured("2x8"), "heures voulues notées");
  limits.refused_times = kTimeShifts;
  EXPECT_THAT(measured("2x8"), testing::StartsWith("refuse : équipes"));
  EXPECT_EQ(measured("early"), "heures voulues notées");
  limits.max_hours = 30;
  limits.slots = {{}};
  EXPECT_THAT(measured("2x8"), testing::StartsWith("refuse : équipes"));
  EXPECT_EQ(measured("early"), "créneaux notés");
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

/// The answer for who is free from 9:15 to 16:15, but not on Wednesdays, to work at these times.
Answer within_school_hours(const std::vector<WorkingTime>& times) {
  SmallWorld world;
  Person who = person("P");
  who.availability.slots = {{0b0011011, 9 * 60 + 15, 16 * 60 + 15}};
  OfferUnderstanding asks;
  asks.times = times;
  return answer(Rule::hours, world.limits(who), world.conditions(offer("O"), asks), world.monday());
}

TEST(ClockTimes, MustAllLieWithinTheSlots) {
  constexpr std::uint8_t kMonday = 1;
  constexpr std::uint8_t kWednesday = 1 << 2;
  const auto at = [](std::uint8_t days, double from, double until, bool sure = true) {
    return WorkingTime{days, static_cast<int>(from * 60), static_cast<int>(until * 60), sure, {}};
  };
  EXPECT_EQ(within_school_hours({at(kMonday, 9.5, 12), at(kMonday, 13, 16)}), yes);
  EXPECT_EQ(within_school_hours({at(kMonday, 9.5, 12), at(kMonday, 13, 17)}), no);
  EXPECT_EQ(within_school_hours({at(kMonday | kWednesday, 9.5, 12)}), no) << "not on Wednesdays";
  EXPECT_EQ(within_school_hours({at(0, 9.5, 12)}), yes) << "on some day";
  EXPECT_EQ(within_school_hours({at(0, 9, 12)}), no);
  EXPECT_EQ(within_school_hours({at(kMonday, 8, 12, false)}), unknown) << "what may be otherwise excludes nobody";
  EXPECT_EQ(within_school_hours({}), unknown);
}

TEST(ClockTimes, AfterMidnightAreOfTheNextDay) {
  SmallWorld world;
  Person who = person("P");
  who.availability.slots = {{1, 20 * 60, 24 * 60}, {1 << 1, 0, 8 * 60}};
  OfferUnderstanding asks;
  asks.times = {{1, 21 * 60, 29 * 60, true, {}}};
  EXPECT_EQ(answer(Rule::hours, world.limits(who), world.conditions(offer("O"), asks), world.monday()), yes);
  asks.times.front().days = 1 << 1;
  EXPECT_EQ(answer(Rule::hours, world.limits(who), world.conditions(offer("O"), asks), world.monday()), no);
}

TEST(WeeklyHours, LessThanHalfOfTheLeastWishedAreTooFew) {
  SmallWorld world;
  Person who = person("P");
  who.availability.min_hours_per_week = 20;
  const auto with = [&](const char* hours) { return asked(world, Rule::hours, who, RequirementKind::hours, hours); };
  EXPECT_EQ(with("9h"), no);
  EXPECT_EQ(with("10h"), yes) << "a little less than wished is talked over";
  EXPECT_EQ(with("35h"), yes);
}

TEST(ClockTimes, MayRunThroughSlotsThatTouch) {
  SmallWorld world;
  Person who = person("P");
  who.availability.slots = {{1, 14 * 60, 18 * 60}, {1, 8 * 60, 14 * 60}};
  OfferUnderstanding asks;
  asks.times = {{1, 9 * 60, 17 * 60, true, {}}};
  EXPECT_EQ(answer(Rule::hours, world.limits(who), world.conditions(offer("O"), asks), world.monday()), yes);
}

}  // namespace
}  // namespace passerelle
