#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "linking/person_understanding.h"
#include "taxonomy/referential.h"
#include "vectorise/offers.h"

namespace passerelle {

/// By what a person reaches an occupation, the strongest reason first.
enum class Reach : std::uint8_t { wish, experience, free_text, same_family, near, shared_skills, open_to_all };

/// How well an occupation fits a person, and through what.
struct OccupationFit {
  OccupationIndex occupation;
  float fit = 0;  ///< 0 to 1
  Reach reach = Reach::wish;
  OccupationIndex through;  ///< the wished or practised occupation it comes from; itself for a direct reason
};

/// People as numbers. Rows are people in the order of ids.
struct PeopleMatrix {
  SparseRows occupations;            ///< people × occupations: fit
  SparseRows skills;                 ///< people × skills: strength, soft skills included
  std::vector<std::uint8_t> senior;  ///< by person: 1 when posts that lead or ask for mastery are within reach
};

/// Every occupation a person may be proposed, by row. A wish weighs most, then what was practised; near occupations
/// (mobilities of the referential), the same former family and shared skills open more, at a lower fit; so does work
/// that asks for no diploma, for want of better, and to who states no wish a little more.
std::vector<OccupationFit> occupation_fits(const PersonUnderstanding& person, const Referential& referential);

/// Whether the person did, wishes for or studied for what leads others or is a master's work.
bool takes_senior_posts(const PersonUnderstanding& person, const Referential& referential);

/// The held skills that the occupation asks for, those that speak most for it first; soft skills speak for none.
std::vector<SkillIndex> shared_skills(const PersonUnderstanding& person, OccupationIndex occupation,
                                      const Referential& referential);

PeopleMatrix vectorise_people(std::span<const PersonUnderstanding> people, const Referential& referential);

}  // namespace passerelle
