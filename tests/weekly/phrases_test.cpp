#include "weekly/phrases.h"

#include <gmock/gmock.h>

namespace passerelle {
namespace {

using testing::HasSubstr;

TEST(ReadableTitle, CalmsDownWhatFeedsShout) {
  EXPECT_EQ(readable_title("AGENT DE PROPRETE (H/F)"), "Agent de proprete");
  EXPECT_EQ(readable_title("Serveur (H/F)"), "Serveur");
  EXPECT_EQ(readable_title("Serveur / Serveuse F/H"), "Serveur / Serveuse");
  EXPECT_EQ(readable_title("Commis &amp; plonge <b>urgent</b>"), "Commis & plonge urgent");
  EXPECT_EQ(readable_title("  Aide   à domicile - "), "Aide à domicile");
  EXPECT_EQ(readable_title("BTP"), "BTP") << "an acronym is no shout";
  EXPECT_EQ(readable_title("ÉLECTRICIEN DU BÂTIMENT"), "Électricien du bâtiment");
}

TEST(Questions, EachRuleHasOneThatEnds) {
  for (std::size_t row = 0; row < kRuleCount; ++row) {
    const std::string question = question_for(static_cast<Rule>(row), "B");
    EXPECT_TRUE(question.ends_with(" ?")) << to_string(static_cast<Rule>(row));
  }
  EXPECT_EQ(question_for(Rule::hours, ""), "À quelle heure commence et finit le travail ?");
  EXPECT_EQ(question_for(Rule::licence, "B"), "Le permis B est-il obligatoire ?");
  EXPECT_THAT(question_for(Rule::licence, ""), testing::Not(HasSubstr("  ")));
}

TEST(Unlocks, SayWhatWouldOpenHowMany) {
  EXPECT_EQ(unlock_sentence(Rule::licence, "B", 14), "avec le permis B : 14 offres de plus");
  EXPECT_EQ(unlock_sentence(Rule::licence, "B", 1), "avec le permis B : 1 offre de plus");
}

TEST(Steps, HaveTheNamesOfTheContract) {
  EXPECT_EQ(step_for(Rule::licence), "licence");
  EXPECT_EQ(step_for(Rule::certificate), "certificate");
  EXPECT_EQ(step_for(Rule::diploma), "training");
  EXPECT_EQ(step_for(Rule::experience), "immersion");
  EXPECT_EQ(step_for(Rule::language), "language");
  EXPECT_EQ(step_for(Rule::hours), "childcare");
  EXPECT_EQ(step_for(Rule::travel_time), "vehicle");
}

TEST(StatedLimitWords, AreFrenchForEveryKindTheReaderStates) {
  EXPECT_EQ(stated_limit_words(RequirementKind::licence, "", false), "n'a pas le permis");
  EXPECT_EQ(stated_limit_words(RequirementKind::licence, "B", true), "a le permis B");
  EXPECT_EQ(stated_limit_words(RequirementKind::hours, "night", false), "ne peut pas travailler la nuit");
  EXPECT_EQ(stated_limit_words(RequirementKind::hours, "school", false),
            "ne peut pas travailler hors des heures d'école");
  EXPECT_EQ(stated_limit_words(RequirementKind::travel, "national", false), "doit rentrer chaque soir");
  EXPECT_EQ(stated_limit_words(RequirementKind::travel, "20km", false), "ne peut pas aller à plus de 20 km");
  EXPECT_EQ(stated_limit_words(RequirementKind::travel, "30min", false), "ne peut pas aller à plus de 30 minutes");
  EXPECT_EQ(stated_limit_words(RequirementKind::hours, "mornings", false), "ne peut pas travailler hors du matin");
  EXPECT_EQ(stated_limit_words(RequirementKind::hours, "20h", false), "ne peut pas travailler plus de 20h par semaine");
  EXPECT_EQ(stated_limit_words(RequirementKind::hours, "09:15-16:15", false),
            "ne peut travailler qu'entre 09:15 et 16:15");
}

TEST(Journeys, AreToldInWords) {
  EXPECT_EQ(journey_words({15, "public_transport", true}), "à 15 minutes en bus ou en train");
  EXPECT_EQ(journey_words({1, "walk", true}), "à 1 minute à pied");
}

TEST(OccupationWords, ReadAsASentence) {
  EXPECT_EQ(occupation_words("Cuisinier / Cuisinière"), "cuisinier ou cuisinière");
  EXPECT_EQ(occupation_words("Élagueur"), "élagueur");
}

}  // namespace
}  // namespace passerelle
