#pragma once

#include <cstddef>
#include <filesystem>

#include "base/result.h"
#include "base/watch.h"
#include "evaluate/accuracy.h"
#include "linking/linker.h"

namespace passerelle {

/// The same answers counted by code of the present generation and by former parent.
struct OccupationAccuracy {
  Accuracy code;  ///< offers dated from 2024-10-01 only: earlier ones carry the former codes
  Accuracy parent;
};

/// How well offers are linked to occupations by their title and text alone.
struct OccupationReport {
  std::size_t queries = 0;  ///< groups of repeated offers, each counted once
  OccupationAccuracy all;
  OccupationAccuracy title_differs;  ///< the title is not the job title of the referential, word for word
  OccupationAccuracy without_m18;    ///< without information technology (parents M18xx)
};

/// Compares the linker with the gold TSV (offer_id, dup_group, date, rome_code, rome_code_parent, …, appellation,
/// intitule). The offer's own code, label and job title are hidden from the linker. A group counts once, by its first
/// offer in the order of ids; its gold is the union of its codes.
Result<OccupationReport> evaluate_occupations(const std::filesystem::path& offers, const std::filesystem::path& gold,
                                              const Linker& linker, const Watch& watch);

}  // namespace passerelle
