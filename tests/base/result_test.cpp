#include "base/result.h"

#include <gtest/gtest.h>

namespace passerelle {
namespace {

Result<int> halved(int value) {
  if (value % 2 != 0) {
    return Error{ErrorCode::input_unusable, std::to_string(value) + " est impair"};
  }
  return value / 2;
}

TEST(Result, HoldsTheValueOrTheError) {
  EXPECT_EQ(*halved(8), 4);
  const Result<int> odd = halved(7);
  ASSERT_FALSE(odd);
  EXPECT_EQ(odd.error().code, ErrorCode::input_unusable);
}

TEST(Result, ErrorsGainTheirPlaceOnTheWayOut) {
  EXPECT_EQ(in_context("offers.jsonl", in_context("ligne 12", halved(3).error())).message,
            "offers.jsonl: ligne 12: 3 est impair");
}

}  // namespace
}  // namespace passerelle
