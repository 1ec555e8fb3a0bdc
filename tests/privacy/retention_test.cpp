#include "privacy/retention.h"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include "tests/privacy/kept_person.h"

namespace passerelle {
namespace {

Day day(std::string_view text) {
  return parse_day(text).value();
}

const RetentionOptions kHow{24, 30};

struct Old {
  Old() {
    add(support::happened(EventType::noted, AuthorKind::referent, "R-07", "vu", "", "2024-10-15T10:00:00Z"));
    add(support::happened(EventType::sent, AuthorKind::system, "send", "", "", "2026-11-01T10:00:00Z"));
  }
  void add(const Event& event) { EXPECT_TRUE(ledger.append(std::span(&event, 1)).has_value()); }
  std::vector<Lapse> on(std::string_view today, const std::vector<Person>& people = {}) {
    return lapses(ledger, people, kHow, day(today)).value();
  }

  support::TemporaryDirectory folder;
  Ledger ledger = Ledger::open({(folder.path() / "l.db").string(), {}, {}}).value();
};

TEST(Retention, MonthsLaterIsTheSameDayOrTheLastOfTheMonth) {
  EXPECT_EQ(months_later(day("2024-11-28"), 24), day("2026-11-28"));
  EXPECT_EQ(months_later(day("2024-02-29"), 24), day("2026-02-28"));
  EXPECT_EQ(months_later(day("2026-01-31"), 1), day("2026-02-28"));
  EXPECT_EQ(months_later(day("2026-12-31"), 2), day("2027-02-28"));
}

RC_GTEST_PROP(RetentionProperty, ALaterContactNeverShortensTheTime, ()) {
  const Day one = Day{std::chrono::days(*rc::gen::inRange(15000, 25000))};
  const Day other = one + std::chrono::days(*rc::gen::inRange(0, 800));
  const auto months = static_cast<std::size_t>(*rc::gen::inRange(1, 121));
  RC_ASSERT(months_later(one, months) <= months_later(other, months));
  RC_ASSERT(months_later(one, months) > one);
}

TEST(Retention, WarnsThirtyDaysBeforeAndMessagesOfTheProgramAreNoContact) {
  Old old;
  EXPECT_TRUE(old.on("2026-09-14").empty());
  const std::vector<Lapse> warned = old.on("2026-09-15");
  ASSERT_EQ(warned.size(), 1U);
  EXPECT_EQ(warned[0].last_contact, day("2024-10-15"));
  EXPECT_EQ(warned[0].erase_on, day("2026-10-15"));
  EXPECT_FALSE(warned[0].is_due(day("2026-12-31"), kHow)) << "nobody was warned";
}

TEST(Retention, ErasesOnlyOnceTheReferentsHadTheirThirtyDays) {
  Old old;
  ASSERT_TRUE(record_warnings(old.ledger, old.on("2026-11-28"), parse_instant("2026-11-28T08:00:00Z").value()));
  EXPECT_EQ(old.on("2026-12-01").at(0).warned, day("2026-11-28"));
  EXPECT_EQ(old.on("2026-12-01").at(0).erase_on, day("2026-12-28"));
  EXPECT_FALSE(old.on("2026-12-27").at(0).is_due(day("2026-12-27"), kHow));
  EXPECT_TRUE(old.on("2026-12-28").at(0).is_due(day("2026-12-28"), kHow));
}

TEST(Retention, ASignOfLifeStartsTheTimeAnew) {
  Old old;
  ASSERT_TRUE(record_warnings(old.ledger, old.on("2026-11-28"), parse_instant("2026-11-28T08:00:00Z").value()));
  old.add(support::happened(EventType::replied, AuthorKind::person, "P-0042", "yes", "", "2026-12-01T10:00:00Z"));
  EXPECT_TRUE(old.on("2026-12-28").empty());
  EXPECT_EQ(old.on("2028-11-15").at(0).warned, std::nullopt) << "the warning of two years ago is spent";
}

TEST(Retention, TheFileOfPeopleMayKnowALaterContact) {
  Old old;
  Person person;
  person.id = PersonId("P-0042");
  person.accompaniment.last_contact = day("2026-06-01");
  EXPECT_TRUE(old.on("2026-11-28", {person}).empty());
  person.id = PersonId("P-0100");
  person.accompaniment.last_contact = day("2023-06-01");
  const std::vector<Lapse> both = old.on("2026-11-28", {person});
  ASSERT_EQ(both.size(), 2U);
  EXPECT_EQ(both[1].person, PersonId("P-0100"));
}

TEST(Retention, ReferentsAsRecipientsNeverLapse) {
  Old old;
  Event event = support::happened(EventType::sent, AuthorKind::system, "send", "", "", "2020-01-01T10:00:00Z");
  event.person = PersonId("referent:R-07");
  event.id = event_id(event);
  old.add(event);
  EXPECT_EQ(old.on("2026-11-28").size(), 1U);
}

TEST(Retention, TheTableForReferentsNamesPeopleByTheirIds) {
  Old old;
  Person person;
  person.id = PersonId("P-0042");
  person.referents = {{ReferentId("R-07"), "employment"}, {ReferentId("R-11"), "social"}};
  EXPECT_EQ(lapses_csv(old.on("2026-10-01", {person})),
            "\xEF\xBB\xBF\"Personne\";\"Référents\";\"Dernier contact\";\"Effacement le\"\r\n"
            "\"P-0042\";\"R-07, R-11\";\"2024-10-15\";\"2026-10-31\"\r\n");
}

}  // namespace
}  // namespace passerelle
