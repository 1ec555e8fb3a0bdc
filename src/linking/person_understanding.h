#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "domain/person.h"
#include "linking/linker.h"

namespace passerelle {

/// One past experience, understood.
struct ExperienceLink {
  OccupationIndex occupation;
  double confidence = 0;
  std::optional<int> months;
  std::string title;
  std::size_t experience = 0;  ///< row among the person's experiences
};

/// A skill the person has: what it is in the referential, how strong it is, and how it is known.
struct HeldSkill {
  SkillIndex skill;
  double strength = 0;  ///< 0 to 1, from both ratings, evidence and certainty of the link
  Evidence evidence = Evidence::declared;
  std::string words;  ///< as the person or the référent said it
  std::optional<int> self;
  std::optional<int> referent;
  bool to_confirm = false;  ///< suggested from everyday life or free text, not yet confirmed
  std::string sentence;     ///< what a référent would say of it; may be empty
};

/// A person's file turned into occupations, skills and limits of the referential: from here on no text is read.
struct PersonUnderstanding {
  std::optional<int> education;  ///< level of the highest diploma, 0 for none; nothing when not told
  std::vector<OccupationLink> wished;
  std::vector<ExperienceLink> experienced;
  std::vector<OccupationLink> mentioned;    ///< read from free text, to confirm
  std::vector<OccupationLink> suggested;    ///< what the words of a skill sound like, though nobody named it as a trade
  std::vector<HeldSkill> skills;            ///< soft skills included, each skill once, by row
  std::vector<AvoidLink> avoid;             ///< from wishes and free text
  std::vector<StatedLimit> limits;          ///< from free text, obeyed until confirmed or withdrawn
  std::vector<RequirementKind> unbearable;  ///< conditions of work (standing, heights …) that are beyond the person
};

/// Reads the whole file of a person. Rejected skills never count; names, ages, origins are not read.
PersonUnderstanding understand(const Person& person, const Linker& linker);
/// The same of many people, in parallel: a phrase that several say is read once.
std::vector<PersonUnderstanding> understand(std::span<const Person* const> people, const Linker& linker);

}  // namespace passerelle
