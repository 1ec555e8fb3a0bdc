#pragma once

#include <cstddef>
#include <filesystem>

#include "base/result.h"
#include "base/watch.h"
#include "linking/linker.h"

namespace passerelle {

/// How many of the skills that employers ticked stand among the first ones read from title and text alone.
struct SkillReport {
  std::size_t queries = 0;  ///< offers with a ticked skill that the referential knows; repeated offers count once
  double recall10 = 0;      ///< mean over offers of the share of ticked skills among the first 10
  double recall20 = 0;
  std::size_t ticked = 0;   ///< ticked skills of those offers
  std::size_t unknown = 0;  ///< ticked codes that the referential does not have: nobody can answer them, none counts
};

/// Compares the linker with a gold TSV (offer_id, competence_code, and when known dup_group). Occupation, job title and
/// ticked skills of the offer are hidden from the linker. Offers of one `dup_group`, or of the same title and text when
/// the column is missing, count once, by the first id; their gold is the union. Errors name the file.
Result<SkillReport> evaluate_skills(const std::filesystem::path& offers, const std::filesystem::path& gold,
                                    const Linker& linker, const Watch& watch);

}  // namespace passerelle
