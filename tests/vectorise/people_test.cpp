#include "vectorise/people.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/tiny_referential.h"

namespace passerelle {
namespace {

using support::TinyReferential;

PersonUnderstanding holding(const TinyReferential& referential, std::initializer_list<const char*> codes) {
  PersonUnderstanding person;
  for (const char* code : codes) {
    HeldSkill held;
    held.skill = referential.skill(code);
    held.strength = 1;
    person.skills.push_back(held);
  }
  std::ranges::sort(person.skills, {}, &HeldSkill::skill);
  return person;
}

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
  PersonUnderstanding person = holding(referential_, {"accueillir", "encaisser", "servir"});
  EXPECT_EQ(fit(person, "B1201")->reach, Reach::shared_skills);
  EXPECT_GT(fit(person, "B1201")->fit, fit(person, "C1301")->fit) << "all of its three core skills, against two";
  EXPECT_FALSE(fit(person, "D1401"));
  person.skills = {HeldSkill{}};
  person.skills[0].skill = referential_.skill("equipe");
  person.skills[0].strength = 1;
  EXPECT_THAT(occupation_fits(person, *referential_), testing::IsEmpty()) << "a soft skill is no trade";
}

TEST_F(OccupationFits, ASkillSpeaksMoreTheFewerTradesAskForIt) {
  // One trade of six cooks, two cut, three wash.
  EXPECT_GT(fit(holding(referential_, {"cuire"}), "A1101")->fit, fit(holding(referential_, {"couper"}), "A1101")->fit);
  EXPECT_GT(fit(holding(referential_, {"couper"}), "A1102")->fit, fit(holding(referential_, {"laver"}), "A1102")->fit);
}

TEST_F(OccupationFits, OneMoreSkillOrAFirmerOneNeverFitsLess) {
  const std::vector<const char*> all{"accueillir", "couper", "cuire", "encaisser", "laver", "servir"};
  for (unsigned set = 0; set < 1U << all.size(); ++set) {
    PersonUnderstanding person;
    for (std::size_t bit = 0; bit < all.size(); ++bit) {
      HeldSkill held;
      held.skill = referential_.skill(all[bit]);
      held.strength = (set >> bit & 1U) != 0 ? 0.4 : 0;
      person.skills.push_back(held);
    }
    const std::vector<OccupationFit> before = occupation_fits(person, *referential_);
    for (HeldSkill& held : person.skills) {
      const double kept = std::exchange(held.strength, held.strength + 0.3);
      const std::vector<OccupationFit> after = occupation_fits(person, *referential_);
      for (const OccupationFit& entry : before) {
        const auto found = std::ranges::find(after, entry.occupation, &OccupationFit::occupation);
        ASSERT_NE(found, after.end());
        EXPECT_GE(found->fit, entry.fit);
      }
      held.strength = kept;
    }
  }
}

TEST_F(OccupationFits, SkillsAloneNeverFitAsWellAsAWish) {
  const PersonUnderstanding skilled =
      holding(referential_, {"accueillir", "couper", "cuire", "encaisser", "laver", "servir"});
  PersonUnderstanding wishing = skilled;
  wishing.wished = {{referential_.occupation("D1401"), 0.7, "ménage"}};
  for (const OccupationFit& entry : occupation_fits(skilled, *referential_)) {
    EXPECT_LE(entry.fit, 0.6F);
    EXPECT_EQ(entry.reach, Reach::shared_skills);
    EXPECT_LT(entry.fit, fit(wishing, "D1401")->fit);
  }
}

std::optional<float> fit_of(const PersonUnderstanding& person, const TinyReferential& referential, const char* code) {
  for (const OccupationFit& entry : occupation_fits(person, *referential)) {
    if (entry.occupation == referential.occupation(code)) {
      return entry.fit;
    }
  }
  return std::nullopt;
}

TEST(OpenWork, SuitsALittleWhoStatesNoWishAndLessWhoHasOne) {
  const TinyReferential referential({{"D1401", 0}, {"C1301", 3}, {"B1201", 5}});
  PersonUnderstanding person;
  EXPECT_LT(fit_of(person, referential, "C1301"), fit_of(person, referential, "D1401")) << "none needed, a CAP needed";
  EXPECT_FALSE(fit_of(person, referential, "B1201")) << "a bac+2 is needed";
  EXPECT_FALSE(fit_of(person, referential, "A1101")) << "nothing is told";
  const std::optional<float> without_wish = fit_of(person, referential, "D1401");
  PersonUnderstanding noted;
  noted.mentioned = {{referential.occupation("A1101"), 0.8, "cuisine", Telling::wished}};
  person.wished = {{referential.occupation("A1101"), 1.0, "cuisinier"}};
  for (const PersonUnderstanding& wishing : {person, noted}) {
    EXPECT_LT(fit_of(wishing, referential, "D1401"), without_wish) << "for want of better";
    EXPECT_GT(fit_of(wishing, referential, "D1401"), 0.1F) << "but proposed";
    EXPECT_FALSE(fit_of(wishing, referential, "C1301")) << "a CAP is for who wishes for it";
  }
}

TEST(OpenWork, IsNeitherWhatThePersonCannotBearNorForWantOfBetterTheCareOfOthers) {
  const support::TemporaryDirectory folder;
  ReferentialSource source;
  source.name = "essai";
  for (const char* code : {"H3302", "H3303", "K1303", "M1602"}) {
    source.occupations.push_back({code, code, code, "", false});
    source.occupations.back().access = 0;
  }
  source.contexts = {{"1", "Station debout prolongée", "physical"}};
  source.context_links = {{"H3302", "1"}};
  ASSERT_TRUE(compile_referential(source, folder.path() / "referential.bin"));
  const Result<Referential> referential = Referential::open(folder.path() / "referential.bin");
  ASSERT_TRUE(referential);
  const auto opened = [&referential](const PersonUnderstanding& person) {
    std::vector<std::string> codes;
    for (const OccupationFit& entry : occupation_fits(person, *referential)) {
      if (entry.reach == Reach::open_to_all) codes.emplace_back(referential->code(entry.occupation));
    }
    return codes;
  };
  PersonUnderstanding person;
  EXPECT_THAT(opened(person), testing::ElementsAre("H3302", "H3303", "K1303", "M1602"));
  person.unbearable = {RequirementKind::standing};
  EXPECT_THAT(opened(person), testing::ElementsAre("H3303", "K1303", "M1602"));
  person.wished = {{*referential->find_occupation("M1602"), 1.0, "employée de bureau"}};
  EXPECT_THAT(opened(person), testing::ElementsAre("H3303"));
}

TEST(Level, WorkTwoDiplomasAboveFitsLessByLikeness) {
  PersonUnderstanding person;
  const auto near_fit = [&person](int access) {
    const TinyReferential referential({{"A1101", 3}, {"B1201", access}});
    person.wished = {{referential.occupation("A1101"), 1.0, "cuisinier"}};
    return fit_of(person, referential, "B1201").value();
  };
  EXPECT_FLOAT_EQ(near_fit(3), near_fit(4)) << "one diploma above is a step";
  EXPECT_LT(near_fit(5), near_fit(4));
  person.education = 4;
  EXPECT_FLOAT_EQ(near_fit(5), near_fit(4)) << "for who holds a bac it is a step";
}

TEST(Level, IsNotAskedOfWhatIsWishedForOrWasDone) {
  const TinyReferential referential({{"A1101", 8}, {"C1301", 8}});
  PersonUnderstanding person;
  person.education = 0;
  person.wished = {{referential.occupation("A1101"), 1.0, "cuisinier"}};
  person.experienced = {{referential.occupation("C1301"), 1.0, 240, "vendeur"}};
  EXPECT_FLOAT_EQ(fit_of(person, referential, "A1101").value(), 1.0F);
  EXPECT_GT(fit_of(person, referential, "C1301"), 0.5F);
}

TEST(SeniorPost, IsToldByItsTitle) {
  for (const char* title :
       {"Responsable de rayon (H/F)", "Cheffe de chantier", "2 chefs d'équipe", "Directrice adjointe", "Lead developer",
        "Alternance - Ingénieur Data", "Développeur senior", "Expert comptable"}) {
    EXPECT_TRUE(is_senior_post(title)) << title;
  }
  for (const char* title : {"Chef de rang", "Assistant du responsable de site", "Agent d'exploitation superviseur",
                            "Vendeur (H/F)", "Aide auprès des seniors", "Secrétaire de direction", ""}) {
    EXPECT_FALSE(is_senior_post(title)) << title;
  }
}

TEST(SeniorPost, IsWithinReachOfWhoHeldOneOrStudiedForIt) {
  const TinyReferential referential({{"A1101", 7}});
  PersonUnderstanding person;
  EXPECT_FALSE(takes_senior_posts(person, *referential));
  person.experienced = {{referential.occupation("C1301"), 1.0, 24, "responsable de magasin"}};
  EXPECT_TRUE(takes_senior_posts(person, *referential));
  person.experienced.front().title = "vendeur";
  EXPECT_FALSE(takes_senior_posts(person, *referential));
  person.wished = {{referential.occupation("A1101"), 1.0, "cuisinier"}};
  EXPECT_TRUE(takes_senior_posts(person, *referential)) << "the trade itself asks for it";
  person.wished.clear();
  person.education = 7;
  EXPECT_TRUE(takes_senior_posts(person, *referential));
}

TEST_F(OccupationFits, SharedSkillsAreThoseOfBothTheMostTellingFirst) {
  PersonUnderstanding person = holding(referential_, {"servir", "cuire", "laver", "equipe"});
  const auto shared = [&](const char* code) {
    return shared_skills(person, referential_.occupation(code), *referential_);
  };
  EXPECT_THAT(shared("A1101"), testing::ElementsAre(referential_.skill("cuire"), referential_.skill("servir")));
  EXPECT_THAT(shared("C1301"), testing::IsEmpty());
  std::ranges::find(person.skills, referential_.skill("cuire"), &HeldSkill::skill)->strength = 0.1;
  EXPECT_THAT(shared("A1101"), testing::ElementsAre(referential_.skill("servir"), referential_.skill("cuire")));
}

TEST_F(OccupationFits, ALikenessOpensNoHealthTradeThatTheLawKeeps) {
  const support::TemporaryDirectory folder;
  ReferentialSource source;
  source.name = "essai";
  source.occupations = {{"J1501", "J1501", "Aide-soignant", "", true},
                        {"J1502", "J1502", "Agent de service hospitalier", "", false},
                        {"F1601", "F1601", "Carreleur", "", true},
                        {"K1301", "K1301", "Assistant de vie", "", false}};
  source.skills = {{"toilette", "Aider à la toilette", SkillKind::skill}};
  source.links = {{"J1501", "toilette", SkillImportance::core}, {"K1301", "toilette", SkillImportance::core}};
  source.mobilities = {{"K1301", "J1501", 1}, {"K1301", "J1502", 2}, {"K1301", "F1601", 3}};
  ASSERT_TRUE(compile_referential(source, folder.path() / "referential.bin"));
  const Result<Referential> opened = Referential::open(folder.path() / "referential.bin");
  ASSERT_TRUE(opened);
  const Referential& referential = *opened;
  const auto codes = [&referential](const PersonUnderstanding& person) {
    std::vector<std::string_view> found;
    for (const OccupationFit& entry : occupation_fits(person, referential)) {
      found.push_back(referential.code(entry.occupation));
    }
    return found;
  };
  PersonUnderstanding person;
  person.wished = {{*referential.find_occupation("K1301"), 1.0, "aide à domicile"}};
  person.skills.resize(1);
  person.skills[0].skill = *referential.find_skill("toilette");
  person.skills[0].strength = 1;
  EXPECT_THAT(codes(person), testing::ElementsAre("F1601", "J1502", "K1301"));
  person.wished.push_back({*referential.find_occupation("J1501"), 1.0, "aide-soignante"});
  EXPECT_THAT(codes(person), testing::Contains("J1501")) << "a wish is heard; the limits say what is missing";
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
