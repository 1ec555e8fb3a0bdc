#include "embedding/training.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/hash.h"
#include "embedding/embedding.h"
#include "embedding/model_file.h"
#include "embedding/softmax_trainer.h"
#include "embedding/training_set.h"
#include "storage/artefact.h"

namespace passerelle {
namespace {

constexpr std::size_t kFewestAnchors = 8;
constexpr std::size_t kHeaderBytes = 4096;
constexpr float kLargestByte = 127.0F;

Result<Done> check(const TrainingOptions& options) {
  const auto wrong = [](std::string_view what) {
    return Error{ErrorCode::usage, "apprentissage : " + std::string(what)};
  };
  if (options.dimensions < 8 || options.dimensions > kMostDimensions || options.dimensions % 8 != 0) {
    return wrong("les dimensions sont un multiple de 8, de 8 à 1024");
  }
  if (options.batch < 8 || options.batch > 4096 || options.batch % 8 != 0) {
    return wrong("la taille d'un lot est un multiple de 8, de 8 à 4096");
  }
  if (options.epochs < 1 || options.epochs > 1000) {
    return wrong("il faut de 1 à 1000 passages");
  }
  if (!(options.temperature >= 0.03F && options.temperature <= 1.0F)) {
    return wrong("la température va de 0,03 à 1");
  }
  if (!(options.learning_rate > 0.0F && options.learning_rate <= 10.0F)) {
    return wrong("le pas d'apprentissage va de 0 exclu à 10");
  }
  if (!(options.misspelt_share >= 0.0F && options.misspelt_share <= 1.0F)) {
    return wrong("la part de textes mal écrits va de 0 à 1");
  }
  if (options.max_bytes < (std::size_t{64} << 10U)) {
    return wrong("un modèle demande au moins 64 Kio");
  }
  return Done{};
}

/// Everything the rows are computed from, so that two models with one identity are one model.
std::string digest_of(const TrainingSet& set, const TrainingOptions& options) {
  Sha256 digest;
  const auto add_number = [&digest](auto number) { digest.update(std::to_string(number) + ' '); };
  add_number(kEmbeddingFormat);
  add_number(options.seed);
  add_number(options.dimensions);
  add_number(options.epochs);
  add_number(options.batch);
  add_number(options.temperature);
  add_number(options.learning_rate);
  add_number(options.misspelt_share);
  add_number(options.max_bytes);
  for (const std::string& text : set.texts) {
    digest.update(text);
    digest.update("\n");
  }
  for (const std::vector<std::uint32_t>& pool : set.pools) {
    add_number(pool.size());
    for (const std::uint32_t text : pool) {
      add_number(text);
    }
  }
  for (const Anchor& anchor : set.anchors) {
    add_number(anchor.text);
    add_number(anchor.pool);
    add_number(anchor.left_group);
    add_number(anchor.right_group);
  }
  return digest.hex();
}

/// The trained features that fit, in order: those first whose rows weigh most in the most texts.
std::vector<std::uint32_t> features_to_keep(const SoftmaxTrainer& trainer, const TrainingOptions& options) {
  std::vector<std::uint32_t> features;
  std::vector<float> weights(kFeatureRows, 0.0F);
  for (std::uint32_t feature = 0; feature < kFeatureRows; ++feature) {
    if (const std::uint32_t texts = trainer.texts_with(feature); texts > 0) {
      features.push_back(feature);
      const std::span<const float> row = trainer.row(feature);
      weights[feature] = std::sqrt(dot(row, row) * static_cast<float>(texts));
    }
  }
  const std::size_t row_bytes = options.dimensions + sizeof(float) + sizeof(std::uint32_t);
  const std::size_t room = options.max_bytes > kHeaderBytes ? (options.max_bytes - kHeaderBytes) / row_bytes : 0;
  if (features.size() > room) {
    std::ranges::stable_sort(features,
                             [&](std::uint32_t left, std::uint32_t right) { return weights[left] > weights[right]; });
    features.resize(room);
    std::ranges::sort(features);
  }
  return features;
}

void write_rounded(std::span<const float> row, float& scale, std::span<std::int8_t> bytes) {
  float largest = 0.0F;
  for (const float value : row) {
    largest = std::max(largest, std::abs(value));
  }
  scale = largest / kLargestByte;
  for (std::size_t axis = 0; axis < row.size(); ++axis) {
    bytes[axis] = scale > 0.0F ? static_cast<std::int8_t>(std::lrint(row[axis] / scale)) : std::int8_t{0};
  }
}

Result<Done> write_model(const SoftmaxTrainer& trainer, std::span<const std::uint32_t> features, std::size_t dimensions,
                         const std::string& identity, const std::filesystem::path& file) {
  std::vector<float> scales(features.size());
  std::vector<std::int8_t> values(features.size() * dimensions);
  for (std::size_t kept = 0; kept < features.size(); ++kept) {
    write_rounded(trainer.row(features[kept]), scales[kept], std::span(values).subspan(kept * dimensions, dimensions));
  }
  const auto shape = static_cast<std::uint32_t>(dimensions);
  ArtefactWriter writer(std::string(kEmbeddingKind), kEmbeddingFormat, identity);
  writer.add<std::uint32_t>(kShapeSection, std::span(&shape, 1));
  writer.add<std::uint32_t>(kFeaturesSection, features);
  writer.add<float>(kScalesSection, scales);
  writer.add<std::int8_t>(kValuesSection, values);
  return writer.write(file);
}

}  // namespace

Result<TrainingReport> train_embedding(const TrainingSources& sources, const TrainingOptions& options,
                                       const Watch& watch, const std::filesystem::path& file) {
  if (const Result<Done> sound = check(options); !sound) {
    return sound.error();
  }
  const Result<TrainingSet> set = read_training_set(sources);
  if (!set) {
    return set.error();
  }
  if (set->anchors.size() < kFewestAnchors) {
    return Error{ErrorCode::input_unusable, sources.rome.string() + " : trop peu d'intitulés pour apprendre"};
  }
  TrainingReport report;
  report.identity = set->name + ", seed " + std::to_string(options.seed) + ", sha256:" + digest_of(*set, options);
  report.texts = set->texts.size();
  report.pairs_per_epoch = set->anchors.size();

  SoftmaxTrainer trainer(*set, options);
  for (std::size_t epoch = 0; epoch < options.epochs; ++epoch) {
    const Result<float> loss = trainer.train_epoch(watch);
    if (!loss) {
      return loss.error();
    }
    report.losses.push_back(*loss);
  }
  for (std::size_t feature = 0; feature < kFeatureRows; ++feature) {
    report.trained_rows += trainer.texts_with(feature) > 0 ? 1 : 0;
  }
  const std::vector<std::uint32_t> kept = features_to_keep(trainer, options);
  report.kept_rows = kept.size();
  if (const Result<Done> written = write_model(trainer, kept, options.dimensions, report.identity, file); !written) {
    return written.error();
  }
  return report;
}

}  // namespace passerelle
