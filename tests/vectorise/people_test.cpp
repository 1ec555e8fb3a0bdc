#include "vectorise/people.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <optional>

#include "tests/support/tiny_referential.h"

namespace passerelle {
namespace {

using support::TinyReferential;

class OccupationFits : public testing::Test {
 protected:
  std::optional<OccupationFit> fit(const PersonUnderstanding& person, const char* code) {
    const std::vector<OccupationFit> fits = occupation_fits(person, *referential_);
    const auto found = std::ranges::find(fits, referential_.occupation(code), &OccupationFit::occupation);
    return found == fits.end() ? std::nullopt : std::optional(*found);
  }

  TinyReferential referential_;
};

TEST_F(OccupationFits, AWishGoesBeforeAnExperienceBeforeWhatIsNear) {
  PersonUnderstanding person;
  person.wished = {{referential_.occupation("A1101"), 1.0, "cuisinier"}};
  EXPECT_EQ(fit(person, "A1101")->reach, Reach::wish);
  EXPECT_FLOAT_EQ(fit(person, "A1101")->fit, 1.0F);
  EXPECT_EQ(fit(person, "A1102")->reach, Reach::same_family);
  EXPECT_EQ(fit(person, "A1102")->through, referential_.occupation("A1101"));
  EXPECT_EQ(fit(person, "B1201")->reach, Reach::near);
  EXPECT_EQ(fit(person, "B1201")->through, referential_.occupation("A1101"));
  EXPECT_FALSE(fit(person, "D1401"));
  EXPECT_FALSE(fit(person, "C1301")) << "what is near to what is near is not";
  PersonUnderstanding worker;
  worker.experienced = {{referential_.occupation("A1101"), 1.0, 240, "cuisinier"}};
  EXPECT_EQ(fit(worker, "A1101")->reach, Reach::experience);
  EXPECT_LT(fit(worker, "A1101")->fit, 1.0F);
  EXPECT_GT(fit(worker, "A1101")->fit, fit(person, "B1201")->fit);
}

TEST_F(OccupationFits, MoreMonthsFitBetterUntilTwoYears) {
  const auto after = [this](std::optional<int> months) {
    PersonUnderstanding person;
    person.experienced = {{referential_.occupation("D1401"), 1.0, months, "ménage"}};
    return fit(person, "D1401")->fit;
  };
  EXPECT_LT(after(1), after(12));
  EXPECT_LT(after(12), after(24));
  EXPECT_FLOAT_EQ(after(24), after(300));
  EXPECT_GT(after(std::nullopt), after(1));
  EXPECT_LT(after(std::nullopt), after(24));
}

TEST_F(OccupationFits, SharedSkillsOpenATradeNeverDone) {
  PersonUnderstanding person;
  for (const char* code : {"accueillir", "encaisser", "servir"}) {
    HeldSkill held;
    held.skill = referential_.skill(code);
    held.strength = 1;
    person.skills.push_back(held);
  }
  std::ranges::sort(person.skills, {}, &HeldSkill::skill);
  EXPECT_EQ(fit(person, "B1201")->reach, Reach::shared_skills);
  EXPECT_GT(fit(person, "B1201")->fit, fit(person, "C1301")->fit) << "all of its three core skills, against two";
  EXPECT_FALSE(fit(person, "D1401"));
  person.skills = {HeldSkill{}};
  person.skills[0].skill = referential_.skill("equipe");
  person.skills[0].strength = 1;
  EXPECT_THAT(occupation_fits(person, *referential_), testing::IsEmpty()) << "a soft skill is no trade";
}

TEST_F(OccupationFits, AreBetweenNothingAndOneInTheOrderOfRows) {
  PersonUnderstanding person;
  for (std::uint32_t row = 0; row < referential_->occupation_count(); ++row) {
    person.wished.push_back({OccupationIndex(row), 1.0, ""});
    person.mentioned.push_back({OccupationIndex(row), 1.0, ""});
  }
  const std::vector<OccupationFit> fits = occupation_fits(person, *referential_);
  EXPECT_TRUE(std::ranges::is_sorted(fits, {}, &OccupationFit::occupation));
  for (const OccupationFit& entry : fits) {
    EXPECT_GT(entry.fit, 0);
    EXPECT_LE(entry.fit, 1);
  }
}

TEST_F(OccupationFits, SayNothingOfSomebodyUnknown) {
  EXPECT_THAT(occupation_fits({}, *referential_), testing::IsEmpty());
}

TEST_F(OccupationFits, FillTheMatrixRowByRow) {
  std::vector<PersonUnderstanding> people(3);
  people[1].wished = {{referential_.occupation("A1101"), 0.8, ""}};
  HeldSkill held;
  held.skill = referential_.skill("equipe");
  held.strength = 0.5;
  people[2].skills = {held};
  const PeopleMatrix matrix = vectorise_people(people, *referential_);
  EXPECT_EQ(matrix.occupations.rows(), 3);
  EXPECT_EQ(matrix.occupations.row(0).nonZeros(), 0);
  for (const OccupationFit& entry : occupation_fits(people[1], *referential_)) {
    EXPECT_FLOAT_EQ(matrix.occupations.coeff(1, static_cast<Eigen::Index>(entry.occupation.value())), entry.fit);
  }
  EXPECT_FLOAT_EQ(matrix.skills.coeff(2, static_cast<Eigen::Index>(held.skill.value())), 0.5F);
}

}  // namespace
}  // namespace passerelle
