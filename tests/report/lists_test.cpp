#include "report/lists.h"

#include <gmock/gmock.h>

#include "base/hash.h"
#include "storage/json.h"
#include "tests/report/invented_week.h"
#include "tests/support/files.h"

namespace passerelle {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr std::string_view kIssue = "2026-W48-1";

TEST(ListsLine, WritesTheGoldenFile) {
  const support::InventedWeek invented = support::invented_week();
  std::string lines;
  for (const Shortlist& list : invented.lists) {
    lines += lists_line(list, invented.week, kIssue) + "\n";
  }
  EXPECT_EQ(lines, support::text_of(PASSERELLE_SOURCE_DIR "/tests/report/golden/lists.ndjson"));
}

TEST(ListsLine, ItsListIsTheDigestOfTheLineWithoutIt) {
  for (const Shortlist& list : support::invented_week().lists) {
    std::string line = lists_line(list, Week{2026, 48}, kIssue);
    const std::string digest = JsonDocument::parse(line).value().root()["list"].text();
    ASSERT_EQ(digest.size(), 64U);
    const std::string member = "\"list\":\"" + digest + "\",";
    line.erase(line.find(member), member.size());
    EXPECT_EQ(sha256_hex(line), digest);
  }
}

TEST(ListsLine, TwoListsThatDifferHaveDifferentDigests) {
  Shortlist list = support::example_list();
  const std::string before = lists_line(list, Week{2026, 48}, kIssue);
  list.offers[0].parts[0].contribution += 1;
  const std::string after = lists_line(list, Week{2026, 48}, kIssue);
  EXPECT_NE(JsonDocument::parse(before).value().root()["list"].text(),
            JsonDocument::parse(after).value().root()["list"].text());
}

TEST(ListsLine, WhatIsUnknownIsNull) {
  Shortlist list = support::example_list();
  list.offers = {support::bare_item(1, "X", "Plongeur", 5000)};
  list.nearly[0].blocked_by[0].asked.clear();
  const std::string line = lists_line(list, Week{2026, 48}, kIssue);
  EXPECT_THAT(
      line,
      HasSubstr(
          R"("travel":null,"show":{"title":"Plongeur","employer":null,"place":null,"contract":null,"hours":null,"pay":null},"apply":{"how":"none","value":null})"));
  EXPECT_THAT(line, HasSubstr(R"("blocked_by":[{"rule":"licence","asked":null}])"));
}

TEST(ListsLine, MembersOfTheirOwnStandOnlyWhenThereIsSomethingToSay) {
  Shortlist list = support::example_list();
  list.to_confirm.clear();
  list.offers.pop_back();
  const std::string line = lists_line(list, Week{2026, 48}, kIssue);
  for (const std::string key : {"unlock", "to_confirm", "status_reason", "through", "referent_only"}) {
    EXPECT_THAT(line, Not(HasSubstr("\"" + key + "\""))) << key;
  }
}

TEST(ListsLine, HoldsNoContactOfThePerson) {
  Shortlist list = support::example_list();
  list.offers[0].matched[0].has = "ménage chez Mme X 06 12 34 56 78";
  list.offers[0].why = "Écrivez à quelquun@exemple.org.";
  list.to_confirm[0].said = "joindre au +33 6 12 34 56 78";
  const std::string line = lists_line(list, Week{2026, 48}, kIssue);
  EXPECT_THAT(line, Not(HasSubstr("12 34")));
  EXPECT_THAT(line, Not(HasSubstr("@")));
}

TEST(ListsLine, IsOneLineWhateverTheWords) {
  Shortlist list = support::example_list();
  list.offers[0].show.title = "Aide\nde \"cuisine\"\\ \x01 \xff";
  const std::string line = lists_line(list, Week{2026, 48}, kIssue);
  EXPECT_EQ(line.find('\n'), std::string::npos);
  EXPECT_TRUE(JsonDocument::parse(line).has_value());
}

}  // namespace
}  // namespace passerelle
