#include "evaluate/skills.h"

#include <gtest/gtest.h>

#include <fstream>

#include "tests/linking/shipped_linker.h"
#include "tests/support/files.h"
#include "tests/support/real_data.h"
#include "tests/support/temporary_directory.h"

namespace passerelle {
namespace {

const support::ShippedLinker& shipped() {
  static const support::ShippedLinker one;
  return one;
}

class Skills : public testing::Test {
 protected:
  Result<SkillReport> evaluate(const std::string& gold) {
    support::write_text(folder_.path() / "offers.jsonl",
                        "{\"id\":\"A\",\"intitule\":\"Cuisinier\",\"description\":\"Cuisiner.\"}\n"
                        "{\"id\":\"B\",\"intitule\":\"Cuisinier\",\"description\":\"Cuisiner.\"}\n"
                        "{\"id\":\"C\",\"intitule\":\"Peintre\",\"description\":\"Peindre des murs.\"}\n");
    support::write_text(folder_.path() / "gold.tsv", gold);
    return evaluate_skills(folder_.path() / "offers.jsonl", folder_.path() / "gold.tsv", *shipped(), {});
  }
  /// Code of the skill at a rank of the answer for the cooks.
  static std::string answer(std::size_t rank) {
    return std::string(
        shipped().referential().skill_code(shipped()->offer_skills("Cuisinier", "Cuisiner.", 20).at(rank).skill));
  }

 private:
  support::TemporaryDirectory folder_;
};

TEST_F(Skills, RepeatedOffersCountOnceWithTheUnionOfTheirTicks) {
  const Result<SkillReport> report =
      evaluate("offer_id\tcompetence_code\nA\t" + answer(0) + "\nB\t" + answer(11) + "\nA\t" + answer(0) + "\n");
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->queries, 1U);
  EXPECT_EQ(report->ticked, 2U);
  EXPECT_DOUBLE_EQ(report->recall10, 0.5);
  EXPECT_DOUBLE_EQ(report->recall20, 1);
}

TEST_F(Skills, TheTableTellsWhichOffersAreOne) {
  const Result<SkillReport> report = evaluate("offer_id\tdup_group\tcompetence_code\nA\tg\t" + answer(0) + "\nB\th\t" +
                                              answer(1) + "\nC\tg\t" + answer(2) + "\n");
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->queries, 2U);
  EXPECT_DOUBLE_EQ(report->recall10, 1);
}

TEST_F(Skills, CodesThatTheReferentialDoesNotHaveDoNotCount) {
  const Result<SkillReport> report =
      evaluate("offer_id\tcompetence_code\nA\t" + answer(0) + "\nA\tnone\nC\tnone\nZ\t" + answer(0) + "\n");
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->queries, 1U);
  EXPECT_EQ(report->unknown, 2U);
  EXPECT_DOUBLE_EQ(report->recall10, 1);
}

TEST_F(Skills, ATableWithoutItsColumnsIsAnError) {
  const Result<SkillReport> report = evaluate("offer_id\tcode\nA\t1\n");
  ASSERT_FALSE(report);
  EXPECT_NE(report.error().message.find("competence_code"), std::string::npos);
}

TEST(RealDataSkills, HalfOfWhatEmployersTickedStandsAmongTheFirstTen) {
  SKIP_WITHOUT_REAL_DATA();
  const support::ShippedLinker official(support::real_data() / "rome_v460");
  const auto feed = support::real_data() / "france_travail";
  const Result<SkillReport> report =
      evaluate_skills(feed / "offers.jsonl", feed / "eval_competences.tsv", *official, {});
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_GT(report->queries, 780U);
  EXPECT_GT(report->recall10, 0.5);
  EXPECT_GT(report->recall20, 0.6);
}

}  // namespace
}  // namespace passerelle
