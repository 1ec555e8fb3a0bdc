#include <gtest/gtest.h>

#include "domain/offer.h"
#include "domain/person.h"
#include "domain/requirement.h"

namespace passerelle {
namespace {

TEST(Names, EveryRequirementKindReadsBackFromItsName) {
  for (int value = 0; value <= static_cast<int>(RequirementKind::scheme); ++value) {
    const auto kind = static_cast<RequirementKind>(value);
    EXPECT_EQ(parse_requirement_kind(to_string(kind)), kind);
  }
  EXPECT_FALSE(parse_requirement_kind("licences"));
}

TEST(Names, EveryEvidenceReadsBackFromItsName) {
  for (int value = 0; value <= static_cast<int>(Evidence::declared); ++value) {
    EXPECT_EQ(parse_evidence(to_string(static_cast<Evidence>(value))), static_cast<Evidence>(value));
  }
}

TEST(Names, ContractsAreReadInAnyCaseAndUnknownOnesKept) {
  EXPECT_EQ(parse_contract_kind("cdi"), ContractKind::cdi);
  EXPECT_EQ(parse_contract_kind(""), ContractKind::unknown);
  EXPECT_EQ(parse_contract_kind("DDI"), ContractKind::other);
}

TEST(Names, ARomeCodeIsACapitalAndFourDigits) {
  EXPECT_TRUE(is_rome_code("M1805"));
  for (const char* text : {"", "m1805", "M180", "M18055", "18055", "M18O5"}) {
    EXPECT_FALSE(is_rome_code(text)) << text;
  }
}

}  // namespace
}  // namespace passerelle
