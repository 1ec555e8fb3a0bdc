#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "embedding/training.h"

namespace passerelle {

/// A text and those it may be paired with: one pair per epoch, its partner drawn from the pool. Two pairs that share
/// a group are never each other's negatives. An anchor given twice is drawn twice.
struct Anchor {
  std::uint32_t text = 0;
  std::uint32_t pool = 0;
  std::uint32_t left_group = 0;
  std::uint32_t right_group = 0;

  bool operator==(const Anchor&) const = default;
};

/// Texts and their pairs, before any feature is computed.
struct TrainingSet {
  std::string name;  ///< of the sources: "ROME 4.0 v460 + ESCO"
  std::vector<std::string> texts;
  std::vector<std::vector<std::uint32_t>> pools;  ///< texts
  std::vector<Anchor> anchors;
};

/// Pairs two titles of one occupation, a title and a core skill or a sentence of the definition, two forms of one ESCO
/// concept, and a ROME title and the ESCO concept the crosswalk calls close or broader. The crosswalk's exact and
/// narrow links are the gold of the MELO benchmark: they are read nowhere.
Result<TrainingSet> read_training_set(const TrainingSources& sources);

}  // namespace passerelle
