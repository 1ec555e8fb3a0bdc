#include "linking/clauses.h"

#include <gmock/gmock.h>

namespace passerelle {
namespace {

using testing::ElementsAre;

/// The clauses without spaces around them, refused ones marked by an exclamation mark.
std::vector<std::string> clauses(std::string_view text) {
  std::vector<std::string> found;
  for (const Clause& clause : split_clauses(text)) {
    std::string words(clause.text);
    words.erase(0, words.find_first_not_of(" \n"));
    words.erase(words.find_last_not_of(" \n") + 1);
    found.push_back((clause.refused() ? "!" : "") + words);
  }
  return found;
}

TEST(Clauses, EndAtMarksAndLinkingWords) {
  EXPECT_THAT(clauses("J'ai gardé des enfants, puis fait la plonge et le ménage. Permis B"),
              ElementsAre("J'ai gardé des enfants", "fait la plonge", "le ménage", "Permis B"));
  EXPECT_THAT(clauses("travail 1,5 jour par semaine"), ElementsAre("travail 1,5 jour par semaine"));
  EXPECT_THAT(clauses(""), testing::IsEmpty());
  EXPECT_THAT(clauses(" , . ; "), testing::IsEmpty());
}

TEST(Clauses, KeepTheWordsAsWritten) {
  const std::string text = "ÉLÈVE au Lycée — puis « cuisine »";
  for (const Clause& clause : split_clauses(text)) {
    EXPECT_GE(clause.text.data(), text.data());
    EXPECT_LE(clause.text.data() + clause.text.size(), text.data() + text.size());
  }
}

TEST(Clauses, TellWhatIsRefused) {
  for (const char* text : {"je ne veux plus faire de ménage", "j'veux plus de ménage", "Pas de ménage",
                           "plus jamais de ménage", "sauf ménage", "éviter le ménage", "refuse le ménage",
                           "je veux pas faire du ménage", "ne peut plus porter", "jveux plu faire le menage"}) {
    const std::vector<Clause> found = split_clauses(text);
    ASSERT_FALSE(found.empty()) << text;
    EXPECT_TRUE(found.front().refused()) << text;
  }
  for (const char* text :
       {"je veux faire du ménage", "j'aime le ménage", "a fait du ménage", "plus de 5 ans de ménage"}) {
    const std::vector<Clause> found = split_clauses(text);
    ASSERT_FALSE(found.empty()) << text;
    EXPECT_FALSE(found.front().refused()) << text;
  }
}

TEST(Clauses, ARefusalEndsWithItsSentenceAndSpreadsOverWhatIsJoined) {
  EXPECT_THAT(clauses("Pas de ménage ni de plonge. Cuisine possible"),
              ElementsAre("!Pas de ménage", "!de plonge", "Cuisine possible"));
  EXPECT_THAT(clauses("pas de ménage mais la cuisine oui"), ElementsAre("!pas de ménage", "la cuisine oui"));
}

TEST(Clauses, TellWhatIsAccepted) {
  for (const char* text : {"pourquoi pas le ménage", "pas seulement le ménage",
                           "ça ne me dérange pas de faire le ménage", "je n'ai pas peur du ménage",
                           "pas de souci pour le ménage", "pas contre le ménage", "il ne dit pas non au ménage"}) {
    const std::vector<Clause> found = split_clauses(text);
    ASSERT_EQ(found.size(), 1U) << text;
    EXPECT_FALSE(found.front().refused()) << text;
  }
}

TEST(Clauses, TellWhatIsRefusedAfterwards) {
  EXPECT_THAT(clauses("La plonge, plus jamais"), ElementsAre("!La plonge", "plus jamais"));
  EXPECT_THAT(clauses("le ménage c'est fini"), ElementsAre("!le ménage c'est fini"));
  EXPECT_THAT(clauses("la vente non merci, la cuisine oui"), ElementsAre("!la vente non merci", "la cuisine oui"));
}

/// How the last words of the first clause are told.
Cue::Tells told(std::string_view text) {
  const std::vector<Clause> found = split_clauses(text);
  return found.empty() || found.front().cues.empty() ? Cue::Tells::mention : found.front().cues.back().tells;
}

TEST(Clauses, TellWishesFromWhatWasDone) {
  for (const char* text : {"je veux être maçon", "cherche un poste de maçon", "rêve de devenir maçon",
                           "intéressée par la maçonnerie", "jcherche taf macon", "ne veut plus être maçon mais"}) {
    EXPECT_EQ(told(text), std::string_view(text).starts_with("ne") ? Cue::Tells::refusal : Cue::Tells::wish) << text;
  }
  for (const char* text :
       {"ancien maçon", "a été maçon", "j'ai travaillé comme maçon", "dix ans de maçonnerie", "il a monté des murs"}) {
    EXPECT_EQ(told(text), Cue::Tells::practice) << text;
  }
  for (const char* text : {"n'a jamais été maçon", "suivi par l'éducateur", "rendez-vous chez le médecin",
                           "habite près de l'usine", "de nationalité malienne"}) {
    EXPECT_EQ(told(text), Cue::Tells::nothing) << text;
  }
}

TEST(Clauses, WhatIsToldOfOthersEndsWithThem) {
  const auto about_others = [](std::string_view text) {
    std::vector<bool> found;
    for (const Clause& clause : split_clauses(text)) {
      found.push_back(clause.about_others);
    }
    return found;
  };
  EXPECT_THAT(about_others("Mon mari est maçon et travaille à Lyon, elle cuisine. Je conduis"),
              ElementsAre(true, true, true, false));
  EXPECT_THAT(about_others("Son père est maçon. Il cherche un poste"), ElementsAre(true, false));
  EXPECT_THAT(about_others("J'ai un projet. Mon fils est maçon. Il gagne bien"), ElementsAre(false, true, true));
}

TEST(Clauses, CuesStandInOrderInsideTheText) {
  const std::string text = "Ancien maçon, il veut être caissier et ne veut plus de ménage. Sa sœur est coiffeuse";
  std::uint32_t before = 0;
  for (const Clause& clause : split_clauses(text)) {
    for (const Cue& cue : clause.cues) {
      EXPECT_GE(cue.from, before);
      EXPECT_LE(cue.from, cue.after);
      EXPECT_LE(cue.after, text.size());
      before = cue.from;
    }
  }
}

TEST(Frame, OfFirstPersonSpeechIsTakenOff) {
  EXPECT_EQ(without_frame("je cherche un travail de serveur"), "serveur");
  EXPECT_EQ(without_frame("j'ai déjà fait du jardinage"), "jardinage");
  EXPECT_EQ(without_frame("peintre"), "peintre");
  EXPECT_EQ(without_frame("je cherche un travail"), "");
}

}  // namespace
}  // namespace passerelle
