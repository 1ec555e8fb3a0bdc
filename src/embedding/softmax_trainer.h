#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/watch.h"
#include "embedding/random.h"
#include "embedding/training_set.h"

namespace passerelle {

/// The rows under training: full floats, one per feature. Borrows the set.
class SoftmaxTrainer {
 public:
  /// The set must hold at least 8 anchors.
  SoftmaxTrainer(const TrainingSet& set, const TrainingOptions& options);

  /// Draws every anchor's pair anew and learns from all of them; gives the mean loss.
  Result<float> train_epoch(const Watch& watch);

  [[nodiscard]] std::span<const float> row(std::size_t feature) const {
    return std::span(rows_).subspan(feature * dimensions_, dimensions_);
  }
  /// In how many texts of the set the feature stands.
  [[nodiscard]] std::uint32_t texts_with(std::size_t feature) const { return texts_with_[feature]; }

 private:
  struct Pair {
    std::uint32_t left;
    std::uint32_t right;
    std::uint32_t left_group;
    std::uint32_t right_group;
    std::uint64_t misspelling;  ///< seed of the left text's typing errors; 0 for none
  };
  /// A feature of a text of the batch.
  struct Occurrence {
    std::uint32_t feature;
    std::uint32_t text;
    auto operator<=>(const Occurrence&) const = default;
  };

  [[nodiscard]] std::vector<Pair> draw_pairs();
  [[nodiscard]] static bool are_related(const Pair& one, const Pair& other);
  float learn(std::span<const Pair> pairs);
  void embed_batch(std::span<const Pair> pairs);
  float differentiate_loss(std::span<const Pair> pairs);
  void differentiate_means();
  void update_rows();

  const TrainingSet* set_;
  TrainingOptions options_;
  std::size_t dimensions_;
  std::size_t batch_;
  Random random_;
  std::size_t epochs_done_ = 0;
  std::vector<std::vector<std::uint32_t>> features_;  ///< of each text of the set
  std::vector<std::uint32_t> texts_with_;
  std::vector<float> rows_;
  std::vector<float> squared_steps_;  ///< of each row: Adagrad's memory

  // The batch at hand: its left texts, then its right texts.
  std::vector<std::vector<std::uint32_t>> misspelt_;
  std::vector<std::span<const std::uint32_t>> batch_features_;
  std::vector<float> units_;  ///< texts × dimensions, unit length
  std::vector<float> inverse_lengths_;
  std::vector<float> gradients_;  ///< texts × dimensions
  std::vector<float> logits_;     ///< left × right
  std::vector<float> transposed_;
  std::vector<std::vector<Occurrence>> shards_;
};

}  // namespace passerelle
