#include "report/list_reader.h"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include "report/lists.h"
#include "tests/report/invented_week.h"

namespace passerelle {
namespace {

using testing::HasSubstr;

constexpr Week kWeek{2026, 48};
constexpr std::string_view kReadIssue = "2026-W48-1";

std::string line_of(const Shortlist& list) {
  return lists_line(list, kWeek, kReadIssue);
}

/// Words a feed or a person may have written: quotes, blanks at the ends, control characters, other alphabets.
std::string any_words() {
  static const std::vector<std::string> kWords{"",
                                               " ",
                                               "Aide de cuisine",
                                               "  bords  ",
                                               "a\"b\\c",
                                               "ligne\nautre",
                                               "\x01",
                                               "é€😀",
                                               "\xC2\xA0x\xC2\xA0",
                                               "\"list\":\"x\",",
                                               "06 39 98 00 00",
                                               "مرحبا",
                                               "a@example.org",
                                               "null"};
  return *rc::gen::elementOf(kWords) + *rc::gen::elementOf(kWords);
}

ShortlistItem any_item(int rank) {
  ShortlistItem item = support::example_item();
  item.rank = rank;
  item.offer = OfferId("O" + std::to_string(*rc::gen::inRange(0, 1000)) + any_words());
  item.score = *rc::gen::inRange(-20000, 20000);
  item.parts[0].contribution = *rc::gen::inRange(-20000, 20000);
  item.parts[0].value = *rc::gen::inRange(0, 100000) / 30000.0;
  item.matched[0].has = any_words();
  item.matched[0].strength = *rc::gen::inRange(0, 1000) / 999.0;
  item.missing[0].step = any_words();
  item.show.title = any_words();
  item.show.pay = any_words();
  item.why = any_words();
  item.through = any_words();
  item.apply.value = any_words();
  item.stretch = *rc::gen::arbitrary<bool>();
  if (*rc::gen::arbitrary<bool>()) {
    item.travel = std::nullopt;
  }
  return item;
}

TEST(ListReader, ReadsEveryLineOfAWeekAndWritesItAgainByteForByte) {
  for (const Shortlist& list : support::invented_week().lists) {
    const std::string line = line_of(list);
    const Result<ProposedList> read = read_lists_line(line);
    ASSERT_TRUE(read.has_value()) << read.error().message;
    EXPECT_EQ(lists_line(read->shortlist, read->week, read->issue), line);
    EXPECT_THAT(line, HasSubstr(read->list));
  }
}

RC_GTEST_PROP(ListReaderProperty, WhatWasWrittenIsReadAndWrittenAgainByteForByte, ()) {
  Shortlist list = support::example_list();
  list.status = *rc::gen::element(ListStatus::proposed, ListStatus::empty, ListStatus::paused);
  list.status_reason = any_words();
  list.referent_only = *rc::gen::arbitrary<bool>();
  list.offers.clear();
  for (int rank = 1; rank <= *rc::gen::inRange(0, 4); ++rank) {
    list.offers.push_back(any_item(rank));
  }
  for (int rank = 1; rank <= *rc::gen::inRange(0, 3); ++rank) {
    list.reserve.push_back(any_item(rank));
  }
  if (*rc::gen::arbitrary<bool>()) {
    list.unlock = {{"licence", any_words(), *rc::gen::inRange(0, 500), any_words()}};
  }
  list.to_confirm[0].said = any_words();
  list.counts.excluded["hours"] = *rc::gen::inRange(0, 500);
  const std::string line = line_of(list);
  const Result<ProposedList> read = read_lists_line(line);
  RC_ASSERT(read.has_value());
  RC_ASSERT(lists_line(read->shortlist, read->week, read->issue) == line);
}

TEST(ListReader, RefusesALineChangedAfterwardsAndNamesTheField) {
  std::string line = line_of(support::example_list());
  line.replace(line.find("Plongeur"), 8, "Mannequi");
  const Result<ProposedList> read = read_lists_line(line);
  ASSERT_FALSE(read.has_value());
  EXPECT_THAT(read.error().message, HasSubstr("list : cette empreinte"));
}

TEST(ListReader, NamesTheFieldThatIsMissing) {
  for (const std::string field : {"week", "issue", "person", "list"}) {
    std::string line = line_of(support::example_list());
    line.replace(line.find("\"" + field + "\""), field.size() + 2, "\"autre\"");
    const Result<ProposedList> read = read_lists_line(line);
    ASSERT_FALSE(read.has_value()) << field;
    EXPECT_THAT(read.error().message, HasSubstr(field + " : manque"));
  }
  EXPECT_FALSE(read_lists_line("[]").has_value());
  EXPECT_FALSE(read_lists_line("{").has_value());
  EXPECT_FALSE(read_lists_line("").has_value());
}

TEST(ListReader, SetsBadLinesAsideAndReadsTheOthers) {
  const support::InventedWeek week = support::invented_week();
  std::string changed = line_of(week.lists[1]);
  changed.replace(changed.find("0.8312"), 6, "0.9312");
  const std::string file = line_of(week.lists[0]) + "\n" + changed + "\n{pas du json}\n" + line_of(week.lists[2]) +
                           "\n" + line_of(week.lists[0]) + "\n";
  ByteSource source = ByteSource::from_memory(file);
  std::vector<std::string> people;
  const auto rejections = for_each_list(source, "lists.ndjson", [&people](ProposedList&& list) {
    people.push_back(list.shortlist.person.value());
    return true;
  });
  ASSERT_TRUE(rejections.has_value());
  EXPECT_THAT(people, testing::ElementsAre("P-0042", "P-0044"));
  ASSERT_EQ(rejections->size(), 3U);
  EXPECT_EQ((*rejections)[0].line, 2U);
  EXPECT_EQ((*rejections)[1].line, 3U);
  EXPECT_EQ((*rejections)[2].field, "person");
}

}  // namespace
}  // namespace passerelle
