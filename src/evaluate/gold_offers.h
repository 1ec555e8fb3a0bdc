#pragma once

#include <cstddef>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/watch.h"
#include "linking/offer_memory.h"

namespace passerelle {

/// An offer and its right occupations. Repeated offers are one.
struct GoldOffer {
  KnownOffer offer;  ///< the first of its group in the order of ids; codes are those of the whole group
  std::set<std::string> parents;
  bool title_differs = false;  ///< the title is not a job title of the referential, word for word
  std::size_t title_key = 0;   ///< the same for titles of the same words, in any order
};

/// Reads offers and their gold TSV (offer_id, dup_group, date, rome_code, rome_code_parent, …, appellation, intitule).
/// Offers dated before 2024-10-01 carry former codes. Groups of which no offer is found are left out. The offer's own
/// code, label and job title are not kept.
Result<std::vector<GoldOffer>> read_gold_offers(const std::filesystem::path& offers, const std::filesystem::path& gold,
                                                const Watch& watch);

}  // namespace passerelle
