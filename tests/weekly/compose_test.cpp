#include "weekly/compose.h"

#include <gmock/gmock.h>

#include <limits>
#include <map>
#include <set>

#include "tests/support/scored_world.h"

namespace passerelle {
namespace {

using support::ScoredWorld;
using testing::HasSubstr;
using testing::IsEmpty;

WeeklyInputs inputs_of(const ScoredWorld& world, const Scorer& scorer) {
  return {world.people, world.understood_people, world.offers,     world.understood_offers, world.also,
          &scorer,      &*world.referential,     &world.vocabulary};
}

/// The list of one person, every offer ranked.
Shortlist list_of(const ScoredWorld& world, std::uint32_t person, const WeeklyOptions& options = {}) {
  const Scorer scorer = world.scorer();
  PersonProfile profile;
  constexpr std::size_t kAll = std::numeric_limits<std::size_t>::max();
  const TopOffers top = rank_offers(scorer, PersonIndex(person), world.listed, {kAll, kAll, {}}, profile);
  return compose_shortlist(inputs_of(world, scorer), PersonIndex(person), top, options, profile);
}

std::size_t row_of(const ScoredWorld& world, const OfferId& id) {
  return static_cast<std::size_t>(std::ranges::find(world.offers, id, &Offer::id) - world.offers.begin());
}

TEST(Shortlists, AreOrderedByScoreAndRankedFromOne) {
  const ScoredWorld world(60, 300, 1);
  std::size_t items = 0;
  for (std::uint32_t person = 0; person < 60; ++person) {
    const Shortlist list = list_of(world, person);
    EXPECT_LE(list.offers.size(), 5U);
    for (std::size_t row = 0; row < list.offers.size(); ++row) {
      const ShortlistItem& item = list.offers[row];
      ++items;
      EXPECT_EQ(item.rank, static_cast<int>(row) + 1);
      if (row > 0) {
        EXPECT_GE(list.offers[row - 1].score, item.score);
      }
      std::int64_t sum = 0;
      for (const ScorePart& part : item.parts) {
        sum += part.contribution;
        EXPECT_NEAR(part.value * part.weight * 10'000, static_cast<double>(part.contribution), 1.0);
      }
      EXPECT_EQ(sum, item.score);
      EXPECT_FALSE(item.why.empty());
    }
  }
  EXPECT_GT(items, 150U);
}

TEST(Shortlists, HoldNothingThatBreaksALimit) {
  const ScoredWorld world(60, 300, 2);
  for (std::uint32_t person = 0; person < 60; ++person) {
    for (const ShortlistItem& item : list_of(world, person).offers) {
      EXPECT_TRUE(
          failed_rules(world.limits[person], world.conditions[row_of(world, item.offer)], world.monday).empty());
    }
  }
}

TEST(Shortlists, VaryEmployersAndOccupationsUnlessTooFewRemain) {
  const ScoredWorld world(80, 300, 3);
  const WeeklyOptions options{.per_person = 5, .per_employer = 1, .per_occupation = 2};
  std::size_t varied = 0;
  for (std::uint32_t person = 0; person < 80; ++person) {
    const Shortlist list = list_of(world, person, options);
    std::map<std::string, std::size_t> employers;
    std::map<std::uint32_t, std::size_t> occupations;
    for (const ShortlistItem& item : list.offers) {
      const std::size_t row = row_of(world, item.offer);
      if (!world.offers[row].employer.empty()) ++employers[world.offers[row].employer];
      ++occupations[world.understood_offers[row].occupations.front().occupation.value()];
    }
    const bool employers_vary = std::ranges::all_of(employers, [](const auto& entry) { return entry.second <= 1; });
    const bool occupations_vary = std::ranges::all_of(occupations, [](const auto& entry) { return entry.second <= 2; });
    // Variety of employers gives way only to reach three, that of occupations when nothing else is left.
    EXPECT_TRUE(employers_vary || list.offers.size() == 3) << list.person.value();
    varied += employers_vary && occupations_vary && list.offers.size() > 3 ? 1U : 0U;
  }
  EXPECT_GT(varied, 10U);
}

TEST(Shortlists, OfOneEmployerAloneStillHaveThree) {
  ScoredWorld world(1, 10, 4);
  const OccupationIndex cook = world.referential.occupation("A1101");
  world.understood_people[0].wished = {{cook, 1.0, "cuisinier"}};
  world.limits[0] = {};
  for (std::size_t row = 0; row < 10; ++row) {
    world.conditions[row] = {};
    world.conditions[row].employer_key = "le seul";
    world.understood_offers[row].occupations = {{cook, 0.9, "cuisinier"}};
  }
  world.refresh();
  EXPECT_EQ(list_of(world, 0).offers.size(), 3U);
  EXPECT_EQ(list_of(world, 0, {.per_person = 2}).offers.size(), 2U);
  EXPECT_EQ(list_of(world, 0, {.per_person = 5, .per_employer = 5, .per_occupation = 5}).offers.size(), 5U);
}

TEST(Shortlists, OfOneOccupationAreFullRatherThanShort) {
  ScoredWorld world(1, 10, 4);
  const OccupationIndex cook = world.referential.occupation("A1101");
  world.understood_people[0].wished = {{cook, 1.0, "cuisinier"}};
  world.limits[0] = {};
  for (std::size_t row = 0; row < 10; ++row) {
    world.conditions[row] = {};
    world.understood_offers[row].occupations = {{cook, 0.9, "cuisinier"}};
  }
  world.refresh();
  EXPECT_EQ(list_of(world, 0, {.per_person = 5, .per_occupation = 2}).offers.size(), 5U);
}

TEST(Shortlists, LeaveOutWorkThatHasNothingToDoWithThePerson) {
  ScoredWorld world(1, 3, 5);
  world.understood_people[0] = {};
  world.understood_people[0].wished = {{world.referential.occupation("D1401"), 1.0, "ménage"}};
  world.limits[0] = {};
  const char* const codes[] = {"C1301", "D1401", "B1201"};
  for (std::size_t row = 0; row < 3; ++row) {
    world.conditions[row] = {};
    world.understood_offers[row].occupations = {{world.referential.occupation(codes[row]), 0.9, ""}};
  }
  world.refresh();
  const Shortlist list = list_of(world, 0);
  ASSERT_EQ(list.offers.size(), 1U);
  EXPECT_EQ(list.offers[0].offer, world.offers[1].id);
  EXPECT_EQ(list.counts.eligible, 3);
}

TEST(FullShortlists, OfFewCandidatesAreThoseOfAll) {
  const ScoredWorld world(60, 300, 12);
  const Scorer scorer = world.scorer();
  const RankingIndex ranking(scorer, world.listed);
  const WeeklyInputs inputs = inputs_of(world, scorer);
  std::size_t helped = 0;
  for (std::uint32_t person = 0; person < 60; ++person) {
    PersonProfile profile;
    const TopOffers few = rank_offers(scorer, PersonIndex(person), world.listed, {12, 3, {}}, profile);
    const Shortlist expected = list_of(world, person);
    const Shortlist full = compose_full_shortlist(inputs, PersonIndex(person), few, ranking, {}, profile);
    const Shortlist short_sighted = compose_shortlist(inputs, PersonIndex(person), few, {}, profile);
    ASSERT_EQ(full.offers.size(), expected.offers.size());
    for (std::size_t row = 0; row < full.offers.size(); ++row) {
      EXPECT_EQ(full.offers[row].offer, expected.offers[row].offer);
    }
    // Candidates chosen among relevant work only lead to the same list.
    const TopOffers relevant = ranking.rank(PersonIndex(person), candidates_for({}));
    const Shortlist by_relevance = compose_full_shortlist(inputs, PersonIndex(person), relevant, ranking, {}, profile);
    ASSERT_EQ(by_relevance.offers.size(), expected.offers.size());
    for (std::size_t row = 0; row < full.offers.size(); ++row) {
      EXPECT_EQ(by_relevance.offers[row].offer, expected.offers[row].offer);
    }
    const bool same =
        std::ranges::equal(short_sighted.offers, full.offers, {}, &ShortlistItem::offer, &ShortlistItem::offer);
    helped += same ? 0U : 1U;
  }
  EXPECT_GT(helped, 0U);
}

TEST(Counts, ConsideredIsEligibleAndExcludedTogether) {
  const ScoredWorld world(60, 200, 6);
  for (std::uint32_t person = 0; person < 60; ++person) {
    const Shortlist list = list_of(world, person);
    std::int64_t excluded = 0;
    for (const auto& [rule, count] : list.counts.excluded) {
      EXPECT_TRUE(parse_rule(rule)) << rule;
      EXPECT_GT(count, 0);
      excluded += count;
    }
    EXPECT_EQ(list.counts.considered, list.counts.eligible + excluded);
    EXPECT_EQ(list.counts.considered, 200);
  }
}

TEST(EmptyLists, TellTheTwoLimitsThatCostMostWithTheirCounts) {
  ScoredWorld world(1, 12, 7);
  const OccupationIndex driver = world.referential.occupation("B1201");
  world.understood_people[0] = {};
  world.understood_people[0].wished = {{driver, 1.0, "essai"}};
  world.limits[0] = {};
  world.limits[0].licences = LicenceSet{0};
  world.limits[0].certificates = std::vector<std::uint16_t>{};
  world.limits[0].nights = Answer::no;
  world.limits[0].experiences_known = true;
  for (std::size_t row = 0; row < 12; ++row) {
    world.conditions[row] = {};
    world.understood_offers[row].occupations = {{driver, 0.9, ""}};
    if (row < 5) {
      world.conditions[row].licences = licence_set("B");
    } else if (row < 8) {
      world.conditions[row].certificates = {world.vocabulary.number("SSIAP 1")};
    } else if (row < 9) {
      world.conditions[row].licences = licence_set("C");
    } else {
      world.conditions[row].times = kTimeNight;
    }
  }
  // One that has nothing to do with the person opens nothing for them.
  world.understood_offers[4].occupations = {{world.referential.occupation("D1401"), 0.9, ""}};
  world.refresh();
  const Shortlist list = list_of(world, 0);
  EXPECT_EQ(list.status, ListStatus::empty);
  EXPECT_THAT(list.offers, IsEmpty());
  EXPECT_FALSE(list.status_reason.empty());
  ASSERT_EQ(list.unlock.size(), 2U);
  EXPECT_EQ(list.unlock[0].rule, "licence");
  EXPECT_EQ(list.unlock[0].asked, "B");
  EXPECT_EQ(list.unlock[0].offers, 4);
  EXPECT_EQ(list.unlock[0].text, "avec le permis B : 4 offres de plus");
  EXPECT_EQ(list.unlock[1].rule, "certificate");
  EXPECT_EQ(list.unlock[1].asked, "SSIAP 1");
  EXPECT_EQ(list.unlock[1].offers, 3);
}

TEST(EmptyLists, UnlockWhatAPersonWouldHaveWithTheLimitLifted) {
  ScoredWorld world(60, 120, 8);
  std::size_t told = 0;
  std::size_t told_of_other_work = 0;
  for (std::uint32_t person = 0; person < 60; ++person) {
    // Nobody can work: night work or a licence stands before every offer.
    world.limits[person].licences = LicenceSet{0};
    world.limits[person].nights = Answer::no;
  }
  for (std::size_t row = 0; row < 120; ++row) {
    world.conditions[row].licences = row % 3 == 0 ? licence_set("B") : LicenceSet{0};
    world.conditions[row].times = row % 3 == 0 ? std::uint8_t{0} : std::uint8_t{kTimeNight};
  }
  world.refresh();
  for (std::uint32_t person = 0; person < 60; ++person) {
    const Shortlist before = list_of(world, person);
    ASSERT_EQ(before.status, ListStatus::empty);
    EXPECT_LE(before.unlock.size(), 2U);
    for (const Unlock& unlock : before.unlock) {
      ASSERT_EQ(unlock.rule, "licence");
      world.limits[person].licences = licence_set("B");
      constexpr std::size_t kMany = 1000;
      const Shortlist after =
          list_of(world, person, {.per_person = kMany, .per_employer = kMany, .per_occupation = kMany});
      world.limits[person].licences = LicenceSet{0};
      if (after.offers.empty()) {
        // No work near to theirs waits behind the limit: any work then tells which one costs most.
        ++told_of_other_work;
        continue;
      }
      EXPECT_EQ(static_cast<int>(after.offers.size()), unlock.offers);
      ++told;
    }
  }
  EXPECT_GT(told, 10U);
  EXPECT_LT(told_of_other_work, told);
}

TEST(Nearly, ShowsOneOfferForEachStepAndTheStep) {
  const ScoredWorld world(80, 300, 9);
  std::size_t seen = 0;
  for (std::uint32_t person = 0; person < 80; ++person) {
    const Shortlist list = list_of(world, person);
    EXPECT_LE(list.nearly.size(), WeeklyOptions{}.nearly);
    std::set<std::string> rules;
    for (const NearlyItem& item : list.nearly) {
      ++seen;
      ASSERT_EQ(item.blocked_by.size(), 1U);
      EXPECT_TRUE(rules.insert(item.blocked_by[0].rule).second);
      EXPECT_FALSE(item.step.empty());
      for (const ShortlistItem& shown : list.offers) {
        EXPECT_NE(shown.offer, item.offer);
      }
      if (item.blocked_by[0].rule == "licence") {
        EXPECT_EQ(item.step, "licence");
        EXPECT_EQ(item.blocked_by[0].asked, "B");
      }
    }
  }
  EXPECT_GT(seen, 20U);
}

TEST(Lists, OfPeopleWhoMustAskFirstAreForTheirReferentOnly) {
  ScoredWorld world(1, 20, 10);
  EXPECT_FALSE(list_of(world, 0).referent_only);
  world.people[0].work.authorised = WorkAuthorisation::ask;
  EXPECT_TRUE(list_of(world, 0).referent_only);
}

TEST(Lists, TellWhatIsToConfirm) {
  ScoredWorld world(1, 5, 11);
  PersonUnderstanding& person = world.understood_people[0];
  person = {};
  person.mentioned = {{world.referential.occupation("A1101"), 0.8, "cuisine"}};
  HeldSkill held;
  held.skill = world.referential.skill("laver");
  held.strength = 0.5;
  held.words = "je tiens la maison";
  held.sentence = "Sait tenir une maison propre.";
  held.evidence = Evidence::everyday_life;
  held.to_confirm = true;
  person.skills = {held};
  person.avoid = {{{world.referential.occupation("C1301")}, "plus de vente"}};
  person.limits = {{RequirementKind::hours, "sunday", false, "pas le dimanche"}};
  world.refresh();
  const Shortlist list = list_of(world, 0);
  std::map<std::string, ToConfirm> by_kind;
  for (const ToConfirm& one : list.to_confirm) {
    by_kind[one.what] = one;
  }
  ASSERT_EQ(by_kind.size(), 4U);
  EXPECT_EQ(by_kind["occupation"].said, "cuisine");
  EXPECT_EQ(by_kind["skill"].said, "je tiens la maison");
  EXPECT_EQ(by_kind["skill"].means, "Sait tenir une maison propre.");
  EXPECT_EQ(by_kind["avoid"].said, "plus de vente");
  EXPECT_EQ(by_kind["limit"].means, "ne peut pas travailler le dimanche");
}

TEST(PausedLists, HaveAReason) {
  const Day monday = parse_day("2026-11-23").value();
  const auto reason = [monday](const auto& change) {
    Person who = support::person("P");
    change(who);
    return reason_to_pause(who, monday);
  };
  EXPECT_EQ(reason([](Person&) {}), "");
  for (const AccompanimentStatus status : {AccompanimentStatus::paused, AccompanimentStatus::immersion,
                                           AccompanimentStatus::employed, AccompanimentStatus::left}) {
    EXPECT_NE(reason([status](Person& who) { who.accompaniment.status = status; }), "");
  }
  EXPECT_THAT(reason([monday](Person& who) { who.accompaniment.until = monday - std::chrono::days(1); }),
              HasSubstr("2026-11-22"));
  EXPECT_EQ(reason([monday](Person& who) { who.accompaniment.until = monday; }), "");
  EXPECT_THAT(reason([](Person& who) { who.work.authorised = WorkAuthorisation::no; }),
              HasSubstr("droit de travailler"));
  EXPECT_THAT(reason([](Person& who) { who.work.authorised = WorkAuthorisation::unknown; }),
              HasSubstr("work.authorised"))
      << "here unknown means no";
  EXPECT_EQ(reason([](Person& who) { who.work.authorised = WorkAuthorisation::ask; }), "");
  EXPECT_NE(reason([monday](Person& who) { who.work.authorised_until = monday - std::chrono::days(1); }), "");
  EXPECT_EQ(reason([monday](Person& who) { who.work.authorised_until = monday; }), "");
  const Shortlist list = paused_shortlist(support::person("P-1"), "en immersion");
  EXPECT_EQ(list.status, ListStatus::paused);
  EXPECT_EQ(list.person.value(), "P-1");
  EXPECT_THAT(list.offers, IsEmpty());
}

HeldSkill everyday(const ScoredWorld& world, const char* code, const char* words) {
  HeldSkill held;
  held.skill = world.referential.skill(code);
  held.strength = 1;
  held.evidence = Evidence::everyday_life;
  held.words = words;
  return held;
}

TEST(Reasons, AJobReachedThroughSkillsNamesThemInThePersonsWords) {
  ScoredWorld world(1, 1, 11);
  world.limits[0] = {};
  world.conditions[0] = {};
  world.offers[0].soft_skills.clear();
  world.understood_offers[0].occupations = {{world.referential.occupation("B1201"), 0.9, "serveur"}};
  world.understood_people[0] = {};
  world.understood_people[0].skills = {everyday(world, "accueillir", "recevoir les gens au club"),
                                       everyday(world, "servir", "tenir la buvette")};
  std::ranges::sort(world.understood_people[0].skills, {}, &HeldSkill::skill);
  world.refresh();
  const Shortlist list = list_of(world, 0);
  ASSERT_EQ(list.offers.size(), 1U);
  EXPECT_THAT(list.offers[0].through, HasSubstr("tenir la buvette"));
  EXPECT_THAT(list.offers[0].through, HasSubstr("recevoir les gens au club"));
  EXPECT_THAT(list.offers[0].why, HasSubstr(list.offers[0].through));
  EXPECT_THAT(list.offers[0].why, testing::Not(HasSubstr("déjà fait")));
  for (const MatchedSkill& match : list.offers[0].matched) {
    EXPECT_EQ(match.evidence, Evidence::everyday_life);
  }
}

TEST(Missing, AWishedCertificateIsHeldHoweverItIsWritten) {
  ScoredWorld world(1, 1, 12);
  const OccupationIndex cook = world.referential.occupation("A1101");
  world.understood_people[0].wished = {{cook, 1.0, "cuisinier"}};
  world.limits[0] = {};
  world.limits[0].certificates = {world.vocabulary.number("carte conducteur")};
  world.conditions[0] = {};
  world.understood_offers[0].occupations = {{cook, 0.9, "cuisinier"}};
  world.understood_offers[0].requirements = {
      support::requirement(RequirementKind::certificate, "Carte Conductrice", Strictness::wish),
      support::requirement(RequirementKind::certificate, "SSIAP 1", Strictness::wish)};
  world.refresh();
  const Shortlist list = list_of(world, 0);
  ASSERT_EQ(list.offers.size(), 1U);
  std::vector<std::string> missing;
  for (const MissingSkill& skill : list.offers[0].missing) {
    missing.push_back(skill.asked);
  }
  EXPECT_THAT(missing, testing::Contains("SSIAP 1"));
  EXPECT_THAT(missing, testing::Not(testing::Contains("Carte Conductrice")));
}

}  // namespace
}  // namespace passerelle
