#include "ledger/outbox.h"

#include <gmock/gmock.h>

#include "tests/ledger/ledgers.h"

namespace passerelle {
namespace {

using support::event;
using support::events_of;
using support::moment;
using ::testing::ElementsAre;

class Outboxes : public support::OnBothDatabases {
 protected:
  static OutboxMessage message(const std::string& key, const std::string& person, Instant not_before = moment()) {
    OutboxMessage one;
    one.key = key;
    one.person = PersonId(person);
    one.issue = "2026-W48-1";
    one.list = std::string(64, 'b');
    one.channel = "sms";
    one.address = "+33639980001";
    one.content = R"({"sms":{"to":"+33639980001","text":"Bonjour"}})";
    one.offers = {OfferId("O-1"), OfferId("O-2")};
    one.not_before = not_before;
    one.updated = moment();
    return one;
  }
  static void put(Outbox& outbox, const std::vector<OutboxMessage>& messages) {
    const auto added = outbox.enqueue(messages);
    ASSERT_TRUE(added) << added.error().message;
    ASSERT_EQ(*added, messages.size());
  }
  static std::string taken(Outbox& outbox, Instant now = moment()) {
    const auto one = outbox.take(now);
    EXPECT_TRUE(one) << one.error().message;
    return one && *one ? (*one)->key : "";
  }
  static MessageState state(Outbox& outbox, const std::string& key) { return (**outbox.message(key)).state; }
  static std::size_t count(Ledger& ledger, EventType type) {
    EventFilter filter;
    filter.types = {type};
    return events_of(ledger, filter).size();
  }
};
INSTANTIATE_ON_BOTH(Outboxes);

TEST_P(Outboxes, AMessageLeavesOnceAndItsEventsAreRecordedOnce) {
  Ledger ledger = open();
  Outbox outbox(ledger);
  put(outbox, {message("k2", "P-2", moment(60)), message("k1", "P-1")});
  const std::vector<OutboxMessage> again{message("k1", "P-1")};
  EXPECT_EQ(*outbox.enqueue(again), 0U);
  EXPECT_FALSE(outbox.take(moment())) << "only the sender may";
  ASSERT_TRUE(*outbox.become_the_sender());
  const auto first = *outbox.take(moment());
  ASSERT_TRUE(first);
  OutboxMessage expected = message("k1", "P-1");
  EXPECT_EQ(first->content, expected.content);
  EXPECT_EQ(first->address, expected.address);
  EXPECT_EQ(first->offers, expected.offers);
  EXPECT_EQ(first->attempts, 1);
  EXPECT_EQ(taken(outbox), "") << "the other's time has not come";
  ASSERT_TRUE(outbox.accepted("k1", "gw-1", moment(1)));
  ASSERT_TRUE(outbox.accepted("k1", "gw-1", moment(2)));
  EXPECT_EQ(state(outbox, "k1"), MessageState::accepted);
  EXPECT_TRUE(*outbox.report("k1", false, "absent", moment(3)));
  EXPECT_TRUE(*outbox.report("k1", true, "", moment(4)));
  EXPECT_TRUE(*outbox.report("k1", true, "", moment(4)));
  EXPECT_TRUE(*outbox.report("k1", false, "absent", moment(5)));
  EXPECT_FALSE(*outbox.report("other", true, "", moment(4)));
  EXPECT_EQ(state(outbox, "k1"), MessageState::delivered);
  EXPECT_EQ(count(ledger, EventType::sent), 2U) << "one per offer";
  EXPECT_EQ(count(ledger, EventType::delivered), 2U);
  EXPECT_EQ(*outbox.count_since(PersonId("P-1"), moment()), 1U);
  EXPECT_EQ(taken(outbox, moment(60)), "k2");
}

TEST_P(Outboxes, OneProcessSendsAtATime) {
  Ledger ledger = open();
  Ledger other = open();
  Outbox outbox(ledger);
  Outbox second(other);
  ASSERT_TRUE(*outbox.become_the_sender());
  EXPECT_TRUE(*outbox.become_the_sender());
  EXPECT_FALSE(*second.become_the_sender());
  put(second, {message("k1", "P-1")});
  EXPECT_FALSE(second.take(moment()));
  EXPECT_EQ(taken(outbox), "k1");
  EXPECT_TRUE(*second.report("k1", true, "", moment(1))) << "reports come from another process";
  EXPECT_TRUE(outbox.accepted("k1", "gw", moment(2)));
  EXPECT_EQ(state(outbox, "k1"), MessageState::delivered);
  outbox.release();
  EXPECT_TRUE(*second.become_the_sender());
}

TEST_P(Outboxes, WhatADeadSenderLeftIsUncertainUntilSettled) {
  {
    Ledger ledger = open();
    Outbox outbox(ledger);
    put(outbox, {message("k1", "P-1"), message("k2", "P-2")});
    ASSERT_TRUE(*outbox.become_the_sender());
    EXPECT_EQ(taken(outbox), "k1");
    EXPECT_EQ(taken(outbox), "k2");
  }
  Ledger ledger = open();
  Outbox outbox(ledger);
  ASSERT_TRUE(*outbox.become_the_sender());
  EXPECT_EQ(taken(outbox), "");
  const std::array states{MessageState::uncertain};
  EXPECT_EQ(outbox.messages(states)->size(), 2U);
  ASSERT_TRUE(outbox.settle("k1", true, moment(9)));
  EXPECT_EQ(state(outbox, "k1"), MessageState::accepted);
  ASSERT_TRUE(outbox.settle("k2", false, moment(9)));
  EXPECT_FALSE(outbox.settle("k2", false, moment(9)));
  EXPECT_EQ(taken(outbox), "k2") << "the référent said it did not leave";
  EXPECT_EQ(count(ledger, EventType::sent), 2U);
}

TEST_P(Outboxes, WhatNobodyReportsOnIsDoubtedUntilAReportOrAHandSettlesIt) {
  Ledger ledger = open();
  Outbox outbox(ledger);
  put(outbox, {message("k1", "P-1"), message("k2", "P-2"), message("k3", "P-3")});
  ASSERT_TRUE(*outbox.become_the_sender());
  for (const std::string key : {"k1", "k2", "k3"}) {
    EXPECT_EQ(taken(outbox), key);
    ASSERT_TRUE(outbox.accepted(key, "", moment(key == "k3" ? 50 : 1)));
  }
  EXPECT_EQ(*outbox.doubt_without_news("email", moment(20), "aucune nouvelle", moment(60)), 0U);
  EXPECT_EQ(*outbox.doubt_without_news("sms", moment(20), "aucune nouvelle", moment(60)), 2U);
  EXPECT_EQ(state(outbox, "k3"), MessageState::accepted);
  ASSERT_TRUE(*outbox.report("k1", true, "", moment(61)));
  EXPECT_EQ(state(outbox, "k1"), MessageState::delivered);
  ASSERT_TRUE(outbox.settle("k2", true, moment(62)));
  EXPECT_EQ(*outbox.doubt_without_news("sms", moment(90), "aucune nouvelle", moment(90)), 1U) << "k3 alone";
  EXPECT_EQ(state(outbox, "k2"), MessageState::accepted);
}

TEST_P(Outboxes, ARefusedMessageIsTriedAgainAtItsTimeOrFails) {
  Ledger ledger = open();
  Outbox outbox(ledger);
  put(outbox, {message("k1", "P-1"), message("k2", "P-2")});
  ASSERT_TRUE(*outbox.become_the_sender());
  EXPECT_EQ(taken(outbox), "k1");
  ASSERT_TRUE(outbox.refused("k1", "occupé", moment(100), moment(1)));
  EXPECT_EQ(taken(outbox), "k2");
  ASSERT_TRUE(outbox.refused("k2", "numéro inconnu", {}, moment(1)));
  EXPECT_EQ(taken(outbox, moment(99)), "");
  EXPECT_EQ((**outbox.message("k1")).reason, "occupé");
  EXPECT_EQ(taken(outbox, moment(100)), "k1");
  EXPECT_EQ((**outbox.message("k1")).attempts, 2);
  EXPECT_EQ(count(ledger, EventType::failed), 2U);
  EXPECT_EQ(count(ledger, EventType::sent), 0U);
}

TEST_P(Outboxes, StopErasureAndCancellationReachWhatWaitsAndWhatIsOnItsWay) {
  Ledger ledger = open();
  Outbox outbox(ledger);
  OutboxMessage elsewhere = message("k3", "P-3");
  elsewhere.address = "p3@example.org";
  elsewhere.offers = {OfferId("O-3")};
  OutboxMessage fourth = message("k4", "P-4");
  fourth.address = "p4@example.org";
  OutboxMessage fifth = message("k5", "P-5");
  fifth.address = "p5@example.org";
  fifth.offers = {OfferId("O-5")};
  put(outbox, {message("k1", "P-1"), message("k2", "P-2"), elsewhere, fourth, fifth});
  ASSERT_TRUE(*outbox.become_the_sender());
  EXPECT_EQ(taken(outbox), "k1");
  ASSERT_TRUE(ledger.suppress("+33 6 39 98 00 01"));
  EXPECT_EQ(state(outbox, "k2"), MessageState::cancelled);
  ASSERT_TRUE(outbox.refused("k1", "occupé", moment(100), moment(1)));
  EXPECT_EQ(state(outbox, "k1"), MessageState::cancelled) << "not tried again after STOP";
  EXPECT_EQ(*outbox.cancel(OfferId("O-3"), "offre fermée", moment(1)), 1U);
  EXPECT_EQ(*outbox.cancel(PersonId("P-4"), "pause", moment(1)), 1U);
  EXPECT_EQ(*outbox.cancel(PersonId("nobody"), "pause", moment(1)), 0U);
  ASSERT_TRUE(ledger.erase(PersonId("P-5"), {}, {}));
  EXPECT_FALSE(outbox.message("k5")->has_value());
  EXPECT_EQ(taken(outbox, moment(1000)), "");
  const std::vector<OutboxMessage> late{message("k6", "P-6")};
  EXPECT_EQ(*outbox.enqueue(late), 1U);
  EXPECT_EQ(state(outbox, "k6"), MessageState::cancelled);
  EXPECT_TRUE(outbox.accepted("k5", "gw", moment(1))) << "erased while it was on its way";
}

}  // namespace
}  // namespace passerelle
