#include <benchmark/benchmark.h>

#include <string>
#include <vector>

#include "requirements/requirement_reader.h"

namespace passerelle {
namespace {

/// Offers of the usual length (some 1,800 bytes), made of praise, tasks and a profile.
std::vector<Offer> sample_offers(std::size_t count) {
  const std::vector<std::string> profiles{
      "Permis B exigé, CACES R489 catégories 1, 3 et 5 souhaités.\nPoste en 2x8 : 5h-13h / 13h-21h, du lundi au "
      "samedi.\n",
      "Titulaire d'un CAP cuisine, vous justifiez de 2 ans d'expérience minimum.\nHoraires en coupure, un week-end sur "
      "deux.\n",
      "Débutant accepté, anglais apprécié. 35h par semaine, port de charges jusqu'à 25 kg.\n",
      "Profil : rigueur, autonomie, sens du service et goût du travail en équipe.\n"};
  std::string filler;
  for (int line = 0; line < 24; ++line) {
    filler += "- Vous accueillez les clients, rangez les produits et tenez votre poste propre chaque jour.\n";
  }
  std::vector<Offer> offers(count);
  for (std::size_t at = 0; at < count; ++at) {
    offers[at].title = at % 2 == 0 ? "Préparateur de commandes (H/F)" : "Aide-soignant de nuit (H/F)";
    offers[at].text = filler.substr(0, 1200 + (at * 37) % 900) + "\nProfil :\n" + profiles[at % profiles.size()];
    offers[at].experience_code = "E";
    offers[at].experience_label = "2 An(s)";
    offers[at].hours_label = "35H Travail en journée";
  }
  return offers;
}

void read_offer(benchmark::State& state) {
  const RequirementReader reader;
  const std::vector<Offer> offers = sample_offers(256);
  std::size_t found = 0;
  std::size_t read = 0;
  for (auto _ : state) {
    const std::vector<Requirement> requirements = reader.read(offers[read % offers.size()]);
    found += requirements.size();
    ++read;
  }
  // Fields alone give four rows: fewer means that nothing was read.
  if (found < 3 * read) {
    state.SkipWithError("too few requirements were read");
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(read));
}
BENCHMARK(read_offer);

void read_statement(benchmark::State& state) {
  const RequirementReader reader;
  const std::string text = "j'ai le permis b mais pas de voiture, pas le dimanche, je peux pas porter lourd, max 10 kg";
  for (auto _ : state) {
    const auto limits = reader.read_statements(text);
    if (limits.size() < 4) {
      state.SkipWithError("limits were missed");
      break;
    }
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(read_statement);

}  // namespace
}  // namespace passerelle
