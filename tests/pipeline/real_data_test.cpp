#include "tests/support/real_data.h"

#include <gmock/gmock.h>

#include <cstdio>
#include <map>

#include "pipeline/numbers.h"
#include "tests/support/program_files.h"

namespace passerelle {
namespace {

/// The official ROME compiled on the spot, every commune of France, the real offers and the people of the samples.
class RealOffers {
 public:
  RealOffers()
      : engine_(support::real_data() / "rome_v460", support::real_data() / "geo" / "communes.tsv"),
        config_(engine_.sample_week("out")) {
    config_.offers = {support::real_data() / "france_travail" / "offers.jsonl"};
  }
  [[nodiscard]] const WeekConfig& config() const { return config_; }

 private:
  support::ShippedEngine engine_;
  WeekConfig config_;
};

TEST(RealData, EveryOfferLoadsAndIsLinkedAndHasConditions) {
  SKIP_WITHOUT_REAL_DATA();
  const RealOffers real;
  const Result<Engine> engine = Engine::load(real.config().engine);
  ASSERT_TRUE(engine) << engine.error().message;
  const Result<WeekRecords> records = read_records(real.config(), *engine, {});
  ASSERT_TRUE(records) << records.error().message;
  std::size_t set_aside = 0;
  for (const Rejection& rejection : records->rejections) {
    if (rejection.file == "offers.jsonl") {
      ++set_aside;
      EXPECT_EQ(rejection.field, "intitule") << rejection.line << ": " << rejection.reason;
    }
  }
  EXPECT_LE(set_aside, 2U) << "two of them have no title";
  EXPECT_EQ(records->offers_read + set_aside, 4875U);
  const WeekNumbers numbers(*records, *engine, monday_of(real.config().week));
  const std::size_t offers = records->offers.size();
  std::size_t understood = 0;
  std::size_t placed = 0;
  std::map<std::string, std::size_t> with_kind;
  std::map<std::string, std::size_t> with_must;
  for (std::size_t row = 0; row < offers; ++row) {
    understood += records->understood_offers[row].occupations.empty() ? 0U : 1U;
    placed += numbers.conditions()[row].place ? 1U : 0U;
    std::map<std::string, bool> kinds;
    for (const Requirement& requirement : records->understood_offers[row].requirements) {
      kinds[std::string(to_string(requirement.kind))] |= requirement.strictness == Strictness::must;
    }
    for (const auto& [kind, must] : kinds) {
      ++with_kind[kind];
      with_must[kind] += must ? 1U : 0U;
    }
  }
  const auto percent = [offers](std::size_t count) {
    return 100.0 * static_cast<double>(count) / static_cast<double>(offers);
  };
  std::printf("| kind | offers that speak of it | demanded |\n|---|---|---|\n");
  for (const auto& [kind, count] : with_kind) {
    std::printf("| %s | %.1f %% | %.1f %% |\n", kind.c_str(), percent(count), percent(with_must[kind]));
  }
  std::printf("linked %.1f %%, placed %.1f %%, listed once %zu of %zu\n", percent(understood), percent(placed),
              records->listed.size(), offers);
  EXPECT_GT(percent(understood), 99.0);
  EXPECT_GT(percent(placed), 85.0);
  EXPECT_GT(percent(with_kind["experience"]), 50.0);
  EXPECT_GT(percent(with_kind["licence"]), 5.0);
  EXPECT_LT(percent(with_must["licence"]), 30.0);
}

TEST(RealData, AWeekOfTheSamplePeopleRuns) {
  SKIP_WITHOUT_REAL_DATA();
  const RealOffers real;
  const Result<WeeklyRun> run = run_week(real.config(), {});
  ASSERT_TRUE(run) << run.error().message;
  EXPECT_GE(run->offers_read, 4873U);
  EXPECT_EQ(run->people_read, 68U);
  EXPECT_EQ(run->people_proposed + run->people_empty + run->people_paused, 68U);
  for (const std::string& line : support::lines_of(run->lists)) {
    const Result<JsonDocument> list = JsonDocument::parse(line);
    ASSERT_TRUE(list);
    const JsonView counts = list->root()["counts"];
    if (list->root()["status"].text() != "paused") {
      EXPECT_EQ(counts["considered"].integer(), static_cast<std::int64_t>(run->offers_listed));
    }
  }
}

}  // namespace
}  // namespace passerelle
