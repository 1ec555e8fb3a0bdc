#include "vectorise/offers.h"

#include <algorithm>
#include <array>

#include "base/parallel.h"
#include "normalise/text.h"
#include "vectorise/rows.h"

namespace passerelle {

std::vector<std::pair<SkillIndex, float>> asked_skills(const Offer& offer, const OfferUnderstanding& understood,
                                                       const Referential& referential) {
  std::vector<std::pair<SkillIndex, float>> asked;
  const auto add_ticked = [&](const std::vector<AskedSkill>& skills) {
    for (const AskedSkill& skill : skills) {
      if (const auto row = referential.find_skill(skill.code)) {
        asked.emplace_back(*row, skill.demanded ? kDemandedSkillWeight : kWelcomeSkillWeight);
      }
    }
  };
  add_ticked(offer.skills);
  add_ticked(offer.soft_skills);
  for (const SkillLink& link : understood.skills) {
    asked.emplace_back(link.skill, kReadSkillWeight * static_cast<float>(link.strength));
  }
  for (const OccupationLink& link : understood.occupations) {
    for (const OccupationSkill& skill : referential.skills_of(link.occupation)) {
      if (skill.importance == SkillImportance::core) {
        asked.emplace_back(SkillIndex(skill.skill), kOccupationSkillWeight * static_cast<float>(link.confidence));
      }
    }
  }
  // A skill asked in several ways counts once, at its strongest.
  std::ranges::sort(asked, [](const auto& left, const auto& right) {
    return left.first != right.first ? left.first < right.first : left.second > right.second;
  });
  const auto rest = std::unique(asked.begin(), asked.end(),
                                [](const auto& left, const auto& right) { return left.first == right.first; });
  asked.erase(rest, asked.end());
  return asked;
}

bool is_senior_post(std::string_view title) {
  static constexpr auto kHeads =
      std::to_array<std::string_view>({"responsable", "chef", "directeur", "manager", "manageur", "gerant", "encadrant",
                                       "superviseur", "ingenieur", "architecte"});
  static constexpr auto kAnywhere = std::to_array<std::string_view>({"lead", "head", "senior", "expert", "principal"});
  // What may stand before the head: "Alternance - Ingénieur", "2 chefs de chantier".
  constexpr std::size_t kBeginning = 2;
  const std::string said = folded(title);
  if (said.find("chef de rang") != std::string::npos) {
    return false;  // waits at table
  }
  const std::vector<Word> all = words(title);
  for (std::size_t at = 0; at < all.size(); ++at) {
    const std::string_view word = all[at].text;
    const std::string_view one = word.substr(0, word.size() - (word.ends_with('s') ? 1 : 0));  // "2 chefs d'équipe"
    if (std::ranges::find(kAnywhere, word) != kAnywhere.end() ||
        (at < kBeginning && std::ranges::find(kHeads, one) != kHeads.end())) {
      return true;
    }
  }
  return false;
}

OfferMatrix vectorise_offers(std::span<const Offer> offers, std::span<const OfferUnderstanding> understood,
                             const Referential& referential) {
  std::vector<SparseRow> occupations(offers.size());
  std::vector<SparseRow> skills(offers.size());
  std::vector<SparseRow> soft_skills(offers.size());
  std::vector<std::uint8_t> senior(offers.size());
  parallel_for(offers.size(), [&](std::size_t row) {
    senior[row] = is_senior_post(offers[row].title) ? 1 : 0;
    double total = 0;
    for (const OccupationLink& link : understood[row].occupations) {
      total += link.confidence;
    }
    for (const OccupationLink& link : understood[row].occupations) {
      occupations[row].emplace_back(link.occupation.value(), static_cast<float>(link.confidence / total));
    }
    for (const auto& [skill, weight] : asked_skills(offers[row], understood[row], referential)) {
      const bool soft = referential.skill_kind(skill) == SkillKind::soft;
      (soft ? soft_skills : skills)[row].emplace_back(skill.value(), weight);
    }
  });
  return {to_matrix(occupations, referential.occupation_count()), to_matrix(skills, referential.skill_count()),
          to_matrix(soft_skills, referential.skill_count()), std::move(senior)};
}

}  // namespace passerelle
