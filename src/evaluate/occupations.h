#pragma once

#include <cstddef>
#include <span>

#include "embedding/embedding.h"
#include "evaluate/accuracy.h"
#include "evaluate/gold_offers.h"
#include "linking/linker.h"

namespace passerelle {

/// The same answers counted by code of the present generation and by former parent.
struct OccupationAccuracy {
  Accuracy code;  ///< offers of the present generation only: earlier ones carry the former codes
  Accuracy parent;
};

/// How well offers are linked to occupations by all but their own code, label and job title.
struct OccupationReport {
  std::size_t queries = 0;  ///< groups of repeated offers, each counted once
  OccupationAccuracy all;
  OccupationAccuracy title_differs;  ///< the title is not the job title of the referential, word for word
  OccupationAccuracy without_m18;    ///< without information technology (parents M18xx)
  Reliability reliability;           ///< of the first former code
};

/// Compares the linker, as it is, with the gold.
OccupationReport evaluate_occupations(std::span<const GoldOffer> gold, const Linker& linker);
/// The same for offers that the shipped memory holds: each is linked with a memory of the other folds only. Offers of
/// the same title words share a fold. `folds` is at least 2.
OccupationReport evaluate_occupations_by_folds(std::span<const GoldOffer> gold, const Linker& linker,
                                               const Embedding& embedding, std::size_t folds);

}  // namespace passerelle
