#include "pipeline/issue.h"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <set>

#include "ledger/ledger.h"
#include "tests/pipeline/sample_week.h"
#include "tests/support/thread_team.h"

namespace passerelle {
namespace {

using support::lines_of;
using support::run;
using support::text_of;
using support::write_lines;
using testing::HasSubstr;

/// Weeks of the samples, lived with one ledger.
class LivedWeeks : public support::SampleWeek {
 protected:
  WeekConfig week(unsigned number, const std::string& out) const {
    WeekConfig config = engine_.sample_week(out);
    config.week = {2026, number};
    config.ledger = LedgerOptions{(engine_.folder() / "ledger.db").string(), {}, {}};
    config.memory = engine_.folder() / "memory";
    return config;
  }

  Ledger open(const WeekConfig& config) const {
    Result<Ledger> ledger = Ledger::open(*config.ledger);
    EXPECT_TRUE(ledger) << ledger.error().message;
    return std::move(*ledger);
  }

  void tell(const WeekConfig& config, std::vector<Event> events) const {
    for (Event& event : events) {
      event.at = *parse_instant("2026-11-25T09:00:00Z");
      event.by = {AuthorKind::referent, "R-07"};
      event.id = event_id(event);
    }
    Ledger ledger = open(config);
    const auto told = ledger.append(events);
    EXPECT_TRUE(told) << told.error().message;
  }

  std::size_t proposals(const WeekConfig& config) const {
    Ledger ledger = open(config);
    std::size_t count = 0;
    EventFilter filter;
    filter.types = {EventType::proposed};
    EXPECT_TRUE(ledger.for_each_event(filter, [&](const Event&) {
      ++count;
      return true;
    }));
    return count;
  }
};

/// Every id that a list shows, repetitions included, by person.
std::map<std::string, std::set<std::string>> shown_ids(const WeekConfig& config) {
  std::map<std::string, std::set<std::string>> shown;
  for (const std::string& line : lines_of(config.out / "lists.ndjson")) {
    const Result<JsonDocument> document = JsonDocument::parse(line);
    const JsonView offers = document->root()["offers"];
    auto& ids = shown[document->root()["person"].text()];
    for (std::size_t row = 0; row < offers.size(); ++row) {
      ids.insert(offers.at(row)["offer"].text());
      for (std::size_t also = 0; also < offers.at(row)["also"].size(); ++also) {
        ids.insert(offers.at(row)["also"].at(also).text());
      }
    }
  }
  return shown;
}

TEST_F(LivedWeeks, ShowNoOfferTwiceToOnePersonAndAreMadeAgainTheSame) {
  const WeekConfig first = week(48, "first");
  run(first);
  const std::size_t proposed = proposals(first);
  EXPECT_GT(proposed, 200U);
  WeekConfig again = week(48, "again");
  again.people_per_shard = 7;
  run(again);
  EXPECT_TRUE(text_of(again.out / "lists.ndjson") == text_of(first.out / "lists.ndjson"));
  EXPECT_EQ(proposals(first), proposed) << "no second proposal";

  const WeekConfig second = week(49, "second");
  run(second);
  const auto before = shown_ids(first);
  std::size_t pairs = 0;
  for (const auto& [person, ids] : shown_ids(second)) {
    for (const std::string& id : ids) {
      EXPECT_FALSE(before.at(person).contains(id)) << person << " " << id;
      ++pairs;
    }
  }
  EXPECT_GT(pairs, 150U);
  // The first issue is still what it was.
  run(again);
  EXPECT_TRUE(text_of(again.out / "lists.ndjson") == text_of(first.out / "lists.ndjson"));
}

TEST_F(LivedWeeks, KilledAtAnyStepEndAsIfNothingHadHappened) {
  const WeekConfig whole = week(48, "whole");
  run(whole);
  const std::string expected = text_of(whole.out / "lists.ndjson");
  const std::size_t proposed = proposals(whole);
  WeekConfig killed = week(48, "killed");
  killed.ledger->database = (engine_.folder() / "other.db").string();
  killed.people_per_shard = 8;
  for (const std::uint64_t people : {0U, 16U, 40U}) {
    std::atomic<bool> stop = false;
    Watch watch;
    watch.interrupted = &stop;
    watch.progress = [&](std::string_view step, std::uint64_t done, std::uint64_t) {
      stop = stop || (step == "classement" && done >= people);
    };
    const Result<WeeklyRun> cut = run_week(killed, watch);
    ASSERT_FALSE(cut);
    EXPECT_EQ(proposals(killed), 0U) << "nothing is told before the lists stand";
  }
  killed.resume = true;
  run(killed);
  EXPECT_TRUE(text_of(killed.out / "lists.ndjson") == expected);
  EXPECT_EQ(proposals(killed), proposed);
}

TEST_F(LivedWeeks, AFinishedIssueIsNotMadeFromOtherFiles) {
  const WeekConfig first = week(48, "first");
  run(first);
  WeekConfig other = week(48, "other");
  std::vector<std::string> people = lines_of(other.people);
  people.erase(people.begin());
  other.people = engine_.folder() / "others.ndjson";
  write_lines(other.people, people);
  const Result<WeeklyRun> refused = run_week(other, {});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::usage);
  EXPECT_THAT(refused.error().message, HasSubstr("--issue 2"));
  other.issue = 2;
  EXPECT_EQ(run(other).issue, "2026-W48-2");
}

TEST_F(LivedWeeks, OnlyWhatWasBegunIsResumed) {
  WeekConfig config = week(48, "out");
  config.resume = true;
  const Result<WeeklyRun> refused = run_week(config, {});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::usage);
}

