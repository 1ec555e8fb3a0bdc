#include "domain/care.h"

#include <gmock/gmock.h>

namespace passerelle {
namespace {

const ReferentId kOne("R-01");
const ReferentId kTwo("R-02");
const ReferentId kThree("R-03");

Day day(std::string_view text) {
  return parse_day(text).value();
}

Person followed(const std::string& id, const std::vector<ReferentId>& referents) {
  Person person;
  person.id = PersonId(id);
  for (const ReferentId& referent : referents) {
    person.referents.push_back({referent, "employment"});
  }
  return person;
}

Referent referent(const ReferentId& id, const ReferentId& backup, const std::vector<Absence>& absent) {
  return {.id = id, .display_name = "", .backup = backup.value(), .phone = "", .email = "", .absent = absent};
}

const std::vector<Person> kPeople{followed("P-1", {kOne, kTwo}), followed("P-2", {kThree})};
const Absence kWeek48{day("2026-11-23"), day("2026-11-29")};

TEST(Care, OnlyReferentsOfThePersonMayDecide) {
  const Care care(kPeople, {}, day("2026-11-24"));
  EXPECT_TRUE(care.may_decide(kOne, PersonId("P-1")));
  EXPECT_TRUE(care.may_decide(kTwo, PersonId("P-1")));
  EXPECT_FALSE(care.may_decide(kThree, PersonId("P-1")));
  EXPECT_FALSE(care.may_decide(kOne, PersonId("P-9")));
}

TEST(Care, TheBackupActsOnTheDaysOfAnAbsenceBothIncluded) {
  const std::vector<Referent> referents{referent(kOne, kTwo, {}), referent(kThree, kOne, {kWeek48})};
  for (const auto& [text, stands_in] : std::vector<std::pair<std::string, bool>>{
           {"2026-11-22", false}, {"2026-11-23", true}, {"2026-11-29", true}, {"2026-11-30", false}}) {
    const Care care(kPeople, referents, day(text));
    EXPECT_EQ(care.may_decide(kOne, PersonId("P-2")), stands_in) << text;
    EXPECT_EQ(care.acting(kThree), stands_in ? kOne : kThree) << text;
    EXPECT_TRUE(care.may_decide(kThree, PersonId("P-2"))) << "who is away may still decide";
  }
}

TEST(Care, AnAbsentBackupHandsOnToItsOwn) {
  const std::vector<Referent> referents{referent(kOne, kTwo, {kWeek48}), referent(kTwo, kOne, {}),
                                        referent(kThree, kOne, {kWeek48})};
  EXPECT_EQ(Care(kPeople, referents, day("2026-11-25")).acting(kThree), kTwo);
}

TEST(Care, WhenEverybodyIsAwayPeopleStayWithTheirReferent) {
  const std::vector<Referent> ring{referent(kOne, kTwo, {kWeek48}), referent(kTwo, kThree, {kWeek48}),
                                   referent(kThree, kOne, {kWeek48})};
  const Care care(kPeople, ring, day("2026-11-25"));
  for (const ReferentId& id : {kOne, kTwo, kThree}) {
    EXPECT_EQ(care.acting(id), id);
  }
  const std::vector<Referent> alone{referent(kThree, ReferentId(), {{day("2026-11-23"), std::nullopt}})};
  EXPECT_EQ(Care(kPeople, alone, day("2030-01-01")).acting(kThree), kThree);
}

}  // namespace
}  // namespace passerelle
