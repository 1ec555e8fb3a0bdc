#include "pipeline/understood_offers.h"

#include <gmock/gmock.h>

#include <atomic>
#include <functional>

#include "pipeline/packed_records.h"
#include "tests/pipeline/sample_week.h"

namespace passerelle {
namespace {

using support::lines_of;
using support::run;
using support::SampleWeek;
using support::small_week;
using support::text_of;
using support::write_lines;
using support::written_by;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr const char* kFile = "understood_offers.bin";

/// Offers of the samples with words added to every fiftieth.
std::vector<std::string> renewed(std::vector<std::string> lines, std::size_t& changed) {
  for (std::size_t row = 0; row < lines.size(); row += 50) {
    const std::string before = lines[row];
    lines[row] =
        support::replaced(before, R"re("description": ")re", R"("description": "Permis B exigé. Port de charges. )");
    changed += lines[row] != before ? 1U : 0U;
  }
  return lines;
}

TEST_F(SampleWeek, WhatWasUnderstoodIsRecalledAndTheListsAreTheSame) {
  WeekConfig config = engine_.sample_week("without");
  EXPECT_EQ(run(config).offers_remembered, 0U);
  const auto expected = written_by(config);
  ASSERT_GT(expected.at("lists.ndjson").size(), 100'000U);

  config.memory = engine_.folder() / "memory";
  for (const char* night : {"first", "second"}) {
    config.out = engine_.folder() / night;
    const WeeklyRun done = run(config);
    EXPECT_EQ(done.offers_remembered, night == std::string("first") ? 0U : done.offers_read) << night;
    EXPECT_THAT(done.memory_note, IsEmpty());
    EXPECT_TRUE(written_by(config) == expected) << night;
  }
  const Result<JsonDocument> account = JsonDocument::parse(text_of(config.out / "run.json"));
  ASSERT_TRUE(account);
  EXPECT_EQ(account->root()["counts"]["offers_remembered"].integer(),
            account->root()["counts"]["offers_read"].integer());
  EXPECT_GT(account->root()["peak_memory_mb"].integer(), 10);
}

TEST_F(SampleWeek, OnlyOffersThatSaySomethingElseAreReadAgain) {
  WeekConfig config = engine_.sample_week("first");
  config.memory = engine_.folder() / "memory";
  run(config);
  std::size_t changed = 0;
  const std::vector<std::string> lines = renewed(lines_of(config.offers[0]), changed);
  ASSERT_GT(changed, 10U);
  config.offers[0] = engine_.folder() / "offers.jsonl";
  write_lines(config.offers[0], lines);
  config.out = engine_.folder() / "second";
  const WeeklyRun second = run(config);
  // A line may have been changed that is broken anyway.
  EXPECT_GE(second.offers_remembered, second.offers_read - changed);
  EXPECT_LT(second.offers_remembered, second.offers_read - changed / 2);
  const auto with_memory = written_by(config);
  config.memory.clear();
  config.out = engine_.folder() / "without";
  run(config);
  EXPECT_TRUE(with_memory == written_by(config));
}

TEST_F(SampleWeek, ADamagedOrForeignMemoryIsRebuilt) {
  WeekConfig config = small_week(engine_);
  config.memory = engine_.folder() / "memory";
  run(config);
  const auto expected = written_by(config);
  const std::string whole = text_of(config.memory / kFile);
  std::string bent = whole;
  bent[bent.size() / 2] = static_cast<char>(bent[bent.size() / 2] ^ 1);
  for (const std::string& bytes :
       {whole.substr(0, whole.size() / 2), std::string("autre chose"), std::string(), bent}) {
    std::filesystem::remove(config.memory / kFile);
    std::ofstream(config.memory / kFile, std::ios::binary) << bytes;
    const WeeklyRun done = run(config);
    EXPECT_EQ(done.offers_remembered, 0U);
    EXPECT_THAT(done.memory_note, HasSubstr("relu"));
    EXPECT_TRUE(written_by(config) == expected);
    EXPECT_TRUE(text_of(config.memory / kFile) == whole) << "rebuilt";
  }
  // Another lexicon understands otherwise.
  std::vector<std::string> words = lines_of(config.engine.lexicon);
  words.pop_back();
  config.engine.lexicon = engine_.folder() / "lay_lexicon.tsv";
  write_lines(config.engine.lexicon, words);
  const WeeklyRun done = run(config);
  EXPECT_EQ(done.offers_remembered, 0U);
  EXPECT_THAT(done.memory_note, HasSubstr("relu"));
}

TEST_F(SampleWeek, WhatWasUnderstoodBeforeAnInterruptionIsKept) {
  WeekConfig config = engine_.sample_week("out");
  config.memory = engine_.folder() / "memory";
  std::atomic<bool> stop = false;
  std::uint64_t reports = 0;
  Watch watch;
  watch.interrupted = &stop;
  watch.progress = [&](std::string_view step, std::uint64_t, std::uint64_t) {
    // A report every 256 records: by the fifth, a batch of 1,024 offers is understood.
    stop = stop || (step == "lecture des offres" && ++reports == 6);
  };
  const Result<WeeklyRun> stopped = run_week(config, watch);
  ASSERT_FALSE(stopped);
  EXPECT_EQ(stopped.error().code, ErrorCode::interrupted);
  EXPECT_THAT(support::files_below(config.out), IsEmpty());
  const WeeklyRun again = run(config);
  EXPECT_GE(again.offers_remembered, 1'000U);
  EXPECT_LT(again.offers_remembered, again.offers_read);
}

TEST_F(SampleWeek, AMemoryThatCannotBeWrittenStopsNothing) {
  WeekConfig config = small_week(engine_);
  config.memory = engine_.folder() / "file";
  write_lines(config.memory, {"ceci est un fichier"});
  const WeeklyRun done = run(config);
  EXPECT_THAT(done.memory_note, HasSubstr("n'a pas pu être gardé"));
  EXPECT_EQ(done.people_read, 68U);
}

TEST_F(SampleWeek, TheMemoryIsPrivateAndHoldsNeitherPeopleNorContacts) {
  WeekConfig config = small_week(engine_);
  config.memory = engine_.folder() / "memory";
  std::vector<std::string> offers;
  for (const std::string& line : lines_of(config.offers[0])) {
    offers.push_back(support::replaced(
        line, R"re(^\{)re",
        R"({"contact": {"nom": "Zoubeidane", "courriel": "z@example.org", "telephone": "06 39 98 12 34"}, )"));
  }
  config.offers = {engine_.folder() / "offers.jsonl"};
  write_lines(config.offers[0], offers);
  EXPECT_GT(run(config).offers_read, 10U);
  EXPECT_EQ(std::filesystem::status(config.memory / kFile).permissions(),
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  const std::string memory = text_of(config.memory / kFile);
  for (const char* secret : {"P-0001", "P-0042", "R-01", "Zoubeidane", "z@example", "06 39 98"}) {
    EXPECT_EQ(memory.find(secret), std::string::npos) << secret;
  }
}

Offer some_offer() {
  Offer offer;
  offer.id = OfferId("X1");
  offer.title = "Plongeur";
  offer.text = "Plonge en cuisine.";
  offer.skills = {{"100", "Laver", false}};
  offer.licences = {{"B - Véhicule léger", "", true}};
  return offer;
}

TEST(ContentDigest, ChangesWithWhatIsUnderstoodAndNotWithTheRest) {
  const Digest128 plain = content_digest(some_offer());
  const std::vector<std::function<void(Offer&)>> same{
      [](Offer& offer) { offer.id = OfferId("X2"); },
      [](Offer& offer) { offer.updated = Day(std::chrono::days(20'000)); },
      [](Offer& offer) { offer.created = Day(std::chrono::days(20'000)); },
      [](Offer& offer) { offer.valid_until = Day(std::chrono::days(20'000)); },
      [](Offer& offer) { offer.posts = 3; },
      [](Offer& offer) {
        offer.apply = {"email", "z@example.org"};
      }};
  for (const auto& change : same) {
    Offer offer = some_offer();
    change(offer);
    EXPECT_EQ(content_digest(offer), plain);
  }
  const std::vector<std::function<void(Offer&)>> other{
      [](Offer& offer) { offer.title += "s"; },
      [](Offer& offer) { offer.text += "s"; },
      [](Offer& offer) { std::swap(offer.title, offer.text); },
      [](Offer& offer) { offer.rome = "G1602"; },
      [](Offer& offer) { offer.employer = "Mairie"; },
      [](Offer& offer) { offer.employer_text = "Mairie"; },
      [](Offer& offer) {
        offer.place.position = Coordinates{47, 2};
      },
      [](Offer& offer) { offer.place.label = "45 - ORLEANS"; },
      [](Offer& offer) { offer.skills[0].demanded = true; },
      [](Offer& offer) { offer.soft_skills = std::exchange(offer.skills, {}); },
      [](Offer& offer) { offer.licences[0].demanded = false; },
      [](Offer& offer) { offer.full_time = true; },
      [](Offer& offer) { offer.full_time = false; },
      [](Offer& offer) { offer.hours_label = "35H"; },
      [](Offer& offer) { offer.conditions = "Travail de nuit"; },
      [](Offer& offer) { offer.experience_code = "D"; },
      [](Offer& offer) { offer.contract = ContractKind::cdi; },
      [](Offer& offer) { offer.no_cv = true; }};
  for (std::size_t row = 0; row < other.size(); ++row) {
    Offer offer = some_offer();
    other[row](offer);
    EXPECT_NE(content_digest(offer), plain) << row;
  }
}

/// An understanding that can be told from any other.
UnderstoodOffer about(const std::string& words) {
  UnderstoodOffer understood;
  understood.understanding.occupations = {{OccupationIndex(7), 0.5, words, Telling::mentioned}};
  understood.understanding.skills = {{SkillIndex(3), 0.25, Evidence::work, words, words}};
  understood.understanding.requirements = {{RequirementKind::licence, "B", Strictness::must, words}};
  understood.understanding.times = {{5, 480, 720, true, words}};
  understood.understanding.sketch = {{1, 2, 3}, 12};
  understood.place = words;
  return understood;
}

TEST(UnderstoodOffers, ForgetsWhatWasNotMetForMoreThanTwoWeeks) {
  const support::TemporaryDirectory folder;
  const auto key = [](std::uint64_t number) { return Digest128{number, number}; };
  const UnderstoodOffer one = about("one");
  const UnderstoodOffer two = about("two");
  const Day monday = monday_of({2026, 40});
  const auto open = [&folder] { return UnderstoodOffers::open(folder.path(), "ours"); };
  ASSERT_TRUE(open().save(folder.path(), "ours", monday, {{key(1), &one}, {key(2), &two}, {key(1), &one}}));
  EXPECT_EQ(open().size(), 2U);
  const std::optional<UnderstoodOffer> back = open().recall(key(2));
  ASSERT_TRUE(back);
  EXPECT_EQ(packed(*back), packed(two));
  EXPECT_FALSE(open().recall(key(3)));
  EXPECT_EQ(UnderstoodOffers::open(folder.path(), "theirs").size(), 0U);

  ASSERT_TRUE(open().save(folder.path(), "ours", monday + std::chrono::days(14), {{key(2), &two}}));
  EXPECT_EQ(open().size(), 2U) << "an offer may come back";
  ASSERT_TRUE(open().save(folder.path(), "ours", monday, {{key(2), &two}}));
  EXPECT_EQ(open().size(), 2U) << "an older week made again forgets nothing";
  ASSERT_TRUE(open().save(folder.path(), "ours", monday + std::chrono::days(21), {{key(2), &two}}));
  EXPECT_EQ(open().size(), 1U);
  EXPECT_TRUE(open().recall(key(2)));
}

TEST(UnderstoodOffers, IsNotWrittenWhenNothingWouldChange) {
  const support::TemporaryDirectory folder;
  const UnderstoodOffer one = about("one");
  const Day monday = monday_of({2026, 40});
  const auto save = [&] {
    return UnderstoodOffers::open(folder.path(), "ours").save(folder.path(), "ours", monday, {{{1, 1}, &one}});
  };
  ASSERT_TRUE(save());
  const auto written = std::filesystem::last_write_time(folder.path() / kFile);
  std::filesystem::last_write_time(folder.path() / kFile, written - std::chrono::hours(1));
  ASSERT_TRUE(save());
  EXPECT_EQ(std::filesystem::last_write_time(folder.path() / kFile), written - std::chrono::hours(1));
}

}  // namespace
}  // namespace passerelle