TEST_F(LivedWeeks, AFeedThatShrankStopsTheNightUntilItIsAccepted) {
  const WeekConfig first = week(48, "first");
  run(first);
  WeekConfig shrunk = week(49, "second");
  std::vector<std::string> offers = lines_of(shrunk.offers[0]);
  offers.resize(offers.size() / 2);
  shrunk.offers = {engine_.folder() / "half.jsonl"};
  write_lines(shrunk.offers[0], offers);
  const Result<WeeklyRun> refused = run_week(shrunk, {});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::input_unusable);
  EXPECT_THAT(refused.error().message, HasSubstr("--accept-feed"));
  // The whole feed comes after all: the issue that was begun is made from it, and can be made again.
  const WeekConfig whole = week(49, "second");
  run(whole);
  run(whole);
  shrunk.week = {2026, 50};
  shrunk.accept_feed = true;
  run(shrunk);
}

TEST_F(LivedWeeks, ObeyVetoesPinsAndClosures) {
  const WeekConfig first = week(48, "first");
  run(first);
  Result<JsonDocument> document = JsonDocument::parse(lines_of(first.out / "lists.ndjson").at(0));
  const JsonView list = document->root();
  const PersonId person(list["person"].text());
  ASSERT_GE(list["offers"].size(), 3U);
  const std::string employer = list["offers"].at(0)["show"]["employer"].text();
  const OfferId vetoed(list["offers"].at(0)["offer"].text());
  const OfferId pinned(list["offers"].at(1)["offer"].text());
  const OfferId closed(list["offers"].at(2)["offer"].text());
  ASSERT_FALSE(employer.empty());
  tell(first, {{"", {}, {}, person, vetoed, "", EventType::dropped, "", "employer", {}},
               {"", {}, {}, person, pinned, "", EventType::pinned, "", "", {}},
               {"", {}, {}, PersonId("P-0002"), closed, "", EventType::dropped, "", "closed", {}},
               {"", {}, {}, PersonId("P-0003"), OfferId(), "", EventType::paused, "", "", {}},
               {"", {}, {}, person, pinned, "", EventType::employer_answered, "no", "", {}}});
  const WeekConfig second = week(49, "second");
  run(second);
  for (const std::string& line : lines_of(second.out / "lists.ndjson")) {
    const Result<JsonDocument> read = JsonDocument::parse(line);
    const JsonView next = read->root();
    for (std::size_t row = 0; row < next["offers"].size(); ++row) {
      EXPECT_NE(next["offers"].at(row)["offer"].text(), closed.value());
    }
    if (next["person"].text() == "P-0003") {
      EXPECT_EQ(next["status"].text(), "paused");
    }
    if (next["person"].text() == person.value()) {
      ASSERT_GE(next["offers"].size(), 1U);
      const JsonView top = next["offers"].at(0);
      EXPECT_EQ(top["offer"].text(), pinned.value());
      const JsonView last_part = top["parts"].at(top["parts"].size() - 1);
      EXPECT_EQ(last_part["name"].text(), "employer_answers");
      EXPECT_EQ(last_part["contribution"].text(), "-0.05");
      for (std::size_t row = 0; row < next["offers"].size(); ++row) {
        EXPECT_NE(next["offers"].at(row)["show"]["employer"].text(), employer);
      }
    }
  }
}

