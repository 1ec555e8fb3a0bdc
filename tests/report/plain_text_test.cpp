#include "report/plain_text.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace passerelle {
namespace {

TEST(WithoutContacts, HidesPhoneNumbersHoweverTheyAreWritten) {
  for (const std::string number :
       {"0612345678", "06 12 34 56 78", "06.12.34.56.78", "06-12-34-56-78", "+33612345678", "+33 6 12 34 56 78",
        "+33 (0)6 12 34 56 78", "0033 6 12 34 56 78", "06\u00a012\u00a034\u00a056\u00a078", "06/12/34/56/78"}) {
    EXPECT_EQ(without_contacts("appeler le " + number + ", le soir"), "appeler le […], le soir") << number;
  }
}

TEST(WithoutContacts, HidesAddresses) {
  EXPECT_EQ(without_contacts("écrire à a.b-c@exemple.org ou d@e.fr"), "écrire à […] ou […]");
  EXPECT_EQ(without_contacts("a@b.fr"), "[…]");
}

TEST(WithoutContacts, LeavesOtherNumbersAlone) {
  for (const std::string words :
       {"faire la cuisine pour 20 personnes", "caisse de 12 000 articles en 2019", "CACES R489 3",
        "commande 4206123456780", "le 01/02/2019", "rendez-vous @ midi", "@", ""}) {
    EXPECT_EQ(without_contacts(words), words);
  }
}

TEST(WithoutContacts, NeverFailsWhateverTheBytes) {
  rc::check("hiding twice is hiding once", [](const std::vector<std::uint8_t>& choices) {
    constexpr std::string_view kPieces[] = {"@", "0", "6", " ", ".", "+33", "a", "é", "\xff", "00", "(0)", "-"};
    std::string words;
    for (const std::uint8_t choice : choices) {
      words += kPieces[choice % std::size(kPieces)];
    }
    const std::string once = without_contacts(words);
    RC_ASSERT(once.size() <= words.size() * 3);
    RC_ASSERT(without_contacts(words) == once);
  });
}

TEST(AsSentence, BeginsWithACapitalAndEnds) {
  EXPECT_EQ(as_sentence("aucune offre"), "Aucune offre.");
  EXPECT_EQ(as_sentence("à revoir !"), "À revoir !");
  EXPECT_EQ(as_sentence("÷ deux."), "÷ deux.");
  EXPECT_EQ(as_sentence(""), "");
  EXPECT_EQ(as_sentence("\xC3"), "\xC3.");
}

TEST(PlaceAsSaid, HasNoDepartmentInFrontAndDoesNotShout) {
  EXPECT_EQ(place_as_said("45 - ORLEANS"), "Orleans");
  EXPECT_EQ(place_as_said("2A - Ajaccio"), "Ajaccio");
  EXPECT_EQ(place_as_said("974 - SAINT-DENIS"), "Saint-Denis");
  EXPECT_EQ(place_as_said("45 - SAINT-JEAN-DE-BRAYE"), "Saint-Jean-de-Braye");
  EXPECT_EQ(place_as_said("LE MANS"), "Le Mans");
  EXPECT_EQ(place_as_said("L'HAY-LES-ROSES"), "L'Hay-les-Roses");
  for (const std::string place : {"Orléans", "", "Zone 4 - Nord", "45", "Paris 12e", " - ", "-"}) {
    EXPECT_EQ(place_as_said(place), place);
  }
}

TEST(SingleSpaced, LeavesOneSpaceBetweenWords) {
  EXPECT_EQ(single_spaced("  Aide\r\n\tde   cuisine "), "Aide de cuisine");
  EXPECT_EQ(single_spaced(" \n "), "");
}

TEST(Shortened, KeepsWhatFitsAndCutsAtAWord) {
  EXPECT_EQ(shortened("Aide de cuisine", 15), "Aide de cuisine");
  EXPECT_EQ(shortened("Aide de cuisine confirmé", 18), "Aide de cuisine...");
  EXPECT_EQ(shortened("éééééééééé", 6), "ééé...");
  EXPECT_EQ(shortened("abcdef", 2), "..");
}

TEST(Shortened, NeverExceedsItsLimitNorCutsALetter) {
  rc::check([](const std::vector<std::uint8_t>& choices) {
    constexpr std::string_view kPieces[] = {"a", " ", "é", "→", "😀"};
    std::string text;
    for (const std::uint8_t choice : choices) {
      text += kPieces[choice % std::size(kPieces)];
    }
    const auto limit = *rc::gen::inRange<std::size_t>(0, 40);
    const std::string cut = shortened(text, limit);
    RC_ASSERT(character_count(cut) <= limit);
    const std::string kept = cut == text ? cut : cut.substr(0, cut.find_last_not_of('.') + 1);
    RC_ASSERT(text.starts_with(kept));
    const bool ends_between_letters =
        kept.size() == text.size() || (static_cast<unsigned char>(text[kept.size()]) & 0xC0U) != 0x80U;
    RC_ASSERT(ends_between_letters);
  });
}

TEST(IsWebAddress, AcceptsOnlyWhatIsSafeToFollow) {
  EXPECT_TRUE(is_web_address("https://exemple.org/offre?id=1&x=é"));
  EXPECT_TRUE(is_web_address("http://exemple.org"));
  for (const std::string value : {"javascript:alert(1)", "www.exemple.org", "", "internal:Feuille1!A1", "https://a b",
                                  "https://a\nb", " https://a", "HTTPS", "ftp://a"}) {
    EXPECT_FALSE(is_web_address(value)) << value;
  }
}

}  // namespace
}  // namespace passerelle
