#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <string>

#include "base/result.h"
#include "base/watch.h"
#include "domain/requirement.h"

namespace passerelle {

/// Rows read, rows of the gold, and rows in both; precision and recall are 1 when there is nothing to find.
struct PrecisionRecall {
  std::size_t read = 0;
  std::size_t gold = 0;
  std::size_t right = 0;

  [[nodiscard]] double precision() const {
    return read == 0 ? 1 : static_cast<double>(right) / static_cast<double>(read);
  }
  [[nodiscard]] double recall() const { return gold == 0 ? 1 : static_cast<double>(right) / static_cast<double>(gold); }
};

/// By kind ("all" for everything together), then by strictness: `must`, `wish`, `none`.
using RequirementReport = std::map<std::string, std::map<Strictness, PrecisionRecall>>;

/// Compares what the reader reads with a gold TSV (offer_id, kind, value, strictness, where), row by row on id, kind,
/// value and strictness. Only offers that the gold names count. Values are compared without case, accents and spaces; a
/// diploma by its first word ("CAP" for "CAP cuisine"), for its domain is worded freely, diplomas of the State by
/// acronym or name alike; kinds for which the contract names no value (age, papers, vaccination, conditions of work) by
/// kind alone; bare experience beside a length as strict is left out of both sides, for the length implies it.
Result<RequirementReport> evaluate_requirements(const std::filesystem::path& offers, const std::filesystem::path& gold,
                                                const Watch& watch);

}  // namespace passerelle
