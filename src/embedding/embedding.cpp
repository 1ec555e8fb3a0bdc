#include "embedding/embedding.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cassert>
#include <cmath>
#include <string>

#include "base/hash.h"
#include "base/machine.h"
#include "embedding/features.h"
#include "embedding/model_file.h"
#include "storage/artefact.h"

namespace passerelle {
namespace {

constexpr std::uint32_t kNoRow = 0xFFFFFFFFU;
/// The largest value of a row, in the whole numbers that are summed. Sums of whole numbers are the same in any order:
/// those of a word can be kept, and added to those of its neighbours.
constexpr double kLargestValue = 1 << 24;
/// Letters of a word whose sum surely fits in 32 bits: three pieces a letter, its stem and its sound.
constexpr std::size_t kLongestKeptWord = 40;
static_assert((3 * kLongestKeptWord + 2) * kLargestValue < 2'147'483'648.0);

/// sum += values × scale
PASSERELLE_FOR_EACH_MACHINE
void add_scaled(const std::int8_t* values, std::int32_t scale, std::size_t dimensions, std::int64_t* sum) {
  for (std::size_t axis = 0; axis < dimensions; ++axis) {
    sum[axis] += std::int32_t{values[axis]} * scale;
  }
}

PASSERELLE_FOR_EACH_MACHINE
void add(const std::int32_t* values, std::size_t dimensions, std::int64_t* sum) {
  for (std::size_t axis = 0; axis < dimensions; ++axis) {
    sum[axis] += values[axis];
  }
}

Error refused(const std::filesystem::path& file, std::string_view why) {
  return {ErrorCode::artefact_refused, file.string() + " : modèle refusé, " + std::string(why) +
                                           " ; reprendre le modèle livré ou relancer « passerelle train »"};
}

}  // namespace

struct Embedding::Content {
  MappedArtefact artefact;
  std::size_t dimensions = 0;
  std::span<const std::int8_t> values;
  std::vector<std::int32_t> scales;  ///< of each row, in the whole numbers that are summed
  /// For each feature its row among the kept ones, or `kNoRow`.
  std::vector<std::uint32_t> row_of_feature;
  std::uint64_t serial = 0;  ///< no other of this process has it

  void add_feature(std::uint32_t feature, std::int64_t* sum) const {
    const std::uint32_t kept = feature < kFeatureRows ? row_of_feature[feature] : kNoRow;
    if (kept != kNoRow) {
      add_scaled(values.data() + kept * dimensions, scales[kept], dimensions, sum);
    }
  }
  /// A feature that will be added: memory is slow to answer, and need not be waited for.
  void expect_feature(std::uint32_t feature) const {
    if (feature < kFeatureRows) {
      __builtin_prefetch(&row_of_feature[feature]);
    }
  }
  /// The same when it was expected some time ago.
  void expect_values(std::uint32_t feature) const {
    constexpr std::size_t kLine = 64;
    const std::uint32_t kept = feature < kFeatureRows ? row_of_feature[feature] : kNoRow;
    for (std::size_t axis = 0; kept != kNoRow && axis < dimensions; axis += kLine) {
      __builtin_prefetch(values.data() + kept * dimensions + axis);
    }
  }
  void add_word(const Word& word, std::uint64_t hash, std::int64_t* sum) const;
};

namespace {

std::uint64_t next_serial() {
  static std::atomic<std::uint64_t> last{0};
  return ++last;
}

/// Sums of the words that come back: a word has some thirty features, and a text has few rare words.
class WordSums {
 public:
  /// A word of this hash will be asked for: memory is slow to answer, and need not be waited for.
  void expect(std::uint64_t hash, std::uint64_t serial, std::size_t dimensions) const {
    if (serial_ == serial) {
      constexpr std::size_t kLine = 16;  // values
      const std::int32_t* const sum = sums_.data() + hash % kEntries * dimensions;
      __builtin_prefetch(&words_[hash % kEntries]);
      for (std::size_t axis = 0; axis < dimensions; axis += kLine) {
        __builtin_prefetch(sum + axis);
      }
    }
  }

  /// The sum of this word of this `hash64` for this model; when it is not `known`, zeros to be filled.
  std::int32_t* of(std::string_view word, std::uint64_t hash, std::uint64_t serial, std::size_t dimensions,
                   bool& known) {
    if (serial_ != serial) {
      serial_ = serial;
      words_.assign(kEntries, {});
      sums_.assign(kEntries * dimensions, 0);
    }
    const std::size_t place = hash % kEntries;
    std::int32_t* const sum = sums_.data() + place * dimensions;
    known = words_[place] == word && !word.empty();
    if (!known) {
      words_[place] = word;
      std::fill_n(sum, dimensions, 0);
    }
    return sum;
  }

