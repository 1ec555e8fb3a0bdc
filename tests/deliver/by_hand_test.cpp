#include "deliver/by_hand.h"

#include <gmock/gmock.h>

#include <string>
#include <vector>

#include "tests/report/invented_week.h"

namespace passerelle {
namespace {

using testing::HasSubstr;
using testing::Not;

ByHand person(const std::string& id, Channel how, const std::string& reason) {
  ByHand one;
  one.contact.person = PersonId(id);
  one.contact.first_name = "Amina";
  one.contact.phone = parse_phone("01 99 00 00 42");
  one.referent = {ReferentId("R-07"), "Camille D.", "", "0199004101", "", {}};
  one.how = how;
  one.reason = reason;
  one.offers = support::example_list().offers;
  return one;
}

TEST(ByHand, PageListsCallsPapersAndTalksThenASheetForEach) {
  const std::vector<ByHand> people{person("P-1", Channel::call, "téléphone fixe"), person("P-2", Channel::paper, ""),
                                   person("P-3", Channel::referent, "pas d'accord connu")};
  const std::string page = by_hand_page(people, "2026-W48-1", {});
  for (const std::string_view said : {"À appeler", "À remettre sur papier", "À voir avec la personne", "téléphone fixe",
                                      "01 99 00 00 42", "tel:+33199000042", "Travail le soir",
                                      "https://offres.example.org/detail/192ABCD", "Offre 192BARE", "lang=\"fr\""}) {
    EXPECT_THAT(page, HasSubstr(std::string(said)));
  }
  EXPECT_LT(page.find("À appeler"), page.find("À remettre sur papier"));
  EXPECT_THAT(page, Not(HasSubstr("src=")));
  EXPECT_THAT(by_hand_page({people.data(), 1}, "2026-W48-1", {}), Not(HasSubstr("papier</h2>")));
}

TEST(ByHand, TableRunsNothingInASpreadsheet) {
  std::vector<ByHand> people{person("P-1", Channel::call, "=cmd|' /C calc'!A0")};
  people[0].contact.first_name = "+A \"B\"";
  people[0].offers[0].show.title = "-x";
  const std::string csv = by_hand_csv(people);
  EXPECT_THAT(csv, testing::StartsWith("\xEF\xBB\xBFpersonne;prénom;téléphone;quoi;pourquoi;référent;offres\r\n"));
  EXPECT_THAT(csv, HasSubstr("\"P-1\";\"'+A \"\"B\"\"\";\"01 99 00 00 42\";\"appeler\";\"'=cmd"));
  EXPECT_THAT(csv, HasSubstr("\"'-x (192ABCD) ; Plongeur"));
}

}  // namespace
}  // namespace passerelle
