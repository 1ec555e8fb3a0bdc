#include "pipeline/week.h"

#include <gmock/gmock.h>
#include <sys/resource.h>

#include <algorithm>
#include <csignal>
#include <random>
#include <set>

#include "base/parallel.h"
#include "pipeline/numbers.h"
#include "tests/pipeline/sample_week.h"

namespace passerelle {
namespace {

using support::files_below;
using support::lines_of;
using support::project;
using support::replaced;
using support::run;
using support::SampleWeek;
using support::shown_offers;
using support::text_of;
using support::with_note;
using support::write_lines;
using testing::HasSubstr;
using testing::Not;

TEST_F(SampleWeek, WritesWholePrivateFilesAndOneLineForEachPerson) {
  WeekConfig config = engine_.sample_week("out");
  config.spreadsheets = true;
  const WeeklyRun done = run(config);
  for (const std::filesystem::path& file : files_below(config.out)) {
    EXPECT_EQ(std::filesystem::status(file).permissions(),
              std::filesystem::perms::owner_read | std::filesystem::perms::owner_write)
        << file;
    EXPECT_THAT((std::set<std::string>{".ndjson", ".json", ".html", ".xlsx"}),
                testing::Contains(file.extension().string()))
        << file << " is no output";
    EXPECT_GT(std::filesystem::file_size(file), 0U) << file;
  }
  std::string previous;
  std::set<std::string> statuses;
  const std::vector<std::string> lines = lines_of(done.lists);
  ASSERT_EQ(lines.size(), 68U);
  for (const std::string& line : lines) {
    const Result<JsonDocument> document = JsonDocument::parse(line);
    ASSERT_TRUE(document);
    const std::string person = document->root()["person"].text();
    EXPECT_LT(previous, person);
    previous = person;
    const std::string status = document->root()["status"].text();
    statuses.insert(status);
    EXPECT_EQ(status == "proposed", document->root()["offers"].size() > 0) << person;
    EXPECT_LE(document->root()["offers"].size(), 5U);
    EXPECT_LE(document->root()["unlock"].size(), 2U) << person;
    std::int64_t considered = document->root()["counts"]["eligible"].integer().value_or(0);
    document->root()["counts"]["excluded"].for_each_member(
        [&considered](std::string_view, JsonView count) { considered += count.integer().value_or(0); });
    EXPECT_EQ(considered, document->root()["counts"]["considered"].integer().value_or(0)) << person;
    if (status != "paused") {
      EXPECT_EQ(considered, static_cast<std::int64_t>(done.offers_listed)) << person;
    }
  }
  EXPECT_THAT(statuses, testing::IsSupersetOf({"proposed", "paused"}));
  EXPECT_EQ(done.people_read, 68U);
  EXPECT_EQ(done.people_proposed + done.people_empty + done.people_paused, 68U);
  EXPECT_GE(done.people_proposed, 55U);
  for (const char* page : {"index.html", "R-01.html", "sans-referent.html", "R-01.xlsx"}) {
    EXPECT_TRUE(std::filesystem::exists(config.out / "referents" / page)) << page;
  }
}

TEST_F(SampleWeek, AccountsForItself) {
  const WeekConfig config = engine_.sample_week("out");
  const WeeklyRun done = run(config);
  const Result<JsonDocument> account = JsonDocument::parse(text_of(config.out / "run.json"));
  ASSERT_TRUE(account);
  const JsonView root = account->root();
  EXPECT_EQ(root["week"].text(), "2026-W48");
  EXPECT_EQ(root["issue"].text(), "2026-W48-1");
  EXPECT_FALSE(root["version"].text().empty());
  std::set<std::string> roles;
  for (std::size_t row = 0; row < root["inputs"].size(); ++row) {
    roles.insert(root["inputs"].at(row)["role"].text());
    EXPECT_EQ(root["inputs"].at(row)["sha256"].text().size(), 64U);
  }
  EXPECT_EQ(roles, (std::set<std::string>{"offers", "people", "referents", "referential", "communes", "lexicon",
                                          "activities", "foreign_words", "model", "offer_memory", "manifest"}));
  EXPECT_EQ(root["counts"]["people_read"].integer(), 68);
  EXPECT_EQ(root["counts"]["offers_read"].integer(), static_cast<std::int64_t>(done.offers_read));
  EXPECT_EQ(root["counts"]["offers_listed"].integer(), static_cast<std::int64_t>(done.offers_listed));
  EXPECT_FALSE(root["seconds"].is_null());
}

TEST_F(SampleWeek, NamesEachBrokenLine) {
  const WeekConfig config = engine_.sample_week("out");
  run(config);
  std::map<std::string, std::set<std::int64_t>> lines;
  for (const std::string& line : lines_of(config.out / "rejected.ndjson")) {
    const Result<JsonDocument> rejection = JsonDocument::parse(line);
    ASSERT_TRUE(rejection);
    lines[rejection->root()["file"].text()].insert(rejection->root()["line"].integer().value_or(0));
    EXPECT_FALSE(rejection->root()["reason"].text().empty());
    EXPECT_GT(rejection->root()["record"].integer().value_or(0), 0);
  }
  // Line 1064 holds two whole offers: both are read.
  EXPECT_EQ(lines["offers.jsonl"], (std::set<std::int64_t>{57, 203, 348, 512, 777, 901, 1230, 1402, 1555}));
  EXPECT_THAT(lines["people.ndjson"], testing::IsSupersetOf({21, 34, 47}));
}

TEST_F(SampleWeek, HasTheSameBytesForAnyThreadsAndAnyOrderOfItsFiles) {
  const auto shuffled = [this](const std::filesystem::path& file, std::uint64_t seed) {
    std::vector<std::string> lines = lines_of(file);
    std::mt19937_64 engine(seed);
    std::ranges::shuffle(lines, engine);
    const std::filesystem::path copy = engine_.folder() / ("shuffled-" + file.filename().string());
    write_lines(copy, lines);
    return copy;
  };
  WeekConfig config = engine_.sample_week("one");
  {
    const ThreadLimit limit(1);
    run(config);
  }
  const std::string expected = text_of(config.out / "lists.ndjson");
  ASSERT_GT(expected.size(), 100'000U);
  config.out = engine_.folder() / "two";
  {
    const ThreadLimit limit(2);
    run(config);
  }
  EXPECT_TRUE(text_of(config.out / "lists.ndjson") == expected) << "two threads";
  config.out = engine_.folder() / "shuffled";
  config.offers = {config.offers[2], config.offers[1], shuffled(config.offers[0], 1)};
  config.people = shuffled(config.people, 2);
  run(config);
  EXPECT_TRUE(text_of(config.out / "lists.ndjson") == expected) << "shuffled";
}

TEST_F(SampleWeek, ShowsNoOfferThatBreaksALimit) {
  const WeekConfig config = engine_.sample_week("out");
  run(config);
  const Result<Engine> engine = Engine::load(config.engine);
  ASSERT_TRUE(engine);
  const Result<WeekRecords> records = read_records(config, *engine, {});
  ASSERT_TRUE(records);
  const Day monday = monday_of(config.week);
  const WeekNumbers numbers(*records, *engine, monday);
  std::map<std::string, std::size_t> offer_rows;
  for (std::size_t row = 0; row < records->offers.size(); ++row) {
    offer_rows[records->offers[row].id.value()] = row;
  }
  const auto shown = shown_offers(config.out / "lists.ndjson");
  std::size_t pairs = 0;
  for (std::size_t person = 0; person < records->people.size(); ++person) {
    const Person& who = records->people[person];
    for (const support::ShownOffer& offer : shown.at(who.id.value())) {
      ++pairs;
      const std::size_t row = offer_rows.at(offer.id);
      const Offer& job = records->offers[row];
      for (std::size_t rule = 0; rule < kRuleCount; ++rule) {
        EXPECT_NE(answer(static_cast<Rule>(rule), numbers.limits()[person], numbers.conditions()[row], monday),
                  Answer::no)
            << who.id.value() << " " << offer.id << " " << to_string(static_cast<Rule>(rule));
      }
      // Said again from the fields themselves.
      EXPECT_TRUE(!job.valid_until || *job.valid_until >= monday) << offer.id;
      const bool self_employed = job.contract == ContractKind::lib || job.contract == ContractKind::fra;
      EXPECT_TRUE(!self_employed || std::ranges::any_of(who.wishes.contracts, [&job](const ContractPreference& wish) {
        return wish.contract == to_string(job.contract);
      })) << offer.id;
      for (const Avoidance& avoided : who.wishes.avoid) {
        EXPECT_TRUE(avoided.place.empty() || job.place.insee != avoided.place) << offer.id;
      }
      if (who.mobility.licences && who.mobility.licences->empty()) {
        for (const AskedThing& licence : job.licences) {
          EXPECT_FALSE(licence.demanded && licence.label.starts_with("B -")) << who.id.value() << " " << offer.id;
        }
      }
    }
  }
  EXPECT_GT(pairs, 200U);
}

TEST_F(SampleWeek, ContactsAreDroppedUnread) {
  WeekConfig config = engine_.sample_week("out");
  config.spreadsheets = true;
  std::vector<std::string> people;
  for (const std::string& line : lines_of(config.people)) {
    people.push_back(with_note(
        replaced(
            line, R"re(^\{"id")re",
            R"({"contact": {"first_name": "Zoubeidane", "phone": "06 39 98 12 34", "email": "z@example.org"}, "id")"),
        "Joindre au 06 39 98 56 78 ou zoubeidane@example.org, sinon +33639985679."));
  }
  config.people = engine_.folder() / "contacts.ndjson";
  write_lines(config.people, people);
  run(config);
  const std::vector<std::filesystem::path> files = files_below(config.out);
  ASSERT_GT(files.size(), 6U);
  for (const std::filesystem::path& file : files) {
    const std::string text = text_of(file);
    for (const char* secret : {"Zoubeidane", "zoubeidane", "06 39 98", "0639981234", "39985679", "z@example.org"}) {
      EXPECT_THAT(text, Not(HasSubstr(secret))) << file;
    }
  }
}

TEST_F(SampleWeek, AnInterruptionWritesNothing) {
  const std::atomic<bool> stop = true;
  Watch watch;
  watch.interrupted = &stop;
  const WeekConfig config = engine_.sample_week("out");
  const Result<WeeklyRun> done = run_week(config, watch);
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, ErrorCode::interrupted);
  EXPECT_THAT(files_below(config.out), testing::IsEmpty());
}

TEST_F(SampleWeek, AnInterruptionAtAnyStepWritesNothing) {
  for (const std::string_view when : {"lecture des profils", "classement"}) {
    std::atomic<bool> stop = false;
    Watch watch;
    watch.interrupted = &stop;
    watch.progress = [&stop, when](std::string_view step, std::uint64_t, std::uint64_t) {
      stop = stop || step == when;
    };
    const WeekConfig config = engine_.sample_week("out");
    const Result<WeeklyRun> done = run_week(config, watch);
    ASSERT_FALSE(done) << when;
    EXPECT_EQ(done.error().code, ErrorCode::interrupted) << when;
    EXPECT_THAT(files_below(config.out), testing::IsEmpty()) << when;
  }
}

TEST_F(SampleWeek, AFolderThatCannotBeMadeIsAnOutputError) {
  WeekConfig config = engine_.sample_week("out");
  write_lines(config.out, {"ceci est un fichier"});
  const Result<WeeklyRun> done = run_week(config, {});
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, ErrorCode::output_failed);
}

/// While it lives, no file of this process grows beyond `bytes`: what a full disk does.
class SmallDisk {
 public:
  explicit SmallDisk(rlim_t bytes) : previous_handler_(std::signal(SIGXFSZ, SIG_IGN)) {
    getrlimit(RLIMIT_FSIZE, &previous_);
    const rlimit small{bytes, previous_.rlim_max};
    setrlimit(RLIMIT_FSIZE, &small);
  }
  ~SmallDisk() {
    setrlimit(RLIMIT_FSIZE, &previous_);
    std::signal(SIGXFSZ, previous_handler_);
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;

 private:
  void (*previous_handler_)(int);
  rlimit previous_{};
};

TEST_F(SampleWeek, AFullDiskIsAnOutputErrorAndLeavesNoHalfFile) {
  WeekConfig config = engine_.sample_week("out");
  // Work that is kept for a restart fits on the disk: the lists of everybody do not.
  config.people_per_shard = 8;
  run(config);
  std::map<std::filesystem::path, std::string> before;
  for (const std::filesystem::path& file : files_below(config.out)) {
    before[file] = text_of(file);
  }
  for (const rlim_t bytes : {rlim_t{2'000}, rlim_t{300'000}}) {
    const SmallDisk disk(bytes);
    const Result<WeeklyRun> done = run_week(config, {});
    ASSERT_FALSE(done) << bytes;
    EXPECT_EQ(done.error().code, ErrorCode::output_failed) << bytes;
    // What is finished of the lists stays to be taken up again, out of sight.
    std::filesystem::remove_all(config.out / ".week");
    for (const std::filesystem::path& file : files_below(config.out)) {
      ASSERT_TRUE(before.contains(file)) << file << " was not there before";
      EXPECT_TRUE(text_of(file) == before[file]) << file;
    }
    // Without room for a shard, the earlier week stands untouched; once its files are being replaced, nothing vouches
    // for them any more.
    EXPECT_EQ(std::filesystem::exists(config.out / "run.json"), bytes < 10'000);
  }
}

TEST_F(SampleWeek, OfTwoRecordsOfOneIdTheLatestStaysWhateverTheirOrder) {
  const std::string common =
      R"("intitule": "Plongeur", "description": "Plonge en cuisine de collectivité.", "typeContrat": "CDI")";
  const std::string old_one =
      R"({"id": "X1", )" + common +
      R"(, "dateActualisation": "2026-11-01T08:00:00Z", "lieuTravail": {"commune": "45234"}, "entreprise": {"nom": "Avant"}})";
  const std::string new_one =
      R"({"id": "X1", )" + common +
      R"(, "dateActualisation": "2026-11-20T08:00:00Z", "lieuTravail": {"commune": "45234"}, "entreprise": {"nom": "Après"}})";
  const std::string same_day =
      R"({"id": "X1", )" + common +
      R"(, "dateActualisation": "2026-11-20T08:00:00Z", "lieuTravail": {"commune": "45284"}, "entreprise": {"nom": "Ailleurs"}})";
  WeekConfig config = engine_.sample_week("out");
  config.offers = {engine_.folder() / "offers.jsonl"};
  const Result<Engine> engine = Engine::load(config.engine);
  ASSERT_TRUE(engine);
  std::set<std::string> kept;
  std::vector<std::string> lines{old_one, new_one, same_day};
  std::ranges::sort(lines);
  do {
    write_lines(config.offers[0], lines);
    const Result<WeekRecords> records = read_records(config, *engine, {});
    ASSERT_TRUE(records);
    ASSERT_EQ(records->offers.size(), 1U);
    kept.insert(records->offers[0].employer);
    EXPECT_TRUE(std::ranges::any_of(records->rejections, [](const Rejection& rejection) {
      return rejection.file == "offers.jsonl" && rejection.field == "id";
    })) << "what differs and is left out is told";
  } while (std::ranges::next_permutation(lines).found);
  EXPECT_EQ(kept.size(), 1U);
  EXPECT_FALSE(kept.contains("Avant"));
}

TEST_F(SampleWeek, AnExplanationAgreesWithTheList) {
  const WeekConfig config = engine_.sample_week("out");
  run(config);
  const auto shown = shown_offers(config.out / "lists.ndjson");
  const support::ShownOffer first = shown.at("P-0001").at(0);
  const Result<PairExplanation> pair = explain_pair(config, "P-0001", first.id, {});
  ASSERT_TRUE(pair) << pair.error().message;
  EXPECT_EQ(pair->item.rank, 1);
  EXPECT_EQ(pair->item.offer.value(), first.id);
  EXPECT_NEAR(static_cast<double>(pair->item.score) / 10'000, std::stod(first.score), 1e-9);
  EXPECT_THAT(pair->verdict, HasSubstr("rang 1"));
  for (const LimitAnswer& limit : pair->eligibility) {
    EXPECT_NE(limit.answer, Answer::no) << to_string(limit.rule);
  }
}

TEST_F(SampleWeek, AnExplanationOfAnUnknownIdNamesTheNearest) {
  const WeekConfig config = engine_.sample_week("out");
  const Result<PairExplanation> person = explain_pair(config, "P-00011", "L-001", {});
  ASSERT_FALSE(person);
  EXPECT_EQ(person.error().code, ErrorCode::usage);
  EXPECT_THAT(person.error().message, HasSubstr("P-0001"));
  const Result<PairExplanation> offer = explain_pair(config, "P-0001", "L-0011", {});
  ASSERT_FALSE(offer);
  EXPECT_THAT(offer.error().message, HasSubstr("L-00"));
}

TEST_F(SampleWeek, AnExplanationOfAnExcludedOfferSaysWhichLimit) {
  const WeekConfig config = engine_.sample_week("out");
  // Valid until a day that is past.
  const Result<PairExplanation> pair = explain_pair(config, "P-0001", "L-015", {});
  ASSERT_TRUE(pair) << pair.error().message;
  EXPECT_EQ(pair->item.rank, 0);
  EXPECT_EQ(pair->eligibility.at(static_cast<std::size_t>(Rule::closed)).answer, Answer::no);
  EXPECT_THAT(pair->verdict, HasSubstr("limite"));
}

TEST_F(SampleWeek, AMissingOrForeignArtefactIsRefused) {
  WeekConfig config = engine_.sample_week("out");
  config.engine.model = engine_.folder() / "nowhere";
  const Result<WeeklyRun> without = run_week(config, {});
  ASSERT_FALSE(without);
  config = engine_.sample_week("out");
  config.engine.referential = config.engine.model / "embedding.bin";
  const Result<WeeklyRun> foreign = run_week(config, {});
  ASSERT_FALSE(foreign);
  EXPECT_EQ(foreign.error().code, ErrorCode::artefact_refused);
  EXPECT_FALSE(std::filesystem::exists(config.out));
}

}  // namespace
}  // namespace passerelle
