#include "report/caseload.h"

#include <gmock/gmock.h>
#include <rapidcheck.h>

#include <algorithm>
#include <map>

#include "tests/report/invented_week.h"

namespace passerelle {
namespace {

using testing::ElementsAre;

TEST(Caseloads, APersonWithSeveralReferentsStandsWithEach) {
  const support::InventedWeek week = support::invented_week();
  const std::vector<Caseload> all = caseloads(week.people, week.lists, week.referents);
  ASSERT_EQ(all.size(), 3U);
  EXPECT_EQ(all[0].display_name, "Camille D.");
  EXPECT_EQ(all[0].entries.size(), 8U);
  ASSERT_EQ(all[1].entries.size(), 1U);
  EXPECT_EQ(all[1].entries[0].list->person.value(), "P-0042");
  EXPECT_EQ(all[1].entries[0].role, "social");
  EXPECT_THAT(all[1].entries[0].others, ElementsAre("Camille D. (emploi)"));
  EXPECT_EQ(all[2].file_name, "sans-referent");
  EXPECT_EQ(all[2].entries.size(), 2U);
}

TEST(Caseloads, NobodyIsLostWhateverTheOrderOfArrival) {
  support::InventedWeek week = support::invented_week();
  week.people.erase(week.people.begin() + 3);  // A list whose person is not known still has its place.
  const std::vector<Caseload> before = caseloads(week.people, week.lists, week.referents);
  std::ranges::reverse(week.people);
  std::vector<Shortlist> reversed(week.lists.rbegin(), week.lists.rend());
  const std::vector<Caseload> after = caseloads(week.people, reversed, week.referents);
  const auto ids = [](const std::vector<Caseload>& all) {
    std::vector<std::string> result;
    for (const Caseload& caseload : all) {
      for (const CaseloadEntry& entry : caseload.entries) {
        result.push_back(caseload.id.value() + ":" + entry.list->person.value());
      }
    }
    return result;
  };
  EXPECT_EQ(ids(before), ids(after));
  EXPECT_EQ(ids(before).size(), week.lists.size() + 1);
}

TEST(Caseloads, AReferentWithoutAFileIsNamedByTheirId) {
  const support::InventedWeek week = support::invented_week();
  const std::vector<Caseload> all = caseloads(week.people, week.lists, {});
  EXPECT_EQ(all[0].display_name, "R-07");
}

TEST(Caseloads, TwoRolesOfOneReferentMakeOneEntry) {
  const Person person =
      support::person_of("P-0042", {{ReferentId("R-07"), "employment"}, {ReferentId("R-07"), "training"}});
  const Shortlist list = support::example_list();
  const std::vector<Caseload> all = caseloads({&person, 1}, {&list, 1}, {});
  ASSERT_EQ(all[0].entries.size(), 1U);
  EXPECT_EQ(all[0].entries[0].role, "emploi, formation");
  EXPECT_TRUE(all[0].entries[0].others.empty());
}

TEST(Caseloads, CountsAddUp) {
  const support::InventedWeek week = support::invented_week();
  const CaseloadCounts counts = counts_of(caseloads(week.people, week.lists, week.referents)[0]);
  EXPECT_EQ(counts.proposed, 6);
  EXPECT_EQ(counts.empty, 1);
  EXPECT_EQ(counts.paused, 1);
}

TEST(FileName, OrdinaryIdsAreThemselves) {
  EXPECT_EQ(file_name_of("R-07_b.2"), "R-07_b.2");
}

TEST(FileName, HostileIdsStayInTheFolder) {
  EXPECT_EQ(file_name_of("../../etc/passwd"), "%2E.%2F..%2Fetc%2Fpasswd");
  EXPECT_EQ(file_name_of("a\\b c%\x01"), "a%5Cb%20c%25%01");
  EXPECT_EQ(file_name_of(std::string_view("a\0b", 3)), "a%00b");
  EXPECT_EQ(file_name_of("index"), "%69ndex");
  EXPECT_EQ(file_name_of("Sans-Referent"), "%53ans-Referent");
  EXPECT_EQ(file_name_of(""), "%");
}

TEST(FileName, DifferentIdsHaveDifferentSafeNames) {
  rc::check([](const std::vector<std::uint8_t>& first, const std::vector<std::uint8_t>& second) {
    const auto id_of = [](const std::vector<std::uint8_t>& choices) {
      constexpr std::string_view kPieces[] = {"a", "%", "2", "5",     "/",
                                              ".", "=", "é", "index", "xxxxxxxxxxxxxxxxxxxxxxxx"};
      std::string id;
      for (const std::uint8_t choice : choices) {
        id += kPieces[choice % std::size(kPieces)];
      }
      return id;
    };
    const std::string left = id_of(first);
    const std::string right = id_of(second);
    RC_ASSERT((left == right) == (file_name_of(left) == file_name_of(right)));
    const std::string name = file_name_of(left);
    RC_ASSERT(name.size() <= 180U);
    RC_ASSERT(name.front() != '.');
    RC_ASSERT(name.find('/') == std::string::npos);
  });
}

TEST(FileName, LongIdsThatDifferAtTheirEndStayApart) {
  const std::string common(300, 'x');
  EXPECT_NE(file_name_of(common + "1"), file_name_of(common + "2"));
}

}  // namespace
}  // namespace passerelle
