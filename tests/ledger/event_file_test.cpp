#include "ledger/event_file.h"

#include <gmock/gmock.h>

#include "tests/ledger/ledgers.h"

namespace passerelle {
namespace {

using support::event;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

Feed<Event> read(const std::string& text) {
  ByteSource source = ByteSource::from_memory(text);
  auto feed = read_events(source, "events.ndjson");
  EXPECT_TRUE(feed) << feed.error().message;
  return feed ? std::move(*feed) : Feed<Event>();
}

TEST(EventFile, WhatIsWrittenReadsBackTheSame) {
  Event one = event(EventType::dropped, "P-1", "O-1", "l'employeur\nest \"connu\" é 😀");
  one.by = {AuthorKind::referent, "R-07"};
  one.reason = "other";
  one.list = std::string(64, 'a');
  one.valid_until = parse_day("2027-01-31");
  one.id = "id-1";
  Event two = event(EventType::consent, "P-2", "", "given");
  two.id = event_id(two);
  const Feed<Event> feed = read(event_line(one) + "\n" + event_line(two) + "\n");
  EXPECT_THAT(feed.records, ElementsAre(one, two));
  EXPECT_THAT(feed.rejections, IsEmpty());
  EXPECT_THAT(feed.warnings, IsEmpty());
}

TEST(EventFile, ALineThatCannotBeUsedIsSetAsideWithItsPlaceAndReason) {
  const std::string good = R"({"at":"2026-11-28T09:15:00Z","by":{"kind":"system"},"person":"P","type":"paused"})";
  const auto with = [&](const std::string& old_text, const std::string& new_text) {
    std::string line = good;
    return line.replace(line.find(old_text), old_text.size(), new_text);
  };
  const std::vector<std::pair<std::string, std::string>> cases{
      {with("paused", "pausd"), "type"},
      {with("\"paused\"", "[]"), "type"},
      {with("2026-11-28", "2026-02-30"), "at"},
      {with("\"at\":\"2026-11-28T09:15:00Z\",", ""), "at"},
      {with("system", "robot"), "by.kind"},
      {with("\"P\"", "{}"), "person"},
      {with("\"P\"", "\"a\\nb\""), "person"},
      {with("\"P\"", "\"" + std::string(300, 'x') + "\""), "person"},
      {with("\"person\":\"P\",", ""), ""},
      {with("}", ""), ""},
      {with("\"type\"", "\"valid_until\":\"demain\",\"type\""), "valid_until"}};
  for (const auto& [line, field] : cases) {
    const Feed<Event> feed = read(good + "\n" + line + "\n" + good + "\n");
    EXPECT_EQ(feed.records.size(), 2U) << line;
    ASSERT_EQ(feed.rejections.size(), 1U) << line;
    EXPECT_EQ(feed.rejections[0].line, 2U) << line;
    EXPECT_EQ(feed.rejections[0].field, field) << line;
    EXPECT_NE(feed.rejections[0].reason, "") << line;
  }
  EXPECT_THAT(read(cases[0].first + "\n").rejections[0].reason, HasSubstr("« paused »"));
}

TEST(EventFile, UnknownFieldsAreToldOnce) {
  const std::string line =
      R"({"at":"2026-11-28T09:15:00Z","by":{"kind":"system","x":1},"person":"P","type":"paused","note":1})";
  EXPECT_THAT(read(line + "\n" + line).warnings,
              ElementsAre(HasSubstr("« by.x » (2 fois)"), HasSubstr("« note » (2 fois)")));
}

TEST(EventFile, NothingThatIsExportedTellsARefusal) {
  std::vector<std::string> lines;
  for (const std::string value : {"no", "", "je ne veux pas", "yes", "call"}) {
    Event answer = event(EventType::replied, "P-1", "O-1", value);
    answer.id = event_id(answer);
    lines.push_back(event_line(exportable(answer)));
  }
  EXPECT_EQ(lines[0], lines[1]) << "a no, its id included, is written like any answer";
  EXPECT_EQ(lines[0], lines[2]);
  EXPECT_THAT(lines[0], ::testing::Not(HasSubstr("value")));
  EXPECT_THAT(lines[3], HasSubstr(R"("value":"yes")"));
  EXPECT_THAT(lines[4], HasSubstr(R"("value":"call")"));
  Event proposed = event(EventType::proposed, "P-1", "O-1", "2026-W48-1");
  proposed.id = event_id(proposed);
  EXPECT_EQ(exportable(proposed), proposed);
}

class ExportedLedgers : public support::OnBothDatabases {};
INSTANTIATE_ON_BOTH(ExportedLedgers);

TEST_P(ExportedLedgers, AreTakenUpByAnotherAndByThemselvesWithoutCountingTwice) {
  Ledger ledger = open();
  std::vector<Event> all{event(EventType::proposed, "P-1", "O-1", "i"), event(EventType::noted, "P-2", "", "mots"),
                         event(EventType::replied, "P-2", "O-1", "yes")};
  ASSERT_TRUE(ledger.append(all));
  ASSERT_TRUE(ledger.erase(PersonId("P-2"), {AuthorKind::referent, "R-1"}, {}));
  std::string file;
  for (const Event& one : support::events_of(ledger)) {
    file += event_line(exportable(one)) + "\n";
  }
  const Feed<Event> feed = read(file);
  ASSERT_THAT(feed.rejections, IsEmpty());
  EXPECT_EQ(*ledger.append(feed.records), 0U);
  const LedgerOptions elsewhere = new_ledger("elsewhere");
  Ledger other = open(elsewhere);
  const auto added = other.append(feed.records);
  ASSERT_TRUE(added) << added.error().message;
  EXPECT_EQ(*added, 4U);
  EXPECT_EQ(support::events_of(other), support::events_of(ledger));
  EXPECT_THAT(*other.people(), ElementsAre(PersonId("P-1")));
  EXPECT_THAT(*verify_ledger(elsewhere), IsEmpty());
}

}  // namespace
}  // namespace passerelle
