#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/hash.h"
#include "deliver/corrections.h"
#include "deliver/queue.h"
#include "deliver/sender.h"
#include "report/lists.h"
#include "tests/support/program.h"
#include "tests/support/temporary_directory.h"

namespace passerelle {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const Instant kNow = *parse_instant("2026-11-24T10:00:00Z");

ShortlistItem item(const std::string& offer, int rank) {
  ShortlistItem item;
  item.rank = rank;
  item.offer = OfferId(offer);
  item.show.title = "Aide de cuisine";
  item.apply = {"phone", "01 99 00 00 01"};
  item.why = "Vous savez cuisiner.";
  return item;
}

/// One person with two offers and one in reserve.
class Queueing : public ::testing::Test {
 protected:
  Queueing() : ledger_(*Ledger::open({(folder_.path() / "l.db").string(), {}, {}})), outbox_(ledger_) {
    EXPECT_TRUE(*outbox_.become_the_sender());
    shortlist_.person = PersonId("P-1");
    shortlist_.status = ListStatus::proposed;
    shortlist_.offers = {item("A", 1), item("B", 2)};
    shortlist_.reserve = {item("C", 3)};
    const std::string line = lists_line(shortlist_, {2026, 48}, "2026-W48-1");
    list_ = line.substr(line.find("\"list\":\"") + 8, 64);
    file_ = folder_.path() / "lists.ndjson";
    support::write_text(file_, line + "\n");
    contact_.person = shortlist_.person;
    contact_.phone = parse_phone("06 39 98 00 01");
    contact_.email = "p1@example.org";
    contact_.channel = Channel::email;
    contact_.reads_french = Answer::yes;
    contact_.consent = {{"offers", Channel::email, parse_day("2026-09-01"), {}, "signé"}};
    words_.sender = "Équipe emploi";
  }

  void decide(EventType type, const ShortlistItem& about, const std::string& value, const std::string& reason = "") {
    Event event;
    event.at = kNow + std::chrono::seconds(++events_);
    event.by = {AuthorKind::referent, "R-07"};
    event.person = shortlist_.person;
    event.offer = about.offer;
    event.list = list_;
    event.type = type;
    event.value = value;
    event.reason = reason;
    event.id = "e" + std::to_string(events_);
    ASSERT_TRUE(ledger_.append({{event}}));
  }
  void validate(const ShortlistItem& about) { decide(EventType::validated, about, sha256_hex(item_json(about))); }
  void validate_all() {
    validate(shortlist_.offers[0]);
    validate(shortlist_.offers[1]);
    validate(shortlist_.reserve[0]);
  }
  QueueReport queue(const std::set<OfferId>* open = nullptr) {
    EXPECT_TRUE(keep_contact(ledger_, contact_));
    const SendingCalendar calendar = *SendingCalendar::create({});
    const Links links{"https://emploi.example.org", "secret"};
    QueueRequest request{.lists = file_,
                         .people = {},
                         .referents = {},
                         .open_offers = open,
                         .contacts = {},
                         .messages = words_,
                         .templates = templates_,
                         .links = links,
                         .calendar = calendar,
                         .per_week = per_week_,
                         .unreviewed = unreviewed_,
                         .now = kNow};
    Result<QueueReport> report = queue_messages(ledger_, request, {});
    EXPECT_TRUE(report) << report.error().message;
    return report ? std::move(*report) : QueueReport();
  }
  std::vector<OutboxMessage> waiting() { return *outbox_.messages({{MessageState::queued}}); }
  std::string only_reason(const QueueReport& report) {
    EXPECT_THAT(report.left_aside, SizeIs(1));
    EXPECT_THAT(waiting(), IsEmpty());
    return report.left_aside.empty() ? "" : report.left_aside.begin()->first;
  }
  static std::vector<OfferId> offers(const std::string& letters) {
    std::vector<OfferId> ids;
    for (const char letter : letters) {
      ids.emplace_back(std::string(1, letter));
    }
    return ids;
  }

