#include "report/messages.h"

#include <gmock/gmock.h>
#include <rapidcheck.h>

#include "report/plain_text.h"
#include "storage/json.h"
#include "tests/report/invented_week.h"

namespace passerelle {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;

TEST(MessageText, SaysWhatWhereWhyAndTheOneThingToDo) {
  EXPECT_EQ(message_text(support::example_list()),
            "Bonjour, 2 offres pour vous. La première : Aide de cuisine (F/H), Orléans. Vous savez cuisiner pour "
            "beaucoup de monde. C'est à 15 minutes en bus. Pour les autres, appelez votre référent. Pour répondre : "
            "https://offres.example.org/detail/192ABCD");
}

TEST(MessageText, WithoutALinkThePersonCallsTheReferent) {
  Shortlist list = support::example_list();
  list.offers = {support::bare_item(1, "X", "Plongeur", 5000)};
  EXPECT_EQ(message_text(list),
            "Bonjour, une offre pour vous : Plongeur. Ce métier est dans vos souhaits. Pour répondre, appelez votre "
            "référent.");
  list.offers[0].apply = {"url", "javascript:alert(1)"};
  EXPECT_THAT(*message_text(list), EndsWith("appelez votre référent."));
}

TEST(MessageText, ThePlaceIsSaidOnce) {
  Shortlist list = support::example_list();
  list.offers[0].show.title = "Aide de cuisine - Orléans";
  list.offers[0].show.place = "45 - Orléans";
  EXPECT_THAT(*message_text(list), HasSubstr("La première : Aide de cuisine - Orléans. Vous savez"));
}

TEST(MessageText, NothingIsSentForAListThatIsNotForThePerson) {
  Shortlist list = support::example_list();
  list.referent_only = true;
  EXPECT_FALSE(message_text(list));
  list.referent_only = false;
  list.status = ListStatus::paused;
  EXPECT_FALSE(message_text(list));
  list.status = ListStatus::proposed;
  list.offers.clear();
  EXPECT_FALSE(message_text(list));
  EXPECT_FALSE(messages_line(list, "2026-W48-1"));
}

TEST(MessageText, StaysShortAndSingleSpacedWhateverTheOffer) {
  rc::check([](std::uint8_t title, std::uint8_t place, std::uint8_t why, std::uint8_t link, bool alone) {
    const auto words = [](std::size_t count, std::string_view word) {
      std::string text;
      for (std::size_t index = 0; index < count; ++index) {
        text += word;
      }
      return text;
    };
    Shortlist list = support::example_list();
    list.offers[0].show.title = words(title, "tôle  ");
    list.offers[0].show.place = words(place, "\nOrléans");
    list.offers[0].why = words(why, "Vous savez  faire. ");
    list.offers[0].apply = {"url", "https://example.org/" + words(link, "x")};
    if (alone) {
      list.offers.pop_back();
    }
    const std::string text = message_text(list).value();
    RC_ASSERT(character_count(text) <= kMaxMessageCharacters);
    RC_ASSERT(text.find("  ") == std::string::npos);
    RC_ASSERT(text.find('\n') == std::string::npos);
  });
}

TEST(MessageText, HoldsNoContactOfThePerson) {
  Shortlist list = support::example_list();
  list.offers[0].why = "Vous savez tenir une caisse (06 12 34 56 78, x@exemple.org).";
  EXPECT_THAT(*message_text(list), Not(HasSubstr("12 34")));
  EXPECT_THAT(*message_text(list), Not(HasSubstr("x@")));
}

TEST(MessagesLine, CountsItsCharactersAndNamesItsOffers) {
  const std::string line = messages_line(support::example_list(), "2026-W48-1").value();
  const JsonDocument document = JsonDocument::parse(line).value();
  const JsonView root = document.root();
  EXPECT_EQ(root["person"].text(), "P-0042");
  EXPECT_EQ(root["issue"].text(), "2026-W48-1");
  EXPECT_EQ(root["channel"].text(), "preview");
  EXPECT_EQ(root["characters"].integer(), static_cast<std::int64_t>(character_count(root["text"].text())));
  ASSERT_EQ(root["offers"].size(), 2U);
  EXPECT_EQ(root["offers"].at(1).text(), "192BARE");
}

}  // namespace
}  // namespace passerelle
