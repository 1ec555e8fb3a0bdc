#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "domain/person.h"
#include "requirements/requirement_reader.h"
#include "taxonomy/referential.h"

namespace passerelle {

/// How a person's own words speak of an occupation. A trade practised is read from a note: no proof of experience.
enum class Telling : std::uint8_t { mentioned, wished, practised };

constexpr std::string_view to_string(Telling telling) {
  return telling == Telling::wished ? "wished" : telling == Telling::practised ? "practised" : "mentioned";
}

/// An occupation that a text is understood to mention.
struct OccupationLink {
  OccupationIndex occupation;
  double confidence = 0;  ///< 0 to 1, calibrated: the share of such links that are right
  std::string form;       ///< the title or everyday words it was recognised by
  Telling telling = Telling::mentioned;
};

/// A skill that a text is understood to mention.
struct SkillLink {
  SkillIndex skill;
  double strength = 0;  ///< 0 to 1
  Evidence evidence = Evidence::declared;
  std::string where;     ///< the words it was read from
  std::string sentence;  ///< what a référent would say of it; empty when it was named directly
};

/// Words of a text that say what the person does not want.
struct AvoidLink {
  std::vector<OccupationIndex> occupations;
  std::string where;
};

/// What a person's free text is understood to mention.
struct Understanding {
  std::vector<OccupationLink> occupations;  ///< best first
  std::vector<SkillLink> skills;            ///< best first
  std::vector<AvoidLink> avoid;
  std::vector<StatedLimit> limits;
};

}  // namespace passerelle
