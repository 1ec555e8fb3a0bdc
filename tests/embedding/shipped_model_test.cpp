#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "embedding/embedding.h"

namespace passerelle {
namespace {

struct Judgement {
  std::string text;
  std::string nearer;
  std::string farther;
};

/// Holds whatever the seed: when one of these fails, the model no longer fits the normaliser and must be trained again.
TEST(ShippedModel, FindsTheObviousNearer) {
  const Result<Embedding> model = Embedding::open(std::filesystem::path(PASSERELLE_SOURCE_DIR) / "models" /
                                                  "passerelle-fr" / "1" / "embedding.bin");
  ASSERT_TRUE(model) << model.error().message;
  const auto row = [&](const std::string& text) {
    std::vector<float> values(model->dimensions());
    model->embed(text, values);
    return values;
  };
  const std::vector<Judgement> judgements = {
      {"aide soigante", "aide-soignante", "aide-comptable"},
      {"femme de ménage", "agent d'entretien", "chef de cuisine"},
      {"cariste", "conducteur de chariot élévateur", "conducteur de bus"},
      {"plongeur en restauration", "plongeuse en restauration", "scaphandrier"},
      {"manutantionaire", "manutentionnaire", "gestionnaire de paie"},
      {"nounou", "garde d'enfants à domicile", "garde forestier"},
      {"maçonne", "ouvrier du bâtiment", "secrétaire médicale"},
      {"hôtesse de caisse", "caissier", "hôtesse de l'air"},
      {"éboueur", "agent de collecte des déchets", "agent immobilier"},
      {"préparer des repas", "cuisinier", "soudeur"},
  };
  for (const auto& [text, nearer, farther] : judgements) {
    const std::vector<float> asked = row(text);
    EXPECT_GT(dot(asked, row(nearer)), dot(asked, row(farther))) << text << " → " << nearer << ", not " << farther;
  }
}

TEST(ShippedModel, CannotTellMasculineFromFeminine) {
  const Result<Embedding> model = Embedding::open(std::filesystem::path(PASSERELLE_SOURCE_DIR) / "models" /
                                                  "passerelle-fr" / "1" / "embedding.bin");
  ASSERT_TRUE(model) << model.error().message;
  const std::vector<std::pair<std::string, std::string>> pairs = {{"vendeur", "vendeuse"},
                                                                  {"infirmier", "infirmière"},
                                                                  {"agent d'entretien", "agente d'entretien"},
                                                                  {"conducteur", "conductrice"},
                                                                  {"chef de rang", "cheffe de rang"}};
  for (const auto& [masculine, feminine] : pairs) {
    std::vector<float> one(model->dimensions());
    std::vector<float> other(model->dimensions());
    model->embed(masculine, one);
    model->embed(feminine, other);
    EXPECT_EQ(one, other) << masculine;
  }
}

}  // namespace
}  // namespace passerelle
