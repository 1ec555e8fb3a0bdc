#pragma once

#include <Eigen/SparseCore>
#include <cstdint>
#include <span>
#include <vector>

#include "domain/offer.h"
#include "linking/linker.h"
#include "taxonomy/referential.h"

namespace passerelle {

/// One row per offer or person, one column per occupation or skill of the referential.
using SparseRows = Eigen::SparseMatrix<float, Eigen::RowMajor>;

/// Offers as numbers: a row is the offer of the same rank in the order of ids.
struct OfferMatrix {
  SparseRows occupations;  ///< offers × occupations: share of the offer's work, rows sum to 1 (or 0: not understood)
  SparseRows skills;       ///< offers × skills: weight of a skill asked, soft skills left out
  SparseRows soft_skills;  ///< offers × skills: soft skills asked
  std::vector<std::uint8_t> senior;  ///< by offer: 1 when its title is that of a senior post
};

/// How much a skill weighs in an offer by how it is asked; the demanded before the welcome (`exigence` E and S).
inline constexpr float kDemandedSkillWeight = 1.0F;
inline constexpr float kWelcomeSkillWeight = 0.6F;
inline constexpr float kReadSkillWeight = 0.5F;        ///< read from the offer's text
inline constexpr float kOccupationSkillWeight = 0.3F;  ///< core skill of the occupation, not named by the offer

/// Whether a title names a post that leads others or asks for mastery: "Responsable de rayon", "Lead developer".
bool is_senior_post(std::string_view title);

/// Turns understood offers into rows. `offers` and `understood` are parallel, in the order of offer ids.
OfferMatrix vectorise_offers(std::span<const Offer> offers, std::span<const OfferUnderstanding> understood,
                             const Referential& referential);

/// Skills (rows) that the offer asks for with their weights, soft skills included: what one row of the matrices holds.
std::vector<std::pair<SkillIndex, float>> asked_skills(const Offer& offer, const OfferUnderstanding& understood,
                                                       const Referential& referential);

}  // namespace passerelle
