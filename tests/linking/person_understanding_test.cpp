#include "linking/person_understanding.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <tuple>

#include "tests/linking/shipped_linker.h"
#include "tests/support/builders.h"

namespace passerelle {
namespace {

using support::person;

class PersonFile : public testing::Test {
 protected:
  [[nodiscard]] PersonUnderstanding read(const Person& who) const { return understand(who, *linker_); }
  /// The strength of the skill with the code; nothing when it is not held.
  [[nodiscard]] std::optional<HeldSkill> held(const PersonUnderstanding& understood, const std::string& code) const {
    const auto skill = linker_.referential().find_skill(code);
    const auto found = std::ranges::find(understood.skills, skill.value_or(SkillIndex(~0U)), &HeldSkill::skill);
    return found == understood.skills.end() ? std::nullopt : std::optional(*found);
  }
  /// A hard skill of the referential.
  [[nodiscard]] std::string any_skill() const {
    for (std::uint32_t row = 0; row < linker_.referential().skill_count(); ++row) {
      if (linker_.referential().skill_kind(SkillIndex(row)) == SkillKind::skill) {
        return std::string(linker_.referential().skill_code(SkillIndex(row)));
      }
    }
    return {};
  }
  [[nodiscard]] std::string parent(OccupationIndex occupation) const {
    return std::string(linker_.referential().parent(occupation));
  }

