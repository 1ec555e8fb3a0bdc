#include "domain/event.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <set>

namespace passerelle {
namespace {

TEST(Events, MomentsAreReadWithTheirOffsetAndWithoutFractions) {
  const auto utc = parse_instant("2026-11-28T09:15:00Z");
  ASSERT_TRUE(utc);
  EXPECT_EQ(parse_instant("2026-11-28T10:15:00+01:00"), utc);
  EXPECT_EQ(parse_instant("2026-11-28T05:45:00.987-03:30"), utc);
  EXPECT_EQ(parse_instant("2026-11-28t09:15:00.0z"), utc);
  EXPECT_EQ(to_string(*utc), "2026-11-28T09:15:00Z");
}

TEST(Events, WhatIsNoMomentIsNone) {
  for (const std::string_view text :
       {"", "2026-11-28", "2026-11-28T09:15Z", "2026-02-30T09:15:00Z", "2026-11-28T24:00:00Z", "2026-11-28T09:60:00Z",
        "2026-11-28T09:15:60Z", "2026-11-28T09:15:00", "2026-11-28T09:15:00+1", "2026-11-28T09:15:00+24:00",
        "2026-11-28T09:15:00.Z", "2026-11-28 09:15:00Z", "2026-11-28T09:15:00Zx", "x026-11-28T09:15:00Z",
        "2026-11-28T+9:15:00Z"}) {
    EXPECT_FALSE(parse_instant(text)) << text;
  }
}

RC_GTEST_PROP(Events, AMomentSurvivesBeingWritten, ()) {
  const Instant instant{std::chrono::seconds(*rc::gen::inRange<long long>(-2'000'000'000LL, 7'000'000'000LL))};
  RC_ASSERT(parse_instant(to_string(instant)) == instant);
}

TEST(Events, EveryNameReadsBackToItsValue) {
  std::set<std::string_view> names;
  for (int value = 0; value <= static_cast<int>(EventType::erased); ++value) {
    const auto type = static_cast<EventType>(value);
    EXPECT_TRUE(names.insert(to_string(type)).second);
    EXPECT_EQ(parse_event_type(to_string(type)), type);
  }
  for (const AuthorKind kind : {AuthorKind::referent, AuthorKind::person, AuthorKind::system}) {
    EXPECT_EQ(parse_author_kind(to_string(kind)), kind);
  }
  EXPECT_EQ(parse_event_type("Proposed"), std::nullopt);
  EXPECT_EQ(parse_author_kind(""), std::nullopt);
}

TEST(Events, TheSameGestureHasOneIdWheneverItIsMade) {
  Event event;
  event.person = PersonId("P-1");
  event.offer = OfferId("O-1");
  event.by = {AuthorKind::referent, "R-1"};
  Event later = event;
  later.at = Instant(std::chrono::hours(1));
  later.id = "anything";
  EXPECT_EQ(event_id(event), event_id(later));
}

RC_GTEST_PROP(Events, NoTwoContentsShareAnId, ()) {
  const auto any = [] {
    // Few letters, so that texts often run into each other: "a" + "ab" and "aa" + "b".
    const auto text = [] { return *rc::gen::container<std::string>(rc::gen::element('a', '1', ':')); };
    Event event;
    event.by = {*rc::gen::element(AuthorKind::referent, AuthorKind::person), text()};
    event.person = PersonId(text());
    event.offer = OfferId(text());
    event.list = text();
    event.value = text();
    event.reason = text();
    return event;
  };
  const Event left = any();
  const Event right = any();
  RC_ASSERT((event_id(left) == event_id(right)) == (left == right));
}

}  // namespace
}  // namespace passerelle
