#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/watch.h"

namespace passerelle {

/// Where the training texts come from.
struct TrainingSources {
  /// Official ROME files, or our own tables: whatever `read_referential_source` reads.
  std::filesystem::path rome;
  /// Holds `occupations_fr.csv`, and when there `skills_fr.csv` and `rome_esco_crosswalk.csv`.
  std::optional<std::filesystem::path> esco = std::nullopt;
  /// `lay_lexicon.tsv`: everyday words and the occupations they stand for.
  std::optional<std::filesystem::path> lexicon = std::nullopt;
  /// Titles that no training text may equal, whatever the case, accents or gender: the first column of each line.
  /// For measuring on titles that the referential also holds.
  std::optional<std::filesystem::path> exclude = std::nullopt;
};

/// How the model is trained. The defaults are those of the shipped model, but for its seed (see its MODEL.md).
struct TrainingOptions {
  std::uint64_t seed = 1;        ///< same seed, sources and options: same bytes, whatever the threads or the machine
  std::size_t dimensions = 128;  ///< of a row; a multiple of 8
  std::size_t epochs = 5;        ///< each draws every pair of texts anew
  std::size_t batch = 512;       ///< pairs told apart at once; a multiple of 8
  float temperature = 0.07F;     ///< in [0.03, 1]; smaller insists more on the hardest pairs
  float learning_rate = 0.1F;    ///< length of a row's first step
  float misspelt_share = 0.25F;  ///< of left texts that get one or two typing errors
  std::size_t max_bytes = 14'000'000;  ///< of the file; the rows that weigh least are dropped to fit
};

/// What was trained, for the model's card.
struct TrainingReport {
  std::string identity;   ///< of the model: sources, seed, digest of texts and options
  std::size_t texts = 0;  ///< distinct
  std::size_t pairs_per_epoch = 0;
  std::size_t trained_rows = 0;
  std::size_t kept_rows = 0;
  std::vector<float> losses;  ///< mean of each epoch
};

/// Trains the embedding by telling, in each batch of pairs, the right partner of a text from all others, left from
/// right and right from left (softmax over cosines, negatives of the same group masked; van den Oord et al. 2018,
/// Karpukhin et al. 2020, Radford et al. 2021 for both directions) with row-wise Adagrad, then drops light rows, rounds
/// to bytes and writes `file`. A minute or two on two cores for ROME and ESCO. Errors: those of the sources, with the
/// file and line; options out of range; `interrupted`; the file not written.
Result<TrainingReport> train_embedding(const TrainingSources& sources, const TrainingOptions& options,
                                       const Watch& watch, const std::filesystem::path& file);

}  // namespace passerelle
