#include <gmock/gmock.h>

#include <cstdlib>

#include "pipeline/week.h"
#include "tests/support/program_files.h"

namespace passerelle {
namespace {

using support::project;
using support::text_of;

/// Three people, twelve offers: every byte of their lists. After a change that is meant to move them, run this test
/// with PASSERELLE_UPDATE_GOLDEN=1 and read the difference before you commit it.
TEST(GoldenWeek, GivesTheBytesKeptInGit) {
  const support::ShippedEngine engine;
  WeekConfig config = engine.sample_week("out");
  config.offers = {project("tests/pipeline/golden/offers.jsonl")};
  config.people = project("tests/pipeline/golden/people.ndjson");
  config.referents.clear();
  const Result<WeeklyRun> run = run_week(config, {});
  ASSERT_TRUE(run) << run.error().message;
  EXPECT_EQ(run->offers_repeated, 1U);
  EXPECT_EQ(run->people_read, 3U);
  const std::filesystem::path golden = project("tests/pipeline/golden/lists.ndjson");
  if (std::getenv("PASSERELLE_UPDATE_GOLDEN") != nullptr) {
    std::filesystem::copy_file(run->lists, golden, std::filesystem::copy_options::overwrite_existing);
    std::filesystem::permissions(golden, std::filesystem::perms(0644));
    GTEST_SKIP() << "written: " << golden;
  }
  EXPECT_EQ(text_of(run->lists), text_of(golden));
}

}  // namespace
}  // namespace passerelle