 private:
  static constexpr std::size_t kEntries = 1U << 15U;

  std::uint64_t serial_ = 0;
  std::vector<std::string> words_;
  std::vector<std::int32_t> sums_;
};

/// One per thread, as for stems (see `words`): no answer depends on what it holds.
WordSums& word_sums() {
  thread_local WordSums mine;
  return mine;
}

}  // namespace

void Embedding::Content::add_word(const Word& word, std::uint64_t hash, std::int64_t* sum) const {
  std::vector<std::uint32_t> features;
  if (word.text.size() > kLongestKeptWord) {
    add_word_features(word, features);
    for (const std::uint32_t feature : features) {
      add_feature(feature, sum);
    }
    return;
  }
  bool known = false;
  std::int32_t* const kept = word_sums().of(word.text, hash, serial, dimensions, known);
  if (!known) {
    add_word_features(word, features);
    std::vector<std::int64_t> whole(dimensions, 0);
    for (const std::uint32_t feature : features) {
      add_feature(feature, whole.data());
    }
    std::ranges::transform(whole, kept, [](std::int64_t value) { return static_cast<std::int32_t>(value); });
  }
  add(kept, dimensions, sum);
}

namespace {

/// The sum as a row of unit length; zeros stay.
void normalise(std::span<const std::int64_t> sum, std::span<float> row) {
  std::ranges::transform(sum, row.begin(), [](std::int64_t value) { return static_cast<float>(value); });
  const float squared_length = dot(row, row);
  if (squared_length > 0.0F) {
    const float inverse = 1.0F / std::sqrt(squared_length);
    for (float& value : row) {
      value *= inverse;
    }
  }
}

}  // namespace

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
  constexpr double kLargestMagnitude = 128;
  double largest = 0;
  for (const float scale : *scales) {
    largest = std::max(largest, std::abs(static_cast<double>(scale)));
  }
  std::vector<std::int32_t> whole_scales;
  for (const float scale : *scales) {
    const double share = largest > 0 ? static_cast<double>(scale) / largest : 0;
    whole_scales.push_back(static_cast<std::int32_t>(std::lround(share * kLargestValue / kLargestMagnitude)));
  }
  auto content = std::make_unique<Content>(Content{std::move(*artefact), dimensions, *values, std::move(whole_scales),
                                                   std::move(row_of_feature), next_serial()});
  return Embedding(std::move(content));
}

std::string_view Embedding::identity() const {
  return content_->artefact.identity();
}

std::size_t Embedding::dimensions() const {
  return content_->dimensions;
}

void Embedding::embed(std::string_view utf8, std::span<float> row) const {
  embed(words(utf8), row);
}

void Embedding::embed(std::span<const Word> words, std::span<float> row) const {
  assert(row.size() == content_->dimensions);
  std::vector<std::int64_t> sum(content_->dimensions, 0);
  // A word ahead is looked up while the one before is added: most of the time would go into waiting for memory.
  struct Step {
    const Word* word;
    std::uint64_t hash;
    std::uint32_t pair;  ///< feature with the word before
  };
  constexpr std::size_t kAhead = 6;
  std::vector<Step> steps;
  steps.reserve(words.size());
  const Word* previous = nullptr;
  for (const Word& word : words) {
    if (!word.is_stop) {
      const bool paired = previous != nullptr && !previous->stem.empty();
      steps.push_back({&word, hash64(word.text), paired ? pair_feature(*previous, word) : kNoRow});
      content_->expect_feature(steps.back().pair);
      previous = &word;
    }
  }
  for (std::size_t at = 0; at < steps.size(); ++at) {
    if (at + kAhead < steps.size()) {
      word_sums().expect(steps[at + kAhead].hash, content_->serial, content_->dimensions);
      content_->expect_values(steps[at + kAhead].pair);
    }
    content_->add_word(*steps[at].word, steps[at].hash, sum.data());
    content_->add_feature(steps[at].pair, sum.data());
  }
  normalise(sum, row);
}

void Embedding::embed_features(std::span<const std::uint32_t> features, std::span<float> row) const {
  assert(row.size() == content_->dimensions);
  std::vector<std::int64_t> sum(content_->dimensions, 0);
  for (const std::uint32_t feature : features) {
    content_->add_feature(feature, sum.data());
  }
  normalise(sum, row);
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
