#include "vectorise/people.h"

#include <algorithm>
#include <cmath>

#include "base/parallel.h"
#include "vectorise/rows.h"

namespace passerelle {
namespace {

constexpr float kWishFit = 1.0F;
/// A trade practised counts from this much (some weeks) …
constexpr float kLeastExperienceFit = 0.6F;
/// … up to this much, reached after two years. How long ago is not asked: a gap in a career is nobody's business.
constexpr float kMostExperienceFit = 0.85F;
constexpr int kFullExperienceMonths = 24;
constexpr float kFreeTextFit = 0.7F;
/// Share of a fit that passes to an occupation of the same former family, to the nearest mobility, and what is lost
/// with each further rank of mobility.
constexpr float kFamilyShare = 0.7F;
constexpr float kNearShare = 0.65F;
constexpr float kNearLossPerRank = 0.03F;
/// The most that shared core skills alone can open, when the person holds all of them; below the least coverage
/// nothing is opened.
constexpr float kSharedSkillsFit = 0.6F;
constexpr float kLeastCoverage = 0.3F;
/// Fits below this open nothing: they would let almost every offer through.
constexpr float kLeastFit = 0.05F;

class FitTable {
 public:
  explicit FitTable(std::size_t occupations) : fits_(occupations) {}

  void raise(OccupationIndex occupation, float fit, Reach reach, OccupationIndex through) {
    OccupationFit& entry = fits_[occupation.value()];
    if (fit > entry.fit) {
      entry = {occupation, fit, reach, through};
    }
  }

  /// Direct reasons first, so that what spreads from them is complete.
  void spread(const Referential& referential) {
    const std::vector<OccupationFit> direct = entries();
    for (const OccupationFit& source : direct) {
      for (const OccupationIndex relative : referential.family(referential.parent(source.occupation))) {
        raise(relative, source.fit * kFamilyShare, Reach::same_family, source.occupation);
      }
      float share = kNearShare;
      for (const std::uint32_t near : referential.near(source.occupation)) {
        raise(OccupationIndex(near), source.fit * share, Reach::near, source.occupation);
        share = std::max(0.0F, share - kNearLossPerRank);
      }
    }
  }

  [[nodiscard]] std::vector<OccupationFit> entries() const {
    std::vector<OccupationFit> found;
    std::ranges::copy_if(fits_, std::back_inserter(found),
                         [](const OccupationFit& entry) { return entry.fit >= kLeastFit; });
    return found;
  }

 private:
  std::vector<OccupationFit> fits_;
};

float experience_fit(const ExperienceLink& link) {
  const int months = std::clamp(link.months.value_or(kFullExperienceMonths / 2), 0, kFullExperienceMonths);
  return kLeastExperienceFit + (kMostExperienceFit - kLeastExperienceFit) * static_cast<float>(months) /
                                   static_cast<float>(kFullExperienceMonths);
}

/// Occupations whose core skills the person holds: coverage of the core skills, weighed by strength.
void add_shared_skills(FitTable& table, const PersonUnderstanding& person, const Referential& referential) {
  std::vector<float> held(referential.occupation_count(), 0.0F);
  for (const HeldSkill& skill : person.skills) {
    if (referential.skill_kind(skill.skill) == SkillKind::soft) {
      continue;
    }
    for (const std::uint32_t occupation : referential.occupations_with(skill.skill)) {
      for (const OccupationSkill& asked : referential.skills_of(OccupationIndex(occupation))) {
        if (asked.importance != SkillImportance::core) {
          break;  // core skills stand first
        }
        if (asked.skill == skill.skill.value()) {
          held[occupation] += static_cast<float>(skill.strength);
        }
      }
    }
  }
  for (std::uint32_t row = 0; row < held.size(); ++row) {
    if (held[row] <= 0) {
      continue;
    }
    float core = 0;
    for (const OccupationSkill& asked : referential.skills_of(OccupationIndex(row))) {
      core += asked.importance == SkillImportance::core ? 1.0F : 0.0F;
    }
    // A single shared skill of a short list is no trade: at least three are counted.
    const float coverage = held[row] / std::max(core, 3.0F);
    if (coverage >= kLeastCoverage) {
      table.raise(OccupationIndex(row), kSharedSkillsFit * std::min(coverage, 1.0F), Reach::shared_skills,
                  OccupationIndex(row));
    }
  }
}

}  // namespace

std::vector<OccupationFit> occupation_fits(const PersonUnderstanding& person, const Referential& referential) {
  FitTable table(referential.occupation_count());
  for (const OccupationLink& link : person.wished) {
    table.raise(link.occupation, kWishFit * static_cast<float>(link.confidence), Reach::wish, link.occupation);
  }
  for (const ExperienceLink& link : person.experienced) {
    table.raise(link.occupation, experience_fit(link) * static_cast<float>(link.confidence), Reach::experience,
                link.occupation);
  }
  for (const OccupationLink& link : person.mentioned) {
    table.raise(link.occupation, kFreeTextFit * static_cast<float>(link.confidence), Reach::free_text, link.occupation);
  }
  table.spread(referential);
  add_shared_skills(table, person, referential);
  return table.entries();
}

PeopleMatrix vectorise_people(std::span<const PersonUnderstanding> people, const Referential& referential) {
  std::vector<SparseRow> occupations(people.size());
  std::vector<SparseRow> skills(people.size());
  parallel_for(people.size(), [&](std::size_t row) {
    for (const OccupationFit& entry : occupation_fits(people[row], referential)) {
      occupations[row].emplace_back(entry.occupation.value(), entry.fit);
    }
    for (const HeldSkill& skill : people[row].skills) {
      skills[row].emplace_back(skill.skill.value(), static_cast<float>(skill.strength));
    }
  });
  return {to_matrix(occupations, referential.occupation_count()), to_matrix(skills, referential.skill_count())};
}

}  // namespace passerelle
