#include <gmock/gmock.h>
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include "ledger/database.h"
#include "ledger/outbox.h"
#include "ledger/schema.h"
#include "tests/ledger/ledgers.h"

namespace passerelle {
namespace {

using support::event;
using support::events_of;
using support::moment;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class Care : public support::OnBothDatabases {
 protected:
  std::filesystem::path backup() {
    const std::filesystem::path file = folder.path() / ("backup-" + std::to_string(++backups_) + ".db");
    const auto done = backup_ledger(options, file);
    EXPECT_TRUE(done) << done.error().message;
    return file;
  }
  void restore(const std::filesystem::path& file) {
    const auto done = restore_ledger(options, file, true);
    ASSERT_TRUE(done) << done.error().message;
    EXPECT_THAT(problems(), IsEmpty());
  }
  std::vector<std::string> problems() {
    const auto found = verify_ledger(options);
    EXPECT_TRUE(found) << found.error().message;
    return found ? *found : std::vector<std::string>();
  }
  static OutboxMessage message(const std::string& key, const std::string& person) {
    OutboxMessage one;
    one.key = key;
    one.person = PersonId(person);
    one.channel = "sms";
    one.address = "+3363998" + person;
    one.content = "{}";
    one.offers = {OfferId("O-1")};
    one.not_before = moment();
    return one;
  }
  std::filesystem::path never() const {
    return options.never.empty() ? std::filesystem::path(options.database + ".never") : options.never;
  }

 private:
  int backups_ = 0;
};
INSTANTIATE_ON_BOTH(Care);

TEST_P(Care, ARestoreNeverResendsAndNeverRevives) {
  std::filesystem::path old;
  {
    Ledger ledger = open();
    Outbox outbox(ledger);
    const std::vector<OutboxMessage> all{message("k1", "0001"), message("k2", "0002"), message("k3", "0003"),
                                         message("k4", "0004"), message("k5", "0005")};
    ASSERT_TRUE(outbox.enqueue(all));
    ASSERT_TRUE(ledger.keep(PersonId("0003"), "contact", "c"));
    const Event note = event(EventType::noted, "0003", "O-1", "des mots");
    ASSERT_TRUE(ledger.append(std::span(&note, 1)));
    old = backup();
    ASSERT_TRUE(*outbox.become_the_sender());
    EXPECT_EQ((*outbox.take(moment()))->key, "k1");
    ASSERT_TRUE(outbox.accepted("k1", "gw", moment(1)));
    EXPECT_EQ((*outbox.take(moment()))->key, "k2");
    ASSERT_TRUE(outbox.refused("k2", "occupé", moment(5), moment(1)));
    ASSERT_TRUE(ledger.erase(PersonId("0003"), {}, {}));
    ASSERT_TRUE(ledger.suppress("+33639980004"));
  }
  restore(old);
  Ledger ledger = open();
  Outbox outbox(ledger);
  ASSERT_TRUE(*outbox.become_the_sender());
  std::vector<std::string> leaving;
  for (auto next = outbox.take(moment(10)); next && *next; next = outbox.take(moment(10))) {
    leaving.push_back((*next)->key);
  }
  EXPECT_THAT(leaving, ElementsAre("k2", "k5")) << "k1 left, k3 is erased, k4 said STOP; k2 surely did not leave";
  EXPECT_EQ((**outbox.message("k1")).state, MessageState::uncertain);
  EXPECT_FALSE(outbox.message("k3")->has_value());
  EXPECT_EQ((**outbox.message("k4")).state, MessageState::cancelled);
  EXPECT_FALSE(ledger.kept(PersonId("0003"), "contact")->has_value());
  const auto events = events_of(ledger);
  ASSERT_EQ(events.size(), 2U);
  EXPECT_EQ(events[0].value, "");
  EXPECT_EQ(events[1].type, EventType::erased);
  EXPECT_EQ(events[0].person, events[1].person);
}

TEST_P(Care, WhatAReportSaidHasArrivedIsNotSentAgainThoughTheGatewayHadRefusedIt) {
  std::filesystem::path old;
  {
    Ledger ledger = open();
    Outbox outbox(ledger);
    const std::vector<OutboxMessage> all{message("k1", "0001"), message("k2", "0002")};
    ASSERT_TRUE(outbox.enqueue(all));
    old = backup();
    ASSERT_TRUE(*outbox.become_the_sender());
    EXPECT_EQ((*outbox.take(moment()))->key, "k1");
    ASSERT_TRUE(outbox.refused("k1", "occupé", moment(5), moment(1)));
    EXPECT_TRUE(*outbox.report("k1", true, "", moment(2)));
    EXPECT_EQ((*outbox.take(moment(1)))->key, "k2");
    ASSERT_TRUE(outbox.accepted("k2", "gw", moment(2)));
    ASSERT_TRUE(outbox.refused("k2", "trop tard", moment(5), moment(3)));
  }
  restore(old);
  Ledger ledger = open();
  Outbox outbox(ledger);
  ASSERT_TRUE(*outbox.become_the_sender());
  EXPECT_FALSE(outbox.take(moment(10))->has_value());
}

TEST_P(Care, ABackupIsOneFileThatAnotherKindOfDatabaseTakesUp) {
  std::filesystem::path file;
  std::vector<Event> told;
  {
    Ledger ledger = open();
    std::vector<Event> all;
    for (int number = 0; number < 12'000; ++number) {
      all.push_back(event(number % 7 == 0 ? EventType::noted : EventType::proposed, "P-" + std::to_string(number % 100),
                          "O-" + std::to_string(number), number % 7 == 0 ? "des mots\té" : "2026-W48-1"));
    }
    ASSERT_TRUE(ledger.append(all));
    ASSERT_TRUE(ledger.begin_issue("2026-W48-1", "f"));
    const std::vector<Ledger::OfferFacts> facts{{OfferId("O-1"), "1", "e", "p", "t", "G1602"}};
    ASSERT_TRUE(ledger.remember(facts));
    told = events_of(ledger);
    file = backup();
    EXPECT_FALSE(backup_ledger(options, file)) << "no file is replaced";
  }
  EXPECT_FALSE(std::filesystem::exists(file.string() + "-wal"));
  EXPECT_EQ(std::filesystem::status(file).permissions() & std::filesystem::perms::group_all,
            std::filesystem::perms::none);
  LedgerOptions elsewhere{(folder.path() / "elsewhere.db").string(), never(), {}};
  elsewhere.key = options.key.empty() ? options.database + ".key" : options.key.string();
  const auto done = restore_ledger(elsewhere, file, false);
  ASSERT_TRUE(done) << done.error().message;
  Ledger copy = open(elsewhere);
  EXPECT_EQ(events_of(copy), told);
  EXPECT_EQ(copy.issues()->size(), 1U);
  EXPECT_EQ(copy.offers({})->size(), 1U);
  EXPECT_THAT(*verify_ledger(elsewhere), IsEmpty());
  EXPECT_FALSE(restore_ledger(elsewhere, file, false)) << "not empty";
}

TEST_P(Care, WithoutItsNeverFileALedgerSendsNothingByItself) {
  {
    Ledger ledger = open();
    Outbox outbox(ledger);
    const std::vector<OutboxMessage> all{message("k1", "0001"), message("k2", "0002")};
    ASSERT_TRUE(outbox.enqueue(all));
    ASSERT_TRUE(ledger.suppress("a@example.org"));
  }
  std::filesystem::remove(never());
  const auto opened = Ledger::open(options);
  ASSERT_FALSE(opened);
  EXPECT_THAT(opened.error().message, HasSubstr("ledger migrate"));
  ASSERT_TRUE(migrate_ledger(options));
  Ledger ledger = open();
  Outbox outbox(ledger);
  ASSERT_TRUE(*outbox.become_the_sender());
  EXPECT_FALSE(outbox.take(moment(10))->has_value());
  EXPECT_EQ((**outbox.message("k1")).state, MessageState::uncertain);
  EXPECT_TRUE(*ledger.is_suppressed("a@example.org"));
}

TEST_P(Care, ATornLastLineOfNeverIsPassedOver) {
  {
    Ledger ledger = open();
    ASSERT_TRUE(ledger.suppress("a@example.org"));
    ASSERT_TRUE(ledger.suppress("b@example.org"));
  }
  std::filesystem::resize_file(never(), std::filesystem::file_size(never()) - 10);
  Ledger ledger = open();
  ASSERT_TRUE(ledger.suppress("c@example.org"));
  Ledger again = open();
  for (const std::string address : {"a@example.org", "b@example.org", "c@example.org"}) {
    EXPECT_TRUE(*again.is_suppressed(address)) << address << ": the database knows it too";
  }
  ASSERT_TRUE(migrate_ledger(options));
  EXPECT_THAT(problems(), IsEmpty());
}

TEST_P(Care, StatusCountsEverythingByItsName) {
  {
    Ledger ledger = open();
    Outbox outbox(ledger);
    OutboxMessage notice = message("k2", "0002");
    notice.person = PersonId("referent:R-1");
    notice.list = "";
    OutboxMessage told = message("k1", "0001");
    told.list = std::string(64, 'a');
    const std::vector<OutboxMessage> all{told, notice};
    ASSERT_TRUE(outbox.enqueue(all));
    const Event one = event(EventType::hired, "P-2", "O-1");
    ASSERT_TRUE(ledger.append(std::span(&one, 1)));
    ASSERT_TRUE(ledger.erase(PersonId("P-2"), {}, {}));
  }
  const auto status = ledger_status(options);
  ASSERT_TRUE(status) << status.error().message;
  EXPECT_EQ(status->kind, GetParam());
  EXPECT_EQ(status->schema, status->newest_schema);
  EXPECT_EQ(status->people, 1U);
  EXPECT_EQ(status->referents, 1U);
  EXPECT_EQ(status->erased, 1U);
  EXPECT_THAT(status->notices, ::testing::Contains(std::pair("queued", 1U)));
  EXPECT_EQ(status->events.size(), 24U);
  EXPECT_THAT(status->events, ::testing::Contains(std::pair("hired", 1U)));
  EXPECT_THAT(status->messages, ::testing::Contains(std::pair("queued", 1U)));
  EXPECT_TRUE(status->last_event);
}

TEST_P(Care, OlderSchemasAreBroughtUpToDateWithAllThatTheyHold) {
  for (const int before : {1, 2}) {
    options = new_ledger("schema_" + std::to_string(before));
    const Event one = event(EventType::proposed, "P-1", "O-1", "2026-W48-1");
    {
      Ledger ledger = open();
      ASSERT_TRUE(ledger.append(std::span(&one, 1)));
      ASSERT_TRUE(ledger.keep(PersonId("P-1"), "contact", "c"));
    }
    {
      Result<Database> database = Database::open(options.database, Access::change);
      ASSERT_TRUE(database);
      const Result<Done> back = database->write<Done>(Repeat::safe, [&] {
        database->sql() << "CREATE INDEX events_by_offer ON events (offer)";
        database->sql() << "CREATE INDEX events_by_list ON events (list)";
        if (before == 1) {
          database->sql() << "DROP TABLE outbox_offers";
          database->sql() << "DROP TABLE outbox";
        }
        set_ledger_note(*database, "schema", std::to_string(before));
        return Done{};
      });
      ASSERT_TRUE(back) << back.error().message;
    }
    EXPECT_THAT(Ledger::open(options).error().message, HasSubstr("ledger migrate"));
    const Result<int> migrated = migrate_ledger(options);
    ASSERT_TRUE(migrated) << migrated.error().message;
    EXPECT_EQ(*migrated, before);
    EXPECT_EQ(ledger_status(options)->schema, newest_schema());
    EXPECT_THAT(*verify_ledger(options), IsEmpty());
    Ledger ledger = open();
    EXPECT_EQ(events_of(ledger).size(), 1U);
    EXPECT_EQ(**ledger.kept(PersonId("P-1"), "contact"), "c");
    Outbox outbox(ledger);
    const std::vector<OutboxMessage> waiting{message("k1", "0001")};
    EXPECT_TRUE(outbox.enqueue(waiting));
  }
}

/// What a hand does to a SQLite ledger behind our back.
class DamagedLedger : public ::testing::Test {
 protected:
  DamagedLedger() : options{(folder.path() / "ledger.db").string(), {}, {}} {
    auto ledger = Ledger::open(options);
    std::vector<Event> all;
    for (int number = 0; number < 5; ++number) {
      all.push_back(event(EventType::noted, "P-1", "O-" + std::to_string(number), "des mots"));
    }
    EXPECT_TRUE(ledger->append(all));
    EXPECT_TRUE(ledger->keep(PersonId("P-1"), "contact", "c"));
  }
  std::vector<std::string> after(const std::vector<std::string>& statements) {
    soci::session session(soci::sqlite3, options.database);
    for (const std::string& statement : statements) {
      session << statement;
    }
    session.close();
    return *verify_ledger(options);
  }

