#include "vectorise/offers.h"

#include <gmock/gmock.h>

#include "tests/support/builders.h"
#include "tests/support/tiny_referential.h"

namespace passerelle {
namespace {

using support::TinyReferential;
using testing::FloatEq;
using testing::Pair;
using testing::UnorderedElementsAre;

/// The row of a matrix as columns and values.
std::vector<std::pair<std::uint32_t, float>> row_of(const SparseRows& rows, int row) {
  std::vector<std::pair<std::uint32_t, float>> entries;
  for (SparseRows::InnerIterator entry(rows, row); entry; ++entry) {
    entries.emplace_back(static_cast<std::uint32_t>(entry.col()), entry.value());
  }
  return entries;
}

TEST(OfferRows, SharesOfWorkSumToOneOrToNothing) {
  const TinyReferential referential;
  const std::vector<Offer> offers{support::offer("1"), support::offer("2"), support::offer("3")};
  std::vector<OfferUnderstanding> understood(3);
  understood[0].occupations = {{referential.occupation("C1301"), 0.3, ""}, {referential.occupation("A1101"), 0.1, ""}};
  understood[1].occupations = {{referential.occupation("D1401"), 0.04, ""}};
  const OfferMatrix matrix = vectorise_offers(offers, understood, *referential);
  EXPECT_EQ(matrix.occupations.rows(), 3);
  EXPECT_EQ(matrix.occupations.cols(), static_cast<Eigen::Index>(referential->occupation_count()));
  EXPECT_THAT(row_of(matrix.occupations, 0),
              UnorderedElementsAre(Pair(referential.occupation("C1301").value(), FloatEq(0.75F)),
                                   Pair(referential.occupation("A1101").value(), FloatEq(0.25F))));
  EXPECT_THAT(row_of(matrix.occupations, 1),
              UnorderedElementsAre(Pair(referential.occupation("D1401").value(), FloatEq(1.0F))));
  EXPECT_THAT(row_of(matrix.occupations, 2), testing::IsEmpty());
}

TEST(OfferRows, ASkillAskedInSeveralWaysCountsOnceAtItsStrongest) {
  const TinyReferential referential;
  Offer offer = support::offer("1");
  offer.skills = {{"laver", "Laver", true}, {"couper", "Couper", false}, {"inconnue", "?", true}};
  OfferUnderstanding understood;
  understood.skills = {{referential.skill("laver"), 1.0, Evidence::declared, "laver", ""},
                       {referential.skill("servir"), 0.5, Evidence::declared, "servir", ""}};
  understood.occupations = {{referential.occupation("A1102"), 1.0, ""}};  // couper, laver
  EXPECT_THAT(asked_skills(offer, understood, *referential),
              UnorderedElementsAre(Pair(referential.skill("laver"), FloatEq(kDemandedSkillWeight)),
                                   Pair(referential.skill("couper"), FloatEq(kWelcomeSkillWeight)),
                                   Pair(referential.skill("servir"), FloatEq(kReadSkillWeight * 0.5F))));
}

TEST(OfferRows, SoftSkillsStandApart) {
  const TinyReferential referential;
  std::vector<Offer> offers{support::offer("1")};
  offers[0].skills = {{"laver", "Laver", true}};
  offers[0].soft_skills = {{"ponctuel", "Être ponctuel", false}};
  const OfferMatrix matrix = vectorise_offers(offers, std::vector<OfferUnderstanding>(1), *referential);
  EXPECT_THAT(row_of(matrix.skills, 0),
              UnorderedElementsAre(Pair(referential.skill("laver").value(), FloatEq(kDemandedSkillWeight))));
  EXPECT_THAT(row_of(matrix.soft_skills, 0),
              UnorderedElementsAre(Pair(referential.skill("ponctuel").value(), FloatEq(kWelcomeSkillWeight))));
}

}  // namespace
}  // namespace passerelle