  support::ShippedLinker linker_;
};

TEST_F(PersonFile, ARomeCodeIsWhatItSaysAndWordsAreRead) {
  Person who = person("P");
  who.wishes.occupations = {{"G1602", ""}, {"", "caissière"}};
  const PersonUnderstanding understood = read(who);
  EXPECT_TRUE(std::ranges::any_of(understood.wished, [this](const OccupationLink& link) {
    return linker_.referential().code(link.occupation) == "G1602" && link.confidence == 1.0;
  }));
  EXPECT_TRUE(std::ranges::any_of(understood.wished, [this](const OccupationLink& link) {
    return parent(link.occupation) == "D1505" || parent(link.occupation) == "D1507";
  }));
}

TEST_F(PersonFile, PeopleReadTogetherAreReadAsAlone) {
  std::vector<Person> people;
  for (const std::string words : {"ménage", "je fais à manger pour ma famille", "conduire des engins", "zlorgue"}) {
    for (const std::string text :
         {"", "J'aime m'occuper de mon grand-père. Pas le dimanche.", "je veux plus de vente"}) {
      people.push_back(person("P" + std::to_string(people.size())));
      people.back().text = text;
      people.back().wishes.occupations = {{"", words}};
      people.back().wishes.avoid.emplace_back().text = "chambre froide";
      Experience experience;
      experience.title = "Serveuse";
      experience.text = words;
      people.back().experiences = {experience};
      people.back().skills.emplace_back().text = words;
    }
  }
  std::vector<const Person*> together;
  for (const Person& who : people) {
    together.push_back(&who);
  }
  const std::vector<PersonUnderstanding> understood = understand(together, *linker_);
  for (std::size_t row = 0; row < people.size(); ++row) {
    const PersonUnderstanding alone = read(people[row]);
    const auto links = [](const std::vector<OccupationLink>& all) {
      std::vector<std::tuple<OccupationIndex, double, std::string>> shown;
      for (const OccupationLink& link : all) {
        shown.emplace_back(link.occupation, link.confidence, link.form);
      }
      return shown;
    };
    EXPECT_EQ(links(understood[row].wished), links(alone.wished));
    EXPECT_EQ(links(understood[row].mentioned), links(alone.mentioned));
    EXPECT_EQ(links(understood[row].suggested), links(alone.suggested));
    EXPECT_EQ(understood[row].limits, alone.limits);
    ASSERT_EQ(understood[row].skills.size(), alone.skills.size());
    for (std::size_t skill = 0; skill < alone.skills.size(); ++skill) {
      EXPECT_EQ(understood[row].skills[skill].skill, alone.skills[skill].skill);
      EXPECT_EQ(understood[row].skills[skill].strength, alone.skills[skill].strength);
    }
  }
}

TEST_F(PersonFile, BothRatingsAndTheEvidenceMakeTheStrength) {
  const std::string code = any_skill();
  const auto strength = [&](std::optional<int> self, std::optional<int> referent, Evidence evidence) {
    Person who = person("P");
    PersonSkill skill;
    skill.rome_skill = code;
    skill.self = self;
    skill.referent = referent;
    skill.evidence = evidence;
    who.skills = {skill};
    const auto found = held(read(who), code);
    return found ? found->strength : 0;
  };
  EXPECT_DOUBLE_EQ(strength(5, 5, Evidence::declared), 1.0);
  EXPECT_DOUBLE_EQ(strength(4, 2, Evidence::work), 0.6);
  EXPECT_DOUBLE_EQ(strength(std::nullopt, 3, Evidence::work), 0.6);
  EXPECT_DOUBLE_EQ(strength(0, 0, Evidence::work), 0);
  EXPECT_GT(strength(std::nullopt, std::nullopt, Evidence::work),
            strength(std::nullopt, std::nullopt, Evidence::everyday_life));
  EXPECT_GT(strength(std::nullopt, std::nullopt, Evidence::everyday_life), 0);
}

TEST_F(PersonFile, ARejectedSkillNeverCounts) {
  const std::string code = any_skill();
  Person who = person("P");
  PersonSkill skill;
  skill.rome_skill = code;
  skill.self = 5;
  who.skills = {skill};
  EXPECT_TRUE(held(read(who), code));
  skill.status = SkillStatus::rejected;
  who.skills.push_back(skill);
  EXPECT_FALSE(held(read(who), code));
}

TEST_F(PersonFile, ATradePractisedHoldsItsCoreSkillsToConfirm) {
  Person who = person("P");
  who.experiences = std::vector<Experience>(2);
  who.experiences->at(0).title = "cuisinier";
  who.experiences->at(0).months = 24;
  who.experiences->at(1).title = "vendeuse en boulangerie";
  const PersonUnderstanding understood = read(who);
  ASSERT_FALSE(understood.experienced.empty());
  EXPECT_EQ(parent(understood.experienced.front().occupation), "G1602");
  EXPECT_EQ(understood.experienced.front().experience, 0U);
  EXPECT_EQ(understood.experienced.front().months, 24);
  EXPECT_EQ(understood.experienced.back().experience, 1U);
  EXPECT_FALSE(understood.skills.empty());
  EXPECT_TRUE(std::ranges::all_of(understood.skills, [](const HeldSkill& skill) {
    return skill.to_confirm && skill.evidence == Evidence::work && skill.strength > 0 && skill.strength <= 1;
  }));
}

TEST_F(PersonFile, SkillsStandOnceInTheOrderOfRows) {
  Person who = person("P");
  who.text = "J'ai gardé des enfants et fait la cuisine pour vingt personnes. Je fais du jardinage.";
  who.experiences = std::vector<Experience>(2);
  who.experiences->at(0).title = "cuisinier";
  who.experiences->at(1).title = "commis de cuisine";
  const PersonUnderstanding understood = read(who);
  EXPECT_TRUE(std::ranges::is_sorted(understood.skills, {}, &HeldSkill::skill));
  EXPECT_EQ(std::ranges::adjacent_find(understood.skills, {}, &HeldSkill::skill), understood.skills.end());
}

TEST_F(PersonFile, SoftSkillsAreReadByTheirName) {
  Person who = person("P");
  who.soft_skills = {{"travail en équipe", 4, 4}};
  const PersonUnderstanding understood = read(who);
  ASSERT_EQ(understood.skills.size(), 1U);
  EXPECT_EQ(linker_.referential().skill_kind(understood.skills[0].skill), SkillKind::soft);
  EXPECT_GT(understood.skills[0].strength, 0.3);
}

TEST_F(PersonFile, WhatIsAvoidedNamesItsOccupationsOrNone) {
  Person who = person("P");
  who.wishes.avoid = {{"ménage", "", "", ""}, {"coupures", "", "", ""}};
  const PersonUnderstanding understood = read(who);
  ASSERT_EQ(understood.avoid.size(), 2U);
  EXPECT_FALSE(understood.avoid[0].occupations.empty());
  EXPECT_EQ(understood.avoid[1].where, "coupures");
  EXPECT_TRUE(understood.avoid[1].occupations.empty()) << "words that are no trade avoid no trade";
}

TEST_F(PersonFile, GenderOfWordsAndCountryAndYearChangeNothing) {
  Person he = person("P");
  he.experiences = std::vector<Experience>(1);
  he.experiences->front().title = "vendeur";
  he.experiences->front().months = 10;
  Person she = he;
  she.experiences->front().title = "vendeuse";
  she.experiences->front().country = "ML";
  she.experiences->front().last_year = 1990;
  const PersonUnderstanding left = read(he);
  const PersonUnderstanding right = read(she);
  ASSERT_EQ(left.experienced.size(), right.experienced.size());
  for (std::size_t row = 0; row < left.experienced.size(); ++row) {
    EXPECT_EQ(left.experienced[row].occupation, right.experienced[row].occupation);
    EXPECT_EQ(left.experienced[row].confidence, right.experienced[row].confidence);
  }
}

TEST_F(PersonFile, NothingIsUnderstoodOfNothing) {
  const PersonUnderstanding understood = read(person("P"));
  EXPECT_TRUE(understood.wished.empty() && understood.experienced.empty() && understood.mentioned.empty() &&
              understood.skills.empty() && understood.avoid.empty() && understood.limits.empty());
}

TEST_F(PersonFile, WordsOfASkillSuggestTheTradesThatEverydayWordsName) {
  Person who = person("P");
  PersonSkill skill;
  skill.text = "cuisiner pour toute la famille";
  who.skills = {skill};
  const PersonUnderstanding understood = read(who);
  EXPECT_TRUE(std::ranges::any_of(understood.suggested, [this](const OccupationLink& link) {
    return linker_.referential().code(link.occupation).starts_with("G16");
  }));
  EXPECT_TRUE(understood.mentioned.empty()) << "a skill is no trade that was named";
}

TEST_F(PersonFile, PlacesAndThingsOfAPastJobNameNoTrade) {
  Person who = person("P");
  Experience past;
  past.title = "agent d'entretien";
  past.text = "bureaux, caisse et parties communes, en bus";
  who.experiences = {past};
  EXPECT_TRUE(read(who).mentioned.empty());
}

TEST_F(PersonFile, AnAvoidanceSparesWhatIsWished) {
  Person who = person("P");
  who.wishes.occupations = {{"G1602", ""}};
  who.wishes.avoid.resize(1);
  who.wishes.avoid.front().text = "cuisine";
  const PersonUnderstanding understood = read(who);
  const auto wished = linker_.referential().find_occupation("G1602");
  for (const AvoidLink& link : understood.avoid) {
    EXPECT_EQ(std::ranges::count(link.occupations, *wished), 0);
  }
}

TEST_F(PersonFile, WhatIsBeyondThePersonIsToldByTheFileOrElseByTheirWords) {
  Person who = person("P");
  EXPECT_TRUE(read(who).unbearable.empty());
  who.limits.heights = Answer::no;
  who.text = "Pas de station debout prolongée.";
  const std::vector<RequirementKind> both{RequirementKind::standing, RequirementKind::heights};
  EXPECT_EQ(read(who).unbearable, both);
  who.limits.standing_long = Answer::yes;
  EXPECT_EQ(read(who).unbearable, std::vector{RequirementKind::heights}) << "the file wins";
}

TEST_F(PersonFile, EducationIsTheHighestDiploma) {
  Person who = person("P");
  EXPECT_EQ(read(who).education, std::nullopt);
  who.diplomas.emplace();
  EXPECT_EQ(read(who).education, 0);
  who.diplomas = {{3, "CAP cuisine"}, {std::nullopt, "Bac pro commerce"}};
  EXPECT_EQ(read(who).education, 4);
  who.diplomas = {{std::nullopt, "diplôme étranger"}};
  EXPECT_EQ(read(who).education, std::nullopt);
}

}  // namespace
}  // namespace passerelle
