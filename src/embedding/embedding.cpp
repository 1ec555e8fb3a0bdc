#include "embedding/embedding.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>

#include "embedding/model_file.h"
#include "storage/artefact.h"

namespace passerelle {
namespace {

constexpr std::uint32_t kNoRow = 0xFFFFFFFFU;

Error refused(const std::filesystem::path& file, std::string_view why) {
  return {ErrorCode::artefact_refused, file.string() + " : modèle refusé, " + std::string(why) +
                                           " ; reprendre le modèle livré ou relancer « passerelle train »"};
}

}  // namespace

struct Embedding::Content {
  MappedArtefact artefact;
  std::size_t dimensions = 0;
  std::span<const std::int8_t> values;
  std::span<const float> scales;
  /// For each feature its row among the kept ones, or `kNoRow`.
  std::vector<std::uint32_t> row_of_feature;
};

Embedding::Embedding(std::unique_ptr<Content> content) : content_(std::move(content)) {}
Embedding::Embedding(Embedding&&) noexcept = default;
Embedding& Embedding::operator=(Embedding&&) noexcept = default;
Embedding::~Embedding() = default;

Result<Embedding> Embedding::open(const std::filesystem::path& file) {
  Result<MappedArtefact> artefact = MappedArtefact::open(file, kEmbeddingKind, kEmbeddingFormat);
  if (!artefact) {
    return artefact.error();
  }
  const Result<std::span<const std::uint32_t>> shape = artefact->section<std::uint32_t>(kShapeSection);
  const Result<std::span<const std::uint32_t>> features = artefact->section<std::uint32_t>(kFeaturesSection);
  const Result<std::span<const float>> scales = artefact->section<float>(kScalesSection);
  const Result<std::span<const std::int8_t>> values = artefact->section<std::int8_t>(kValuesSection);
  if (!shape || !features || !scales || !values) {
    return refused(file, "il manque une partie");
  }
  if (shape->size() != 1 || (*shape)[0] == 0 || (*shape)[0] > kMostDimensions) {
    return refused(file, "dimensions inattendues");
  }
  const std::size_t dimensions = (*shape)[0];
  if (scales->size() != features->size() || values->size() != features->size() * dimensions) {
    return refused(file, "les parties n'ont pas la même longueur");
  }
  std::vector<std::uint32_t> row_of_feature(kFeatureRows, kNoRow);
  for (std::size_t row = 0; row < features->size(); ++row) {
    const std::uint32_t feature = (*features)[row];
    if (feature >= kFeatureRows || row_of_feature[feature] != kNoRow) {
      return refused(file, "un trait est hors limites ou donné deux fois");
    }
    if (!std::isfinite((*scales)[row])) {
      return refused(file, "une échelle n'est pas un nombre");
    }
    row_of_feature[feature] = static_cast<std::uint32_t>(row);
  }
  auto content =
      std::make_unique<Content>(Content{std::move(*artefact), dimensions, *values, *scales, std::move(row_of_feature)});
  return Embedding(std::move(content));
}

std::string_view Embedding::identity() const {
  return content_->artefact.identity();
}

std::size_t Embedding::dimensions() const {
  return content_->dimensions;
}

void Embedding::embed(std::string_view utf8, std::span<float> row) const {
  embed_sorted(text_features(utf8), row);
}

void Embedding::embed_features(std::span<const std::uint32_t> features, std::span<float> row) const {
  // Floats are added in the order of ids, so that the order given cannot change a single bit.
  std::vector<std::uint32_t> sorted(features.begin(), features.end());
  std::ranges::sort(sorted);
  embed_sorted(sorted, row);
}

void Embedding::embed_sorted(std::span<const std::uint32_t> features, std::span<float> row) const {
  const std::size_t dimensions = content_->dimensions;
  assert(row.size() == dimensions);
  std::ranges::fill(row, 0.0F);
  float* const sum = row.data();
  for (const std::uint32_t feature : features) {
    const std::uint32_t kept = feature < kFeatureRows ? content_->row_of_feature[feature] : kNoRow;
    if (kept == kNoRow) {
      continue;
    }
    const float scale = content_->scales[kept];
    const std::int8_t* const values = content_->values.data() + kept * dimensions;
    for (std::size_t axis = 0; axis < dimensions; ++axis) {
      sum[axis] += scale * static_cast<float>(values[axis]);
    }
  }
  const float squared_length = dot(row, row);
  if (squared_length > 0.0F) {
    const float inverse = 1.0F / std::sqrt(squared_length);
    for (float& value : row) {
      value *= inverse;
    }
  }
}

float dot(std::span<const float> left, std::span<const float> right) {
  assert(left.size() == right.size());
  // Sixteen running sums, added up in a fixed tree: as fast as vectors go, and the same bits on every machine.
  constexpr std::size_t kLanes = 16;
  std::array<float, kLanes> sums{};
  const std::size_t whole = left.size() - left.size() % kLanes;
  for (std::size_t begin = 0; begin < whole; begin += kLanes) {
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
      sums[lane] += left[begin + lane] * right[begin + lane];
    }
  }
  for (std::size_t index = whole; index < left.size(); ++index) {
    sums[index - whole] += left[index] * right[index];
  }
  for (std::size_t half = kLanes / 2; half > 0; half /= 2) {
    for (std::size_t lane = 0; lane < half; ++lane) {
      sums[lane] += sums[lane + half];
    }
  }
  return sums[0];
}

}  // namespace passerelle
