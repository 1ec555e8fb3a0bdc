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
    found.push_back((clause.refused ? "!" : "") + words);
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
    EXPECT_TRUE(found.front().refused) << text;
  }
  for (const char* text :
       {"je veux faire du ménage", "j'aime le ménage", "a fait du ménage", "plus de 5 ans de ménage"}) {
    const std::vector<Clause> found = split_clauses(text);
    ASSERT_FALSE(found.empty()) << text;
    EXPECT_FALSE(found.front().refused) << text;
  }
}

TEST(Clauses, ARefusalEndsWithItsSentenceAndSpreadsOverWhatIsJoined) {
  EXPECT_THAT(clauses("Pas de ménage ni de plonge. Cuisine possible"),
              ElementsAre("!Pas de ménage", "!de plonge", "Cuisine possible"));
  EXPECT_THAT(clauses("pas de ménage mais la cuisine oui"), ElementsAre("!pas de ménage", "la cuisine oui"));
}

TEST(Frame, OfFirstPersonSpeechIsTakenOff) {
  EXPECT_EQ(without_frame("je cherche un travail de serveur"), "serveur");
  EXPECT_EQ(without_frame("j'ai déjà fait du jardinage"), "jardinage");
  EXPECT_EQ(without_frame("peintre"), "peintre");
  EXPECT_EQ(without_frame("je cherche un travail"), "");
}

}  // namespace
}  // namespace passerelle
