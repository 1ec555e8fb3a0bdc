#include "base/simd.h"

#include <gmock/gmock.h>

namespace passerelle {
namespace {

using testing::HasSubstr;

TEST(Simd, IsTheWidestUnlessANameAsksForLess) {
  ASSERT_TRUE(parse_simd(""));
  EXPECT_EQ(*parse_simd(""), widest_simd());
  ASSERT_TRUE(parse_simd("portable"));
  EXPECT_EQ(*parse_simd("portable"), SimdLevel::portable);
}

TEST(Simd, NamesComeBackAsTheyWentIn) {
  for (const SimdLevel level : {SimdLevel::portable, SimdLevel::avx2, SimdLevel::avx512}) {
    const Result<SimdLevel> parsed = parse_simd(to_string(level));
    if (level <= widest_simd()) {
      ASSERT_TRUE(parsed);
      EXPECT_EQ(*parsed, level);
    } else {
      EXPECT_THAT(parsed.error().message, HasSubstr("ce processeur ne l'a pas"));
    }
  }
}

TEST(Simd, RefusesANameThatIsNone) {
  const Result<SimdLevel> parsed = parse_simd("sse9");
  ASSERT_FALSE(parsed);
  EXPECT_EQ(parsed.error().code, ErrorCode::usage);
  EXPECT_THAT(parsed.error().message, HasSubstr("PASSERELLE_SIMD=sse9"));
}

}  // namespace
}  // namespace passerelle
