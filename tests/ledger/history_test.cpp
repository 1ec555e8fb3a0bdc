#include "ledger/history.h"

#include <gmock/gmock.h>

#include "tests/support/temporary_directory.h"

namespace passerelle {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// A ledger that is told what happens day after day; its history is read for the week 2026-W48.
class Past : public testing::Test {
 protected:
  Past() : ledger_(open()) {}

  Event& happens(EventType type, const std::string& person, const std::string& offer, const std::string& value = "",
                 const std::string& reason = "") {
    Event event;
    event.at = now_ += std::chrono::hours(1);
    event.by = {AuthorKind::referent, "R-07"};
    event.person = PersonId(person);
    event.offer = OfferId(offer);
    event.type = type;
    event.value = value;
    event.reason = reason;
    // The same gesture made again is another event.
    event.id = "e" + std::to_string(++told_);
    return events_.emplace_back(event);
  }

  History history(const std::string& issue = "2026-W48-1", std::size_t weeks = 12) {
    const auto told = ledger_.append(events_);
    EXPECT_TRUE(told) << told.error().message;
    events_.clear();
    const auto begun = ledger_.begin_issue(issue, "print");
    EXPECT_TRUE(begun) << begun.error().message;
    auto read = read_history(ledger_, *begun, {2026, 48}, weeks);
    EXPECT_TRUE(read) << read.error().message;
    return *read;
  }

  PersonHistory of(const std::string& person) {
    const History read = history();
    const PersonHistory* found = read.find(PersonId(person));
    EXPECT_NE(found, nullptr);
    return found == nullptr ? PersonHistory{} : *found;
  }

  void knows(const std::string& offer, const std::string& siret, const std::string& employer, const std::string& rome) {
    const std::vector<Ledger::OfferFacts> facts{{OfferId(offer), siret, employer, "45234", "Plongeur", rome}};
    EXPECT_TRUE(ledger_.remember(facts));
  }

  support::TemporaryDirectory folder_;
  Ledger ledger_;
  std::vector<Event> events_;
  int told_ = 0;
  Instant now_ = *parse_instant("2026-11-02T09:00:00Z");