  support::TemporaryDirectory folder;
  LedgerOptions options;
};

TEST_F(DamagedLedger, AnUntouchedOneIsWhole) {
  EXPECT_THAT(after({}), IsEmpty());
}
TEST_F(DamagedLedger, AChangedEventIsFound) {
  EXPECT_THAT(after({"UPDATE events SET offer = 'O-9' WHERE number = 4"}), ElementsAre(HasSubstr("n° 4 a été changé")));
}
TEST_F(DamagedLedger, AMissingEventIsFound) {
  EXPECT_THAT(after({"DELETE FROM words WHERE event = 4", "DELETE FROM events WHERE number = 4"}),
              ElementsAre(HasSubstr("il manque 1 événement")));
  EXPECT_THAT(after({"DELETE FROM words WHERE event > 4", "DELETE FROM events WHERE number > 4"}),
              ::testing::Contains(HasSubstr("à la fin")));
}
TEST_F(DamagedLedger, ExchangedEventsAreFound) {
  EXPECT_FALSE(
      after({"PRAGMA foreign_keys = OFF", "UPDATE events SET number = 99 WHERE number = 3",
             "UPDATE events SET number = 3 WHERE number = 4", "UPDATE events SET number = 4 WHERE number = 99"})
          .empty());
}
TEST_F(DamagedLedger, LostAndExchangedWordsAreFound) {
  EXPECT_THAT(after({"DELETE FROM words WHERE event = 3"}), ElementsAre(HasSubstr("n° 3 manquent")));
  EXPECT_THAT(after({"UPDATE words SET sealed = (SELECT sealed FROM words WHERE event = 5) WHERE event = 4"}),
              ::testing::Contains(HasSubstr("n° 4 ont été changés")));
}
TEST_F(DamagedLedger, WhatDoesNotDecryptIsFound) {
  EXPECT_THAT(after({"UPDATE kept SET sealed = 'AAAA' || sealed"}), ElementsAre(HasSubstr("ne se déchiffre pas")));
}
TEST_F(DamagedLedger, AnotherSchemaSaysWhatToDo) {
  {
    soci::session session(soci::sqlite3, options.database);
    session << "UPDATE ledger SET value = '99' WHERE name = 'schema'";
  }
  EXPECT_THAT(Ledger::open(options).error().message, HasSubstr("plus récente"));
  {
    soci::session session(soci::sqlite3, options.database);
    session << "CREATE INDEX events_by_offer ON events (offer)";
    session << "CREATE INDEX events_by_list ON events (list)";
    session << "DROP TABLE outbox_offers";
    session << "DROP TABLE outbox";
    session << "UPDATE ledger SET value = '1' WHERE name = 'schema'";
  }
  EXPECT_THAT(Ledger::open(options).error().message, HasSubstr("ledger migrate"));
  EXPECT_EQ(ledger_status(options)->schema, 1);
  EXPECT_EQ(*migrate_ledger(options), 1);
  auto ledger = Ledger::open(options);
  ASSERT_TRUE(ledger);
  EXPECT_EQ(events_of(*ledger).size(), 5U);
  EXPECT_THAT(*verify_ledger(options), IsEmpty());
}
TEST_F(DamagedLedger, AValueThatIsNoNumberIsAnErrorAndNoException) {
  {
    soci::session session(soci::sqlite3, options.database);
    session << "UPDATE ledger SET value = 'x' WHERE name = 'schema'";
  }
  EXPECT_THAT(Ledger::open(options).error().message, HasSubstr("illisible"));
}
TEST_F(DamagedLedger, AFileThatIsNoDatabaseIsSaidToBeOne) {
  const std::string file = (folder.path() / "text.db").string();
  std::ofstream(file) << std::string(5000, 'x');
  const auto opened = Ledger::open({file, {}, {}});
  ASSERT_FALSE(opened);
  EXPECT_THAT(opened.error().message, HasSubstr("n'est pas une base SQLite"));
}

}  // namespace
}  // namespace passerelle
