#include "embedding/embedding.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "embedding/dense_rows.h"

namespace passerelle {
namespace {

constexpr std::array<std::string_view, 8> kTitles = {
    "Agent d'entretien des locaux (H/F)",           "Préparatrice de commandes, CACES 1",
    "Aide à domicile auprès de personnes âgées",    "Vendeur·se en boulangerie",
    "Commis de cuisine en restauration collective", "Maçon coffreur bancheur",
    "Secrétaire comptable à temps partiel",         "Chauffeur-livreur permis B"};

constexpr std::string_view kDescription =
    "Nous recherchons pour notre cuisine centrale une personne qui prépare les légumes, dresse les entrées froides et "
    "tient la plonge. Vous travaillez du lundi au vendredi, de 7h à 14h, dans une équipe de huit personnes. Vous "
    "appliquez les règles d'hygiène et vous savez porter des charges. Débutant accepté, formation assurée sur place.";

const Embedding* shipped_model(benchmark::State& state) {
  static const Result<Embedding> kModel = Embedding::open(std::filesystem::path(PASSERELLE_SOURCE_DIR) / "models" /
                                                          "passerelle-fr" / "1" / "embedding.bin");
  if (!kModel) {
    state.SkipWithError(kModel.error().message.c_str());
    return nullptr;
  }
  return &*kModel;
}

void check_unit_length(benchmark::State& state, const std::vector<float>& row) {
  if (std::abs(dot(row, row) - 1.0F) > 1e-4F) {
    state.SkipWithError("a known text has no unit row");
  }
}

void embed_titles(benchmark::State& state) {
  const Embedding* const model = shipped_model(state);
  if (model == nullptr) {
    return;
  }
  std::vector<float> row(model->dimensions());
  for (auto _ : state) {
    for (const std::string_view title : kTitles) {
      model->embed(title, row);
      benchmark::DoNotOptimize(row.data());
    }
  }
  check_unit_length(state, row);
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kTitles.size()));
}
BENCHMARK(embed_titles);

void embed_description(benchmark::State& state) {
  const Embedding* const model = shipped_model(state);
  if (model == nullptr) {
    return;
  }
  std::vector<float> row(model->dimensions());
  for (auto _ : state) {
    model->embed(kDescription, row);
    benchmark::DoNotOptimize(row.data());
  }
  check_unit_length(state, row);
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(embed_description);

/// Sums rows only: features are known beforehand.
void embed_features_of_titles(benchmark::State& state) {
  const Embedding* const model = shipped_model(state);
  if (model == nullptr) {
    return;
  }
  std::vector<std::vector<std::uint32_t>> features;
  for (const std::string_view title : kTitles) {
    features.push_back(text_features(title));
  }
  std::vector<float> row(model->dimensions());
  for (auto _ : state) {
    for (const std::vector<std::uint32_t>& each : features) {
      model->embed_features(each, row);
      benchmark::DoNotOptimize(row.data());
    }
  }
  check_unit_length(state, row);
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(features.size()));
}
BENCHMARK(embed_features_of_titles);

/// The query against as many rows as occupations have forms.
void compare_with_every_title(benchmark::State& state) {
  const Embedding* const model = shipped_model(state);
  if (model == nullptr) {
    return;
  }
  constexpr std::size_t kRows = 30'000;
  std::vector<std::string> titles;
  for (std::size_t index = 0; index < kRows; ++index) {
    titles.emplace_back(kTitles[index % kTitles.size()]);
  }
  const DenseRows rows = DenseRows::of(*model, titles);
  std::vector<float> query(model->dimensions());
  model->embed(kTitles[0], query);
  std::vector<float> similarities(kRows);
  for (auto _ : state) {
    rows.compare(query, similarities);
    benchmark::DoNotOptimize(similarities.data());
  }
  if (std::ranges::max_element(similarities) != similarities.begin() || std::abs(similarities[0] - 1.0F) > 0.01F) {
    state.SkipWithError("a title is not its own best match");
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(compare_with_every_title);

}  // namespace
}  // namespace passerelle
