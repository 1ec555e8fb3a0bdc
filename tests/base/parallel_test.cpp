#include "base/parallel.h"

#include <gtest/gtest.h>

#include <atomic>
#include <stdexcept>
#include <vector>

namespace passerelle {
namespace {

TEST(ParallelFor, VisitsEveryIndexOnce) {
  std::vector<int> visits(10'000, 0);
  parallel_for(visits.size(), [&](std::size_t index) { ++visits[index]; });
  EXPECT_EQ(visits, std::vector<int>(10'000, 1));
}

TEST(ParallelFor, DoesNothingForNoIndex) {
  std::atomic<int> calls = 0;
  parallel_for(0, [&](std::size_t) { ++calls; });
  EXPECT_EQ(calls, 0);
}

TEST(ParallelFor, GivesTheSameResultOnOneThreadAndOnTwo) {
  const auto squares = [](std::size_t threads) {
    const ThreadLimit limit(threads);
    std::vector<std::size_t> values(5'000);
    parallel_for(values.size(), [&](std::size_t index) { values[index] = index * index; });
    return values;
  };
  EXPECT_EQ(squares(1), squares(2));
}

TEST(ParallelFor, CarriesAnExceptionToTheCaller) {
  EXPECT_THROW(parallel_for(100,
                            [](std::size_t index) {
                              if (index == 42) {
                                throw std::runtime_error("a bug");
                              }
                            }),
               std::runtime_error);
}

}  // namespace
}  // namespace passerelle
