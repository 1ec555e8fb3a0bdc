#include "deliver/notify.h"

#include <gmock/gmock.h>

#include "deliver/message.h"

namespace passerelle {
namespace {

using testing::HasSubstr;
using testing::Not;

const Instant kMorning = parse_instant("2026-11-23T06:00:00Z").value();

Referent camille() {
  return {.id = ReferentId("R-07"),
          .display_name = "Camille D. <x>",
          .backup = "",
          .phone = "",
          .email = "r07@example.org"};
}

ReviewNotice notice() {
  ReviewNotice notice;
  notice.issue = "2026-W48-1";
  notice.week = {2026, 48};
  notice.proposed = 12;
  notice.empty = 2;
  notice.silent = {PersonId("P-0042"), PersonId("P-0050")};
  notice.asks_for_call = {PersonId("P-0043")};
  notice.stands_in_for = {"C. Référent formation"};
  return notice;
}

TEST(ReviewNotice, TellsHowManyListsWhoWasSilentAndWhoIsAway) {
  const OutboxMessage message = review_message(camille(), notice(), "Les Tilleuls", kMorning);
  const EmailMessage email = parse_message_content(message.content).value().email.value();
  EXPECT_EQ(email.to, "r07@example.org");
  EXPECT_EQ(email.subject, "Semaine 48 : 12 listes à relire");
  for (const char* said : {"lundi 23 novembre 2026", "12 listes", "2 personnes", "P-0042, P-0050", "P-0043",
                           "C. Référent formation", "Un silence n'est pas un refus", "Les Tilleuls"}) {
    EXPECT_THAT(email.text, HasSubstr(said));
  }
  EXPECT_THAT(email.html, HasSubstr("Camille D. &lt;x&gt;"));
  EXPECT_EQ(message.person, PersonId("referent:R-07"));
  EXPECT_EQ(message.address, "r07@example.org");
}

TEST(ReviewNotice, IsOnePerReferentAndIssueWhateverTheFigures) {
  ReviewNotice later = notice();
  later.proposed = 3;
  EXPECT_EQ(review_message(camille(), notice(), "", kMorning).key, review_message(camille(), later, "", kMorning).key);
  later.issue = "2026-W48-2";
  EXPECT_NE(review_message(camille(), notice(), "", kMorning).key, review_message(camille(), later, "", kMorning).key);
}

TEST(ReviewNotice, SaysNothingOfWhatIsNotThere) {
  ReviewNotice quiet = notice();
  quiet.silent.clear();
  quiet.asks_for_call.clear();
  quiet.stands_in_for.clear();
  quiet.empty = 0;
  const OutboxMessage message = review_message(camille(), quiet, "", kMorning);
  const std::string text = parse_message_content(message.content).value().email.value().text;
  for (const char* said : {"appeler", "rappeler", "remplacez", "Sans offre"}) {
    EXPECT_THAT(text, Not(HasSubstr(said)));
  }
}

}  // namespace
}  // namespace passerelle
