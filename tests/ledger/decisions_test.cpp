#include "ledger/decisions.h"

#include <gmock/gmock.h>

#include "ledger/signs.h"
#include "tests/support/temporary_directory.h"

namespace passerelle {
namespace {

const OfferId kOffer("192ABCD");
const std::string kList = "list-of-P-0042";

Event told(EventType type, const std::string& by, const std::string& value = "", const std::string& reason = "") {
  Event event;
  event.at = parse_instant("2026-11-24T09:15:00Z").value();
  event.by = {AuthorKind::referent, by};
  event.person = PersonId("P-0042");
  event.offer = kOffer;
  event.list = kList;
  event.type = type;
  event.value = value;
  event.reason = reason;
  event.id = event_id(event);
  return event;
}

OfferDecision after(const std::vector<Event>& events) {
  Decisions decisions;
  for (const Event& event : events) {
    decisions.add(event);
  }
  return decisions.of(kList, kOffer);
}

TEST(Decisions, NothingLeavesWithoutAValidation) {
  EXPECT_FALSE(after({}).may_leave());
  EXPECT_FALSE(after({told(EventType::edited, "R-07", "Bonjour")}).may_leave());
  EXPECT_FALSE(after({told(EventType::pinned, "R-07")}).may_leave());
  const OfferDecision kept = after({told(EventType::validated, "R-07", "shown")});
  EXPECT_TRUE(kept.may_leave());
  EXPECT_EQ(kept.shown, "shown");
}

TEST(Decisions, AVetoOfAnyReferentWinsWhateverTheOrder) {
  const Event keeps = told(EventType::validated, "R-07", "shown");
  const Event drops = told(EventType::dropped, "R-11", "night", "hours");
  EXPECT_FALSE(after({keeps, drops}).may_leave());
  EXPECT_FALSE(after({drops, keeps}).may_leave());
}

TEST(Decisions, TheNewestWordOfEachReferentCounts) {
  const Event keeps = told(EventType::validated, "R-07", "shown");
  const Event drops = told(EventType::dropped, "R-07", "", "offer");
  EXPECT_FALSE(after({keeps, drops}).may_leave());
  EXPECT_TRUE(after({drops, keeps}).may_leave());
}

TEST(Decisions, WhatIsClosedIsDroppedInEveryList) {
  Event closed = told(EventType::dropped, "R-11", "", "closed");
  closed.list = "another list";
  EXPECT_FALSE(after({told(EventType::validated, "R-07", "shown"), closed}).may_leave());
  closed.by = {AuthorKind::system, "send"};
  closed.list.clear();
  EXPECT_FALSE(after({told(EventType::validated, "R-07", "shown"), closed}).may_leave());
}

TEST(Decisions, OnlyReferentsValidate) {
  Event keeps = told(EventType::validated, "R-07", "shown");
  for (const AuthorKind kind : {AuthorKind::system, AuthorKind::person}) {
    keeps.by.kind = kind;
    EXPECT_FALSE(after({keeps}).may_leave());
  }
}

TEST(Decisions, TheNewestSentenceHolds) {
  EXPECT_EQ(after({told(EventType::edited, "R-07", "un"), told(EventType::edited, "R-11", "deux")}).sentence, "deux");
}

Event at(Event event, std::string_view instant) {
  event.at = parse_instant(instant).value();
  return event;
}

Signs signs_after(const std::vector<Event>& events) {
  SignsOfLife signs(parse_instant("2026-11-30T08:00:00Z").value());
  for (const Event& event : events) {
    signs.add(event);
  }
  return signs.of(PersonId("P-0042"));
}

TEST(Signs, TwoWeeksWithoutAnAnswerAreSilenceThisWeekDoesNotCount) {
  const Event first = at(told(EventType::sent, "x"), "2026-11-17T09:00:00Z");
  const Event second = at(told(EventType::sent, "x"), "2026-11-24T09:00:00Z");
  const Event now = at(told(EventType::sent, "x"), "2026-11-30T07:00:00Z");
  EXPECT_FALSE(signs_after({first, now}).is_silent());
  EXPECT_FALSE(signs_after({second, at(told(EventType::sent, "x"), "2026-11-26T09:00:00Z")}).is_silent());
  EXPECT_TRUE(signs_after({first, second}).is_silent());
  EXPECT_FALSE(signs_after({first, told(EventType::replied, "x", "no"), second}).is_silent());
  EXPECT_FALSE(signs_after({first, second, told(EventType::called, "R-07", "done")}).is_silent());
  EXPECT_FALSE(signs_after({first, second, told(EventType::stop, "x")}).is_silent()) << "STOP is an answer";
  EXPECT_TRUE(signs_after({first, second, told(EventType::called, "R-07", "to_call")}).is_silent());
}

TEST(Signs, AWishToBeCalledAndWordsStayUntilSomebodyCalls) {
  const std::vector<Event> asked{told(EventType::replied, "x", "call"),
                                 told(EventType::replied, "x", "je peux pas lundi")};
  EXPECT_TRUE(signs_after(asked).asks_for_call);
  EXPECT_THAT(signs_after(asked).words, testing::ElementsAre("je peux pas lundi"));
  std::vector<Event> called = asked;
  called.push_back(told(EventType::called, "R-07", "done"));
  EXPECT_FALSE(signs_after(called).should_be_called());
  EXPECT_TRUE(signs_after(called).words.empty());
}

TEST(Signs, OfADayThatIsNamedAreThoseUntilItsEvening) {
  const support::TemporaryDirectory folder;
  Result<Ledger> ledger = Ledger::open({(folder.path() / "ledger.db").string(), {}, {}});
  ASSERT_TRUE(ledger);
  std::vector<Event> events{at(told(EventType::replied, "x", "call"), "2026-11-30T23:59:59Z"),
                            at(told(EventType::called, "R-07", "done"), "2026-12-01T00:00:00Z")};
  for (Event& event : events) {
    event.person = PersonId("P-0042");
    event.id = event_id(event);
  }
  ASSERT_TRUE(ledger->append(events));
  const auto asks = [&](const char* instant) {
    return signs_of_life(*ledger, *parse_instant(instant))->of(PersonId("P-0042")).asks_for_call;
  };
  EXPECT_TRUE(asks("2026-11-30T00:00:00Z"));
  EXPECT_FALSE(asks("2026-12-01T00:00:00Z"));
}

}  // namespace
}  // namespace passerelle
