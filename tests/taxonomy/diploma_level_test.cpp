#include "taxonomy/diploma_level.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace passerelle {
namespace {

TEST(DiplomaLevel, IsTheHighestThatTheWordsTell) {
  const std::vector<std::pair<std::string, int>> cases{{"CAP cuisine", 3},
                                                       {"BEP sanitaire et social", 3},
                                                       {"Bac pro commerce", 4},
                                                       {"Baccalauréat général", 4},
                                                       {"BTS comptabilité", 5},
                                                       {"DUT informatique", 5},
                                                       {"Bac+2", 5},
                                                       {"bac + 3", 6},
                                                       {"Licence de lettres", 6},
                                                       {"Master 2 droit", 7},
                                                       {"Bac +5", 7},
                                                       {"diplôme d'ingénieur", 7},
                                                       {"Doctorat", 8},
                                                       {"DEAES", 3},
                                                       {"Bac+2 à Bac+5", 7},
                                                       {"permis B", 0},
                                                       {"", 0},
                                                       {"capable", 0},
                                                       {"débutant", 0}};
  for (const auto& [label, level] : cases) {
    EXPECT_EQ(diploma_level(label), level) << label;
  }
}

TEST(AccessLevel, IsTheLowestThatOpensTheOccupation) {
  EXPECT_EQ(access_level("Cet emploi est accessible avec un diplôme de niveau CAP à Bac en vente."), 3);
  EXPECT_EQ(access_level("Ce métier est accessible de Bac +3 à Bac +5."), 6);
  EXPECT_EQ(access_level("Accessible avec un BTS ou un Master."), 5);
  EXPECT_EQ(access_level("Cet emploi est accessible sans diplôme, un CAP est apprécié."), 0);
  EXPECT_EQ(access_level("Accessible à tous les niveaux de qualification."), 0);
  EXPECT_EQ(access_level("Il faut un agrément de la préfecture."), std::nullopt);
  EXPECT_EQ(access_level(""), std::nullopt);
}

}  // namespace
}  // namespace passerelle