TEST_F(LivedWeeks, AnExplanationTellsWhatTheLedgerHoldsOfThePairAndWritesNothingThere) {
  const WeekConfig first = week(48, "first");
  const Result<PairExplanation> without = explain_pair(first, "P-0001", "L-001", {});
  ASSERT_FALSE(without) << "who only looks makes no ledger";
  EXPECT_THAT(without.error().message, HasSubstr("n'existe pas"));
  EXPECT_FALSE(std::filesystem::exists(first.ledger->database));
  WeekConfig blank = first;
  blank.ledger->database = (engine_.folder() / "blank.db").string();
  std::ofstream(blank.ledger->database).close();
  EXPECT_FALSE(explain_pair(blank, "P-0001", "L-001", {})) << "an empty file is no ledger";
  EXPECT_EQ(std::filesystem::file_size(blank.ledger->database), 0U);
  EXPECT_FALSE(std::filesystem::exists(blank.ledger->database + ".key"));
  EXPECT_FALSE(std::filesystem::exists(blank.ledger->database + ".never"));
  run(first);
  const Result<JsonDocument> document = JsonDocument::parse(lines_of(first.out / "lists.ndjson").at(0));
  const JsonView list = document->root();
  const std::string person(list["person"].text());
  ASSERT_GE(list["offers"].size(), 4U);
  const auto offer = [&](std::size_t row) { return std::string(list["offers"].at(row)["offer"].text()); };
  const auto explained = [&](const WeekConfig& config, std::size_t row) {
    Result<PairExplanation> pair = explain_pair(config, person, offer(row), {});
    EXPECT_TRUE(pair && pair->ledger);
    return *pair;
  };
  // The issue itself holds nothing back; the next one does, and says which issue proposed it.
  EXPECT_THAT(explained(first, 0).verdict, HasSubstr("rang 1"));
  const WeekConfig second = week(49, "second");
  const PairExplanation again = explained(second, 3);
  EXPECT_TRUE(again.ledger->held_back);
  EXPECT_THAT(again.verdict, HasSubstr("déjà proposée"));
  ASSERT_EQ(again.ledger->events.size(), 1U);
  EXPECT_EQ(again.ledger->events[0].value, "2026-W48-1");

  const PersonId id(person);
  tell(first,
       {{"", {}, {}, id, OfferId(offer(0)), "", EventType::dropped, "", "employer", {}},
        {"", {}, {}, id, OfferId(offer(1)), "", EventType::pinned, "", "", {}},
        {"", {}, {}, PersonId("P-0002"), OfferId(offer(2)), "L-of-another", EventType::dropped, "", "closed", {}}});
  const PairExplanation vetoed = explained(second, 0);
  EXPECT_TRUE(vetoed.ledger->held_back);
  EXPECT_EQ(vetoed.ledger->events.back().reason, "employer");
  ASSERT_EQ(vetoed.ledger->vetoes.size(), 1U);
  EXPECT_EQ(vetoed.ledger->vetoes[0].employer, list["offers"].at(0)["show"]["employer"].text());
  EXPECT_THAT(vetoed.verdict, HasSubstr("choix de la personne"));
  const PairExplanation pinned = explained(second, 1);
  EXPECT_TRUE(pinned.ledger->pinned);
  EXPECT_FALSE(pinned.ledger->held_back);
  EXPECT_THAT(pinned.verdict, HasSubstr("rang 1"));
  const PairExplanation closed = explained(second, 2);
  EXPECT_TRUE(closed.ledger->closed);
  EXPECT_EQ(closed.ledger->events.back().person, id) << "whom else it was shown to stays unsaid";
  EXPECT_EQ(closed.ledger->events.back().list, "");
  EXPECT_EQ(closed.ledger->events.back().id, event_id(closed.ledger->events.back())) << "nor does the id tell it";
  EXPECT_THAT(closed.verdict, HasSubstr("offre fermée"));
  Ledger ledger = open(first);
  EXPECT_EQ(ledger.issues()->size(), 1U) << "explaining begins no issue";
}

TEST_F(LivedWeeks, NoOfferIsShownToMoreThanItsReach) {
  WeekConfig config = week(48, "out");
  config.reach = 1;
  const WeeklyRun done = run(config);
  EXPECT_GT(done.alone.beyond, 0U);
  EXPECT_EQ(done.shared.beyond, 0U);
  const Result<Engine> engine = Engine::load(config.engine);
  const Result<WeekRecords> records = read_records(config, *engine, {});
  std::map<std::string, std::uint32_t> posts;
  for (const Offer& offer : records->offers) {
    posts[offer.id.value()] = std::max(1U, offer.posts);
  }
  std::map<std::string, std::uint32_t> shown;
  for (const std::string& line : lines_of(config.out / "lists.ndjson")) {
    const Result<JsonDocument> document = JsonDocument::parse(line);
    for (const char* part : {"offers", "reserve"}) {
      const JsonView items = document->root()[part];
      for (std::size_t row = 0; row < items.size(); ++row) {
        ++shown[items.at(row)["offer"].text()];
      }
    }
  }
  for (const auto& [offer, people] : shown) {
    EXPECT_LE(people, posts.at(offer)) << offer;
  }
}

TEST_F(LivedWeeks, ATeamMakesTheSameAndTellsOnce) {
  run(week(48, "first"));
  const WeekConfig alone = week(49, "alone");
  run(alone);
  const std::size_t proposed = proposals(alone);
  WeekConfig config = week(49, "team");
  config.people_per_shard = 8;
  std::vector<Result<WeeklyRun>> runs(3, Error{});
  support::ThreadTeam(3).run([&](Team& team) { runs[team.rank()] = run_week(config, {}, team); });
  for (const Result<WeeklyRun>& each : runs) {
    ASSERT_TRUE(each) << each.error().message;
  }
  EXPECT_TRUE(text_of(config.out / "lists.ndjson") == text_of(alone.out / "lists.ndjson"));
  EXPECT_EQ(proposals(alone), proposed);
}

}  // namespace
}  // namespace passerelle
