#include <gtest/gtest.h>

#include "bench/report/chart.h"
#include "bench/report/country.h"
#include "bench/report/sections.h"

namespace passerelle::bench {
namespace {

TEST(BenchReport, OnlyWhatStandsBetweenMarkersIsReplaced) {
  const std::string text = "before <!-- night -->old<!-- /night --> after";
  EXPECT_EQ(with_sections(text, {{"night", "new"}}).value(), "before <!-- night -->\n\nnew\n<!-- /night --> after");
  EXPECT_FALSE(with_sections("nothing here", {{"night", "new"}}).has_value());
}

TEST(BenchReport, RenderingTwiceChangesNothing) {
  const std::map<std::string, std::string> sections{{"night", "| a |\n"}};
  const std::string once = with_sections("<!-- night --><!-- /night -->", sections).value();
  EXPECT_EQ(with_sections(once, sections).value(), once);
}

TEST(BenchReport, NumbersShowThreeDigits) {
  EXPECT_EQ(short_number(1'234'567), "1,230,000");
  EXPECT_EQ(short_number(0.001234), "0.00123");
  EXPECT_EQ(short_number(99.96), "100");
  EXPECT_EQ(grouped(4'875), "4,875");
  EXPECT_EQ(grouped(999), "999");
  EXPECT_EQ(duration(0.00042), "420 µs");
  EXPECT_EQ(duration(7'260), "2 h 01 min");
  EXPECT_EQ(bytes(1.6e9), "1.6 GB");
}

/// A run that costs exactly 2 ms an offer, 5 ms a person and 100 ns a pair.
NightRun run_of(const std::string& series, double people, double offers) {
  NightRun run;
  run.series = series;
  run.people = people;
  run.offers = run.offers_listed = offers;
  run.considered = people * offers;
  run.passing = 0.025 * run.considered;
  run.steps = {{"understanding", 0.002 * offers + 0.005 * people}, {"ranking", 1e-7 * people * offers}};
  run.processor_seconds = run.steps[0].second + run.steps[1].second;
  run.peak_bytes = 1e8 + 1e4 * offers + 2e3 * people;
  return run;
}

TEST(BenchReport, CostsAreFoundAgainInTheGrowthOfTheRuns) {
  Results results;
  EXPECT_FALSE(measured_costs(results).has_value());
  results.nights = {run_of("people", 500, 5000), run_of("people", 4000, 5000), run_of("offers", 500, 20'000),
                    run_of("offers", 500, 2500), run_of("both", 2000, 20'000)};
  const auto costs = measured_costs(results);
  ASSERT_TRUE(costs.has_value());
  EXPECT_NEAR(costs->per_offer, 0.002, 1e-6);
  EXPECT_NEAR(costs->per_person, 0.005, 1e-6);
  EXPECT_NEAR(costs->per_pair, 1e-7, 1e-10);
  EXPECT_NEAR(costs->passing, 0.025, 1e-9);
  EXPECT_NEAR(costs->bytes_per_offer, 1e4, 1);
}

}  // namespace
}  // namespace passerelle::bench
