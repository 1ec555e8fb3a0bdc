#include "linking/verb_forms.h"

#include <gmock/gmock.h>

#include <set>
#include <sstream>
#include <string>

namespace passerelle {
namespace {

/// The forms under which the words of a text are looked up.
std::set<std::string> forms(const std::string& text) {
  std::set<std::string> found;
  for (const Word& word : words(text)) {
    found.insert(lookup_form(word));
  }
  return found;
}

TEST(VerbForms, AllFormsOfAVerbAreOne) {
  for (const char* verb : {"faire fais fait faisons font faisais faisait faisaient jfais", "tenir tient tenait tenu",
                           "conduire conduis conduisait conduit conduisaient", "vendre vend vends vendait vendu",
                           "coudre couds coud cousait cousu", "peindre peint peignait peignent",
                           "servir sert servait servi", "traduire traduit traduisait", "apprendre apprend appris",
                           "accueillir accueille accueillait accueilli", "entretenir entretient entretenait",
                           "réparer répare réparait réparé réparent", "nettoyer nettoie nettoyait nettoyé",
                           "remplir remplit remplissait remplissent rempli", "garder garde gardait jgarde",
                           "battre bat battait battu", "mettre met mettait mis", "construire construit construisait"}) {
    EXPECT_EQ(forms(verb).size(), 1U) << verb << testing::PrintToString(forms(verb));
  }
}

TEST(VerbForms, OtherWordsStayApart) {
  EXPECT_EQ(forms("voir voirie").size(), 2U);
  EXPECT_EQ(forms("vendre vendanges vente").size(), 3U);
  EXPECT_EQ(forms("lit lire").size(), 2U);
  EXPECT_EQ(forms("mise mettre").size(), 2U);
  EXPECT_EQ(forms("agent client").size(), 2U);
}

TEST(VerbForms, SingularAndPluralAreOne) {
  for (const char* noun : {"vélo vélos", "poubelle poubelles", "carreau carreaux", "ordinateur ordinateurs"}) {
    EXPECT_EQ(forms(noun).size(), 1U) << noun;
  }
}

TEST(VerbForms, OtherScriptsAreKept) {
  EXPECT_THAT(forms("طباخ"), testing::ElementsAre("طباخ"));
  EXPECT_THAT(forms("Кухар"), testing::ElementsAre("кухар"));
}

}  // namespace
}  // namespace passerelle