  support::TemporaryDirectory folder_;
  Ledger ledger_;
  Outbox outbox_;
  Shortlist shortlist_;
  std::string list_;
  std::filesystem::path file_;
  Contact contact_;
  MessageOptions words_;
  MessageTemplates templates_;
  std::set<PersonId> unreviewed_;
  std::size_t per_week_ = 5;
  int events_ = 0;
};

TEST_F(Queueing, OnlyWhatAReferentValidatedIsTold) {
  EXPECT_THAT(only_reason(queue()), HasSubstr("relu"));
  validate(shortlist_.offers[1]);
  EXPECT_EQ(queue().queued, 1U);
  ASSERT_THAT(waiting(), SizeIs(1));
  EXPECT_EQ(waiting()[0].offers, offers("B"));
  EXPECT_EQ(waiting()[0].address, "p1@example.org");
  const Result<MessageContent> content = parse_message_content(waiting()[0].content);
  ASSERT_TRUE(content);
  EXPECT_THAT(content->email->unsubscribe, HasSubstr("https://emploi.example.org/unsubscribe?person=P-1&signature="));
}

TEST_F(Queueing, AValidationOfSomethingElseThanWhatStandsThereIsNone) {
  decide(EventType::validated, shortlist_.offers[0], std::string(64, '0'));
  queue();
  EXPECT_THAT(waiting(), IsEmpty());
}

TEST_F(Queueing, APersonWhoAskedForItGetsTheListUnread) {
  unreviewed_ = {PersonId("P-1")};
  decide(EventType::dropped, shortlist_.offers[0], "", "offer");
  EXPECT_EQ(queue().queued, 1U);
  // What a référent dropped is dropped all the same, and the reserve takes its place.
  EXPECT_EQ(waiting()[0].offers, offers("BC"));
}

TEST_F(Queueing, DoneAgainItAddsNothing) {
  validate_all();
  EXPECT_EQ(queue().queued, 1U);
  const QueueReport again = queue();
  EXPECT_EQ(again.queued, 0U);
  EXPECT_EQ(again.already, 1U);
  EXPECT_THAT(waiting(), SizeIs(1));
}

TEST_F(Queueing, AnOfferThatClosedIsReplacedFromTheValidatedReserveAlsoWhenItWaitsAlready) {
  validate_all();
  queue();
  EXPECT_EQ(waiting()[0].offers, offers("AB"));
  const std::set<OfferId> open{OfferId("B"), OfferId("C")};
  EXPECT_EQ(queue(&open).replaced, 1U);
  ASSERT_THAT(waiting(), SizeIs(1));
  EXPECT_EQ(waiting()[0].offers, offers("BC"));
  EXPECT_EQ(queue(&open).already, 1U);
}

TEST_F(Queueing, WhatLeftIsNeverWrittenAnewWhateverIsDecidedLater) {
  validate_all();
  queue();
  const OutboxMessage sent = **outbox_.take(kNow);
  ASSERT_TRUE(outbox_.accepted(sent.key, "", kNow));
  decide(EventType::dropped, shortlist_.offers[0], "", "offer");
  contact_.channel = Channel::sms;
  contact_.consent.push_back({"offers", Channel::sms, parse_day("2026-09-01"), {}, "signé"});
  EXPECT_EQ(queue().already, 1U);
  EXPECT_THAT(waiting(), IsEmpty());
}

TEST_F(Queueing, AReserveThatNobodyReadIsNotTold) {
  validate(shortlist_.offers[0]);
  const std::set<OfferId> open{OfferId("C")};
  EXPECT_THAT(only_reason(queue(&open)), HasSubstr("encore ouverte"));
}

TEST_F(Queueing, TheSentenceOfTheReferentIsTheOneThatLeaves) {
  validate_all();
  decide(EventType::edited, shortlist_.offers[0], "Le chef vous attend.");
  queue();
  EXPECT_THAT(waiting()[0].content, HasSubstr("Le chef vous attend."));
}

TEST_F(Queueing, WithoutConsentAfterStopOrPausedNothingWaits) {
  validate_all();
  const std::vector<Consent> given = contact_.consent;
  contact_.consent.clear();
  EXPECT_THAT(queue().by_hand, SizeIs(1));
  EXPECT_THAT(waiting(), IsEmpty());
  contact_.consent = given;
  decide(EventType::consent, {}, "withdrawn", "email");
  const QueueReport withdrawn = queue();
  ASSERT_THAT(withdrawn.by_hand, SizeIs(1));
  EXPECT_EQ(withdrawn.by_hand[0].reason, "accord retiré pour les courriels");
  decide(EventType::consent, {}, "given", "email");
  decide(EventType::paused, {}, "");
  EXPECT_THAT(only_reason(queue()), HasSubstr("suspendu"));
  decide(EventType::resumed, {}, "");
  decide(EventType::stop, {}, "", "sms");
  EXPECT_THAT(only_reason(queue()), HasSubstr("STOP"));
}

TEST_F(Queueing, ASuppressedAddressGetsNothing) {
  validate_all();
  ASSERT_TRUE(ledger_.suppress("P1@example.org"));
  EXPECT_THAT(only_reason(queue()), HasSubstr("STOP"));
}

TEST_F(Queueing, AnAddressThatFailedForGoodIsShownToTheReferentUntilItChanges) {
  validate_all();
  OutboxMessage dead;
  dead.key = std::string(64, 'd');
  dead.person = PersonId("P-1");
  dead.issue = "2026-W47-1";
  dead.list = "l";
  dead.channel = "email";
  dead.address = "P1@example.org";
  dead.content = "{}";
  dead.updated = dead.not_before = kNow - std::chrono::days(7);
  ASSERT_TRUE(outbox_.enqueue({{dead}}));
  ASSERT_TRUE(*outbox_.become_the_sender());
  ASSERT_TRUE(*outbox_.take(kNow));
  ASSERT_TRUE(outbox_.refused(dead.key, std::string(kDeadAddress) + "boîte inconnue", std::nullopt, kNow));
  const QueueReport report = queue();
  EXPECT_THAT(waiting(), IsEmpty());
  ASSERT_THAT(report.by_hand, SizeIs(1));
  EXPECT_THAT(report.by_hand[0].reason, HasSubstr("ne reçoit plus"));
  contact_.email = "new@example.org";
  queue();
  EXPECT_THAT(waiting(), SizeIs(1));
}

TEST_F(Queueing, AMessageGivenUpForAReasonOfOursDoesNotCondemnTheAddress) {
  OutboxMessage failed;
  failed.state = MessageState::failed;
  failed.updated = kNow - std::chrono::weeks(11);
  failed.reason = std::string(kDeadAddress) + "550";
  EXPECT_TRUE(is_dead_address(failed, kNow));
  EXPECT_FALSE(is_dead_address(failed, kNow + std::chrono::weeks(1)));
  for (const char* reason : {"la semaine de cette liste est passée", "refusé trop souvent : 451",
                             "le service répond 402", "Kannel ne répond pas : délai"}) {
    failed.reason = reason;
    EXPECT_FALSE(is_dead_address(failed, kNow)) << reason;
  }
}

TEST_F(Queueing, NobodyGetsMoreThanTheWeekAllows) {
  validate_all();
  per_week_ = 1;
  OutboxMessage other;
  other.key = std::string(64, 'c');
  other.person = PersonId("P-1");
  other.issue = "2026-W48-0";
  other.channel = "email";
  other.address = "p1@example.org";
  other.content = "{}";
  other.updated = other.not_before = kNow - std::chrono::days(1);
  ASSERT_TRUE(outbox_.enqueue({{other}}));
  EXPECT_EQ(queue().left_aside.begin()->first, "déjà assez de messages en sept jours");
}

TEST(MessageKey, IsOfThePersonTheIssueTheChannelAndTheList) {
  std::set<std::string> keys;
  for (const char* person : {"P-1", "P-2"}) {
    for (const char* issue : {"2026-W48-1", "2026-W48-2"}) {
      for (const char* channel : {"sms", "email"}) {
        for (const char* list : {"l1", "l2"}) {
          for (const int edition : {1, 2, 3}) {
            EXPECT_TRUE(keys.insert(message_key(PersonId(person), issue, channel, list, edition)).second);
          }
        }
      }
    }
  }
}

}  // namespace
}  // namespace passerelle
