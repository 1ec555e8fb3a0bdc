#pragma once

#include <cstddef>
#include <filesystem>

#include "base/result.h"

namespace passerelle {

/// How good the first five offers of each list are against judgements made by people.
///
/// Means are over the people for whom at least one judged offer is good (grade 1 or more, not blocked): for the others
/// no list could do well. Shares of shown offers are over everybody who was judged.
struct ListReport {
  std::size_t people = 0;        ///< judged people who count in `ndcg5` and `p5`; one without a list earns 0
  std::size_t left_out = 0;      ///< judged people for whom nothing judged is good
  std::size_t without_list = 0;  ///< among `people`, those for whom the lists hold no offer
  std::size_t shown = 0;         ///< offers on the first five places of judged people
  double ndcg5 = 0;              ///< mean nDCG of five places: gain 2^grade - 1, discount log2(place + 1)
  double p5 = 0;             ///< share of five places (empty ones included) that hold a grade of 2 or 3, not blocked
  double blocked_shown = 0;  ///< share of shown offers that are judged blocked
  double unjudged5 = 0;      ///< share of shown offers that nobody judged; they earn nothing
};

/// Compares `lists` (lists.ndjson) with `judgements`, a TSV with the columns person, offer, grade (0 to 3) and blocked
/// (0 or 1, no or yes, false or true). A blocked offer earns nothing wherever it stands; an offer listed with other ids
/// (`also`) is judged when any of them is, by the highest grade, and blocked when any is; shown again, it earns
/// nothing. The ideal list is the best five of what was judged and is not blocked. Formula: Järvelin and Kekäläinen,
/// "Cumulated gain-based evaluation of IR techniques", ACM TOIS 20(4), 2002, with the gains of Burges et al., "Learning
/// to rank using gradient descent", ICML 2005. Errors name the file, the line and the field.
Result<ListReport> evaluate_lists(const std::filesystem::path& lists, const std::filesystem::path& judgements);

}  // namespace passerelle
