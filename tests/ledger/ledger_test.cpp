#include <gmock/gmock.h>

#include "tests/ledger/ledgers.h"

namespace passerelle {
namespace {

using support::event;
using support::events_of;
using support::moment;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class Ledgers : public support::OnBothDatabases {};
INSTANTIATE_ON_BOTH(Ledgers);

std::vector<Event> a_bit_of_everything() {
  std::vector<Event> all{event(EventType::proposed, "P-1", "O-1", "2026-W48-1"),
                         event(EventType::proposed, "P-2", "O-1", "2026-W48-1")};
  Event dropped = event(EventType::dropped, "P-1", "O-1", "l'employeur est son ancien voisin");
  dropped.by = {AuthorKind::referent, "R-07"};
  dropped.reason = "other";
  dropped.list = std::string(64, 'a');
  dropped.valid_until = *parse_day("2027-01-31");
  all.push_back(dropped);
  Event answered = event(EventType::replied, "P-2", "O-1", "je peux pas,\tj'ai la garde\nde \\ mes enfants ' \" é 😀");
  answered.by = {AuthorKind::person, "P-2"};
  all.push_back(answered);
  Event told = event(EventType::hired, "P-2", "O-1");
  told.id = "other-program-42";
  all.push_back(told);
  all.push_back(event(EventType::dropped, "", "O-9"));
  for (Event& one : all) {
    one.id = one.id.empty() ? event_id(one) : one.id;
  }
  return all;
}

TEST_P(Ledgers, EventsComeBackAsTheyWereAndInTheirOrder) {
  Ledger ledger = open();
  const std::vector<Event> all = a_bit_of_everything();
  const auto added = ledger.append(all);
  ASSERT_TRUE(added) << added.error().message;
  EXPECT_EQ(*added, all.size());
  EXPECT_EQ(events_of(ledger), all);
  Ledger again = open();
  EXPECT_EQ(events_of(again), all);
}

TEST_P(Ledgers, AnEventToldTwiceCountsOnceAndAnotherUnderItsIdIsRefused) {
  Ledger ledger = open();
  std::vector<Event> all = a_bit_of_everything();
  all.push_back(all.front());
  EXPECT_EQ(*ledger.append(all), all.size() - 1);
  Event later = all.front();
  later.at = moment(3600);
  EXPECT_EQ(*ledger.append(std::span(&later, 1)), 0U);
  std::vector<Event> more{event(EventType::noted, "P-3", "", "x"), all[4]};
  more[1].offer = OfferId("O-2");
  EXPECT_FALSE(ledger.append(more));
  EXPECT_EQ(events_of(ledger).size(), all.size() - 1) << "all or none";
  EXPECT_THAT(*ledger.people(), ElementsAre(PersonId("P-1"), PersonId("P-2")));
}

TEST_P(Ledgers, FiltersLetThroughWhatTheyName) {
  Ledger ledger = open();
  ASSERT_TRUE(ledger.append(a_bit_of_everything()));
  EventFilter filter;
  filter.person = PersonId("P-1");
  EXPECT_EQ(events_of(ledger, filter).size(), 2U);
  filter.types = {EventType::dropped, EventType::hired};
  EXPECT_EQ(events_of(ledger, filter).size(), 1U);
  filter.person = PersonId("nobody");
  EXPECT_THAT(events_of(ledger, filter), IsEmpty());
  EventFilter by_list;
  by_list.list = std::string(64, 'a');
  EXPECT_EQ(events_of(ledger, by_list).size(), 1U);
  EventFilter by_offer;
  by_offer.offer = OfferId("O-9");
  EXPECT_EQ(events_of(ledger, by_offer).size(), 1U);
  EventFilter since;
  since.since = moment(1);
  EXPECT_THAT(events_of(ledger, since), IsEmpty());
}

TEST_P(Ledgers, AnIssueMadeAgainCountsTheSameEvents) {
  Ledger ledger = open();
  const auto first = ledger.begin_issue("2026-W48-1", "print");
  ASSERT_TRUE(first) << first.error().message;
  EXPECT_TRUE(first->is_new);
  EXPECT_GT(first->up_to, 0U);
  ASSERT_TRUE(ledger.append(a_bit_of_everything()));
  EventFilter counted;
  counted.up_to = first->up_to;
  EXPECT_THAT(events_of(ledger, counted), IsEmpty());
  const auto again = ledger.begin_issue("2026-W48-1", "other");
  EXPECT_FALSE(again->is_new);
  EXPECT_EQ(again->up_to, first->up_to);
  EXPECT_EQ(again->fingerprint, "print");
  ASSERT_TRUE(ledger.finish_issue("2026-W48-1", 1234));
  EXPECT_FALSE(ledger.finish_issue("2026-W49-1", 1));
  ASSERT_TRUE(ledger.begin_issue("2026-W10-1", ""));
  const auto issues = *ledger.issues();
  ASSERT_EQ(issues.size(), 2U);
  EXPECT_EQ(issues[0].name, "2026-W48-1");
  EXPECT_TRUE(issues[0].is_finished);
  EXPECT_EQ(issues[0].offers_read, 1234U);
  EXPECT_FALSE(issues[1].is_finished);
}

TEST_P(Ledgers, OffersStayKnownByTheirNewestFacts) {
  Ledger ledger = open();
  const std::vector<Ledger::OfferFacts> old{{OfferId("O-2"), "", "L'Atelier", "45234", "Cuisinière", "G1602"},
                                            {OfferId("O-1"), "12345678900011", "A", "Orléans", "t", "K1304"}};
  ASSERT_TRUE(ledger.remember(old));
  const std::vector<Ledger::OfferFacts> newer{{OfferId("O-1"), "", "B", "45234", "t", "K1304"}};
  ASSERT_TRUE(ledger.remember(newer));
  EXPECT_THAT(*ledger.offers({}), ElementsAre(newer[0], old[0]));
  const std::vector<OfferId> asked{OfferId("O-2"), OfferId("O-3")};
  EXPECT_THAT(*ledger.offers(asked), ElementsAre(old[0]));
}

TEST_P(Ledgers, ErasingAPersonLeavesAHistoryWithNobodyInIt) {
  Ledger ledger = open();
  ASSERT_TRUE(ledger.append(a_bit_of_everything()));
  ASSERT_TRUE(ledger.keep(PersonId("P-2"), "contact", "+33 6 39 98 00 01"));
  ASSERT_TRUE(ledger.keep(PersonId("P-2"), "contact", "+33 6 39 98 00 02"));
  EXPECT_EQ(*ledger.kept(PersonId("P-2"), "contact"), "+33 6 39 98 00 02");
  Ledger other = open();
  EXPECT_EQ(*other.kept(PersonId("P-2"), "contact"), "+33 6 39 98 00 02");
  const std::vector<std::string> addresses{"+33639980002"};
  const auto erased = ledger.erase(PersonId("P-2"), {AuthorKind::person, "P-2"}, addresses);
  ASSERT_TRUE(erased) << erased.error().message;
  ASSERT_TRUE(ledger.erase(PersonId("P-2"), {AuthorKind::person, "P-2"}, {}));
  for (Ledger* each : {&ledger, &other}) {
    EXPECT_EQ(*each->kept(PersonId("P-2"), "contact"), std::nullopt);
    EXPECT_THAT(*each->people(), ElementsAre(PersonId("P-1")));
    EXPECT_TRUE(*each->is_suppressed("+33 6 39 98 00 02"));
    const std::vector<Event> all = events_of(*each);
    ASSERT_EQ(all.size(), a_bit_of_everything().size() + 1);
    EXPECT_EQ(all.back().type, EventType::erased);
    EXPECT_EQ(all[0], a_bit_of_everything()[0]) << "others are as they were";
    EXPECT_EQ(all[3].type, EventType::replied);
    EXPECT_EQ(all[3].value, "");
    EXPECT_TRUE(all[3].person.value().starts_with("erased-"));
    EXPECT_EQ(all[3].person, all[1].person);
    EventFilter filter;
    filter.person = all[3].person;
    EXPECT_EQ(events_of(*each, filter).size(), 4U);
  }
}

TEST_P(Ledgers, AnAddressIsSuppressedWhateverItsCaseAndStaysSo) {
  Ledger ledger = open();
  EXPECT_FALSE(*ledger.is_suppressed("a.martin@example.org"));
  ASSERT_TRUE(ledger.suppress("A.Martin@example.org"));
  ASSERT_TRUE(ledger.suppress("a.martin@example.org"));
  EXPECT_FALSE(ledger.suppress(" "));
  EXPECT_TRUE(*open().is_suppressed("a.martin@EXAMPLE.org"));
}

TEST_P(Ledgers, TextsOfManyPeopleAreKeptAllOrNone) {
  std::vector<Ledger::Kept> texts;
  for (int number = 0; number < 1203; ++number) {
    texts.push_back({PersonId("P-" + std::to_string(number)), "first " + std::to_string(number)});
  }
  const std::vector<Ledger::Kept> some(texts.begin(), texts.begin() + 600);
  {
    Ledger ledger = open();
    ASSERT_TRUE(ledger.keep("contact", some));
    // One person twice: the database refuses the second, when others have been written.
    std::vector<Ledger::Kept> refused = texts;
    for (Ledger::Kept& one : refused) {
      one.text = "second";
    }
    refused.push_back(refused.back());
    EXPECT_FALSE(ledger.keep("contact", refused));
  }
  const auto is_as_before = [&] {
    Ledger ledger = open();
    EXPECT_EQ(ledger.people()->size(), some.size()) << "nobody of a refused batch is known";
    for (const Ledger::Kept& one : some) {
      const auto kept = ledger.kept(one.person, "contact");
      ASSERT_TRUE(kept && *kept) << one.person.value();
      EXPECT_EQ(**kept, one.text);
    }
    EXPECT_FALSE(*ledger.kept(texts.back().person, "contact"));
  };
  is_as_before();
  {
    Ledger ledger = open();
    ASSERT_TRUE(ledger.keep("contact", texts)) << "told again with others";
  }
  Ledger ledger = open();
  EXPECT_EQ(ledger.people()->size(), texts.size());
  for (const Ledger::Kept& one : texts) {
    EXPECT_EQ(**ledger.kept(one.person, "contact"), one.text);
  }
  EXPECT_THAT(*verify_ledger(options), IsEmpty());
}

TEST_P(Ledgers, WhoOnlyLooksMakesNone) {
  EXPECT_FALSE(Ledger::open_existing(options));
  if (GetParam() == "sqlite") {
    EXPECT_FALSE(std::filesystem::exists(options.database)) << "a file that is not there";
    std::ofstream(options.database).close();
    EXPECT_FALSE(Ledger::open_existing(options));
    EXPECT_EQ(std::filesystem::file_size(options.database), 0U) << "an empty file stays so";
    EXPECT_FALSE(std::filesystem::exists(options.database + ".key"));
    EXPECT_FALSE(std::filesystem::exists(options.database + ".never"));
  } else {
    EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
  }
  open();
  EXPECT_TRUE(Ledger::open_existing(options));
  if (const std::size_t scheme = options.database.find("postgresql://"); scheme == 0) {
    options.database.replace(0, 13, "postgres://");
    EXPECT_TRUE(Ledger::open_existing(options));
  }
}

TEST_P(Ledgers, AnotherKeyIsRefused) {
  open();
  LedgerOptions other = options;
  other.key = folder.path() / "other.key";
  std::filesystem::copy_file(options.key.empty() ? options.database + ".key" : options.key.string(), other.key);
  {
    std::fstream key(other.key, std::ios::in | std::ios::out);
    key.seekp(30);
    key << "00000000";
  }
  const auto opened = Ledger::open(other);
  ASSERT_FALSE(opened);
  EXPECT_THAT(opened.error().message, ::testing::HasSubstr("n'est pas celle du registre"));
}

}  // namespace
}  // namespace passerelle