 private:
  Ledger open() const {
    Result<Ledger> ledger = Ledger::open({(folder_.path() / "ledger.db").string(), {}, {}});
    EXPECT_TRUE(ledger) << ledger.error().message;
    return std::move(*ledger);
  }
};

TEST_F(Past, HoldsBackWhatWasProposedInAnotherIssueWithinTheWindow) {
  happens(EventType::proposed, "P-1", "far", "2026-W30-1");
  happens(EventType::proposed, "P-1", "near", "2026-W36-1");
  happens(EventType::proposed, "P-1", "same", "2026-W48-1");
  happens(EventType::proposed, "P-2", "other", "2026-W47-1");
  EXPECT_THAT(of("P-1").held_back, ElementsAre(OfferId("near")));
  EXPECT_THAT(of("P-2").held_back, ElementsAre(OfferId("other")));
}

TEST_F(Past, LetsAPinnedOfferThroughOnce) {
  happens(EventType::proposed, "P-1", "X", "2026-W46-1");
  happens(EventType::pinned, "P-1", "X");
  const PersonHistory pinned = of("P-1");
  EXPECT_THAT(pinned.held_back, IsEmpty());
  EXPECT_THAT(pinned.pinned, ElementsAre(OfferId("X")));
  happens(EventType::proposed, "P-1", "X", "2026-W47-1");
  const History later = history("2026-W48-2");
  EXPECT_THAT(later.people.front().held_back, ElementsAre(OfferId("X")));
  EXPECT_THAT(later.people.front().pinned, IsEmpty());
}

TEST_F(Past, CountsEventsUpToTheBeginningOfTheIssueOnly) {
  happens(EventType::proposed, "P-1", "X", "2026-W46-1");
  const History first = history();
  happens(EventType::dropped, "P-1", "Y", "", "employer");
  EXPECT_EQ(history(), first);
  EXPECT_NE(history("2026-W48-2"), first);
}

TEST_F(Past, TurnsADropIntoALimitForAllOffers) {
  knows("X", "", "Abattoirs du Val", "H2101");
  happens(EventType::dropped, "P-1", "X", "", "employer");
  happens(EventType::dropped, "P-2", "X", "", "occupation");
  happens(EventType::dropped, "P-3", "X", "night", "hours");
  happens(EventType::dropped, "P-4", "X", "", "offer");
  EXPECT_THAT(of("P-1").vetoes, ElementsAre(Veto{"employer", "", "Abattoirs du Val", "H2101"}));
  EXPECT_THAT(of("P-2").vetoes, ElementsAre(Veto{"occupation", "", "Abattoirs du Val", "H2101"}));
  EXPECT_THAT(of("P-3").vetoes, ElementsAre(Veto{"hours", "night", "Abattoirs du Val", "H2101"}));
  EXPECT_THAT(of("P-4").vetoes, IsEmpty());
  EXPECT_THAT(of("P-4").held_back, ElementsAre(OfferId("X")));
}

TEST_F(Past, AVetoIsLiftedByItsAuthorOrByItsDayAlone) {
  happens(EventType::dropped, "P-1", "X", "", "employer");
  happens(EventType::validated, "P-1", "X").by.id = "R-08";
  EXPECT_EQ(of("P-1").vetoes.size(), 1U) << "each may veto";
  happens(EventType::dropped, "P-2", "X", "", "employer").valid_until = parse_day("2026-11-20");
  happens(EventType::dropped, "P-3", "X", "", "employer");
  happens(EventType::validated, "P-3", "X");
  const History later = history("2026-W48-2");
  EXPECT_THAT(later.find(PersonId("P-2"))->vetoes, IsEmpty());
  EXPECT_THAT(later.find(PersonId("P-3"))->vetoes, IsEmpty());
  EXPECT_THAT(later.find(PersonId("P-3"))->held_back, IsEmpty());
}

TEST_F(Past, AClosedOfferLeavesForEverybody) {
  happens(EventType::dropped, "P-1", "X", "", "closed");
  const History read = history();
  EXPECT_THAT(read.closed, ElementsAre(OfferId("X")));
  EXPECT_THAT(read.people, IsEmpty());
}

TEST_F(Past, CountsIssuesWithNothingInARow) {
  happens(EventType::proposed, "P-1", "X", "2026-W45-1");
  happens(EventType::proposed, "P-1", "", "2026-W46-1", "nothing");
  happens(EventType::proposed, "P-1", "", "2026-W47-1", "nothing");
  happens(EventType::proposed, "P-2", "", "2026-W46-1", "nothing");
  happens(EventType::proposed, "P-2", "Y", "2026-W47-1");
  EXPECT_EQ(of("P-1").issues_without, 2U);
  EXPECT_EQ(of("P-2").issues_without, 0U);
}

TEST_F(Past, CountsWeeksOfSilenceSinceTheLastSign) {
  for (const char* day : {"2026-11-03T10:00:00Z", "2026-11-05T10:00:00Z", "2026-11-10T10:00:00Z"}) {
    now_ = *parse_instant(day);
    happens(EventType::sent, "P-1", "X");
    happens(EventType::sent, "P-2", "X");
    happens(EventType::sent, "P-3", "X");
  }
  happens(EventType::replied, "P-2", "X", "no");
  happens(EventType::stop, "P-3", "", "", "sms");
  now_ = *parse_instant("2026-11-17T10:00:00Z");
  happens(EventType::sent, "P-2", "Y");
  EXPECT_EQ(of("P-1").silent_weeks, 2U);
  EXPECT_THAT(of("P-1").held_back, ElementsAre(OfferId("X"))) << "it may have come from the reserve";
  EXPECT_EQ(of("P-2").silent_weeks, 1U);
  EXPECT_EQ(of("P-3").silent_weeks, 0U) << "STOP is an answer";
}

TEST_F(Past, KeepsTheLastWordOnTheStatus) {
  happens(EventType::paused, "P-1", "");
  happens(EventType::paused, "P-2", "");
  happens(EventType::resumed, "P-2", "");
  happens(EventType::hired, "P-3", "X");
  happens(EventType::immersion, "P-4", "X").valid_until = parse_day("2026-11-13");
  EXPECT_EQ(of("P-1").status, AccompanimentStatus::paused);
  EXPECT_EQ(of("P-2").status, std::nullopt);
  EXPECT_EQ(of("P-3").status, AccompanimentStatus::employed);
  EXPECT_EQ(of("P-4").status, std::nullopt) << "it ended before the Monday";
}

TEST_F(Past, CountsWhatEmployersAnswered) {
  knows("X", "11122233300011", "Cantine Vermelle", "G1602");
  knows("Y", "", "Bistrot Ormelune", "G1602");
  happens(EventType::employer_answered, "P-1", "X", "no");
  happens(EventType::employer_answered, "P-2", "X", "no");
  happens(EventType::employer_answered, "P-3", "X", "yes");
  happens(EventType::employer_answered, "P-1", "Y", "no");
  happens(EventType::employer_answered, "P-1", "unknown", "no");
  EXPECT_THAT(history().employers, ElementsAre(EmployerHistory{"", "Bistrot Ormelune", "45234", 0, 1},
                                               EmployerHistory{"11122233300011", "Cantine Vermelle", "45234", 1, 2}));
}

}  // namespace
}  // namespace passerelle
